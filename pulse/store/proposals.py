"""Which cluster each proposal is in, and which guest a wave asks. A guest chosen later stands; none is taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlite_utils import Database

from pulse.model.proposals import Guest


def clusters(db: Database) -> dict[str, str]:
    """Comment -> the cluster it is in."""
    return dict(db.execute("SELECT comment, cluster FROM proposal").fetchall())


def place(db: Database, placed: Mapping[str, str], by: str, day: date) -> None:
    """Puts proposals into clusters, inside a transaction; "" takes one out."""
    for comment, cluster in placed.items():
        db.execute("DELETE FROM proposal WHERE comment = ?", [comment])
        if cluster:
            db.execute("INSERT INTO proposal VALUES (?, ?, ?, ?)", [comment, cluster, by, day.isoformat()])


def carry(db: Database, old: str, new: str) -> None:
    """Gives a comment that takes another's place its cluster."""
    db.execute("INSERT INTO proposal SELECT ?, cluster, who, day FROM proposal WHERE comment = ?", [new, old])


def choose(db: Database, it: Guest) -> None:
    """Puts a guest down, inside a transaction."""
    db.execute(
        "INSERT INTO guest (survey, wave, cluster, item, text, scale, who, day, vouched) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [it.survey, it.wave, it.cluster, it.item, it.text, it.scale, it.by, it.day.isoformat(), it.vouched],
    )


def guests(db: Database) -> Iterator[Guest]:
    """Every guest ever chosen, in that order."""
    sql = "SELECT survey, wave, cluster, item, text, scale, who, day, vouched FROM guest ORDER BY number"
    for survey, wave, cluster, item, text, scale, who, day, vouched in db.execute(sql):
        yield Guest(survey, wave, cluster, item, text, scale, who, date.fromisoformat(day), bool(vouched))
