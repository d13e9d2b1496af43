"""What may be said of the same people's answers in two waves: each rule at its edge, by hand.

Least 11 answers, a band of 2. An item of 40 people: favourable in both 12, gained 9, lost 8, neither 11; of the movers
12 went up (3 of them within a side) and 11 down (3 within a side).

1. Sides are shown whole where each has 3 or more; moves where they tell no few within a side.
2. Fewer than 11 people, a rest of 1 to 10, a rest of one mind, a rest near a union of groups: nothing is shown.
3. The pair before is held against this one only where it is shown.
4. Two waves shown by two rules: the stricter holds.
5. Stayers, entrants and leavers: each only where nobody few is left.
6. Folding keeps what is shown and no count of 1 to 10 people; a release made of the rest says the same (any panel).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.model.figures import Pair, PairTally, Panel, Part, Scores
from pulse.model.groups import ALL
from pulse.model.release import HIDDEN, Crossed, Hidden, Linked, Moved, Paired, Rules, Shown
from pulse.model.survey import Item, Option, Survey, Wave
from pulse.protect.paired import fold_panel, linked_waves

_RULES = Rules(min_answers=11, min_detail=22, band=2)
_ITEM = Item(
    "heard", "heard", "Heard?", "scale", "", tuple(Option(f"o{at}", f"o{at}", f"o{at}") for at in range(5)), "high"
)
_SURVEY = Survey("s", 1, "S", "en-GB", (), (_ITEM,), linked=True)
_OCT, _NOV, _DEC = (Wave("s", f"2026-{at}", date(2026, at, 1), date(2026, at, 28)) for at in (10, 11, 12))
_NOBODY = Part(0, 0, 0)
_PAIR = Pair(
    wave=_NOV, before=_OCT, item=_ITEM, item_version=1, both=12, gained=9, lost=8, neither=11, up=12, same=17, down=11,
    rest_before=_NOBODY, rest_now=_NOBODY, turned=(),
)  # fmt: skip
_PANEL = Panel(_OCT.label, stayers=40, entrants=0, leavers=0, others_before=0, others_now=0)
_SIDES, _MOVES = Crossed(12, 9, 8, 11), Moved(12, 17, 11)


def _linked(*pairs: Pair, panel: Panel = _PANEL, rules: Rules = _RULES, other: Rules = _RULES) -> dict[str, Linked]:
    panels = {_NOV.label: panel, _DEC.label: replace(_PANEL, before=_NOV.label)}
    scores = Scores(
        survey=_SURVEY, waves=(_OCT, _NOV, _DEC), groups=(ALL,), turnout=(), blocks=(), pairs=pairs, panels=panels,
        asked_in=dict.fromkeys((_OCT.label, _NOV.label, _DEC.label), _SURVEY),
    )  # fmt: skip
    return linked_waves(scores, {_OCT.label: other, _NOV.label: rules, _DEC.label: rules})


def _said(pair: Pair, rules: Rules = _RULES, other: Rules = _RULES) -> Paired | Hidden:
    return _linked(pair, rules=rules, other=other)[_NOV.label].paired["heard"]


def test_all_of_it_is_shown() -> None:
    assert _said(_PAIR) == Paired(1, 40, _SIDES, _MOVES)


@pytest.mark.parametrize("few", [0, 1, 2])
def test_a_side_of_a_few_hides_all_sides_and_leaves_moves(few: int) -> None:
    """Requirement 1: without sides nothing is known of moves within them."""
    pair = replace(_PAIR, lost=few, both=_PAIR.both + _PAIR.lost - few)
    assert _said(pair) == Paired(1, 40, HIDDEN, _MOVES)


@pytest.mark.parametrize("within", [0, 1, 2])
def test_a_few_who_moved_within_a_side_hide_the_moves(within: int) -> None:
    """Requirement 1: up less gained."""
    pair = replace(_PAIR, up=9 + within, same=_PAIR.same + 3 - within)
    assert _said(pair) == Paired(1, 40, _SIDES, HIDDEN)


def test_where_neither_may_be_shown_the_number_of_people_is_not_either() -> None:
    assert _said(replace(_PAIR, both=2, neither=21, down=2, same=26)) == HIDDEN


@pytest.mark.parametrize(
    "left",
    [
        Part(1, 0, 30),
        Part(10, 5, 30),  # fewer than eleven
        Part(20, 2, 30),
        Part(20, 18, 30),  # of one mind, nearly
        Part(20, 10, 10),  # ten people from a union of groups
    ],
)
def test_a_rest_that_tells_hides_the_pair(left: Part) -> None:
    """Requirement 2: in either wave; and requirement 3: beside the pair before, where that is shown."""
    assert _said(replace(_PAIR, rest_before=left)) == HIDDEN
    assert _said(replace(_PAIR, rest_now=left)) == HIDDEN
    later = replace(_PAIR, wave=_DEC, before=_NOV, turned=(left, Part(20, 10, 20)))
    assert _linked(_PAIR, later)[_DEC.label].paired["heard"] == HIDDEN
    hidden = replace(_PAIR, rest_now=Part(1, 0, 1))
    assert _linked(hidden, later)[_DEC.label].paired["heard"] == Paired(1, 40, _SIDES, _MOVES)
    assert _linked(later)[_DEC.label].paired["heard"] == Paired(1, 40, _SIDES, _MOVES)


def test_a_rest_of_eleven_of_more_than_one_mind_tells_nothing() -> None:
    left = Part(11, 3, 11)
    assert _said(replace(_PAIR, rest_before=left, rest_now=replace(left, favourable=8))) != HIDDEN


def test_fewer_than_eleven_people_are_not_shown() -> None:
    ten = replace(_PAIR, both=3, gained=3, lost=3, neither=1, up=4, same=3, down=3)
    assert _said(ten) == HIDDEN


def test_the_stricter_of_two_waves_rules_holds() -> None:
    """Requirement 4: 41 answers needed in one of the two waves, or a band of 17."""
    for strict in (Rules(41, 22, 2), Rules(11, 22, 17)):
        assert _said(_PAIR, strict) == HIDDEN
        assert _said(_PAIR, other=strict) == HIDDEN


@pytest.mark.parametrize(
    ("panel", "shown"),
    [
        ((40, 11, 12, 0, 0), (40, 11, 12)),
        ((40, 11, 12, 11, 0), (40, 11, 12)),
        ((40, 10, 12, 0, 1), (40, None, 12)),  # ten joiners and one without a link: eleven in all
        ((40, 12, 12, 0, 3), (40, None, 12)),  # whoever has no link would be known to be three
        ((40, 3, 12, 0, 0), (None, None, None)),  # three more than the stayers answered
        ((40, 20, 4, 5, 0), (None, None, None)),  # nine of the wave before were not met
        ((10, 20, 20, 0, 0), (None, None, None)),
    ],
)
def test_stayers_and_the_others(panel: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    """Requirement 5: stayers, entrants, leavers, others before, others now."""
    stayers, entrants, leavers, before, now = panel
    found = _linked(panel=Panel(_OCT.label, stayers, entrants, leavers, before, now))[_NOV.label]
    assert (found.stayers, found.entrants, found.leavers) == tuple(
        HIDDEN if count is None else Shown(count, count) for count in shown
    )


_COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 60))
_PARTS = st.builds(lambda n, good, apart: Part(n, min(good, n), apart), _COUNTS, _COUNTS, _COUNTS)


@given(
    people=st.tuples(_COUNTS, _COUNTS, _COUNTS, _COUNTS, _COUNTS), rest=_PARTS, turned=st.tuples(_PARTS, _PARTS),
    older=st.booleans(),
)  # fmt: skip
def test_folding_keeps_what_is_shown_and_nothing_small(
    people: tuple[int, int, int, int, int], rest: Part, turned: tuple[Part, Part], older: bool
) -> None:
    """Requirement 6. The table itself does not matter here: the pair made of it stands for it."""
    tally = PairTally("heard", (), (), (), 0, 0, turned)
    panel = Panel(_NOV.label, *people, pairs=(tally,))
    pair = replace(_PAIR, wave=_DEC, before=_NOV, rest_now=rest, turned=turned)
    earlier = [_PAIR] if older else []
    before = _released(panel, [*earlier, pair])
    folded = fold_panel(panel, _DEC.label, before)
    kept = [replace(pair, turned=it.turned) for it in folded.pairs]
    assert _released(folded, [*earlier, *kept]) == before
    counts = [folded.stayers, folded.entrants, folded.leavers, folded.others_before, folded.others_now]
    counts += [part.n for it in folded.pairs for part in it.turned]
    assert [count for count in counts if 0 < count < 11] == []


def _released(panel: Panel, pairs: list[Pair]) -> dict[str, Linked]:
    scores = Scores(
        survey=_SURVEY, waves=(_OCT, _NOV, _DEC), groups=(ALL,), turnout=(), blocks=(), pairs=tuple(pairs),
        panels={_NOV.label: _PANEL, _DEC.label: panel},
        asked_in=dict.fromkeys((_OCT.label, _NOV.label, _DEC.label), _SURVEY),
    )  # fmt: skip
    return linked_waves(scores, dict.fromkeys((_OCT.label, _NOV.label, _DEC.label), _RULES))
