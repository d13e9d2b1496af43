"""A platform's export into the store: read -> map -> check -> redact -> save -> tally."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from pulse import collect, define, files, listen
from pulse.journeys import alerting, attributed, opening
from pulse.journeys.asked import Asked
from pulse.journeys.rated import recognisable
from pulse.journeys.rehearsed import leaving_nothing
from pulse.journeys.wording import redactor_of
from pulse.model.answers import Load, Sheets
from pulse.model.collected import Choices, Collected, CollectNote, Summary
from pulse.model.exports import FileFacts
from pulse.model.groups import People
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.review import Checked
from pulse.model.survey import Survey
from pulse.settings import LIMITS, Limits, Settings
from pulse.store import Keys, Store

Watch = Callable[[Iterator[Sheets]], Iterator[Sheets]]  # sees each batch of sheets pass, for a progress bar


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person at the keyboard said about the files: empty where she left it to the tool."""

    survey: str = ""
    wave: str = ""
    first: date | None = None
    last: date | None = None
    encoding: str | None = None
    rehearsal: bool = False
    choices: Choices = field(default_factory=Choices)


def inspect(settings: Settings | None, path: Path, encoding: str | None) -> FileFacts:
    """What a file is. Nothing is stored."""
    return collect.inspect(path, encoding, _limits(settings))


def cells(settings: Settings | None, path: Path, encoding: str | None, out: Path) -> Path:
    """Every cell of a file exactly as read, as a UTF-8 CSV only its owner may read."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(collect.cells(path, encoding, _limits(settings)))
    files.write_whole(out, text.getvalue(), private=True)
    return out


def collect_files(
    settings: Settings, paths: Iterable[Path], wanted: Wanted, today: date, watch: Watch = iter
) -> Iterator[Summary]:
    """Collects one file after another, each in a transaction of its own, and tells what came of it."""
    library = define.library(settings.surveys)
    keys = Keys(settings.key, keep=not wanted.rehearsal)
    redactor, risks = redactor_of(settings), listen.risks(settings.phrases)
    lent = leaving_nothing(settings) if wanted.rehearsal else nullcontext(settings)
    with lent as it, Store.open(it.database, survey_from=define.from_source) as store:
        for path in paths:
            load = _read(settings, path, wanted, library, store, keys, today)
            listening = listen.Listening(redactor, risks)
            load = replace(load, sheets=watch(listening.sheets(load.sheets)))
            put = store.rehearse if wanted.rehearsal else store.save
            try:
                with _no_search_for_cycles():
                    collected = put(load, today, wanted.choices, settings.limits, keys)
            except Stop as stop:
                raise _told_with_rejects(settings, load, stop) from stop
            if store.people().rows:
                collect.suggest_aliases(settings.aliases, load.reading.not_assigned)
            alerts = {} if wanted.rehearsal else alerting.tell(settings, store)
            summary = _summary(load, collected, store.people(), _keep_rejects(settings, load), wanted)
            yield replace(summary, listened=listening.came_to, alerts=alerts)


def check_comments(settings: Settings, path: Path, wanted: Wanted, today: date) -> tuple[Checked, ...]:
    """Every comment of a file as it would be kept. Nothing is stored, and no key is made."""
    library = define.library(settings.surveys)
    keys = Keys(settings.key, keep=False)
    with leaving_nothing(settings) as it, Store.open(it.database, survey_from=define.from_source) as store:
        load = _read(settings, path, wanted, library, store, keys, today)
        listening = listen.Listening(redactor_of(settings), listen.risks(settings.phrases))
        return tuple(listening.checked(load.sheets))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Cells and rows hold no cycles: to look for some among millions of them would take a sixth of the time."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def undo(settings: Settings, collect_id: int, today: date) -> int:
    """Takes one collect back; gives back how many answer sheets fewer there are."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return store.undo(collect_id, today)


def collects(settings: Settings) -> tuple[CollectNote, ...]:
    """Every collect, the newest first."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return store.collects()


def _summary(load: Load, collected: Collected, people: People, rejects: str, wanted: Wanted) -> Summary:
    reading = load.reading
    return Summary(
        survey=load.survey.id,
        facts=replace(load.facts, rows=reading.read),
        matches=load.matches,
        collected=collected,
        comments=reading.comments,
        not_assigned={name: sum(seen.values()) for name, seen in reading.not_assigned.items()},
        asked={label: people.asked(wave.first).get((), 0) for label, wave in reading.waves.items()},
        problems=(*_nobody_known(load, people), *load.facts.problems, *sorted(reading.problems, key=_line)),
        rehearsal=wanted.rehearsal,
        straight=reading.straight,
        hasty=reading.hasty,
        alike=reading.alike,
        doubtful_days=reading.doubtful_days,
        aside_with_others=reading.aside_with_others,
        own_group=reading.own_group,
        rejects=rejects,
    )


def _nobody_known(load: Load, people: People) -> tuple[Problem, ...]:
    """What to do where groups are asked for and none are loaded: it is not the names in the export that are unknown."""
    place = Place(load.facts.file)
    return () if people.rows or not load.reading.not_assigned else (problem("people-not-loaded", place),)


def _line(fault: Problem) -> int:
    return fault.place.line or 0


def _keep_rejects(settings: Settings, load: Load) -> str:
    """Writes the list of what was set aside, if anything was; gives back where it is."""
    if not load.reading.rejects:
        return ""
    path = settings.rejects / f"{load.survey.id}-{load.digest[:8]}.csv"
    files.write_whole(path, collect.rejects_csv(Path(load.facts.file).name, load.reading.rejects), private=True)
    return str(path)


def _told_with_rejects(settings: Settings, load: Load, stop: Stop) -> Stop:
    """The same stop; where too much was set aside, it says where the list is."""
    first, *others = stop.problems
    if first.code != "too-many-rejects":
        return stop
    details = {**first.details, "rejects": _keep_rejects(settings, load)}
    return Stop(replace(first, details=details), *others)


def _limits(settings: Settings | None) -> Limits:
    return settings.limits if settings else LIMITS


def _read(
    settings: Settings,
    path: Path,
    wanted: Wanted,
    library: Sequence[Survey],
    store: Store,
    keys: Keys,
    today: date,
) -> Load:
    recognised = recognisable(settings, library, store)
    survey_id = wanted.survey or collect.identify(path, recognised, settings.mapping, wanted.encoding, settings.limits)
    attributed.refuse_attributed(settings, library, survey_id)
    for label, key_id in store.key_ids(survey_id).items():
        keys.matches(survey_id, label, key_id)
    asked = Asked.of(settings, library, survey_id)
    survey, wave = asked.of_file(wanted, today)
    opening.refuse_foreign(store, survey)
    if survey.linked:
        keys.link_matches(survey_id, store.link_id(survey_id))

    try:
        return collect.read(
            path,
            survey=survey,
            people=store.people(),
            levels=settings.levels,
            zone=settings.zone,
            mapping=partial(settings.mapping, survey_id),
            aliases=settings.aliases,
            wave=wave,
            wave_on=partial(asked.wave_on, survey),
            closed=store.closed(survey_id),
            secret=partial(keys.secret, survey_id),
            link=partial(keys.link_secret, survey_id) if survey.linked else None,
            encoding=wanted.encoding,
            limits=settings.limits,
        )
    except Stop as stop:
        if stop.problems[0].code != "items-unmatched" or wave is not None or len(asked.versions) == 1:
            raise
        raise Stop(*stop.problems, problem("perhaps-earlier", Place(str(path)), survey=survey_id)) from stop
