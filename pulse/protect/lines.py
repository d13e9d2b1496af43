"""Whole numbers between bounds, narrowed by lines about their sums until nothing moves (bounds consistency)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Bounds = list[tuple[int, int]]  # by number
Parts = list[tuple[int, int]]  # factor (1 or -1), number


class NothingLeftError(Exception):
    """No whole numbers are left between the bounds."""


class Lines:
    """Lines `least <= sum of factor x number <= most`."""

    def __init__(self) -> None:
        self._lines: list[tuple[Parts, int, int]] = []
        self._about: dict[int, list[int]] = defaultdict(list)

    def add(self, parts: Parts, least: int, most: int) -> None:
        """One line more."""
        for _, number in parts:
            self._about[number].append(len(self._lines))
        self._lines.append((parts, least, most))

    def tighten(self, bounds: Bounds) -> None:
        """Narrows `bounds` by all lines. They must hold of the numbers behind them."""
        self._tighten(bounds, range(len(self._lines)), {})

    def can_be(self, bounds: Bounds, number: int, value: int) -> bool:
        """False where the lines rule a value out. `bounds` are as they were afterwards."""
        undone = {number: bounds[number]}
        bounds[number] = value, value
        try:
            self._tighten(bounds, self._about[number], undone)
        except NothingLeftError:
            return False
        finally:
            for changed, was in undone.items():
                bounds[changed] = was
        return True

    def _tighten(self, bounds: Bounds, first: Iterable[int], undone: dict[int, tuple[int, int]]) -> None:
        """Raises NothingLeftError where nothing is left. undone: bounds as they were before they were narrowed."""
        waiting = dict.fromkeys(first)
        while waiting:
            at = next(iter(waiting))
            del waiting[at]
            for number, ends in self._narrowed(bounds, at):
                undone.setdefault(number, bounds[number])
                bounds[number] = ends
                waiting.update(dict.fromkeys(self._about[number]))

    def _narrowed(self, bounds: Bounds, at: int) -> list[tuple[int, tuple[int, int]]]:
        """What a line leaves of its numbers, where that is less than before."""
        parts, least, most = self._lines[at]
        low = high = 0
        for factor, number in parts:
            small, large = bounds[number]
            low, high = (low + small, high + large) if factor > 0 else (low - large, high - small)
        if low > most or high < least:
            raise NothingLeftError
        above, under = high - least, most - low  # how far any one of them may lie from its near end
        reach = min(above, under)
        found: list[tuple[int, tuple[int, int]]] = []
        for factor, number in parts:
            small, large = bounds[number]
            if large - small > reach:
                down, up = (above, under) if factor > 0 else (under, above)
                found.append((number, (max(small, large - down), min(large, small + up))))
        return found
