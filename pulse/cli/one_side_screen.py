"""What `pulse plan` prints, in words and as JSON. Keys of the JSON are added, never renamed."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

from pulse.cli.screen import _console, _plain, _table, json_out
from pulse.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from pulse.model.one_side import ReviewDue


def planned(file: Path, page: Path | None, review: date | None, as_json: bool, *, show: bool = False) -> None:
    """Where the file to fill in is, or the page made of it."""
    if as_json:
        json_out({"file": str(file), "page": str(page) if page else None, "review": review})
    elif page is None:
        _console().print(f"Fill in [bold]{_plain(str(file))}[/bold] together, then run this again.", soft_wrap=True)
    else:
        _console().print(f"One side of A4: [bold]{_plain(str(page))}[/bold]", soft_wrap=True)
        _console().print(f"Both look at it again on {review}; `pulse plan --due` tells when it is time.")
    if show and page:
        webbrowser.open(page.resolve().as_uri())


def due(found: Sequence[ReviewDue], day: date, as_json: bool) -> Exit:
    """Every plan with its review; status 1 where one is due."""
    late = any(it.due(day) for it in found)
    if as_json:
        json_out([{"file": it.file, "bodies": it.bodies, "review": it.review, "due": it.due(day)} for it in found])
    elif not found:
        _console().print("There is no plan of two bodies here. `pulse plan A B` begins one.")
    else:
        table = _table("Plan", "To be looked at again", "")
        for it in found:
            table.add_row(_plain(" and ".join(it.bodies)), str(it.review), "due" if it.due(day) else "")
        _console().print(table)
    return Exit.LOOK if late else Exit.DONE
