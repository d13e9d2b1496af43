"""Records -> coded sheets: their wave, their group, their answers, their keyed hash. Nothing else of them goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from pulse.collect import identity, persons, times
from pulse.collect.asides import Asides
from pulse.collect.encoders import Codes, Misread, absent, readings
from pulse.collect.matched import Bound, Matched, by_item
from pulse.collect.normal import normal
from pulse.collect.persons import RowHash
from pulse.collect.places import Places
from pulse.collect.profile import Profile, is_header
from pulse.collect.quality import Quality
from pulse.collect.rated import OwnGroups
from pulse.collect.records import Batch
from pulse.collect.scoring import Scorer
from pulse.model.answers import Layout, Reading, Reject, Sheets, Words
from pulse.model.exports import State
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Survey, Wave

_MOST_KNOWN = 50_000  # different cells of a dimension that are remembered
_MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")
Cells = Sequence[str]


@dataclass(frozen=True)
class Window:
    """Which wave a row belongs to: the one that was named, else the schedule's on the day it was submitted."""

    named: Wave | None
    on: Callable[[date], Wave | None]
    closed: Container[str]

    def wave(self, day: date | None) -> Wave | None:
        """The wave that takes an answer of this day; None where none does."""
        wave = self.named if self.named else (self.on(day) if day else None)
        if wave is None or wave.label in self.closed:
            return None
        return wave if day is None or wave.first <= day <= wave.last else None


