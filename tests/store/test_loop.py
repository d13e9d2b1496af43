"""The loop's tables take rows and give them back as they were; nothing in them can be changed or taken away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pulse import define
from pulse.model.groups import ALL, Group, Headcount, People
from pulse.model.loop import Commitment, Need, Step, Verdict
from pulse.model.release import HIDDEN, Banded, Shown
from pulse.store import Store

_DAY = date(2026, 11, 24)
_TEAM = Group(("North", "Ward 6"), "team")
_NEED = Need(1, "s", "Rest", "long", "team", _TEAM, "2026-10", _DAY, "need", "rest", 0.46, 50)
_BY_HAND = Need(2, "s", "Sleep", "now", "board", ALL, "", _DAY)
_MADE = Commitment(1, 1, "Ward manager", "team", date(2026, 12, 1), "heard", "A key", _DAY)
_VERDICT = Verdict("2026-12", "met_1", _TEAM, Shown(0.5, 30, 0.33, 0.67, (0.4, 0.6)), Banded(0.0, 0.07, 30), HIDDEN)
_STEPS = (
    Step(1, _DAY, "opened", vouched=True),
    Step(2, _DAY, "opened"),
    Step(1, _DAY, "committed", 1),
    Step(1, date(2026, 12, 2), "status", 1, "Der Schlüssel fehlt", "late", date(2027, 1, 5)),
    Step(1, date(2026, 12, 3), "asked", 1, wave="2026-12", item="met_1"),
    Step(1, date(2026, 12, 20), "verdict", 1, wave="2026-12", item="met_1", verdict=_VERDICT),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "pulse.db", survey_from=define.from_source) as store:
        store.add_to_loop([_NEED, _BY_HAND, _MADE, *_STEPS])
    return tmp_path / "pulse.db"


def test_what_goes_in_comes_out(path: Path) -> None:
    with Store.open(path, survey_from=define.from_source) as store:
        first, second = store.stories()
        assert store.next_numbers() == (3, 2)
    assert (first.need, first.commitments) == (_NEED, (_MADE,))
    assert (second.need, second.commitments) == (_BY_HAND, ())
    told = sorted((*first.steps, *second.steps), key=lambda it: it.number)
    assert [it.number for it in told] == [1, 2, 3, 4, 5, 6]
    assert [_unnumbered(it) for it in told] == list(_STEPS)


def _unnumbered(step: Step) -> Step:
    return replace(step, number=0)


@pytest.mark.parametrize("table", ["need", "commitment", "loop_step"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET day = '2020-01-01'", "DELETE FROM {}"])
def test_nothing_is_changed_or_taken_away(path: Path, table: str, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match=f"a {table} sta"):
        db.execute(statement.format(table))


def test_a_clock_set_back_turns_no_story_round(path: Path) -> None:
    with Store.open(path, survey_from=define.from_source) as store:
        store.add_to_loop([Step(2, date(2026, 1, 1), "acknowledged")])
        assert store.stories()[1].steps[-1].day == date(2026, 12, 20)


def test_all_of_it_or_nothing(path: Path) -> None:
    with Store.open(path, survey_from=define.from_source) as store:
        before = store.stories()
        with pytest.raises(sqlite3.IntegrityError):
            store.add_to_loop([Step(2, _DAY, "acknowledged"), Step(9, _DAY, "acknowledged")])
        assert store.stories() == before


def test_a_need_goes_with_its_group_when_that_is_renamed(path: Path) -> None:
    with Store.open(path, survey_from=define.from_source) as store:
        rows = (Headcount(_DAY, ("North", "Ward 6 East"), "", 30, ("North", "Ward 6")),)
        store.load_people(People(("directorate", "team"), rows))
        assert store.stories()[0].need.group == Group(("North", "Ward 6 East"), "team")
