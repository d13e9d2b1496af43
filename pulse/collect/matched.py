"""What matching comes to: each column with what is needed to read its cells, and all that is not certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pulse.collect.answers import Answers
from pulse.collect.mapping import MappingText
from pulse.model.exports import Heading, Match, Role


@dataclass(frozen=True)
class Bound:
    """A match with what is needed to read its cells."""

    match: Match
    answers: Answers | None = None
    separator: str = ""
    position: int = 0  # of the option, for a column of one option

    @property
    def at(self) -> int:
        """0-based place of the column in a record."""
        return self.match.heading.position - 1


@dataclass(frozen=True)
class Misfit:
    """A column whose words are right for an item and whose answers are not: the message that says so, and its count."""

    code: str
    column: int
    answers: Answers
    separator: str
    count: int = 0


@dataclass
class Matched:
    """How a file's columns answer a questionnaire."""

    said: MappingText
    bound: list[Bound] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # items and dimensions that no column answers
    misfits: dict[str, Misfit] = field(default_factory=dict)  # by item
    repeats: dict[str, tuple[int, ...]] = field(default_factory=dict)  # item or dimension -> columns headed alike
    strays: list[tuple[str, Heading]] = field(default_factory=list)  # item, column that ticks an option it has not
    gaps: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # item with a column an option -> options without one
    free: list[Heading] = field(default_factory=list)  # columns that answer nothing
    zone: str = ""
    dates: str = ""
    undated: bool = False  # its times are those the platform writes where it stores none
    keep: frozenset[str] = frozenset()  # what is stored though it is not usual: answer sheets that are "partial"

    def role(self, role: Role) -> int | None:
        """0-based place of the column to be read in a role; None for times that stand for none."""
        return None if self.undated and role in ("started", "submitted") else self.column(role)

    def column(self, role: Role) -> int | None:
        """0-based place of the column with a role, whatever it holds."""
        return next((bound.at for bound in self.bound if bound.match.role == role), None)


def by_item(bound: Sequence[Bound]) -> dict[str, list[Bound]]:
    """Item id -> its columns."""
    found: dict[str, list[Bound]] = defaultdict(list)
    for each in bound:
        if each.match.item:
            found[each.match.item].append(each)
    return found
