"""The database of a workspace: put answers down in one transaction, pick tallies up, remember what was shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from pulse.model.answers import Layout, Load, Row
from pulse.model.collected import Collected, Counts
from pulse.model.figures import Atom, FlowTally, IndexTally, ItemTally, WaveTallies
from pulse.model.groups import Headcount, People
from pulse.model.problems import Place, Stop, problem
from pulse.model.release import About, Banded, Hidden, Past, Release, Rules, Shown
from pulse.model.survey import Survey, Wave
from pulse.store import tallying
from pulse.store.keys import refuse_if_open
from pulse.store.migrations import migrations

_AT_ONCE = 5000  # rows handed to SQLite in one call
SurveyFrom = Callable[[str], Survey]


class _Rehearsed(Exception):  # noqa: N818 - ends a transaction that was never meant to be kept
    pass


class Store:
    """A workspace's database, open. Use `Store.open`."""

    def __init__(self, db: Database, survey_from: SurveyFrom) -> None:
        self.db, self.survey_from = db, survey_from

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, survey_from: SurveyFrom) -> Iterator[Store]:
        """The store at `path`, made if it is not there, its schema brought up to date.

        Raises Stop: "database-open" where others may read it, "database-locked" while another run writes,
        "database-damaged" for a file that is no database.
        """
        refuse_if_open(path, "database-open")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=10)
        try:
            for pragma in ("journal_mode=DELETE", "secure_delete=ON", "foreign_keys=ON", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            db = Database(connection, execute_plugins=False)
            migrations.apply(db)
            yield cls(db, survey_from)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise Stop(problem("database-locked", Place(str(path)))) from error
            raise
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error) or "malformed" in str(error):
                raise Stop(problem("database-damaged", Place(str(path)))) from error
            raise
        finally:
            connection.close()

    # --- people ---

    def load_people(self, people: People) -> None:
        """Replaces the groups and headcounts."""
        with self.db.atomic():
            self.db.execute("DELETE FROM people")
            self.db.execute("DELETE FROM level")
            self.db.conn.executemany("INSERT INTO level VALUES (?, ?)", enumerate(people.levels, 1))
            rows = [
                (at, row.valid_from.isoformat(), _json(row.path), row.staff_group, row.people, _json(row.formerly))
                for at, row in enumerate(people.rows, 1)
            ]
            self.db.conn.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)", rows)

    def people(self) -> People:
        """The groups and headcounts loaded last; without rows where there are none."""
        levels = tuple(name for (name,) in self.db.execute("SELECT name FROM level ORDER BY depth"))
        found = self.db.execute("SELECT valid_from, path, staff_group, headcount, formerly FROM people ORDER BY line")
        rows = (
            Headcount(date.fromisoformat(day), _path(path), staff_group, headcount, _path(formerly))
            for day, path, staff_group, headcount, formerly in found
        )
        return People(levels, tuple(rows))

    # --- answers ---

    def save(self, load: Load, today: date) -> Collected:
        """Puts a file's answers down: all of them with their tallies, or none.

        Rows already there are counted as duplicates; one that had no group and has one now gets it. Raises
        Stop("wave-other-columns") where a wave's first answers were to other questions.
        """
        with self.db.atomic():
            return self._put(load, today)

    def rehearse(self, load: Load) -> Collected:
        """What `save` would do, with nothing kept."""
        try:
            with self.db.atomic():
                done = self._put(load, date.min)
                raise _Rehearsed
        except _Rehearsed:
            return Collected(None, done.counts, done.assigned, done.answered, done.again)

    def _put(self, load: Load, today: date) -> Collected:
        # Writing nothing takes the lock: no other run may make a key, or put rows down, while this one reads its file.
        self.db.execute("DELETE FROM collect WHERE 0")
        # Kept apart until the file is read to its end: only then is it known which waves its rows belong to.
        self.db.execute("DROP TABLE IF EXISTS temp.incoming")
        columns = ["wave", "hash", "place", "others", *(column.name for column in load.layout.columns)]
        self.db.execute(f"CREATE TEMP TABLE incoming ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        while rows := list(islice(load.rows, _AT_ONCE)):
            self.db.conn.executemany(f"INSERT INTO incoming VALUES ({marks})", (_flat(row) for row in rows))  # noqa: S608
        stored = {label: self._put_wave(load, wave) for label, wave in load.reading.waves.items()}
        counts = self._counts(load, sum(new for new, _ in stored.values()))
        again = self._known_file(load)
        collect = None if again else self._note_collect(load, counts, today, stored)
        self.db.execute("DROP TABLE temp.incoming")
        answered = {label: self.answered(load.survey.id, label) for label in sorted(load.reading.waves)}
        return Collected(collect, counts, sum(placed for _, placed in stored.values()), answered, again)

    def _put_wave(self, load: Load, wave: Wave) -> tuple[int, int]:
        """Rows new to a wave, and rows that have a group now; the wave's tallies are made again if there were any."""
        wave_id = self._wave_id(load, wave)
        table = _table(wave_id)
        self.db.execute(
            "INSERT OR IGNORE INTO atom (wave, place, others) "
            "SELECT DISTINCT ?, place, others FROM incoming WHERE wave = ?",
            [wave_id, wave.label],
        )
        names = ", ".join(column.name for column in load.layout.columns)
        comma = ", " if names else ""
        new = self.db.execute(
            f"INSERT OR IGNORE INTO {table} (key, hash, atom{comma}{names}) "  # noqa: S608
            f"SELECT random() & 0x7fffffffffffffff, hash, atom.id{comma}{names} FROM incoming "
            "JOIN atom ON atom.wave = ? AND atom.place = incoming.place AND atom.others = incoming.others "
            "WHERE incoming.wave = ?",
            [wave_id, wave.label],
        ).rowcount
        placed = self._place_again(table, wave_id, wave.label)
        if new or placed:
            tallying.tally(self.db, wave_id, table, load.survey)
        return new, placed

    def _place_again(self, table: str, wave_id: int, label: str) -> int:
        """Gives rows without a group the one that the same row has now (an alias was added, people.csv mended)."""
        return self.db.execute(
            f"UPDATE {table} SET atom = new.id FROM incoming "  # noqa: S608
            "JOIN atom AS new ON new.wave = ? AND new.place = incoming.place AND new.others = incoming.others, "
            "atom AS old "
            f"WHERE incoming.wave = ? AND incoming.hash = {table}.hash AND old.id = {table}.atom AND old.id <> new.id "
            "AND (instr(old.place, '\"\"') AND NOT instr(new.place, '\"\"') "
            "OR instr(old.others, '\"\"') AND NOT instr(new.others, '\"\"'))",
            [wave_id, label],
        ).rowcount

    def _wave_id(self, load: Load, wave: Wave) -> int:
        found = self.db.execute(
            "SELECT id FROM wave WHERE survey = ? AND label = ?", [wave.survey, wave.label]
        ).fetchone()
        if found:
            self._refuse_other_columns(found[0], load.layout, wave)
            return int(found[0])
        days = wave.first.isoformat(), wave.last.isoformat()
        cursor = self.db.execute(
            "INSERT INTO wave (survey, label, first, last, definition, levels) VALUES (?, ?, ?, ?, ?, ?)",
            [wave.survey, wave.label, *days, load.survey.source, _json(load.levels)],
        )
        wave_id = int(cursor.lastrowid or 0)
        self._create_table(wave_id, load.layout)
        return wave_id

    def _create_table(self, wave_id: int, layout: Layout) -> None:
        columns = "".join(f", {column.name} INTEGER" for column in layout.columns)
        self.db.execute(
            f"CREATE TABLE {_table(wave_id)} (key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, "
            f"atom INTEGER NOT NULL REFERENCES atom{columns})"
        )
        rows = [(wave_id, at, c.name, c.kind, c.item, c.option) for at, c in enumerate(layout.columns)]
        self.db.conn.executemany("INSERT INTO catalogue VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _refuse_other_columns(self, wave_id: int, layout: Layout, wave: Wave) -> None:
        names = self.db.execute("SELECT name FROM catalogue WHERE wave = ? ORDER BY place", [wave_id]).fetchall()
        if [name for (name,) in names] != [column.name for column in layout.columns]:
            raise Stop(problem("wave-other-columns", wave=wave.label, survey=wave.survey))

    def _counts(self, load: Load, stored: int) -> Counts:
        reading = load.reading
        set_aside = reading.partial + reading.test + reading.outside + reading.rejected + reading.empty
        counts = Counts(
            read=reading.read,
            stored=stored,
            duplicate=self.db.execute("SELECT count(*) FROM incoming").fetchone()[0] - stored,
            partial=reading.partial,
            test=reading.test,
            outside=reading.outside,
            rejected=reading.rejected,
            empty=reading.empty,
        )
        if not counts.adds_up:
            raise AssertionError(f"rows were lost: {reading.read} read, {set_aside} set aside")
        return counts

    def _known_file(self, load: Load) -> bool:
        known = self.db.execute(
            "SELECT 1 FROM collect WHERE survey = ? AND digest = ?", [load.survey.id, load.digest]
        ).fetchone()
        return known is not None

    def _note_collect(self, load: Load, counts: Counts, today: date, stored: Mapping[str, tuple[int, int]]) -> int:
        cursor = self.db.execute(
            "INSERT INTO collect (survey, digest, platform, day, counts) VALUES (?, ?, ?, ?, ?)",
            [load.survey.id, load.digest, load.facts.platform, today.isoformat(), _json(asdict(counts))],
        )
        collect = int(cursor.lastrowid or 0)
        rows = [(collect, self._id_of(load.survey.id, label), new) for label, (new, _) in stored.items()]
        self.db.conn.executemany("INSERT INTO collect_wave VALUES (?, ?, ?)", rows)
        return collect

    # --- waves and tallies ---

    def surveys(self) -> tuple[str, ...]:
        """Ids of the questionnaires with answers."""
        return tuple(survey for (survey,) in self.db.execute("SELECT DISTINCT survey FROM wave ORDER BY survey"))

    def waves(self, survey: str) -> tuple[Wave, ...]:
        """The waves of a questionnaire that have answers, oldest first."""
        found = self.db.execute("SELECT label, first, last FROM wave WHERE survey = ? ORDER BY first, label", [survey])
        return tuple(Wave(survey, label, date.fromisoformat(a), date.fromisoformat(b)) for label, a, b in found)

    def answered(self, survey: str, label: str) -> int:
        """How many people answered a wave."""
        sql = "SELECT sum(responses) FROM atom JOIN wave ON wave.id = atom.wave WHERE survey = ? AND label = ?"
        return int(self.db.execute(sql, [survey, label]).fetchone()[0] or 0)

    def inputs(self, survey: str, label: str) -> tuple[str, ...]:
        """sha256 of the files whose answers are in a wave, sorted."""
        found = self.db.execute(
            "SELECT DISTINCT digest FROM collect JOIN collect_wave ON collect_wave.collect = collect.id "
            "WHERE collect_wave.wave = ? AND collect_wave.stored > 0 ORDER BY digest",
            [self._id_of(survey, label)],
        )
        return tuple(digest for (digest,) in found)

    def tallies(self, survey: str, labels: Sequence[str]) -> tuple[WaveTallies, ...]:
        """The kept counts of waves, oldest first; groups bear the names they have now."""
        people = self.people()
        wanted = [wave for wave in self.waves(survey) if wave.label in labels]
        return tuple(self._wave_tallies(wave, people) for wave in wanted)

    def _wave_tallies(self, wave: Wave, people: People) -> WaveTallies:
        wave_id = self._id_of(wave.survey, wave.label)
        definition, levels = self.db.execute("SELECT definition, levels FROM wave WHERE id = ?", [wave_id]).fetchone()
        atoms: dict[int, Atom] = {}
        responses: dict[Atom, int] = {}
        for key, place, others, count in self.db.execute(
            "SELECT id, place, others, responses FROM atom WHERE wave = ?", [wave_id]
        ):
            atom = atoms[key] = Atom(people.today(_path(place)), _path(others))
            responses[atom] = responses.get(atom, 0) + count
        return WaveTallies(
            wave=wave,
            survey=self.survey_from(definition),
            levels=_path(levels),
            responses=responses,
            asked=people.asked(wave.first),
            items=tuple(
                ItemTally(item, atoms[atom], answered, tuple(json.loads(options)))
                for atom, item, answered, options in self._of_wave("item_tally", wave_id)
            ),
            indices=tuple(
                IndexTally(name, atoms[atom], count, total, squares)
                for atom, name, count, total, squares in self._of_wave("index_tally", wave_id)
            ),
            flows=tuple(
                FlowTally(_three(items), _three(options), ticks, atoms[atom], count)
                for atom, items, options, ticks, count in self._of_wave("flow_tally", wave_id)
            ),
        )

    def _of_wave(self, table: str, wave_id: int) -> Iterator[tuple]:  # type: ignore[type-arg]
        sql = f"SELECT {table}.* FROM {table} JOIN atom ON atom.id = {table}.atom WHERE atom.wave = ?"  # noqa: S608
        yield from self.db.execute(sql, [wave_id])

    # --- the ledger ---

    def past(self, survey: str) -> dict[str, Past]:
        """The waves that have been shown, by label: they are frozen."""
        found = self.db.execute(
            "SELECT label, day, min_answers, min_detail, band, entry FROM ledger JOIN wave ON wave.id = ledger.wave "
            "WHERE survey = ?",
            [survey],
        )
        return {
            label: Past(label, date.fromisoformat(day), Rules(answers, detail, band), entry)
            for label, day, answers, detail, band, entry in found
        }

    def enter(self, release: Release, today: date) -> tuple[int, date]:
        """Enters every wave the release shows and the ledger does not hold yet; a wave shown is frozen.

        Gives back the entry and the day of the release's own wave. The first entry of a wave stands, so that a
        second report of it is the same to the byte.
        """
        past = self.past(release.survey.id)
        with self.db.atomic():
            for wave in release.waves:
                if wave.label not in past:
                    self._enter_wave(release, wave, today)
        own = self.past(release.survey.id)[release.wave.label]
        return own.entry, own.reported

    def _enter_wave(self, release: Release, wave: Wave, today: date) -> None:
        rules = release.rules
        cursor = self.db.execute(
            "INSERT INTO ledger (wave, day, min_answers, min_detail, band) VALUES (?, ?, ?, ?, ?)",
            [self._id_of(wave.survey, wave.label), today.isoformat(), rules.min_answers, rules.min_detail, rules.band],
        )
        rows = [
            (cursor.lastrowid, *_key(about), *_said(figure))
            for about, figure in release.figures.items()
            if about.wave == wave.label and not isinstance(figure, Hidden)
        ]
        self.db.conn.executemany(f"INSERT INTO shown VALUES ({', '.join('?' * 14)})", rows)  # noqa: S608

    def _id_of(self, survey: str, label: str) -> int:
        return int(self.db.execute("SELECT id FROM wave WHERE survey = ? AND label = ?", [survey, label]).fetchone()[0])


def _table(wave_id: int) -> str:
    return f"answers_{wave_id}"


def _key(about: About) -> tuple[object, ...]:
    """What a figure speaks of, its wave aside."""
    first = (_json(about.group.path), about.measure, about.item, about.item_version, about.option)
    return (*first, about.item2, about.option2, about.item3, about.option3)


def _said(figure: Shown | Banded) -> tuple[float | None, float | None, float | None, int]:
    """Value, band and number of answers, as shown."""
    if isinstance(figure, Shown):
        return figure.value, None, None, figure.n
    return None, figure.low, figure.high, figure.n


def _flat(row: Row) -> tuple[object, ...]:
    return (row.wave, row.row_hash, _json(row.place), _json(row.others), *row.answers)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _path(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=4096)  # a wave's flows repeat a few hundred texts thousands of times
def _three(text: str) -> tuple[str, str, str]:
    first, second, third = json.loads(text)
    return first, second, third
