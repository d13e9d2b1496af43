"""Who is who in two waves of a linked survey: a table of links beside each wave, for as long as it is needed.

A link is a keyed hash of who answered, by a key that all waves of the survey share. It stands with its sheet's key and
the collect that brought the sheet, so that a sheet that gives way keeps its own for an undo. A wave's links go once it
and the wave after it are closed; until then the pairs of that next wave may still change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from pulse.store.tables import answers_table, replaced_table


@dataclass(frozen=True, slots=True)
class LinkedWave:
    """A wave of a survey as linking sees it."""

    id: int
    label: str
    first: date
    last: date
    definition: str
    link_id: str  # of the key its links were made with; "" for a wave that is not linked
    closed: bool
    final: bool  # closed or reported: its pairs stand
    counted: int | None = None  # the last collect its figures count, once it was shown

    @property
    def answers(self) -> str:
        """Its table of answers; of a wave that was shown what its figures count."""
        table = answers_table(self.id)
        return table if self.counted is None else f"(SELECT * FROM {table} WHERE collect <= {self.counted:d})"  # noqa: S608

    @property
    def links(self) -> str:
        return links_table(self.id)


def links_table(wave: int) -> str:
    """The name of a wave's table of links."""
    return f"links_{wave}"


def begin(db: Database, wave: int, link_id: str) -> None:
    """Makes a new wave one that is linked. `paired` notes, item by item, whose answers have been paired."""
    db.execute(
        f"CREATE TABLE {links_table(wave)} (key INTEGER NOT NULL, collect INTEGER NOT NULL, link BLOB NOT NULL, "
        "paired TEXT NOT NULL DEFAULT '', PRIMARY KEY (key, collect)) WITHOUT ROWID"
    )
    db.execute("UPDATE wave SET link_id = ? WHERE id = ?", [link_id, wave])


def note(db: Database, wave: int, collect: int, keys: Sequence[object], links: Sequence[bytes | None]) -> None:
    """Puts the links of sheets down. A wave that was begun without links takes none: its staff were not told."""
    if has_links(db, wave):
        rows = [(key, collect, link) for key, link in zip(keys, links, strict=True) if link is not None]
        sql = f"INSERT OR IGNORE INTO {links_table(wave)} (key, collect, link) VALUES (?, ?, ?)"  # noqa: S608
        db.conn.executemany(sql, rows)


def prune(db: Database, wave: int) -> None:
    """Deletes the links of sheets that are not there: known before, undone, or deleted for good."""
    if not has_links(db, wave):
        return
    links = links_table(wave)
    kept = " UNION ALL ".join(
        f"SELECT 1 FROM {table} AS sheet WHERE sheet.key = {links}.key AND sheet.collect = {links}.collect"  # noqa: S608
        for table in (answers_table(wave), replaced_table(wave))
        if _there(db, table)
    )
    db.execute(f"DELETE FROM {links} WHERE NOT EXISTS ({kept})")  # noqa: S608


def drop(db: Database, wave: int) -> None:
    """Deletes all links of a wave."""
    db.execute(f"DROP TABLE IF EXISTS {links_table(wave)}")


def has_links(db: Database, wave: int) -> bool:
    """True while a wave's links are there."""
    return _there(db, links_table(wave))


def has_answers(db: Database, wave: int) -> bool:
    """True while a wave's answers are there."""
    return _there(db, answers_table(wave))


def links_of(db: Database, wave: int, key: int) -> list[bytes]:
    """The links of one sheet, while there are any."""
    if not has_links(db, wave):
        return []
    return [link for (link,) in db.execute(f"SELECT link FROM {links_table(wave)} WHERE key = ?", [key])]  # noqa: S608


def waves(db: Database, survey: str) -> list[LinkedWave]:
    """All waves of a survey, oldest first; none where no wave of it was ever linked."""
    found = db.execute(
        "SELECT id, label, first, last, definition, link_id, closed <> '', "
        "closed <> '' OR frozen > 0, nullif(frozen, 0) FROM wave WHERE survey = ? "
        "AND EXISTS (SELECT 1 FROM wave AS other WHERE other.survey = wave.survey AND other.link_id <> '') "
        "ORDER BY first, label",
        [survey],
    )
    return [
        LinkedWave(
            wave, label, date.fromisoformat(first), date.fromisoformat(last), source, link_id, bool(a), bool(b), counted
        )
        for wave, label, first, last, source, link_id, a, b, counted in found
    ]


def link_id(db: Database, survey: str) -> str:
    """The short id of the key that the links which are still there were made with; "" where there are none."""
    return next((wave.link_id for wave in waves(db, survey) if has_links(db, wave.id)), "")


def end(db: Database, survey: str, *, goes_on: bool) -> bool:
    """Deletes the links that nothing will be paired with any more; True where none are left.

    goes_on  the questionnaire still says that waves are linked, so that the last wave's links await the next one
    """
    known = waves(db, survey)
    for wave, after in zip(known, [*known[1:], None], strict=False):
        awaited = goes_on if after is None else bool(after.link_id) and not after.closed
        if wave.closed and not awaited:
            drop(db, wave.id)
    return not any(has_links(db, wave.id) for wave in known)


def neighbours(known: Sequence[LinkedWave]) -> Iterator[tuple[LinkedWave | None, LinkedWave]]:
    """Each wave with the one before it; None where there is none that had ended when it began."""
    for before, wave in zip([None, *known], known, strict=False):
        yield (before if before and before.last < wave.first else None), wave


def _there(db: Database, table: str) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return db.execute(sql, [table]).fetchone() is not None
