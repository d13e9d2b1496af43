"""Counts by place and by group of a second dimension: what staff groups beside the levels are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pulse.analyse.denominator import denominator
from pulse.model.figures import Across, Atom, WaveTallies
from pulse.model.groups import NOT_ASSIGNED, Group
from pulse.model.release import About, Figure

Versions = Mapping[str, Mapping[str, int]]
Where = tuple[tuple[str, ...], str]


def second_groups(tallies: Sequence[WaveTallies]) -> tuple[Group, ...]:
    """Every group of the last wave's second dimension that is known in any of the waves, by name."""
    dimension = tallies[-1].second
    return tuple(sorted({group for it in tallies for group in _groups(it) if group.dimension == dimension}))


def across(tallies: WaveTallies, versions: Mapping[str, int]) -> Iterator[Across]:
    """Turnout, items and indices of a wave that is not closed; nothing where no second dimension was asked."""
    if not tallies.second or tallies.settled is not None:
        return
    groups = tuple(sorted(_groups(tallies)))
    responses: dict[Where, list[int]] = {}
    for atom, count in tallies.responses.items():
        _add(responses, atom, [count])
    yield Across(tallies.wave, "", 0, groups, 1, _fixed(responses))
    items: dict[str, dict[Where, list[int]]] = {it.id: {} for it in tallies.survey.items if it.kind != "text"}
    for tally in tallies.items:
        if tally.item in items:
            n = denominator(tallies.survey.by_id[tally.item], tally.answered, tally.options)
            _add(items[tally.item], tally.atom, [n, *tally.options])
    indices: dict[str, dict[Where, list[int]]] = {it.id: {} for it in tallies.survey.indices if not it.balance}
    for score in tallies.indices:
        if score.index in indices:  # sub-scores and balances are of the levels' groups only
            _add(indices[score.index], score.atom, [score.people, score.total, score.squares])
    widths = {it.id: 1 + len(it.options) for it in tallies.survey.items} | dict.fromkeys(indices, 3)
    for name, found in (items | indices).items():
        yield Across(tallies.wave, name, versions[name], groups, widths[name], _fixed(found))


def settled(tallies: WaveTallies, versions: Mapping[str, int]) -> Iterator[tuple[About, Figure]]:
    """Of a closed wave: what may be shown of the second dimension's groups, as it was when the wave was closed."""
    kept = tallies.settled or {}
    for about, figure in kept.items():
        yield replace(about, item_version=versions[about.item] if about.item else 0), figure


def _groups(tallies: WaveTallies) -> Iterator[Group]:
    """Those that people.csv knows are groups also where nobody answered: their absence would say so."""
    names = {*tallies.known, *(_name(atom) for atom in tallies.responses)}
    names |= {about.group.name for about in tallies.settled or ()}
    yield from (Group((name,), tallies.second) for name in names - {NOT_ASSIGNED})


def _name(atom: Atom) -> str:
    return atom.others[0] if atom.others else NOT_ASSIGNED


def _add(found: dict[Where, list[int]], atom: Atom, counts: Sequence[int]) -> None:
    known = found.setdefault((atom.place, _name(atom)), [0] * len(counts))
    for at, count in enumerate(counts):
        known[at] += count


def _fixed(found: Mapping[Where, Sequence[int]]) -> dict[Where, tuple[int, ...]]:
    return {where: tuple(counts) for where, counts in found.items()}
