"""The same people then and now, in surveys whose waves are linked: from shown counts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pulse.model.release import Crossed, Moved, Paired, Release
from pulse.model.trends import SamePeople
from pulse.statistics import change

_CHANCE = 0.05


def same_people(release: Release) -> tuple[SamePeople, ...]:
    """Each item of the wave of which pairs are shown, in the questionnaire's order; empty where no waves are linked.

    The interval is Newcombe's for the same people; `clear` leaves out "no change" and stands among all items together.
    """
    found = list(_items(release))
    compared = [at for at, it in enumerate(found) if it.q is not None]
    adjusted = change.benjamini_hochberg([found[at].q or 0.0 for at in compared])
    for at, q in zip(compared, adjusted, strict=True):
        found[at] = _judged(found[at], q)
    return tuple(found)


def _judged(it: SamePeople, q: float) -> SamePeople:
    """With its verdict, and rounded to whole per cents after that was made."""
    value, lower, upper = it.difference or 0.0, it.lower or 0.0, it.upper or 0.0
    clear = q < _CHANCE and not lower <= 0 <= upper
    return replace(
        it, q=round(q, 4), clear=clear, difference=round(value, 2), lower=round(lower, 2), upper=round(upper, 2)
    )


def _items(release: Release) -> Iterator[SamePeople]:
    linked = release.linked.get(release.wave.label)
    for item, paired in linked.paired.items() if linked else ():
        if isinstance(paired, Paired):
            yield _moved(_crossed(SamePeople(item, paired.item_version, paired.n), paired), paired)


def _crossed(it: SamePeople, paired: Paired) -> SamePeople:
    cells = paired.crossed
    if not isinstance(cells, Crossed):
        return it
    found = change.newcombe_paired(cells.both, cells.gained, cells.lost, cells.neither)
    return replace(it, difference=found.value, lower=found.lower, upper=found.upper, q=found.p)


def _moved(it: SamePeople, paired: Paired) -> SamePeople:
    cells = paired.moved
    return replace(it, up=cells.up, same=cells.same, down=cells.down) if isinstance(cells, Moved) else it
