"""Shares as people say them: "about 4 in 10", "more than half". Never beyond what the figure's interval bears.

A round fraction is said where it lies within the 95 % interval of the figure; a side of a half where the whole interval
lies on that side. Where neither is so, the per cent itself is said.
"""

from __future__ import annotations

from pulse.model.release import Banded, Figure, Shown
from pulse.report import words

# What people say, the roundest first. A share is said by the first that its interval bears and that is near enough.
_FRACTIONS: tuple[tuple[float, str], ...] = (
    (1 / 2, "about half"),
    *((tenths / 10, f"about {tenths} in 10") for tenths in (1, 2, 3, 4, 6, 7, 8, 9)),
    (1 / 4, "about 1 in 4"),
    (3 / 4, "about 3 in 4"),
    (1 / 3, "about 1 in 3"),
    (2 / 3, "about 2 in 3"),
    (1 / 20, "about 1 in 20"),
    (1 / 6, "about 1 in 6"),
    (5 / 6, "about 5 in 6"),
    (1 / 7, "about 1 in 7"),
    (19 / 20, "about 19 in 20"),
)
_NEAR, _FAR = 0.025, 0.05  # the roundest within the first, else the nearest within the second, is "about" that much
_SIDES = 0.08  # within this of a half its sides are said; farther away they would hide how far
_HALF, _HAIR = 0.5, 1e-9


def share(found: Figure) -> str:
    """A share in words: "about 4 in 10"; of a band its own words; a dash where it is not shown."""
    if not isinstance(found, Shown):
        return words.figure(found) if isinstance(found, Banded) else words.NOT_SHOWN
    return _fraction(found) or _side(found) or words.per_cent(found.value)


def _fraction(found: Shown) -> str:
    low, high = _bounds(found)
    borne = [(abs(found.value - size), at) for at, (size, _) in enumerate(_FRACTIONS) if low <= size <= high]
    near = [at for apart, at in borne if apart <= _NEAR + _HAIR]
    near += [at for apart, at in sorted(borne) if apart <= _FAR + _HAIR]
    return _FRACTIONS[near[0]][1] if near else ""


def _side(found: Shown) -> str:
    low, high = _bounds(found)
    if abs(found.value - _HALF) > _SIDES:
        return ""
    return "more than half" if low > _HALF else "fewer than half" if high < _HALF else ""


def _bounds(found: Shown) -> tuple[float, float]:
    """The interval that allows for chance; the value alone where there is none."""
    if found.lower is None or found.upper is None:
        return found.value, found.value
    return found.lower, found.upper
