"""Trends over shown points: charts, limits, special causes, and the icons that sum them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pulse.model.groups import Group
    from pulse.model.relations import Relations
    from pulse.model.release import About

LimitsBy = Literal["xmr", "p", "p-prime", "i", "i-prime"]
Chart = Literal["bar", "dots", "run", "xmr", "p", "p-prime", "i", "i-prime"]
ChartWanted = Literal["auto", "xmr", "p", "p-prime", "i", "i-prime", "run"]
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
Options = tuple[str, str, str]  # of who is hurt, what is needed, who should meet it; "" where it is not looked at
Assurance = Literal["pass", "fail", "inconsistent"]

# Rule sets by name and version: they are printed wherever a verdict stands.
MAKING_DATA_COUNT = "NHS Making Data Count, as NHSRplotthedots 0.2.2"
OUTSIDE_ONLY = "points outside the limits only"
ANHOEJ = "Anhøj 2014, as qicharts2 0.8.1"


@dataclass(frozen=True, slots=True)
class Observation:
    """One dated value of a series; None where it is missing.

    value  a share as a fraction, a score, or any number; count: how many of n it stands for, where it is a share
    lower, upper  its 95 % interval, where one is known
    """

    date: date
    value: float | None
    n: int | None = None
    label: str = ""  # the wave it stands for
    count: int | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """How to judge a series; the defaults are the published XmR chart.

    parts    dates from which a new part has limits of its own
    freeze   limits rest on the first so many points of a part; later points are judged by them
    exclude  dates that are judged and not used for limits
    screen   leave unusually large moving ranges out, once
    floor    P-prime limits are never narrower than sampling alone would make them; nor are those of I-prime where the
             intervals of the scores are known
    grain    the step to which values are rounded, such as 0.01 for whole per cents; 0 where they are exact
    """

    chart: ChartWanted = "xmr"
    improve: Improve = "up"
    target: float | None = None
    parts: Sequence[date] = ()
    freeze: int | None = None
    exclude: Sequence[date] = ()
    screen: bool = True
    floor: bool = True
    grain: float = 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """One observation judged: limits in force, and what it signals. None where undefined."""

    date: date
    value: float | None
    mean: float | None  # the centre line: a median on a run chart
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    special_cause: Cause | None
    point_type: PointType
    rebase_group: int  # the number of its part, from 0
    n: int | None = None
    label: str = ""
    count: int | None = None
    interval_lower: float | None = None
    interval_upper: float | None = None
    excluded: bool = False
    few_answers: bool = False  # n below half the median n of the series


@dataclass(frozen=True, slots=True)
class Runs:
    """A run chart's points about their median: the longest run on one side and how often the line crosses over."""

    useful: int  # points that are not on the median
    longest: int
    longest_most: int  # the longest that chance would usually give
    crossings: int
    crossings_least: int

    @property
    def long(self) -> bool:
        """A run longer than chance would usually give."""
        return self.longest > self.longest_most

    @property
    def few_crossings(self) -> bool:
        """The line crosses its median less often than chance would usually make it."""
        return self.crossings < self.crossings_least

    @property
    def signal(self) -> bool:
        """Either sign that the values are not a random scatter about their median."""
        return self.long or self.few_crossings


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a series with a centre and limits of its own, and how they were made."""

    number: int  # as in its points' rebase_group
    chart: Chart
    limits: LimitsBy | None
    trial: bool  # too few points for a verdict
    known: int  # points that are not missing
    baseline: int  # points that the limits rest on
    rules: tuple[str, ...]
    sigma_z: float | None = None  # P-prime: how much wider than sampling alone
    runs: Runs | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A judged series and its summary. `warnings` are codes; the screen and the page have words for them."""

    points: tuple[Point, ...]
    parts: tuple[Part, ...]
    variation: Variation | None
    assurance: Assurance | None
    warnings: tuple[str, ...] = ()

    def part_of(self, point: Point) -> Part:
        """The part a point stands in."""
        return next(part for part in self.parts if part.number == point.rebase_group)

    def points_of(self, part: Part) -> tuple[Point, ...]:
        """A part's points, in order."""
        return tuple(point for point in self.points if point.rebase_group == part.number)


