"""What the frame's shown joined answers leave open of those that are not shown.

Joined answers are a table of three questions with its margins. Every combination of options is an unknown number of
people; shown ones are known, and of the margins what the questions' own shares tell. Sums over a question's options are
lines about them. A joined answer of a few people must not follow, nor that nearly none or nearly all of those who gave
one answer gave another. Handbook on Statistical Disclosure Control, 2nd edition, chapter 4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from pulse.model.figures import Block
from pulse.model.groups import ALL
from pulse.model.release import HIDDEN, About, Banded, Figure, Rules, Shown
from pulse.model.survey import Item
from pulse.protect.counts import Cell, band_range
from pulse.protect.lines import Lines, Narrowed, NothingLeftError

Three = tuple[str, str, str]  # an option of each question, "" where it is not looked at
Shares = Mapping[str, Sequence[tuple[int, int]]]  # item -> the fewest and the most of these people who gave each answer
_EVERYONE: Three = ("", "", "")


def bars(block: Block, figures: Mapping[About, Figure], people: int, band: int) -> list[tuple[int, int]]:
    """The fewest and the most of those who answered all three questions who gave each answer to one, by its shares.

    A share that is shown is taken for its count, though whole per cents may leave others too.
    """
    found: list[tuple[int, int]] = []
    others = block.n - people  # who answered this question, and left another one out
    for at in block.item.counted:
        about = About(block.wave.label, ALL, "share", block.item.id, block.item_version, block.item.options[at - 1].id)
        figure = figures.get(about, HIDDEN)
        if isinstance(figure, Shown):
            least, most = block.counts[at - 1], block.counts[at - 1]
        elif isinstance(figure, Banded):
            least, most = band_range(Cell(block.n, block.counts[at - 1]), "low" if figure.low == 0 else "high", band)
        else:
            least, most = 0, block.n
        found.append((max(least - others, 0), min(most, people)))
    return found


class Joint:
    """The combinations of the options of three questions, with the number of people who gave each."""

    def __init__(self, items: Sequence[Item], people: Mapping[Three, int], shares: Shares) -> None:
        self.several = [item.kind == "many" for item in items]
        self.options = [[item.options[at - 1].id for at in item.counted] for item in items]
        first, second, third = (["", *options] for options in self.options)
        every: Iterator[Three] = product(first, second, third)
        self.counts = {it: people.get(it, 0) for it in every if is_neighbourly(it)}
        self.number = {it: at for at, it in enumerate(self.counts)}
        self.bars = {
            put(_EVERYONE, place, option): ends
            for place, item in enumerate(items)
            for option, ends in zip(self.options[place], shares.get(item.id, ()), strict=False)
        }
        self.lines = self._lines()

    def told(self, shown: Collection[Three], rules: Rules) -> list[Three]:
        """The joined answers of which those that are shown say too much: of themselves, or of others."""
        try:
            left = self.lines.narrow([self._ends(it, it in shown) for it in self.counts])
        except NothingLeftError:  # counts that contradict each other: nobody knows what they tell
            return list(self.counts)
        return [it for it in self.counts if (self._is_nearly_all if it in shown else self._is_told)(left, it, rules)]

    def _lines(self) -> Lines:
        """Those who gave an answer gave one to each other question, or at least one, and none more people did."""
        lines = Lines()
        base = self.counts[_EVERYONE]
        for whole, at in self.number.items():
            for place in range(3):
                parts = [self.number[it] for it in self._parts(whole, place)]
                if parts:
                    most = len(parts) * base if self.several[place] else 0
                    lines.add([*((1, it) for it in parts), (-1, at)], 0, most)
                    for it in parts if self.several[place] else ():
                        lines.add([(1, at), (-1, it)], 0, base)
        return lines

    def _parts(self, whole: Three, place: int) -> Iterator[Three]:
        """A combination with each option of one question more; none where they are not told together."""
        if not whole[place] and is_neighbourly(put(whole, place, "any")):
            yield from (put(whole, place, option) for option in self.options[place])

    def _ends(self, it: Three, shown: bool) -> tuple[int, int]:
        if shown or it == _EVERYONE:
            return self.counts[it], self.counts[it]
        return self.bars.get(it, (0, self.counts[_EVERYONE]))

    def _is_nearly_all(self, left: Narrowed, it: Three, rules: Rules) -> bool:
        """Whether it says that nearly all of those who gave one answer, known to be so many, gave another."""
        known = [self.counts[whole] for whole, _ in ends(it) if len({*left[self.number[whole]]}) == 1]
        return any(self.counts[it] >= people - rules.band for people in known)

    def _is_told(self, left: Narrowed, it: Three, rules: Rules) -> bool:
        """Whether fewer numbers of people are left than its kind needs: as many as a band has near an end, or two."""
        needed = max((self._needed(left, it, whole, rules) for whole, _ in ends(it)), default=0)
        number, count = self.number[it], self.counts[it]
        low, high = left[number]
        if high - low >= 2 * rules.band + needed:
            return False
        others = (value for value in range(low, high + 1) if value != count and left.can_be(number, value))
        return 1 + sum(1 for _ in others) < needed

    def _needed(self, left: Narrowed, it: Three, whole: Three, rules: Rules) -> int:
        people, count = self.counts[whole], self.counts[it]
        low, high = left[self.number[whole]]
        if people == 0:
            return 0  # what is to be said of nobody is said there
        near = [count] if low < high else [count, people - count]
        if min(near) <= rules.band:
            return min(rules.band, people) + 1
        return 2 if looked(it) > 1 and min(near) < rules.min_answers else 0  # a bar of a few stands as a share


def ends(options: Three) -> list[tuple[Three, int]]:
    """What a flow is a part of: the same options with one of them not looked at, and which one that is.

    A need's flows to those who should meet it, and its flows from those who are hurt, each make up the whole of it.
    """
    shorter = [(put(options, at, ""), at) for at in range(3) if options[at]]
    return [(end, at) for end, at in shorter if is_neighbourly(end)]


def is_neighbourly(options: Three) -> bool:
    """Hurt and meet without the need between them are no flow."""
    return bool(options[1]) or not (options[0] and options[2])


def looked(options: Three) -> int:
    """How many questions a combination looks at."""
    return sum(bool(option) for option in options)


def put(options: Three, place: int, option: str) -> Three:
    """A combination with another option in one place."""
    first, second, third = (option if at == place else it for at, it in enumerate(options))
    return first, second, third
