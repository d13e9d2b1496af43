"""Talks that teams held: rows are added, never changed and never taken away."""

from __future__ import annotations

import json
from datetime import date

from sqlite_utils import Database

from pulse.model.groups import Group
from pulse.model.talks import Talk


def talks(db: Database) -> tuple[Talk, ...]:
    """Every talk, in the order in which they were noted."""
    found = db.execute("SELECT place, dimension, day FROM talk ORDER BY number")
    return tuple(
        Talk(Group(tuple(json.loads(place)), dimension), date.fromisoformat(day)) for place, dimension, day in found
    )


def add(db: Database, talk: Talk, noted: date) -> None:
    """One more. noted: the day on which it was put down."""
    place = json.dumps(talk.group.path, ensure_ascii=False)
    row = [place, talk.group.dimension, talk.day.isoformat(), noted.isoformat()]
    db.execute("INSERT INTO talk (place, dimension, day, noted) VALUES (?, ?, ?, ?)", row)
