"""Comments to be coded as a CSV that can go through a spreadsheet; what comes back is checked line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pulse.files import inert
from pulse.listen.coding import chosen
from pulse.listen.sheet import numbered_rows, reads_alike
from pulse.listen.suggest import Suggesting
from pulse.model.codes import Codebook
from pulse.model.coding import Chain, Coding, Suggestion, ToCode
from pulse.model.problems import Place, Problem, Stop, problem

HEAD = ("row", "id", "question", "comment", "suggested", "cues", "codes")
NONE = "none"
_ARROW = ">"


@dataclass(frozen=True, slots=True)
class Terms:
    """What may stand in a sheet, for whom and when it is read."""

    codebook: Codebook
    hurt: frozenset[str]  # options of who may be hurt
    meet: frozenset[str]  # ... and of who may have to meet it
    by: str
    day: date
    second: bool  # nothing is suggested to the second coder


def to_csv(comments: Sequence[ToCode], questions: Mapping[str, str], terms: Terms) -> str:
    """The comments that wait, one a row, numbered "3 of 200", so that a lost row is missed."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEAD)
    suggesting = Suggesting(terms.codebook)
    for number, it in enumerate(comments, 1):
        found = () if terms.second else suggesting.of(it.text)
        suggested, cues = " ".join(one.code for one in found), "; ".join(one.cue for one in found)
        question = questions.get(it.item, it.item)
        cells = (f"{number} of {len(comments)}", it.id, question, it.text, suggested, cues, "")
        rows.writerow([inert(cell) for cell in cells])
    return "\ufeff" + text.getvalue()  # the mark tells a spreadsheet that it is UTF-8


def from_csv(text: str, file: str, comments: Sequence[ToCode], terms: Terms) -> tuple[Coding, ...]:
    """The codings of a sheet that came back. Raises Stop with every fault and its line: nothing of it is taken then."""
    return _Sheet(file, {it.id: it for it in comments}, terms).read(text)


class _Sheet:
    def __init__(self, file: str, comments: Mapping[str, ToCode], terms: Terms) -> None:
        self.file, self.comments, self.terms = file, comments, terms
        self.suggesting = Suggesting(terms.codebook)
        self.codes = {code.id for code in terms.codebook.codes}
        self.faults: list[Problem] = []
        self.lines: dict[str, int] = {}  # id -> line
        self.made: list[Coding] = []

    def read(self, text: str) -> tuple[Coding, ...]:
        for line, row in numbered_rows(text, self.file, HEAD, self.faults):
            self._take(line, row)
        if self.faults:
            raise Stop(*self.faults)
        return tuple(self.made)

    def _take(self, line: int, row: Mapping[str, str]) -> None:
        name = row["id"].strip()
        comment = self.comments.get(name)
        if comment is None:
            self._fault("sheet-unknown", line, "id")
        elif name in self.lines:
            self._fault("sheet-twice", line, "id", first=self.lines[name])
        elif not reads_alike(row["comment"], comment.text):
            self._fault("sheet-changed", line, "comment")
        else:
            self.lines[name] = line
            self._code(line, row["codes"].split(), comment)

    def _code(self, line: int, said: Sequence[str], comment: ToCode) -> None:
        if not said:
            return
        chains = () if [it.casefold() for it in said] == [NONE] else tuple(map(self._chain, said))
        if None in chains:
            self._fault("sheet-codes", line, "codes")
            return
        made = [chain for chain in chains if chain]
        suggested: tuple[Suggestion, ...] = () if self.terms.second else self.suggesting.of(comment.text)
        coding = chosen(comment.id, suggested, made, self.terms.by, self.terms.day, second=self.terms.second)
        before = comment.by(coding.coder)
        if before is None and (self.terms.second or comment.first is None):
            self.made.append(coding)
        elif before is None or before.chains != coding.chains:
            self._fault("code-taken", line, "codes")

    def _chain(self, said: str) -> Chain | None:
        """One code; with who is hurt before it and who should meet it behind it, or neither."""
        hurt, need, meet = said.split(_ARROW) if said.count(_ARROW) == 2 else ("", said, "")
        if need not in self.codes or (hurt and hurt not in self.terms.hurt) or (meet and meet not in self.terms.meet):
            return None
        return Chain(need, hurt, meet)

    def _fault(self, code: str, line: int, column: str, **details: object) -> None:
        self.faults.append(problem(code, Place(self.file, line, HEAD.index(column) + 1), **details))
