"""Tasks and relationships by the real path: exports collected, reports made, their rows and pages looked at.

1. The balance is ten times each person's relationships score less her tasks score; its interval is that of those
   differences, one number a person.
2. Whoever has only one of the two scores is in none of the three figures.
3. Drift is told after three stock-takes, and called clear where both steps go one way by more than chance allows.
4. A group that may not be shown is in no row, on no page and in no picture.
5. The picture holds two shown scores a dot, and no two names in it touch.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from pulse import define
from pulse.report.widths import width
from tests.conftest import pulse, workspace

_SHIPPED = (define.shipped() / "task-and-relationship.toml").read_text(encoding="utf-8")
_TEXT = _SHIPPED[_SHIPPED.index("id ") :]
_SURVEY = define.from_source(_TEXT)
_AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
Person = tuple[int, int]  # points out of 4 given to every task, and to every relationship


def _collect(root: Path, wave: str, teams: dict[str, Sequence[Person]], only_tasks: int = 0) -> None:
    with (root / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        texts = [item.text for item in _SURVEY.items]
        writer.writerow(["Response id", _SURVEY.dimension_texts["team"], *texts])
        people = [(team, person) for team, of_team in teams.items() for person in of_team]
        for at, (team, (tasks, relationships)) in enumerate(people):
            second = [""] * 5 if at < only_tasks else [_AGREE[relationships]] * 5
            writer.writerow([f"r{at}", team, *[_AGREE[tasks]] * 5, *second])
    rest = ("--survey", "task-and-relationship", "--wave", wave)
    done = pulse("collect", f"{wave}.csv", *rest, cwd=root)
    if done.returncode == 1:  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", f"{wave}.csv", *rest, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def _rows(root: Path, wave: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """Group, item and measure -> the row, of that wave."""
    done = pulse("report", "--wave", wave, "--format", "csv", "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    found = csv.DictReader(io.StringIO(done.stdout))
    return {(row["group"], row["item"], row["measure"]): row for row in found if row["wave"] == wave}


def _page(root: Path, wave: str) -> str:
    done = pulse("report", "--wave", wave, "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _figures(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["value"], row["lower"], row["upper"], row["n"]


# 16 whose relationships are one step ahead (7.5 and 10, or 2.5 and 5), 8 in whom the two are even.
_AHEAD: Sequence[Person] = [(3, 4)] * 8 + [(1, 2)] * 8 + [(2, 2)] * 4 + [(0, 0)] * 2 + [(4, 4)] * 2
_BEHIND: Sequence[Person] = [(b, a) for a, b in _AHEAD]
_EVEN: Sequence[Person] = [(at % 5, at % 5) for at in range(25)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _TEXT)


def test_the_balance_is_that_of_each_person(root: Path) -> None:
    """By hand. 16 people differ by (10 - 7.5) x 10 = (5 - 2.5) x 10 = 25, eight by 0: mean 400/24 = 16.67.

    Squares about it: 16 x 8.333^2 + 8 x 16.667^2 = 3333.3; deviation (3333.3/23)^0.5 = 12.04; standard error
    12.04/24^0.5 = 2.457, and 1.96 of them 4.8: 11.9 to 21.5. Were the two scores' own errors added up as if they were
    those of other people, the interval would be more than three times as wide: deviations of 2.8 points and more.
    """
    _collect(root, "2026-10", {"A": _AHEAD})
    rows = _rows(root, "2026-10")
    assert _figures(rows["all", "balance", "balance"]) == ("17.0", "12.0", "21.0", "24")
    # Tasks: (8 x 7.5 + 8 x 2.5 + 4 x 5 + 2 x 0 + 2 x 10)/24 = 120/24 = 5; relationships 160/24 = 6.67.
    assert rows["all", "balance.tasks", "mean"]["value"] == "5.0"
    assert rows["all", "balance.relationships", "mean"]["value"] == "6.7"
    assert "relationships score less tasks score of each person" in rows["all", "balance", "balance"]["method"]
    page = _page(root, "2026-10")
    assert "Everyone: relationships ahead." in page
    assert ">+17</data> <small>+12 to +21</small>" in page


def test_one_score_alone_is_in_no_figure(root: Path) -> None:
    """The first twelve of 36 answer tasks only: 24 are left, twelve of them one step ahead."""
    _collect(root, "2026-10", {"A": [*[(0, 0)] * 12, *_AHEAD]}, only_tasks=12)
    rows = _rows(root, "2026-10")
    for item, measure in (("balance", "balance"), ("balance.tasks", "mean"), ("balance.relationships", "mean")):
        assert rows["all", item, measure]["n"] == "24"
    assert rows["all", "balance", "balance"]["value"] == "17.0"


def test_a_balance_has_no_trend_with_a_good_end(root: Path) -> None:
    _collect(root, "2026-10", {"A": _AHEAD})
    rows = _rows(root, "2026-10")
    assert not {measure for _, item, measure in rows if item == "balance"} - {"balance"}


def test_drift_is_clear_where_both_steps_go_one_way(root: Path) -> None:
    """-17, 0 and +17: 34 points from first to last, with (4.8^2 + 4.8^2)^0.5 = 7 to either side."""
    for wave, people in zip(("2026-08", "2026-09", "2026-10"), (_BEHIND, _EVEN, _AHEAD), strict=True):
        _collect(root, wave, {"A": people})
        rows = _rows(root, wave)
        assert (("all", "balance", "drift") in rows) == (wave == "2026-10")
    drift = rows["all", "balance", "drift"]
    assert _figures(drift) == ("34.0", "27.0", "41.0", "24")
    assert drift["method"] == "since 2026-08; Zou and Donner; clear"
    assert "over three stock-takes: clear drift towards relationships" in _page(root, "2026-10")


def test_there_and_back_is_no_drift(root: Path) -> None:
    for wave, people in zip(("2026-08", "2026-09", "2026-10"), (_EVEN, _BEHIND, _AHEAD), strict=True):
        _collect(root, wave, {"A": people})
    assert _rows(root, "2026-10")["all", "balance", "drift"]["method"].endswith("no clear drift")


def _five(root: Path, *waves: str) -> None:
    """Five teams, one of them of seven people, in each of some waves."""
    for at, wave in enumerate(waves):
        near = [_BEHIND, _EVEN, _AHEAD][at]
        teams = {"Theatres": _AHEAD, "Ward 6": _BEHIND, "Ward 7": _EVEN, "Maternity": near, "Tiny": [(4, 0)] * 7}
        _collect(root, wave, teams)


def test_a_team_that_is_not_shown_is_nowhere(root: Path) -> None:
    _five(root, "2026-10")
    rows = _rows(root, "2026-10")
    assert _figures(rows["Tiny", "balance", "balance"])[:2] == ("", "")
    assert rows["Tiny", "balance.tasks", "mean"]["shown"] == "false"
    page = _page(root, "2026-10")
    drawing = page[page.index('id="balance-balance"') : page.index("</svg>", page.index('id="balance-balance"'))]
    assert "Tiny" not in drawing
    teams = ("Theatres", "Ward 6", "Ward 7", "Maternity")
    shown = [team for team in teams if rows[team, "balance", "balance"]["shown"] == "true"]
    assert len(shown) == 3, "one of them is withheld, so that nobody can tell the seven from the rest"
    assert len(re.findall(r"<circle", drawing)) == 3


def test_no_two_names_in_the_picture_touch(root: Path) -> None:
    _five(root, "2026-08", "2026-09", "2026-10")
    page = _page(root, "2026-10")
    drawing = page[page.index('id="balance-balance"') : page.index("</svg>", page.index('id="balance-balance"'))]
    boxes = []
    for attributes, said in re.findall(r"<text ([^>]*)>([^<]*)</text>", drawing):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        wide = width(said, float(known["font-size"]), bold="font-weight" in known)
        left = float(known["x"]) - wide * {"end": 1.0, "middle": 0.5}.get(known.get("text-anchor", ""), 0.0)
        boxes.append((left, float(known["y"]) - 10, left + wide, float(known["y"]) + 2, said))
    assert {"Theatres", "Ward 6"} <= {said for *_, said in boxes}
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one[-1], other[-1])


def test_a_dot_that_was_moved_is_found(root: Path) -> None:
    """The picture is attacked with the page: a dot that no two shown scores explain fails it."""
    _five(root, "2026-10")
    done = pulse("report", "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stderr
    path = root / "reports" / "task-and-relationship-2026-10.html"
    page = path.read_text(encoding="utf-8")
    assert pulse("audit", str(path), cwd=root).returncode == 0
    at = page.index("<circle", page.index('id="balance-balance"'))
    cx = re.search(r'cx="([\d.]+)"', page[at:])
    assert cx
    moved = page[:at] + page[at:].replace(cx[0], f'cx="{float(cx[1]) + 9:.1f}"', 1)
    path.write_text(moved, encoding="utf-8")
    found = pulse("audit", str(path), cwd=root)
    assert found.returncode == 1
    assert "no shown figure puts it" in " ".join((found.stdout + found.stderr).split())


@pytest.mark.parametrize(
    "parts",
    [
        'parts = [["goals", "roles", "decided", "finished"], ["noticed", "asked_help", "spoken", "others"]]',
        'parts.Tasks = ["goals", "roles", "decided"]\nparts.Others = ["noticed", "asked_help", "spoken", "others"]',
        'parts.Tasks = ["goals", "roles", "decided", "finished"]',
    ],
)
def test_a_balance_needs_two_named_parts_of_four(root: Path, parts: str) -> None:
    text = re.sub(r"parts\.Tasks.*?\n\n", f"{parts}\n\n", _TEXT, flags=re.DOTALL)
    (root / "surveys" / "task-and-relationship.toml").write_text(text, encoding="utf-8")
    done = pulse("survey", "check", cwd=root)
    assert done.returncode != 0
    assert "balance" in done.stdout + done.stderr
