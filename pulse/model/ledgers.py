"""An entry of the ledger, as it is listed: what was shown of a wave on one day. No figure, and no count of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. snapshot: 1 as first shown, one more each time that later answers joined; seal: sha256 in hex."""

    number: int
    survey: str
    wave: str
    day: date
    snapshot: int
    figures: int
    seal: str
    holds: bool  # it follows from the entry before


@dataclass(frozen=True, slots=True)
class Listed:
    """The whole ledger, and the answers that wait to join figures in it."""

    entries: tuple[Entry, ...]  # oldest first
    waiting: dict[str, dict[str, int]]  # survey -> wave label -> answers
