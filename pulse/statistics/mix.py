"""A total moved: because the groups moved, or because other people answered?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Part:
    """One group in one wave: how many answered (or the weight they carry), and their mean or share."""

    n: float
    mean: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A change of a total: `mix` since the groups' shares moved, `within` since their means did; the two sum to it."""

    mix: float
    within: float

    @property
    def total(self) -> float:
        return self.mix + self.within


def decompose(before: Mapping[K, Part], after: Mapping[K, Part]) -> Decomposition:
    """Kitagawa's symmetric decomposition (1955, J Am Stat Assoc 50:1168), after minus before.

    mix = sum of (change of share) x (average mean), within = sum of (change of mean) x (average share). A group that is
    in one wave only has no change of mean: what it brings or takes away is mix.
    """
    whole, whole_after = _whole(before), _whole(after)
    mix = within = 0.0
    for group in sorted({*before, *after}, key=repr):
        one, two = before.get(group), after.get(group)
        share, share_after = one.n / whole if one else 0.0, two.n / whole_after if two else 0.0
        mean, mean_after = (one or two or _NOBODY).mean, (two or one or _NOBODY).mean
        mix += (share_after - share) * (mean + mean_after) / 2
        within += (mean_after - mean) * (share + share_after) / 2
    return Decomposition(mix, within)


def standardise(standard: Mapping[K, Part], wave: Mapping[K, Part]) -> float:
    """The total a wave would have with another wave's mix of groups (direct standardisation).

    ValueError where somebody's group of the standard has nobody in the wave: there is no mean to give them.
    """
    if any(part.n > 0 and (group not in wave or wave[group].n <= 0) for group, part in standard.items()):
        raise ValueError("a group of the standard has nobody in the wave")
    return sum(part.n * wave[group].mean for group, part in standard.items() if part.n > 0) / _whole(standard)


def moved(before: Mapping[K, Part], after: Mapping[K, Part]) -> float:
    """How much of a wave would have to come from other groups for the mix to be as before; 0 where it is, at most 1.

    Half the sum of the changes of the groups' shares, the dissimilarity index of Duncan and Duncan (1955, Am Sociol
    Rev 20:210).
    """
    whole, whole_after = _whole(before), _whole(after)
    groups = {*before, *after}
    return sum(abs(after.get(it, _NOBODY).n / whole_after - before.get(it, _NOBODY).n / whole) for it in groups) / 2


def _whole(parts: Mapping[K, Part]) -> float:
    return sum(part.n for part in parts.values())


_NOBODY = Part(0.0, 0.0)
