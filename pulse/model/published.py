"""A questionnaire as something else can take it in: a survey platform, a printer, a browser."""

from __future__ import annotations

from dataclasses import dataclass

from pulse.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Published:
    """The file, the end of its name (".xlsx"), and what a person must still do, in the order in which to do it."""

    ending: str
    content: bytes
    by_hand: tuple[str, ...] = ()
    beside: tuple[Published, ...] = ()  # files that go with it


@dataclass(frozen=True, slots=True)
class Typed:
    """Paper sheets that two people typed: where they differ, and the file to collect once they do not ("" until then).

    unreadable  answers that both marked as such, which count as not given
    not_asked   answers to questions that were not for those who gave them: left out
    """

    sheets: int
    differences: tuple[Problem, ...] = ()
    unreadable: int = 0
    not_asked: int = 0
    content: str = ""
