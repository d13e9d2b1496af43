"""What the screen tells of proposals. Keys of the JSON are added, never renamed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pulse.cli.screen import _console, _plain, json_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pulse.model.proposals import Guest, Proposal, Sorted


def listed(found: Sequence[Proposal], guests: Sequence[Guest], as_json: bool) -> None:
    """Clusters by size with their proposals, then those in none, then the guests."""
    if as_json:
        json_out({"proposals": [asdict(it) for it in found], "guests": [_guest(it) for it in guests]})
        return
    out = _console()
    if not found:
        out.print("There is no reviewed proposal. `pulse comments review` shows those that wait.")
    names = sorted({it.cluster for it in found}, key=lambda name: (not name, -_size(found, name), name.casefold()))
    for name in names:
        out.print(_plain(f"{name or 'in no cluster'}: {_size(found, name)}"), style="bold")
        for it in found:
            if it.cluster == name:
                out.print(_plain(f"  {it.id}  {it.survey} {it.wave}  {it.text}"), soft_wrap=True)
    for guest in guests:
        out.print(_plain(f"Guest of {guest.survey} {guest.wave}: {guest.text} ({guest.cluster})"), soft_wrap=True)


def _size(found: Sequence[Proposal], name: str) -> int:
    return sum(it.cluster == name for it in found)


def placed(it: Sorted, as_json: bool) -> None:
    """How many were put into clusters."""
    if as_json:
        json_out(asdict(it))
        return
    _console().print(f"Proposals put into clusters: {it.placed}; in none: {it.left}.")


def written(path: Path, count: int) -> None:
    """Where the sheet is, and what to do with it."""
    _console().print(_plain(f"{count} proposals in {path}. Name clusters in the last column, then:"))
    _console().print(_plain(f'  pulse proposals import {path} --by "your role"'))


def chosen(it: Guest, as_json: bool) -> None:
    """The guest, and what puts it into its wave."""
    if as_json:
        json_out(_guest(it))
        return
    out = _console()
    out.print(_plain(f"The guest of {it.survey} {it.wave} is '{it.item}': {it.text}"), soft_wrap=True)
    out.print(_plain(f"  pulse open {it.survey} --wave {it.wave}"))


def _guest(it: Guest) -> dict[str, Any]:
    return asdict(it) | {"day": it.day.isoformat()}
