"""One item in one wave: its blocks -> the figures that may be shown, group by group."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pulse.model.figures import Block, IndexBlock
from pulse.model.groups import Group
from pulse.model.release import HIDDEN, About, Banded, Figure, Measure, Rules, Shown
from pulse.protect.bounds import Options, hide_what_follows
from pulse.protect.counts import Cell, Say, hide_last_unknown, sayings
from pulse.protect.sizes import frontiers, shown_groups
from pulse.protect.unscored import may_tell, open_beside
from pulse.statistics.intervals import around_mean, finite_population_n, wilson
from pulse.statistics.scales import net_promoter

Blocks = Mapping[Group, Block]
Told = Iterator[tuple[About, Figure]]
Asked = Mapping[Group, int]  # how many were asked, where that is known


def item_figures(blocks: Blocks, rules: Rules, asked: Asked) -> Told:
    """Every figure of an item that could be asked for, shown, banded or hidden."""
    item = next(iter(blocks.values())).item
    if item.ask_if is not None:
        asked = {}  # nobody knows how many of those who did not answer it would have been asked this one
    if item.kind == "scale" and item.positive != "none":
        yield from _scale(blocks, rules, asked)
    else:
        yield from _options(blocks, rules, asked, summing=item.kind != "many")


def index_figures(
    family: Sequence[Mapping[Group, IndexBlock]], items: Mapping[str, Blocks], rules: Rules, asked: Asked
) -> Told:
    """The mean score of each group that may have one, on 0-10; `family` is an index, then its sub-scores.

    Of a balance its mean from -100 to 100, in whole points, where both its parts are shown too.

    The score is the mean of its sub-scores, person by person, so one that is left out follows from the others: a
    group's sub-scores are shown all together, and with the score, or not at all. To leave out more groups opens no new
    rest: it is the sum of rests that are each safe. items: the wave's blocks, by item.
    """
    allowed = [_scored_groups(blocks, items, rules) for blocks in family]
    together = set.intersection(*allowed)
    for at, blocks in enumerate(family):
        for group, block in blocks.items():
            balance = block.index.balance
            shown = together if at or balance else allowed[0]
            about = About(block.wave.label, group, "balance" if balance else "mean", block.index.id, block.item_version)
            told = _balance if balance else _mean
            yield about, told(block.mean, block.deviation, block.n, asked.get(group)) if group in shown else HIDDEN


def _scored_groups(blocks: Mapping[Group, IndexBlock], items: Mapping[str, Blocks], rules: Rules) -> set[Group]:
    """The groups whose score may be shown; that of a single item is the item's mean, and shown where that is."""
    index = next(iter(blocks.values())).index
    parts = [items[it] for it in index.items if it in items]
    shown = _index_means(blocks, parts, rules)
    if len(index.items) == 1:
        shown &= _pointed(parts[0], rules) if parts else set()
    for part in parts:
        if may_tell(blocks, part, shown):
            shown = open_beside(blocks, part, shown, _pointed(part, rules), rules.min_answers)
    return shown


def _thousandths(block: IndexBlock) -> int:
    """The sum of everybody's scores, which are whole thousandths."""
    return round(block.mean * block.n * 1000)


# --- scales ----------------------------------------------------------------------------------------------------------


