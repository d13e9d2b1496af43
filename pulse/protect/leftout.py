"""Those who answered one question of the frame and left another out: in its own shares, and in no bar of the picture.

A question's share less its bar is a figure of them. Where they are a few, or nearly of one mind, the picture is shown
only while its whole per cents leave open what they said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from pulse.model.figures import Block, Flow
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Banded, Figure, Rules, Shown
from pulse.protect.lines import Lines, Narrowed, NothingLeftError

Flows = Mapping[About, Shown]


def kept_beside(
    joined: Flows,
    flows: Sequence[Flow],
    blocks: Mapping[str, Mapping[Group, Block]],
    figures: Mapping[About, Figure],
    rules: Rules,
) -> Iterator[tuple[About, Shown]]:
    """The joined answers of each picture that tells nothing of those whom it leaves out; of any other one, none.

    joined  what may be shown of the pictures by themselves; blocks: the answers to each question; figures: what is
            shown of them
    """
    people = {it.items: it.people for it in flows if it.options == ("", "", "")}
    for items in sorted({(it.item, it.item2, it.item3) for it in joined}):
        own = {about: it for about, it in joined.items() if (about.item, about.item2, about.item3) == items}
        looked = [blocks[item][ALL] for item in items if item in blocks]
        if not any(_tells(block, _shares(block, figures), _bars(block, own), people[items], rules) for block in looked):
            yield from own.items()


def _shares(block: Block, figures: Mapping[About, Figure]) -> list[tuple[int, int]]:
    """The fewest and the most who can have given each counted answer, by what is shown of it."""
    found: list[tuple[int, int]] = []
    for at in block.item.counted:
        about = About(block.wave.label, ALL, "share", block.item.id, block.item_version, block.item.options[at - 1].id)
        found.append(_ends(figures.get(about), block.n))
    return found


def _ends(figure: Figure | None, n: int) -> tuple[int, int]:
    half = 0.005 + 1e-9
    if isinstance(figure, Shown):
        return max(math.ceil((figure.value - half) * n), 0), min(math.floor((figure.value + half) * n), n)
    if isinstance(figure, Banded):
        return math.floor(figure.low * n), math.ceil(figure.high * n)
    return 0, n


def _bars(block: Block, joined: Flows) -> list[int | None]:
    """How many people each counted answer's bar is of: the number stands beside it. None without a bar."""
    told: dict[str, int] = {}
    for about, it in joined.items():
        options = [(about.item, about.option), (about.item2, about.option2), (about.item3, about.option3)]
        looked = [(item, option) for item, option in options if option]
        if len(looked) == 1 and looked[0][0] == block.item.id:
            told[looked[0][1]] = it.n
    return [told.get(block.item.options[at - 1].id) for at in block.item.counted]


def _tells(
    block: Block, shares: Sequence[tuple[int, int]], bars: Sequence[int | None], base: int, rules: Rules
) -> bool:
    """Whether the shares less the bars tell of a few, or that nobody or everybody of many gave an answer."""
    left = block.n - base
    if left <= 0:
        return False
    try:
        bounds = _narrowed(shares, bars, base, left, one=block.item.kind != "many")
    except NothingLeftError:
        return True  # the picture is of other people than the question: nobody knows what it tells
    counts = [block.counts[at - 1] for at in block.item.counted]
    of_left = [bounds[2 * len(counts) + at] for at in range(len(counts))]
    return any(
        (low, high) != (0, left) and high - low < rules.band and not _may_be_known(share, bar, left, rules)
        for (low, high), share, bar in zip(of_left, counts, bars, strict=True)
    )


def _may_be_known(share: int, bar: int | None, left: int, rules: Rules) -> bool:
    count = share - (bar or 0)
    return left >= rules.min_answers and rules.band < count < left - rules.band


def _narrowed(
    shares: Sequence[tuple[int, int]], bars: Sequence[int | None], base: int, left: int, *, one: bool
) -> Narrowed:
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
