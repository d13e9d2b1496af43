"""One release to the pages of all who read it: gathered once, written for each reader, audited together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pulse import define, files, report
from pulse.journeys import answering, auditing, reporting
from pulse.journeys.neighbours import most_rated
from pulse.journeys.reporting import Gathered, Reported, Wanted
from pulse.model.audiences import OF_A_GROUP, Audience
from pulse.model.groups import Group
from pulse.model.problems import Stop, problem
from pulse.settings import Settings
from pulse.store import Store

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a page is for, and which group it is about, as somebody types it; empty where it is about everyone."""

    audience: Audience
    group: str = ""


def readers(audience: Audience, group: str) -> tuple[Reader, ...]:
    """One reader. Raises Stop: "audience-group" without the group a page is about, "audience-everyone" with one."""
    if (audience in OF_A_GROUP) != bool(group):
        raise Stop(problem("audience-group" if audience in OF_A_GROUP else "audience-everyone", audience=audience))
    return (Reader(audience, group),)


def render(settings: Settings, wanted: Wanted, whom: Sequence[Reader], today: date) -> tuple[Reported, ...]:
    """The page of each reader, in their order, from one release. None is given back unless all pass their audit.

    Raises Stop: "audience-format", "talk-group", and what `reporting.render` raises.
    """
    _refuse(settings, wanted)
    survey = reporting.survey_to_report(settings, wanted.survey)
    with (
        Store.open(settings.database, survey_from=define.from_source) as store,
        reporting.gathered(settings, store, survey, wanted, today) as found,
    ):
        known = (*found.material.release.groups, *store.groups(survey, settings.levels))
        names = files.names({it.full_name for it in known})
        groups = [answering.known_group(it.group, known) if it.group else None for it in whom]
        rated = most_rated(settings, store, [it for it in groups if it])
        made = [
            _reported(settings, found, [it.audience, *([names[group.full_name]] if group else [])],
                      _page(it.audience, found.material, group, rated, {}))
            for it, group in zip(whom, groups, strict=True)
        ]  # fmt: skip
        auditing.refuse_any([(it.path, it.content) for it in made], auditing.ledger(settings, store, survey))
    return tuple(made)


def render_each(
    settings: Settings, wanted: Wanted, level: str, audience: Audience | None, today: date
) -> tuple[Reported, ...]:
    """A page of each group of a level, in one folder, the index of them first.

    audience: "manager" or "team"; None: teams' own pages on the finest level, pages for who leads them on others
    Raises Stop: "each-level", "each-audience", and what `render` raises.
    """
    _refuse(settings, wanted)
    if level not in settings.levels:
        raise Stop(problem("each-level", level=level, levels=", ".join(settings.levels)))
    kind = audience or ("team" if level == settings.levels[-1] else "manager")
    if kind not in OF_A_GROUP:
        raise Stop(problem("each-audience", audience=kind))
    survey = reporting.survey_to_report(settings, wanted.survey)
    with (
        Store.open(settings.database, survey_from=define.from_source) as store,
        reporting.gathered(settings, store, survey, wanted, today) as found,
    ):
        groups = [it for it in found.material.release.groups if it.path and len(it.path) == _depth(settings, level)]
        made = tuple(_each(settings, found, level, kind, groups, most_rated(settings, store, groups)))
        auditing.refuse_any([(it.path, it.content) for it in made], auditing.ledger(settings, store, survey))
    return made


def keep(made: Sequence[Reported], folder: Path | None) -> list[Path]:
    """Writes pages that belong together, to their own folder or another one; gives back where each is."""
    return [reporting.keep(it, folder / it.path.name if folder else None) for it in made]


def _each(
    settings: Settings,
    found: Gathered,
    level: str,
    kind: Audience,
    groups: Sequence[Group],
    rated: Mapping[Group, tuple[tuple[str, ...], ...]],
) -> Iterator[Reported]:
    names = files.names({it.full_name for it in groups})
    pages = {it: f"{names[it.full_name]}.html" for it in groups}
    folder = settings.reports / f"{found.material.release.survey.id}-{found.wave}-each-{level}"
    index = _reported(settings, found, [], report.index_page(found.material, level, pages))
    yield replace(index, path=folder / INDEX)
    for group, name in pages.items():
        yield replace(
            _reported(settings, found, [], _page(kind, found.material, group, rated, pages)), path=folder / name
        )


def _page(
    audience: Audience,
    material: report.Material,
    group: Group | None,
    rated: Mapping[Group, tuple[tuple[str, ...], ...]],
    pages: Mapping[Group, str],
) -> str:
    """The page of one audience. pages: the files of groups that have one beside it."""
    match audience:
        case "board":
            return report.board_page(material)
        case "staff":
            return report.staff_page(material)
        case "manager" if group:
            return report.manager_page(material, group, rated.get(group, ()), pages)
        case "team" if group:
            return report.team_page(material, group, rated.get(group, ()), pages)
        case _:
            return report.page(material)


def _reported(settings: Settings, found: Gathered, kind: Sequence[str], content: str) -> Reported:
    survey, audience = found.material.release.survey.id, [it for it in kind if it != "analyst"]
    path = settings.reports / f"{'-'.join([survey, found.wave, *audience])}.html"
    hidden = report.withheld(content)
    return Reported(path, content, survey, found.wave, found.answered, hidden, found.material.entry, found.late)


def _depth(settings: Settings, level: str) -> int:
    return settings.levels.index(level) + 1


def _refuse(settings: Settings, wanted: Wanted) -> None:
    reporting.refuse_crossing(settings, wanted.by)
    if wanted.form != "html":
        raise Stop(problem("audience-format", form=wanted.form))
