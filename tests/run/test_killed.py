"""`pulse run`, killed: a real process dies between any two steps, and the next run goes on as if nothing had been.

On one day a stock-take begins, one ends, three files lie in the inbox, a report is due, a wave is to be closed and
staff are to be told. A process that runs all this is killed (SIGKILL, from within, as a certain call returns) - at
five of all such moments chosen by chance, at night at each. Afterwards the database is sound; the next run ends; and
then everything is as after a run that nobody killed: the log, the answers, the keys, every file, the report to the
byte. A message can go out twice, under one text, and never not at all.
"""

from __future__ import annotations

import http.server
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

import pytest

from tests.conftest import pulse, workspace
from tests.run.exports import FORM, answered, export, steps

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")

_DAY = "2026-02-16"  # the fourth stock-take begins; the third was over on the 12th; the first is to be closed
_TEXT = "Are you heard?"
_SCHEDULE = 'repeat = "every 2 weeks on Monday"\nopen_for_days = 11\nstarts = 2026-01-05'
# Each is something done, or noted: killed as it returns, what it did is done and nothing after it.
_MOMENTS = (
    "pulse.files:write_whole pulse.store.runs:Journal.note pulse.store.runs:Journal.end pulse.store.store:Store.save "
    "pulse.store.store:Store.enter pulse.store.store:Store.close_wave pulse.store.store:Store.add_to_loop "
    "pulse.store.keys:Keys.destroy pulse.journeys.inbox:take pulse.journeys.inbox:put_away pulse.send:deliver"
)
_KILLED = """
import functools, importlib, os, signal, sys
left = int(sys.argv.pop(1))
def dying(work):
    @functools.wraps(work)
    def worked(*said, **more):
        global left
        came = work(*said, **more)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return came
    return worked
def put(where, name):
    setattr(where, name, dying(getattr(where, name)))
import pulse.journeys.running
for place in "MOMENTS".split():
    module, _, name = place.partition(":")
    where = importlib.import_module(module)
    *inner, name = name.split(".")
    for part in inner:
        where = getattr(where, part)
    put(where, name)
from pulse.cli.app import main
try:
    main()
finally:
    print("left", left, file=sys.stderr)
""".replace("MOMENTS", _MOMENTS)


@dataclass(frozen=True)
class _Scene:
    """A workspace as it is on the morning of that day; what a whole run leaves; how many moments it has."""

    root: Path
    posted: list[str]
    moments: int
    after: Mapping[str, object]
    told: frozenset[str]


@pytest.fixture(scope="module")
def webhook() -> Iterator[tuple[str, list[str]]]:
    """Its address, and the texts it was sent."""
    posted: list[str] = []

    class _Taken(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Taken) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", posted
        server.shutdown()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, webhook: tuple[str, list[str]]) -> _Scene:
    folder = tmp_path_factory.mktemp("killed")
    root = _morning(folder / "w", webhook[0])
    whole = shutil.copytree(root, folder / "whole")
    webhook[1].clear()
    done = _run(whole, 0)
    assert done.returncode == 1, done.stderr  # a file is refused: a person should look
    moments = -int(done.stderr.rsplit("left", 1)[1])
    assert moments > 25
    assert {kind for kind, *_ in steps(whole)} >= {
        "opened",
        "ended",
        "reported",
        "closed",
        "sent",
        "collected",
        "refused",
    }
    return _Scene(root, webhook[1], moments, _state(whole), frozenset(webhook[1]))


