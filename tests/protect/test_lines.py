"""Lines about sums narrow whole numbers: never past what they can be, and as far as each line by itself allows."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.protect.lines import Bounds, Lines, NothingLeftError, Parts

_Line = tuple[Parts, int, int]
_System = tuple[tuple[int, ...], list[_Line], Bounds]


@st.composite
def _systems(draw: st.DrawFn) -> _System:
    """Some numbers, lines that hold of them, and bounds around them."""
    numbers = tuple(draw(st.lists(st.integers(0, 4), min_size=2, max_size=5)))
    lines: list[_Line] = []
    for _ in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.integers(0, len(numbers) - 1), min_size=1, unique=True))
        parts = [(draw(st.sampled_from((1, -1))), it) for it in chosen]
        total = sum(factor * numbers[it] for factor, it in parts)
        lines.append((parts, total - draw(st.integers(0, 1)), total + draw(st.integers(0, 1))))
    bounds = [(draw(st.integers(0, it)), draw(st.integers(it, 4))) for it in numbers]
    return numbers, lines, bounds


def _holds(values: tuple[int, ...], lines: list[_Line]) -> bool:
    return all(least <= sum(factor * values[it] for factor, it in parts) <= most for parts, least, most in lines)


@given(_systems())
def test_whatever_fits_all_lines_is_left(system: _System) -> None:
    """Every solution, found by trying all, stays within the bounds and may be tried; trying changes nothing."""
    numbers, given_lines, bounds = system
    lines = Lines()
    for line in given_lines:
        lines.add(*line)
    left = lines.narrow(bounds)
    ends = [left[at] for at in range(len(numbers))]
    for values in product(*(range(low, high + 1) for low, high in bounds)):
        if _holds(values, given_lines):
            assert all(low <= value <= high for value, (low, high) in zip(values, ends, strict=True))
            assert all(left.can_be(at, value) for at, value in enumerate(values))
            assert [left[at] for at in range(len(numbers))] == ends


@given(_systems())
def test_no_line_by_itself_narrows_further(
    system: _System,
) -> None:
    """The ends of each number can be reached in each line, the others of it being free between their ends."""
    _, given_lines, bounds = system
    lines = Lines()
    for line in given_lines:
        lines.add(*line)
    left = lines.narrow(bounds)
    for parts, least, most in given_lines:
        for factor, number in parts:
            others = [(sign, left[it]) for sign, it in parts if it != number]
            low = sum(sign * ends[0 if sign > 0 else 1] for sign, ends in others)
            high = sum(sign * ends[1 if sign > 0 else 0] for sign, ends in others)
            for end in left[number]:
                assert low + factor * end <= most
                assert high + factor * end >= least


def test_a_value_that_leaves_nothing_is_ruled_out() -> None:
    """Two numbers of 0 to 2 make 4: both are 2. Three of them make an odd sum of nothing: none is left."""
    lines = Lines()
    lines.add([(1, 0), (1, 1)], 4, 4)
    assert lines.narrow([(0, 2), (0, 2)])[0] == (2, 2)
    lines.add([(1, 0), (-1, 1)], 1, 1)
    with pytest.raises(NothingLeftError):
        lines.narrow([(0, 2), (0, 2)])


def test_what_follows_only_by_trying_is_found_by_trying() -> None:
    """a + b = 2, b + c = 2 and a + b + c = 3 each leave all numbers open; b = 0 makes a + c 4, and b = 2 makes it 0."""
    lines = Lines()
    for parts in ([(1, 0), (1, 1)], [(1, 1), (1, 2)]):
        lines.add(parts, 2, 2)
    lines.add([(1, 0), (1, 1), (1, 2)], 3, 3)
    left = lines.narrow([(0, 2)] * 3)
    assert [left.can_be(1, value) for value in (0, 1, 2)] == [False, True, False]
