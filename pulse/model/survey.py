"""Questionnaires: what is asked, with which options, in which waves.

An item's id never changes its meaning. Its `fingerprint` covers everything a respondent sees (text, options, their
order, the condition for asking), so that a changed question can be told from an unchanged one and its line broken.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cached_property
from typing import Literal

from pulse.model.events import Event
from pulse.model.languages import WORDS, Language

Kind = Literal["scale", "one", "many", "text"]
Frame = Literal["hurt", "need", "meet", "works"]
Horizon = Literal["now", "medium", "long"]
Party = Literal["patients", "staff", "team", "organisation", "community"]  # who can be hurt when something goes wrong
Answer = Literal["seen", "asked", "met", "mended"]  # what somebody who was hurt can be given in answer
Direction = Literal["high", "low", "none"]  # which end of a scale is favourable; none: neither
Change = Literal["cosmetic", "reworded", "rescaled"]

ENPS_POINTS = 11  # 0 to 10
BALANCE_LEAST = 4  # items in each part of a balance
_PROMOTERS, _DETRACTORS = 2, 7  # points at either end of them: 9 and 10, 0 to 6
VERDICTS = ("met", "partly", "not_met")  # what a follow-up's answers are called, best first
NOT_MINE = "not_mine"  # ... and that of those who never had the need: in no denominator
GUEST_MARK = " (asked by staff)"
ATTRIBUTED_LINE = WORDS["by_name"]
COMMENT = "text"  # the kind whose answers are redacted before they are stored, and only counted in figures


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a respondent can choose. `aside` options ("don't know") stay out of every denominator."""

    id: str
    text: str
    code: str  # what platforms with short codes echo: a letter first, letters and digits, at most 12
    aside: bool = False
    alone: bool = False  # "nobody": excludes the other options of a choose-many item
    translated: Mapping[str, str] = field(default_factory=dict, hash=False)  # language -> its text

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its text in every language, the questionnaire's own first."""
        return (self.text, *self.translated.values())


@dataclass(frozen=True, slots=True)
class Condition:
    """An item is asked only of those who gave `option` to `item`."""

    item: str
    option: str


