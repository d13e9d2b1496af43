"""What is typed for an answer on paper: the letter beside its box, or the number that stands there itself."""

from __future__ import annotations

import hashlib
import json
import re

from pulse.publish.asked import Form, Question, letter

UNREADABLE = "?"  # two ticks where one is asked, or nobody can say which box is meant
_SHORT = 2  # signs of an option that can be typed as it stands: the points of a scale from 0 to 10
_BETWEEN = re.compile(r"[\s,;.+/&-]+")


def marks(question: Question) -> tuple[str, ...]:
    """The mark of each option, in order."""
    texts = [option.text for option in question.options]
    if texts and all(text.isdecimal() and len(text) <= _SHORT for text in texts):
        return (*texts,)
    return tuple(letter(at) for at in range(len(texts)))


def ticked(question: Question, cell: str) -> list[int] | None:
    """The 0-based places of the options that a typed cell names; None where a part of it names none."""
    places = {mark: at for at, mark in enumerate(marks(question))}
    parts = [part for part in _BETWEEN.split(cell.upper()) if part]
    if all(len(mark) == 1 for mark in places):
        parts = list("".join(parts))  # "ACE" is three ticks
    if any(part not in places for part in parts):
        return None
    return sorted({places[part] for part in parts})


def first_column(form: Form) -> str:
    """The column of the sheet's number. It tells by which marks was typed: others may stand on another printing."""
    said = [[it.id, it.kind, [(option.id, mark) for option, mark in zip(it.options, marks(it), strict=True)]]
            for it in form.questions]  # fmt: skip
    return f"paper_sheet_{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:8]}"
