"""Answers that came after their wave was first shown: they wait, and join the figures statistic by statistic.

The tallies of a wave that was shown are never made again from its sheets: they are the figures that stand. Which sheets
they count is told by the collect that brought each: of a later one than `counted` it waits. A statistic is the turnout
(""), an item or an index by its id, or a frame's three items. What groups say of each other stands as first shown: of a
few who come late it could be told of whom they said what.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from sqlite_utils import Database

from pulse.model.survey import Survey
from pulse.store import tallying
from pulse.store.tables import answers_table

TURNOUT = ""
_TALLIES = {  # table -> what says which statistic a row is of
    "item_tally": "item",
    "index_tally": "name",
    "flow_tally": "items",
}


def counted(db: Database, wave: int) -> int | None:
    """The last collect whose sheets a wave's turnout counts; None while the wave was not shown and all count."""
    (frozen,) = db.execute("SELECT frozen FROM wave WHERE id = ?", [wave]).fetchone()
    return joined(db, wave).get(TURNOUT, int(frozen)) if frozen else None


def joined(db: Database, wave: int) -> dict[str, int]:
    """Statistic -> the last collect that it counts; those that stand as first shown are not in it."""
    return dict(db.execute("SELECT statistic, collect FROM joined WHERE wave = ?", [wave]).fetchall())


def snapshot(db: Database, wave: int) -> int:
    """How many times a wave's figures were made: 1 as first shown."""
    sql = "SELECT coalesce(max(snapshot), 1) FROM joined WHERE wave = ?"
    return int(db.execute(sql, [wave]).fetchone()[0])


def freeze(db: Database, wave: int) -> None:
    """Notes which sheets the first figures of a wave count: all that are here."""
    db.execute("UPDATE wave SET frozen = (SELECT max(id) FROM collect) WHERE id = ? AND frozen = 0", [wave])


def waiting(db: Database, survey: str) -> dict[str, int]:
    """Wave label -> how many sheets wait; waves for which none do are left out."""
    found: dict[str, int] = {}
    sql = "SELECT id, label FROM wave WHERE survey = ? AND frozen > 0 AND closed = '' ORDER BY first, label"
    for wave, label in db.execute(sql, [survey]).fetchall():
        if sheets := _sheets_after(db, wave, counted(db, wave) or 0):
            found[label] = sheets
    return found


def incomplete(db: Database, survey: str) -> tuple[str, ...]:
    """Labels of the waves of which any statistic counts fewer sheets than there are; linked waves take none."""
    sql = "SELECT id, label, frozen FROM wave WHERE survey = ? AND frozen > 0 AND closed = '' AND link_id = ''"
    found = db.execute(f"{sql} ORDER BY first, label", [survey]).fetchall()
    return tuple(label for wave, label, frozen in found if _sheets_after(db, wave, frozen))


def _sheets_after(db: Database, wave: int, collect: int) -> int:
    sql = f"SELECT count(*) FROM {answers_table(wave)} WHERE collect > ?"  # noqa: S608
    return int(db.execute(sql, [collect]).fetchone()[0])


# --- joining ---------------------------------------------------------------------------------------------------------


def statistics(survey: Survey) -> Iterator[str]:
    """Every statistic of a wave: what joins as one. Sub-scores go with their index."""
    yield TURNOUT
    yield from (item.id for item in survey.items)
    yield from (index.id for index in survey.indices)
    yield from (" ".join(it.id for it in items) for items in tallying.frames(survey))


def ends(db: Database, wave: int, survey: Survey) -> dict[int, frozenset[str]]:
    """Last collect counted -> the statistics that count sheets up to it, where sheets wait beyond it."""
    (frozen,) = db.execute("SELECT frozen FROM wave WHERE id = ?", [wave]).fetchone()
    known = joined(db, wave)
    found: dict[int, set[str]] = {}
    for statistic in statistics(survey):
        found.setdefault(known.get(statistic, frozen), set()).add(statistic)
    return {end: frozenset(names) for end, names in found.items() if _sheets_after(db, wave, end)}


def tally_after(db: Database, wave: int, survey: Survey, collect: int) -> None:
    """Puts the tallies of the sheets after a collect in the place of the wave's own: for a look, within a savepoint."""
    tallying.count(db, wave, f"(SELECT * FROM {answers_table(wave)} WHERE collect > {collect:d})", survey)  # noqa: S608


def join(db: Database, wave: int, survey: Survey, names: Collection[str]) -> None:
    """Counts all sheets for the statistics named, the turnout among them; the others keep the tallies they have."""
    kept = {table: list(_standing(db, wave, table, names, survey)) for table in (*_TALLIES, "product_tally")}
    number = snapshot(db, wave) + 1
    tally_after(db, wave, survey, -1)
    for table, rows in kept.items():
        for row in list(_standing(db, wave, table, names, survey)):
            where = " AND ".join(f"{column} = ?" for column in _key(table))
            db.execute(f"DELETE FROM {table} WHERE {where}", row[: len(_key(table))])  # noqa: S608
        if rows:
            places = ", ".join("?" * len(rows[0]))
            db.conn.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
    (last,) = db.execute("SELECT max(id) FROM collect").fetchone()
    db.conn.executemany(
        "INSERT OR REPLACE INTO joined VALUES (?, ?, ?, ?)", ((wave, name, last, number) for name in sorted(names))
    )


def _standing(
    db: Database, wave: int, table: str, names: Collection[str], survey: Survey
) -> Iterator[tuple[object, ...]]:
    """The rows of a table that are of other statistics than those named."""
    owner = {score.id: score.of or score.id for score in survey.scores}
    if table == "product_tally":
        for row in db.execute("SELECT * FROM product_tally WHERE wave = ?", [wave]).fetchall():
            if owner.get(row[1], row[1]) not in names:
                yield row
        return
    sql = f"SELECT {table}.*, {_TALLIES[table]} FROM {table} JOIN atom ON atom.id = {table}.atom WHERE atom.wave = ?"  # noqa: S608
    for *row, name in db.execute(sql, [wave]).fetchall():
        statistic = " ".join(json.loads(name)) if table == "flow_tally" else owner.get(name, name)
        if statistic not in names:
            yield tuple(row)


def _key(table: str) -> tuple[str, ...]:
    keys = {"product_tally": ("wave", "name"), "flow_tally": ("atom", "items", "options", "ticks")}
    return keys.get(table, ("atom", _TALLIES.get(table, "")))


# --- the end ---------------------------------------------------------------------------------------------------------


def drop(db: Database, wave: int) -> int:
    """Deletes the sheets that never joined, when their wave closes; how many. What was written with them stays."""
    after = counted(db, wave)
    if after is None:
        return 0
    table = answers_table(wave)
    gone = int(db.execute(f"DELETE FROM {table} WHERE collect > ?", [after]).rowcount)  # noqa: S608
    if gone:
        tallied = " UNION ".join(f"SELECT atom FROM {name}" for name in (*_TALLIES, "rating_tally"))  # noqa: S608
        db.execute(
            f"DELETE FROM atom WHERE wave = ? AND responses = 0 AND id NOT IN ({tallied}) "  # noqa: S608
            f"AND id NOT IN (SELECT atom FROM {table})",
            [wave],
        )
    return gone
