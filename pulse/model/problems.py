"""What went wrong, where, and what to do: the noun behind every message.

The words live in `pulse.errors`; a `Problem` carries only the code, the place and the few details the words need.
Details are facts about the file or the definition - a line, a column, a count, an item's id. They are never an answer
and never a person's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulse.errors import MESSAGES, Exit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: 1-based line and column, as an editor or a spreadsheet counts them."""

    file: str = ""
    line: int | None = None
    column: int | None = None
    source: str = ""  # the source line of a definition, for the caret; never a line of an export

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a code of `pulse.errors.MESSAGES`, where it is, and the details its words need."""

    code: str
    place: Place = Place()
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The fault, in one sentence."""
        return MESSAGES[self.code].words.format(**self.details)

    @property
    def remedy(self) -> str:
        """What to do about it, in one sentence."""
        return MESSAGES[self.code].remedy.format(**self.details)

    @property
    def status(self) -> Exit:
        """The exit status of a command that stops because of it."""
        return MESSAGES[self.code].status


class Stop(Exception):  # noqa: N818 - it is a decision to stop, not always an error of the program
    """Ends a command before anything is stored; carries every problem found, the first one deciding the exit status."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("a stop needs a reason")
        super().__init__("; ".join(problem.words for problem in problems))
        self.problems = problems

    @property
    def status(self) -> Exit:
        """The exit status of the first problem."""
        return self.problems[0].status


def bug(error: BaseException) -> Problem:
    """A fault of ours: its kind and the innermost place in our own code; never its text, which may quote an answer."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("pulse"):
            where = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return problem("bug", kind=type(error).__name__, where=where)


def problem(code: str, place: Place = Place(), **details: object) -> Problem:
    """A `Problem` with its details written as keywords."""
    return Problem(code, place, details)
