"""Left of the wall: answers of single people, coded, without a name, a time or a platform's id.

A row of answers is a plain tuple, not an object: a national wave holds tens of millions of cells. `Layout` says what
stands in which place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pulse.model.exports import FileFacts, Match
from pulse.model.groups import Path
from pulse.model.problems import Problem
from pulse.model.survey import Survey, Wave


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a wave's table of answers.

    item     a scale or choose-one item: the 1-based position of the option, or None where not answered
    option   one option of a choose-many item: 1 or 0, None where the item was not answered
    index    a person's index score in thousandths of a point (0-10000), None where too few items were answered
    words    a text item: 1 where something was written, else 0; the words themselves are not kept
    """

    kind: str  # item | option | index | words
    item: str
    option: str = ""

    @property
    def name(self) -> str:
        """Its name in the table."""
        return {"item": "i_", "option": "m_", "index": "x_", "words": "w_"}[self.kind] + "__".join(
            part for part in (self.item, self.option) if part
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a wave's table, in order; a function of the survey alone."""

    columns: tuple[Column, ...]

    @classmethod
    def of(cls, survey: Survey) -> Layout:
        """Columns in questionnaire order, index scores last."""
        columns: list[Column] = []
        for item in survey.items:
            if item.kind == "many":
                columns += (Column("option", item.id, option.id) for option in item.options)
            else:
                columns.append(Column("words" if item.kind == "text" else "item", item.id))
        columns += (Column("index", index.id) for index in survey.indices)
        return cls(tuple(columns))


class Row(NamedTuple):
    """One person's answers, ready to be put down."""

    wave: str  # the wave's label
    row_hash: bytes  # keyed; equal for the same answer sheet, useless without the key
    place: Path  # on the chain of levels; NOT_ASSIGNED parts where unknown
    others: tuple[str, ...]  # the survey's other dimensions (staff group), in their order
    answers: tuple[int | None, ...]  # as `Layout` says


@dataclass
class Reading:
    """What a pass over a file has found so far; complete once its rows are exhausted.

    The one noun that is written to while it is read: a file is passed once, as a stream, and its counts are known at
    the end of the pass.
    """

    read: int = 0
    partial: int = 0
    test: int = 0
    outside: int = 0
    rejected: int = 0
    empty: int = 0
    comments: int = 0
    waves: dict[str, Wave] = field(default_factory=dict)  # the waves its rows belong to, by label
    not_assigned: dict[str, dict[str, int]] = field(default_factory=dict)  # dimension -> value as written -> rows
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Load:
    """A file on its way into the store: facts about it, and its rows as a stream that can be taken once."""

    survey: Survey
    layout: Layout
    levels: tuple[str, ...]  # names of the parts of every row's place
    facts: FileFacts
    matches: tuple[Match, ...]
    digest: str  # sha256 of the file's bytes
    rows: Iterator[Row]
    reading: Reading  # complete once `rows` is exhausted
