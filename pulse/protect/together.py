"""Smaller groups together: one line for those of a parent that are not shown, instead of blanks only.

Where a parent and some of its groups are shown, everybody can work out the rest: the parent less those groups. The
line tells that rest and no more. It stands only where the parent and every one of those groups have the figure shown
exactly, so that it adds no equation to what a reader has: with it the parent's own rest is empty and the line's rest
is the parent's old one, so that the rests, from which all that can be worked out follows, are the same as without it.
That rest has passed the rules for rests already; the line passes those for groups as well. The people of the parent
who are in no group of the next level are in it: without them it would be another rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pulse.model.figures import Block, IndexBlock, Turnout
from pulse.model.groups import Group, Path, together
from pulse.model.release import HIDDEN, About, Figure, Rules, Shown
from pulse.protect.behind import index_sums
from pulse.protect.items import Blocks, index_figures, item_figures
from pulse.protect.sizes import frontiers, shown_groups

Figures = Mapping[About, Figure]
Told = Iterator[tuple[About, Figure]]
_LEAST_GROUPS = 2  # one group by itself, and those in none, would be taken for that group


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of some groups together: it is the parent less the parts that are shown."""

    group: Group
    parent: Group
    parts: tuple[Group, ...]


def together_figures(
    chain: Sequence[Group],
    figures: Figures,
    rules: Rules,
    turnout: Collection[Turnout],
    items: Mapping[str, Blocks],
    families: Iterable[Sequence[Mapping[Group, IndexBlock]]],
    asked: Mapping[Group, int],
) -> dict[About, Figure]:
    """The figures of each line of a wave, those of groups whose every figure is hidden left out.

    chain    the levels' groups; figures: what is told of them
    turnout  the wave's; items, families: its blocks by item; those of each index, then of its sub-scores
    asked    how many people were asked, of the groups of which that is shown
    """
    maker = _Lines(chain, figures, rules, asked)
    found: dict[About, Figure] = dict(maker.turnout(turnout))
    for blocks in items.values():
        found.update(maker.item(blocks))
    for family in families:
        found.update(maker.index(family, items))
    told = {about.group for about, figure in found.items() if figure != HIDDEN}
    return {about: figure for about, figure in found.items() if about.group in told}


class _Lines:
    def __init__(self, chain: Sequence[Group], figures: Figures, rules: Rules, asked: Mapping[Group, int]) -> None:
        self.figures, self.rules, self.asked = figures, rules, asked
        self.levels = {len(group.path): group.dimension for group in chain}
        self.paths = {group.path for group in chain}
        self.abouts: dict[tuple[str, str, Group], list[About]] = defaultdict(list)
        for about in figures:
            self.abouts[about.wave, about.item, about.group].append(about)

    # --- figures ---

    def turnout(self, turnout: Collection[Turnout]) -> Told:
        """How many answered, and of how many."""
        answered = {it.group: it.answered for it in turnout}
        for line in self._lines(answered, self.rules.min_answers):
            wave, n, asked = next(iter(turnout)).wave.label, _rest(answered, line), self._asked(line)
            made: dict[About, Figure] = {About(wave, line.group, "count"): Shown(n, n)}
            if asked >= n:
                made[About(wave, line.group, "response_rate")] = Shown(round(n / asked, 2), asked)
            yield from self._told(line, made)

    def item(self, blocks: Blocks) -> Told:
        """Whatever is told of an item in a group.

        Nothing of one that only some were asked: which groups are shown there rests on answers to another.
        """
        if next(iter(blocks.values())).item.ask_if is not None:
            return
        for line in self._lines({group: it.n for group, it in blocks.items()}, self.rules.min_answers):
            rest = {line.group: _block(blocks, line)}
            yield from self._told(line, dict(item_figures(rest, self.rules, self._asked_of(line))))

    def index(self, family: Sequence[Mapping[Group, IndexBlock]], items: Mapping[str, Blocks]) -> Told:
        """An index and its sub-scores."""
        least = max(self.rules.min_detail, self.rules.min_answers)
        for line in self._lines({group: it.n for group, it in family[0].items()}, least):
            rests = [{line.group: _index_block(blocks, line)} for blocks in family]
            parts = {
                name: {line.group: _block(blocks, line)}
                for name, blocks in items.items()
                if {line.parent, *line.parts} <= {*blocks}
            }
            yield from self._told(line, dict(index_figures(rests, parts, self.rules, self._asked_of(line))))

    def _told(self, line: Line, made: Figures) -> Told:
        """What was made of a line, where the same of its parent and of every part is shown exactly."""
        wave, item = next((about.wave, about.item) for about in made)
        items = dict.fromkeys(about.item for about in made)
        for item in items:
            for about in self.abouts[wave, item, line.parent]:
                known = (self.figures.get(replace(about, group=group)) for group in (line.parent, *line.parts))
                mine = replace(about, group=line.group)
                yield mine, made.get(mine, HIDDEN) if all(isinstance(it, Shown) for it in known) else HIDDEN

    def _asked(self, line: Line) -> int:
        """How many people were asked; 0 where that is not shown."""
        return _rest(self.asked, line) if {line.parent, *line.parts} <= {*self.asked} else 0

    def _asked_of(self, line: Line) -> dict[Group, int]:
        return {line.group: asked} if (asked := self._asked(line)) >= self.rules.min_answers else {}

    # --- which groups ---

    def _lines(self, sizes: Mapping[Group, int], least: int) -> Iterator[Line]:
        """A line for each shown parent of which some groups are shown and two or more are not: by sizes only.

        None where a group that is not shown has shown groups inside, which are not in the rest; none under a name
        that a real group of the parent has.
        """
        shown = shown_groups(sizes, least, self.rules.seen)
        children: dict[Path, list[Group]] = defaultdict(list)
        for group in sizes:
            if group.path:
                children[group.path[:-1]].append(group)
        for parent, parts in sorted(frontiers(shown).items()):
            withheld = [group for group in children[parent.path] if group not in shown]
            if not parts or len(withheld) < _LEAST_GROUPS or any(len(it.path) > len(parent.path) + 1 for it in parts):
                continue
            line = Line(together(parent, self.levels[len(parent.path) + 1]), parent, tuple(parts))
            if line.group.path not in self.paths and _rest(sizes, line) >= least:
                yield line


def _rest(numbers: Mapping[Group, int], line: Line) -> int:
    return numbers[line.parent] - sum(numbers[part] for part in line.parts)


def _block(blocks: Blocks, line: Line) -> Block:
    whole, parts = blocks[line.parent], [blocks[part] for part in line.parts]
    counts = zip(whole.counts, *(part.counts for part in parts), strict=True)
    left = tuple(count - sum(others) for count, *others in counts)
    return replace(whole, group=line.group, n=whole.n - sum(part.n for part in parts), counts=left)


def _index_block(blocks: Mapping[Group, IndexBlock], line: Line) -> IndexBlock:
    whole = blocks[line.parent]
    left = index_sums(whole).less([index_sums(blocks[part]) for part in line.parts])
    return replace(whole, group=line.group, n=left.n, mean=left.mean, deviation=left.deviation)
