"""What follows from shown ratings of pairs: asymmetry, reciprocity, and what moved since the wave before.

Everything here is made of shares that stand on the page, rounded as they stand there, so it tells nothing that they do
not. Raters of the two directions are different people, so their shares are independent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pulse.model.groups import Group
from pulse.model.relations import Difference, Line, Relation, Relations
from pulse.model.release import HIDDEN, Figure, Release, Shown
from pulse.model.survey import Item
from pulse.statistics.change import benjamini_hochberg, newcombe, pooled

_LEVEL = 0.05  # false discovery rate
_SMALL = 0.10  # a change of a small group must be larger than this to be told
_NOBODY = 1.0

T = TypeVar("T", Relation, Line)
Key = tuple[str, int, Group, Group]  # item, version, rater, rated


def relations(release: Release) -> Relations:
    """Every pair of the report's wave by question, the course of every direction, and the part that is returned."""
    by_wave = _by_wave(release)
    now = by_wave.get(release.wave.label, {})
    items = {it.item.id: it.item for it in release.asked_in[release.wave.label].relationships}
    pairs = _judged(list(_pairs(now, items)), _asymmetry, lambda it, found: replace(it, asymmetry=found))
    moved = partial(_moved, 2 * release.rules.min_answers)
    lines = _judged(list(_lines(release, by_wave, items)), moved, lambda it, found: replace(it, moved=found))
    return Relations(tuple(pairs), tuple(lines), dict(_reciprocity(pairs)))


def difference(one: Shown, other: Shown) -> Difference:
    """One share less another one of other people, not yet judged among others: q is its own p.

    Newcombe's hybrid score interval; p by the pooled test of the nearest whole counts.
    """
    found = newcombe(one.value, one.n, other.value, other.n)
    tested = pooled(round(one.value * one.n), one.n, round(other.value * other.n), other.n)
    value, low, high = (round(it, 2) for it in (found.value, found.lower, found.upper))
    return Difference(value, low, high, one.n + other.n, tested[1] if tested else _NOBODY, not low <= 0 <= high)


def _by_wave(release: Release) -> Mapping[str, Mapping[Key, Figure]]:
    found: dict[str, dict[Key, Figure]] = defaultdict(dict)
    for about, figure in release.ratings.items():
        if about.measure == "favourable" and about.group2 is not None:
            found[about.wave][about.item, about.item_version, about.group, about.group2] = figure
    return found


def _pairs(now: Mapping[Key, Figure], items: Mapping[str, Item]) -> Iterator[Relation]:
    for (item, version, one, other), figure in now.items():
        if one < other or (item, version, other, one) not in now:
            back = now.get((item, version, other, one), HIDDEN)
            yield Relation(items[item], version, one, other, figure, back)


def _asymmetry(it: Relation) -> Difference | None:
    if isinstance(it.of_other, Shown) and isinstance(it.of_one, Shown):
        return difference(it.of_other, it.of_one)
    return None


def _lines(release: Release, by_wave: Mapping[str, Mapping[Key, Figure]], items: Mapping[str, Item]) -> Iterator[Line]:
    for key in by_wave.get(release.wave.label, {}):
        item, _, rater, rated = key
        course = tuple((it.label, by_wave[it.label][key]) for it in release.waves if key in by_wave.get(it.label, {}))
        yield Line(items[item], rater, rated, course)


def _moved(least: int, line: Line) -> Difference | None:
    """Since the wave before, where both are shown exactly.

    Of groups of fewer than `least` a small change is no news: it may be one person who came or went.
    """
    if len(line.figures) < 2:
        return None
    (_, before), (_, now) = line.figures[-2:]
    if not isinstance(before, Shown) or not isinstance(now, Shown):
        return None
    found = difference(now, before)
    small = min(before.n, now.n) < least and abs(found.value) <= _SMALL
    return replace(found, clear=found.clear and not small)


def _judged(
    them: Sequence[T], made: Callable[[T], Difference | None], put: Callable[[T, Difference | None], T]
) -> Iterable[T]:
    """Each with what is made of it, and with the judgement that this stands among all of them."""
    found = [made(it) for it in them]
    adjusted = iter(benjamini_hochberg([it.q for it in found if it is not None]))
    judged = [it and _among(it, next(adjusted)) for it in found]
    return [put(it, difference) for it, difference in zip(them, judged, strict=True)]


def _among(it: Difference, q: float) -> Difference:
    return replace(it, q=q, clear=it.clear and q <= _LEVEL)


def _reciprocity(pairs: Iterable[Relation]) -> Iterator[tuple[str, tuple[float, int]]]:
    """By question, over pairs shown both ways: twice the lesser share of each pair, by the sum of both.

    Squartini, Picciolo, Ruzzenenti & Garlaschelli 2013, Sci Rep 3:2729, eq. 1-4 (r, the weighted reciprocity).
    """
    both: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for it in pairs:
        if isinstance(it.of_other, Shown) and isinstance(it.of_one, Shown):
            both[it.item.id].append((it.of_other.value, it.of_one.value))
    for item, shares in both.items():
        total = sum(one + other for one, other in shares)
        if total:
            yield item, (round(sum(2 * min(pair) for pair in shares) / total, 2), len(shares))
