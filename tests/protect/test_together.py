"""Smaller groups together: what is left of a parent beside the groups that are shown, and nothing anybody did not have.

Sizes are made up; what is expected was added up by hand. Random organisations are those of the attack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import analyse, protect
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.groups import ALL, Group, together
from pulse.model.release import HIDDEN, Release, Shown
from pulse.model.survey import Wave
from tests.protect.test_attack import _release as random_release
from tests.protect.waves import RULES, survey

_LEVELS = ("directorate", "team")
_NORTH = Group(("North",), "directorate")
_LINE = Group(("North", "Smaller teams together"), "team")
_FEW = {"A": (4, 3), "B": (3, 5), "C": (10, 10), "D": (12, 8)}  # team -> favourable, and not


def _wave(teams: Mapping[str, tuple[int, int]], asked: Mapping[str, int] | None = None) -> WaveTallies:
    """A directorate "North" with the given teams and one large "South", in which everybody answered the question."""
    places = {("North", team): counts for team, counts in teams.items()} | {("South", "Only"): (30, 30)}
    items = tuple(
        ItemTally("q", Atom(place), good + bad, (0, bad, 0, good, 0)) for place, (good, bad) in places.items()
    )
    people = {Atom(place): sum(counts) for place, counts in places.items()}
    heads: dict[tuple[str, ...], int] = {("North", team): number for team, number in (asked or {}).items()}
    if heads:
        heads |= {("North",): sum(heads.values()), ("South",): 60, ("South", "Only"): 60}
        heads[()] = heads["North",] + 60
    return WaveTallies(
        Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 10)), survey("q"), _LEVELS, people, heads, items
    )


def _release(tallies: WaveTallies) -> Release:
    return protect.release(analyse.score([tallies]), RULES, {})


def test_two_small_teams_make_one_line() -> None:
    """A of 7 and B of 8: 15 together, 7 of them favourable (47 %). C and D of 20 each are shown by themselves."""
    release = _release(_wave(_FEW))
    assert release.together == (_LINE,)
    assert release.figure("count", group=_LINE) == Shown(15, 15)
    figure = release.figure("favourable", "q", group=_LINE)
    assert isinstance(figure, Shown)
    assert (figure.value, figure.n) == (0.47, 15)
    assert release.figure("mean", "q", group=_LINE) == HIDDEN, "a mean needs 22 answers"


def test_the_line_has_a_response_where_all_rates_are_shown() -> None:
    release = _release(_wave(_FEW, {"A": 14, "B": 11, "C": 25, "D": 40}))
    assert release.figure("response_rate", group=_LINE) == Shown(0.6, 25)


def test_it_stands_after_the_teams_of_its_parent_and_goes_with_their_level() -> None:
    release = _release(_wave(_FEW))
    names = [group.full_name for group in release.listed]
    assert names[-4:] == ["North / D", "North / Smaller teams together", "South", "South / Only"]
    up_to = release.down_to("directorate")
    assert up_to.together == ()
    assert not [about for about in up_to.figures if about.group == _LINE]


def test_a_small_team_and_its_partner_make_one_line() -> None:
    """A of 7 would be what is left of North beside C and D: C of 20 is withheld too, and the two are 27."""
    release = _release(_wave({"A": (4, 3), "C": (10, 10), "D": (12, 8)}))
    assert release.figure("count", group=_LINE) == Shown(27, 27)


def test_no_line_where_no_team_is_shown() -> None:
    """It would be the directorate once more."""
    assert _release(_wave({"A": (4, 3), "B": (3, 5)})).together == ()


def test_no_line_where_no_team_is_withheld() -> None:
    assert _release(_wave({"C": (10, 10), "D": (12, 8)})).together == ()


def test_people_in_no_team_are_no_team() -> None:
    """30 of North named no team and one team is small: what is left would be taken for that team."""
    tallies = _wave({"": (15, 15), "A": (4, 3), "C": (10, 10)})
    assert _release(tallies).together == ()


def test_a_team_of_that_very_name_stands_alone() -> None:
    """Its figures could not be told from the line's."""
    release = _release(_wave({**_FEW, "Smaller teams together": (15, 15)}))
    assert release.together == ()
    assert release.figure("count", group=_LINE) == Shown(30, 30)


def test_no_line_where_a_withheld_group_has_shown_ones_inside() -> None:
    """Three who named nothing and West's four hide North and its team C. D stays: North is not all in what is left."""
    tallies = _wave({"C": (10, 10), "D": (12, 8)})
    more = {Atom(("", "")): 3, Atom(("West", "A")): 4}
    release = _release(replace(tallies, responses={**tallies.responses, **more}))
    assert release.figure("count", group=_NORTH) == HIDDEN
    assert release.figure("count", group=Group(("North", "D"), "team")) == Shown(20, 20)
    assert not [line for line in release.together if line.path[:-1] == ()]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_whatever_a_line_says_could_be_subtracted(seed: int) -> None:
    """Parent less the shown groups right below it, from the figures as shown: the same people, and the same answer."""
    release = random_release(seed)
    for about, figure in release.figures.items():
        if about.group not in release.together or not isinstance(figure, Shown):
            continue
        above = next(group for group in release.groups if group.path == about.group.path[:-1])
        whole = release.figures[replace(about, group=above)]
        siblings = [it for it in release.groups if it.path[:-1] == above.path and it != ALL]
        parts = [it for group in siblings if isinstance(it := release.figures[replace(about, group=group)], Shown)]
        assert isinstance(whole, Shown)
        assert figure.n == whole.n - sum(part.n for part in parts) >= RULES.min_answers
        if about.measure in ("favourable", "unfavourable", "neutral", "share") and whole.n <= 100:
            count = round(whole.value * whole.n) - sum(round(part.value * part.n) for part in parts)
            assert round(figure.value * figure.n) == count


def test_lines_are_found_in_random_organisations() -> None:
    """The test above looks at something."""
    assert sum(len(random_release(seed).together) for seed in range(20)) >= 10


@pytest.mark.parametrize(
    ("dimension", "name"),
    [("team", "Smaller teams together"), ("faculty", "Smaller faculties together"), ("day", "Smaller days together"),
     ("care_unit", "Smaller care units together")],
)  # fmt: skip
def test_the_name_of_the_line(dimension: str, name: str) -> None:
    assert together(_NORTH, dimension) == Group(("North", name), dimension)
