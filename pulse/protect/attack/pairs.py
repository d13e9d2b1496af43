"""Answers of the same people in two waves in a row: they are a part of both waves, so both rests can be worked out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from pulse.model.audit import Said, WaveEntry
from pulse.model.groups import EVERYONE
from pulse.model.problems import Place, Problem, problem


def pairs(figures: Sequence[Said], waves: Sequence[WaveEntry], place: Place) -> Iterator[Problem]:
    """Rests of a few beside the people of a pair, and numbers of a few or of nearly all among them."""
    sizes = {
        (it.wave, it.item): it.n for it in figures if it.group == EVERYONE and it.measure in ("count", "favourable")
    }
    before = {after.label: earlier.label for earlier, after in itertools.pairwise(waves)}
    rules = {wave.label: wave for wave in waves}
    for said in figures:
        if said.measure == "paired" and said.wave in rules and said.n:
            yield from _beside(said, sizes, before.get(said.wave, ""), rules[said.wave].least, place)
            few, people = rules[said.wave].band, int(said.value or 0)
            if said.item and not few < people < said.n - few:
                yield problem("audit-alike", place, figure=said.about, people=said.n, parts="")


def _beside(
    said: Said, sizes: Mapping[tuple[str, str], int | None], before: str, least: int, place: Place
) -> Iterator[Problem]:
    if said.option in ("entrants", "leavers"):
        return
    for wave in (said.wave, before):
        whole = sizes.get((wave, said.item))
        if whole is not None and said.n is not None and 0 < whole - said.n < least:
            parts = f"everyone, {wave}"
            yield problem("audit-small-rest", place, figure=said.about, people=whole - said.n, parts=parts)
