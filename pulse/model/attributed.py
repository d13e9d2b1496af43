"""Answers given by name or role, as all who were asked agreed beforehand. They never meet confidential ones.

Nothing that counts, protects, follows or reports what is confidential knows this module (pyproject.toml,
[tool.importlinter]); the answers have a database, commands and a page of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pulse.model.survey import Survey, Wave


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answers: who she is, as she agreed to be shown, and what she said, by item; options as their ids.

    who  by dimension: the body she speaks for, her role or name
    """

    who: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def name(self) -> str:
        """Who she is, in one line."""
        return ", ".join(value for _, value in self.who if value)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: people who are new, whose answers replaced earlier ones, whose were known already."""

    wave: Wave
    new: int
    replaced: int
    known: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A wave with its questionnaire, everybody's answers, and the days its list was written."""

    survey: Survey
    wave: Wave
    given: tuple[Given, ...]
    listed: tuple[tuple[int, date], ...] = ()
    purged: date | None = None
