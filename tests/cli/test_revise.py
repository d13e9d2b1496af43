"""An edited questionnaire, as it is typed: what differs is told, types are asked for, the version goes up.

1. `pulse survey diff` over files, versions and waves; status 1 where a line breaks.
2. A questionnaire in use that was edited is told, is not opened, and needs every type to be the next version.
3. The report follows: what was called cosmetic goes on, what was reworded begins anew.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest

from pulse import files
from tests.conftest import once, pulse, workspace

_FORM = """\
id = "s"
version = 1  # raise it
title = "How are we?"
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "rested"
text = "I am rested."
scale = "agree5"
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 10
"""


def _collect(root: Path, wave: str, *heads: str) -> None:
    with (root / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
        answers = ["Agree", "Disagree", "Agree"]
        csv.writer(file).writerows(
            [["Response id", *heads], *([f"r{at}", *(answers[at % 3],) * 2] for at in range(30))]
        )
    for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", f"{wave}.csv", "--survey", "s", "--wave", wave, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def root(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which October has answers to version 1."""

    def make(folder: Path) -> None:
        _collect(workspace(folder, _FORM), "2026-10", "I am heard.", "I am rested.")

    shutil.copytree(once(tmp_path_factory, "revise", make), tmp_path / "w")
    return tmp_path / "w"


def _edit(root: Path) -> None:
    text = _FORM.replace("I am heard.", "I am listened to.").replace("I am rested.", "I feel rested.")
    (root / "surveys" / "s.toml").write_text(text, encoding="utf-8")


def test_a_file_a_version_and_a_wave_are_set_side_by_side(root: Path) -> None:
    same = pulse("survey", "diff", "s@2026-10", "s@v1", cwd=root)
    assert (same.returncode, "They ask the same." in same.stdout) == (0, True)
    _edit(root)
    told = pulse("survey", "diff", "s@2026-10", "surveys/s.toml", "--json", cwd=root)
    assert told.returncode == 1
    found = json.loads(told.stdout)
    assert [(it["id"], it["what"], it["breaks"], it["said"]) for it in found["differences"]] == [
        ("heard", "reworded", True, False),
        ("rested", "reworded", True, False),
    ]
    missing = pulse("survey", "diff", "s@v1", "s@2026-09", cwd=root)
    assert (missing.returncode, "'s' has no version or wave '2026-09'" in missing.stderr) == (2, True)


def test_an_edit_in_use_is_told_and_is_not_opened(root: Path) -> None:
    assert pulse("survey", "check", cwd=root).returncode == 0
    _edit(root)
    checked = pulse("survey", "check", cwd=root)
    assert checked.returncode == 1
    assert "version 1 has answers already, and was edited since: heard, rested" in checked.stdout + checked.stderr
    opened = pulse("open", "s", "--wave", "2026-12", cwd=root)
    assert opened.returncode == 1
    assert "`pulse survey revise s`" in opened.stderr
    assert not list(root.glob("surveys/instances/*"))


def test_a_revision_that_was_cut_off_is_gone_on_with(root: Path) -> None:
    """Killed when the new version was there and the last one had no file yet: the command goes on from there."""
    _edit(root)
    types = ("--change", "heard=cosmetic", "--change", "rested=reworded")
    real = files.write_whole
    written: list[str] = []

    def killed_at_the_second(path: Path, content: str) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path.name)
        real(path, content)

    with patch.object(files, "write_whole", killed_at_the_second):
        assert pulse("survey", "revise", "s", *types, cwd=root).returncode != 0
    assert written == ["s.toml"]
    assert pulse("survey", "check", cwd=root).returncode == 0
    assert pulse("survey", "revise", "s", cwd=root).returncode == 0
    assert "version = 2" in (root / "surveys" / "s.toml").read_text(encoding="utf-8")
    assert (root / "surveys" / "s-v1.toml").read_text(encoding="utf-8") == _FORM
    assert pulse("survey", "check", cwd=root).returncode == 0