def _morning(root: Path, address: str) -> Path:
    """Three stock-takes have been; the first two are collected and reported; the daily line ran last on the 12th."""
    said = (
        'organisation = "O"\nlevels = ["team"]\n[send]\nby = "slack"\nlinks = { s = "https://forms.example.org/s" }\n'
    )
    root = workspace(
        root, FORM.format(id="s", text=_TEXT, schedule=_SCHEDULE), f'{said}kinds = ["invitation", "thanks"]\n'
    )
    (root / "send.secret").write_text(address, encoding="utf-8")
    (root / "send.secret").chmod(0o600)
    days = [("2026-01-05", None), ("2026-01-18", "2026-01-07"), ("2026-01-20", None), ("2026-02-01", "2026-01-21")]
    for at, (day, answered_on) in enumerate([*days, ("2026-02-03", None), ("2026-02-12", None)]):
        if answered_on:
            export(
                root / "inbox" / f"{at}.csv", _TEXT, [(at * 100 + n, f"{answered_on} 09:{n:02}:00") for n in range(30)]
            )
        assert pulse("run", cwd=root, day=day).returncode == 0
    third = [(900 + n, f"2026-02-04 10:{n:02}:00") for n in range(25)]
    second = [(300 + n, f"2026-01-21 09:{n:02}:00") for n in range(30)] + [(350, "2026-01-22 11:00:00")]
    export(root / "inbox" / "a.csv", _TEXT, third)
    export(root / "inbox" / "late.csv", _TEXT, second)
    (root / "inbox" / "no.csv").write_text("what,ever\n1,2\n", encoding="utf-8")
    return root


def _run(root: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
    """The real program, which kills itself at its so-manieth moment; never for 0."""
    command = [sys.executable, "-c", _KILLED, str(kill_at), "run"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    environ |= {"PULSE_TODAY": _DAY, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=False)


def _state(root: Path) -> dict[str, object]:
    """Everything that a run leaves, but for which run did what and when it was cut off."""
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    reports = {path.name: path.read_bytes() for path in (root / "reports").glob("*.html")}
    keys = [line.rsplit(" ", 1)[0] for line in (root / "pulse.key").read_text("utf-8").splitlines() if line[0] != "#"]
    log = {key: count for key, count in steps(root).items() if key[0] not in ("collected", "refused")}
    files_told = {key[3] for key in steps(root) if key[0] in ("collected", "refused")}
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        ledger = database.execute("SELECT wave, snapshot, day FROM ledger ORDER BY entry").fetchall()
        closed = database.execute("SELECT label, closed FROM wave ORDER BY label").fetchall()
    return {
        "files": files, "reports": reports, "keys": keys, "log": log, "told": files_told, "answered": answered(root),
        "ledger": ledger, "closed": closed,
    }  # fmt: skip


def _killed(scene: _Scene, root: Path, moment: int) -> None:
    shutil.copytree(scene.root, root)
    scene.posted.clear()
    assert _run(root, moment).returncode == -signal.SIGKILL
    with closing(sqlite3.connect(root / "pulse.db")) as database:  # which takes a half-written step back
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    done = pulse("run", "--json", cwd=root, day=_DAY)
    assert done.returncode in (0, 1), done.stderr
    assert _state(root) == scene.after
    assert set(scene.posted) == scene.told
    again = pulse("run", cwd=root, day=_DAY)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", ""), "nothing is left to be done"
    shutil.rmtree(root)


def _kill_at(scene: _Scene, folder: Path, moments: list[int]) -> None:
    for moment in moments:
        try:
            _killed(scene, folder / f"w{moment}", moment)
        except AssertionError as error:
            error.add_note(f"killed at moment {moment} of {scene.moments}")
            raise


def test_killed_at_moments_chosen_by_chance(scene: _Scene, tmp_path: Path) -> None:
    _kill_at(scene, tmp_path, SystemRandom().sample(range(1, scene.moments + 1), 5))


@pytest.mark.nightly
def test_killed_at_every_moment(scene: _Scene, tmp_path: Path) -> None:
    _kill_at(scene, tmp_path, list(range(1, scene.moments + 1)))


def test_two_runs_at_once(scene: _Scene, tmp_path: Path) -> None:
    """One does everything, the other says 75 - or comes after it, and finds nothing to do."""
    root = shutil.copytree(scene.root, tmp_path / "w")
    environ = {**os.environ, "PULSE_TODAY": _DAY}
    command = [sys.executable, "-c", "from pulse.cli.app import main; main()", "run"]
    both = [
        subprocess.Popen(command, cwd=root, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [(one.communicate(timeout=120), one.returncode) for one in both]
    assert 1 in [status for _, status in said]
    for (out, err), status in said:
        assert status == 1 or (status == 75 and "another" in err) or (status, out, err) == (0, "", "")
    assert _state(root) == scene.after