def _scale(blocks: Blocks, rules: Rules, asked: Asked) -> Told:
    """Favourable for all that may be shown; three-way split, points and mean where nothing small is in them."""
    sides = {group: _sides(block) for group, block in blocks.items()}
    sizes = {group: block.n for group, block in blocks.items()}
    shown = shown_groups(sizes, rules.min_answers, rules.seen)
    favourable = _say({group: Cell(sizes[group], sides[group][0]) for group in shown}, rules)
    split = _split(blocks, [group for group in shown if favourable[group] == "exact"], rules)
    points = _points(blocks, split, rules)
    for group, block in blocks.items():
        here = asked.get(group)
        yield (
            _about(block, "favourable"),
            _figure(favourable.get(group, "hidden"), sides[group][0], block.n, here, rules),
        )
        if len(block.item.counted) % 2:
            yield _about(block, "neutral"), _exact(sides[group][1], block.n, here) if group in split else HIDDEN
        yield _about(block, "unfavourable"), _exact(sides[group][2], block.n, here) if group in split else HIDDEN
        for position in block.item.counted:
            figure = _exact(block.counts[position - 1], block.n, here) if group in points else HIDDEN
            yield _about(block, "share", block.item.options[position - 1].id), figure
        # With the sides it would tell of a point that few gave: it is shown where every point is.
        yield _about(block, "mean"), _item_mean(block, here) if group in points else HIDDEN
        if block.item.enps:  # a difference of two figures that are both shown
            yield _about(block, "enps"), _enps(sides[group]) if group in split else HIDDEN


def _pointed(blocks: Blocks, rules: Rules) -> set[Group]:
    """The groups that have every point of a scale shown."""
    shown = shown_groups({group: block.n for group, block in blocks.items()}, rules.min_answers, rules.seen)
    favourable = _say({group: Cell(blocks[group].n, _sides(blocks[group])[0]) for group in shown}, rules)
    return _points(blocks, _split(blocks, [group for group in shown if favourable[group] == "exact"], rules), rules)


def _split(blocks: Blocks, groups: Collection[Group], rules: Rules) -> set[Group]:
    """Those of the groups that have all three sides shown."""
    return _whole({group: (blocks[group].n, _sides(blocks[group])) for group in groups}, rules)


def _points(blocks: Blocks, split: Collection[Group], rules: Rules) -> set[Group]:
    detailed = shown_groups({group: blocks[group].n for group in split}, rules.min_detail, rules.seen)
    parts = {group: (blocks[group].n, _counted(blocks[group])) for group in detailed}
    return _whole(parts, rules, rules.min_detail)


def _enps(sides: tuple[int, int, int]) -> Shown:
    """Promoters less detractors in whole points, with its adjusted interval."""
    found = net_promoter(*sides)
    value, low, high = (round(it, 2) for it in (found.value, found.lower, found.upper))
    return Shown(value, sum(sides), low, high)


def _sides(block: Block) -> tuple[int, int, int]:
    """How many are favourable, neither, unfavourable."""
    good = sum(block.counts[position - 1] for position in block.item.favourable)
    bad = sum(block.counts[position - 1] for position in block.item.unfavourable)
    return good, block.n - good - bad, bad


def _counted(block: Block) -> tuple[int, ...]:
    return tuple(block.counts[position - 1] for position in block.item.counted)


def _item_mean(block: Block, asked: int | None) -> Shown:
    mean = sum((block.item.points(at) or 0.0) * block.counts[at - 1] for at in block.item.counted) / block.n
    squares = sum(((block.item.points(at) or 0.0) - mean) ** 2 * block.counts[at - 1] for at in block.item.counted)
    return _mean(mean, math.sqrt(squares / (block.n - 1)), block.n, asked)


def _whole(parts: Mapping[Group, tuple[int, Sequence[int]]], rules: Rules, least: int = 0) -> set[Group]:
    """The groups whose full split may be shown: every part, in the group and in every rest, is neither few nor all."""
    kept = {group: Cell(n, 0) for group, (n, _) in parts.items()}
    width = max((len(counts) for _, counts in parts.values()), default=0)
    while True:
        before = len(kept)
        for at in range(width):
            cells = {group: Cell(parts[group][0], _part(parts[group][1], at)) for group in kept}
            said = sayings(cells, least or rules.min_answers, rules.band)
            kept = {group: cell for group, cell in kept.items() if said[group] == "exact"}
        if len(kept) == before:
            return set(kept)


def _part(counts: Sequence[int], at: int) -> int:
    return counts[at] if at < len(counts) else 0


# --- options ---------------------------------------------------------------------------------------------------------


