"""How groups rated each other: a table beside each wave, and the tallies by rating group, rated group and answer.

A rating stands with its sheet's key and the collect that brought the sheet, as links do, so that a sheet that gives way
keeps its own for an undo. Groups are numbers here; `rated` says which.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlite_utils import Database

from pulse.model.figures import Atom, RatingTally
from pulse.model.groups import Path, People
from pulse.model.survey import Rating
from pulse.store.tables import answers_table, is_there, replaced_table

Columns = Sequence[Sequence[int | None]]
Given = dict[int, int]  # number of a rated group under a question -> position of the answer


def ratings_table(wave: int) -> str:
    """The name of a wave's table of ratings."""
    return f"ratings_{wave}"


def begin(db: Database, wave: int, ratings: Sequence[Rating]) -> tuple[int, ...]:
    """Makes a wave's table if it has none yet; the number of each question about a group, in their order."""
    if not ratings:
        return ()
    db.execute(
        f"CREATE TABLE IF NOT EXISTS {ratings_table(wave)} (key INTEGER NOT NULL, collect INTEGER NOT NULL, "
        "rated INTEGER NOT NULL, answer INTEGER NOT NULL, PRIMARY KEY (key, collect, rated)) WITHOUT ROWID"
    )
    asked = [(wave, it.of, json.dumps(it.rated, ensure_ascii=False)) for it in ratings]
    db.conn.executemany("INSERT OR IGNORE INTO rated (wave, item, place) VALUES (?, ?, ?)", asked)
    sql = "SELECT id FROM rated WHERE wave = ? AND item = ? AND place = ?"
    return tuple(int(db.execute(sql, row).fetchone()[0]) for row in asked)


def note(
    db: Database, wave: int, collect: int, numbers: Sequence[int], keys: Sequence[object], columns: Columns
) -> None:
    """Puts the ratings of sheets down, those that will not be kept among them: `prune` takes these out again."""
    rows = (
        (key, collect, number, answer)
        for number, column in zip(numbers, columns, strict=True)
        for key, answer in zip(keys, column, strict=True)
        if answer is not None
    )
    db.conn.executemany(f"INSERT OR IGNORE INTO {ratings_table(wave)} VALUES (?, ?, ?, ?)", rows)  # noqa: S608


def given(db: Database, wave: int, key: object, collect: object) -> Given:
    """The ratings of one sheet."""
    sql = f"SELECT rated, answer FROM {ratings_table(wave)} WHERE key = ? AND collect = ?"  # noqa: S608
    return dict(db.execute(sql, [key, collect]).fetchall())


def prune(db: Database, wave: int) -> None:
    """Takes away the ratings of sheets that are neither kept nor kept for an undo."""
    table = ratings_table(wave)
    if is_there(db, table):
        sheets = [it for it in (answers_table(wave), replaced_table(wave)) if is_there(db, it)]
        kept = " UNION ".join(f"SELECT key, collect FROM {it}" for it in sheets)  # noqa: S608
        db.execute(f"DELETE FROM {table} WHERE (key, collect) NOT IN ({kept})")  # noqa: S608


def drop(db: Database, wave: int) -> None:
    """Deletes a wave's ratings; its tallies stay."""
    db.execute(f"DROP TABLE IF EXISTS {ratings_table(wave)}")


def forget(db: Database, wave: int) -> None:
    """Takes away everything that is known of a wave's ratings."""
    forget_tallies(db, wave)
    drop(db, wave)
    db.execute("DELETE FROM rated WHERE wave = ?", [wave])


def forget_tallies(db: Database, wave: int) -> None:
    """Takes the counts of a wave's ratings away."""
    db.execute("DELETE FROM rating_tally WHERE atom IN (SELECT id FROM atom WHERE wave = ?)", [wave])


def tally(db: Database, wave: int) -> None:
    """Counts a wave's ratings as they are now, by atom; the old counts must be gone."""
    table = ratings_table(wave)
    if is_there(db, table):
        db.execute(
            "INSERT INTO rating_tally SELECT atom, item, place, answer, count(*) "  # noqa: S608
            f"FROM {table} JOIN {answers_table(wave)} USING (key, collect) JOIN rated ON rated.id = {table}.rated "
            "GROUP BY atom, item, place, answer"
        )


def tallies(db: Database, wave: int, atoms: Mapping[int, Atom], people: People) -> Iterator[RatingTally]:
    """The kept counts of a wave; groups bear the names they have now."""
    sql = (
        "SELECT rating_tally.* FROM rating_tally JOIN atom ON atom.id = rating_tally.atom WHERE atom.wave = ? "
        "ORDER BY rating_tally.atom, item, rating_tally.place, answer"
    )
    for atom, item, place, answer, count in db.execute(sql, [wave]):
        yield RatingTally(item, atoms[atom], people.today(tuple(json.loads(place))), answer, count)


def rated(db: Database, wave: int, people: People) -> tuple[tuple[str, Path], ...]:
    """The questions of a wave with the groups they rate, by the names these have now."""
    found = db.execute("SELECT item, place FROM rated WHERE wave = ? ORDER BY item, place", [wave])
    return tuple(dict.fromkeys((item, people.today(tuple(json.loads(place)))) for item, place in found))


def put_folded(db: Database, ids: Mapping[Atom, int], folded: Iterable[RatingTally]) -> None:
    """Puts down what a closed wave keeps."""
    rows = ((ids[it.atom], it.item, json.dumps(it.rated, ensure_ascii=False), it.answer, it.people) for it in folded)
    db.conn.executemany("INSERT INTO rating_tally VALUES (?, ?, ?, ?, ?)", rows)
