"""Cross-products of the items of an index: what its reliability is made from.

For everyone only. By group they would be, near enough, the joint answers of the few people in an atom; and a
reliability of a few people says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations_with_replacement
from math import lcm

from sqlite_utils import Database

from pulse.model.answers import Column
from pulse.model.figures import ProductTally, Reliability, WaveTallies
from pulse.model.survey import Index, Item, Survey


def tally(db: Database, wave: int, table: str, survey: Survey) -> None:
    """Replaces the cross-products of a wave by those of its answers as they are now."""
    forget(db, wave)
    for index in survey.indices:
        if survey.has_reliability(index) and (row := _summed(db, table, index, survey.by_id)):
            people, *sums = row
            values = [wave, index.id, people, *map(json.dumps, sums)]
            db.execute("INSERT INTO product_tally VALUES (?, ?, ?, ?, ?)", values)


def put_folded(db: Database, wave: int, folded: WaveTallies) -> None:
    """Puts what a closed wave keeps in the place of its cross-products."""
    forget(db, wave)
    db.conn.executemany(
        "INSERT INTO reliability VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (wave, it.index, it.people, it.alpha, it.lower, it.upper, json.dumps(it.against))
            for it in folded.reliabilities
        ),
    )


def forget(db: Database, wave: int) -> None:
    """Takes away all that is known of how the items of a wave belong together."""
    for table in ("product_tally", "reliability"):
        db.execute(f"DELETE FROM {table} WHERE wave = ?", [wave])  # noqa: S608


def products(db: Database, wave: int) -> tuple[ProductTally, ...]:
    """The cross-products of a wave that is not closed."""
    found = db.execute("SELECT name, people, sums, products FROM product_tally WHERE wave = ? ORDER BY name", [wave])
    return tuple(
        ProductTally(name, people, tuple(json.loads(sums)), tuple(map(tuple, json.loads(crossed))))
        for name, people, sums, crossed in found
    )


def reliabilities(db: Database, wave: int) -> tuple[Reliability, ...]:
    """What a closed wave keeps."""
    columns = "name, people, alpha, lower, upper, against"
    found = db.execute(f"SELECT {columns} FROM reliability WHERE wave = ? ORDER BY name", [wave])  # noqa: S608
    return tuple(
        Reliability(name, count, alpha, lower, upper, tuple(json.loads(against)))
        for name, count, alpha, lower, upper, against in found
    )


def _summed(
    db: Database, table: str, index: Index, items: Mapping[str, Item]
) -> tuple[int, list[int], list[list[int]]] | None:
    """People with an answer that counts to every item, the sums of their points, and of the products of two.

    In steps of one length for all items, so that everything is a whole number.
    """
    asked = [items[name] for name in index.items]
    unit = lcm(*(len(item.counted) - 1 for item in asked))
    names = [f"p{at}" for at in range(len(asked))]
    points = ", ".join(f"{_points(item, unit)} AS {name}" for item, name in zip(asked, names, strict=True))
    pairs = list(combinations_with_replacement(range(len(asked)), 2))
    wanted = [*(f"sum({name})" for name in names), *(f"sum({names[i]} * {names[j]})" for i, j in pairs)]
    complete = " AND ".join(f"{name} IS NOT NULL" for name in names)
    # Materialised: else SQLite looks each answer's points up again for every product.
    sql = (
        f"WITH point AS MATERIALIZED (SELECT {points} FROM {table}) "  # noqa: S608
        f"SELECT count(*), {', '.join(wanted)} FROM point WHERE {complete}"
    )
    people, *found = db.execute(sql).fetchone()
    if not people:
        return None
    known = dict(zip(pairs, found[len(asked) :], strict=True))
    places = range(len(asked))
    return people, found[: len(asked)], [[known[min(i, j), max(i, j)] for j in places] for i in places]


def _points(item: Item, unit: int) -> str:
    """SQL for an answer's points, 0 the unfavourable end; NULL for no answer and for one that does not count."""
    step = unit // (len(item.counted) - 1)
    whens = " ".join(f"WHEN {position} THEN {at * step}" for position, at in item.steps.items())
    return f"CASE {Column('item', item.id).name} {whens} END"
