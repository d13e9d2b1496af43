"""Tallies of ratings put together by pairs: what one group says of another, and how many people the other one has.

Only pairs: what everybody says of a group, or a group of everybody, would tell the pairs that are hidden.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pulse.analyse.versions import item_versions
from pulse.model.figures import Atom, Block, RatingBlock, WaveTallies
from pulse.model.groups import NOT_ASSIGNED, Group, Path
from pulse.model.survey import Relationship

Pair = tuple[Path, Path]


def ratings(tallies: Sequence[WaveTallies]) -> Iterator[RatingBlock]:
    """Every ordered pair of different groups, in every wave, by question; pairs without any answer among them."""
    versions = item_versions(tallies)
    for it in tallies:
        for relationship in it.survey.relationships:
            yield from _pairs(it, relationship, versions[it.wave.label][relationship.item.id])


def _pairs(tallies: WaveTallies, asked: Relationship, version: int) -> Iterator[RatingBlock]:
    counts: dict[Pair, Counter[int]] = defaultdict(Counter)
    for it in tallies.ratings:
        if it.item == asked.item.id and (rater := _rater(it.atom, asked, tallies)):
            counts[rater, it.rated][it.answer] += it.people
    rated = {path for item, path in tallies.rated if item == asked.item.id}
    members = _members(tallies, asked)
    for rater in sorted(_raters(tallies, asked) | rated):
        for other in sorted(rated - {rater}):
            given = tuple(counts[rater, other][at] for at in range(1, len(asked.item.options) + 1))
            n = sum(given[at - 1] for at in asked.item.counted)
            block = Block(tallies.wave, Group(rater, asked.about), asked.item, version, n, given)
            settled = tallies.settled is not None
            yield RatingBlock(block, Group(other, asked.about), None if settled else members[other])


def _raters(tallies: WaveTallies, asked: Relationship) -> set[Path]:
    """Every group that could rate, also one of which nothing may be kept: a pair that is missing would tell of it."""
    found = {rater for atom in tallies.responses if (rater := _rater(atom, asked, tallies))}
    if asked.about not in tallies.levels:
        return found | ({(name,) for name in tallies.known} if asked.about == "staff_group" else set())
    depth = tallies.levels.index(asked.about) + 1
    known = {*tallies.asked, *tallies.withheld.get("", ())}
    return found | {path[:depth] for path in known if len(path) >= depth and NOT_ASSIGNED not in path[:depth]}


def _rater(atom: Atom, asked: Relationship, tallies: WaveTallies) -> Path:
    """The group at the question's level that an atom lies in; the empty path where nobody knows."""
    if asked.about in tallies.levels:
        path = atom.place[: tallies.levels.index(asked.about) + 1]
    else:
        path = (atom.others[tallies.survey.crossing(tallies.levels).index(asked.about)],)
    return () if NOT_ASSIGNED in path else path


def _members(tallies: WaveTallies, asked: Relationship) -> Counter[Path]:
    """How many people each group has: by people.csv, else as many as answered, which are surely in it."""
    if tallies.asked and asked.about in tallies.levels:
        return Counter(tallies.asked)
    found: Counter[Path] = Counter()
    for atom, people in tallies.responses.items():
        if rater := _rater(atom, asked, tallies):
            found[rater] += people
    return found
