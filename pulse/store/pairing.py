"""Pairs of answers by the same people in two waves in a row, counted in SQL and kept like other tallies.

Counted again whenever answers of either wave change, until the later one is reported or closed. For everyone only: in
a group, who went from which answer to which would be a table of single people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlite_utils import Database

from pulse.model.answers import Column
from pulse.model.collected import Linkable
from pulse.model.figures import PairTally, Panel, Part
from pulse.model.survey import Item, Survey
from pulse.store import linking
from pulse.store.linking import LinkedWave

SurveyFrom = Callable[[str], Survey]


def settle(db: Database, survey: str, survey_from: SurveyFrom) -> dict[str, Linkable]:
    """Counts the pairs of all waves that may still change; wave label -> how many can be linked. In a transaction."""
    told: dict[str, Linkable] = {}
    for before, now in linking.neighbours(linking.waves(db, survey)):
        if not linking.has_links(db, now.id):
            continue
        linking.prune(db, now.id)
        if now.final:
            continue
        forget(db, now.id)
        links, shared, missing = _links(db, now)
        label, met = "", 0
        if before and linking.has_links(db, before.id) and linking.has_answers(db, before.id):
            panel = _pair(db, before, now, survey_from)
            label, met = panel.before, panel.stayers
            put(db, now.id, before.id, panel)
        told[now.label] = Linkable(links, shared, missing, label, met)
    return told


def forget(db: Database, wave: int) -> None:
    """Takes a wave's pairs away."""
    db.execute("DELETE FROM pair_tally WHERE wave = ?", [wave])
    db.execute("DELETE FROM panel WHERE wave = ?", [wave])


def forget_wave(db: Database, wave: int) -> None:
    """Takes all away that links a wave with another; the next wave's pairs with it too."""
    for (other,) in db.execute("SELECT wave FROM panel WHERE wave = ? OR before = ?", [wave, wave]).fetchall():
        forget(db, other)
    linking.drop(db, wave)


# --- who met whom ----------------------------------------------------------------------------------------------------


def _links(db: Database, wave: LinkedWave) -> tuple[int, int, int]:
    """Sheets with a link of their own, with one they share, and without."""
    counted = "coalesce(sum(sheets = 1), 0), coalesce(sum(sheets), 0)"
    own, linked = db.execute(f"SELECT {counted} FROM ({_by_link(wave)})").fetchone()  # noqa: S608
    sheets = db.execute(f"SELECT count(*) FROM {wave.answers}").fetchone()[0]  # noqa: S608
    return own, linked - own, sheets - linked


def _by_link(wave: LinkedWave) -> str:
    """SQL for the links of the sheets that count: link, one of its sheets, how many it has."""
    return (
        f"SELECT link, min(sheet.key) AS key, count(*) AS sheets FROM {wave.links} AS links "  # noqa: S608
        f"JOIN {wave.answers} AS sheet ON sheet.key = links.key AND sheet.collect = links.collect GROUP BY link"
    )


def _pair(db: Database, before: LinkedWave, now: LinkedWave, survey_from: SurveyFrom) -> Panel:
    """The two waves side by side. A link that more than one sheet of a wave bears is never paired."""
    db.execute("CREATE TEMP TABLE met (old INTEGER PRIMARY KEY, new INTEGER NOT NULL UNIQUE)")
    db.execute(
        f"INSERT INTO temp.met SELECT old.key, new.key FROM ({_by_link(before)}) AS old "  # noqa: S608
        f"JOIN ({_by_link(now)}) AS new USING (link) WHERE old.sheets = 1 AND new.sheets = 1"
    )
    met = db.execute("SELECT count(*) FROM temp.met").fetchone()[0]
    (links_before, *others_before), (links_now, *others_now) = _links(db, before), _links(db, now)
    earlier, later = survey_from(before.definition), survey_from(now.definition)
    shared = [
        (earlier.by_id[item.id], item)
        for item in later.items
        if item.id in earlier.by_id and item.pairs_with(earlier.by_id[item.id])
    ]
    panel = Panel(
        before=before.label,
        stayers=met,
        entrants=links_now - met,
        leavers=links_before - met,
        others_before=sum(others_before),
        others_now=sum(others_now),
        pairs=tuple(_tally(db, before, now, earlier, item) for _, item in shared),
    )
    _mark(db, before, now, later, {item.id for _, item in shared})
    db.execute("DROP TABLE temp.met")
    return panel


