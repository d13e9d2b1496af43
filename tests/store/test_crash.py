"""The power goes, the disk fills, two run at once: a collect is there as a whole, or not at all.

1. A real process is killed at random moments of its run - while it reads, while it writes, while it ends. Afterwards
   the database is sound, holds what it held before or what it holds after a whole run, and tallies agree with answers;
   no file with answers lies about; the same command then brings what is missing, once.
2. A write fails at every size a full disk may leave: 73, and everything as it was.
3. Two collects at once: each is done or says 75; afterwards both are in, once.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.collect.exports import tallies
from tests.conftest import DAY, PROGRAM, pulse, workspace

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals and limits")

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
"""
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?", "Who?"]
_HEARD = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_BEFORE, _ROWS = 40, 6_000


@dataclass(frozen=True)
class _Scene:
    """A workspace with some answers, an export of many more, and what is true before and after its collect."""

    root: Path
    export: Path
    seconds: float  # a whole run takes
    before: list[tuple[object, ...]]
    after: list[tuple[object, ...]]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> _Scene:
    folder = tmp_path_factory.mktemp("crash")
    root = workspace(folder / "w", _FORM)
    assert (
        pulse("collect", str(_write(folder / "first.csv", 1, _BEFORE)), "--wave", "2026-11", cwd=root).returncode == 0
    )
    export = _write(folder / "second.csv", 2, _ROWS)
    whole = shutil.copytree(root, folder / "whole")
    begun = time.monotonic()
    assert pulse("collect", str(export), "--wave", "2026-11", cwd=whole).returncode == 0
    seconds = time.monotonic() - begun
    assert _answered(whole) == _BEFORE + _ROWS
    return _Scene(root, export, seconds, tallies(root), tallies(whole))


def _write(path: Path, seed: int, count: int) -> Path:
    """An export whose ids no other seed has; every sheet is answered."""
    rng = Random(seed)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for at in range(count):
            number = seed * 1_000_000 + at
            sent = f"2026-11-11 09:{at % 60:02}:00"
            answers = rng.choice(_HEARD), rng.choice(("Me;", "Them;", "Me;Them;", "Nobody;"))
            writer.writerow([number, sent, sent, f"p{number}@example.org", "", rng.choice("ABC"), *answers])
    return path


