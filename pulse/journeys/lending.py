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
    """Copies a shipped questionnaire into the workspace, to be used or edited.

    Raises Stop: "no-such-survey" naming the shipped ones, "file-exists", "survey-here" for an id that is in use.
    """
    versions(shipped(), survey)
    source = next(path for path in define.questionnaires(define.shipped()) if define.load(path).id == survey)
    target = settings.surveys / source.name
    if target.exists():
        raise Stop(problem("file-exists", Place(str(target))))
    if survey in {it.id for it in questionnaires(settings)}:
        raise Stop(problem("survey-here", survey=survey))
    files.write_whole(target, source.read_text(encoding="utf-8"))
    return target
