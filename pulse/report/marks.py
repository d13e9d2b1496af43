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
    """What is said of a published figure and of ours beside it."""

    counts: str  # the answers both count
    own_method: str
    whose: str
    value: str
    method: str
    notes: tuple[str, ...]


def mark(found: Benchmark, own: Figure) -> Mark:
    """The words for a published figure and for ours: whose, how much, how made; then what to know."""
    name = found.population.name
    return Mark(
        counts=" or ".join(f"“{answer}”" for answer in found.counts),
        own_method=f"Run as the {found.instrument.name}; {_weighted(OWN_WEIGHTING)}",
        whose=f"{name[0].upper()}{name[1:]}, {found.year}",
        value=f"{found.value:g}%",
        method=_method(found),
        notes=(*_apart(found, own), *_range(found), f"Source: {found.source}."),
    )


def refused(beside: Beside) -> str:
    """Why no published figure stands beside a question, in one sentence; empty where one does."""
    return f"No published figure stands beside this question: {'; '.join(beside.reasons)}." if beside.reasons else ""


def _method(found: Benchmark) -> str:
    """Whose survey, when, how weighted, on what it rests, how far to trust it."""
    survey = f"{found.instrument.name}, {found.fieldwork}"
    return f"{survey}; {_weighted(found.weighting)}; of {found.base:,} {found.base_of}; {_STATUS[found.status]}"


def _weighted(how: str) -> str:
    return "unweighted" if how == UNWEIGHTED else f"weighted by {how}"


def _apart(found: Benchmark, own: Figure) -> tuple[str, ...]:
    """Whether the two differ, told only where both were made the same way and ours has an interval."""
    if not isinstance(own, Shown) or own.lower is None or own.upper is None:
        return ()
    if found.weighting != OWN_WEIGHTING:
        return ("The two were weighted differently: they stand side by side, and no difference between them is told.",)
    span = f"{words.per_cent(own.lower)} to {words.per_cent(own.upper)}"
    if own.lower <= found.value / 100 <= own.upper:
        return (f"The published figure lies within the 95% interval of ours ({span}): no clear difference.",)
    return (f"The published figure lies outside the 95% interval of ours ({span}).",)


def _range(found: Benchmark) -> tuple[str, ...]:
    if found.low is None or found.high is None:
        return ()
    return (f"From {found.low:g}% in the lowest to {found.high:g}% in the highest organisation.",)
