"""`pulse trend` as a user runs it: every chart, JSON whose keys never change, messages with place and remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import pulse

_TOP = {"chart", "variation", "assurance", "warnings", "parts", "points"}
_PART = {"number", "chart", "limits", "trial", "known", "baseline", "rules", "sigma_z", "runs"}
_RUNS = {"useful", "longest", "longest_most", "crossings", "crossings_least", "signal"}
_POINT = {
    "date", "value", "mean", "lower", "upper", "near_lower", "near_upper", "special_cause", "point_type",
    "rebase_group", "n", "label", "count", "interval_lower", "interval_upper", "excluded", "few_answers",
}  # fmt: skip


@pytest.fixture
def shares(tmp_path: Path) -> Path:
    """Twenty months of shares; the last rests on few answers."""
    path = tmp_path / "shares.csv"
    lines = [f"{2025 + at // 12}-{at % 12 + 1:02}-01,{120 + 2 * (at % 3)},{200 + at}" for at in range(19)]
    path.write_text("\n".join(["date,count,n", *lines, "2026-08-01,16,25", ""]), encoding="utf-8")
    return path


def _json(folder: Path, *arguments: str) -> dict[str, Any]:
    done = pulse("trend", *arguments, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("chart", ["auto", "xmr", "p", "p-prime", "i", "i-prime", "run"])
def test_json_has_the_documented_keys_and_no_others(shares: Path, chart: str) -> None:
    found = _json(shares.parent, shares.name, "--chart", chart)
    assert set(found) == _TOP
    assert found["chart"] == ("p-prime" if chart == "auto" else chart)
    assert {frozenset(part) for part in found["parts"]} == {frozenset(_PART)}
    assert {frozenset(point) for point in found["points"]} == {frozenset(_POINT)}
    if chart == "run":
        assert set(found["parts"][0]["runs"]) == _RUNS


def test_the_readme_names_every_key() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [key for key in _TOP | _PART | _RUNS | _POINT if f"`{key}`" not in readme] == []


def test_options_reach_the_chart(shares: Path) -> None:
    folder, name = shares.parent, shares.name
    assert _json(folder, name)["parts"][0]["sigma_z"] == 1.0
    assert _json(folder, name, "--no-floor")["parts"][0]["sigma_z"] < 1.0
    assert _json(folder, name, "--freeze", "12")["parts"][0]["baseline"] == 12
    parts = _json(folder, name, "--part", "2025-07-01")["parts"]
    assert [part["known"] for part in parts] == [6, 14]
    left_out = _json(folder, name, "--exclude", "2026-08-01")
    assert left_out["points"][-1]["excluded"]
    assert left_out["parts"][0]["baseline"] == 19
    assert left_out["points"][-1]["few_answers"]


def test_the_names_of_options_before_still_work(shares: Path) -> None:
    folder, name = shares.parent, shares.name
    old = _json(folder, name, "--rebase", "2026-01-01", "--baseline", "12", "--chart", "xmr")
    assert old == _json(folder, name, "--part", "2026-01-01", "--freeze", "12", "--chart", "xmr")


def test_the_screen_says_how_each_part_was_judged_and_by_which_rules(shares: Path) -> None:
    done = pulse("trend", shares.name, "--part", "2025-10-01", cwd=shares.parent)
    assert "Chart: run of 9 points, trial limits p-prime, limits from 9 points" in done.stdout
    assert "Rules: Anhøj 2014, as qicharts2 0.8.1; points outside the limits only." in done.stdout
    assert "Chart: run of 11 points" in done.stdout
    assert "few answers" in done.stdout
    assert done.stderr == "Fewer than 13 points in a part: its limits are only a trial.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--part", "2025-07-02"), 2, "name a date of the series"),
        (("--exclude", "2025-07-02"), 2, "name a date of the series"),
        (("--freeze", "11"), 2, "frozen limits need 12 points"),
        (("--part", "July"), 2, "--part"),
    ],
)
def test_what_cannot_be_judged_is_said_with_its_remedy(
    shares: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = pulse("trend", shares.name, *arguments, cwd=shares.parent)
    assert done.returncode == status
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("chart", ["p", "p-prime", "i-prime"])
def test_a_chart_that_needs_n_says_which_columns(tmp_path: Path, chart: str) -> None:
    (tmp_path / "s.csv").write_text("date,value\n2026-01-01,1\n", encoding="utf-8")
    done = pulse("trend", "s.csv", "--chart", chart, cwd=tmp_path)
    assert done.returncode == 2
    assert "give date," in done.stderr


def test_a_folder_is_told_for_what_it_is(tmp_path: Path) -> None:
    done = pulse("trend", ".", cwd=tmp_path)
    assert done.returncode == 66
    assert "this is a folder" in done.stderr
