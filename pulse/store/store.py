"""The database of a workspace: put answers down in one transaction, pick tallies up, remember what was shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import cast

from sqlite_utils import Database

from pulse.model.answers import Load
from pulse.model.audit import Ledger, Said
from pulse.model.codes import Agreement, Codebook
from pulse.model.coding import CodedWave, Coding
from pulse.model.collected import Choices, Collected, CollectNote, Counts
from pulse.model.context import Counted
from pulse.model.events import Event, Rebase
from pulse.model.figures import Atom, FlowTally, IndexTally, ItemTally, Latecomers, WaveTallies
from pulse.model.groups import ALL, Group, Headcount, People, chain
from pulse.model.kept import Kept, Purged
from pulse.model.ledgers import Entry
from pulse.model.loop import Story
from pulse.model.plans import Entered, Plan
from pulse.model.problems import Place, Stop, problem
from pulse.model.proposals import Guest
from pulse.model.quotes import Quote
from pulse.model.release import About, Measure, Past, Release, Seen
from pulse.model.review import Alert, CommentCounts, Queue, Reviewed, Unreviewed
from pulse.model.survey import Survey, Wave
from pulse.model.talks import Talk
from pulse.settings import Limits
from pulse.store import (
    coding,
    comments,
    context,
    keeping,
    late,
    ledger,
    linking,
    loop,
    pairing,
    planning,
    products,
    proposals,
    quoting,
    rating,
    talks,
    timeline,
)
from pulse.store.keys import Keys, refuse_if_open
from pulse.store.marked import ATTRIBUTED, mark_of
from pulse.store.migrations import migrations
from pulse.store.putting import Putting
from pulse.store.undoing import undo

_PRAGMAS = (
    "journal_mode=DELETE", "secure_delete=ON", "foreign_keys=ON", "temp_store=MEMORY", "trusted_schema=OFF",
    "cache_size=-64000",  # 64 MB: a wave's keys are random, so each row of a collect may touch any page of it
)  # fmt: skip
_ANY = 2**63 - 1
LOCK_WAIT = 10  # seconds until another run's lock is told and not waited for any longer
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
        "database-damaged" for a file that is no database, "database-attributed" for that of the answers by name.
        """
        refuse_if_open(path, "database-open")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=LOCK_WAIT)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if mark_of(connection) == ATTRIBUTED:
                raise Stop(problem("database-attributed", Place(str(path))))
            db = Database(connection, execute_plugins=False)
            _bring_up_to_date(db)
            yield cls(db, survey_from)
        except sqlite3.DatabaseError as error:
            if stop := _told(error, path):
                raise stop from error
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

    def save(self, load: Load, today: date, choices: Choices, limits: Limits, keys: Keys) -> Collected:
        """Puts a file's answers down: all of them with their tallies, or none.

        Raises Stop: "wave-other-columns" where a wave's first answers were to other questions, "too-many-rejects".
        """
        with self.db.atomic():
            return self._put(load, today, choices, limits, keys)

    def rehearse(self, load: Load, today: date, choices: Choices, limits: Limits, keys: Keys) -> Collected:
        """What `save` would do, with nothing kept."""
        done: list[Collected] = []
        try:
            with self.db.atomic():
                done.append(self._put(load, today, choices, limits, keys))
                raise _Rehearsed
        except _Rehearsed:
            return replace(done[0], id=None)

    def _put(self, load: Load, today: date, choices: Choices, limits: Limits, keys: Keys) -> Collected:
        survey = load.survey.id
        ids = partial(keys.key_id, survey), partial(keys.link_id, survey)
        collected = Putting(self.db, load, choices, limits, today, *ids).run()
        linked = pairing.settle(self.db, survey, self.survey_from)
        return replace(collected, linked={label: linked[label] for label in collected.answered if label in linked})

    def undo(self, collect: int, today: date) -> int:
        """Takes one collect back; gives back how many sheets fewer there are. Raises Stop where that cannot be."""
        with self.db.atomic():
            gone = undo(self.db, collect, today, self.survey_from)
            (survey,) = self.db.execute("SELECT survey FROM collect WHERE id = ?", [collect]).fetchone()
            pairing.settle(self.db, survey, self.survey_from)
            return gone

    def collects(self) -> tuple[CollectNote, ...]:
        """Every collect, the newest first."""
        stored: dict[int, dict[str, int]] = {}
        for collect, label, count in self.db.execute(
            "SELECT collect, label, stored FROM collect_wave JOIN wave ON wave.id = collect_wave.wave ORDER BY label"
        ):
            stored.setdefault(collect, {})[label] = count
        columns = "id, day, survey, platform, digest, counts, undone"
        found = self.db.execute(f"SELECT {columns} FROM collect ORDER BY id DESC")  # noqa: S608
        return tuple(
            CollectNote(
                id=collect,
                day=date.fromisoformat(day),
                survey=survey,
                platform=platform,
                digest=digest,
                waves=stored.get(collect, {}),
                counts=Counts(**json.loads(counts)),
                undone=date.fromisoformat(undone) if undone else None,
            )
            for collect, day, survey, platform, digest, counts, undone in found
        )

    def key_ids(self, survey: str) -> dict[str, str]:
        """Wave label -> a short id of the key its answers were put down with, for open waves that know it."""
        sql = "SELECT label, key_id FROM wave WHERE survey = ? AND key_id <> '' AND closed = ''"
        return dict(self.db.execute(sql, [survey]).fetchall())

    def link_id(self, survey: str) -> str:
        """A short id of the key that a survey's waves are linked with; "" while there is nothing to be linked."""
        return linking.link_id(self.db, survey)

    # --- waves and tallies ---

    def surveys(self) -> tuple[str, ...]:
        """Ids of the questionnaires with answers."""
        return tuple(survey for (survey,) in self.db.execute("SELECT DISTINCT survey FROM wave ORDER BY survey"))

    def waves(self, survey: str) -> tuple[Wave, ...]:
        """The waves of a questionnaire that have answers, oldest first."""
        found = self.db.execute("SELECT label, first, last FROM wave WHERE survey = ? ORDER BY first, label", [survey])
        return tuple(Wave(survey, label, date.fromisoformat(a), date.fromisoformat(b)) for label, a, b in found)

    def asked(self, survey: str) -> tuple[Survey, ...]:
        """The questionnaire as it was asked in each wave, oldest first."""
        found = self.db.execute("SELECT definition FROM wave WHERE survey = ? ORDER BY first, label", [survey])
        return tuple(self.survey_from(definition) for definition in dict.fromkeys(text for (text,) in found))

    def asked_in(self, survey: str, label: str) -> Survey:
        """The questionnaire as one wave asked it."""
        sql = "SELECT definition FROM wave WHERE id = ?"
        return self.survey_from(self.db.execute(sql, [self._id_of(survey, label)]).fetchone()[0])

    def answered(self, survey: str, label: str) -> int:
        """How many people answered a wave."""
        sql = "SELECT sum(responses) FROM atom JOIN wave ON wave.id = atom.wave WHERE survey = ? AND label = ?"
        return int(self.db.execute(sql, [survey, label]).fetchone()[0] or 0)

    def inputs(self, survey: str, label: str) -> tuple[str, ...]:
        """sha256 of the files whose answers a wave's figures count, sorted."""
        wave = self._id_of(survey, label)
        counted = late.counted(self.db, wave)
        found = self.db.execute(
            "SELECT DISTINCT digest FROM collect JOIN collect_wave ON collect_wave.collect = collect.id "
            "WHERE collect_wave.wave = ? AND collect_wave.stored > 0 AND collect.id <= ? ORDER BY digest",
            [wave, _ANY if counted is None else counted],
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
        sql = "SELECT atom.id, place, others, responses FROM atom JOIN wave ON wave.id = wave WHERE wave = ?"
        # In a group that is in no figure yet somebody may wait: nothing may tell so.
        for key, place, others, count in self.db.execute(f"{sql} AND (responses > 0 OR closed <> '')", [wave_id]):
            atom = atoms[key] = Atom(people.today(_path(place)), _path(others))
            responses[atom] = responses.get(atom, 0) + count
        survey, items = coding.coded(
            self.db,
            wave_id,
            self.survey_from(definition),
            [
                ItemTally(item, atoms[atom], answered, tuple(json.loads(options)))
                for atom, item, answered, options in self._of_wave("item_tally", wave_id)
            ],
            atoms,
        )
        return WaveTallies(
            wave=wave,
            survey=survey,
            levels=_path(levels),
            responses=responses,
            asked=people.asked(wave.first),
            items=items,
            indices=tuple(
                IndexTally(name, atoms[atom], count, total, squares)
                for atom, name, count, total, squares in self._of_wave("index_tally", wave_id)
            ),
            flows=tuple(
                FlowTally(_three(items), _three(options), ticks, atoms[atom], count)
                for atom, items, options, ticks, count in self._of_wave("flow_tally", wave_id)
            ),
            withheld=keeping.withheld(self.db, wave_id, people),
            panel=pairing.panel(self.db, wave_id),
            known=frozenset(row.staff_group for row in people.on(wave.first) if row.staff_group),
            settled=keeping.settled(self.db, wave_id, wave.label),
            products=products.products(self.db, wave_id),
            reliabilities=products.reliabilities(self.db, wave_id),
            agreement=coding.agreed(self.db, wave_id),
            ratings=tuple(rating.tallies(self.db, wave_id, atoms, people)),
            rated=rating.rated(self.db, wave_id, people),
        )

    def _of_wave(self, table: str, wave_id: int) -> Iterator[tuple]:  # type: ignore[type-arg]
        sql = f"SELECT {table}.* FROM {table} JOIN atom ON atom.id = {table}.atom WHERE atom.wave = ?"  # noqa: S608
        yield from self.db.execute(sql, [wave_id])

    # --- what happened, and where limits begin anew ---

    def events(self) -> tuple[Event, ...]:
        """Every event ever recorded, those withdrawn among them, by questionnaire, oldest first."""
        return tuple(timeline.events(self.db))

    def add_event(self, event: Event) -> int:
        """Records an event; gives back its number."""
        with self.db.atomic():
            return timeline.add_event(self.db, event)

    def withdraw_event(self, number: int, today: date) -> None:
        """Notes that an event no longer counts; it stays on record."""
        with self.db.atomic():
            timeline.withdraw_event(self.db, number, today)

    def rebases(self) -> tuple[Rebase, ...]:
        """Every rebase ever recorded, those withdrawn among them, by questionnaire, oldest first."""
        return tuple(timeline.rebases(self.db))

    def add_rebase(self, rebase: Rebase) -> int:
        """Records a rebase; gives back its number."""
        with self.db.atomic():
            return timeline.add_rebase(self.db, rebase)

    def withdraw_rebase(self, number: int, today: date) -> None:
        """Notes that a rebase no longer counts; it stays on record."""
        with self.db.atomic():
            timeline.withdraw_rebase(self.db, number, today)

    def counted(self) -> tuple[Counted, ...]:
        """Whatever was put down of what the organisation counts, in that order."""
        return tuple(context.everything(self.db))

    def add_counted(self, found: Sequence[Counted], day: date) -> None:
        """Puts such values down, all of them or none; they are never changed after."""
        with self.db.atomic():
            context.add(self.db, found, day)

    # --- the loop ---

    def stories(self) -> tuple[Story, ...]:
        """Every need with all that happened to it, in the order in which needs were opened.

        Groups bear the names they have now.
        """
        people = self.people()
        return tuple(loop.moved(it, people) for it in loop.stories(self.db))

    def next_numbers(self) -> tuple[int, int]:
        """The numbers that the next need and the next commitment bear."""
        return loop.next_numbers(self.db)

    def add_to_loop(self, parts: Sequence[loop.Part]) -> None:
        """Puts needs, commitments and steps down, all of them or none; they are never changed after."""
        with self.db.atomic():
            loop.add(self.db, parts)

    def talks(self) -> tuple[Talk, ...]:
        """Every talk on record, in the order in which they were noted. Groups bear the names they have now."""
        people = self.people()
        return tuple(
            replace(it, group=replace(it.group, path=people.today(it.group.path))) for it in talks.talks(self.db)
        )

    def add_talk(self, talk: Talk, noted: date) -> None:
        """Notes that a talk was held; it is never changed after."""
        with self.db.atomic():
            talks.add(self.db, talk, noted)

    # --- the ledger ---

    def past(self, survey: str) -> dict[str, Past]:
        """The waves that have been shown, by label: they are frozen. Of those that more answers joined, what may be."""
        joined = ledger.joined(self.db, survey)
        found = {
            label: replace(it, seen=self._seen(it.entry), joined=joined.get(label, {}))
            for label, it in ledger.past(self.db, survey).items()
        }
        only: dict[str, set[About]] = {label: set() for label, it in found.items() if it.snapshots > 1}
        levels = self._levels(survey)
        for said in ledger.figures(self.db, survey, self.people())[0] if only else ():
            if said.wave in only:
                only[said.wave].add(_about(said, levels))
        return found | {label: replace(found[label], only=frozenset(abouts)) for label, abouts in only.items()}

    def _seen(self, entry: int) -> Seen:
        """The groups of which an entry tells how many answered, by the names they have now."""
        found = self.db.execute("SELECT place FROM shown WHERE entry = ? AND measure = 'count' AND item = ''", [entry])
        places = [json.loads(place) for (place,) in found.fetchall()]
        people = self.people()
        return Seen(
            levels=frozenset(people.today(tuple(place)) for place in places if isinstance(place, list)),
            beside=frozenset(name for place in places if isinstance(place, dict) for name in place.values()),
        )

    def enter(self, release: Release, today: date) -> tuple[int, date]:
        """Enters all that the release shows and the ledger does not hold yet; a wave shown is frozen.

        Gives back the entry and the day of the release's own wave. The first entry of a wave stands, so that a
        second report of it is the same to the byte.
        """
        with self.db.atomic():
            ids = {wave.label: self._id_of(wave.survey, wave.label) for wave in release.waves}
            ledger.enter(self.db, ids, release, today)
            for wave in release.waves:
                self._settle_codes(release, wave, today)
        own = self.past(release.survey.id)[release.wave.label]
        return own.entry, own.reported

    def _settle_codes(self, release: Release, wave: Wave, today: date) -> None:
        """What has been shown of codes stands."""
        if any(item.codebook for item in release.asked_in[wave.label].items):
            coding.settle(self.db, self._id_of(wave.survey, wave.label), today)

    # --- late answers ---

    def waiting(self, survey: str) -> dict[str, int]:
        """Wave label -> answers that came after it was first shown and are in no figure; waves without any left out."""
        return late.waiting(self.db, survey)

    def latecomers(self, survey: str) -> Iterator[Latecomers]:
        """The waves of a survey for which answers wait: the tallies that stand, and those of what came after."""
        for label in late.incomplete(self.db, survey):
            wave = next(it for it in self.waves(survey) if it.label == label)
            wave_id = self._id_of(survey, label)
            asked = self.survey_from(self._definition(wave_id))
            ends = late.ends(self.db, wave_id, asked)
            after = {names: self._look(wave, asked, end) for end, names in ends.items()}
            yield Latecomers(self._wave_tallies(wave, self.people()), self._look(wave, asked, -1), after)

    def _look(self, wave: Wave, asked: Survey, collect: int) -> WaveTallies:
        """The tallies of the sheets that came after a collect; the wave's own stay as they are."""
        seen: list[WaveTallies] = []
        wave_id = self._id_of(wave.survey, wave.label)
        try:
            with self.db.atomic():
                late.tally_after(self.db, wave_id, asked, collect)
                seen.append(self._wave_tallies(wave, self.people()))
                raise _Rehearsed
        except _Rehearsed:
            return seen[0]

    def join(self, wave: Wave, statistics: Collection[str]) -> None:
        """Counts all answers of a wave for these statistics: a new snapshot."""
        wave_id = self._id_of(wave.survey, wave.label)
        with self.db.atomic():
            late.join(self.db, wave_id, self.survey_from(self._definition(wave_id)), statistics)

    def _definition(self, wave_id: int) -> str:
        return str(self.db.execute("SELECT definition FROM wave WHERE id = ?", [wave_id]).fetchone()[0])

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All that is written meanwhile is kept, or, where it ends in an exception, nothing."""
        with self.db.atomic():
            yield

    def ledger(self, survey: str) -> Ledger:
        """All that was ever shown of a survey, and whether the ledger's chain of seals holds."""
        asked = self.db.execute("SELECT label, definition FROM wave WHERE survey = ?", [survey]).fetchall()
        people = self.people()
        figures, earlier = ledger.figures(self.db, survey, people)
        return Ledger(
            survey=survey,
            waves=ledger.waves(self.db, survey),
            figures=figures,
            earlier=earlier,
            levels=(levels := self._levels(survey)),
            groups=tuple({*(group.path for group in self.groups(survey, levels)), *people.named}),
            asked_in={label: self.survey_from(definition) for label, definition in asked},
            broken=ledger.broken(self.db),
        )

    def entries(self) -> tuple[Entry, ...]:
        """Every entry of the ledger, oldest first."""
        return tuple(ledger.entries(self.db))

    def broken(self) -> tuple[int, ...]:
        """Entries of the ledger that do not follow from those before; empty while its chain of seals holds."""
        return ledger.broken(self.db)

    def _levels(self, survey: str) -> tuple[str, ...]:
        """The levels of the chain as the last wave's answers had them."""
        sql = "SELECT levels FROM wave WHERE survey = ? ORDER BY first DESC, label DESC LIMIT 1"
        found = self.db.execute(sql, [survey]).fetchone()
        return _path(found[0]) if found else ()

    # --- comments ---

    def queue(self, survey: str, label: str) -> Queue:
        """The comments of a wave, or of all for "": those that wait for a person, and those decided on."""
        return comments.queue(self.db, survey, label)

    def comment_counts(self) -> tuple[CommentCounts, ...]:
        """How many comments of each wave stand where."""
        return comments.counts(self.db)

    def decide(self, decisions: Sequence[Reviewed]) -> None:
        """Writes decisions down: all of them, or none. Raises Stop("no-such-comment")."""
        with self.db.atomic():
            for decision in decisions:
                comments.decide(self.db, decision)

    def reopen(self, comment: Unreviewed) -> None:
        """Puts a comment back into the queue."""
        with self.db.atomic():
            comments.reopen(self.db, comment)

    def clusters(self) -> dict[str, str]:
        """Comment -> the cluster of proposals it was put into."""
        return proposals.clusters(self.db)

    def place_proposals(self, placed: Mapping[str, str], by: str, day: date) -> None:
        """Puts proposals into clusters, all of them or none; "" takes one out."""
        with self.db.atomic():
            proposals.place(self.db, placed, by, day)

    def choose(self, guest: Guest) -> None:
        """Puts the guest of a wave down; of two for one wave the later one stands."""
        with self.db.atomic():
            proposals.choose(self.db, guest)

    def guests(self) -> tuple[Guest, ...]:
        """Every guest ever chosen, in that order."""
        return tuple(proposals.guests(self.db))

    def coded_waves(self, survey: str, label: str) -> tuple[CodedWave, ...]:
        """The waves with comments that may be coded, oldest first, with what was said of each; "" for all."""
        return coding.waves(self.db, survey, label)

    def code(self, survey: str, label: str, codebook: Codebook, codings: Sequence[Coding]) -> None:
        """Writes codings of a wave's comments down: all, or none. Raises codes-settled, codebook-other, code-taken."""
        with self.db.atomic():
            coding.put(self.db, self._id_of(survey, label), codebook, codings)

    def uncode(self, survey: str, label: str, taken: Coding) -> None:
        """Takes one coding back. Raises Stop("codes-settled")."""
        with self.db.atomic():
            coding.take_back(self.db, self._id_of(survey, label), taken)

    def agreement(self, survey: str, label: str) -> Agreement | None:
        """How far the coders of a wave agree; None where nothing was coded."""
        return coding.agreed(self.db, self._id_of(survey, label))

    def quotes(self, release: Release, today: date) -> tuple[Quote, ...]:
        """The quotes that may stand in the report of a release's wave; those it shows first are noted for ever."""
        with self.db.atomic():
            return quoting.quotes(self.db, self._id_of(release.survey.id, release.wave.label), release, today)

    def alerts(self, least: int) -> tuple[Alert, ...]:
        """The comments that speak of somebody at risk; each names a group of `least` answers or more, never a team."""
        return comments.alerts(self.db, least)

    # --- plans of evaluations ---

    def groups(self, survey: str, levels: tuple[str, ...]) -> tuple[Group, ...]:
        """Every group there is: those of people.csv, and those that answers to a questionnaire came from."""
        people = self.people()
        places = [*(row.path for row in people.rows), *planning.places(self.db, survey)]
        return chain(map(people.today, places), levels)

    def plans(self) -> tuple[Entered, ...]:
        """Every plan that was entered, in the order of their entries."""
        return planning.plans(self.db)

    def day_for_plan(self, plan: Plan, today: date) -> date:
        """The day a plan was entered, or would be: never before a day on which the database was written."""
        return planning.day_for(self.db, plan, today)

    def enter_plan(self, plan: Plan, today: date) -> Entered:
        """The plan's entry; made now where there is none. The first stands, whatever the file says later."""
        with self.db.atomic():
            return planning.enter(self.db, plan, today)

    def _id_of(self, survey: str, label: str) -> int:
        return int(self.db.execute("SELECT id FROM wave WHERE survey = ? AND label = ?", [survey, label]).fetchone()[0])

    # --- keeping ---

    def kept(self) -> tuple[Kept, ...]:
        """Every wave and what is kept of it, oldest first."""
        return keeping.kept(self.db)

    def closed(self, survey: str) -> frozenset[str]:
        """Labels of the waves that take no more answers: their keys are destroyed."""
        return keeping.closed(self.db, survey)

    def waves_to_close(self, today: date, after_days: int) -> tuple[Wave, ...]:
        """The waves with answers that ended more than `after_days` days ago and are not closed, oldest first."""
        return tuple(it.wave for it in self.kept() if it.due(today, after_days))

    def close_wave(self, folded: WaveTallies, today: date) -> int:
        """Puts folded tallies in the place of a wave's own and marks it closed: all of it, or nothing.

        Gives back how many late answers never joined its figures, and are gone.
        """
        with self.db.atomic():
            return keeping.close(self.db, self._id_of(folded.wave.survey, folded.wave.label), folded, today)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the lock: meanwhile no other run makes a key or puts answers down."""
        with self.db.atomic():
            self.db.execute("DELETE FROM wave WHERE 0")
            yield

    def end_links(self, survey: str, *, goes_on: bool) -> bool:
        """Deletes the links of a survey's waves that wait for no other wave; True where none are left.

        goes_on  the questionnaire still links its waves. Call it within `alone`.
        """
        return linking.end(self.db, survey, goes_on=goes_on)

    def purge_waves(self, waves: Sequence[Wave]) -> tuple[Purged, ...]:
        """Deletes closed waves' answers and rebuilds the file without them, with the proof that they are gone."""
        return keeping.purge(self.db, {self._id_of(wave.survey, wave.label): wave for wave in waves})

    def backup(self, path: Path, *, over: bool) -> None:
        """Writes a copy of the database, mode 0600. Raises Stop: backup-exists, backup-here, cannot-write."""
        keeping.backup(self.db, path, over=over)


def _bring_up_to_date(db: Database) -> None:
    """Runs the schema's steps that are missing, all or none.

    Two runs may open a new database at the same moment: the second waits here, and then finds nothing to do.
    """
    if migrations.pending(db):
        db.execute("BEGIN IMMEDIATE")
        with db.conn:  # commits, or rolls back
            migrations.apply(db)


def _told(error: sqlite3.DatabaseError, path: Path) -> Stop | None:
    """What SQLite says that is not our fault, in a user's words: locked, full, not writable, damaged."""
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the extended part
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Stop(problem("database-locked", Place(str(path))))
    if kind in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return Stop(problem("cannot-write", Place(str(path)), reason=str(error)))
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Stop(problem("database-damaged", Place(str(path))))
    return None


def _about(said: Said, levels: Sequence[str]) -> About:
    """What a figure of the ledger speaks of, its item's version aside."""
    names = dict(enumerate(levels, 1)) | {0: ALL.dimension}
    group = Group(said.group, said.across or names.get(len(said.group), ""))
    options = said.option, said.item2, said.option2, said.item3, said.option3
    return About(said.wave, group, cast("Measure", said.measure), said.item, 0, *options)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _path(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=4096)  # a wave's flows repeat a few hundred texts thousands of times
def _three(text: str) -> tuple[str, str, str]:
    first, second, third = json.loads(text)
    return first, second, third
