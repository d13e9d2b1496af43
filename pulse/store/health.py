"""Whether the database is well: who may read it, whether it is whole, whether another run holds it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pulse.model.problems import Place, Problem, Stop, problem
from pulse.store.keys import refuse_if_open


def examine(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with a database file; nothing where there is none. No answer is read and nothing changed.

    Codes: "database-open", "database-damaged", "database-locked".
    """
    if not path.exists():
        return ()
    found: list[Problem] = []
    try:
        refuse_if_open(path, "database-open")
    except Stop as stop:
        found += stop.problems
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0)) as database:
        fault = _fault(database)
    return (*found, problem(fault, Place(str(path)))) if fault else tuple(found)


def _fault(database: sqlite3.Connection) -> str:
    try:
        database.execute("BEGIN IMMEDIATE")  # as every run that writes does
        (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
        database.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        return "database-locked" if busy else "database-damaged"
    return "" if said == "ok" else "database-damaged"
