"""LimeSurvey's tab-separated structure (.txt), as its manual describes it: one row a setting, group, question, answer.

Question codes hold letters and digits only, answer codes at most five: questions and the options of choose-many items
bear our codes, single answers A1, A2, ... - so an export is to be taken with full answers. Other languages follow
the first one whole, row by row in the same order; settings of a question stand with its first language.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from pulse.model.published import Published
from pulse.publish.apart import refuse_names, refuse_options, refuse_signs
from pulse.publish.asked import Form, Question
from pulse.publish.sheet import table

_COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory",
            "other", "default", "same_default", "max_answers", "exclude_all_others")  # fmt: skip
_OWN = frozenset({"id", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp", "ipaddr", "refurl", "seed",
                  "token"})  # fmt: skip
# Nobody is traced, and waves can be told by the time of submission.
_SETTINGS = {"anonymized": "Y", "ipaddr": "N", "refurl": "N", "savetimings": "N", "datestamp": "Y", "allowprev": "Y"}
_TYPES = {"many": "M", "text": "T", "line": "S"}
_BY_HAND = (
    "After the import, look whether responses are anonymised, without IP address and referrer, with a date stamp.",
    "Export responses as CSV with the headings “question code & question text” and “full answers”.",
)

_LANGUAGE = "Export in the form's first language: in another, LimeSurvey's own “Yes” and “No” are other words."


def write(form: Form) -> Published:
    """The text, with a byte-order mark as in its own exports. Raises Stop, as `publish.to` says."""
    refuse_names(form, "limesurvey", _OWN, attrgetter("code"))
    for each in form.all:
        refuse_signs(each, "limesurvey", "{", "}", "<")  # a text in braces would be computed
        refuse_options(each, "limesurvey", ", ")
    rows = [_row(**it) for it in _rows(form)]
    text = table([_COLUMNS, *rows], "\t")
    return Published(".txt", text.encode("utf-8-sig"), (*_BY_HAND, *([_LANGUAGE] if form.others else [])))


def _rows(form: Form) -> Iterator[dict[str, str]]:
    """Each row by its columns. Whatever has words has the language."""
    yield {"class": "S", "name": "language", "text": form.tag}
    if form.others:
        yield {"class": "S", "name": "additional_languages", "text": " ".join(it.tag for it in form.others)}
    yield from ({"class": "S", "name": name, "text": value} for name, value in _SETTINGS.items())
    for each in form.all:
        yield {"class": "SL", "name": "surveyls_title", "text": each.title, "language": each.tag}
        yield {"class": "SL", "name": "surveyls_welcometext", "text": each.introduction, "language": each.tag}
    for each in form.all:
        yield {"class": "G", "name": each.title, "relevance": "1", "language": each.tag}
        for question in each.questions:
            for row in _question(each, question, is_first=each is form):
                yield row | {"language": each.tag}


def _question(form: Form, it: Question, *, is_first: bool) -> Iterator[dict[str, str]]:
    kind = _TYPES.get(it.kind) or ("!" if it.group else "L")
    limits = {"max_answers": str(it.at_most or ""), "exclude_all_others": ";".join(o.code for o in it.alone)}
    yield {
        "class": "Q", "type/scale": kind, "name": it.code, "relevance": _relevance(form, it), "text": it.text,
        "mandatory": "N", "other": "N", **(limits if it.kind == "many" and is_first else {}),
    }  # fmt: skip
    for at, option in enumerate(it.options, 1):
        if it.kind == "many":
            yield {"class": "SQ", "type/scale": "0", "name": option.code, "relevance": "1", "text": option.text}
        else:
            yield {"class": "A", "type/scale": "0", "name": f"A{at}", "text": option.text}


def _relevance(form: Form, it: Question) -> str:
    asked = form.asked_of(it)
    if asked is None:
        return "1"
    earlier, position, option = asked
    if earlier.kind == "many":
        return f'{earlier.code}_{option.code}.NAOK == "Y"'
    return f'{earlier.code}.NAOK == "A{position}"'


def _row(**cells: str) -> list[str]:
    return [cells.get(column, "") for column in _COLUMNS]
