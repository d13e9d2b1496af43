"""The calendar of the quarterly survey in England: April, July, January, two weeks or more, within the month."""

from __future__ import annotations

from datetime import date

import pytest

from pulse import define, schedule
from pulse.model.survey import Survey

_FORM = (
    'id = "s"\ntitle = "S"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\n[schedule]\nrepeat = "NHS quarterly"\n'
)


def _nine() -> Survey:
    return define.load(define.shipped() / "engagement-nine.toml")


@pytest.mark.parametrize("survey", [define.from_source(_FORM), _nine()], ids=["as said", "on working days"])
def test_each_quarter_lies_whole_in_its_month_and_none_in_the_autumn(survey: Survey) -> None:
    waves = schedule.waves_between(survey, date(2026, 1, 1), date(2040, 12, 31))
    assert [wave.label for wave in waves] == [
        f"{year}-{month}" for year in range(2026, 2041) for month in ("01", "04", "07")
    ]
    for wave in waves:
        assert f"{wave.first:%Y-%m}" == f"{wave.last:%Y-%m}" == wave.label
        assert (wave.last - wave.first).days + 1 >= 14


def test_no_quarter_begins_on_new_years_day_or_on_easter_monday() -> None:
    first = {wave.label: wave.first for wave in schedule.waves_between(_nine(), date(2026, 1, 1), date(2029, 12, 31))}
    assert first["2026-01"] == date(2026, 1, 2)
    assert first["2029-04"] == date(2029, 4, 3), "1 April 2029 is Easter Sunday"


def test_it_is_told_in_words() -> None:
    told = schedule.outline(define.from_source(_FORM), date(2026, 5, 1), "Europe/London", 1)
    assert told.repeats == "Every year in January, April and July on the 1st."
    assert told.ahead[0].wave.label == "2026-07"
