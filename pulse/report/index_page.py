"""The index of pages that belong together: one a group, listed where each belongs, with how many answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pulse.model.groups import SEPARATOR, Group
from pulse.report.finished import finished
from pulse.report.material import Material
from pulse.report.sheet import Cell
from pulse.report.shown import Figures
from pulse.report.unseen import is_shown, nearest_shown


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: its group, its file, how many answered; where they are not shown, whose figures it has instead."""

    name: str
    page: str
    answered: Cell
    instead: str


def index_page(material: Material, level: str, pages: Mapping[Group, str]) -> str:
    """One HTML file that leads to all of them. pages: the file of each group, in the order of their paths."""
    shown, under = Figures(material.release), dict[str, list[Listed]]()
    for group, page in pages.items():
        larger = SEPARATOR.join(group.path[:-1])
        under.setdefault(larger, []).append(_listed(shown, group, page))
    return finished("index.html", f"All pages by {level.replace('_', ' ')}", material, under=under, level=level)


def _listed(shown: Figures, group: Group, page: str) -> Listed:
    if is_shown(shown.release, group):
        return Listed(group.name, page, shown.cell("count", group=group), "")
    nearest = nearest_shown(shown.release, group)
    instead = "" if nearest is None else nearest.name if nearest.path else "everyone"
    return Listed(group.name, page, shown.cell("count", group=group), instead or "nobody")
