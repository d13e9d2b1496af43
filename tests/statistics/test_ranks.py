"""Ordered options: printed examples, and the counts against the same people one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import variance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.ranks import MannWhitney, cliffs_delta, delta_interval, mann_whitney

Z = 1.959963984540054
rows = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(lambda counts: sum(counts) > 1)


def _counted(values: Sequence[float], over: Sequence[float]) -> list[int]:
    return [sum(value == option for value in values) for option in sorted(set(over))]


def test_mann_whitney_with_ties_of_the_nag_library() -> None:
    """NAG Library, example program of G08AHF: U = 86, normal statistic -2.8039.

    Theirs has a correction for continuity of a half: |U - 184| is 97.5 there and 98 here.
    """
    one = [13, 6, 12, 7, 12, 7, 10, 7, 10, 7, 16, 7, 10, 8, 9, 8]
    two = [17, 6, 10, 8, 15, 8, 15, 10, 15, 10, 14, 10, 14, 11, 14, 11, 13, 12, 13, 12, 13, 12, 12]
    ours = mann_whitney(_counted(one, one + two), _counted(two, one + two))
    assert ours.u == 86
    assert ours.z is not None
    assert ours.z * 97.5 / 98 == pytest.approx(-2.8039, abs=5e-5)
    assert ours.p == pytest.approx(math.erfc(-ours.z / math.sqrt(2)))


def test_cliffs_delta_of_zaiontz() -> None:
    """Zaiontz, Real Statistics Using Excel, 'Cliff's Delta', example 1: -0.40152 (control less drug)."""
    control = [11, 15, 9, 4, 34, 17, 18, 14, 12, 13, 26, 31]
    drug = [34, 31, 35, 29, 28, 12, 18, 30, 14, 22, 10]
    ours = cliffs_delta(_counted(control, control + drug), _counted(drug, control + drug))
    assert ours.value == pytest.approx(-0.40152, abs=5e-6)


def test_variance_of_cliffs_delta_in_print() -> None:
    """Kitchenham & Madeyski, R package reproducer, example of Cliffd.test: d = -0.861, consistent variance 0.0202.

    The variance is read back from the middle of the interval, (d - d³)/(1 - d² + z² v).
    """
    x, y = [1.2, 3, 2.2, 4, 2.5, 3], [3, 4.2, 4, 6, 7, 5.9]
    ours = cliffs_delta(_counted(x, x + y), _counted(y, x + y))
    middle, d = (ours.lower + ours.upper) / 2, ours.value
    assert d == pytest.approx(-0.861, abs=5e-4)
    assert ((d - d**3) / middle - 1 + d**2) / Z**2 == pytest.approx(0.0202, abs=5e-5)


def test_interval_of_cliffs_delta_in_print() -> None:
    """The same package, example of calcCliffdConfidenceIntervals: d = 0.5 with variance 0.04 is 0.0479 to 0.782."""
    assert delta_interval(0.5, 0.04) == pytest.approx((0.0479, 0.782), abs=5e-4)


@settings(max_examples=50, deadline=None)
@given(rows, rows)
def test_counts_give_what_the_table_of_all_pairs_gives(first: list[int], second: list[int]) -> None:
    one = [at for at, count in enumerate(first) for _ in range(count)]
    two = [at for at, count in enumerate(second) for _ in range(count)]
    table = [[(a > b) - (a < b) for b in two] for a in one]
    flat = [value for row in table for value in row]
    delta = sum(flat) / len(flat)
    ours, test = cliffs_delta(first, second), mann_whitney(first, second)
    assert ours.value == pytest.approx(delta, abs=1e-12)
    assert test.u == pytest.approx(sum((value + 1) / 2 for value in flat))
    if abs(delta) < 1:
        by_row = variance([sum(row) / len(two) for row in table])
        by_column = variance([sum(column) / len(one) for column in zip(*table, strict=True)])
        v = ((len(two) - 1) * by_row + (len(one) - 1) * by_column + variance(flat)) / len(flat)
        v = max(v, (1 - delta**2) / (len(flat) - 1))
        assert (ours.lower, ours.upper) == pytest.approx(delta_interval(delta, v), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(rows, rows)
def test_the_variance_of_u_is_that_of_the_ranks(first: list[int], second: list[int]) -> None:
    """Dealing n1 of the N mid-ranks at random, their sum has variance n1 n2/N times the ranks' sample variance."""
    both = [a + b for a, b in zip(first, second, strict=True)]
    ranks = [sum(both[:at]) + (count + 1) / 2 for at, count in enumerate(both) for _ in range(count)]
    n, m = sum(first), sum(second)
    spread = n * m / (n + m) * variance(ranks)
    ours = mann_whitney(first, second)
    if spread == 0:
        assert ours == MannWhitney(n * m / 2, None, None)
    else:
        assert ours.z == pytest.approx((ours.u - n * m / 2) / math.sqrt(spread), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(rows, rows)
def test_sides_mirror_and_limits_stay_on_the_scale(first: list[int], second: list[int]) -> None:
    ours, mirror = cliffs_delta(first, second), cliffs_delta(second, first)
    assert (mirror.value, mirror.lower, mirror.upper) == pytest.approx((-ours.value, -ours.upper, -ours.lower))
    assert -1 <= ours.lower <= ours.value <= ours.upper <= 1
    assert ours.upper > ours.lower


def test_nobody_overlaps() -> None:
    """The open limit is Wilson's for 12 of 12 (0.757506), put on the scale from -1 to 1."""
    ours, mirror = cliffs_delta([0, 12], [20, 0]), cliffs_delta([20, 0], [0, 12])
    assert (ours.value, ours.lower, ours.upper) == pytest.approx((1, 2 * 0.757506 - 1, 1), abs=1e-6)
    assert (mirror.value, mirror.lower, mirror.upper) == pytest.approx((-1, -1, 1 - 2 * 0.757506), abs=1e-6)


def test_all_answer_the_same() -> None:
    ours = cliffs_delta([0, 11], [0, 11])
    assert ours.value == 0
    assert (ours.lower, ours.upper) == pytest.approx((-Z / math.sqrt(120 + Z**2), Z / math.sqrt(120 + Z**2)))
    assert mann_whitney([0, 11], [0, 11]) == MannWhitney(60.5, None, None)
