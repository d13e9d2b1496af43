"""A questionnaire -> what a survey platform, a browser or a printer can take in. One module a target.

Where a platform echoes names, they are the ids of our items and options, so that its export is collected without a
question. Where it echoes only what people read, questions that could be taken for each other are refused.

On our own pages stands what people are told first; what comes back from paper is typed twice and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pulse.model.problems import Stop, problem
from pulse.model.published import Published, Typed
from pulse.model.survey import Survey
from pulse.publish import entry, google_forms, limesurvey, microsoft_forms, paper, qualtrics, redcap, surveyjs, xlsform
from pulse.publish import form as html
from pulse.publish.asked import Form, form
from pulse.publish.privacy import text as notice
from pulse.settings import Settings

__all__ = ["MULTILINGUAL", "PAGES", "TARGETS", "compare", "notice", "page", "to"]

_WRITERS: Mapping[str, Callable[[Form], Published]] = {
    "xlsform": xlsform.write,
    "limesurvey": limesurvey.write,
    "qualtrics": qualtrics.write,
    "ms-forms": microsoft_forms.write,
    "google-forms": google_forms.write,
    "redcap": redcap.write,
    "surveyjs": surveyjs.write,
}
_PAGES: Mapping[str, Callable[[Form, Survey, Settings, str], Published]] = {"html": html.write, "paper": paper.write}
TARGETS = tuple(_WRITERS)  # platforms
PAGES = tuple(_PAGES)  # our own: what people answer on directly
MULTILINGUAL = frozenset({"xlsform", "limesurvey", "surveyjs"})  # one file asks in several languages


def to(target: str, survey: Survey, groups: Mapping[str, Sequence[str]], others: Sequence[Survey] = ()) -> Published:
    """The questionnaire for one of `TARGETS`. The same questionnaire and groups give the same bytes.

    groups: dimension -> the names people choose from; a dimension without any is asked in own words.
    others: the questionnaire in other languages, for one of `MULTILINGUAL`.
    Raises Stop: "publish-texts-collide", "publish-name-taken", "publish-sign", "publish-languages-alike".
    """
    asked = form(survey, groups, others)
    tags = [it.tag for it in asked.all]
    if alike := [tag for tag in tags if tags.count(tag) > 1]:
        raise Stop(problem("publish-languages-alike", target=target, language=alike[0]))
    return _WRITERS[target](asked)


def page(
    target: str, survey: Survey, groups: Mapping[str, Sequence[str]], settings: Settings, afterwards: str
) -> Published:
    """The questionnaire for one of `PAGES`, with the privacy notice of these settings. Same input, same bytes.

    afterwards: the command for what comes back
    Raises Stop("publish-name-taken").
    """
    return _PAGES[target](form(survey, groups), survey, settings, afterwards)


def compare(
    survey: Survey,
    groups: Mapping[str, Sequence[str]],
    files: tuple[str, str],
    rows: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]],
) -> Typed:
    """What two people typed of the same paper sheets: where it differs, or the table to collect.

    Raises Stop("entry-header").
    """
    return entry.compare(form(survey, groups), files, rows)
