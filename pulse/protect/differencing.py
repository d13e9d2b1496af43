"""Two groupings that cross, teams and staff groups: the fewest people whose figures follow by adding and subtracting.

Each grouping is nested in itself, so that it says what its rests say: a rest is a published group less the published
groups in it. The two sets of rests are the rows and the columns of a table, and a set of its cells follows exactly
if it is some whole rows less some columns that lie wholly within those rows. (Any other sum of rows and columns that
counts nobody twice falls apart into such sets.) The smallest of them is a minimum cut, one for each cell: this is
exact, in whole numbers, and needs no solver. For two plain margins it says what Gusfield's graph says (A graph
theoretic approach to statistical data security, 1988): a cell is fixed where no cycle passes through it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulse.protect.hitting import cheapest_hits
from pulse.protect.sizes import fare

Name = Any  # of a group: whatever can be hashed
Atom = Any  # the same of the finest sets of people
Grouping = Mapping[Name, frozenset[Atom]]  # groups that are disjoint or nested, each by its atoms
Cells = Mapping[Any, float]  # (row, column) -> people, or how many of them gave an answer

_A_GROUP = 1000  # what withholding one more group costs, in people


@dataclass(frozen=True, slots=True)
class Derived:
    """People whose figures follow: these rows less these columns, which lie wholly within the rows."""

    people: float
    rows: frozenset[Name]
    columns: frozenset[Name]

    def cells(self, table: Cells) -> Iterator[tuple[Name, Name]]:
        """The cells of the table that are left."""
        return (cell for cell in table if cell[0] in self.rows and cell[1] not in self.columns)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two groupings of the same people.

    sizes     atom -> how many people; atoms that nobody is in count for nothing
    everyone  the name, in both groupings, of the group that holds all atoms; it is published
    """

    sizes: Mapping[Atom, int]
    first: Grouping
    second: Grouping
    everyone: Name

    def table(self, published: Collection[Name]) -> dict[tuple[Name, Name], int]:
        """(rest of the first grouping, rest of the second) -> people, of all cells with anybody in them."""
        rows, columns = (_rests(it, {*published, self.everyone}) for it in (self.first, self.second))
        found: dict[tuple[Name, Name], int] = defaultdict(int)
        for atom, people in self.sizes.items():
            if people:
                found[rows[atom], columns[atom]] += people
        return dict(found)

    def least(self, published: Collection[Name]) -> Derived | None:
        """The fewest people whose figures follow from those of the published groups; None where there is nobody."""
        best: Derived | None = None
        table = Table(self.table(published))
        for cell in table.lighter(float("inf")):
            best = table.around(cell, best.people if best else float("inf")) or best
        return best

    def safe(self, least: int, fixed: Collection[Name] = (), gone: Collection[Name] = ()) -> set[Name]:
        """The groups that may be published, nobody being left who are fewer than `least` people.

        It withholds as few groups as it can, and of these the smallest: groups that are too small themselves, then a
        cheapest set that breaks every way to a few people. Nothing where everyone is too few. Rests on sizes only.
        fixed  groups that are published whatever comes. ValueError where these and everyone alone give a few away.
        gone   groups that were not published last time: their people cost a third less, so that pages stay the same
        """
        groups = {**self.first, **self.second}
        sizes = {name: self._people(atoms) for name, atoms in groups.items()}
        if sizes[self.everyone] < least:
            return set()
        standing = {*fixed, self.everyone}
        candidates = {name for name, people in sizes.items() if people >= least or name in standing}
        costs = {
            name: _A_GROUP * fare(True) + people * fare(name not in gone)
            for name, people in sizes.items()
            if name not in standing
        }
        attacks: set[frozenset[Name]] = set()
        withheld: frozenset[Name] = frozenset()
        while found := set(self.attacks(candidates - withheld, least)):
            attacks |= {attack - standing for attack in found}
            if frozenset() in attacks:
                raise ValueError("groups that must be published give a few people away")
            withheld = cheapest_hits(attacks, costs)
        return candidates - withheld

    def attacks(self, published: Collection[Name], least: int) -> Iterator[frozenset[Name]]:
        """Sets of published groups whose figures, added and subtracted, leave fewer than `least` people."""
        table = Table(self.table(published))
        for cell in table.lighter(least):
            if (derived := table.around(cell, least)) is not None:
                yield frozenset(self._used(derived, published))

    def _used(self, derived: Derived, published: Collection[Name]) -> Iterator[Name]:
        """The groups without which the people would not follow. Everyone is never among them."""
        for grouping, parts in ((self.first, derived.rows), (self.second, derived.columns)):
            above, counted = _parents(grouping, published), _counted(grouping, published, parts)
            yield from (name for name, parent in above.items() if counted[name] != counted[parent])

    def _people(self, atoms: Iterable[Atom]) -> int:
        return sum(self.sizes[atom] for atom in atoms)


