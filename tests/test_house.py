"""The house keeps its order: layers, the wall, the doors, one clock, one place that prints.

1. Import contracts hold (pyproject.toml, [tool.importlinter]).
2. A room is entered by its door only: nobody outside a room imports a module inside it.
3. No clock outside cli/app.py; no printing outside cli/screen.py.
4. `pulse --help` loads no database, no template engine and no room.
5. Formulas use the standard library and each other, nothing else.
6. Lint, format and types are clean, so that the one test command checks everything.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pulse"
ROOMS = (
    "define",
    "schedule",
    "publish",
    "collect",
    "store",
    "analyse",
    "protect",
    "trend",
    "report",
    "act",
    "send",
    "demo",
)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_import_contracts_hold() -> None:
    done = _run(_program("lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout


def test_a_room_is_entered_by_its_door_only() -> None:
    through_walls = [
        f"{name} imports {target}"
        for name, tree in _modules()
        for target in _imported(tree)
        for room in ROOMS
        if target.startswith(f"pulse.{room}.") and not name.startswith(f"pulse.{room}")
    ]
    assert through_walls == []


def test_only_the_corridor_enters_rooms() -> None:
    trespassers = [
        f"{name} imports {target}"
        for name, tree in _modules()
        for target in _imported(tree)
        for room in ROOMS
        if target == f"pulse.{room}" and not name.startswith((f"pulse.{room}", "pulse.journeys"))
    ]
    assert trespassers == []


def test_there_is_one_clock() -> None:
    clocks = {"today", "now", "utcnow", "time", "time_ns", "monotonic", "perf_counter"}
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules()
        if name != "pulse.cli.app"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
        and not node.args
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "time"}
    ]
    assert found == []


def test_only_the_screen_prints() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules()
        if name != "pulse.cli.screen"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def test_formulas_stand_alone() -> None:
    foreign = [
        f"{name} imports {target}"
        for name, tree in _modules()
        if name.startswith("pulse.statistics")
        for target in _imported(tree)
        if target.split(".")[0] not in sys.stdlib_module_names and not target.startswith("pulse.statistics.")
    ]
    assert foreign == []


def test_help_loads_no_database_no_templates_and_no_room() -> None:
    _run(sys.executable, "-m", "compileall", "-q", str(PACKAGE))
    done = _run(sys.executable, "-X", "importtime", "-c", "import sys; sys.argv=['pulse', '--help']; "
                "from pulse.cli.app import main; main()")  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert "collect" in done.stdout
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    heavy = {"sqlite3", "sqlite_utils", "jinja2", "dateutil", "python_calamine", "xlsxwriter", "rich.progress"}
    rooms = {f"pulse.{room}" for room in (*ROOMS, "journeys")}
    assert loaded & (heavy | rooms) == set()


@pytest.mark.parametrize("command", [("check", "."), ("format", "--check", ".")], ids=["lint", "format"])
def test_ruff_is_clean(command: tuple[str, ...]) -> None:
    done = _run(_program("ruff"), *command)
    assert done.returncode == 0, done.stdout


def test_types_are_clean() -> None:
    done = _run(_program("mypy"))
    assert done.returncode == 0, done.stdout
