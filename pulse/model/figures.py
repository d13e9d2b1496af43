"""Left of the wall: counts and scores before protection.

A `Block` is one group x one item x one wave: the counts of everybody in that group who answered. Everything a report
may say is made from blocks, and nothing right of the wall can import this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulse.model.codes import Agreement
from pulse.model.groups import Group, Path
from pulse.model.release import About, Figure
from pulse.model.survey import Index, Item, Survey, Wave


@dataclass(frozen=True, slots=True)
class Atom:
    """The finest combination of groups that figures tell apart."""

    place: Path
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item in one atom: how many answered it, and how many gave or ticked each option, in questionnaire order.

    `answered` counts people, also those whose answer is an option outside the denominator.
    """

    item: str
    atom: Atom
    answered: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndexTally:
    """One index in one atom: people with a score, the sum of their scores and of their squares, in thousandths."""

    index: str
    atom: Atom
    people: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class RatingTally:
    """People of one atom who gave one answer (a 1-based position) to a relationship question about one group."""

    item: str
    atom: Atom
    rated: Path  # of a dimension that is no level its name alone
    answer: int
    people: int


@dataclass(frozen=True, slots=True)
class ProductTally:
    """The items of one index: everyone with an answer that counts to all of them, sums and sums of products of points.

    Points are whole numbers, in steps of one length for all items; items in the order of the index. Never by group.
    """

    index: str
    people: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]  # products[i][j]: of item i and item j; products[i][i]: squares


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of one index with its 95 % interval, to two decimals, and the items that run `against` the rest.

    The form in which the cross-products of a wave outlive its closing: sums of complete answers, taken from those of
    all answers, would be the answers of the few who left one out. Alpha tells of nobody: it is one number made of all
    sums and products over at least `min_detail` people, which very many sets of answers share once it is rounded. That
    is not so at its ends - 1.00 says that everybody's answers agree, and far below 0 that they mirror each other - so
    these are None.
    """

    index: str
    people: int
    alpha: float | None
    lower: float | None
    upper: float | None
    against: tuple[str, ...]  # ids of items


@dataclass(frozen=True, slots=True)
class FlowTally:
    """People of one atom who joined frame answers, by how many ticks each of them shared her voice over.

    An option is "" where the flow does not look at that item; only people who answered all three are counted anywhere.
    """

    items: tuple[str, str, str]  # hurt, need, meet
    options: tuple[str, str, str]
    ticks: int  # the product of her ticks at the items looked at: her voice counts 1/ticks here
    atom: Atom
    people: int


@dataclass(frozen=True, slots=True)
class Part:
    """People whose answers follow from figures by adding and subtracting, and how many of them are favourable.

    `apart`: how few may be left when groups' figures are added or subtracted too.
    """

    n: int
    favourable: int
    apart: int


@dataclass(frozen=True, slots=True)
class PairTally:
    """One scale item in two waves in a row: everyone who answered it in both, by what she said before and now.

    Never by group: who of a team went from one answer to another would be a table of single people.
    """

    item: str
    table: tuple[tuple[int, ...], ...]  # by option: a row what was said before, a column what is said now
    before: tuple[int, ...]  # everybody's answers in the wave before, by option
    now: tuple[int, ...]  # ... and in this one
    # How far those who answered twice are from any union of groups: people to be added or taken away. Before, now.
    apart_before: int
    apart_now: int
    # The wave before may be half of another pair, with the wave before that. Those in one of the two pairs only, of
    # whom those are counted as favourable who are and are in the older, or are not and are in the newer; and those in
    # both or neither, favourable and in both, or not and in neither. Empty without another pair.
    turned: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """People of two waves in a row, by whether they were met in both. A person is met by her link, if it is hers alone.

    `others` have no link, or share it with somebody.
    """

    before: str  # label of the wave before
    stayers: int
    entrants: int  # a link in this wave only
    leavers: int  # a link in the wave before only
    others_before: int
    others_now: int
    pairs: tuple[PairTally, ...] = ()


@dataclass(frozen=True, slots=True)
class WaveTallies:
    """All counts of one wave, with the questionnaire as asked in it."""

    wave: Wave
    survey: Survey
    levels: tuple[str, ...]
    responses: Mapping[Atom, int]
    asked: Mapping[Path, int]  # headcounts on the chain of levels; empty where there is no people.csv
    items: tuple[ItemTally, ...] = ()
    indices: tuple[IndexTally, ...] = ()
    flows: tuple[FlowTally, ...] = ()
    # Of a closed wave: item's or index's id ("" for the turnout) -> groups whose counts were folded away. They are
    # still groups, and hidden; what is left inside them is no longer all of them.
    withheld: Mapping[str, frozenset[Path]] = field(default_factory=dict)
    products: tuple[ProductTally, ...] = ()  # until the wave is closed; then
    reliabilities: tuple[Reliability, ...] = ()
    panel: Panel | None = None  # beside the wave before, where the two are linked
    known: frozenset[str] = frozenset()  # groups of the second dimension that people.csv knows
    # Of a closed wave: what may be shown of the second dimension's groups, versions left out. Their counts are gone.
    settled: Mapping[About, Figure] | None = None
    agreement: Agreement | None = None  # of those who coded its comments
    ratings: tuple[RatingTally, ...] = ()
    rated: tuple[tuple[str, Path], ...] = ()  # relationship questions with the groups they ask about

    @property
    def second(self) -> str:
        """The dimension whose groups stand beside the levels' groups: the first that is no level; "" without one."""
        return next(iter(self.survey.crossing(self.levels)), "")


