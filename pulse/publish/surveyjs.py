"""SurveyJS: the JSON its form library reads. Names and values are our ids, and its results hold nothing else.

A text in several languages is an object: "default" for the first one, then by its tag.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pulse.model.published import Published
from pulse.model.survey import Option
from pulse.publish.apart import refuse_names
from pulse.publish.asked import Form

_TYPES = {"one": "radiogroup", "many": "checkbox", "text": "comment", "line": "text"}
_BY_HAND = (
    "Keep no address and no network id beside the answers.",
    "Save the answers as a CSV with a column a name, several ticks in one cell with a semicolon between them.",
)


def write(form: Form) -> Published:
    """The JSON. Raises Stop("publish-name-taken") for an item that bears a dimension's name."""
    refuse_names(form, "surveyjs", frozenset())
    elements = [_element(form, at) for at in range(len(form.questions))]
    content = {
        "title": _said(form, [it.title for it in form.all]),
        "description": _said(form, [it.introduction for it in form.all]),
        "locale": form.tag,
        "pages": [{"name": "page1", "elements": elements}],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return Published(".json", text.encode(), (*_switch(form), *_BY_HAND))


def _switch(form: Form) -> Iterator[str]:
    if form.others:
        tags = " or ".join(f"“{it.tag}”" for it in form.others)
        yield f"Let people choose: set the model's `locale` to {tags}, with that language of survey-core loaded."


def _said(form: Form, texts: Sequence[str]) -> str | dict[str, str]:
    """A text in each language of the form; as it is where all say the same."""
    if len({*texts}) == 1:
        return texts[0]
    return {"default": texts[0]} | {it.tag: text for it, text in zip(form.others, texts[1:], strict=True)}


def _element(form: Form, at: int) -> dict[str, Any]:
    said = [it.questions[at] for it in form.all]
    it = said[0]
    kind = "dropdown" if it.group and it.options else _TYPES[it.kind]
    element: dict[str, Any] = {"type": kind, "name": it.id, "title": _said(form, [each.text for each in said])}
    if it.options:
        element["choices"] = [
            _choice(option, _said(form, [each.options[place].text for each in said]))
            for place, option in enumerate(it.options)
        ]
    if it.at_most:
        element["maxSelectedChoices"] = it.at_most
    if asked := form.asked_of(it):
        verb = "contains" if asked[0].kind == "many" else "="
        element["visibleIf"] = f"{{{asked[0].id}}} {verb} '{asked[2].id}'"
    return element


def _choice(option: Option, text: str | dict[str, str]) -> dict[str, Any]:
    return {"value": option.id, "text": text} | ({"isExclusive": True} if option.alone else {})
