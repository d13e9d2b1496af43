"""XLSForm, which KoboToolbox, ODK, SurveyCTO, Ona and Enketo take in: three sheets of one workbook.

Names are our ids and the platforms echo them: items as columns, options as cells. A group's name is its own choice
name, which is allowed where one choice is made: so an export says the group as people.csv does. What people read has
a column a language, "label::Cymraeg (cy)", where there are several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def write(form: Form) -> Published:
    """The workbook. Raises Stop("publish-name-taken"), and "publish-sign" for a text that would be a reference."""
    refuse_names(form, "xlsform", _OWN)
    for each in form.all:
        refuse_signs(each, "xlsform", "${")
    rows = [*_introduction(form), *(_row(form, at) for at in range(len(form.questions)))]
    columns = ["type", "name", *_columns(form, "label"), *_columns(form, "hint"), "relevant", "constraint"]
    columns += [*_columns(form, "constraint_message"), "appearance"]
    sheets: dict[str, Rows] = {
        "survey": [columns, *([row.get(column, "") for column in columns] for row in rows)],
        "choices": [("list_name", "name", *_columns(form, "label")), *_choices(form)],
        "settings": [
            ("form_title", "form_id", "version", "default_language"),
            (form.title, form.id.replace("-", "_"), str(form.version), _language(form) if form.others else "default"),
        ],
    }
    by_hand = ("When you download the answers, take XML values and headers, not labels.",)
    return Published(".xlsx", workbook(sheets), by_hand)


def _language(form: Form) -> str:
    return f"{form.language_name} ({form.tag})"


def _columns(form: Form, what: str) -> list[str]:
    return [f"{what}::{_language(it)}" for it in form.all] if form.others else [what]


def _said(form: Form, what: str, texts: Iterable[str]) -> dict[str, str]:
    """A text in each language, by the column it stands in."""
    return dict(zip(_columns(form, what), texts, strict=True))


def _introduction(form: Form) -> Iterator[dict[str, str]]:
    if form.introduction:
        yield {"type": "note", "name": "introduction"} | _said(form, "label", (it.introduction for it in form.all))


def _row(form: Form, at: int) -> dict[str, str]:
    it = form.questions[at]
    asked = form.asked_of(it)
    limits = list(_limits(form, it))
    said = [(each, each.questions[at]) for each in form.all]
    return {
        "type": _TYPES.get(it.kind) or f"{'select_multiple' if it.kind == 'many' else 'select_one'} {it.id}",
        "name": it.id,
        "relevant": f"selected(${{{asked[0].id}}}, '{asked[2].id}')" if asked else "",
        "constraint": " and ".join(rule for rule, _ in limits),
        "appearance": {"text": "multiline"}.get(it.kind, "minimal" if it.group and it.options else ""),
        **_said(form, "label", (question.text for _, question in said)),
        **_said(form, "hint", (each.at_most(question) for each, question in said)),
        **_said(form, "constraint_message", (_told(each, question) for each, question in said)),
    }


def _told(form: Form, it: Question) -> str:
    return " ".join(words for _, words in _limits(form, it))


def _limits(form: Form, it: Question) -> Iterator[tuple[str, str]]:
    """What may be ticked together: a rule, and how it is told."""
    if it.at_most:
        yield f"count-selected(.) <= {it.at_most}", form.at_most(it)
    for option in it.alone:
        yield f"not(selected(., '{option.id}') and count-selected(.) > 1)", form.stands_alone(option)


def _choices(form: Form) -> Iterator[tuple[str, ...]]:
    for at, question in enumerate(form.questions):
        for place, option in enumerate(question.options):
            texts = (each.questions[at].options[place].text for each in form.all)
            yield question.id, option.id, *texts
