"""Plain words -> windows, labels -> days; what could go wrong in silence is refused."""

from __future__ import annotations

from datetime import date

import pytest

from pulse import define, schedule
from pulse.model.problems import Stop
from pulse.model.survey import Survey

_FORM = 'id = "s"\ntitle = "S"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\n[schedule]\n{}\nopen_for_days = 10\n'


def _asked(schedule_line: str) -> Survey:
    return define.from_source(_FORM.format(schedule_line))


@pytest.mark.parametrize(
    ("line", "after", "firsts"),
    [
        ('repeat = "monthly on the second Tuesday"', date(2026, 9, 9), ["2026-10-13", "2026-11-10", "2026-12-08"]),
        ('repeat = "monthly on the last Friday"', date(2026, 2, 1), ["2026-02-27", "2026-03-27", "2026-04-24"]),
        ('repeat = "every week on Thursday"', date(2026, 12, 25), ["2026-12-31", "2027-01-07", "2027-01-14"]),
        (
            'repeat = "every 2 weeks on Monday"\nstarts = 2026-01-05',
            date(2026, 1, 6),
            ["2026-01-19", "2026-02-02", "2026-02-16"],
        ),
        (
            'repeat = "April, July and January from the 1st"',
            date(2026, 2, 1),
            ["2026-04-01", "2026-07-01", "2027-01-01"],
        ),
        ('rrule = "FREQ=MONTHLY;BYDAY=2TU"', date(2026, 9, 9), ["2026-10-13", "2026-11-10", "2026-12-08"]),
    ],
)  # fmt: skip
def test_words_and_rules_give_the_days_they_mean(line: str, after: date, firsts: list[str]) -> None:
    found = schedule.upcoming(_asked(line).schedule, after, 3)  # type: ignore[arg-type]
    assert [window.first.isoformat() for window in found] == firsts


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('repeat = "now and then"', "repeat-not-understood"),
        ('repeat = "every 0 weeks on Monday"', "repeat-not-understood"),
        ('repeat = "monthly on the 32nd"', "repeat-day-of-month"),
        ('rrule = "MONTHLY"', "rrule-faulty"),
        ('rrule = "FREQ=WEEKLY;INTERVAL=0"', "rrule-faulty"),
    ],
)
def test_what_cannot_be_a_schedule_is_told(line: str, code: str) -> None:
    assert [it.code for it in schedule.check(_asked(line))] == [code]


def test_a_day_belongs_to_the_window_that_holds_it() -> None:
    survey = _asked('repeat = "monthly on the second Tuesday"')
    assert schedule.wave_on(survey, date(2026, 11, 9)) is None
    for day in (10, 19):
        wave = schedule.wave_on(survey, date(2026, 11, day))
        assert wave is not None
        assert (wave.label, wave.first, wave.last) == ("2026-11", date(2026, 11, 10), date(2026, 11, 19))
    assert schedule.wave_on(survey, date(2026, 11, 20)) is None


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2019-H1", "2019-01-01", "2019-06-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-11-10", "2026-11-10", "2026-11-10"),
    ],
)
def test_a_label_means_days_of_the_calendar(label: str, first: str, last: str) -> None:
    survey = define.from_source(_FORM.split("[schedule]")[0])
    wave = schedule.wave_named(survey, label)
    assert (wave.first.isoformat(), wave.last.isoformat()) == (first, last)


def test_a_label_of_the_schedule_means_its_window() -> None:
    wave = schedule.wave_named(_asked('repeat = "monthly on the second Tuesday"'), "2026-11")
    assert (wave.first, wave.last) == (date(2026, 11, 10), date(2026, 11, 19))


@pytest.mark.parametrize(
    ("label", "days"), [("spring", ()), ("2026-13", ()), ("2026-W60", ()), ("x", ("2026-02-02", "2026-01-01"))]
)
def test_a_label_without_days_is_refused(label: str, days: tuple[str, ...]) -> None:
    survey = _asked('repeat = "monthly on the second Tuesday"')
    with pytest.raises(Stop):
        schedule.wave_named(survey, label, *(date.fromisoformat(day) for day in days))


def test_the_waves_that_have_ended() -> None:
    waves = schedule.recent(_asked('repeat = "monthly on the second Tuesday"'), date(2026, 11, 20), 3)
    assert [wave.label for wave in waves] == ["2026-09", "2026-10", "2026-11"]
    waves = schedule.recent(_asked('repeat = "monthly on the second Tuesday"'), date(2026, 11, 19), 1)
    assert [wave.label for wave in waves] == ["2026-10"]
