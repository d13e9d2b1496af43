"""Answers by name: they are taken, listed, deleted and copied, and never meet a confidential one.

1. A questionnaire says on its first line that answers are shown by name, and asks who answers.
2. A file is taken whole or not at all; the page lists who said what; later answers replace, deleted ones are gone.
3. Neither kind of answers is taken by the other's command, put in the other's database, or copied over it.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import stat
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from pulse.model.survey import ATTRIBUTED_LINE
from tests.conftest import pulse

_FORM = f"""\
id = "boards"
title = "How our two boards do business"
attributed = true
introduction = \"\"\"{ATTRIBUTED_LINE}
Eight of us, before the joint meeting.\"\"\"
dimensions = {{ body = "Which body do you speak for?", role = "What is your role?" }}
[[item]]
id = "solve"
text = "Together we mend what goes wrong."
scale = "agree5"
[[item]]
id = "help"
text = "What would help?"
choose = "any"
options = {{ meet = "Meeting more", post = "A joint post" }}
[[item]]
id = "words"
kind = "text"
text = "What should the other know?"
[[item]]
id = "first"
text = "What comes first?"
choose = 1
options = {{ now = "The door", later = "The winter" }}
"""
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "Which body do you speak for?", "What is your role?"]
_HEAD += ["Together we mend what goes wrong.", "What would help?", "What should the other know?", "What comes first?"]
_CHAIR = ("Aldermere", "Chair", "Agree", "Meeting more;A joint post;", "Doctor Patel waits at <the> door", "The door")
_CHIEF = ("Wrenbridge", "Chief executive", "Disagree", "Meeting more;", "", "The winter")


_EIGHT = [(_CHAIR[0], f"Leader {number}", *_CHAIR[2:]) for number in range(8)]


def _export(path: Path, *rows: Sequence[str]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for at, row in enumerate(rows, 1):
            time = f"2026-11-03 09:{at:02}:00"
            writer.writerow([at, time, time, "", "", *row])
    return path.name


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "surveys").mkdir()
    (tmp_path / "pulse.toml").write_text('organisation = "O"\nlevels = ["team"]\n', encoding="utf-8")
    (tmp_path / "surveys" / "boards.toml").write_text(_FORM, encoding="utf-8")
    return tmp_path


def _run(root: Path, *arguments: str, status: int = 0) -> str:
    done = pulse(*arguments, cwd=root, day="2026-11-20")
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr if status else done.stdout


def _take(root: Path, file: str, *more: str, status: int = 0) -> str:
    said = ("attributed", "collect", file, "--survey", "boards", "--wave", "2026-11", *more)
    return _run(root, *said, status=status)


def _page(root: Path) -> str:
    found = json.loads(_run(root, "attributed", "report", "boards", "--json"))
    return Path(root, found["file"]).read_text(encoding="utf-8")


def _confidential(root: Path) -> None:
    """The same questionnaire under another id, asked in confidence, with a row collected."""
    text = _FORM.replace('id = "boards"', 'id = "staff"').replace("attributed = true\n", "")
    (root / "surveys" / "staff.toml").write_text(text, encoding="utf-8")
    said = ("--survey", "staff", "--wave", "2026-11", "--json")
    _run(root, "collect", _export(root / "staff.csv", _CHAIR), *said)


# --- what a questionnaire must say -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        (ATTRIBUTED_LINE, "Your answers are safe.", ":4:1: a questionnaire that is answered by name says so"),
        (ATTRIBUTED_LINE, f"Welcome.\n{ATTRIBUTED_LINE}", ":4:1: a questionnaire that is answered by name says so"),
        ("dimensions = ", "lists = {} #", ":3:1: a questionnaire that is answered by name must ask who answers"),
        ("attributed = true\n", "attributed = true\nlinked = true\n", "answers by name need no link"),
    ],
    ids=["nothing", "second line", "of whom", "linked"],
)
def test_it_says_so_first_and_asks_who_answers(root: Path, good: str, bad: str, told: str) -> None:
    assert good in _FORM
    (root / "surveys" / "boards.toml").write_text(_FORM.replace(good, bad), encoding="utf-8")
    assert told in _run(root, "survey", "check", status=1)


# --- taken, listed, deleted, copied ----------------------------------------------------------------------------------


def test_the_page_lists_who_said_what_and_says_first_that_it_does(root: Path) -> None:
    assert json.loads(_take(root, _export(root / "a.csv", _CHAIR, _CHIEF), "--json")) == {
        "wave": "2026-11", "new": 2, "replaced": 0, "known": 0,
    }  # fmt: skip
    page = _page(root)
    body = page[page.index("<body>") :]
    assert body.index(ATTRIBUTED_LINE) < body.index("<h1>")
    assert '<th scope="row">Aldermere</th><td>Chair</td><td>Agree</td>' in page
    assert '<th scope="row">Wrenbridge</th><td>Chief executive</td><td>Disagree</td>' in page
    assert "<td>Meeting more; A joint post</td>" in page
    assert "<td>Chief executive</td><td>–</td>" in page  # wrote nothing
    assert "&lt;the&gt; door" in page
    assert "Patel" not in page  # a third person never agreed
    path = next((root / "reports").glob("attributed-boards-2026-11.html"))
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE((root / "attributed.db").stat().st_mode) == 0o600
    assert not (root / "pulse.db").exists()
    assert not (root / "pulse.key").exists()


def test_taken_twice_changes_nothing_and_later_answers_replace(root: Path) -> None:
    _take(root, _export(root / "a.csv", _CHAIR, _CHIEF))
    before = _page(root).split("<footer")[0]
    assert json.loads(_take(root, "a.csv", "--json"))["known"] == 2
    assert _page(root).split("<footer")[0] == before
    later = _export(root / "b.csv", (*_CHAIR[:2], "Strongly disagree", *_CHAIR[3:]))
    assert json.loads(_take(root, later, "--json")) == {"wave": "2026-11", "new": 0, "replaced": 1, "known": 0}
    assert "<td>Chair</td><td>Strongly disagree</td>" in _page(root)
    (found,) = json.loads(_run(root, "attributed", "list", "--json"))
    assert (found["answered"], [it["entry"] for it in found["listed"]]) == (2, [1, 2, 3])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([_CHIEF, ("Aldermere", "", *_CHAIR[2:])], "a.csv:3: this row does not say who answered"),
        ([_CHAIR, _CHIEF, _CHAIR], "a.csv:4: the same person answered in line 2 already"),
        ([*_EIGHT, (*_CHIEF[:2], "Perhaps", *_CHIEF[3:])], "1 row(s) cannot be read; nothing was stored"),
    ],
    ids=["nobody", "twice", "unread"],
)
def test_a_file_with_a_fault_leaves_everything_as_it_was(root: Path, rows: list[Sequence[str]], told: str) -> None:
    said = _take(root, _export(root / "a.csv", *rows), status=65)
    assert told in said
    assert "Perhaps" not in said
    assert json.loads(_run(root, "attributed", "list", "--json")) == []


def test_deleted_answers_are_gone_from_the_file_and_do_not_come_back(root: Path) -> None:
    _take(root, _export(root / "a.csv", _CHAIR, _CHIEF))
    _page(root)
    assert b"Wrenbridge" in (root / "attributed.db").read_bytes()
    page = str(root / "reports" / "attributed-boards-2026-11.html")
    gone = json.loads(_run(root, "attributed", "purge", "boards", "2026-11", "--yes", "--json"))
    assert gone == {"deleted": 2, "pages": [page]}  # of the names on it the database knows nothing any more
    assert b"Wrenbridge" not in (root / "attributed.db").read_bytes()
    (found,) = json.loads(_run(root, "attributed", "list", "--json"))
    assert (found["answered"], found["deleted"], len(found["listed"])) == (0, "2026-11-20", 1)
    assert "were deleted on 2026-11-20" in _take(root, "a.csv", status=2)
    assert "were deleted on 2026-11-20" in _run(root, "attributed", "report", "boards", status=2)


def test_its_questionnaire_passes_the_check_and_its_needs_are_not_in_the_register(root: Path) -> None:
    """With a body and a role to say who answers, as the message about them proposes."""
    assert "no fault found" in _run(root, "survey", "check")
    said = _run(root, "needs", "add", "boards", "--what", "A joint post", "--level", "board", status=2)
    assert "never stands among confidential answers" in said


# --- never mixed -----------------------------------------------------------------------------------------------------


def test_neither_kind_is_taken_by_the_other_command(root: Path) -> None:
    _confidential(root)
    file = _export(root / "a.csv", _CHAIR)
    told = _run(root, "collect", file, "--survey", "boards", "--wave", "2026-11", status=2)
    assert "boards is answered by name, and never stands among confidential answers" in told
    told = _run(root, "attributed", "collect", file, "--survey", "staff", "--wave", "2026-11", status=2)
    assert "staff is confidential" in told
    assert not (root / "attributed.db").exists()
    _take(root, file)
    with closing(sqlite3.connect(root / "pulse.db")) as db:
        assert db.execute("SELECT DISTINCT survey FROM wave").fetchall() == [("staff",)]


def test_what_was_asked_in_confidence_stays_so_whatever_its_file_says_later(root: Path) -> None:
    _confidential(root)
    form = root / "surveys" / "staff.toml"
    form.write_text(_FORM.replace('id = "boards"', 'id = "staff"'), encoding="utf-8")
    told = _run(root, "attributed", "collect", "staff.csv", "--survey", "staff", "--wave", "2026-11", status=2)
    assert "there are confidential answers to staff" in told
    _take(root, _export(root / "a.csv", _CHAIR))
    form.unlink()
    (root / "surveys" / "boards.toml").write_text(_FORM.replace("attributed = true\n", ""), encoding="utf-8")
    told = _run(root, "collect", "a.csv", "--survey", "boards", "--wave", "2026-11", status=2)
    assert "boards is answered by name" in told


def test_a_database_in_the_place_of_the_other_is_refused_untouched(root: Path) -> None:
    _confidential(root)
    _take(root, _export(root / "a.csv", _CHAIR))
    one, other = (root / "pulse.db").read_bytes(), (root / "attributed.db").read_bytes()
    shutil.copyfile(root / "attributed.db", root / "kept.db")
    (root / "attributed.db").write_bytes(one)
    assert "not a database of answers by name" in _run(root, "attributed", "list", status=78)
    (root / "attributed.db").write_bytes(other)
    (root / "pulse.db").write_bytes(other)
    assert "database of answers by name, where the confidential ones should be" in _run(root, "collects", status=78)
    assert (root / "pulse.db").read_bytes() == (root / "attributed.db").read_bytes() == other


def test_no_backup_is_written_over_one_of_the_other_kind(root: Path) -> None:
    _confidential(root)
    _take(root, _export(root / "a.csv", _CHAIR))
    _run(root, "backup", "one.db")
    _run(root, "attributed", "backup", "two.db")
    one, two = (root / "one.db").read_bytes(), (root / "two.db").read_bytes()
    assert b"Aldermere" in two
    assert "never mixed" in _run(root, "backup", "two.db", "--force", status=73)
    assert "never mixed" in _run(root, "attributed", "backup", "one.db", "--force", status=73)
    assert ((root / "one.db").read_bytes(), (root / "two.db").read_bytes()) == (one, two)
    _run(root, "attributed", "backup", "two.db", "--force")


def test_the_page_of_promises_to_staff_does_not_speak_of_it(root: Path) -> None:
    told = _run(root, "notice", "--survey", "boards", "--page", "safe.html", status=2)
    assert "boards is answered by name" in told
