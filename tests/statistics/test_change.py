"""Differences: R's worked examples, printed ones, and what must hold for all."""

from __future__ import annotations

import math
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.change import (
    Change,
    Estimate,
    Sample,
    benjamini_hochberg,
    difference,
    mcnemar_mid_p,
    newcombe,
    newcombe_paired,
    partly_linked,
    pooled,
    welch,
    welch_df,
)
from pulse.statistics.trials import share_estimate
from tests.statistics.vectors import vector

counts = st.integers(0, 200)


def test_two_shares_of_r() -> None:
    cases = vector("change_01_two_proportions")["cases"]
    assert len(cases) == 11
    for case in cases:
        x1, n1, x2, n2 = (case[name] for name in ("x1", "n1", "x2", "n2"))
        ours = newcombe(x1 / n1, n1, x2 / n2, n2)
        wanted = (case["difference"], case["newcombe_lower"], case["newcombe_upper"])
        assert (ours.value, ours.lower, ours.upper) == pytest.approx(wanted, rel=1e-9, abs=1e-12)
        test = pooled(x1, n1, x2, n2)
        if case["z_pooled"] is None:
            assert test is None
        else:
            assert test == pytest.approx((case["z_pooled"], case["p_pooled"]), rel=1e-9)
        wald = difference(share_estimate(x1, n1), share_estimate(x2, n2))
        assert (wald.lower, wald.upper) == pytest.approx((case["wald_lower"], case["wald_upper"]), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "lower", "upper"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_difference_of_newcombe_1998_table_2(x1: int, n1: int, x2: int, n2: int, lower: float, upper: float) -> None:
    """Newcombe 1998b, Stat Med 17:873, table II, method 10."""
    ours = newcombe(x1 / n1, n1, x2 / n2, n2)
    assert (ours.lower, ours.upper) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("cells", "lower", "upper"),
    [
        ((36, 12, 2, 0), 0.0569, 0.3404),  # Newcombe 1998c, Stat Med 17:2635, table III, method 10
        ((54, 0, 0, 0), -0.0664, 0.0664),  # the same
        ((12, 9, 2, 21), 0.0112, 0.2954),  # quoted elsewhere as a worked example of that paper
        ((1, 1, 7, 12), -0.507, -0.026),  # quoted from Fagerland, Lydersen & Laake 2014, Stat Med 33:2850
    ],
)
def test_paired_difference_in_print(cells: tuple[int, int, int, int], lower: float, upper: float) -> None:
    """As other projects' tests quote these papers; the papers themselves were not at hand."""
    ours = newcombe_paired(*cells)
    digits = 5e-4 if cells == (1, 1, 7, 12) else 5e-5
    assert (ours.lower, ours.upper) == pytest.approx((lower, upper), abs=digits)


@pytest.mark.parametrize(("first", "second", "p"), [(1, 7, 0.039), (6, 16, 0.034690)])
def test_mid_p_of_fagerland_2013(first: int, second: int, p: float) -> None:
    """Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91: their first example (1 and 7 changed), p = 0.039.

    6 and 16: the data of Cavo et al. 2012 in the R package contingencytables, whose mid-P test gives 0.034690.
    """
    assert mcnemar_mid_p(first, second) == pytest.approx(p, abs=5e-4)
    assert newcombe_paired(10, first, second, 10).p == mcnemar_mid_p(first, second)


@pytest.mark.parametrize("cells", [(5, 5, 0, 0), (1, 0, 0, 1), (4, 2, 3, 2)], ids=["all once", "two", "by chance"])
def test_answers_that_go_together_no_more_than_by_chance_are_as_independent(cells: tuple[int, int, int, int]) -> None:
    """phi is 0 where a side is empty and where the excess over chance is within the correction."""
    both, first, second, _ = cells
    n = sum(cells)
    ours, apart = newcombe_paired(*cells), newcombe((both + first) / n, n, (both + second) / n, n)
    assert (ours.lower, ours.upper) == pytest.approx((apart.lower, apart.upper))


def test_mid_p_by_hand() -> None:
    """Eight changed, one of them one way: 2 P(0 of 8) + P(1 of 8) = 2/256 + 8/256."""
    assert mcnemar_mid_p(7, 1) == pytest.approx(10 / 256, rel=1e-12)


def test_mid_p_where_nobody_or_as_many_changed() -> None:
    assert mcnemar_mid_p(0, 0) == 1.0
    assert mcnemar_mid_p(4, 4) == pytest.approx(1.0)


def test_welch_on_students_sleep_data() -> None:
    """Student 1908, Biometrika 6:1, as R has the data (sleep) and prints Welch's test of them (example(t.test)).

    t = -1.8608, df = 17.776, p = 0.07939, 95 % from -3.3654832 to 0.2054832.
    """
    drug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    one, two = (Sample(mean(side), stdev(side), len(side)) for side in (drug, other))
    ours = welch(one, two)
    assert welch_df(one, two) == pytest.approx(17.776, abs=5e-4)
    assert (ours.value, ours.lower, ours.upper) == pytest.approx((-1.58, -3.3654832, 0.2054832), abs=5e-8)
    assert ours.p == pytest.approx(0.07939, abs=5e-6)


