"""Comments before those who code them, and what they said; never for a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pulse.model.codes import SAMPLE, Agreement, Code, CodeAgreement, Codebook
from pulse.model.problems import Problem
from pulse.statistics.agreement import cohen_kappa, krippendorff_alpha

Origin = Literal["person", "confirmed"]  # a code a person thought of, or one that was suggested and that she confirmed


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that a comment may be about, and the cue that says so."""

    code: str
    cue: str


@dataclass(frozen=True, slots=True)
class Chain:
    """One thing a comment asks for: who is hurt -> what is needed (a code) -> whose obligation it is to meet it."""

    need: str
    hurt: str = ""  # an option of the frame
    meet: str = ""  # a level
    origin: Origin = "person"


@dataclass(frozen=True, slots=True)
class Coding:
    """What one person said a comment speaks of; no chain where it speaks of none of the codes."""

    comment: str
    coder: str  # initials or a role
    day: date
    chains: tuple[Chain, ...]
    suggested: tuple[str, ...] = ()  # the codes that were suggested to her
    second: bool = False  # of the sample that is coded twice, without a look at the first

    @property
    def codes(self) -> frozenset[str]:
        """The codes, each once."""
        return frozenset(chain.need for chain in self.chains)


@dataclass(frozen=True, slots=True)
class ToCode:
    """A redacted comment that may be coded: its id, what was asked, what was written, and its codings so far."""

    id: str
    item: str
    text: str
    codings: tuple[Coding, ...] = ()

    @property
    def first(self) -> Coding | None:
        """The coding that figures count."""
        return next((it for it in self.codings if not it.second), None)

    def by(self, coder: str) -> Coding | None:
        """What one person said of it."""
        return next((it for it in self.codings if it.coder.casefold() == coder.casefold()), None)


@dataclass(frozen=True, slots=True)
class CodedWave:
    """The comments of one wave, in the order of their random ids, and the codebook they are coded with."""

    survey: str
    wave: str
    codebook: Codebook | None  # None before the first coding
    comments: tuple[ToCode, ...]
    settled: bool = False  # shown, or closed: the codes stand

    @property
    def sample(self) -> tuple[ToCode, ...]:
        """What a second person codes. Ids are random, so the first so many of them are a sample by chance."""
        return tuple(it for it in self.comments if it.first)[:SAMPLE]

    def waiting(self, coder: str, *, second: bool) -> tuple[ToCode, ...]:
        """The comments that wait for a person, in her role."""
        if second:
            return tuple(it for it in self.sample if it.by(coder) is None)
        return tuple(it for it in self.comments if it.first is None and it.by(coder) is None)


def agreement(comments: Iterable[ToCode], codes: Sequence[Code]) -> Agreement:
    """The agreement on each code over the comments of one wave."""
    coded = [it for it in comments if it.first]
    double = [it for it in coded if len(it.codings) > 1]
    origins = [chain.origin for it in coded if it.first for chain in it.first.chains]
    return Agreement(
        coded=len(coded),
        double=len(double),
        coders=len({coding.coder.casefold() for it in coded for coding in it.codings}),
        confirmed=origins.count("confirmed"),
        chosen=origins.count("person"),
        codes=tuple(CodeAgreement(it.id, it.name, _kappa(double, it.id), _alpha(double, it.id)) for it in codes),
    )


def _kappa(double: Sequence[ToCode], code: str) -> float | None:
    pairs = []
    for it in double:
        second = min((other for other in it.codings if other.second), key=lambda other: other.coder, default=None)
        if it.first and second:
            pairs.append((code in it.first.codes, code in second.codes))
    return cohen_kappa(pairs)


def _alpha(double: Sequence[ToCode], code: str) -> float | None:
    return krippendorff_alpha([[code in coding.codes for coding in it.codings] for it in double])


@dataclass(frozen=True, slots=True)
class CodeAsk:
    """One comment before the person who codes, and what was wrong with her last answer to it."""

    survey: str
    wave: str
    question: str
    text: str
    number: int  # the how-manieth of those that waited
    of: int
    suggestions: tuple[Suggestion, ...]  # none for the second coder, who must not be led
    codebook: Codebook
    hurt: tuple[tuple[str, str], ...]  # id and text of who may be hurt
    meet: tuple[tuple[str, str], ...]  # ... and of who may have to meet it
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class CodeSaid:
    """What the person says: the suggestion is right, none of the codes, codes of her own, or where to go."""

    action: Literal["accept", "none", "code", "skip", "undo", "quit"]
    text: str = ""  # of her own codes, like "1 b3C": who is hurt, the need, who should meet it


@dataclass(frozen=True, slots=True)
class CodingSat:
    """What came of one sitting."""

    coded: int
    left: int


def counted(comments: Iterable[ToCode], codes: Sequence[str]) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Item -> how many of its comments are coded, and how many speak of each code, by their first codings."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for it in comments:
        if it.first:
            found[it.item].append(it.first.codes)
    return {item: (len(said), tuple(sum(code in of for of in said) for code in codes)) for item, said in found.items()}
