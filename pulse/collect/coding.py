"""A record -> a coded row: its wave, its group, its answers, its keyed hash. Nothing else of it goes on."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pulse.collect import times
from pulse.collect.answers import NO, YES, Unknown
from pulse.collect.matching import Bound, Matched, by_item
from pulse.collect.normal import normal
from pulse.collect.places import Places
from pulse.collect.profile import Profile, is_header
from pulse.collect.scoring import index_score
from pulse.model.answers import Layout, Reading, Row
from pulse.model.problems import Place, problem
from pulse.model.survey import Item, Survey, Wave

_HASH_BYTES = 16


@dataclass(frozen=True)
class Window:
    """Which wave a row belongs to: the one that was named, else the schedule's on the day it was submitted."""

    named: Wave | None
    on: Callable[[date], Wave | None]
    frozen: Container[str]

    def wave(self, day: date | None) -> Wave | None:
        """The wave that takes an answer of this day; None where none does."""
        wave = self.named if self.named else (self.on(day) if day else None)
        if wave is None or wave.label in self.frozen:
            return None
        return wave if day is None or wave.first <= day <= wave.last else None


class Coder:
    """Turns the records of one file into rows and counts what becomes of each."""

    def __init__(
        self,
        profile: Profile,
        survey: Survey,
        matched: Matched,
        places: Places,
        window: Window,
        zone: str,
        secret: Callable[[str], bytes],
    ) -> None:
        self.profile, self.survey, self.matched = profile, survey, matched
        self.places, self.window, self.secret = places, window, secret
        self.reading = Reading()
        self.layout = Layout.of(survey)
        self.columns = by_item(matched.bound)
        self.content = sorted(
            (bound for bound in matched.bound if bound.match.item or bound.match.dimension),
            key=lambda bound: (bound.match.item, bound.match.option, bound.match.dimension),
        )
        self.positions = {
            (item.id, option.id): at for item in survey.items for at, option in enumerate(item.options, 1)
        }
        self.indices = {index.id: index for index in survey.indices}
        self.other_dimensions = [name for name in survey.dimensions if name not in places.levels]
        self.dimension_at = {b.match.dimension: b.at for b in matched.bound if b.match.dimension}
        self.submitted, self.status = matched.role("submitted"), matched.role("status")
        self.finished, self.id = matched.role("progress"), None if profile.sci_ids else matched.role("id")
        self.target = times.zone(zone)
        self.source = times.zone(matched.zone or profile.facts.zone) or self.target
        self.unknown_answers: Counter[tuple[str, int, str]] = Counter()
        self.first_line: dict[tuple[str, int, str], int] = {}
        self.secrets: dict[str, bytes] = {}
        self.occurrences: Counter[bytes] = Counter()

    def rows(self) -> Iterator[Row]:
        """The rows to store. `reading` is complete once they are exhausted."""
        head = self.profile.head
        for record in self.profile.rows():
            self.reading.read += 1
            if len(record.cells) != len(head) or is_header(record.cells, head):
                self.reading.rejected += 1
                continue
            row = self._row(record.cells, record.line)
            if row is not None:
                yield row
        broken = len(self.profile.table.broken)
        self.reading.read += broken
        self.reading.rejected += broken
        self._tell_unknown_answers()

    def _row(self, cells: Sequence[str], line: int) -> Row | None:
        reading = self.reading
        answers, given = self._answers(cells, line)
        moment = self._moment(cells)
        if self._is_test(cells):
            reading.test += 1
        elif not given:
            reading.empty += 1
        elif self._is_partial(cells):
            reading.partial += 1
        elif self.submitted is not None and moment is None:
            reading.rejected += 1
            reading.problems.append(problem("date-unreadable", self._place(line, self.submitted)))
        elif (wave := self.window.wave(moment.date() if moment else None)) is None:
            reading.outside += 1
        else:
            reading.waves[wave.label] = wave
            reading.comments += given.get(_WORDS, 0)
            return Row(wave.label, self._hash(wave.label, cells, moment), *self._groups(cells), answers)
        return None

    # --- answers ---

    def _answers(self, cells: Sequence[str], line: int) -> tuple[tuple[int | None, ...], dict[str, int]]:
        """The coded answers, and the items that were answered (words under a key of their own)."""
        ones: dict[str, int] = {}
        ticks: dict[str, frozenset[int]] = {}
        given: dict[str, int] = {}
        for item_id, columns in self.columns.items():
            item = self.survey.by_id[item_id]
            if item.kind == "text":
                if cells[columns[0].at].strip():
                    given[_WORDS] = given.get(_WORDS, 0) + 1
                    ones[item_id] = 1
            elif item.kind == "many":
                if ticked := self._ticked(item, columns, cells, line):
                    ticks[item_id] = ticked
                    given[item_id] = 1
            elif answer := self._one(item, columns, cells, line):
                ones[item_id] = answer
                given[item_id] = 1
        coded: list[int | None] = []
        for column in self.layout.columns:
            if column.kind == "option":
                ticked = ticks.get(column.item, frozenset())
                coded.append(int(self.positions[column.item, column.option] in ticked) if ticked else None)
            elif column.kind == "index":
                coded.append(index_score(self.indices[column.item], self.survey.by_id, ones))
            else:
                coded.append(ones.get(column.item, 0 if column.kind == "words" else None))
        return tuple(coded), given

    def _one(self, item: Item, columns: Sequence[Bound], cells: Sequence[str], line: int) -> int:
        for bound in columns:
            answers = bound.answers
            if answers is None or not cells[bound.at]:
                continue
            if bound.position:  # a column an option, one of them ticked
                if normal(cells[bound.at]) in YES | answers.names_of(bound.position):
                    return bound.position
                continue
            try:
                return answers.one(cells[bound.at])
            except Unknown:
                self._unknown(item, bound, line, "answer-not-in-scale")
        return 0

    def _ticked(self, item: Item, columns: Sequence[Bound], cells: Sequence[str], line: int) -> frozenset[int]:
        ticked: set[int] = set()
        for bound in columns:
            answers, cell = bound.answers, cells[bound.at]
            if answers is None or not cell.strip():
                continue
            if bound.position:
                names = answers.names_of(bound.position)
                if normal(cell) in names | YES:
                    ticked.add(bound.position)
                elif normal(cell) not in NO:
                    self._unknown(item, bound, line, "answer-not-in-scale")
            else:
                found, unknown = answers.many(cell, bound.separator)
                if unknown:
                    self._unknown(item, bound, line, "answer-not-in-scale")
                    return frozenset()
                ticked |= found
        if item.at_most is not None and len(ticked) > item.at_most:
            self._unknown(item, columns[0], line, "too-many-ticks")
            return frozenset()
        return frozenset(ticked)

    def _unknown(self, item: Item, bound: Bound, line: int, code: str) -> None:
        key = (item.id, bound.match.heading.position, code)
        self.unknown_answers[key] += 1
        self.first_line.setdefault(key, line)

    def _tell_unknown_answers(self) -> None:
        for key, count in self.unknown_answers.items():
            item, column, code = key
            place = Place(str(self.profile.table.path), self.first_line[key], column)
            self.reading.problems.append(problem(code, place, item=item, count=count))

    # --- what a row is ---

    def _is_test(self, cells: Sequence[str]) -> bool:
        tests = self.profile.found.platform.tests
        return self.status is not None and normal(cells[self.status]) in tests

    def _is_partial(self, cells: Sequence[str]) -> bool:
        unfinished = self.profile.found.platform.unfinished
        if self.finished is not None and normal(cells[self.finished]) in unfinished:
            return True
        if self.status is not None and normal(cells[self.status]) in unfinished - {"0"}:
            return True
        closes_when_sent = self.profile.found.platform.name in _EMPTY_IS_PARTIAL
        return closes_when_sent and self.submitted is not None and not cells[self.submitted].strip()

    def _moment(self, cells: Sequence[str]) -> datetime | None:
        if self.submitted is None:
            return None
        return times.moment(cells[self.submitted], self.matched.dates, self.source, self.target)

    def _groups(self, cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        said = {name: cells[at] for name, at in self.dimension_at.items()}
        place, unknown = self.places.place(said)
        others: list[str] = []
        for name in self.other_dimensions:
            value = self.places.other(name, said.get(name, ""))
            others.append(value or "")
            if value is None:
                unknown = [*unknown, name]
        for name in unknown:
            values = self.reading.not_assigned.setdefault(name, {})
            written = said.get(name, "").strip()
            values[written] = values.get(written, 0) + 1
        return place, tuple(others)

    def _hash(self, label: str, cells: Sequence[str], moment: datetime | None) -> bytes:
        """A keyed hash of the platform's id, else of the answers and how often the same ones came before.

        Ids that only count within a form are bound to the minute they were submitted, so that two forms of one
        wave keep apart. Minutes, since a re-saved export has lost its seconds.
        """
        secret = self.secrets.get(label)
        if secret is None:
            secret = self.secrets[label] = self.secret(label)
        platform = self.profile.found.platform
        if self.id is not None and cells[self.id].strip():
            parts = ["id", platform.name, cells[self.id].strip()]
            if platform.counter_ids or platform.name == "generic":
                parts.append(moment.strftime("%Y-%m-%d %H:%M") if moment else "")
            return _keyed(secret, parts)
        if self.submitted is None:  # nothing but the sheet itself tells two people apart: all of it counts
            parts = ["sheet", *cells]
        else:
            parts = ["content", cells[self.submitted].strip()]
            parts += [f"{b.match.item}/{b.match.option}/{b.match.dimension}={cells[b.at]}" for b in self.content]
        first = _keyed(secret, parts)
        self.occurrences[first] += 1
        return _keyed(secret, [*parts, str(self.occurrences[first])])

    def _place(self, line: int, at: int) -> Place:
        return Place(str(self.profile.table.path), line, at + 1)


_WORDS = "\0words"
_EMPTY_IS_PARTIAL = ("limesurvey", "surveymonkey", "typeform", "qualtrics")


def _keyed(secret: bytes, parts: Sequence[str]) -> bytes:
    return hmac.digest(secret, "\0".join(parts).encode(), "sha256")[:_HASH_BYTES]
