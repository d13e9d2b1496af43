"""The four bars of what was promised, their lengths worked out by hand; what does not fit is not drawn.

1. One commitment has one length on a page; pieces stand one after another; the target lies at 80 in 100 of what is due.
2. No text leaves its drawing, whatever the counts.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pulse.model.loop_views import FollowThrough
from pulse.report import promised
from pulse.report.widths import width

# As the picture of the look has it: 31 made, 22 due, 17 kept, of which 9 are met, 5 not felt and 3 not asked.
_ALL = FollowThrough(
    None, made=31, due=22, kept=17, met=9, said_done_not_felt=5, not_asked=3, dropped=2, late=3, needs=41, declined=2,
    to_answer=40, answered_in_time=33,
)  # fmt: skip
_BOARD = replace(_ALL, level="board", made=1, due=0, kept=0, met=0, said_done_not_felt=0, not_asked=0, dropped=0)
_NOTHING = replace(_BOARD, level="team", made=0)


def _rects(drawing: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(wide)) for x, wide in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawing)
    ]


def test_bars_are_as_long_as_their_counts_on_one_scale() -> None:
    """144 pixels are 31 commitments, so one is 4.645: less a gap of 1.5, 31 are 142.5, 22 are 100.7, 17 are 77.5."""
    every, board = promised.bars([_ALL, _BOARD, _NOTHING])
    assert (every.head, board.head) == ("All levels", "The board")
    assert _rects(every.drawing) == [(140, 142.5), (140, 100.7), (140, 77.5), (140, 40.3)]  # met: 9 x 4.645 - 1.5
    assert _rects(board.drawing) == [(140, 3.1)]
    said = re.findall(r"<text[^>]*>([^<]+)</text>", every.drawing)
    assert said == [
        "Made", "31", "Due by now", "22", "9 not due yet", "Owners say kept", "17", "3 not kept yet, 2 taken back",
        "Staff say met", "9", "5 said done, not felt, 3 no verdict",
    ]  # fmt: skip
    targets = re.findall(r'<line x1="([\d.]+)"[^>]*stroke-dasharray="1 3"', every.drawing)
    assert [float(it) for it in targets] == pytest.approx([140 + 0.8 * 22 * 144 / 31] * 2, abs=0.05)
    # What is not felt stands behind what is met, what was not asked behind that: 140 + 9 and 140 + 14 commitments.
    starts = [float(x) for x in re.findall(r'<path d="M([\d.]+)', every.drawing)]
    assert starts == pytest.approx(
        [140 + 17 * 144 / 31 + 0.6, 140 + 9 * 144 / 31 + 0.6, 140 + 14 * 144 / 31 + 0.6], abs=0.06
    )


def test_what_is_due_is_said_in_one_sentence() -> None:
    assert "".join(promised.finding(_ALL)) == "22 commitments are due: 17 kept, owners say; 9 met, staff say."
    assert "".join(promised.finding(_BOARD)) == "Nothing that was promised is due yet."


@pytest.mark.parametrize(
    "counts", [[300] * 6, [0, 999, 999, 0, 0, 0], [0, 0, 0, 999, 999, 0], [1, 0, 0, 0, 0, 0], [0] * 5 + [7]]
)
def test_no_bar_and_no_text_leaves_the_drawing(counts: list[int]) -> None:
    met, not_felt, not_asked, more_due, dropped, more = counts
    due = met + not_felt + not_asked + more_due + dropped
    it = replace(_ALL, made=due + more, due=due, kept=met + not_felt + not_asked, met=met, said_done_not_felt=not_felt,
                 not_asked=not_asked, dropped=dropped)  # fmt: skip
    (bars,) = promised.bars([it])
    assert all(x + wide <= 284.1 for x, wide in _rects(bars.drawing))
    for x, size, said in re.findall(r'<text x="([\d.]+)" y="[\d.]+" font-size="11"()[^>]*>([^<]+)<', bars.drawing):
        assert float(x) + width(said, 11) <= 288.1, (size, said)
