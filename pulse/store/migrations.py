"""The schema, step by step. A step is never changed once released; the next one follows below it."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("pulse")


@migrations(name="0001_first")
def first(db: Database) -> None:
    """People, waves with their definition, what was collected, tallies per atom, the ledger of what was shown."""
    for statement in _FIRST:
        db.execute(statement)


_FIRST = (
    """CREATE TABLE people (
        line INTEGER PRIMARY KEY, valid_from TEXT NOT NULL, path TEXT NOT NULL, staff_group TEXT NOT NULL,
        headcount INTEGER NOT NULL, formerly TEXT NOT NULL)""",
    "CREATE TABLE level (depth INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    """CREATE TABLE wave (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, label TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        definition TEXT NOT NULL, levels TEXT NOT NULL, UNIQUE (survey, label))""",
    """CREATE TABLE catalogue (
        wave INTEGER NOT NULL REFERENCES wave, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        item TEXT NOT NULL, option TEXT NOT NULL, PRIMARY KEY (wave, place)) WITHOUT ROWID""",
    """CREATE TABLE collect (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, digest TEXT NOT NULL, platform TEXT NOT NULL, day TEXT NOT NULL,
        counts TEXT NOT NULL)""",
    """CREATE TABLE collect_wave (
        collect INTEGER NOT NULL REFERENCES collect, wave INTEGER NOT NULL REFERENCES wave, stored INTEGER NOT NULL,
        PRIMARY KEY (collect, wave)) WITHOUT ROWID""",
    """CREATE TABLE atom (
        id INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, place TEXT NOT NULL, others TEXT NOT NULL,
        responses INTEGER NOT NULL DEFAULT 0, UNIQUE (wave, place, others))""",
    """CREATE TABLE item_tally (
        atom INTEGER NOT NULL REFERENCES atom, item TEXT NOT NULL, answered INTEGER NOT NULL, options TEXT NOT NULL,
        PRIMARY KEY (atom, item)) WITHOUT ROWID""",
    """CREATE TABLE index_tally (
        atom INTEGER NOT NULL REFERENCES atom, name TEXT NOT NULL, people INTEGER NOT NULL, total INTEGER NOT NULL,
        squares INTEGER NOT NULL, PRIMARY KEY (atom, name)) WITHOUT ROWID""",
    """CREATE TABLE flow_tally (
        atom INTEGER NOT NULL REFERENCES atom, items TEXT NOT NULL, options TEXT NOT NULL, ticks INTEGER NOT NULL,
        people INTEGER NOT NULL, PRIMARY KEY (atom, items, options, ticks)) WITHOUT ROWID""",
    """CREATE TABLE ledger (
        entry INTEGER PRIMARY KEY, wave INTEGER NOT NULL UNIQUE REFERENCES wave, day TEXT NOT NULL,
        min_answers INTEGER NOT NULL, min_detail INTEGER NOT NULL, band INTEGER NOT NULL)""",
    """CREATE TABLE shown (
        entry INTEGER NOT NULL REFERENCES ledger, place TEXT NOT NULL, measure TEXT NOT NULL, item TEXT NOT NULL,
        item_version INTEGER NOT NULL, option TEXT NOT NULL, item2 TEXT NOT NULL, option2 TEXT NOT NULL,
        item3 TEXT NOT NULL, option3 TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER,
        PRIMARY KEY (entry, place, measure, item, item_version, option, item2, option2, item3, option3)
        ) WITHOUT ROWID""",
)
