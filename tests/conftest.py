"""What several tests stand on: the program as a user types it, a workspace, the demonstration, a real browser.

A test that needs something from outside pip skips where it is missing, and one loud line at the end says how many did.
Under CI=true that is a failure: there, nothing may be missing.
"""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import hypothesis
import pytest

from pulse.cli.app import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Elsewhere every run tries other cases; in CI the same ones, so that a change is judged by what it changed.
# No test is about time: a busy machine must not fail one.
hypothesis.settings.register_profile("pulse", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("pulse")

DAY = "2026-11-24"  # the day tests run on, wherever they do
PROGRAM = str(Path(sys.executable).with_name("pulse"))
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
_MISSING: dict[str, list[str]] = {"a browser": [], "java and the Nu checker": [], "../shared": []}


def pulse(*arguments: str, cwd: Path, day: str = DAY, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the program by its front door, in this process: to start Python takes longer than most commands do."""
    out, err = _captured(), _captured()
    with (
        patch.object(sys, "argv", ["pulse", *arguments]),
        patch.object(sys, "stdin", io.StringIO()),
        patch.dict(os.environ, _environ(day, environ), clear=True),
        chdir(cwd),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = _status()
    return subprocess.CompletedProcess(("pulse", *arguments), status, _said(out), _said(err))


def process(*arguments: str, cwd: Path, day: str = DAY, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the installed program in a process of its own, where the process is the point."""
    return subprocess.run(
        [PROGRAM, *arguments], cwd=cwd, env=_environ(day, environ), capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def _environ(day: str, more: dict[str, str]) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    return env | {"PULSE_TODAY": day, "COLUMNS": "120", "PYTHONUTF8": "1", **more}


def _status() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _captured() -> io.TextIOWrapper:
    """A stream that takes what a pipe takes: UTF-8, and no lone surrogates."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def workspace(root: Path, form: str, settings: str = 'organisation = "O"\nlevels = ["team"]\n') -> Path:
    """A workspace at `root` with one questionnaire, its id in its first line, and no people."""
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text(settings, encoding="utf-8")
    name = form.partition('"')[2].partition('"')[0]
    (root / "surveys" / f"{name}.toml").write_text(form, encoding="utf-8")
    return root


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker to ask for it makes, for all workers of one run. Not to be written to."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with closing(sqlite3.connect(shared / "once.lock", timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # on every system, and it ends with the process that holds it
        if not (shared / name).exists():
            shutil.rmtree(shared / f"{name}.unfinished", ignore_errors=True)
            make(shared / f"{name}.unfinished")
            (shared / f"{name}.unfinished").rename(shared / name)
    return shared / name


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, made once by the real command. Not to be written to.

    It takes two minutes. PULSE_DEMO names one made before, to work on a test with: never for a verdict.
    """
    if made_before := os.environ.get("PULSE_DEMO"):
        return Path(made_before)

    def make(folder: Path) -> None:
        done = process("demo", str(folder), cwd=folder.parent)
        assert done.returncode == 0, done.stderr
        assert "stock-take-2026-11.html" in done.stdout.replace("\n", ""), "it says where the report is"

    return once(tmp_path_factory, "pulse-demo", make)


@pytest.fixture(scope="session")
def report(demo: Path) -> Path:
    """The demonstration's report."""
    return demo / "reports" / "stock-take-2026-11.html"


def browser_path() -> str | None:
    """Where a browser is on this machine."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium that is on this machine; never one that a package downloads."""
    found = browser_path()
    if found is None:
        pytest.skip("needs a browser: chromium, google-chrome or Edge")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and isinstance(report.longrepr, tuple):
        for what, names in _MISSING.items():
            if f"needs {what}" in report.longrepr[2]:
                names.append(item.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") == "true" and _MISSING["a browser"]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last lines printed: what was not tested here."""
    for what, names in _MISSING.items():
        if names:
            terminalreporter.write_line(f"NOT TESTED: {len(names)} tests need {what}, which is not here.", red=True)