@dataclass(frozen=True)
class Latecomers:
    """A wave that was shown, and the answers that came after it: by the statistics that lack the same ones.

    A statistic is the turnout (""), an item or an index by its id, or a frame by the ids of its items, with blanks.
    """

    stands: WaveTallies
    together: WaveTallies
    after: Mapping[frozenset[str], WaveTallies]


@dataclass(frozen=True, slots=True)
class Block:
    """One item in one group in one wave; `counts` by option, `n` the denominator (answers that count)."""

    wave: Wave
    group: Group
    item: Item
    item_version: int
    n: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """One index score in one group in one wave: n people, mean on 0-10 and the standard deviation of their scores."""

    wave: Wave
    group: Group
    index: Index
    item_version: int
    n: int
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One item among those who answered it in two waves in a row: who changed sides, who moved, who is left out."""

    wave: Wave
    before: Wave
    item: Item
    item_version: int
    both: int  # favourable in both waves
    gained: int  # favourable now, and not before
    lost: int
    neither: int
    up: int  # towards the favourable end by a point or more
    same: int
    down: int
    rest_before: Part  # all others who answered, in the wave before
    rest_now: Part
    turned: tuple[Part, ...]  # as `PairTally` has it: in one of two pairs; in both or neither

    @property
    def n(self) -> int:
        """People whose answer counts in both waves."""
        return self.both + self.gained + self.lost + self.neither


@dataclass(frozen=True, slots=True)
class RatingBlock:
    """What one group says of another in one wave: `block` is of the rating group, and of its members alone."""

    block: Block
    rated: Group
    members: int | None  # of the rated group, as far as anybody knows; None: settled when the wave was closed


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a group answered, and how many were asked (None where nobody knows)."""

    wave: Wave
    group: Group
    answered: int
    asked: int | None


@dataclass(frozen=True, slots=True)
class Flow:
    """Joined frame answers of everyone in one wave.

    `options` has an option id for each of hurt, need and meet; an empty string means that the flow does not look at
    that item. `people` joined them; `voices` is what they weigh when each person has one voice, shared over her ticks.
    """

    wave: Wave
    items: tuple[str, str, str]
    options: tuple[str, str, str]
    people: int
    voices: float


@dataclass(frozen=True, slots=True)
class Across:
    """One statistic in one wave by place and by group of the second dimension: the finest counts there are.

    Of an item the counts are those whose answer counts and how many chose each option; of an index people, sum and
    sum of squares in thousandths; of the turnout ("") people.
    """

    wave: Wave
    statistic: str
    version: int
    groups: tuple[Group, ...]  # of the second dimension
    width: int  # how many counts each cell has
    counts: Mapping[tuple[Path, str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything analysed for one report, unprotected: the last stop before the wall."""

    survey: Survey  # the newest version, whose titles are used
    waves: tuple[Wave, ...]  # oldest first
    groups: tuple[Group, ...]  # one nested chain, parents before children
    asked_in: Mapping[str, Survey]  # wave label -> the version asked then
    turnout: tuple[Turnout, ...]
    blocks: tuple[Block, ...]
    indices: tuple[IndexBlock, ...] = ()
    flows: tuple[Flow, ...] = ()  # oldest wave first
    panels: Mapping[str, Panel] = field(default_factory=dict)  # wave label -> people beside the wave before
    pairs: tuple[Pair, ...] = ()  # oldest wave first
    second: tuple[Group, ...] = ()  # of a dimension that crosses the levels; the chain does not hold them
    across: tuple[Across, ...] = ()  # of waves that are not closed
    settled: Mapping[About, Figure] = field(default_factory=dict)  # of closed waves, for the groups of `second`
    reliabilities: Mapping[str, tuple[Reliability, ...]] = field(default_factory=dict)  # wave label -> its indices
    agreements: Mapping[str, Agreement] = field(default_factory=dict)  # wave label -> of those who coded its comments
    ratings: tuple[RatingBlock, ...] = ()  # oldest wave first