@dataclass(frozen=True)
class Item:
    """One question. Answers are kept as the 1-based position of the option in `options`."""

    id: str
    code: str
    text: str
    kind: Kind
    title: str = ""  # a short name for tables and charts; the text where none is given
    options: tuple[Option, ...] = ()
    positive: Direction = "none"
    at_most: int | None = None  # choose-many: most ticks allowed
    frame: Frame | None = None
    horizon: Horizon | None = None  # of a need
    about: str | None = None  # of a `meet` item: the need it speaks of
    index: str | None = None
    ask_if: Condition | None = None
    change: Change | None = None  # what the author says of a changed fingerprint
    wording: int = 1  # raised when the wording changed where `text` does not show it
    consent: str = ""  # the option by which a person allows her words to be quoted without a name
    benchmark: str = ""  # the published figure to stand beside its own
    enps: bool = False  # of a scale from 0 to 10: its favourable side are promoters, its unfavourable one detractors
    follows: tuple[int, ...] = ()  # of a follow-up: the commitments it asks after
    party: Party | None = None  # of a question about how harm is answered: whose harm
    answer: Answer | None = None  # ... and which answer to it
    proposals: bool = False  # own words on what should be asked next time
    guest: bool = False  # asked in one wave because staff proposed it
    block: str = ""  # one that takes turns with others; "": asked in every wave
    codebook: str = ""  # of comments that people coded: their options are the codes of this codebook
    translated: Mapping[str, str] = field(default_factory=dict, hash=False)  # language -> its text

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its text in every language, the questionnaire's own first."""
        return (self.text, *self.translated.values())

    @property
    def label(self) -> str:
        """The short name for tables and charts; that of a guest says who asked for it."""
        return (self.title or self.text) + (GUEST_MARK if self.guest else "")

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits over what a respondent sees: text, options in order, condition; or a codebook for options.

        In the questionnaire's own language: a translation is of the same question, and is no part of it.
        """
        seen = [
            self.text,
            self.kind,
            self.codebook or [(option.id, option.text) for option in self.options],
            self.at_most,
            [self.ask_if.item, self.ask_if.option] if self.ask_if else None,
            self.wording,
        ]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:16]

    @cached_property
    def scoring(self) -> tuple[Direction, frozenset[str], bool]:
        """How answers become figures: the favourable end, the options outside every denominator, whether for eNPS."""
        return self.positive, frozenset(option.id for option in self.options if option.aside), self.enps

    @cached_property
    def favourable(self) -> frozenset[int]:
        """1-based positions on the favourable side of a scale; the middle of an odd scale is on neither side.

        Where eNPS is asked for, the sides are promoters and detractors, and passives are on neither: were they drawn
        otherwise, eNPS beside them would tell of the single points in between.
        """
        if self.enps:
            return frozenset(self.counted[-_PROMOTERS:])
        return self._side("high") if self.positive == "high" else self._side("low")

    @cached_property
    def unfavourable(self) -> frozenset[int]:
        """1-based positions on the unfavourable side of a scale."""
        if self.enps:
            return frozenset(self.counted[:_DETRACTORS])
        return self._side("low") if self.positive == "high" else self._side("high")

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """1-based positions of the options that belong in the denominator."""
        return tuple(position for position, option in enumerate(self.options, 1) if not option.aside)

    def as_coded(self, options: tuple[Option, ...], codebook: str) -> Item:
        """The item in own words as one that several codes can be true of."""
        return replace(self, kind="many", options=options, codebook=codebook)

    def continues(self, earlier: Item) -> bool:
        """True where an earlier wave asked the same, as far as staff or the author can tell, and scored it alike."""
        reads_alike = self.fingerprint == earlier.fingerprint or self.change == "cosmetic"
        return reads_alike and self.counts_like(earlier)

    def counts_like(self, earlier: Item) -> bool:
        """True where an answer comes to the same figure as it would have come to: that is not the author's to say.

        So it is with the same kind of answers and the same side, and on a scale with as many steps.
        """
        steps = len(self.counted), len(earlier.counted)
        alike = self.kind == earlier.kind and self.scoring == earlier.scoring
        return alike and (self.kind != "scale" or steps[0] == steps[1])

    def pairs_with(self, earlier: Item) -> bool:
        """True where a person's answer to this one and hers to the earlier one can be set side by side."""
        alike = (earlier.kind, earlier.positive, earlier.counted, len(earlier.options), earlier.ask_if)
        own = (self.kind, self.positive, self.counted, len(self.options), self.ask_if)
        return self.continues(earlier) and self.has_two_ends and alike == own

    @property
    def has_two_ends(self) -> bool:
        """True for a scale that has a favourable end and is asked of everybody: answers to it get better or worse."""
        return self.kind == "scale" and self.positive != "none" and self.ask_if is None

    def _side(self, end: Literal["high", "low"]) -> frozenset[int]:
        if self.kind != "scale" or self.positive == "none":
            return frozenset()
        half = len(self.counted) // 2
        return frozenset(self.counted[-half:] if end == "high" else self.counted[:half])

    @cached_property
    def steps(self) -> dict[int, int]:
        """1-based position -> how many steps it lies above the unfavourable end; only options that count."""
        ends = self.counted if self.positive == "high" else self.counted[::-1]
        return {} if self.positive == "none" else {position: step for step, position in enumerate(ends)}

    def points(self, position: int) -> float | None:
        """An answer on the 0-10 scale, 10 the favourable end; None for an option outside the denominator."""
        step = self.steps.get(position)
        return None if step is None else step / (len(self.counted) - 1) * 10


@dataclass(frozen=True, slots=True)
class Index:
    """A score on 0-10 made per person from several items: the mean of its parts, each the mean of its answered items.

    `least` is the share of a part's items that must be answered. `unverified` marks a scoring rule whose official
    source could not be checked; it is said wherever the score is shown.

    A part with a name is a sub-score: an index of one part in `subscores`, whose `of` is the index it belongs to and
    whose id begins with that and a point. It is scored for the people who have the whole score, and for nobody else:
    so the mean of the sub-scores is the score in every group, and nobody stands in one of them alone.

    A balance has two such parts, tasks and relationships, of four items or more each, and is by how much a person's
    second is ahead of her first. It is scored as the mean of the second and of what the first falls short of 10: 5
    where the two are equal, and shown from -100 to +100, with 0 there (ten times the difference of the two).
    """

    id: str
    title: str
    parts: tuple[tuple[str, ...], ...]  # item ids, by sub-scale; a plain index has one part
    least: float = 0.5
    unverified: bool = False
    subscores: tuple[Index, ...] = ()  # one a part, in their order; empty where parts have no names
    of: str = ""
    balance: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of all its items, in order."""
        return tuple(item for part in self.parts for item in part)


@dataclass(frozen=True)
class Relationship:
    """A question of how one's own group and each other group work together: an answer for every group that is rated."""

    item: Item  # its words and its scale, which has a favourable end
    about: str  # the level, or other dimension, whose groups rate each other
    rated: tuple[str, ...] = ()  # the groups that are rated; empty: all that people.csv has


