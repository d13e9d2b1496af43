"""Published figures that may stand beside one's own: what was asked, of whom, when, how it was counted, who says so.

They are public, so nothing about them is protected; whether one may stand beside a figure of ours is decided in
`define`, and the report only repeats the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pulse.model.release import Measure

UNWEIGHTED = "none"
Status = Literal["verified", "second-hand", "derived"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """Whose survey a figure comes from. `apart` says why figures of another survey do not compare with its own."""

    id: str
    name: str
    apart: str


@dataclass(frozen=True, slots=True)
class Population:
    """Who is described. `within` names the larger population this one is part of, if any."""

    id: str
    name: str
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its instrument asks it; answers in their order, those `aside` in no denominator."""

    id: str
    text: str
    answers: tuple[str, ...]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published share of one question in one population and year."""

    id: str
    instrument: Instrument
    question: Question
    counts: tuple[str, ...]  # the answers the share is of
    population: Population
    year: int
    fieldwork: str  # when people were asked, in words
    weighting: str  # by what answers were weighted, in words; UNWEIGHTED where they were not
    value: float  # per cent, as its source gives it
    base: int  # what it rests on: so many ...
    base_of: str  # ... answer sheets, answers, or organisations
    status: Status
    source: str
    low: float | None = None  # per cent: the lowest and the highest organisation, where that is known
    high: float | None = None

    @property
    def verified(self) -> bool:
        """True when a source gives the figure itself; false when somebody worked it out from other figures."""
        return self.status != "derived"


@dataclass(frozen=True, slots=True)
class Pack:
    """Every benchmark that can be named, with what they speak of, by id."""

    instruments: Mapping[str, Instrument]
    populations: Mapping[str, Population]
    questions: Mapping[str, Question]
    benchmarks: Mapping[str, Benchmark]

    def holds(self, larger: str, part: str) -> bool:
        """True when the population `part` is `larger` or lies within it."""
        at: str | None = part
        while at is not None and at != larger:
            at = self.populations[at].within if at in self.populations else None
        return at == larger


@dataclass(frozen=True, slots=True)
class Beside:
    """A benchmark an item names, and the figure of the item it stands beside - or the reasons why it may not."""

    item: str
    named: str
    benchmark: Benchmark | None = None  # None: there is none of that name
    measure: Measure = "favourable"
    option: str = ""
    reasons: tuple[str, ...] = ()
