"""A questionnaire -> the file that a survey platform takes in. One module a target; each says what its export echoes.

Where a platform echoes names, they are the ids of our items and options, so that its export is collected without a
question. Where it echoes only what people read, questions that could be taken for each other are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pulse.model.published import Published
from pulse.model.survey import Survey
from pulse.publish import google_forms, limesurvey, microsoft_forms, qualtrics, redcap, surveyjs, xlsform
from pulse.publish.asked import Form, form

__all__ = ["MULTILINGUAL", "TARGETS", "to"]

_WRITERS: Mapping[str, Callable[[Form], Published]] = {
    "xlsform": xlsform.write,
    "limesurvey": limesurvey.write,
    "qualtrics": qualtrics.write,
    "ms-forms": microsoft_forms.write,
    "google-forms": google_forms.write,
    "redcap": redcap.write,
    "surveyjs": surveyjs.write,
}
TARGETS = tuple(_WRITERS)
MULTILINGUAL = frozenset({"xlsform", "limesurvey", "surveyjs"})  # one file asks in several languages


def to(target: str, survey: Survey, groups: Mapping[str, Sequence[str]], others: Sequence[Survey] = ()) -> Published:
    """The questionnaire for one of `TARGETS`. The same questionnaire and groups give the same bytes.

    groups: dimension -> the names people choose from; a dimension without any is asked in own words.
    others: the questionnaire in other languages, for one of `MULTILINGUAL`.
    Raises Stop: "publish-texts-collide", "publish-name-taken", "publish-sign".
    """
    return _WRITERS[target](form(survey, groups, others))