def test_welch_without_spread() -> None:
    assert welch(Sample(7.0, 0.0, 5), Sample(5.0, 0.0, 5)) == Change(2.0, 2.0, 2.0)


def test_difference_of_two_means_of_card_and_krueger() -> None:
    """Card & Krueger 1994, Am Econ Rev 84:772, table 3: 20.44 (0.51) less 23.33 (1.35) is -2.89 (1.44)."""
    ours = difference(Estimate(20.44, 0.51), Estimate(23.33, 1.35))
    assert ours.value == pytest.approx(-2.89, abs=5e-3)
    assert (ours.upper - ours.lower) / 2 / 1.96 == pytest.approx(1.44, abs=5e-3)
    assert ours.p == pytest.approx(0.045, abs=5e-4)


def test_no_p_without_an_error() -> None:
    assert difference(Estimate(1.0, 0.0), Estimate(0.5, 0.0)) == Change(0.5, 0.5, 0.5, None)


def test_benjamini_hochberg_of_r() -> None:
    """Among them McDonald's 25 p values, Handbook of Biological Statistics, 3rd ed., 'Multiple comparisons'."""
    for case in vector("change_05_multiple_comparisons")["cases"]:
        assert benjamini_hochberg(case["p"]) == pytest.approx(case["bh"], rel=1e-9)


def test_benjamini_hochberg_on_the_authors_own_example() -> None:
    """Benjamini & Hochberg 1995, J R Stat Soc B 57:289, as scipy quotes it: four of fifteen hold at 5 %."""
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
          0.7590, 1.0]  # fmt: skip
    assert [q <= 0.05 for q in benjamini_hochberg(ps)] == [True] * 4 + [False] * 11


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusted_ps_keep_their_order_and_are_never_smaller(ps: list[float]) -> None:
    adjusted = benjamini_hochberg(ps)
    assert all(p <= q <= 1 for p, q in zip(ps, adjusted, strict=True))
    assert [q for _, q in sorted(zip(ps, adjusted, strict=True))] == sorted(adjusted)


@settings(max_examples=50, deadline=None)
@given(counts, counts, counts, counts)
def test_a_difference_mirrors(yes: int, no: int, other_yes: int, other_no: int) -> None:
    n, m = yes + no + 1, other_yes + other_no + 1
    ours, mirror = newcombe(yes / n, n, other_yes / m, m), newcombe(other_yes / m, m, yes / n, n)
    assert (mirror.value, mirror.lower, mirror.upper) == pytest.approx((-ours.value, -ours.upper, -ours.lower))
    assert -1 - 1e-12 <= ours.lower < ours.value + 1e-9
    assert ours.value - 1e-9 < ours.upper <= 1 + 1e-12


@settings(max_examples=50, deadline=None)
@given(counts, counts, counts, counts)
def test_a_paired_difference_mirrors(both: int, first: int, second: int, neither: int) -> None:
    ours, mirror = newcombe_paired(both + 1, first, second, neither), newcombe_paired(both + 1, second, first, neither)
    assert (mirror.value, mirror.lower, mirror.upper) == pytest.approx((-ours.value, -ours.upper, -ours.lower))
    assert mirror.p == ours.p
    assert -1 - 1e-12 <= ours.lower <= ours.value + 1e-9
    assert ours.value - 1e-9 <= ours.upper <= 1 + 1e-12


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 200), counts, counts, counts)
def test_everybody_linked_is_the_paired_difference(both: int, first: int, second: int, neither: int) -> None:
    """Its variance is then (b + c - (b - c)²/n)/n² (Agresti, Categorical Data Analysis, on matched pairs)."""
    n = both + first + second + neither
    ours = partly_linked(both + first, n, both + second, n, linked=n, both=both)
    error = math.sqrt(max(first + second - (first - second) ** 2 / n, 0.0)) / n
    assert (ours.value, ours.upper - ours.lower) == pytest.approx(
        ((first - second) / n, 2 * 1.959963984540054 * error), abs=1e-7
    )


def test_nobody_linked_is_the_independent_difference() -> None:
    ours = partly_linked(30, 50, 24, 60, linked=0, both=0)
    apart = difference(share_estimate(30, 50), share_estimate(24, 60))
    assert (ours.value, ours.lower, ours.upper, ours.p) == pytest.approx(
        (apart.value, apart.lower, apart.upper, apart.p)
    )


def test_a_positive_link_narrows_the_interval() -> None:
    """30 of 50 and 24 of 60, 20 in both samples, 12 of them yes twice: cov = 20/3000 (0.6 - 0.24)."""
    ours = partly_linked(30, 50, 24, 60, linked=20, both=12)
    variance = 0.6 * 0.4 / 50 + 0.4 * 0.6 / 60 - 2 * 0.0024
    assert (ours.upper - ours.lower) / 2 == pytest.approx(1.959963984540054 * math.sqrt(variance))
    assert ours.p == pytest.approx(math.erfc(0.2 / math.sqrt(variance) / math.sqrt(2)))
