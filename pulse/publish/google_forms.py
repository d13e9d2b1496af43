"""Google Forms: a script to paste into Apps Script, which makes the form. The linked sheet echoes only the words.

The questions stand in it as requests of the Forms API (`forms.batchUpdate`, v1), and a short reader makes the form of
them with FormApp: that needs no project, no key and no consent screen. A question that is asked of some only follows
on a section of its own where the form can lead there: after one question of a single answer, right behind it. What the
API has no word for - how many may be ticked, and conditions on several answers - stands beside the requests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from pulse.model.published import Published
from pulse.publish.apart import refuse_texts
from pulse.publish.asked import Form

_OWN = frozenset({"Timestamp", "Email Address", "Username", "Score"})
_TYPES = {"one": "RADIO", "many": "CHECKBOX"}
_BY_HAND = (
    "Open script.google.com, make a project, paste the file, run `makeForm`; the log says where the form is.",
    "Settings: collect no e-mail addresses, and do not limit to one response: that needs a sign-in.",
    "Responses, Link to Sheets; in the sheet, File, Settings: the zone of your workspace; then download it as CSV.",
)


def write(form: Form) -> Published:
    """The script. Raises Stop("publish-texts-collide")."""
    refuse_texts(form, "google-forms", _OWN, ", ")
    limits = {it.text: it.at_most for it in form.questions if it.at_most}
    reader = files("pulse.publish").joinpath("google_forms.js").read_text(encoding="utf-8")
    text = f"const REQUESTS = {_json(_requests(form))};\n\nconst AT_MOST = {_json(limits)};\n\n{reader}"
    return Published(".gs", text.encode(), (*_BY_HAND, *_cannot(form)))


def _json(what: object) -> str:
    """As a literal of JavaScript, in which two more signs end a line."""
    return json.dumps(what, ensure_ascii=False, indent=1).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _requests(form: Form) -> list[dict[str, Any]]:
    """The form's head, then its questions and the sections that some of them stand in, in order."""
    info = {"title": form.title, "description": form.introduction}
    items = [item for at in range(len(form.questions)) for item in _with_sections(form, at)]
    made = [{"createItem": {"item": item, "location": {"index": index}}} for index, item in enumerate(items)]
    return [{"updateFormInfo": {"info": info, "updateMask": "title,description"}}, *made]


def _with_sections(form: Form, at: int) -> Iterator[dict[str, Any]]:
    """A question; before it a section where it begins or ends what is asked of some only."""
    before, now = (_led_by(form, at - 1) if at else None), _led_by(form, at)
    if now != before:
        yield {"itemId": _section(at), "title": "", "pageBreakItem": {}}
    yield _item(form, at)


def _led_by(form: Form, at: int) -> int | None:
    """The place of the question whose answer leads to this one; None where no section can be made of it.

    That is one of a single answer, asked of all, with nothing in between but questions on the same answer.
    """
    question = form.questions[at]
    asked = form.asked_of(question)
    if asked is None or asked[0].kind != "one" or asked[0].ask_if is not None:
        return None
    first = form.questions.index(asked[0])
    between = form.questions[first + 1 : at]
    return first if all(it.ask_if == question.ask_if for it in between) else None


def _item(form: Form, at: int) -> dict[str, Any]:
    it = form.questions[at]
    said: dict[str, Any] = {"required": False}
    if it.options:
        kind = "DROP_DOWN" if it.group else _TYPES[it.kind]
        said["choiceQuestion"] = {"type": kind, "options": _options(form, at)}
    else:
        said["textQuestion"] = {"paragraph": it.kind == "text"}
    return {"title": it.text, "description": form.only_if(it), "questionItem": {"question": said}}


def _options(form: Form, at: int) -> list[dict[str, str]]:
    led = [place for place in range(at + 1, len(form.questions)) if _led_by(form, place) == at]
    if not led:
        return [{"value": option.text} for option in form.questions[at].options]
    condition, behind = form.questions[led[0]].ask_if, led[-1] + 1
    onward = {"goToSectionId": _section(behind)} if behind < len(form.questions) else {"goToAction": "SUBMIT_FORM"}
    return [
        {"value": it.text} | ({"goToAction": "NEXT_SECTION"} if condition and it.id == condition.option else onward)
        for it in form.questions[at].options
    ]


def _section(at: int) -> str:
    """The id of the section that begins with the question at a place: eight hex digits, as the API asks for."""
    return f"{at + 1:08x}"


def _cannot(form: Form) -> Iterator[str]:
    for at, it in enumerate(form.questions):
        if it.ask_if is None:
            continue
        if _led_by(form, at) is None:
            yield f"{it.id} is asked of everybody, with its condition in words: Google Forms cannot lead to it."
        else:
            yield f"{it.id} is seen also by those who skip the question before it; its condition is told in words."
