"""What an export is made of: the nouns that every platform's own file fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pulse.collect.times import moment
from pulse.model.exports import Heading, Role, State

Rows = Sequence[Sequence[str]]  # a file's first records, the supposed header first


@dataclass(frozen=True)
class Platform:
    """One platform's export. Names of columns and cells are in lower case, as `lower` and `own` give them."""

    name: str
    roles: Mapping[str, Role] = field(default_factory=dict)  # its own columns; of one role, the first listed goes first
    dropped: frozenset[str] = frozenset()  # columns about the person or the sending
    separator: str = ";"  # between the ticks of one cell
    zone: str = ""  # of its times, where the platform fixes it
    in_parts: bool = False  # a file holds what one device kept: sheets that it lacks are elsewhere, and not deleted
    counter_ids: bool = False  # ids count from 1 in every form: two forms share them
    states: Mapping[Role, Mapping[str, State]] = field(default_factory=dict)  # by role: cell -> no full answer
    unsent_is_partial: bool = False  # without a time of submission the sheet was not sent
    undated: str = ""  # the time of submission it writes where it stores none
    missing: frozenset[str] = frozenset()  # cells that mean "not answered"
    ticked: frozenset[str] = frozenset()  # cells of one option's own column, where yes and no are not understood
    unticked: frozenset[str] = frozenset()
    unproven: bool = False  # no real export was ever opened: its shape is known from code, manuals or hearsay


@dataclass(frozen=True)
class Shape:
    """What a signature makes of a file's first rows: whose export it is, and what heads each column."""

    platform: Platform
    headings: Sequence[Heading]
    header_rows: int = 1
    zone: str = ""  # as the header states it
    warning: str = ""  # the code of a message
    unproven: bool = False  # this variant, though the platform may be proven
    refusal: str = ""  # the code of the message with which the file is refused


Signature = Callable[[Rows], Shape | None]


@dataclass(frozen=True)
class Found:
    """A platform, and where its header stands in a file."""

    platform: Platform
    skip: int  # records above the header
    header_rows: int
    headings: tuple[Heading, ...]
    zone: str
    warning: str = ""
    unproven: bool = False


def row(rows: Rows, at: int) -> Sequence[str]:
    """The cells of the row at a 0-based place; none where the file ends above it."""
    return rows[at] if at < len(rows) else ()


def lower(rows: Rows, at: int = 0) -> list[str]:
    """The cells of a row as they are compared."""
    return [cell.strip().casefold() for cell in row(rows, at)]


def column(rows: Rows, at: int) -> list[str]:
    """The filled cells below the first row in the column at a 0-based place."""
    return [cells[at].strip() for cells in rows[1:] if at < len(cells) and cells[at].strip()]


def are_times(cells: Sequence[str]) -> bool:
    """True where at least half of the cells are times, and where there is none to say otherwise."""
    times = [cell for cell in cells if any(moment(cell, way, None, None) for way in ("day-first", "month-first"))]
    return len(times) * 2 >= len(cells)


def own(heading: Heading) -> str:
    """What a platform's own column is told by: its tag, else its label."""
    return (heading.tag or heading.label).casefold()
