"""A small workspace whose staff write comments, and exports of it, for the tests of what is done with comments."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.conftest import DAY, pulse, workspace

FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "words"
kind = "text"
text = "In your own words?"
[[item]]
id = "quote"
text = "May we quote your words, without your name?"
choose = 1
options = { yes = "Yes", no = "No" }
consent = "yes"
"""
SETTINGS = 'organisation = "O"\nlevels = ["organisation", "directorate", "team"]\n'
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "organisation", "directorate", "team", "I am heard.",
         "In your own words?", "May we quote your words, without your name?"]  # fmt: skip
_FORM_OF_THREE = FORM.replace('["team"]', '["organisation", "directorate", "team"]')


def make(root: Path, settings: str = SETTINGS) -> Path:
    """The workspace."""
    return workspace(root, _FORM_OF_THREE, settings)


def export(
    root: Path,
    comments: Mapping[int, str],
    count: int = 30,
    name: str = "a.csv",
    changes: Mapping[int, str] | None = None,
) -> str:
    """A file with `count` sheets of 2026-10, the comments by the number of their sheet; `changes` are other answers."""
    with (root / name).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEAD)
        for number in range(1, count + 1):
            sent = f"2026-10-{number % 27 + 1:02} 10:{number % 60:02}:00"
            heard = (changes or {}).get(number, "Agree")
            place = ("O", "North", f"Ward {number % 3}")
            consent = "Yes" if number % 2 else "No"
            rows.writerow([number, sent, sent, "anonymous", "", *place, heard, comments.get(number, ""), consent])
    return name


def collect(root: Path, *arguments: str, status: Sequence[int] = (0,), day: str = DAY) -> Any:
    """What a collect tells of its one file."""
    done = pulse("collect", *arguments, "--wave", "2026-10", "--json", cwd=root, day=day)
    assert done.returncode in status, done.stdout + done.stderr
    (summary,) = json.loads(done.stdout)
    return summary


def asked(root: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the database."""
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return database.execute(sql).fetchall()


def texts(root: Path) -> list[str]:
    """The comments the store holds."""
    return sorted(text for (text,) in asked(root, "SELECT text FROM comment"))


def counts(root: Path) -> Any:
    """How many comments stand where."""
    (found,) = json.loads(pulse("comments", "list", "--json", cwd=root).stdout)
    return {state: count for state, count in found.items() if state not in ("survey", "wave") and count}
