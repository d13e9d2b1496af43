"""Right of the wall: what may be seen. Every figure is shown, shown as a band, or hidden; no other number exists here.

`Hidden` carries no cause. One wording stands for every reason, since some reasons ("all answered the same") would
themselves be the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Literal

from pulse.model.codes import Agreement
from pulse.model.groups import ALL, Group, Path, Remade
from pulse.model.survey import Survey, Wave

Measure = Literal[
    "share", "count", "favourable", "neutral", "unfavourable", "mean", "balance", "enps", "alpha", "response_rate",
    "flow", "paired", "agreement",
]  # fmt: skip


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
    group2: Group | None = None  # of a rating: the group that `group` rates


def joined_about(wave: str, items: tuple[str, str, str], options: tuple[str, str, str]) -> About:
    """The key of a joined answer of everyone: three questions, and an option of each that it looks at."""
    return About(wave, ALL, "flow", items[0], 0, options[0], items[1], options[1], items[2], options[2])


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that may be seen, rounded as on the page: shares to whole per cents (as fractions), scores to a decimal.

    n is the number of answers it rests on. lower and upper are the 95 % interval of what staff like these would say,
    for comparing; `of_asked` is the narrower one of what all who were asked think, for describing: where everybody
    answered it has no width. Both are rounded like the value; None where there is none.
    """

    value: float
    n: int
    lower: float | None = None
    upper: float | None = None
    of_asked: tuple[float, float] | None = None

    @property
    def described(self) -> tuple[float, float] | None:
        """The interval to print beside the figure itself."""
        if self.of_asked is None and self.lower is not None and self.upper is not None:
            return self.lower, self.upper
        return self.of_asked


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


Against = Literal["last", "year"]  # the stock-take before, or the same season a year before


@dataclass(frozen=True, slots=True)
class Effect:
    """Cliff's delta with its 95 % interval: how much oftener a later answer is the better one than the worse one."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Change:
    """What moved between two shown figures of the same question in the same group.

    difference, lower and upper are the later figure less the earlier one with its 95 % interval: shares as fractions
    rounded to whole per cents, scores to a decimal, made before rounding. `clear` says that the interval leaves out
    "no change" and that the change also stands among all that are compared together (Benjamini and Hochberg 1995,
    5 %); where either wave has fewer than twice `min_answers`, also that it is more than 10 points.
    """

    about: About  # the later figure
    before: str  # label of the earlier wave
    against: Against
    difference: float
    lower: float
    upper: float
    n_before: int
    n: int
    q: float  # the p value, adjusted for all changes compared together
    clear: bool
    effect: Effect | None = None  # of a scale, where every point of it is shown in both waves


@dataclass(frozen=True, slots=True)
class Mix:
    """A change of everyone's share or score split in two: parts that answered more or less, and parts that changed.

    mix + within = difference, all rounded alike. The parts are the shown groups of one level and all others together.
    standardised is the later figure as it would stand had the parts answered in the proportions of the earlier wave.
    moved is the share of the later answers that would have to come from other parts for those proportions to be kept.
    """

    about: About
    before: str
    level: str
    mix: float
    within: float
    standardised: float
    moved: float

    @property
    def more_by_mix(self) -> bool:
        """The change came more from who answered than from what they said."""
        return abs(self.mix) > abs(self.within)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of the organisation as it answered and as it is: shares of all answers and of all staff, as fractions.

    weight is what one answer of it counts for, 1 on average.
    """

    group: Group | None  # None: all that are not shown apart
    answered: int
    asked: int
    weight: float


@dataclass(frozen=True, slots=True)
class Weighted:
    """A figure of everyone as it would stand had every part answered as much as the others; beside the plain one."""

    about: About
    value: float
    lower: float
    upper: float
    effective: int  # as many answers, drawn evenly, would say as much


