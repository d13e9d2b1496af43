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
from pulse.protect.lines import Lines, Narrowed, NothingLeftError
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
            own = _open(own, of_item[ALL], _shares(of_item, told, rules.band), people[items], rules)
        if any(map(_options, own)):  # how many the picture is of is no figure without one
            yield from own.items()


def _open(joined: Flows, block: Block, shares: Sequence[Range], base: int, rules: Rules) -> Flows:
    """The same without the bars of one question that tell: those of told answers first, then the smallest."""
    while told := _told_answers(block, shares, bars := _bars(block, joined), base, rules):
        drawn = [at for at, bar in enumerate(bars) if bar is not None]
        if not drawn:
            return {}  # the shares by themselves, beside how many people the picture is of
        victim = min(drawn, key=lambda at: (at not in told, bars[at], at))
        option = block.item.options[block.item.counted[victim] - 1].id
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


def _shares(of_item: Mapping[Group, Block], told: Told, band: int) -> list[Range]:
    """The fewest and the most who can have given each counted answer, by what is shown of it in all groups."""
    item = of_item[ALL].item
    return [_everyone(of_item, told[item.id, item.options[at - 1].id], band) for at in item.counted]


def _everyone(of_item: Mapping[Group, Block], told: Mapping[Group, Shown | Banded], band: int) -> Range:
    """Whole per cents of small groups are exact counts: parts together tell more than the share of the whole."""
    below = frontiers([ALL, *(group for group in told if group in of_item)])

    def ends(group: Group) -> Range:
        n = of_item[group].n
        return _summed(_ends(told.get(group), n, band), n, [(ends(it), of_item[it].n) for it in below[group]])

    across = [(_ends(figure, figure.n, band), figure.n) for group, figure in told.items() if group not in of_item]
    return _summed(ends(ALL), of_item[ALL].n, across)


def _summed(own: Range, people: int, parts: Sequence[tuple[Range, int]]) -> Range:
    """What is known of a group by itself and by parts of it, each with its people; those in no part may be anything."""
    left = people - sum(n for _, n in parts)
    low, high = own
    return max(low, sum(it[0] for it, _ in parts)), min(high, sum(it[1] for it, _ in parts) + left)


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
    return [alone.get((block.item.id, block.item.options[at - 1].id)) for at in block.item.counted]


def _told_answers(
    block: Block, shares: Sequence[Range], bars: Sequence[int | None], base: int, rules: Rules
) -> set[int]:
    """The answers, by place, of which shares less bars tell that a few, or none or all of many, gave it."""
    left = block.n - base
    if left <= 0:
        return set()
    try:
        bounds = _narrowed(shares, bars, base, left, one=block.item.kind != "many")
    except NothingLeftError:  # the picture is of other people than the question: nobody knows what it tells
        return {*range(len(shares))}
    of_left = [bounds[2 * len(shares) + at] for at in range(len(shares))]
    return {
        at
        for at, (low, high) in enumerate(of_left)
        if (low, high) != (0, left) and high - low < rules.band and not _may_be_known(low, high, left, rules)
    }


def _may_be_known(low: int, high: int, left: int, rules: Rules) -> bool:
    return left >= rules.min_answers and low > rules.band and high < left - rules.band


def _narrowed(shares: Sequence[Range], bars: Sequence[int | None], base: int, left: int, *, one: bool) -> Narrowed:
    """Of each answer: how many gave it, how many of them stand in its bar, and how many of those left out gave it."""
    options = len(shares)
    lines = Lines()
    for at in range(options):
        lines.add([(1, at), (-1, options + at), (-1, 2 * options + at)], 0, 0)
    if one:
        for first, people in ((0, base + left), (options, base), (2 * options, left)):
            lines.add([(1, first + at) for at in range(options)], people, people)
    bounds = [*shares, *((bar, bar) if bar is not None else (0, base) for bar in bars), *[(0, left)] * options]
    return lines.narrow(bounds)
