"""What happened, and where a person lets limits begin anew: recorded, listed, withdrawn, and told in reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from pulse import analyse, define, protect, toml, trend
from pulse.journeys import places
from pulse.model import events as model
from pulse.model.events import Event, Rebase, Timeline
from pulse.model.groups import SEPARATOR, Path
from pulse.model.problems import Problem, Stop, problem
from pulse.model.release import Release
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings
from pulse.store import Store


def told(settings: Settings, store: Store, release: Release) -> Timeline:
    """The events and rebases that a report tells of: those in the questionnaire's files and those recorded.

    The file of each version asked comes first, so that a slip mended there is mended in reports; where it is gone, the
    questionnaire as it was kept with the waves.
    """
    found = all_of(settings, store, release.survey.id, tuple(release.asked_in.values()))
    return model.timeline(found.events, found.rebases, release.wave.first, release.wave.last)


def all_of(settings: Settings, store: Store, survey: str, asked_in: Sequence[Survey]) -> Timeline:
    """Every event and rebase of a questionnaire, those withdrawn and those to come among them."""
    asked = {it.version: it for it in asked_in}
    written = [event for it in asked.values() for event in define.as_it_is_now(settings.surveys, it).events]
    recorded = [it for it in store.events() if it.survey == survey]
    rebases = [it for it in store.rebases() if it.survey == survey]
    return Timeline((*recorded, *written), tuple(rebases))


# --- events ----------------------------------------------------------------------------------------------------------


def events(settings: Settings) -> tuple[Event, ...]:
    """Every event, those withdrawn among them: from the questionnaires' files, and recorded; by questionnaire, date."""
    with _opened(settings) as store:
        recorded = store.events()
    written = {(it.survey, it.day, it.text): it for survey in define.library(settings.surveys) for it in survey.events}
    return tuple(sorted([*written.values(), *recorded], key=lambda it: (it.survey, it.day, it.id or 0)))


def add_event(settings: Settings, event: Event, groups: Sequence[str]) -> tuple[Event, tuple[Problem, ...]]:
    """Records an event that concerns `groups` (whole paths); gives it back with its number, and what to look at.

    Raises Stop: "no-such-survey", "event-text", "event-group-unknown", "event-twice".
    """
    event = replace(event, text=event.text.strip())
    if not _a_line(event.text, model.MOST_TEXT):
        raise Stop(problem("event-text", most=model.MOST_TEXT, survey=event.survey))
    with _opened(settings) as store:
        _known_survey(settings, store, event.survey)
        event = replace(event, where=known_paths(store, groups))
        _refuse_second(event, store.events())
        number = store.add_event(event)
        first = next((wave.first for wave in store.waves(event.survey)), event.day)
    early = (problem("event-before-first", first=first, id=number),) if event.day < first else ()
    return replace(event, id=number), early


def remove_event(settings: Settings, number: int, today: date) -> Event:
    """Withdraws a recorded event; gives it back as it was before. Raises Stop("no-such-event")."""
    with _opened(settings) as store:
        found = next((it for it in store.events() if it.id == number), None)
        if found is None:
            raise Stop(problem("no-such-event", id=number))
        store.withdraw_event(number, today)
    return found


def _refuse_second(event: Event, known: Iterable[Event]) -> None:
    for it in known:
        if it.withdrawn is None and (it.survey, it.day, it.text) == (event.survey, event.day, event.text):
            raise Stop(problem("event-twice", id=it.id))


def known_paths(store: Store, groups: Sequence[str]) -> tuple[Path, ...]:
    """The groups as paths; each must be in people.csv, under its present or a former name, where there is one.

    The last part of a name is enough where only one group has it.
    """
    rows = store.people().rows
    known = {row.path[:depth] for row in rows for depth in range(1, len(row.path) + 1)}
    return tuple(_known_path(group, known) for group in groups)


def _known_path(name: str, known: Collection[Path]) -> Path:
    path = tuple(part.strip() for part in name.split(SEPARATOR))
    found = places.path_of(name, known) if known else path
    if found is None or not all(found):
        hint = places.nearest(name, known) if known else "write every part of its path"
        raise Stop(problem("event-group-unknown", group=SEPARATOR.join(path), hint=hint))
    return found


# --- rebases ---------------------------------------------------------------------------------------------------------