def _mark(db: Database, before: LinkedWave, now: LinkedWave, survey: Survey, shared: Iterable[str]) -> None:
    """Notes at each link which of its answers were paired, a 0 or 1 an item: the next pairs are held against that."""
    signs = [_both(item) if item.id in set(shared) else "0" for item in _marked(survey)]
    db.execute(f"UPDATE {now.links} SET paired = ''")  # noqa: S608
    if signs:
        db.execute(
            f"UPDATE {now.links} SET paired = (SELECT {' || '.join(signs)} FROM temp.met "  # noqa: S608
            f"JOIN {before.answers} AS old ON old.key = met.old JOIN {now.answers} AS new ON new.key = met.new "
            f"WHERE met.new = {now.links}.key) WHERE key IN (SELECT new FROM temp.met)"
        )


def _marked(survey: Survey) -> list[Item]:
    return [item for item in survey.items if item.has_two_ends]


def _both(item: Item) -> str:
    """SQL: 1 where her answers to the item count in both waves, else 0."""
    return f"(coalesce({_counts(item, 'old')}, 0) AND coalesce({_counts(item, 'new')}, 0))"


def _counts(item: Item, wave: str) -> str:
    return f"{wave}.{_column(item)} IN ({', '.join(map(str, item.counted))})"


def _column(item: Item) -> str:
    return Column("item", item.id).name


# --- one item --------------------------------------------------------------------------------------------------------


def _tally(db: Database, before: LinkedWave, now: LinkedWave, earlier: Survey, item: Item) -> PairTally:
    column, size = _column(item), len(item.options)
    table = [[0] * size for _ in range(size)]
    for old, new, people in db.execute(
        f"SELECT old.{column}, new.{column}, count(*) FROM temp.met "  # noqa: S608
        f"JOIN {before.answers} AS old ON old.key = met.old JOIN {now.answers} AS new ON new.key = met.new "
        f"WHERE old.{column} IS NOT NULL AND new.{column} IS NOT NULL GROUP BY 1, 2"
    ):
        table[old - 1][new - 1] = people
    return PairTally(
        item=item.id,
        table=tuple(map(tuple, table)),
        before=_everyone(db, before, item),
        now=_everyone(db, now, item),
        apart_before=_apart(db, before, now, item, "old"),
        apart_now=_apart(db, before, now, item, "new"),
        turned=_turned(db, before, now, item, _marked(earlier)),
    )


def _everyone(db: Database, wave: LinkedWave, item: Item) -> tuple[int, ...]:
    """How many gave each answer in all."""
    column = _column(item)
    sql = f"SELECT {column}, count(*) FROM {wave.answers} WHERE {column} IS NOT NULL GROUP BY 1"  # noqa: S608
    found = dict(db.execute(sql).fetchall())
    return tuple(found.get(at, 0) for at in range(1, len(item.options) + 1))


def _apart(db: Database, before: LinkedWave, now: LinkedWave, item: Item, side: str) -> int:
    """How far those who answered twice are from any union of groups, in the wave before ("old") or in this one."""
    other, table = ("new", now.answers) if side == "old" else ("old", before.answers)
    pieces: dict[int, Counter[int]] = {}
    for atom, twice, people in db.execute(
        f"SELECT atom.id, {_both(item)}, count(*) FROM {(before if side == 'old' else now).answers} AS {side} "  # noqa: S608
        f"JOIN atom ON atom.id = {side}.atom LEFT JOIN temp.met ON met.{side} = {side}.key "
        f"LEFT JOIN {table} AS {other} ON {other}.key = met.{other} WHERE {_counts(item, side)} GROUP BY 1, 2"
    ):
        pieces.setdefault(atom, Counter())[twice] += people
    return nearest(pieces.values())


