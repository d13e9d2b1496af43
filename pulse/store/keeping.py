"""The end of a wave's answers: folded and closed, later deleted, with a proof; and a copy of the whole database."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pulse.model import groups
from pulse.model.figures import Atom, WaveTallies
from pulse.model.kept import Kept, Purged
from pulse.model.problems import Place, Stop, problem
from pulse.model.release import HIDDEN, About, Banded, Figure, Hidden, Shown
from pulse.model.survey import Wave
from pulse.store import coding, comments, late, linking, pairing, products, rating
from pulse.store.marked import mark_in, mark_of
from pulse.store.tables import answers_table, replaced_table

_TALLIES = ("item_tally", "index_tally", "flow_tally", "rating_tally")
_MOST_TRACES = 2000
_LEAST_TRACES = 20  # a wave
_TO_SCAN = 3_000_000_000  # bytes, traces x size of the file: a few seconds
_CHUNK = 8_000_000
_MAGIC = b"SQLite format 3\0"
_SHORTEST = 6  # bytes: anything shorter stands in any file by chance


def kept(db: Database) -> tuple[Kept, ...]:
    """Every wave and what is kept of it, oldest first."""
    found = db.execute(
        "SELECT wave.id, survey, label, first, last, closed, coalesce(sum(responses), 0), link_id <> '' FROM wave "
        "LEFT JOIN atom ON atom.wave = wave.id GROUP BY wave.id ORDER BY first, survey, label"
    ).fetchall()
    return tuple(
        Kept(
            wave=Wave(survey, label, date.fromisoformat(first), date.fromisoformat(last)),
            answered=answered,
            closed=date.fromisoformat(closed) if closed else None,
            answers=_sheets(db, wave),
            linked=bool(linked),
        )
        for wave, survey, label, first, last, closed, answered, linked in found
    )


def closed(db: Database, survey: str) -> frozenset[str]:
    """Labels of a questionnaire's closed waves."""
    found = db.execute("SELECT label FROM wave WHERE survey = ? AND closed <> ''", [survey])
    return frozenset(label for (label,) in found)


# --- closing ---------------------------------------------------------------------------------------------------------


def close(db: Database, wave: int, folded: WaveTallies, today: date) -> int:
    """Puts folded tallies in the place of a wave's tallies and marks it closed, inside a transaction.

    Its answers stay until they are purged; sheets that had given way to others go now, and so do those that came after
    the wave was shown and never joined its figures: how many is given back. Keyed hashes of the others stay as they
    are: without the key they are noise.
    """
    for table in _TALLIES:
        db.execute(f"DELETE FROM {table} WHERE atom IN (SELECT id FROM atom WHERE wave = ?)", [wave])  # noqa: S608
    db.execute("UPDATE atom SET responses = 0 WHERE wave = ?", [wave])
    ids = _atoms(db, wave, folded)
    db.conn.executemany(
        "UPDATE atom SET responses = ? WHERE id = ?", ((count, ids[atom]) for atom, count in folded.responses.items())
    )
    db.conn.executemany(
        "INSERT INTO item_tally VALUES (?, ?, ?, ?)",
        ((ids[it.atom], it.item, it.answered, json.dumps(it.options)) for it in folded.items),
    )
    db.conn.executemany(
        "INSERT INTO index_tally VALUES (?, ?, ?, ?, ?)",
        ((ids[it.atom], it.index, it.people, it.total, it.squares) for it in folded.indices),
    )
    db.conn.executemany(
        "INSERT INTO flow_tally VALUES (?, ?, ?, ?, ?)",
        ((ids[it.atom], json.dumps(it.items), json.dumps(it.options), it.ticks, it.people) for it in folded.flows),
    )
    rating.put_folded(db, ids, folded.ratings)
    db.conn.executemany(
        "INSERT INTO withheld VALUES (?, ?, ?)",
        ((wave, statistic, _text(path)) for statistic, paths in folded.withheld.items() for path in sorted(paths)),
    )
    db.conn.executemany(
        "INSERT INTO settled VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (wave, line, *_key(about), _figure_text(it))
            for line, (about, it) in enumerate((folded.settled or {}).items())
        ),
    )
    pairing.put_folded(db, wave, folded.panel)
    products.put_folded(db, wave, folded)
    db.execute(f"DROP TABLE IF EXISTS {replaced_table(wave)}")
    comments.prune(db, wave)
    coding.close(db, wave, folded.survey, today)
    comments.untie(db, wave)
    dropped = late.drop(db, wave)
    linking.prune(db, wave)
    rating.prune(db, wave)
    db.execute("UPDATE wave SET closed = ? WHERE id = ?", [today.isoformat(), wave])
    return dropped


