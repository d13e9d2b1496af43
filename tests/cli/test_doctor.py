"""`pulse doctor`: each illness of a workspace is made, and told with what mends it; a healthy one is told to be well.

1. A new workspace, and one whose waves are all as they should be, are well: status 0.
2. Key, database, definitions, lock, disk, clock, zone, waves, inbox, backup: each fault is told by its code, status 1.
3. What is told to do mends it.
4. Nothing is changed by looking.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

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
repeat = "monthly on the 1st for 2 weeks"
"""
_posix = pytest.mark.skipif(os.name != "posix", reason="rights of a file by mode")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace on 24 November 2026: October's wave is collected, reported and backed up; November's is collected."""
    root = workspace(tmp_path / "w", _FORM)
    for month in ("10", "11"):
        export = _export(tmp_path / f"{month}.csv", f"2026-{month}-05", 30)
        assert pulse("collect", str(export), cwd=root, day=f"2026-{month}-16").returncode == 0
        assert pulse("report", "s", cwd=root, day=f"2026-{month}-20").returncode == 0
    assert pulse("backup", str(tmp_path / "backup.db"), cwd=root, day="2026-11-20").returncode == 0
    (root / "inbox").mkdir(exist_ok=True)
    assert pulse("close", "s", "2026-10", "--yes", cwd=root, day="2026-11-20").returncode == 0
    return root


def _export(path: Path, day: str, people: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?"])
        for at in range(1, people + 1):
            writer.writerow([at, f"{day} 09:00:00", f"{day} 09:{at % 60:02}:00", "a@example.org", "Ada", "A", "Agree"])
    return path


def _doctor(root: Path, day: str = "2026-11-24", **environ: str) -> tuple[int, dict[str, list[str]]]:
    """Exit status, and area -> codes of what was found."""
    done = pulse("doctor", "--json", cwd=root, day=day, TZ="Europe/London", **environ)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    told = {it["area"]: [fault["code"] for fault in it["findings"]] for it in found}
    return done.returncode, {area: codes for area, codes in told.items() if codes and codes != ["doctor-zone"]}


def test_a_new_workspace_is_well(tmp_path: Path) -> None:
    assert pulse("init", "w", cwd=tmp_path).returncode == 0
    done = pulse("doctor", cwd=tmp_path / "w")
    assert done.returncode == 0, done.stdout
    assert "key" in done.stdout.splitlines()[-1]


def test_a_workspace_that_is_well_is_told_to_be_and_left_alone(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert _doctor(root) == (0, {})
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_outside_a_workspace_there_is_nothing_to_examine(tmp_path: Path) -> None:
    assert pulse("doctor", cwd=tmp_path).returncode == 78


def test_faulty_settings_are_told_and_nothing_else_is_looked_at(root: Path) -> None:
    (root / "pulse.toml").write_text('organisation = "O"\nlevels = ["team"]\nzone = "Europe/Londn"\n', encoding="utf-8")
    assert _doctor(root) == (1, {"settings": ["settings-faulty", "wrong-value"]})


@_posix
@pytest.mark.parametrize(
    ("name", "area", "code"), [("pulse.key", "key", "key-open"), ("pulse.db", "database", "database-open")]
)
def test_rights_of_others_are_told_and_chmod_mends_them(root: Path, name: str, area: str, code: str) -> None:
    (root / name).chmod(0o644)
    status, told = _doctor(root)
    assert (status, told[area]) == (1, [code])
    (root / name).chmod(0o600)
    assert _doctor(root) == (0, {})


def test_a_key_that_is_not_the_one_is_told(root: Path) -> None:
    (root / "pulse.key").unlink()
    assert _doctor(root) == (1, {"keys of waves": ["key-missing"]})


def test_a_damaged_database_is_told(root: Path) -> None:
    with (root / "pulse.db").open("r+b") as file:
        file.seek(0)
        file.write(b"no database at all")
    status, told = _doctor(root)
    assert (status, told) == (1, {"database": ["database-damaged"]})
    assert "waves: not looked at" in pulse("doctor", cwd=root).stdout


def test_a_lock_is_told_at_once(root: Path) -> None:
    with closing(sqlite3.connect(root / "pulse.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert _doctor(root) == (1, {"database": ["database-locked"]})
    assert _doctor(root) == (0, {})


def test_definitions_that_no_longer_load_are_told_once_each_with_their_line(root: Path) -> None:
    form = root / "surveys" / "s.toml"
    form.write_text(_FORM.replace('scale = "agree5"', 'scale = "agre5"'), encoding="utf-8")
    done = json.loads(pulse("doctor", "--json", cwd=root).stdout)
    (faults,) = [it["findings"] for it in done if it["area"] == "definitions"]
    assert [(it["code"], it["line"]) for it in faults] == [("unknown-name", 7)]


def test_a_schedule_and_a_holiday_nobody_can_read_are_told(root: Path) -> None:
    (root / "surveys" / "s.toml").write_text(_FORM.replace("on the 1st", "now and then"), encoding="utf-8")
    (root / "surveys" / "holidays.csv").write_text("day\n", encoding="utf-8")
    assert _doctor(root)[1]["definitions"] == ["repeat-not-understood", "holidays-column"]


def test_a_clock_that_stands_before_what_is_on_record_is_told(root: Path) -> None:
    assert _doctor(root, "2026-11-01")[1]["clock"] == ["doctor-clock"]


def test_another_zone_is_a_hint_and_no_fault(root: Path) -> None:
    (root / "pulse.toml").write_text('organisation = "O"\nlevels = ["team"]\nzone = "Pacific/Kiritimati"\n')
    done = pulse("doctor", cwd=root)
    assert done.returncode == 0, done.stdout
    assert "TZ=Pacific/Kiritimati" in done.stdout


def test_a_full_disk_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=150_000_000))
    assert _doctor(root) == (1, {"disk": ["doctor-disk"]})


def test_waves_that_wait_for_somebody_are_told_with_the_command(root: Path, tmp_path: Path) -> None:
    told = {day: _doctor(root, day)[1].get("waves", []) for day in ("2026-12-12", "2026-12-17", "2026-12-18")}
    assert told["2026-12-12"] == [], "November's wave may be closed from the 13th on"
    assert told["2026-12-17"] == ["doctor-unclosed"]
    assert told["2026-12-18"] == ["doctor-unanswered", "doctor-unclosed"], "December's ended on the 14th"
    said = pulse("doctor", cwd=root, day="2026-12-19").stdout
    assert "pulse close s 2026-11" in said
    assert pulse("close", "s", "2026-11", "--yes", cwd=root, day="2026-12-19").returncode == 0
    export = _export(tmp_path / "12.csv", "2026-12-05", 30)
    assert pulse("collect", str(export), cwd=root, day="2026-12-19").returncode == 0
    assert _doctor(root, "2026-12-19")[1].get("waves") == ["doctor-unreported"]
    assert pulse("report", "s", cwd=root, day="2026-12-19").returncode == 0
    assert "waves" not in _doctor(root, "2026-12-19")[1]


def test_a_daily_line_that_stands_still_is_told(root: Path) -> None:
    assert pulse("run", cwd=root, day="2026-11-20").returncode == 0
    assert "daily line" not in _doctor(root, "2026-11-23")[1]
    assert _doctor(root, "2026-11-24")[1]["daily line"] == ["doctor-run-stopped"]


def test_answers_kept_too_long_are_told(root: Path) -> None:
    assert "doctor-unpurged" in _doctor(root, "2028-11-25")[1]["waves"]


def test_files_that_lie_in_the_inbox_are_told(root: Path) -> None:
    export = _export(root / "inbox" / "late.csv", "2026-11-06", 3)
    os.utime(export, (1_795_000_000, 1_795_000_000))  # 18 November 2026
    refused = root / "inbox" / "refused"
    refused.mkdir()
    (refused / "x.csv").write_text("x", encoding="utf-8")
    (refused / "x.csv.txt").write_text("the reason", encoding="utf-8")
    assert _doctor(root) == (1, {"inbox": ["doctor-inbox", "doctor-refused"]})
    assert 'pulse collect "inbox/late.csv"' in pulse("doctor", cwd=root).stdout
    assert _doctor(root, "2026-11-19") == (1, {"inbox": ["doctor-refused"], "clock": ["doctor-clock"]})


def test_a_list_of_teams_that_was_edited_and_not_loaded_is_told(root: Path) -> None:
    (root / "people.csv").write_text("valid_from,team,staff_group,headcount,formerly\n2026-01-01,A,,40,\n")
    assert _doctor(root)[1]["people"] == ["doctor-people"]
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    assert "people" not in _doctor(root)[1]


def test_the_age_of_the_backup_is_told(root: Path, tmp_path: Path) -> None:
    export = _export(tmp_path / "more.csv", "2026-11-06", 33)
    assert pulse("collect", str(export), cwd=root, day="2026-11-21").returncode == 0
    assert "backup" not in _doctor(root, "2026-12-21")[1]
    assert _doctor(root, "2026-12-22")[1]["backup"] == ["doctor-old-backup"]
    (tmp_path / "backup.db").unlink()
    assert _doctor(root)[1]["backup"] == ["doctor-backup-gone"]
    (root / "last-backup.json").unlink()
    assert _doctor(root)[1]["backup"] == ["doctor-no-backup"]
    assert pulse("backup", str(tmp_path / "again.db"), cwd=root).returncode == 0
    assert "backup" not in _doctor(root)[1]
