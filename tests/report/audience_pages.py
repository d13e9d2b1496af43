"""Pages of every audience made in this process: of random organisations, of any labels, of what was never shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pulse import analyse, protect, report, trend
from pulse.model.events import Timeline
from pulse.model.figures import WaveTallies
from pulse.model.release import Release, Rules
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


def shouted(release: Release) -> Release:
    """The same with every text of the questionnaire as long as its author's breath."""
    longer = {label: _longer(survey) for label, survey in release.asked_in.items()}
    return replace(release, survey=_longer(release.survey), asked_in=longer)


def _longer(survey: Survey) -> Survey:
    return replace(survey, title=f"{LONG} {LONG}", items=tuple(map(_of_item, survey.items)))


def _of_item(item: Item) -> Item:
    options = tuple(replace(it, text=f"{it.text} {LONG}") for it in item.options)
    return replace(item, text=f"{item.text} {LONG}", title=f"{item.id} {LONG}", options=options)