@dataclass(frozen=True, slots=True)
class Weighting:
    """Non-response of a wave, weighed by one level. Where `problem` is not empty there are no weighted figures."""

    level: str
    strata: tuple[Stratum, ...] = ()
    trimmed: bool = False
    design_effect: float = 1.0  # Kish 1965
    figures: tuple[Weighted, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Crossed:
    """People who answered an item in two waves in a row, by the side they were on: favourable or not."""

    both: int  # favourable in both
    gained: int  # favourable now, and not before
    lost: int  # favourable before, and not now
    neither: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The same people, by whether their answer went towards the favourable end, stayed, or went away from it."""

    up: int
    same: int
    down: int


@dataclass(frozen=True, slots=True)
class Paired:
    """What may be said of an item's answers by the same people in two waves in a row. All numbers are people."""

    item_version: int
    n: int  # people whose answer counts in both
    crossed: Crossed | Hidden
    moved: Moved | Hidden


@dataclass(frozen=True, slots=True)
class Linked:
    """A wave beside the one before it, in a survey whose waves are linked. Counts of people; everyone, no groups."""

    before: str  # label of the wave before
    stayers: Shown | Hidden  # in both waves
    entrants: Shown | Hidden  # met in this wave only
    leavers: Shown | Hidden  # met in the wave before only
    paired: Mapping[str, Paired | Hidden]  # by item

    def counts(self) -> Iterator[tuple[str, int, str, int, int]]:
        """Every number that is shown: its item, the item's version, its name, how many people, of how many."""
        for name, figure in (("stayers", self.stayers), ("entrants", self.entrants), ("leavers", self.leavers)):
            if isinstance(figure, Shown):
                yield "", 0, name, int(figure.value), figure.n
        for item, paired in self.paired.items():
            if isinstance(paired, Paired):
                for cells in (paired.crossed, paired.moved):
                    if not isinstance(cells, Hidden):
                        for cell in fields(cells):
                            yield item, paired.item_version, cell.name, getattr(cells, cell.name), paired.n


@dataclass(frozen=True, slots=True)
class Seen:
    """The groups of which a stock-take told how many answered, that is, those that their sizes let be shown."""

    levels: frozenset[Path]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules a release was made under, as the page tells them."""

    min_answers: int  # fewest answers a figure may rest on
    min_detail: int  # fewest answers for single scale points and means
    band: int  # counts of 0..band and n-band..n are shown as a band
    # Seen in the stock-take before, None if there was none: of two partners the one that was not stays withheld.
    # No rule by itself, so that it is not compared; the ledger also names lines of smaller groups, which no group is.
    seen: Seen | None = field(default=None, compare=False)


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
    changes: tuple[Change, ...] = ()  # of everyone since earlier waves, only between figures that are shown
    mixes: tuple[Mix, ...] = ()
    weighting: Weighting | None = None  # None: nobody knows how many were asked
    linked: Mapping[str, Linked] = field(default_factory=dict)  # wave label -> the wave beside the one before it
    together: tuple[Group, ...] = ()  # smaller groups of one parent as one: no group of the chain, never in a trend
    beside: tuple[Group, ...] = ()  # of a second dimension, each over everyone; never crossed with the chain's groups
    against: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # index id -> items that run against the rest
    agreement: Agreement | None = None  # of those who coded the comments of the wave
    ratings: Mapping[About, Figure] = field(default_factory=dict)  # of pairs of groups: `group` rates `group2`
    remade: tuple[Remade, ...] = ()  # groups merged or split by people.csv: their lines break there

    @property
    def wave(self) -> Wave:
        """The wave the report is about."""
        return self.waves[-1]

    @property
    def listed(self) -> tuple[Group, ...]:
        """Every group there are figures of: the chain's, each with its smaller groups last, then those beside it."""
        found = list(self.groups)
        for group in self.together:
            inside = [at for at, it in enumerate(found) if it.path[: len(group.path) - 1] == group.path[:-1]]
            found.insert(inside[-1] + 1, group)
        return (*found, *self.beside)

    @property
    def paired(self) -> Mapping[str, Paired | Hidden]:
        """The answers of the same people in the report's wave and the one before, by item; empty if not linked."""
        linked = self.linked.get(self.wave.label)
        return linked.paired if linked else {}

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
        """The same release without the groups below a level; those of a second dimension stay.

        Showing less can give nothing away.
        """
        depth = max((len(group.path) for group in self.groups if group.dimension == dimension), default=0)
        kept = {
            about: figure
            for about, figure in self.figures.items()
            if len(about.group.path) <= depth or about.group in self.beside
        }
        groups, together = (
            tuple(group for group in some if len(group.path) <= depth) for some in (self.groups, self.together)
        )
        pairs = {
            about: figure
            for about, figure in self.ratings.items()
            if len(about.group.path) <= depth or about.group.dimension not in {it.dimension for it in self.groups}
        }
        return replace(self, groups=groups, together=together, figures=kept, ratings=pairs)


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger remembers of a wave that was already reported: it is frozen, its rules and its figures stand.

    snapshots: 1, and one more each time that later answers joined. From the second on nothing may be shown but `only`
    what was shown before (versions of items left out): a group or an answer that is new beside figures with fewer
    people in them would tell of those few. A frame of which nothing was shown has nothing beside it.
    joined: the frame's joined answers as they were shown, for reports of later waves to stand beside their own.
    """

    wave: str
    reported: date
    rules: Rules
    entry: int
    first: date  # of the wave
    seen: Seen
    snapshots: int = 1
    only: frozenset[About] = frozenset()
    joined: Mapping[About, Shown] = field(default_factory=dict)

    def allows(self, about: About) -> bool:
        """Whether a figure may be shown again."""
        if self.snapshots == 1 or replace(about, item_version=0) in self.only:
            return True
        return about.measure == "flow" and not any(it.measure == "flow" for it in self.only)
