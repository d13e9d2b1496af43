"""Who answered beside who works here: shares of counts that are shown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pulse.model.groups import EVERYONE, Path
from pulse.protect.attack.blocks import Block
from pulse.protect.attack.row import OTHERS, path

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_MEASURES = {"Share of staff": "response_rate", "Share of answers": "count"}
_WEIGHT = "weight"


class Parts:
    """The parts of the organisation, as the rows of their table name them by their weights."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counts = {
            (it.group, it.measure): it.n or 0 for it in page.figures.values()
            if it.wave == page.wave and not it.across and it.measure in _MEASURES.values()
        }  # fmt: skip
        self.groups: dict[int, list[Path]] = defaultdict(list)  # row of the table -> its group
        for line, elements in page.in_row.items():
            for it in elements:
                if it.row and it.row.measure == _WEIGHT and it.row.cells["group"] != OTHERS:
                    self.groups[line].append(path(it.row.cells["group"]))

    def tells(self, block: Block) -> bool:
        """Whether a cell is the share of its part, or of all others, in those who answered or work here."""
        measure = _MEASURES.get(block.around.column, "")
        whole = self.counts.get((EVERYONE, measure))
        if not whole:
            return False
        parts = {group: self.counts.get((group, measure), 0) for groups in self.groups.values() for group in groups}
        own = [parts[it] for it in self.groups.get(id(block.around.row), ())] or [whole - sum(parts.values())]
        return block.text == f"{own[0] / whole * 100:.0f}%"
