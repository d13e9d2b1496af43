"""A cell -> the day it was sent.

1. Every form of date met in real exports, and its day.
2. What is no time of submission is None, never a traceback, and never another day.
3. Day or month first: a number over 12, else the order of the rows, else ask.
4. Zones: of the cell, of the file, of the survey; hours that come twice or never.
5. The quick way says what the plain one says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.collect.times import Days, moment, order, zone

_LONDON, _UTC, _NEW_YORK, _HAVANA, _LORD_HOWE = (
    ZoneInfo(name) for name in ("Europe/London", "UTC", "America/New_York", "America/Havana", "Australia/Lord_Howe")
)
_PLAIN = Days("", _LONDON, _LONDON)


@pytest.mark.parametrize(
    ("cell", "way", "expected"),
    [
        ("2019-03-08 19:08:08", "", "2019-03-08 19:08:08"),  # SurveyMonkey
        ("04/08/2019 03:11:16 AM", "month-first", "2019-04-08 03:11:16"),
        ("03/24/2020 8:49:35 PM", "month-first", "2020-03-24 20:49:35"),
        ("03/24/2020 12:00:00 AM", "month-first", "2020-03-24 00:00:00"),
        ("03/24/2020 12:30 PM", "month-first", "2020-03-24 12:30:00"),
        ("10/9/2024 11:02", "month-first", "2024-10-09 11:02:00"),  # Microsoft Forms, saved again
        ("10/9/2024 11:02", "day-first", "2024-09-10 11:02:00"),
        ("01.09.2025 10:00", "day-first", "2025-09-01 10:00:00"),
        ("1. 9. 2025 10:00", "day-first", "2025-09-01 10:00:00"),
        ("13-09-25 9:05", "", "2025-09-13 09:05:00"),
        ("2025/09/01 1:02:03 PM", "", "2025-09-01 13:02:03"),
        ("2025/09/01 1:02:03 PM GMT+1", "", "2025-09-01 13:02:03"),  # Google Forms: London is at +1 too
        ("2025/09/01 1:02:03 nachm. MESZ", "", "2025-09-01 12:02:03"),
        ("2019-09-18T08:51:07.481Z", "", "2019-09-18 09:51:07"),  # ODK
        ("2025-09-01T10:00:00+02:00", "", "2025-09-01 09:00:00"),
        ("2025-09-01 10:00:00 -0530", "", "2025-09-01 16:30:00"),
        ("Sep 01, 2025 10:00:01 am", "", "2025-09-01 10:00:01"),  # Alchemer
        ("Sep 1, 2025", "", "2025-09-01 00:00:00"),  # Jotform
        ("01-Sep-25", "", "2025-09-01 00:00:00"),
        ("Monday, September 1st, 2025 at 10:00 p.m.", "", "2025-09-01 22:00:00"),
        ("Mon Sep 01 2025 10:00:01 GMT+0100 (British Summer Time)", "", "2025-09-01 10:00:01"),
        ("1. März 2025 10:00 Uhr", "", "2025-03-01 10:00:00"),
        ("1 août 2025 à 10:00", "", "2025-08-01 10:00:00"),
        ("1 de septiembre de 2025 10:00 p. m.", "", "2025-09-01 22:00:00"),
        ("1º maggio 2025 10:00", "", "2025-05-01 10:00:00"),
        ("12 mrt. 2025 om 10:00", "", "2025-03-12 10:00:00"),
        ("1 de dezembro de 2025 10:00", "", "2025-12-01 10:00:00"),
        ("9/1/2025, 1:02:03\u202fPM", "month-first", "2025-09-01 13:02:03"),
        ("45611.4236", "", "2024-11-15 10:09:59"),  # a workbook saved with its numbers
        ("45611,5", "", "2024-11-15 12:00:00"),
        ("45611", "", "2024-11-15 00:00:00"),
        ("45611.99999999999", "", "2024-11-16 00:00:00"),  # what Excel shows as midnight
        (" 2025-9-1 9:05 ", "", "2025-09-01 09:05:00"),
    ],
)  # fmt: skip
def test_the_forms_met(cell: str, way: str, expected: str) -> None:
    wanted = datetime.fromisoformat(expected)
    days = Days(way, _LONDON, _LONDON)
    assert moment(cell, way, _LONDON, _LONDON) == wanted
    assert days.moment(cell) == wanted
    assert days.of(cell) == wanted.date()
    assert days.many([cell, cell]) == [wanted.date()] * 2


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "yesterday", "[not completed]", "2025", "2025-09", "0001-01-01 00:00:00", "1969-12-31 10:00",
        "2100-01-01",
        "2025-02-31 10:00", "2025-13-01", "2025-00-10", "2025-02-28 25:00", "2025-02-28 24:00", "2025-02-28 10:60",
        "2025-02-28 10:00:60", "2025-09-01 10", "2025-09-01 10:", "2025-09-01 10:0", "2025-09-0110:00",
        "2025-09-01 13:00 PM",
        "03/24/2020 13:00 AM", "٢٠٢٥-٠٩-٠١ ١٠:٠٠", "２０２５-０９-０１", "2025-09-01 １０:00", "2025-09-01 10:00 IST",
        "2025-09-01 10:00 +25:00", "2025-09-01 10:00 CET+1", "2025-09-01 10:00:00 and more", "31/31/2025 10:00",
        "Foo 1, 2025",
        "2025-09/01", "25568", "73051", "456114", "2025-09-01 10:00\0", "9" * 5000, "1:" * 5000, "T", ":", "::", "-",
    ],
)  # fmt: skip
def test_no_time_of_submission(cell: str) -> None:
    assert moment(cell, "day-first", _LONDON, _NEW_YORK) is None
    for days in (Days("day-first", _LONDON, _NEW_YORK), Days("", None, None)):
        assert days.of(cell) is None
        assert days.many(["2025-09-01 10:00", cell]) == [date(2025, 9, 1), None]
        assert days.moment(cell) is None
        assert days.instant(cell) is None
        assert not days.doubtful(cell)


def test_a_day_and_month_nobody_decided_is_not_guessed() -> None:
    assert Days("", _LONDON, _LONDON).many(["03/04/2026 10:00", "13/04/2026 10:00", "04/04/2026"]) == [
        None, date(2026, 4, 13), date(2026, 4, 4),
    ]  # fmt: skip
    assert Days("day-first", _LONDON, _LONDON).of("03/24/2026") is None


@pytest.mark.parametrize(
    ("cells", "ids", "expected"),
    [
        (["2026-04-03", "Sep 1, 2025", "", "45611.5"], (), ""),
        (["04/04/2026", "5.5.2026"], (), ""),
        (["03/04/2026", "13/04/2026"], (), "day-first"),
        (["03/04/2026", "04/13/2026"], (), "month-first"),
        (["13/04/2026", "04/13/2026"], (), "unclear"),  # two exports in one
        (["31/31/2026", "03/04/2026"], (), "unclear"),
        (["03/04/2026", "04/04/2026"], (), "unclear"),
        # Read day first: 11 March, 2 April, 3 April. Read month first: 3 November, 4 February: back.
        (["11/03/2026", "02/04/2026", "03/04/2026"], ("1", "2", "9"), "day-first"),
        (["03/11/2026", "04/02/2026", "04/03/2026"], ("1", "2", "9"), "month-first"),
        (["03/04/2026", "02/04/2026", "11/03/2026"], ("9", "2", "1"), "day-first"),  # newest first
        (["11/03/2026", "02/04/2026", "03/04/2026"], ("2", "1", "9"), "unclear"),  # in no order of their own
        (["11/03/2026", "02/04/2026", "03/04/2026"], ("R_1", "R_2", "R_3"), "unclear"),
        (["11/03/2026", "02/04/2026", "03/04/2026"], (), "unclear"),
        (["01/11/2026", "02/11/2026", "03/11/2026"], ("1", "2", "3"), "unclear"),  # rises both ways
        (["11/03/2026", "02/04/2026"], ("1", "2"), "unclear"),  # two days are no order
    ],
)  # fmt: skip
def test_day_or_month_first(cells: list[str], ids: tuple[str, ...], expected: str) -> None:
    assert order(cells, ids) == expected


def test_the_zone_of_the_file_and_of_the_survey() -> None:
    """23:30 in UTC on the last of August is the first of September in London."""
    cell = "2025-08-31 23:30:00"
    assert Days("", _UTC, _LONDON).many([cell]) == [date(2025, 9, 1)]
    assert Days("", _LONDON, _LONDON).many([cell]) == [date(2025, 8, 31)]
    assert Days("", None, _LONDON).many([cell]) == [date(2025, 8, 31)]
    assert Days("", _UTC, None).many([cell]) == [date(2025, 8, 31)]
    assert Days("", _LONDON, _LONDON).many([f"{cell}Z"]) == [date(2025, 9, 1)]


def test_a_date_without_a_clock_is_that_day_in_whatever_zone() -> None:
    assert Days("", _UTC, _NEW_YORK).many(["2025-09-01", "Sep 1, 2025", "45901"]) == [date(2025, 9, 1)] * 3
    assert Days("", _UTC, _NEW_YORK).many(["2025-09-01 00:00"]) == [date(2025, 8, 31)]


def test_an_hour_that_comes_twice_or_never_has_one_day() -> None:
    """London: 01:30 comes twice on 25 October 2026 and never on 29 March 2026."""
    twice, never = "2026-10-25 01:30:00", "2026-03-29 01:30:00"
    for days in (_PLAIN, Days("", _LONDON, _UTC)):
        assert days.many([twice, never]) == [date(2026, 10, 25), date(2026, 3, 29)]
        assert not days.doubtful(twice)
        assert not days.doubtful(never)
    assert moment(twice, "", _LONDON, _UTC) == datetime(2026, 10, 25, 0, 30)  # noqa: DTZ001 - the first of the two
    assert moment(never, "", _LONDON, _UTC) == datetime(2026, 3, 29, 1, 30)  # noqa: DTZ001 - as before the change


def test_a_doubtful_day_is_said_to_be_one() -> None:
    """In New York 01:30 comes twice on 1 November 2026: 05:30 and 06:30 in UTC; midnight in UTC-6 lies between."""
    days = Days("", _NEW_YORK, ZoneInfo("Etc/GMT+6"))
    assert days.of("2026-11-01 01:30:00") == date(2026, 10, 31)
    assert days.doubtful("2026-11-01 01:30:00")
    assert not days.doubtful("2026-11-01 02:30:00")
    assert not Days("", _NEW_YORK, _NEW_YORK).doubtful("2026-11-01 01:30:00")


def test_where_midnight_itself_is_left_out_the_day_is_the_written_one() -> None:
    """Havana's clocks went from 00:00 to 01:00 on 8 March 2026."""
    assert Days("", _HAVANA, _HAVANA).of("2026-03-08 00:30") == date(2026, 3, 8)


