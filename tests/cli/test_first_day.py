"""A wellbeing lead's first day, typed as she would type it.

1. init -> people -> check -> collect -> report; each command says what it did and what to do next.
2. Every command that lists something has --json; results stand on stdout, the rest on stderr.
3. Faults end with the documented status, a place and a remedy.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.conftest import process, pulse

_TEAMS = ("Ward 6", "Ward 7", "Theatres")
_SCALE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_FORM = """\
id = "pulse"
title = "Pulse"
dimensions = { team = "Your team?" }
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 10
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    done = pulse("init", "trust", "--organisation", "Our Trust", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    root = tmp_path / "trust"
    (root / "surveys" / "stock-take.toml").unlink()
    (root / "surveys" / "pulse.toml").write_text(_FORM, encoding="utf-8")
    lines = ["valid_from,organisation,directorate,team,staff_group,headcount,formerly"]
    lines += [f"2026-01-01,Our Trust,Surgery,{team},,40," for team in _TEAMS]
    (root / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    return root


def _export(path: Path, people: int = 60, day: date = date(2026, 11, 12), team: str = "") -> Path:
    """A Microsoft Forms export: names and addresses in it, as such files have them."""
    rng = Random(7)  # noqa: S311 - invented answers
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "Your team?", "I am heard."])
        for number in range(1, people + 1):
            when = f"{day + timedelta(days=number % 3)} 10:{number % 60:02}:00"
            name = ["ada.lovelace@example.org", "Ada Lovelace", team or rng.choice(_TEAMS)]
            writer.writerow([number, when, when, *name, rng.choice(_SCALE)])
    return path


def test_init_makes_a_workspace_that_explains_itself_and_is_never_overwritten(tmp_path: Path) -> None:
    done = pulse("init", "trust", cwd=tmp_path)
    assert done.returncode == 0
    assert "people.csv" in done.stdout
    root = tmp_path / "trust"
    assert "pulse.key" in (root / ".gitignore").read_text()
    assert (root / "pulse.toml").read_text().count("#") >= 6
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = pulse("init", "trust", cwd=tmp_path)
    assert again.returncode == 73
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert pulse("survey", "check", cwd=root).returncode == 0
    assert pulse("people", "people.csv", cwd=root).returncode == 0


def test_a_shipped_questionnaire_comes_into_the_workspace_by_its_id(tmp_path: Path) -> None:
    assert pulse("init", "trust", cwd=tmp_path).returncode == 0
    assert pulse("survey", "new", "restorative-practice", cwd=tmp_path / "trust").returncode == 0
    shown = json.loads(pulse("survey", "show", "restorative-practice", "--json", cwd=tmp_path / "trust").stdout)
    assert shown["title"] == "How do we answer harm?"


def test_collect_tells_what_came_and_report_says_where_it_is(workspace: Path) -> None:
    export = _export(workspace / "inbox" / "export.csv")
    done = process("collect", str(export), cwd=workspace)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 read = 60 stored" in done.stdout
    assert "60 of 120 people have answered (50%)" in done.stdout
    assert "Email, Name" in done.stdout
    reported = process("report", cwd=workspace)
    assert reported.returncode == 0, reported.stderr
    assert (workspace / "reports" / "pulse-2026-11.html").exists()
    assert "pulse-2026-11.html" in reported.stdout
    told = json.loads(pulse("report", "--json", cwd=workspace).stdout)
    assert (workspace / told["file"]).exists()


def test_the_same_file_twice_adds_nothing(workspace: Path) -> None:
    export = _export(workspace / "export.csv")
    pulse("collect", str(export), cwd=workspace)
    again = pulse("collect", str(export), "--json", cwd=workspace)
    (summary,) = json.loads(again.stdout)
    assert again.returncode == 0
    assert summary["again"] is True
    assert summary["counts"]["stored"] == 0
    assert summary["counts"]["duplicate"] == 60
    assert summary["answered"] == {"2026-11": 60}


