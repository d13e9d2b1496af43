"""Taking one collect back: its sheets go, those that gave way to them return, the tallies are as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlite_utils import Database

from pulse.model.problems import Stop, problem
from pulse.model.survey import Survey
from pulse.store import comments, late, pairing, products, rating, tallying
from pulse.store.tables import answers_table, drop_tables, put_back_atoms, replaced_table


def undo(db: Database, collect: int, today: date, survey_from: Callable[[str], Survey]) -> int:
    """Takes a collect back, inside a transaction; gives back how many sheets it had stored that are gone now.

    Raises Stop: no-such-collect, undo-reported, undo-closed, undo-newer, undo-older.
    """
    known = db.execute("SELECT 1 FROM collect WHERE id = ? AND undone = ''", [collect]).fetchone()
    if known is None:
        raise Stop(problem("no-such-collect", id=collect))
    waves = db.execute(
        "SELECT wave.id, label, closed, definition FROM collect_wave JOIN wave ON wave.id = collect_wave.wave "
        "WHERE collect = ? ORDER BY wave.id",
        [collect],
    ).fetchall()
    for wave, label, closed, _ in waves:
        _refuse(db, collect, wave, label, closed)
    gone = sum(_take_back(db, collect, wave, survey_from(definition)) for wave, _, _, definition in waves)
    db.execute("DELETE FROM collect_wave WHERE collect = ?", [collect])
    db.execute("UPDATE collect SET undone = ? WHERE id = ?", [today.isoformat(), collect])
    for wave, *_ in waves:
        _forget_if_empty(db, wave)
    return gone


def _refuse(db: Database, collect: int, wave: int, label: str, closed: str) -> None:
    if closed:
        raise Stop(problem("undo-closed", id=collect, wave=label))
    counted = late.counted(db, wave)
    if counted is not None and collect <= counted:
        raise Stop(problem("undo-reported", id=collect, wave=label))
    newer = db.execute("SELECT max(collect) FROM collect_wave WHERE wave = ?", [wave]).fetchone()[0]
    if newer > collect:
        raise Stop(problem("undo-newer", id=collect, wave=label, newer=newer))
    if db.execute(f"SELECT 1 FROM {answers_table(wave)} WHERE collect = 0 LIMIT 1").fetchone():  # noqa: S608
        raise Stop(problem("undo-older", id=collect, wave=label))


def _take_back(db: Database, collect: int, wave: int, survey: Survey) -> int:
    answers, replaced = answers_table(wave), replaced_table(wave)
    gone = db.execute(f"DELETE FROM {answers} WHERE collect = ?", [collect]).rowcount  # noqa: S608
    db.execute(f"DELETE FROM {replaced} WHERE collect = ?", [collect])  # noqa: S608
    put_back_atoms(db, wave, collect)
    names = [name for (name,) in db.execute("SELECT name FROM catalogue WHERE wave = ? ORDER BY place", [wave])]
    columns = "".join(f", gone.{name}" for name in names)
    back = db.execute(
        f"INSERT INTO {answers} SELECT key, proof, atom.id, collect, person{columns} FROM {replaced} AS gone "  # noqa: S608
        "JOIN atom ON atom.wave = ? AND atom.place = gone.place AND atom.others = gone.others WHERE by = ?",
        [wave, collect],
    ).rowcount
    db.execute(f"DELETE FROM {replaced} WHERE by = ?", [collect])  # noqa: S608
    comments.prune(db, wave)
    rating.prune(db, wave)
    if late.counted(db, wave) is None:  # else the figures stand: what is taken back had not joined them
        tallying.tally(db, wave, answers, survey)
    return int(gone - back)


def _forget_if_empty(db: Database, wave: int) -> None:
    """A wave that no collect is left of never was."""
    if db.execute("SELECT 1 FROM collect_wave WHERE wave = ?", [wave]).fetchone():
        return
    drop_tables(db, wave)
    pairing.forget_wave(db, wave)
    comments.drop(db, wave)
    products.forget(db, wave)
    rating.forget(db, wave)
    for table in ("item_tally", "index_tally", "flow_tally"):
        db.execute(f"DELETE FROM {table} WHERE atom IN (SELECT id FROM atom WHERE wave = ?)", [wave])  # noqa: S608
    for table in ("atom", "catalogue"):
        db.execute(f"DELETE FROM {table} WHERE wave = ?", [wave])  # noqa: S608
    db.execute("DELETE FROM wave WHERE id = ?", [wave])
