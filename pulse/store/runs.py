"""The log of the daily line, and the lock that lets one of it run at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import cast

from pulse.model.problems import Place, Stop, problem
from pulse.model.runs import Kind, Logged, Step
from pulse.store.store import Store


@contextmanager
def one_run(path: Path) -> Iterator[None]:
    """Holds the lock of the daily line. Raises Stop("run-locked") while another one holds it.

    The lock is SQLite's own on an empty file: it works on every system, and ends with the process that holds it.
    """
    with ExitStack() as held:
        try:
            lock = held.enter_context(closing(sqlite3.connect(path, timeout=0, isolation_level=None)))
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:  # of the lock only: a fault of the run is told as its own
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise Stop(problem("run-locked", Place(str(path)))) from error
            raise Stop(problem("cannot-write", Place(str(path)), reason=str(error))) from error
        yield


class Journal:
    """What runs did, in the store's own file. Each step is noted as soon as it is done."""

    def __init__(self, store: Store) -> None:
        self.db = store.db
        self.run = 0

    def note(self, step: Step, day: date) -> None:
        """Notes a step of this run; what can happen once and is there already stays as it is."""
        with self.db.atomic():
            self._begin(day)
            self.db.execute(
                "INSERT OR IGNORE INTO run_step (run, kind, survey, wave, about, text) VALUES (?, ?, ?, ?, ?, ?)",
                [self.run, step.kind, step.survey, step.wave, step.about, step.text],
            )

    def end(self, waits: int, day: date) -> None:
        """Notes that the run came to its end, and how many things wait for a person."""
        with self.db.atomic():
            self._begin(day)
            self.db.execute("UPDATE run SET finished = 1, waits = ? WHERE number = ?", [waits, self.run])

    def _begin(self, day: date) -> None:
        """With its first step a run is on record; until `end` it counts as cut off."""
        if not self.run:
            cursor = self.db.execute("INSERT INTO run (day, finished, waits) VALUES (?, 0, 0)", [day.isoformat()])
            self.run = int(cursor.lastrowid or 0)

    def done(self) -> frozenset[tuple[str, str, str, str]]:
        """The keys of all steps ever noted, but for those of single files."""
        sql = "SELECT kind, survey, wave, about FROM run_step WHERE kind NOT IN ('collected', 'refused')"
        return frozenset(self.db.execute(sql).fetchall())

    def day_of(self, step: Step) -> date | None:
        """The day on which a step was done; None where it was not."""
        sql = "SELECT day FROM run_step JOIN run ON number = run WHERE (kind, survey, wave, about) = (?, ?, ?, ?)"
        found = self.db.execute(sql, list(step.key)).fetchone()
        return date.fromisoformat(found[0]) if found else None

    def first_day(self) -> date | None:
        """The day of the first run ever, by the calendar; None before it."""
        (found,) = self.db.execute("SELECT min(day) FROM run").fetchone()
        return date.fromisoformat(found) if found else None

    def last_day(self) -> date | None:
        """The day of the last run that came to its end."""
        (found,) = self.db.execute("SELECT max(day) FROM run WHERE finished = 1").fetchone()
        return date.fromisoformat(found) if found else None

    def runs(self) -> tuple[Logged, ...]:
        """Every run, the newest first, each with what it did in that order."""
        steps: dict[int, list[Step]] = {}
        for run, kind, *texts in self.db.execute(
            "SELECT run, kind, survey, wave, about, text FROM run_step ORDER BY at"
        ):
            steps.setdefault(run, []).append(Step(cast("Kind", kind), *texts))
        found = self.db.execute("SELECT number, day, finished, waits FROM run ORDER BY number DESC")
        return tuple(
            Logged(number, date.fromisoformat(day), bool(finished), waits, tuple(steps.get(number, ())))
            for number, day, finished, waits in found
        )
