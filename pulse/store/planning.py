"""Plans of evaluations: entered once with their day, never changed. When an outcome was named rests on this alone."""

from __future__ import annotations

import json
from datetime import date

from sqlite_utils import Database

from pulse.model.groups import Path
from pulse.model.plans import Entered, Plan

_COLUMNS = "number, day, title, survey, outcome, start, took_part, option, compare_with, what, why"


def plans(db: Database) -> tuple[Entered, ...]:
    """Every entry, oldest first."""
    return tuple(map(_entered, db.execute(f"SELECT {_COLUMNS} FROM plan ORDER BY number").fetchall()))  # noqa: S608


def day_for(db: Database, plan: Plan, today: date) -> date:
    """The day of the plan's entry; without one today, or the last day anything was written where that is later.

    A day can be rehearsed (PULSE_TODAY), and a clock set back: no plan comes before answers that were here first.
    """
    if found := _found(db, plan):
        return found.day
    sql = "SELECT max(day) FROM (SELECT day FROM collect UNION SELECT day FROM ledger UNION SELECT day FROM plan)"
    (latest,) = db.execute(sql).fetchone()
    return max(today, date.fromisoformat(latest)) if latest else today


def enter(db: Database, plan: Plan, today: date) -> Entered:
    """The entry of the plan, made where there is none."""
    if found := _found(db, plan):
        return found
    day = day_for(db, plan, today)
    texts = [plan.survey, plan.outcome, plan.option, plan.start.isoformat()]
    units = [_json(plan.took_part), _json(plan.compare_with)]
    cursor = db.execute(
        "INSERT INTO plan (mark, day, survey, outcome, option, start, took_part, compare_with, title, what, why) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [plan.mark, day.isoformat(), *texts, *units, plan.title, plan.what, plan.why],
    )
    return Entered(int(cursor.lastrowid or 0), day, plan)


def places(db: Database, survey: str) -> tuple[Path, ...]:
    """The places that answers to a questionnaire came from, those folded away since among them."""
    sql = (
        "SELECT place FROM atom JOIN wave ON wave.id = atom.wave WHERE survey = ? UNION "
        "SELECT place FROM withheld JOIN wave ON wave.id = withheld.wave WHERE survey = ?"
    )
    return tuple(tuple(json.loads(place)) for (place,) in db.execute(sql, [survey, survey]))


def _found(db: Database, plan: Plan) -> Entered | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM plan WHERE mark = ?", [plan.mark]).fetchone()  # noqa: S608
    return _entered(row) if row else None


def _entered(row: tuple[str, ...]) -> Entered:
    number, day, title, survey, outcome, start, took_part, option, compare_with, what, why = row
    plan = Plan(
        title=title,
        survey=survey,
        outcome=outcome,
        start=date.fromisoformat(start),
        took_part=_paths(took_part),
        option=option,
        compare_with=_paths(compare_with),
        what=what,
        why=why,
    )
    return Entered(int(number), date.fromisoformat(day), plan)


def _json(paths: tuple[Path, ...]) -> str:
    return json.dumps(paths, ensure_ascii=False)


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(tuple(path) for path in json.loads(text))