@dataclass(frozen=True)
class Rating:
    """A relationship question about one group: what is a column of its own in an export."""

    item: Item
    of: str  # the relationship's id
    about: str
    rated: tuple[str, ...]  # whole path of the group; of a dimension that is no level its name alone


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the questionnaire is asked: plain words or an RFC 5545 rule, and for how many days it stays open."""

    repeat: str = ""
    rrule: str = ""
    starts: date | None = None
    ends: date | None = None  # no wave begins after it
    open_for_days: int | None = None  # None: as the words say, or 14
    opens: time | None = None  # on the first day; None: with the day
    closes: time | None = None  # on the last day; None: with the day
    zone: str = ""  # of these times; the workspace's where none is given
    holidays: str = ""  # whose bank holidays are no days to begin on, nor are weekends; "": any day will do
    own_holidays: tuple[date, ...] = ()  # more such days, of the organisation


@dataclass(frozen=True, slots=True)
class Rotation:
    """Blocks take turns: each is asked at least every `every` waves; `seed` decides which of equals comes first."""

    every: int
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Manual:
    """How a questionnaire is to be scored and read, in words, and where it is from."""

    source: str
    scoring: str
    direction: str
    missing: str


@dataclass(frozen=True)
class Survey:
    """One version of a questionnaire. `source` is the whole definition text; it is kept with every wave."""

    id: str
    version: int
    title: str
    language: str
    dimensions: tuple[str, ...]  # the groups people place themselves in: a level of the workspace, or another dimension
    items: tuple[Item, ...]
    indices: tuple[Index, ...] = ()
    schedule: Schedule | None = None
    asked_from: date | None = None  # the first day this version is asked; earlier waves use the version before
    min_answers: int | None = None  # may only raise the workspace's threshold
    introduction: str = ""
    licence: str = ""
    attribution: str = ""
    instrument: str = ""  # whose survey it is run as, and who is asked: what benchmarks are held against
    population: str = ""
    manual: Manual | None = None
    rotation: Rotation | None = None
    rests: tuple[str, ...] = ()  # of an instance: the blocks that it leaves out, whose items are not among `items`
    source: str = ""
    dimension_texts: Mapping[str, str] = field(default_factory=dict)  # the question that asks for each, if any
    linked: bool = False  # one person's answers in two waves in a row may be put side by side
    attributed: bool = False  # answered by name, as all who are asked agreed; never beside confidential answers
    events: tuple[Event, ...] = ()  # what happened meanwhile; no respondent sees it
    context: bool = False  # its reports draw what the organisation counts beside the scores
    instance: Wave | None = None  # the one wave it is asked in; None: every wave from `asked_from` on
    relationships: tuple[Relationship, ...] = ()  # never among `items`: their answers are kept and shown by pairs
    ratings: tuple[Rating, ...] = ()  # once it is known whom they rate; their items then stand last among `items`
    languages: tuple[Language, ...] = ()  # beside its own
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)  # what the tool says to those who answer

    def dimension_wordings(self, name: str) -> tuple[str, ...]:
        """The question that asks for a dimension, in every language; its name where none is put."""
        own = self.dimension_texts.get(name, "") or name
        return (own, *(it.texts["dimensions", name] for it in self.languages if ("dimensions", name) in it.texts))

    def crossing(self, levels: Sequence[str]) -> tuple[str, ...]:
        """The dimensions that cross the levels: the first is shown beside them, and no other one anywhere."""
        return tuple(name for name in self.dimensions if name not in levels)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The blocks that are asked, in the order in which they first stand."""
        items = (*self.items, *(it.item for it in self.relationships))
        return tuple(dict.fromkeys(item.block for item in items if item.block))

    @cached_property
    def scores(self) -> tuple[Index, ...]:
        """Every index, each followed by its sub-scores."""
        return tuple(score for index in self.indices for score in (index, *index.subscores))

    def has_reliability(self, index: Index) -> bool:
        """True where an index has two items or more and all are asked of everybody: of some, the rest never answer.

        Never of a balance, whose parts need not go together.
        """
        return (
            len(index.items) > 1 and not index.balance and all(self.by_id[item].ask_if is None for item in index.items)
        )

    @property
    def followed(self) -> tuple[str, ...]:
        """Ids of what has a trend: every index but a balance, and every item with a favourable side."""
        sided = (item.id for item in self.items if item.kind == "scale" and item.positive != "none")
        return (*(index.id for index in self.indices if not index.balance), *sided)

    @property
    def follow_ups(self) -> tuple[Item, ...]:
        """The items that ask whether a need has been met."""
        return tuple(item for item in self.items if item.follows)

    @property
    def answers_to_harm(self) -> tuple[Item, ...]:
        """The items on how harm is answered, each of one party and one answer."""
        return tuple(item for item in self.items if item.party)

    def framed(self, role: Frame) -> tuple[Item, ...]:
        """The items with this role in the frame, in questionnaire order."""
        return tuple(item for item in self.items if item.frame == role)


@dataclass(frozen=True, slots=True)
class Wave:
    """One stock-take of a survey: its label is its id ("2026-11", "2026-Q4"); `first` and `last` are both open."""

    survey: str
    label: str
    first: date
    last: date

    def ended(self, today: date) -> bool:
        """True when its last day is over."""
        return today > self.last
