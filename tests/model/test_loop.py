"""Where a need stands is a function of its steps; what staff say is read from shown figures alone.

1. Each step leads where it should; nothing but steps counts.
2. Being asked, and a verdict that is withheld, change nothing.
3. Met, partly met, not met and "said done, not felt", on the figures of the house's pictures.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.model.groups import ALL
from pulse.model.loop import ALLOWED, Commitment, Kind, Need, State, Status, Step, Story, Verdict, state_after
from pulse.model.release import HIDDEN, Banded, Figure, Shown

_DAY = date(2026, 10, 1)


def _shown(share: float) -> Shown:
    return Shown(share, 92)


def _verdict(met: Figure = HIDDEN, partly: Figure = HIDDEN, not_met: Figure = HIDDEN) -> Verdict:
    return Verdict("2026-11", "met_1", ALL, met, partly, not_met)


_MET = _verdict(_shown(0.74), _shown(0.15), _shown(0.11))


def _step(kind: Kind, **more: object) -> Step:
    return Step(1, _DAY, kind, **more)  # type: ignore[arg-type]


def _status(word: Status, **more: object) -> Step:
    return _step("status", commitment=1, status=word, **more)


def _told(verdict: Verdict) -> Step:
    return _step("verdict", commitment=1, verdict=verdict)


def _story(*steps: Step) -> Story:
    need = Need(1, "s", "Be safe", "now", "board", ALL, "2026-10", _DAY)
    made = Commitment(1, 1, "Chief nurse", "team", date(2026, 11, 5), "heard", "A sheet", _DAY)
    return Story(need, (made,), (_step("opened"), _step("committed", commitment=1), *steps))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), "open"),
        ((_step("acknowledged"),), "acknowledged"),
        ((_step("declined", text="No"),), "declined"),
        ((_step("declined"), _step("acknowledged")), "acknowledged"),
        ((_step("committed", commitment=1),), "committed"),
        ((_step("committed", commitment=1), _status("late")), "committed"),
        ((_step("committed", commitment=1), _status("kept")), "delivered"),
        ((_step("committed", commitment=1), _status("dropped")), "acknowledged"),
        ((_step("committed", commitment=1), _status("kept"), _told(_MET)), "met"),
        ((_step("committed", commitment=1), _told(_MET)), "met"),  # whatever its owner says
        ((_told(_MET), _step("relapsed", wave="2027-01")), "relapsed"),
        ((_told(_MET), _step("relapsed", wave="2027-01"), _step("committed", commitment=2)), "committed"),
    ],
)
def test_steps_lead_to_a_state(steps: tuple[Step, ...], state: State) -> None:
    assert state_after([_step("opened"), *steps]) == state


_ANY = st.sampled_from(
    [
        _step("acknowledged"), _step("declined", text="No"), _step("committed", commitment=1), _status("kept"),
        _status("late"), _status("dropped", text="No"), _told(_MET), _step("relapsed"),
        _told(_verdict(_shown(0.2), _shown(0.2), _shown(0.6))),
    ]
)  # fmt: skip
_SILENT = st.sampled_from([_step("asked", commitment=1, wave="2026-11"), _told(_verdict())])


@given(steps=st.lists(_ANY, max_size=8), silent=st.lists(st.tuples(_SILENT, st.integers(0, 8)), max_size=4))
def test_being_asked_and_what_is_withheld_change_nothing(steps: list[Step], silent: list[tuple[Step, int]]) -> None:
    with_silent = list(steps)
    for step, at in silent:
        with_silent.insert(min(at, len(with_silent)), step)
    assert state_after(with_silent) == state_after(steps)
    assert _story(*with_silent).promise == _without_steps(_story(*with_silent))


def _without_steps(story: Story) -> object:
    """The standing commitment, found the long way: it was not dropped last, and the need is not there again."""
    said = [step.status for step in story.steps if step.status]
    gone = (bool(said) and said[-1] == "dropped") or story.state == "relapsed"
    return None if gone else story.promises[0]


def test_a_settled_need_can_only_come_back() -> None:
    """One that is met relapses, one that was declined is looked at again; neither gets a commitment before."""
    assert [kind for kind, states in ALLOWED.items() if "met" in states] == ["relapsed"]
    assert [kind for kind, states in ALLOWED.items() if "declined" in states] == ["acknowledged"]


@pytest.mark.parametrize(
    ("met", "partly", "not_met", "outcome", "unfelt"),
    [
        (_shown(0.74), _shown(0.15), _shown(0.11), "met", False),
        (_shown(0.61), _shown(0.22), _shown(0.17), "met", False),
        (_shown(0.38), _shown(0.21), _shown(0.41), "partly", True),
        (_shown(0.70), _shown(0.10), _shown(0.20), "met", False),  # 20 points are not over 20
        (_shown(0.70), _shown(0.09), _shown(0.21), "partly", True),
        (_shown(0.30), _shown(0.15), _shown(0.55), "not_met", True),
        (_shown(0.72), HIDDEN, Banded(0.0, 0.08, 25), "met", False),
        (Banded(0.0, 0.08, 25), HIDDEN, _shown(0.72), "not_met", True),
        (_shown(0.64), HIDDEN, HIDDEN, None, False),
        (_shown(0.80), HIDDEN, HIDDEN, "met", False),  # at most 20 in 100 are left
        (_shown(0.79), HIDDEN, HIDDEN, None, False),
        (Banded(0.0, 0.08, 25), _shown(0.40), HIDDEN, "not_met", True),  # at least 52 in 100 are left
        (HIDDEN, HIDDEN, HIDDEN, None, False),
    ],
)
def test_what_staff_say_beside_what_the_owner_says(
    met: Figure, partly: Figure, not_met: Figure, outcome: str | None, unfelt: bool
) -> None:
    verdict = _verdict(met, partly, not_met)
    assert verdict.outcome == outcome
    (kept,) = _story(_status("kept"), _told(verdict)).promises
    assert kept.said_done_not_felt is unfelt
    (late,) = _story(_status("late"), _told(verdict)).promises
    assert late.said_done_not_felt is False  # her owner does not say that it is done


def test_an_age_ends_when_a_need_is_settled() -> None:
    settled = Step(1, _DAY + timedelta(days=40), "verdict", 1, verdict=_MET)
    assert _story().age(_DAY + timedelta(days=90)) == 90
    assert _story(settled).age(_DAY + timedelta(days=90)) == 40


def test_a_new_date_moves_the_day_it_is_due() -> None:
    (promise,) = _story(_status("late", by=date(2026, 12, 1))).promises
    assert promise.due == date(2026, 12, 1)
    assert (promise.overdue(date(2026, 12, 1)), promise.overdue(date(2026, 12, 2))) == (False, True)
    assert _story().level_disputed  # staff say the board, it is a team's