def _options(blocks: Blocks, rules: Rules, asked: Asked, *, summing: bool) -> Told:
    """The share of each option. `summing`: each person chose one, so the shares make up the whole."""
    shown = shown_groups({group: block.n for group, block in blocks.items()}, rules.min_answers, rules.seen)
    item = next(iter(blocks.values())).item
    said: dict[int, dict[Group, Say]] = {
        at: _say({group: Cell(blocks[group].n, blocks[group].counts[at - 1]) for group in shown}, rules)
        for at in item.counted
    }
    sizes = {group: blocks[group].n for group in blocks if group in shown}  # in the order of groups: the same each time
    counts = {group: [blocks[group].counts[at - 1] for at in item.counted] for group in shown}
    most = 1 if summing else item.at_most or len(item.counted)
    options = Options(sizes, counts, most, rules.band)
    changed = True
    while changed:
        if summing:
            _keep_sums_open(said, blocks, shown, rules)
        changed = hide_what_follows(options, [said[at] for at in item.counted])
    for group, block in blocks.items():
        for at in item.counted:
            about = _about(block, "share", block.item.options[at - 1].id)
            say = said[at].get(group, "hidden")
            yield about, _figure(say, block.counts[at - 1], block.n, asked.get(group), rules)


def _keep_sums_open(said: dict[int, dict[Group, Say]], blocks: Blocks, shown: set[Group], rules: Rules) -> None:
    """Hides further options of a group until none of its bands follows from the others; then looks at rests again."""
    places = sorted(said)
    largest = max(shown, key=lambda group: blocks[group].n, default=None)
    of_all = [blocks[largest].counts[at - 1] for at in places] if largest else []
    while True:
        changed = False
        for group in shown:
            cells = [Cell(blocks[group].n, blocks[group].counts[at - 1]) for at in places]
            before = [said[at][group] for at in places]
            for at, say in zip(places, hide_last_unknown(before, cells, rules.band, of_all), strict=True):
                changed = changed or said[at][group] != say
                said[at][group] = say
        for at in places:
            cells_at = {g: Cell(blocks[g].n, blocks[g].counts[at - 1]) for g in shown if said[at][g] != "hidden"}
            for group, say in _say(cells_at, rules).items():
                changed = changed or said[at][group] != say
                said[at][group] = say
        if not changed:
            return


# --- figures ---------------------------------------------------------------------------------------------------------


def _say(cells: Mapping[Group, Cell], rules: Rules) -> dict[Group, Say]:
    return sayings(cells, rules.min_answers, rules.band)


@dataclass(frozen=True, slots=True)
class _Total:
    """n scores; their sum as shares of the best score: as many people as would be at the top, were all at an end.

    up, down: how many steps the answers lie above the lowest, and below the highest, point of the sides they are on.
    """

    n: int
    scores: Fraction  # exact: a rest that lies just at the edge must not slip through by a rounding
    up: int
    down: int
    bound: bool  # no side has more than one point, so that there are no such steps


def _index_means(blocks: Mapping[Group, IndexBlock], parts: Sequence[Blocks], rules: Rules) -> set[Group]:
    """The groups whose mean may be shown: neither theirs nor any rest's lies so near an end that all must be there.

    The ends are those of the scale, and those that the sides of its items leave, which are known.
    """
    least = max(rules.min_detail, rules.min_answers)
    known = [
        shown_groups({group: block.n for group, block in part.items()}, rules.min_answers, rules.seen) for part in parts
    ]
    bound = all(len(it.item.favourable) < 2 for part in parts for it in part.values())
    totals: dict[Group, _Total] = {}
    for group, block in blocks.items():
        steps = [_steps(part[group]) for part, shown in zip(parts, known, strict=True) if group in shown]
        up, down = (sum(it[at] for it in steps) for at in (0, 1))
        totals[group] = _Total(block.n, Fraction(_thousandths(block), 10_000), up, down, bound)
    shown = shown_groups({group: it.n for group, it in totals.items()}, least, rules.seen)
    while True:
        below = frontiers(shown)
        unsafe = [
            group
            for group in shown
            if not _mean_is_safe(totals[group], [totals[it] for it in below[group]], rules.band)
        ]
        if not unsafe:
            return shown
        deepest = max(unsafe, key=lambda group: (len(group.path), group.path))
        shown -= {min(below[deepest] or [deepest], key=lambda other: (totals[other].n, other.path))}
        shown = shown_groups({group: totals[group].n for group in shown}, least, rules.seen)


