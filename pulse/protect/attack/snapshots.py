"""What two reports of one wave tell by subtraction, where answers that came late joined between them.

Of every figure that was said twice the later less the earlier is a figure of those who came late. They are in the same
groups as all others, so that their rests are looked at as a wave's own are: nobody, or enough people who are not of one
mind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pulse.model.audit import Ledger, Said, WaveEntry, group_name
from pulse.model.groups import EVERYONE, Path
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack.counts import SHARES, Span, span

_COUNTED = SHARES - {"flow"} | {"count", "mean", "balance"}
Subject = tuple[str, str, str, str]  # measure, item, option, dimension
Late = dict[Path, Span]


def snapshots(ledger: Ledger, waves: Mapping[str, WaveEntry], place: Place) -> Iterator[Problem]:
    """Every disclosure that follows from figures of a wave as they stood at different times."""
    for label, states in _states(ledger).items():
        for before, after in pairwise(states):
            if label in waves:
                yield from _between(label, before, after, waves[label], place)


def _states(ledger: Ledger) -> dict[str, list[Sequence[Said]]]:
    """Wave -> all of its figures, each time they were made, for waves that were made again."""
    found: dict[str, list[Sequence[Said]]] = defaultdict(list)
    for state in ledger.earlier:
        found[state[0].wave].append(state)
    for label, states in found.items():
        states.append([said for said in ledger.figures if said.wave == label])
    return found


def _between(
    label: str, before: Sequence[Said], after: Sequence[Said], rules: WaveEntry, place: Place
) -> Iterator[Problem]:
    old = {(said.across, said.key): said for said in before}
    late: dict[Subject, Late] = defaultdict(dict)
    for said in after:
        was = old.get((said.across, said.key))
        if was and said.measure in _COUNTED and (left := _less(said, was, rules.band)):
            late[said.measure, said.item, said.option, said.across][said.group] = left
    for (measure, item, option, across), groups in late.items():
        whole = late.get((measure, item, option, ""), {}).get(EVERYONE)
        held = {EVERYONE: whole, **groups} if across and whole else groups
        for path, inside in _largest_inside(held).items():
            figure = Said(label, path, measure, item, option, across=across).about
            yield from _rest(held[path], [held[it] for it in inside], inside, figure, rules, place)


def _largest_inside(groups: Late) -> dict[Path, list[Path]]:
    """Each group -> the largest of the others inside it."""
    found: dict[Path, list[Path]] = {path: [] for path in groups}
    for path in found:
        around = [path[:depth] for depth in range(len(path)) if path[:depth] in found]
        if around:
            found[around[-1]].append(path)
    return found


def _less(now: Said, was: Said, band: int) -> Span | None:
    """The later figure less the earlier one; None where either is a band, or nobody came between."""
    later, earlier = span(now, band), span(was, band)
    if later is None or earlier is None or not (later.exact and earlier.exact) or later.n == earlier.n:
        return None
    n = later.n - earlier.n
    return Span(n, max(later.low - earlier.high, 0), min(later.high - earlier.low, n), exact=True)


def _rest(
    whole: Span, parts: Sequence[Span], inside: Sequence[Path], figure: str, rules: WaveEntry, place: Place
) -> Iterator[Problem]:
    n = whole.n - sum(it.n for it in parts)
    low, high = whole.low - sum(it.high for it in parts), whole.high - sum(it.low for it in parts)
    told = "; ".join(["the same figure as it stood before", *map(group_name, inside)])
    if n and n < rules.least:  # fewer than before, too: those who left the figure
        yield problem("audit-small-rest", place, figure=figure, people=abs(n), parts=told)
    elif n and figure.split()[0] != "count" and (high <= rules.band or low >= n - rules.band):
        yield problem("audit-alike-rest", place, figure=figure, people=n, parts=told)
