"""One file's way into the database: sheet by sheet, each stored, known already, or at odds with one that is there.

All of it happens in one transaction. A sheet that gives way - to a later one of the same person, to changed answers -
is kept in a table beside the wave's until the wave closes, so that an undo can bring it back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from operator import length_hint

from sqlite_utils import Database

from pulse.model.answers import Load, Reject, Sheets
from pulse.model.collected import Choices, Collected, Counts
from pulse.model.groups import NOT_ASSIGNED, Path
from pulse.model.problems import Place, Stop, problem
from pulse.model.review import Remark
from pulse.model.survey import Wave
from pulse.settings import Limits
from pulse.store import comments, late, linking, rating, tallying
from pulse.store.tables import answers_table, create_tables, replaced_table

_LARGEST_KEY = 2**63 - 1
_MOST_BY_ONE = 3  # sheets with one person's id in a wave; more, and the id is one that people share
_AT_ANSWERS = 5  # place of the first answer in a row of the table: key, proof, atom, collect, person come before it
_AT_NEW_ANSWERS = 4  # ... in a new row: key, proof, atom, collect; its person, where one is known, comes last

Row = tuple[object, ...]
Group = tuple[Path, tuple[str, ...]]


@dataclass
class _Wave:
    """A wave while a file's sheets go into it."""

    id: int
    insert: str
    insert_known: str  # for a row with a person
    atoms: dict[int, int] = field(default_factory=dict)  # number of a place in the file -> atom
    groups: dict[int, Group] = field(default_factory=dict)  # atom -> what it stands for
    new: int = 0
    touched: bool = False  # its tallies must be made again
    rated: tuple[int, ...] = ()  # the number of each question about a group, as its ratings stand in a sheet
    counted: int | None = None  # the last collect that its figures count, once it was shown: those sheets stand
    comments: bool = True  # begun since comments are kept
    remarks: int = 0  # put down

    @property
    def answers(self) -> str:
        return answers_table(self.id)

    @property
    def replaced(self) -> str:
        return replaced_table(self.id)

    def stands(self, collect: object) -> bool:
        """True for a sheet of a collect that figures were shown of: it is neither changed nor taken away."""
        return self.counted is not None and isinstance(collect, int) and collect <= self.counted


