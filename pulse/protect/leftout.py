"""Those who answered one question of the frame and left another out: in its own shares, and in no bar of the picture.

A question's share less its bar is a figure of them. Where they are a few, or nearly of one mind, a bar is shown only
while whole per cents, those of all groups together, leave open what they said.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from pulse.model.figures import Block, Flow
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Banded, Figure, Hidden, Rules, Shown
from pulse.protect.counts import Cell, band_range
from pulse.protect.lines import Lines, NothingLeftError
from pulse.protect.sizes import frontiers

Flows = Mapping[About, Shown]
Range = tuple[int, int]  # the fewest and the most
Told = dict[tuple[str, str], dict[Group, Shown | Banded]]  # by item and option


def kept_beside(
    joined: Flows,
    flows: Sequence[Flow],
    blocks: Mapping[str, Mapping[Group, Block]],
    figures: Mapping[About, Figure],
    rules: Rules,
) -> Iterator[tuple[About, Shown]]:
    """The joined answers of each picture without the bars, and all that is joined to them, that tell of those left out.

    joined  what may be shown of the pictures by themselves; blocks: the answers to each question; figures: what is
            shown of them, of staff groups too
    """
    people = {it.items: it.people for it in flows if it.options == ("", "", "")}
    told = _told(figures, {(it.wave.label, item) for it in flows for item in it.items})
    for items in sorted({(it.item, it.item2, it.item3) for it in joined}):
        own: Flows = {about: it for about, it in joined.items() if (about.item, about.item2, about.item3) == items}
        for of_item in (blocks[item] for item in items if item in blocks):
            own = _open(own, of_item, told, people[items], rules)
        if any(map(_options, own)):  # how many the picture is of is no figure without one
            yield from own.items()


def _open(joined: Flows, of_item: Mapping[Group, Block], told: Told, base: int, rules: Rules) -> Flows:
    """The same without the bars of one question that tell: those of told answers first, then the smallest."""
    block = of_item[ALL]
    while answers := _told_answers(of_item, told, bars := _bars(block, joined), base, rules):
        drawn = [at for at, bar in enumerate(bars) if bar is not None]
        if not drawn:
            return {}  # the shares by themselves, beside how many people the picture is of
        victim = min(drawn, key=lambda at: (at not in answers, bars[at], at))
        option = _ids(block)[victim]
        joined = {about: it for about, it in joined.items() if (block.item.id, option) not in _options(about)}
    return joined


def _options(about: About) -> list[tuple[str, str]]:
    """The answers that are joined, each with its question."""
    every = [(about.item, about.option), (about.item2, about.option2), (about.item3, about.option3)]
    return [(item, option) for item, option in every if option]


def _told(figures: Mapping[About, Figure], items: Collection[tuple[str, str]]) -> Told:
    """What is shown of each answer to some questions, by group."""
    found: Told = defaultdict(dict)
    for about, figure in figures.items():
        if about.measure == "share" and (about.wave, about.item) in items and not isinstance(figure, Hidden):
            found[about.item, about.option][about.group] = figure
    return found


def _ids(block: Block) -> list[str]:
    """The options that count, in the question's order."""
    return [block.item.options[at - 1].id for at in block.item.counted]


def _ends(figure: Shown | Banded | None, n: int, band: int) -> Range:
    half = 0.005 + 1e-9
    if isinstance(figure, Shown):
        return max(math.ceil((figure.value - half) * n), 0), min(math.floor((figure.value + half) * n), n)
    if isinstance(figure, Banded):
        return band_range(Cell(n, 0), "low" if figure.low == 0 else "high", band)
    return 0, n


def _bars(block: Block, joined: Flows) -> list[int | None]:
    """How many people each counted answer's bar is of: the number stands beside it. None without a bar."""
    alone = {options[0]: it.n for about, it in joined.items() if len(options := _options(about)) == 1}
    return [alone.get((block.item.id, option)) for option in _ids(block)]


