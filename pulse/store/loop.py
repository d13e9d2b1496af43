"""The loop: needs, commitments and the steps of their stories. Rows are added, never changed and never taken away."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from sqlite_utils import Database

from pulse.model.groups import Group, People
from pulse.model.loop import Commitment, Kind, Level, Need, Status, Step, Story, Verdict
from pulse.model.release import HIDDEN, Banded, Figure, Shown
from pulse.model.survey import Horizon

Part = Need | Commitment | Step


def stories(db: Database) -> tuple[Story, ...]:
    """Every need with all that happened to it, in the order in which needs were opened."""
    commitments, steps = list(_commitments(db)), list(_steps(db))
    return tuple(
        Story(
            need,
            tuple(it for it in commitments if it.need == need.number),
            tuple(it for it in steps if it.need == need.number),
        )
        for need in _needs(db)
    )


def moved(story: Story, people: People) -> Story:
    """The same with the group under the name it has now; groups beside the levels keep theirs."""
    group = story.need.group
    if group.dimension not in people.levels:
        return story
    return replace(story, need=replace(story.need, group=replace(group, path=people.today(group.path))))


def add(db: Database, parts: Sequence[Part]) -> None:
    """Puts needs, commitments and steps down, inside a transaction, with the numbers they bear.

    A day before the last one on record becomes that day: a clock set back, or a rehearsed day, turns no story round.
    """
    (latest,) = db.execute("SELECT max(day) FROM loop_step").fetchone()
    last = date.fromisoformat(latest) if latest else date.min
    for part in parts:
        if isinstance(part, Need):
            _add_need(db, part)
        elif isinstance(part, Commitment):
            _add_commitment(db, part)
        else:
            _add_step(db, replace(part, day=max(part.day, last)))


def next_numbers(db: Database) -> tuple[int, int]:
    """The numbers that the next need and the next commitment bear."""
    (need,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM need").fetchone()
    (commitment,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM commitment").fetchone()
    return int(need), int(commitment)


def _add_need(db: Database, it: Need) -> None:
    said = [it.number, it.survey, it.text, it.horizon, it.level, _json(it.group.path), it.group.dimension]
    figure = [it.wave, it.opened.isoformat(), it.item, it.option, it.share, it.n]
    db.execute(
        "INSERT INTO need (number, survey, text, horizon, level, place, dimension, wave, day, item, option, share, n) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*said, *figure],
    )


def _needs(db: Database) -> Iterator[Need]:
    sql = (
        "SELECT number, survey, text, horizon, level, place, dimension, wave, day, item, option, share, n FROM need "
        "ORDER BY number"
    )
    for number, survey, text, horizon, level, place, dimension, wave, day, *rest in db.execute(sql):
        group = Group(tuple(json.loads(place)), dimension)
        said = cast(Horizon, horizon), cast(Level, level)
        yield Need(number, survey, text, *said, group, wave, date.fromisoformat(day), *rest)


def _add_commitment(db: Database, it: Commitment) -> None:
    db.execute(
        "INSERT INTO commitment (number, need, owner, level, due, measure, text, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [it.number, it.need, it.owner, it.level, it.by.isoformat(), it.measure, it.text, it.made.isoformat()],
    )


def _commitments(db: Database) -> Iterator[Commitment]:
    sql = "SELECT number, need, owner, level, due, measure, text, day FROM commitment ORDER BY number"
    for number, need, owner, level, due, measure, text, day in db.execute(sql):
        dates = date.fromisoformat(due), date.fromisoformat(day)
        yield Commitment(number, need, owner, cast(Level, level), dates[0], measure, text, dates[1])


def _add_step(db: Database, it: Step) -> None:
    detail: dict[str, object] = {
        "status": it.status,
        "by": it.by.isoformat() if it.by else None,
        "wave": it.wave,
        "item": it.item,
        "vouched": it.vouched,
        "verdict": _said_verdict(it.verdict) if it.verdict else None,
    }
    kept = _json({name: value for name, value in detail.items() if value})
    db.execute(
        "INSERT INTO loop_step (need, commitment, day, kind, text, detail) VALUES (?, ?, ?, ?, ?, ?)",
        [it.need, it.commitment, it.day.isoformat(), it.kind, it.text, kept],
    )


def _steps(db: Database) -> Iterator[Step]:
    sql = "SELECT number, need, commitment, day, kind, text, detail FROM loop_step ORDER BY number"
    for number, need, commitment, day, kind, text, detail in db.execute(sql):
        more = json.loads(detail)
        yield Step(
            need=need,
            day=date.fromisoformat(day),
            kind=cast(Kind, kind),
            commitment=commitment,
            text=text,
            status=cast("Status | None", more.get("status")),
            by=date.fromisoformat(more["by"]) if "by" in more else None,
            wave=more.get("wave", ""),
            item=more.get("item", ""),
            verdict=_read_verdict(more["verdict"]) if "verdict" in more else None,
            vouched=more.get("vouched", False),
            number=number,
        )


def _said_verdict(it: Verdict) -> dict[str, object]:
    figures = {name: _said(getattr(it, name)) for name in ("met", "partly", "not_met")}
    return {"wave": it.wave, "item": it.item, "place": it.group.path, "dimension": it.group.dimension, **figures}


def _read_verdict(said: dict[str, Any]) -> Verdict:
    group = Group(tuple(said["place"]), said["dimension"])
    return Verdict(said["wave"], said["item"], group, *(_read(said[name]) for name in ("met", "partly", "not_met")))


def _said(figure: Figure) -> list[object]:
    """A figure as a list: its kind and what is known of it."""
    if isinstance(figure, Shown):
        return ["shown", figure.value, figure.n, figure.lower, figure.upper, figure.of_asked]
    return ["band", figure.low, figure.high, figure.n] if isinstance(figure, Banded) else ["hidden"]


def _read(said: list[Any]) -> Figure:
    kind, *values = said
    if kind == "shown":
        value, n, lower, upper, of_asked = values
        return Shown(value, n, lower, upper, (of_asked[0], of_asked[1]) if of_asked else None)
    return Banded(*values) if kind == "band" else HIDDEN


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
