"""Late answers beside those a wave was shown with: nobody can be told from the two reports together.

The attacker below knows who is in which team, staff group and snapshot, and nothing of how the wall works: she takes
all figures of both reports for equations and asks of every set of people whether its figure follows (by elimination).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.groups import ALL
from pulse.model.release import About, Past, Release, Seen, Shown
from pulse.model.survey import Wave
from tests.protect.waves import RULES

_DAY = date(2026, 11, 5)
_FORM = (
    'id = "s"\ntitle = "S"\ndimensions = ["team", "staff_group"]\n[[item]]\nid = "q"\ntext = "Q?"\nscale = "agree5"\n'
)
_CELLS = tuple(product(("A", "B", "C"), ("Doctors", "Nurses")))
Cell = tuple[str, str]
Answers = Mapping[Cell, tuple[int, int]]  # how many disagree, and agree
_EARLY, _LATE = 0, 1

_OF_A_TEAM = st.sampled_from([0, 0, 1, 3, 4, 6, 8, 11, 14, 20])
_COUNTS = st.tuples(_OF_A_TEAM, _OF_A_TEAM)
_ANSWERS = st.fixed_dictionaries(dict.fromkeys(_CELLS, _COUNTS))
_LATE_ANSWERS = st.fixed_dictionaries({cell: st.one_of(st.just((0, 0)), _COUNTS) for cell in _CELLS})


def _tallies(answers: Answers) -> WaveTallies:
    people = {Atom((team,), (staff,)): (bad, good) for (team, staff), (bad, good) in answers.items() if bad + good}
    return WaveTallies(
        wave=Wave("s", "2026-11", _DAY, _DAY),
        survey=define.from_source(_FORM),
        levels=("team",),
        responses={atom: sum(counts) for atom, counts in people.items()},
        asked={},
        items=tuple(ItemTally("q", atom, bad + good, (0, bad, 0, good, 0)) for atom, (bad, good) in people.items()),
        known=frozenset({"Doctors", "Nurses"}),
    )


def _both(early: Answers, late: Answers) -> Answers:
    return {cell: (early[cell][0] + late[cell][0], early[cell][1] + late[cell][1]) for cell in _CELLS}


def _reports(early: Answers, late: Answers, *, always: bool = False) -> tuple[Release, Release]:
    """What is shown at first, and what once late answers may have joined. always: the rule switched off."""
    stands, together, after = map(_tallies, (early, _both(early, late), late))
    first = protect.release(analyse.score([stands]), RULES, {})
    past = Past("2026-11", _DAY, RULES, 1, _DAY, Seen(frozenset(), frozenset()))
    names = frozenset({"", "q"})
    scores = {names: analyse.score([after])}
    joined = protect.joining(analyse.score([stands]), analyse.score([together]), scores, RULES, {"2026-11": past})
    joined = names if always else joined
    shown = replace(together if "" in joined else stands, items=together.items if "q" in joined else stands.items)
    again = replace(past, snapshots=2 if joined else 1, only=frozenset(_told(first)))
    return first, protect.release(analyse.score([shown]), RULES, {"2026-11": again})


def _told(release: Release) -> set[About]:
    return {replace(about, item_version=0) for about, it in release.figures.items() if hasattr(it, "n")}


# --- the attacker ----------------------------------------------------------------------------------------------------

Who = tuple[Cell, int]  # a cell's people of one snapshot


def _read(release: Release, snapshot: int, measure: str) -> Iterator[tuple[int, str, int]]:
    for about, figure in release.figures.items():
        if about.measure == measure and isinstance(figure, Shown):
            yield snapshot, about.group.full_name, figure.n


def _finds(first: Release, second: Release, early: Answers, late: Answers, measure: str) -> list[tuple[int, int]]:
    """Every set of people whose figure follows from what both reports show: how many they are, how many agree."""
    people = {(cell, at): sum(of[cell]) for at, of in enumerate((early, late)) for cell in _CELLS}
    agree = {(cell, at): of[cell][1] for at, of in enumerate((early, late)) for cell in _CELLS}
    atoms = [atom for atom, count in people.items() if count]
    rows = []
    for snapshot, group, n in [*_read(first, _EARLY, measure), *_read(second, _LATE, measure)]:
        inside = [group in ("all", *cell) for cell, _ in atoms]
        counted = [here and at == _EARLY for here, (_, at) in zip(inside, atoms, strict=True)]
        all_of_it = sum(people[atom] for here, atom in zip(inside, atoms, strict=True) if here)
        rows.append([int(it) for it in (inside if snapshot == _LATE and n == all_of_it else counted)])
    return [(sum(people[atom] for atom in some), sum(agree[atom] for atom in some)) for some in _following(rows, atoms)]


def _following(rows: Sequence[Sequence[int]], atoms: Sequence[Who]) -> Iterator[list[Who]]:
    free = _null_space([list(map(Fraction, row)) for row in rows], len(atoms))
    for signs in product((0, 1), repeat=len(atoms)):
        if any(signs) and all(sum(x for x, sign in zip(each, signs, strict=True) if sign) == 0 for each in free):
            yield [atom for atom, sign in zip(atoms, signs, strict=True) if sign]


def _null_space(rows: list[list[Fraction]], width: int) -> list[list[int]]:
    pivots: list[int] = []
    for column in range(width):
        at = next((i for i in range(len(pivots), len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        here = len(pivots)
        rows[here], rows[at] = rows[at], rows[here]
        rows[here] = [x / rows[here][column] for x in rows[here]]
        for i, row in enumerate(rows):
            if i != here and row[column]:
                rows[i] = [x - row[column] * y for x, y in zip(row, rows[here], strict=True)]
        pivots.append(column)
    found = []
    for column in (it for it in range(width) if it not in pivots):
        vector = [Fraction(0)] * width
        vector[column] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=False):
            vector[pivot] = -row[column]
        scale = 1
        for x in vector:
            scale = scale * x.denominator
        found.append([int(x * scale) for x in vector])
    return found


def _leaks(early: Answers, late: Answers, *, always: bool = False) -> list[tuple[int, int]]:
    first, second = _reports(early, late, always=always)
    sizes = [it for it in _finds(first, second, early, late, "count") if it[0] < RULES.min_answers]
    answers = _finds(first, second, early, late, "favourable")
    band = RULES.band
    return sizes + [(n, good) for n, good in answers if n < RULES.min_answers or not band < good < n - band]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ANSWERS, _LATE_ANSWERS)
def test_nobody_is_told_by_two_reports_of_one_wave(early: Answers, late: Answers) -> None:
    assert _leaks(early, late) == []


@pytest.mark.nightly
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ANSWERS, _LATE_ANSWERS)
def test_nobody_is_told_in_many_organisations(early: Answers, late: Answers) -> None:
    assert _leaks(early, late) == []


_SHOWN: Answers = {
    ("A", "Doctors"): (8, 8), ("A", "Nurses"): (14, 14), ("B", "Doctors"): (14, 8), ("B", "Nurses"): (20, 20),
    ("C", "Doctors"): (14, 14), ("C", "Nurses"): (11, 20),
}  # fmt: skip
_NOBODY: Answers = dict.fromkeys(_CELLS, (0, 0))


@pytest.mark.parametrize(
    ("late", "joins"),
    [
        ({("A", "Doctors"): (0, 1)}, False),  # one late answer
        ({("A", "Doctors"): (5, 5)}, False),  # ten of one team
        ({("A", "Doctors"): (11, 11), ("B", "Nurses"): (1, 0)}, False),  # enough of one team, one of another
        ({("A", "Doctors"): (11, 11), ("A", "Nurses"): (1, 0)}, False),  # enough of the team, one of a staff group
        ({("A", "Doctors"): (6, 6)}, True),
        ({("A", "Doctors"): (11, 11), ("B", "Nurses"): (11, 11)}, True),
    ],
    ids=["one", "ten", "another-team", "another-staff-group", "one-team", "two-teams"],
)
def test_the_turnout_joins_by_sizes(late: Answers, joins: bool) -> None:
    late = {**_NOBODY, **late}
    first, second = _reports(_SHOWN, late)
    assert (first.figures != second.figures) == joins
    assert _leaks(_SHOWN, late) == []
    assert bool(_leaks(_SHOWN, late, always=True)) != joins  # the attacker finds what the rule is there for


def test_a_frame_that_was_never_shown_has_nothing_beside_it() -> None:
    """A wave that is frozen as an earlier one in another's report shows its frame first in its own."""
    bar, other = (About("2026-11", ALL, "flow", "h", 0, it, "n", "", "m", "") for it in ("a", "b"))
    count = About("2026-11", ALL, "count")
    unshown = Past("2026-11", _DAY, RULES, 1, _DAY, Seen(frozenset(), frozenset()), 2, frozenset({count}))
    assert (unshown.allows(bar), unshown.allows(replace(count, measure="favourable"))) == (True, False)
    assert not replace(unshown, only=frozenset({count, bar})).allows(other)


def test_late_answers_of_one_mind_do_not_join_and_would_be_found() -> None:
    late = {**_NOBODY, ("A", "Doctors"): (0, 30)}
    assert _leaks(_SHOWN, late) == []
    assert (30, 30) in _leaks(_SHOWN, late, always=True)
