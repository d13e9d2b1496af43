"""XLSForm, which KoboToolbox, ODK, SurveyCTO, Ona and Enketo take in: three sheets of one workbook.

Names are our ids and the platforms echo them: items as columns, options as cells. A group's name is its own choice
name, which is allowed where one choice is made: so an export says the group as people.csv does.
"""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.published import Published
from pulse.publish.apart import refuse_names, refuse_signs
from pulse.publish.asked import Form, Question
from pulse.publish.sheet import Rows, workbook

# Columns that these platforms add themselves, and that are dropped when their export is read.
_OWN = frozenset({"start", "end", "today", "username", "deviceid", "phonenumber", "subscriberid", "simserial", "simid",
                  "key", "submissiondate", "submitterid", "submittername", "status", "reviewstate", "edits",
                  "formversion", "meta", "instanceid", "instancename", "attachmentspresent", "attachmentsexpected",
                  "introduction"})  # fmt: skip
_TYPES = {"text": "text", "line": "text"}
_SURVEY = ("type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "appearance")


def write(form: Form) -> Published:
    """The workbook. Raises Stop("publish-name-taken"), and "publish-sign" for a text that would be a reference."""
    refuse_names(form, "xlsform", _OWN)
    refuse_signs(form, "xlsform", "${")
    intro = [("note", "introduction", form.introduction, *[""] * 5)] if form.introduction else []
    sheets: dict[str, Rows] = {
        "survey": [_SURVEY, *intro, *(_row(form, it) for it in form.questions)],
        "choices": [("list_name", "name", "label"), *_choices(form)],
        "settings": [
            ("form_title", "form_id", "version", "default_language"),
            (form.title, form.id.replace("-", "_"), str(form.version), "default"),
        ],
    }
    by_hand = ("When you download the answers, take XML values and headers, not labels.",)
    return Published(".xlsx", workbook(sheets), by_hand)


def _row(form: Form, it: Question) -> tuple[str, ...]:
    kind = _TYPES.get(it.kind) or f"{'select_multiple' if it.kind == 'many' else 'select_one'} {it.id}"
    asked = form.asked_of(it)
    relevant = f"selected(${{{asked[0].id}}}, '{asked[2].id}')" if asked else ""
    hint = f"At most {it.at_most}." if it.at_most else ""
    appearance = {"text": "multiline"}.get(it.kind, "minimal" if it.group and it.options else "")
    limits = list(_limits(it))
    message = " ".join(words for _, words in limits)
    return kind, it.id, it.text, hint, relevant, " and ".join(rule for rule, _ in limits), message, appearance


def _limits(it: Question) -> Iterator[tuple[str, str]]:
    """What may be ticked together: a rule, and how it is told."""
    if it.at_most:
        yield f"count-selected(.) <= {it.at_most}", f"At most {it.at_most}."
    for option in it.alone:
        yield f"not(selected(., '{option.id}') and count-selected(.) > 1)", f"“{option.text}” stands alone."


def _choices(form: Form) -> Iterator[tuple[str, str, str]]:
    for question in form.questions:
        yield from ((question.id, option.id, option.text) for option in question.options)
