"""Whole numbers between bounds, narrowed by lines about their sums until nothing moves (bounds consistency)."""

from __future__ import annotations

from collections import defaultdict

Bounds = list[tuple[int, int]]  # by number
Parts = list[tuple[int, int]]  # factor (1 or -1), number


class NothingLeftError(Exception):
    """No whole numbers are left between the bounds."""


class Lines:
    """Lines `least <= sum of factor x number <= most`."""

    def __init__(self) -> None:
        self.parts: list[Parts] = []
        self.ends: list[tuple[int, int]] = []
        self.about: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by number: factor, line

    def add(self, parts: Parts, least: int, most: int) -> None:
        """One line more."""
        for factor, number in parts:
            self.about[number].append((factor, len(self.parts)))
        self.parts.append(parts)
        self.ends.append((least, most))

    def narrow(self, bounds: Bounds) -> Narrowed:
        """What the lines leave between bounds. Raises NothingLeftError where that is nothing."""
        return Narrowed(self, bounds)


class Narrowed:
    """Numbers between the bounds that lines leave them.

    The least and the most that each line's sum can be are kept up to date, so that most lines need one glance: if no
    number of a line is wider than what its sum may still lose, it narrows nothing.
    """

    def __init__(self, lines: Lines, bounds: Bounds) -> None:
        self._lines = lines
        self._low, self._high = [low for low, _ in bounds], [high for _, high in bounds]
        self._fewest = [sum(bounds[it][0] if sign > 0 else -bounds[it][1] for sign, it in line) for line in lines.parts]
        self._most = [sum(bounds[it][1] if sign > 0 else -bounds[it][0] for sign, it in line) for line in lines.parts]
        self._widest = self._widths()
        self._changed: Changed = []
        self._settle([*range(len(lines.parts))])
        self._widest = self._widths()

    def __getitem__(self, number: int) -> tuple[int, int]:
        return self._low[number], self._high[number]

    def can_be(self, number: int, value: int) -> bool:
        """False where the lines rule a value out."""
        self._changed = []
        waiting: list[int] = []
        self._set(number, value, value, waiting)
        try:
            self._settle(waiting)
        except NothingLeftError:
            return False
        finally:
            for changed, low, high in reversed(self._changed):
                self._move(changed, low, high)
        return True

    def _widths(self) -> list[int]:
        """How wide the widest number of each line is."""
        return [max((self._high[it] - self._low[it] for _, it in line), default=0) for line in self._lines.parts]

    def _settle(self, waiting: list[int]) -> None:
        """Narrows by the lines that wait, and by those that concern what this narrows."""
        low, high = self._low, self._high
        while waiting:
            at = waiting.pop()
            least, most = self._lines.ends[at]
            above, under = self._most[at] - least, most - self._fewest[at]  # how far a number may lie from its near end
            if above < 0 or under < 0:
                raise NothingLeftError
            reach = min(above, under)
            if reach >= self._widest[at]:
                continue
            for factor, number in self._lines.parts[at]:
                small, large = low[number], high[number]
                if large - small > reach:
                    down, up = (above, under) if factor > 0 else (under, above)
                    self._set(number, max(small, large - down), min(large, small + up), waiting)

    def _set(self, number: int, low: int, high: int, waiting: list[int]) -> None:
        """Narrows a number, to be undone later; the lines that concern it wait to be looked at."""
        self._changed.append((number, self._low[number], self._high[number]))
        self._move(number, low, high)
        waiting.extend(line for _, line in self._lines.about[number])

    def _move(self, number: int, low: int, high: int) -> None:
        """Gives a number other bounds, and the sums of its lines theirs."""
        at_low, at_high = low - self._low[number], high - self._high[number]
        self._low[number], self._high[number] = low, high
        for factor, line in self._lines.about[number]:
            if factor > 0:
                self._fewest[line] += at_low
                self._most[line] += at_high
            else:
                self._fewest[line] -= at_high
                self._most[line] -= at_low


Changed = list[tuple[int, int, int]]  # a number, and the bounds that it had
