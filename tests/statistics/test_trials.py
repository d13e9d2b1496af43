"""Did the action work: R's worked examples, printed ones, and the pieces one by one."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random
from statistics import linear_regression, mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.change import Estimate, Sample
from pulse.statistics.distributions import t_quantile
from pulse.statistics.trials import (
    difference_in_differences,
    mean_estimate,
    permutation_test,
    segmented_regression,
    share_estimate,
)
from tests.statistics.vectors import vector


def test_difference_in_differences_of_r() -> None:
    cases = vector("change_06_difference_in_differences")["cases"]
    assert len(cases) == 3
    for case in cases:
        names = ("treated_pre", "treated_post", "control_pre", "control_post")
        ours = difference_in_differences(*(share_estimate(case[name]["x"], case[name]["n"]) for name in names))
        assert ours.value == pytest.approx(case["did"], rel=1e-9)
        assert ours.p == pytest.approx(case["p"], rel=1e-9)
        assert (ours.lower, ours.upper) == pytest.approx(tuple(case["ci95"]), rel=1e-9)


def test_difference_in_differences_of_card_and_krueger() -> None:
    """Card & Krueger 1994, Am Econ Rev 84:772, table 3: employment a store, New Jersey before 20.44 (0.51) and after
    21.03 (0.52), Pennsylvania 23.33 (1.35) and 21.17 (0.94): a difference of 2.76, from unrounded means.

    As independent samples the error is 1.80 (they have the same stores twice, hence 1.36 in print).
    """
    ours = difference_in_differences(Estimate(20.44, 0.51), Estimate(21.03, 0.52), Estimate(23.33, 1.35),
                                     Estimate(21.17, 0.94))  # fmt: skip
    assert ours.value == pytest.approx(2.76, abs=0.02)
    assert (ours.upper - ours.lower) / 2 / 1.959964 == pytest.approx(math.sqrt(0.2601 + 0.2704 + 1.8225 + 0.8836))


def test_estimate_of_a_mean() -> None:
    assert mean_estimate(Sample(5.0, 3.0, 36)) == Estimate(5.0, 0.5)


series = st.lists(st.integers(0, 100), min_size=8, max_size=24)


def _line(values: list[float], first: int) -> tuple[float, float, list[float]]:
    """Slope, intercept and residuals of one piece on its own, waves counted from `first`."""
    at = [float(first + place) for place in range(len(values))]
    line = linear_regression(at, values)
    return line.slope, line.intercept, [y - line.intercept - line.slope * t for t, y in zip(at, values, strict=True)]


@settings(max_examples=50, deadline=None)
@given(series, st.data())
def test_the_pieces_are_the_two_lines_fitted_apart(raw: list[int], data: st.DataObject) -> None:
    """The level is the gap of the two lines at the last wave before; the slope, the difference of their slopes.

    The error of a slope's change is that of two lines with one residual variance: s sqrt(1/Sxx + 1/Sxx').
    """
    start = data.draw(st.integers(3, len(raw) - 3))
    values = [float(value) for value in raw]
    (one, base, left), (two, other, right) = _line(values[:start], 1), _line(values[start:], start + 1)
    ours = segmented_regression(values, start)
    assert ours.n == len(values)
    assert ours.trend.value == pytest.approx(one, abs=1e-7)
    assert ours.slope.value == pytest.approx(two - one, abs=1e-7)
    assert ours.level.value == pytest.approx(other + two * start - base - one * start, abs=1e-6)
    scale = math.sqrt(sum(e * e for e in left + right) / (len(values) - 4))
    width = [n * (n * n - 1) / 12 for n in (start, len(values) - start)]
    assert ours.slope.ols_error == pytest.approx(scale * math.sqrt(1 / width[0] + 1 / width[1]), abs=1e-6)
    assert ours.trend.ols_error == pytest.approx(scale / math.sqrt(width[0]), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(series, st.data())
def test_newey_west_errors_from_the_influence_of_every_wave(raw: list[int], data: st.DataObject) -> None:
    """var = sum over pairs of waves up to 2 apart of (1 - apart/3) h e h' e'.

    The influence h of a wave on the change of level is found by moving that wave by 1 and fitting the two lines again.
    """
    start = data.draw(st.integers(3, len(raw) - 3))
    values = [float(value) for value in raw]

    def level(moved: list[float]) -> float:
        (one, base, _), (two, other, _) = _line(moved[:start], 1), _line(moved[start:], start + 1)
        return other + two * start - base - one * start

    residuals = _line(values[:start], 1)[2] + _line(values[start:], start + 1)[2]
    influence = [level([v + (at == place) for place, v in enumerate(values)]) - level(values) for at in range(len(raw))]
    pulls = [h * e for h, e in zip(influence, residuals, strict=True)]
    variance = sum(
        (1 - abs(i - j) / 3) * pulls[i] * pulls[j]
        for i in range(len(pulls)) for j in range(len(pulls)) if abs(i - j) < 3
    )  # fmt: skip
    n = len(values)
    ours = segmented_regression(values, start).level
    newey_west = math.sqrt(max(variance, 0.0))
    assert ours.newey_west_error == pytest.approx(newey_west, rel=1e-5, abs=1e-5)
    assert ours.error == pytest.approx(max(newey_west * math.sqrt(n / (n - 4)), ours.ols_error), rel=1e-5, abs=1e-5)
    assert (ours.upper - ours.lower) / 2 == pytest.approx(t_quantile(n - 4) * ours.error)
    assert (ours.upper + ours.lower) / 2 == pytest.approx(ours.value)


def test_a_step_is_found_exactly() -> None:
    """3 a wave, then 10 more at once and 1 a wave less: level 10 at the wave before, slope -1, nothing left over."""
    values = [3.0 * t for t in range(1, 9)] + [3.0 * t + 10 - (t - 8) for t in range(9, 17)]
    ours = segmented_regression(values, 8)
    assert (ours.trend.value, ours.level.value, ours.slope.value) == pytest.approx((3, 10, -1))
    assert (ours.level.lower, ours.level.upper) == pytest.approx((10, 10))


@pytest.mark.nightly
@pytest.mark.parametrize("waves", [12, 16, 24, 40])
def test_the_interval_of_a_level_holds_what_it_promises(waves: int) -> None:
    """Of 2,000 steady series 95 in 100 intervals hold the true change of 0, within three standard errors."""
    chance = Random(waves)  # noqa: S311 - it makes up series, it keeps no secret
    held = 0
    for _ in range(2_000):
        level = segmented_regression([chance.gauss(60, 3) for _ in range(waves)], waves // 2).level
        held += level.lower <= 0 <= level.upper
    assert held / 2_000 == pytest.approx(0.95, abs=3 * math.sqrt(0.95 * 0.05 / 2_000))


def test_durbin_watson_of_the_pieces() -> None:
    values = [1.0, 5.0, 2.0, 6.0, 1.0, 9.0, 4.0, 8.0, 3.0, 9.0]
    left, right = _line(values[:5], 1)[2], _line(values[5:], 6)[2]
    e = left + right
    wanted = sum((b - a) ** 2 for a, b in pairwise(e)) / sum(x * x for x in e)
    assert segmented_regression(values, 5).durbin_watson == pytest.approx(wanted)
    assert wanted > 2  # up and down in turn


@pytest.mark.parametrize(("waves", "start"), [(8, 1), (8, 7), (8, 0), (4, 2)])
def test_too_few_waves_on_a_side_are_refused(waves: int, start: int) -> None:
    with pytest.raises(ValueError, match="two waves or more"):
        segmented_regression([float(at % 3) for at in range(waves)], start)


def test_the_fewest_waves_that_can_be_fitted() -> None:
    assert segmented_regression([1.0, 2.0, 2.0, 5.0, 6.0], 3).slope.value == pytest.approx(0.5)
    assert segmented_regression([1.0, 2.0, 2.0, 5.0, 6.0], 2).trend.value == pytest.approx(1.0)


_MALES = [120, 107, 110, 116, 114, 111, 113, 117, 114, 112]
_FEMALES = [110, 111, 107, 108, 110, 105, 107, 106, 111, 111]


def test_permutation_of_manlys_jackals() -> None:
    """Mandible lengths of golden jackals, Manly 2007, Randomization, Bootstrap and Monte Carlo Methods, 3rd ed.

    Simpson, author of R's package permute, prints means 113.4 and 108.6, t = 3.4843, and 12 of 5,000 ways as far
    (one-sided): 4,999 random ones and the one seen. All 184,756 ways are counted here; one-sided is half of two-sided,
    both groups being equally large.
    """
    spread = math.sqrt((stdev(_MALES) ** 2 + stdev(_FEMALES) ** 2) / 10)
    assert (mean(_MALES) - mean(_FEMALES)) / spread == pytest.approx(3.4843, abs=5e-5)
    ours = permutation_test(_MALES, _FEMALES, seed=1)
    assert ours.exact
    assert ours.difference == pytest.approx(4.8)
    assert ours.p / 2 == pytest.approx(12 / 5000, abs=3 * math.sqrt(12) / 5000)


def test_permutation_by_hand() -> None:
    """Of the six ways to deal 1, 2, 3, 9 two lie as far apart as 3 + 9 against 1 + 2: that one and its mirror."""
    ours = permutation_test([9.0, 3.0], [1.0, 2.0], seed=1)
    assert (ours.difference, ours.p) == pytest.approx((4.5, 2 / 6))
    assert ours.exact


def test_ties_count_as_far_in_spite_of_rounding() -> None:
    """0.1 + 0.2 is not 0.3 in floating point; all twenty ways of equal groups are as far."""
    ours = permutation_test([0.1, 0.2, 0.3], [0.3, 0.1, 0.2], seed=1)
    assert (ours.difference, ours.p) == pytest.approx((0, 1))


def test_many_groups_are_drawn_from_a_seed() -> None:
    chance = Random(20)  # noqa: S311 - it makes up groups, it keeps no secret
    treated, control = [chance.gauss(0.8, 1) for _ in range(15)], [chance.gauss(0, 1) for _ in range(15)]
    ours, again, other = (permutation_test(treated, control, seed) for seed in (7, 7, 8))
    assert not ours.exact
    assert ours == again
    assert ours.p != other.p
    assert ours.p == pytest.approx(other.p, abs=0.015)
    assert (ours.p * 10_000) == pytest.approx(round(ours.p * 10_000))


def test_a_drawn_p_is_never_0() -> None:
    ours = permutation_test([float(at) for at in range(100, 120)], [float(at) for at in range(20)], seed=1)
    assert ours.p == pytest.approx(1 / 10_000)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=2, max_size=5), st.lists(st.integers(-20, 20), min_size=2, max_size=5))
def test_permutation_mirrors(one: list[int], two: list[int]) -> None:
    ours, mirror = permutation_test(one, two, 1), permutation_test(two, one, 1)
    assert mirror.difference == pytest.approx(-ours.difference)
    assert mirror.p == pytest.approx(ours.p)
    assert 0 < ours.p <= 1
