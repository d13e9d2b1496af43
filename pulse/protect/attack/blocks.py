"""A page in reading order: every piece of text with its figures, the headings over it, the row it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pulse.protect.attack.tree import Node

_INLINE = frozenset(
    {"small", "b", "i", "em", "strong", "code", "span", "a", "time", "abbr", "sup", "sub", "br", "q", "cite", "mark"}
)
_APART = frozenset({"svg", "style", "!--", "script"})  # read by others
_DIGEST = re.compile(r"[0-9a-f]{12}")  # of a file that was collected
_TITLES = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a piece of text: headings, the nearest first; its section; its row of a table, its heads."""

    titles: tuple[str, ...] = ()
    heading: str = ""  # the nearest that is no summary
    section: str = ""
    caption: str = ""
    row: Node | None = None
    head: str = ""
    column: str = ""
    of: str = ""  # what the figures of its column are of, as the column's head says it for all of them
    quoted: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """All that says what a figure here is about."""
        return self.head, self.column, self.caption, *self.titles[:1]

    @property
    def names(self) -> tuple[str, ...]:
        """The same as far as it names what a sentence here is about."""
        return tuple(it for it in (*self.heads, *self.titles) if it)


@dataclass(slots=True)
class Block:
    """A cell, a paragraph, a heading: its texts and figures in order."""

    node: Node
    around: Around
    pieces: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of its own words but for its figures'."""
        return " ".join("".join(it if isinstance(it, str) else " " for it in self.pieces).split())

    def figures(self) -> Iterator[tuple[Node, str]]:
        """Each figure with the words behind it, up to the next."""
        for at, piece in enumerate(self.pieces):
            if isinstance(piece, Node):
                behind = self.pieces[at + 1 :]
                until = next((n for n, it in enumerate(behind) if isinstance(it, Node)), len(behind))
                yield piece, "".join(it for it in behind[:until] if isinstance(it, str))

    def unlabel(self, labels: frozenset[str]) -> None:
        """Takes the names of answers from before their figures, each once: some are numbers, others hold some."""
        seen: set[str] = set()
        for at, piece in enumerate(self.pieces[1:], 1):
            before = self.pieces[at - 1]
            if isinstance(piece, Node) and isinstance(before, str):
                said = f" {' '.join(before.split())}"
                label = max((it for it in labels - seen if said.endswith(f" {it}")), key=len, default="")
                if label:
                    seen.add(label)
                    self.pieces[at - 1] = said.removesuffix(label)


class Blocks:
    """The blocks of a page, read once."""

    def __init__(self, root: Node) -> None:
        self.found: list[Block] = []
        self.constants: list[Node] = []  # rules and tallies: numbers that are about no people
        self.titles: tuple[str, ...] = ()
        self.heading = self.section = ""
        self._ranked: dict[int, str] = {}
        self._inside(root, Around(), None)

    def _inside(self, node: Node, around: Around, block: Block | None) -> None:
        own = block or Block(node, around)
        for child in node.children:
            if isinstance(child, str) or (child.tag == "data" and "class" not in child.attributes):
                own.pieces.append(child)
            elif child.tag == "data":
                self.constants.append(child)
            elif child.tag == "code" and _DIGEST.fullmatch(child.text):
                own.pieces.append(" ")
            elif child.tag in _INLINE:
                self._inside(child, around, own)
            elif child.tag not in _APART:
                self._enter(child, around)
        if block is None and any(isinstance(it, Node) or it.strip() for it in own.pieces):
            self.found.append(own)

    def _enter(self, node: Node, around: Around) -> None:
        if node.tag in _TITLES or node.tag == "summary":
            self._title(node)
        around = replace(around, titles=self.titles, heading=self.heading, section=self.section)
        if node.tag == "table":
            self._table(node, around)
        elif node.tag == "blockquote":
            self._inside(node, replace(around, quoted=True), None)
        else:
            self._inside(node, around, None)

    def _title(self, node: Node) -> None:
        """A heading ends those of its own rank and below; a summary is the lowest."""
        rank = _TITLES.index(node.tag) if node.tag in _TITLES else len(_TITLES)
        self._ranked = {at: text for at, text in self._ranked.items() if at < rank} | {rank: node.text}
        self.titles = tuple(text for _, text in sorted(self._ranked.items(), reverse=True))
        if node.tag in ("h2", "h3"):
            self.heading = node.text
            self.section = node.attributes.get("id", self.section if node.tag == "h3" else "")

    def _table(self, node: Node, around: Around) -> None:
        caption = next((it.text for it in node.all("caption")), "")
        rows = node.all("tr")
        heads = rows[0].all("th") if rows else []
        columns = [(bare(cell), cell.attributes.get("data-of", "")) for cell in heads]
        for it in node.all("caption"):
            self._inside(it, around, None)
        for at, line in enumerate(rows):
            head = next((bare(cell) for cell in line.all("th")), "") if at else ""
            cells = [it for it in line.children if isinstance(it, Node)]
            for place, cell in enumerate(cells):
                column, of = columns[place] if at and place < len(columns) and cell.tag == "td" else ("", "")
                here = replace(around, caption=caption, row=line if at else None, head=head, column=column, of=of)
                self._inside(cell, here, None)


def bare(node: Node) -> str:
    """The words of a heading without what stands beside them in small type."""
    words = [it if isinstance(it, str) else "" if it.tag == "small" else it.text for it in node.children]
    return " ".join("".join(words).split())
