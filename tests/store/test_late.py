"""Answers that come after their wave was first shown, in real files through the program.

1. A report of a frozen wave says the same, whatever is collected, changed, deleted or undone afterwards.
2. Late answers wait, and say so; they join once there are enough in every shown group they touch, and not before:
   then a new snapshot is in the ledger, and whoever subtracts the two finds a group of eleven or more.
3. A question whose late answers alone would tell too much stands as first shown (they all said the same).
4. A group hidden at first stays hidden when late answers join: it would give a few of the first ones away.
5. What never joined is deleted when the wave closes, is told, and is in no figure.
6. sdc-10: the interim figures stand, the final ones are withheld.
7. The ledger is listed, survives closing and purging, and says when it was changed.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pulse import protect
from pulse.journeys import auditing
from tests.conftest import pulse, workspace
from tests.shared import shared

_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
"""
_SCALE = {
    "--": "Strongly disagree", "-": "Disagree", "0": "Neither agree nor disagree", "+": "Agree", "++": "Strongly agree",
}  # fmt: skip
_HEAD = (
    "ResponseId,EndDate,Status,Finished,RecipientEmail,team,heard\n"
    "Response ID,End Date,Response Type,Finished,Recipient Email,team,Heard?\n"
    '"{""ImportId"":""_recordId""}","{""ImportId"":""endDate"",""timeZone"":""Europe/London""}",'
    '"{""ImportId"":""status""}","{""ImportId"":""finished""}","{""ImportId"":""recipientEmail""}",'
    '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
)
Sheet = tuple[str, str, str]  # id, team, answer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM)


def _sheets(start: str, team: str, **answers: int) -> list[Sheet]:
    """So many sheets of a team for each answer: minus, neither, plus."""
    signs = {"minus": "-", "neither": "0", "plus": "+"}
    each = [signs[name] for name, count in answers.items() for _ in range(count)]
    return [(f"{start}{at}", team, sign) for at, sign in enumerate(each)]


def _collect(root: Path, sheets: list[Sheet], *options: str, emails: bool = False) -> dict[str, Any]:
    """Collects an export of these sheets; every one a cumulative export of the same form."""
    lines = [
        f"R_{name},2026-11-05 10:00:00,IP Address,True,{name}{'@example.org' * emails},{team},{_SCALE[sign]}\n"
        for name, team, sign in sheets
    ]
    path = root / "export.csv"
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")
    done = pulse("collect", path.name, "--wave", "2026-11", "--json", *options, cwd=root)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return dict(json.loads(done.stdout)[0])


