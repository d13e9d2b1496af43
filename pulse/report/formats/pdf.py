"""A finished page as a PDF, printed by a browser that is on this machine: Chromium, Chrome or Edge.

The browser opens one local file in a folder of its own, with networking off, and is ended when its time is over.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from pulse.model.problems import Stop, problem

SECONDS = 120  # a page of 400 teams takes some ten
_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking", "--disable-sync",
    "--no-first-run", "--no-default-browser-check", "--proxy-server=127.0.0.1:9",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)  # fmt: skip
_MADE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def find_browser() -> Path:
    """The browser that prints. Raises Stop("no-browser")."""
    for found in (*map(shutil.which, _NAMES), *_usual_places()):
        if found and Path(found).is_file():
            return Path(found)
    raise Stop(problem("no-browser"))


def to_pdf(page: str, browser: Path, made: date) -> bytes:
    """A tagged PDF of a page, the same bytes for the same page, browser and day. made: the day it says it is of.

    Raises Stop: "pdf-failed" where the browser does not print it within SECONDS.
    """
    with tempfile.TemporaryDirectory(prefix="pulse-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "page.html", folder / "page.pdf"
        source.write_text(page, encoding="utf-8", newline="")
        _print(browser, source, target, folder)
        return _dated(target.read_bytes(), made)


def _print(browser: Path, source: Path, target: Path, folder: Path) -> None:
    # An administrator's browser has no sandbox on Linux; what it opens is our own page, which may run nothing.
    own = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
    where = (f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri())
    command = [str(browser), *_FLAGS, *own, *where]
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=True)  # noqa: S603 - a fixed list
    except (OSError, subprocess.SubprocessError) as error:
        raise Stop(problem("pdf-failed", browser=browser.name, reason=type(error).__name__)) from error
    if not target.is_file() or not target.stat().st_size:
        raise Stop(problem("pdf-failed", browser=browser.name, reason="nothing was printed"))


def _dated(data: bytes, made: date) -> bytes:
    """The file with the day of what it tells as the time it was made: written over in place, so that nothing moves."""
    return _MADE.sub(rb"\g<1>" + f"{made:%Y%m%d}000000".encode(), data)


def _usual_places() -> list[str]:
    """Where browsers are that no path leads to."""
    if sys.platform == "darwin":
        return [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in _MAC]
    if sys.platform == "win32":
        roots = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [f"{root}/{rest}" for root in roots if root for rest in _WINDOWS]
    return []
