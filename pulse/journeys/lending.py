"""The shipped questionnaires: which there are, under which licence, and how one gets into a workspace."""

from __future__ import annotations

from pathlib import Path

from pulse import define, files
from pulse.journeys.defining import questionnaires, versions
from pulse.model.instruments import Linked
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Survey
from pulse.settings import Settings


def shipped() -> tuple[Survey, ...]:
    """Every shipped questionnaire, by id."""
    return define.library(define.shipped())


def licences(settings: Settings | None) -> tuple[tuple[Survey, ...], tuple[Linked, ...]]:
    """The shipped questionnaires and the workspace's own, the newest version of each; and what is linked instead."""
    own = questionnaires(settings) if settings else ()
    newest = {survey.id: survey for survey in (*shipped(), *own)}
    return tuple(newest[name] for name in sorted(newest)), define.linked()


def add(settings: Settings, survey: str) -> Path:
    """Copies a shipped questionnaire into the workspace, with its translations, to be used or edited.

    Raises Stop: "no-such-survey" naming the shipped ones, "file-exists", "survey-here" for an id that is in use.
    """
    versions(shipped(), survey)
    source = next(path for path in define.questionnaires(define.shipped()) if define.load(path).id == survey)
    copies = {path: settings.surveys / path.name for path in (source, *define.translations(source).values())}
    if there := next((path for path in copies.values() if path.exists()), None):
        raise Stop(problem("file-exists", Place(str(there))))
    if survey in {it.id for it in questionnaires(settings)}:
        raise Stop(problem("survey-here", survey=survey))
    for path, target in copies.items():
        files.write_whole(target, path.read_text(encoding="utf-8"))
    return copies[source]
