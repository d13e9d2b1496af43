"""Spearman's rank correlation: a worked example from print, ties, and what has no interval."""

from __future__ import annotations

import pytest

from pulse.statistics.ranks import spearman


def test_ten_pairs_without_ties() -> None:
    """IQ and hours of television of ten people, as worked out in Wikipedia, "Spearman's rank correlation coefficient":
    sum of squared differences 194, rho = 1 - 6 x 194/990 = -29/165. Interval by hand: z = -0.17760, error
    sqrt((1 + 0.030891/2)/7) = 0.38088, times 1.96 0.74651; z from -0.92411 to 0.56891."""
    iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110]
    hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17]
    found = spearman(iq, hours)
    assert found is not None
    rho, (lower, upper) = found
    assert rho == pytest.approx(-29 / 165)
    assert [lower, upper] == pytest.approx([-0.7278, 0.5145], abs=1e-4)


def test_ties_share_their_mean_rank() -> None:
    """Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: deviations -1.5 0 0 1.5 and -1.5 0.5 -0.5 1.5; products 4.5, squares 4.5
    and 5; r = 4.5/sqrt(22.5) = 0.9487."""
    found = spearman([1, 5, 5, 9], [2, 7, 3, 8])
    assert found is not None
    assert found[0] == pytest.approx(0.948683, abs=1e-6)


@pytest.mark.parametrize("other", [[1, 1, 1, 1, 1], [2, 4, 6, 8, 10], [5, 4, 3, 2, 1]])
def test_without_variation_or_in_full_agreement_there_is_no_interval(other: list[float]) -> None:
    assert spearman([1, 2, 3, 4, 5], other) is None
