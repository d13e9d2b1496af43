"""Words of staff that may stand in a report: only the store makes them, of comments a person accepted or shortened."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_ANSWERS = 30  # to the stock-take, before anybody is quoted
LEAST_ON_THEME = 10  # comments that speak of the same thing
MOST_WORDS = 60
MOST_QUOTES = 3  # under one code


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote and the code it stands under: no name, no id, no group, no date."""

    item: str  # the question it answers
    code: str
    text: str
