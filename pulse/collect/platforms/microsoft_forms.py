"""Microsoft Forms: a workbook of one row of headers, in the language of whoever downloads it.

    ID,Start time,Completion time,Email,Name,I am heard.,Who is hurt?
    1,11/13/2026 10:02,11/13/2026 10:05,anonymous,,Agree,Me;My team;

The rows of a grid are headed by their statement alone; one that comes twice gets a digit, "I am heard.2".
"""

from __future__ import annotations

from typing import NamedTuple

from pulse.collect.platforms.headings import plain
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower


class _Words(NamedTuple):
    """What its own columns are called in one language."""

    started: str
    submitted: str
    email: str
    name: str
    modified: str = ""
    unproven: bool = True


_LANGUAGES = (
    _Words("start time", "completion time", "email", "name", "last modified time", unproven=False),
    _Words("hora de inicio", "hora de finalización", "correo electrónico", "nombre", unproven=False),
    _Words("begintijd", "tijd van voltooien", "e-mail", "naam", "tijd van laatste wijziging"),
    _Words("startzeit", "fertigstellungszeit", "e-mail", "name"),
    _Words("heure de début", "heure de fin", "adresse de messagerie", "nom"),
    _Words("ora di inizio", "ora di completamento", "posta elettronica", "nome"),
    _Words("hora de início", "hora de conclusão", "email", "nome"),
)
PLATFORM = Platform(
    "microsoft-forms",
    roles={
        "id": "id",
        **{words.started: "started" for words in _LANGUAGES},
        **{words.submitted: "submitted" for words in _LANGUAGES},
        **{words.email: "person" for words in _LANGUAGES},
    },
    dropped=frozenset(
        {"total points", "quiz feedback", "language"} | {name for it in _LANGUAGES for name in (it.name, it.modified)}
    )
    - {""},
    counter_ids=True,
)


def shape(rows: Rows) -> Shape | None:
    """Rule 10: `ID`, `Start time` and `Completion time` in a known language; Email and Name are often taken away."""
    head = set(lower(rows))
    words = next((it for it in _LANGUAGES if {"id", it.started, it.submitted} <= head), None)
    return Shape(PLATFORM, plain(rows), unproven=words.unproven) if words else None
