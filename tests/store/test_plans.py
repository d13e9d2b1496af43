"""Entries of plans: made once, with the day, and never changed - whatever the clock or a later file says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pulse import define
from pulse.model.plans import Plan
from pulse.store import Store

_PLAN = Plan("T", "s", "q", date(2026, 2, 1), (("A", "b"),), compare_with=(("C",),), what="Huddles", why="Asked for")
_DAY = date(2026, 1, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "pulse.db", survey_from=define.from_source) as store:
        yield store


def test_a_plan_comes_back_as_it_was_entered(store: Store) -> None:
    entered = store.enter_plan(_PLAN, _DAY)
    assert (entered.number, entered.day, entered.plan) == (1, _DAY, _PLAN)
    assert store.plans() == (entered,)


def test_the_first_entry_stands(store: Store) -> None:
    first = store.enter_plan(_PLAN, _DAY)
    assert store.enter_plan(replace(_PLAN, title="Another title"), date(2026, 6, 1)) == first
    assert store.day_for_plan(_PLAN, date(2026, 6, 1)) == _DAY
    assert len(store.plans()) == 1


def test_another_outcome_is_another_plan(store: Store) -> None:
    store.enter_plan(_PLAN, _DAY)
    second = store.enter_plan(replace(_PLAN, outcome="r"), date(2026, 6, 1))
    assert (second.number, second.day) == (2, date(2026, 6, 1))


def test_no_plan_is_dated_back_before_what_was_here_first(store: Store) -> None:
    """A day can be rehearsed: with PULSE_TODAY set back a plan would seem to come before the answers."""
    store.db.execute("INSERT INTO collect VALUES (1, 's', 'd', 'p', '2026-05-05', '{}', '', '')")
    assert store.day_for_plan(_PLAN, _DAY) == date(2026, 5, 5)
    assert store.enter_plan(_PLAN, _DAY).day == date(2026, 5, 5)


@pytest.mark.parametrize("sql", ["UPDATE plan SET day = '2020-01-01'", "DELETE FROM plan"])
def test_an_entry_cannot_be_changed_or_taken_away(store: Store, sql: str) -> None:
    entered = store.enter_plan(_PLAN, _DAY)
    with pytest.raises(sqlite3.IntegrityError, match="a plan sta"):
        store.db.execute(sql)
    assert store.plans() == (entered,)
