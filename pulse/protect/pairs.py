"""What groups say of each other: every pair for itself, and nothing that pairs add up to.

A figure of a pair rests on the rating group's members who rated the other. Cells are shown and margins never - what all
say of a group, or a group of all others - so no two figures have answers in common, and none follows from the others
(vector sdc-22: with margins five more of eight cells would have to go). A pair is shown where so many rated that a
figure may rest on them, and the rated group has as many members: else it is an appraisal of a few people whom all know.
Each pair's own counts are banded like any other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pulse.model.figures import Atom, RatingBlock, RatingTally, Scores, WaveTallies
from pulse.model.groups import NOT_ASSIGNED
from pulse.model.release import HIDDEN, About, Figure, Rules
from pulse.protect.items import item_figures


def pair_figures(scores: Scores, in_force: Mapping[str, Rules]) -> Iterator[tuple[About, Figure]]:
    """Every figure of every pair, shown, banded or hidden, by the rules of its wave."""
    for it in scores.ratings:
        rules = in_force[it.block.wave.label]
        few = not may_be_rated(it, rules)
        for about, figure in item_figures({it.block.group: it.block}, rules, {}):
            yield replace(about, group2=it.rated), HIDDEN if few else figure


def may_be_rated(it: RatingBlock, rules: Rules) -> bool:
    """True where the rated group has so many members that nobody of it is appraised."""
    return it.members is None or it.members >= rules.min_answers


def fold_ratings(tallies: WaveTallies, scores: Scores, rules: Rules) -> Iterator[RatingTally]:
    """The counts of pairs that may be shown, by rating group alone: of a closed wave nothing else stays."""
    for it in scores.ratings:
        if it.block.n >= rules.min_answers and may_be_rated(it, rules):
            atom = _atom(it, tallies)
            for answer, people in enumerate(it.block.counts, 1):
                counted = answer in it.block.item.counted
                if people and counted:  # who stood aside may be one person
                    yield RatingTally(it.block.item.id, atom, it.rated.path, answer, people)


def _atom(it: RatingBlock, tallies: WaveTallies) -> Atom:
    """Where the rating group is, without anything finer."""
    path, others = it.block.group.path, tallies.survey.crossing(tallies.levels)
    if it.block.group.dimension in tallies.levels:
        rest = (NOT_ASSIGNED,) * (len(tallies.levels) - len(path))
        return Atom((*path, *rest), (NOT_ASSIGNED,) * len(others))
    named = tuple(path[0] if name == it.block.group.dimension else NOT_ASSIGNED for name in others)
    return Atom((NOT_ASSIGNED,) * len(tallies.levels), named)
