"""What is kept of a wave: its answers until they are deleted, the key that unlinks them until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pulse.model.survey import Wave


@dataclass(frozen=True, slots=True)
class Kept:
    """A wave as the store holds it."""

    wave: Wave
    answered: int  # people in its tallies
    closed: date | None  # the day it was closed; None while it may take answers
    answers: int  # answer sheets still there; 0 once they are deleted
    linked: bool = False  # begun as a wave that is linked with its neighbours

    def due(self, today: date, after_days: int) -> bool:
        """True when it has answers, is not closed, and ended more than `after_days` days ago."""
        return self.closed is None and self.answers > 0 and (today - self.wave.last).days > after_days


@dataclass(frozen=True, slots=True)
class Purged:
    """What deleting a wave's answers came to, and its proof: what was looked for in the file afterwards, and found."""

    wave: Wave
    answers: int  # sheets deleted
    traces: int  # keyed hashes that stood in the file before
    left: int  # ... and stand there still
