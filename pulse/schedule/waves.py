"""Which wave a day, or a label, means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from pulse.model.problems import Stop, problem
from pulse.model.survey import Survey, Wave
from pulse.schedule.recurrence import upcoming, window_labelled, window_on

_LABEL = re.compile(
    r"(?P<year>[12]\d{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>\d\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_NAMES_A_FILE = re.compile(r"\w(?:[\w .+-]{0,38}\w)?")


def wave_on(survey: Survey, day: date) -> Wave | None:
    """The wave whose window holds the day; None without a schedule, or between two waves."""
    window = window_on(survey.schedule, day) if survey.schedule else None
    return Wave(survey.id, window.label, window.first, window.last) if window else None


def recent(survey: Survey, day: date, count: int) -> tuple[Wave, ...]:
    """The last `count` waves that had ended before a day, oldest first; none without a schedule."""
    if survey.schedule is None:
        return ()
    windows = upcoming(survey.schedule, day - timedelta(days=count * 366), count * 367)
    ended = [window for window in windows if window.last < day]
    return tuple(Wave(survey.id, window.label, window.first, window.last) for window in ended[-count:])


def waves_between(survey: Survey, first: date, last: date) -> tuple[Wave, ...]:
    """The waves that begin from one day to another, both included, in order; none without a schedule."""
    if survey.schedule is None:
        return ()
    windows = upcoming(survey.schedule, first, max(0, (last - first).days + 1))
    return tuple(Wave(survey.id, it.label, it.first, it.last) for it in windows if it.first <= last)


def refuse_label(label: str) -> None:
    """Raises Stop("wave-label") for a label that no file can be named after."""
    if not _NAMES_A_FILE.fullmatch(label):
        raise Stop(problem("wave-label", wave=label))


def wave_named(survey: Survey, label: str, first: date | None = None, last: date | None = None) -> Wave:
    """The wave a person names: the days she gives, else the schedule's window of that label, else the calendar's.

    Labels the calendar knows: 2026, 2026-H1, 2026-Q4, 2026-11, 2026-W45, 2026-11-10. Raises Stop("wave-needs-days") for
    any other label without both days, "wave-days-turned" for a last day before the first, and "wave-label" for one
    that no file can be named after.
    """
    refuse_label(label)
    if first and last:
        if last < first:
            raise Stop(problem("wave-days-turned"))
        return Wave(survey.id, label, first, last)
    period = _period(label)
    if period is None or first or last:
        raise Stop(problem("wave-needs-days", wave=label))
    if survey.schedule and (window := window_labelled(survey.schedule, label, period[0])):
        return Wave(survey.id, label, window.first, window.last)
    return Wave(survey.id, label, *period)


def _period(label: str) -> tuple[date, date] | None:
    found = _LABEL.fullmatch(label)
    if not found:
        return None
    year = int(found["year"])
    try:
        if found["day"]:
            day = date.fromisoformat(label)
            return day, day
        if found["week"]:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return monday, monday + timedelta(days=6)
        return _months(year, *_span(found))
    except ValueError:
        return None


def _span(found: re.Match[str]) -> tuple[int, int]:
    """The first and the last month a label means."""
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["quarter"]:
        return int(found["quarter"]) * 3 - 2, int(found["quarter"]) * 3
    if found["half"]:
        return int(found["half"]) * 6 - 5, int(found["half"]) * 6
    return 1, 12


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
