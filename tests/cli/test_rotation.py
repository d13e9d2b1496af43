"""Blocks take turns wave by wave: opened, published, collected, reported by the real commands."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from pulse import define
from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "How are we?"
[rotation]
every = 3
seed = 2
[[item]]
id = "core"
text = "I am heard."
scale = "agree5"
""" + "".join(
    f'[[item]]\nid = "{name}"\ntext = "About {name}?"\nscale = "agree5"\nblock = "{name}"\n'
    for name in ("tools", "rota", "learning")
)
_MONTHS = ("2026-07", "2026-08", "2026-09", "2026-10")


def _asked(root: Path, wave: str) -> list[str]:
    return [item.id for item in define.load(root / "surveys" / "instances" / f"s.{wave}.toml").items]


def _collect(root: Path, wave: str) -> None:
    items = define.load(root / "surveys" / "instances" / f"s.{wave}.toml").items
    with (root / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[f"r{at}", *(("Agree", "Disagree", "Agree")[at % 3],) * len(items)] for at in range(30)]
        csv.writer(file).writerows([["Response id", *(item.text for item in items)], *rows])
    for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", f"{wave}.csv", "--survey", "s", "--wave", wave, cwd=root, day=f"{wave}-02")
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_block_comes_round_and_its_line_goes_on(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    for wave in _MONTHS:
        opened = pulse("open", "s", "--wave", wave, cwd=root, day=f"{wave}-01")
        assert opened.returncode == 0, opened.stderr
        _collect(root, wave)
        report = pulse("report", "s", "--wave", wave, cwd=root, day="2026-11-24")
        assert report.returncode == 0, report.stderr
    turns = [_asked(root, wave) for wave in _MONTHS]
    assert all(it[0] == "core" and len(it) == 2 for it in turns)
    assert {it[1] for it in turns[:3]} == {"tools", "rota", "learning"}
    assert turns[3] == turns[0]
    rows = json.loads(pulse("report", "s", "--format", "json", "-o", "-", cwd=root).stdout)["figures"]
    returned = [
        (it["wave"], it["item_version"]) for it in rows if (it["item"], it["measure"]) == (turns[0][1], "favourable")
    ]
    assert returned == [("2026-07", 1), ("2026-10", 1)], "one line, drawn past the waves in which it rested"
    resting = {it["item"] for it in rows if it["wave"] == "2026-10"} & {turns[1][1], turns[2][1]}
    assert not resting
    assert pulse("survey", "check", cwd=root).returncode == 0, "what rests in a wave is no edit"
    diff = pulse("survey", "diff", "s@2026-09", "s@2026-10", cwd=root)
    assert (diff.returncode, "No line of figures breaks." in diff.stdout) == (0, True)


def test_a_wave_that_is_opened_anew_asks_the_same(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    for wave in _MONTHS[:2]:
        assert pulse("open", "s", "--wave", wave, cwd=root, day="2026-07-01").returncode == 0
    first = [_asked(root, wave) for wave in _MONTHS[:2]]
    assert first[0] != first[1], "the second knows what the first asks, though nobody has answered"
    for wave in _MONTHS[:2]:
        assert pulse("open", "s", "--wave", wave, cwd=root, day="2026-07-01").returncode == 0
    assert [_asked(root, wave) for wave in _MONTHS[:2]] == first
