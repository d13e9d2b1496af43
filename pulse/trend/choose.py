"""Which chart a part of a series gets: by how many waves there are, and by what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pulse.model.trends import Chart, ChartWanted, LimitsBy, Observation

ENOUGH = 13  # points from which limits are more than a trial
LEAST_FOR_RUNS = 8  # points from which a median and trial limits are worth drawing

Kind = Literal["share", "score", "value"]
_LIMITS: Mapping[Kind, LimitsBy] = {"share": "p-prime", "score": "i-prime", "value": "xmr"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart, the limits drawn in it, and whether they are only a trial."""

    chart: Chart
    limits: LimitsBy | None
    trial: bool


def kind_of(observations: Sequence[Observation]) -> Kind:
    """A share is a count of n, a score a mean of n; anything else is a value of its own."""
    if any(it.count is not None for it in observations):
        return "share"
    return "score" if any(it.n is not None for it in observations) else "value"


def choose(wanted: ChartWanted, known: int, kind: Kind) -> Choice:
    """The chart asked for; or the one that so many known points of a kind can bear."""
    if wanted == "run":
        return Choice("run", None, trial=False)
    if wanted != "auto":
        return Choice(wanted, wanted, trial=known < ENOUGH)
    if known < LEAST_FOR_RUNS:
        return Choice("bar" if known <= 1 else "dots", None, trial=True)
    if known < ENOUGH:
        return Choice("run", _LIMITS[kind], trial=True)
    return Choice(_LIMITS[kind], _LIMITS[kind], trial=False)
