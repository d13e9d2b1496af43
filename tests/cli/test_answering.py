"""What comes back to staff: the page for staff, a team's sheet for a talk, and that the talk was held.

1. The page is refused while more than a quarter of the needs has no answer at all, and says so.
2. It shows nothing that the report withholds, and the audit finds a figure, a bar or a count that was changed.
3. A team's sheet: its facts, or those of the nearest group that is shown; neighbours that are shown, and no others.
4. A talk is noted once, with a day that is over, and stays.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import pairs
from tests.cli.test_loop import _FELT, _commit, _export, _json, _refused, _run, _said, _workspace
from tests.conftest import pulse, workspace

_QUESTION = (
    "Last time 46% of us needed: Keep me safe. The directorate said it would do this: One sheet for both sides of the "
    "door. Has that need been met for you?"
)
_PLAIN = 'id = "s"\ntitle = "S"\n[[item]]\nid = "heard"\ntext = "Heard?"\nscale = "agree5"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _workspace(tmp_path_factory.mktemp("answering") / "w")


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


# --- 1. refused ---


def test_more_than_a_quarter_without_an_answer_is_refused(root: Path) -> None:
    assert "no need of s" in _refused(root, "loop", status=66)
    for number in range(4):
        _run(root, "needs", "add", "s", "--what", f"Need {number}", "--level", "board")
    _run(root, "needs", "acknowledge", "1", "--note", "The plan of the west wing is read again")
    _run(root, "needs", "decline", "2", "--because", "The money of this year is spent")
    told = _refused(root, "loop", status=1)
    assert "2 of 4 needs have no answer at all: more than a quarter, so the page is not written" in told
    assert not list((root / "reports").glob("loop-*"))
    _run(root, *_commit("3", by="2026-12-01"))
    said = _said(Path(_json(root, "loop")["file"]))  # one of four is a quarter, and not more
    assert "Need 1 We could not, because The money of this year is spent Could not" in said
    assert "Need 0 We have not answered yet The plan of the west wing is read again Somebody looks at it" in said
    assert "Need 3 No answer yet" in said
    assert "3 needs are open; the oldest since 26 October 2026." in said  # what was declined waits no more


# --- 2. the wall, and the audit ---


def _judged(root: Path, felt: list[str]) -> Path:
    _run(root, "needs", "open", _json(root, "needs", "--suggest")[0]["mark"])
    _run(root, *_commit())
    _run(root, "open", "s", day="2026-11-07")
    _export(root / "two.csv", "2026-11-12", 101, 30, [(_QUESTION, felt)])
    _run(root, "collect", "two.csv", "--json", day="2026-11-23")
    _run(root, "report", "--json", day="2026-11-24")
    return Path(_json(root, "loop", day="2026-11-24")["file"])


def test_a_verdict_that_is_withheld_is_not_on_the_page(root: Path) -> None:
    """Nine people had the need: fewer than eleven."""
    felt = ["Yes, it has been met"] * 5 + ["No, it has not been met"] * 4 + ["This was not a need of mine"] * 41
    page = _judged(root, felt)
    assert "met_1" not in page.read_text(encoding="utf-8")
    said = _said(page)
    assert " partly," not in said
    assert "felt-" not in page.read_text(encoding="utf-8")


def test_what_is_withheld_does_not_stand_beside_an_owners_word(root: Path) -> None:
    """The same nine people; their owner calls it kept on the day of the report."""
    _judged(root, ["Yes, it has been met"] * 5 + ["No, it has not been met"] * 4 + ["This was not a need of mine"] * 41)
    _run(root, "commitment", "status", "1", "kept", "--json", day="2026-11-24")
    _run(root, "report", "--json", day="2026-11-25")
    html = (root / "reports" / "s-2026-11.html").read_text(encoding="utf-8")
    assert ">1 no verdict<" in html
    assert "Owners’ words beside staff’s" not in html
    assert 'id="apart-' not in html


def test_the_audit_finds_what_was_changed(root: Path) -> None:
    page = _judged(root, _FELT)
    html = page.read_text(encoding="utf-8")
    assert 'width="42.7"' in html  # 0.34 * 130 - 1.5
    assert "1 need is open" in re.sub("<[^>]+>", "", html)
    for changed in (
        html.replace('value="0.34"', 'value="0.36"').replace("34%", "36%"),
        html.replace('width="42.7"', 'width="45.3"'),
        html.replace('<data class="loop" value="1">1</data>', '<data class="loop" value="23">23</data>'),
        html.replace("One sheet for both", "17 sheets for both"),
    ):
        assert changed != html
        page.write_text(changed, encoding="utf-8")
        assert pulse("audit", str(page), cwd=root, day="2026-11-24").returncode == 1
    page.write_text(html, encoding="utf-8")
    assert pulse("audit", str(page), cwd=root, day="2026-11-24").returncode == 0


# --- 3. a team's sheet ---


def test_a_sheet_has_its_own_facts_and_its_neighbours(root: Path) -> None:
    """Of A's 25 (odd places) 10 agree: 40 %. Of B's 25 12 chose to be kept safe (even places up to 22): 48 %."""
    said = _said(Path(_json(root, "guide", "A")["file"]))
    assert "A: what weighs on us, and next door North · Stock-take 2026-10" in said
    assert "People who answered 25 What worries me is heard. Goes best: share on the favourable side 40%" in said
    assert "B 25 Keep me safe: 48%" in said
    assert "A 25" not in said.partition("What our neighbours carry")[2]


def test_a_team_that_is_not_shown_gets_the_facts_of_what_is_around_it(tmp_path: Path) -> None:
    """C has nobody who answered; North is shown."""
    root = _workspace(tmp_path / "w")
    people = (root / "people.csv").read_text(encoding="utf-8") + "2026-01-01,North,C,,9,\n"
    (root / "people.csv").write_text(people, encoding="utf-8")
    _run(root, "people", "people.csv")
    said = _said(Path(_json(root, "guide", "North / C")["file"]))
    assert "C has no figures of its own here. That protects people, and says nothing about what they said." in said
    assert "People who answered 50" in said
    neighbours = said.partition("What our neighbours carry")[2]
    assert "A 25" in neighbours
    assert "B 25" in neighbours


def test_a_group_that_nobody_knows_is_named_with_what_is_near(root: Path) -> None:
    assert "did you mean 'North / A'?" in _refused(root, "guide", "North / AA")
    assert "use one of: North, North / A, North / B" in _refused(root, "guide", "Catering")


def test_groups_of_one_name_are_told_apart_and_many_are_not_listed(tmp_path: Path) -> None:
    settings = 'organisation = "O"\nlevels = ["site", "unit", "team"]\n'
    root = workspace(tmp_path / "w", _PLAIN, settings)
    teams = [f"North,Therapies,N{at}" for at in range(9)] + [
        f"South,Rehabilitation,{team}" for team in ("S", "Therapies")
    ]
    lines = "".join(f"2026-01-01,{team},,20,\n" for team in teams)
    (root / "people.csv").write_text(
        f"valid_from,site,unit,team,staff_group,headcount,formerly\n{lines}", encoding="utf-8"
    )
    _run(root, "people", "people.csv")
    for command in (("talked",), ("needs", "add", "s", "--what", "Rest", "--level", "team", "--group")):
        told = _refused(root, *command, "Therapies")
        assert "give its whole path: 'North / Therapies' or 'South / Rehabilitation / Therapies'" in told
        assert "people.csv lists all 15, such as 'North'" in _refused(root, *command, "Catering")


def test_two_teams_whose_names_come_to_one_file_have_two(root: Path) -> None:
    """Hostile inputs, case 27; a name that no other comes near stays as it is said."""
    teams = "".join(f"2026-01-01,North,{name},,9,\n" for name in ("Ward 1", "Ward-1", "Day surgery"))
    with (root / "people.csv").open("a", encoding="utf-8") as people:
        people.write(teams)
    _run(root, "people", "people.csv")
    names = [Path(_json(root, "guide", f"North / {it}")["file"]).name for it in ("Ward 1", "Ward-1", "Day surgery")]
    assert len(set(names)) == 3
    assert all((root / "reports" / name).is_file() for name in names)
    assert names[2] == "talk-north-day-surgery-2026-10.html"


def test_neighbours_are_those_that_most_of_a_group_rated(tmp_path: Path) -> None:
    """Red: 26 rate Blue, 22 rate Green, 8 rate Grey, which is hidden; so Blue stands before Green, and Grey nowhere."""
    teams = ("Red", "Blue", "Green", "Grey")
    scale = '[[item]]\nid = "heard"\ntext = "I am heard."\nscale = "rating"\n'
    root = pairs.made(tmp_path / "w", dict.fromkeys(teams, 40), pairs.FORM + scale)
    said = {("Red", "Blue"): (9, 17), ("Red", "Green"): (9, 13), ("Red", "Grey"): (4, 4), ("Grey", "Red"): (9, 9)}
    said |= {("Blue", "Red"): (20, 6), ("Green", "Red"): (12, 12)}
    pairs.collected(root, _with_a_scale(root / "e.csv", teams, list(pairs.sheets(said))))
    pairs.rows(root)
    page = _said(Path(_json(root, "guide", "Red")["file"])).partition("What our neighbours carry")[2]
    assert page.startswith(" Those that most of us rated when we were asked how we work with others.")
    assert re.findall("(Blue|Green|Grey) ([0-9]+)", page) == [("Blue", "26"), ("Green", "24")]
    # Blue rated nobody but Red; whoever rated nobody has the groups beside it.
    assert re.findall("(Red|Green|Grey) ([0-9]+)", _beside(root, "Blue")) == [("Red", "26")]


def _beside(root: Path, group: str) -> str:
    return _said(Path(_json(root, "guide", group)["file"])).partition("What our neighbours carry")[2]


def _with_a_scale(path: Path, teams: tuple[str, ...], sheets: list[pairs.Sheet]) -> Path:
    """The grid with one column more, to which everybody answers something good."""
    lines = pairs.grid(path, teams, sheets).read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f'{lines[0]},"I am heard."\n')
        file.writelines(f'{line},"{pairs.GOOD}"\n' for line in lines[1:])
    return path


# --- 4. talks ---


def test_a_talk_is_noted_once_and_stays(root: Path) -> None:
    noted = _json(root, "talked", "A", "--date", "2026-10-20")
    assert noted == {"group": "North / A", "date": "2026-10-20"}
    assert "is on record already" in _refused(root, "talked", "North / A", "--date", "2026-10-20")
    assert "2026-10-27 is still to come" in _refused(root, "talked", "A", "--date", "2026-10-27")
    assert "'South' is no group" in _refused(root, "talked", "South")
    with closing(sqlite3.connect(root / "pulse.db")) as db:
        assert db.execute("SELECT place, day FROM talk").fetchall() == [('["North", "A"]', "2026-10-20")]
        for change in ("DELETE FROM talk", "UPDATE talk SET day = '2026-10-21'"):
            with pytest.raises(sqlite3.IntegrityError, match="a talk sta"):
                db.execute(change)