def test_hostile_names_stay_words_on_the_page_and_in_the_rows(workspace: Path) -> None:
    """A team's name comes from a file: it must not become mark-up, nor a spreadsheet's formula."""
    hostile = ('<script>alert("1")</script>', "=1+1", "Ward & <b>Sons</b>")
    lines = ["valid_from,organisation,directorate,team,staff_group,headcount,formerly"]
    lines += [
        f'2026-01-01,"{name}",Surgery {at},Team {at},,40,'.replace('("1")', "('1')") for at, name in enumerate(hostile)
    ]
    (workspace / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert pulse("people", "people.csv", cwd=workspace).returncode == 0
    for at in range(3):
        export = _export(workspace / f"export-{at}.csv", team=f"Team {at}", day=date(2026, 11, 11 + at))
        assert pulse("collect", str(export), cwd=workspace).returncode == 0
    assert pulse("report", cwd=workspace).returncode == 0
    page = (workspace / "reports" / "pulse-2026-11.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1  # the one of every report
    assert "&lt;script&gt;" in page
    assert "<b>Sons" not in page
    rows = list(csv.DictReader(pulse("report", "--format", "csv", "-o", "-", cwd=workspace).stdout.splitlines()))
    groups = {row["group"] for row in rows}
    assert "'=1+1" in groups
    assert not [name for name in groups if name.startswith("=")]


def test_files_before_a_faulty_one_are_stored_and_told(workspace: Path) -> None:
    good, bad = _export(workspace / "good.csv"), workspace / "bad.csv"
    bad.write_bytes(b"")
    done = pulse("collect", str(good), str(bad), cwd=workspace)
    assert done.returncode == 65
    assert "60 read = 60 stored" in done.stdout
    assert "bad.csv: this file is empty" in done.stderr


def test_a_rehearsal_stores_nothing_and_makes_no_key(workspace: Path) -> None:
    done = pulse("collect", "--dry-run", "--json", str(_export(workspace / "export.csv")), cwd=workspace)
    (summary,) = json.loads(done.stdout)
    assert summary["counts"]["stored"] == 60
    assert not (workspace / "pulse.key").exists()
    assert pulse("report", cwd=workspace).returncode == 66


def test_nobody_is_named_in_the_database(workspace: Path) -> None:
    pulse("collect", str(_export(workspace / "export.csv")), cwd=workspace)
    stored = (workspace / "pulse.db").read_bytes()
    for secret in (b"Lovelace", b"example.org", b"10:01:00", b"2026-11-13"):
        assert secret not in stored
    if (workspace / "pulse.db").stat().st_mode & 0o777 != 0o666:  # Windows knows no modes
        assert (workspace / "pulse.db").stat().st_mode & 0o077 == 0
        assert (workspace / "pulse.key").stat().st_mode & 0o077 == 0
    database = sqlite3.connect(workspace / "pulse.db")
    assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    database.close()


def test_an_unknown_team_is_kept_told_and_placed_later(workspace: Path) -> None:
    export = _export(workspace / "export.csv", team="Ward Six")
    done = pulse("collect", str(export), cwd=workspace)
    assert done.returncode == 1
    assert "60 answers name a team that nobody knows" in done.stdout
    assert "Ward Six" not in done.stdout + done.stderr
    aliases = workspace / "surveys" / "aliases.toml"
    assert '# "Ward Six" = ""' in aliases.read_text()
    aliases.write_text(aliases.read_text().replace('# "Ward Six" = ""', '"Ward Six" = "Ward 6"'))
    again = pulse("collect", str(export), "--json", cwd=workspace)
    assert again.returncode == 0, again.stdout
    assert json.loads(again.stdout)[0]["assigned"] == 60


def test_groups_that_nobody_loaded_are_told_as_that(workspace: Path, tmp_path: Path) -> None:
    """Not as three unknown teams; a list from elsewhere takes the place of the examples, and nothing else."""
    pulse("init", "new", cwd=tmp_path)
    root = tmp_path / "new"
    (root / "surveys" / "pulse.toml").write_text(_FORM, encoding="utf-8")
    export = _export(root / "export.csv")
    done = pulse("collect", str(export), cwd=root)
    assert (done.returncode, "Not assigned" in done.stdout) == (1, False)
    assert "load them with `pulse people people.csv`" in done.stderr
    ours = (workspace / "people.csv").read_text(encoding="utf-8")
    assert pulse("people", str(workspace / "people.csv"), cwd=root).returncode == 0
    assert (root / "people.csv").read_text(encoding="utf-8") == ours
    (tmp_path / "other.csv").write_text(ours.replace(",40,", ",41,"), encoding="utf-8")
    assert pulse("people", str(tmp_path / "other.csv"), cwd=root).returncode == 0
    assert (root / "people.csv").read_text(encoding="utf-8") == ours
    again = pulse("collect", str(export), "--json", cwd=root)
    assert json.loads(again.stdout)[0]["assigned"] == 60


def test_an_export_of_an_earlier_version_is_told_to_be_one(workspace: Path) -> None:
    """An analyst's old exports, once the question has been worded anew."""
    assert pulse("collect", str(_export(workspace / "export.csv")), cwd=workspace).returncode == 0
    form = workspace / "surveys" / "pulse.toml"
    form.write_text(_FORM.replace("I am heard.", "People listen to me."), encoding="utf-8")
    assert pulse("survey", "revise", "pulse", "--change", "heard=reworded", cwd=workspace).returncode == 0
    old = _export(workspace / "old.csv", day=date(2026, 10, 14))
    done = pulse("collect", str(old), cwd=workspace)
    assert done.returncode == 1
    assert "say which stock-take it was: --wave LABEL" in done.stderr
    assert "60 read = 60 stored" in pulse("collect", str(old), "--wave", "2026-10", cwd=workspace).stdout


def test_files_to_try_the_commands_on_need_no_workspace(tmp_path: Path) -> None:
    assert pulse("demo", "practice", "--practice", cwd=tmp_path).returncode == 0
    assert {path.name for path in (tmp_path / "practice").iterdir()} == {
        ".pulse-demo", "people.csv", "How are we(1-858).xlsx", "How are we - Form responses 1.csv",
    }  # fmt: skip
    assert pulse("init", "theirs", cwd=tmp_path).returncode == 0
    assert pulse("demo", "theirs", "--practice", cwd=tmp_path).returncode == 73


def test_an_open_wave_tells_no_more_than_how_many_answered(workspace: Path) -> None:
    pulse("collect", str(_export(workspace / "export.csv")), cwd=workspace, day="2026-11-14")
    early = pulse("report", cwd=workspace, day="2026-11-14")
    assert early.returncode == 2
    assert "60 people have answered so far" in early.stderr
    asked = pulse("report", "--interim", cwd=workspace, day="2026-11-14")
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    frozen = pulse("report", "--interim", "--yes", cwd=workspace, day="2026-11-14")
    assert frozen.returncode == 0, frozen.stderr
    late = pulse("collect", "--json", str(_export(workspace / "late.csv", people=70)), cwd=workspace, day="2026-11-15")
    (told,) = json.loads(late.stdout)
    assert (told["counts"]["outside"], told["counts"]["stored"]) == (0, 10)
    assert told["waiting"] == {"2026-11": 10}


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("collect", "nowhere.csv"), 66, "nowhere.csv"),
        (("report",), 66, "pulse collect"),
        (("report", "--by", "staff_group"), 2, "levels"),
        (("collect", "people.csv", "--survey", "nobody"), 2, "pulse survey list"),
        (("collect", "people.csv", "--wave", "soon"), 2, "--from and --to"),
        (("survey", "show", "nobody"), 2, "pulse survey list"),
        (("trend", "nowhere.csv"), 66, "nowhere.csv"),
        (("no-such-command",), 2, "no-such-command"),
    ],
)
def test_faults_end_with_their_status_and_a_remedy(
    workspace: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    done = process(*arguments, cwd=workspace)
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert done.stdout == ""


def test_outside_a_workspace_the_remedy_is_init(tmp_path: Path) -> None:
    done = pulse("collect", "x.csv", cwd=tmp_path)
    assert done.returncode == 78
    assert "pulse init" in done.stderr


def test_lists_are_json_for_programs(workspace: Path) -> None:
    for arguments in (("survey", "list"), ("survey", "show", "pulse"), ("survey", "check"), ("people", "people.csv")):
        done = pulse(*arguments, "--json", cwd=workspace)
        assert done.returncode == 0, done.stderr
        json.loads(done.stdout)
    shown = json.loads(pulse("survey", "show", "pulse", "--json", cwd=workspace).stdout)
    assert shown["items"][0]["fingerprint"]
    facts = json.loads(pulse("inspect", str(_export(workspace / "export.csv")), "--json", cwd=workspace).stdout)
    assert facts["platform"] == "microsoft-forms"
    assert [column["label"] for column in facts["dropped"]] == ["Email", "Name"]


def test_a_questionnaire_with_faults_shows_line_caret_and_remedy(workspace: Path) -> None:
    faulty = workspace / "surveys" / "faulty.toml"
    faulty.write_text(
        'id = "faulty"\ntitel = "X"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree6"\n', encoding="utf-8"
    )
    done = pulse("survey", "check", str(faulty), cwd=workspace)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "faulty.toml:2:1" in told
    assert "did you mean 'title'" in told
    assert "  ^" in told


def test_cells_are_written_exactly_with_a_warning(workspace: Path) -> None:
    export = _export(workspace / "export.csv", people=5)
    done = pulse("inspect", str(export), "--cells", "cells.csv", cwd=workspace)
    assert done.returncode == 0
    assert "delete it when done" in done.stderr
    with (
        export.open(encoding="utf-8", newline="") as one,
        (workspace / "cells.csv").open(encoding="utf-8", newline="") as two,
    ):
        assert list(csv.reader(one)) == list(csv.reader(two))


def test_trend_prints_the_published_keys(workspace: Path) -> None:
    series = workspace / "series.csv"
    series.write_text(
        "date,value\n" + "".join(f"2026-{m:02}-01,{50 + m % 3}\n" for m in range(1, 13)), encoding="utf-8"
    )
    done = pulse("trend", "series.csv", "--chart", "xmr", "--target", "50", "--json", cwd=workspace)
    found = json.loads(done.stdout)
    assert {"date", "value", "mean", "lower", "upper", "near_lower", "near_upper", "special_cause", "point_type",
            "rebase_group"} <= set(found["points"][0])  # fmt: skip
    assert {"variation", "assurance", "warnings"} <= set(found)
