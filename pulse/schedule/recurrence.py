"""A schedule's windows: the first and last day of each wave, and its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pulse.model.problems import Problem, Stop, problem
from pulse.model.survey import Schedule, Survey
from pulse.schedule.words import rule

if TYPE_CHECKING:
    from dateutil.rrule import rrule

_ANCHOR = date(2000, 1, 3)  # a Monday: where a schedule does not say when it starts, every second week counts from here
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Window:
    """One time the questionnaire is open; both days count."""

    label: str
    first: date
    last: date


def check(survey: Survey) -> tuple[Problem, ...]:
    """What is wrong with the survey's schedule; nothing where it has none."""
    try:
        if survey.schedule is not None:
            _recurrence(survey.schedule)
    except Stop as stop:
        return stop.problems
    return ()


def upcoming(schedule: Schedule, after: date, count: int) -> tuple[Window, ...]:
    """The next windows that begin on or after a day, at most `count`."""
    return tuple(islice(_windows(schedule, after), count))


@lru_cache(maxsize=4096)
def window_on(schedule: Schedule, day: date) -> Window | None:
    """The window that holds a day; the latest to begin where two overlap."""
    found = None
    for window in _windows(schedule, day - _LONGEST):
        if window.first > day:
            break
        if window.last >= day:
            found = window
    return found


def window_labelled(schedule: Schedule, label: str, around: date) -> Window | None:
    """The window with a label, looked for in the year around a day."""
    for window in _windows(schedule, around - _LONGEST):
        if window.first > around + 2 * _LONGEST:
            break
        if window.label == label:
            return window
    return None


def _windows(schedule: Schedule, after: date) -> Iterator[Window]:
    recurrence = _recurrence(schedule)
    # Dates, not times: rrule needs times of day, so every window begins at midnight of its day.
    for start in recurrence.xafter(datetime.combine(after, time()), inc=True):
        first = start.date()
        yield Window(_label(schedule, first), first, first + timedelta(days=schedule.open_for_days - 1))


@lru_cache(maxsize=64)
def _recurrence(schedule: Schedule) -> rrule:
    from dateutil.rrule import rrulestr

    text = schedule.rrule or rule(schedule.repeat)
    if "INTERVAL=0" in text.upper().replace(" ", ""):
        raise Stop(problem("rrule-faulty"))
    try:
        found = rrulestr(text, dtstart=datetime.combine(schedule.starts or _ANCHOR, time()), cache=True)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Stop(problem("rrule-faulty")) from error
    return found  # type: ignore[return-value] # one rule, not a set of them: there is no line break in it


def _label(schedule: Schedule, first: date) -> str:
    text = (schedule.rrule or rule(schedule.repeat)).upper()
    if "FREQ=WEEKLY" in text:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if "FREQ=DAILY" in text:
        return first.isoformat()
    return f"{first:%Y-%m}"
