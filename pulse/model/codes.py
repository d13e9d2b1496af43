"""What comments may speak of: codes with their cues, and how far those who coded comments agree. No comment is here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pulse.model.survey import Item, Option

Standing = Literal["firm", "tentative", "weak", "none"]

FIRM, TENTATIVE, LEAST = 0.80, 0.67, 0.60  # Krippendorff (2004): .80 to rely on, .67 for tentative conclusions
SAMPLE = 100  # comments that a second person codes; all of them where there are fewer


@dataclass(frozen=True, slots=True)
class Code:
    """One thing comments may speak of. Cues are words and phrases, by language."""

    id: str
    name: str
    definition: str
    inside: str = ""
    border: str = ""
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes that comments of a wave are coded with."""

    id: str
    title: str
    languages: tuple[str, ...]
    codes: tuple[Code, ...]

    @property
    def meaning(self) -> str:
        """8 hex digits over what coders go by; cues and examples may change and figures still be compared."""
        seen = [(code.id, code.name, code.definition, code.inside, code.border) for code in self.codes]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:8]

    def coded(self, item: Item, kept: Sequence[str]) -> Item:
        """An item in own words as the choose-many item it is once its comments are coded; `kept` are its options."""
        options = tuple(
            Option(code.id, code.name, f"T{at}") for at, code in enumerate(self.codes, 1) if code.id in kept
        )
        return item.as_coded(options, f"{self.id}@{self.meaning}")


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code; None where nobody used it, or everybody did of every comment."""

    code: str
    name: str
    kappa: float | None  # Cohen, between the first coding and the second
    alpha: float | None  # Krippendorff, nominal, over all who coded


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the coders of one wave agree, over the comments that two or more of them coded."""

    coded: int  # comments with a first coding
    double: int  # ... of which somebody else coded, too
    coders: int
    confirmed: int  # codes that were suggested and confirmed, of the first codings
    chosen: int  # ... and that a person thought of
    codes: tuple[CodeAgreement, ...]

    @property
    def needed(self) -> int:
        """How many comments must be coded twice."""
        return min(SAMPLE, self.coded)

    @property
    def missing(self) -> int:
        """How many of those are not."""
        return max(self.needed - self.double, 0)

    @property
    def alpha(self) -> float | None:
        """The mean over the codes."""
        return _mean(it.alpha for it in self.codes)

    @property
    def kappa(self) -> float | None:
        """The mean over the codes."""
        return _mean(it.kappa for it in self.codes)

    @property
    def standing(self) -> Standing:
        """What may be built on it. "none": no figure of any code."""
        if self.alpha is None or self.missing or self.alpha < LEAST:
            return "none"
        return "firm" if self.alpha >= FIRM else "tentative" if self.alpha >= TENTATIVE else "weak"

    @property
    def kept(self) -> tuple[str, ...]:
        """The codes that may have figures: coders agree on each of them, and on all taken together."""
        if self.standing == "none":
            return ()
        return tuple(it.code for it in self.codes if it.alpha is not None and it.alpha >= LEAST)


def _mean(found: Iterable[float | None]) -> float | None:
    known = [it for it in found if it is not None]
    return sum(known) / len(known) if known else None
