"""The tables of a page: every cell with the headings that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pulse.model.groups import EVERYONE, Path
from pulse.protect.attack.tree import Node

_DEPTH = re.compile(r"depth-(\d)")
_QUIET = re.compile(r" \([^()]*\)$")
_EVERYONE = "Everyone"
_GROUPED = ("Group", "Part")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its column's head, its words, and the figure in it, if it holds one."""

    node: Node
    head: str
    text: str
    data: Node | None = None

    @property
    def said(self) -> str:
        """The figure's own words."""
        return self.data.text if self.data else self.text

    @property
    def note(self) -> str:
        """What stands beside the figure."""
        return self.text.removeprefix(self.said).strip()

    @property
    def value(self) -> float | None:
        """The figure's value; None where it has none (a band, or hidden)."""
        said = self.data.attributes.get("value", "") if self.data else ""
        try:
            return float(said)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its head, the group or stock-take it is about, its cells."""

    head: str
    group: Path
    wave: str
    cells: tuple[Cell, ...]


@dataclass
class Table:
    """One table, and the headings it stands under, the nearest first."""

    node: Node
    caption: str
    heading: str
    section: str
    around: tuple[str, ...]
    heads: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)


def tables(root: Node) -> list[Table]:
    """Every table of a page, in order."""
    return [_table(node, h2, h3, summary, section) for node, h2, h3, summary, section in _placed(root)]


def _placed(root: Node) -> Iterator[tuple[Node, str, str, str, str]]:
    h2 = h3 = summary = section = ""
    for node in root.walk():
        if node.tag == "h2":
            h2, h3, summary, section = node.text, "", "", node.attributes.get("id", "")
        elif node.tag == "h3":
            h3, summary = node.text, ""
            section = node.attributes.get("id", "") or section
        elif node.tag == "summary":
            summary = node.text
        elif node.tag == "table":
            yield node, h2, h3, summary, section


def _table(node: Node, h2: str, h3: str, summary: str, section: str) -> Table:
    caption = next((it.text for it in node.all("caption")), "")
    rows = node.all("tr")
    heads = next((tuple(cell.text for cell in row.all("th")) for row in rows), ())
    around = tuple(text for text in (h3, summary, h2) if text)
    table = Table(node, caption, h3 or h2, section, around, heads)
    stack: list[str] = []
    for row in rows[1:]:
        table.lines.append(_line(row, heads, stack))
    return table


def _line(row: Node, heads: tuple[str, ...], stack: list[str]) -> Line:
    head = next((cell.text for cell in row.all("th")), "")
    cells = tuple(_cell(cell, heads[at] if at < len(heads) else "") for at, cell in enumerate(row.all("td"), 1))
    first = heads[0] if heads else ""
    depth = _DEPTH.search(row.attributes.get("class", ""))
    group: Path = EVERYONE
    if head.startswith((_EVERYONE, "All others")) or first not in _GROUPED:
        pass
    elif depth:
        del stack[int(depth[1]) - 1 :]
        group = (*stack, head)
        stack.append(head)
    else:
        group = (head,)
    wave = head.removeprefix(f"{_EVERYONE}, ") if head.startswith(_EVERYONE) else _QUIET.sub("", head)
    return Line(head, group, wave, cells)


def _cell(node: Node, head: str) -> Cell:
    return Cell(node, head, node.text, next(iter(node.all("data")), None))
