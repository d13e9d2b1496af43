"""The shipped questionnaires are found however the program was installed; the two commands of the README are true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from pulse import define

ROOT = Path(__file__).parents[1]
SHIPPED = {
    "stock-take", "weekly-check-in", "engagement-nine", "working-together", "partners", "restorative-practice",
    "task-and-relationship", "who-5", "burnout-one", "burnout-seven", "support-after-harm", "recommend",
}  # fmt: skip


def _build(folder: Path, *kind: str, source: Path = ROOT) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", *kind, "--outdir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)


def _surveys_in(wheel: Path) -> set[str]:
    names = zipfile.ZipFile(wheel).namelist()
    found = {name for name in names if re.fullmatch(r"pulse/surveys/[a-z0-9-]+\.toml", name)}
    assert "pulse/surveys/survey.schema.json" in names
    assert "pulse/py.typed" in names
    assert "pulse/report/templates/page.html" in names
    assert "pulse/report/formats/report.schema.json" in names
    assert "pulse/define/benchmarks.toml" in names
    assert "pulse/define/linked.toml" in names
    assert "pulse/surveys/codebooks/seven-asks.toml" in names
    assert [name for name in names if name.endswith("/share/man/man1/pulse.1")]
    assert "pulse/cli/pulse.1" not in names
    return {Path(name).stem for name in found}


def test_a_checkout_finds_them() -> None:
    assert {survey.id for survey in define.library(define.shipped())} == SHIPPED


def test_the_wheel_holds_them(tmp_path: Path) -> None:
    assert _surveys_in(_build(tmp_path, "--wheel")) == SHIPPED


def test_a_wheel_built_from_the_source_archive_holds_them_and_runs(tmp_path: Path) -> None:
    """Unpacked beside nothing: the questionnaires are found inside the package alone."""
    archive = _build(tmp_path / "sdist", "--sdist")
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(archive), str(tmp_path / "src")], check=True)
    (source,) = (tmp_path / "src").iterdir()
    wheel = _build(tmp_path / "wheel", "--wheel", source=source)
    assert _surveys_in(wheel) == SHIPPED
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "from pulse import define; print(define.shipped()); print(len(define.library(define.shipped())))"
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    folder, count = done.stdout.split()
    assert folder == str(tmp_path / "site" / "pulse" / "surveys")
    assert count == str(len(SHIPPED))


def test_the_readme_shows_both_commands_and_ci_runs_the_second() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    run = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/pulse demo"
    test = 'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/python -m pytest'
    assert run in readme
    assert test in readme
    assert test in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.nightly
def test_the_first_command_runs_in_a_copy_with_nothing_else(tmp_path: Path) -> None:
    """The README's first command, in a clone: needs a package index to install from."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    venv.create(clone / ".venv", with_pip=True)
    bin_ = clone / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([str(bin_ / "pip"), "install", "-q", "."], cwd=clone, check=True)
    done = subprocess.run([str(bin_ / "pulse"), "demo"], cwd=clone, capture_output=True, text=True, check=True)
    assert "pulse-demo" in done.stdout
    assert list((clone / "pulse-demo" / "reports").glob("*.html"))
