"""The same people then and now: from shown counts only, with the interval for pairs, judged among all items."""

from __future__ import annotations

from dataclasses import replace

from pulse import trend
from pulse.model.release import HIDDEN, Crossed, Linked, Moved, Paired, Release, Shown
from tests.trend.test_choice import release


def _release(**pairs: Paired) -> Release:
    plain = release([Shown(0.5, 80), Shown(0.5, 80)])
    linked = Linked(plain.waves[0].label, Shown(70, 80), HIDDEN, HIDDEN, pairs)
    return replace(plain, linked={plain.wave.label: linked})


def test_the_interval_is_newcombes_for_pairs_and_the_test_mcnemars() -> None:
    """Of 44 people 12 agreed both times, 9 only now, 2 only before: +7/44 = 0.159 (0.013 to 0.300 by Newcombe's
    method 10); mid-p of 2 in 11 at even odds: 2 x (1 + 11 + 55/2)/2048 = 0.0386."""
    (found,) = trend.same_people(_release(settled=Paired(1, 44, Crossed(12, 9, 2, 21), Moved(15, 22, 7))))
    assert (found.n, found.difference, found.lower, found.upper) == (44, 0.16, 0.01, 0.3)
    assert (found.q, found.clear) == (0.0386, True)
    assert (found.up, found.same, found.down) == (15, 22, 7)


def test_a_finding_must_stand_among_all_items() -> None:
    """The same pair beside nine items in which as many gained as lost: 0.03857 x 10 is not below 0.05."""
    still = {f"still_{at}": Paired(1, 44, Crossed(16, 6, 6, 16), HIDDEN) for at in range(9)}
    found = trend.same_people(_release(settled=Paired(1, 44, Crossed(12, 9, 2, 21), HIDDEN), **still))
    assert (found[0].q, found[0].clear, found[0].lower) == (0.3857, False, 0.01)


def test_what_is_hidden_stays_unknown() -> None:
    only_moves = Paired(1, 44, HIDDEN, Moved(15, 22, 7))
    (found,) = trend.same_people(_release(settled=only_moves))
    assert (found.difference, found.q, found.clear, found.up) == (None, None, False, 15)
    assert trend.same_people(release([Shown(0.5, 80)])) == ()
