"""95 % intervals around what is shown, never around what is not."""

from __future__ import annotations

import math

Z = 1.959963984540054  # two-sided 95 %


def wilson(share: float, n: int) -> tuple[float, float]:
    """The Wilson score interval of a share among n answers (Wilson 1927, J Am Stat Assoc 22:209), as fractions."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def around_mean(mean: float, deviation: float, n: int, lowest: float, highest: float) -> tuple[float, float]:
    """Mean plus and minus 1.96 standard errors, kept within the scale."""
    half = Z * deviation / math.sqrt(n)
    return max(mean - half, lowest), min(mean + half, highest)
