"""A row of tidy figures: one line of a CSV, an object of a JSON list, a line of a sheet, or an element of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulse.model.audit import Said
from pulse.model.groups import EVERYONE, SEPARATOR, Path
from pulse.protect.attack.counts import SHARES

COLUMNS = (
    "survey", "wave", "wave_start", "dimension", "group", "group2", "item", "item_version", "option", "item2",
    "option2", "item3", "option3", "measure", "n", "value", "lower", "upper", "band_low", "band_high", "shown",
    "method",
)  # fmt: skip
NUMBERS = ("n", "value", "lower", "upper", "band_low", "band_high")
FIGURES = SHARES | {"mean", "count", "response_rate", "alpha", "agreement", "enps"}
PEOPLE = frozenset({"stayers", "entrants", "leavers"})
OTHERS = "(all others)"


class NotRowsError(ValueError):
    """The file is not what this tool writes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place in the file."""

    line: int
    cells: Mapping[str, str]
    numbers: Mapping[str, float | None]

    @property
    def shown(self) -> bool:
        """Whether the row says that it holds a figure."""
        return self.cells["shown"] == "true"

    @property
    def measure(self) -> str:
        """What is told of the group."""
        return self.cells["measure"]

    @property
    def is_figure(self) -> bool:
        """Whether it tells of people by itself, and is not made from other figures."""
        return self.measure in FIGURES or self.measure in PEOPLE

    def across(self, levels: Iterable[str]) -> str:
        """The dimension by which its group crosses the levels; empty for a group of theirs."""
        dimension = self.cells["dimension"]
        return dimension if levels and dimension not in (*levels, "all") else ""

    def said(self, levels: Iterable[str] = ()) -> Said:
        """The figure it tells."""
        cells, numbers, n = self.cells, self.numbers, self.numbers["n"]
        people = self.measure in PEOPLE
        return Said(
            wave=cells["wave"], group=path(cells["group"]), measure="paired" if people else self.measure,
            item=cells["item"], option=self.measure if people else cells["option"], item2=cells["item2"],
            option2=cells["option2"], item3=cells["item3"], option3=cells["option3"], value=numbers["value"],
            low=numbers["band_low"], high=numbers["band_high"], n=None if n is None else int(n),
            across=self.across(levels),
        )  # fmt: skip


def row(line: int, cells: dict[str, str]) -> Row:
    """A row from its texts. Raises NotRowsError where a number is none."""
    try:
        return Row(line, cells, {name: float(cells[name]) if cells[name] else None for name in NUMBERS})
    except ValueError as error:
        raise NotRowsError from error


def path(name: str) -> Path:
    """A group's path from its whole name."""
    return EVERYONE if name in ("", "all", OTHERS) else tuple(name.removeprefix("'").split(SEPARATOR))