def _rests(grouping: Grouping, published: Collection[Name]) -> dict[Atom, Name]:
    """Atom -> the smallest published group it is in."""
    found: dict[Atom, Name] = {}
    for name in _largest_first(grouping, published):
        found.update(dict.fromkeys(grouping[name], name))
    return found


def _largest_first(grouping: Grouping, published: Collection[Name]) -> list[Name]:
    """Groups of the same people in one order throughout, so that one of them is inside the other."""
    return sorted((name for name in grouping if name in published), key=lambda name: -len(grouping[name]))


def _parents(grouping: Grouping, published: Collection[Name]) -> dict[Name, Name]:
    """Published group -> the smallest published group around it, of all but the largest."""
    inside: dict[Atom, Name] = {}
    found: dict[Name, Name] = {}
    for name in _largest_first(grouping, published):
        atom = next(iter(grouping[name]), None)
        if atom in inside:
            found[name] = inside[atom]
        inside.update(dict.fromkeys(grouping[name], name))
    return found


def _counted(grouping: Grouping, published: Collection[Name], parts: Collection[Name]) -> dict[Name, bool]:
    """Whether a group's rest is among the parts. A rest of nobody may be or not: it goes with most groups inside."""
    held = set(_rests(grouping, published).values())
    above = _parents(grouping, published)
    counted: dict[Name, bool] = {}
    inside: dict[Name, list[bool]] = defaultdict(list)
    for name in reversed(_largest_first(grouping, published)):
        votes = inside[name]
        counted[name] = name in parts if name in held else 2 * sum(votes) > len(votes)
        if name in above:
            inside[above[name]].append(counted[name])
    return counted


class Table:
    """Rows by columns with a weight in each cell: cells without anybody are not in it."""

    def __init__(self, cells: Cells) -> None:
        """cells  (row, column) -> weight; 0 where somebody is there who does not count."""
        self.cells = cells
        self.rows: dict[Name, list[Name]] = defaultdict(list)
        self.columns: dict[Name, list[Name]] = defaultdict(list)
        for row, column in cells:
            self.rows[row].append(column)
            self.columns[column].append(row)

    def lighter(self, below: float) -> list[tuple[Name, Name]]:
        """The cells lighter than a weight, the lightest first: a set with another cell in it is not lighter either."""
        return sorted((cell for cell, weight in self.cells.items() if weight < below), key=lambda it: self.cells[it])

    def around(self, cell: tuple[Name, Name], below: float) -> Derived | None:
        """The lightest derivable set that holds a cell; None where that is not lighter than `below`.

        It is the minimum cut between the cell's row and its column: leaving a row costs what is in the cell one
        leaves by, and a column that was entered takes all its rows along.
        """
        source, sink = cell
        flow: dict[tuple[Name, Name], float] = defaultdict(float)  # net, row to column
        total = 0.0
        while total < below:
            came_from = self._reached(source, sink, flow)
            if sink not in came_from[1]:
                rows, columns = (frozenset(it) for it in came_from)
                return Derived(total, rows, columns)
            total += self._push(sink, came_from, flow)
        return None

    def _reached(
        self, source: Name, sink: Name, flow: Mapping[tuple[Name, Name], float]
    ) -> tuple[dict[Name, Name | None], dict[Name, Name]]:
        """Rows and columns that can be reached with where one came from, until the sink is among them."""
        rows: dict[Name, Name | None] = {source: None}
        columns: dict[Name, Name] = {}
        waiting = deque([source])
        while waiting:
            row = waiting.popleft()
            for column in self.rows[row]:
                if column not in columns and self._room(row, column, flow):
                    columns[column] = row
                    if column == sink:
                        return rows, columns
                    for other in self.columns[column]:
                        if other not in rows:
                            rows[other] = column
                            waiting.append(other)
                            if self._room(other, sink, flow):
                                columns[sink] = other
                                return rows, columns
        return rows, columns

    def _room(self, row: Name, column: Name, flow: Mapping[tuple[Name, Name], float]) -> bool:
        return bool(self.cells.get((row, column), 0) > flow.get((row, column), 0.0))

    def _push(
        self,
        sink: Name,
        came_from: tuple[Mapping[Name, Name | None], Mapping[Name, Name]],
        flow: dict[tuple[Name, Name], float],
    ) -> float:
        """Sends as much as there is room for along the way that was found."""
        rows, columns = came_from
        forward: list[tuple[Name, Name]] = []
        back: list[tuple[Name, Name]] = []
        column: Name | None = sink
        while column is not None:
            row = columns[column]
            forward.append((row, column))
            column = rows[row]
            if column is not None:
                back.append((row, column))
        room = min(self.cells[step] - flow[step] for step in forward)
        for step in forward:
            flow[step] += room
        for step in back:
            flow[step] -= room
        return room
