"""A finished page, read again: every figure, sentence, title and attribute; drawings are in `drawing`, `frame`, `bars`.

A figure is held against the ledger by what it says it is, and against the headings it stands under; every other number
must be explained by what stands beside it or by what its own sentence names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pulse.model.audit import Key, Ledger, Said
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack import age, apart, bars, beside, course, dots, drawing, felt, frame, heads, promised, quadrant
from pulse.protect.attack.attributes import attributes, foreign
from pulse.protect.attack.blocks import Block, Blocks
from pulse.protect.attack.element import Element, is_beside
from pulse.protect.attack.known import Known
from pulse.protect.attack.made import Made
from pulse.protect.attack.parts import Parts
from pulse.protect.attack.prose import NUMBER, Prose
from pulse.protect.attack.register import Register
from pulse.protect.attack.row import Row
from pulse.protect.attack.table import Table, tables
from pulse.protect.attack.tree import Node


class Before:
    """What is known before a page is read; made once for however many pages of one survey."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.known = ledger, Known(ledger.figures, ledger)
        self.prose = Prose(self.known)
        self.figures: dict[Key, Said] = {said.key: said for said in ledger.figures}
        self.made = Made(self.figures, ledger)
        # Measure, item and option of every figure, as an element or the head of a column says them.
        spoken = {(it.measure, it.item, it.option) for it in ledger.figures if not it.across}
        self.named = frozenset("|".join(it).rstrip("|") for it in spoken)


