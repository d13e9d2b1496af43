"""LimeSurvey's tab-separated structure (.txt), as its manual describes it: one row a setting, group, question, answer.

Question codes hold letters and digits only, answer codes at most five: questions and the options of choose-many items
bear our codes, single answers A1, A2, ... - so an export is to be taken with full answers.
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


def write(form: Form) -> Published:
    """The text, with a byte-order mark as in its own exports. Raises Stop, as `publish.to` says."""
    refuse_names(form, "limesurvey", _OWN, attrgetter("code"))
    refuse_signs(form, "limesurvey", "{", "}", "<")  # a text in braces would be computed
    refuse_options(form, "limesurvey", ", ")
    rows = [_row(**it) for it in _rows(form)]
    text = table([_COLUMNS, *rows], "\t")
    return Published(".txt", text.encode("utf-8-sig"), _BY_HAND)


def _rows(form: Form) -> Iterator[dict[str, str]]:
    """Each row by its columns. Whatever has words has the language."""
    language = form.language.partition("-")[0]
    yield {"class": "S", "name": "language", "text": language}
    yield from ({"class": "S", "name": name, "text": value} for name, value in _SETTINGS.items())
    yield {"class": "SL", "name": "surveyls_title", "text": form.title, "language": language}
    yield {"class": "SL", "name": "surveyls_welcometext", "text": form.introduction, "language": language}
    yield {"class": "G", "name": form.title, "relevance": "1", "language": language}
    for question in form.questions:
        for row in _question(form, question):
            yield row | {"language": language}


def _question(form: Form, it: Question) -> Iterator[dict[str, str]]:
    kind = _TYPES.get(it.kind) or ("!" if it.group else "L")
    limits = {"max_answers": str(it.at_most or ""), "exclude_all_others": ";".join(o.code for o in it.alone)}
    yield {
        "class": "Q", "type/scale": kind, "name": it.code, "relevance": _relevance(form, it), "text": it.text,
        "mandatory": "N", "other": "N", **(limits if it.kind == "many" else {}),
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
