"""Every released form of the database is kept (versions/), brought up to date, and goes on as if nothing had been.

What is there: a wave of one file that was reported, a wave of two overlapping files, groups and a staff group.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import pulse

_VERSIONS = Path(__file__).parent / "versions"
_TALLIES = (
    "SELECT label, place, others, responses FROM atom JOIN wave ON wave.id = atom.wave ORDER BY 1, 2, 3",
    "SELECT label, place, others, item, answered, options FROM item_tally JOIN atom ON atom.id = atom "
    "JOIN wave ON wave.id = atom.wave ORDER BY 1, 2, 3, 4",
    "SELECT label, place, others, name, people, total, squares FROM index_tally JOIN atom ON atom.id = atom "
    "JOIN wave ON wave.id = atom.wave ORDER BY 1, 2, 3, 4",
    "SELECT day, place, measure, item, option, value, low, high, n FROM shown JOIN ledger USING (entry) "
    "ORDER BY 1, 2, 3, 4, 5",
)


@pytest.fixture(params=sorted(path.name for path in _VERSIONS.iterdir()))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workspace as that version left it."""
    kept = _VERSIONS / request.param
    pulse("init", "w", "--level", "directorate", "--level", "team", cwd=tmp_path)
    root = tmp_path / "w"
    (root / "surveys" / "stock-take.toml").unlink()
    shutil.copy(kept / "pulse.toml", root / "surveys" / "pulse.toml")
    shutil.copy(kept / "pulse.key", root)
    shutil.copy(kept / "nov2.csv", root)
    database = sqlite3.connect(root / "pulse.db")
    database.executescript((kept / "pulse.sql").read_text(encoding="utf-8"))
    database.close()
    for name in ("pulse.db", "pulse.key"):
        (root / name).chmod(0o600)
    return root


def _kept(root: Path) -> list[list[tuple[object, ...]]]:
    database = sqlite3.connect(root / "pulse.db")
    found = [database.execute(sql).fetchall() for sql in _TALLIES]
    database.close()
    return found


def test_nothing_of_it_is_lost_and_its_files_are_still_known(old: Path) -> None:
    before = _kept(old)
    assert all(before)
    done = pulse("collect", "nov2.csv", "--wave", "2026-11", "--json", cwd=old)
    (summary,) = json.loads(done.stdout)
    assert (summary["counts"]["read"], summary["counts"]["duplicate"], summary["again"]) == (26, 26, True)
    assert summary["changed"] == 6  # the two files disagree on the six sheets they share: the first was kept
    assert _kept(old) == before


def test_new_answers_join_its_open_wave_and_its_report_stands(old: Path) -> None:
    report = pulse("report", "--wave", "2026-10", "--format", "csv", "-o", "-", cwd=old)
    assert report.returncode == 0, report.stderr
    lines = (old / "nov2.csv").read_text(encoding="utf-8").splitlines()
    later = lines[1].replace("15,", "99,", 1).replace("person15@", "person99@")
    (old / "more.csv").write_text("\n".join([*lines, later]) + "\n", encoding="utf-8")
    done = pulse("collect", "more.csv", "--wave", "2026-11", "--json", cwd=old)
    (summary,) = json.loads(done.stdout)
    assert (summary["counts"]["stored"], summary["answered"]) == (1, {"2026-11": 41})
    again = pulse("report", "--wave", "2026-10", "--format", "csv", "-o", "-", cwd=old)
    assert again.stdout == report.stdout


@pytest.mark.parametrize("old", ["0001"], indirect=True)
def test_what_each_collect_brought_is_not_invented(old: Path) -> None:
    """Two files brought the wave, and the old form did not note which sheet came with which."""
    done = pulse("collect", "--undo", "3", cwd=old)
    assert done.returncode == 2
    assert "did not note what each collect brought" in done.stderr
