"""Alpha from sums against R, psych and printed intervals; the net promoter score."""

from __future__ import annotations

from statistics import correlation, pvariance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.scales import Reliability, feldt, net_promoter, reliability
from tests.statistics.vectors import vector

Rows = list[list[int]]


def _from(rows: Rows) -> Reliability | None:
    items = range(len(rows[0]))
    sums = [sum(row[i] for row in rows) for i in items]
    products = [[sum(row[i] * row[j] for row in rows) for j in items] for i in items]
    return reliability(len(rows), sums, products)


def test_alpha_of_r() -> None:
    case = vector("scale_01_alpha_omega")
    wanted, ours = case["expected"], _from(case["rows"])
    assert ours is not None
    assert ours.n == 40
    assert ours.alpha == pytest.approx(wanted["alpha_raw"], rel=1e-9)
    assert (ours.lower, ours.upper) == pytest.approx(wanted["feldt_ci95"], rel=1e-9)
    assert ours.if_dropped == pytest.approx(tuple(wanted["alpha_if_dropped"].values()), rel=1e-9)
    assert ours.item_total == pytest.approx(tuple(wanted["item_total_corrected"].values()), rel=1e-9)


def test_feldts_interval_in_print() -> None:
    """Evans, R code for Feldt's interval, MRC Cognition and Brain Sciences Unit, FAQ/cafun"""
    assert feldt(0.913, 873, 20) == pytest.approx((0.9044024, 0.9211588), abs=5e-8)


def test_alpha_by_hand() -> None:
    """Item variances 1, 1 and 16/3; totals 2, 9, 9 with variance 49/3: alpha = 3/2 (1 - 22/49)."""
    rows = [[1, 1, 0], [2, 3, 4], [3, 2, 4]]
    ours = _from(rows)
    assert ours is not None
    assert ours.alpha == pytest.approx(1.5 * (1 - 22 / 49))


def test_alpha_has_no_unit() -> None:
    one = reliability(3, [6, 6, 8], [[14, 13, 20], [13, 14, 20], [20, 20, 32]])
    tenths = reliability(3, [0.6, 0.6, 0.8], [[0.14, 0.13, 0.2], [0.13, 0.14, 0.2], [0.2, 0.2, 0.32]])
    assert one is not None
    assert tenths is not None
    assert (tenths.alpha, *tenths.item_total) == pytest.approx((one.alpha, *one.item_total))


def test_no_alpha_without_spread_and_none_of_a_single_item_left() -> None:
    assert _from([[3, 3], [3, 3], [3, 3]]) is None
    ours = _from([[1, 2], [2, 2], [3, 5]])
    assert ours is not None
    assert ours.if_dropped == (None, None)
    assert ours.item_total[0] == pytest.approx(correlation([1, 2, 3], [2, 2, 5]))


def test_an_item_that_all_answer_alike_has_no_correlation() -> None:
    ours = _from([[1, 2, 4], [2, 2, 4], [3, 5, 4]])
    assert ours is not None
    assert ours.item_total[2] is None


def test_an_item_whose_rest_does_not_differ_has_no_correlation() -> None:
    """The other three sum to 10 in every row; nearly 0, as of rounded covariances, would make a correlation of it."""
    ours = _from([[1, 1, 4, 5], [1, 1, 5, 4], [2, 4, 2, 4]])
    assert ours is not None
    assert ours.item_total[0] is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=3, max_size=30))
def test_item_total_correlations_are_those_of_the_rows(rows: Rows) -> None:
    ours = _from(rows)
    if ours is None:
        return
    for item in range(4):
        own, rest = [row[item] for row in rows], [sum(row) - row[item] for row in rows]
        wanted = correlation(own, rest) if len(set(own)) > 1 and len(set(rest)) > 1 else None
        assert ours.item_total[item] == (None if wanted is None else pytest.approx(wanted, abs=1e-9))
    assert ours.lower <= ours.alpha <= ours.upper


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 8), st.lists(st.integers(1, 9), min_size=2, max_size=9).filter(lambda row: len(set(row)) > 1))
def test_the_same_item_asked_again_has_alpha_1(items: int, row: list[int]) -> None:
    ours = _from([[value] * items for value in row])
    assert ours is not None
    assert ours.alpha == pytest.approx(1)
    assert ours.item_total == pytest.approx((1.0,) * items)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 100))
def test_net_promoter_interval_is_wald_with_three_people_added(promoters: int, passives: int, detractors: int) -> None:
    """Rocks 2016, Am Stat 70:365, adds 3/4, 3/2 and 3/4 people. Here everybody is cut into quarters and counted."""
    quarters = [1] * (4 * promoters + 3) + [0] * (4 * passives + 6) + [-1] * (4 * detractors + 3)
    people = len(quarters) / 4
    middle, half = sum(quarters) / len(quarters), 1.959963984540054 * (pvariance(quarters) / people) ** 0.5
    ours = net_promoter(promoters, passives, detractors)
    assert ours.value == (promoters - detractors) / (promoters + passives + detractors)
    assert (ours.lower, ours.upper) == pytest.approx((max(middle - half, -1), min(middle + half, 1)))


@pytest.mark.parametrize("counts", [(0, 20, 0), (20, 0, 0), (0, 0, 20)], ids=["passive", "promoters", "detractors"])
def test_net_promoter_interval_has_width_where_all_agree(counts: tuple[int, int, int]) -> None:
    ours = net_promoter(*counts)
    assert -1 <= ours.lower <= ours.value <= ours.upper <= 1
    assert ours.upper - ours.lower > 0.05
