"""The published XmR method: every worked example made with the R package holds to 1e-9.

Also: what the examples do not reach - the direction of a peak, faults of a series, a value that is no number.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from pulse import trend
from pulse.model.problems import Stop
from pulse.model.trends import Method, Observation
from tests.shared import shared

_NAMES = (
    "01_common_cause", "02_point_above_upl_increase", "06_shift_7_above_end", "07_shift_6_only", "11_trend_7_up_end",
    "13_trend_tie_breaks", "16_two_in_three_high", "17_two_in_three_third_other_side", "20_screen_outliers_on",
    "23_step_rebased", "29_n1", "31_n12_short_warning", "32_n13_no_warning", "33_constant", "37_last_missing",
    "40_gap_row_absent", "43_assurance_pass_increase", "49_quarterly_pulse",
)  # fmt: skip
_CAUSES = {
    "Common Cause": None,
    "Above UCL": "above_limit",
    "Below LCL": "below_limit",
    "7 Point Trend (Increasing)": "rising",
    "7 Point Trend (Decreasing)": "falling",
    "2 in 3 Above CL": "two_in_three_high",
    "2 in 3 Below CL": "two_in_three_low",
    "7 Points Above CL": "shift_high",
    "7 Points Below CL": "shift_low",
}


def test_no_worked_example_is_left_out() -> None:
    found = {path.stem.removeprefix("xmr_") for path in shared("vectors/spc").glob("xmr_*.json")}
    assert found == set(_NAMES)


@pytest.mark.parametrize("name", _NAMES)
def test_worked_examples_of_the_r_package(name: str) -> None:
    case = json.loads((shared("vectors/spc") / f"xmr_{name}.json").read_text())
    options, expected = case["options"], case["expected"]
    series = trend.judge(
        [Observation(date.fromisoformat(row["date"]), row["value"]) for row in case["input"]],
        Method(
            "xmr",
            improve={"increase": "up", "decrease": "down", "neutral": "neutral"}[options["improvement_direction"]],  # type: ignore[arg-type]
            target=options["target"],
            parts=[date.fromisoformat(day) for day in options["rebase_dates"]],
            freeze=options["fix_after_n_points"],
            screen=options["screen_outliers"],
        ),
    )
    assert len(series.points) == len(expected["points"])
    for point, wanted in zip(series.points, expected["points"], strict=True):
        assert point.date.isoformat() == wanted["date"]
        for ours, theirs in (("mean", "mean"), ("lower", "lpl"), ("upper", "upl"), ("near_lower", "near_lpl"),
                             ("near_upper", "near_upl")):  # fmt: skip
            _same(getattr(point, ours), wanted[theirs])
        assert point.special_cause == _CAUSES[wanted["special_cause_type"]]
        assert point.point_type == wanted["point_type"].removeprefix("special_cause_")
        assert point.rebase_group == wanted["rebase_group"]
    assert series.variation == expected["variation_icon"]
    assert series.assurance == expected["assurance_icon"]
    short = any(point["short_group_warning"] for point in expected["points"])
    assert ("short_group" in series.warnings) == short


def _same(ours: float | None, theirs: float | None) -> None:
    if theirs is None:
        assert ours is None
    else:
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def _series(*values: float | None) -> list[Observation]:
    return [Observation(date(2026, 1, 1) + timedelta(days=at), value) for at, value in enumerate(values)]


def test_a_peak_takes_the_direction_of_the_later_trend() -> None:
    restless = [20, -15] * 5  # so that the limits are far from the peak
    up_and_down = _series(*restless, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1)
    causes = [point.special_cause for point in trend.judge(up_and_down, Method(screen=False)).points][10:]
    assert causes[5] == "rising"
    assert causes[6] == "falling"


def test_a_seventh_point_on_the_average_breaks_a_shift() -> None:
    values = [1, -1, 1, -1, 1, -1, 2, 2, 2, 0, 2, 2, 2, -3, -3, -3, -3]
    series = trend.judge(_series(*values), Method(screen=False))
    assert series.points[0].mean == 0
    assert {point.special_cause for point in series.points[6:13]} == {None}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"freeze": 11}, "series-freeze-short"),
        ({"parts": [date(2025, 1, 1)]}, "series-part-unknown"),
        ({"exclude": [date(2025, 1, 1)]}, "series-exclude-unknown"),
        ({"chart": "p"}, "series-needs-count"),
        ({"chart": "p-prime"}, "series-needs-count"),
        ({"chart": "i-prime"}, "series-needs-n"),
    ],
)
def test_what_cannot_be_judged_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(Stop) as stop:
        trend.judge(_series(*range(14)), Method(**options))
    assert stop.value.problems[0].code == code


def test_the_same_date_twice_is_refused() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(Stop) as stop:
        trend.judge([Observation(day, 1.0), Observation(day, 2.0)], Method())
    assert stop.value.problems[0].code == "series-date-twice"


def test_a_faulty_series_tells_every_line() -> None:
    with pytest.raises(Stop) as stop:
        trend.read_series("date,value\n2026-01-01,1\n2026-13-01,2\n2026-02-01,nan.5\n2026-03-01,inf\n", "s.csv")
    assert [fault.place.line for fault in stop.value.problems] == [3, 4, 5]


def test_missing_values_are_read_as_missing() -> None:
    read = trend.read_series("date,value\n2026-01-01,1.5\n2026-02-01,\n2026-03-01,NA\n", "s.csv")
    assert [it.value for it in read] == [1.5, None, None]
