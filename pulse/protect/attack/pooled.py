"""The page of an evaluation: groups taken together, which must be what the shown figures of just these groups make.

Its table of both lines and the marks of its drawing are read. Its sentences and statistics (intervals of differences,
slopes, chances) are not: nothing leads back from them to a figure, so such a page is never more than undecided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pulse.model.audit import Key, Ledger, Said
from pulse.model.groups import EVERYONE, SEPARATOR, Path
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.row import path
from pulse.protect.attack.tree import Node

_SUM = "data-sum"
_NEAR = 0.16  # a coordinate is written to a tenth of a pixel
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Pooled:
    """What an element says of several groups together, and the figures of each of them."""

    node: Node
    said: Said  # its value; n is that of its groups
    units: tuple[Said, ...]

    @property
    def agrees(self) -> bool:
        """Whether the groups' figures, rounded as they are, can make the value."""
        value, n = self.said.value, self.said.n
        if value is None or not n:
            return False
        step = 0.1 if self.said.measure == "mean" else 0.01  # half for the value, half for its groups' values
        whole = sum((it.value or 0.0) * (it.n or 0) for it in self.units) / n
        words = f"{value:.1f}" if self.said.measure == "mean" else f"{value * 100:.0f}%"
        return abs(whole - value) <= step + _HAIR and self.node.text == words


def sums(root: Node) -> list[Node]:
    """Every element that tells of groups together; a page of an evaluation has some, others none."""
    return [node for node in root.all("data") if _SUM in node.attributes]


def read(node: Node, figures: Mapping[Key, Said]) -> Pooled | None:
    """A sum with the figures of its groups; None where one of them is not shown."""
    parts = [*node.attributes.get("data-of", "").split("|"), "", ""][:3]
    groups = [path(name) for name in node.attributes[_SUM].split("; ")]
    wave = node.attributes.get("data-wave", "")
    units = [figures.get(_key(wave, group, *parts)) for group in groups]
    shown = [it for it in units if it is not None and it.value is not None and it.n]
    if len(shown) != len(groups) or len(set(groups)) != len(groups):
        return None
    try:
        value = float(node.attributes.get("value", ""))
    except ValueError:
        return None
    said = Said(wave, (), parts[0], parts[1], parts[2], value=value, n=sum(it.n or 0 for it in shown))
    return Pooled(node, said, tuple(shown))


def _key(wave: str, group: Path, measure: str, item: str, option: str) -> Key:
    return Said(wave, group, measure, item, option).key


def unexplained(root: Node, ledger: Ledger) -> Iterator[tuple[Node, str]]:
    """Sums that their groups do not make, numbers beside them, and marks of the drawing that are none of them."""
    figures = {said.key: said for said in ledger.figures}
    found = {id(node): read(node, figures) for node in sums(root)}
    for row in root.all("tr"):
        for cell in row.all("td"):
            inside = [found[id(node)] for node in cell.all("data") if id(node) in found]
            if inside and not _tells(cell, inside):
                yield cell, "groups taken together"
    values = [it.said.value for it in found.values() if it and it.said.value is not None]
    for drawing in root.all("svg"):
        yield from ((mark, "both lines") for mark in _marks(drawing, values))


def _tells(cell: Node, inside: list[Pooled | None]) -> bool:
    """Whether a cell holds sums as they must be, their numbers of answers, how many groups they are, and no more."""
    if not all(it and it.agrees for it in inside):
        return False
    told = {number for it in inside if it for number in (it.node.text, f"{it.said.n:,}", f"{len(it.units)}")}
    return all(number in told for number in NUMBER.findall(cell.text))


def _marks(drawing: Node, values: list[float]) -> Iterator[Node]:
    """Points, squares and lines that lie at no value. The axis tells what a height stands for."""
    ticks = [(it.text, it.number("y") - 4) for it in drawing.all("text") if it.attributes.get("text-anchor") == "end"]
    scale = sorted((float(text.rstrip("%")) / (100 if text.endswith("%") else 1), y) for text, y in ticks)
    if len(scale) < 2:
        yield drawing
        return
    (low, bottom), (high, top) = scale[0], scale[-1]
    places = [bottom + (value - low) / (high - low) * (top - bottom) for value in values]
    for mark in drawing.all("circle", "rect", "path"):
        if not all(any(abs(y - place) < _NEAR for place in places) for y in _heights(mark)):
            yield mark


def _heights(mark: Node) -> list[float]:
    if mark.tag == "circle":
        return [mark.number("cy")]
    if mark.tag == "rect":
        return [mark.number("y") + mark.number("height") / 2]
    numbers = [float(it) for it in mark.attributes.get("d", "").replace("M", " ").replace("L", " ").split()]
    return numbers[1::2]


def together(root: Node, ledger: Ledger) -> Iterator[Said]:
    """Each sum with its groups as a chain of its own: what the one tells of the others follows as in any other."""
    figures = {said.key: said for said in ledger.figures}
    for at, node in enumerate(sums(root)):
        if pooled := read(node, figures):
            for it in (pooled.said, *pooled.units):
                group = (SEPARATOR.join(it.group),) if it.group else EVERYONE
                yield replace(it, group=group, across=f"sum {at}")
