"""Least squares and Newey-West errors on a printed data set, and piece by piece."""

from __future__ import annotations

from itertools import pairwise
from statistics import linear_regression

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.regression import durbin_watson, least_squares, newey_west_errors, ols_errors

# Greene 1993, Econometric Analysis, 2nd ed., table 15.1: US investment 1963-1982
_GNP = (596.7, 637.7, 691.1, 756.0, 799.6, 873.4, 944.0, 992.7, 1077.6, 1185.9, 1326.4, 1434.2, 1549.2, 1718.0,
        1918.3, 2163.9, 2417.8, 2631.7, 2954.1, 3073.0)  # fmt: skip
_INVESTMENT = (90.9, 97.4, 113.5, 125.7, 122.8, 133.3, 149.3, 144.2, 166.4, 195.0, 229.8, 228.7, 206.1, 257.9,
               324.1, 386.6, 423.0, 401.9, 474.9, 414.5)  # fmt: skip
_PRICE = (0.7167, 0.7277, 0.7436, 0.7676, 0.7906, 0.8254, 0.8679, 0.9145, 0.9601, 1.0, 1.0575, 1.1508, 1.2579,
          1.3234, 1.4005, 1.5042, 1.6342, 1.7842, 1.9514, 2.0688)  # fmt: skip
_INTEREST = (3.23, 3.55, 4.04, 4.50, 4.19, 5.16, 5.87, 5.95, 4.88, 4.50, 6.44, 7.83, 6.25, 5.50, 5.46, 7.46, 10.28,
             11.77, 13.42, 11.02)  # fmt: skip


def test_investment_of_greene_as_zeileis_prints_it() -> None:
    """Zeileis 2004, J Stat Softw 11(10), 4.2: Newey-West with lag 4 and no prewhitening; R's summary(lm) for the rest.

    Real investment on real GNP and the real interest rate, all errors as printed.
    """
    inflation = [(after - before) / before for before, after in pairwise(_PRICE)]
    rows = [
        (1.0, gnp / price, interest - 100 * rise)
        for gnp, price, interest, rise in zip(_GNP[1:], _PRICE[1:], _INTEREST[1:], inflation, strict=True)
    ]
    fit = least_squares(rows, [value / price for value, price in zip(_INVESTMENT[1:], _PRICE[1:], strict=True)])
    assert fit.df == 16
    assert fit.coefficients == pytest.approx((-12.533601, 0.169136, -1.001438), abs=6e-7)
    assert ols_errors(fit) == pytest.approx((24.91527, 0.02057, 2.36875), abs=5e-6)
    assert newey_west_errors(fit, 4) == pytest.approx((18.958298, 0.016751, 3.342375), abs=6e-7)
    assert (min(fit.residuals), max(fit.residuals)) == pytest.approx((-34.987, 26.288), abs=5e-4)


points = st.lists(
    st.tuples(st.integers(0, 30), st.integers(-50, 50)), min_size=4, max_size=25, unique_by=lambda p: p[0]
)


@settings(max_examples=50, deadline=None)
@given(points)
def test_a_straight_line_is_that_of_the_standard_library(given_points: list[tuple[int, int]]) -> None:
    x, y = [float(at) for at, _ in given_points], [float(value) for _, value in given_points]
    line = linear_regression(x, y)
    fit = least_squares([(1.0, at) for at in x], y)
    assert fit.coefficients == pytest.approx((line.intercept, line.slope), abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(points)
def test_lag_0_is_the_error_for_unequal_variances(given_points: list[tuple[int, int]]) -> None:
    """White 1980, Econometrica 48:817: for a slope sqrt(sum (x-mean)² e²)/sum (x-mean)²."""
    x, y = [float(at) for at, _ in given_points], [float(value) for _, value in given_points]
    fit = least_squares([(1.0, at) for at in x], y)
    middle = sum(x) / len(x)
    own = sum((at - middle) ** 2 * e**2 for at, e in zip(x, fit.residuals, strict=True)) ** 0.5
    assert newey_west_errors(fit, 0)[1] == pytest.approx(own / sum((at - middle) ** 2 for at in x), abs=1e-8)


def test_dependent_columns_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^a column is a sum of others$"):
        least_squares([(1.0, 2.0, 3.0), (1.0, 4.0, 5.0), (1.0, 7.0, 8.0), (1.0, 1.0, 2.0)], [1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize("unit", [1e-6, 1e6])
def test_dependent_columns_are_told_from_others_in_any_unit(unit: float) -> None:
    outcome, rows = [1.0, 2.0, 4.0, 4.0], [(unit, unit * at, unit * at * at) for at in (1, 2, 3, 5)]
    assert least_squares(rows, outcome).df == 1
    with pytest.raises(ValueError, match="sum of others"):
        least_squares([(one, two, one + two) for one, two, _ in rows], outcome)


def test_durbin_watson_by_hand() -> None:
    """Steps -2, 2, -2 over squares 1, 1, 1, 1: 12/4; all alike: 0; no residuals: none. In any unit."""
    assert durbin_watson([0.1, -0.1, 0.1, -0.1]) == pytest.approx(3)
    assert durbin_watson([1, -1, 1, -1]) == 3
    assert durbin_watson([2, 2, 2]) == 0
    assert durbin_watson([0, 0, 0]) is None
