"""Counts per atom, made in SQL when a wave's answers change."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, product

from sqlite_utils import Database

from pulse.model.answers import Column, Layout
from pulse.model.survey import Item, Survey
from pulse.store import products, rating

# Which of hurt, need and meet a flow looks at: all three, neighbours, each alone, and all who joined them.
_LOOKS = ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0))
_FIELD, _ROOM = 12, 5  # bits of a count, and counts, in one sum of 63 bits
_MOST_IN_SUM = 2**_FIELD - 1
_MOST_BITS = 63  # of a key
_BITS_MORE = 3  # of a key, where a part of an atom is too large: eight times as many parts
_AT_ONCE = 900  # expressions in one SELECT, well below SQLite's limit of 2,000 columns


def tally(db: Database, wave: int, table: str, survey: Survey) -> None:
    """Replaces the tallies of one wave by those of its answers as they are now; atoms that nobody is in go."""
    rating.forget_tallies(db, wave)
    count(db, wave, table, survey)
    db.execute("DELETE FROM atom WHERE wave = ? AND responses = 0", [wave])
    rating.tally(db, wave)


def count(db: Database, wave: int, table: str, survey: Survey) -> None:
    """The same with every atom kept. table: the wave's answers, or a query for some of them in brackets."""
    for name in ("item_tally", "index_tally", "flow_tally"):
        db.execute(f"DELETE FROM {name} WHERE atom IN (SELECT id FROM atom WHERE wave = ?)", [wave])  # noqa: S608
    responses = _items(db, table, survey)
    db.execute("UPDATE atom SET responses = 0 WHERE wave = ?", [wave])
    db.conn.executemany("UPDATE atom SET responses = ? WHERE id = ?", [(n, atom) for atom, n in responses.items()])
    _indices(db, table, survey)
    products.tally(db, wave, table, survey)
    for items in frames(survey):
        _flows(db, table, items)


def frames(survey: Survey) -> Iterator[tuple[Item, Item, Item]]:
    """The questionnaire's triples: who is hurt, a need, who should meet that need."""
    for hurt in survey.framed("hurt"):
        for meet in survey.framed("meet"):
            yield hurt, survey.by_id[meet.about or ""], meet


def _items(db: Database, table: str, survey: Survey) -> dict[int, int]:
    """Counts per option; gives back how many people are in each atom.

    Five counts of twelve bits pass through SQL as one sum, which is five times as fast. A sum holds as long as no more
    people than `_MOST_IN_SUM` are in it: where an atom has more, all are looked at in parts. Keys are random, so the
    first bits of a key cut an atom into parts of nearly the same size.
    """
    if not survey.items:  # it asks for nothing but how groups work together
        return dict(db.execute(f"SELECT atom, count(*) FROM {table} GROUP BY atom").fetchall())  # noqa: S608
    columns = {item.id: [c for c in Layout.of(survey).columns if c.item == item.id] for item in survey.items}
    wanted = {item.id: _sums(item, columns[item.id]) for item in survey.items}
    responses: dict[int, int] = {}
    bits = 0
    names = iter(wanted)
    while group := _fill(names, wanted):
        expressions = [expression for name in group for expression in wanted[name]]
        while (found := _packed(db, table, expressions, bits)) is None:
            bits += _BITS_MORE
        rows = []
        for atom, (people, *packed) in found.items():
            responses[atom] = people
            rest = iter(packed)
            for name in group:
                counts = _unpacked(survey.by_id[name], list(islice(rest, len(wanted[name]) * _ROOM)))
                rows.append((atom, name, counts[0], json.dumps(counts[1:])))
        db.conn.executemany("INSERT INTO item_tally VALUES (?, ?, ?, ?)", rows)
    return responses


def _packed(db: Database, table: str, expressions: Sequence[str], bits: int) -> dict[int, list[int]] | None:
    """Atom -> its people and its counts, unpacked to a list; None where a part holds more people than a sum can."""
    sql = f"SELECT atom, count(*), {', '.join(expressions)} FROM {table} GROUP BY atom, key >> {_MOST_BITS - bits}"  # noqa: S608
    counts: dict[int, list[int]] = {}
    try:
        found = db.execute(sql).fetchall()
    except sqlite3.OperationalError as error:
        if "integer overflow" in str(error):  # eight times as many people as a count can hold, or more
            return None
        raise
    for atom, people, *sums in found:
        if people > _MOST_IN_SUM:
            return None
        fields = [people, *(((total or 0) >> (_FIELD * at)) & _MOST_IN_SUM for total in sums for at in range(_ROOM))]
        known = counts.get(atom)
        counts[atom] = fields if known is None else [a + b for a, b in zip(known, fields, strict=True)]
    return counts


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


def _sums(item: Item, columns: Sequence[Column]) -> list[str]:
    """SQL for an item's counts, five to a sum: of each option; for choose-many items first of all who answered."""
    name = columns[0].name
    if item.kind == "text":
        return [f"sum({name})"]
    if item.kind == "many":
        counted = [f"({name} IS NOT NULL)", *(column.name for column in columns)]
        return [f"sum({' + '.join(_shifted(counted[at : at + _ROOM]))})" for at in range(0, len(counted), _ROOM)]
    last = len(item.options)
    return [
        f"sum(CASE WHEN {name} BETWEEN {at} AND {at + _ROOM - 1} THEN 1 << ({_FIELD} * ({name} - {at})) END)"
        if last > _ROOM
        else f"sum(1 << ({_FIELD} * ({name} - 1)))"
        for at in range(1, last + 1, _ROOM)
    ]


def _shifted(columns: Sequence[str]) -> Iterator[str]:
    return (f"({column} << {_FIELD * at})" for at, column in enumerate(columns))


def _unpacked(item: Item, counts: list[int]) -> list[int]:
    """How many answered, then how many chose each option, from the counts as `_sums` orders them."""
    if item.kind == "text":
        return counts[:1]
    if item.kind == "many":
        return counts[: 1 + len(item.options)]
    return [sum(counts), *counts[: len(item.options)]]


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
    texts = {options: json.dumps(options) for options in {options for _, options, _ in people}}
    rows = [(atom, ids, texts[options], ticks, count) for (atom, options, ticks), count in people.items()]
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
