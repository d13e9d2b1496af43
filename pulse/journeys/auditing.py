"""A finished file to what it gives away: the ledger, the file's bytes -> the attack -> findings in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from html import unescape
from pathlib import Path

from pulse import define, protect, report
from pulse.journeys import counting, defining, timeline
from pulse.model.audit import Audited, Ledger
from pulse.model.benchmarks import Pack
from pulse.model.events import Timeline
from pulse.model.loop import Story
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.settings import Settings
from pulse.store import Store

_MOST_TOLD = 20


def files(settings: Settings | None, paths: Sequence[Path]) -> tuple[Audited, ...]:
    """What each file gives away, beside the ledger of its survey where there is a workspace that has shown it.

    Raises Stop("file-missing"); "ledger-broken" where the ledger's chain does not hold.
    """
    read = [(path, _bytes(path)) for path in paths]
    ledgers = _ledgers(settings) if settings and settings.database.exists() else ()
    return tuple(protect.audit(path, data, _its_ledger(data, ledgers)) for path, data in read)


def ledger(settings: Settings, store: Store, survey: str) -> Ledger:
    """All that was shown of a survey, with the texts that its pages bear. Raises Stop("ledger-broken")."""
    refuse_broken(settings, store)
    found = store.ledger(survey)
    told = timeline.all_of(settings, store, survey, tuple(found.asked_in.values()))
    pack = defining.benchmarks(settings)
    asked = {survey.version: survey for survey in found.asked_in.values()}
    reasons = [text for each in asked.values() for it in defining.beside(settings, each) for text in it.reasons]
    stories = store.stories()
    known_groups = store.groups(survey, settings.levels)
    counted_most = (len(stories), sum(len(it.commitments) for it in stories), len(known_groups), len(found.waves))
    most = max(*counted_most, settings.loop.answer_weeks)
    ours = {settings.organisation, *settings.safeguarding.signposts, *_register(stories)}
    written = {*ours, *_texts(told, found), *_strings(asdict(pack)), *reasons}
    counted = counting.ever(settings, store)
    written |= {text for it in counted for text in (it.indicator, it.source)}
    published = frozenset(_numbers(pack))
    return replace(found, texts=report.constants() | written, register=most, counted=counted, published=published)


def refuse_broken(settings: Settings, store: Store) -> None:
    """Raises Stop("ledger-broken") where the chain of the ledger's seals does not hold."""
    if broken := store.broken():
        raise Stop(problem("ledger-broken", Place(str(settings.database)), entry=broken[0]))


def refuse(path: Path, content: str | bytes, known: Ledger) -> None:
    """Raises Stop("report-gives-away") with what was found where a report does not pass; there is no way around it."""
    _refuse(path, protect.audit(path, _encoded(content), known).findings)


def refuse_any(pages: Sequence[tuple[Path, str | bytes]], known: Ledger) -> None:
    """The same of several pages of one survey, in much less time than one by one."""
    for found in protect.audit_pages([(path, _encoded(content)) for path, content in pages], known):
        _refuse(found.file, (*found.findings, *found.undecided))


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _refuse(path: Path, found: Sequence[Problem]) -> None:
    if found:
        raise Stop(problem("report-gives-away", Place(str(path)), findings=len(found)), *found[:_MOST_TOLD])


def _ledgers(settings: Settings) -> tuple[Ledger, ...]:
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return tuple(ledger(settings, store, survey) for survey in store.surveys())


def _its_ledger(data: bytes, ledgers: Sequence[Ledger]) -> Ledger:
    """The ledger of the survey a file is about: by the id in its rows, or the title on its page or over its text."""
    text, named = unescape(data.decode("utf-8", errors="replace")), protect.subject(data)
    for each in ledgers:
        titles = {survey.title for survey in each.asked_in.values()}
        if named == each.survey or f'"survey": "{each.survey}"' in text or f"\n{each.survey}," in text:
            return each
        if any(named.startswith(f"{' '.join(title.split())} ") for title in titles):
            return each
        if any(f"<h1>{title}</h1>" in text or f" · {title}</p>" in text for title in titles):
            return each
    return Ledger("")


def _texts(told: Timeline, known: Ledger) -> Iterator[str]:
    """What people wrote that a page repeats: questionnaires, events, decisions."""
    for survey in known.asked_in.values():
        yield from (survey.title, survey.attribution, survey.licence, survey.introduction)
        for item in (*survey.items, *(it.item for it in survey.relationships)):
            yield from (item.text, item.label, *(option.text for option in item.options))
    yield from (event.text for event in told.events)
    yield from (text for rebase in told.rebases for text in (rebase.reason, rebase.who))


def _register(stories: Sequence[Story]) -> Iterator[str]:
    """What people wrote into the register of needs."""
    for story in stories:
        yield story.need.text
        yield from (text for made in story.commitments for text in (made.text, made.owner))
        yield from (step.text for step in story.steps)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _strings(inside)
    elif isinstance(value, (list, tuple)):
        for inside in value:
            yield from _strings(inside)


def _numbers(pack: Pack) -> Iterator[str]:
    """Every number that a published figure is printed with."""
    for it in pack.benchmarks.values():
        yield from (f"{it.base:,}", str(it.year))
        yield from (f"{value:g}%" for value in (it.value, it.low, it.high) if value is not None)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Stop(problem("file-missing", Place(str(path))))
    return path.read_bytes()
