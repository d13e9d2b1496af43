"""A platform's export into the store: read -> map -> check -> save -> tally."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from pulse import collect, define, files, schedule
from pulse.journeys.defining import versions
from pulse.model.answers import Load, Row
from pulse.model.collected import Summary
from pulse.model.exports import FileFacts
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings
from pulse.store import Keys, Store

Watch = Callable[[Iterator[Row]], Iterator[Row]]  # sees each row pass, for a progress bar


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person at the keyboard said about the files: empty where she left it to the tool."""

    survey: str = ""
    wave: str = ""
    first: date | None = None
    last: date | None = None
    encoding: str | None = None
    rehearsal: bool = False


def inspect(path: Path, encoding: str | None) -> FileFacts:
    """What a file is. Nothing is stored."""
    return collect.inspect(path, encoding)


def cells(path: Path, encoding: str | None, out: Path) -> Path:
    """Every cell of a file exactly as read, as a UTF-8 CSV only its owner may read."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(collect.cells(path, encoding))
    files.write_whole(out, text.getvalue(), private=True)
    return out


def collect_files(
    settings: Settings, paths: Iterable[Path], wanted: Wanted, today: date, watch: Watch = iter
) -> Iterator[Summary]:
    """Collects one file after another, each in a transaction of its own, and tells what came of it."""
    library = define.library(settings.surveys)
    keys = Keys(settings.key, keep=not wanted.rehearsal)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        for path in paths:
            load = _read(settings, path, wanted, library, store, keys, today)
            load = replace(load, rows=watch(load.rows))
            collected = store.rehearse(load) if wanted.rehearsal else store.save(load, today)
            collect.suggest_aliases(settings.aliases, load.reading.not_assigned)
            people = store.people()
            yield Summary(
                survey=load.survey.id,
                facts=load.facts,
                matches=load.matches,
                collected=collected,
                comments=load.reading.comments,
                not_assigned={name: sum(seen.values()) for name, seen in load.reading.not_assigned.items()},
                asked={label: people.asked(wave.first).get((), 0) for label, wave in load.reading.waves.items()},
                problems=(*load.facts.problems, *load.reading.problems),
                rehearsal=wanted.rehearsal,
            )


def _read(
    settings: Settings,
    path: Path,
    wanted: Wanted,
    library: Sequence[Survey],
    store: Store,
    keys: Keys,
    today: date,
) -> Load:
    survey_id = wanted.survey or collect.identify(path, library, settings.mapping, wanted.encoding)
    asked = versions(library, survey_id)
    wave = schedule.wave_named(asked[-1], wanted.wave, wanted.first, wanted.last) if wanted.wave else None
    survey = define.version_for(asked, wave.first if wave else today)

    def wave_on(day: date) -> Wave | None:
        # Answers to another version of the questionnaire belong to another wave: she names it with --wave.
        return schedule.wave_on(survey, day) if define.version_for(asked, day) is survey else None

    return collect.read(
        path,
        survey=survey,
        people=store.people(),
        levels=settings.levels,
        zone=settings.zone,
        mapping=partial(settings.mapping, survey_id),
        aliases=settings.aliases,
        wave=wave,
        wave_on=wave_on,
        frozen=store.past(survey_id),
        secret=partial(keys.secret, survey_id),
        encoding=wanted.encoding,
    )
