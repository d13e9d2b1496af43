"""Groups of a second dimension (staff groups) beside the levels' groups: their figures, as far as they may be shown.

What the levels say stands as it would without them: a team's page does not come and go with who is a doctor in it.
Staff groups are shown over everyone only, with their turnout, favourable shares, options and index scores. They pass
every rule that a level's groups pass, as if they were the only level, and then those of the two beside each other.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pulse.model.figures import Across, Block, IndexBlock, Scores
from pulse.model.groups import ALL, Group
from pulse.model.release import HIDDEN, About, Banded, Figure, Hidden, Measure, Rules, Shown
from pulse.model.survey import Index, Item, Survey
from pulse.protect.counts import Cell, Say
from pulse.protect.crossed import Cells, says_too_much
from pulse.protect.differencing import Crossing
from pulse.protect.items import index_figures, item_figures
from pulse.protect.sizes import shown_groups

Figures = Mapping[About, Figure]
_UNIT = 10_000  # a person's best score, in thousandths


def beside_figures(scores: Scores, figures: Figures, in_force: Mapping[str, Rules]) -> Iterator[tuple[About, Figure]]:
    """Every figure of the second dimension's groups, shown, banded or hidden.

    figures  what is shown along the levels; in_force: the rules of the waves that are wanted
    """
    for label, rules in in_force.items():
        of_wave = {it.statistic: it for it in scores.across if it.wave.label == label}
        yield from _Beside(scores.groups, of_wave, figures, rules).figures(scores.asked_in[label])
    for about, found in scores.settled.items():
        if about.wave in in_force:
            least = in_force[about.wave].min_answers
            yield about, found if not isinstance(found, Hidden) and found.n >= least else HIDDEN


def settled(figures: Figures, groups: Collection[Group]) -> dict[About, Figure]:
    """What is kept of the second dimension's groups once a wave is closed: what may be shown, and that it was asked."""
    return {replace(about, item_version=0): it for about, it in figures.items() if about.group in groups}


def counted(scores: Scores, label: str, rules: Rules) -> frozenset[str]:
    """The second dimension's groups of which it may be told how many answered in a wave."""
    kept = {
        about.group.name
        for about, it in scores.settled.items()
        if (about.wave, about.measure) == (label, "count") and isinstance(it, Shown)
    }
    turnout = [it for it in scores.across if it.wave.label == label and not it.statistic]
    safe = [_Beside(scores.groups, {}, {}, rules).safe(it, rules.min_answers) for it in turnout]
    return frozenset(kept.union(*({group.name for group in groups} for groups in safe)))


