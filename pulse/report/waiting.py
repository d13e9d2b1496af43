"""Needs that wait, the oldest first: for how many stock-takes, who should meet them, what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_high

from markupsafe import Markup

from pulse.model.groups import ALL
from pulse.model.loop_views import Told
from pulse.model.survey import Wave
from pulse.report import svg, words
from pulse.report.loop import stands
from pulse.report.promised import LEVELS

MOST = 7  # needs in the table; the page for staff has all
_SQUARES, _STEP, _WIDE, _HIGH = 12, 6.5, 5.0, 10.0


@dataclass(frozen=True, slots=True)
class Line:
    """One need: its words, whose it is, who should meet it as staff say; what is promised; its age; where it stands."""

    text: str
    whose: str
    level: str
    did: str
    owner: str
    open_for: int  # stock-takes, that in which it was first seen among them
    squares: Markup
    due: str
    word: str
    stands: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, for how many stock-takes half of them have waited or longer, and the oldest."""

    count: int
    half: int
    lines: tuple[Line, ...]


def waiting(entries: Sequence[Told], waves: Sequence[Wave], today: date) -> Waiting | None:
    """None where nothing waits."""
    found = sorted(
        (it for it in entries if it.story.waits), key=lambda it: (it.story.need.opened, it.story.need.number)
    )
    if not found:
        return None
    ages = [_age(it, waves) for it in found]
    longest = max(ages[:MOST])
    lines = (_line(it, age, longest, today, at) for at, (it, age) in enumerate(zip(found, ages, strict=True)))
    return Waiting(len(found), median_high(ages), tuple(lines)[:MOST])


def _age(it: Told, waves: Sequence[Wave]) -> int:
    """Stock-takes since it was first seen; at least the one in which it was."""
    labels = [wave.label for wave in waves]
    if it.story.need.wave in labels:
        return len(labels) - labels.index(it.story.need.wave)
    return max(sum(wave.last >= it.story.need.opened for wave in waves), 1)


def _line(it: Told, age: int, longest: int, today: date, at: int) -> Line:
    need, promise = it.story.need, it.story.promise
    return Line(
        text=need.text,
        whose="" if need.group == ALL else need.group.name,
        level=LEVELS[need.level],
        did=it.did,
        owner=it.owner,
        open_for=age,
        squares=_squares(age, longest, f"age-{at}"),
        due=words.day(promise.due) if promise else "",
        word=it.word,
        stands=stands(it, today),
    )


def _squares(age: int, longest: int, name: str) -> Markup:
    """A square a stock-take, empty ones up to the oldest need."""
    most = min(longest, _SQUARES)
    squares = (svg.rect(at * _STEP, 0.0, _WIDE, _HIGH, "ink2" if at < age else "band") for at in range(most))
    wide = _SQUARES * _STEP
    return svg.element(
        "svg", *squares, viewBox=f"0 0 {wide:g} {_HIGH:g}", width=wide, height=_HIGH, id=name, aria_hidden="true",
        xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip
