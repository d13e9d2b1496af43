"""Recurrence: words and RFC 5545 rules, and what a shorter month, a leap year, a holiday or a change of clocks does.

1. Words never leave a stock-take out: day 31 is the last day of a shorter month, 29 February is 28 February.
2. A rule that would leave one out, never come, or come for ever is refused, each with words of its own.
3. What begins on no working day moves to the next; its label stays; two never begin at once.
4. Times of day: what does not exist and what comes twice, by RFC 5545 section 3.3.5.
5. Labels are different for different waves.
6. It is said in words what was understood.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from pulse import define, schedule
from pulse.model.problems import Stop
from pulse.model.schedules import Planned
from pulse.model.survey import Schedule, Survey

_FORM = 'id = "s"\ntitle = "S"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\n[schedule]\n'
_LONDON = "Europe/London"


def _asked(*lines: str) -> Survey:
    return define.from_source(_FORM + "\n".join(lines))


def _schedule(*lines: str) -> Schedule:
    found = _asked(*lines).schedule
    assert found is not None
    return found


def _firsts(said: Schedule, after: str, count: int) -> list[str]:
    return [it.first.isoformat() for it in schedule.upcoming(said, date.fromisoformat(after), count)]


def _ahead(day: date, *lines: str, count: int = 3) -> tuple[Planned, ...]:
    return schedule.outline(_asked(*lines), day, _LONDON, count).ahead


@pytest.mark.parametrize(
    ("words", "after", "firsts"),
    [
        ("monthly on the 31st", "2027-01-01", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("monthly on the 29th", "2028-01-30", ["2028-02-29", "2028-03-29"]),
        ("monthly on the last day", "2028-02-01", ["2028-02-29", "2028-03-31"]),
        ("every year on 29 February", "2026-03-01", ["2027-02-28", "2028-02-29", "2029-02-28"]),
        ("January and April on the 31st", "2027-01-01", ["2027-01-31", "2027-04-30", "2028-01-31"]),
        ("quarterly on the first Monday", "2026-11-01", ["2027-01-04", "2027-04-05", "2027-07-05"]),
        ("fortnightly on Monday and Thursday", "2000-01-03", ["2000-01-03", "2000-01-06", "2000-01-17"]),
        ("in May and October on the second Tuesday", "2026-01-01", ["2026-05-12", "2026-10-13"]),
        ("monthly on the last working day", "2027-01-01", ["2027-01-29", "2027-02-26"]),
        ("every other month on the first", "2026-01-01", []),
    ],
)
def test_no_stock_take_is_left_out_by_the_words(words: str, after: str, firsts: list[str]) -> None:
    if not firsts:
        assert [it.code for it in schedule.check(_asked(f'repeat = "{words}"'))] == ["repeat-not-understood"]
        return
    assert _firsts(_schedule(f'repeat = "{words}"'), after, len(firsts)) == firsts


@given(st.integers(1, 31), st.integers(2001, 2090))
def test_a_date_of_the_month_comes_twelve_times_a_year(number: int, year: int) -> None:
    said = Schedule(repeat=f"monthly on the {number}th")
    found = schedule.upcoming(said, date(year, 1, 1), 12)
    assert [(it.first.year, it.first.month) for it in found] == [(year, month) for month in range(1, 13)]
    assert all(it.first.day == number or (it.first + timedelta(days=1)).day == 1 for it in found)


def test_the_words_may_say_for_how_long() -> None:
    said = _schedule('repeat = "April, July and January from the 1st for 3 weeks"')
    (found,) = schedule.upcoming(said, date(2026, 2, 1), 1)
    assert (found.first, found.last) == (date(2026, 4, 1), date(2026, 4, 21))


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (['rrule = "FREQ=MONTHLY;BYMONTHDAY=31"'], "rrule-skips"),
        (['rrule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"'], "rrule-skips"),
        (['rrule = "FREQ=MONTHLY;BYDAY=5TU"'], "rrule-skips"),
        (['rrule = "FREQ=YEARLY;BYYEARDAY=366"'], "rrule-skips"),
        (['rrule = "FREQ=MONTHLY"', "starts = 2026-01-31"], "rrule-skips"),
        (['rrule = "FREQ=YEARLY"', "starts = 2024-02-29"], "rrule-skips"),
        (['rrule = "FREQ=MONTHLY"'], "rrule-needs-start"),
        (['rrule = "FREQ=DAILY;INTERVAL=0"'], "rrule-faulty"),
        (['rrule = "FREQ=DAILY;INTERVAL=-1"'], "rrule-faulty"),
        (['rrule = "FREQ=WEEKLY;BYDAY=XX"'], "rrule-faulty"),
        (['rrule = "FREQ=WEEKLY;BYDAY=MO;FREQ=DAILY"'], "rrule-faulty"),
        (['rrule = "FREQ=WEEKLY;BYDAY=MO;COUNT=3;UNTIL=20270101"'], "rrule-faulty"),
        (['rrule = "FREQ=WEEKLY;BYDAY=MO\\nEXDATE:20270104T000000"'], "rrule-faulty"),
        (['rrule = "FREQ=HOURLY"'], "rrule-within-day"),
        (['rrule = "FREQ=DAILY;BYHOUR=9,17"'], "rrule-within-day"),
        (['rrule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=19990101"'], "rrule-never"),
        (['rrule = "FREQ=DAILY"', 'repeat = "monthly on the 1st"'], "schedule-says-both"),
        (["open_for_days = 3"], "schedule-says-nothing"),
        (['repeat = "monthly on the 1st for 2 weeks"', "open_for_days = 10"], "repeat-two-lengths"),
        (['repeat = "February on the 30th"'], "repeat-day-of-month"),
        (['repeat = "monthly on the 1st"', "starts = 2027-01-01", "ends = 2026-01-01"], "schedule-turned"),
    ],
)
def test_a_rule_that_ends_in_silence_is_refused(lines: list[str], code: str) -> None:
    assert [it.code for it in schedule.check(_asked(*lines))] == [code]


def test_a_rule_that_says_what_stands_in_is_taken_to_the_letter() -> None:
    said = _schedule('rrule = "RRULE:FREQ=MONTHLY;BYMONTHDAY=30,31;BYMONTH=4,5;BYSETPOS=-1"')
    assert _firsts(said, "2027-01-01", 2) == ["2027-04-30", "2027-05-31"]
    assert schedule.check(_asked('rrule = "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31"')) == ()


def test_it_ends_when_it_is_said_to() -> None:
    by_day = _schedule('repeat = "monthly on the 1st"', "ends = 2027-02-01")
    assert _firsts(by_day, "2027-01-01", 9) == ["2027-01-01", "2027-02-01"]
    until = _schedule('rrule = "FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20270201T235959Z"')
    assert _firsts(until, "2027-01-01", 9) == ["2027-01-01", "2027-02-01"]


def test_a_start_on_no_working_day_moves_and_keeps_its_name() -> None:
    said = _schedule('repeat = "monthly on the last day"', 'holidays = "England and Wales"')
    (found,) = schedule.upcoming(said, date(2027, 5, 15), 1)  # 31 May 2027 is the spring bank holiday, a Monday
    assert (found.label, found.moved_from, found.first) == ("2027-05", date(2027, 5, 31), date(2027, 6, 1))
    survey = _asked('repeat = "monthly on the last day"', 'holidays = "England and Wales"')
    wave = schedule.wave_on(survey, date(2027, 6, 1))
    assert wave is not None
    assert (wave.label, schedule.wave_on(survey, date(2027, 5, 31))) == ("2027-05", None)


def test_the_nations_keep_different_days() -> None:
    on = 'rrule = "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=12"'
    belfast, glasgow = (_schedule(on, f'holidays = "{nation}"') for nation in ("Northern Ireland", "Scotland"))
    assert _firsts(belfast, "2027-01-01", 1) == ["2027-07-13"]
    assert _firsts(glasgow, "2027-01-01", 1) == ["2027-07-12"]


def test_days_moved_onto_one_another_ask_once() -> None:
    said = _schedule('rrule = "FREQ=DAILY"', 'holidays = "England and Wales"', "open_for_days = 1")
    assert _firsts(said, "2026-12-24", 3) == ["2026-12-24", "2026-12-29", "2026-12-30"]


@given(
    st.sampled_from(["monthly on the 25th", "weekly on Monday", "monthly on the last day", "weekly on Saturday"]),
    st.sampled_from(["England and Wales", "Scotland", "Northern Ireland"]),
    st.dates(date(2012, 1, 1), date(2038, 1, 1)),
)  # fmt: skip
def test_every_start_is_a_working_day_and_every_wave_has_one_name(words: str, nation: str, after: date) -> None:
    found = schedule.upcoming(Schedule(repeat=words, holidays=nation), after, 24)
    assert all(it.first.weekday() < 5 for it in found)
    assert len({it.label for it in found}) == len({it.first for it in found}) == 24
    assert [it.first for it in found] == sorted(it.first for it in found)


def test_days_of_the_house_count_too(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(_FORM + 'repeat = "monthly on the 5th"\nholidays = "own"\n', encoding="utf-8")
    (tmp_path / "holidays.csv").write_text("date,name\n2027-01-05,Closed\n2027-01-06,Closed\n", encoding="utf-8")
    (survey,) = define.library(tmp_path)
    assert survey.schedule is not None
    assert _firsts(survey.schedule, "2027-01-01", 2) == ["2027-01-07", "2027-02-05"]
    (tmp_path / "holidays.csv").write_text("date,name\n5.1.2027,Closed\n\n2027-02-30,Closed\n", encoding="utf-8")
    with pytest.raises(Stop) as stop:
        define.library(tmp_path)
    assert [(it.code, it.place.line) for it in stop.value.problems] == [("holidays-date", 2), ("holidays-date", 4)]


def test_the_hour_that_does_not_exist_is_told_by_the_clock_before() -> None:
    """On 29 March 2026 London's clocks go from 01:00 GMT to 02:00 BST: 01:30 is 01:30 GMT, shown as 02:30."""
    (found,) = _ahead(date(2026, 3, 1), 'repeat = "monthly on the 29th"', 'opens = "01:30"', count=1)
    assert found.opens.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert found.opens.isoformat() == "2026-03-29T02:30:00+01:00"


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    """On 25 October 2026 London's clocks go from 02:00 BST to 01:00 GMT: the first 01:30 is 00:30 GMT."""
    lines = ('repeat = "monthly on the 16th for 10 days"', 'closes = "01:30"')
    (found,) = _ahead(date(2026, 10, 1), *lines, count=1)
    assert found.closes.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_it_opens_at_the_same_hour_in_summer_and_winter_wherever_the_machine_is() -> None:
    lines = ('repeat = "monthly on the second Tuesday"', 'opens = "09:00"', 'zone = "America/New_York"')
    hours = {(it.opens.hour, it.opens.astimezone(UTC).hour) for it in _ahead(date(2026, 1, 1), *lines, count=12)}
    assert hours == {(9, 13), (9, 14)}


