"""Whether a platform's export will keep the questions apart. What could be taken for something else is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from operator import attrgetter

from pulse.model.problems import Problem, Stop, problem
from pulse.publish.asked import Form, Question

Name = Callable[[Question], str]

_MARK_UP = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"^\s*q?\d{1,3}[.)]\s+", re.IGNORECASE)
_LITTLE = re.compile(r"(?!-\d)[^\w+<>=/%&€£$]|_")  # spaces, punctuation, dashes that are no minus
_GLUED_ON = re.compile(r"\s*[(\[]\s*(?:required|optional|\d{1,2}\s*[=:-])[^()\[\]]*[)\]][\s.:?!*]*$", re.IGNORECASE)


def refuse_names(form: Form, target: str, own: frozenset[str], name_of: Name = attrgetter("id")) -> None:
    """Raises Stop("publish-name-taken") where a name is that of a column of the platform's own, or comes twice.

    own: in small letters. name_of: what the platform calls a question.
    """
    taken = set(own)
    faults: list[Problem] = []
    for question in form.questions:
        name = name_of(question).casefold()
        if name in taken:
            faults.append(problem("publish-name-taken", target=target, name=question.id))
        taken.add(name)
    if faults:
        raise Stop(*faults)


def refuse_texts(form: Form, target: str, own: frozenset[str], between: str) -> None:
    """Raises Stop("publish-texts-collide") for texts that come back as the same, or as a column of the platform's own.

    between: what the export puts between the ticks of one cell; an option that is a list of others is refused too.
    """
    seen = {_core(name): f"the platform's own column {name}" for name in own}
    faults: list[Problem] = []
    for question in form.questions:
        core = _core(question.text)
        if core in seen:
            faults.append(problem("publish-texts-collide", target=target, one=question.id, other=seen[core]))
        seen.setdefault(core, question.id)
    if faults:
        raise Stop(*faults)
    refuse_options(form, target, between)


def refuse_options(form: Form, target: str, between: str) -> None:
    """Raises Stop("publish-texts-collide") for options of one question that come back as the same."""
    if faults := [fault for question in form.questions for fault in _options(question, target, between)]:
        raise Stop(*faults)


def refuse_signs(form: Form, target: str, *signs: str) -> None:
    """Raises Stop("publish-sign") for a text that holds what the platform's format would take for a sign of its own."""
    faults = [
        problem("publish-sign", target=target, name=question.id, sign=sign)
        for question in form.questions
        for sign in signs
        if any(sign in text for text in (question.text, *(option.text for option in question.options)))
    ]
    if faults:
        raise Stop(*faults)


def _options(question: Question, target: str, between: str) -> Iterator[Problem]:
    texts = [_core(option.text) for option in question.options]
    for at, option in enumerate(question.options):
        pieces = [_core(piece) for piece in option.text.split(between.strip())]
        twice = texts.index(texts[at]) < at
        listed = question.kind == "many" and len(pieces) > 1 and set(pieces) <= set(texts)
        if twice or listed:
            one, other = f"{question.id}.{option.id}", "another option, or several together"
            yield problem("publish-texts-collide", target=target, one=one, other=other)


def _core(text: str) -> str:
    """A text without anything an export may change or somebody's eye pass over: coarser than reading it back is."""
    plain = _GLUED_ON.sub("", _NUMBER.sub("", _MARK_UP.sub("", text)))
    folded = unicodedata.normalize("NFKC", plain or text).casefold()
    return _LITTLE.sub("", folded) or folded
