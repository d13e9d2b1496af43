"""The cheapest choice of things that takes at least one out of every given set: a minimum-cost hitting set, exactly."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


def cheapest_hits(sets: Collection[frozenset[T]], costs: Mapping[T, int]) -> frozenset[T]:
    """One of the cheapest sets of things that has something in common with each of `sets`.

    Branch and bound: a choice is given up where it and the cheapest things of sets that share nothing cost no less
    than the best one known. Ties go to the names' order, so that the result rests on its arguments only.
    """
    needed = _smallest(sets)
    best = _greedy(needed, costs)
    search = _Search(costs, best, sum(costs[it] for it in best))
    search.go(needed, frozenset(), frozenset(), 0)
    return search.best


class _Search(Generic[T]):
    def __init__(self, costs: Mapping[T, int], best: frozenset[T], cost: int) -> None:
        self.costs, self.best, self.cost = costs, best, cost

    def go(self, sets: Collection[frozenset[T]], taken: frozenset[T], barred: frozenset[T], spent: int) -> None:
        """Tries everything that one of the open sets offers, in turn; what was tried before is barred afterwards."""
        if not sets:
            if spent < self.cost:
                self.best, self.cost = taken, spent
            return
        offers = [it - barred for it in sets]
        if spent + self._bound(offers) >= self.cost:
            return
        for it in _ordered(min(offers, key=lambda offer: (len(offer), repr(_ordered(offer, self.costs)))), self.costs):
            self.go([other for other in sets if it not in other], taken | {it}, barred, spent + self.costs[it])
            barred |= {it}

    def _bound(self, offers: Iterable[frozenset[T]]) -> float:
        """What sets that share nothing cost at least; infinite where one of them has nothing left."""
        total, seen = 0, frozenset[T]()
        for offer in sorted(offers, key=len):
            if not offer:
                return float("inf")
            if not offer & seen:
                total += min(self.costs[it] for it in offer)
                seen |= offer
        return total


def _smallest(sets: Collection[frozenset[T]]) -> list[frozenset[T]]:
    """Without those that hold another one: whatever hits that hits them too."""
    found: list[frozenset[T]] = []
    for it in sorted(sets, key=lambda one: (len(one), repr(sorted(map(repr, one))))):
        if not any(other <= it for other in found):
            found.append(it)
    return found


def _greedy(sets: Collection[frozenset[T]], costs: Mapping[T, int]) -> frozenset[T]:
    """A choice to begin with: again and again what hits the most open sets for its cost."""
    taken: set[T] = set()
    while left := [it for it in sets if not it & taken]:
        offered = _ordered(frozenset().union(*left), costs)
        taken.add(max(offered, key=lambda it: sum(it in one for one in left) / costs[it]))
    return frozenset(taken)


def _ordered(things: frozenset[T], costs: Mapping[T, int]) -> list[T]:
    return sorted(things, key=lambda it: (costs[it], repr(it)))
