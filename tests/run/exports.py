"""Small exports in the shape of Microsoft Forms, and what a workspace's log and answers come to."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "Which team?"]

FORM = """\
id = "{id}"
title = "How was it?"
dimensions = {{ team = "Which team?" }}
[[item]]
id = "heard"
text = "{text}"
scale = "agree5"
[schedule]
{schedule}
"""


def export(path: Path, text: str, sheets: Iterable[tuple[int, str]], teams: Sequence[str] = ("A", "B")) -> Path:
    """A file with a sheet for each number and moment ("2026-11-03 09:00:00")."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_HEAD, text])
        for number, moment in sheets:
            said = "Agree" if number % 3 else "Disagree"
            writer.writerow([number, moment, moment, "", "", teams[number % len(teams)], said])
    return path


def steps(root: Path) -> Counter[tuple[str, str, str, str]]:
    """Kind, survey, wave and what it is about -> how often the log has it."""
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return Counter(database.execute("SELECT kind, survey, wave, about FROM run_step").fetchall())


def answered(root: Path) -> dict[tuple[str, str], int]:
    """Survey and wave -> sheets that its tallies count."""
    sql = "SELECT survey, label, sum(responses) FROM wave JOIN atom ON atom.wave = wave.id GROUP BY 1, 2"
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return {(survey, label): count for survey, label, count in database.execute(sql)}
