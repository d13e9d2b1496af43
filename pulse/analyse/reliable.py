"""How well the items of an index belong together, from the sums and products of everyone's complete answers."""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.figures import ProductTally, Reliability, WaveTallies
from pulse.statistics import scales

_LEAST_PEOPLE = 2  # a variance needs two
_ALL_ALIKE = 1.0


def reliabilities(tallies: WaveTallies) -> Iterator[Reliability]:
    """Those a closed wave kept, else those that its cross-products give."""
    yield from tallies.reliabilities
    indices = {index.id: index for index in tallies.survey.indices}
    for tally in tallies.products:
        if tally.people >= _LEAST_PEOPLE:
            yield _reliability(tally, indices[tally.index].items)


def _reliability(tally: ProductTally, items: tuple[str, ...]) -> Reliability:
    found = scales.reliability(tally.people, tally.sums, tally.products)
    if found is None:
        return Reliability(tally.index, tally.people, None, None, None, ())
    against = tuple(item for item, r in zip(items, found.item_total, strict=True) if r is not None and r < 0)
    alpha = round(found.alpha, 2)
    if not found.alpha >= 0 or alpha >= _ALL_ALIKE:
        return Reliability(tally.index, tally.people, None, None, None, against)
    return Reliability(tally.index, tally.people, alpha, round(found.lower, 2), round(found.upper, 2), against)
