"""A questionnaire as something else can take it in: a survey platform, a printer, a browser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """The file, the end of its name (".xlsx"), and what a person must still do, in the order in which to do it."""

    ending: str
    content: bytes
    by_hand: tuple[str, ...] = ()
