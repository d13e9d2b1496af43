"""The index of pages that belong together: one a group, listed where each belongs, with how many answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pulse.model.groups import SEPARATOR, Group
from pulse.report.finished import finished
from pulse.report.material import Material
from pulse.report.sheet import Cell
from pulse.report.shown import Figures
from pulse.report.unseen import called, is_shown, nearest_shown


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: its group, its file, how many answered; where that is not shown, whose figures it has instead."""

    name: str
    page: str
    answered: Cell
    instead: str | None  # None where it has its own; empty where nobody's can be shown


def index_page(material: Material, level: str, pages: Mapping[Group, str]) -> str:
    """One HTML file that leads to all of them. pages: the file of each group, in the order of their paths."""
    shown, under = Figures(material.release), dict[str, list[Listed]]()
    for group, page in pages.items():
        larger = SEPARATOR.join(group.path[:-1])
        under.setdefault(larger, []).append(_listed(shown, group, page))
    return finished("index.html", f"All pages by {level.replace('_', ' ')}", material, under=under, level=level)


def _listed(shown: Figures, group: Group, page: str) -> Listed:
    if is_shown(shown.release, group):
        return Listed(group.name, page, shown.cell("count", group=group), None)
    nearest = nearest_shown(shown.release, group)
    instead = called(shown.release, nearest) if nearest else ""
    return Listed(group.name, page, shown.cell("count", group=group), instead)
