"""What is wrong with this workspace, thing by thing, each with what mends it. Nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from pulse import define, schedule, settings, store
from pulse.journeys import coding, defining, keeping
from pulse.model.health import Examined
from pulse.model.kept import Kept
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.settings import Settings
from pulse.store import Journal, Keys, Store

_ROOM = 200_000_000  # bytes that should be free on the disk, or three times the database
_EXPORTS_TAKE = timedelta(days=3)  # from the end of a wave until somebody should have collected and reported it
_INBOX_WAITS = timedelta(days=2)
_RUN_WAITS = timedelta(days=3)  # over a weekend on which the machine is off
_BACKUP_LASTS = timedelta(days=31)
_WAVES_BACK = 6


def examine(start: Path, today: date, now: datetime) -> tuple[Examined, ...]:
    """Everything that is looked at, in order.

    now  the machine's own clock, with its offset. Raises Stop("no-workspace").
    """
    try:
        found = settings.find(start)
    except Stop as stop:
        if stop.problems[0].code == "no-workspace":
            raise
        return (Examined("settings", stop.problems),)
    database = store.examine(found.database)
    alone = (
        Examined("settings"),
        Examined("database", database),
        Examined("key", _stops(lambda: Keys(found.key, keep=False))),
        Examined("zone", tuple(_zone(found, now))),
        Examined("disk", tuple(_disk(found))),
        Examined("definitions", _found(lambda: _definitions(found))),
        Examined("inbox", tuple(_inbox(found, today))),
    )
    return (*alone, *_in_the_database(found, today, usable=not database))


def _found(look: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
    """What a look finds; where it cannot go on, what stopped it."""
    try:
        return tuple(look())
    except Stop as stop:
        return stop.problems


def _stops(work: Callable[[], object]) -> tuple[Problem, ...]:
    """What keeps a piece of work from being done; what it gives back is not asked for."""
    try:
        work()
    except Stop as stop:
        return stop.problems
    return ()


def _zone(found: Settings, now: datetime) -> Iterator[Problem]:
    """The day of a daily line is the machine's: near midnight another one than that of the staff."""
    there = now.astimezone(ZoneInfo(found.zone))
    if there.utcoffset() != now.utcoffset():
        yield problem("doctor-zone", zone=found.zone, here=f"{now:%H:%M}", there=f"{there:%H:%M}")


def _disk(found: Settings) -> Iterator[Problem]:
    size = found.database.stat().st_size if found.database.exists() else 0
    free = shutil.disk_usage(found.root).free
    if free < max(_ROOM, 3 * size):
        yield problem("doctor-disk", Place(str(found.root)), free=free // 1_000_000)
    for folder in (found.root, found.surveys, found.reports, found.inbox):
        if folder.exists() and not os.access(folder, os.W_OK):
            yield problem("doctor-not-writable", Place(str(folder)))


def _definitions(found: Settings) -> Iterator[Problem]:
    """Faults of every file a person wrote, each once."""
    by_file = [*defining.check(found, ()).values(), *coding.check(found, ()).values()]
    together = (
        _stops(lambda: define.people(found.people, found.levels)) if found.people.exists() else (),
        _stops(lambda: define.library(found.surveys)),
        _stops(lambda: define.instances(found.instances, "")),
    )
    yield from {f"{it.code} {it.place}": it for faults in (*by_file, *together) for it in faults}.values()


def _inbox(found: Settings, today: date) -> Iterator[Problem]:
    waiting = [path for path in _files(found.inbox) if today - _day_of(path) > _INBOX_WAITS]
    if waiting:
        oldest = min(waiting, key=lambda path: (_day_of(path), path.name))
        yield problem("doctor-inbox", Place(str(oldest)), count=len(waiting), file=f"inbox/{oldest.name}")
    refused = [path for path in _files(found.inbox / "refused") if path.suffix != ".txt"]
    if refused:
        yield problem("doctor-refused", Place(str(found.inbox / "refused")), count=len(refused))


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if path.is_file() and not path.name.startswith(".")]


