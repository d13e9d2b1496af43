"""The database of answers given by name: a file of its own, marked as such, which holds nothing else and never will."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from pulse.model.attributed import Asked, Given, Taken
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Wave
from pulse.store import keeping
from pulse.store.keys import refuse_if_open
from pulse.store.marked import ATTRIBUTED, mark_of
from pulse.store.store import LOCK_WAIT, SurveyFrom

_PRAGMAS = ("journal_mode=DELETE", "secure_delete=ON", "foreign_keys=ON", "trusted_schema=OFF")
_SCHEMA = (
    f"PRAGMA application_id={ATTRIBUTED}",
    """CREATE TABLE attributed_wave (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, label TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        definition TEXT NOT NULL, purged TEXT, UNIQUE (survey, label)) STRICT""",
    """CREATE TABLE attributed_answers (
        wave INTEGER NOT NULL REFERENCES attributed_wave, who TEXT NOT NULL, answers TEXT NOT NULL,
        PRIMARY KEY (wave, who)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE attributed_ledger (
        entry INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES attributed_wave, day TEXT NOT NULL,
        answers INTEGER NOT NULL) STRICT""",
)


class AttributedStore:
    """The open database. Use `AttributedStore.open`."""

    def __init__(self, db: Database, survey_from: SurveyFrom) -> None:
        self.db, self.survey_from = db, survey_from

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, survey_from: SurveyFrom) -> Iterator[AttributedStore]:
        """The store at `path`, made if it is not there.

        Raises Stop: "attributed-open" where others may read it, "attributed-other-file" for any other database.
        """
        refuse_if_open(path, "attributed-open")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=LOCK_WAIT)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            _lay_out(connection)
            if mark_of(connection) != ATTRIBUTED:
                raise Stop(problem("attributed-other-file", Place(str(path))))
            yield cls(Database(connection, execute_plugins=False), survey_from)
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise Stop(problem("database-locked", Place(str(path)))) from error
            raise Stop(problem("attributed-other-file", Place(str(path)))) from error
        finally:
            connection.close()

    def take(self, wave: Wave, definition: str, given: Sequence[Given]) -> Taken:
        """Puts a file's answers down, all or none; a person's later answers replace her earlier ones.

        Raises Stop: "attributed-purged" for a wave whose answers were deleted, "attributed-other-questions".
        """
        with self.db.atomic():
            number = self._wave(wave, definition)
            before = dict(self.db.execute("SELECT who, answers FROM attributed_answers WHERE wave = ?", [number]))
            rows = [(number, _json(it.who), _json(it.answers)) for it in given]
            self.db.conn.executemany("INSERT OR REPLACE INTO attributed_answers VALUES (?, ?, ?)", rows)
        known = sum(before.get(who) == answers for _, who, answers in rows)
        replaced = sum(who in before for _, who, _ in rows) - known
        return Taken(wave, len(rows) - known - replaced, replaced, known)

    def asked(self, survey: str = "") -> tuple[Asked, ...]:
        """Every wave with its answers, oldest first; of one questionnaire where it is named."""
        sql = "SELECT id, survey, label, first, last, definition, purged FROM attributed_wave ORDER BY first, id"
        return tuple(self._asked(*row) for row in self.db.execute(sql).fetchall() if survey in ("", row[1]))

    def enter(self, wave: Wave, answers: int, today: date) -> int:
        """Notes that a list of a wave's answers was written; gives back the entry's number."""
        with self.db.atomic():
            found = self.db.execute(
                "INSERT INTO attributed_ledger (wave, day, answers) SELECT id, ?, ? FROM attributed_wave "
                "WHERE survey = ? AND label = ? RETURNING entry",
                [today.isoformat(), answers, wave.survey, wave.label],
            ).fetchone()
        return int(found[0])

    def purge(self, wave: Wave, today: date) -> int:
        """Deletes a wave's answers; that they were there, and which lists were written, stays. Gives back how many."""
        of_wave = [wave.survey, wave.label]
        with self.db.atomic():
            gone = self.db.execute(
                "DELETE FROM attributed_answers WHERE wave = (SELECT id FROM attributed_wave "
                "WHERE survey = ? AND label = ?)",
                of_wave,
            ).rowcount
            self.db.execute(
                "UPDATE attributed_wave SET purged = coalesce(purged, ?) WHERE survey = ? AND label = ?",
                [today.isoformat(), *of_wave],
            )
        self.db.execute("VACUUM")
        return int(gone)

    def backup(self, path: Path, *, over: bool) -> None:
        """Copies the database; the copy bears the same mark. Raises what the other database's backup raises."""
        keeping.backup(self.db, path, over=over)

    def _wave(self, wave: Wave, definition: str) -> int:
        found = self.db.execute(
            "SELECT id, definition, purged FROM attributed_wave WHERE survey = ? AND label = ?",
            [wave.survey, wave.label],
        ).fetchone()
        if found is None:
            row = [wave.survey, wave.label, wave.first.isoformat(), wave.last.isoformat(), definition]
            sql = "INSERT INTO attributed_wave (survey, label, first, last, definition) VALUES (?, ?, ?, ?, ?)"
            return int(self.db.execute(f"{sql} RETURNING id", row).fetchone()[0])
        number, asked, purged = found
        if purged:
            raise Stop(problem("attributed-purged", wave=wave.label, day=purged))
        if asked != definition and not self._asks_alike(asked, definition):
            raise Stop(problem("attributed-other-questions", wave=wave.label))
        return int(number)

    def _asks_alike(self, one: str, other: str) -> bool:
        first, second = self.survey_from(one), self.survey_from(other)
        same = [(it.id, it.fingerprint) for it in first.items] == [(it.id, it.fingerprint) for it in second.items]
        return same and first.dimensions == second.dimensions

    def _asked(self, number: int, survey: str, label: str, first: str, last: str, text: str, purged: str) -> Asked:
        rows = self.db.execute("SELECT who, answers FROM attributed_answers WHERE wave = ? ORDER BY who", [number])
        given = tuple(Given(_pairs(who), _answers(said)) for who, said in rows.fetchall())
        listed = self.db.execute("SELECT entry, day FROM attributed_ledger WHERE wave = ? ORDER BY entry", [number])
        return Asked(
            self.survey_from(text),
            Wave(survey, label, date.fromisoformat(first), date.fromisoformat(last)),
            given,
            tuple((entry, date.fromisoformat(day)) for entry, day in listed.fetchall()),
            date.fromisoformat(purged) if purged else None,
        )


def _lay_out(connection: sqlite3.Connection) -> None:
    """Marks a new file as one of answers by name and makes its tables; the second of two runs waits for the first."""
    if not _is_new(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:  # commits, or rolls back
        for statement in _SCHEMA if _is_new(connection) else ():
            connection.execute(statement)


def _is_new(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA schema_version").fetchone()[0] == 0)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), str(value)) for key, value in json.loads(text))


def _answers(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((str(key), tuple(map(str, values))) for key, values in json.loads(text))
