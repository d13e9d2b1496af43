"""How two groups work together, as each of them says it: what may be seen of it, and what follows from that alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulse.model.groups import Group
from pulse.model.release import HIDDEN, Figure, Shown
from pulse.model.survey import Item


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two shown shares with its 95 % interval, in fractions; `clear` among all that are compared.

    n is the number of answers that both shares rest on together.
    """

    value: float
    lower: float
    upper: float
    n: int
    q: float  # p, adjusted for all that are compared together
    clear: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """One question between two groups in the report's wave: the favourable share of each one's answers about the other.

    asymmetry  what `one` says of `other` less what `other` says of `one`; None unless both are shown exactly
    """

    item: Item
    item_version: int
    one: Group
    other: Group
    of_other: Figure  # what `one` says of `other`
    of_one: Figure  # what `other` says of `one`
    asymmetry: Difference | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What one group said of another, wave by wave; hidden where it is not shown. `moved` is since the wave before."""

    item: Item
    rater: Group
    rated: Group
    figures: tuple[tuple[str, Figure], ...]  # the waves that asked this very question, oldest first
    moved: Difference | None = None

    @property
    def has_course(self) -> bool:
        """True where two waves or more are shown exactly."""
        return sum(isinstance(figure, Shown) for _, figure in self.figures) > 1


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything said between groups, as far as it is shown.

    reciprocity  by question: of all that is said by pairs shown both ways, the part that is returned, 0 to 1
    """

    pairs: tuple[Relation, ...] = ()
    lines: tuple[Line, ...] = ()
    reciprocity: Mapping[str, tuple[float, int]] = field(default_factory=dict)  # item -> value, pairs shown both ways

    def between(self, one: Group, other: Group) -> tuple[Relation, ...]:
        """What two groups say of each other, question by question, seen from `one`; hidden figures among it."""
        return tuple(it if it.one == one else turned(it) for it in self.pairs if {it.one, it.other} == {one, other})

    def said(self, item: str, rater: Group, rated: Group) -> Figure:
        """What one group says of another in the report's wave."""
        found = (it for it in self.between(rater, rated) if it.item.id == item)
        return next((it.of_other for it in found), HIDDEN)


def turned(it: Relation) -> Relation:
    """The same relation, seen from the other group."""
    back = it.asymmetry
    if back is not None:
        back = Difference(-back.value, -back.upper, -back.lower, back.n, back.q, back.clear)
    return Relation(it.item, it.item_version, it.other, it.one, it.of_one, it.of_other, back)
