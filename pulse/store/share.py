"""The share file: a database of its own with released figures and nothing else, which may travel. No answer is read."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from pulse.model.share import Kind, Share, ShareTable

_TYPES: dict[Kind, str] = {"text": "TEXT", "whole": "INTEGER", "number": "REAL", "truth": "INTEGER"}
_PAGE = 4096  # bytes; given, so that the same tables give the same file on every machine


def share_file(found: Share) -> bytes:
    """The finished database's bytes, the same for the same tables: no time, no free pages, rows in their order."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute(f"PRAGMA page_size = {_PAGE}")
        made.execute("BEGIN")
        for table in found.tables:
            _fill(made, table)
        made.execute("CREATE INDEX figures_by_measure ON figures (measure, wave, item)")
        made.execute("COMMIT")
        made.execute("VACUUM")
        return made.serialize()


def _fill(made: sqlite3.Connection, table: ShareTable) -> None:
    columns = ", ".join(f"{_name(it.name)} {_TYPES[it.kind]}" for it in table.columns)
    places = ", ".join("?" * len(table.columns))
    made.execute(f"CREATE TABLE {_name(table.name)} ({columns})")
    made.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", table.lines)  # noqa: S608 - our own names


def _name(text: str) -> str:
    """A name in SQL; ours, and some are words of the language."""
    return f'"{text}"'