@dataclass(frozen=True, slots=True)
class Trend:
    """The series of one item or index in one group, from shown points only."""

    item: str
    group: Group
    measure: Literal["favourable", "mean", "share"]
    improve: Improve
    series: Series
    breaks: tuple[str, ...] = ()  # labels of the waves at which a new version starts a new line
    rebased: tuple[str, ...] = ()  # labels of the waves from which a person let limits begin anew
    original: Trend | None = None  # of a rebased trend: the same without rebases

    @property
    def now(self) -> Part:
        """The part that the last point stands in: the verdict is about it alone."""
        return self.series.parts[-1]


@dataclass(frozen=True, slots=True)
class Silence:
    """A group that answered clearly less than at the stock-take before, or whose answers can no longer be shown."""

    group: Group
    before: float  # the response rate then
    now: float | None  # None: not shown this time
    wave: str  # the stock-take before


@dataclass(frozen=True, slots=True)
class SamePeople:
    """What people who answered an item in two waves in a row said then and now. None where it may not be shown.

    difference, lower and upper are of their favourable shares, as fractions; up, same and down count people.
    """

    item: str
    item_version: int
    n: int
    difference: float | None = None
    lower: float | None = None
    upper: float | None = None
    q: float | None = None  # p by mid-p McNemar, adjusted for all items compared
    clear: bool = False
    up: int | None = None
    same: int | None = None
    down: int | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """How a balance moved over three stock-takes in a row; all numbers in points of -100 to 100.

    lower and upper: the 95 % interval of the difference, from the intervals of its two ends (Zou and Donner 2008).
    `clear`: both steps go the same way, and the interval leaves out "no change" - a wider one where groups are many.
    """

    about: About  # the last of the three figures
    waves: tuple[str, ...]  # labels of the three, oldest first
    difference: float
    lower: float
    upper: float
    n: int
    clear: bool


def _no_relations() -> Relations:
    from pulse.model.relations import Relations  # late: the names above are known at the front door, which starts fast

    return Relations()


@dataclass(frozen=True, slots=True)
class JoinedChange:
    """How a joined answer of the frame moved since the stock-take before: shares of voices as they are shown.

    difference, lower and upper are fractions, rounded to whole per cents; `clear`: the interval leaves out "no change",
    and the difference stands among all of its picture (Benjamini and Hochberg 1995, 5 %); of few people only beyond
    10 points.
    """

    about: About
    before: str
    difference: float
    lower: float
    upper: float
    q: float
    clear: bool

    @property
    def options(self) -> Options:
        """The options that it joins."""
        return self.about.option, self.about.option2, self.about.option3


@dataclass(frozen=True, slots=True)
class JoinedCourse:
    """The joined answers of one horizon, one stock-take after another.

    items   ids of who is hurt, what is needed, who should meet it
    waves   labels of the last stock-takes, five at most, that asked the three alike and show joined answers
    before  the stock-take before the report's that shows joined answers, "" for none; comparable: it asked alike
    compared  how many joined answers were compared with it
    told    those of which more is said than how large they are; changes: of these, where there is one
    """

    items: tuple[str, str, str]
    waves: tuple[str, ...]
    before: str
    comparable: bool
    compared: int
    told: tuple[Options, ...]
    changes: Mapping[Options, JoinedChange]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is made of a release by looking at its waves together."""

    trends: tuple[Trend, ...]
    silences: tuple[Silence, ...] = ()
    same_people: tuple[SamePeople, ...] = ()
    drifts: tuple[Drift, ...] = ()
    relations: Relations = field(default_factory=_no_relations)
    joined: tuple[JoinedCourse, ...] = ()