def test_the_later_of_two_answers_also_where_clocks_go_back() -> None:
    summer, winter = "2026-10-25 01:50:00 +01:00", "2026-10-25 01:10:00 +00:00"
    first, second = _PLAIN.instant(summer), _PLAIN.instant(winter)
    assert first is not None
    assert second is not None
    assert second - first == 20 * 60 * 1_000_000
    assert _PLAIN.instant("1970-01-01 01:00:00.5") == 500_000  # London kept summer time in 1970


_MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 30))  # noqa: DTZ001 - written without a zone
_ENGLISH: list[str] = "January February March April May June July August September October November December".split()  # noqa: SIM905
_FRENCH: list[str] = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
_WAYS: dict[str, tuple[str, Callable[[datetime], str]]] = {
    "iso": ("", lambda at: at.isoformat(" ", "seconds")),
    "iso with T": ("", lambda at: at.isoformat("T", "milliseconds")),
    "minutes": ("", lambda at: f"{at:%Y-%m-%d %H:%M}"),
    "American": ("month-first", lambda at: f"{at:%m/%d/%Y %I:%M:%S %p}"),
    "American, short": ("month-first", lambda at: f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M %p}"),
    "British, short": ("day-first", lambda at: f"{at.day}/{at.month}/{at.year} {at.hour}:{at:%M}"),
    "German": ("day-first", lambda at: f"{at:%d.%m.%Y %H:%M}"),
    "two-digit year": ("day-first", lambda at: f"{at:%d/%m}/{at.year % 100:02} {at:%H:%M}"),
    "year first": ("", lambda at: f"{at:%Y/%m/%d %I:%M:%S %p}"),
    "named": ("", lambda at: f"{_ENGLISH[at.month - 1][:3]} {at.day}, {at.year} {at:%I:%M:%S} {'ap'[at.hour > 11]}m"),
    "named day first": ("", lambda at: f"{at.day} {_FRENCH[at.month - 1]} {at.year} {at:%H:%M}"),
    "serial": ("", lambda at: f"{(at - datetime(1899, 12, 30)) / timedelta(days=1):.8f}"),  # noqa: DTZ001 - Excel's start
}  # fmt: skip


