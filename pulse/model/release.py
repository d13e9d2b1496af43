"""Right of the wall: what may be seen. Every figure is shown, shown as a band, or hidden; no other number exists here.

`Hidden` carries no cause. One wording stands for every reason, since some reasons ("all answered the same") would
themselves be the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pulse.model.groups import ALL, Group, Remade
from pulse.model.survey import Survey, Wave

Measure = Literal["share", "count", "favourable", "neutral", "unfavourable", "mean", "response_rate", "flow"]


@dataclass(frozen=True, slots=True)
class About:
    """What a figure speaks of: the key of a tidy row. Options are option ids; empty where they do not apply."""

    wave: str
    group: Group
    measure: Measure
    item: str = ""  # an item's or an index's id
    item_version: int = 0
    option: str = ""
    item2: str = ""
    option2: str = ""
    item3: str = ""
    option3: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that may be seen, rounded as on the page: shares to whole per cents (as fractions), scores to a decimal.

    lower and upper are the 95 % interval, likewise rounded; None for counts. n is the number of answers it rests on.
    """

    value: float
    n: int
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Banded:
    """A share that is only known to lie between low and high (fractions, rounded outwards to whole per cents)."""

    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """Withheld to protect people. There is nothing more to know about it on this side of the wall."""


HIDDEN = Hidden()
Figure = Shown | Banded | Hidden


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules a release was made under, as the page tells them."""

    min_answers: int  # fewest answers a figure may rest on
    min_detail: int  # fewest answers for single scale points and means
    band: int  # counts of 0..band and n-band..n are shown as a band


@dataclass(frozen=True)
class Release:
    """Everything a report may say about a survey, and nothing else."""

    survey: Survey  # the newest version asked
    waves: tuple[Wave, ...]  # oldest first; the last one is reported on
    groups: tuple[Group, ...]  # one nested chain, parents before children; ALL first
    figures: Mapping[About, Figure]
    versions: Mapping[str, Mapping[str, int]]  # item or index id -> wave label -> version; a change breaks the line
    asked_in: Mapping[str, Survey]  # wave label -> the questionnaire as asked then
    rules: Rules
    methods: Mapping[str, str]  # item or index id, or measure -> how the figure was made, in words
    remade: tuple[Remade, ...] = ()  # groups merged or split by people.csv: their lines break there

    @property
    def wave(self) -> Wave:
        """The wave the report is about."""
        return self.waves[-1]

    def figure(
        self,
        measure: Measure,
        item: str = "",
        *,
        option: str = "",
        group: Group = ALL,
        wave: str = "",
    ) -> Figure:
        """One figure of the report's wave (or another one); hidden where nothing was asked or may be shown."""
        label = wave or self.wave.label
        version = self.versions.get(item, {}).get(label, 0)
        return self.figures.get(About(label, group, measure, item, version, option), HIDDEN)

    def down_to(self, dimension: str) -> Release:
        """The same release without the groups below a level. Showing less can give nothing away."""
        depth = max((len(group.path) for group in self.groups if group.dimension == dimension), default=0)
        kept = {about: figure for about, figure in self.figures.items() if len(about.group.path) <= depth}
        return replace(self, groups=tuple(group for group in self.groups if len(group.path) <= depth), figures=kept)


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger remembers of a wave that was already reported: it is frozen, its rules and its figures stand."""

    wave: str
    reported: date
    rules: Rules
    entry: int
