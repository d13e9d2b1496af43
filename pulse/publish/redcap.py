"""REDCap's data dictionary: a CSV of 18 columns, one row a field.

Fields and the options of choose-many items bear our ids. A group has a code of its own (g1, g2, ...), since a code
holds no spaces: an export with labels says groups by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.published import Published
from pulse.publish.apart import refuse_names, refuse_signs, refuse_texts
from pulse.publish.asked import Form, Question
from pulse.publish.sheet import table

COLUMNS = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?",
    "Branching Logic (Show field only if...)", "Required Field?", "Custom Alignment",
    "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?", "Field Annotation",
)  # fmt: skip
_TYPES = {"one": "radio", "many": "checkbox", "text": "notes", "line": "text"}
_OWN = frozenset({"record_id", "introduction", "redcap_event_name", "redcap_repeat_instrument",
                  "redcap_repeat_instance", "redcap_survey_identifier", "redcap_data_access_group"})  # fmt: skip
_OWN_LABELS = frozenset({"Record ID", "Survey Identifier", "Survey Timestamp", "Complete?", "Event Name"})
_BY_HAND = (
    "Enable the instrument as a survey, and let people answer by the public link: it keeps no identifier.",
    "Export CSV with labels; raw data serves as well where no group is asked by a list.",
)


def write(form: Form) -> Published:
    """The dictionary. Raises Stop: "publish-name-taken", "publish-texts-collide", "publish-sign"."""
    refuse_names(form, "redcap", _OWN | {f"{_form_name(form)}_timestamp", f"{_form_name(form)}_complete"})
    refuse_texts(form, "redcap", _OWN_LABELS, "|")
    refuse_signs(form, "redcap", "|", "<")
    rows = [[row.get(column, "") for column in COLUMNS] for row in _rows(form)]
    return Published(".csv", table([COLUMNS, *rows]).encode(), _BY_HAND)


def _form_name(form: Form) -> str:
    return form.id.replace("-", "_")


def _rows(form: Form) -> Iterator[dict[str, str]]:
    shared = {"Form Name": _form_name(form)}
    yield shared | {"Variable / Field Name": "record_id", "Field Type": "text", "Field Label": "Record ID"}
    if form.introduction:
        words = {"Field Type": "descriptive", "Field Label": form.introduction}
        yield shared | {"Variable / Field Name": "introduction"} | words
    for question in form.questions:
        yield shared | _field(form, question)


def _field(form: Form, it: Question) -> dict[str, str]:
    choices = ((option.code if it.group else option.id, option.text) for option in it.options)
    return {
        "Variable / Field Name": it.id,
        "Field Type": "dropdown" if it.group and it.options else _TYPES[it.kind],
        "Field Label": it.text,
        "Choices, Calculations, OR Slider Labels": " | ".join(f"{code}, {text}" for code, text in choices),
        "Branching Logic (Show field only if...)": _branching(form, it),
        "Field Annotation": " ".join(_annotations(it)),
    }


def _branching(form: Form, it: Question) -> str:
    asked = form.asked_of(it)
    if asked is None:
        return ""
    earlier, _, option = asked
    return f"[{earlier.id}({option.id})] = '1'" if earlier.kind == "many" else f"[{earlier.id}] = '{option.id}'"


def _annotations(it: Question) -> Iterator[str]:
    if it.at_most:
        yield f"@MAXCHECKED={it.at_most}"
    if it.alone:
        yield f"@NONEOFTHEABOVE='{','.join(option.id for option in it.alone)}'"
