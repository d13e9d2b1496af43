"""Questionnaires and people.csv: what there is, whether it is right, how to start one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pulse import define, files, schedule, starter
from pulse.model.benchmarks import Beside, Pack
from pulse.model.groups import People
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey
from pulse.settings import Settings


def questionnaires(settings: Settings | None) -> tuple[Survey, ...]:
    """Every version of every questionnaire: the workspace's, or the shipped ones outside a workspace."""
    return define.library(settings.surveys if settings else define.shipped())


def questionnaire(settings: Settings | None, survey: str) -> Survey:
    """The newest version of one questionnaire, given by its id or by its file."""
    if Path(survey).suffix == ".toml":
        return define.load(Path(survey))
    return versions(questionnaires(settings), survey)[-1]


def versions(surveys: Iterable[Survey], survey_id: str) -> tuple[Survey, ...]:
    """All versions of one questionnaire, oldest first. Raises Stop("no-such-survey") naming those there are."""
    known = tuple(surveys)
    found = tuple(survey for survey in known if survey.id == survey_id)
    if not found:
        ids = ", ".join(sorted({survey.id for survey in known})) or "none"
        raise Stop(problem("no-such-survey", survey=survey_id, known=ids))
    return found


def check(settings: Settings | None, paths: Iterable[Path]) -> dict[Path, tuple[Problem, ...]]:
    """Every fault of every given file; of the whole library where none is given.

    Raises Stop("benchmarks-faulty") where the workspace's own benchmarks cannot be held against what the files name.
    """
    folder = settings.surveys if settings else define.shipped()
    pack = benchmarks(settings)
    levels = settings.levels if settings else ()
    return {path: _faults(path, pack, levels) for path in (tuple(paths) or define.questionnaires(folder))}


def _faults(path: Path, pack: Pack, levels: tuple[str, ...]) -> tuple[Problem, ...]:
    path = define.translated_by(path) or path
    faults = define.check(path)
    if faults:
        return faults
    survey = define.load(path)
    timing = (replace(fault, place=Place(str(path))) for fault in schedule.check(survey))
    return (*timing, *_third_dimension(path, survey, levels), *define.unfit(path, pack), *define.gaps(path))


def _third_dimension(path: Path, survey: Survey, levels: tuple[str, ...]) -> tuple[Problem, ...]:
    """One grouping may stand beside the levels; where nobody knows the levels (no workspace) nothing is said.

    What is answered by name has no figures of groups.
    """
    second, *others = survey.crossing(levels) or ("",)
    if not levels or not others or survey.attributed:
        return ()
    named = " and ".join(f"'{name}'" for name in others)
    place = Place(str(path))
    return (problem("third-dimension", place, levels=", ".join(levels), second=second, others=named),)


def benchmarks(settings: Settings | None) -> Pack:
    """The shipped benchmarks and the workspace's own. Raises Stop("benchmarks-faulty") with every fault of its file."""
    own = settings.benchmarks if settings else None
    try:
        return define.benchmarks(own)
    except Stop as stop:
        place = Place(str(own or ""))
        raise Stop(problem("benchmarks-faulty", place, faults=len(stop.problems)), *stop.problems) from stop


def new(settings: Settings, survey_id: str, title: str) -> Path:
    """Puts a questionnaire to start from into the workspace: a shipped one by its id, else a short commented one.

    Raises Stop("file-exists") rather than overwrite one.
    """
    path = settings.surveys / f"{survey_id}.toml"
    if path.exists():
        raise Stop(problem("file-exists", Place(str(path))))
    shipped = next((it for it in define.shipped().glob("*.toml") if it.stem == survey_id), None)
    files.write_whole(path, shipped.read_text(encoding="utf-8") if shipped else define.new(survey_id, title))
    return path


def schema() -> dict[str, object]:
    """The JSON Schema of a questionnaire, so that an editor completes it."""
    return define.schema()


def people(settings: Settings, path: Path) -> People:
    """Checks a list of groups and keeps it in the store; it takes the place of a people.csv that only has examples."""
    from pulse.store import Store  # late: checking a file alone needs no database

    people = define.people(path, settings.levels)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        store.load_people(people)
    here = settings.people
    if not here.exists() or starter.is_example(here.read_text(encoding="utf-8", errors="replace")):
        files.write_whole(here, path.read_text(encoding="utf-8-sig"))
    return people


def beside(settings: Settings, asked: Survey) -> tuple[Beside, ...]:
    """The benchmarks the questionnaire names now, be it since the wave was asked, held against what was asked."""
    now = define.as_it_is_now(settings.surveys, asked)
    named = {item.id: item.benchmark for item in now.items}
    items = tuple(replace(item, benchmark=named.get(item.id, "")) for item in asked.items)
    survey = replace(asked, items=items, instrument=now.instrument, population=now.population)
    return define.beside(survey, benchmarks(settings)) if any(named.values()) else ()
