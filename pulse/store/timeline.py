"""Events and rebases: added with the day they were recorded, withdrawn with a day, never changed and never deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import cast

from sqlite_utils import Database

from pulse.model.events import Event, Kind, Rebase


def add_event(db: Database, it: Event) -> int:
    """Puts an event down, inside a transaction; gives back its number."""
    cursor = db.execute(
        "INSERT INTO event (survey, day, text, kind, places, recorded) VALUES (?, ?, ?, ?, ?, ?)",
        [it.survey, it.day.isoformat(), it.text, it.kind, _json(it.where), _text(it.recorded)],
    )
    return int(cursor.lastrowid or 0)


def events(db: Database) -> Iterator[Event]:
    """Every event ever recorded, those withdrawn among them, oldest first."""
    sql = "SELECT id, survey, day, text, kind, places, recorded, withdrawn FROM event ORDER BY survey, day, id"
    for number, survey, day, text, kind, places, recorded, withdrawn in db.execute(sql):
        where = tuple(tuple(path) for path in json.loads(places))
        dates = date.fromisoformat(recorded), _day(withdrawn)
        yield Event(survey, date.fromisoformat(day), text, cast(Kind, kind), where, number, *dates)


def add_rebase(db: Database, it: Rebase) -> int:
    """Puts a rebase down, inside a transaction; gives back its number."""
    cursor = db.execute(
        "INSERT INTO rebase (survey, item, day, reason, who, recorded) VALUES (?, ?, ?, ?, ?, ?)",
        [it.survey, it.item, it.day.isoformat(), it.reason, it.who, it.recorded.isoformat()],
    )
    return int(cursor.lastrowid or 0)


def rebases(db: Database) -> Iterator[Rebase]:
    """Every rebase ever recorded, those withdrawn among them, oldest first."""
    sql = "SELECT id, survey, item, day, reason, who, recorded, withdrawn FROM rebase ORDER BY survey, day, item, id"
    for number, survey, item, day, reason, who, recorded, withdrawn in db.execute(sql):
        dates = date.fromisoformat(day), date.fromisoformat(recorded)
        yield Rebase(survey, item, dates[0], reason, who, dates[1], number, _day(withdrawn))


def withdraw_event(db: Database, number: int, today: date) -> None:
    """Notes the day an event was withdrawn, inside a transaction; an earlier such day stands."""
    db.execute("UPDATE event SET withdrawn = ? WHERE id = ? AND withdrawn = ''", [today.isoformat(), number])


def withdraw_rebase(db: Database, number: int, today: date) -> None:
    """Notes the day a rebase was withdrawn, inside a transaction; an earlier such day stands."""
    db.execute("UPDATE rebase SET withdrawn = ? WHERE id = ? AND withdrawn = ''", [today.isoformat(), number])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
