"""Signs of a run chart, which needs no limits: a long run on one side of the median, or few crossings of it.

Anhøj, J. & Olesen, A. V. (2014). Run charts revisited. PLOS ONE 9(11): e113825.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from pulse.model.trends import Runs

_RARE = 20  # so few crossings come in one of so many series that are random


def runs(values: Sequence[float], median: float) -> Runs | None:
    """The runs of a series about its median; points on the median neither count nor break a run. None without any."""
    sides = [value > median for value in values if value != median]
    if not sides:
        return None
    lengths = [len(list(run)) for _, run in itertools.groupby(sides)]
    return Runs(
        useful=len(sides),
        longest=max(lengths),
        longest_most=round(math.log2(len(sides))) + 3,
        crossings=len(lengths) - 1,
        crossings_least=_fewest_heads(len(sides) - 1),
    )


def _fewest_heads(tosses: int) -> int:
    """The 5 % quantile of the heads in so many tosses of a fair coin, in whole numbers throughout."""
    reached = itertools.accumulate(math.comb(tosses, heads) for heads in range(tosses + 1))
    return next(heads for heads, ways in enumerate(reached) if ways * _RARE >= 2**tosses)
