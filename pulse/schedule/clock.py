"""Days and times of day -> moments in a zone.

The two hours a year at which clocks change, by RFC 5545 section 3.3.5, as calendars do it: a time that does not exist
is taken by the clock as it stood before (01:30 in London on 29 March 2026 is 02:30 summer time); of a time that comes
twice the first is meant.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pulse.model.schedules import Planned
from pulse.model.survey import Schedule, Wave
from pulse.schedule.recurrence import Window


def planned(survey: str, schedule: Schedule, window: Window, zone: str) -> Planned:
    """A window as a wave, with the moments at which it opens and closes; `zone` where the schedule names none.

    Without times of day it opens as its first day begins and closes as its last one ends.
    """
    zone = schedule.zone or zone
    wave = Wave(survey, window.label, window.first, window.last)
    return Planned(
        wave,
        moment(window.first, schedule.opens or time(), zone),
        closing(schedule, wave, zone),
        window.moved_from,
    )


def closing(schedule: Schedule, wave: Wave, zone: str) -> datetime:
    """The moment at which a wave closes, whatever days it has; `zone` where the schedule names none."""
    zone = schedule.zone or zone
    if schedule.closes:
        return moment(wave.last, schedule.closes, zone)
    return moment(wave.last + timedelta(days=1), time(), zone)


def moment(day: date, clock: time, zone: str) -> datetime:
    """The moment in a zone at which its clocks show a time."""
    shown = datetime.combine(day, clock, ZoneInfo(zone))  # fold is 0: the clock as it stood before
    return shown.astimezone(UTC).astimezone(ZoneInfo(zone))


def is_plain(clock: time, zone: str, year: int) -> bool:
    """True for a time of day that clocks in a zone show exactly once on every day of a year."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return all(_comes_once(day, clock, ZoneInfo(zone)) for day in days)


def _comes_once(day: date, clock: time, zone: ZoneInfo) -> bool:
    early, late = (datetime.combine(day, clock.replace(fold=fold), zone) for fold in (0, 1))
    return early.utcoffset() == late.utcoffset()
