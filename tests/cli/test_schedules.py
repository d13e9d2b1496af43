"""`pulse schedule`, `pulse due` and `pulse schedule show`, as they are typed.

1. In words and as JSON: how it repeats, when it ends, the next five dates.
2. `due` depends on the day and the definitions alone, and writes nothing; a wave opened by hand counts.
3. What is to be pasted goes to stdout; no file is made and no table of tasks is changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "How was it?"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 10
opens = "09:00"
holidays = "England and Wales"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM)


def _files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_it_is_said_in_words(root: Path) -> None:
    done = pulse("schedule", cwd=root)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "Every month on the second Tuesday; where that is a weekend" in said
    assert "nothing switches it off by itself" in said
    assert said.count(" 09:00 ") == 6  # once in words
    assert "Tue 8 Dec 2026 09:00 Thu 17 Dec 2026, as the day ends" in said


def test_the_same_as_json(root: Path) -> None:
    (found,) = json.loads(pulse("schedule", "--json", "--date", "2026-12-01", cwd=root).stdout)
    assert found["zone"] == "Europe/London"
    assert [it["first"] for it in found["next"]] == [
        "2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"
    ]  # fmt: skip
    assert found["next"][4]["opens"] == "2027-04-13T09:00:00+01:00"


def test_due_is_pure(root: Path) -> None:
    before = _files(root)
    said = {
        day: [
            (it["wave"], it["state"])
            for it in json.loads(pulse("due", "--date", day, "--json", cwd=root).stdout)["due"]
        ]
        for day in ("2026-12-07", "2026-12-08", "2026-12-17", "2026-12-18", "2027-01-15")
    }
    assert said == {
        "2026-12-07": [("2026-11", "ended")],
        "2026-12-08": [("2026-11", "ended"), ("2026-12", "begins")],
        "2026-12-17": [("2026-11", "ended"), ("2026-12", "open")],
        "2026-12-18": [("2026-11", "to close"), ("2026-12", "ended")],
        "2027-01-15": [("2026-12", "to close"), ("2027-01", "open")],
    }
    assert "open until 2026-12-17" in pulse("due", cwd=root, day="2026-12-09").stdout
    assert _files(root) == before


def test_a_wave_opened_by_hand_is_due_too(root: Path) -> None:
    done = pulse("open", "s", "--wave", "2026-12", "--from", "2026-12-10", "--to", "2026-12-12", cwd=root)
    assert done.returncode == 0, done.stderr
    told = json.loads(pulse("due", "--date", "2026-12-10", "--json", cwd=root).stdout)["due"]
    assert [(it["wave"], it["state"], it["last"]) for it in told if it["wave"] == "2026-12"] == [
        ("2026-12", "begins", "2026-12-12")
    ]


def test_a_schedule_that_has_ended_opens_nothing(root: Path) -> None:
    form = root / "surveys" / "s.toml"
    form.write_text(_FORM + "ends = 2026-11-30\n", encoding="utf-8")
    assert "None begins any more." in pulse("schedule", "--date", "2026-12-01", cwd=root).stdout
    done = pulse("open", "s", cwd=root, day="2026-12-01")
    assert (done.returncode, "one that has ended" in done.stderr) == (2, True)


@pytest.mark.parametrize("system", ["cron", "systemd", "launchd", "schtasks", "ics"])
def test_what_is_to_be_pasted_is_printed_and_nothing_else_happens(root: Path, system: str) -> None:
    before = _files(root)
    done, again = (pulse("schedule", "show", "--as", system, cwd=root) for _ in range(2))
    assert done.returncode == 0, done.stderr
    assert done.stdout == again.stdout
    assert ("run" if system != "ics" else "BEGIN:VEVENT") in done.stdout
    assert done.stderr == ""
    assert _files(root) == before


@pytest.mark.parametrize(("at", "status"), [("07:15", 0), ("01:30", 2), ("25:00", 2), ("noon", 2)])
def test_a_time_that_some_day_has_not_is_refused(root: Path, at: str, status: int) -> None:
    assert pulse("schedule", "show", "--as", "cron", "--at", at, cwd=root).returncode == status


def test_a_schedule_nobody_can_follow_is_told(root: Path) -> None:
    form = root / "surveys" / "s.toml"
    form.write_text(_FORM.replace('repeat = "monthly on the second Tuesday"', 'rrule = "FREQ=DAILY;INTERVAL=0"'))
    done = pulse("schedule", cwd=root)
    assert (done.returncode, "not an RFC 5545 rule" in done.stderr) == (1, True)
    assert "s.toml: the schedule's `rrule`" in pulse("survey", "check", cwd=root).stderr
    form.write_text(_FORM.replace('"09:00"', '"9 o\'clock"'))
    assert 'like "09:00"' in pulse("survey", "check", cwd=root).stderr