def _turned(
    db: Database, before: LinkedWave, now: LinkedWave, item: Item, marked: Sequence[Item]
) -> tuple[Part, Part] | tuple[()]:
    """The pair at hand beside the wave before's own pair, as `PairTally.turned` says."""
    if not db.execute("SELECT 1 FROM pair_tally WHERE wave = ? AND item = ?", [before.id, item.id]).fetchone():
        return ()
    place = 1 + [it.id for it in marked].index(item.id)
    favourable = ", ".join(map(str, sorted(item.favourable)))
    sizes, good = Counter[bool](), Counter[bool]()
    less: dict[int, Counter[int]] = {}
    more: dict[int, Counter[int]] = {}
    for group, older, newer, is_good, people in db.execute(
        f"SELECT atom.id, coalesce(substr(links.paired, {place}, 1), '') = '1', {_both(item)}, "  # noqa: S608
        f"old.{_column(item)} IN ({favourable}), count(*) FROM {before.answers} AS old "
        f"JOIN atom ON atom.id = old.atom "
        f"LEFT JOIN {before.links} AS links ON links.key = old.key AND links.collect = old.collect "
        f"LEFT JOIN temp.met ON met.old = old.key LEFT JOIN {now.answers} AS new ON new.key = met.new "
        f"WHERE {_counts(item, 'old')} GROUP BY 1, 2, 3, 4"
    ):
        sizes[older == newer] += people
        good[older == newer] += people * (is_good == older)
        less.setdefault(group, Counter())[older - newer] += people
        more.setdefault(group, Counter())[older + newer] += people
    return Part(sizes[False], good[False], nearest(less.values())), Part(
        sizes[True], good[True], nearest(more.values())
    )


def nearest(groups: Iterable[Mapping[int, int]]) -> int:
    """The fewest people left when whole groups are added to a sum of sets, or taken from it, so as to leave few.

    groups  for each group, how often the sum counts a person -> how many people are counted so often
    A group may be added or taken as often as one likes, as long as nobody is left more than once. The finest groups
    leave the fewest, so that what is told of them holds for larger ones too.
    """
    return sum(
        min(
            sum(people for often, people in group.items() if often + times)
            for times in range(-2, 3)
            if all(-1 <= often + times <= 1 for often in group)
        )
        for group in groups
    )


# --- put down, picked up ---------------------------------------------------------------------------------------------


def put(db: Database, wave: int, before: int, panel: Panel) -> None:
    """Puts a wave's pairs down, in the place of those it has."""
    forget(db, wave)
    people = (panel.stayers, panel.entrants, panel.leavers, panel.others_before, panel.others_now)
    db.execute("INSERT INTO panel VALUES (?, ?, ?, ?, ?, ?, ?)", [wave, before, *people])
    db.conn.executemany(
        "INSERT INTO pair_tally VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (_row(wave, it) for it in panel.pairs)
    )


def put_folded(db: Database, wave: int, panel: Panel | None) -> None:
    """Puts what is left of a wave's pairs at close in their place."""
    found = db.execute("SELECT before FROM panel WHERE wave = ?", [wave]).fetchone()
    if found and panel:
        put(db, wave, found[0], panel)
    elif found:
        forget(db, wave)


def panel(db: Database, wave: int) -> Panel | None:
    """A wave's pairs; None where there are none."""
    found = db.execute(
        "SELECT label, stayers, entrants, leavers, others_before, others_now FROM panel "
        "JOIN wave ON wave.id = panel.before WHERE panel.wave = ?",
        [wave],
    ).fetchone()
    if found is None:
        return None
    before, stayers, entrants, leavers, others_before, others_now = found
    return Panel(before, stayers, entrants, leavers, others_before, others_now, tuple(_pairs(db, wave)))


def _row(wave: int, it: PairTally) -> tuple[object, ...]:
    counts = map(json.dumps, (it.table, it.before, it.now))
    turned = json.dumps([[part.n, part.favourable, part.apart] for part in it.turned])
    return (wave, it.item, *counts, it.apart_before, it.apart_now, turned)


def _pairs(db: Database, wave: int) -> Iterator[PairTally]:
    columns = "item, answers, before, now, apart_before, apart_now, turned"
    sql = f"SELECT {columns} FROM pair_tally WHERE wave = ? ORDER BY item"  # noqa: S608
    for item, answers, before, now, apart_before, apart_now, turned in db.execute(sql, [wave]):
        table = tuple(map(tuple, json.loads(answers)))
        parts = tuple(Part(*part) for part in json.loads(turned))
        yield PairTally(item, table, *_two(before, now), apart_before, apart_now, parts)


def _two(before: str, now: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(json.loads(before)), tuple(json.loads(now))