@dataclass(frozen=True)
class _Beside:
    """One wave: the chain of levels and what it says, and the counts by place and by group of the second dimension."""

    chain: tuple[Group, ...]
    across: Mapping[str, Across]
    shown: Figures
    rules: Rules

    def figures(self, survey: Survey) -> Iterator[tuple[About, Figure]]:
        for name, across in self.across.items():
            if not name:
                yield from self._turnout(across)
            elif name in survey.by_id:
                yield from self._item(across, survey.by_id[name])
            else:
                index = next(it for it in survey.indices if it.id == name)
                yield from self._index(across, index, survey)

    def _turnout(self, across: Across) -> Iterator[tuple[About, Figure]]:
        safe = self.safe(across, self.rules.min_answers)
        for group in across.groups:
            (n,) = _total(across, group)
            yield _about(across, group, "count"), Shown(n, n) if group in safe else HIDDEN

    # --- items ---

    def _item(self, across: Across, item: Item) -> Iterator[tuple[About, Figure]]:
        """Favourable shares, or the share of each option."""
        statistics = _statistics(item)
        # How many answered a question that only some were asked would tell of those.
        groups = set() if item.ask_if is not None else self.safe(across, self.rules.min_answers)
        found: Figures = {}
        while groups:
            blocks = {group: _block(across, group, item) for group in (ALL, *sorted(groups))}
            found = dict(item_figures(blocks, self.rules, {}))
            victims = self._victims(across, statistics, found, groups)
            if not victims:
                break
            groups -= victims
        for group in across.groups:
            for measure, option, _ in statistics:
                about = _about(across, group, measure, option)
                yield about, found.get(about, HIDDEN) if group in groups else HIDDEN

    def _victims(
        self, across: Across, statistics: Sequence[Statistic], found: Figures, groups: Collection[Group]
    ) -> set[Group]:
        """Groups to withhold the whole item of: all, where the levels leave everyone's figures otherwise."""
        for measure, option, options in statistics:
            chain = {it: _say(self.shown.get(_about(across, it, measure, option))) for it in self.chain}
            beside = {it: _say(found[_about(across, it, measure, option)]) for it in (ALL, *groups)}
            if chain[ALL] != beside.pop(ALL) or chain[ALL] == "hidden":
                return set(groups)
            cells = {at: Cell(it[0], sum(it[place] for place in options)) for at, it in across.counts.items()}
            if victim := self._victim(cells, chain, beside, self.rules.min_answers, self.rules.band):
                return {victim}
        return set()

    def _victim(
        self, cells: Cells, chain: Mapping[Group, Say], beside: Mapping[Group, Say], least: int, band: int
    ) -> Group | None:
        told = {group: say for group, say in beside.items() if say != "hidden"}
        # Where a few of everyone gave the answer every group has the same band, and nothing more is known.
        return says_too_much(cells, chain, told, least, band) if told and chain[ALL] == "exact" else None

    # --- indices ---

    def _index(self, across: Across, index: Index, survey: Survey) -> Iterator[tuple[About, Figure]]:
        """Scores are sums in thousandths, of which each person has at most ten thousand."""
        least = max(self.rules.min_detail, self.rules.min_answers)
        cells = {at: Cell(it[0] * _UNIT, it[1]) for at, it in across.counts.items()}
        chain = {it: _say(self.shown.get(_about(across, it, "mean"))) for it in self.chain}
        groups = self.safe(across, least) if chain.get(ALL) == "exact" else set()
        found: Figures = {}
        while groups:
            found = dict(self._index_figures(across, index, survey, groups))
            beside = {it: _say(found[_about(across, it, "mean")]) for it in groups}
            if _say(found[_about(across, ALL, "mean")]) != "exact":
                groups = set()
                break
            victim = self._victim(cells, chain, beside, least * _UNIT, self.rules.band * _UNIT)
            if victim is None:
                break
            groups -= {victim}
        for group in across.groups:
            about = _about(across, group, "mean")
            yield about, found.get(about, HIDDEN) if group in groups else HIDDEN

    def _index_figures(
        self, across: Across, index: Index, survey: Survey, groups: Collection[Group]
    ) -> Iterator[tuple[About, Figure]]:
        wanted = (ALL, *sorted(groups))
        items = {
            it: {group: _block(self.across[it], group, survey.by_id[it]) for group in wanted}
            for it in index.items
            if it in self.across
        }
        blocks = {group: _index_block(across, group, index) for group in wanted}
        yield from index_figures([blocks], items, self.rules, {})

    # --- sizes ---

    def safe(self, across: Across, least: int) -> set[Group]:
        """Groups by whose side no few people are left, whatever the levels' groups may show: by sizes only."""
        atoms = {where: counts[0] for where, counts in across.counts.items()}
        kept = shown_groups(self._sizes(atoms), least, self.rules.seen)
        if ALL not in kept:
            return set()
        first = {
            group: frozenset(where for where in atoms if where[0][: len(group.path)] == group.path) for group in kept
        }
        second = {group: frozenset(where for where in atoms if (where[1],) == group.path) for group in across.groups}
        seen = self.rules.seen
        gone = {group for group in second if seen is not None and group.name not in seen.beside}
        return Crossing(atoms, first, {ALL: first[ALL], **second}, ALL).safe(least, kept, gone) & {*second}

    def _sizes(self, atoms: Mapping[tuple[tuple[str, ...], str], int]) -> dict[Group, int]:
        """How many people each group of the levels has."""
        by_path: dict[tuple[str, ...], int] = {(): 0}
        for (place, _), people in atoms.items():
            for depth in range(len(place) + 1):
                by_path[place[:depth]] = by_path.get(place[:depth], 0) + people
        return {group: by_path[group.path] for group in self.chain if group.path in by_path}


Statistic = tuple[Measure, str, Collection[int]]  # the option's id, and the options that count


def _statistics(item: Item) -> list[Statistic]:
    if item.kind == "scale" and item.positive != "none":
        return [("favourable", "", item.favourable)]
    return [("share", item.options[at - 1].id, (at,)) for at in item.counted]


def _block(across: Across, group: Group, item: Item) -> Block:
    n, *counts = _total(across, group)
    return Block(across.wave, group, item, across.version, n, tuple(counts))


def _index_block(across: Across, group: Group, index: Index) -> IndexBlock:
    people, total, squares = _total(across, group)
    spread = max(people * squares - total * total, 0)
    deviation = math.sqrt(spread / (people * (people - 1))) / 1000 if people > 1 else 0.0
    mean = total / people / 1000 if people else 0.0
    return IndexBlock(across.wave, group, index, across.version, people, mean, deviation)


def _total(across: Across, group: Group) -> tuple[int, ...]:
    """A group's counts added up; those of everyone for `ALL`."""
    total = [0] * across.width
    for (_, name), counts in across.counts.items():
        if group == ALL or (name,) == group.path:
            total = [one + other for one, other in zip(total, counts, strict=True)]
    return tuple(total)


def _about(across: Across, group: Group, measure: Measure, option: str = "") -> About:
    return About(across.wave.label, group, measure, across.statistic, across.version, option)


def _say(found: Figure | None) -> Say:
    if isinstance(found, Shown):
        return "exact"
    if isinstance(found, Banded):
        return "low" if found.low == 0 else "high"
    return "hidden"
