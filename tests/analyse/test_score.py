"""Scores from tallies: groups, denominators, versions, moments, and one voice a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import fmean, stdev

import pytest

from pulse import analyse, define, protect
from pulse.model.figures import Atom, FlowTally, IndexTally, ItemTally, WaveTallies
from pulse.model.release import HIDDEN, Rules
from pulse.model.survey import Wave

_FORM = """\
id = "s"
title = "S"
[[item]]
id = "q"
text = "{text}"
scale = "agree5"
index = "all"
{change}
[[item]]
id = "c"
text = "C?"
choose = 1
options = {{ yes = "Yes", no = "No", dunno = "Don't know" }}
aside = ["dunno"]
"""
_LEVELS = ("directorate", "team")


def _wave(number: int, text: str = "Q?", change: str = "", **tallies: object) -> WaveTallies:
    wave = Wave("s", f"2026-{number:02}", date(2026, number, 1), date(2026, number, 10))
    survey = define.from_source(_FORM.format(text=text, change=change))
    atoms = {Atom(("D", "A")): 3, Atom(("D", "B")): 4, Atom(("D", "")): 2}
    return WaveTallies(wave, survey, _LEVELS, atoms, {("D",): 20}, **tallies)  # type: ignore[arg-type]


def test_a_group_holds_those_below_it_and_those_without_a_team() -> None:
    items = tuple(ItemTally("q", Atom(("D", team)), n, (n, 0, 0, 0, 0)) for team, n in (("A", 3), ("B", 4), ("", 2)))
    scores = analyse.score([_wave(1, items=items)])
    found = {block.group.full_name: block.n for block in scores.blocks if block.item.id == "q"}
    assert found == {"all": 9, "D": 9, "D / A": 3, "D / B": 4}
    assert {it.group.full_name: it.asked for it in scores.turnout}["D"] == 20


def test_options_that_stand_aside_are_in_no_denominator() -> None:
    scores = analyse.score([_wave(1, items=(ItemTally("c", Atom(("D", "A")), 10, (4, 3, 3)),))])
    found = {block.group.full_name: block.n for block in scores.blocks if block.item.id == "c"}
    assert found == {"all": 7, "D": 7, "D / A": 7, "D / B": 0}


def test_a_changed_question_is_a_new_version_unless_it_is_cosmetic() -> None:
    waves = [_wave(1), _wave(2, "Q, really?"), _wave(3, "Q, really ?", 'change = "cosmetic"'), _wave(4, "Other?")]
    items = (ItemTally("q", Atom(("D", "A")), 3, (1, 1, 1, 0, 0)),)
    waves = [WaveTallies(it.wave, it.survey, it.levels, it.responses, {}, items) for it in waves]
    versions = {block.wave.label: block.item_version for block in analyse.score(waves).blocks if block.item.id == "q"}
    assert versions == {"2026-01": 1, "2026-02": 2, "2026-03": 2, "2026-04": 3}


def test_another_scoring_is_a_new_version_whatever_it_is_called() -> None:
    """The same words read by staff, counted otherwise: which end is favourable, and who is in the denominator."""
    waves = [_wave(1), _wave(2, change='change = "cosmetic"'), _wave(3, change='change = "cosmetic"\npositive = "low"')]
    aside = waves[2].survey.source.replace('aside = ["dunno"]', "")
    waves.append(replace(_wave(4, change='positive = "low"'), survey=define.from_source(aside)))
    items = (ItemTally("q", Atom(("D", "A")), 3, (1, 1, 1, 0, 0)), ItemTally("c", Atom(("D", "A")), 3, (1, 1, 1)))
    blocks = analyse.score([replace(it, items=items) for it in waves]).blocks
    versions = {(block.item.id, block.wave.label): block.item_version for block in blocks}
    assert [versions["q", f"2026-0{number}"] for number in (1, 2, 3, 4)] == [1, 1, 2, 2]
    assert [versions["c", f"2026-0{number}"] for number in (1, 2, 3, 4)] == [1, 1, 1, 2]


def test_index_moments_are_those_of_the_scores_themselves() -> None:
    own = [2500, 5000, 7500, 7500, 10000]
    tally = IndexTally("all", Atom(("D", "A")), len(own), sum(own), sum(score * score for score in own))
    (block, *_) = analyse.score([_wave(1, indices=(tally,))]).indices
    points = [score / 1000 for score in own]
    assert [block.mean, block.deviation] == pytest.approx([fmean(points), stdev(points)])


def test_everybody_has_one_voice_whatever_she_ticks() -> None:
    """Two people: one ticked 2 x 1 x 1 answers, the other 1 x 1 x 1. Two voices in all."""
    three = ("hurt", "need", "meet")
    tallies = (
        FlowTally(three, ("me", "listen", "team"), 2, Atom(("D", "A")), 1),
        FlowTally(three, ("them", "listen", "team"), 2, Atom(("D", "A")), 1),
        FlowTally(three, ("me", "listen", "team"), 1, Atom(("D", "B")), 1),
    )
    found = {flow.options: (flow.people, flow.voices) for flow in analyse.score([_wave(1, flows=tallies)]).flows}
    assert found == {("me", "listen", "team"): (2, 1.5), ("them", "listen", "team"): (1, 0.5)}


def test_a_group_that_was_asked_and_did_not_answer_is_a_group_like_one_too_small_to_show() -> None:
    """Left out, its absence would say that nobody answered; a team of three beside it is only not shown."""
    tallies = WaveTallies(
        wave=_wave(1).wave,
        survey=_wave(1).survey,
        levels=_LEVELS,
        responses={Atom(("D", "A")): 30, Atom(("D", "B")): 3},
        asked={(): 80, ("D",): 80, ("D", "A"): 40, ("D", "B"): 20, ("D", "C"): 20},
        items=(
            ItemTally("q", Atom(("D", "A")), 30, (10, 5, 5, 5, 5)),
            ItemTally("q", Atom(("D", "B")), 3, (1, 1, 1, 0, 0)),
        ),
    )
    release = protect.release(analyse.score([tallies]), Rules(11, 22, 2), {})
    assert [group.name for group in release.groups] == ["All", "D", "A", "B", "C"]
    small, silent = (
        {about.measure: figure for about, figure in release.figures.items() if about.group.name == name}
        for name in "BC"
    )
    assert small == silent
    assert set(silent.values()) == {HIDDEN}
