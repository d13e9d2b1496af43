"""Right of the wall: what an intervention is seen to have done. Made only from figures that are shown.

Shares are fractions rounded to whole per cents and scores have one decimal, as in a report; differences are made
before rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pulse.model.groups import Group
from pulse.model.plans import Entered
from pulse.model.release import Linked, Measure, Rules
from pulse.model.survey import Survey, Wave

Line = Literal["took_part", "elsewhere", "apart"]  # apart: took part less elsewhere


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its 95 % interval; `clear` says that the interval, before rounding, leaves out zero."""

    value: float
    lower: float
    upper: float
    clear: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """The units of one side taken together in one wave: their share or mean, and how many answers it rests on."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one side that are shown before and after, and what became of them."""

    units: tuple[Group, ...]
    before: Pool
    after: Pool
    rates: tuple[float, float] | None  # response rate before and after; None where it is not known of every unit
    mix_moved: float  # the share of answers that would have to move to another part for the mix to be as before


@dataclass(frozen=True, slots=True)
class Comparison:
    """One wave after the start beside the wave before it, on both sides."""

    wave: str
    before: str
    took_part: Side
    elsewhere: Side
    difference: Difference  # (after - before) where it was tried, less the same elsewhere
    by_mix: float  # how much of it came from who answered, not from what they said


@dataclass(frozen=True, slots=True)
class Moment:
    """Both lines in one wave; None where one of the units drawn is not shown."""

    wave: Wave
    after: bool
    took_part: Pool | None
    elsewhere: Pool | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Both lines over all waves, each drawn from the same units throughout."""

    took_part: tuple[Group, ...]
    elsewhere: tuple[Group, ...]
    moments: tuple[Moment, ...]

    def drawn(self, *, after: bool) -> tuple[Moment, ...]:
        """The waves on one side of the start in which both lines have a point."""
        return tuple(it for it in self.moments if it.after is after and it.took_part and it.elsewhere)


@dataclass(frozen=True, slots=True)
class Chance:
    """The units dealt to the two sides by chance: how many of the ways to do so part their changes as far.

    Each unit counts once, however many people it has. Two-sided p; all ways were looked at where `exact`, else a
    sample. least is the smallest p there can be with so many units.
    """

    p: float
    as_far: int
    ways: int
    exact: bool
    least: float


@dataclass(frozen=True, slots=True)
class Segments:
    """One line in two straight pieces: slope a wave before the start, then the jump and the change of slope."""

    line: Line
    trend: Difference
    level: Difference
    slope: Difference
    durbin_watson: float | None


@dataclass(frozen=True)
class Evaluation:
    """Everything that may be said of an intervention."""

    entered: Entered
    survey: Survey
    measure: Measure
    rules: Rules
    comparisons: tuple[Comparison, ...]  # at least one; the first is the one named beforehand, the others follow it
    not_shown: tuple[str, ...]  # waves that cannot be compared, since too little of them is shown
    units_not_shown: tuple[Group, ...]  # units that the first comparison does without
    open_at_start: tuple[str, ...]  # waves that were open on the day of the start: neither before nor after
    reworded: tuple[str, ...]  # waves that asked the outcome in another wording
    started_apart: Difference  # took part less elsewhere, before
    picture: Picture
    earlier_slope: Difference | None  # how much faster the line rose a wave before the start than elsewhere
    chance: Chance
    segments: tuple[Segments, ...] = ()
    trial: bool = False  # too few waves on a side for the segments to be leant on
    linked: Linked | None = None  # of everyone, where the two waves of the first comparison are linked
    rivals: int = 0  # other plans entered for the same survey and start

    @property
    def first(self) -> Comparison:
        """The comparison the plan named."""
        return self.comparisons[0]
