"""The ledger: every figure that was ever shown, by wave, for ever; no rows of people, and no answer of one.

Each entry is sealed with a hash over its figures and over the seal of the entry before: none can be changed, left out
or put in later without the seals of all that follow telling so.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from pulse.model.audit import Key, Said, WaveEntry
from pulse.model.groups import ALL, SEPARATOR, Path, People
from pulse.model.ledgers import Entry
from pulse.model.release import About, Banded, Hidden, Past, Release, Rules, Seen, Shown
from pulse.model.survey import Wave
from pulse.store import late

_FIGURE = (
    "place, measure, item, item_version, option, item2, option2, item3, option3, value, low, high, n, lower, upper"
)
_ENTRY = "entry, survey, label, day, min_answers, min_detail, band, snapshot"
_NOBODY = Seen(frozenset(), frozenset())


def past(db: Database, survey: str) -> dict[str, Past]:
    """The waves that have been shown, by label: they are frozen. The first entry of each stands for it.

    Who was seen in them is put in by whoever knows the names that groups have now.
    """
    sql = f"SELECT {_ENTRY}, ledger.wave, first FROM ledger JOIN wave ON wave.id = ledger.wave WHERE survey = ? "  # noqa: S608
    found = db.execute(f"{sql} ORDER BY entry DESC", [survey]).fetchall()
    return {
        label: Past(
            label,
            date.fromisoformat(day),
            Rules(answers, detail, band),
            entry,
            date.fromisoformat(first),
            _NOBODY,
            late.snapshot(db, wave),
        )
        for entry, _, label, day, answers, detail, band, _, wave, first in found
    }


def joined(db: Database, survey: str) -> dict[str, dict[About, Shown]]:
    """Wave label -> the frame's joined answers as they were shown last. They are of everyone, and never banded."""
    sql = (
        "SELECT label, item, option, item2, option2, item3, option3, value, n FROM shown JOIN ledger USING (entry) "
        "JOIN wave ON wave.id = ledger.wave WHERE survey = ? AND measure = 'flow' ORDER BY entry"
    )
    found: dict[str, dict[About, Shown]] = defaultdict(dict)
    for label, item, option, item2, option2, item3, option3, value, n in db.execute(sql, [survey]):
        found[label][About(label, ALL, "flow", item, 0, option, item2, option2, item3, option3)] = Shown(value, n)
    return dict(found)


def enter(db: Database, wave_ids: Mapping[str, int], release: Release, today: date) -> None:
    """Enters all that a release shows and the ledger does not hold yet: an entry a wave, sealed.

    A wave's first entry freezes it. Another one follows where a report shows what no report before it did, such as
    the joined answers of an earlier wave, or figures that later answers have joined; no entry is ever changed.
    """
    known = past(db, release.survey.id)
    held = _held(db, release.survey.id)
    told = _told(release)
    for wave in release.waves:
        rows = [
            row
            for row in _rows(release, wave, told[wave.label])
            if _is_new(row, held.get((wave_ids[wave.label], *row[:9])))
        ]
        if rows or wave.label not in known:
            rules = known[wave.label].rules if wave.label in known else release.rules
            _enter(db, wave_ids[wave.label], rules, rows, today)


def _is_new(row: tuple[object, ...], held: tuple[object, ...] | None) -> bool:
    """What the ledger does not say, or says otherwise. Intervals it holds since it is a chain."""
    return held is None or held[:4] != row[9:13] or held[4:] not in ((None, None), row[13:])