class Coder:
    """Turns the records of one file into sheets and counts what becomes of each."""

    def __init__(
        self,
        profile: Profile,
        survey: Survey,
        matched: Matched,
        places: Places,
        window: Window,
        zone: str,
        secret: Callable[[str], bytes],
        link: Callable[[], bytes] | None = None,
    ) -> None:
        self.profile, self.matched, self.window = profile, matched, window
        self.platform = profile.found.platform
        self.reading = Reading()
        self.passed = 0  # records before the batch at hand
        self.layout = Layout.of(survey)
        self.answers = _Answers(survey, by_item(matched.bound), profile)
        self.groups = _Groups(survey, places, matched, self.reading)
        self.own = OwnGroups(survey, self.layout, places.levels, self.reading)
        self.quality = Quality(matched, self.layout, survey)
        self.asides = Asides(survey, self.layout)
        self.submitted, self.person = matched.role("submitted"), matched.role("person")
        self.states = _States(profile, matched)
        target = times.zone(zone)
        self.source = times.zone(matched.zone or profile.facts.zone) or target
        self.days = times.Days(matched.dates, self.source, target)
        self.same_zone = self.source == target
        self.id = None if profile.sci_ids else matched.role("id")
        self.content = [b.at for b in sorted(matched.bound, key=_by_meaning) if b.match.item or b.match.dimension]
        self.content_names = "\0".join(
            f"{b.match.item}/{b.match.option}/{b.match.dimension}"
            for b in sorted(matched.bound, key=_by_meaning)
            if b.match.item or b.match.dimension
        )
        self.secret, self.link = secret, link
        self.hashes: dict[str, RowHash] = {}
        self.misread: dict[tuple[str, int, str], list[int]] = {}

    def sheets(self) -> Iterator[Sheets]:
        """The sheets to store. `reading` is complete once they are exhausted."""
        head = self.profile.head
        for batch in self.profile.batches():
            self._refuse_too_many(batch)
            if self._are_whole(batch.records, head):
                yield from self._coded(batch.records, batch)
            else:
                whole = [at for at, cells in enumerate(batch.records) if self._is_whole(batch, at, cells, head)]
                if whole:
                    yield from self._coded([batch.records[at] for at in whole], batch, whole)
            self.passed += len(batch.records)
        for line, fault in self.profile.table.broken.items():
            self.reading.read += 1
            self._reject(Reject(line, fault.code))
            self.reading.problems.append(fault)
        self._tell_misread()

    def _refuse_too_many(self, batch: Batch) -> None:
        limits = self.profile.table.limits
        if self.reading.read + len(batch.records) > limits.rows:
            raise Stop(problem("too-many-rows", Place(str(self.profile.table.path)), most=limits.rows))

    @staticmethod
    def _are_whole(records: Sequence[Cells], head: list[str]) -> bool:
        """True where all records are as wide as the header and none of them can be the header again."""
        if len(head) < 2 or not all(map(len(head).__eq__, map(len, records))):
            return False
        # The longest label but the first, which may have got a byte-order mark, is the least likely to be an answer.
        at = max(range(1, len(head)), key=lambda at: len(head[at]))
        return head[at] not in [cells[at] for cells in records]

    def _is_whole(self, batch: Batch, at: int, cells: Cells, head: list[str]) -> bool:
        """True for a record as wide as the header that is not the header again; others are set aside and told."""
        if not any(cells):
            return False
        if len(cells) == len(head) and not is_header(list(cells), head):
            return True
        self.reading.read += 1
        place = Place(str(self.profile.table.path), batch.line(at))
        code = "header-repeated"
        if len(cells) != len(head):
            code = "row-short" if len(cells) < len(head) else "row-long"
        self._reject(Reject(batch.line(at), code, record=self.passed + at + 1))
        self.reading.problems.append(problem(code, place, found=len(cells), wanted=len(head)))
        return False

    def _coded(self, records: Sequence[Cells], batch: Batch, whole: Sequence[int] = ()) -> Iterator[Sheets]:
        """The sheets of records that are as wide as the header; `whole` are their places where the batch has others."""
        columns = list(zip(*records, strict=True))
        count = len(records)
        codes, misread = self.answers.encode(columns, count)
        days = [None] * count if self.submitted is None else self.days.many(columns[self.submitted])
        fates = self._fates(columns, records, codes, days)
        self.reading.read += sum(fate != "blank" for fate in fates)
        kept: Sequence[int] = range(count)
        if any(fates):
            self._tell_fates(fates, batch, whole)
            kept = [at for at, fate in enumerate(fates) if not fate]
        self._note_misread([it for it in misread if not fates[it.at]], batch, whole)
        self.reading.comments += self.answers.comments(codes, kept)
        settled = self.asides.settle(codes, kept, self.reading)
        self.quality.look(columns, settled, kept, self.reading)
        self._count_doubtful_days(columns, kept)
        lines = self._lines(batch, whole, count)
        for label, some in self._by_wave(days, kept).items():
            yield self._sheets(label, columns, settled, some, count, lines)

    def _count_doubtful_days(self, columns: Sequence[Cells], kept: Sequence[int]) -> None:
        if self.submitted is not None and not self.same_zone:
            sent = columns[self.submitted]
            self.reading.doubtful_days += sum(self.days.doubtful(sent[at]) for at in kept)

    def _lines(self, batch: Batch, whole: Sequence[int], count: int) -> Sequence[int]:
        if batch.lines == len(batch.records) and not whole:
            return range(batch.first_line, batch.first_line + count)
        lines = [record.line for record in batch]
        return [lines[at] for at in whole] if whole else lines

    # --- what becomes of a row ---

    def _fates(
        self, columns: Sequence[Cells], records: Sequence[Cells], codes: Sequence[Codes], days: Sequence[date | None]
    ) -> Sequence[str]:
        """For each row "" where it is stored, else why not: the first reason that holds."""
        count = len(records)
        given = self.answers.given(codes, count)
        states = self.states.of(columns)
        taken = set(days) if self.submitted is not None else {None}
        known = {day: self.window.wave(day) for day in taken}
        for wave in known.values():
            if wave is not None:
                self.reading.waves[wave.label] = wave
        if all(given) and not any(states) and all(known.values()) and (self.submitted is None or None not in taken):
            return [""] * count
        fates: list[str] = []
        for at in range(count):
            if states[at] and states[at] != "partial":
                fates.append(states[at])
            elif not given[at]:
                fates.append("empty" if any(records[at]) else "blank")
            elif states[at]:
                fates.append(states[at])
            elif self.submitted is not None and days[at] is None:
                fates.append("rejected")
            else:
                fates.append("" if known[days[at]] else "outside")
        return fates

    def _tell_fates(self, fates: Sequence[str], batch: Batch, whole: Sequence[int]) -> None:
        self.reading.fates.update(fate for fate in fates if fate not in ("", "blank", "rejected"))
        for at, fate in enumerate(fates):
            if fate == "rejected" and self.submitted is not None:
                place = whole[at] if whole else at
                line = batch.line(place)
                self._reject(Reject(line, "date-unreadable", self.submitted + 1, record=self.passed + place + 1))
                where = Place(str(self.profile.table.path), line, self.submitted + 1)
                self.reading.problems.append(problem("date-unreadable", where))

    def _reject(self, reject: Reject) -> None:
        self.reading.fates["rejected"] += 1
        self.reading.rejects.append(reject)

    def _by_wave(self, days: Sequence[date | None], kept: Sequence[int]) -> Mapping[str, Sequence[int]]:
        """Wave label -> places of its rows in the batch."""
        labels = {day: wave.label for day in set(days) if (wave := self.window.wave(day))}
        if len(set(labels.values())) == 1:
            return dict.fromkeys(labels.values(), kept) if kept else {}
        found: dict[str, list[int]] = {}
        for at in kept:
            found.setdefault(labels[days[at]], []).append(at)
        return found

    # --- answers that are none ---

    def _note_misread(self, misread: Sequence[Misread], batch: Batch, whole: Sequence[int]) -> None:
        for at, item, fault in misread:
            place = whole[at] if whole else at
            line = batch.line(place)
            self.misread.setdefault((item, fault.column, fault.code), []).append(line)
            self.reading.rejects.append(Reject(line, fault.code, fault.column, item, self.passed + place + 1))

    def _tell_misread(self) -> None:
        for (item, column, code), lines in self.misread.items():
            place = Place(str(self.profile.table.path), lines[0], column)
            self.reading.problems.append(problem(code, place, item=item, count=len(lines)))

    # --- sheets ---

    def _sheets(
        self,
        label: str,
        columns: Sequence[Cells],
        codes: Sequence[Codes],
        some: Sequence[int],
        count: int,
        lines: Sequence[int],
    ) -> Sheets:
        if len(some) < count:
            columns = [[column[at] for at in some] for column in columns]
            codes = [[column[at] for at in some] for column in codes]
            lines = [lines[at] for at in some]
        texts, named = self._names(columns)
        hashes = self.hashes.get(label)
        if hashes is None:
            hashes = self.hashes[label] = RowHash(self.secret(label))
        keys, proofs = zip(*hashes.many(texts), strict=True)
        people, moments = self._people(label, columns)
        places = self.groups.of(columns, len(some))
        codes = self.own.left_out(codes, places)
        links, words = self._links(columns), self.answers.words_of(columns, codes)
        return Sheets(label, keys, proofs, named, places, people, moments, codes, lines, links, words)

    def _names(self, columns: Sequence[Cells]) -> tuple[Sequence[str], Sequence[bool]]:
        """What each sheet is known by: the platform's id, else its content; and which of the two it is.

        Ids that only count within a form are bound to the minute they were submitted, so that two forms of one
        wave keep apart. Minutes, since a re-saved export has lost its seconds.
        """
        count = len(columns[0])
        if self.id is None:
            return self._contents(columns), [False] * count
        ids = columns[self.id]
        start = f"id\0{self.platform.name}\0"
        if self.platform.counter_ids or self.platform.name == "generic":
            minutes = self._minutes(columns[self.submitted]) if self.submitted is not None else repeat("", count)
            texts = [f"{start}{cell.strip()}\0{minute}" for cell, minute in zip(ids, minutes, strict=True)]
        else:
            texts = [start + cell.strip() for cell in ids]
        if all(map(str.strip, ids)):
            return texts, [True] * count
        named = [bool(cell.strip()) for cell in ids]
        pairs = zip(texts, self._contents(columns), named, strict=True)
        return [text if known else content for text, content, known in pairs], named

    def _contents(self, columns: Sequence[Cells]) -> Sequence[str]:
        if self.submitted is None:  # nothing but the sheet itself tells two people apart: all of it counts
            return ["sheet\0" + text for text in map("\0".join, zip(*columns, strict=True))]
        times_and_answers = [columns[self.submitted], *(columns[at] for at in self.content)]
        start = f"content\0{self.content_names}\0"
        return [start + text for text in map("\0".join, zip(*times_and_answers, strict=True))]

    def _minutes(self, cells: Cells) -> Sequence[str]:
        if self.same_zone:
            return [cell[:16] if _MINUTE.fullmatch(cell) else self._minute(cell) for cell in cells]
        return list(map(self._minute, cells))

    def _minute(self, cell: str) -> str:
        moment = self.days.moment(cell)
        return moment.strftime("%Y-%m-%d %H:%M") if moment else ""

    def _people(self, label: str, columns: Sequence[Cells]) -> tuple[Sequence[bytes | None], Sequence[int | None]]:
        """Who answered, as a keyed hash, and when: only where the export says so, and never a shared or blank id."""
        count = len(columns[0])
        if self.person is None:
            return [None] * count, [None] * count
        secret = self.secret(label)
        own = {cell for cell in set(columns[self.person]) if not persons.is_shared(cell)}
        if not own:
            return [None] * count, [None] * count
        people = [persons.pseudonym(secret, cell) if cell in own else None for cell in columns[self.person]]
        sent = columns[self.submitted] if self.submitted is not None else [""] * count
        moments = [self.days.instant(cell) if who and cell else None for who, cell in zip(people, sent, strict=True)]
        return people, moments

    def _links(self, columns: Sequence[Cells]) -> Sequence[bytes | None]:
        """Who answered, as one hash in all waves; nothing at all where the questionnaire does not link them."""
        return () if self.link is None or self.person is None else persons.links(self.link(), columns[self.person])


