"""Three years of daily runs over two questionnaires: each stock-take is opened, ended, reported and closed once.

Days are missed - a week in which one began, weeks in which some passed as a whole - clocks change six times, runs are
cut off, exports come late, twice, cumulative and after their stock-take is closed. What there should be is worked out
here, from the calendar alone. Nothing waits for the disk: that it is written is what the tests of killed runs show.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pulse import settings
from pulse.journeys import running
from pulse.model.runs import Step
from pulse.store import Journal, store
from tests.conftest import workspace
from tests.run.exports import FORM, answered, export, steps

_BEGIN, _END = date(2026, 1, 1), date(2028, 12, 31)
_MISSED = (
    (date(2026, 3, 9), date(2026, 3, 15)),  # a stock-take began on the 10th
    (date(2027, 7, 5), date(2027, 8, 22)),  # one of each went by
    (date(2028, 10, 27), date(2028, 11, 1)),  # clocks went back on the 29th
)
_NOW = datetime(2026, 1, 1, 7, 15, tzinfo=UTC)
_DAY = timedelta(days=1)
_ON_TIME, _LATE = 12, 4  # sheets
_EVERY_DAY = '"every 4 weeks on Monday"', 28
_AT_NIGHT = '"every 2 weeks on Monday"', 14


@dataclass(frozen=True)
class _Planned:
    """A stock-take as the calendar has it, and whether its last sheets come late."""

    survey: str
    label: str
    first: date
    last: date
    late: bool

    @property
    def days(self) -> list[date]:
        return [self.first + at * _DAY for at in range((self.last - self.first).days + 1)]


def _monthly(months: range) -> Iterator[_Planned]:
    """Second Tuesdays, for ten days."""
    for at, month in enumerate(months):
        first = date(2026 + month // 12, month % 12 + 1, 8)
        first += _DAY * ((1 - first.weekday()) % 7)
        yield _Planned("stock", f"{first:%Y-%m}", first, first + 9 * _DAY, at % 5 == 3)


def _weekly(every: int) -> Iterator[_Planned]:
    """Mondays from 5 January 2026 on, for five days."""
    first, at = date(2026, 1, 5), 0
    while first <= _END:
        year, week, _ = first.isocalendar()
        yield _Planned("check", f"{year}-W{week:02}", first, first + 4 * _DAY, at % 5 == 3)
        first, at = first + every * _DAY, at + 1


_TEXTS = {"stock": "Are you heard?", "check": "How was your week?"}


def _ran(first: date, last: date) -> bool:
    """True where the daily line ran on one of some days."""
    days = (first + at * _DAY for at in range((last - first).days + 1))
    return any(not any(a <= day <= b for a, b in _MISSED) for day in days)


def _sheets(at: int, it: _Planned) -> list[tuple[int, str]]:
    """Most on the first day, the others in the last minutes of the last; ids go on from one to the next."""
    moments = [f"{it.first} 09:{minute:02}:00" for minute in range(_ON_TIME)]
    moments += [f"{it.last} 23:{60 - minute}:00" for minute in range(_LATE, 0, -1)]
    return [(at * 16 + number, moment) for number, moment in enumerate(moments, 1)]


def _drops(waves: list[_Planned]) -> Iterator[tuple[date, str, list[tuple[int, str]]]]:
    """The day on which a file is dropped into the inbox, its name, its sheets."""
    so_far: list[tuple[int, str]] = []
    for at, it in enumerate(waves):
        own = _sheets(at, it)
        so_far += own
        yield it.last + 2 * _DAY, f"{it.label}.csv", own[:_ON_TIME] if it.late else own
        if it.late:  # when the fortnightly one after it has begun
            yield it.last + 14 * _DAY, f"{it.label}-late.csv", own
        if at % 7 == 4 and not it.late:  # the same file once more, under another name
            yield it.last + 3 * _DAY, f"{it.label} (1).csv", own
        if at % 12 == 11:  # everything since the beginning: most of it is closed
            yield it.last + 5 * _DAY, "all.csv", list(so_far)


def _workspace(root: Path, weekly: str, quarterly: bool) -> Path:
    said = 'organisation = "O"\nlevels = ["team"]\nzone = "Europe/London"\n'
    repeat = "quarterly on the second Tuesday" if quarterly else "monthly on the second Tuesday"
    repeat = f'repeat = "{repeat}"\nopen_for_days = 10\nopens = "09:00"\ncloses = "01:30"'
    root = workspace(root, FORM.format(id="stock", text=_TEXTS["stock"], schedule=repeat), said)
    repeat = f"repeat = {weekly}\nopen_for_days = 5\nstarts = 2026-01-05"
    form = FORM.format(id="check", text=_TEXTS["check"], schedule=repeat)
    (root / "surveys" / "check.toml").write_text(form, encoding="utf-8")
    return root


class _CutOff(BaseException):  # to be killed is nothing that a run could answer
    pass


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts a run off between a step and its note: at every ninth of its kind."""
    noted, note = Counter[str](), Journal.note

    def cut_off_now_and_then(self: Journal, step: Step, day: date) -> None:
        noted[step.kind] += 1
        if noted[step.kind] % 9 == 5:
            raise _CutOff
        note(self, step, day)

    monkeypatch.setattr(Journal, "note", cut_off_now_and_then)
    monkeypatch.setattr(store, "_PRAGMAS", (*store._PRAGMAS, "synchronous=OFF"))
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.parametrize(
    ("weekly", "every", "quarterly"),
    [(*_EVERY_DAY, True), pytest.param(*_AT_NIGHT, False, marks=pytest.mark.nightly)],
    ids=["four-weekly and quarterly", "fortnightly and monthly"],
)
@pytest.mark.usefixtures("cut_off")
def test_every_stock_take_comes_round_once(tmp_path: Path, weekly: str, every: int, quarterly: bool) -> None:
    root = _workspace(tmp_path / "w", weekly, quarterly)
    stock, check = list(_monthly(range(0, 36, 3 if quarterly else 1))), list(_weekly(every))
    drops = [(day, "stock", name, sheets) for day, name, sheets in _drops(stock)]
    drops += [(day, "check", name, sheets) for day, name, sheets in _drops(check)]
    times = _run_every_day(root, drops)
    assert times > (5 if quarterly else 20), "runs were cut off"
    log = steps(root)
    twice = {key for key, count in log.items() if count > 1 and key[0] not in ("collected", "refused")}
    assert twice == set()
    for waves in (stock, check):
        _check(waves, log, root)
    assert list((root / "inbox").glob("*.csv")) == []
    assert not (root / "inbox" / "refused").exists()


