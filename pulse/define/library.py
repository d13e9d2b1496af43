"""A folder of questionnaires: one TOML file a version, read all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pulse.define.holidays import own_holidays
from pulse.define.survey import from_source
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey

_NOT_QUESTIONNAIRES = (".map.toml", "aliases.toml")


def shipped() -> Path:
    """The folder of the shipped questionnaires, in a wheel (inside the package) or a checkout (beside it)."""
    package = Path(__file__).parents[1]
    inside = package / "surveys"
    return inside if inside.is_dir() else package.parent / "surveys"


def questionnaires(folder: Path) -> tuple[Path, ...]:
    """The questionnaire files of a folder, by name; mappings and aliases are not among them."""
    return tuple(path for path in sorted(folder.glob("*.toml")) if not path.name.endswith(_NOT_QUESTIONNAIRES))


def load(path: Path) -> Survey:
    """The questionnaire in a file. Raises Stop with every fault in it, or "file-missing"."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Stop(problem("definition-not-utf8", Place(str(path), line))) from error
    return from_source(text, str(path))


def check(path: Path) -> tuple[Problem, ...]:
    """Every fault of a questionnaire; none when it can be used."""
    try:
        load(path)
    except Stop as stop:
        return stop.problems
    return ()


def library(folder: Path) -> tuple[Survey, ...]:
    """Every version of every questionnaire in a folder, by id, then version.

    Schedules that mind holidays know those of the folder's holidays.csv. Raises Stop with all faults of all files, two
    files that hold the same version among them.
    """
    found: dict[tuple[str, int], Survey] = {}
    faults: list[Problem] = []
    for path in questionnaires(folder):
        try:
            survey = load(path)
        except Stop as stop:
            faults += stop.problems
            continue
        if (survey.id, survey.version) in found:
            faults.append(problem("version-twice", Place(str(path)), survey=survey.id, version=survey.version))
        found[survey.id, survey.version] = survey
    own: tuple[date, ...] = ()
    try:
        own = own_holidays(folder)
    except Stop as stop:
        faults += stop.problems
    if faults:
        raise Stop(*faults)
    return tuple(_minding(found[key], own) for key in sorted(found))


def _minding(survey: Survey, own: tuple[date, ...]) -> Survey:
    if survey.schedule is None or not survey.schedule.holidays or not own:
        return survey
    return replace(survey, schedule=replace(survey.schedule, own_holidays=own))


def instances(folder: Path, survey: str) -> tuple[Survey, ...]:
    """What was written for single waves of a questionnaire, oldest wave first.

    Raises Stop with all faults of all files, "not-an-instance" among them.
    """
    found: list[Survey] = []
    faults: list[Problem] = []
    for path in questionnaires(folder):
        try:
            found.append(load(path))
        except Stop as stop:
            faults += stop.problems
            continue
        if found[-1].instance is None:
            faults.append(problem("not-an-instance", Place(str(path))))
    if faults:
        raise Stop(*faults)
    return tuple(
        sorted((it for it in found if it.id == survey), key=lambda it: it.instance.first if it.instance else date.min)
    )


def as_it_is_now(folder: Path, asked: Survey) -> Survey:
    """The same version of a questionnaire as its file in the folder says it now; `asked` itself where there is none.

    Raises Stop with the faults of files that cannot be read where it may be one of those; other files' faults are not
    its concern.
    """
    faults: list[Problem] = []
    for path in questionnaires(folder):
        try:
            survey = load(path)
        except Stop as stop:
            faults += stop.problems
            continue
        if (survey.id, survey.version) == (asked.id, asked.version):
            return survey
    if faults:
        raise Stop(*faults)
    return asked


def asked_on(versions: Sequence[Survey], made_for: Sequence[Survey], day: date) -> Survey:
    """The questionnaire of a day: the one written for a wave that holds it, or the version asked then."""
    held = (it for it in made_for if it.instance and it.instance.first <= day <= it.instance.last)
    return next(held, None) or version_for(versions, day)


def version_for(versions: Sequence[Survey], day: date) -> Survey:
    """The version asked on a day: the newest that had begun, or the oldest where none had."""
    begun = [survey for survey in versions if survey.asked_from is None or survey.asked_from <= day]
    return max(begun or versions[:1], key=lambda survey: survey.version)
