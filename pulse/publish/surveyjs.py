"""SurveyJS: the JSON its form library reads. Names and values are our ids, and its results hold nothing else."""

from __future__ import annotations

import json
from typing import Any

from pulse.model.published import Published
from pulse.publish.apart import refuse_names
from pulse.publish.asked import Form, Question

_TYPES = {"one": "radiogroup", "many": "checkbox", "text": "comment", "line": "text"}
_BY_HAND = (
    "Keep no address and no network id beside the answers.",
    "Save the answers as a CSV with a column a name, several ticks in one cell with a semicolon between them.",
)


def write(form: Form) -> Published:
    """The JSON. Raises Stop("publish-name-taken") for an item that bears a dimension's name."""
    refuse_names(form, "surveyjs", frozenset())
    elements = [_element(form, it) for it in form.questions]
    content = {
        "title": form.title,
        "description": form.introduction,
        "locale": form.language.partition("-")[0],
        "pages": [{"name": "page1", "elements": elements}],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return Published(".json", text.encode(), _BY_HAND)


def _element(form: Form, it: Question) -> dict[str, Any]:
    kind = "dropdown" if it.group and it.options else _TYPES[it.kind]
    element: dict[str, Any] = {"type": kind, "name": it.id, "title": it.text}
    if it.options:
        element["choices"] = [_choice(option.id, option.text, alone=option.alone) for option in it.options]
    if it.at_most:
        element["maxSelectedChoices"] = it.at_most
    if asked := form.asked_of(it):
        verb = "contains" if asked[0].kind == "many" else "="
        element["visibleIf"] = f"{{{asked[0].id}}} {verb} '{asked[2].id}'"
    return element


def _choice(value: str, text: str, *, alone: bool) -> dict[str, Any]:
    return {"value": value, "text": text} | ({"isExclusive": True} if alone else {})
