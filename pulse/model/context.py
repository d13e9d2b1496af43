"""What an organisation counts beside what its staff say: suspensions, investigations, absence, support used.

These are administrative figures of the whole organisation. A small one is one person's story, so it is told as a band,
and the number behind the band is never stored.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["people", "cases", "%", "per 100", "per 1000"]
UNITS: tuple[Unit, ...] = ("people", "cases", "%", "per 100", "per 1000")
_PER: dict[Unit, int] = {"%": 100, "per 100": 100, "per 1000": 1000}
MOST_NAME = 60
MOST_SOURCE = 120


@dataclass(frozen=True, slots=True)
class Period:
    """A month ("2026-03") or a quarter ("2026-Q1")."""

    label: str
    first: date
    last: date

    @property
    def kind(self) -> str:
        """month or quarter."""
        return "quarter" if "Q" in self.label else "month"


def period(label: str) -> Period | None:
    """The month or quarter of that label; None where it is none."""
    year, _, part = label.partition("-")
    months = {f"{at:02d}": (at, at) for at in range(1, 13)} | {f"Q{at}": (3 * at - 2, 3 * at) for at in range(1, 5)}
    if part not in months or not (year.isascii() and year.isdigit() and len(year) == 4 and year[0] in "12"):
        return None
    first, last = months[part]
    after = date(int(year) + last // 12, last % 12 + 1, 1)
    return Period(label, date(int(year), first, 1), after - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Counted:
    """One indicator in one period: an exact value, or, where that rests on too few people, the ends of a band.

    staff  how many people a rate is of, on the first day of the period; 0 for a count
    """

    indicator: str
    period: Period
    unit: Unit
    source: str
    value: float | None
    low: float | None = None  # the value is lower than `high`, or higher than `low`
    high: float | None = None
    staff: int = 0
    day: date | None = None  # when it was put down

    def same_as(self, other: Counted) -> bool:
        """True where both say the same of the period."""
        return (self.value, self.low, self.high, self.unit) == (other.value, other.low, other.high, other.unit)

    @property
    def said(self) -> str:
        """The value in words, without its unit; a band as "fewer than 11", "less than 0.8"."""
        if self.value is not None:
            return plain(self.value)
        if self.low is not None:
            return f"more than {plain(self.low)}"
        word = "less" if self.staff else "fewer"
        return f"{word} than {plain(self.high or 0.0)}"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file came to: what is new, and how many of its lines said again what was known."""

    new: tuple[Counted, ...]
    again: int


def plain(value: float) -> str:
    """A number without needless noughts: "1,204", "4.5"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def banded(it: Counted, least: int) -> Counted:
    """The same, as a band where fewer than `least` people or cases are behind it - or, of a rate, outside it.

    Nought is in the band: were it told apart, the band would tell that there was somebody.
    """
    if it.value is None:
        return it
    if not it.staff:
        return _as_band(it, high=float(least)) if it.value < least else it
    per = _PER[it.unit]
    people = it.value / per * it.staff
    edge = least / it.staff * per
    if people < least:
        return _as_band(it, high=min(math.ceil(edge * 10) / 10, float(per)))
    if it.unit == "%" and it.staff - people < least:
        return _as_band(it, low=max(math.floor((per - edge) * 10) / 10, 0.0))
    return it


def _as_band(it: Counted, *, low: float | None = None, high: float | None = None) -> Counted:
    return Counted(it.indicator, it.period, it.unit, it.source, None, low, high, it.staff, it.day)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator over time: the last word on each of its periods, oldest first."""

    indicator: str
    unit: Unit
    counted: tuple[Counted, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its values come from."""
        return tuple(dict.fromkeys(it.source for it in self.counted))

    def within(self, first: date, last: date) -> Line:
        """The periods that lie between two days, or over one of them."""
        kept = tuple(it for it in self.counted if it.period.last >= first and it.period.first <= last)
        return Line(self.indicator, self.unit, kept)


def latest(found: Iterable[Counted]) -> tuple[Counted, ...]:
    """What was put down last for each indicator and period."""
    return tuple({(it.indicator, it.period.label): it for it in found}.values())


def lines(found: Iterable[Counted], least: int) -> tuple[Line, ...]:
    """Indicators in the order of their names, each value banded; what was put down later stands for its period."""
    last = {(it.indicator, it.period.label): banded(it, least) for it in latest(found)}
    names = sorted({name for name, _ in last}, key=str.casefold)
    made = []
    for name in names:
        own = sorted((it for (of, _), it in last.items() if of == name), key=lambda it: it.period.first)
        made.append(Line(name, own[-1].unit, tuple(own)))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Together:
    """How far a score and an indicator rank the same periods alike: Spearman's rho with its interval, or why not."""

    score: str  # an index
    indicator: str
    periods: int  # in which both are shown
    rho: float | None = None
    lower: float | None = None
    upper: float | None = None
