"""What may be said of one statistic in the groups of a second dimension, beside what is said along the levels.

The levels come first: what they say stands, and a staff group gives way. It is shown exactly only if nothing that
follows from both is a count of a few, or of nearly all; if of no few people in one place and one staff group it
follows that (nearly) none or all of them gave the answer; and if every band stays as wide as it looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulse.model.groups import EVERYONE, NOT_ASSIGNED, Group, Path
from pulse.protect.counts import Cell, Say, band_range
from pulse.protect.differencing import Table
from pulse.protect.leeway import Arc, Leeway, Node

Where = tuple[Path, str]  # a place, and a group of the other dimension; either may be not assigned
Cells = Mapping[Where, Cell]
Range = tuple[float, float]


def says_too_much(
    cells: Cells, chain: Mapping[Group, Say], beside: Mapping[Group, Say], least: int, band: int
) -> Group | None:
    """A group to withhold, since beside the levels it tells too much; None where nothing does.

    cells   the finest there are, whose counts are known to the wall only
    chain   what is said along the levels, of everyone exactly; groups that are not in it are hidden
    beside  what would be said of groups that cross them, safe by their sizes and beside each other
    """
    view = _View(cells, chain, beside)
    columns = _followed(view, band) or _narrowed(view, least, band)
    if columns is None:
        return None
    named = [group for group in beside if group.path[0] in columns]
    return min(named or beside, key=lambda group: (_sum(cells, group).n, group.path))


def _sum(cells: Cells, group: Group) -> Cell:
    return _total(cell for (_, name), cell in cells.items() if (name,) == group.path)


def _total(cells: Iterable[Cell]) -> Cell:
    cells = list(cells)
    return Cell(sum(it.n for it in cells), sum(it.count for it in cells))


# --- what follows exactly --------------------------------------------------------------------------------------------


def _followed(view: _View, band: int) -> set[str] | None:
    """The columns that tell how a few answered, or that nearly all answered alike, by adding and subtracting."""
    exactly = view.exactly()
    gave = Table({at: cell.count for at, cell in exactly.items()})
    did_not = Table({at: cell.n - cell.count for at, cell in exactly.items()})
    for table in (gave, did_not):
        for at in table.lighter(band + 1):
            if (derived := table.around(at, band + 1)) is not None:
                return {str(column) for _, column in derived.cells(table.cells)} | set(map(str, derived.columns))
    return None


# --- what is narrowed down -------------------------------------------------------------------------------------------


def _narrowed(view: _View, least: int, band: int) -> set[str] | None:
    """The columns of a cell, or of a band, that is left with too few values."""
    arcs = list(view.arcs(band))
    alone = _ranges_alone(arcs)
    leeway = Leeway(arcs)
    for at, arc in enumerate(arcs):
        if arc.banded:
            up, down, width = 0.0, 0.0, float(band)
        else:
            up, down, width = _wanted(arc, alone[at], least, band)
        if not leeway.has(at, up, down, width):
            return {arc.column}
    return None


def _wanted(arc: Arc, alone: Sequence[Range], least: int, band: int) -> tuple[float, float, float]:
    """How much larger and smaller a cell must be able to be, and how far apart the two.

    A few people may be none who gave the answer, or all, or at least nearly so; not less open than one dimension by
    itself leaves it.
    """
    reach = min(arc.high, band)
    most = min(reach, *(high for _, high in alone))
    fewest = max(arc.high - reach, *(low for low, _ in alone))
    width = min(reach, *(high - low for low, high in alone)) if arc.high < least else 0.0
    return most - arc.flow, arc.flow - fewest, width


def _ranges_alone(arcs: Sequence[Arc]) -> list[tuple[Range, Range]]:
    """What each cell can be by its place alone, and by its column alone."""
    bands = {arc.banded: arc for arc in arcs if arc.banded}
    people: dict[Node, float] = defaultdict(float)
    gave: dict[Node, float] = defaultdict(float)
    for arc in arcs:
        if not arc.banded:
            for node in {*_around(arc.tail, bands), *_around(arc.head, bands)}:
                people[node] += arc.high
                gave[node] += arc.flow

    def alone(arc: Arc, node: Node) -> Range:
        low, high = 0.0, arc.high
        for around in _around(node, bands):
            least, most = (bands[around].low, bands[around].high) if around in bands else (gave[around], gave[around])
            low, high = max(low, least - (people[around] - arc.high)), min(high, most)
        return low, high

    return [(alone(arc, arc.tail), alone(arc, arc.head)) for arc in arcs]


def _around(node: Node, bands: Mapping[Node, Arc]) -> Iterator[Node]:
    """A node, and those around it as far as one whose sum is known exactly."""
    yield node
    while node in bands:
        node = bands[node].head if bands[node].tail == node else bands[node].tail
        yield node


@dataclass(frozen=True, slots=True)
class _View:
    """One statistic as a reader has it: groups shown exactly or as a band, along the levels and beside them."""

    cells: Cells
    chain: Mapping[Group, Say]
    beside: Mapping[Group, Say]

    def exactly(self) -> dict[tuple[Path, str], Cell]:
        """Rests of the groups shown exactly, by rests of the columns shown exactly; "" is the rest of all columns."""
        rows = {group.path for group, say in self.chain.items() if say == "exact"}
        columns = {group.path[0] for group, say in self.beside.items() if say == "exact"}
        return self._merged(rows, columns)

    def _merged(self, rows: Collection[Path], columns: Collection[str]) -> dict[tuple[Path, str], Cell]:
        found: dict[tuple[Path, str], list[Cell]] = defaultdict(list)
        homes: dict[Path, Path] = {}
        for (place, name), cell in self.cells.items():
            if cell.n:
                if place not in homes:
                    homes[place] = _home(place, rows)
                found[homes[place], name if name in columns else NOT_ASSIGNED].append(cell)
        return {at: _total(parts) for at, parts in found.items()}

    def arcs(self, band: int) -> Iterator[Arc]:
        """Answers on their way: from the places shown exactly by way of banded ones to the columns.

        What leaves a place that is shown exactly is known, and so is what arrives at a column that is.
        """
        known: dict[Path, Say] = {group.path: say for group, say in self.chain.items() if say != "hidden"}
        columns: dict[str, Say] = {group.path[0]: say for group, say in self.beside.items()}
        cells = self._merged(known, columns)
        for (place, name), cell in cells.items():
            yield Arc(("place", place), ("column", name), cell.count, 0, cell.n, name)
        for place, say in known.items():
            if say != "exact":
                yield self._banded_place(place, say, known, cells, band)
        for name, say in columns.items():
            if say != "exact":
                whole = _total(cell for (_, column), cell in cells.items() if column == name)
                low, high = band_range(whole, say, band)
                node = "column", name
                yield Arc(node, ("column", NOT_ASSIGNED), whole.count, low, high, name, banded=node)

    def _banded_place(
        self,
        place: Path,
        say: Say,
        known: Mapping[Path, Say],
        cells: Mapping[tuple[Path, str], Cell],
        band: int,
    ) -> Arc:
        """What comes into a banded place from around it: less what lies in groups inside that are shown exactly."""
        inside = [it for it in known if len(it) > len(place) and it[: len(place)] == place and known[it] == "exact"]
        held = [at for at in cells if at[0][: len(place)] == place]
        apart = [at for at in held if any(at[0][: len(it)] == it for it in inside)]
        whole, fixed = _total(cells[at] for at in held), _total(cells[at] for at in apart)
        low, high = band_range(whole, say, band)
        count, most = whole.count - fixed.count, whole.n - fixed.n
        low, high = max(low - fixed.count, 0), min(high - fixed.count, most)
        above: Node = ("place", _home(place[:-1], known))
        node = "place", place
        return Arc(above, node, count, low, high, NOT_ASSIGNED, banded=node)


def _home(place: Path, known: Collection[Path]) -> Path:
    """The smallest known group around a place."""
    depth = place.index(NOT_ASSIGNED) if NOT_ASSIGNED in place else len(place)
    return next((place[:at] for at in range(depth, -1, -1) if place[:at] in known), EVERYONE)
