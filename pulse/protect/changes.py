"""What moved since an earlier wave: only between two figures that are both shown, so nothing new is told of anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pulse.model.figures import Scores
from pulse.model.groups import ALL
from pulse.model.release import About, Against, Change, Effect, Figure, Shown
from pulse.model.survey import Item, Wave
from pulse.protect.behind import Behind, Sums
from pulse.protect.guard import may_be_clear
from pulse.statistics import change, ranks

_YEAR, _SEASON = timedelta(days=365), timedelta(days=45)
_YEARS, _WAVES_A_YEAR = 2, 4  # a season is compared with itself only once there is enough to see seasons by
_CHANCE = 0.05
_BEST = 10.0  # of a score

Figures = Mapping[About, Figure]


def changes(scores: Scores, figures: Figures, least: int) -> tuple[Change, ...]:
    """The changes of everyone in the last wave of `scores`, in the order of its figures.

    Of scales the favourable share, of indices the mean, of other items the share of each option. One family of
    comparisons is what a reader sees together: all scales and indices, or the options of one item. least: the fewest
    answers a figure may rest on; between waves of fewer than twice as many only a large change is called clear.
    """
    moved = list(_moved(scores, figures, least))
    families: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, it in enumerate(moved):
        families[_family(it)].append(at)
    found: dict[int, Change] = {}
    for places in families.values():
        for at, q in zip(places, change.benjamini_hochberg([moved[at].p for at in places]), strict=True):
            found[at] = _change(moved[at], q)
    return tuple(found[at] for at in range(len(moved)))


@dataclass(frozen=True, slots=True)
class _Moved:
    about: About
    before: About
    against: Against
    difference: change.Change
    p: float
    n_before: int
    n: int
    effect: Effect | None
    large: bool  # enough to be called clear, for so few answers


def _moved(scores: Scores, figures: Figures, least: int) -> Iterator[_Moved]:
    behind = Behind(scores)
    waves = {wave.label: wave for wave in scores.waves}
    items = scores.survey.by_id
    for about, figure in figures.items():
        if about.wave != scores.waves[-1].label or not isinstance(figure, Shown) or not _compared(about, items):
            continue
        shown = [wave for wave in scores.waves if isinstance(figures.get(replace(about, wave=wave.label)), Shown)]
        for against, wave in earlier(shown, waves[about.wave]):
            before = replace(about, wave=wave.label)
            was, is_now = behind.sums(before), behind.sums(about)
            if was is not None and is_now is not None:
                difference, p = _difference(about, was, is_now)
                effect = _effect(behind, figures, items.get(about.item), before, about)
                large = may_be_clear(was, is_now, least, _BEST if about.measure == "mean" else 1.0)
                yield _Moved(about, before, against, difference, p, was.n, is_now.n, effect, large)


def _compared(about: About, items: Mapping[str, Item]) -> bool:
    item = items.get(about.item)
    if about.group != ALL:
        return False
    if item is None:
        return about.measure == "mean"
    sided = item.kind == "scale" and item.positive != "none"
    return about.measure == ("favourable" if sided else "share")


def earlier(shown: Sequence[Wave], last: Wave) -> Iterator[tuple[Against, Wave]]:
    """The wave before and, after two full years of four waves, the one of the same season a year before."""
    before = [wave for wave in shown if wave.first < last.first]
    if not before:
        return
    yield "last", before[-1]
    if len(shown) < _YEARS * _WAVES_A_YEAR or last.first - before[0].first < _YEARS * _YEAR - _SEASON:
        return
    wanted = last.first - _YEAR
    season = min(before, key=lambda wave: abs(wave.first - wanted))
    if abs(season.first - wanted) <= _SEASON and season is not before[-1]:
        yield "year", season


def _difference(about: About, was: Sums, is_now: Sums) -> tuple[change.Change, float]:
    """The later less the earlier, and its p; 1 where nobody differs."""
    if about.measure == "mean":
        found = change.welch(is_now.sample, was.sample)
        return found, 1.0 if found.p is None else found.p
    tested = change.pooled(round(is_now.total), is_now.n, round(was.total), was.n)
    return change.newcombe(is_now.mean, is_now.n, was.mean, was.n), tested[1] if tested else 1.0


def _effect(behind: Behind, figures: Figures, item: Item | None, before: About, about: About) -> Effect | None:
    """Cliff's delta, where every point of the scale is shown in both waves."""
    if item is None or about.measure != "favourable":
        return None
    points = [item.options[at - 1].id for at in item.counted]
    for label in (before.wave, about.wave):
        for option in points:
            key = replace(about, wave=label, measure="share", option=option)
            if not isinstance(figures.get(key), Shown):
                return None
    found = ranks.cliffs_delta(behind.points(about.wave, ALL, item.id), behind.points(before.wave, ALL, item.id))
    return Effect(round(found.value, 2), round(found.lower, 2), round(found.upper, 2))


def _family(it: _Moved) -> tuple[object, ...]:
    return it.against, it.about.item if it.about.measure == "share" else ""


def _change(it: _Moved, q: float) -> Change:
    digits = 1 if it.about.measure == "mean" else 2
    low, high = it.difference.lower, it.difference.upper
    return Change(
        about=it.about,
        before=it.before.wave,
        against=it.against,
        difference=round(it.difference.value, digits),
        lower=round(low, digits),
        upper=round(high, digits),
        n_before=it.n_before,
        n=it.n,
        q=round(q, 4),
        clear=it.large and q < _CHANCE and not low <= 0 <= high,
        effect=it.effect,
    )
