"""Cronbach's alpha of the indices: of everyone, from as many complete answers as a mean needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pulse.model.figures import Reliability, Scores
from pulse.model.groups import ALL
from pulse.model.release import HIDDEN, About, Figure, Rules, Shown


def reliable(scores: Scores, wave: str, rules: Rules) -> Iterator[Reliability]:
    """What may be told of a wave, and outlives its closing."""
    least = max(rules.min_detail, rules.min_answers)
    yield from (it for it in scores.reliabilities.get(wave, ()) if it.people >= least)


def reliability_figures(scores: Scores, in_force: Mapping[str, Rules]) -> Iterator[tuple[About, Figure]]:
    """Alpha of every index of every wave that can have one."""
    versions = {(it.wave.label, it.index.id): it.item_version for it in scores.indices}
    for wave, survey in scores.asked_in.items():
        found = {it.index: it for it in reliable(scores, wave, in_force[wave])}
        for index in filter(survey.has_reliability, survey.indices):
            about = About(wave, ALL, "alpha", index.id, versions.get((wave, index.id), 0))
            yield about, _figure(found.get(index.id))


def against(scores: Scores, wave: str, rules: Rules) -> dict[str, tuple[str, ...]]:
    """Index -> its items that run against the others; only indices that have some."""
    return {it.index: it.against for it in reliable(scores, wave, rules) if it.against}


def _figure(found: Reliability | None) -> Figure:
    if found is None or found.alpha is None:
        return HIDDEN
    return Shown(found.alpha, found.people, found.lower, found.upper)