def _told_answers(
    of_item: Mapping[Group, Block], told: Told, bars: Sequence[int | None], base: int, rules: Rules
) -> set[int]:
    """The answers, by place, of which shares less bars tell that a few, or none or all of many, gave it."""
    left = of_item[ALL].n - base
    if left <= 0:
        return set()
    try:
        of_left = _left_out(of_item, told, bars, base, rules.band)
    except NothingLeftError:  # the picture is of other people than the question: nobody knows what it tells
        return {*range(len(bars))}
    return {
        at
        for at, (low, high) in enumerate(of_left)
        if (low, high) != (0, left) and high - low < rules.band and not _may_be_known(low, high, left, rules)
    }


def _may_be_known(low: int, high: int, left: int, rules: Rules) -> bool:
    return left >= rules.min_answers and low > rules.band and high < left - rules.band


def _left_out(
    of_item: Mapping[Group, Block], told: Told, bars: Sequence[int | None], base: int, band: int
) -> list[Range]:
    """The fewest and the most of those left out who can have given each answer. Raises NothingLeftError."""
    block, answers = of_item[ALL], _Answers(of_item[ALL], band)
    shown: dict[Group, list[Shown | Banded | None]] = defaultdict(lambda: [None] * len(bars))
    for at, option in enumerate(_ids(block)):
        for group, figure in told.get((block.item.id, option), {}).items():
            shown[group][at] = figure
    people = {it: of_item[it].n if it in of_item else next(one.n for one in shown[it] if one) for it in (ALL, *shown)}
    along = {it.dimension for it in of_item}
    levels = frontiers([ALL, *(group for group in shown if group.dimension in along and group != ALL)])
    first = {it: answers.of(people[it], shown[it]) for it in (*levels, *(it for it in shown if it not in levels))}
    across = [it for it in first if it not in levels]
    for group, inside in ((ALL, across), *levels.items()):
        for parts in _apart(people[group], inside, people, of_item):
            answers.split((first[group], people[group]), [(first[it], people[it]) for it in parts])
    drawn = answers.between(base, [(0, base) if bar is None else (bar, bar) for bar in bars])
    left = answers.of(block.n - base, [None] * len(bars))
    answers.split((first[ALL], block.n), [(drawn, base), (left, block.n - base)])
    narrowed = answers.lines.narrow(answers.bounds)
    return [narrowed[left + at] for at in range(len(bars))]


def _apart(
    whole: int, inside: Sequence[Group], people: Mapping[Group, int], of_item: Mapping[Group, Block]
) -> Iterator[Sequence[Group]]:
    """The parts of a group; a line of smaller ones together by itself where it also holds some that are shown."""
    if sum(people[it] for it in inside) <= whole:
        yield inside
        return
    yield [it for it in inside if it in of_item]
    yield from ([it] for it in inside if it not in of_item)


class _Answers:
    """How many people of each of several groups gave each answer to one question, and the lines about that.

    Whole per cents of small groups are exact counts: parts together tell more than the share of the whole.
    """

    def __init__(self, block: Block, band: int) -> None:
        self.lines, self.bounds = Lines(), list[Range]()
        self.options, self.most = len(block.item.counted), len(block.item.counted) if block.item.kind == "many" else 1
        self.band = band

    def of(self, people: int, shown: Sequence[Shown | Banded | None]) -> int:
        """A group of so many by what is shown of it; gives back the number of its first answer."""
        return self.between(people, [_ends(figure, people, self.band) for figure in shown])

    def between(self, people: int, bounds: Sequence[Range]) -> int:
        """A group of so many people, each of whom gave an answer; gives back the number of its first answer."""
        first = len(self.bounds)
        self.bounds += bounds
        self.lines.add([(1, first + at) for at in range(self.options)], people, people * self.most)
        return first

    def split(self, whole: tuple[int, int], parts: Sequence[tuple[int, int]]) -> None:
        """A group is made of its parts, and of whoever is in none: the first answer and the people of each."""
        rest = whole[1] - sum(people for _, people in parts)
        if rest > 0:
            parts = [*parts, (self.of(rest, [None] * self.options), rest)]
        for at in range(self.options):
            self.lines.add([(1, whole[0] + at), *((-1, first + at) for first, _ in parts)], 0, 0)
