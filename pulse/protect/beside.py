"""Groups of a second dimension (staff groups) beside the levels' groups: their figures, as far as they may be shown.

What the levels say stands as it would without them: a team's page does not come and go with who is a doctor in it.
Staff groups are shown over everyone only, with their turnout, favourable shares, options and index scores.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pulse.model.figures import Across, Scores
from pulse.model.groups import ALL, Group
from pulse.model.release import HIDDEN, About, Banded, Figure, Hidden, Measure, Rules, Shown
from pulse.model.survey import Item, Survey
from pulse.protect.counts import Cell, Say, hide_last_unknown
from pulse.protect.crossed import Cells, sayings_beside
from pulse.protect.differencing import Crossing
from pulse.protect.items import mean_figure, share_figure
from pulse.protect.sizes import shown_groups

Figures = Mapping[About, Figure]
_UNIT = 10_000  # a person's best score, in thousandths


def beside_figures(scores: Scores, figures: Figures, in_force: Mapping[str, Rules]) -> Iterator[tuple[About, Figure]]:
    """Every figure of the second dimension's groups, shown, banded or hidden.

    figures  what is shown along the levels; in_force: wave label -> its rules
    """
    for it in scores.across:
        survey = scores.asked_in[it.wave.label]
        yield from _Statistic(it, scores.groups, figures, in_force[it.wave.label]).figures(survey)
    for about, found in scores.settled.items():
        least = in_force[about.wave].min_answers
        yield about, found if not isinstance(found, Hidden) and found.n >= least else HIDDEN


def settled(figures: Figures, groups: Collection[Group]) -> dict[About, Figure]:
    """What is kept of the second dimension's groups once a wave is closed: what may be shown, and that it was asked."""
    return {replace(about, item_version=0): it for about, it in figures.items() if about.group in groups}


