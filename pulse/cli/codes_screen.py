"""What the screen tells of codebooks and codes, and how it asks for them."""

from __future__ import annotations

from dataclasses import asdict
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from pulse.cli.screen import _console as console
from pulse.cli.screen import _plain as plain
from pulse.cli.screen import _table as table_of
from pulse.cli.screen import json_out, problems
from pulse.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pulse.model.codes import Agreement, Codebook
    from pulse.model.coding import CodeAsk, CodedWave, CodeSaid, CodingSat

_STANDING = {
    "firm": "firm",
    "tentative": "good enough for tentative conclusions",
    "weak": "weak: read figures with care",
    "none": "no figures",
}
_ACTIONS = {"n": "none", "k": "skip", "u": "undo", "q": "quit"}


def codebooks(found: Sequence[Codebook], as_json: bool) -> None:
    """Every codebook with its codes."""
    if as_json:
        json_out([asdict(it) for it in found])
        return
    out = console()
    for book in found:
        out.print(plain(f"{book.id}  {book.title} ({', '.join(book.languages)})"), style="bold")
        for code in book.codes:
            out.print(plain(f"  {code.id}  {code.name}: {code.definition}"), soft_wrap=True)


def ask_codes(it: CodeAsk) -> CodeSaid:
    """One comment, and what the person says of it."""
    from pulse.model.coding import CodeSaid

    if it.fault:
        problems([it.fault])
    else:
        _show(it)
    prompt = "codes, n none, k skip, u undo, q quit"
    said = _answer(f"Enter confirms, {prompt}" if it.suggestions else prompt)
    if not said:
        return CodeSaid("accept")
    action = next((name for sign, name in _ACTIONS.items() if said.casefold() in (sign, name)), "code")
    return CodeSaid(action, said)  # type: ignore[arg-type]


def _answer(question: str) -> str:
    import typer

    return str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def _show(it: CodeAsk) -> None:
    out = console(stderr=True)
    if it.number == 1:
        _legend(it)
    place = f"{it.number} of {it.of} · {it.survey} {it.wave}"
    out.print(f"\n[bold]{plain(place)}[/bold]  {plain(it.question)}", soft_wrap=True)
    out.print(plain(f"  {it.text}"), soft_wrap=True)
    numbers = {code.id: at for at, code in enumerate(it.codebook.codes, 1)}
    names = {code.id: code.name for code in it.codebook.codes}
    for found in it.suggestions:
        told = plain(f"{numbers[found.code]} {names[found.code]} (“{found.cue}”)")
        out.print(f"  [dim]suggested:[/dim] {told}", soft_wrap=True)


def _legend(it: CodeAsk) -> None:
    """What the numbers and letters stand for."""
    out = console(stderr=True)
    for at, code in enumerate(it.codebook.codes, 1):
        border = f" Border: {code.border}" if code.border else ""
        out.print(plain(f"{at:>3}  {code.name}: {code.definition}{border}"), soft_wrap=True)
    signed = (("who is hurt", ascii_lowercase, it.hurt), ("who should meet it", ascii_uppercase, it.meet))
    for head, signs, options in signed:
        told = ", ".join(f"{sign} {text}" for sign, (_, text) in zip(signs, options, strict=False))
        out.print(plain(f"     {head}: {told}"), soft_wrap=True)
    out.print("     Numbers of needs, like 1 3; or with letters around one, like b3C.")


def coded(it: CodingSat, as_json: bool) -> None:
    """What came of a sitting, and what is left."""
    if as_json:
        json_out(asdict(it))
        return
    console().print(f"{it.coded:,} coded; {it.left:,} comments still wait for you.")


def sheet_written(path: Path, count: int, as_json: bool) -> None:
    """Where the sheet is, and what to do with it."""
    if as_json:
        json_out({"file": str(path), "comments": count})
        return
    out = console()
    name = plain(str(path))
    out.print(f"{count:,} comments are in [bold]{name}[/bold]; only you can read it.", soft_wrap=True)
    out.print(
        "Write ids of codes into the column codes, or none; then `pulse comments code --from` it, and delete it.",
        soft_wrap=True,
    )


def agreements(found: Sequence[tuple[CodedWave, Agreement]], as_json: bool) -> Exit:
    """How far coders agree; 1 where figures may not be shown of one of the waves, or nothing is coded."""
    from pulse.model.codes import LEAST

    shown = bool(found) and all(it.kept for _, it in found)
    if as_json:
        json_out([_shape(wave, it) for wave, it in found])
        return Exit.DONE if shown else Exit.LOOK
    out = console()
    for wave, it in found:
        out.print(plain(f"{wave.survey} {wave.wave}"), style="bold")
        out.print(
            f"{it.coded:,} comments coded, {it.double:,} of them by two or more people; {_STANDING[it.standing]}."
        )
        if it.missing:
            out.print(f"{it.missing:,} more must be coded twice: another person runs `pulse comments code --second`.")
        table = table_of("Code", "Cohen’s kappa", "Krippendorff’s alpha", "Figures")
        for each in it.codes:
            cells = (_two(each.kappa), _two(each.alpha), "yes" if each.code in it.kept else "no")
            table.add_row(plain(each.name), *cells)
        table.add_row("Mean", _two(it.kappa), _two(it.alpha), f"from {LEAST:.2f} on")
        out.print(table)
    if not found:
        out.print("Nothing has been coded yet: `pulse comments code --by WHO`.")
    return Exit.DONE if shown else Exit.LOOK


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _shape(wave: CodedWave, it: Agreement) -> dict[str, object]:
    facts = {"coded": it.coded, "double_coded": it.double, "needed": it.needed, "missing": it.missing}
    told = {"standing": it.standing, "kappa": it.kappa, "alpha": it.alpha, "figures": list(it.kept)}
    codes = [asdict(code) for code in it.codes]
    return {"survey": wave.survey, "wave": wave.wave, "coders": it.coders, **facts, **told, "codes": codes}
