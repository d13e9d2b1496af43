"""What the screen says of the ledger."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pulse.cli import late_screen, screen
from pulse.model.problems import Stop, problem

if TYPE_CHECKING:
    from pulse.model.ledgers import Listed

_HEADS = ("Entry", "Survey", "Wave", "Snapshot", "Day", "Figures", "Seal")
_SEAL_SHOWN = 12  # signs of a seal: enough to compare two lists by eye; --json has all of it


def listed(found: Listed, *, check: bool, as_json: bool) -> None:
    """Every entry, a line each, and the answers that wait. Raises Stop("ledger-broken") where the chain is broken."""
    broken = next((it.number for it in found.entries if not it.holds), None)
    if as_json:
        entries = [asdict(it) | {"day": it.day.isoformat()} for it in found.entries]
        screen.json_out({"entries": [] if check else entries, "holds": broken is None, "waiting": found.waiting})
    elif check:
        holds = "holds" if broken is None else "is broken"
        Console(highlight=False).print(f"{len(found.entries):,} entries; the chain of their seals {holds}.")
    else:
        _list(found)
    if broken is not None:
        raise Stop(problem("ledger-broken", entry=broken))


def _list(found: Listed) -> None:
    table = Table(*_HEADS, box=box.SIMPLE_HEAD, pad_edge=False)
    for it in found.entries:
        words = (it.survey, it.wave, str(it.snapshot), it.day.isoformat(), f"{it.figures:,}")
        table.add_row(str(it.number), *map(Text, words), it.seal[:_SEAL_SHOWN] if it.holds else "broken")
    out = Console(highlight=False)
    out.print(table)
    for waiting in found.waiting.values():
        for said in late_screen.lines({}, waiting):
            out.print(Text(said), soft_wrap=True)
