"""Events and rebases as they are typed, over real files: eighteen monthly waves in which one share rises for good.

1. `event add`, `list`, `remove`: recorded with the day, withdrawn with a day, never deleted; both sources in one list.
2. `rebase add` needs item, date, reason and who; its date becomes a wave's first day, or is refused with a choice.
3. What speaks against a rebase is said (status 1), and never stops it.
4. A rebase changes the limits of one chart, the original ones stay one click away; withdrawn, all is as before.
5. Events and rebases are in reports with their words, whatever signs these hold; reports stay the same to the byte.
6. They survive a purge and travel in a backup.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from pulse import settings
from pulse.journeys import timeline
from pulse.model.events import Event, Rebase
from pulse.model.problems import Stop
from tests.conftest import DAY, pulse

TODAY = date.fromisoformat(DAY)
_FORM = """\
id = "s"
title = "How was it?"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[[item]]
id = "rested"
text = "Rested?"
scale = "agree5"
[[item]]
id = "need"
text = "Need?"
choose = 1
options = { rest = "Rest", pay = "Pay" }
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 10
"""
_WAVES = [date(2025, 6, 10) + timedelta(weeks=week) for week in (0, 4, 9, 13, 18, 22, 26, 31, 35, 39, 44, 48, 52, 57)]
_WAVES += [date(2025, 6, 10) + timedelta(weeks=week) for week in (61, 65, 70, 74)]
_SHIFT = _WAVES[9]  # 2026-03-10
_HEARD = [15 + at % 2 for at in range(9)] + [24 + at % 2 for at in range(9)]  # of 30 who agree, wave by wave
_RESTED = [40 - heard for heard in _HEARD]
_WHY = ("--reason", "Listening programme, for good", "--who", "Head of wellbeing")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("events") / "w"
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text('organisation = "Our Trust"\nlevels = ["area", "team"]\n', encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(_FORM, encoding="utf-8")
    people = "valid_from,area,team,staff_group,headcount,formerly\n2025-01-01,North,A,,40,\n"
    (root / "people.csv").write_text(people, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    done = pulse("collect", str(_export(root / "all.csv")), cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


def _export(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?", "Rested?", "Need?"])
        for at, day in enumerate(_WAVES):
            for one in range(30):
                when = f"{day} 09:{one:02}:00"
                answers = ["Agree" if one < agree[at] else "Disagree" for agree in (_HEARD, _RESTED)]
                writer.writerow([at * 30 + one + 1, when, when, "", "", "A", *answers, "Rest" if one % 2 else "Pay"])
    return path


def _json(*arguments: str, cwd: Path) -> list[dict[str, object]]:
    done = pulse(*arguments, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def _page(root: Path, *arguments: str) -> str:
    done = pulse("report", "-o", "-", *arguments, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _limits(root: Path, item: str) -> dict[str, tuple[float, str]]:
    """Wave -> the average in force, and the method of that row."""
    rows = csv.DictReader(io.StringIO(_page(root, "--format", "csv")))
    return {
        row["wave"]: (float(row["value"]), row["method"])
        for row in rows
        if row["item"] == item and row["measure"] == "centre"
    }


# --- events ---


def test_an_event_is_recorded_listed_and_withdrawn_with_its_days(root: Path) -> None:
    done = pulse("event", "add", "s", "2026-02-20", "Listening programme began", "--kind", "programme", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "Event 1 of s is recorded: 2026-02-20, Listening programme began." in done.stdout
    form = root / "surveys" / "s.toml"
    form.write_text(
        form.read_text(encoding="utf-8") + '[[event]]\ndate = 2025-12-01\ntext = "Strike"\ngroups = ["North / A"]\n',
        encoding="utf-8",
    )
    assert [(it["id"], it["date"], it["source"], it["groups"]) for it in _json("event", "list", cwd=root)] == [
        (None, "2025-12-01", "questionnaire", ["North / A"]),
        (1, "2026-02-20", "recorded", []),
    ]
    page = _page(root)
    assert page.index("Strike") < page.index("Listening programme began")
    assert "North / A" in page
    assert pulse("event", "remove", "1", cwd=root, day="2026-12-01").returncode == 0
    again = pulse("event", "remove", "1", cwd=root, day="2026-12-24")
    assert (again.returncode, "withdrawn on 2026-12-01 already" in again.stdout) == (0, True)
    (_, kept) = _json("event", "list", cwd=root)
    assert (kept["recorded"], kept["withdrawn"]) == ("2026-11-24", "2026-12-01")
    assert "Listening programme began" not in _page(root)


@pytest.mark.parametrize(
    ("survey", "text", "group", "code"),
    [
        ("t", "X", "", "no-such-survey"),
        ("s", "  ", "", "event-text"),
        ("s", "one\ntwo", "", "event-text"),
        ("s", "x" * 121, "", "event-text"),
        ("s", "X", "North / B", "event-group-unknown"),
        ("s", "X", "North / ", "event-group-unknown"),
    ],
)
def test_what_cannot_be_recorded_is_told(root: Path, survey: str, text: str, group: str, code: str) -> None:
    event = Event(survey, date(2026, 2, 20), text, recorded=TODAY)
    with pytest.raises(Stop) as stop:
        timeline.add_event(settings.load(root), event, [group] if group else [])
    assert [it.code for it in stop.value.problems] == [code]
    assert timeline.events(settings.load(root)) == ()


@pytest.mark.parametrize("arguments", [("20 Feb", "X"), ("2026-02-30", "X"), ("2026-02-20", "X", "--kind", "party")])
def test_a_day_or_a_kind_that_is_none_is_told(root: Path, arguments: tuple[str, ...]) -> None:
    done = pulse("event", "add", "s", *arguments, cwd=root)
    assert done.returncode == 2
    assert "DATE is not a date" in done.stderr or "--kind" in done.stderr


def test_the_same_event_twice_and_an_unknown_number_are_refused(root: Path) -> None:
    assert pulse("event", "add", "s", "2026-02-20", "Merger", cwd=root).returncode == 0
    again = pulse("event", "add", "s", "2026-02-20", " Merger ", cwd=root)
    assert (again.returncode, "number 1" in again.stderr) == (2, True)
    assert pulse("event", "remove", "7", cwd=root).returncode == 2


def test_an_event_before_the_first_wave_is_listed_and_not_drawn(root: Path) -> None:
    done = pulse("event", "add", "s", "2024-02-20", "Merger", cwd=root)
    assert done.returncode == 1
    assert "before the first stock-take (2025-06-10)" in done.stderr
    page = _page(root)
    assert "<td>Merger</td>" in page
    assert page.count("Merger") == 1


def test_a_report_knows_nothing_of_what_came_later(root: Path) -> None:
    before = _page(root, "--wave", "2026-01")
    assert pulse("event", "add", "s", "2026-02-20", "Merger", cwd=root).returncode == 0
    assert pulse("rebase", "add", "s", "heard", _SHIFT.isoformat(), *_WHY, cwd=root).returncode == 0
    assert _page(root, "--wave", "2026-01") == before


def test_words_of_an_event_stay_words(root: Path) -> None:
    text = '<script>alert(1)</script> & "=1+1"'
    assert pulse("event", "add", "s", "2026-02-20", text, cwd=root).returncode == 0
    page = _page(root)
    assert page.count("<script") == 1  # the one of every report
    assert "&lt;script&gt;alert(1)" in page
    assert pulse("event", "list", cwd=root).returncode == 0


def test_many_events_are_told_once_in_a_table(root: Path) -> None:
    for at in range(5):
        event = Event("s", date(2026, 2, 20 + at), f"Event number {at}", recorded=TODAY)
        timeline.add_event(settings.load(root), event, [])
    page = _page(root)
    assert page.count("Event number 3") == 1
    assert "Events A to E: see the table" in page
    assert ">A–E</text>" in page


# --- rebases ---


@pytest.mark.parametrize("wave", ["2025-08", "2026-02", "2026-11"], ids=["bars", "trial limits", "limits"])
def test_an_event_stands_on_the_charts_whichever_day_of_the_last_stock_take_it_was(root: Path, wave: str) -> None:
    first = next(day for day in _WAVES if f"{day:%Y-%m}" == wave)
    for at in (0, 1, 5, 9):
        pulse("event", "add", "s", str(first + timedelta(days=at)), f"Day {at}", cwd=root)
    done = pulse("report", "s", "--wave", wave, "-o", "r.html", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "What happened" in (root / "r.html").read_text(encoding="utf-8")


def test_a_rebase_changes_one_chart_and_keeps_the_original_limits(root: Path) -> None:
    """Nine waves before, nine from the shift on: a run chart each. Originally one P-prime chart of 18."""
    shares = [agree / 30 for agree in _HEARD]
    whole = _limits(root, "heard")
    assert whole["2026-11"][0] == pytest.approx(fmean(shares), abs=1e-4)
    assert whole["2026-11"][1] == "p-prime"
    other = _limits(root, "rested")
    done = pulse("rebase", "add", "s", "heard", "2026-02-20", *_WHY, cwd=root)
    assert done.returncode == 0, done.stderr
    assert "begin anew on 2026-03-10, the first stock-take after 2026-02-20" in done.stdout
    found = _limits(root, "heard")
    assert found["2026-02"][0] == pytest.approx(0.5, abs=1e-4)
    assert found["2026-11"][0] == pytest.approx(0.8, abs=1e-4)
    assert found["2026-11"][1] == "run: median, limits anew from 2026-03"
    assert _limits(root, "rested") == other
    page = _page(root)
    original = page.split("<summary>Show with the original limits: Heard?</summary>")[1].split("</details>")[0]
    assert f"Average {fmean(shares) * 100:.1f}%" in original
    assert 'id="trend-1-original"' in original
    assert page.count("Show with the original limits") == 1
    told = "Limits begin anew on 10 March 2026: Listening programme, for good (decided by: Head of wellbeing; "
    how = page.split('<h2 id="how">')[1]
    assert f"{told}recorded on 24 November 2026)." in how
    assert _page(root) == page
    assert pulse("rebase", "remove", "1", cwd=root).returncode == 0
    assert _limits(root, "heard") == whole
    (kept,) = _json("rebase", "list", cwd=root)
    assert (kept["id"], kept["date"], kept["who"], kept["withdrawn"]) == (
        1, "2026-03-10", "Head of wellbeing", "2026-11-24",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"survey": "t"}, "no-such-survey", "'t'"),
        ({"item": "herd"}, "rebase-item", "did you mean 'heard'"),
        ({"item": "need"}, "rebase-item", "'need' has no trend"),
        ({"day": date(2025, 1, 1)}, "rebase-date", "2025-07-08 (2025-07)"),
        ({"day": date(2025, 6, 10)}, "rebase-date", "other than the first"),
        ({"day": date(2026, 11, 11)}, "rebase-date", "2026-11-10 (2026-11)"),
        ({"reason": " "}, "rebase-incomplete", "--reason"),
        ({"reason": "one\ntwo"}, "rebase-incomplete", "--reason"),
        ({"who": ""}, "rebase-incomplete", "--who"),
    ],
)
def test_a_rebase_that_cannot_be_is_told(root: Path, changed: dict[str, Any], code: str, words: str) -> None:
    wanted = replace(Rebase("s", "heard", _SHIFT, "Programme", "Board", TODAY), **changed)
    with pytest.raises(Stop) as stop:
        timeline.add_rebase(settings.load(root), wanted)
    (fault,) = stop.value.problems
    assert (fault.code, words in fault.words + fault.remedy) == (code, True)
    assert timeline.rebases(settings.load(root)) == ()


def test_reason_and_role_are_asked_for_and_a_day_is_a_day(root: Path) -> None:
    missing = pulse("rebase", "add", "s", "heard", "2026-03-10", cwd=root)
    assert (missing.returncode, '--reason "..."' in missing.stderr) == (2, True)
    done = pulse("rebase", "add", "s", "heard", "in March", *_WHY, cwd=root)
    assert (done.returncode, "DATE is not a date" in done.stderr) == (2, True)


def test_two_rebases_at_one_wave_are_refused_however_the_day_is_said(root: Path) -> None:
    opened, wanted = settings.load(root), Rebase("s", "heard", _SHIFT, "Programme", "Board", TODAY)
    timeline.add_rebase(opened, wanted)
    with pytest.raises(Stop, match="by rebase 1"):
        timeline.add_rebase(opened, replace(wanted, day=date(2026, 2, 20)))
    timeline.remove_rebase(opened, 1, TODAY)
    again, _ = timeline.add_rebase(opened, wanted)
    assert again.id == 2
    with pytest.raises(Stop, match="no rebase 9"):
        timeline.remove_rebase(opened, 9, TODAY)


@pytest.mark.parametrize(
    ("item", "day", "doubts"),
    [
        ("heard", _SHIFT, []),
        ("rested", _SHIFT, ["rebase-for-the-worse"]),
        ("heard", _WAVES[4], ["rebase-no-shift"]),  # usual ups and downs
        ("heard", _WAVES[12], ["rebase-no-shift", "rebase-few-points"]),  # six waves from then on
    ],
)
def test_what_speaks_against_a_rebase_is_said_and_does_not_stop_it(
    root: Path, item: str, day: date, doubts: list[str]
) -> None:
    added, found = timeline.add_rebase(settings.load(root), Rebase("s", item, day, "Programme", "Board", TODAY))
    assert [it.code for it in found] == doubts
    assert timeline.rebases(settings.load(root)) == (added,)


def test_nothing_collected_and_too_little_seen(root: Path) -> None:
    """A second questionnaire has no wave; on the second day of the second wave only the first has ended."""
    other = _FORM.replace('id = "s"', 'id = "u"', 1)
    (root / "surveys" / "u.toml").write_text(other, encoding="utf-8")
    with pytest.raises(Stop, match="no answers to u"):
        timeline.add_rebase(settings.load(root), Rebase("u", "heard", _SHIFT, "Programme", "Board", TODAY))
    early = pulse("rebase", "add", "s", "heard", "2025-07-08", *_WHY, cwd=root, day="2025-07-09")
    assert (early.returncode, "no trend to be seen yet" in early.stderr) == (1, True)


def test_a_rebase_with_few_points_after_it_leaves_the_earlier_limits(root: Path) -> None:
    assert pulse("rebase", "add", "s", "heard", _WAVES[12].isoformat(), *_WHY, cwd=root).returncode == 1
    assert list(_limits(root, "heard")) == [f"{day:%Y-%m}" for day in _WAVES[:12]]
    assert "6 stock-takes since limits began anew are too few to tell a change from chance" in _page(root)


# --- keeping ---


def test_they_survive_a_purge_and_travel_in_a_backup(root: Path) -> None:
    assert pulse("event", "add", "s", "2026-02-20", "Merger", cwd=root).returncode == 0
    assert pulse("rebase", "add", "s", "heard", "2026-03-10", *_WHY, cwd=root).returncode == 0
    kept, page = [_json(what, "list", cwd=root) for what in ("event", "rebase")], _page(root)
    for label in ("2025-06", "2026-03"):
        assert pulse("close", "s", label, "--yes", cwd=root).returncode == 0
    done = pulse("purge", "--before", "2026-04-01", "--yes", "--json", cwd=root)
    assert len(json.loads(done.stdout)["waves"]) == 2
    assert [_json(what, "list", cwd=root) for what in ("event", "rebase")] == kept
    assert _page(root) == page
    assert pulse("backup", "copy.db", cwd=root).returncode == 0
    with closing(sqlite3.connect(root / "copy.db")) as copy:
        assert copy.execute("SELECT text FROM event").fetchall() == [("Merger",)]
        assert copy.execute("SELECT who FROM rebase").fetchall() == [("Head of wellbeing",)]


def test_a_faulty_questionnaire_stops_a_report_before_the_wave_is_frozen(root: Path) -> None:
    form = root / "surveys" / "s.toml"
    form.write_text(f'{_FORM}[[event]]\ndate = 2026-02-20\ntxt = "Merger"\n', encoding="utf-8")
    done = pulse("report", cwd=root)
    assert re.search(r"s\.toml:\d+:1: unknown key 'txt'", done.stderr)
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        assert database.execute("SELECT count(*) FROM ledger").fetchone() == (0,)
