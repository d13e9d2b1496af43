"""Ratings of groups, from a platform's grid into the store and back.

1. One column a rated group, by "question [group]": the report has the counts of the export.
2. What people say of their own group is not kept, and told; "we do not work together" and blanks are no answers.
3. A group nobody asks about stops the file; so does one that is asked about and has no column.
4. Microsoft Forms heads a grid's columns with the rows alone: of two grids only the mapping says which is which.
5. Changed ratings are changed answers; an undo brings the old ones back; the same file twice changes nothing.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import pulse
from tests.pairs import BAD, FORM, GOOD, NO_CONTACT, collected, grid, made, of_pairs, rows, sheets

_TEAMS = ("Red", "Blue", "Green")
_SAID = {("Red", "Blue"): (14, 12), ("Red", "Green"): (9, 13), ("Blue", "Red"): (20, 6), ("Blue", "Green"): (9, 9)}


def _root(folder: Path) -> Path:
    return made(folder, dict.fromkeys(_TEAMS, 40))


def _tallied(root: Path) -> dict[tuple[str, str, int], int]:
    """Rater, rated and position of the answer -> people, as stored."""
    sql = "SELECT atom.place, rating_tally.place, answer, people FROM rating_tally JOIN atom ON atom.id = atom"
    with closing(sqlite3.connect(root / "pulse.db")) as db:
        found = db.execute(sql).fetchall()
    return {(json.loads(rater)[0], json.loads(rated)[0], answer): count for rater, rated, answer, count in found}


def test_the_report_has_the_counts_of_the_export(tmp_path: Path) -> None:
    root = _root(tmp_path / "w")
    collected(root, grid(root / "e.csv", _TEAMS, sheets(_SAID)))
    shown = of_pairs(rows(root))
    assert {pair: (it["value"], it["n"]) for pair, it in shown.items() if it["value"] is not None} == {
        ("Red", "Blue"): (0.54, 26),  # 14 of 26
        ("Red", "Green"): (0.41, 22),  # 9 of 22
        ("Blue", "Red"): (0.77, 26),  # 20 of 26
        ("Blue", "Green"): (0.5, 18),
    }
    assert _tallied(root)["Red", "Blue", 4] == 14


def test_own_groups_no_contact_and_blanks_are_no_answers(tmp_path: Path) -> None:
    root = _root(tmp_path / "w")
    people = [("Red", {"Red": GOOD, "Blue": NO_CONTACT}), ("Red", {"Blue": GOOD}), ("Red", {"Red": BAD})]
    found = collected(root, grid(root / "e.csv", _TEAMS, people))
    assert found["own_group"] == 2
    assert found["counts"]["stored"] == 3
    assert _tallied(root) == {("Red", "Blue", 4): 1, ("Red", "Blue", 6): 1}


def test_a_group_nobody_asks_about_stops_the_file(tmp_path: Path) -> None:
    root = _root(tmp_path / "w")
    path = grid(root / "e.csv", (*_TEAMS, "Violet"), sheets(_SAID))
    done = pulse("collect", str(path), "--wave", "2026-10", "--json", cwd=root)
    assert done.returncode == 1
    assert "rates a group that 'trust' does not ask about" in done.stderr
    assert ":1:9" in done.stderr  # the heading of the ninth column
    done = pulse("collect", str(grid(path, _TEAMS[:2], sheets(_SAID))), "--wave", "2026-10", cwd=root)
    assert done.returncode == 1
    assert "trust_green" in done.stderr


def _forms(path: Path, heads: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", *heads])
        for at, (team, ticked) in enumerate(sheets(_SAID), 1):
            when = f"10/13/26 {9 + at // 60}:{at % 60:02}:00"
            twice = [ticked.get(other, "") for other in _TEAMS] * (len(heads) // 3)
            writer.writerow([at, when, when, "anonymous", "", team, *twice])
    return path


def test_a_likert_grid_of_one_question_is_known_by_its_rows(tmp_path: Path) -> None:
    root = _root(tmp_path / "w")
    assert collected(root, _forms(root / "f.csv", list(_TEAMS)))["file"]["platform"] == "microsoft-forms"
    assert of_pairs(rows(root))["Blue", "Red"]["value"] == 0.77


def test_two_likert_grids_are_told_apart_by_the_mapping_alone(tmp_path: Path) -> None:
    second = FORM.partition("[[item]]")[2].replace("trust", "aims").replace("We can rely on them.", "One aim.")
    root = made(tmp_path / "w", dict.fromkeys(_TEAMS, 40), f"{FORM}\n[[item]]{second}")
    path = _forms(root / "f.csv", [*_TEAMS, *(f"{team}2" for team in _TEAMS)])
    done = pulse("collect", str(path), "--wave", "2026-10", cwd=root)
    assert done.returncode == 1
    (draft,) = (root / "surveys").glob("*.map.toml")
    columns = [
        f'[[column]]\nposition = {7 + at}\nitem = "{item}_{team.lower()}"\n'
        for at, (item, team) in enumerate((item, team) for item in ("trust", "aims") for team in _TEAMS)
    ]
    draft.write_text('survey = "pairs"\nplatform = "microsoft-forms"\n' + "\n".join(columns), encoding="utf-8")
    collected(root, path)
    found = {(it["item"], it["group"], it["group2"]): it["n"] for it in rows(root) if it["measure"] == "favourable"}
    assert found["trust", "Red", "Blue"] == found["aims", "Red", "Blue"] == 26


@pytest.mark.parametrize("undone", [True, False])
def test_changed_ratings_are_changed_answers(tmp_path: Path, *, undone: bool) -> None:
    root = _root(tmp_path / "w")
    collected(root, grid(root / "a.csv", _TEAMS, sheets(_SAID)))
    before = _tallied(root)
    assert collected(root, root / "a.csv")["counts"]["stored"] == 0
    assert _tallied(root) == before
    other = {**_SAID, ("Red", "Blue"): (12, 14)}
    grid(root / "b.csv", _TEAMS, sheets(other))
    assert collected(root, root / "b.csv")["changed"] == 2
    assert _tallied(root) == before, "what was changed at the source counts only when she says so"
    assert collected(root, root / "b.csv", "--on-change", "replace")["replaced"] == 2
    assert _tallied(root) == {**before, ("Red", "Blue", 4): 12, ("Red", "Blue", 2): 14}
    if undone:
        newest = json.loads(pulse("collects", "--json", cwd=root).stdout)[0]["id"]
        assert pulse("collect", "--undo", str(newest), cwd=root).returncode == 0
        assert _tallied(root) == before


def test_nothing_of_it_is_left_when_answers_are_deleted(tmp_path: Path) -> None:
    root = _root(tmp_path / "w")
    collected(root, grid(root / "e.csv", _TEAMS, sheets(_SAID)))
    before = rows(root)
    assert pulse("close", "pairs", "2026-10", "--yes", cwd=root).returncode == 0
    assert rows(root) == before
    assert min(_tallied(root).values()) > 0
    assert {pair[:2] for pair in _tallied(root)} == set(_SAID), "pairs that may not be shown leave no count"
    assert pulse("purge", "--wave", "2026-10", "--yes", cwd=root).returncode == 0
    with closing(sqlite3.connect(root / "pulse.db")) as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not {name for name in names if name.startswith(("ratings_", "answers_"))}
    assert rows(root) == before
