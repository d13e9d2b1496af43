"""Left of the wall: answers of single people, coded, without a name, a time or a platform's id.

Answers pass as plain columns of numbers, not as objects: a national wave holds tens of millions of cells. `Layout`
says what stands in which column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pulse.model.exports import FileFacts, Match
from pulse.model.groups import Path
from pulse.model.problems import Problem
from pulse.model.review import Remark
from pulse.model.survey import Rating, Survey, Wave


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a wave's table of answers.

    item     a scale or choose-one item: the 1-based position of the option, or None where not answered
    option   one option of a choose-many item: 1 or 0, None where the item was not answered
    index    a person's index score in thousandths of a point (0-10000), None where too few items were answered; a
             sub-score likewise, None where there is no score of the whole index
    words    a text item: 1 where something was written, else 0; the words themselves go another way
    """

    kind: str  # item | option | index | words
    item: str
    option: str = ""

    @property
    def name(self) -> str:
        """Its name in the table."""
        return {"item": "i_", "option": "m_", "index": "x_", "words": "w_"}[self.kind] + "__".join(
            part for part in (*self.item.split("."), self.option) if part
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a wave's table, in order; a function of the survey alone.

    Ratings of groups are answers too, and stand behind the columns in every sheet; they have a table of their own.
    """

    columns: tuple[Column, ...]
    ratings: tuple[Rating, ...] = ()

    @classmethod
    def of(cls, survey: Survey) -> Layout:
        """Columns in questionnaire order, index scores last, each followed by its sub-scores."""
        columns: list[Column] = []
        rating = {it.item.id for it in survey.ratings}
        for item in survey.items:
            if item.id in rating:
                continue
            if item.kind == "many":
                columns += (Column("option", item.id, option.id) for option in item.options)
            else:
                columns.append(Column("words" if item.kind == "text" else "item", item.id))
        columns += (Column("index", score.id) for score in survey.scores)
        return cls(tuple(columns), survey.ratings)


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, as it was written: for `listen` alone, which redacts it. The store takes only remarks."""

    at: int  # place of its sheet in the batch
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """Answer sheets of one wave, column by column: what is done to one is done to hundreds at once.

    A sheet is known by 126 bits of a keyed hash, in two numbers: `keys` finds it, `proofs` tells it from another that
    happens to bear the same key.
    """

    wave: str  # the wave's label
    keys: Sequence[int]  # 0 to 2**63 - 1
    proofs: Sequence[int]
    named: Sequence[bool]  # True where the hash is of the platform's id, False where it is of the content
    places: Sequence[int]  # numbers of `Reading.places`
    people: Sequence[bytes | None]  # a keyed hash of who answered; None where nobody knows
    moments: Sequence[int | None]  # microseconds in UTC when she sent it, where `people` knows her; never stored
    columns: Sequence[Sequence[int | None]]  # as `Layout` says: its columns, then its ratings
    lines: Sequence[int]  # where each stands in the file
    links: Sequence[bytes | None] = ()  # who answered, by the survey's link key; empty unless waves are linked
    words: Sequence[Words] = ()  # gone once they are redacted
    remarks: Sequence[Remark] = ()  # what is kept of them


@dataclass(frozen=True, slots=True)
class Reject:
    """A row, or one answer of it, that is set aside: where it is and why; never what it holds."""

    line: int
    code: str  # of `pulse.errors.MESSAGES`
    column: int | None = None  # 1-based; None for a whole row
    item: str = ""
    record: int | None = None  # counted from the first below the header


@dataclass
class Reading:
    """What a pass over a file has found so far; complete once its sheets are exhausted.

    The one noun that is written to while it is read: a file is passed once, as a stream, and its counts are known at
    the end of the pass.
    """

    read: int = 0
    fates: Counter[str] = field(default_factory=Counter)  # partial, preview, test, spam, outside, rejected, empty
    comments: int = 0
    straight: int = 0  # sheets with the same point ticked on every scale
    hasty: int = 0  # sheets filled in faster than anybody reads
    alike: int = 0  # sheets equal in all answers to one nearby
    doubtful_days: int = 0  # sheets whose day depends on which of two equal local times is meant
    own_group: int = 0  # answers by which people rated the group they are in themselves: not asked, and not kept
    aside_with_others: int = 0  # answers that ticked an option standing aside together with others
    waves: dict[str, Wave] = field(default_factory=dict)  # the waves its rows belong to, by label
    places: list[tuple[Path, tuple[str, ...]]] = field(default_factory=list)  # groups met: on the chain, others
    not_assigned: dict[str, dict[str, int]] = field(default_factory=dict)  # dimension -> value as written -> rows
    rejects: list[Reject] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def faulty_rows(self) -> int:
        """How many rows have a fault of their own or in one of their answers."""
        return len({reject.line for reject in self.rejects})


@dataclass(frozen=True, slots=True)
class Load:
    """A file on its way into the store: facts about it, and its sheets as a stream that can be taken once."""

    survey: Survey
    layout: Layout
    levels: tuple[str, ...]  # names of the parts of every row's place
    facts: FileFacts
    matches: tuple[Match, ...]
    digest: str  # sha256 of the file's bytes
    form: str  # sha256 of platform and headings: the same for every export of one form; "" if none is whole
    sheets: Iterator[Sheets]
    reading: Reading  # complete once `sheets` is exhausted
