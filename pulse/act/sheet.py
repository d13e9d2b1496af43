"""The needs that wait, as a CSV that owners fill in with a spreadsheet; what comes back is checked line by line.

Owners fill the last columns: a commitment (owner, level, by, measure, what), or a status with a note and, where it is
late, a new date, or a reason why it cannot be done. The columns before them say which need a row is about.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import cast, get_args

from pulse.files import inert
from pulse.model.loop import Promise, Status, Story
from pulse.model.loop_answers import Answer, Offer, OwnersWord, Refusal
from pulse.model.problems import Place, Problem, Stop, problem

HEAD = (
    "row", "need", "survey", "group", "what is needed", "who should meet it", "state", "commitment",
    "owner", "level", "by", "measure", "what", "status", "note", "because",
)  # fmt: skip
_OFFER = ("owner", "level", "by", "measure", "what")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def to_csv(stories: Sequence[Story]) -> str:
    """The needs that wait, one a row, numbered "3 of 20", so that a lost row is missed."""
    waiting = [it for it in stories if it.waits]
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for number, it in enumerate(waiting, 1):
        rows.writerow([inert(cell) for cell in (f"{number} of {len(waiting)}", *_fixed(it), *_filled(it.promise))])
    return "\ufeff" + text.getvalue()  # the mark tells a spreadsheet that it is UTF-8


def _fixed(it: Story) -> tuple[str, ...]:
    promise = it.promise
    number = str(promise.commitment.number) if promise else ""
    need = it.need
    return str(need.number), need.survey, need.group.full_name, need.text, need.level, it.state, number


def _filled(promise: Promise | None) -> tuple[str, ...]:
    if promise is None:
        return ("",) * 8
    it = promise.commitment
    return it.owner, it.level, promise.due.isoformat(), it.measure, it.text, promise.status or "", promise.note, ""


def from_csv(text: str, file: str, stories: Sequence[Story]) -> tuple[tuple[int, Answer], ...]:
    """Line -> what is new in it, in order. Raises Stop with every fault and its line: nothing of it is taken then."""
    return _Sheet(file, stories).read(text)


class _Sheet:
    def __init__(self, file: str, stories: Sequence[Story]) -> None:
        self.file = file
        self.stories = {str(it.need.number): it for it in stories}
        self.faults: list[Problem] = []
        self.answers: list[tuple[int, Answer]] = []
        self.lines: dict[str, int] = {}  # need -> line

    def read(self, text: str) -> tuple[tuple[int, Answer], ...]:
        """Every row, and whether all are there."""
        numbers: set[int] = set()
        total = line = 1
        for line, row in self._rows(text):
            found = re.fullmatch(r"(\d+) of (\d+)", row["row"])
            if not found:
                self._fault("loop-sheet-row", line, "row")
                continue
            numbers.add(int(found[1]))
            total = int(found[2])
            self._take(line, row)
        lost = sorted(set(range(1, total + 1)) - numbers)
        if lost and not self.faults:
            self._fault("loop-sheet-lost", line, "row", count=len(lost), of=total, first=lost[0])
        if self.faults:
            raise Stop(*self.faults)
        return tuple(self.answers)

    def _rows(self, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Line and cells of each row that is not empty. Raises Stop("loop-sheet-columns")."""
        text = text.removeprefix("\ufeff")
        first = text.partition("\n")[0]
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
        head = [cell.strip().casefold() for cell in next(reader, [])]
        if missing := [name for name in HEAD if name not in head]:
            raise Stop(problem("loop-sheet-columns", Place(self.file, 1), missing=", ".join(missing)))
        line = reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                padded = [*map(str.strip, cells), *[""] * len(head)]
                yield line, dict(zip(head, padded, strict=False))
            line = reader.line_num + 1

    def _take(self, line: int, row: Mapping[str, str]) -> None:
        name = row["need"]
        story = self.stories.get(name)
        if story is None:
            self._fault("loop-sheet-unknown", line, "need", need=name[:12] if name.isdigit() else "")
        elif name in self.lines:
            self._fault("loop-sheet-twice", line, "need", need=name, first=self.lines[name])
        elif changed := self._changed(row, story):
            self._fault("loop-sheet-changed", line, changed, named=changed, need=name)
        elif row["commitment"] != _fixed(story)[-1]:
            self._fault("loop-sheet-stale", line, "commitment", need=name)
        else:
            self.lines[name] = line
            self._answer(line, row, story)

    def _changed(self, row: Mapping[str, str], story: Story) -> str:
        """The first column that says which need this is and reads otherwise: an id that was changed, most likely."""
        told = dict(zip(HEAD[1:5], _fixed(story), strict=False))
        return next((name for name, said in told.items() if not _reads_alike(row[name], said)), "")

    def _answer(self, line: int, row: Mapping[str, str], story: Story) -> None:
        promise = story.promise
        offered = [name for name in _OFFER if row[name]]
        if promise is not None and story.state not in ("partly", "not_met"):
            self._owners_word(line, row, promise)
        elif row["because"] and not offered:
            self.answers.append((line, Refusal(story.need.number, _live(row["because"]))))
        elif row["because"]:
            self._fault("loop-sheet-both", line, "because")
        elif promise is not None and self._is_as_it_was(row, promise):
            self._owners_word(line, row, promise)
        elif offered:
            self._offer(line, row, story.need.number)
        elif row["status"] or row["note"]:
            self._fault("loop-sheet-no-commitment", line, "status")

    def _offer(self, line: int, row: Mapping[str, str], need: int) -> None:
        if missing := [name for name in _OFFER if not row[name]]:
            self._fault("loop-sheet-incomplete", line, missing[0], missing=", ".join(missing))
        elif day := self._day(line, row["by"], None):
            owner, level, measure, what = (_live(row[name]) for name in ("owner", "level", "measure", "what"))
            self.answers.append((line, Offer(need, owner, level, day, measure, what)))

    def _owners_word(self, line: int, row: Mapping[str, str], promise: Promise) -> None:
        if not self._is_as_it_was(row, promise):
            self._fault("loop-sheet-fixed", line, "what", commitment=promise.commitment.number)
            return
        if row["because"]:
            self._fault("loop-sheet-drop-first", line, "because", commitment=promise.commitment.number)
            return
        said = row["status"].casefold()
        day = self._day(line, row["by"], promise.due) if row["by"] else promise.due
        same_words = said == (promise.status or "") and _reads_alike(row["note"], promise.note)
        if day is None or (same_words and day == promise.due):
            return
        if said not in get_args(Status):
            self._fault("loop-sheet-status", line, "status")
            return
        moved = day if day != promise.due else None
        word = OwnersWord(promise.commitment.number, cast(Status, said), _live(row["note"]), moved)
        self.answers.append((line, word))

    @staticmethod
    def _is_as_it_was(row: Mapping[str, str], promise: Promise) -> bool:
        before = dict(zip(HEAD[8:], _filled(promise), strict=True))
        return all(_reads_alike(row[name], before[name]) for name in ("owner", "level", "measure", "what"))

    def _day(self, line: int, cell: str, before: date | None) -> date | None:
        """The day in a cell, also as spreadsheets rewrite it where that can mean one day only; None is a fault told."""
        with suppress(ValueError):
            return date.fromisoformat(cell)
        days: set[date] = set()
        if found := _DATE.fullmatch(cell):
            a, b, year = map(int, found.groups())
            for month, day in ((b, a), (a, b)):
                with suppress(ValueError):
                    days.add(date(year, month, day))
        if before in days:
            return before
        if len(days) == 1:
            return days.pop()
        self._fault("loop-sheet-date", line, "by")
        return None

    def _fault(self, code: str, line: int, column: str, **details: object) -> None:
        self.faults.append(problem(code, Place(self.file, line, HEAD.index(column) + 1), **details))


def _reads_alike(cell: str, said: str) -> bool:
    """True where only what a spreadsheet does to spaces, and what keeps it from running a cell, is different."""
    return cell.split() in (said.split(), inert(said).split())


def _live(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell
