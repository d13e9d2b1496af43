"""What is printed of questionnaires: what differs between two, what was revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import cast

from pulse.cli.screen import _answer, _console, _plain, json_out
from pulse.errors import Exit
from pulse.model.differences import Compared, Difference, Revised
from pulse.model.survey import Change

_LONGEST = 160  # signs of a text on the screen
_MARKS = {"added": "+", "removed": "-", "reworded": "~", "rescaled": "~", "reordered": ">", "retitled": "~"}


def compared(it: Compared, as_json: bool) -> Exit:
    """Every difference with its type, and whether a line breaks there: 1 if one does."""
    if as_json:
        told = {"before": it.before, "after": it.after, "breaks": len(it.broken)}
        json_out(told | {"differences": [asdict(each) for each in it.differences]})
        return Exit.LOOK if it.broken else Exit.DONE
    out = _console()
    out.print(f"[bold]{_plain(it.before)}[/bold] -> [bold]{_plain(it.after)}[/bold]", soft_wrap=True)
    _differences(it.differences)
    if not it.differences:
        out.print("They ask the same.")
    elif not it.broken:
        out.print("No line of figures breaks.")
    else:
        names = ", ".join(dict.fromkeys(each.id for each in it.broken))
        out.print(f"Lines of figures that break: {names}.", soft_wrap=True)
    return Exit.LOOK if it.broken else Exit.DONE


def _differences(found: Sequence[Difference]) -> None:
    out = _console()
    for it in found:
        kind = f", {it.type}" if it.type and it.type != it.what else ""
        untold = "" if it.said or not it.breaks else "; nobody has said what it is"
        effect = "  its line breaks" if it.breaks else ""
        about = "score " if it.about == "score" else ""
        out.print(f"{_MARKS[it.what]} {about}{it.id}: {it.what}{kind}{effect}{untold}", soft_wrap=True, markup=False)
        for mark, text in (("was", it.before), ("now", it.after)):
            if text:
                out.print(f"    {mark}: {_short(text)}", style="dim", soft_wrap=True, markup=False)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def ask_type(it: Difference) -> Change:
    """What a person says that a change is."""
    out = _console(stderr=True)
    out.print(f"\n[bold]{it.id}[/bold]")
    out.print(f"  was: {_short(it.before)}\n  now: {_short(it.after)}", markup=False, soft_wrap=True)
    if not it.scored_otherwise:
        out.print("  c  cosmetic: it means the same to whoever answers; its line goes on")
    out.print("  w  reworded: it asks something else; its line breaks")
    out.print("  s  rescaled: its answers are others; its line breaks")
    names = {"w": "reworded", "s": "rescaled"} | ({} if it.scored_otherwise else {"c": "cosmetic"})
    while (said := _answer("What is this change?").casefold()) not in names:
        out.print(f"Type one of: {', '.join(names)}.")
    return cast("Change", names[said])


def revised(it: Revised, as_json: bool) -> None:
    """The new version, where the old one is, and what breaks."""
    if as_json:
        json_out(asdict(it))
        return
    out = _console()
    out.print(f"{_plain(it.file)} is version {it.version} now, asked from {it.asked_from} on.", soft_wrap=True)
    out.print(f"What was asked before is kept in {_plain(it.kept)}.", soft_wrap=True)
    _differences(it.differences)
