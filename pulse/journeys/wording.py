"""Roles, not names: what is promised is printed for everybody, so it is read by the rules that redact comments."""

from __future__ import annotations

from pulse import listen
from pulse.model.loop import MOST_ROLE, MOST_TEXT
from pulse.model.loop_answers import Vouched
from pulse.model.problems import Stop, problem
from pulse.settings import Settings


def a_line(text: str, what: str, *, most: int = MOST_TEXT, needed: bool = True) -> str:
    """The text as one line. Raises Stop: "loop-line" where it is none, "loop-missing"."""
    text = text.strip()
    if needed and not text:
        raise Stop(problem("loop-missing", what=what))
    if len(text) > most or not text.isprintable():
        raise Stop(problem("loop-line", what=what, most=most))
    return text


def names_nobody(settings: Settings, owner: str, *texts: str, vouched: Vouched) -> bool:
    """True where a person vouches for what the rules take for a name. Raises Stop("owner-is-a-name", "text-names")."""
    a_line(owner, "an owner", most=MOST_ROLE, needed=False)
    redactor = redactor_of(settings)
    named = bool(redactor.redact(owner).marks) or listen.is_bare_name(owner, listen.cues())
    told = any(redactor.redact(text).marks for text in texts)
    if named and not vouched.owner:
        raise Stop(problem("owner-is-a-name"))
    if told and not vouched.texts:
        raise Stop(problem("text-names"))
    return named or told


def redactor_of(settings: Settings) -> listen.Redactor:
    """The rules, and the names of the organisation's staff list where it has one."""
    cues = listen.cues()
    named = settings.staff_list
    return listen.Redactor(cues, listen.read_staff(settings.root / named, cues) if named else listen.Staff())
