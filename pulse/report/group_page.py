"""The page of one group: for whoever leads it, or for the team itself.

A group that is not shown gets the figures of the nearest one that is, and the guide for a talk: never a dead end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.groups import ALL, Group, Path
from pulse.model.loop_views import Told
from pulse.model.release import Release
from pulse.report import meeting, words
from pulse.report.finished import finished
from pulse.report.guide import carried, next_door
from pulse.report.loop import Entry, entry_of
from pulse.report.material import Material
from pulse.report.sheet import Cell
from pulse.report.shown import Figures
from pulse.report.summaries import Summary, nearest_item
from pulse.report.unseen import facts, is_shown, nearest_shown, ranked

_MOST_NEEDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A question or an answer, with its figures of several groups."""

    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Place:
    """Whose page it is, and whose figures stand on it; None where not even everyone's may."""

    group: Group
    own: Group | None
    shown: Figures

    @classmethod
    def of(cls, material: Material, group: Group) -> Place:
        """The place of a group as the release has it."""
        shown = Figures(material.release)
        group = shown.group(group)
        is_own = is_shown(material.release, group)
        return cls(group, group if is_own else nearest_shown(material.release, group), shown)

    @property
    def release(self) -> Release:
        """What may be seen."""
        return self.shown.release

    @property
    def compared(self) -> tuple[Group, ...]:
        """Its figures' group, the one above it that is shown, everyone: each once, the narrowest first."""
        above = [it for it in self.release.groups if self.own and it != self.own and it.holds(self.own)]
        around = [it for it in above if is_shown(self.release, it)]
        return tuple(dict.fromkeys(it for it in (self.own, *around[:0:-1][:1], *around[:1]) if it is not None))


def manager_page(material: Material, group: Group, rated: Sequence[Path], pages: Mapping[Group, str]) -> str:
    """For whoever leads a group: the groups in it, those beside it, what she can meet and what needs another level.

    rated: those the group has most to do with; pages: the file of each group that has a page beside this one
    """
    place = Place.of(material, group)
    highest = meeting.reach(place.release, place.group)
    told = _concerned(material, place.group, inside=True)
    waiting = tuple(it for it in told if it.story.waits)
    inside = [it for it in place.release.groups if it.path[:-1] == place.group.path and it.path]
    return finished(
        "manager.html",
        f"{place.group.name}: for those who lead it",
        material,
        **_common(material, place, rated, pages, Summary("manager", place.shown, place.own or ALL)),
        below=tuple(carried(place.shown, inside)),
        below_named=_plural(inside[0].dimension) if inside else "",
        unseen=tuple(it.name for it in inside if not is_shown(place.release, it)),
        meets=meeting.meets(place.release),
        looked=meeting.looked_to(place.shown, place.own, highest, waiting) if place.own else (),
        mine=_entries(material, place.shown, [it for it in told if meeting.can_meet(highest, it.story.need.level)]),
        others=_entries(
            material, place.shown, [it for it in told if not meeting.can_meet(highest, it.story.need.level)]
        ),
    )


def team_page(material: Material, group: Group, rated: Sequence[Path], pages: Mapping[Group, str]) -> str:
    """For a team: what it said beside its larger group and everyone, next door, what was promised to it, a talk."""
    place = Place.of(material, group)
    return finished(
        "team.html",
        f"{place.group.name}: what we said",
        material,
        **_common(material, place, rated, pages, Summary("team", place.shown, place.own or ALL)),
        promised=_entries(material, place.shown, _concerned(material, place.group, inside=False)),
    )


def _common(
    material: Material, place: Place, rated: Sequence[Path], pages: Mapping[Group, str], summary: Summary
) -> dict[str, object]:
    """What both pages show."""
    release, own = place.release, place.own
    known = tuple(carried(place.shown, [it for path in rated for it in release.groups if it.path == path]))
    return {
        "group": place.group,
        "within": " / ".join(place.group.path[:-1]),
        "summary": tuple(_in_short(place, summary)),
        "columns": tuple(_column(it) for it in place.compared),
        "said": tuple(_said(place)),
        "needs": tuple(_needs(place)),
        "neighbours": known or tuple(carried(place.shown, next_door(release, place.group))),
        "rated": bool(known),
        "facts": tuple(facts(release, place.shown, own)) if own else (),
        "pages": pages,
        "entries_on": words.day(material.made),
    }


def _in_short(place: Place, summary: Summary) -> Iterator[Markup]:
    if place.own is None:
        yield from summary.answered()
        return
    if place.own != place.group:
        yield summary.elsewhere(place.group)
    yield from summary.answered()
    yield from summary.frame("need", "meet")
    yield from summary.ends()
    if place.own != ALL:
        yield from summary.apart()


def _column(group: Group) -> str:
    return "Everyone" if group == ALL else group.name


def _said(place: Place) -> Iterator[Row]:
    """Every question with a favourable end, in questionnaire order, beside the larger groups."""
    asked = {item.id: item for item, _ in ranked(place.release, place.own or ALL)}
    for item in place.release.asked_in[place.release.wave.label].items:
        if item.id in asked:
            yield Row(item.label, tuple(place.shown.cell("favourable", item.id, group=it) for it in place.compared))


def _needs(place: Place) -> Iterator[Row]:
    """What is needed most, the answers named most by the group itself first."""
    item, groups = nearest_item(place.release, "need"), place.compared
    if item is None or not groups:
        return
    options = [it for it in item.options if not it.aside and not it.alone]
    rows = [
        Row(it.text, tuple(place.shown.cell("share", item.id, option=it.id, group=g) for g in groups)) for it in options
    ]
    shown = [row for row in rows if row.cells[0].value is not None]
    yield from sorted(shown, key=lambda row: -(row.cells[0].value or 0.0))[:_MOST_NEEDS]


def _concerned(material: Material, group: Group, *, inside: bool) -> tuple[Told, ...]:
    told = material.loop.entries if material.loop else ()
    return tuple(it for it in told if meeting.concerns(it.story.need, group, inside=inside))


def _entries(material: Material, shown: Figures, told: Sequence[Told]) -> tuple[Entry, ...]:
    """Those that wait first, as the register has them."""
    return tuple(entry_of(shown, it, material.made) for it in sorted(told, key=lambda it: not it.story.waits))


def _plural(dimension: str) -> str:
    kind = dimension.replace("_", " ")
    return f"{kind[:-1]}ies" if kind.endswith("y") and kind[-2:-1] not in (*"aeiou", "") else f"{kind}s"
