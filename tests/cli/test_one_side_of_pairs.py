"""The plan of two teams that rated each other: the figures that a report shows stand in it, and no others.

1. Counts of the export, by hand: 14 of 26, 20 of 26; the file, the drawing and the difference hold them.
2. Nothing is taken from a wave that was not reported, and what its report withholds is a question only.
3. A figure that is not the report's makes no page.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from tests.cli.test_one_side import _FILLED
from tests.conftest import pulse
from tests.pairs import collected, grid, made, rows, sheets

_TEAMS = ("Red", "Blue", "Green")
_SAID = {
    ("Red", "Blue"): (9, 17), ("Red", "Green"): (9, 13), ("Blue", "Red"): (20, 6), ("Blue", "Green"): (9, 9),
    ("Green", "Blue"): (4, 3), ("Green", "Red"): (4, 3),
}  # fmt: skip


def _plan(root: Path, *arguments: str, status: int = 0) -> str:
    done = pulse("plan", *arguments, cwd=root)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr if status else done.stdout


def _begun(root: Path, one: str, other: str) -> dict[str, Any]:
    _plan(root, one, other)
    return tomllib.loads((root / "plans" / f"{one.lower()}--{other.lower()}.toml").read_text(encoding="utf-8"))


def _reported(folder: Path) -> Path:
    root = made(folder, dict.fromkeys(_TEAMS, 40))
    collected(root, grid(root / "e.csv", _TEAMS, sheets(_SAID)))
    rows(root)
    return root


def test_the_file_and_the_page_hold_what_the_report_shows_in_both_directions(tmp_path: Path) -> None:
    root = _reported(tmp_path / "w")
    said = _begun(root, "Red", "Blue")
    (seen,) = said["seen"]
    assert (seen["question"], seen["first"]["percent"], seen["first"]["n"]) == ("Reliance", 35, 26)  # 9 of 26
    assert (seen["second"]["percent"], seen["second"]["n"]) == (77, 26)  # 20 of 26
    assert said["figures"] == {"survey": "pairs", "wave": "2026-10"}
    assert said["asked"]
    file = root / "plans" / "red--blue.toml"
    text = file.read_text(encoding="utf-8")
    for empty, full in _FILLED.items():
        text = text.replace(empty, full)
    file.write_text(text, encoding="utf-8")
    page = Path(json.loads(_plan(root, "Blue", "Red", "--json"))["page"]).read_text(encoding="utf-8")
    assert "42 points apart" in page
    file.write_text(text.replace("percent = 77", "percent = 78"), encoding="utf-8")
    assert "this is not what the report of wave 2026-10 shows" in _plan(root, "Red", "Blue", status=65)


def test_what_is_withheld_is_a_question_without_figures(tmp_path: Path) -> None:
    root = _reported(tmp_path / "w")
    said = _begun(root, "Green", "Blue")  # seven of Green answered
    assert [(it["question"], it.get("first")) for it in said["seen"]] == [("Reliance", None)]


def test_a_wave_that_was_not_reported_gives_nothing(tmp_path: Path) -> None:
    root = made(tmp_path / "w", dict.fromkeys(_TEAMS, 40))
    collected(root, grid(root / "e.csv", _TEAMS, sheets(_SAID)))
    said = _begun(root, "Red", "Blue")
    assert all(set(it) == {"question"} for it in said["seen"])
    assert "figures" not in said
