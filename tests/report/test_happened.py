"""Letters of events on a time axis: every letter is there once, in order, and no two labels touch."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pulse.model.events import Event, timeline
from pulse.report import happened, widths

_ENDS = (40.0, 590.0)
_DAY = date(2026, 1, 1)


def _marks(count: int) -> tuple[happened.Mark, ...]:
    return happened.marks([Event("s", _DAY + timedelta(days=at), f"Event {at}") for at in range(count)])


@given(st.lists(st.floats(40, 590), min_size=1, max_size=60).map(sorted))
def test_labels_never_touch_and_leave_no_letter_out(places: list[float]) -> None:
    letters = [mark.letter for mark in _marks(len(places))]
    found = happened.labels(list(zip(places, letters, strict=True)), _ENDS)
    edges = [(middle - _half(said), middle + _half(said)) for middle, said in found]
    assert all(left >= _ENDS[0] - 1e-6 and right <= _ENDS[1] + 1e-6 for left, right in edges)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(edges))
    covered: list[str] = []
    for _, said in found:
        first, _, last = said.partition("–")
        covered += letters[letters.index(first) : letters.index(last or first) + 1]
    assert covered == letters


def _half(said: str) -> float:
    return widths.width(said, 12, bold=True) / 2


def test_an_event_that_stands_alone_has_its_letter_under_it() -> None:
    assert happened.labels([(100.0, "A"), (300.0, "B")], _ENDS) == [(100.0, "A"), (300.0, "B")]


def test_letters_go_on_after_z() -> None:
    assert [mark.letter for mark in _marks(54)][25:29] == ["Z", "AA", "AB", "AC"]
    assert _marks(54)[52].letter == "BA"


def test_an_event_after_the_last_point_is_drawn_at_the_end() -> None:
    """It falls on the days the last wave was open, which the axis does not reach."""
    (mark,) = _marks(1)
    drawn = "".join(happened.draw([mark], lambda _: 900.0, 26, 158, _ENDS))
    assert max(float(x) for x in re.findall(r'x[12]?="([0-9.]+)"', drawn)) <= _ENDS[1]


def test_what_counts_in_a_report_is_not_withdrawn_not_later_and_counted_once() -> None:
    written = Event("s", _DAY, "Merger")
    recorded = Event("s", _DAY, "Merger", id=1, recorded=_DAY)
    withdrawn = Event("s", _DAY, "Strike", id=2, recorded=_DAY, withdrawn=_DAY)
    later = Event("s", _DAY + timedelta(days=40), "Programme")
    earlier = Event("s", _DAY - timedelta(days=40), "Winter")
    found = timeline([recorded, withdrawn, later, written, earlier], [], _DAY, _DAY + timedelta(days=9))
    assert [it.text for it in found.events] == ["Winter", "Merger"]
