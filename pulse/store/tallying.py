"""Counts per atom, made in SQL when a wave's answers change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, product

from sqlite_utils import Database

from pulse.model.answers import Column, Layout
from pulse.model.survey import Item, Survey

# Which of hurt, need and meet a flow looks at: all three, neighbours, each alone, and all who joined them.
_LOOKS = ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0))
_AT_ONCE = 900  # expressions in one SELECT, well below SQLite's limit of 2,000 columns


def tally(db: Database, wave: int, table: str, survey: Survey) -> None:
    """Replaces the tallies of one wave by those of its answers as they are now."""
    for name in ("item_tally", "index_tally", "flow_tally"):
        db.execute(f"DELETE FROM {name} WHERE atom IN (SELECT id FROM atom WHERE wave = ?)", [wave])  # noqa: S608
    db.execute(
        f"UPDATE atom SET responses = (SELECT count(*) FROM {table} WHERE {table}.atom = atom.id) WHERE wave = ?",  # noqa: S608
        [wave],
    )
    db.execute("DELETE FROM atom WHERE wave = ? AND responses = 0", [wave])
    _items(db, table, survey)
    _indices(db, table, survey)
    for items in frames(survey):
        _flows(db, table, items)


def frames(survey: Survey) -> Iterator[tuple[Item, Item, Item]]:
    """The questionnaire's triples: who is hurt, a need, who should meet that need."""
    for hurt in survey.framed("hurt"):
        for meet in survey.framed("meet"):
            yield hurt, survey.by_id[meet.about or ""], meet


def _items(db: Database, table: str, survey: Survey) -> None:
    columns = {item.id: [c for c in Layout.of(survey).columns if c.item == item.id] for item in survey.items}
    wanted = {item.id: _counts(item, columns[item.id]) for item in survey.items}
    names = iter(wanted)
    while group := _fill(names, wanted):
        expressions = [expression for name in group for expression in wanted[name]]
        found = db.execute(f"SELECT atom, {', '.join(expressions)} FROM {table} GROUP BY atom").fetchall()  # noqa: S608
        rows = []
        for atom, *counts in found:
            rest = iter(counts)
            for name in group:
                answered, *options = islice(rest, len(wanted[name]))
                rows.append((atom, name, answered or 0, json.dumps([count or 0 for count in options])))
        db.conn.executemany("INSERT INTO item_tally VALUES (?, ?, ?, ?)", rows)


def _fill(names: Iterator[str], wanted: dict[str, list[str]]) -> list[str]:
    """The next items whose expressions fit into one SELECT."""
    group: list[str] = []
    room = _AT_ONCE
    for name in names:
        group.append(name)
        room -= len(wanted[name])
        if room < 0:
            break
    return group


def _counts(item: Item, columns: Sequence[Column]) -> list[str]:
    """SQL for: how many answered, then how many chose each option."""
    if item.kind == "text":
        return [f"sum({columns[0].name})"]
    if item.kind == "many":
        return [f"count({columns[0].name})", *(f"sum({column.name})" for column in columns)]
    name = columns[0].name
    return [f"count({name})", *(f"sum({name} = {position})" for position in range(1, len(item.options) + 1))]


def _indices(db: Database, table: str, survey: Survey) -> None:
    for column in Layout.of(survey).columns:
        if column.kind == "index":
            name = column.name
            db.execute(
                f"INSERT INTO index_tally SELECT atom, ?, count({name}), sum({name}), sum({name} * {name}) "  # noqa: S608
                f"FROM {table} WHERE {name} IS NOT NULL GROUP BY atom",
                [column.item],
            )


def _flows(db: Database, table: str, items: tuple[Item, Item, Item]) -> None:
    """Joined answers. Like answer sheets are put together in SQL; each is then shared out over its ticks."""
    columns = [_columns(item) for item in items]
    names = [name for of_item in columns for name in of_item]
    sql = f"SELECT atom, count(*), {', '.join(names)} FROM {table} GROUP BY atom, {', '.join(names)}"  # noqa: S608
    people: Counter[tuple[int, tuple[str, ...], int]] = Counter()
    for atom, count, *values in db.execute(sql):
        rest = iter(values)
        chosen = [_chosen(item, list(islice(rest, len(of)))) for item, of in zip(items, columns, strict=True)]
        if all(chosen):
            for looked in _LOOKS:
                seen = [options if look else [""] for options, look in zip(chosen, looked, strict=True)]
                ticks = len(seen[0]) * len(seen[1]) * len(seen[2])
                for options in product(*seen):
                    people[atom, options, ticks] += count
    ids = json.dumps([item.id for item in items])
    rows = [(atom, ids, json.dumps(options), ticks, count) for (atom, options, ticks), count in people.items()]
    db.conn.executemany("INSERT INTO flow_tally VALUES (?, ?, ?, ?, ?)", rows)


def _columns(item: Item) -> list[str]:
    if item.kind == "many":
        return [Column("option", item.id, option.id).name for option in item.options]
    return [Column("item", item.id).name]


def _chosen(item: Item, values: list[int | None]) -> list[str]:
    """Option ids of one answer; options outside the denominator are no answer here either."""
    if item.kind == "many":
        picked = [option for option, value in zip(item.options, values, strict=True) if value]
    else:
        picked = [item.options[values[0] - 1]] if values[0] else []
    return [option.id for option in picked if not option.aside]