def _report(root: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Every figure of the report: group, measure, option -> n and value ("" where withheld)."""
    done = pulse("report", "--interim", "--yes", "--format", "csv", "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {(it["group"], it["measure"], it["option"]): (it["n"], it["value"] + it["band_low"]) for it in rows}


def _waiting(root: Path) -> dict[str, Any]:
    done = pulse("report", "--interim", "--yes", "--format", "csv", "--json", cwd=root)
    found = json.loads(done.stdout)
    return {name: found[name] for name in ("joined", "waiting")}


def _entries(root: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return database.execute("SELECT snapshot, count(*) FROM ledger GROUP BY snapshot").fetchall()


_FIRST = [*_sheets("n", "North", minus=6, neither=6, plus=8), *_sheets("s", "South", minus=9, neither=5, plus=11)]

# --- 1 ---------------------------------------------------------------------------------------------------------------


def test_whatever_comes_later_a_shown_wave_says_the_same(root: Path) -> None:
    _collect(root, _FIRST)
    first = _report(root)
    late = _sheets("late", "North", plus=3)
    told = _collect(root, [*_FIRST, *late, ("new", "West", "+")])
    assert (told["counts"]["stored"], told["waiting"], told["answered"]) == (4, {"2026-11": 4}, {"2026-11": 45})
    assert _report(root) == first
    changed = [("n0", "North", "++"), *_FIRST[1:]]
    told = _collect(root, [*changed, *late], "--on-change", "replace")
    assert (told["replaced"], told["stood"]) == (0, 1)
    assert _report(root) == first
    told = _collect(root, [*_FIRST[2:], *late[1:]], "--delete-missing", "--yes")
    assert (told["removed"], told["held"]) == (2, 2)  # a late one, and the one in West
    assert _report(root) == first
    assert [pulse("collect", "--undo", each, cwd=root).returncode for each in "432"] == [0, 0, 0]
    assert _report(root) == first
    done = pulse("collect", "--undo", "1", cwd=root)
    assert (done.returncode, "has been reported" in done.stderr) == (2, True)
    assert _entries(root) == [(1, 1)]


def test_a_person_who_was_counted_and_answers_again_is_not_counted_twice(root: Path) -> None:
    _collect(root, _FIRST, emails=True)
    first = _report(root)
    again = [(name.upper(), team, "++") for name, team, _ in _FIRST]  # other sheets of the same people
    told = _collect(root, [*_FIRST, *again], emails=True)
    assert (told["answered_twice"], told["waiting"]) == (45, {})
    assert _report(root) == first


def test_a_late_sheet_may_be_corrected_and_deleted_while_it_waits(root: Path) -> None:
    _collect(root, _FIRST)
    first = _report(root)
    _collect(root, [*_FIRST, ("late", "North", "+")])
    told = _collect(root, [*_FIRST, ("late", "North", "-")], "--on-change", "replace")
    assert (told["replaced"], told["waiting"]) == (1, {"2026-11": 1})
    assert _collect(root, _FIRST, "--delete-missing", "--yes")["removed"] == 1
    assert _waiting(root) == {"joined": {}, "waiting": {}}
    assert _report(root) == first


# --- 2 ---------------------------------------------------------------------------------------------------------------


def test_late_answers_join_once_every_shown_group_has_enough_of_them(root: Path) -> None:
    _collect(root, _FIRST)
    first = _report(root)
    ten = _sheets("late", "North", minus=3, neither=3, plus=4)
    _collect(root, [*_FIRST, *ten])
    assert _waiting(root) == {"joined": {}, "waiting": {"2026-11": 10}}
    assert _report(root) == first
    more = [*ten, ("late10", "North", "+")]
    _collect(root, [*_FIRST, *more, ("south", "South", "+")])  # eleven of North, but one of South
    assert _waiting(root) == {"joined": {}, "waiting": {"2026-11": 12}}
    assert _report(root) == first
    assert pulse("collect", "--undo", "3", cwd=root).returncode == 0
    _collect(root, [*_FIRST, *more])
    assert _waiting(root) == {"joined": {"2026-11": 11}, "waiting": {}}
    second = _report(root)
    assert {group: second[group, "count", ""][0] for group in ("all", "North", "South")} == {
        "all": "56", "North": "31", "South": "25",
    }  # fmt: skip
    assert second["South", "favourable", ""] == first["South", "favourable", ""]
    assert _entries(root) == [(1, 1), (2, 1)]
    assert _report(root) == second
    done = pulse("collect", "--undo", "4", cwd=root)
    assert (done.returncode, "has been reported" in done.stderr) == (2, True)


def test_a_question_joins_when_its_late_answers_could_be_shown_alone(root: Path) -> None:
    """22 in North, none of the three sides small: everything that was shown of everyone can be shown of them."""
    _collect(root, _FIRST)
    _report(root)
    _collect(root, [*_FIRST, *_sheets("late", "North", minus=8, neither=6, plus=8)])
    second = _report(root)
    assert (second["North", "favourable", ""], second["all", "favourable", ""]) == (("42", "0.38"), ("67", "0.4"))


# --- 3 ---------------------------------------------------------------------------------------------------------------


def test_late_answers_of_one_mind_do_not_join_their_question(root: Path) -> None:
    """25 who all agree: new less old would tell what each of them said. How many answered is no answer, and goes up."""
    _collect(root, _FIRST)
    first = _report(root)
    _collect(root, [*_FIRST, *_sheets("late", "North", plus=25)])
    second = _report(root)
    assert second["North", "count", ""] == ("45", "45")
    answers = {about: figure for about, figure in second.items() if about[1] not in ("count", "response_rate")}
    assert answers == {about: first[about] for about in answers}


def test_a_question_that_stood_takes_them_all_in_later(root: Path) -> None:
    _collect(root, _FIRST)
    _report(root)
    alike = _sheets("late", "North", plus=12)
    _collect(root, [*_FIRST, *alike])
    assert _report(root)["North", "favourable", ""][0] == "20"
    _collect(root, [*_FIRST, *alike, *_sheets("later", "North", minus=9, neither=9, plus=4)])
    assert _report(root)["North", "favourable", ""] == ("54", "0.44")
    assert _entries(root) == [(1, 1), (2, 1), (3, 1)]


# --- 4 ---------------------------------------------------------------------------------------------------------------


def test_a_group_hidden_at_first_stays_hidden(root: Path) -> None:
    """North of 20 was withheld for West of 6. With 22 more of West both could be shown of all - and 6 would follow."""
    first = [*_sheets("n", "North", minus=6, neither=6, plus=8), *_sheets("w", "West", minus=2, neither=2, plus=2)]
    _collect(root, first)
    before = _report(root)
    assert (before["North", "count", ""], before["all", "count", ""][0]) == (("", ""), "26")
    _collect(root, [*first, *_sheets("late", "West", minus=7, neither=7, plus=8)])
    after = _report(root)
    assert after["all", "count", ""][0] == "48"
    assert {after[group, measure, ""] for group in ("North", "West") for measure in ("count", "favourable")} == {
        ("", "")
    }


# --- 5 ---------------------------------------------------------------------------------------------------------------


def test_what_never_joined_is_told_and_gone_when_the_wave_closes(root: Path) -> None:
    _collect(root, _FIRST)
    first = _report(root)
    _collect(root, [*_FIRST, *_sheets("late", "West", plus=4)])
    done = pulse("close", "s", "2026-11", "--yes", "--json", cwd=root, day="2026-12-24")
    assert json.loads(done.stdout)["dropped"] == 4
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        assert database.execute("SELECT count(*) FROM answers_1").fetchone() == (45,)
        assert database.execute("SELECT count(*) FROM atom WHERE place LIKE '%West%'").fetchone() == (0,)
    assert _report(root) == first
    assert pulse("purge", "--wave", "2026-11", "--yes", cwd=root, day="2026-12-24").returncode == 0
    assert _report(root) == first


def test_what_may_join_does_so_before_its_wave_closes(root: Path) -> None:
    _collect(root, _FIRST)
    _report(root)
    _collect(root, [*_FIRST, *_sheets("late", "North", minus=8, neither=6, plus=8)])
    done = pulse("close", "s", "2026-11", "--yes", cwd=root, day="2026-12-24")
    assert (done.returncode, "deleted" in done.stdout) == (0, False), done.stderr
    assert _report(root)["North", "favourable", ""] == ("42", "0.38")
    assert _entries(root) == [(1, 1), (2, 1)]


def test_the_attack_finds_late_answers_that_join_too_early(root: Path) -> None:
    """A wall without the rule: the report is refused, nothing is entered, and the late answer waits as before."""
    _collect(root, _FIRST)
    first = _report(root)
    _collect(root, [*_FIRST, ("late", "North", "+")])
    with patch.object(protect, "joining", lambda *_: frozenset({"", "heard"})):
        done = pulse("report", "--interim", "--yes", "--format", "csv", "-o", "out.csv", cwd=root)
    assert (done.returncode, (root / "out.csv").exists()) == (70, False)
    assert "the same figure as it stood before" in done.stderr
    assert _entries(root) == [(1, 1)]
    assert _report(root) == first
    assert _waiting(root) == {"joined": {}, "waiting": {"2026-11": 1}}


def test_an_older_copy_passes_the_audit_after_late_answers_joined(root: Path) -> None:
    _collect(root, _FIRST)
    for name in ("old.csv", "new.csv"):
        done = pulse("report", "--interim", "--yes", "--format", "csv", "-o", name, cwd=root)
        assert done.returncode == 0, done.stderr
        _collect(root, [*_FIRST, *_sheets("late", "North", minus=8, neither=6, plus=8)])
    assert (root / "old.csv").read_bytes() != (root / "new.csv").read_bytes()
    done = pulse("audit", "old.csv", "new.csv", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


# --- 6 ---------------------------------------------------------------------------------------------------------------


def test_sdc_10_the_interim_stands_and_the_final_is_withheld(root: Path) -> None:
    """One late answer: the later report repeats the interim figures, and none of the final ones is anywhere in it."""
    case = json.loads(shared("vectors/sdc/sdc-10.json").read_text(encoding="utf-8"))
    atoms = {it["atom"]: it["counts"] for it in case["atoms"]}
    early, late = (
        [(f"{name}{at}", "Team", sign) for sign, count in zip(_SCALE, atoms[name], strict=True) for at in range(count)]
        for name in ("early", "late")
    )
    early = [(f"{name}{sign}", team, sign) for name, team, sign in early]
    _collect(root, early)
    interim = _report(root)
    _collect(root, [*early, *late])
    final = _report(root)
    assert final == interim
    assert final["Team", "count", ""] == ("14", "14")
    assert case["protected"]["if_interim_already_released"]["withhold"] == ["Team final (n=15)"]
    assert "15" not in {n for n, _ in final.values()}


# --- 7 ---------------------------------------------------------------------------------------------------------------


def test_every_figure_of_a_report_is_in_the_ledger_with_its_interval(root: Path) -> None:
    _collect(root, _FIRST)
    done = pulse("report", "--interim", "--yes", "--format", "json", "-o", "-", cwd=root)
    told = {
        (it["group"], it["measure"], it["option"], it["value"], it["n"], it["lower"], it["upper"])
        for it in json.loads(done.stdout)["figures"]
        if it["value"] is not None
    }
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        found = database.execute("SELECT place, measure, option, value, n, lower, upper FROM shown").fetchall()
    assert told
    assert told <= {(" / ".join(json.loads(place)) or "all", *rest) for place, *rest in found}


def test_the_ledger_is_listed_and_outlives_the_answers(root: Path) -> None:
    _collect(root, _FIRST)
    shown = _report(root)
    _collect(root, [*_FIRST, *_sheets("late", "North", minus=8, neither=6, plus=8), ("one", "South", "+")])
    _report(root)
    listed = json.loads(pulse("ledger", "--json", cwd=root).stdout)
    (entry,) = listed["entries"]
    assert (entry["survey"], entry["wave"], entry["day"], entry["snapshot"]) == ("s", "2026-11", "2026-11-24", 1)
    assert entry["figures"] >= sum(value != "" for _, value in shown.values()) > 0
    assert (listed["holds"], listed["waiting"]) == (True, {"s": {"2026-11": 23}})
    told = pulse("ledger", cwd=root).stdout
    assert entry["seal"][:12] in told
    assert "23 answer(s) came after" in told
    for command in (("close", "s", "2026-11"), ("purge", "--wave", "2026-11")):
        assert pulse(*command, "--yes", cwd=root, day="2026-12-24").returncode == 0
    assert json.loads(pulse("ledger", "--json", cwd=root).stdout)["entries"] == [entry]
    assert "the chain of their seals holds" in pulse("ledger", "--check", cwd=root).stdout


@pytest.mark.parametrize(
    "command", [("ledger", "--check"), ("report", "--interim", "--yes"), ("close", "s", "2026-11", "--yes")]
)
def test_a_ledger_changed_by_hand_stops_whatever_rests_on_it(root: Path, command: tuple[str, ...]) -> None:
    _collect(root, _FIRST)
    _report(root)
    with closing(sqlite3.connect(root / "pulse.db")) as database, database:
        database.execute("UPDATE shown SET upper = 0.9 WHERE measure = 'favourable' AND place = '[]'")
    done = pulse(*command, cwd=root, day="2026-12-24")
    assert (done.returncode, "entry 1 does not follow" in done.stderr) == (69, True)


def test_an_interim_report_asks_first_and_says_what_it_does(root: Path) -> None:
    _collect(root, _FIRST)
    done = pulse("report", "--interim", cwd=root)
    assert done.returncode == 2  # nobody is there to be asked
    assert _entries(root) == []


def test_the_page_says_without_a_number_that_answers_wait_or_joined(root: Path) -> None:
    """How many came late is told by the screen only: on a page 12 last week and 13 now would be one person's week."""
    _collect(root, _FIRST)
    assert "after these figures were first shown" not in _page(root)
    _collect(root, [*_FIRST, ("late", "North", "+")])
    assert "in none of them. They wait until" in _page(root)
    _collect(root, [*_FIRST, *_sheets("late", "North", minus=8, neither=6, plus=8)])
    page = _page(root)
    assert ("have joined since" in page, "They wait until" in page) == (True, False)


def _page(root: Path) -> str:
    """The page itself; what the attack makes of pages is asked elsewhere."""
    with patch.object(auditing, "refuse", lambda *_: None):
        return pulse("report", "--interim", "--yes", "-o", "-", cwd=root).stdout