def _held(db: Database, survey: str) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Wave and key of every figure in the ledger -> what was said of it last."""
    sql = f"SELECT ledger.wave, {_FIGURE} FROM shown JOIN ledger USING (entry) JOIN wave ON wave.id = ledger.wave "  # noqa: S608
    return {tuple(row[:10]): tuple(row[10:]) for row in db.execute(f"{sql} WHERE survey = ? ORDER BY entry", [survey])}


def _enter(db: Database, wave: int, rules: Rules, rows: Sequence[tuple[object, ...]], today: date) -> None:
    late.freeze(db, wave)
    values = [wave, today.isoformat(), rules.min_answers, rules.min_detail, rules.band, late.snapshot(db, wave)]
    cursor = db.execute(
        "INSERT INTO ledger (wave, day, min_answers, min_detail, band, snapshot) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    entry = int(cursor.lastrowid or 0)
    db.conn.executemany(
        f"INSERT INTO shown VALUES ({', '.join('?' * 16)})",  # noqa: S608
        ((entry, *row) for row in rows),
    )
    seal(db, entry)


def _told(release: Release) -> Mapping[str, Sequence[tuple[About, Shown | Banded]]]:
    """What is shown of each wave."""
    found: dict[str, list[tuple[About, Shown | Banded]]] = defaultdict(list)
    for about, figure in (*release.figures.items(), *release.ratings.items()):
        if not isinstance(figure, Hidden):
            found[about.wave].append((about, figure))
    return found


def _rows(release: Release, wave: Wave, told: Sequence[tuple[About, Shown | Banded]]) -> Iterator[tuple[object, ...]]:
    levels = {group.dimension for group in release.groups}
    for about, figure in told:
        yield (*_key(about, beside=about.group.dimension not in levels), *_said(figure), *_interval(figure))
    linked = release.linked.get(wave.label)
    for item, version, name, people, n in linked.counts() if linked else ():
        yield (*_key(About(wave.label, ALL, "paired", item, version, name)), people, None, None, n, None, None)


def _key(about: About, *, beside: bool = False) -> tuple[object, ...]:
    """What a figure speaks of, its wave aside. A group beside the levels is told from theirs by its dimension.

    Of a rating the group that is rated stands in the place of a second item, which it has not.
    """
    place = {about.group.dimension: about.group.name} if beside else about.group.path
    first = (_json(place), about.measure, about.item, about.item_version, about.option)
    rated = _json(about.group2.path) if about.group2 else about.item2
    return (*first, rated, about.option2, about.item3, about.option3)


def _interval(figure: Shown | Banded) -> tuple[float | None, float | None]:
    """Of a score it tells how far people are apart, which its mean does not."""
    return (figure.lower, figure.upper) if isinstance(figure, Shown) else (None, None)


def _said(figure: Shown | Banded) -> tuple[float | None, float | None, float | None, int]:
    """Value, band and number of answers, as shown."""
    if isinstance(figure, Shown):
        return figure.value, None, None, figure.n
    return None, figure.low, figure.high, figure.n


# --- seals -----------------------------------------------------------------------------------------------------------


def seal(db: Database, entry: int) -> None:
    """Seals an entry to the one before it."""
    before = db.execute("SELECT seal FROM ledger WHERE entry < ? ORDER BY entry DESC LIMIT 1", [entry]).fetchone()
    db.execute("UPDATE ledger SET seal = ? WHERE entry = ?", [_seal(db, entry, before[0] if before else ""), entry])


def broken(db: Database) -> tuple[int, ...]:
    """Entries whose seal does not follow from their figures and from the seal before; empty while the chain holds."""
    found: list[int] = []
    before = ""
    for entry, sealed in db.execute("SELECT entry, seal FROM ledger ORDER BY entry").fetchall():
        if _seal(db, entry, before) != sealed:
            found.append(entry)
        before = sealed
    return tuple(found)


def _seal(db: Database, entry: int, before: str) -> str:
    """sha256 over the seal before, the entry and its figures as they are stored."""
    sql = f"SELECT {_ENTRY} FROM ledger JOIN wave ON wave.id = ledger.wave WHERE entry = ?"  # noqa: S608
    head = db.execute(sql, [entry]).fetchone()
    figures = db.execute(f"SELECT {_FIGURE} FROM shown WHERE entry = ? ORDER BY {_FIGURE}", [entry])  # noqa: S608
    digest = hashlib.sha256(_json([before, *(head or ())]).encode())
    for row in figures:
        digest.update(_json(row).encode())
    return digest.hexdigest()


def entries(db: Database) -> Iterator[Entry]:
    """Every entry, oldest first, and whether it follows from the one before."""
    wrong = set(broken(db))
    sql = (
        "SELECT entry, survey, label, day, snapshot, count(shown.entry), seal FROM ledger "
        "JOIN wave ON wave.id = ledger.wave LEFT JOIN shown USING (entry) GROUP BY entry ORDER BY entry"
    )
    for number, survey, label, day, snapshot, count, sealed in db.execute(sql).fetchall():
        yield Entry(number, survey, label, date.fromisoformat(day), snapshot, count, sealed, number not in wrong)


# --- read again ------------------------------------------------------------------------------------------------------


def waves(db: Database, survey: str) -> tuple[WaveEntry, ...]:
    """The entries of a survey, oldest wave first."""
    sql = (
        "SELECT label, first, last, min_answers, min_detail, band, min(entry) FROM ledger "
        "JOIN wave ON wave.id = ledger.wave WHERE survey = ? GROUP BY wave.id ORDER BY first, label"
    )
    return tuple(
        WaveEntry(label, date.fromisoformat(first), date.fromisoformat(last), least, detail, band, entry)
        for label, first, last, least, detail, band, entry in db.execute(sql, [survey])
    )


def figures(db: Database, survey: str, people: People) -> tuple[tuple[Said, ...], tuple[tuple[Said, ...], ...]]:
    """Every figure ever shown: as each was said last, and as its wave stood before an entry that says some otherwise.

    Groups bear the names they have now; those that became one stand inside it.
    """
    last: dict[str, dict[tuple[str, Key], Said]] = defaultdict(dict)
    before: list[tuple[Said, ...]] = []
    for label, said in _said_by_entry(db, survey, people):
        known = {(it.across, it.key): it for it in said}
        if known.keys() & last[label].keys():
            before.append(tuple(last[label].values()))
        last[label] |= known
    return tuple(it for known in last.values() for it in known.values()), tuple(before)


def _said_by_entry(db: Database, survey: str, people: People) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """Wave and figures of each entry, oldest first."""
    sql = (
        f"SELECT entry, label, {_FIGURE} FROM shown JOIN ledger USING (entry) JOIN wave ON wave.id = ledger.wave "  # noqa: S608
        "WHERE survey = ? ORDER BY entry"
    )
    rows = db.execute(sql, [survey]).fetchall()
    said = _read([row[1:] for row in rows], people)
    for _, group in groupby(zip(rows, said, strict=True), key=lambda it: it[0][0]):
        of_entry = tuple(it for _, it in group)
        yield of_entry[0].wave, of_entry


def _read(found: Sequence[tuple[Any, ...]], people: People) -> Iterator[Said]:
    places = _places(((label, place) for label, place, *_ in found), people)
    for label, place, measure, item, _, option, item2, option2, item3, option3, value, low, high, n, *_ in found:
        across, path = places[label, place]
        options = option, _second(item2, people), option2, item3, option3
        yield Said(label, path, measure, item, *options, value, low, high, n, across)


def _second(item: str, people: People) -> str:
    """A figure's second item; of a rating the rated group by the name it has now."""
    return SEPARATOR.join(people.today(tuple(json.loads(item)))) if item.startswith("[") else item


def _places(named: Iterable[tuple[str, str]], people: People) -> dict[tuple[str, str], tuple[str, Path]]:
    """Wave and stored place -> the dimension it crosses the levels by, and its path.

    A place of the levels has no such dimension and the path it has now; where several became one, each is a part of
    that one. A staff group is stored with its dimension and keeps its name.
    """
    beside: dict[tuple[str, str], tuple[str, Path]] = {}
    now: dict[tuple[str, str], Path] = {}
    for key in set(named):
        place = json.loads(key[1])
        if isinstance(place, dict):
            ((dimension, name),) = place.items()
            beside[key] = dimension, (name,)
        else:
            now[key] = people.today(tuple(place))
    heirs: dict[tuple[str, Path], int] = defaultdict(int)
    for (label, _), path in now.items():
        heirs[label, path] += 1
    for (label, place), path in now.items():
        one = heirs[label, path] == 1
        beside[label, place] = "", path if one else (*path, f"formerly {place}")
    return beside


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _json(value: object) -> str:
    return _ENCODER.encode(value)