def test_every_change_needs_its_type_and_then_the_version_goes_up(root: Path) -> None:
    _edit(root)
    edited = (root / "surveys" / "s.toml").read_bytes()
    half = pulse("survey", "revise", "s", "--change", "heard=cosmetic", cwd=root)
    assert (half.returncode, "the change of 'rested'" in half.stderr) == (1, True)
    assert (root / "surveys" / "s.toml").read_bytes() == edited
    done = pulse("survey", "revise", "s", "--change", "heard=cosmetic", "--change", "rested=reworded", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "surveys" / "s-v1.toml").read_text(encoding="utf-8") == _FORM
    text = (root / "surveys" / "s.toml").read_text(encoding="utf-8")
    assert "version = 2  # raise it\n" in text
    assert "asked_from = 2026-11-24\n" in text
    assert pulse("survey", "check", cwd=root).returncode == 0
    again = pulse("survey", "revise", "s", cwd=root)
    assert (again.returncode, "asks nothing otherwise" in again.stderr) == (2, True)
    versions = pulse("survey", "diff", "s@v1", "s@v2", "--json", cwd=root)
    assert [(it["type"], it["breaks"]) for it in json.loads(versions.stdout)["differences"]] == [
        ("cosmetic", False),
        ("reworded", True),
    ]
    _collect(root, "2026-12", "I am listened to.", "I feel rested.")
    report = pulse("report", "s", "--format", "json", "-o", "-", cwd=root, day="2027-01-10")
    rows = {(it["item"], it["measure"], it["wave"]): it for it in json.loads(report.stdout)["figures"]}
    assert [rows[item, "favourable", "2026-12"]["item_version"] for item in ("heard", "rested")] == [1, 2]
    assert ("heard", "change", "2026-12") in rows
    assert ("rested", "change", "2026-12") not in rows


def test_a_scale_with_other_steps_is_never_called_cosmetic(root: Path) -> None:
    text = _FORM.replace('text = "I am heard."\nscale = "agree5"', 'text = "I am heard."\nscale = "0-10"')
    (root / "surveys" / "s.toml").write_text(text, encoding="utf-8")
    refused = pulse("survey", "revise", "s", "--change", "heard=cosmetic", cwd=root)
    assert (refused.returncode, "cannot be cosmetic" in refused.stderr) == (2, True)
    unknown = pulse("survey", "revise", "s", "--change", "rested=cosmetic", cwd=root)
    assert (unknown.returncode, "'rested' is no question whose" in unknown.stderr) == (2, True)


def test_what_was_opened_for_one_wave_gives_back_the_questionnaire_as_it_was_written(root: Path) -> None:
    assert pulse("open", "s", "--wave", "2026-12", cwd=root).returncode == 0
    _collect(root, "2026-12", "I am heard.", "I am rested.")
    _edit(root)
    change = ("--change", "heard=cosmetic", "--change", "rested=cosmetic")
    done = pulse("survey", "revise", "s", *change, cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "surveys" / "s-v1.toml").read_text(encoding="utf-8") == _FORM


def test_what_has_no_answers_is_edited_as_it_is(tmp_path: Path) -> None:
    new = workspace(tmp_path / "n", _FORM)
    refused = pulse("survey", "revise", "s", cwd=new)
    assert (refused.returncode, "has no answers yet" in refused.stderr) == (2, True)


def test_each_version_keeps_its_own_translation(tmp_path: Path) -> None:
    """The last one has it in its file; in the next one it is told which texts were made from other words."""
    root = workspace(tmp_path / "w", _FORM)
    assert pulse("survey", "translate", "s", "cy", cwd=root).returncode == 0
    path = root / "surveys" / "s.cy.toml"
    parts = path.read_text(encoding="utf-8").split('to   = ""')
    path.write_text(parts[0] + "".join(f'to = "T{at}"{it}' for at, it in enumerate(parts[1:])), encoding="utf-8")
    assert pulse("survey", "check", cwd=root).returncode == 0
    _collect(root, "2026-10", "I am heard.", "I am rested.")
    (root / "surveys" / "s.toml").write_text(_FORM.replace("I am heard.", "I am listened to."), encoding="utf-8")
    assert pulse("survey", "revise", "s", "--change", "heard=reworded", cwd=root).returncode == 0
    told = json.loads(pulse("survey", "check", "--json", cwd=root).stdout)
    assert {Path(file).name: [it["code"] for it in faults] for file, faults in told.items()} == {
        "s-v1.toml": [],
        "s.toml": ["translation-old"],
    }
    shown = json.loads(pulse("survey", "show", "surveys/s-v1.toml", "--language", "cy", "--json", cwd=root).stdout)
    assert [it["text"] for it in shown["items"]] == ["T0", "T1"]
