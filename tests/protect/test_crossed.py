"""What is said of an answer by team and by staff group, held against every table that agrees with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse.model.figures import Atom as Tallied
from pulse.model.figures import ItemTally, WaveTallies
from pulse.model.groups import Group
from pulse.model.release import Banded, Figure, Rules, Shown
from pulse.model.survey import Wave
from pulse.protect.counts import Cell, Say
from tests.protect.solving import Span

_T, _BAND = 11, 2
_FORM = define.from_source(
    'id = "s"\ntitle = "S"\ndimensions = ["directorate", "team", "staff_group"]\n'
    '[[item]]\nid = "q"\ntext = "Q?"\nscale = "agree5"\n'
)
Atom = tuple[tuple[str, ...], str]
Bounds = list[tuple[list[Atom], int, int]]  # a group's atoms, and the least and the most its count can be


def _organisation(seed: int) -> dict[Atom, Cell]:
    """Two or three teams, two or three staff groups; teams and answers are lopsided."""
    rng = Random(seed)  # noqa: S311
    teams, staff = rng.choice(((2, 3), (3, 2), (2, 2)))
    found: dict[Atom, Cell] = {}
    for team in range(teams):
        for group in range(staff):
            tilt = rng.choice((0, 0.2, 0.5, 0.8, 1))
            n = rng.choice((0, rng.randint(1, 3), rng.randint(6, 10), rng.randint(10, 14)))
            found[("A" if team else "B", f"T{team}"), f"S{group}"] = Cell(n, sum(rng.random() < tilt for _ in range(n)))
    return found


def _said(cells: Mapping[Atom, Cell]) -> dict[Group, Say]:
    """What a release says of how many are favourable."""
    atoms = {at: Tallied(at[0], (at[1],)) for at in cells}
    tallies = WaveTallies(
        wave=Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 10)),
        survey=_FORM,
        levels=("directorate", "team"),
        responses={atoms[at]: cell.n for at, cell in cells.items() if cell.n},
        asked={},
        items=tuple(
            ItemTally("q", atoms[at], cell.n, (cell.n - cell.count, 0, 0, 0, cell.count))
            for at, cell in cells.items()
            if cell.n
        ),
    )
    release = protect.release(analyse.score([tallies]), Rules(_T, 22, _BAND), {})
    return {group: _say(release.figure("favourable", "q", group=group)) for group in release.listed}


def _say(figure: Figure) -> Say:
    if isinstance(figure, Banded):
        return "low" if figure.low == 0 else "high"
    return "exact" if isinstance(figure, Shown) else "hidden"


def _holds(group: Group, atom: Atom) -> bool:
    if group.dimension == "staff_group":
        return group.path == (atom[1],)
    return atom[0][: len(group.path)] == group.path


def _bounds(cells: Mapping[Atom, Cell], said: Mapping[Group, Say]) -> Bounds:
    """What a reader knows of each group that is shown, as an exact count or as a band."""
    found: Bounds = []
    for group, say in said.items():
        atoms = [atom for atom in cells if _holds(group, atom)]
        n, count = sum(cells[it].n for it in atoms), sum(cells[it].count for it in atoms)
        ends = {"exact": (count, count), "low": (0, _BAND), "high": (n - _BAND, n)}
        if say in ends:
            found.append((atoms, *ends[say]))
    return found


def _tables(cells: Mapping[Atom, Cell], bounds: Bounds) -> Iterator[dict[Atom, int]]:
    """Every table of answers that agrees with what is known, one atom after another."""
    atoms = [atom for atom in cells if cells[atom].n]

    def go(at: int, table: dict[Atom, int]) -> Iterator[dict[Atom, int]]:
        if at == len(atoms):
            yield dict(table)
            return
        for value in range(cells[atoms[at]].n + 1):
            table[atoms[at]] = value
            if all(_can_still(held, low, high, table, cells) for held, low, high in bounds if atoms[at] in held):
                yield from go(at + 1, table)
        del table[atoms[at]]

    yield from go(0, {})


def _can_still(held: list[Atom], low: int, high: int, table: Mapping[Atom, int], cells: Mapping[Atom, Cell]) -> bool:
    least = sum(table.get(it, 0) for it in held)
    return least <= high and least + sum(cells[it].n for it in held if it not in table) >= low


def _learned(cells: Mapping[Atom, Cell], said: Mapping[Group, Say]) -> list[str]:
    bounds = _bounds(cells, said)
    atoms = [atom for atom in cells if cells[atom].n]
    found: list[str] = []
    sets = [[atom for at, atom in enumerate(atoms) if chosen >> at & 1] for chosen in range(1, 2 ** len(atoms))]
    span = Span([[int(atom in held) for atom in atoms] for held, low, high in bounds if low == high])
    for held in sets:
        if span.holds([int(atom in held) for atom in atoms]):
            n, count = sum(cells[it].n for it in held), sum(cells[it].count for it in held)
            if n < _T or not _BAND < count < n - _BAND:
                found.append(f"{count} of {n} in {held}")
    bands = [held for held, low, high in bounds if low < high]
    both = _ends(cells, bounds, bands)
    along = [it for it in bounds if not _is_column(it[0], cells)]
    across = [it for it in bounds if _is_column(it[0], cells) or len(it[0]) == len(cells)]
    alone = [_ends(cells, side, bands) for side in (along, across)]
    for name, (low, high) in both.items():
        n = sum(cells[it].n for it in name)
        reach = min(n, _BAND)
        lows, highs = zip(*(it[name] for it in alone), strict=True)
        if len(name) == 1 and (high < min(reach, *highs) or low > max(n - reach, *lows)):
            found.append(f"{name} of {n} is {low} to {high}")
        width = min(reach, *(it[name][1] - it[name][0] for it in alone)) if len(name) == 1 else _BAND
        if (n < _T or len(name) > 1) and high - low < width:
            found.append(f"{name} of {n} is narrowed to {low} to {high}")
    return found


def _is_column(held: list[Atom], cells: Mapping[Atom, Cell]) -> bool:
    return len(held) < len(cells) and len({name for _, name in held}) == 1


def _ends(cells: Mapping[Atom, Cell], bounds: Bounds, bands: list[list[Atom]]) -> dict[tuple[Atom, ...], Any]:
    """The least and the most that each atom, and each banded group, can be."""
    ends: dict[tuple[Atom, ...], tuple[int, int]] = {}
    for table in _tables(cells, bounds):
        for held in [(atom,) for atom in table] + [tuple(it) for it in bands]:
            value = sum(table.get(it, 0) for it in held)
            low, high = ends.get(held, (value, value))
            ends[held] = min(low, value), max(high, value)
    return ends


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
@example(3)
def test_no_table_of_few_people_follows_from_both_dimensions(seed: int) -> None:
    cells = _organisation(seed)
    assert _learned(cells, _said(cells)) == []


def _as_cells(*teams: dict[str, tuple[int, int]]) -> dict[Atom, Cell]:
    """Teams by staff group: people, and how many of them are favourable."""
    return {
        (("A", f"T{at}"), name): Cell(n, count) for at, team in enumerate(teams) for name, (n, count) in team.items()
    }


_BOUND = _as_cells(
    {"doctors": (10, 3), "nurses": (10, 0)},
    {"doctors": (10, 3), "nurses": (10, 0)},
    {"doctors": (2, 2), "nurses": (20, 10)},
)
_FOLLOWING = _as_cells(
    {"doctors": (10, 3), "nurses": (10, 0)}, {"doctors": (10, 3), "nurses": (10, 0)}, {"nurses": (20, 10)}
)


@pytest.mark.parametrize(
    ("cells", "told"), [(_BOUND, "(('A', 'T2'), 'doctors'),) of 2 is 2 to 2"), (_FOLLOWING, "0 of 20 in")]
)
def test_counts_may_tell_what_sizes_do_not(cells: dict[Atom, Cell], told: str) -> None:
    """Eight doctors are favourable, and teams have room for 3, 3 and 2; or all that two teams have are doctors.

    The release withholds both staff groups for it, and keeps the teams.
    """
    said = _said(cells)
    teams = {group: say for group, say in said.items() if group.dimension != "staff_group"}
    assert set(teams.values()) == {"exact"}
    assert [said[Group((name,), "staff_group")] for name in ("doctors", "nurses")] == ["hidden", "hidden"]
    shown: dict[Group, Say] = teams | {Group((name,), "staff_group"): "exact" for name in ("doctors", "nurses")}
    assert any(told in it for it in _learned(cells, shown))