def test_two_waves_of_a_month_have_two_names() -> None:
    found = schedule.upcoming(_schedule('rrule = "FREQ=MONTHLY;BYDAY=1TU,3TU"'), date(2026, 12, 1), 2)
    assert [it.label for it in found] == ["2026-12-01", "2026-12-15"]
    survey = _asked('rrule = "FREQ=MONTHLY;BYDAY=1TU,3TU"')
    assert schedule.wave_named(survey, "2026-12-15").first == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['rrule = "FREQ=MONTHLY;BYDAY=2TU"'], "Every month on the second Tuesday."),
        (['repeat = "monthly on the 31st"'], "Every month on the 31st, or the last day of a month that has none."),
        (
            ['repeat = "every 2 weeks on Monday"', "starts = 2026-01-05"],
            "Every 2 weeks on Monday, from Monday 5 January 2026 on.",
        ),
        (['repeat = "April, July and January from the 1st"'], "Every year in January, April and July on the 1st."),
        (['repeat = "monthly on the first working day"'], "Every month on the first working day."),
        (['rrule = "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"'], "By the rule FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO."),
    ],
)
def test_it_is_said_in_words_what_was_understood(lines: list[str], said: str) -> None:
    assert schedule.outline(_asked(*lines), date(2026, 11, 24), _LONDON, 5).repeats == said