def _run_every_day(root: Path, drops: list[tuple[date, str, str, list[tuple[int, str]]]]) -> int:
    """Runs the daily line on every day but the missed ones; how many runs were cut off."""
    found, day, cut = settings.load(root), _BEGIN, 0
    while day <= _END:
        for _, survey, name, sheets in [it for it in drops if it[0] == day]:
            export(root / "inbox" / f"{survey}-{name}", _TEXTS[survey], sheets)
        if _ran(day, day):
            try:
                running.run(found, day, _NOW, rehearsal=False, send=True)
            except _CutOff:
                cut += 1
        day += _DAY
    return cut


def _check(waves: list[_Planned], log: Counter[tuple[str, str, str, str]], root: Path) -> None:
    """What the log and the ledger say of one questionnaire's waves; those of the last days may be under way."""
    survey = waves[0].survey
    said = {kind: {wave for what, of, wave, _ in log if (what, of) == (kind, survey)} for kind, *_ in log}
    missed = {it.label for it in waves if not _ran(it.first, it.last)}
    assert missed, "the long gap took some as a whole"
    assert said["missed"] == missed
    assert said["opened"] == {it.label for it in waves if it.first <= _END} - missed
    assert said["ended"] == {it.label for it in waves if it.last < _END}
    over = [it for it in waves if it.last <= _END - 6 * _DAY]
    assert {it.label for it in over} <= said["reported"] <= said["ended"]
    assert {it.label for it in waves if it.last <= _END - 32 * _DAY} <= said["closed"] <= said["reported"]
    in_ledger = "SELECT label, count(*) FROM ledger JOIN wave ON wave.id = ledger.wave WHERE survey = ? GROUP BY 1"
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        assert dict(database.execute(in_ledger, [survey]).fetchall()) == dict.fromkeys(said["reported"], 1)
    counted = answered(root)
    assert {it.label: counted[survey, it.label] for it in over} == {it.label: _counted(it) for it in over}


def _counted(it: _Planned) -> int:
    """Late sheets wait if the report was made before they came: four are too few to join it."""
    waits = it.late and _ran(it.last + 4 * _DAY, it.last + 13 * _DAY)
    return _ON_TIME if waits else _ON_TIME + _LATE
