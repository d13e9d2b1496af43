"""The review queue as a CSV that can go through a spreadsheet; what comes back is checked line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pulse.files import inert
from pulse.listen import review
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.review import Reviewed, Unreviewed

HEAD = ("row", "id", "survey", "wave", "question", "comment", "decision", "shortened")
_SAID = {
    "accept": "accepted", "accepted": "accepted", "a": "accepted",
    "shorten": "shortened", "shortened": "shortened", "s": "shortened",
    "withhold": "withheld", "withheld": "withheld", "w": "withheld",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Returned:
    """A sheet that came back: the decisions in it, and how many rows have none yet."""

    decisions: tuple[Reviewed, ...]
    undecided: int


def to_csv(comments: Sequence[Unreviewed], questions: Mapping[tuple[str, str], str]) -> str:
    """The comments that wait, one a row, numbered "3 of 200", so that a lost row is missed.

    questions  survey and item -> the question's text
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for number, it in enumerate(comments, 1):
        question = questions.get((it.survey, it.item), it.item)
        cells = (f"{number} of {len(comments)}", it.id, it.survey, it.wave, question, it.text, "", "")
        rows.writerow([inert(cell) for cell in cells])
    return "\ufeff" + text.getvalue()  # the mark tells a spreadsheet that it is UTF-8


def from_csv(
    text: str, file: str, waiting: Mapping[str, Unreviewed], known: Sequence[Reviewed], by: str, day: date
) -> Returned:
    """The decisions of a sheet that came back. Raises Stop with every fault and its line: nothing of it is taken then.

    waiting  id -> the comments that wait; `known` are those decided on
    """
    return _Sheet(file, waiting, {it.comment.id: it for it in known}, by, day).read(text)


class _Sheet:
    def __init__(
        self, file: str, waiting: Mapping[str, Unreviewed], known: Mapping[str, Reviewed], by: str, day: date
    ) -> None:
        self.file, self.waiting, self.known, self.by, self.day = file, waiting, known, by, day
        self.faults: list[Problem] = []
        self.decisions: list[Reviewed] = []
        self.lines: dict[str, int] = {}  # id -> line
        self.undecided = 0

    def read(self, text: str) -> Returned:
        numbers: dict[int, int] = {}  # number of a row -> line
        total, line = 0, 1
        for line, row in self._rows(text):
            try:
                number, _, of = row["row"].partition(" of ")
                numbers[int(number)], total = line, int(of)
            except ValueError:
                self._fault("sheet-row", line, "row")
                continue
            self._take(line, row)
        lost = sorted(set(range(1, total + 1)) - set(numbers))
        if lost and not self.faults:
            self._fault("sheet-lost", line, "row", count=len(lost), of=total, first=lost[0])
        if self.faults:
            raise Stop(*self.faults)
        return Returned(tuple(self.decisions), self.undecided)

    def _rows(self, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Line and cells of each row. Raises Stop("sheet-columns")."""
        text = text.removeprefix("\ufeff")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        head = [cell.strip().casefold() for cell in next(reader, [])]
        missing = [name for name in HEAD if name not in head]
        if missing:
            raise Stop(problem("sheet-columns", Place(self.file, 1), missing=", ".join(missing)))
        line = reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, dict(zip(head, [*cells, *[""] * len(head)], strict=False))
            line = reader.line_num + 1

    def _take(self, line: int, row: Mapping[str, str]) -> None:
        name = row["id"].strip()
        comment = self.waiting.get(name) or (self.known[name].comment if name in self.known else None)
        if comment is None:
            self._fault("sheet-unknown", line, "id")
        elif name in self.lines:
            self._fault("sheet-twice", line, "id", first=self.lines[name])
        elif not _reads_alike(row["comment"], comment.text):
            self._fault("sheet-changed", line, "comment")
        else:
            self.lines[name] = line
            self._decide(line, row, comment)

    def _decide(self, line: int, row: Mapping[str, str], comment: Unreviewed) -> None:
        said = row["decision"].strip().casefold()
        if not said and not row["shortened"].strip():
            self.undecided += comment.id in self.waiting
            return
        if said not in _SAID or (bool(row["shortened"].strip()) != (_SAID[said] == "shortened")):
            self._fault("sheet-decision", line, "decision")
            return
        try:
            made = self._made(_SAID[said], comment, row["shortened"])
        except Stop as stop:
            self._fault(stop.problems[0].code, line, "shortened", **stop.problems[0].details)
            return
        before = self.known.get(comment.id)
        if before is None:
            self.decisions.append(made)
        elif (before.decision, before.shown) != (made.decision, made.shown):
            self._fault("sheet-decided", line, "decision")

    def _made(self, decision: str, comment: Unreviewed, shortened: str) -> Reviewed:
        if decision == "accepted":
            return review.accept(comment, self.by, self.day)
        if decision == "withheld":
            return review.withhold(comment, self.by, self.day)
        return review.shorten(comment, _live(shortened), self.by, self.day)

    def _fault(self, code: str, line: int, column: str, **details: object) -> None:
        self.faults.append(problem(code, Place(self.file, line, HEAD.index(column) + 1), **details))


def _reads_alike(cell: str, text: str) -> bool:
    """True where only what a spreadsheet does to spaces and line ends is different."""
    return cell.split() in (text.split(), inert(text).split())


def _live(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if inert(cell[1:]) == cell else cell
