"""Plans over small waves: what tests of evaluations are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pulse import analyse, define, protect
from pulse.model.evaluation import Evaluation
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.groups import People
from pulse.model.plans import Entered, Plan
from pulse.model.release import Release
from pulse.model.survey import Wave
from tests.protect.waves import RULES

FORM = 'id = "s"\ntitle = "S"\n[[item]]\nid = "q"\ntext = "q?"\nscale = "agree5"\n'
Teams = Mapping[tuple[str, str], Sequence[int]]  # directorate, team -> how many gave each of five points
NOBODY = People(("directorate", "team"))


def plan(took_part: str = "A", start: date = date(2026, 2, 1), outcome: str = "q", **more: object) -> Plan:
    """A plan by directorates; `compare_with` is a tuple of paths."""
    return Plan("Tried", "s", outcome, start, ((took_part,),), **more)  # type: ignore[arg-type]


def teams(
    day: date, answers: Teams, asked: Mapping[tuple[str, str], int] | None = None, form: str = FORM
) -> WaveTallies:
    """One wave of two levels in which everybody answers the one question."""
    headcounts: dict[tuple[str, ...], int] = {}
    for place, count in (asked or {}).items():
        for depth in range(3):
            headcounts[place[:depth]] = headcounts.get(place[:depth], 0) + count
    survey = define.from_source(form)
    return WaveTallies(
        wave=Wave("s", f"{day:%Y-%m}", day, day),
        survey=survey,
        levels=("directorate", "team"),
        responses={Atom(place): sum(counts) for place, counts in answers.items()},
        asked=headcounts,
        items=tuple(ItemTally(survey.items[0].id, Atom(place), sum(it), tuple(it)) for place, it in answers.items()),
    )


def months(count: int) -> list[date]:
    """First days of months, from October 2025 on: the first four are before February 2026."""
    return [date(2025 + (9 + at) // 12, (9 + at) % 12 + 1, 1) for at in range(count)]


def evaluated(wanted: Plan, waves: Sequence[WaveTallies], rivals: int = 0) -> Evaluation:
    """What comes of a plan entered in time."""
    return both(wanted, waves, rivals)[0]


def both(wanted: Plan, waves: Sequence[WaveTallies], rivals: int = 0) -> tuple[Evaluation, Release]:
    """The evaluation and the release it was made from."""
    scores = analyse.score(waves)
    release = protect.release(scores, RULES, {})
    sides = wanted.sides(release.groups, NOBODY)
    return protect.evaluate(scores, release, Entered(1, date(2026, 1, 1), wanted), sides, rivals), release
