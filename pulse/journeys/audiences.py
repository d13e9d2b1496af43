"""One release to the pages of all who read it: gathered once, written for each reader, audited together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pulse import define, files, report
from pulse.journeys import answering, auditing, forms, reporting
from pulse.journeys.neighbours import most_rated
from pulse.journeys.reporting import Gathered, Reported, Wanted
from pulse.model.audiences import OF_A_GROUP, Audience
from pulse.model.groups import Group
from pulse.model.groups import Path as GroupPath
from pulse.model.problems import Stop, problem
from pulse.settings import Settings
from pulse.store import Store

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a page is for, and which group it is about, as somebody types it; empty where it is about everyone."""

    audience: Audience
    group: str = ""


@dataclass(frozen=True, slots=True)
class Each:
    """A page for every group of a level: for the team itself, or for who leads the group."""

    level: str
    audience: Audience


def reader(audience: Audience, group: str) -> Reader:
    """One reader. Raises Stop: "audience-group" without the group a page is about, "audience-everyone" with one."""
    if (audience in OF_A_GROUP) != bool(group):
        raise Stop(problem("audience-group" if audience in OF_A_GROUP else "audience-everyone", audience=audience))
    return Reader(audience, group)


def each(settings: Settings, level: str, audience: Audience | None = None) -> Each:
    """Every group of a level; teams' own pages on the finest one unless told otherwise, pages for leaders on others.

    Raises Stop: "each-level" for no level, "each-audience" for readers whose page is about everyone.
    """
    if level not in settings.levels:
        raise Stop(problem("each-level", level=level, levels=", ".join(settings.levels)))
    kind = audience or ("team" if level == settings.levels[-1] else "manager")
    if kind not in OF_A_GROUP:
        raise Stop(problem("each-audience", audience=kind))
    return Each(level, kind)


def render(
    settings: Settings, wanted: Wanted, whom: Sequence[Reader], today: date, every: Each | None = None
) -> tuple[Reported, ...]:
    """The page of each reader, in their order; behind them the index and pages of every group, if they are wanted.

    All are made from one release and audited together: none is given back unless all pass.
    Raises Stop: "audience-format", "talk-group", and what `reporting.render` raises.
    """
    if wanted.form != "html" and (wanted.form != "pdf" or every):  # an index links pages
        raise Stop(problem("audience-format", form=wanted.form))
    printer = forms.browser(wanted.form)
    reporting.refuse_crossing(settings, wanted.by)
    survey = reporting.survey_to_report(settings, wanted.survey)
    with (
        Store.open(settings.database, survey_from=define.from_source) as store,
        reporting.gathered(settings, store, survey, wanted, today) as found,
    ):
        made = tuple(_made(settings, store, found, whom, every))
        auditing.refuse_any([(it.path, it.content) for it in made], auditing.ledger(settings, store, survey))
    return tuple(_finished(it, printer, found.material.made) for it in made)


def keep(made: Sequence[Reported], folder: Path | None) -> list[Path]:
    """Writes pages that belong together, each to its own place or all to another folder; gives back where each is."""
    return [reporting.keep(it, folder / it.path.name if folder else None) for it in made]


def _made(
    settings: Settings, store: Store, found: Gathered, whom: Sequence[Reader], every: Each | None
) -> Iterator[Reported]:
    release = found.material.release
    known = (*release.groups, *store.groups(release.survey.id, settings.levels))
    named = [answering.known_group(it.group, known) if it.group else None for it in whom]
    depth = settings.levels.index(every.level) + 1 if every else 0
    groups = [it for it in release.groups if it.path and len(it.path) == depth]
    rated = most_rated(settings, store, [*(it for it in named if it), *groups])
    names = files.names({it.full_name for it in known})
    stem = f"{release.survey.id}-{found.wave}"
    for it, group in zip(whom, named, strict=True):
        kind = [it.audience] if it.audience != "analyst" else []
        name = "-".join([stem, *kind, *([names[group.full_name]] if group else [])])
        yield _reported(settings.reports / f"{name}.html", found, _page(it.audience, found.material, group, rated, {}))
    if every:
        pages = {it: f"{names[it.full_name]}.html" for it in groups}
        folder = settings.reports / f"{stem}-each-{files.names([every.level])[every.level]}"
        yield _reported(folder / INDEX, found, report.index_page(found.material, every.level, pages))
        for group, name in pages.items():
            yield _reported(folder / name, found, _page(every.audience, found.material, group, rated, pages))


def _page(
    audience: Audience,
    material: report.Material,
    group: Group | None,
    rated: Mapping[Group, Sequence[GroupPath]],
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


def _finished(made: Reported, printer: Path | None, day: date) -> Reported:
    """The page, or the PDF it is printed to."""
    if printer is None:
        return made
    return replace(made, path=made.path.with_suffix(".pdf"), content=forms.finished(made.content, printer, day))


def _reported(path: Path, found: Gathered, content: str) -> Reported:
    return Reported(
        path,
        content,
        found.material.release.survey.id,
        found.wave,
        found.answered,
        report.withheld(content),
        found.material.entry,
        found.late,
    )
