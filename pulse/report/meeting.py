"""Who can meet what: where a group's people look for help, what its own level can do, and what needs another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pulse.model.groups import ALL, Group
from pulse.model.loop import LEVELS, Level, Need
from pulse.model.loop_views import Told
from pulse.model.release import Release
from pulse.model.survey import Item
from pulse.report.promised import LEVELS as NAMES
from pulse.report.sheet import Cell, Sheet
from pulse.report.shown import Figures

_OWN_NAMES: dict[str, Level] = {"team": "manager", "directorate": "directorate"}


@dataclass(frozen=True, slots=True)
class Looked:
    """An answer to "who should meet it": the shares that give it, and whether the reader's level can."""

    answer: str
    cells: tuple[Cell, ...]  # one a question
    here: bool
    needs: int  # needs that wait at this level


def reach(release: Release, group: Group) -> Level:
    """The highest level that whoever leads a group speaks for: by the level's name, else by where it stands."""
    if group == ALL:
        return "board"
    if group.dimension in _OWN_NAMES:
        return _OWN_NAMES[group.dimension]
    deepest = max(len(it.path) for it in release.groups)
    return "manager" if len(group.path) == deepest else "board" if len(group.path) == 1 else "directorate"


def can_meet(highest: Level, level: Level) -> bool:
    """Whether a level lies within another one's reach; what is each person's own is nobody else's to meet for her."""
    return LEVELS.index(level) <= LEVELS.index(highest)


def looked_to(shown: Sheet | Figures, group: Group, highest: Level, waiting: tuple[Told, ...]) -> tuple[Looked, ...]:
    """Every answer of the questions who should meet a need, with the shares of a group, in the order of the first."""
    items = meets(shown.release)
    return tuple(_looked(shown, group, highest, waiting, items))


def meets(release: Release) -> tuple[Item, ...]:
    """The questions who should meet a need."""
    return release.asked_in[release.wave.label].framed("meet")


def _looked(
    shown: Sheet | Figures, group: Group, highest: Level, waiting: tuple[Told, ...], items: tuple[Item, ...]
) -> Iterator[Looked]:
    for option in items[0].options if items else ():
        cells = tuple(shown.cell("share", it.id, option=option.id, group=group) for it in items)
        level = next((it for it in LEVELS if it == option.id), None)
        needs = sum(it.story.need.level == level for it in waiting)
        if not option.aside:
            yield Looked(option.text, cells, level is not None and can_meet(highest, level), needs)


def concerns(need: Need, group: Group, *, inside: bool) -> bool:
    """Whether a need is a group's: its own, of a larger group that holds it, and, if wanted, of one inside it."""
    return need.group.holds(group) or (inside and group.holds(need.group))


def level_name(level: Level) -> str:
    """A level in a reader's words."""
    return NAMES[level]
