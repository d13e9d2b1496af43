"""A file's columns against a questionnaire: what matches, what is proposed, what a person confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pulse import collect, define
from pulse.journeys.asked import Asked
from pulse.journeys.rated import recognisable, with_groups
from pulse.model.exports import Columns, Confirmed
from pulse.model.problems import Problem, Stop
from pulse.model.survey import Survey
from pulse.settings import Settings

if TYPE_CHECKING:
    from pulse.journeys.collecting import Wanted

Ask = Callable[[Columns], Confirmed]  # puts each unmatched item before a person


def columns(settings: Settings, path: Path, wanted: Wanted, today: date, ask: Ask | None) -> Columns:
    """How a file's columns answer its questionnaire, after asking where somebody can be asked.

    What is still open then is put ready to edit in the mapping file.
    """
    survey = _survey(settings, path, wanted, define.library(settings.surveys), today)
    found = _columns(settings, path, wanted, survey)
    if ask and found.unmatched:
        _keep(found, ask(found), today)
        found = _columns(settings, path, wanted, survey)
    if not found.problems:
        return found
    where = collect.draft_mapping(
        path,
        survey=survey,
        mapping=partial(settings.mapping, survey.id),
        encoding=wanted.encoding,
        limits=settings.limits,
    )
    return replace(found, problems=tuple(_pointing_to(where, fault) for fault in found.problems))


def settle(settings: Settings, paths: Iterable[Path], wanted: Wanted, today: date, ask: Ask) -> None:
    """Asks, before anything is collected, about every item without a sure column, and keeps what was confirmed."""
    library = define.library(settings.surveys)
    for path in paths:
        found = None
        with suppress(Stop):  # a file with a fault is told when its turn comes
            found = _columns(settings, path, wanted, _survey(settings, path, wanted, library, today))
        if found and found.unmatched:
            _keep(found, ask(found), today)


def _pointing_to(draft: str, fault: Problem) -> Problem:
    return replace(fault, details={**fault.details, "mapping": draft}) if "mapping" in fault.details else fault


def _keep(found: Columns, confirmed: Confirmed, today: date) -> None:
    if confirmed.picked:
        collect.add_to_mapping(found, confirmed, today)


def _columns(settings: Settings, path: Path, wanted: Wanted, survey: Survey) -> Columns:
    mapping = partial(settings.mapping, survey.id)
    return collect.columns(path, survey=survey, mapping=mapping, encoding=wanted.encoding, limits=settings.limits)


def _survey(settings: Settings, path: Path, wanted: Wanted, library: Sequence[Survey], today: date) -> Survey:
    survey_id = wanted.survey or collect.identify(
        path, recognisable(settings, library), settings.mapping, wanted.encoding, settings.limits
    )
    survey, wave = Asked.of(settings, library, survey_id).of_file(wanted, today)
    return with_groups(settings, survey, wave.first if wave else date.max)