class _Answers:
    """All items of the questionnaire, in the order of its layout."""

    def __init__(self, survey: Survey, bound: Mapping[str, Sequence[Bound]], profile: Profile) -> None:
        self.survey = survey
        self.encoders = readings(bound, survey.by_id, profile.found.platform)
        self.of = {encoder.item.id: encoder for encoder in self.encoders}
        self.scorers = [Scorer(index, survey.by_id) for index in survey.indices]
        self.places = {column.item: at for at, column in enumerate(Layout.of(survey).columns) if column.kind == "item"}
        self.texts = {column.item: at for at, column in enumerate(Layout.of(survey).columns) if column.kind == "words"}
        self.ratings = {it.item.id for it in survey.ratings}
        # A choose-many item is answered where its first option has a code at all.
        names = [column.item for column in Layout.of(survey).columns] + [it.item.id for it in survey.ratings]
        firsts = {name: at for at, name in reversed(list(enumerate(names)))}
        self.firsts = [firsts[encoder.item.id] for encoder in self.encoders if encoder.item.kind != "text"]

    def encode(self, columns: Sequence[Cells], count: int) -> tuple[list[Codes], list[Misread]]:
        """Columns of codes as `Layout` orders them, and the answers that are none."""
        codes: list[Codes] = []
        rated: list[Codes] = []
        misread: list[Misread] = []
        for item in self.survey.items:
            into = rated if item.id in self.ratings else codes
            if encoder := self.of.get(item.id):
                found, faults = encoder.encode(columns)
                into += found
                misread += faults
            else:
                into += absent(item, count)
        for scorer in self.scorers:
            parts = [codes[self.places[name]] for name in scorer.items]
            codes += scorer.columns(parts)
        return codes + rated, misread

    def given(self, codes: Sequence[Codes], count: int) -> Sequence[bool]:
        """For each sheet, whether anything was answered in it: an option chosen, or words written."""
        empty: Sequence[int] = range(count)
        for column in (codes[at] for at in self.firsts):
            empty = [at for at in empty if column[at] is None]
        for column in (codes[at] for at in self.texts.values()):
            empty = [at for at in empty if not column[at]]
        given = [True] * count
        for at in empty:
            given[at] = False
        return given

    def words_of(self, columns: Sequence[Cells], codes: Sequence[Codes]) -> list[Words]:
        """What was written in the sheets, item by item; an item's cells one below the other."""
        found: list[Words] = []
        for item, place in self.texts.items():
            if encoder := self.of.get(item):
                written = (at for at, code in enumerate(codes[place]) if code)
                found += (Words(at, item, _joined([columns[column][at] for column in encoder.at])) for at in written)
        return found

    def comments(self, codes: Sequence[Codes], kept: Sequence[int]) -> int:
        """How many comments stand in the sheets that are kept."""
        return sum(codes[column][at] or 0 for column in self.texts.values() for at in kept)


