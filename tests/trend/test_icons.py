"""What a sign means, by which way is better: the table of the rules, each cell; and how long a trend must be."""

from __future__ import annotations

import pytest

from pulse import trend
from pulse.model.trends import Assurance, Cause, Improve, Method, PointType, Series, Variation
from tests.trend.test_charts import values

_STEADY = [5.0, 6.0] * 7


def _last(value: float, improve: Improve, target: float | None = None) -> Series:
    return trend.judge(values(*_STEADY, value), Method("xmr", improve, target=target))


@pytest.mark.parametrize(
    ("improve", "high", "low"),
    [
        ("up", ("improvement", "improvement_high"), ("concern", "concern_low")),
        ("down", ("concern", "concern_high"), ("improvement", "improvement_low")),
        ("neutral", ("neutral_high", "neutral_high"), ("neutral_low", "neutral_low")),
    ],
)
def test_a_point_beyond_a_limit_by_which_way_is_better(
    improve: Improve, high: tuple[PointType, Variation], low: tuple[PointType, Variation]
) -> None:
    for value, (point_type, variation) in ((20.0, high), (-9.0, low)):
        series = _last(value, improve)
        assert (series.points[-1].point_type, series.variation) == (point_type, variation)
    assert _last(5.0, improve).variation == "common_cause"


@pytest.mark.parametrize(
    ("improve", "above", "below", "between"),
    [("up", "fail", "pass", "inconsistent"), ("down", "pass", "fail", "inconsistent"), ("neutral", None, None, None)],
)
def test_a_target_beside_the_limits(
    improve: Improve, above: Assurance | None, below: Assurance | None, between: Assurance | None
) -> None:
    """Above the upper limit nothing usual reaches it; a limit itself is between."""
    last = _last(5.0, improve).points[-1]
    assert last.upper is not None
    for target, wanted in ((99.0, above), (-99.0, below), (5.5, between), (last.upper, between)):
        assert _last(5.0, improve, target).assurance == wanted
    assert _last(5.0, improve).assurance is None


def test_seven_rising_points_are_a_trend_and_six_are_none() -> None:
    """Small steps about the average, so that no other rule sees them."""
    for length, wanted in ((6, set()), (7, {"rising"})):
        rising = [5.0 + at / 6 for at in range(length)]
        series = trend.judge(values(*_STEADY, *rising, 5.0, 6.0, 5.0, 6.0), Method("xmr", "up"))
        causes = [point.special_cause for point in series.points]
        assert {cause for cause in causes if cause} == wanted
        assert causes.count("rising") == (7 if wanted else 0)


@pytest.mark.parametrize("step", [1, -1])
def test_seven_on_one_side_are_a_shift_and_six_are_none(step: int) -> None:
    name: Cause = "shift_high" if step > 0 else "shift_low"
    below, above = 5.5 - step / 2, 5.5 + step / 2
    for length in (6, 7):
        side = [5.5 + step * (0.3 + at % 2 / 10) for at in range(length)]
        series = trend.judge(values(*[5.0, 6.0] * 20, below, *side, below, above), Method("xmr", "up"))
        assert [point.special_cause for point in series.points].count(name) == (7 if length == 7 else 0)
