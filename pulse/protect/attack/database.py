"""A share database, read again: the rows of its table of figures, and every other value it holds.

The one place beside the store that speaks SQL, and it only reads: the finished file's bytes, put into memory.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from pulse.protect.attack.row import COLUMNS, NotRowsError

TABLE = "figures"
Lines = list[list[str]]


def tables(data: bytes) -> tuple[list[tuple[str, Lines]], list[str], list[str]]:
    """Tables with their lines, the head first; the texts of the schema; what is not read: pages of what was deleted.

    Raises NotRowsError where the file is no database.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as held:
            held.deserialize(data)
            schema = held.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            named = [name for kind, name, _ in schema if kind == "table"]
            found = [(name, _lines(held, name)) for name in named]
            deleted = int(held.execute("PRAGMA freelist_count").fetchone()[0])
    except sqlite3.Error as error:
        raise NotRowsError from error
    beside = [sql for kind, name, sql in schema if sql and (kind, name) != ("table", TABLE)]
    return found, beside, ["pages of what was deleted"] if deleted else []


def _lines(held: sqlite3.Connection, table: str) -> Lines:
    quoted = table.replace('"', '""')
    cursor = held.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 - the name stands in the file itself
    heads = [name for name, *_ in cursor.description]
    lines = cursor.fetchall()
    order = [heads.index(name) for name in COLUMNS] if set(COLUMNS) <= set(heads) else []
    order += [at for at in range(len(heads)) if at not in order]
    at_shown = heads.index("shown") if "shown" in heads else -1
    return [
        [heads[at] for at in order],
        *([_text(line[at], truth=at == at_shown) for at in order] for line in lines),
    ]


def _text(value: object, *, truth: bool) -> str:
    if truth and value in (0, 1):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.hex() or ""
    return "" if value is None else str(value)