@pytest.mark.parametrize("way", _WAYS)
@given(at=_MOMENTS)
def test_a_moment_written_in_any_way_is_read_as_its_day(way: str, at: datetime) -> None:
    if way == "two-digit year":
        at = at.replace(year=2000 + at.year % 100, day=min(at.day, 28))
    at = at.replace(second=min(at.second, 58))  # a serial of eight places rounds
    which, write = _WAYS[way]
    assert Days(which, _LONDON, _LONDON).many([write(at)]) == [at.date()]
    assert Days(which, None, _LONDON).of(write(at)) == at.date()


_CELLS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet="0123456789-:/. TZ+APMapm,", max_size=30),
        _MOMENTS.flatmap(lambda at: st.sampled_from([write(at) for _, write in _WAYS.values()])),
        _MOMENTS.map(lambda at: f"{at:%Y-%m-%d %H:%M:%S}+05:30"),
    ),
    max_size=8,
)
_ZONES = st.sampled_from([None, _LONDON, _UTC, _NEW_YORK, _HAVANA, _LORD_HOWE, ZoneInfo("Asia/Kathmandu")])


@given(_CELLS, st.sampled_from(["", "day-first", "month-first"]), _ZONES, _ZONES)
def test_the_quick_way_is_the_plain_way(
    cells: list[str], way: str, source: ZoneInfo | None, target: ZoneInfo | None
) -> None:
    expected = [moment(cell, way, source, target) for cell in cells]
    days = Days(way, source, target)
    assert days.many(cells) == [at and at.date() for at in expected]
    assert [days.of(cell) for cell in cells] == [at and at.date() for at in expected]
    assert [days.moment(cell) for cell in cells] == expected