class _States:
    """What the platform says of a sheet: finished, a preview, a test, spam."""

    def __init__(self, profile: Profile, matched: Matched) -> None:
        platform = profile.found.platform
        self.keep: frozenset[str] = matched.keep
        roles = {role: matched.role(role) for role in platform.states}
        self.columns = [(at, platform.states[role]) for role, at in roles.items() if at is not None]
        self.submitted = matched.column("submitted") if platform.unsent_is_partial else None

    def of(self, columns: Sequence[Cells]) -> Sequence[str]:
        """For each sheet its state, "" for a full answer; a preview or a test goes before an unfinished one."""
        count = len(columns[0]) if columns else 0
        states: list[str] = [""] * count
        for at, known in self.columns:
            told = {cell: state for cell in set(columns[at]) if (state := self._state(cell, known))}
            if told:
                for place, cell in enumerate(columns[at]):
                    if cell in told and states[place] in ("", "partial"):
                        states[place] = told[cell]
        if self.submitted is not None and "" in columns[self.submitted]:
            unsent = (place for place, cell in enumerate(columns[self.submitted]) if not cell)
            for place in unsent:
                states[place] = states[place] or "partial"
        return ["" if state in self.keep else state for state in states] if self.keep else states

    def _state(self, cell: str, known: Mapping[str, State]) -> str:
        return known.get(normal(cell)) or known.get(cell.strip().casefold()) or ""


