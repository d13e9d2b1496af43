"""Cross-products made in SQL are those of the answers, whatever the scales."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from pulse.define import from_source
from pulse.model.answers import Layout
from pulse.store import products
from pulse.store.migrations import migrations
from pulse.store.tables import create_tables

_FORM = """\
id = "s"
title = "S"
[scales.three]
options = ["No", "So so", "Yes", "Cannot say"]
aside = ["cannot_say"]
[scales.seven]
options = ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]
positive = "low"
[[item]]
id = "five"
text = "Five?"
scale = "agree5"
index = "all"
[[item]]
id = "three"
text = "Three?"
scale = "three"
index = "all"
[[item]]
id = "seven"
text = "Seven?"
scale = "seven"
index = "all"
"""
# Points of 0-10 by position, written out; the fourth answer of "three" counts nowhere.
_POINTS: dict[str, list[Fraction | None]] = {
    "five": [Fraction(0), Fraction(5, 2), Fraction(5), Fraction(15, 2), Fraction(10)],
    "three": [Fraction(0), Fraction(5), Fraction(10), None],
    "seven": [
        Fraction(10),
        Fraction(25, 3),
        Fraction(20, 3),
        Fraction(5),
        Fraction(10, 3),
        Fraction(5, 3),
        Fraction(0),
    ],
}
_answers = st.tuples(
    *(st.one_of(st.none(), st.integers(1, len(points))) for points in _POINTS.values()),
)


_SURVEY = from_source(_FORM)


@cache
def _database() -> Database:
    """A wave with nobody's answers; each case begins by deleting those of the one before."""
    db = Database(memory=True)
    migrations.apply(db)
    db.execute(
        "INSERT INTO wave (id, survey, label, first, last, definition, levels) "
        "VALUES (1, 's', '2026-11', '', '', '', '')"
    )
    create_tables(db, 1, Layout.of(_SURVEY))
    db.execute("INSERT INTO atom (id, wave, place, others) VALUES (1, 1, '[]', '[]')")
    return db


@given(st.lists(_answers, min_size=1, max_size=30))
def test_they_are_those_of_complete_answers(people: list[tuple[int | None, ...]]) -> None:
    db = _database()
    db.execute("DELETE FROM answers_1")
    for key, answers in enumerate(people):
        db.execute("INSERT INTO answers_1 VALUES (?, 0, 1, 1, NULL, ?, ?, ?, NULL)", [key, *answers])
    products.tally(db, 1, "answers_1", _SURVEY)
    points = [[_POINTS[item][at - 1] if at else None for item, at in zip(_POINTS, it, strict=True)] for it in people]
    complete = [[point for point in it if point is not None] for it in points if None not in it]
    found = products.products(db, 1)
    if not complete:
        assert found == ()
        return
    (tally,) = found
    unit = Fraction(12, 10)  # ten points are twelve steps: the least that 4, 2 and 6 divide
    assert tally.people == len(complete)
    assert list(tally.sums) == [sum(it[i] for it in complete) * unit for i in range(3)]
    assert [list(row) for row in tally.products] == [
        [sum(it[i] * it[j] for it in complete) * unit**2 for j in range(3)] for i in range(3)
    ]
