"""What the attackers share: how a question is built, unknown whole numbers, what is found; nothing of the product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """How a question is built: its options that count, by id, the unfavourable end first where it is a scale."""

    options: tuple[str, ...]
    several: bool = False  # people may tick several options
    scale: bool = False
    follows: tuple[str, str] | None = None  # it was asked of those who gave this answer to that item


@dataclass(frozen=True)
class Found:
    """Something learnt: of how many people, that so many (between low and high) gave one of some answers."""

    how: str
    wave: str
    item: str
    answers: str
    who: str
    people: int
    low: int
    high: int

    def __str__(self) -> str:
        count = str(self.low) if self.low == self.high else f"{self.low} to {self.high}"
        return f"{self.how}: {self.wave} {self.item}/{self.answers}: {count} of {self.people}, {self.who}"


class NothingLeftError(Exception):
    """The lines contradict each other."""


class Lines:
    """Unknown whole numbers and lines about sums of them."""

    def __init__(self) -> None:
        self.low: list[int] = []
        self.high: list[int] = []
        self.lines: list[tuple[list[tuple[int, int]], int, int]] = []
        self.of: list[list[int]] = []

    def new(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        self.of.append([])
        return len(self.low) - 1

    def within(self, number: int, low: int, high: int) -> None:
        self.low[number], self.high[number] = max(self.low[number], low), min(self.high[number], high)

    def line(self, parts: Sequence[tuple[int, int]], low: int, high: int) -> None:
        for _, number in parts:
            self.of[number].append(len(self.lines))
        self.lines.append((list(parts), low, high))

    def tighten(self, first: Iterable[int] | None = None) -> None:
        waiting = dict.fromkeys(range(len(self.lines)) if first is None else first)
        low, high = self.low, self.high
        while waiting:
            at = next(iter(waiting))
            del waiting[at]
            parts, least, most = self.lines[at]
            down = up = 0
            for f, x in parts:
                down, up = (down + f * low[x], up + f * high[x]) if f > 0 else (down + f * high[x], up + f * low[x])
            if down > most or up < least:
                raise NothingLeftError
            if down >= least and up <= most:
                continue  # whatever they are, the line holds
            for f, x in parts:
                mine_down, mine_up = (f * low[x], f * high[x]) if f > 0 else (f * high[x], f * low[x])
                at_most, at_least = most - (down - mine_down), least - (up - mine_up)
                if f > 0:
                    new_low, new_high = -(-at_least // f), at_most // f
                else:
                    new_low, new_high = -(at_most // -f), -at_least // -f
                if new_low > low[x] or new_high < high[x]:
                    low[x], high[x] = max(low[x], new_low), min(high[x], new_high)
                    if low[x] > high[x]:
                        raise NothingLeftError
                    waiting.update(dict.fromkeys(self.of[x]))
                    waiting[at] = None

    def values(self, number: int, most: int) -> list[int]:
        """What a number can be, tried one by one where that is `most` values or fewer; else its two ends."""
        ends = self.low[number], self.high[number]
        if ends[1] - ends[0] >= most:
            return list(ends)
        found: list[int] = []
        for value in range(ends[0], ends[1] + 1):
            kept = self.low[:], self.high[:]
            self.low[number] = self.high[number] = value
            try:
                self.tighten(self.of[number])
                found.append(value)
            except NothingLeftError:
                pass
            self.low, self.high = kept
        return found
