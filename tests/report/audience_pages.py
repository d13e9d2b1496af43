"""Pages of every audience made in this process: of random organisations, of any labels, of what was never shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pulse import analyse, files, protect, report, trend
from pulse.model.audit import Ledger, Said, WaveEntry
from pulse.model.events import Timeline
from pulse.model.figures import WaveTallies
from pulse.model.release import About, Banded, Figure, Hidden, Release, Rules, Shown
from pulse.model.survey import Item, Survey
from tests.protect import organisations
from tests.protect.organisations import WALL

NOTHING = Rules(min_answers=10_000, min_detail=10_000, band=2)  # no group is so large
LONG = "An answer that nobody would fit into a column, however hard they tried, and longer than that"


def material(release: Release, organisation: str = "O") -> report.Material:
    """What pages of a release are made of, with no register of needs."""
    found = trend.findings(release)
    return report.Material(release, found, Timeline(), organisation=organisation, made=date(2026, 7, 1), entry=7)


def released(waves: Sequence[WaveTallies], rules: Rules = WALL) -> Release:
    """The release of the last of some waves."""
    return protect.release(analyse.score(waves), rules, {})


def with_frame(rules: Rules = WALL) -> Release:
    """The last release of a random organisation that was asked who is hurt."""
    asked = (organisations.organisation(seed) for seed in range(60))
    org = next(it for it in asked if it.survey.framed("hurt") and len(it.waves) > 2)
    return list(organisations.releases(org, rules))[-1]


def reworded(release: Release, title: str, more: str) -> Release:
    """The same with more words behind every text of the questionnaire."""
    said = {label: _with_more(survey, title, more) for label, survey in release.asked_in.items()}
    return replace(release, survey=_with_more(release.survey, title, more), asked_in=said)


def _with_more(survey: Survey, title: str, more: str) -> Survey:
    return replace(survey, title=title, items=tuple(_of_item(it, more) for it in survey.items))


def _of_item(item: Item, more: str) -> Item:
    options = tuple(replace(it, text=f"{it.text} {more}") for it in item.options)
    return replace(item, text=f"{item.text} {more}", title=f"{item.id} {more}", options=options)


def pages(release: Release, most: int) -> dict[str, str]:
    """Every audience's page by name; of at most so many groups those for who leads it and for the team."""
    found, groups = material(release), [it for it in release.groups if it.path]
    names = files.names({it.full_name for it in groups})
    links = {it: f"{names[it.full_name]}.html" for it in groups}
    made = {"board": report.board_page(found), "staff": report.staff_page(found), "analyst": report.page(found)}
    for group in groups[:most]:
        made[f"manager, {group.full_name}"] = report.manager_page(found, group, (), links)
        made[f"team, {group.full_name}"] = report.team_page(found, group, (), links)
    return made | {"index": report.index_page(found, "team", links)}


def ledger(releases: Sequence[Release]) -> Ledger:
    """All that was shown of a survey, as a reader who kept every report has it; entry 7 of its workspace."""
    last = releases[-1]
    figures = {(about, figure) for release in releases for about, figure in release.figures.items()}
    rules = last.rules
    return Ledger(
        last.survey.id,
        tuple(WaveEntry(it.label, it.first, it.last, rules.min_answers, rules.min_detail, rules.band, 7)
              for it in last.waves),
        tuple(_said(last, about, figure) for about, figure in figures if not isinstance(figure, Hidden)),
        tuple(dict.fromkeys(it.dimension for it in last.groups if it.path)),
        tuple(it.path for it in last.groups if it.path),
        last.asked_in,
        report.constants() | _texts(last.survey),
    )  # fmt: skip


def _said(release: Release, about: About, figure: Figure) -> Said:
    shown = figure if isinstance(figure, Shown) else None
    band = figure if isinstance(figure, Banded) else None
    across = about.group.dimension if about.group in release.beside else ""
    return Said(
        about.wave, about.group.path, about.measure, about.item, about.option, about.item2, about.option2,
        about.item3, about.option3, shown.value if shown else None, band.low if band else None,
        band.high if band else None, shown.n if shown else band.n if band else None, across,
    )  # fmt: skip


def _texts(survey: Survey) -> frozenset[str]:
    items = (text for it in survey.items for text in (it.text, it.label, *(option.text for option in it.options)))
    return frozenset([survey.title, "O", *items])
