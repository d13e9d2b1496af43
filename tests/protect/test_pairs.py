"""What groups say of each other, behind the wall: pairs and nothing else.

1. A pair is shown where enough people of the one rated and the other has as many members; else it is an appraisal.
2. Few or nearly all of a pair's answers are banded, like any other's.
3. No margins: what all say of a group would give a hidden pair away by subtraction (confidentiality page, 3.8).
4. Indistinguishable: whatever the hidden pairs said, every row is the same.
5. Each further figure can be worked out from the shown ones, so it tells nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect, report, trend
from pulse.model.figures import Atom, RatingTally, WaveTallies
from pulse.model.release import Rules
from pulse.model.survey import Wave
from pulse.report.rows import TidyRow
from tests.pairs import FORM

_RULES = Rules(min_answers=11, min_detail=22, band=2)
_BAD, _GOOD = 2, 4
Said = Mapping[tuple[str, str], tuple[int, int]]  # rater, rated -> how many say something good, and something bad


def _wave(said: Said, members: Mapping[str, int], *, people: bool = True, label: str = "2026-10") -> WaveTallies:
    """One stock-take; `members`: how many work in each team, and answer where there is no people.csv."""
    day = date(2026, int(label[5:]), 5)
    atoms = {team: Atom((team,)) for team in members}
    tallies = [
        RatingTally("trust", atoms[rater], (rated,), answer, count)
        for (rater, rated), counts in said.items()
        for answer, count in zip((_GOOD, _BAD), counts, strict=True)
        if count
    ]
    return WaveTallies(
        wave=Wave("pairs", label, day, day),
        survey=define.from_source(FORM),
        levels=("team",),
        responses={atoms[team]: count for team, count in members.items()},
        asked={(): sum(members.values()), **{(team,): count for team, count in members.items()}} if people else {},
        ratings=tuple(tallies),
        rated=tuple(("trust", (team,)) for team in members),
    )


def _rows(*waves: WaveTallies) -> list[TidyRow]:
    release = protect.release(analyse.score(waves), _RULES, {})
    return [it for it in report.rows(release, trend.findings(release)) if it.item == "trust"]


def _shares(rows: list[TidyRow], wave: str = "2026-10") -> dict[tuple[str, str], TidyRow]:
    return {(it.group, it.group2): it for it in rows if it.measure == "favourable" and it.wave == wave}


def test_a_pair_needs_raters_and_a_group_of_some_size() -> None:
    said = {("A", "B"): (6, 5), ("A", "C"): (9, 6), ("B", "A"): (5, 5), ("C", "A"): (12, 9)}
    shown = _shares(_rows(_wave(said, {"A": 30, "B": 11, "C": 10})))
    assert {pair: (it.value, it.n) for pair, it in shown.items() if it.shown} == {
        ("A", "B"): (0.55, 11),
        ("C", "A"): (0.57, 21),
    }
    assert not shown["A", "C"].shown, "fifteen people say it of ten whom all know"
    assert not shown["B", "A"].shown, "ten people said it"
    assert set(shown) == {(one, other) for one in "ABC" for other in "ABC" if one != other}


def test_without_people_csv_those_who_answered_are_its_members() -> None:
    said = {("A", "B"): (6, 6), ("B", "A"): (6, 6)}
    shown = _shares(_rows(_wave(said, {"A": 30, "B": 10}, people=False)))
    assert not shown["A", "B"].shown
    assert shown["B", "A"].shown


def test_few_and_nearly_all_are_a_band() -> None:
    said = {("A", "B"): (0, 20), ("B", "A"): (19, 1)}
    shown = _shares(_rows(_wave(said, {"A": 30, "B": 30})))
    assert (shown["A", "B"].value, shown["A", "B"].band_low, shown["A", "B"].band_high) == (None, 0.0, 0.1)
    assert (shown["B", "A"].value, shown["B", "A"].band_low, shown["B", "A"].band_high) == (None, 0.9, 1.0)


def test_means_stand_where_every_point_may() -> None:
    """4 on a scale of five is 7.5, 2 is 2.5: of 12 and 18 people the mean is (12 * 7.5 + 18 * 2.5) / 30 = 4.5.

    Three points nobody chose are few: no mean, since with the sides it would tell so.
    """
    rows = _rows(_wave({("A", "B"): (12, 18)}, {"A": 30, "B": 30}))
    assert [it.shown for it in rows if it.measure == "mean"] == [False, False]
    spread = _wave({}, {"A": 30, "B": 30})
    points = ((1, 4), (2, 5), (3, 6), (4, 7), (5, 8))  # (0*4 + 2.5*5 + 5*6 + 7.5*7 + 10*8) / 30 = 5.83
    tallies = tuple(RatingTally("trust", Atom(("A",)), ("B",), answer, count) for answer, count in points)
    found = _rows(replace(spread, ratings=tallies))
    assert [it.value for it in found if it.measure == "mean" and it.group == "A"] == [5.8]


_TEAMS = ("A", "B", "C", "D")
_PAIRS = [(one, other) for one in _TEAMS for other in _TEAMS if one != other]
_cells = st.tuples(st.integers(0, 30), st.integers(0, 30))
_worlds = st.fixed_dictionaries(dict.fromkeys(_PAIRS, _cells))
_sizes = st.fixed_dictionaries({team: st.integers(5, 60) for team in _TEAMS})


@given(_worlds, _sizes, st.randoms())
@settings(max_examples=60, deadline=None)
def test_whatever_hidden_pairs_said_every_row_is_the_same(said: Said, sizes: Mapping[str, int], rng: Random) -> None:
    rows = _rows(_wave(said, sizes))
    shown = _shares(rows)
    other = {
        pair: counts if shown[pair].value is not None or shown[pair].band_low is not None else _turned(counts, rng)
        for pair, counts in said.items()
    }
    assert _rows(_wave(other, sizes)) == rows


def _turned(counts: tuple[int, int], rng: Random) -> tuple[int, int]:
    good = rng.randint(0, sum(counts))
    return good, sum(counts) - good


@given(_worlds, _sizes)
@settings(max_examples=40, deadline=None)
def test_there_are_no_margins_and_all_else_follows_from_what_is_shown(said: Said, sizes: Mapping[str, int]) -> None:
    rows = _rows(_wave(said, sizes))
    shares = {pair: it.value for pair, it in _shares(rows).items() if it.value is not None}
    for it in rows:
        if it.measure == "reciprocity":
            both = [(shares[one, two], shares[two, one]) for one, two in shares if one < two and (two, one) in shares]
            assert it.n == len(both)
            expected = sum(2 * min(pair) for pair in both) / sum(map(sum, both))
            assert it.value is not None
            assert math.isclose(it.value, expected, abs_tol=0.0051)
            continue
        assert it.group in _TEAMS
        assert it.group2 in _TEAMS
        if it.measure == "asymmetry":
            assert it.value is not None
            expected = shares[it.group, it.group2] - shares[it.group2, it.group]
            assert math.isclose(it.value, expected, abs_tol=0.0051)


def test_a_margin_would_give_the_hidden_pair_away() -> None:
    """B rates D by 9 people only; the three others by 20 each. With "all of D: 36 of 69" and the cells 12, 10 and 8
    of 20, B's count is 36 - 30 = 6 of 9: the cell that is hidden. So the margin is nowhere.
    """
    said = {("A", "D"): (12, 8), ("B", "D"): (6, 3), ("C", "D"): (10, 10), ("E", "D"): (8, 12)}
    rows = _rows(_wave(said, dict.fromkeys("ABCDE", 40)))
    shown = {pair: it for pair, it in _shares(rows).items() if it.shown}
    counts = [round((it.value or 0.0) * (it.n or 0)) for it in shown.values()]
    margin = sum(good for good, _ in said.values())
    assert margin - sum(counts) == said["B", "D"][0], "what an attacker could do with it"
    assert ("B", "D") not in shown
    assert all(it.value != round(margin / 69, 2) for it in rows)


def test_a_closed_wave_says_the_same_and_keeps_no_count_of_few() -> None:
    said = {("A", "B"): (6, 5), ("B", "A"): (5, 5), ("A", "C"): (9, 6), ("C", "A"): (12, 9)}
    wave = _wave(said, {"A": 30, "B": 12, "C": 10})
    scores = analyse.score([wave])
    release = protect.release(scores, _RULES, {})
    folded = protect.fold(wave, scores, release)
    assert {(it.atom.place, it.rated) for it in folded.ratings} == {(("A",), ("B",)), (("C",), ("A",))}
    assert protect.release(analyse.score([folded]), _RULES, {}).ratings == release.ratings
