"""What the organisation counts, beside what staff say: out of a CSV into the store, and to the reports that want it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pulse import define
from pulse.journeys.wording import redactor_of
from pulse.model import context
from pulse.model.context import Counted, Line, Read
from pulse.settings import Settings
from pulse.store import Store


def add(settings: Settings, path: Path, today: date, *, correct: bool, names_nobody: bool = False) -> Read:
    """Puts a file's values down: all of them or none. Raises Stop with every faulty line.

    names_nobody  a person says that what the rules of redaction take for a name is none
    """
    redactor = redactor_of(settings)

    def names(text: str) -> bool:
        return not names_nobody and bool(redactor.redact(text).marks)

    with Store.open(settings.database, survey_from=define.from_source) as store:
        known = context.latest(store.counted())
        read = define.context(path, store.people(), settings.least_counted, today, known, correct=correct, names=names)
        store.add_counted(read.new, today)
    return read


def listed(settings: Settings) -> tuple[Line, ...]:
    """Every indicator with the last word on each of its periods, small values as bands."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return told(settings, store)


def ever(settings: Settings, store: Store) -> tuple[Counted, ...]:
    """Whatever was put down, in that order, small values as bands: reports made before a correction told the former."""
    return tuple(context.banded(it, settings.least_counted) for it in store.counted())


def told(settings: Settings, store: Store) -> tuple[Line, ...]:
    """The same out of an open store: what reports draw, and what an audit knows of it."""
    return context.lines(store.counted(), settings.least_counted)
