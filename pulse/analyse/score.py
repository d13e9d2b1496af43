"""Tallies of atoms put together: into groups, items' blocks, index scores, response and the frame."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from pulse.analyse.across import across, second_groups, settled
from pulse.analyse.denominator import denominator
from pulse.analyse.frame import flows
from pulse.analyse.pairs import pairs
from pulse.analyse.rated import ratings
from pulse.analyse.reliable import reliabilities
from pulse.analyse.versions import index_versions, item_versions
from pulse.model.figures import Block, IndexBlock, Scores, Turnout, WaveTallies
from pulse.model.groups import NOT_ASSIGNED, Group, Path, chain

Sums = dict[Path, list[int]]


def score(tallies: Sequence[WaveTallies]) -> Scores:
    """Everything a report on the last of these waves may need, over all of them (oldest first, at least one)."""
    last = tallies[-1]
    groups = chain((place for it in tallies for place in _places(it)), last.levels)
    items = item_versions(tallies)
    indices = index_versions(tallies, items)
    return Scores(
        survey=last.survey,
        waves=tuple(it.wave for it in tallies),
        groups=groups,
        asked_in={it.wave.label: it.survey for it in tallies},
        turnout=tuple(found for it in tallies for found in _turnout(it, groups)),
        blocks=tuple(found for it in tallies for found in _blocks(it, groups, items[it.wave.label])),
        indices=tuple(found for it in tallies for found in _indices(it, groups, indices[it.wave.label])),
        flows=tuple(found for it in tallies for found in flows(it)),
        panels={it.wave.label: it.panel for it in tallies if it.panel is not None},
        pairs=tuple(pairs(tallies, items)),
        second=second_groups(tallies),
        across=tuple(found for it in tallies for found in across(it, items[it.wave.label] | indices[it.wave.label])),
        settled={
            about: figure
            for it in tallies
            for about, figure in settled(it, items[it.wave.label] | indices[it.wave.label])
        },
        reliabilities={it.wave.label: tuple(reliabilities(it)) for it in tallies},
        agreements={it.wave.label: it.agreement for it in tallies if it.agreement is not None},
        ratings=tuple(ratings(tallies)),
    )


def _places(tallies: WaveTallies) -> Iterator[Path]:
    yield from (atom.place for atom in tallies.responses)
    yield from tallies.withheld.get("", ())
    yield from tallies.asked


def _turnout(tallies: WaveTallies, groups: Sequence[Group]) -> Iterator[Turnout]:
    answered = _nobody_yet(tallies, 1)
    for atom, count in tallies.responses.items():
        _add(answered, atom.place, [count])
    _withhold(answered, tallies, "", 1)
    for group in groups:
        if group.path in answered:
            yield Turnout(tallies.wave, group, answered[group.path][0], tallies.asked.get(group.path))


def _blocks(tallies: WaveTallies, groups: Sequence[Group], versions: Mapping[str, int]) -> Iterator[Block]:
    sums = {item.id: _nobody_yet(tallies, 1 + len(item.options)) for item in tallies.survey.items}
    for tally in tallies.items:
        _add(sums[tally.item], tally.atom.place, [tally.answered, *tally.options])
    for item in tallies.survey.items:
        if item.kind == "text":
            continue
        _withhold(sums[item.id], tallies, item.id, 1 + len(item.options))
        for group in groups:
            if found := sums[item.id].get(group.path):
                answered, *counts = found
                n = denominator(item, answered, counts)
                yield Block(tallies.wave, group, item, versions[item.id], n, tuple(counts))


def _indices(tallies: WaveTallies, groups: Sequence[Group], versions: Mapping[str, int]) -> Iterator[IndexBlock]:
    sums = {index.id: _nobody_yet(tallies, 3) for index in tallies.survey.scores}
    for tally in tallies.indices:
        _add(sums[tally.index], tally.atom.place, [tally.people, tally.total, tally.squares])
    for index in tallies.survey.scores:
        _withhold(sums[index.id], tallies, index.id, 3)
        for group in groups:
            if found := sums[index.id].get(group.path):
                people, total, squares = found
                mean, deviation = _moments(people, total, squares)
                yield IndexBlock(tallies.wave, group, index, versions[index.id], people, mean, deviation)


def _moments(people: int, total: int, squares: int) -> tuple[float, float]:
    """Mean and sample standard deviation in points, from whole sums of thousandths: nothing is lost on the way."""
    mean = total / people / 1000 if people else 0.0
    if people < 2:
        return mean, 0.0
    return mean, math.sqrt(max(people * squares - total * total, 0) / (people * (people - 1))) / 1000


def _nobody_yet(tallies: WaveTallies, width: int) -> Sums:
    """Every group that was asked or met, without answers: its absence would say that nobody of it answered."""
    found: Sums = {path: [0] * width for path in tallies.asked}
    for atom in tallies.responses:
        _add(found, atom.place, [0] * width)
    return found


def _withhold(sums: Sums, tallies: WaveTallies, statistic: str, width: int) -> None:
    """Empties the groups whose counts were folded away: what shown groups inside them add up to is not all of them."""
    for path in tallies.withheld.get(statistic, ()):
        sums[path] = [0] * width


def _add(sums: Sums, place: Path, counts: Sequence[int]) -> None:
    """Adds an atom's counts to every group it lies in; below a part nobody knows there is no group."""
    for depth in range(len(place) + 1):
        if depth and place[depth - 1] == NOT_ASSIGNED:
            return
        known = sums.setdefault(place[:depth], [0] * len(counts))
        for at, count in enumerate(counts):
            known[at] += count
