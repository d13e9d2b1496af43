"""Answers of the same people in two waves in a row: who changed sides, who moved, who is left out of the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pulse.model.figures import Pair, PairTally, Part, WaveTallies
from pulse.model.survey import Item, Wave

Cells = Sequence[tuple[int, int, int]]  # option before, option now, people


def pairs(tallies: Sequence[WaveTallies], versions: Mapping[str, Mapping[str, int]]) -> Iterator[Pair]:
    """Every item of every wave that was set beside the wave before, where that wave is among `tallies` too."""
    waves = {it.wave.label: it.wave for it in tallies}
    for it in tallies:
        if it.panel is not None and it.panel.before in waves:
            for tally in it.panel.pairs:
                version = versions[it.wave.label][tally.item]
                yield _pair(it.wave, waves[it.panel.before], it.survey.by_id[tally.item], version, tally)


def _pair(wave: Wave, before: Wave, item: Item, version: int, tally: PairTally) -> Pair:
    """An item's pair: only answers inside the denominator count, before and now."""
    cells = [(old, new, tally.table[old - 1][new - 1]) for old in item.counted for new in item.counted]
    both, gained, lost, neither = _crossed(item, cells)
    up, same, down = _moved(item, cells)
    n = sum(people for _, _, people in cells)
    return Pair(
        wave=wave,
        before=before,
        item=item,
        item_version=version,
        both=both,
        gained=gained,
        lost=lost,
        neither=neither,
        up=up,
        same=same,
        down=down,
        rest_before=_rest(item, tally.before, Part(n, both + lost, tally.apart_before)),
        rest_now=_rest(item, tally.now, Part(n, both + gained, tally.apart_now)),
        turned=tally.turned,
    )


def _crossed(item: Item, cells: Cells) -> tuple[int, int, int, int]:
    """Favourable in both waves, only now, only before, in neither."""
    found = {(old, new): 0 for old in (True, False) for new in (True, False)}
    for old, new, people in cells:
        found[old in item.favourable, new in item.favourable] += people
    return found[True, True], found[False, True], found[True, False], found[False, False]


def _moved(item: Item, cells: Cells) -> tuple[int, int, int]:
    """Towards the favourable end, not at all, away from it."""
    up = same = down = 0
    for old, new, people in cells:
        step = (item.points(new) or 0.0) - (item.points(old) or 0.0)
        up, same, down = up + people * (step > 0), same + people * (step == 0), down + people * (step < 0)
    return up, same, down


def _rest(item: Item, everyone: Sequence[int], pair: Part) -> Part:
    """Everybody's answers less those of the pair."""
    n = sum(everyone[at - 1] for at in item.counted)
    favourable = sum(everyone[at - 1] for at in item.favourable)
    return Part(n - pair.n, favourable - pair.favourable, pair.apart)
