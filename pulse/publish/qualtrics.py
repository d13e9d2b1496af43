"""Qualtrics' advanced text format. `[[ID:...]]` becomes the export tag, in the first header row of every export.

The format knows no logic: conditions, limits of ticks and options that stand alone are listed, to be set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.published import Published
from pulse.publish.apart import refuse_names, refuse_options, refuse_signs
from pulse.publish.asked import Form, Question

# Columns of its own, present and former: an item of that name would be taken for it.
_OWN = frozenset({"startdate", "enddate", "status", "ipaddress", "progress", "finished", "recordeddate", "responseid",
                  "recipientlastname", "recipientfirstname", "recipientemail", "externalreference", "locationlatitude",
                  "locationlongitude", "distributionchannel", "userlanguage", "emailaddress", "responseset", "name",
                  "externaldatareference", "locationaccuracy", "introduction"})  # fmt: skip
_TYPES = {"one": "MC:SingleAnswer:Vertical", "many": "MC:MultipleAnswer:Vertical", "text": "TE:Essay",
          "line": "TE:SingleLine"}  # fmt: skip
_BY_HAND = (
    "Survey options, Security: anonymise responses.",
    "Export as CSV with choice text, all fields.",
)


def write(form: Form) -> Published:
    """The text. Raises Stop: "publish-name-taken", "publish-sign", "publish-texts-collide"."""
    refuse_names(form, "qualtrics", _OWN)
    refuse_signs(form, "qualtrics", "[[", "]]", "${", "<")
    refuse_options(form, "qualtrics", ",")
    blocks = ["[[AdvancedFormat]]", f"[[Block:{form.title.replace('[', '(').replace(']', ')')}]]"]
    if form.introduction:
        blocks.append(f"[[Question:DB]]\n[[ID:introduction]]\n{form.introduction}")
    blocks += [_block(it) for it in form.questions]
    return Published(".txt", ("\n\n".join(blocks) + "\n").encode(), (*_logic(form), *_BY_HAND))


def _block(it: Question) -> str:
    kind = "MC:Dropdown" if it.group and it.options else _TYPES[it.kind]
    head = f"[[Question:{kind}]]\n[[ID:{it.id}]]\n{it.text}"
    return "\n".join([head, "[[Choices]]", *(option.text for option in it.options)]) if it.options else head


def _logic(form: Form) -> Iterator[str]:
    for it in form.questions:
        if asked := form.asked_of(it):
            yield f"{it.id}: display logic, only if “{asked[2].text}” is selected in {asked[0].id}."
        if it.at_most:
            yield f"{it.id}: response validation, at most {it.at_most} answers."
        for option in it.alone:
            yield f"{it.id}: make “{option.text}” exclusive."
