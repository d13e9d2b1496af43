"""The manual is what the program does today: README.md, the man page, `pulse --help`, completion, pictures.

1. Every command of the tutorial works as README.md says, and prints what it says.
2. What is made from the program - every command's help, the man page - has not drifted: `python -m tests.manual`.
3. `pulse --help` has a place for every command, tells each in one whole line, and starts fast.
4. A shell completes ids of questionnaires and labels of waves.
5. Every link of README.md that leads into it leads somewhere, and its pictures are small.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pulse.cli.order import PATH
from pulse.errors import Exit
from tests import manual, screenshots, tutorial
from tests.conftest import pulse, workspace

_TEXT = manual.README.read_text(encoding="utf-8")
_FORM = 'id = "s"\ntitle = "S"\n[[item]]\nid = "heard"\ntext = "Heard?"\nscale = "agree5"\n'


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """From nothing to a reported stock-take, a commitment and the daily line, by the README alone."""
    terminal = tutorial.Terminal(tmp_path)
    commands = [it for block in tutorial.blocks(_TEXT) for it in tutorial.typed(block)]
    assert len(commands) > 15
    for it in commands:
        status, said = terminal.type(it)
        assert status == it.status, f"{it.line}\n{said}"
        assert not it.shown or said == it.shown, f"{it.line}\n{said}"


def test_the_help_in_the_readme_has_not_drifted() -> None:
    status, said = manual.cog("--check", "--diff")
    assert status == 0, f"make it anew: python -m tests.manual\n{said}"


def test_the_man_page_has_not_drifted() -> None:
    assert manual.MAN_PAGE.read_text(encoding="utf-8") == manual.man_page(), "make it anew: python -m tests.manual"


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff to read a man page")
def test_the_man_page_is_read_without_a_warning() -> None:
    command = ["groff", "-man", "-ww", "-Tutf8", "-z", str(manual.MAN_PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_every_exit_status_stands_in_the_readme_and_no_other() -> None:
    assert [int(status) for status, _ in manual.exit_statuses()] == list(Exit)


def test_every_command_has_its_place_on_the_path() -> None:
    named = [name for step in PATH.values() for name in step]
    assert sorted(named) == sorted(manual.program().commands)


def test_every_command_is_told_in_one_whole_line() -> None:
    helps = [manual.program(), *(command for _, command, _ in manual.commands(tuple(manual.program().commands)))]
    for group in helps:
        own = getattr(group, "commands", {})
        room = 80 - 6 - max(map(len, own), default=0)
        assert [name for name, command in own.items() if command.get_short_help_str(room).endswith("...")] == []


def test_the_front_door_opens_before_anything_heavy_is_fetched() -> None:
    """`pulse --help` loads no room, no noun of figures, and no library but the one that reads the command line."""
    code = "import sys, pulse.cli.commands; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "typer" in loaded
    assert loaded & {"sqlite3", "sqlite_utils", "jinja2", "pydantic", "rich", "dateutil", "pulse.settings"} == set()
    assert loaded & {"pulse.journeys", "pulse.model.survey", "pulse.model.release", "pulse.model.collected"} == set()


def test_a_shell_completes_ids_and_labels(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    others = [root / "surveys" / name for name in ("s-v1.toml", "s.cy.toml", "s.plain.map.toml", "aliases.toml")]
    for path in others:
        path.touch()
    assert _completed(root, "pulse report ") == ["s"]
    for path in others:
        path.unlink()
    assert _completed(root, "pulse report s --wave ") == []
    (root / "e.csv").write_text("Heard?\n" + "Agree\n" * 12, encoding="utf-8")
    assert pulse("collect", "e.csv", "--survey", "s", "--wave", "2026-10", cwd=root).returncode == 0
    assert _completed(root, "pulse report s --wave ") == ["2026-10"]
    assert _completed(tmp_path, "pulse report ") == []
    assert "commit" in _completed(root, "pulse co")


def _completed(cwd: Path, typed: str) -> list[str]:
    words = typed.split(" ")
    done = pulse(cwd=cwd, _PULSE_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1))
    return done.stdout.split()


def test_links_within_the_readme_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", _TEXT, flags=re.DOTALL), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", _TEXT)) <= anchors


def test_its_pictures_are_there_and_small() -> None:
    shown = set(re.findall(r"reports/gallery/([\w.-]+\.png)", _TEXT))
    assert shown == {shot.name for shot in screenshots.SHOTS}
    for name in shown:
        assert (screenshots.GALLERY / name).stat().st_size < screenshots.MOST_BYTES, "python -m tests.screenshots"
