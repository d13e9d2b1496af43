"""The frame's joined answers: nothing is shown of a few, and nothing is left of a few at either end."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.model.figures import Flow
from pulse.model.release import Rules
from pulse.model.survey import Wave
from pulse.protect.flows import flow_figures

_T = 11
_ITEMS = ("hurt", "need", "meet")
Three = tuple[str, str, str]


def _people(seed: int) -> list[Three]:
    """People who each gave one answer to hurt, need and meet."""
    rng = Random(seed)  # noqa: S311
    weights = [[rng.choice((1, 3, 12)) for _ in range(4)] for _ in range(3)]
    return [
        (rng.choices("abcd", weights[0])[0], rng.choices("klmn", weights[1])[0], rng.choices("wxyz", weights[2])[0])
        for _ in range(rng.randint(5, 400))
    ]


def _flows(people: list[Three]) -> list[Flow]:
    from datetime import date

    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 2))
    counts: Counter[Three] = Counter()
    for looked in ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)):
        for one in people:
            first, second, third = (option if look else "" for option, look in zip(one, looked, strict=True))
            counts[first, second, third] += 1
    return [Flow(wave, _ITEMS, options, count, float(count)) for options, count in counts.items()]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_every_sum_that_can_be_worked_out_is_of_enough_people(seed: int) -> None:
    people = _people(seed)
    released = flow_figures(_flows(people), "2026-11", Rules(_T, 22, 2))
    shown = {(it.option, it.option2, it.option3) for it, _ in released}
    counts = {flow.options: flow.people for flow in _flows(people)}
    for options in shown:
        assert counts[options] >= _T
    for end, at in [*product(shown, range(3)), (("", "", ""), 0), (("", "", ""), 1), (("", "", ""), 2)]:
        if end[at]:
            continue
        parts = [it for it in shown if it[at] and it[:at] == end[:at] and it[at + 1 :] == end[at + 1 :]]
        if parts and (end in shown or end == ("", "", "")):
            left = counts[end] - sum(counts[part] for part in parts)
            assert left == 0 or left >= _T, (end, parts)
