"""What a stock-take asks of people, in words: how long it is, how often anybody is asked, and when that is much."""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.burden import MOST_QUESTIONS, Load, minutes, questions
from pulse.model.survey import Survey


def lines(survey: Survey, load: Load) -> tuple[str, ...]:
    """A sentence or two, and a caution for each bound that is passed."""
    return tuple(_lines(survey, load))


def _lines(survey: Survey, load: Load) -> Iterator[str]:
    count = questions(survey)
    yield f"{_plural(count, 'question')}, about {_plural(minutes(survey), 'minute')}."
    if count > MOST_QUESTIONS:
        yield f"That is more than {MOST_QUESTIONS} questions: some could be left out, or take turns."
    if not load.asks_a_month:
        return
    together = "This questionnaire" if len([it for it in load.asks if it.waves]) == 1 else "All questionnaires together"
    yield (
        f"{together}, by schedule, over the twelve months from {load.first_month} on: whoever gets them all is asked "
        f"{load.asks_a_month:.1f} times a month, for {_plural(max(1, round(load.minutes_a_month)), 'minute')}."
    )
    if load.too_often:
        yield "That is more than once a month: one of them could come less often."


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
