"""Header rows -> headings: the label a column is known by, its short name, and the option or row it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pulse.collect.platforms.shape import Rows, column, row
from pulse.model.exports import Heading

_BRACKETED = re.compile(r"^(.*\S)\s*\[([^\[\]]+)\]$", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_TICKS = frozenset({"0", "1"})
_ALONE = ("", "response", "open-ended response")


def plain(rows: Rows) -> list[Heading]:
    """The first row as it is."""
    return [Heading(at, cell.strip()) for at, cell in enumerate(rows[0], 1)]


def each(rows: Rows, change: Callable[[Heading], Heading]) -> list[Heading]:
    """The first row, every heading changed."""
    return [change(heading) for heading in plain(rows)]


def pairs(rows: Rows) -> Iterator[tuple[int, str, str]]:
    """Position, first row and second row of each column; "" where the second is shorter."""
    second = row(rows, 1)
    for at, above in enumerate(rows[0]):
        yield at + 1, above.strip(), second[at].strip() if at < len(second) else ""


def blocks(rows: Rows) -> list[Heading]:
    """A question on the first column of its block; below it, on the second row, the options or "Response"."""
    headings: list[Heading] = []
    stem = ""
    for at, above, below in pairs(rows):
        stem, part = above or stem, below.removeprefix("- ")
        whole = part.casefold() in _ALONE
        headings.append(Heading(at, stem) if whole else Heading(at, f"{stem} - {part}", "", stem, part))
    return headings


def nested(rows: Rows, between: str, own: frozenset[str]) -> list[Heading]:
    """Forms with groups: "group/name" has the tag "name", "name/option" is one option's own column of 0 and 1.

    own: the platform's own columns, which are never taken for a name in a group. Where the ticks also stand together
    in a column "name", that one is read, and the columns of single options are left whole.
    """
    names = frozenset(cell.strip() for cell in rows[0])
    return [
        _nested(heading, between, own, names, ticks=_TICKS.issuperset(column(rows, heading.position - 1)))
        for heading in plain(rows)
    ]


def _nested(heading: Heading, between: str, own: frozenset[str], names: frozenset[str], *, ticks: bool) -> Heading:
    name = heading.label
    above, slash, option = name.rpartition("/")
    if name.casefold() in own or (slash and above in names):
        return heading
    if slash and between != "/":
        question = above.rpartition(between)[2]
        return replace(heading, tag=f"{question}/{option}", stem=question, part=option)
    group, sign, last = name.rpartition(between)
    if not sign or not _NAME.fullmatch(last) or last.casefold() in own:
        return heading
    if slash and ticks:
        return replace(heading, tag=last, stem=group.rpartition(between)[2], part=last)
    return replace(heading, tag=last)


def bracketed(heading: Heading) -> Heading:
    """ "Stem [row]" with its parts."""
    found = _BRACKETED.match(heading.label)
    return replace(heading, stem=found[1], part=found[2].strip()) if found else heading


def dashed(heading: Heading) -> Heading:
    """ "Stem - part", or "stem-part", with its parts."""
    spaced = " - " in heading.label
    return cut(heading, " - " if spaced else "-")


def cut(heading: Heading, sign: str) -> Heading:
    """The heading with what stands before and behind the last sign."""
    stem, found, part = heading.label.rpartition(sign)
    return replace(heading, stem=stem.strip(), part=part.strip()) if found else heading
