"""Published figures beside ours, in words.

1. Both figures say how they were made; the published one also on what it rests and how far to trust it.
2. Apart only where it lies outside the interval of the figure as shown, and only where both were made the same way.
3. Where ours is withheld or a band, the published one stands alone; where the two may not meet, the reasons do.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pulse import define
from pulse.model.benchmarks import Benchmark, Beside, Status
from pulse.model.release import HIDDEN, Banded, Figure, Shown
from pulse.report.marks import mark, refused


@pytest.fixture(scope="module")
def weighted() -> Benchmark:
    return define.benchmarks().benchmarks["nss-2024/q12b-acute"]


def _notes(found: Benchmark, own: Figure) -> tuple[str, ...]:
    return mark(found, own).notes


def test_both_say_how_they_were_made_and_how_far_to_trust_them(weighted: Benchmark) -> None:
    said = mark(weighted, Shown(0.32, 412, 0.28, 0.36))
    assert said.counts == "“Often” or “Always”"
    assert said.own_method == "Run as the NHS Staff Survey; unweighted"
    assert said.whose == "Acute and acute & community trusts in England, 2024"
    assert said.value == "31.1%"
    assert said.method == (
        "NHS Staff Survey, third quarter of 2024/25; weighted by occupation group within a trust, number of responses "
        "across trusts; of 122 trusts; derived, unofficial"
    )
    assert said.notes[1] == "From 25.2% in the lowest to 40.4% in the highest organisation."
    assert said.notes[2].startswith("Source: published results of each organisation")


@pytest.mark.parametrize("status", ["verified", "second-hand"])
def test_only_what_a_source_gives_itself_is_called_verified(weighted: Benchmark, status: Status) -> None:
    found = replace(weighted, status=status)
    assert found.verified
    assert not weighted.verified
    assert "verified" in mark(found, HIDDEN).method
    assert "verified" not in mark(weighted, HIDDEN).method


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (27.9, "lies outside the 95% interval of ours (28% to 36%)."),
        (28.0, "lies within the 95% interval of ours (28% to 36%): no clear difference."),
        (36.0, "lies within the 95% interval of ours (28% to 36%): no clear difference."),
        (36.1, "lies outside the 95% interval of ours (28% to 36%)."),
    ],
)
def test_apart_only_outside_the_interval_of_the_shown_figure(weighted: Benchmark, value: float, said: str) -> None:
    found = replace(weighted, value=value, weighting="none")
    (told,) = [note for note in _notes(found, Shown(0.32, 412, 0.28, 0.36)) if "interval" in note]
    assert told == f"The published figure {said}"


def test_of_figures_made_in_two_ways_no_difference_is_told(weighted: Benchmark) -> None:
    """Fault 24 of trend reports (a benchmark made by another method): both labelled, and nothing subtracted."""
    notes = _notes(weighted, Shown(0.60, 412, 0.55, 0.65))
    assert not [note for note in notes if "interval" in note]
    assert notes[0] == (
        "The two were weighted differently: they stand side by side, and no difference between them is told."
    )


@pytest.mark.parametrize("own", [HIDDEN, Banded(0.0, 0.05, 40)])
def test_beside_what_is_not_shown_the_published_figure_stands_alone(weighted: Benchmark, own: Figure) -> None:
    said = mark(replace(weighted, weighting="none"), own)
    assert said.value == "31.1%"
    assert not [note for note in said.notes if "interval" in note or "differen" in note]


def test_every_reason_against_it_is_said(weighted: Benchmark) -> None:
    against = Beside("burnt_out", weighted.id, weighted, reasons=("one", "two"))
    assert refused(against) == "No published figure stands beside this question: one; two."
    assert refused(replace(against, reasons=())) == ""
