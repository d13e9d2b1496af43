"""What an export leaves in doubt is settled by a rule, and the rule's work is told on the screen and in JSON.

1. A local time that comes twice as clocks go back, midnight lying between the two: the day of the first, counted.
2. LimeSurvey's first second of 1980 is no time of submission: the wave must be named, and then takes the sheets.
3. "I cannot say" ticked together with real options: the real ones count, so that percentages are of the right people.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
[[item]]
id = "who"
text = "Who is hurt?"
choose = "any"
options = { me = "Me", team = "My team", unsure = "I cannot say", private = "I do not want to say" }
aside = ["unsure", "private"]
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 28
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM, 'organisation = "O"\nlevels = ["team"]\nzone = "Etc/GMT+6"\n')


def _told(root: Path, *arguments: str) -> tuple[dict[str, Any], str]:
    """A rehearsal as a program reads it, then the collect as a person does."""
    rehearsed = pulse("collect", *arguments, "--dry-run", "--json", cwd=root)
    (summary,) = json.loads(rehearsed.stdout)
    done = pulse("collect", *arguments, cwd=root)
    assert done.returncode == 0, done.stderr
    return summary, " ".join(done.stdout.split())


# --- clocks that go back ---


def test_a_doubtful_day_is_counted(root: Path) -> None:
    """In New York 01:30 comes twice on 1 November 2026; midnight at UTC-6 lies between."""
    sent = ["2026-11-01 01:30:00", "2026-11-01 01:45:00", "2026-11-01 03:30:00", "2026-11-03 01:30:00"]
    rows = [
        "EndDate,Finished,ResponseId,team,who\nEnd Date,Finished,Response ID,team,Who is hurt?\n",
        '"{""ImportId"":""endDate"",""timeZone"":""America/New_York""}","{""ImportId"":""finished""}",'
        '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n',
        *(f"{time},True,R_{at},A,Me\n" for at, time in enumerate(sent)),
        "2026-11-01 01:30:00,False,R_9,A,Me\n",
    ]
    (root / "export.csv").write_text("".join(rows), encoding="utf-8")
    named = ("--wave", "autumn", "--from", "2026-10-01", "--to", "2026-11-20")
    summary, screen = _told(root, "export.csv", *named)
    assert (summary["doubtful_days"], summary["counts"]["stored"]) == (2, 4)
    assert "2 sheets were sent as clocks changed" in screen


# --- no date stamp ---


def _limesurvey(root: Path, *sent: str) -> None:
    head = '"id. Response ID","submitdate. Date submitted","startdate. Date started","team. team","who. Who is hurt?"\n'
    rows = (f'"{at}","{time}","1980-01-01 00:00:00","A","Me"\n' for at, time in enumerate(sent, 1))
    (root / "export.csv").write_text(head + "".join(rows), encoding="utf-8")


def test_without_a_date_stamp_the_wave_must_be_named(root: Path) -> None:
    _limesurvey(root, *["1980-01-01 00:00:00"] * 3, "")
    done = pulse("collect", "export.csv", cwd=root)
    assert done.returncode == 65, done.stdout
    assert "--wave" in done.stderr
    summary, _ = _told(root, "export.csv", "--wave", "2026-11")
    counts = {name: count for name, count in summary["counts"].items() if count}
    assert counts == {"read": 4, "stored": 3, "partial": 1}
    assert summary["hasty"] == 0


def test_a_file_with_other_times_has_a_date_stamp(root: Path) -> None:
    _limesurvey(root, "2026-11-11 10:00:00", "1980-01-01 00:00:00")
    summary, _ = _told(root, "export.csv", "--wave", "2026-11")
    counts = {name: count for name, count in summary["counts"].items() if count}
    assert counts == {"read": 2, "stored": 1, "outside": 1}


# --- options that stand aside ---


def _ticks(root: Path) -> Sequence[tuple[int, ...]]:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        columns = "m_who__me, m_who__team, m_who__unsure, m_who__private"
        return sorted(database.execute(f"SELECT {columns} FROM answers_1").fetchall())


def test_an_option_that_stands_aside_gives_way_to_real_ones(root: Path) -> None:
    cells = ("Me;", "I cannot say;", "Me;I cannot say;", "My team;I cannot say;I do not want to say;",
             "I cannot say;I do not want to say;")  # fmt: skip
    head = "ID,Start time,Completion time,Email,Name,team,Who is hurt?\n"
    rows = (f"{at},2026-11-11 10:00,2026-11-11 10:05,anonymous,,A,{cell}\n" for at, cell in enumerate(cells))
    (root / "export.csv").write_text(head + "".join(rows), encoding="utf-8")
    summary, screen = _told(root, "export.csv", "--wave", "2026-11")
    assert summary["aside_with_others"] == 3
    assert '3 answers ticked an option like "I cannot say" and others too' in screen
    assert _ticks(root) == [(0, 0, 1, 0), (0, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0)]
    again, _ = _told(root, "export.csv", "--wave", "2026-11")
    assert (again["counts"]["duplicate"], again["changed"]) == (5, 0)


def test_percentages_are_of_those_who_named_somebody(root: Path) -> None:
    """Thirty said "Me", half of them with "I cannot say" as well; thirty only "I cannot say": Me is 30 of 30."""
    cells = ["Me;"] * 15 + ["Me;I cannot say;"] * 15 + ["I cannot say;"] * 30
    head = "ID,Start time,Completion time,Email,Name,team,Who is hurt?\n"
    rows = (f"{at},2026-10-21 10:00,2026-10-21 10:{at % 60:02},anonymous,,A,{it}\n" for at, it in enumerate(cells))
    (root / "export.csv").write_text(head + "".join(rows), encoding="utf-8")
    assert pulse("collect", "export.csv", "--wave", "2026-10", cwd=root).returncode == 0
    figures = json.loads(pulse("report", "--format", "json", "-o", "-", cwd=root).stdout)["figures"]
    counted = {row["n"] for row in figures if row["item"] == "who" and row["group"] == "all" and row["n"]}
    assert counted == {30}