def _atoms(db: Database, wave: int, folded: WaveTallies) -> dict[Atom, int]:
    """The number of every atom of the tallies; those that were not there are made."""
    atoms = {*folded.responses, *(it.atom for it in folded.items), *(it.atom for it in folded.indices)}
    atoms |= {it.atom for it in folded.flows} | {it.atom for it in folded.ratings}
    ids: dict[Atom, int] = {}
    for atom in sorted(atoms, key=lambda atom: (atom.place, atom.others)):
        texts = _text(atom.place), _text(atom.others)
        db.execute("INSERT OR IGNORE INTO atom (wave, place, others) VALUES (?, ?, ?)", [wave, *texts])
        sql = "SELECT id FROM atom WHERE wave = ? AND place = ? AND others = ?"
        ids[atom] = int(db.execute(sql, [wave, *texts]).fetchone()[0])
    return ids


def withheld(db: Database, wave: int, people: groups.People) -> dict[str, frozenset[groups.Path]]:
    """Statistic -> the groups whose counts were folded away at close, by the names they have now."""
    found: dict[str, set[groups.Path]] = {}
    for statistic, place in db.execute("SELECT statistic, place FROM withheld WHERE wave = ?", [wave]):
        found.setdefault(statistic, set()).add(people.today(tuple(json.loads(place))))
    return {statistic: frozenset(paths) for statistic, paths in found.items()}


def settled(db: Database, wave: int, label: str) -> dict[About, Figure] | None:
    """Of a closed wave: what may be shown of groups beside the levels. None of one that is not closed."""
    if not db.execute("SELECT 1 FROM wave WHERE id = ? AND closed <> ''", [wave]).fetchone():
        return None
    found: dict[About, Figure] = {}
    for dimension, name, measure, item, option, text in db.execute(
        "SELECT dimension, name, measure, item, option, figure FROM settled WHERE wave = ? ORDER BY line", [wave]
    ):
        group = groups.Group((name,), dimension)
        found[About(label, group, measure, item, 0, option)] = _figure(json.loads(text))
    return found


def _key(about: About) -> tuple[str, ...]:
    return about.group.dimension, about.group.name, about.measure, about.item, about.option


def _figure_text(figure: Figure) -> str:
    return json.dumps({} if isinstance(figure, Hidden) else asdict(figure))


def _figure(said: dict[str, Any]) -> Figure:
    if not said:
        return HIDDEN
    if "low" in said:
        return Banded(**said)
    asked = said.pop("of_asked")
    return Shown(**said, of_asked=tuple(asked) if asked else None)


# --- deleting answers ------------------------------------------------------------------------------------------------


def purge(db: Database, waves: Mapping[int, Wave]) -> tuple[Purged, ...]:
    """Deletes the answers of closed waves and rebuilds the file without them; the ledger and the tallies stay.

    Not inside a transaction. Gives back how many keyed hashes of their sheets stood in the database's files before,
    and how many of them stand there still.
    """
    files = _files(db)
    sheets = {wave: _sheets(db, wave) for wave in waves}
    at_once = _TO_SCAN // max(sum(path.stat().st_size for path in files), 1)
    most = max(min(_MOST_TRACES, at_once) // max(len(waves), 1), _LEAST_TRACES)
    sampled = {wave: _sample(db, wave, sheets[wave], most) for wave in waves}
    before = _present(files, set().union(*sampled.values()))
    if any(sheets[wave] and not sampled[wave] & before for wave in waves):
        raise AssertionError("answers leave no trace that could be looked for")
    with db.atomic():
        for wave in waves:
            _drop(db, wave)
    db.execute("VACUUM")
    after = _present(_files(db), before)
    return tuple(
        Purged(waves[wave], sheets[wave], len(traces & before), len(traces & after)) for wave, traces in sampled.items()
    )


def _drop(db: Database, wave: int) -> None:
    """Takes a wave's answers away, and the groups that only they spoke of."""
    db.execute(f"DROP TABLE IF EXISTS {answers_table(wave)}")
    linking.drop(db, wave)
    rating.drop(db, wave)
    comments.drop(db, wave)
    tallied = " UNION ".join(f"SELECT atom FROM {table}" for table in _TALLIES)  # noqa: S608
    db.execute(f"DELETE FROM atom WHERE wave = ? AND responses = 0 AND id NOT IN ({tallied})", [wave])  # noqa: S608


def _sheets(db: Database, wave: int) -> int:
    table = answers_table(wave)
    if not db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table]).fetchone():
        return 0
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _files(db: Database) -> list[Path]:
    """The database's file, and what SQLite may have put beside it."""
    main = next(Path(file) for _, name, file in db.execute("PRAGMA database_list") if name == "main")
    beside = (main.with_name(main.name + ending) for ending in ("", "-journal", "-wal", "-shm"))
    return [path for path in beside if path.exists()]