def _day_of(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


# --- what only the database can tell ---


def _in_the_database(found: Settings, today: date, *, usable: bool) -> Iterator[Examined]:
    areas = ("people", "keys of waves", "clock", "ledger", "waves", "daily line", "backup")
    looks = (_people, _keys_of_waves, _clock, _ledger, _waves, _daily_line, _backup)
    if not found.database.exists():
        yield from map(Examined, areas)
        return
    if not usable:
        yield from (Examined(area, looked=False) for area in areas)
        return
    with Store.open(found.database, survey_from=define.from_source) as opened:
        for area, look in zip(areas, looks, strict=True):
            yield Examined(area, _found(partial(look, found, opened, today)))


def _people(found: Settings, opened: Store, _: date) -> Iterator[Problem]:
    """What is in people.csv counts once it is loaded. Faults of the file itself are told with the definitions."""
    if not found.people.exists():
        return
    try:
        written = define.people(found.people, found.levels)
    except Stop:
        return
    if set(written.rows) != set(opened.people().rows):
        yield problem("doctor-people", Place(str(found.people)))


def _keys_of_waves(found: Settings, opened: Store, _: date) -> Iterator[Problem]:
    try:
        keys = Keys(found.key, keep=False)
    except Stop:
        return  # told of the key itself
    for survey in opened.surveys():
        for label, key_id in opened.key_ids(survey).items():
            yield from _stops(partial(keys.matches, survey, label, key_id))
        yield from _stops(partial(keys.link_matches, survey, opened.link_id(survey)))


def _clock(_: Settings, opened: Store, today: date) -> Iterator[Problem]:
    days = [it.day for it in opened.collects()] + [it.day for it in opened.entries()]
    newest = max(days, default=today)
    if newest > today:
        yield problem("doctor-clock", today=today, newest=newest)


def _ledger(_: Settings, opened: Store, __: date) -> Iterator[Problem]:
    if opened.broken():
        yield problem("doctor-ledger")


def _waves(found: Settings, opened: Store, today: date) -> Iterator[Problem]:
    yield from _without_answers(found, opened, today)
    kept = opened.kept()
    for survey in opened.surveys():
        yield from _unreported(opened, [it for it in kept if it.wave.survey == survey], today)
        late = [it for it in keeping.due(found, today) if it.survey == survey]
        if late:
            oldest = late[0]
            yield problem("doctor-unclosed", survey=survey, wave=oldest.label, last=oldest.last, count=len(late))
    before = found.retention.purge_before(today)
    old = [it for it in kept if it.answers and it.closed is not None and it.wave.last < before]
    if old:
        yield problem("doctor-unpurged", count=len(old), months=found.retention.keep_answers_months, before=before)


def _daily_line(_: Settings, opened: Store, today: date) -> Iterator[Problem]:
    """Where it has ever run, it should run every day."""
    last = Journal(opened).last_day()
    if last and today - last > _RUN_WAITS:
        yield problem("doctor-run-stopped", last=last)


def _unreported(opened: Store, kept: Sequence[Kept], today: date) -> Iterator[Problem]:
    """The newest wave that has been over for some days, where no report has shown it or a later one."""
    ended = [it for it in kept if it.closed is None and it.answers and it.wave.last < today - _EXPORTS_TAKE]
    if not ended:
        return
    wave = ended[-1].wave
    if not any(it.wave.first >= wave.first and it.wave.label in opened.past(wave.survey) for it in kept):
        yield problem("doctor-unreported", survey=wave.survey, wave=wave.label, last=wave.last)


def _without_answers(found: Settings, opened: Store, today: date) -> Iterator[Problem]:
    """Waves of the schedule that ended of late and have no answers, from the first one a survey has answers to."""
    library = define.library(found.surveys)
    for name in dict.fromkeys(it.id for it in library):
        held = opened.waves(name)
        survey = define.version_for(defining.versions(library, name), today)
        starts = survey.schedule.starts if survey.schedule else None
        since = max(
            starts or (held[0].first if held else today),
            today - timedelta(days=found.retention.close_after_days),
        )
        for wave in schedule.recent(survey, today - _EXPORTS_TAKE, _WAVES_BACK):
            # Whatever it is called: a wave may have been collected under other days than the schedule's.
            asked = any(it.first <= wave.last and wave.first <= it.last for it in held)
            if not asked and wave.last >= since and (starts or wave.first >= since):
                yield problem("doctor-unanswered", survey=name, wave=wave.label, last=wave.last)


def _backup(found: Settings, opened: Store, today: date) -> Iterator[Problem]:
    collected = [it.day for it in opened.collects() if it.undone is None]
    if not collected:
        return
    last = _last_backup(found)
    if last is None:
        yield problem("doctor-no-backup")
    elif not Path(last[1]).exists():
        yield problem("doctor-backup-gone", Place(last[1]), day=last[0])
    elif today - last[0] > _BACKUP_LASTS and max(collected) >= last[0]:
        yield problem("doctor-old-backup", day=last[0])


def _last_backup(found: Settings) -> tuple[date, str] | None:
    try:
        said = json.loads(found.backup_note.read_text(encoding="utf-8"))
        return date.fromisoformat(said["day"]), str(said["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # no note, or none that can be read: as if there were no backup
