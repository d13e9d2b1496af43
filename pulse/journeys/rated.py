"""Questionnaires with the groups that their relationship questions rate, where a file's columns are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date

from pulse import define
from pulse.model.groups import People
from pulse.model.problems import Stop
from pulse.model.rated import spread
from pulse.model.survey import Survey
from pulse.settings import Settings
from pulse.store import Store


def with_groups(settings: Settings, survey: Survey, day: date) -> Survey:
    """The questionnaire as an export has it. Raises Stop where nobody can say which groups it rates."""
    if not survey.relationships:
        return survey
    with _store(settings) as store:
        return spread(survey, store.people(), settings.levels, day)


def recognisable(settings: Settings, library: Sequence[Survey], store: Store | None = None) -> tuple[Survey, ...]:
    """Every questionnaire, those that rate groups by all their columns: by the others alone they could be any."""
    if not any(it.relationships for it in library):
        return tuple(library)
    with nullcontext(store) if store else _store(settings) as open_store:
        people = open_store.people()
    return tuple(_as_far_as_known(settings, it, people) for it in library)


def _as_far_as_known(settings: Settings, survey: Survey, people: People) -> Survey:
    try:
        return spread(survey, people, settings.levels, date.max)
    except Stop:  # told when a file of this very questionnaire is read
        return survey


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings.database, survey_from=define.from_source) as store:
        yield store