@dataclass(frozen=True)
class _Statistic:
    """Turnout, an item or an index in one wave."""

    across: Across
    chain: tuple[Group, ...]
    shown: Figures
    rules: Rules

    def figures(self, survey: Survey) -> Iterator[tuple[About, Figure]]:
        name = self.across.statistic
        item = survey.by_id.get(name)
        if not name:
            safe = self._safe(self.rules.min_answers)
            for group in self.across.groups:
                n = self._total(group)[0]
                yield self._about(group, "count"), Shown(n, n) if group in safe else HIDDEN
        elif item is None:
            yield from self._means()
        elif item.kind == "scale" and item.positive != "none":
            yield from self._favourable(item)
        else:
            yield from self._options(item)

    # --- shares ---

    def _favourable(self, item: Item) -> Iterator[tuple[About, Figure]]:
        cells = self._cells(item.favourable)
        said = self._say(cells, "favourable", "", self._open(item))
        for group in self.across.groups:
            yield self._about(group, "favourable"), self._share(group, cells, said[group])

    def _options(self, item: Item) -> Iterator[tuple[About, Figure]]:
        """The share of each option; where each person chose one, no band and no gap follows from the others."""
        cells = {at: self._cells([at]) for at in item.counted}
        ids = {at: item.options[at - 1].id for at in item.counted}
        left = {at: set(self._open(item)) for at in item.counted}
        while True:
            said = {at: self._say(cells[at], "share", ids[at], left[at]) for at in item.counted}
            closed = dict(self._closed(said, cells)) if item.kind != "many" else {}
            if not any(closed.values()):
                break
            left = {at: {group for group in left[at] if said[at][group] != "hidden"} - closed[at] for at in left}
        for group in self.across.groups:
            for at in item.counted:
                yield self._about(group, "share", ids[at]), self._share(group, cells[at], said[at][group])

    def _closed(
        self, said: Mapping[int, Mapping[Group, Say]], cells: Mapping[int, Cells]
    ) -> Iterator[tuple[int, set[Group]]]:
        """Option -> groups in which it has to be hidden as well, since the others would tell the rest."""
        places = list(said)
        closed: dict[int, set[Group]] = {at: set() for at in places}
        for group in self.across.groups:
            before = [said[at][group] for at in places]
            totals = [_of(cells[at], group) for at in places]
            for at, old, new in zip(places, before, hide_last_unknown(before, totals, self.rules.band), strict=True):
                if old != new:
                    closed[at].add(group)
        yield from closed.items()

    def _open(self, item: Item) -> set[Group]:
        """Groups that are safe by size. None where only some were asked: how many answered would tell of those."""
        return set() if item.ask_if is not None else self._safe(self.rules.min_answers)

    def _say(self, cells: Cells, measure: Measure, option: str, groups: Collection[Group]) -> dict[Group, Say]:
        said = sayings_beside(cells, self._chain_said(measure, option), groups, self.rules.min_answers, self.rules.band)
        hidden: dict[Group, Say] = dict.fromkeys(self.across.groups, "hidden")
        return hidden | said

    def _share(self, group: Group, cells: Cells, say: Say) -> Figure:
        cell = _of(cells, group)
        return share_figure(say, cell.count, cell.n, None, self.rules)

    # --- means ---

    def _means(self) -> Iterator[tuple[About, Figure]]:
        """Scores are sums in thousandths, of which each person has at most ten thousand."""
        least = max(self.rules.min_detail, self.rules.min_answers)
        cells = {at: Cell(it[0] * _UNIT, it[1]) for at, it in self.across.counts.items()}
        chain = self._chain_said("mean", "")
        shown = self._safe(least)
        while shown:
            said = sayings_beside(cells, chain, shown, least * _UNIT, self.rules.band * _UNIT)
            if all(say == "exact" for say in said.values()):
                break
            shown = {group for group, say in said.items() if say == "exact"}
        for group in self.across.groups:
            yield self._about(group, "mean"), self._mean(group) if group in shown else HIDDEN

    def _mean(self, group: Group) -> Figure:
        people, total, squares = self._total(group)
        deviation = math.sqrt(max(people * squares - total * total, 0) / (people * (people - 1))) / 1000
        return mean_figure(total / people / 1000, deviation, people, None)

    # --- sizes ---

    def _safe(self, least: int) -> set[Group]:
        """Groups by whose side no few people are left, whatever the levels' groups may show: by sizes only."""
        kept = shown_groups(self._sizes, least)
        if ALL not in kept:
            return set()
        atoms = {where: counts[0] for where, counts in self.across.counts.items()}
        first = {
            group: frozenset(where for where in atoms if where[0][: len(group.path)] == group.path) for group in kept
        }
        second = {
            group: frozenset(where for where in atoms if (where[1],) == group.path) for group in self.across.groups
        }
        return Crossing(atoms, first, {ALL: first[ALL], **second}, ALL).safe(least, fixed=kept) & {*second}

    @cached_property
    def _sizes(self) -> dict[Group, int]:
        """How many people each group of the levels has."""
        by_path: dict[tuple[str, ...], int] = {}
        for (place, _), counts in self.across.counts.items():
            for depth in range(len(place) + 1):
                by_path[place[:depth]] = by_path.get(place[:depth], 0) + counts[0]
        return {group: by_path[group.path] for group in self.chain if group.path in by_path}

    # --- parts ---

    def _cells(self, options: Collection[int]) -> Cells:
        return {at: Cell(it[0], sum(it[option] for option in options)) for at, it in self.across.counts.items()}

    def _total(self, group: Group) -> tuple[int, ...]:
        found = [counts for (_, name), counts in self.across.counts.items() if (name,) == group.path]
        return tuple(map(sum, zip(*found, strict=True))) or (0, 0, 0)

    def _chain_said(self, measure: Measure, option: str) -> dict[Group, Say]:
        return {group: _say(self.shown.get(self._about(group, measure, option))) for group in self.chain}

    def _about(self, group: Group, measure: Measure, option: str = "") -> About:
        it = self.across
        return About(it.wave.label, group, measure, it.statistic, it.version, option)


def _of(cells: Cells, group: Group) -> Cell:
    found = [cell for (_, name), cell in cells.items() if (name,) == group.path]
    return Cell(sum(it.n for it in found), sum(it.count for it in found))


def _say(found: Figure | None) -> Say:
    if isinstance(found, Shown):
        return "exact"
    if isinstance(found, Banded):
        return "low" if found.low == 0 else "high"
    return "hidden"
