"""The settings in force -> what staff and the data protection officer are told of them."""

from __future__ import annotations

from pathlib import Path

from pulse import files, publish, report
from pulse.journeys import attributed, defining
from pulse.model.survey import Survey
from pulse.settings import Settings


def notice(settings: Settings, survey: str) -> str:
    """The privacy notice of one questionnaire, or of the workspace (""): plain text."""
    named = defining.questionnaire(settings, survey) if survey else None
    return publish.notice(settings, named, () if named else defining.questionnaires(settings))


def safety_page(settings: Settings, survey: str, path: Path) -> None:
    """Writes the page for staff, of one questionnaire or of all ("")."""
    surveys = _newest(settings, survey)
    files.write_whole(path, report.safety_page(settings, surveys, _least(settings, surveys)))


def impact_assessment(settings: Settings, survey: str) -> str:
    """The data protection impact assessment, of one questionnaire or of all (""): Markdown."""
    surveys = _newest(settings, survey)
    return report.impact_assessment(settings, surveys, _least(settings, surveys))


def _newest(settings: Settings, survey: str) -> tuple[Survey, ...]:
    """Every questionnaire as it is asked now, or the one named; none that is answered by name: nobody is safe there."""
    if survey:
        found = defining.questionnaire(settings, survey)
        attributed.refuse_attributed(settings, [found], found.id)
        return (found,)
    known = sorted((it for it in defining.questionnaires(settings) if not it.attributed), key=_age)
    return tuple({it.id: it for it in known}.values())


def _age(survey: Survey) -> tuple[str, int]:
    return survey.id, survey.version


def _least(settings: Settings, surveys: tuple[Survey, ...]) -> int:
    """Fewest answers that hold everywhere: a questionnaire may ask for more, which then holds for its own figures."""
    asked = (max(settings.policy.min_answers, it.min_answers or 0) for it in surveys)
    return min(asked, default=settings.policy.min_answers)
