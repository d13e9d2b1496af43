"""Trends over shown points: limits, special causes, and the icons that sum them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pulse.model.groups import Group

Improve = Literal["up", "down", "neutral"]
Cause = Literal[
    "above_limit",
    "below_limit",
    "rising",
    "falling",
    "two_in_three_high",
    "two_in_three_low",
    "shift_high",
    "shift_low",
]
PointType = Literal["common_cause", "improvement", "concern", "neutral_high", "neutral_low"]
Variation = Literal[
    "common_cause", "improvement_high", "improvement_low", "concern_high", "concern_low", "neutral_high", "neutral_low"
]
Assurance = Literal["pass", "fail", "inconsistent"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One dated value of a series; None where it is missing."""

    date: date
    value: float | None
    n: int | None = None
    label: str = ""  # the wave it stands for


@dataclass(frozen=True, slots=True)
class Point:
    """One observation judged: limits in force, and what it signals. None where undefined."""

    date: date
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    special_cause: Cause | None
    point_type: PointType
    rebase_group: int
    n: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A judged series and its summary. `warnings` are codes with their words in the report's catalogue."""

    points: tuple[Point, ...]
    variation: Variation | None
    assurance: Assurance | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """The series of one item or index in one group, from shown points only."""

    item: str
    group: Group
    measure: Literal["favourable", "mean", "share"]
    improve: Improve
    series: Series
    trial: bool  # 8 to 12 points: limits are dotted, no icon
    limits: bool  # enough points for any limits at all
    breaks: tuple[str, ...] = ()  # labels of the waves at which a new version starts a new line
    rebased: tuple[str, ...] = ()  # labels of the waves from which a person let limits begin anew
    original: Trend | None = None  # of a rebased trend: the same without rebases
