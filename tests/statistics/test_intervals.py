"""Intervals of one share or mean: R's worked examples, printed ones, and what must hold for all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.intervals import (
    around_mean,
    clopper_pearson,
    finite_population_n,
    korn_graubard,
    logit,
    normal,
    student,
    weighted_share_n,
    wilson,
)
from tests.statistics.vectors import vector

shares = st.floats(0, 1)
answers = st.floats(1, 1e5)


def test_wilson_and_clopper_pearson_of_r() -> None:
    cases = vector("ci_01_wilson")["cases"]
    assert len(cases) == 19
    for case in cases:
        count, n, population = case["x"], case["n"], case["N"]
        effective = finite_population_n(n, population) if population else n
        wanted = (case["wilson_lower"], case["wilson_upper"])
        assert wilson(count / n, effective) == pytest.approx(wanted, rel=1e-9, abs=1e-15)
        if "clopper_pearson" in case:
            assert clopper_pearson(count, n) == pytest.approx(case["clopper_pearson"], rel=1e-9)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_of_newcombe_1998_table_1(count: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998a, Stat Med 17:857, table I, method 3."""
    assert wilson(count / n, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_exact_interval_of_newcombe_1998_table_1(count: int, n: int, low: float, high: float) -> None:
    """The same table, method 5 (Clopper & Pearson)."""
    assert clopper_pearson(count, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("name", ["w_01_srs_no_fpc", "w_02_srs_fpc", "w_04_poststrat_group_no_fpc",
                                  "w_07_rake_group_site", "w_14_domain_after_rake"])  # fmt: skip
def test_intervals_of_a_weighted_share_of_r_survey(name: str) -> None:
    """svyciprop's mean, logit and beta; xlogit is logit by another way. (asin and likelihood are not offered.)"""
    wanted = vector(name)["expected"]
    share, error, df = wanted["estimate"], wanted["se"], wanted["degf"]
    ours = {"mean": student(share, error, df), "logit": logit(share, error, df), "xlogit": logit(share, error, df),
            "beta": korn_graubard(share, error, 130, df)}  # fmt: skip
    theirs = {case["method"]: (case["lower"], case["upper"]) for case in wanted["ci95"] if case["method"] in ours}
    assert len(theirs) == 4
    for method, limits in theirs.items():
        assert ours[method] == pytest.approx(limits, rel=1e-9), method
    ends = wanted["ci95_normal"]
    assert normal(share, error) == pytest.approx((ends["lower"], ends["upper"]), rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(shares, answers)
def test_wilson_holds_the_share_and_stays_within_0_and_1(share: float, n: float) -> None:
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    assert high - low > 1e-6  # never without width, also at 0 and 100 %


@settings(max_examples=50, deadline=None)
@given(shares, answers)
def test_wilson_is_its_own_mirror(share: float, n: float) -> None:
    low, high = wilson(share, n)
    assert wilson(1 - share, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(shares, answers)
def test_wilson_solves_the_score_equation(share: float, n: float) -> None:
    """Its limits are the true shares from which the seen one is 1.96 standard errors away (Wilson 1927)."""
    for edge in wilson(share, n):
        if 1e-9 < edge < 1 - 1e-9:
            assert abs(share - edge) == pytest.approx(1.959963984540054 * math.sqrt(edge * (1 - edge) / n), rel=1e-6)


@pytest.mark.parametrize("n", [11, 30, 100])
def test_wilson_holds_95_in_100_on_average(n: int) -> None:
    """Exact, over true shares from 0.5 % to 99.5 %: mean about 0.95, never far below. The 0.952 was counted here."""
    limits = [wilson(count / n, n) for count in range(n + 1)]
    held = []
    for step in range(1, 200):
        share = step / 200
        chances = (math.comb(n, count) * share**count * (1 - share) ** (n - count) for count in range(n + 1))
        held.append(math.fsum(p for p, (low, high) in zip(chances, limits, strict=True) if low <= share <= high))
    assert math.fsum(held) / len(held) == pytest.approx(0.952, abs=0.004)
    assert min(held) > 0.83


def test_everybody_answered() -> None:
    assert finite_population_n(60, 60) == math.inf
    assert finite_population_n(61, 60) == math.inf
    assert wilson(0.6, math.inf) == (0.6, 0.6)


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 500), st.integers(1, 5000))
def test_a_finite_population_shrinks_the_variance_as_drawing_without_putting_back(n: int, more: int) -> None:
    """p(1-p)/n_eff is the hypergeometric variance p(1-p)/n (N-n)/(N-1)."""
    population = n + more
    assert 1 / finite_population_n(n, population) == pytest.approx((population - n) / (population - 1) / n, rel=1e-12)


def test_effective_n_of_a_weighted_share() -> None:
    assert weighted_share_n(0.5, 0.05, 7.0) == pytest.approx(100)
    assert weighted_share_n(1.0, 0.0, 7.0) == 7.0  # all say yes: Kish's n is all that is known


def test_a_mean_stays_within_its_scale() -> None:
    assert around_mean(5.0, 2.0, 4, 0.0, 10.0) == pytest.approx((5 - 1.959963984540054, 5 + 1.959963984540054))
    assert around_mean(0.5, 2.0, 4, 0.0, 10.0)[0] == 0.0
    assert around_mean(9.5, 2.0, 4, 0.0, 10.0)[1] == 10.0


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 60), st.integers(1, 60))
def test_the_exact_interval_leaves_at_most_a_fortieth_on_each_side(count: int, more: int) -> None:
    """By exact binomial sums: at the lower limit `count` or more has 2.5 %, at the upper `count` or fewer has."""
    n = count + more
    low, high = clopper_pearson(count, n)

    def at_most(top: int, share: float) -> float:
        return math.fsum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(top + 1))

    assert at_most(count, high) == pytest.approx(0.025, rel=1e-7)
    if count:
        assert at_most(count - 1, low) == pytest.approx(0.975, rel=1e-9)


def test_the_exact_interval_is_open_where_nobody_or_everybody_agrees() -> None:
    assert clopper_pearson(0, 20)[0] == 0.0
    assert clopper_pearson(20, 20)[1] == 1.0
