"""A Markdown text, read again: headings, paragraphs, points of lists and tables, as a reader sees their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pulse.protect.attack.grid import NAMES, Grid, Read
from pulse.protect.attack.stated import Stated

_ENTRY = re.compile(r"Ledger entry (\d+)\.")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELLS = re.compile(r"(?<!\\)(?:\\\\)*\|")
_RULE = re.compile(r"\|(?::?-+:?\|)+")
_HEADING = re.compile(r"#{1,6} ")
_STRONG = re.compile(r"(?<!\\)\*\*")


@dataclass
class Text:
    """Its title, its lines of words with their numbers, and its tables with the number of their first line."""

    title: str = ""
    lines: list[tuple[int, str]] = field(default_factory=list)
    tables: list[tuple[int, list[list[str]]]] = field(default_factory=list)


def read(text: str) -> Text:
    """The parts of a text; whatever is no table is words."""
    found = Text()
    within = False
    for number, line in enumerate(text.split("\n"), 1):
        if _RULE.fullmatch(line) and within:
            continue
        if line.startswith("|"):
            if not within:
                found.tables.append((number, []))
            found.tables[-1][1].append([_plain(cell) for cell in _CELLS.split(line)[1:-1]])
        elif line.strip():
            found.lines.append((number, _plain(_HEADING.sub("", line, count=1).removeprefix("- "))))
        within = line.startswith("|")
    found.title = found.lines[0][1] if found.lines and text.startswith("# ") else ""
    return found


def tables(found: Text, grid: Grid) -> Iterator[tuple[int, Read]]:
    """Each table with the line it begins on, taken back to rows; one without names holds nothing known."""
    for number, lines in found.tables:
        known = bool(lines[0]) and lines[0][0] in NAMES
        yield number, grid.read(lines) if known else Read(unexplained=list(grid.stated.odd(lines)))


def unexplained(found: Text, stated: Stated, wave: str) -> Iterator[int]:
    """The numbers of the lines whose words hold a number that nothing explains."""
    entries = {str(wave.entry) for wave in stated.ledger.waves}
    for number, words in found.lines:
        entry = _ENTRY.fullmatch(words)
        if not (entry[1] in entries if entry else stated.explains(words, (found.title,), wave)):
            yield number


def _plain(text: str) -> str:
    """Words as they are read: without the marks of strong type, and what was escaped as itself."""
    return _ESCAPED.sub(r"\1", _STRONG.sub("", text.strip()))
