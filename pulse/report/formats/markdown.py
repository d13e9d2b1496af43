"""The report as Markdown, for a wiki or a chat: what is told in short, then its tables. Texts of others are escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pulse.report import words
from pulse.report.formats.about import about
from pulse.report.formats.tables import Entry, Number, Table, tables
from pulse.report.material import Material
from pulse.report.relations import changed

# Long tables are for spreadsheets: what is left is what a page shows open.
_TOLD = ("Scores", "Scales", "Answers", "Trends", "Changes", "Groups", "Response", "Differences", "Promises")
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$])")
_LATEST = 6  # stock-takes of each trend
_NOT_CLEAR = "no clear change"


def to_markdown(material: Material) -> str:
    """The text, CommonMark with tables (GitHub, GitLab, Teams wikis), the same for the same figures."""
    release, wave = material.release, material.release.wave
    title = f"{release.asked_in[wave.label].title} {wave.label}"
    found = {table.name: table for table in tables(material)}
    parts = [
        f"# {_escaped(title)}",
        f"**{_escaped(material.organisation)}**. {words.days(wave.first, wave.last)}.",
        *_summary(material),
        *(text for name in _TOLD if name in found for text in _table(_shortened(found[name]))),
        *_methods(material),
    ]
    return "\n\n".join(parts) + "\n"


def _summary(material: Material) -> Iterator[str]:
    """What a reader should know who reads no further."""
    found = material.found
    yield "## In short"
    for head, sentences in words.summary(material.release, found.trends, found.silences, changed(found.relations)):
        yield f"**{_escaped(head)}.** {_escaped(' '.join(sentences))}"


def _shortened(table: Table) -> Table:
    """The latest stock-takes of each trend, and what clearly moved: all of it stands in the other forms."""
    lines = table.lines
    if table.name == "Trends":
        questions = dict.fromkeys(line[0] for line in lines)
        lines = tuple(it for name in questions for it in [line for line in lines if line[0] == name][-_LATEST:])
    if table.name == "Changes":
        lines = tuple(line for line in lines if line[-1] != _NOT_CLEAR)
    return Table(table.name, table.title, table.heads, lines)


def _table(table: Table) -> Iterator[str]:
    if table.lines:
        columns = [[line[at] for line in table.lines] for at in range(len(table.heads))]
        numeric = [all(isinstance(it, Number) or not it for it in column) for column in columns]
        rows = [table.heads, *table.lines]
        drawn = [_row(row) for row in rows]
        rule = "|".join("---:" if it else "---" for it in numeric)
        yield f"## {_escaped(table.title)}"
        yield "\n".join((drawn[0], f"|{rule}|", *drawn[1:]))


def _row(entries: Sequence[Entry]) -> str:
    cells = (it.said if isinstance(it, Number) else _escaped(it) for it in entries)
    return f"| {' | '.join(cells)} |"


def _methods(material: Material) -> Iterator[str]:
    yield "## About these figures"
    yield "\n".join(f"- **{_escaped(name)}**: {_escaped(said)}" for name, said in list(about(material))[2:])
    yield f"Ledger entry {material.entry}."


def _escaped(text: str) -> str:
    """A text on one line in which no sign means anything to Markdown or HTML."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