def test_it_is_said_when_it_ends() -> None:
    lines = ('repeat = "monthly on the 1st"', "ends = 2026-12-31")
    assert schedule.outline(_asked(*lines), date(2026, 11, 24), _LONDON, 5).ends == (
        "The last begins on Tuesday 1 December 2026."
    )
    goes_on = schedule.outline(_asked(lines[0]), date(2026, 11, 24), _LONDON, 5)
    assert goes_on.ends.startswith("It goes on until somebody")


def test_waves_that_overlap_are_told() -> None:
    notes = schedule.outline(_asked('repeat = "every week on Monday"'), date(2026, 11, 24), _LONDON, 5).notes
    assert any("still open when the next one begins" in note for note in notes)
    assert (
        schedule.outline(_asked('repeat = "every week on Monday for a week"'), date(2026, 11, 24), _LONDON, 5).notes
        == ()
    )


def test_what_a_day_means_is_told_by_the_days_alone() -> None:
    waves = schedule.waves_between(
        _asked('repeat = "monthly on the 1st for a week"'), date(2026, 10, 1), date(2026, 12, 1)
    )
    assert [wave.label for wave in waves] == ["2026-10", "2026-11", "2026-12"]
    told = {day: [(it.wave.label, it.state) for it in schedule.due(waves, day, 28)] for day in _days("2026-11-01", 46)}
    assert told[date(2026, 11, 1)] == [("2026-10", "ended"), ("2026-11", "begins")]
    assert told[date(2026, 11, 5)] == [("2026-10", "to close"), ("2026-11", "open")]
    assert told[date(2026, 11, 7)] == [("2026-11", "open")]
    assert told[date(2026, 11, 8)] == [("2026-11", "ended")]
    closing = [day for day, states in told.items() if ("2026-11", "to close") in states]
    assert closing == [date(2026, 12, 6)]


def test_a_schedule_is_followed_at_once() -> None:
    """A rule with a day that is nowhere, and one far ahead: neither makes anybody wait."""
    began = time.perf_counter()
    assert schedule.check(_asked('rrule = "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"'))
    assert _firsts(_schedule('repeat = "every 2 weeks on Monday"'), "2600-01-01", 1) == ["2600-01-13"]
    assert time.perf_counter() - began < 5


def _days(first: str, count: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=number) for number in range(count)]
