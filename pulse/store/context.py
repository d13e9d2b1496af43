"""What the organisation counts: rows are added, never changed and never taken away; small numbers never get here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from sqlite_utils import Database

from pulse.model.context import Counted, Unit, period


def add(db: Database, found: Iterable[Counted], day: date) -> None:
    """Puts values down, inside a transaction, as of a day."""
    rows = [
        (day.isoformat(), it.indicator, it.period.label, it.unit, it.source, it.value, it.low, it.high, it.staff)
        for it in found
    ]
    db.conn.executemany(
        "INSERT INTO context (day, indicator, period, unit, source, value, low, high, staff) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def everything(db: Database) -> Iterator[Counted]:
    """Every value ever put down, in that order: of two for one period the later one stands."""
    sql = "SELECT day, indicator, period, unit, source, value, low, high, staff FROM context ORDER BY number"
    for day, indicator, label, unit, source, value, low, high, staff in db.execute(sql):
        when = period(label)
        if when is not None:
            said = cast(Unit, unit), source, value, low, high, staff
            yield Counted(indicator, when, *said, date.fromisoformat(day))
