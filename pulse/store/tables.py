"""A wave's own two tables: its answers, and the sheets that gave way to others and may come back."""

from __future__ import annotations

from sqlite_utils import Database

from pulse.model.answers import Layout


def answers_table(wave: int) -> str:
    """The name of a wave's table of answers: one row a sheet, each counts."""
    return f"answers_{wave}"


def replaced_table(wave: int) -> str:
    """The name of the table of sheets that gave way; dropped when the wave closes."""
    return f"replaced_{wave}"


def create_tables(db: Database, wave: int, layout: Layout) -> None:
    """Makes a wave's tables and notes its columns in the catalogue.

    The key is the first half of a sheet's keyed hash: it finds the sheet again, and its order hides the file's.
    """
    columns = "".join(f", {column.name} INTEGER" for column in layout.columns)
    db.execute(
        f"CREATE TABLE {answers_table(wave)} (key INTEGER PRIMARY KEY, proof INTEGER NOT NULL, "
        f"atom INTEGER NOT NULL REFERENCES atom, collect INTEGER NOT NULL, person BLOB{columns})"
    )
    create_replaced(db, wave, columns)
    rows = [(wave, at, c.name, c.kind, c.item, c.option) for at, c in enumerate(layout.columns)]
    db.conn.executemany("INSERT INTO catalogue VALUES (?, ?, ?, ?, ?, ?)", rows)


def create_replaced(db: Database, wave: int, columns: str) -> None:
    """Makes the table of sheets that gave way. It holds groups as texts: an atom without answers does not stay."""
    db.execute(
        f"CREATE TABLE {replaced_table(wave)} (key INTEGER NOT NULL, proof INTEGER NOT NULL, place TEXT NOT NULL, "
        f"others TEXT NOT NULL, collect INTEGER NOT NULL, person BLOB, by INTEGER NOT NULL{columns}, "
        "PRIMARY KEY (key, by)) WITHOUT ROWID"
    )


def put_back_atoms(db: Database, wave: int, collect: int) -> None:
    """Makes the atoms again that sheets replaced by a collect belong to."""
    db.execute(
        f"INSERT OR IGNORE INTO atom (wave, place, others) SELECT ?, place, others FROM {replaced_table(wave)} "  # noqa: S608
        "WHERE by = ?",
        [wave, collect],
    )


def drop_tables(db: Database, wave: int) -> None:
    """Takes a wave's own tables away."""
    db.execute(f"DROP TABLE IF EXISTS {answers_table(wave)}")
    db.execute(f"DROP TABLE IF EXISTS {replaced_table(wave)}")


def is_there(db: Database, table: str) -> bool:
    """True for a table that has not been taken away."""
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return db.execute(sql, [table]).fetchone() is not None