class Putting:
    """Puts one load down. Call `run` once, inside a transaction."""

    def __init__(
        self,
        db: Database,
        load: Load,
        choices: Choices,
        limits: Limits,
        today: date,
        key_id: Callable[[str], str],
        link_id: Callable[[], str],
    ) -> None:
        self.db, self.load, self.choices, self.limits = db, load, choices, limits
        self.today, self.key_id, self.link_id = today, key_id, link_id
        self.width = len(load.layout.columns)
        self.waves: dict[str, _Wave] = {}
        self.sheets = self.placed = self.changed = self.replaced = self.twins = self.removed = 0
        self.vanished = self.twice = self.shared = self.reworded = self.stood = self.held = 0
        self.remarks: dict[int, list[Remark]] = {}  # place of a sheet in the batch -> its remarks
        self.ratings: Sequence[Sequence[int | None]] = ()  # of the batch, a column a rated group
        self.conflicts: list[int] = []  # lines

    def run(self) -> Collected:
        """Everything of the load in its place. Raises Stop where too many rows have a fault."""
        self.db.execute("CREATE TEMP TABLE seen (wave INTEGER, key INTEGER, PRIMARY KEY (wave, key)) WITHOUT ROWID")
        self.db.execute("CREATE TEMP TABLE sitting (wave INTEGER, person BLOB, key INTEGER, moment INTEGER)")
        again = self._known_file()
        self.collect = self._note()
        for sheets in self.load.sheets:
            self._put(sheets)
        self._tell_conflicts()
        self._refuse_too_many()
        for wave in self.waves.values():
            self._count_once(wave)
            if not again or self.choices.delete_missing:  # a file that was collected before cannot know of more
                self._look_for_missing(wave)
            if wave.rated:
                rating.prune(self.db, wave.id)
            if wave.touched and wave.counted is None:
                tallying.tally(self.db, wave.id, wave.answers, self.load.survey)
            self._note_wave(wave)
        counts = self._counts()
        self.db.execute("UPDATE collect SET counts = ? WHERE id = ?", [json.dumps(asdict(counts)), self.collect])
        kept = not again or any(wave.touched for wave in self.waves.values())
        if not kept:
            self._forget()
        self.db.execute("DROP TABLE temp.seen")
        self.db.execute("DROP TABLE temp.sitting")
        return self._collected(counts, again=again, kept=kept)

    # --- the file ---

    def _known_file(self) -> bool:
        sql = "SELECT 1 FROM collect WHERE survey = ? AND digest = ? AND undone = ''"
        return self.db.execute(sql, [self.load.survey.id, self.load.digest]).fetchone() is not None

    def _note(self) -> int:
        # Writing this row takes the lock: no other run may make a key, or put rows down, while this one reads its file.
        load = self.load
        cursor = self.db.execute(
            "INSERT INTO collect (survey, digest, platform, form, day, counts) VALUES (?, ?, ?, ?, ?, '{}')",
            [load.survey.id, load.digest, load.facts.platform, load.form, self.today.isoformat()],
        )
        return int(cursor.lastrowid or 0)

    def _forget(self) -> None:
        self.db.execute("DELETE FROM collect_wave WHERE collect = ?", [self.collect])
        self.db.execute("DELETE FROM collect WHERE id = ?", [self.collect])

    def _note_wave(self, wave: _Wave) -> None:
        self.db.execute("INSERT INTO collect_wave VALUES (?, ?, ?)", [self.collect, wave.id, wave.new])

    # --- sheets ---

    def _put(self, sheets: Sheets) -> None:
        wave = self.waves.get(sheets.wave) or self._open(sheets.wave)
        self._find_atoms(wave, sheets.places)
        atoms = map(wave.atoms.__getitem__, sheets.places)
        # Where nobody is known there is no person to bind: a NULL that is bound takes as long as ten numbers.
        people = [sheets.people] if any(sheets.people) else []
        answers, self.ratings = sheets.columns[: self.width], sheets.columns[self.width :]
        columns = [sheets.keys, sheets.proofs, atoms, [self.collect] * len(sheets.keys), *answers, *people]
        rows: list[Row] = list(zip(*columns, strict=True))
        insert = wave.insert_known if people else wave.insert
        self.sheets += len(rows)
        self.remarks = _by_sheet(sheets.remarks) if wave.comments else {}
        left = iter(rows)
        new = len(rows)
        while True:
            try:
                self.db.conn.executemany(insert, left)
                break
            except sqlite3.IntegrityError:
                at = len(rows) - length_hint(left) - 1  # the sheet whose key is taken; those before it are in
                new -= not self._meet(wave, sheets, rows, at)
        wave.new += new
        wave.touched = wave.touched or new > 0
        self._note_people(wave, sheets, rows)
        self._note_remarks(wave, sheets, rows)
        if self.ratings:
            rating.note(self.db, wave.id, self.collect, wave.rated, [row[0] for row in rows], self.ratings)
        if sheets.links:
            linking.note(self.db, wave.id, self.collect, [row[0] for row in rows], sheets.links)

    def _meet(self, wave: _Wave, sheets: Sheets, rows: list[Row], at: int) -> bool:
        """Settles a sheet whose key is taken; True where it is another one after all, and was stored."""
        key, proof, *rest = rows[at]
        named = sheets.named[at]
        while found := self._stored(wave, key):
            if found[1] == proof:
                remarks = self.remarks.pop(at, [])
                if not self._of_this_file(wave, found):
                    rates_alike = self._rates_alike(wave, found, at)
                    if self._meet_again(wave, found, rows[at], remarks, named=named, rates_alike=rates_alike):
                        rows[at] = (key, proof, *rest)
                        self.remarks[at] = remarks
                    return False
                if named:
                    self._meet_twice(wave, found, rows[at], sheets.lines[at], at)
                    return False
                self.remarks[at] = remarks
            # Another sheet bears this key by chance, or a twin stands here: the next place is tried.
            key = (int(str(key)) + 1) & _LARGEST_KEY
        rows[at] = (key, proof, *rest)
        self._insert(wave, rows[at])
        return True

    def _insert(self, wave: _Wave, row: Row) -> None:
        known = len(row) > _AT_NEW_ANSWERS + self.width
        self.db.execute(wave.insert_known if known else wave.insert, row)

    def _answers(self, row: Row) -> Row:
        return row[_AT_NEW_ANSWERS : _AT_NEW_ANSWERS + self.width]

    def _stored(self, wave: _Wave, key: object) -> Row | None:
        found: Row | None = self.db.execute(f"SELECT * FROM {wave.answers} WHERE key = ?", [key]).fetchone()  # noqa: S608
        return found

    def _of_this_file(self, wave: _Wave, found: Row) -> bool:
        if found[3] == self.collect:
            return True
        sql = "SELECT 1 FROM temp.seen WHERE wave = ? AND key = ?"
        return self.db.execute(sql, [wave.id, found[0]]).fetchone() is not None

    def _meet_again(
        self, wave: _Wave, found: Row, row: Row, remarks: Sequence[Remark], *, named: bool, rates_alike: bool
    ) -> bool:
        """A sheet that an earlier file brought: the same, with a group now, or with other answers or other words.

        True where its remarks are new and are to be put down.
        """
        self.db.execute("INSERT INTO temp.seen VALUES (?, ?)", [wave.id, found[0]])
        same = rates_alike and found[_AT_ANSWERS:] == self._answers(row)
        reads_alike = not (same and remarks) or self._reads_alike(wave, found, remarks)
        if same and reads_alike and found[2] == row[2]:
            self.twins += not named
        elif wave.stands(found[3]):
            self.stood += 1
        elif same and reads_alike and self._has_a_group_now(wave, found[2], row[2]):
            self._replace(wave, found, row)
            comments.carry(self.db, wave.id, found[0], found[3], self.collect)
            self.placed += 1
        elif self.choices.on_change == "replace":
            self._replace(wave, found, row)
            self.replaced += 1
            return True
        elif reads_alike:
            self.changed += 1
        else:
            self.reworded += 1
        return False

    def _reads_alike(self, wave: _Wave, found: Row, remarks: Sequence[Remark]) -> bool:
        stored = comments.texts(self.db, wave.id, found[0], found[3])
        return stored == {it.item: it.text for it in remarks}

    def _meet_twice(self, wave: _Wave, found: Row, row: Row, line: int, at: int) -> None:
        """An id that this very file holds already: harmless if the answers are the same."""
        if found[_AT_ANSWERS:] != self._answers(row) or not self._rates_alike(wave, found, at):
            self.conflicts.append(line)

    def _rates_alike(self, wave: _Wave, found: Row, at: int) -> bool:
        """True where the stored sheet rates every group as the one at a place of the batch does."""
        if not self.ratings:
            return True
        now = {number: column[at] for number, column in zip(wave.rated, self.ratings, strict=True)}
        known = rating.given(self.db, wave.id, found[0], found[3])
        return known == {number: answer for number, answer in now.items() if answer is not None}

    def _replace(self, wave: _Wave, found: Row, row: Row) -> None:
        self._set_aside(wave, "key = ?", [found[0]])
        self._insert(wave, (found[0], *row[1:]))
        wave.touched = True

    def _set_aside(self, wave: _Wave, which: str, values: Sequence[object]) -> int:
        """Takes sheets out of the wave, kept beside it until it closes; how many."""
        names = ", ".join(column.name for column in self.load.layout.columns)
        comma = ", " if names else ""
        self.db.execute(
            f"INSERT OR IGNORE INTO {wave.replaced} (key, proof, place, others, collect, person, by{comma}{names}) "  # noqa: S608
            f"SELECT key, proof, place, others, collect, person, ?{comma}{names} "
            f"FROM {wave.answers} JOIN atom ON atom.id = {wave.answers}.atom WHERE {which}",
            [self.collect, *values],
        )
        wave.touched = True
        return int(self.db.execute(f"DELETE FROM {wave.answers} WHERE {which}", values).rowcount)  # noqa: S608

    def _has_a_group_now(self, wave: _Wave, old: object, new: object) -> bool:
        """True where a part of the group was unknown when the sheet was stored and is known now."""
        before, now = self._group(wave, old), self._group(wave, new)
        return any(NOT_ASSIGNED in was and NOT_ASSIGNED not in is_now for was, is_now in zip(before, now, strict=True))

    # --- comments ---

    def _note_remarks(self, wave: _Wave, sheets: Sheets, rows: Sequence[Row]) -> None:
        """Puts the remarks of the sheets down that were stored, or took another's place."""
        noted = [(rows[at][0], it) for at, remarks in self.remarks.items() for it in remarks]
        consents = self._consents(sheets)
        wave.remarks += len(noted)
        if noted:
            comments.note(self.db, wave.id, self.collect, noted, consents, self.today)

    def _consents(self, sheets: Sheets) -> Sequence[bool]:
        """For each sheet whether its words may be quoted; nothing where the questionnaire does not ask."""
        item = next((it for it in self.load.survey.items if it.consent), None)
        if item is None:
            return ()
        at = [column.item for column in self.load.layout.columns].index(item.id)
        yes = 1 + [option.id for option in item.options].index(item.consent)
        return [code == yes for code in sheets.columns[at]]

    # --- waves and groups ---

    def _open(self, label: str) -> _Wave:
        """The wave in the store, made if these are its first answers."""
        known = self.load.reading.waves[label]
        sql = "SELECT id, closed FROM wave WHERE survey = ? AND label = ?"
        found = self.db.execute(sql, [known.survey, label]).fetchone()
        if found:
            if found[1]:  # closed while this run waited for its turn
                raise Stop(problem("wave-closed", wave=label, survey=known.survey))
            self._refuse_other_columns(found[0], label)
        wave_id = found[0] if found else self._begin(known)
        table = answers_table(wave_id)
        names = ["key", "proof", "atom", "collect", *(column.name for column in self.load.layout.columns)]
        wave = _Wave(wave_id, insert=_insert(table, names), insert_known=_insert(table, [*names, "person"]))
        wave.rated = rating.begin(self.db, wave_id, self.load.layout.ratings)
        wave.comments = comments.takes(self.db, wave_id)
        wave.counted = late.counted(self.db, wave_id)
        self.waves[label] = wave
        return wave

    def _begin(self, wave: Wave) -> int:
        load = self.load
        cursor = self.db.execute(
            "INSERT INTO wave (survey, label, first, last, definition, levels, key_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [wave.survey, wave.label, wave.first.isoformat(), wave.last.isoformat(), load.survey.source,
             json.dumps(load.levels, ensure_ascii=False), self.key_id(wave.label)],
        )  # fmt: skip
        wave_id = int(cursor.lastrowid or 0)
        create_tables(self.db, wave_id, load.layout)
        comments.begin(self.db, wave_id)
        if load.survey.linked:
            linking.begin(self.db, wave_id, self.link_id())
        return wave_id

    def _refuse_other_columns(self, wave_id: int, label: str) -> None:
        names = self.db.execute("SELECT name FROM catalogue WHERE wave = ? ORDER BY place", [wave_id]).fetchall()
        if [name for (name,) in names] != [column.name for column in self.load.layout.columns]:
            raise Stop(problem("wave-other-columns", wave=label, survey=self.load.survey.id))

    def _find_atoms(self, wave: _Wave, places: Sequence[int]) -> None:
        for number in set(places) - wave.atoms.keys():
            group = self.load.reading.places[number]
            texts = [json.dumps(part, ensure_ascii=False) for part in group]
            sql = "SELECT id FROM atom WHERE wave = ? AND place = ? AND others = ?"
            self.db.execute("INSERT OR IGNORE INTO atom (wave, place, others) VALUES (?, ?, ?)", [wave.id, *texts])
            (atom,) = self.db.execute(sql, [wave.id, *texts]).fetchone()
            wave.atoms[number] = atom
            wave.groups[atom] = group

    def _group(self, wave: _Wave, atom: object) -> Group:
        if not isinstance(atom, int):
            raise TypeError("an atom is a number")
        if atom not in wave.groups:
            place, others = self.db.execute("SELECT place, others FROM atom WHERE id = ?", [atom]).fetchone()
            wave.groups[atom] = tuple(json.loads(place)), tuple(json.loads(others))
        return wave.groups[atom]

    # --- people ---

    def _note_people(self, wave: _Wave, sheets: Sheets, rows: Sequence[Row]) -> None:
        if any(sheets.people):
            known = [
                (wave.id, person, row[0], moment)
                for person, row, moment in zip(sheets.people, rows, sheets.moments, strict=True)
                if person is not None
            ]
            self.db.conn.executemany("INSERT INTO temp.sitting VALUES (?, ?, ?, ?)", known)

    def _count_once(self, wave: _Wave) -> None:
        """Of a person's sheets the one sent last counts. An id that more sheets bear is nobody's own: all count."""
        sql = f"""
            SELECT hex(person), {wave.answers}.key, max(coalesce(moment, -1)) FROM {wave.answers}
            LEFT JOIN temp.sitting USING (key, person) WHERE person IN (SELECT person FROM temp.sitting WHERE wave = ?)
            GROUP BY person, {wave.answers}.key ORDER BY person, 3, {wave.answers}.key"""  # noqa: S608
        of_one: dict[str, list[int]] = {}
        for person, key, _ in self.db.execute(sql, [wave.id]):
            of_one.setdefault(person, []).append(key)
        for keys in of_one.values():
            if len(keys) > _MOST_BY_ONE:
                self.shared += len(keys)
                continue
            sql = f"SELECT collect FROM {wave.answers} WHERE key = ?"  # noqa: S608
            brought = {key: self.db.execute(sql, [key]).fetchone()[0] for key in keys}
            standing = {key for key, collect in brought.items() if wave.stands(collect)}
            for key in set(keys) - (standing or {keys[-1]}):
                wave.new -= brought[key] == self.collect
                self.twice += self._set_aside(wave, "key = ?", [key])

    # --- what the source has deleted ---

    def _look_for_missing(self, wave: _Wave) -> None:
        """Sheets of this form that an export overlapping with earlier ones lacks: they were deleted at the source."""
        earlier = "collect IN (SELECT id FROM collect WHERE form = ? AND form <> '' AND id <> ?)"
        seen = "key IN (SELECT key FROM temp.seen WHERE wave = ?)"
        values = [self.load.form, self.collect, wave.id]
        overlap = f"SELECT 1 FROM {wave.answers} WHERE {earlier} AND {seen} LIMIT 1"  # noqa: S608
        if self.db.execute(overlap, values).fetchone() is None:
            return
        which = f"{earlier} AND NOT {seen}"
        count = f"SELECT count(*) FROM {wave.answers} WHERE {which}"  # noqa: S608
        self.vanished += self.db.execute(count, values).fetchone()[0]
        if wave.counted is not None:  # what was shown stands: its sheets are neither changed nor taken away
            self.held += self.db.execute(f"{count} AND collect <= ?", [*values, wave.counted]).fetchone()[0]
        if self.choices.delete_missing:
            # Deleted for good: what a person took back may not return by an undo.
            which, values = f"{which} AND collect > ?", [*values, -1 if wave.counted is None else wave.counted]
            gone = self.db.execute(f"DELETE FROM {wave.answers} WHERE {which}", values).rowcount  # noqa: S608
            self.removed += gone
            wave.touched = wave.touched or gone > 0
            comments.prune(self.db, wave.id)
            rating.prune(self.db, wave.id)

    # --- what it came to ---

    def _tell_conflicts(self) -> None:
        reading = self.load.reading
        if self.conflicts:
            reading.fates["rejected"] += len(self.conflicts)
            reading.rejects += (Reject(line, "id-twice") for line in self.conflicts)
            place = Place(self.load.facts.file, self.conflicts[0])
            reading.problems.append(problem("id-twice", place, count=len(self.conflicts)))

    def _refuse_too_many(self) -> None:
        reading, limits = self.load.reading, self.limits
        faulty = reading.faulty_rows
        if self.choices.accept_rejects or not faulty:
            return
        if faulty > limits.reject_rows or faulty > limits.reject_share * reading.read:
            raise Stop(
                problem("too-many-rejects", Place(self.load.facts.file), rows=faulty, read=reading.read),
                *sorted(reading.problems, key=lambda fault: fault.place.line or 0),
            )

    def _counts(self) -> Counts:
        fates = self.load.reading.fates
        stored = sum(wave.new for wave in self.waves.values())
        counts = Counts(
            read=self.load.reading.read,
            stored=stored,
            duplicate=self.sheets - stored - len(self.conflicts),
            **{name: fates[name] for name in ("partial", "preview", "test", "spam", "outside", "rejected", "empty")},
        )
        if not counts.adds_up:
            raise AssertionError(f"rows were lost: {counts}")
        return counts

    def _collected(self, counts: Counts, *, again: bool, kept: bool) -> Collected:
        answered = {label: self._answered(wave) for label, wave in sorted(self.waves.items())}
        waiting = late.waiting(self.db, self.load.survey.id)
        return Collected(
            id=self.collect if kept else None,
            counts=counts,
            assigned=self.placed,
            answered=answered,
            again=again,
            changed=self.changed,
            replaced=self.replaced,
            vanished=self.vanished,
            removed=self.removed,
            answered_twice=self.twice,
            shared=self.shared,
            twins=self.twins if not again else 0,
            stood=self.stood,
            held=self.held,
            waiting={label: count for label, count in waiting.items() if label in self.waves},
            reworded=self.reworded,
            comments=sum(wave.remarks for wave in self.waves.values()),
        )

    def _answered(self, wave: _Wave) -> int:
        sql = "SELECT coalesce(sum(responses), 0) FROM atom WHERE wave = ?"
        return int(self.db.execute(sql, [wave.id]).fetchone()[0])


def _by_sheet(remarks: Sequence[Remark]) -> dict[int, list[Remark]]:
    found: dict[int, list[Remark]] = {}
    for it in remarks:
        found.setdefault(it.at, []).append(it)
    return found


def _insert(table: str, names: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
