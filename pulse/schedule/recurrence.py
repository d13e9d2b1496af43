"""A schedule's windows: the first and last day of each wave, and its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, pairwise

from pulse.model.problems import Problem, Stop, problem
from pulse.model.survey import Schedule, Survey
from pulse.schedule import rules, words
from pulse.schedule.holidays import working_day

_LONGEST = timedelta(days=366)
_LONGEST_MOVE = timedelta(days=31)  # a holiday file of one's own may close a house for a while
_OPEN_FOR_DAYS = 14
_LABELS_TRIED = 500


@dataclass(frozen=True, slots=True)
class Window:
    """One time the questionnaire is open; both days count."""

    label: str
    first: date
    last: date
    moved_from: date | None = None  # the day the rule gives, where a holiday moved it


def check(survey: Survey) -> tuple[Problem, ...]:
    """What is wrong with the survey's schedule; nothing where it has none."""
    try:
        if survey.schedule is not None:
            rules.days(survey.schedule)
            open_for(survey.schedule)
            _refuse_turned(survey.schedule)
    except Stop as stop:
        return stop.problems
    return ()


def open_for(schedule: Schedule) -> int:
    """For how many days a wave is open. Raises Stop("repeat-two-lengths") where the words say another number."""
    said = words.read(schedule.repeat).days if schedule.repeat else None
    if said and schedule.open_for_days and said != schedule.open_for_days:
        raise Stop(problem("repeat-two-lengths", words=said, days=schedule.open_for_days))
    return said or schedule.open_for_days or _OPEN_FOR_DAYS


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


def overlaps(schedule: Schedule, after: date) -> bool:
    """True where one of the next waves is still open when the one after it begins."""
    return any(one.last >= two.first for one, two in pairwise(upcoming(schedule, after, 13)))


def _windows(schedule: Schedule, after: date) -> Iterator[Window]:
    length = timedelta(days=open_for(schedule) - 1)
    days = _days(schedule, after - _LONGEST_MOVE)
    said = next(days, None)
    while said is not None:
        first, then = working_day(schedule, said), next(days, None)
        # A day that is moved onto the next one's, or past it, would ask twice at once: only the next one stands.
        if first >= after and (then is None or first == said or first < then):
            yield Window(_label(schedule, said), first, first + length, said if said != first else None)
        said = then


def _days(schedule: Schedule, after: date) -> Iterator[date]:
    # Dates, not times: rrule needs times of day, so every window begins at midnight of its day.
    for start in rules.days(schedule).xafter(datetime.combine(after, time()), inc=True):
        if schedule.ends is not None and start.date() > schedule.ends:
            return
        yield start.date()


def _label(schedule: Schedule, said: date) -> str:
    """The label of a day the rule gives: a holiday that moves it into the next month does not rename the wave."""
    return said.isoformat() if _labels_would_clash(schedule) else _short_label(schedule, said)


def _short_label(schedule: Schedule, said: date) -> str:
    frequency = rules.parts(schedule)["FREQ"]
    if frequency == "WEEKLY":
        year, week, _ = said.isocalendar()
        return f"{year}-W{week:02}"
    return said.isoformat() if frequency == "DAILY" else f"{said:%Y-%m}"


@lru_cache(maxsize=64)
def _labels_would_clash(schedule: Schedule) -> bool:
    """True where two waves fall into one month, or one week: each is then named after its day."""
    labels = [_short_label(schedule, start.date()) for start in islice(rules.days(schedule), _LABELS_TRIED)]
    return len(set(labels)) < len(labels)


def _refuse_turned(schedule: Schedule) -> None:
    if schedule.starts and schedule.ends and schedule.ends < schedule.starts:
        raise Stop(problem("schedule-turned"))
    if open_for(schedule) == 1 and schedule.opens and schedule.closes and schedule.closes <= schedule.opens:
        raise Stop(problem("schedule-turned"))
