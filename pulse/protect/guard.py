"""The trend guard: between small waves a reader could lay a change to the one who joined or left, unless it is large.

Where either wave has fewer than twice the threshold's answers, a change is called clear only beyond 10 points and
beyond what chance gives: max(0.10, 1.96 sqrt(p (1 - p) (1/n1 + 1/n2))), p the share in both waves together. A score's
points are hundredths of its ten.
"""

from __future__ import annotations

import math

from pulse.protect.behind import Sums

_POINTS = 0.10
_Z = 1.959963984540054
_HAIR = 1e-9  # ten points made of fractions are not more than ten points


def may_be_clear(was: Sums, is_now: Sums, least: int, best: float) -> bool:
    """Whether a change between two waves is large enough to be told as one.

    least  the fewest answers a figure may rest on; best: the largest answer there is, 1 of a share, 10 of a score
    """
    if min(was.n, is_now.n) >= 2 * least:
        return True
    both = Sums(was.n + is_now.n, was.total + is_now.total, was.squares + is_now.squares)
    # Of a share squares are the count itself, so that this is p (1 - p).
    spread = max(both.squares / both.n - both.mean**2, 0.0)
    chance = _Z * math.sqrt(spread * (1 / was.n + 1 / is_now.n))
    return abs(is_now.mean - was.mean) > max(_POINTS * best, chance) + _HAIR
