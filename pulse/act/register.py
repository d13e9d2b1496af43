"""The register seen as a whole: what waits, for how long, at which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import median

from pulse.model.loop import LEVELS, STATES, Story
from pulse.model.loop_views import Register

OLDEST = 5


def register(stories: Sequence[Story], today: date) -> Register:
    """Needs that wait first, the oldest first; ages and counts of levels are of those that wait."""
    ordered = sorted(stories, key=lambda it: (not it.waits, it.need.opened, it.need.number))
    waiting = [it for it in ordered if it.waits]
    levels = Counter(it.need.level for it in waiting)
    states = Counter(it.state for it in stories)
    return Register(
        stories=tuple(ordered),
        median_age=median(it.age(today) for it in waiting) if waiting else None,
        oldest=tuple(waiting[:OLDEST]),
        by_level=tuple((level, levels[level]) for level in LEVELS if levels[level]),
        by_state=tuple((state, states[state]) for state in STATES if states[state]),
    )
