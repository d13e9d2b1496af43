"""Closing, purging, copying and the notice, as they are typed.

1. `close` asks; refuses a wave that is open, unknown or empty; says so when the wave is closed already, with status 0.
2. A later export for a closed wave is refused with a message that says why; one that also holds other waves is not.
3. `purge` names what must be closed first; --dry-run deletes nothing; it needs a wave or a day, not both.
4. `backup` never overwrites a file, except an older backup with --force; never the workspace's own database.
5. `notice` says the settings in force: organisation, threshold, days, months, questionnaire.
6. [retention] in pulse.toml is read, checked, and explained in a new workspace's file.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pulse import settings as workspace_settings
from pulse.settings import Retention
from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "How was it?"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
"""
_TOML = 'organisation = "Our Trust"\nlevels = ["team"]\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = workspace(tmp_path / "w", _FORM, _TOML)
    done = pulse("collect", str(_export(tmp_path / "first.csv", 30)), "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


def _export(path: Path, people: int, day: str = "2026-10-12", first: int = 1) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?"])
        for at in range(first, first + people):
            writer.writerow([at, f"{day} 09:00:00", f"{day} 09:{at % 60:02}:00", "a@example.org", "Ada", "A", "Agree"])
    return path


def _sheets(root: Path) -> int:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return int(database.execute("SELECT count(*) FROM answers_1").fetchone()[0])


# --- close ---


def test_closing_asks_a_person(root: Path) -> None:
    done = pulse("close", "s", "2026-10", cwd=root)
    assert done.returncode == 2
    assert "--yes" in done.stderr


def test_closing_says_what_it_did_and_what_was_done_before(root: Path) -> None:
    done = pulse("close", "s", "2026-10", "--yes", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "its key is destroyed" in done.stdout
    again = pulse("close", "s", "2026-10", cwd=root, day="2026-12-24")
    assert again.returncode == 0
    assert "closed on 2026-11-24 already" in again.stdout
    told = json.loads(pulse("close", "s", "2026-10", "--json", cwd=root, day="2026-12-24").stdout)
    assert told == {"survey": "s", "wave": "2026-10", "closed": "2026-11-24", "again": True, "dropped": 0}


@pytest.mark.parametrize(
    ("survey", "wave", "day", "status", "words"),
    [
        ("s", "2026-10", "2026-10-31", 2, "open until 2026-10-31"),
        ("s", "2026-09", "2026-11-24", 2, "no wave '2026-09'"),
        ("t", "2026-10", "2026-11-24", 66, "no answers to t"),
    ],
)
def test_what_cannot_be_closed_is_told(root: Path, survey: str, wave: str, day: str, status: int, words: str) -> None:
    done = pulse("close", survey, wave, "--yes", cwd=root, day=day)
    assert done.returncode == status
    assert words in done.stderr
    assert "2026-10" in (root / "pulse.key").read_text(encoding="utf-8")


def test_an_empty_wave_is_not_closed(root: Path) -> None:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        database.execute("DELETE FROM answers_1")
        database.commit()
    done = pulse("close", "s", "2026-10", "--yes", cwd=root)
    assert done.returncode == 2
    assert "holds no answers" in done.stderr


# --- later files ---


def test_a_later_file_for_a_closed_wave_is_refused(root: Path, tmp_path: Path) -> None:
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    late = _export(tmp_path / "late.csv", 12, first=100)
    done = pulse("collect", str(late), "--wave", "2026-10", cwd=root)
    assert done.returncode == 65
    assert "wave 2026-10 of s is closed" in done.stderr
    assert _sheets(root) == 30
    assert "2026-10" not in (root / "pulse.key").read_text(encoding="utf-8")


# --- purge ---


def test_an_open_wave_keeps_its_answers(root: Path) -> None:
    done = pulse("purge", "--wave", "2026-10", "--yes", cwd=root)
    assert done.returncode == 2
    assert "pulse close s 2026-10" in done.stderr
    every = pulse("purge", "--before", "2026-11-01", "--yes", "--json", cwd=root)
    assert every.returncode == 1
    assert json.loads(every.stdout)["close_first"][0]["code"] == "purge-open"
    assert _sheets(root) == 30


def test_a_rehearsal_deletes_nothing(root: Path) -> None:
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    done = pulse("purge", "--before", "2026-11-01", "--dry-run", cwd=root)
    assert done.returncode == 0
    assert "30 answer sheets would be deleted" in done.stdout
    assert _sheets(root) == 30
    told = json.loads(pulse("purge", "--wave", "2026-10", "--dry-run", "--json", cwd=root).stdout)
    assert told["waves"] == [{"survey": "s", "wave": "2026-10", "answers": 30}]


def test_purging_asks_a_person(root: Path) -> None:
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    done = pulse("purge", "--wave", "2026-10", cwd=root)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert _sheets(root) == 30


@pytest.mark.parametrize("options", [(), ("--wave", "2026-10", "--before", "2026-11-01")])
def test_it_must_be_said_whose_answers_go(root: Path, options: tuple[str, ...]) -> None:
    """The remedy names the day that the settings mean: 24 months back."""
    done = pulse("purge", *options, "--yes", cwd=root)
    assert done.returncode == 2
    assert "--before 2024-11-24" in done.stderr


def test_a_wave_that_is_not_there_is_told(root: Path) -> None:
    done = pulse("purge", "--wave", "2019-10", "--yes", cwd=root)
    assert done.returncode == 2
    assert "no wave '2019-10'" in done.stderr
    bad = pulse("purge", "--before", "yesterday", cwd=root)
    assert bad.returncode == 2
    assert "--before is not a date" in bad.stderr


# --- backup ---


def test_a_backup_overwrites_older_backups_only_when_told(root: Path, tmp_path: Path) -> None:
    copy, letter = tmp_path / "copy.db", tmp_path / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    assert pulse("backup", str(copy), cwd=root).returncode == 0
    again = pulse("backup", str(copy), cwd=root)
    assert again.returncode == 73
    assert "--force" in again.stderr
    assert pulse("backup", str(copy), "--force", cwd=root).returncode == 0
    assert pulse("backup", str(letter), "--force", cwd=root).returncode == 73
    assert letter.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("name", "status"), [("pulse.db", 2), ("pulse.key", 73), ("no/such/folder.db", 73)])
def test_a_backup_harms_nothing_of_the_workspace(root: Path, name: str, status: int) -> None:
    before = {path: path.read_bytes() for path in root.iterdir() if path.is_file()}
    done = pulse("backup", name, "--force", cwd=root)
    assert done.returncode == status
    assert {path: path.read_bytes() for path in root.iterdir() if path.is_file()} == before


def test_there_must_be_a_database(tmp_path: Path) -> None:
    (tmp_path / "pulse.toml").write_text(_TOML, encoding="utf-8")
    assert pulse("backup", "copy.db", cwd=tmp_path).returncode == 66
    assert not (tmp_path / "pulse.db").exists()


# --- notice and settings ---


def test_the_notice_says_the_settings_in_force(root: Path) -> None:
    (root / "pulse.toml").write_text(
        _TOML + "[disclosure]\nmin_answers = 14\n[retention]\nclose_after_days = 1\nkeep_answers_months = 6\n",
        encoding="utf-8",
    )
    told = " ".join(pulse("notice", "--survey", "s", cwd=root).stdout.split())
    for words in (
        "Our Trust: what happens to your answers",
        "This is about: How was it?",
        "we do not call them anonymous",
        "the group you chose (team)",
        "late deliveries for 1 day after it",
        "deleted 6 months after",
        "fewer than 14 answers",
        "Article 11",
        "cannot be linked",
    ):
        assert words in told
    assert "own words" not in told  # this questionnaire asks for none


def test_a_questionnaire_that_asks_for_more_is_believed(root: Path) -> None:
    form = (root / "surveys" / "s.toml").read_text(encoding="utf-8")
    (root / "surveys" / "s.toml").write_text("min_answers = 20\n" + form, encoding="utf-8")
    assert "fewer than 20 answers" in " ".join(pulse("notice", "--survey", "s", cwd=root).stdout.split())
    assert "fewer than 11 answers" in " ".join(pulse("notice", cwd=root).stdout.split())


def test_retention_is_explained_in_a_new_workspace_and_read_back(tmp_path: Path) -> None:
    assert pulse("init", "new", cwd=tmp_path).returncode == 0
    text = (tmp_path / "new" / "pulse.toml").read_text(encoding="utf-8")
    assert "[retention]" in text
    assert workspace_settings.load(tmp_path / "new").retention == Retention(28, 24)
    (tmp_path / "new" / "pulse.toml").write_text(text.replace("= 28", "= 0"), encoding="utf-8")
    done = pulse("notice", cwd=tmp_path / "new")
    assert done.returncode == 78
    assert "close_after_days" in done.stderr


@pytest.mark.parametrize(
    ("months", "today", "before"),
    [(24, "2026-11-24", "2024-11-24"), (1, "2026-03-31", "2026-02-28"), (12, "2028-02-29", "2027-02-28")],
)
def test_months_are_counted_by_the_calendar(months: int, today: str, before: str) -> None:
    found = Retention(28, months).purge_before(date.fromisoformat(today))
    assert found == date.fromisoformat(before)


def test_waves_are_due_when_their_days_are_over(root: Path) -> None:
    """The wave ends on 31 October; 28 days later it may still take a file, on the next day it is due."""
    from pulse.journeys import keeping

    settings = workspace_settings.load(root)
    assert keeping.due(settings, date(2026, 11, 28)) == ()
    assert [wave.label for wave in keeping.due(settings, date(2026, 11, 29))] == ["2026-10"]
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    assert keeping.due(settings, date(2026, 12, 24)) == ()
