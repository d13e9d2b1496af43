"""Answers given by name: taken, listed, deleted and copied apart from confidential ones, from the first line on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from pulse import collect, define, files, report, schedule
from pulse.journeys.defining import versions
from pulse.journeys.wording import redactor_of
from pulse.model.answers import Load, Sheets
from pulse.model.attributed import Asked, Given, Taken
from pulse.model.groups import People
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings
from pulse.store import AttributedStore, Store

_NO_SECRET = bytes(32)  # rows are known by who answered; nothing of their hashes is kept


def take(settings: Settings, path: Path, survey: str, wave: Wave, encoding: str | None) -> Taken:
    """Takes a file in whole, or not at all.

    Raises Stop: "attributed-not-declared", "attributed-was-confidential", "attributed-nobody", "attributed-twice",
    "attributed-rejects", and what reading a file can raise.
    """
    asked = _declared(settings, survey, wave.first)
    load = _read(settings, path, asked, wave, encoding)
    given = list(_given(settings, path, load))
    if rejects := load.reading.rejects:
        raise Stop(problem("attributed-rejects", Place(str(path)), rows=len(rejects)), *load.reading.problems)
    with _opened(settings) as store:
        return store.take(wave, asked.source, given)


def named_wave(settings: Settings, survey: str, label: str, first: date | None, last: date | None) -> Wave:
    """The wave a person names."""
    return schedule.wave_named(versions(define.library(settings.surveys), survey)[-1], label, first, last)


def waves(settings: Settings) -> tuple[Asked, ...]:
    """Every wave, with its answers and the days it was listed."""
    if not settings.attributed.exists():
        return ()
    with _opened(settings) as store:
        return store.asked()


def write(settings: Settings, survey: str, label: str, today: date) -> tuple[Asked, Path, int]:
    """Writes the list of a wave's answers, the last wave's if none is named; a file only its owner may read."""
    found = _one(settings, survey, label)
    if found.purged:
        raise Stop(problem("attributed-purged", wave=found.wave.label, day=found.purged))
    with _opened(settings) as store:
        entry = store.enter(found.wave, len(found.given), today)
    path = page_of(settings, found.wave.survey, found.wave.label)
    files.write_whole(path, report.attributed_page(found, entry, today), private=True)
    return found, path, entry


def page_of(settings: Settings, survey: str, label: str) -> Path:
    """Where the page of a wave's answers is written."""
    return settings.reports / f"attributed-{survey}-{label}.html"


def purge(settings: Settings, survey: str, label: str, today: date) -> int:
    """Deletes a wave's answers; gives back how many there were."""
    found = _one(settings, survey, label)
    with _opened(settings) as store:
        return store.purge(found.wave, today)


def backup(settings: Settings, path: Path, *, over: bool) -> None:
    """Copies the database of answers by name, and nothing else. Raises Stop("file-missing") where there is none."""
    if not settings.attributed.exists():
        raise Stop(problem("file-missing", Place(str(settings.attributed))))
    with _opened(settings) as store:
        store.backup(path, over=over)


def refuse_attributed(settings: Settings, library: Sequence[Survey], survey: str) -> None:
    """Raises Stop("attributed-apart") where a questionnaire is, or ever was, answered by name."""
    declared = any(it.attributed for it in library if it.id == survey)
    if declared or survey in {it.wave.survey for it in waves(settings)}:
        raise Stop(problem("attributed-apart", survey=survey))


def _declared(settings: Settings, survey: str, day: date) -> Survey:
    """The version asked on a day. Confidential once is confidential for good: those who answered then were told so."""
    known = versions(define.library(settings.surveys), survey)
    if not all(it.attributed for it in known):
        raise Stop(problem("attributed-not-declared", survey=survey))
    if settings.database.exists():
        with Store.open(settings.database, survey_from=define.from_source) as store:
            if survey in store.surveys():
                raise Stop(problem("attributed-was-confidential", survey=survey))
    return define.version_for(known, day)


def _opened(settings: Settings) -> AbstractContextManager[AttributedStore]:
    return AttributedStore.open(settings.attributed, survey_from=define.from_source)


def _one(settings: Settings, survey: str, label: str) -> Asked:
    found = [it for it in waves(settings) if it.wave.survey == survey]
    if not found:
        raise Stop(problem("attributed-nothing", survey=survey))
    if label and label not in {it.wave.label for it in found}:
        raise Stop(problem("no-such-wave", survey=survey, wave=label, known=", ".join(it.wave.label for it in found)))
    return next((it for it in found if it.wave.label == label), found[-1])


# --- a file's rows ---------------------------------------------------------------------------------------------------


def _read(settings: Settings, path: Path, survey: Survey, wave: Wave, encoding: str | None) -> Load:
    """The file's rows, read by the same room as any other; who answered stands in the dimensions she was asked for."""
    return collect.read(
        path,
        survey=survey,
        people=People(()),
        levels=(),
        zone=settings.zone,
        mapping=lambda platform: settings.mapping(survey.id, platform),
        aliases=settings.aliases,
        wave=wave,
        wave_on=lambda _: wave,
        secret=lambda _: _NO_SECRET,
        encoding=encoding,
        limits=settings.limits,
    )


def _given(settings: Settings, path: Path, load: Load) -> Iterator[Given]:
    """Everybody's answers. Raises Stop where a row is nobody's, or two are the same person's."""
    redactor = redactor_of(settings)
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for sheets in load.sheets:
        for at, line in enumerate(sheets.lines):
            _, values = load.reading.places[sheets.places[at]]
            who = tuple(zip(load.survey.dimensions, values, strict=True))
            if not all(values):
                raise Stop(problem("attributed-nobody", Place(str(path), line)))
            if who in seen:
                raise Stop(problem("attributed-twice", Place(str(path), line), line=seen[who]))
            seen[who] = line
            words = {it.item: redactor.redact(it.text).text for it in sheets.words if it.at == at}
            yield Given(who, tuple(_answers(load, sheets, at, words)))


def _answers(load: Load, sheets: Sheets, at: int, words: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What one person said, item by item; what she left out is left out."""
    columns = list(zip(load.layout.columns, (column[at] for column in sheets.columns), strict=True))
    for item in load.survey.items:
        if item.kind == "text":
            said = tuple(text for text in [words.get(item.id, "")] if text)
        elif item.kind == "many":
            said = tuple(it.option for it, value in columns if it.kind == "option" and it.item == item.id and value)
        else:
            picked = (value for it, value in columns if it.kind == "item" and it.item == item.id and value)
            said = tuple(item.options[value - 1].id for value in picked)
        if said:
            yield item.id, said
