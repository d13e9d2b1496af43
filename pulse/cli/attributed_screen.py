"""What `pulse attributed` prints. Keys of the JSON are added, never renamed; no name and no answer is ever printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulse.cli.screen import _console, _plain, _table, json_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pulse.model.attributed import Asked, Taken


def taken(it: Taken, as_json: bool) -> None:
    """What came of a file."""
    if as_json:
        json_out({"wave": it.wave.label, "new": it.new, "replaced": it.replaced, "known": it.known})
        return
    said = f"Wave {it.wave.label}: {it.new} answered, {it.replaced} replaced earlier answers, {it.known} known already."
    _console().print(_plain(said))


def waves(found: Sequence[Asked], as_json: bool) -> None:
    """Every wave."""
    if as_json:
        json_out([_wave(it) for it in found])
        return
    if not found:
        _console().print("There are no answers by name.")
        return
    table = _table("Questionnaire", "Wave", "Answered", "Listed", "Deleted")
    for it in found:
        days = ", ".join(str(day) for _, day in it.listed)
        table.add_row(*map(_plain, (it.wave.survey, it.wave.label, str(len(it.given)), days, str(it.purged or ""))))
    _console().print(table)


def written(path: Path, answered: int, entry: int, as_json: bool) -> None:
    """Where the page is."""
    if as_json:
        json_out({"file": str(path), "answered": answered, "entry": entry})
        return
    _console().print(f"{answered} answered. The page is [bold]{_plain(str(path))}[/bold]", soft_wrap=True)
    _console().print("It shows names: give it to those who were asked, and to nobody else.")


def purged(gone: int, page: Path, as_json: bool) -> None:
    """How many answers were deleted, and whether the page of them is still there."""
    left = [str(page)] if page.exists() else []
    if as_json:
        json_out({"deleted": gone, "pages": left})
        return
    _console().print(f"Answers by name that were deleted: {gone}.")
    if left:
        _console().print(f"Their page is still there: {_plain(str(page))}", soft_wrap=True)
        _console().print("Delete it too, and every copy that was given out.")


def backed_up(path: Path) -> None:
    """Where the copy is."""
    _console().print(f"The answers by name are copied to [bold]{_plain(str(path))}[/bold], which only you can read.",
                     soft_wrap=True)  # fmt: skip


def _wave(it: Asked) -> dict[str, object]:
    return {
        "survey": it.wave.survey,
        "wave": it.wave.label,
        "answered": len(it.given),
        "listed": [{"entry": entry, "day": day} for entry, day in it.listed],
        "deleted": it.purged,
    }
