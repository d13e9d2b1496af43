"""A folder of questionnaires: one TOML file a version, read all together; beside it a file a language.

`stock-take.cy.toml` has the Welsh texts of `stock-take.toml`, whatever version that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from glob import escape
from pathlib import Path

from pulse import toml
from pulse.define.holidays import own_holidays
from pulse.define.survey import Definition
from pulse.define.translation import TAG
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey

_NOT_QUESTIONNAIRES = (".map.toml", "aliases.toml")


def shipped() -> Path:
    """The folder of the shipped questionnaires, in a wheel (inside the package) or a checkout (beside it)."""
    package = Path(__file__).parents[1]
    inside = package / "surveys"
    return inside if inside.is_dir() else package.parent / "surveys"


def questionnaires(folder: Path) -> tuple[Path, ...]:
    """The questionnaire files of a folder, by name; mappings, aliases and translations are not among them."""
    found = (path for path in sorted(folder.glob("*.toml")) if not path.name.endswith(_NOT_QUESTIONNAIRES))
    return tuple(path for path in found if translated_by(path) is None)


def translated_by(path: Path) -> Path | None:
    """The questionnaire whose texts a file has in another language; None for a file that is no translation."""
    stem, _, tag = path.stem.rpartition(".")
    of = path.with_name(f"{stem}.toml")
    is_one = stem and TAG.fullmatch(tag) and not path.name.endswith(_NOT_QUESTIONNAIRES) and of.is_file()
    return of if is_one else None


def translations(path: Path) -> Mapping[str, Path]:
    """Language -> the file beside a questionnaire that has its texts."""
    found = sorted(path.parent.glob(f"{escape(path.stem)}.*.toml"))
    return {it.stem.rpartition(".")[2]: it for it in found if translated_by(it) == path}


def load(path: Path) -> Survey:
    """The questionnaire in a file, with its languages. Raises Stop with every fault in it, or "file-missing".

    Texts that a language has not are no fault of the questionnaire: it can be asked in its own. See `gaps`.
    """
    beside = tuple((tag, str(it), text_of(it)) for tag, it in translations(path).items())
    return _read(text_of(path), str(path), beside)


@lru_cache(maxsize=512)  # a daily run reads the same files for each of its steps
def _read(text: str, name: str, beside: tuple[tuple[str, str, str], ...]) -> Survey:
    """beside: of each translation its language, its file's name and its text."""
    return Definition.parsed(text, name, {tag: toml.parse(said, file) for tag, file, said in beside}).survey()


def gaps(path: Path) -> tuple[Problem, ...]:
    """What the translations of a questionnaire lack. Raises Stop with its faults."""
    return definition(path).gaps()


def definition(path: Path) -> Definition:
    """A questionnaire as it is written, with the files of its translations. Raises Stop."""
    beside = {tag: toml.parse(text_of(it), str(it)) for tag, it in translations(path).items()}
    return Definition.parsed(text_of(path), str(path), beside)


def text_of(path: Path) -> str:
    """The text of a definition's file. Raises Stop: "file-missing", "definition-not-utf8"."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Stop(problem("definition-not-utf8", Place(str(path), line))) from error


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


def file_of(folder: Path, survey: str) -> Path:
    """The file of a questionnaire's newest version. Raises Stop: "no-such-survey", and with the faults of any file."""
    found = [(load(path), path) for path in questionnaires(folder)]
    own = [(it.version, path) for it, path in found if it.id == survey]
    if not own:
        known = ", ".join(sorted({it.id for it, _ in found})) or "none"
        raise Stop(problem("no-such-survey", survey=survey, known=known))
    return max(own)[1]


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