@dataclass
class Page:
    """A page and all that is known, being compared."""

    root: Node
    before: Before
    name: str
    numbers: int = 0
    granted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # heading or item -> made numbers

    def __post_init__(self) -> None:
        self.ledger, self.known, self.prose = self.before.ledger, self.before.known, self.before.prose
        self.figures, self.made = self.before.figures, self.before.made
        read = Blocks(self.root)
        self.blocks, self.constants = read.found, read.constants
        self.wave = self._wave()
        self.elements: dict[int, Element] = {}
        self.in_row: dict[int, list[Element]] = defaultdict(list)  # row of a table -> its figures

    def _wave(self) -> str:
        """The stock-take the page reports: the longest label that stands in its title."""
        title = next((node.text for node in self.root.all("title")), "")
        return max((wave.label for wave in self.ledger.waves if wave.label in title), key=len, default="")

    @cached_property
    def tables(self) -> list[Table]:
        """The tables, for the drawings they stand under."""
        return tables(self.root)

    @cached_property
    def row_of(self) -> dict[int, Node]:
        """The row of a table that a drawing stands in."""
        return {id(it): row for row in self.root.all("tr") for it in row.all("svg")}

    @cached_property
    def everyone_of(self) -> dict[int, str]:
        """What the cells of everyone's row say, for every row of a table that has one."""
        found: dict[int, str] = {}
        for table in self.root.all("table"):
            rows = table.all("tr")
            first = next((it for it in rows if it.attributes.get("class") == "depth-0"), None)
            said = " ".join(it.text for it in first.all("td")) if first else ""
            found.update((id(row), said) for row in rows)
        return found

    @cached_property
    def scores(self) -> frozenset[str]:
        """Every index and sub-score."""
        return frozenset(it.id for survey in self.ledger.asked_in.values() for it in survey.scores)

    def is_score(self, row: Row) -> bool:
        """Whether what a row is made from is a mean and no share."""
        return row.cells["item"] in self.scores

    def findings(self) -> Iterator[Problem]:
        """Whatever on the page nothing explains."""
        yield from self._elements()
        for block in sorted(self.blocks, key=lambda it: it.around.row is None):  # what tables hold, sentences may say
            yield from self._block(block)
        yield from self._row_numbers()
        yield from self._constants()
        yield from (self._told("audit-unexplained", *it) for it in attributes(self))
        yield from (self._told("audit-unexplained", *it) for it in foreign(self))
        yield from self._drawings()

    def _told(self, code: str, node: Node, figure: str) -> Problem:
        return problem(code, Place(self.name, node.line, node.column), figure=figure[:90])

    # --- figures -----------------------------------------------------------------------------------------------------

    def _elements(self) -> Iterator[Problem]:
        """Figures of people first: what is made from them is held against those of its row."""
        for block in self.blocks:
            block.unlabel(self.known.labels)
        found = [
            (Element(node, note, block.around, self), block) for block in self.blocks for node, note in block.figures()
        ]
        found.sort(key=lambda it: it[0].row is not None and not it[0].row.is_figure)
        for element, block in found:
            line = self.in_row[id(block.around.row)] if block.around.row else []
            beside = [it.said for it in line if it.said]
            fits = element.row is None or heads.fit(element.row, block.around.heads, self.known)
            if not (element.explained(beside) and fits):
                yield self._told("audit-unexplained", element.node, self._where(block))
            line.append(element)
            self.elements[id(element.node)] = element
            if block.around.section == "beside":
                self.granted["beside"] |= element.granted
            if element.row and not element.row.is_figure:
                for name in (block.around.heading, element.row.cells["item"]):
                    self.granted[name] |= element.granted

    def _row_numbers(self) -> Iterator[Problem]:
        """The number of its row in the sheet behind the page tells figures apart, and says nothing by itself."""
        seen: dict[str, object] = {}
        for element in self.elements.values():
            number = element.node.attributes.get("data-row", "")
            own = element.row.said(self.ledger.levels).key if element.row else None
            if seen.setdefault(number, own) != own or not ((number.isascii() and number.isdigit()) or not number):
                yield self._told("audit-unexplained", element.node, "data-row")

    def _constants(self) -> Iterator[Problem]:
        """Rules as the ledger has them, and how many of the page's figures are shown or not."""
        rows = {it.node.attributes.get("data-row"): bool(it.of) for it in self.elements.values()}
        shown = sum(rows.values())  # a figure counts once, in however many places it stands
        tallies = {shown, len(rows), len(rows) - shown}
        reported = {str(it.entry) for it in self.ledger.waves if self.wave in ("", it.label)}
        rules = {*self.prose.rules, *reported}
        allowed = {"rule": rules, "tally": {f"{it:,}" for it in tallies}}
        for node in self.constants:
            kind = node.attributes["class"]
            if kind in ("context", "together"):
                if not beside.explains(node, self):
                    yield self._told("audit-unexplained", node, "what the organisation counts")
            elif not (self._counts.holds(node.text) if kind == "loop" else node.text in allowed.get(kind, ())):
                yield self._told("audit-unexplained", node, f"a {node.attributes['class']}")

    @cached_property
    def _counts(self) -> Register:
        return Register([it.text for it in self.constants if it.attributes["class"] == "loop"], self.ledger.register)

    # --- texts -------------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> Iterator[Problem]:
        if block.around.quoted or not NUMBER.search(block.text):
            return
        self.numbers += len(NUMBER.findall(block.text))
        if not self._is_explained(block):
            yield self._told("audit-unexplained", block.node, self._where(block))

    def _is_explained(self, block: Block) -> bool:
        around = block.around
        if block.node.tag == "th" and self.known.names and self.known.names.fullmatch(block.text):
            return True
        if block.text in self.ledger.texts and any(map(str.isalpha, block.text)):
            return True  # all of it was written by a person, or is on every page
        own = [self.elements[id(node)] for node, _ in block.figures()]
        line = [*own, *self.in_row.get(id(around.row), [])] if around.row else own
        granted = set[str]().union(*(it.granted for it in line))
        if around.section == "beside":
            granted |= self.ledger.published
        if around.row is None:
            granted = granted.union(*(self.granted.get(it, ()) for it in self._subjects(block)))
            return not any(self.prose.unexplained(block.text, around.names, granted))
        if not any(self.prose.unexplained(block.text, (), granted, figures=False)):
            return True
        if any(it.said and is_beside(it.said, block.text, self) for it in line):
            self.granted[around.heading].update(NUMBER.findall(block.text))
            return True
        return self._parts.tells(block)

    def _subjects(self, block: Block) -> tuple[str, ...]:
        """What a sentence is about: its section, its heading, the questions it names."""
        around = block.around
        return around.section, around.heading, *self.known.named(block.text, around.names).items

    @cached_property
    def _parts(self) -> Parts:
        return Parts(self)

    def _where(self, block: Block) -> str:
        around = block.around
        if around.row is None:
            return NUMBER.sub("…", block.text)
        title = around.caption or next(iter(around.titles), "")
        head = around.head if around.head in self.known.waves else NUMBER.sub("…", around.head)
        return ", ".join(it for it in (title, head, around.column) if it)

    # --- drawings ----------------------------------------------------------------------------------------------------

    def _drawings(self) -> Iterator[Problem]:
        shapes = drawing.shapes(self.ledger.texts)
        for node, heading in _headed(self.root):
            for shape in self._in_drawing(node, heading, shapes):
                yield self._told("audit-unexplained-point", shape, heading)

    def _in_drawing(self, node: Node, heading: str, shapes: frozenset[tuple[str, str]]) -> Iterator[Node]:
        kind = node.attributes.get("id", "").partition("-")[0]
        if node.attributes.get("class") == course.CLASS:
            return course.unexplained(node, self)
        if node.attributes.get("class") in dots.CLASSES:
            return dots.unexplained(node, self)
        if kind == "frame":
            return frame.unexplained(node, heading, self)
        if kind == "context":
            return beside.unexplained(node, heading, self)
        if kind == "spread":
            return bars.unexplained(node, self)
        if kind == "balance":
            return quadrant.unexplained(node, self)
        if kind == "felt":
            return felt.unexplained(node, self)
        if kind == "promised":
            return promised.unexplained(node, self)
        if kind == "age":
            return age.unexplained(node, self)
        if kind == "apart":
            return apart.unexplained(node, self)
        return drawing.unexplained(node, heading, self, shapes)


def _headed(root: Node) -> Iterator[tuple[Node, str]]:
    """Each drawing with the heading it stands under."""
    heading = ""
    for node in root.walk():
        if node.tag in ("h2", "h3"):
            heading = node.text
        elif node.tag == "svg":
            yield node, heading
