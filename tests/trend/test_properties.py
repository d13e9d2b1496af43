"""What must hold for any series: equal n make the charts one, units do not matter, order of input does not matter."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pulse import trend
from pulse.model.trends import ChartWanted, Method, Observation, Point
from tests.trend.test_charts import scores, shares, values

_COUNTS = st.lists(st.integers(5, 95), min_size=3, max_size=30)
_PAIRS = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)).map(lambda it: (min(it), sum(it))), min_size=3,
                  max_size=30)  # fmt: skip
_VALUES = st.lists(st.integers(-1000, 1000), min_size=3, max_size=30)
_CHARTS: tuple[ChartWanted, ...] = ("xmr", "p", "p-prime", "i", "i-prime", "run", "auto")


def _limits(point: Point) -> tuple[float | None, ...]:
    return (point.mean, point.lower, point.upper, point.near_lower, point.near_upper)


def _near(one: tuple[float | None, ...], other: tuple[float | None, ...]) -> None:
    for ours, theirs in zip(one, other, strict=True):
        if ours is None or theirs is None:
            assert ours is theirs
        else:
            assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(_COUNTS)
def test_with_equal_n_p_prime_is_the_individuals_chart(counts: list[int]) -> None:
    """Limits are clipped to 0 and 1 in P-prime only; d2 is 1.128 in one and sqrt(4/pi) in the other: 1.128379."""
    found = shares(*((count, 100) for count in counts))
    prime, plain = trend.judge(found, Method("p-prime", floor=False)), trend.judge(found, Method("i"))
    for one, other in zip(prime.points, plain.points, strict=True):
        clipped = tuple(None if end is None else min(max(end, 0.0), 1.0) for end in _limits(other))
        _near(_limits(one), clipped)


@given(_COUNTS)
def test_with_equal_n_i_prime_is_the_individuals_chart_but_for_a_constant(counts: list[int]) -> None:
    found = scores(*((float(count), 7) for count in counts))
    prime, plain = trend.judge(found, Method("i-prime", screen=False)), trend.judge(found, Method("i", screen=False))
    for one, other in zip(prime.points, plain.points, strict=True):
        if one.upper is not None and other.upper is not None and one.mean is not None and other.mean is not None:
            assert one.upper - one.mean == pytest.approx((other.upper - other.mean) * 1.128 / 1.1283791671, rel=1e-8)


@given(_COUNTS)
def test_xmr_and_the_individuals_chart_differ_by_their_constants_only(counts: list[int]) -> None:
    """2.66 against 3 / 1.128 = 2.65957."""
    found = values(*(float(count) for count in counts))
    published, plain = trend.judge(found, Method(screen=False)), trend.judge(found, Method("i", screen=False))
    one, other = published.points[0], plain.points[0]
    assert one.mean is not None
    assert one.upper is not None
    assert other.upper is not None
    assert one.upper - one.mean == pytest.approx((other.upper - one.mean) * 2.66 * 1.128 / 3)


@given(_PAIRS)
def test_the_floor_only_ever_widens(pairs: list[tuple[int, int]]) -> None:
    found = shares(*pairs)
    floored, plain = trend.judge(found, Method("p-prime")), trend.judge(found, Method("p-prime", floor=False))
    sampling = trend.judge(found, Method("p"))
    for one, free, least in zip(floored.points, plain.points, sampling.points, strict=True):
        assert one.upper is not None
        assert least.upper is not None
        assert one.upper >= least.upper
        assert free.upper is None or one.upper >= free.upper


@given(_VALUES, st.sampled_from(["xmr", "i", "run"]), st.sampled_from([0.25, 2.0, 1024.0]), st.integers(-512, 512))
def test_units_do_not_matter(found: list[int], chart: ChartWanted, scale: float, shift: int) -> None:
    """Powers of two and whole shifts are exact in binary, so that signals must be the very same."""
    own = trend.judge(values(*(float(each) for each in found)), Method(chart))
    other = trend.judge(values(*(each * scale + shift for each in found)), Method(chart))
    for one, two in zip(own.points, other.points, strict=True):
        _near(tuple(None if it is None else it * scale + shift for it in _limits(one)), _limits(two))
    assert [part.runs for part in own.parts] == [part.runs for part in other.parts]


@given(_VALUES, st.sampled_from(["xmr", "i", "run"]))
def test_a_series_upside_down_has_the_same_signals_the_other_way(found: list[int], chart: ChartWanted) -> None:
    assume(len(set(found)) > 1)
    opposite = {"above_limit": "below_limit", "rising": "falling", "two_in_three_high": "two_in_three_low",
                "shift_high": "shift_low"}  # fmt: skip
    opposite |= {low: high for high, low in opposite.items()}
    own = trend.judge(values(*(float(each) for each in found)), Method(chart))
    turned = trend.judge(values(*(-float(each) for each in found)), Method(chart))
    for one, two in zip(own.points, turned.points, strict=True):
        assert two.special_cause == (opposite[one.special_cause] if one.special_cause else None)


@given(_PAIRS, st.sampled_from(_CHARTS), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    pairs: list[tuple[int, int]], chart: ChartWanted, rng: random.Random
) -> None:
    found = shares(*pairs)
    shuffled: list[Observation] = list(found)
    rng.shuffle(shuffled)
    assert trend.judge(shuffled, Method(chart)) == trend.judge(found, Method(chart))


@given(_PAIRS, st.sampled_from(_CHARTS), st.integers(0, 29))
def test_a_wave_that_is_absent_is_as_if_it_had_never_been(
    pairs: list[tuple[int, int]], chart: ChartWanted, at: int
) -> None:
    """What is judged knows the shown points only, not the room between them."""
    assume(at < len(pairs))
    found = shares(*pairs)
    left = [it for number, it in enumerate(found) if number != at]
    moved = [replace(it, date=there.date) for it, there in zip(left, found, strict=False)]
    gap, dense = trend.judge(left, Method(chart)), trend.judge(moved, Method(chart))
    assert [(_limits(it), it.special_cause) for it in gap.points] == [
        (_limits(it), it.special_cause) for it in dense.points
    ]