def _sample(db: Database, wave: int, sheets: int, most: int) -> set[bytes]:
    """What tells single sheets of a wave, as SQLite writes it: keys, proofs and people of sheets from all over."""
    if not sheets:
        return set()
    # A key is a hash: every so-many-th of them is a sample of all pages.
    sql = f"SELECT key, proof, person FROM {answers_table(wave)} WHERE key % ? = 0 LIMIT ?"  # noqa: S608
    rows = db.execute(sql, [max(sheets * 3 // most, 1), most]).fetchall() or db.execute(sql, [1, most]).fetchall()
    found = {_varint(key) for key, _, _ in rows}
    for key, proof, person in rows:
        found.update(_written(proof))
        found.update(_written(person))
        found.update(trace for link in linking.links_of(db, wave, key) for trace in _written(link))
    found.update(trace for name in comments.ids(db, wave, most // 4) for trace in _written(name))
    return set(sorted(trace for trace in found if len(trace) >= _SHORTEST)[-most:])


def _varint(key: int) -> bytes:
    """A row's key as a table's page holds it: seven bits a byte, the highest first; the ninth byte has eight."""
    if key >= 1 << 56:
        high, last = key >> 8, bytes([key & 0xFF])
        return bytes((high >> shift & 0x7F) | 0x80 for shift in range(49, -1, -7)) + last
    sevens = [key >> shift & 0x7F for shift in range(0, max(key.bit_length(), 1), 7)]
    return bytes([*(seven | 0x80 for seven in sevens[:0:-1]), sevens[0]])


def _written(value: object) -> Iterator[bytes]:
    """A value as a row holds it: a large whole number in eight bytes, bytes as they are, text in either encoding."""
    if isinstance(value, int) and not -(1 << 47) <= value < 1 << 47:
        yield value.to_bytes(8, "big", signed=True)
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, str):
        yield from (value.encode(), value.encode("utf-16-le"), value.encode("utf-16-be"))


def _present(files: Sequence[Path], traces: Collection[bytes]) -> set[bytes]:
    """Those of the traces that stand anywhere in the files."""
    longest = max((len(trace) for trace in traces), default=0)
    found: set[bytes] = set()
    for path in files:
        # Closing a file drops this process's locks on it: never read inside a transaction.
        with path.open("rb") as file:
            before = b""
            while chunk := file.read(_CHUNK):
                text = before + chunk
                found |= {trace for trace in traces if trace not in found and trace in text}
                before = text[-longest:]
    return found


# --- a copy ----------------------------------------------------------------------------------------------------------


def backup(db: Database, path: Path, *, over: bool) -> None:
    """Writes a copy of the database to `path`, mode 0600, wholly or not at all; nothing deleted is in it.

    Raises Stop: "backup-exists" where there is a file, unless it is an older backup and `over` is true; "backup-here"
    for the workspace's own database; "backup-other-kind" for one of the answers by name over one of the confidential
    ones, or the other way round; "cannot-write". No folder is made for it: a disk that is not there must not become
    one.
    """
    if any(path.resolve() == own.resolve() for own in _files(db)):
        raise Stop(problem("backup-here", Place(str(path))))
    if path.exists() and not (over and _is_database(path)):
        raise Stop(problem("backup-exists", Place(str(path))))
    if path.exists() and mark_in(path) != mark_of(db.conn):
        raise Stop(problem("backup-other-kind", Place(str(path))))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with mode 0600
        os.close(handle)
        db.execute("VACUUM INTO ?", [temporary])
        with Path(temporary).open("rb+") as file:
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if "locked" in str(error):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise Stop(problem("cannot-write", Place(str(path)), reason=reason)) from error


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _text(parts: Sequence[str]) -> str:
    return json.dumps(parts, ensure_ascii=False)
