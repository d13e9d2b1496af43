"""The score is the mean of its sub-scores, person by person: none may be had from the others.

What is said of a group: all sub-scores, and then the score too; or no sub-score at all. And no rest that is left when
shown groups are taken out of one another is small, or lies at an end, for any of them.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse.model.figures import Atom, IndexTally, WaveTallies
from pulse.model.groups import Group
from pulse.model.release import Release, Shown
from pulse.model.survey import Wave
from tests.protect.waves import RULES

_FORM = """\
id = "s"
title = "S"
[indices.whole]
title = "The whole"
parts.One = ["a", "c"]
parts.Two = ["b", "d"]
[scales.often]
options = ["Never", "Sometimes", "Always"]
positive = "high"
""" + "".join(f'[[item]]\nid = "{it}"\ntext = "{it}?"\nscale = "often"\n' for it in "abcd")
_SCORES = ("whole", "whole.one", "whole.two")
People = list[tuple[int, int]]  # each person's two sub-scores, 0 to 10


def _tallies(teams: dict[tuple[str, ...], People]) -> WaveTallies:
    wave = Wave("s", "2026-10", date(2026, 10, 1), date(2026, 10, 9))
    indices: list[IndexTally] = []
    for place, people in teams.items():
        atom = Atom(place)
        whole = [(one + two) * 500 for one, two in people]
        for name, scores in zip(_SCORES, (whole, *([it[at] * 1000 for it in people] for at in (0, 1))), strict=True):
            indices.append(IndexTally(name, atom, len(people), sum(scores), sum(it * it for it in scores)))
    responses = {Atom(place): len(people) for place, people in teams.items()}
    return WaveTallies(wave, define.from_source(_FORM), ("directorate", "team"), responses, {}, (), tuple(indices))


def _released(teams: dict[tuple[str, ...], People]) -> Release:
    return protect.release(analyse.score([_tallies(teams)]), RULES, {})


def _shown(release: Release, score: str) -> set[Group]:
    return {
        group for group in release.groups if isinstance(release.figure("mean", score, group=group), Shown)
    }  # fmt: skip


def test_one_sub_score_that_may_not_be_shown_takes_the_other_with_it() -> None:
    """All but one of thirty are at the top of B, so its mean is hidden. The score is shown; with A it would tell B."""
    people = [(at % 3 * 5, 10) for at in range(29)] + [(5, 0)]
    release = _released({("D", "T"): people})
    assert [len(_shown(release, score)) for score in _SCORES] == [3, 0, 0]  # everyone, the directorate, the team


def test_sub_scores_that_may_be_shown_are() -> None:
    people = [(at % 3 * 5, at % 5 * 2) for at in range(30)]
    release = _released({("D", "T"): people})
    assert [len(_shown(release, score)) for score in _SCORES] == [3, 3, 3]
    one, two, whole = (release.figure("mean", score) for score in ("whole.one", "whole.two", "whole"))
    assert [it.value for it in (one, two, whole) if isinstance(it, Shown)] == [5.0, 4.0, 4.5]


@pytest.mark.parametrize("n", range(22, 100))
def test_a_mean_just_at_the_edge_is_hidden(n: int) -> None:
    """Two people at the bottom, all others at the top: as many as a count would be told as a band for."""
    release = _released({("D", "T"): [(10, 10)] * (n - 2) + [(0, 0)] * 2})
    assert [len(_shown(release, score)) for score in _SCORES] == [0, 0, 0]


@st.composite
def _organisations(draw: st.DrawFn) -> dict[tuple[str, ...], People]:
    rng = Random(draw(st.integers(0, 2**32)))  # noqa: S311
    found: dict[tuple[str, ...], People] = {}
    for directorate in range(rng.randint(1, 3)):
        for team in range(rng.randint(1, 4)):
            ends = [rng.choice((0.0, 0.5, 0.97)) for _ in range(2)]
            found[f"D{directorate}", f"T{team}"] = [
                (_score(rng, ends[0]), _score(rng, ends[1])) for _ in range(rng.randint(5, 60))
            ]
    return found


def _score(rng: Random, at_top: float) -> int:
    return 10 if rng.random() < at_top else rng.choice((0, 5, 10))


@settings(deadline=None, max_examples=60)
@given(_organisations())
def test_sub_scores_stand_together_and_leave_no_rest_that_tells(teams: dict[tuple[str, ...], People]) -> None:
    release = _released(teams)
    whole, one, two = (_shown(release, score) for score in _SCORES)
    assert one == two <= whole
    for group in one:
        inside = [other for other in one if other.path[: len(group.path)] == group.path and other != group]
        parts = [it for it in inside if not any(it.path[: len(up.path)] == up.path for up in inside if up != it)]
        rest = [
            person
            for place, people in teams.items()
            if place[: len(group.path)] == group.path
            and not any(place[: len(part.path)] == part.path for part in parts)
            for person in people
        ]
        for at in (0, 1):
            total = sum(person[at] for person in rest) / 10
            assert not rest or len(rest) >= RULES.min_detail
            assert not rest or RULES.band < total < len(rest) - RULES.band
