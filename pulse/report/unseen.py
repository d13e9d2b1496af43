"""Who has no figures of her own group on the page: the nearest group that is shown, and facts of it to talk about.

Why a group is not shown is never said; what is said here follows from what is shown and from the groups' names alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulse.model.groups import ALL, Group
from pulse.model.release import About, Hidden, Release, Shown
from pulse.model.survey import Item
from pulse.report.sheet import Cell, Line, Sheet
from pulse.report.shown import Figures


@dataclass(frozen=True, slots=True)
class Nearest:
    """A group that is shown, whom it stands in for, and up to three facts of it."""

    name: str
    anchor: str  # the id of its row among the groups side by side; empty where it has none
    instead_of: tuple[str, ...]
    facts: tuple[Line, ...]  # cells: the figure


@dataclass(frozen=True, slots=True)
class Unseen:
    """All groups that are not shown, by the nearest group that is."""

    nearest: tuple[Nearest, ...]
    alone: tuple[str, ...]  # those of which not even everyone is shown
    needs: bool  # whether the questionnaire asks who should meet a need


def unseen(release: Release, sheet: Sheet, anchors: Mapping[Group, str]) -> Unseen | None:
    """None where every group is shown. anchors: the ids of the rows that stand among the groups side by side."""
    stands_in: dict[Group, list[str]] = {}
    alone: list[str] = []
    for group in _not_shown(release):
        nearest = nearest_shown(release, group)
        (alone if nearest is None else stands_in.setdefault(nearest, [])).append(_named(release, group))
    if not stands_in and not alone:
        return None
    found = (
        Nearest(called(release, group), anchors.get(group, ""), tuple(names), tuple(facts(release, sheet, group)))
        for group, names in stands_in.items()
    )
    return Unseen(tuple(found), tuple(alone), bool(release.asked_in[release.wave.label].framed("meet")))


def nearest_shown(release: Release, group: Group) -> Group | None:
    """The smallest shown group that holds another one; None where not even everyone is shown."""
    if group in release.beside:
        return ALL if is_shown(release, ALL) else None
    holding = [it for it in release.groups if it != group and it.holds(group)]
    holding += [it for it in release.together if _is_among(release, group, it)]
    return max((it for it in holding if is_shown(release, it)), key=lambda it: len(it.path), default=None)


def _is_among(release: Release, group: Group, together: Group) -> bool:
    """Whether a group, or the one it lies in, is among the smaller ones of a parent that are shown as one."""
    depth = len(together.path)
    own = Group(group.path[:depth], together.dimension)
    return own.path[:-1] == together.path[:-1] and len(own.path) == depth and not is_shown(release, own)


def is_shown(release: Release, group: Group) -> bool:
    """Whether the report says how many people of a group answered, as it does of every group that has figures."""
    return isinstance(release.figure("count", group=group), Shown)


def _not_shown(release: Release) -> Iterator[Group]:
    """The groups of this stock-take of which no figure at all is shown."""
    label = release.wave.label
    seen = {
        about.group
        for about, figure in release.figures.items()
        if about.wave == label and not isinstance(figure, Hidden)
    }
    for group in release.listed:
        if group != ALL and group not in (*seen, *release.together) and About(label, group, "count") in release.figures:
            yield group


def _named(release: Release, group: Group) -> str:
    kind = f" ({group.dimension.replace('_', ' ')})" if group in release.beside else ""
    return f"{group.name}{kind}"


def called(release: Release, group: Group) -> str:
    """A group in a heading; smaller groups together with whose they are, since every unit can have such a line."""
    if group in release.together and len(group.path) > 1:
        return f"{group.path[-2]}: {group.name[:1].lower()}{group.name[1:]}"
    return "Everyone" if group == ALL else group.name


def facts(release: Release, sheet: Sheet | Figures, group: Group) -> Iterator[Line]:
    """How many answered, and the questions at both ends of what was answered."""
    yield Line("People who answered", (sheet.cell("count", group=group),))
    found = ranked(release, group)
    if found:
        yield _fact(sheet, group, "Goes best", found[0][0])
    if len(found) > 1:
        yield _fact(sheet, group, "Needs most care", found[-1][0])


def ranked(release: Release, group: Group) -> list[tuple[Item, float]]:
    """The shown questions of a group with their favourable shares, the largest first."""
    return sorted(_favourable(release, group), key=lambda it: -it[1])


def _favourable(release: Release, group: Group) -> Iterator[tuple[Item, float]]:
    for item in release.asked_in[release.wave.label].items:
        if item.kind == "scale" and item.positive != "none":
            found = release.figure("favourable", item.id, group=group)
            if isinstance(found, Shown):
                yield item, found.value


def _fact(sheet: Sheet | Figures, group: Group, what: str, item: Item) -> Line:
    cell: Cell = sheet.cell("favourable", item.id, group=group)
    return Line(item.label, (cell,), quiet=f"{what}: share on the favourable side")
