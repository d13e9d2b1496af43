"""What a day means for waves: nothing is read, nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pulse.model.schedules import Due, State
from pulse.model.survey import Wave


def due(waves: Iterable[Wave], day: date, close_after_days: int) -> tuple[Due, ...]:
    """What each wave is on a day, by first day, then survey; left out are those to come and those long over.

    The day on which a wave is to be closed is the first that is more than `close_after_days` after its last one.
    """
    found: list[Due] = []
    for wave in sorted(waves, key=lambda it: (it.first, it.survey, it.label)):
        closing = wave.last + timedelta(days=close_after_days + 1)
        state = _state(wave, day, closing)
        if state is not None:
            found.append(Due(wave, state, closing))
    return tuple(found)


def _state(wave: Wave, day: date, closing: date) -> State | None:
    if day < wave.first or day > closing:
        return None
    if day == closing:
        return "to close"
    if day > wave.last:
        return "ended"
    return "begins" if day == wave.first else "open"
