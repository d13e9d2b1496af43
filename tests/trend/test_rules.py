"""The edges of the four rules and of the icons: each is strict where the published method is."""

from __future__ import annotations

import pytest

from pulse import trend
from pulse.model.trends import Method
from pulse.trend.limits import Limits
from pulse.trend.rules import causes
from tests.trend.test_charts import scores, values

_BAND = Limits(0.0, -3.0, 3.0, -2.0, 2.0)


@pytest.mark.parametrize(
    ("found", "signals"),
    [
        ([1.0, 2.5, 1.0], [None, None, None]),  # one of three is close
        ([2.5, 1.0, 2.1], ["two_in_three_high", None, "two_in_three_high"]),
        ([2.0, 2.5, 2.0], [None, None, None]),  # on the near limit is not beyond it
        ([2.5, -1.0, 2.5], [None, None, None]),  # the third lies on the other side
        ([2.5, 3.0, 1.0], ["two_in_three_high", "two_in_three_high", None]),  # on the limit is not outside
        ([2.5, 3.1, 1.0], [None, "above_limit", None]),  # outside is not close
        ([-2.5, -2.5, -0.1], ["two_in_three_low", "two_in_three_low", None]),
    ],
)
def test_two_of_three_near_a_limit(found: list[float], signals: list[str | None]) -> None:
    assert causes(found, [_BAND] * 3) == signals


def test_each_point_is_held_against_its_own_limits() -> None:
    wide = Limits(0.0, -9.0, 9.0, -6.0, 6.0)
    assert causes([4.0, 4.0], [wide, _BAND]) == [None, "above_limit"]
    assert causes([2.5, 2.5, 2.5], [_BAND, wide, _BAND]) == ["two_in_three_high", None, "two_in_three_high"]


def test_a_target_on_a_limit_is_met_at_times() -> None:
    """1, 2, 1, 2 ...: mean 1.5, mean moving range 1, limits 1.5 -+ 2.66."""
    seen = values(*[1.0, 2.0] * 7)
    limits = trend.judge(seen, Method()).points[-1]
    assert (limits.lower, limits.upper) == (1.5 - 2.66, 1.5 + 2.66)
    assert trend.judge(seen, Method(target=limits.upper)).assurance == "inconsistent"
    assert trend.judge(seen, Method(target=limits.lower)).assurance == "inconsistent"
    assert trend.judge(seen, Method(target=4.2)).assurance == "fail"
    assert trend.judge(seen, Method(target=-1.2)).assurance == "pass"


def test_the_published_chart_collapses_where_screening_leaves_no_variation_and_ours_does_not() -> None:
    seen = values(*[5.0] * 6, 7.0, *[5.0] * 6)
    published, ours = trend.judge(seen, Method("xmr")), trend.judge(seen, Method("auto"))
    assert all(point.special_cause for point in published.points)
    assert [point.special_cause for point in ours.points] == [None] * 6 + ["above_limit"] + [None] * 6
    assert ours.warnings == ("not_screened",)


def test_half_the_usual_answers_are_not_few() -> None:
    series = trend.judge(scores((6, 100), (6, 50), (6, 100)), Method("auto"))
    assert not any(point.few_answers for point in series.points)
