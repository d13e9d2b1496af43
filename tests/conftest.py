"""What several tests stand on: the program as a user runs it, the demonstration, a real browser.

A test that needs something from outside pip skips where it is missing, and one loud line at the end says how many did.
Under CI=true that is a failure: there, nothing may be missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Elsewhere every run tries other cases; in CI the same ones, so that a change is judged by what it changed.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")

DAY = "2026-11-24"  # the day tests run on, wherever they do
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
_MISSING: dict[str, list[str]] = {"a browser": [], "../shared": []}


def pulse(*arguments: str, cwd: Path, day: str = DAY, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the installed program in a process of its own."""
    program = str(Path(sys.executable).with_name("pulse"))
    env = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    env |= {"PULSE_TODAY": day, "COLUMNS": "120", "PYTHONUTF8": "1", **environ}
    return subprocess.run(
        [program, *arguments], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, made once by the real command."""
    folder = tmp_path_factory.mktemp("demo") / "pulse-demo"
    done = pulse("demo", str(folder), cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def report(demo: Path) -> Path:
    """The demonstration's report."""
    return demo / "reports" / "stock-take-2026-11.html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium that is on this machine; never one that a package downloads."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
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
