"""Whatever interrupts a collect, the database is as it was before, or complete; and the next run goes on from there.

1. Killed at any instant (5 times every day, 50 times at night): integrity, counts, and the same file collected again.
2. The disk is full: told, status 73, nothing stored, and no file with answers is left behind.
3. Two collects at once: one waits for the other, or says that another run holds the lock (75).
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.conftest import DAY, pulse

if os.name == "posix":
    import resource

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has neither these signals nor these limits")

_PROGRAM = str(Path(sys.executable).with_name("pulse"))
_FORM = 'id = "s"\ntitle = "S"\ndimensions = ["team"]\n' + "".join(
    f'[[item]]\nid = "q{at}"\ntext = "Question {at}?"\nscale = "agree5"\n' for at in range(12)
)
_ANSWERS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree", "")


def _workspace(folder: Path) -> Path:
    assert pulse("init", folder.name, "--level", "team", cwd=folder.parent).returncode == 0
    (folder / "surveys" / "stock-take.toml").unlink()
    (folder / "surveys" / "s.toml").write_text(_FORM, encoding="utf-8")
    return folder


def _export(path: Path, first: int, count: int) -> Path:
    rng = Random(first)  # noqa: S311 - invented answers
    lines = ["ID,Start time,Completion time,Email,Name,team," + ",".join(f"Question {at}?" for at in range(12))]
    for number in range(first, first + count):
        minute = f"2026-11-{number % 28 + 1:02} 10:{number % 60:02}"
        answers = ",".join(rng.choice(_ANSWERS) for _ in range(12))
        lines.append(f"{number},{minute}:00,{minute}:59,anonymous,,Team {number % 40},{answers}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _command(export: Path) -> list[str]:
    return [_PROGRAM, "collect", str(export), "--wave", "2026-11", "--json"]


def _environ() -> dict[str, str]:
    return {**os.environ, "PULSE_TODAY": DAY}


def _state(root: Path) -> tuple[object, ...]:
    """Sheets, tallies and collects, and whether the file is whole."""
    database = sqlite3.connect(root / "pulse.db")
    sheets, places = database.execute("SELECT count(*), count(DISTINCT atom) FROM answers_1").fetchone()
    responses = database.execute("SELECT sum(responses) FROM atom").fetchone()[0]
    tallied = database.execute("SELECT sum(answered) FROM item_tally").fetchone()[0]
    collects = database.execute("SELECT count(*) FROM collect").fetchone()[0]
    whole = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    return whole, sheets, places, responses, tallied, collects


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, float]:
    """Two exports, a small one and one that takes a while, and how many seconds that is on this machine."""
    folder = tmp_path_factory.mktemp("exports")
    small, large = _export(folder / "small.csv", 1, 200), _export(folder / "large.csv", 201, 12_000)
    root = _workspace(folder / "timing")
    assert subprocess.run(_command(small), cwd=root, env=_environ(), check=False, capture_output=True).returncode == 0
    begun = time.monotonic()
    assert subprocess.run(_command(large), cwd=root, env=_environ(), check=False, capture_output=True).returncode == 0
    return small, large, time.monotonic() - begun


def _kill_at(root: Path, large: Path, after: float) -> None:
    before = _state(root)
    running = subprocess.Popen(
        _command(large), cwd=root, env=_environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.wait()
    killed = _state(root)
    assert killed[0] == "ok"
    done = pulse(*_command(large)[1:], cwd=root)
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    stored = told["counts"]["stored"]
    assert (stored, killed == before) in ((12_000, True), (0, False)), (killed, before, stored)
    assert _state(root)[1] == 12_200


@pytest.mark.parametrize("part", range(5))
def test_killed_it_is_as_before_or_complete(tmp_path: Path, long: tuple[Path, Path, float], part: int) -> None:
    small, large, seconds = long
    root = _workspace(tmp_path / "w")
    assert pulse(*_command(small)[1:], cwd=root).returncode == 0
    _kill_at(root, large, seconds * Random(part).uniform(0.2, 1.0))  # noqa: S311


@pytest.mark.nightly
def test_killed_at_fifty_random_moments(tmp_path: Path, long: tuple[Path, Path, float]) -> None:
    small, large, seconds = long
    for number in range(50):
        root = _workspace(tmp_path / f"w{number}")
        assert pulse(*_command(small)[1:], cwd=root).returncode == 0
        _kill_at(root, large, seconds * Random(number).uniform(0.1, 1.1))  # noqa: S311


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, long: tuple[Path, Path, float]) -> None:
    """The process may write no file larger than 300 kB: the same error that a full disk gives."""
    small, large, _ = long
    root = _workspace(tmp_path / "w")
    assert pulse(*_command(small)[1:], cwd=root).returncode == 0
    before, files = _state(root), sorted(path.name for path in root.rglob("*"))
    done = subprocess.run(
        _command(large),
        cwd=root,
        env=_environ(),
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
    )
    assert done.returncode == 73, done.stdout + done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert _state(root) == before
    assert sorted(path.name for path in root.rglob("*")) == files
    assert pulse(*_command(large)[1:], cwd=root).returncode == 0
    assert _state(root)[1] == 12_200


def test_two_collects_at_once_both_end_up_in_the_wave(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w")
    exports = [_export(tmp_path / "one.csv", 1, 6000), _export(tmp_path / "two.csv", 6001, 6000)]
    running = [
        subprocess.Popen(_command(export), cwd=root, env=_environ(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for export in exports
    ]
    statuses = []
    for process in running:
        _, said = process.communicate()
        statuses.append(process.returncode)
        assert b"Traceback" not in said
        assert process.returncode == 0 or (process.returncode == 75 and b"another run" in said)
    assert 0 in statuses
    for export in exports:
        assert pulse(*_command(export)[1:], cwd=root).returncode == 0
    assert _state(root)[:2] == ("ok", 12_000)


def test_a_lock_that_another_run_holds_ends_with_75(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w")
    export = _export(tmp_path / "one.csv", 1, 50)
    assert pulse(*_command(export)[1:], cwd=root).returncode == 0
    other = sqlite3.connect(root / "pulse.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = pulse(*_command(_export(tmp_path / "two.csv", 51, 50))[1:], cwd=root)
    other.execute("ROLLBACK")
    other.close()
    assert done.returncode == 75
    assert "try again" in done.stderr