class _Groups:
    """The group each sheet belongs to, as a number of `Reading.places`."""

    def __init__(self, survey: Survey, places: Places, matched: Matched, reading: Reading) -> None:
        self.places, self.reading = places, reading
        at = {bound.match.dimension: bound.at for bound in matched.bound if bound.match.dimension}
        self.names, self.at = list(at), list(at.values())
        self.others = [name for name in survey.dimensions if name not in places.levels]
        self.known: dict[tuple[str, ...], int] = {}  # cells all of which are known
        self.partly: dict[tuple[str, ...], tuple[int, Sequence[str]]] = {}  # ... of which some are not
        self.numbers: dict[tuple[Sequence[str], tuple[str, ...]], int] = {}

    def of(self, columns: Sequence[Cells], count: int) -> Sequence[int]:
        """The number of each sheet's group."""
        if not self.at:
            return [self._find(())] * count
        combined = list(zip(*(columns[at] for at in self.at), strict=True))
        if all(map(self.known.__contains__, combined)):
            return list(map(self.known.__getitem__, combined))
        return [self.known[cells] if cells in self.known else self._find(cells) for cells in combined]

    def _find(self, cells: tuple[str, ...]) -> int:
        number, unknown = self.partly.get(cells) or self._look_up(cells)
        if unknown:
            self._note_unknown(unknown, dict(zip(self.names, cells, strict=True)))
        if not unknown and len(self.known) < _MOST_KNOWN:
            self.known[cells] = number
        elif unknown and len(self.partly) < _MOST_KNOWN:
            self.partly[cells] = number, unknown
        return number

    def _look_up(self, cells: tuple[str, ...]) -> tuple[int, Sequence[str]]:
        pairs = dict(zip(self.names, cells, strict=True))
        said = {name: "" if identity.looks_like_identity(cell) else cell for name, cell in pairs.items()}
        place, unknown = self.places.place(said)
        others: list[str] = []
        for name in self.others:
            value = self.places.other(name, said.get(name, ""))
            others.append(value or "")
            if value is None:
                unknown = [*unknown, name]
        # What looks like a person is no group, and is never listed as one.
        unknown = [*unknown, *(name for name, cell in pairs.items() if cell.strip() and not said[name])]
        group = (place, tuple(others))
        if group not in self.numbers:
            self.numbers[group] = len(self.reading.places)
            self.reading.places.append(group)
        return self.numbers[group], unknown

    def _note_unknown(self, unknown: Sequence[str], said: Mapping[str, str]) -> None:
        for name in unknown:
            written = said[name].strip()
            values = self.reading.not_assigned.setdefault(name, {})
            key = "" if identity.looks_like_identity(written) else written
            values[key] = values.get(key, 0) + 1


def _joined(cells: Cells) -> str:
    return cells[0] if len(cells) == 1 else "\n".join(filter(str.strip, cells))


def _by_meaning(bound: Bound) -> tuple[str, str, str]:
    return bound.match.item, bound.match.option, bound.match.dimension
