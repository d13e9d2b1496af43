"""Answers that came after their wave was first shown: whether they may join its figures, statistic by statistic.

Whoever keeps both reports subtracts: what is left is the figures of those who came late. So they are put before the
wall as a wave of their own. A statistic takes them in where every figure it showed could be shown of them alone, in the
same way. Then the later report says nothing but the sum of two releases about different people, each of which may be
shown: whatever follows from both follows from one of them. A group for which nobody came late has nothing to add.

The turnout goes first, and by sizes alone; without it nothing joins. A statistic that cannot take them in yet stands,
and they wait for it, together with those that come later still.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pulse.model.figures import Scores
from pulse.model.release import HIDDEN, About, Banded, Figure, Hidden, Past, Release, Rules
from pulse.model.survey import Survey
from pulse.protect.release import release

TURNOUT = ""


def joining(
    stands: Scores, together: Scores, after: Mapping[frozenset[str], Scores], rules: Rules, past: Mapping[str, Past]
) -> frozenset[str]:
    """The statistics that may take late answers in; empty where the turnout may not.

    stands, together  a wave as it was shown, and with all of its answers
    after  what came late, by the statistics that lack it: those at hand differ where some have joined before
    """
    shown, whole = release(stands, rules, past), release(together, rules, past)
    in_force = {label: replace(it, snapshots=1, only=frozenset()) for label, it in past.items()}  # by its rules only
    found: set[str] = set()
    for names, scores in after.items():
        late = release(scores, rules, in_force)
        found |= {name for name in names if _may_join(name, shown, whole, late, told=bool(scores.flows))}
    return frozenset(found) if TURNOUT in found else frozenset()


def _may_join(name: str, shown: Release, whole: Release, late: Release, *, told: bool) -> bool:
    """told: somebody who came late answered the frame."""
    for about, before in _of(name, shown):
        now, alone = whole.figures.get(about, HIDDEN), late.figures.get(about, HIDDEN)
        if _says(now) != _says(before):
            return False
        if about.measure != "response_rate" and not _untouched(about, before, now, told) and _says(alone) != _says(now):
            return False
    return True


def _untouched(about: About, before: Figure, now: Figure, told: bool) -> bool:
    """Nobody whose answer counts came late for this figure. A frame's n is of those who gave an answer: it tells it."""
    if about.measure == "flow":
        return not told
    return not isinstance(before, Hidden) and not isinstance(now, Hidden) and before.n == now.n


def _of(name: str, shown: Release) -> Iterator[tuple[About, Figure]]:
    for about, figure in shown.figures.items():
        # A line of smaller groups in one is of other groups each time: it is not shown again.
        if (
            statistic(about, shown.survey) == name
            and not isinstance(figure, Hidden)
            and about.group not in shown.together
        ):
            yield about, figure


def statistic(about: About, survey: Survey) -> str:
    """The statistic a figure belongs to; a sub-score goes with its index."""
    if about.measure == "flow":
        return f"{about.item} {about.item2} {about.item3}"
    return next((score.of for score in survey.scores if score.id == about.item and score.of), about.item)


def _says(figure: Figure) -> str:
    if isinstance(figure, Hidden):
        return "hidden"
    if isinstance(figure, Banded):
        return "low" if figure.low == 0 else "high"
    return "exact"
