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
        self.added_to: dict[int, list[int]] = defaultdict(list)  # by number: the lines
        self.taken_from: dict[int, list[int]] = defaultdict(list)
        self.lines_of: dict[int, list[int]] = defaultdict(list)

    def add(self, parts: Parts, least: int, most: int) -> None:
        """One line more."""
        for factor, number in parts:
            (self.added_to if factor > 0 else self.taken_from)[number].append(len(self.parts))
            self.lines_of[number].append(len(self.parts))
        self.parts.append(parts)
        self.ends.append((least, most))

    def narrow(self, bounds: Bounds) -> Narrowed:
        """What the lines leave between bounds. Raises NothingLeftError where that is nothing."""
        return Narrowed(self, bounds)


class Narrowed:
    """Numbers between the bounds that lines leave them.

    The least and the most that each line's sum can be are kept up to date, so that most lines need one glance: if no
    number of a line is wider than what its sum may still lose, it narrows nothing. Of all that the wall does this takes
    the most time: it is written out in one piece.
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
        self._changed = [(number, self._low[number], self._high[number])]
        self._move(number, value, value)
        try:
            self._settle(self._lines.lines_of[number][:])
        except NothingLeftError:
            return False
        finally:
            for changed, low, high in reversed(self._changed):
                self._move(changed, low, high)
        return True

    def _widths(self) -> list[int]:
        """How wide the widest number of each line is."""
        width = [high - low for low, high in zip(self._low, self._high, strict=True)]
        return [max([width[it] for _, it in line], default=0) for line in self._lines.parts]

    def _settle(self, waiting: list[int]) -> None:
        """Narrows by the lines that wait, and by those that concern what this narrows."""
        low, high, fewest, most, widest = self._low, self._high, self._fewest, self._most, self._widest
        parts, ends, lines_of = self._lines.parts, self._lines.ends, self._lines.lines_of
        added_to, taken_from = self._lines.added_to, self._lines.taken_from
        while waiting:
            at = waiting.pop()
            above, under = (
                most[at] - ends[at][0],
                ends[at][1] - fewest[at],
            )  # how far a number may lie from its near end
            if above < 0 or under < 0:
                raise NothingLeftError
            reach = above if above < under else under
            if reach >= widest[at]:
                continue
            for factor, number in parts[at]:
                small, large = low[number], high[number]
                if large - small > reach:
                    down, up = (above, under) if factor > 0 else (under, above)
                    at_low, at_high = max(large - down - small, 0), min(small + up - large, 0)
                    self._changed.append((number, small, large))
                    low[number], high[number] = small + at_low, large + at_high
                    for line in added_to[number]:
                        fewest[line] += at_low
                        most[line] += at_high
                    for line in taken_from[number]:
                        fewest[line] -= at_high
                        most[line] -= at_low
                    waiting += lines_of[number]

    def _move(self, number: int, low: int, high: int) -> None:
        """Gives a number other bounds, and the sums of its lines theirs."""
        at_low, at_high = low - self._low[number], high - self._high[number]
        self._low[number], self._high[number] = low, high
        for line in self._lines.added_to[number]:
            self._fewest[line] += at_low
            self._most[line] += at_high
        for line in self._lines.taken_from[number]:
            self._fewest[line] -= at_high
            self._most[line] -= at_low


Changed = list[tuple[int, int, int]]  # a number, and the bounds that it had
