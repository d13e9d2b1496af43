"""What tells the two kinds of database apart: a number in the file's header, which SQLite keeps for this."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

ATTRIBUTED = 0x70754C41  # answers by name; a database of confidential answers bears 0, as it always has


def mark_of(connection: sqlite3.Connection) -> int:
    """The number in the header of an open database."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def mark_in(path: Path) -> int:
    """The number in the header of a database that nobody has open."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return mark_of(connection)
