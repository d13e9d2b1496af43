"""The frozen table of bank holidays against the law's own rules, worked out here a second time.

Banking and Financial Dealings Act 1971, schedule 1; the Easter of the Gregorian tables as J. Meeus, Astronomical
Algorithms (1991), chapter 8, computes it; one-off days by royal proclamation, each named below. The years 2012 to 2028
were also compared with the lists published at gov.uk/bank-holidays.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pulse.schedule.holidays import bank_holidays, last_known_year

_DAY = timedelta(days=1)
_YEARS = range(2012, 2041)
_MOVED = {(2020, "early"): date(2020, 5, 8), (2012, "spring"): date(2012, 6, 4), (2022, "spring"): date(2022, 6, 2)}
_ONCE = {
    date(2012, 6, 5), date(2022, 6, 3),  # jubilees
    date(2022, 9, 19), date(2023, 5, 8),  # the Queen's funeral, the King's coronation
}  # fmt: skip
_ONCE_IN_SCOTLAND = {date(2026, 6, 15)}


def _easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    q = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * q) // 451
    month, day = divmod(h + q - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday(year: int, month: int, *, last: bool) -> date:
    mondays = [day for day in (date(year, month, number) for number in range(1, 32)) if day.weekday() == 0]
    return mondays[-1 if last else 0]


def _expected(year: int, nation: str) -> set[date]:
    scotland, ireland = nation == "Scotland", nation == "Northern Ireland"
    found = {
        _easter(year) - 2 * _DAY,
        _MOVED.get((year, "early"), _monday(year, 5, last=False)),
        _MOVED.get((year, "spring"), _monday(year, 5, last=True)),
        _monday(year, 8, last=not scotland),
    } | ({_easter(year) + _DAY} if not scotland else set())
    fixed = (
        [(1, 1), (12, 25), (12, 26)]
        + ([(1, 2), (11, 30)] if scotland else [])
        + ([(3, 17), (7, 12)] if ireland else [])
    )
    days = sorted(date(year, month, day) for month, day in fixed)
    found |= {day for day in days if day.weekday() < 5}
    for day in (day for day in days if day.weekday() >= 5):
        found.add(
            next(it for it in (day + number * _DAY for number in range(5)) if it.weekday() < 5 and it not in found)
        )
    return found | {day for day in _ONCE | (_ONCE_IN_SCOTLAND if scotland else set()) if day.year == year}


@pytest.mark.parametrize("nation", ["England and Wales", "Scotland", "Northern Ireland"])
def test_the_table_is_what_the_law_says(nation: str) -> None:
    table = bank_holidays(nation)
    assert table == set().union(*(_expected(year, nation) for year in _YEARS))
    assert last_known_year(nation) == 2040


def test_days_that_people_remember() -> None:
    assert date(2021, 12, 28) in bank_holidays("England and Wales")  # Boxing Day was a Sunday, Christmas Day a Saturday
    assert date(2022, 1, 4) in bank_holidays("Scotland")
    assert date(2020, 5, 4) not in bank_holidays("Northern Ireland")  # moved to VE Day
    assert date(2026, 4, 6) not in bank_holidays("Scotland")  # Easter Monday
    assert bank_holidays("own") == frozenset()
