"""Ordinary least squares for a handful of columns, with errors that allow for neighbouring waves being alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Rows = Sequence[Sequence[float]]
Matrix = list[list[float]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted line: one coefficient a column, and what is needed for their errors."""

    coefficients: tuple[float, ...]
    residuals: tuple[float, ...]
    rows: Rows
    inverse: Rows  # of X'X

    @property
    def df(self) -> int:
        return len(self.rows) - len(self.coefficients)


def least_squares(rows: Rows, outcome: Sequence[float]) -> Fit:
    """The fit of outcome on the columns of rows (a constant is a column of ones); ValueError if they are dependent."""
    width = range(len(rows[0]))
    inverse = _inverse([[math.fsum(row[i] * row[j] for row in rows) for j in width] for i in width])
    moments = [math.fsum(row[i] * value for row, value in zip(rows, outcome, strict=True)) for i in width]
    coefficients = tuple(_dot(line, moments) for line in inverse)
    residuals = tuple(value - _dot(row, coefficients) for row, value in zip(rows, outcome, strict=True))
    return Fit(coefficients, residuals, rows, inverse)


def ols_errors(fit: Fit) -> tuple[float, ...]:
    """Standard errors of the coefficients if the residuals were independent and of one size."""
    scale = _dot(fit.residuals, fit.residuals) / fit.df
    return tuple(math.sqrt(scale * fit.inverse[i][i]) for i in range(len(fit.coefficients)))


def newey_west_errors(fit: Fit, lag: int) -> tuple[float, ...]:
    """Standard errors that allow for unequal and, up to `lag` rows apart, related residuals.

    Newey & West (1987, Econometrica 55:703): Bartlett weights 1 - l/(lag+1), no small-sample factor, no prewhitening.
    """
    scores = [[value * residual for value in row] for row, residual in zip(fit.rows, fit.residuals, strict=True)]
    return tuple(math.sqrt(_long_run([_dot(line, score) for score in scores], lag)) for line in fit.inverse)


def durbin_watson(residuals: Sequence[float]) -> float | None:
    """Near 2 where neighbours are unrelated, near 0 where they are alike (Durbin & Watson 1950, Biometrika 37:409)."""
    whole = _dot(residuals, residuals)
    steps = math.fsum((after - before) ** 2 for before, after in pairwise(residuals))
    return steps / whole if whole > 0 else None


def _long_run(series: Sequence[float], lag: int) -> float:
    """The sum of autocovariances with Bartlett weights; of the influences on one coefficient it is its variance."""
    total = _dot(series, series)
    for apart in range(1, lag + 1):
        total += 2 * (1 - apart / (lag + 1)) * _dot(series[apart:], series[:-apart])
    return max(total, 0.0)


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def _inverse(matrix: Matrix) -> Matrix:
    """Gauss-Jordan with the largest pivot first."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for at in range(size):
        best = max(range(at, size), key=lambda i: abs(work[i][at]))
        if abs(work[best][at]) <= 1e-12 * max(map(abs, matrix[best])):
            raise ValueError("a column is a sum of others")
        work[at], work[best] = work[best], work[at]
        work[at] = [value / work[at][at] for value in work[at]]
        for i in range(size):
            if i != at:
                work[i] = [value - work[i][at] * lead for value, lead in zip(work[i], work[at], strict=True)]
    return [row[size:] for row in work]
