"""A finished page, read again: every cell, sentence, title and attribute; drawings are in `drawing` and `frame`.

A cell is held against the figure that its own headings name, never against any figure that happens to be equal.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pulse.model.audit import Ledger, Said
from pulse.model.groups import EVERYONE, Path
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack import drawing, frame
from pulse.protect.attack.counts import fits
from pulse.protect.attack.known import Known, Named
from pulse.protect.attack.prose import NUMBER, Prose
from pulse.protect.attack.table import Cell, Line, Table, tables
from pulse.protect.attack.tree import Node

_DEPTH = re.compile(r"depth-[0-5]|(?:higher|lower)-[12]")
_CLASS = re.compile(r"f-ink2|s-ink2")
_ID = re.compile(r"(?:frame|trend)-\d{1,3}(?:-original|-icon)?(?:-title|-desc)?|[a-z-]*")
_FREE = frozenset({"data-row", "tabindex", "scope", "lang", "charset", "colspan"})  # checked where they stand, or words
_HASH = re.compile(r"'sha256-([A-Za-z0-9+/=]+)'")
_DRAWN = frozenset({"svg", "style"})
_DIGEST = re.compile(r"[0-9a-f]{12}")
_DERIVED = frozenset(
    {"Difference", "Whole scale (Cliff’s delta)", "By who answered", "By what they said", "An answer counts for",
     "Weighted", "Median", "Average", "Average or median", "Median or average", "Lower limit", "Upper limit", "Sign"}
)  # fmt: skip
_PAIRED = {"Towards the better end": "up", "The same": "same", "Towards the worse end": "down"}
_STEP = 0.0101  # what two roundings to whole per cents can be apart
_MOST_SAID = 3.0


@dataclass
class Page:
    """A page and all that is known, being compared."""

    root: Node
    known: Known
    ledger: Ledger
    name: str
    numbers: int = 0
    granted: dict[str, set[str]] = field(default_factory=dict)  # heading -> derived numbers of its tables

    def __post_init__(self) -> None:
        self.prose = Prose(self.known)
        self.tables = tables(self.root)
        self.wave = self._wave()

    def _wave(self) -> str:
        """The stock-take the page reports: the longest label that stands in its title."""
        title = next((node.text for node in self.root.all("title")), "")
        return max((wave.label for wave in self.ledger.waves if wave.label in title), key=len, default="")

    def findings(self) -> Iterator[Problem]:
        """Whatever on the page nothing explains."""
        for table in self.tables:
            for line in table.lines:
                yield from self._line(table, line)
        yield from self._sentences()
        yield from self._attributes()
        yield from self._drawings()
        yield from self._foreign()

    def _told(self, code: str, node: Node, figure: str) -> Problem:
        return problem(code, Place(self.name, node.line, node.column), figure=figure[:90])

    # --- tables ------------------------------------------------------------------------------------------------------

    def _line(self, table: Table, line: Line) -> Iterator[Problem]:
        if any(self.prose.unexplained(line.head, (), self._beside(table.section))):
            yield self._told("audit-unexplained", table.node, f"{table.caption or table.heading}, the head of a row")
        for cell in line.cells:
            self.numbers += len(NUMBER.findall(cell.text))
            around = [line.head, cell.head, table.caption, *table.around]
            if cell.data is None:
                yield from self._text_cell(table, line, cell)
            elif not self._explained(table, line, cell, around):
                yield self._told("audit-unexplained", cell.node, _where(line, cell, table))

    def _text_cell(self, table: Table, line: Line, cell: Cell) -> Iterator[Problem]:
        if cell.head == "95% interval" and self._is_around(line, cell, table):
            return
        if self._is_share_of_parts(table, line, cell):
            return
        granted = {number for other in line.cells for number in NUMBER.findall(other.text) if other.data is not None}
        granted |= self._beside(table.section)
        for _ in self._left(table, line, cell, granted):
            yield self._told("audit-unexplained", cell.node, _where(line, cell, table))
            return

    def _is_around(self, line: Line, cell: Cell, table: Table) -> bool:
        """The interval of a mean, which no count tells: it must hold the value beside it."""
        ends = [float(number) for number in NUMBER.findall(cell.text) if not number.endswith("%")]
        value = line.cells[0].value
        holds = value is not None and len(ends) == 2 and 0 <= ends[0] <= value <= ends[1] <= 10
        if holds:
            self.granted.setdefault(table.heading, set()).update(f"{end:.1f}" for end in ends)
        return holds

    def _left(self, table: Table, line: Line, cell: Cell, granted: set[str]) -> Iterator[str]:
        """The numbers in a cell that neither the figures of its headings nor the words in it explain."""
        if NUMBER.search(cell.text):
            said = set().union(*map(self.known.renderings, self._candidates(table, line, cell)))
            yield from self.prose.unexplained(cell.text, (), said | granted)

    def _beside(self, section: str) -> frozenset[str]:
        """What others published is no secret, where it is told."""
        return self.ledger.published if section == "beside" else frozenset()

    def _named(self, table: Table, line: Line, cell: Cell) -> Named:
        """The names that a cell's own headings bear."""
        heads = [line.head, cell.head, table.caption, *table.around]
        options = next((found for text in heads[:2] if (found := self.known.options.get(text))), frozenset())
        waves = frozenset(wave for wave in self.known.waves if wave in (cell.head, line.wave))
        groups = frozenset({self._place(line)})
        return Named(self.known.item(heads), options, groups, waves or frozenset({self.wave}))

    def _place(self, line: Line) -> Path:
        """The group of a row. A table of one level names no paths."""
        named = self.known.groups.get(line.group[0], frozenset()) if len(line.group) == 1 else frozenset()
        if (line.group, "") in self.known.by_place or not named:
            return line.group
        return min(named, key=lambda path: ((path, "") not in self.known.by_place, path))

    def _explained(self, table: Table, line: Line, cell: Cell, around: Sequence[str]) -> bool:
        value, derived = cell.value, cell.head in _DERIVED
        if derived:
            self.granted.setdefault(table.heading, set()).update(NUMBER.findall(cell.text))
            for item in self.known.item(around):
                self.granted.setdefault(item, set()).update(NUMBER.findall(cell.text))
            return value is None or self._is_made(table, line, cell)
        if table.section == "beside":
            self.granted.setdefault("beside", set()).update(NUMBER.findall(cell.text))
        if cell.head in _PAIRED:
            return self._is_paired(line, _PAIRED[cell.head], value)
        if value is None and not NUMBER.search(cell.said):
            return not NUMBER.search(cell.note)
        return any(self._is(said, cell) for said in self._candidates(table, line, cell))

    def _candidates(self, table: Table, line: Line, cell: Cell) -> Iterator[Said]:
        named = self._named(table, line, cell)
        parts = frozenset(line.head.split(" → "))
        for said in self.known.figures(named):
            right_wave = not named.waves or said.wave in named.waves
            if right_wave and (said.measure != "flow" or self._is_flow(said, parts)):
                yield said

    def _is_flow(self, said: Said, parts: frozenset[str]) -> bool:
        options = [option for option in (said.option, said.option2, said.option3) if option]
        return len(options) == len(parts) and all(
            self.known.options.get(text, frozenset()) & set(options) for text in parts
        )

    def _is(self, said: Said, cell: Cell) -> bool:
        """Whether a cell shows a figure, in all it says."""
        if said.value is None:
            same = cell.value is None
        else:
            same = cell.value is not None and abs(said.value - cell.value) < 1e-9
        words = self.known.renderings(said)
        own = all(number in words for number in NUMBER.findall(cell.said))
        if said.measure == "mean" and said.value is not None:
            ends = [float(number.rstrip("%")) for number in NUMBER.findall(cell.note)]
            return same and own and (not ends or (len(ends) == 2 and 0 <= ends[0] <= said.value <= ends[1] <= 10))
        numbers = NUMBER.findall(cell.note)
        if all(number in words for number in numbers):
            return same and own
        ends = [float(number.rstrip("%")) / 100 for number in numbers]
        asked = self.known.asked.get((said.wave, said.group))
        around = len(ends) == 2 and said.value is not None and said.n is not None
        return same and own and around and fits(said.value or 0.0, said.n or 1, asked, ends[0], ends[1])

    def _is_made(self, table: Table, line: Line, cell: Cell) -> bool:
        """Whether something made from figures agrees with those beside it; all of them must be shown."""
        value = cell.value or 0.0
        shown = [other.value for other in line.cells if other.data is not None and other.head not in _DERIVED]
        if cell.head == "Difference" and "People" in table.heads:
            return self._is_pair_change(line, value)
        if cell.head == "Difference":
            step = 0.101 if any(it is not None and it > 1 for it in shown) else _STEP
            return len(shown) == 2 and None not in shown and abs((shown[1] or 0) - (shown[0] or 0) - value) < step
        if cell.head == "Sign":
            return value in (-1.0, 1.0) and not NUMBER.search(cell.said)
        if cell.head == "An answer counts for":
            return 0 < value < 100 and f"{value:.2f}" == cell.said
        most = 10.0 if any(it is not None and it > 1 for it in shown) else 1.0
        told = {f"{value:.1f}", f"{value * 100:.1f}%", f"{value * 100:.0f}%", f"{abs(value):.1f}",
                f"{abs(value) * 100:.0f}", f"{abs(value):.2f}", "0", "0.0"}  # fmt: skip
        own = all(number in told for number in NUMBER.findall(cell.said))
        return bool(shown) and shown[0] is not None and -most <= value <= 2 * most and own

    def _is_paired(self, line: Line, name: str, value: float | None) -> bool:
        found = self._pairs(line)
        return value is None or (name in found and found[name].value == value)

    def _is_pair_change(self, line: Line, value: float) -> bool:
        found = self._pairs(line)
        if not {"gained", "lost"} <= set(found):
            return False
        gained, lost = found["gained"], found["lost"]
        return abs(((gained.value or 0) - (lost.value or 0)) / (gained.n or 1) - value) < _STEP

    def _pairs(self, line: Line) -> dict[str, Said]:
        items = self.known.item([line.head])
        figures = self.known.figures(Named(items=items)) if items else ()
        return {it.option: it for it in figures if it.measure == "paired" and it.wave == self.wave and it.item}

    def _is_share_of_parts(self, table: Table, line: Line, cell: Cell) -> bool:
        """Who answered beside who works here: shares of counts that are shown."""
        measure = {"Share of staff": "response_rate", "Share of answers": "count"}.get(cell.head)
        counts = self._counts
        whole = counts.get((EVERYONE, measure)) if measure else None
        if not measure or not whole:
            return False
        parts = [counts.get((self._place(other), measure), 0) for other in table.lines if other.group != EVERYONE]
        own = counts.get((self._place(line), measure)) if line.group != EVERYONE else whole - sum(parts)
        return own is not None and cell.text == f"{own / whole * 100:.0f}%"

    @cached_property
    def _counts(self) -> Mapping[tuple[Path, str], int]:
        """Group, measure -> how many answered or were asked in the page's stock-take."""
        return {
            (said.group, said.measure): said.n or 0
            for (_, item), figures in self.known.by_place.items()
            if not item
            for said in figures
            if said.wave == self.wave and said.measure in ("count", "response_rate")
        }

    # --- sentences ---------------------------------------------------------------------------------------------------

    def _sentences(self) -> Iterator[Problem]:
        """Every text outside tables and drawings, with the heading it stands under."""
        around: list[str] = []
        section = ""
        for node in _outside_drawings(self.root):
            if node.tag in ("h2", "h3"):
                around = [node.text, *(around[-1:] if node.tag == "h3" else [])]
                section = node.attributes.get("id", section if node.tag == "h3" else "")
            if node.tag in _SENTENCES:
                yield from self._sentence(node, around, section)

    def _sentence(self, node: Node, around: list[str], section: str) -> Iterator[Problem]:
        words = _DIGEST.sub(" ", node.text) if node.all("code") else node.text
        self.numbers += len(NUMBER.findall(words))
        names = (section, *around[:1], *self.known.item([words, *around]))
        granted = set[str](self._beside(section)).union(*(self.granted.get(it, ()) for it in names))
        for _ in self.prose.unexplained(words, around, granted):
            yield self._told("audit-unexplained", node, NUMBER.sub("…", words))
            return

    # --- attributes --------------------------------------------------------------------------------------------------

    def _attributes(self) -> Iterator[Problem]:
        """Titles, names for readers who do not see, classes, ids: no number may hide in one."""
        inside = {id(it) for node in self.root.all("svg") for it in node.walk()}
        for node in self.root.walk():
            if id(node) in inside or node.tag == "svg":
                continue
            for name, value in node.attributes.items():
                if NUMBER.search(value) and not self._may(node, name, value):
                    yield self._told("audit-unexplained", node, f"{node.tag} {name}")

    def _may(self, node: Node, name: str, value: str) -> bool:
        if name == "class":
            return not NUMBER.search(_CLASS.sub("", _DEPTH.sub("", value)))
        if name in ("id", "aria-labelledby", "aria-describedby") or (name == "href" and value.startswith("#")):
            return bool(_ID.fullmatch(value.removeprefix("#")))
        if node.tag == "data" and name in ("value", "data-row"):
            return name == "value" or (value.isascii() and value.isdigit())
        if node.tag == "meta" and name == "content":
            return not NUMBER.search(_HASH.sub("", value).replace("initial-scale=1", ""))
        return (name in _FREE and value in ("0", "-1")) or not list(self.prose.unexplained(value))

    # --- drawings, and what has no place on a page -------------------------------------------------------------------

    def _drawings(self) -> Iterator[Problem]:
        shapes = drawing.shapes(self.ledger.texts)
        for node, heading in _headed(self.root):
            found = drawing.unexplained(node, heading, self, shapes) if not node.attributes.get("id", "").startswith(
                "frame"
            ) else frame.unexplained(node, heading, self)  # fmt: skip
            for shape in found:
                yield self._told("audit-unexplained-point", shape, heading)

    def _foreign(self) -> Iterator[Problem]:
        for node in self.root.walk():
            hidden = node.tag == "!--" and NUMBER.search(node.attributes["comment"])
            if node.tag == "script" or hidden:
                yield self._told("audit-unexplained", node, "a script" if node.tag == "script" else "a comment")
        for node in self.root.all("style"):
            text = "".join(child for child in node.children if isinstance(child, str))
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            policies = [
                it for meta in self.root.all("meta") for it in _HASH.findall(meta.attributes.get("content", ""))
            ]
            if digest not in policies or text not in self.ledger.texts:
                yield self._told("audit-unexplained", node, "the style")


_SENTENCES = frozenset({"title", "h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "summary", "caption", "th", "a"})


def _outside_drawings(node: Node) -> Iterator[Node]:
    """Every element of a page in order, but for drawings, the style and the bodies of tables."""
    for child in node.children:
        if isinstance(child, Node) and child.tag not in (*_DRAWN, "tbody"):
            yield child
            if child.tag not in _SENTENCES:
                yield from _outside_drawings(child)


def _headed(root: Node) -> Iterator[tuple[Node, str]]:
    """Each drawing with the heading it stands under."""
    heading = ""
    for node in root.walk():
        if node.tag in ("h2", "h3"):
            heading = node.text
        elif node.tag == "svg":
            yield node, heading


def _where(line: Line, cell: Cell, table: Table) -> str:
    heads = (table.caption or table.heading, line.head, cell.head)
    return ", ".join(NUMBER.sub("…", head) if head == line.head and not line.wave else head for head in heads if head)
