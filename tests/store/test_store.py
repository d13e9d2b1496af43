"""What is put down is whole, once, and only what may be: through the real reading, into real files.

1. The same rows in another order, or in two files, give the same tallies (any organisation).
2. Files others can read, a key under version control, another run's lock, a damaged file: told, not worked around.
"""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import DAY, pulse, workspace

_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
index = "score"
[[item]]
id = "hurt"
frame = "hurt"
text = "Who?"
choose = "any"
options = { me = "Me", them = "Them", nobody = "Nobody" }
[[item]]
id = "need"
frame = "need"
horizon = "now"
text = "What?"
choose = 1
options = "seven-asks"
[[item]]
id = "meet"
frame = "meet"
about = "need"
text = "By whom?"
choose = 1
options = "levels"
"""
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?", "Who?", "What?", "By whom?"]
_HEARD = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree", "")
_WHO = ("Me;", "Them;", "Me;Them;", "Nobody;", "")
_WHAT = ("Listen to me", "Keep me safe", "Lead me", "")
_WHOM = ("My team", "My manager", "The board", "")


def _rows(seed: int, count: int) -> list[list[str]]:
    rng = Random(seed)  # noqa: S311
    return [
        [str(at), "2026-11-11 09:00:00", f"2026-11-11 09:{at % 60:02}:00", "ada@example.org", "Ada Lovelace",
         rng.choice(("A", "B", "C")), rng.choice(_HEARD), rng.choice(_WHO), rng.choice(_WHAT), rng.choice(_WHOM)]
        for at in range(1, count + 1)
    ]  # fmt: skip


def _write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_HEAD, *rows])
    return path


def _collect(root: Path, *files: Path) -> None:
    """In this process, by the corridor: a property tries many files."""
    from datetime import date

    from pulse import settings
    from pulse.journeys import collecting

    wanted = collecting.Wanted(wave="2026-11")
    assert list(collecting.collect_files(settings.load(root), files, wanted, date.fromisoformat(DAY)))


def _tallies(root: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(root / "pulse.db")
    found: list[tuple[object, ...]] = []
    for table in ("item_tally", "index_tally", "flow_tally"):
        found += database.execute(
            f"SELECT '{table}', place, others, responses, {table}.* FROM {table} JOIN atom ON atom.id = {table}.atom"
        ).fetchall()
    database.close()
    return sorted((row[:4] + row[5:] for row in found), key=repr)  # an atom's number depends on who came first


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), count=st.integers(1, 40), cut=st.integers(0, 40))
def test_order_and_cutting_do_not_matter(tmp_path: Path, seed: int, count: int, cut: int) -> None:
    shutil.rmtree(tmp_path)
    rows = _rows(seed, count)
    shuffled = rows.copy()
    Random(seed).shuffle(shuffled)  # noqa: S311
    whole, parts = workspace(tmp_path / "whole", _FORM), workspace(tmp_path / "parts", _FORM)
    _collect(whole, _write(tmp_path / "all.csv", rows))
    first, second = _write(tmp_path / "one.csv", shuffled[:cut] or rows[:1]), _write(tmp_path / "two.csv", shuffled)
    _collect(parts, first, second)
    assert _tallies(whole) == _tallies(parts)
    _collect(whole, second)
    assert _tallies(whole) == _tallies(parts)


def test_voices_of_the_frame_are_counted_whole(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    rows = _rows(1, 30)
    _collect(root, _write(tmp_path / "x.csv", rows))
    joined = sum(bool(row[7] and row[8] and row[9]) for row in rows)
    database = sqlite3.connect(root / "pulse.db")
    people = database.execute('SELECT sum(people) FROM flow_tally WHERE options = \'["", "", ""]\'').fetchone()[0]
    voices = [
        sum(people / ticks for ticks, people in database.execute(
            "SELECT ticks, people FROM flow_tally WHERE (options LIKE '[\"\"%') = ? AND options NOT LIKE '%\"\"%'", [0]
        ))
    ]  # fmt: skip
    database.close()
    assert people == joined
    assert voices == [pytest.approx(joined)]


def test_nothing_that_names_a_person_reaches_the_file(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    _collect(root, _write(tmp_path / "x.csv", _rows(2, 40)))
    content = (root / "pulse.db").read_bytes()
    assert b"Lovelace" not in content
    assert b"example.org" not in content
    assert b"2026-11-11" not in content
    assert {path.name for path in root.iterdir()} == {"pulse.toml", "surveys", "pulse.db", "pulse.key"}


def test_keys_of_rows_hide_their_order(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    _collect(root, _write(tmp_path / "x.csv", _rows(3, 40)))
    database = sqlite3.connect(root / "pulse.db")
    keys = [key for (key,) in database.execute("SELECT key FROM answers_1 ORDER BY rowid")]
    database.close()
    assert len(set(keys)) == 40
    assert max(keys) > 2**55


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
@pytest.mark.parametrize(("name", "words"), [("pulse.db", "chmod 600 pulse.db"), ("pulse.key", "chmod 600 pulse.key")])
def test_what_others_can_read_stops_the_tool(tmp_path: Path, name: str, words: str) -> None:
    root = workspace(tmp_path / "w", _FORM)
    export = _write(tmp_path / "x.csv", _rows(6, 5))
    _collect(root, export)
    (root / name).chmod(0o644)
    done = pulse("collect", str(export), "--wave", "2026-11", cwd=root)
    assert done.returncode == 78
    assert words in done.stderr


def test_a_key_under_version_control_stops_the_tool(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    export = _write(tmp_path / "x.csv", _rows(6, 5))
    _collect(root, export)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "add", "w/pulse.toml"], check=True)
    assert pulse("collect", str(export), "--wave", "2026-11", cwd=root).returncode == 0
    subprocess.run(["git", "-C", str(tmp_path), "add", "-f", "w/pulse.key"], check=True)
    done = pulse("collect", str(export), "--wave", "2026-11", cwd=root)
    assert done.returncode == 78
    assert "git rm --cached" in done.stderr


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    (root / "pulse.db").write_bytes(b"not a database at all, but long enough to look like one" * 20)
    (root / "pulse.db").chmod(0o600)
    done = pulse("collect", str(_write(tmp_path / "x.csv", _rows(6, 5))), "--wave", "2026-11", cwd=root)
    assert done.returncode == 78
    assert "no database of pulse" in done.stderr


def test_a_changed_questionnaire_does_not_enter_a_wave_that_began(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    _collect(root, _write(tmp_path / "x.csv", _rows(7, 5)))
    form = (root / "surveys" / "s.toml").read_text(encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(form.replace('them = "Them", ', ""), encoding="utf-8")
    later = [[*row[:7], "Me;", *row[8:]] for row in _rows(8, 9)]
    done = pulse("collect", str(_write(tmp_path / "y.csv", later)), "--wave", "2026-11", cwd=root)
    assert done.returncode == 65
    assert "new version" in done.stderr