def _start(root: Path, export: Path) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "PULSE_TODAY": DAY}
    command = [PROGRAM, "collect", str(export), "--wave", "2026-11"]
    return subprocess.Popen(command, cwd=root, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _answered(root: Path) -> int:
    database = sqlite3.connect(root / "pulse.db")
    (count,) = database.execute("SELECT sum(responses) FROM atom").fetchone()
    database.close()
    return int(count)


def _check_whole(root: Path, allowed: Sequence[list[tuple[object, ...]]]) -> None:
    """Sound, one of the allowed states to the last tally, and every tally the sum of the answers that are there."""
    database = sqlite3.connect(root / "pulse.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    sheets = database.execute(
        "SELECT place, count(*), count(i_heard), sum(m_hurt__me) FROM answers_1 JOIN atom ON atom.id = atom GROUP BY 1"
    ).fetchall()
    database.close()
    found = tallies(root)
    assert found in allowed
    counted = {row[1]: (row[3], row[5]) for row in found if row[0] == "item_tally" and row[4] == "heard"}
    assert counted == {place: (count, heard) for place, count, heard, _ in sheets}
    me = {row[1]: json.loads(str(row[6]))[0] for row in found if row[0] == "item_tally" and row[4] == "hurt"}
    assert me == {place: ticks for place, _, _, ticks in sheets}


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def _killed(scene: _Scene, root: Path, moment: float, *, writing: bool) -> None:
    """Kills a collect `moment` of the way through its run, or through its writing; then looks, and collects again."""
    shutil.copytree(scene.root, root)
    running = _start(root, scene.export)
    if writing:
        _wait_for(root / "pulse.db-journal", running)
    time.sleep(moment * scene.seconds * (0.6 if writing else 1.0))
    running.send_signal(signal.SIGKILL)
    running.communicate()
    left = _files(root) - _files(scene.root)
    _check_whole(root, (scene.before, scene.after))  # opening it, SQLite takes a half-written run back
    assert left <= {"pulse.db-journal"}, "a file of the killed run lies about"
    assert (tallies(root) == scene.before) == (_answered(root) == _BEFORE)
    done = pulse("collect", str(scene.export), "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    assert told["answered"] == {"2026-11": _BEFORE + _ROWS}
    _check_whole(root, [scene.after])
    assert _files(root) == _files(scene.root)
    shutil.rmtree(root)


def _wait_for(path: Path, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while not path.exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.001)


def _kill_at_random(scene: _Scene, folder: Path, times: int) -> None:
    rng = SystemRandom()
    for at in range(times):
        moment, writing = rng.random(), at % 2 == 0
        try:
            _killed(scene, folder / f"w{at}", moment, writing=writing)
        except AssertionError as error:
            error.add_note(f"killed at {moment:.4f} of the {'writing' if writing else 'run'}, of {scene.seconds:.2f} s")
            raise


def test_killed_at_random_moments(scene: _Scene, tmp_path: Path) -> None:
    _kill_at_random(scene, tmp_path, 5)


@pytest.mark.nightly
def test_killed_at_random_moments_at_night(scene: _Scene, tmp_path: Path) -> None:
    _kill_at_random(scene, tmp_path, 50)


@pytest.mark.parametrize("room", [0, 4_096, 60_000, 200_000])
def test_a_full_disk_leaves_everything_as_it_was(scene: _Scene, tmp_path: Path, room: int) -> None:
    """No file may grow beyond the database's size and some `room`: writing fails early, or late in the run."""
    import resource

    root = shutil.copytree(scene.root, tmp_path / "w")
    most = (root / "pulse.db").stat().st_size + room
    done = subprocess.run(
        [PROGRAM, "collect", str(scene.export), "--wave", "2026-11"],
        cwd=root,
        env={**os.environ, "PULSE_TODAY": DAY},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert done.returncode == 73, done.stdout + done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert _files(root) == _files(scene.root)
    _check_whole(root, [scene.before])
    assert pulse("collect", str(scene.export), "--wave", "2026-11", cwd=root).returncode == 0
    _check_whole(root, [scene.after])


def test_a_first_collect_on_a_full_disk_leaves_nothing_half_made(scene: _Scene, tmp_path: Path) -> None:
    """Not even the key can be written: 73; with room again, the first collect is made as if it had never failed."""
    import resource

    root = workspace(tmp_path / "w", _FORM)
    for most in (0, 50, 9_000, 100_000):
        done = subprocess.run(
            [PROGRAM, "collect", str(scene.export), "--wave", "2026-11"],
            cwd=root,
            env={**os.environ, "PULSE_TODAY": DAY},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),  # type: ignore[misc]
        )
        assert done.returncode == 73, (most, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    done = pulse("collect", str(scene.export), "--wave", "2026-11", cwd=root)
    assert done.returncode == 0, done.stderr
    assert _answered(root) == _ROWS
    assert _files(root) == _files(scene.root)


def _done(process: subprocess.Popen[bytes]) -> int:
    """How a run ended: done, or told that another one holds the lock."""
    _, said = process.communicate(timeout=120)
    assert process.returncode in (0, 75), said
    assert (process.returncode == 75) == (b"another run" in said)
    return process.returncode


@pytest.mark.parametrize("first", [True, False], ids=["the wave's first answers", "a wave that has answers"])
def test_two_collects_at_once(scene: _Scene, tmp_path: Path, first: bool) -> None:
    """One waits, or says 75 and is run again; both files are in afterwards, once, under one key."""
    root = workspace(tmp_path / "w", _FORM) if first else shutil.copytree(scene.root, tmp_path / "w")
    had = 0 if first else _BEFORE
    exports = [_write(tmp_path / f"{seed}.csv", seed, 3_000) for seed in (5, 6)]
    running = [_start(root, export) for export in exports]
    statuses = [_done(process) for process in running]
    assert 0 in statuses
    for status, export in zip(statuses, exports, strict=True):
        if status == 75:
            assert pulse("collect", str(export), "--wave", "2026-11", cwd=root).returncode == 0
    assert _answered(root) == had + 6_000
    assert len([line for line in (root / "pulse.key").read_text("utf-8").splitlines() if line.startswith("s ")]) == 1
    for export in exports:
        done = pulse("collect", str(export), "--wave", "2026-11", "--json", cwd=root)
        (told,) = json.loads(done.stdout)
        assert (told["counts"]["stored"], told["counts"]["duplicate"]) == (0, 3_000)
    _check_whole(root, [tallies(root)])


def test_the_same_file_in_two_collects_at_once_is_in_once(scene: _Scene, tmp_path: Path) -> None:
    root = shutil.copytree(scene.root, tmp_path / "w")
    for process in [_start(root, scene.export), _start(root, scene.export)]:
        assert _done(process) in (0, 75)
    assert pulse("collect", str(scene.export), "--wave", "2026-11", cwd=root).returncode == 0
    _check_whole(root, [scene.after])
    listed = json.loads(pulse("collects", "--json", cwd=root).stdout)
    assert [it["waves"] for it in listed] == [{"2026-11": _ROWS}, {"2026-11": _BEFORE}]
