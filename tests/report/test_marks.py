"""Published figures beside ours, in words.

1. A published figure says of whom, when, how much, whose survey, how made, on what it rests, how far to trust it.
2. Apart only where it lies outside the interval of the figure as shown, and only where both were made the same way.
3. Where ours is withheld or a band, the published one stands alone; where the two may not meet, only the reason does.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pulse import define
from pulse.model.benchmarks import Benchmark, Beside
from pulse.model.release import HIDDEN, Banded, Figure, Shown
from pulse.report.marks import mark, reference


@pytest.fixture(scope="module")
def weighted() -> Benchmark:
    return define.benchmarks().benchmarks["nss-2024/q12b-acute"]


def _lines(found: Benchmark, own: Figure) -> tuple[str, ...]:
    return mark(Beside("burnt_out", found.id, found, "unfavourable"), own).lines


def test_a_published_figure_says_all_that_is_known_of_it(weighted: Benchmark) -> None:
    assert reference(weighted) == (
        "Acute and acute & community trusts in England, 2024: 31.1% said “Often” or “Always” (NHS Staff Survey, third "
        "quarter of 2024/25; weighted by occupation group within a trust, number of responses across trusts; derived, "
        "unofficial; from 122 trusts)."
    )


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
    (told,) = [line for line in _lines(found, Shown(0.32, 412, 0.28, 0.36)) if "interval" in line]
    assert told == f"The published figure {said}"


def test_of_figures_made_in_two_ways_no_difference_is_told(weighted: Benchmark) -> None:
    lines = _lines(weighted, Shown(0.60, 412, 0.55, 0.65))
    assert not [line for line in lines if "interval" in line]
    assert (
        "The two were weighted differently: they stand side by side, and no difference between them is told." in lines
    )


@pytest.mark.parametrize("own", [HIDDEN, Banded(0.0, 0.05, 40)])
def test_beside_what_is_not_shown_the_published_figure_stands_alone(weighted: Benchmark, own: Figure) -> None:
    lines = _lines(replace(weighted, weighting="none"), own)
    assert lines[0].startswith("Acute and acute & community trusts")
    assert not [line for line in lines if "interval" in line or "differen" in line]


def test_where_the_two_may_not_meet_the_reason_stands_and_no_figure(weighted: Benchmark) -> None:
    said = mark(Beside("burnt_out", weighted.id, weighted, reasons=("one", "two")), Shown(0.6, 412, 0.55, 0.65))
    assert said.lines == ("No published figure stands beside this question: one; two.",)
    assert (said.counted, said.own_method) == ("", "")
