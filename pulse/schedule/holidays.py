"""Bank holidays: a frozen table for the nations of the United Kingdom, and the next working day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pulse.model.survey import Schedule

_NATIONS = {"England and Wales": "EW", "Scotland": "SC", "Northern Ireland": "NI"}
_TABLE = Path(__file__).with_name("bank_holidays.csv")
_SATURDAY = 5


def working_day(schedule: Schedule, day: date) -> date:
    """The day itself, or the next that is no weekend and no holiday; the day itself where holidays do not matter."""
    if not schedule.holidays:
        return day
    while day.weekday() >= _SATURDAY or day in schedule.own_holidays or day in bank_holidays(schedule.holidays):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4)
def bank_holidays(nation: str) -> frozenset[date]:
    """The bank holidays of a nation, by its name in a questionnaire; none for "own"."""
    code = _NATIONS.get(nation)
    return frozenset(date.fromisoformat(day) for day, _, nations in _rows() if code in nations.split())


def last_known_year(nation: str) -> int | None:
    """The last year whose bank holidays are in the table; None for "own"."""
    return max((day.year for day in bank_holidays(nation)), default=None)


def _rows() -> list[list[str]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return list(csv.reader(line for line in lines if not line.startswith("#")))[1:]
