"""What two questionnaires ask otherwise: the nouns of `pulse survey diff` and `pulse survey revise`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal["added", "removed", "reworded", "rescaled", "reordered", "retitled"]
Type = Literal["", "cosmetic", "reworded", "rescaled", "retired"]  # "": a new question changes no old one


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise: in a question, a score, or in what stands around the questions.

    `type` is what the author says of it, or what it amounts to while she has said nothing. `breaks`: a line that
    reports follow or compare ends here, and another begins.
    """

    id: str  # of the item or index; "title", "introduction" or a dimension's name for what stands around
    what: What
    type: Type
    about: Literal["question", "score", "around"] = "question"
    before: str = ""
    after: str = ""
    breaks: bool = False
    said: bool = True  # the author has said which type it is, or nobody needs to
    scored_otherwise: bool = False  # so that it cannot be called cosmetic
    passing: bool = False  # of one wave alone: a follow-up, or what staff proposed


@dataclass(frozen=True, slots=True)
class Compared:
    """Two questionnaires and every difference, in the order of the later one; what is gone stands last."""

    before: str  # what was compared, in words: "stock-take, version 1"
    after: str
    differences: tuple[Difference, ...]

    @property
    def broken(self) -> tuple[Difference, ...]:
        """The differences at which a line breaks."""
        return tuple(it for it in self.differences if it.breaks)


@dataclass(frozen=True, slots=True)
class Revised:
    """A questionnaire in use that was edited, made a version of its own; and the file its last version went to."""

    survey: str
    version: int
    asked_from: str
    file: str
    kept: str  # "" where another file holds the last version
    differences: tuple[Difference, ...]
