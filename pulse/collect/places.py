"""What people call their group -> its whole path. An unknown name is never placed by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulse.collect.normal import normal, tidy
from pulse.model.groups import NOT_ASSIGNED, SEPARATOR, Path, People


class Places:
    """Finds the path of a person's group from the cells of the levels that were asked."""

    def __init__(self, people: People, levels: tuple[str, ...], aliases: Mapping[str, Mapping[str, str]]) -> None:
        self.levels, self.aliases = levels, aliases
        self.named: dict[tuple[int, str], Path] = {}
        self.full: dict[str, Path] = {}
        self.staff_groups = {normal(row.staff_group): row.staff_group for row in people.rows if row.staff_group}
        self.known = bool(people.rows)
        for row in people.rows:
            path = people.today(row.path)
            for written in {row.path, path}:
                for depth in range(1, len(written) + 1):
                    self.named[depth, normal(written[depth - 1])] = path[:depth]
                    self.full[normal(SEPARATOR.join(written[:depth]))] = path[:depth]

    def place(self, cells: Mapping[str, str]) -> tuple[Path, Sequence[str]]:
        """A path as long as there are levels, and the dimensions whose cell nobody knows.

        The lowest level that is known decides; levels above it follow from people.csv.
        """
        unknown: list[str] = []
        found: Path = ()
        for depth, level in enumerate(self.levels, 1):
            cell = self._said(level, cells.get(level, ""))
            if not cell:
                continue
            path = self._look_up(depth, cell, cells) if self.known else self._as_written(depth, cell, cells)
            if path is None:
                unknown.append(level)
            elif path[: len(found)] == found:
                found = path
            else:
                unknown.append(level)  # says one thing at one level and another below
        return (*found, *[NOT_ASSIGNED] * (len(self.levels) - len(found))), unknown

    def other(self, dimension: str, cell: str) -> str | None:
        """A value of a dimension that is no level; None where people.csv knows the values and not this one."""
        said = self._said(dimension, cell)
        if not said or dimension != "staff_group" or not self.staff_groups:
            return " ".join(said.split())
        return self.staff_groups.get(normal(said))

    def _look_up(self, depth: int, cell: str, cells: Mapping[str, str]) -> Path | None:
        above = [self._said(level, cells.get(level, "")) for level in self.levels[: depth - 1]]
        whole = normal(SEPARATOR.join([*above, cell])) if all(above) else normal(cell)
        return self.full.get(whole) or self.full.get(normal(cell)) or self.named.get((depth, normal(cell)))

    def _as_written(self, depth: int, cell: str, cells: Mapping[str, str]) -> Path | None:
        """Without people.csv: the levels that were all answered, from the largest down."""
        path = tuple(" ".join(self._said(level, cells.get(level, "")).split()) for level in self.levels[:depth])
        parts = tuple(part.strip() for part in cell.split(SEPARATOR))
        if len(parts) == depth:
            return parts
        return path if all(path) else None

    def _said(self, dimension: str, cell: str) -> str:
        return self.aliases.get(dimension, {}).get(cell.strip()) or tidy(cell)