def _steps(block: Block) -> tuple[int, int]:
    """How far all answers together lie above the lowest, and below the highest, point of the sides they are on."""
    up = down = 0
    for side in (block.item.favourable, block.item.unfavourable):
        ordered = sorted(side, key=lambda at: block.item.points(at) or 0.0)
        for steps, at in enumerate(ordered):
            up += steps * block.counts[at - 1]
            down += (len(ordered) - 1 - steps) * block.counts[at - 1]
    return up, down


def _mean_is_safe(whole: _Total, parts: Sequence[_Total], band: int) -> bool:
    left = whole.n - sum(it.n for it in parts)
    scores = whole.scores - sum(it.scores for it in parts)
    free = (whole.up - sum(it.up for it in parts), whole.down - sum(it.down for it in parts))
    return not left or (band < scores < left - band and (whole.bound or min(free) > band))


def _figure(say: Say, count: int, n: int, asked: int | None, rules: Rules) -> Figure:
    if say == "hidden":
        return HIDDEN
    if say == "exact":
        return _exact(count, n, asked)
    edge = rules.band / n
    if say == "low":
        return Banded(0.0, _up(edge), n)
    return Banded(_down(1 - edge), 1.0, n)


def _exact(count: int, n: int, asked: int | None) -> Shown:
    """A share in whole per cents with the Wilson intervals around that share."""
    share = _whole_per_cent(count / n)
    low, high = map(_whole_per_cent, wilson(share, n))
    if asked is None or asked < n:
        return Shown(share, n, low, high)
    least, most = map(_whole_per_cent, wilson(share, finite_population_n(n, asked)))
    return Shown(share, n, low, high, (least, most))


def _mean(mean: float, deviation: float, n: int, asked: int | None) -> Shown:
    """A mean on 0-10 to one decimal with its intervals."""
    low, high = around_mean(mean, deviation, n, 0.0, 10.0)
    found = Shown(round(mean, 1), n, round(low, 1), round(high, 1))
    if asked is None or asked < n:
        return found
    least, most = around_mean(mean, deviation, finite_population_n(n, asked), 0.0, 10.0)
    return replace(found, of_asked=(round(least, 1), round(most, 1)))


def _balance(mean: float, deviation: float, n: int, asked: int | None) -> Shown:
    """By how much the second of two parts is ahead, in whole points of -100 to 100, with its intervals.

    The interval is that of one number a person, the difference of her two scores: so it is right however the two go
    together.
    """
    low, high = around_mean(mean, deviation, n, 0.0, 10.0)
    found = Shown(_points_ahead(mean), n, _points_ahead(low), _points_ahead(high))
    if asked is None or asked < n:
        return found
    least, most = around_mean(mean, deviation, finite_population_n(n, asked), 0.0, 10.0)
    return replace(found, of_asked=(_points_ahead(least), _points_ahead(most)))


def _points_ahead(score: float) -> float:
    """A balance as it is scored (5 where both are equal) on the scale it is shown on."""
    return float(round((score - 5) * 20)) + 0.0


def _whole_per_cent(share: float) -> float:
    return _step(share, lambda value: math.floor(value + 0.5))


def _up(share: float) -> float:
    return _step(share, math.ceil)


def _down(share: float) -> float:
    return _step(share, math.floor)


def _step(share: float, rounded: Callable[[float], int]) -> float:
    return rounded(round(share * 100, 9)) / 100


def _about(block: Block, measure: Measure, option: str = "") -> About:
    return About(block.wave.label, block.group, measure, block.item.id, block.item_version, option)
