"""Counts pass through SQL five to a sum: they hold where a group has more people than one sum can."""

from __future__ import annotations

import json
from random import Random

import pytest
from sqlite_utils import Database

from pulse.define import from_source
from pulse.model.answers import Layout
from pulse.store import tallying
from pulse.store.migrations import migrations
from pulse.store.tables import create_tables

_FORM = """\
id = "s"
title = "S"
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[[item]]
id = "hurt"
frame = "hurt"
text = "Who?"
choose = "any"
options = { me = "Me", them = "Them", nobody = "Nobody" }
"""


@pytest.mark.parametrize("people", [(0, 40), (4095, 3), (4096, 40), (20_000, 4095)])
def test_counts_of_any_size(people: tuple[int, int]) -> None:
    """Two groups; each count against one that SQLite makes by itself."""
    survey = from_source(_FORM)
    db = Database(memory=True)
    migrations.apply(db)
    db.execute(
        "INSERT INTO wave (id, survey, label, first, last, definition, levels) "
        "VALUES (1, 's', '2026-11', '', '', '', '')"
    )
    create_tables(db, 1, Layout.of(survey))
    rng = Random(1)  # noqa: S311
    for atom, count in enumerate(people, 1):
        db.execute("INSERT INTO atom (id, wave, place, others) VALUES (?, 1, ?, '[]')", [atom, f'["{atom}"]'])
        for _ in range(count):
            ticks = rng.choice([(1, 0, 0), (1, 1, 0), (0, 0, 1), (None, None, None)])
            row = (rng.getrandbits(63), 0, atom, 1, None, rng.choice([1, 1, 1, 4, 5, None]), *ticks)
            db.execute(f"INSERT INTO answers_1 VALUES ({', '.join('?' * len(row))})", row)
    tallying.tally(db, 1, "answers_1", survey)
    known = {atom: count for atom, count in enumerate(people, 1) if count}
    assert dict(db.execute("SELECT id, responses FROM atom").fetchall()) == known
    for atom in known:
        found = db.execute("SELECT item, answered, options FROM item_tally WHERE atom = ? ORDER BY item", [atom])
        assert {item: [answered, *json.loads(options)] for item, answered, options in found} == {
            "heard": [
                _count(db, atom, "i_heard"),
                *(_count(db, atom, f"nullif(i_heard = {at}, 0)") for at in range(1, 6)),
            ],
            "hurt": [
                _count(db, atom, "m_hurt__me"),
                *(_count(db, atom, f"nullif(m_hurt__{it}, 0)") for it in ("me", "them", "nobody")),
            ],
        }


def _count(db: Database, atom: int, counted: str) -> int:
    return int(db.execute(f"SELECT count({counted}) FROM answers_1 WHERE atom = ?", [atom]).fetchone()[0])


def test_a_group_in_which_forty_thousand_give_the_last_answer() -> None:
    """So many make the sum itself overflow, not only a count in it: SQLite then stops with an error."""
    survey = from_source(_FORM)
    db = Database(memory=True)
    migrations.apply(db)
    db.execute(
        "INSERT INTO wave (id, survey, label, first, last, definition, levels) "
        "VALUES (1, 's', '2026-11', '', '', '', '')"
    )
    create_tables(db, 1, Layout.of(survey))
    db.execute("INSERT INTO atom (id, wave, place, others) VALUES (1, 1, '[]', '[]')")
    rng = Random(1)  # noqa: S311
    rows = ((rng.getrandbits(63), 0, 1, 1, None, 5, 0, 0, 1) for _ in range(40_000))
    db.conn.executemany("INSERT INTO answers_1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    tallying.tally(db, 1, "answers_1", survey)
    found = db.execute("SELECT answered, options FROM item_tally WHERE item = 'heard'").fetchall()
    assert found == [(40_000, "[0, 0, 0, 0, 40000]")]
