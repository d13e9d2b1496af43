"""Exports that were dropped into the inbox: collected, then moved to inbox/done or, with the reason, inbox/refused.

A file is put away once all that is in it is in the store and the log names it. A run that is cut off before collects it
again, which adds nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import count
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from pulse import collect, define, files
from pulse.errors import Exit
from pulse.journeys import attributed
from pulse.journeys.collecting import Wanted, collect_files
from pulse.journeys.rated import recognisable
from pulse.model.collected import Summary
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Store

_ENDS_THE_RUN = (Exit.CANNOT_WRITE, Exit.LOCKED)
_NOT_THE_FILE = (Exit.CONFIG, Exit.UNDECIDED, Exit.BUG)  # a fault of the workspace: the file waits until it is mended
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")
_UNSETTLED = "file-changed"  # somebody is still writing it


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file, and where it is to be put."""

    file: Path
    target: Path
    survey: str
    summaries: tuple[Summary, ...]  # one for each stock-take that was tried and could take the file
    outside: int  # rows of no wave that takes answers
    problems: tuple[Problem, ...] = ()  # why it was refused
    left: bool = False  # ... or left in the inbox: the fault may not be its own

    @property
    def answered(self) -> dict[str, int]:
        """Wave label -> answer sheets that were new."""
        found: dict[str, int] = {}
        for it in self.summaries:
            for label in it.collected.answered:
                found[label] = found.get(label, 0) + it.collected.counts.stored
        return found


def waiting(settings: Settings) -> tuple[Path, ...]:
    """The files in the inbox that look finished, by name."""
    if not settings.inbox.is_dir():
        return ()
    found = sorted(path for path in settings.inbox.iterdir() if path.is_file() and not path.name.startswith("."))
    return tuple(path for path in found if path.suffix.casefold() not in _UNFINISHED)


def take(settings: Settings, path: Path, today: date, *, rehearsal: bool) -> Taken:
    """Collects one file into every wave it has answers of; `put_away` moves it.

    Raises Stop where nothing can be written, or another run is writing.
    """
    try:
        with _aside(settings) if rehearsal else nullcontext(settings) as where:
            return _collected(where, path, today, rehearsal=rehearsal)
    except Stop as stop:
        if stop.status in _ENDS_THE_RUN:
            raise
        left = _waits(stop)
        target = path if left else _free(path, settings.inbox / "refused")
        return Taken(path, target, "", (), 0, stop.problems, left)


@dataclass(frozen=True, slots=True)
class _Aside(Settings):
    """The same workspace, but for the folders in which a collect puts what a person is to read or to edit."""

    aside: Path = Path()

    @property
    def surveys(self) -> Path:
        """A copy of the questionnaires."""
        return self.aside / "surveys"

    @property
    def reports(self) -> Path:
        """Where nobody looks."""
        return self.aside / "reports"


@contextmanager
def _aside(settings: Settings) -> Iterator[Settings]:
    """Settings for a rehearsal, which is to leave nothing behind."""
    with TemporaryDirectory() as folder:
        copy = _Aside(**{it.name: getattr(settings, it.name) for it in fields(settings)}, aside=Path(folder))
        copytree(settings.surveys, copy.surveys)
        yield copy


def put_away(taken: Taken) -> None:
    """Moves a file to its place; beside one that was refused stands why: places and codes, never an answer."""
    if taken.left:
        return
    if taken.problems:
        note = taken.target.with_name(f"{taken.target.name}.txt")
        files.write_whole(note, "".join(_lines(taken)), private=True)
    try:
        taken.target.parent.mkdir(parents=True, exist_ok=True)
        taken.file.rename(taken.target)
    except OSError as error:
        fault = problem("cannot-write", Place(str(taken.target)), reason=error.strerror or type(error).__name__)
        raise Stop(fault) from error


def _waits(stop: Stop) -> bool:
    """True where the file may be as it should be, and stays in the inbox."""
    return stop.status in _NOT_THE_FILE or stop.problems[0].code == _UNSETTLED


def _collected(settings: Settings, path: Path, today: date, *, rehearsal: bool) -> Taken:
    """The file as the newest stock-take's; what is older is looked for in the ones before it.

    Stock-takes that ask other questions, and those opened by themselves, each take their own rows only.
    """
    survey, waves = _known(settings, path, today)
    wanted = Wanted(survey, rehearsal=rehearsal)
    done: list[Summary] = []
    stops: list[Stop] = []
    outside: int | None = None
    seen: set[str] = set()  # labels of the waves whose rows were taken
    for wave in (None, *waves):
        if wave and wave.label in seen:
            continue
        named = replace(wanted, wave=wave.label, first=wave.first, last=wave.last) if wave else wanted
        try:
            (found,) = collect_files(settings, [path], named, today)
        except Stop as stop:
            if stop.status in _ENDS_THE_RUN or _waits(stop) or stop.problems[0].code == "wave-unknown":
                raise
            stops.append(stop)
            continue
        seen |= set(found.collected.answered)
        placed = found.collected.counts.stored + found.collected.counts.duplicate
        outside = found.collected.counts.outside if outside is None else outside - placed
        if placed or (found.to_look_at and not done):
            done.append(found)
        if not outside:
            break
    if outside is None:
        raise stops[0]
    if outside and not any(it.collected.counts.stored + it.collected.counts.duplicate for it in done):
        raise Stop(problem("inbox-no-wave", Place(str(path)), rows=outside))
    return Taken(path, _free(path, settings.inbox / "done"), survey, tuple(done), outside)


def _known(settings: Settings, path: Path, today: date) -> tuple[str, tuple[Wave, ...]]:
    """Whose export it is, and that questionnaire's waves that may still take answers, the newest first."""
    library = define.library(settings.surveys)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        known = [it for it in recognisable(settings, library, store) if not it.attributed]
        survey = collect.identify(path, known, settings.mapping, None, settings.limits)
        attributed.refuse_attributed(settings, library, survey)
        closed = store.closed(survey)
        waves = {it.label: it for it in store.waves(survey)}
    for it in define.instances(settings.instances, survey):
        if it.instance and it.instance.first <= today:
            waves.setdefault(it.instance.label, it.instance)
    still = [it for it in waves.values() if it.label not in closed]
    return survey, tuple(sorted(still, key=lambda it: it.first, reverse=True))


def _lines(taken: Taken) -> Iterator[str]:
    root = f"{taken.file.parent.parent}{os.sep}"  # files are named as seen from the workspace
    yield f"{taken.file.name} was not taken. Nothing of it was stored.\n\n"
    for fault in taken.problems:
        place = f"{fault.place}: " if str(fault.place) else ""
        yield f"{place}{fault.words}\n  -> {fault.remedy}\n".replace(root, "")
    yield "\nThen put the file back into inbox/, and delete this text.\n"


def _free(path: Path, folder: Path) -> Path:
    """A place in a folder for the file, under a number where its name is taken."""
    names = (f"{path.stem}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())
