"""Staff groups beside teams: who gives way, what rests on sizes only, and what is left of them at close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from pulse import analyse, define, protect
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.groups import Group
from pulse.model.release import HIDDEN, Figure, Release, Rules, Shown
from pulse.model.survey import Wave

_RULES = Rules(11, 22, 2)
_FORM = """\
id = "s"
title = "S"
dimensions = ["team", "staff_group"]
[[item]]
id = "q"
text = "Q?"
scale = "agree5"
[[item]]
id = "many"
text = "Which?"
choose = "any"
options = { x = "X", y = "Y" }
"""
_HIDDEN_NESTING = {  # vector sdc-07: admin less team 3 would be three nurses
    ("T1", "nurse"): 14,
    ("T1", "doctor"): 5,
    ("T2", "nurse"): 12,
    ("T2", "doctor"): 7,
    ("T3", "nurse"): 3,
    ("T3", "admin"): 12,
}
_LARGE = {(f"T{team}", name): 20 for team in range(3) for name in ("doctor", "nurse")}


def _tallies(sizes: Mapping[tuple[str, str], int], favourable: int = 2, **more: object) -> WaveTallies:
    """Everybody answers; one in `favourable` agrees, and as many tick an option."""
    atoms = {where: Atom((where[0],), (where[1],)) for where in sizes}
    items = [
        found
        for where, n in sizes.items()
        for found in (
            ItemTally("q", atoms[where], n, (n - n // favourable, 0, 0, n // favourable, 0)),
            ItemTally("many", atoms[where], n, (n // favourable, n - n // favourable)),
        )
    ]
    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 10))
    survey = define.from_source(_FORM)
    responses = {atoms[where]: n for where, n in sizes.items()}
    tallies = WaveTallies(wave, survey, ("team",), responses, {}, tuple(items))
    return replace(tallies, **more)  # type: ignore[arg-type]


def _release(tallies: WaveTallies) -> Release:
    return protect.release(analyse.score([tallies]), _RULES, {})


def _staff(release: Release, name: str, measure: str = "favourable", item: str = "q", option: str = "") -> Figure:
    return release.figure(measure, item, option=option, group=Group((name,), "staff_group"))  # type: ignore[arg-type]


def test_every_staff_group_is_shown_beside_every_team_where_nothing_follows() -> None:
    release = _release(_tallies(_LARGE))
    assert [group.name for group in release.beside] == ["doctor", "nurse"]
    assert [group.name for group in release.groups] == ["All", "T0", "T1", "T2"]
    for group in release.listed:
        assert isinstance(release.figure("favourable", "q", group=group), Shown)
    assert _staff(release, "nurse") == Shown(0.5, 60, 0.38, 0.62)
    assert _staff(release, "nurse", "share", "many", "x") == Shown(0.5, 60, 0.38, 0.62)
    assert _staff(release, "nurse", "count", "") == Shown(60, 60)


def test_staff_groups_give_way_and_teams_stay() -> None:
    """Vector sdc-07, as the manifest asks: team 3 less its twelve administrators would be three nurses."""
    release = _release(_tallies(_HIDDEN_NESTING))
    for measure, item in (("count", ""), ("favourable", "q")):
        assert [_staff(release, name, measure, item) != HIDDEN for name in ("admin", "doctor", "nurse")] == [
            False,
            False,
            True,
        ]
    assert all(isinstance(release.figure("favourable", "q", group=group), Shown) for group in release.groups)


@pytest.mark.parametrize("sizes", [_HIDDEN_NESTING, _LARGE])
def test_levels_are_shown_as_without_staff_groups(sizes: Mapping[tuple[str, str], int]) -> None:
    with_them = _release(_tallies(sizes))
    teams = {where[0]: sum(n for it, n in sizes.items() if it[0] == where[0]) for where in sizes}
    alone = _release(_tallies({(team, ""): n for team, n in teams.items()}))
    same = {about.group for about in alone.figures}
    assert {it.group for it in with_them.figures} - same == set(with_them.beside)
    for about in alone.figures:
        assert (with_them.figures[about] == HIDDEN) == (alone.figures[about] == HIDDEN)


def test_who_is_too_few_rests_on_sizes_only() -> None:
    """Whatever people answer, the same staff groups are counted, and the same are hidden for it."""
    hidden = [
        {group for group in release.beside if release.figure("count", group=group) == HIDDEN}
        for release in (_release(_tallies(_HIDDEN_NESTING, favourable)) for favourable in (1, 2, 3, 100))
    ]
    assert hidden == [{Group((name,), "staff_group") for name in ("admin", "doctor")}] * 4


def test_a_staff_group_nobody_answered_from_is_like_one_too_small() -> None:
    """Were it left out, its absence would say that nobody answered."""
    release = _release(_tallies(_LARGE, known=frozenset({"estates"})))
    assert [group.name for group in release.beside] == ["doctor", "estates", "nurse"]
    assert _staff(release, "estates") == _staff(release, "estates", "count", "") == HIDDEN


def test_a_closed_wave_keeps_what_may_be_shown_and_no_count() -> None:
    """No place is left by staff group, and the report says the same as before."""
    tallies = _tallies(_HIDDEN_NESTING)
    scores = analyse.score([tallies])
    before = protect.release(scores, _RULES, {})
    folded = protect.fold(tallies, scores, before)
    assert _release(folded).figures == before.figures
    assert _release(folded).beside == before.beside
    assert {atom.others for atom in folded.responses} == {it.atom.others for it in folded.items} == {("",)}
    assert folded.settled is not None
    assert all(figure == HIDDEN for about, figure in folded.settled.items() if about.group.name != "nurse")
