"""What all questionnaires together ask of a person: their lengths and their schedules over twelve months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pulse import define
from pulse.journeys.asked import Asked
from pulse.journeys.scheduling import scheduled
from pulse.model import burden
from pulse.model.burden import Ask, Load
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings


def load(settings: Settings, day: date) -> Load:
    """From the month of a day on, twelve whole months; waves that were opened with days of their own count with those.

    Raises Stop with the faults of definitions and schedules.
    """
    months = tuple(_months(day))
    asks: list[Ask] = []
    by_month = dict.fromkeys(months, 0)
    library = define.library(settings.surveys)
    for name in dict.fromkeys(it.id for it in library):
        asked = Asked.of(settings, library, name)
        waves = [f"{it.first:%Y-%m}" for it in _waves(asked, months)]
        for month in waves:
            by_month[month] += 1
        asks.append(_ask(define.version_for(asked.versions, day), len(waves)))
    return Load(months[0], tuple(asks), by_month)


def load_if_any(settings: Settings, day: date) -> Load | None:
    """The same; None where a definition has a fault: a report of what was collected does not wait for that."""
    try:
        return load(settings, day)
    except Stop:
        return None


def _ask(survey: Survey, waves: int) -> Ask:
    scheduled_ = survey.schedule is not None
    return Ask(survey.id, survey.title, burden.questions(survey), burden.seconds(survey), waves, scheduled_)


def _months(day: date) -> Iterator[str]:
    for at in range(burden.MONTHS):
        years, month = divmod(day.month - 1 + at, 12)
        yield f"{day.year + years}-{month + 1:02}"


def _waves(asked: Asked, months: tuple[str, ...]) -> Iterator[Wave]:
    """The waves that begin in these months: the schedules', and opened ones in the place of those of their label."""
    first = date.fromisoformat(f"{months[0]}-01")
    last = date.fromisoformat(f"{months[-1]}-28") + timedelta(days=3)
    found = {it.label: it for it in scheduled(asked, first, last)}
    found |= {it.instance.label: it.instance for it in asked.instances if it.instance}
    yield from (it for it in found.values() if f"{it.first:%Y-%m}" in months)


# --- hints -----------------------------------------------------------------------------------------------------------


def long(path: Path) -> tuple[Problem, ...]:
    """That a questionnaire without faults is long, and that turns need opening; hints, and no faults."""
    survey, place = define.load(path), Place(str(path))
    found: list[Problem] = []
    count = burden.questions(survey)
    if count > burden.MOST_QUESTIONS:
        details = {"questions": count, "minutes": burden.minutes(survey), "most": burden.MOST_QUESTIONS}
        found.append(problem("many-questions", place, **details))
    if survey.rotation and survey.instance is None:
        found.append(problem("turns-need-opening", place, survey=survey.id))
    return tuple(found)


def often(settings: Settings, day: date) -> tuple[Problem, ...]:
    """That people are asked more than once a month, all questionnaires taken together: a hint."""
    found = load(settings, day)
    if not found.too_often:
        return ()
    month, count = found.busiest
    details = {"asks": f"{found.asks_a_month:.1f}", "month": month, "count": count}
    return (problem("asked-often", Place(str(settings.surveys)), **details),)
