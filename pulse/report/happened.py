"""Events on the time axis: a letter each, joined where they would touch, and the words that go with the letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pulse.model.events import Event
from pulse.model.groups import SEPARATOR
from pulse.report import svg, widths, words

_MOST_UPRIGHTS = 8  # with more of them they would hide the line; the marks on the axis stay
_FEW = 3  # so many are told in each drawing's description; more stand in the shared table alone
_APART = 6.0
_SIZE = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """An event with the letter that stands for it in every drawing of a report."""

    letter: str
    event: Event

    @property
    def day(self) -> str:
        """The day in words."""
        return words.day(self.event.day)

    @property
    def where(self) -> str:
        """The groups it concerns."""
        return "; ".join(SEPARATOR.join(path) for path in self.event.where) or "Everyone"


def marks(events: Sequence[Event]) -> tuple[Mark, ...]:
    """The events, oldest first, with their letters: A to Z, then AA, AB and so on."""
    return tuple(Mark(_letter(at), event) for at, event in enumerate(events))


def within(found: Sequence[Mark], first: date, last: date) -> tuple[Mark, ...]:
    """Those of the marks that fall on a chart's days."""
    return tuple(mark for mark in found if first <= mark.event.day <= last)


def note(found: Sequence[Mark]) -> str:
    """The end of a drawing's description, without days and places; empty where no event is on it."""
    if not found:
        return ""
    if len(found) > _FEW:
        return f"Events {found[0].letter} to {found[-1].letter}: see the table of what happened."
    return f"What happened: {'; '.join(f'{mark.letter} {mark.event.text}' for mark in found)}."


def draw(
    found: Sequence[Mark], x: Callable[[date], float], top: float, bottom: float, ends: tuple[float, float]
) -> Iterator[Markup]:
    """A mark and a letter for each event on the axis at `bottom`, between `ends`; where few, a thin upright each."""
    places = [(min(max(x(mark.event.day), ends[0]), ends[1]), mark.letter) for mark in found]
    upright = len(places) <= _MOST_UPRIGHTS
    for place in dict.fromkeys(place for place, _ in places):
        if upright:
            yield svg.line(place, top, place, bottom, dash="1 3")
        yield svg.line(place, bottom - 5, place, bottom, colour="ink2", weight=2)
    for middle, said in labels(places, ends):
        yield svg.text(said, middle, bottom + 11, colour="ink2", size=_SIZE, bold=True, anchor="middle")


def labels(places: Sequence[tuple[float, str]], ends: tuple[float, float]) -> list[tuple[float, str]]:
    """The middle and the text of each label: neighbours that would touch are joined ("B–D")."""
    joined: list[tuple[tuple[float, ...], str]] = []
    for place, letter in places:
        joined.append(((place,), letter))
        while len(joined) > 1 and _touch(joined[-2], joined[-1], ends):
            (before, first), (after, last) = joined[-2:]
            joined[-2:] = [((*before, *after), f"{first.partition('–')[0]}–{last.rpartition('–')[2]}")]
    return [(_middle(label, ends), label[1]) for label in joined]


def _touch(one: tuple[tuple[float, ...], str], other: tuple[tuple[float, ...], str], ends: tuple[float, float]) -> bool:
    room = (_wide(one[1]) + _wide(other[1])) / 2 + _APART
    return _middle(other, ends) - _middle(one, ends) < room


def _middle(label: tuple[tuple[float, ...], str], ends: tuple[float, float]) -> float:
    half = _wide(label[1]) / 2
    middle = (label[0][0] + label[0][-1]) / 2
    return min(max(middle, ends[0] + half), ends[1] - half)


def _wide(said: str) -> float:
    return widths.width(said, _SIZE, bold=True)


def _letter(at: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_letter(at // 26 - 1) if at >= 26 else "") + alphabet[at % 26]
