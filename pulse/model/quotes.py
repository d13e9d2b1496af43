"""Words of staff that may stand in a report. Only the store makes them, from comments a person accepted or shortened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote and the code it stands under: no name, no id, no group, no date."""

    item: str  # the question it answers
    code: str
    text: str
