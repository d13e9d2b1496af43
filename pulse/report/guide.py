"""One sheet for a talk in a team: three facts, what its neighbours carry, three questions, room for needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pulse.model.groups import ALL, Group, Path
from pulse.model.release import Release, Shown
from pulse.model.survey import Item
from pulse.report import words
from pulse.report.filled import environment, style
from pulse.report.methods import EDITION
from pulse.report.sheet import Cell
from pulse.report.shown import Figures
from pulse.report.unseen import facts, is_shown, nearest_shown, ranked


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A group beside the team that is shown: what it needs most, and what needs most care there."""

    group: Group
    answered: Cell
    need: tuple[str, Cell] | None  # the answer named most, and its share
    care: tuple[str, Cell] | None

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return self.group.name


def guide_page(
    release: Release, group: Group, most_rated: Sequence[Path], *, organisation: str, made: date, entry: int
) -> str:
    """One HTML file. Of a group that is not shown it holds the facts of the nearest one that is.

    most_rated: those the group has most to do with, as its people say; empty where they were not asked
    """
    shown = Figures(release)
    group = shown.group(group)
    own = group if is_shown(release, group) else nearest_shown(release, group)
    lines = tuple(facts(release, shown, own)) if own else ()
    rated = tuple(carried(shown, [it for path in most_rated for it in release.groups if it.path == path]))
    beside = rated or tuple(carried(shown, next_door(release, group)))
    template = environment().get_template("guide.html")
    return template.render(
        release=release,
        survey=release.asked_in[release.wave.label],
        organisation=organisation,
        group=group.name,
        within=" / ".join(group.path[:-1]),
        nearest="" if own == group or own is None else "everyone" if own == ALL else own.name,
        alone=own is None,
        facts=lines,
        neighbours=beside,
        rated=bool(rated),
        rules=release.rules,
        edition=EDITION,
        withheld=shown.hidden,
        made=words.day(made),
        entry=entry,
        **style(),
    )


def next_door(release: Release, group: Group) -> list[Group]:
    """The groups beside another one in the same larger group."""
    return [it for it in release.groups if it != group and it.path and it.path[:-1] == group.path[:-1]]


def carried(shown: Figures, groups: Sequence[Group]) -> Iterator[Neighbour]:
    """What weighs on those of the groups that are shown, in the same order."""
    for it in groups:
        if is_shown(shown.release, it):
            yield Neighbour(it, shown.cell("count", group=it), _need(shown, it), _care(shown, it))


def _need(shown: Figures, group: Group) -> tuple[str, Cell] | None:
    """What most of a group need now."""
    release = shown.release
    items = release.asked_in[release.wave.label].framed("need")
    item = next((it for it in items if it.horizon == "now"), items[0] if items else None)
    best = max(_shares(release, item, group), default=None) if item else None
    return (best[1], shown.cell("share", item.id, option=best[2], group=group)) if item and best else None


def _shares(release: Release, item: Item, group: Group) -> Iterator[tuple[float, str, str]]:
    for option in item.options:
        found = release.figure("share", item.id, option=option.id, group=group)
        if isinstance(found, Shown) and not option.alone and not option.aside:
            yield found.value, option.text, option.id


def _care(shown: Figures, group: Group) -> tuple[str, Cell] | None:
    """The question with the fewest answers on the favourable side."""
    found = ranked(shown.release, group)
    return (found[-1][0].label, shown.cell("favourable", found[-1][0].id, group=group)) if found else None