@given(st.integers(0, 4 * 366 * 24 * 60), _ZONES, _ZONES)
def test_every_hour_is_read_as_its_own_minutes_are(
    minute: int, source: ZoneInfo | None, target: ZoneInfo | None
) -> None:
    """One cell of an hour first, then another: what was remembered of the first must hold for the second."""
    at = datetime(2024, 1, 1) + timedelta(minutes=minute)  # noqa: DTZ001 - written without a zone
    cells = [f"{at:%Y-%m-%d %H}:{part:02}:59" for part in (0, 14, 15, 29, 30, 45, 59)]
    days = Days("", source, target)
    assert [days.moment(cell) for cell in cells] == [moment(cell, "", source, target) for cell in cells]
    assert days.many(cells) == [found and found.date() for found in (moment(c, "", source, target) for c in cells)]


def test_hours_around_a_change_of_half_an_hour() -> None:
    """Lord Howe's clocks go from 02:00 to 02:30 on 4 October 2026."""
    days = Days("", _LORD_HOWE, _UTC)
    for cell in ("2026-10-04 02:10:00", "2026-10-04 02:40:00", "2026-04-05 01:40:00", "2026-04-05 01:20:00"):
        assert days.moment(cell) == moment(cell, "", _LORD_HOWE, _UTC)
    assert days.moment("2026-10-04 02:40:00") == datetime(2026, 10, 3, 15, 40)  # noqa: DTZ001 - on UTC's calendar


@given(st.lists(st.text(max_size=120), max_size=5), st.lists(st.text(max_size=8), max_size=5))
def test_no_text_is_too_odd(cells: list[str], ids: list[str]) -> None:
    assert order(cells, ids) in {"", "unclear", "day-first", "month-first"}
    for cell in cells:
        zone(cell)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "Europe", "../London", "a\0b", "x" * 5000])
def test_a_zone_nobody_knows(name: str) -> None:
    assert zone(name) is None
