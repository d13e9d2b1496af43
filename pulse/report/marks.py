"""Published figures beside ours, in words: both with their method, and no verdict."""

from __future__ import annotations

from dataclasses import dataclass

from pulse.model.benchmarks import UNWEIGHTED, Benchmark, Beside
from pulse.model.release import Figure, Shown
from pulse.report import words

OWN_WEIGHTING = UNWEIGHTED  # how our own figures are weighted
_STATUS = {
    "verified": "verified in the publication",
    "second-hand": "verified second-hand",
    "derived": "derived, unofficial",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one published figure: the answers both count, how ours was made, then its own lines."""

    counted: str
    own_method: str
    lines: tuple[str, ...]


def mark(beside: Beside, own: Figure) -> Mark:
    """The words for a published figure and for ours beside it; only the reasons where the two may not meet."""
    found = beside.benchmark
    if found is None or beside.reasons:
        reasons = "; ".join(beside.reasons)
        return Mark("", "", (f"No published figure stands beside this question: {reasons}.",))
    method = f"This stock-take, run as the {found.instrument.name}; {_weighted(OWN_WEIGHTING)}."
    lines = (reference(found), *_range(found), *_apart(found, own), f"Source: {found.source}.")
    return Mark(_counted(found), method, lines)


def reference(found: Benchmark) -> str:
    """A published figure in one sentence: of whom, when, how much, which survey, how made, how far to be trusted."""
    of = f"{found.population.name[0].upper()}{found.population.name[1:]}"
    method = f"{found.instrument.name}, {found.fieldwork}; {_weighted(found.weighting)}; {_STATUS[found.status]}"
    return f"{of}, {found.year}: {found.value:g}% {_counted(found)} ({method}; from {found.base:,} {found.base_of})."


def _counted(found: Benchmark) -> str:
    """ "said “Agree” or “Strongly agree”"."""
    return f"said {' or '.join(f'“{answer}”' for answer in found.counts)}"


def _weighted(how: str) -> str:
    return "unweighted" if how == UNWEIGHTED else f"weighted by {how}"


def _range(found: Benchmark) -> tuple[str, ...]:
    if found.low is None or found.high is None:
        return ()
    return (f"From {found.low:g}% in the lowest to {found.high:g}% in the highest organisation.",)


def _apart(found: Benchmark, own: Figure) -> tuple[str, ...]:
    """Whether the two differ, told only where both were made the same way and ours has an interval."""
    if not isinstance(own, Shown) or own.lower is None or own.upper is None:
        return ()
    if found.weighting != OWN_WEIGHTING:
        return ("The two were weighted differently: they stand side by side, and no difference between them is told.",)
    span = f"{words.per_cent(own.lower)} to {words.per_cent(own.upper)}"
    inside = own.lower <= found.value / 100 <= own.upper
    if inside:
        return (f"The published figure lies within the 95% interval of ours ({span}): no clear difference.",)
    return (f"The published figure lies outside the 95% interval of ours ({span}).",)
