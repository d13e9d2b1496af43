"""Which version of an item a wave asked: a changed question starts a new line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulse.model.figures import WaveTallies
from pulse.model.survey import Index, Item

Versions = dict[str, dict[str, int]]  # wave label -> item or index id -> version, from 1


def item_versions(tallies: Sequence[WaveTallies]) -> Versions:
    """1 for an item's first wave, one more where it may no longer be compared.

    That is where what staff read differs and its author does not call it cosmetic, and where answers are scored
    otherwise, whatever she calls it.
    """
    seen: dict[tuple[str, bool], tuple[Item, int]] = {}  # comments that nobody coded have no figures to compare
    found: Versions = {}
    for it in tallies:
        of_wave = found[it.wave.label] = {}
        for item in (*it.survey.items, *(rating.item for rating in it.survey.relationships)):
            key = item.id, bool(item.codebook)
            before, version = seen.get(key, (item, 1))
            version += not item.continues(before)
            seen[key] = item, version
            of_wave[item.id] = version
    return found


def index_versions(tallies: Sequence[WaveTallies], items: Mapping[str, Mapping[str, int]]) -> Versions:
    """The same for indices: a new version where an item in it has one, or where its rule changed."""
    seen: dict[str, tuple[object, int]] = {}
    found: Versions = {}
    for it in tallies:
        of_wave = found[it.wave.label] = {}
        for index in it.survey.scores:
            rule = _rule(index, items[it.wave.label])
            before, version = seen.get(index.id, (rule, 1))
            version += before != rule
            seen[index.id] = rule, version
            of_wave[index.id] = version
    return found


def _rule(index: Index, versions: Mapping[str, int]) -> object:
    return index.parts, index.least, tuple(versions[item] for item in index.items)