def rebases(settings: Settings) -> tuple[Rebase, ...]:
    """Every rebase, those withdrawn among them, by questionnaire and date."""
    with _opened(settings) as store:
        return store.rebases()


def add_rebase(settings: Settings, wanted: Rebase) -> tuple[Rebase, tuple[Problem, ...]]:
    """Records that limits begin anew at the first stock-take on or after a date; what speaks against it comes with it.

    It is the person's decision: doubts never stop it. Raises Stop: "no-such-survey", "nothing-collected",
    "rebase-incomplete", "rebase-item", "rebase-date", "rebase-twice".
    """
    wanted = replace(wanted, reason=wanted.reason.strip(), who=wanted.who.strip())
    if not (_a_line(wanted.reason, model.MOST_REASON) and _a_line(wanted.who, model.MOST_WHO)):
        raise Stop(problem("rebase-incomplete", reason=model.MOST_REASON, who=model.MOST_WHO))
    with _opened(settings) as store:
        _known_survey(settings, store, wanted.survey)
        waves = store.waves(wanted.survey)
        if not waves:
            raise Stop(problem("nothing-collected", survey=wanted.survey))
        _refuse_item(store, wanted)
        wanted = replace(wanted, day=_start(waves, wanted.day))
        earlier = [it for it in store.rebases() if it.survey == wanted.survey and it.withdrawn is None]
        for it in earlier:
            if (it.item, it.day) == (wanted.item, wanted.day):
                raise Stop(problem("rebase-twice", item=it.item, date=it.day, id=it.id))
        done = replace(wanted, id=store.add_rebase(wanted))
        return done, _doubts(settings, store, done, earlier)


def remove_rebase(settings: Settings, number: int, today: date) -> Rebase:
    """Withdraws a rebase; gives it back as it was before. Raises Stop("no-such-rebase")."""
    with _opened(settings) as store:
        found = next((it for it in store.rebases() if it.id == number), None)
        if found is None:
            raise Stop(problem("no-such-rebase", id=number))
        store.withdraw_rebase(number, today)
    return found


def _start(waves: Sequence[Wave], day: date) -> date:
    """The first day of the next stock-take; the first of all has nothing before it that limits could differ from."""
    later = [wave.first for wave in waves[1:] if wave.first >= day]
    if not later or day <= waves[0].first:
        known = ", ".join(f"{wave.first} ({wave.label})" for wave in waves[1:]) or "there is only one stock-take"
        raise Stop(problem("rebase-date", date=day, known=known))
    return later[0]


def _refuse_item(store: Store, wanted: Rebase) -> None:
    """An item with a favourable side, or an index, of any wave."""
    known = [name for survey in _asked(store, wanted.survey) for name in survey.followed]
    if wanted.item not in known:
        hint = toml.did_you_mean(wanted.item, dict.fromkeys(known))
        raise Stop(problem("rebase-item", item=wanted.item, survey=wanted.survey, hint=hint))


def _asked(store: Store, survey: str) -> list[Survey]:
    labels = [wave.label for wave in store.waves(survey)]
    return [it.survey for it in store.tallies(survey, labels)]


def _doubts(settings: Settings, store: Store, rebase: Rebase, earlier: Sequence[Rebase]) -> tuple[Problem, ...]:
    """What the shown points of ended waves say against a rebase, judged without it."""
    ended = [wave.label for wave in store.waves(rebase.survey) if wave.ended(rebase.recorded)]
    if not ended:
        return trend.doubts(None, rebase.day, rebase.id)
    scores = analyse.score(store.tallies(rebase.survey, ended))
    release = protect.release(scores, settings.policy.rules, store.past(rebase.survey))
    trends = {it.item: it for it in trend.follow(release, earlier)}
    return trend.doubts(trends.get(rebase.item), rebase.day, rebase.id)


# --- both ------------------------------------------------------------------------------------------------------------


def _opened(settings: Settings) -> AbstractContextManager[Store]:
    return Store.open(settings.database, survey_from=define.from_source)


def _known_survey(settings: Settings, store: Store, survey: str) -> None:
    known = {*store.surveys(), *(it.id for it in define.library(settings.surveys))}
    if survey not in known:
        raise Stop(problem("no-such-survey", survey=survey, known=", ".join(sorted(known)) or "none"))


def _a_line(text: str, most: int) -> bool:
    return 0 < len(text) <= most and text.isprintable()
