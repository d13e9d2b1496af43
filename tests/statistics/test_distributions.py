"""Tail areas and quantiles against printed tables, closed forms, exact counting and scipy 1.17."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.distributions import (
    beta_quantile,
    binomial_half,
    binomial_half_below,
    f_quantile,
    incomplete_beta,
    normal_p,
    t_p,
    t_quantile,
)

fractions = st.floats(0.001, 0.999)
shapes = st.floats(0.2, 400)


@pytest.mark.parametrize(
    ("df", "t"), [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (17, 2.110), (30, 2.042), (60, 2.000), (120, 1.980)]
)
def test_t_table_in_print(df: int, t: float) -> None:
    """Two-sided 5 % points as any printed table has them, among them NIST's e-Handbook (but for 120)."""
    assert t_quantile(df) == pytest.approx(t, abs=5e-4)


@pytest.mark.parametrize(("above", "below", "f"), [(1, 10, 4.96), (5, 10, 3.33), (4, 20, 2.87), (12, 60, 1.92)])
def test_f_table_in_print(above: int, below: int, f: float) -> None:
    """5 % points as common printed tables have them; not taken from a particular one."""
    assert f_quantile(0.95, above, below) == pytest.approx(f, abs=5e-3)


@pytest.mark.parametrize(
    ("df", "tail", "t"),
    [(129, 0.025, 1.9785244914792577), (38, 0.025, 2.0243941639119694), (3.7, 0.005, 4.8692522532278275),
     (20_000, 0.025, 1.9600826051581348), (1e6, 0.025, 1.959966356814107)],
)  # fmt: skip
def test_t_quantiles_of_scipy(df: float, tail: float, t: float) -> None:
    assert t_quantile(df, tail) == pytest.approx(t, rel=1e-11)


@pytest.mark.parametrize(
    ("p", "above", "below", "f"),
    [
        (0.975, 39, 156, 1.5903748489062017),
        (0.025, 39, 156, 0.5827338963963197),
        (0.975, 9999, 79_992, 1.029663328446688),
    ],
)
def test_f_quantiles_of_scipy(p: float, above: int, below: int, f: float) -> None:
    assert f_quantile(p, above, below) == pytest.approx(f, rel=1e-10)


@pytest.mark.parametrize(("t", "df", "p"), [(30.0, 12, 1.1773181907018936e-12), (2.1, 1e6, 0.03572909097463506)])
def test_small_tails_of_scipy(t: float, df: float, p: float) -> None:
    assert t_p(t, df) == pytest.approx(p, rel=1e-10)


@settings(max_examples=50, deadline=None)
@given(fractions)
def test_closed_forms_of_students_t(upper: float) -> None:
    """With one degree of freedom t is the tangent, with two it is (2p-1)/sqrt(2p(1-p))."""
    tail = upper / 2
    assert t_quantile(1, tail) == pytest.approx(math.tan(math.pi * (0.5 - tail)), rel=1e-9)
    assert t_quantile(2, tail) == pytest.approx((1 - 2 * tail) / math.sqrt(2 * tail * (1 - tail)), rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(fractions, shapes)
def test_closed_forms_of_the_incomplete_beta(x: float, a: float) -> None:
    assert incomplete_beta(x, a, 1) == pytest.approx(x**a, rel=1e-11, abs=1e-15)
    assert incomplete_beta(x, 1, a) == pytest.approx(-math.expm1(a * math.log1p(-x)), rel=1e-11, abs=1e-15)
    assert incomplete_beta(x, 0.5, 0.5) == pytest.approx(2 / math.pi * math.asin(math.sqrt(x)), rel=1e-12)


@settings(max_examples=50, deadline=None)
@given(fractions, shapes, shapes)
def test_both_ends_of_the_incomplete_beta_add_up(x: float, a: float, b: float) -> None:
    assert incomplete_beta(x, a, b) + incomplete_beta(1 - x, b, a) == pytest.approx(1, abs=1e-11)


@settings(max_examples=50, deadline=None)
@given(fractions, shapes, shapes)
def test_a_beta_quantile_leads_back_to_its_probability(p: float, a: float, b: float) -> None:
    """Where the density is not steep, the probability at the quantile is the one asked for, also one step below it."""
    x = beta_quantile(p, a, b)
    assert incomplete_beta(math.nextafter(x, 0), a, b) <= p * (1 + 1e-12)
    assert incomplete_beta(math.nextafter(x, 2), a, b) >= p * (1 - 1e-12)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 99), st.integers(12, 30), st.integers(1, 30))
def test_the_incomplete_beta_of_whole_numbers_against_exact_counting(per_cent: int, a: int, b: int) -> None:
    """I_x(a, b) is the chance of a or more in a + b - 1 trials (Abramowitz & Stegun 26.5.24)."""
    x, n = Fraction(per_cent, 100), a + b - 1
    exact = sum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert incomplete_beta(per_cent / 100, a, b) == pytest.approx(float(exact), rel=5e-13, abs=1e-15)


def test_the_ends_of_the_incomplete_beta() -> None:
    assert incomplete_beta(0.0, 2, 3) == 0
    assert incomplete_beta(1.0, 2, 3) == 1


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 400), st.data())
def test_fair_coins_against_exact_counting(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    exact = sum(Fraction(math.comb(n, heads), 2**n) for heads in range(count))
    assert binomial_half_below(count, n) == pytest.approx(float(exact), rel=1e-10)
    assert binomial_half(count, n) == float(Fraction(math.comb(n, count), 2**n))


def test_a_coin_thrown_very_often() -> None:
    """More heads than a floating-point number has room for are still counted."""
    assert binomial_half(2500, 5000) == pytest.approx(0.011283227, rel=1e-6)  # Stirling: 1/sqrt(pi n/2) (1 - 1/4n)
    assert binomial_half_below(2500, 5000) == pytest.approx((1 - 0.011283227) / 2, rel=1e-8)


@pytest.mark.parametrize(("z", "p"), [(0.0, 1.0), (1.96, 0.0499957902964409), (-2.5758293035489, 0.01)])
def test_two_sided_normal_tail(z: float, p: float) -> None:
    assert normal_p(z) == pytest.approx(p, rel=1e-12)
