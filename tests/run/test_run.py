"""`pulse run` and `pulse log`, as cron and a person meet them.

1. A stock-take comes round by itself: opened, ended, collected, reported, closed; on all other days not a word.
2. The inbox: what fits is collected, also into a stock-take that is over; what does not is refused with the reason.
3. What cannot be done is told in one line with status 1, and nothing else stops for it.
4. A rehearsal says what would be done, and does nothing. One run at a time. The log is for anybody to read.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pulse.journeys import opening
from pulse.journeys.opening import Opened
from pulse.model.survey import ATTRIBUTED_LINE
from pulse.settings import Settings
from pulse.store import Journal
from tests.conftest import process, pulse, workspace
from tests.run.exports import FORM, answered, export, steps

_TEXT = "Are you heard?"
_SETTINGS = 'organisation = "O"\nlevels = ["team"]\n'
_SCHEDULE = 'repeat = "monthly on the 1st for 2 weeks"'
_posix = pytest.mark.skipif(os.name != "posix", reason="rights of a file by mode")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = workspace(tmp_path / "w", FORM.format(id="s", text=_TEXT, schedule=_SCHEDULE), _SETTINGS)
    (root / "inbox").mkdir()
    return root


def _sheets(day: str, first: int, count: int) -> list[tuple[int, str]]:
    return [(first + at, f"{day} 09:{at:02}:00") for at in range(count)]


def _run(root: Path, day: str, *arguments: str, status: int = 0) -> str:
    done = pulse("run", *arguments, cwd=root, day=day)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def _json(root: Path, day: str, *arguments: str, status: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(root, day, "--json", *arguments, status=status))
    return found


def _kinds(said: dict[str, Any]) -> list[tuple[str, str]]:
    return [(it["kind"], it["wave"] or it["about"]) for it in said["steps"]]


def _files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_stock_take_comes_round_by_itself(root: Path) -> None:
    said: dict[str, str] = {}
    day = date(2026, 11, 1)
    while day <= date(2026, 12, 13):
        if day == date(2026, 11, 16):
            export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
        done = pulse("run", cwd=root, day=str(day))
        assert (done.returncode, done.stderr) == (0, "")
        if done.stdout:
            said[str(day)] = done.stdout
        day += timedelta(days=1)
    assert said == {
        "2026-11-01": "opened s 2026-11: until 2026-11-14; its questionnaire is surveys/instances/s.2026-11.txt\n",
        "2026-11-15": "ended s 2026-11: its last day was 2026-11-14\n",
        "2026-11-16": "collected s a.csv: 2026-11: 30 new\n",
        "2026-11-17": "reported s 2026-11: reports/s-2026-11.html; 30 people answered\n",
        "2026-12-01": "opened s 2026-12: until 2026-12-14; its questionnaire is surveys/instances/s.2026-12.txt\n",
        "2026-12-13": "closed s 2026-11: its key is destroyed\n",
    }
    assert _TEXT in (root / "surveys" / "instances" / "s.2026-12.txt").read_text(encoding="utf-8")
    assert "s 2026-11" not in (root / "pulse.key").read_text(encoding="utf-8")
    assert [path.name for path in (root / "inbox" / "done").iterdir()] == ["a.csv"]


def test_it_reports_to_every_reader_that_is_named(root: Path) -> None:
    """[reports] in pulse.toml; the full report is written last, so that where it is, all of them are."""
    with (root / "pulse.toml").open("a", encoding="utf-8") as file:
        file.write('[reports]\nfor = ["board", "staff"]\neach = "team"\n')
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 40))
    _run(root, "2026-11-14")
    _run(root, "2026-11-17")
    made = {str(path.relative_to(root / "reports")) for path in (root / "reports").rglob("*.html")}
    each = {f"s-2026-11-each-team/{name}.html" for name in ("index", "a", "b")}
    assert made == each | {"s-2026-11.html", "s-2026-11-board.html", "s-2026-11-staff.html"}
    text = (root / "pulse.toml").read_text(encoding="utf-8")
    (root / "pulse.toml").write_text(text.replace('each = "team"', 'each = "tean"'), encoding="utf-8")
    refused = pulse("run", cwd=root, day="2026-11-18")
    assert refused.returncode == 78
    assert "did you mean 'team'?" in refused.stderr


def test_the_same_by_real_processes(root: Path) -> None:
    """Once a day as cron does it: by the installed program, its output for a mail, its status for whoever looks."""
    days = ("2026-11-01", "2026-11-02", "2026-11-16", "2026-11-17", "2026-12-13")
    said = {}
    for day in days:
        if day == "2026-11-16":
            export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
        done = process("run", cwd=root, day=day)
        assert (done.returncode, done.stderr) == (0, "")
        said[day] = [line.partition(" ")[0] for line in done.stdout.splitlines()]
    assert list(said.values()) == [["opened"], [], ["ended", "collected"], ["reported"], ["opened", "closed"]]
    assert max(count for key, count in steps(root).items() if key[0] != "collected") == 1


def test_a_second_run_on_a_day_has_nothing_to_say(root: Path) -> None:
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    assert _run(root, "2026-11-10")
    before = _files(root)
    done = pulse("run", cwd=root, day="2026-11-10")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    after = _files(root)
    assert {name for name in before | after if before.get(name) != after.get(name)} == {"pulse.db"}, "only its log"


def test_missed_days_are_caught_up_with_in_order(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    _run(root, "2026-11-15")
    said = _json(root, "2027-02-03", status=1)
    assert _kinds(said) == [
        ("missed", "2026-12"), ("ended", "2026-12"), ("missed", "2027-01"), ("ended", "2027-01"), ("opened", "2027-02"),
        ("reported", "2026-11"), ("closed", "2026-11"),
    ]  # fmt: skip
    assert [it["code"] for it in said["waits"]] == ["run-missed", "run-missed", "doctor-unanswered"]
    assert [it["code"] for it in _json(root, "2027-02-04", status=1)["waits"]] == ["doctor-unanswered"]
    assert _json(root, "2027-02-12")["waits"] == [], "after its closing day nothing would be taken any more"


def test_the_first_run_in_a_workspace_in_use_takes_over(root: Path, tmp_path: Path) -> None:
    """Nothing is opened or ended after the fact; of what was not reported the newest is; what is overdue is closed."""
    for month in ("09", "10", "11"):
        file = export(tmp_path / f"{month}.csv", _TEXT, _sheets(f"2026-{month}-03", int(month) * 100, 30))
        assert pulse("collect", str(file), cwd=root, day=f"2026-{month}-16").returncode == 0
    said = _json(root, "2026-11-24")
    assert _kinds(said) == [("reported", "2026-11"), ("closed", "2026-09"), ("closed", "2026-10")]
    assert _json(root, "2026-11-25")["steps"] == []


def test_the_first_run_makes_no_report_that_a_person_has_made(root: Path, tmp_path: Path) -> None:
    file = export(tmp_path / "11.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    assert pulse("collect", str(file), cwd=root, day="2026-11-16").returncode == 0
    assert pulse("report", "s", "-o", str(tmp_path / "r.html"), cwd=root, day="2026-11-18").returncode == 0
    assert _json(root, "2026-11-24")["steps"] == []


def test_what_a_person_opened_is_left_as_she_wrote_it(root: Path) -> None:
    opened = pulse("open", "s", "--wave", "2026-12", "--from", "2026-12-02", "--to", "2026-12-05", cwd=root)
    assert opened.returncode == 0, opened.stderr
    file = root / "surveys" / "instances" / "s.2026-12.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("How was it?", "How was December?"), encoding="utf-8")
    assert _run(root, "2026-12-01") == ""
    assert _run(root, "2026-12-02") == "opened s 2026-12: a person had opened it\n"
    assert "How was December?" in file.read_text(encoding="utf-8")
    assert _run(root, "2026-12-06") == "ended s 2026-12: its last day was 2026-12-05\n"


def test_files_for_platforms_are_written_as_it_opens(root: Path) -> None:
    (root / "pulse.toml").write_text(f'{_SETTINGS}[run]\npublish = ["surveyjs", "xlsfrom"]\n', encoding="utf-8")
    said = _json(root, "2026-11-02", status=1)
    assert _kinds(said) == [("opened", "2026-11"), ("published", "2026-11")]
    assert (root / "published" / "s.2026-11.surveyjs.json").is_file()
    assert [it["code"] for it in said["waits"]] == ["publish-target-unknown"]
    (root / "pulse.toml").write_text(f'{_SETTINGS}[run]\npublish = ["surveyjs", "xlsform"]\n', encoding="utf-8")
    assert _kinds(_json(root, "2026-11-03")) == [("published", "2026-11")]


def test_files_are_written_in_each_language_that_is_named(tmp_path: Path) -> None:
    """The shipped stock-take in Welsh; a language that it has not is told, with how it gets it."""
    assert pulse("init", "w", cwd=tmp_path).returncode == 0
    root = tmp_path / "w"
    assert pulse("survey", "translate", "stock-take", "cy", cwd=root).returncode == 0
    settings = (root / "pulse.toml").read_text(encoding="utf-8").replace("# [run]", "[run]")
    named = '# report_after_days = 3\npublish = ["ms-forms", "ms-forms cy", "xlsform cy", "ms-forms pl"]'
    (root / "pulse.toml").write_text(settings.replace("# report_after_days = 3", named), encoding="utf-8")
    done = pulse("run", cwd=root, day="2026-12-08")
    assert done.returncode == 1
    assert "begin a translation with `pulse survey translate stock-take pl`" in done.stderr
    written = {path.name for path in (root / "published").iterdir()}
    assert written == {f"stock-take.2026-12.{it}" for it in ("ms-forms.docx", "cy.ms-forms.docx", "cy.xlsform.xlsx")}
    assert _run(root, "2026-12-08", status=1) == "", "each once"


# --- the inbox -------------------------------------------------------------------------------------------------------


def test_a_late_export_reaches_the_stock_take_before(root: Path) -> None:
    """Each asks by a questionnaire of its own: a cumulative file is taken into both, and each row into one."""
    _run(root, "2026-11-01")
    _run(root, "2026-12-01", status=1)  # November has no answers yet
    both = _sheets("2026-11-14", 1, 20) + _sheets("2026-12-01", 50, 15)
    export(root / "inbox" / "all.csv", _TEXT, both)
    assert "collected s all.csv: 2026-11: 20 new, 2026-12: 15 new" in _run(root, "2026-12-02")
    assert answered(root) == {("s", "2026-11"): 20, ("s", "2026-12"): 15}
    export(root / "inbox" / "all.csv", _TEXT, both)
    assert _run(root, "2026-12-03") == "collected s all.csv: 2026-11: 0 new, 2026-12: 0 new\n"
    assert sorted(path.name for path in (root / "inbox" / "done").iterdir()) == ["all-2.csv", "all.csv"]


def test_rows_of_no_stock_take_are_told(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 20) + _sheets("2026-10-25", 50, 3))
    said = _json(root, "2026-11-05", status=1)
    assert [it["code"] for it in said["waits"]] == ["run-look-at-file"]
    assert "3 rows of no stock-take" in said["steps"][0]["text"]
    export(root / "inbox" / "b.csv", _TEXT, _sheets("2026-10-25", 50, 3))
    assert [it["code"] for it in _json(root, "2026-11-05", status=1)["waits"]] == ["run-file-refused"]
    assert "3 rows, and none of a day" in (root / "inbox" / "refused" / "b.csv.txt").read_text(encoding="utf-8")


def test_what_does_not_fit_is_refused_with_the_reason_and_without_an_answer(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "good.csv", _TEXT, _sheets("2026-11-03", 1, 20))
    export(root / "inbox" / "wrong.csv", "Something else?", _sheets("2026-11-03", 1, 20))
    done = pulse("run", cwd=root, day="2026-11-05")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "inbox/refused/wrong.csv" in done.stderr
    assert "collected s good.csv" in done.stdout
    note = root / "inbox" / "refused" / "wrong.csv.txt"
    said = note.read_text(encoding="utf-8")
    assert "complete surveys/s.microsoft-forms.map.toml" in said.replace("\\", "/")
    assert "Disagree" not in said
    if os.name == "posix":
        assert note.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in (root / "inbox").iterdir()) == ["done", "refused"]
    assert pulse("run", cwd=root, day="2026-11-05").returncode == 0, "it is told once"


def test_a_file_that_is_still_being_written_is_left(root: Path) -> None:
    export(root / "inbox" / "a.csv.part", _TEXT, _sheets("2026-11-03", 1, 20))
    export(root / "inbox" / ".a.csv", _TEXT, _sheets("2026-11-03", 1, 20))
    assert "collected" not in _run(root, "2026-11-05")


@_posix
def test_a_fault_that_is_not_the_files_leaves_it_where_it_is(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 20))
    _run(root, "2026-11-05")
    export(root / "inbox" / "b.csv", _TEXT, _sheets("2026-11-04", 50, 20))
    (root / "pulse.key").chmod(0o644)
    assert [it["code"] for it in _json(root, "2026-11-06", status=1)["waits"]] == ["run-file-left"]
    (root / "pulse.key").chmod(0o600)
    assert _run(root, "2026-11-07") == "collected s b.csv: 2026-11: 20 new\n"


def test_a_faulty_questionnaire_moves_no_file(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 20))
    good = (root / "surveys" / "s.toml").read_text(encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(good.replace("agree5", "agree6"), encoding="utf-8")
    done = pulse("run", cwd=root, day="2026-11-05")
    assert done.returncode != 0
    assert "agree6" in done.stderr
    assert (root / "inbox" / "a.csv").is_file()
    (root / "surveys" / "s.toml").write_text(good, encoding="utf-8")
    assert "20 new" in _run(root, "2026-11-06")


def test_answers_by_name_are_none_of_its_business(root: Path) -> None:
    form = FORM.format(id="board", text="Do we work well together?", schedule=_SCHEDULE)
    form = form.replace("dimensions", f'attributed = true\nintroduction = "{ATTRIBUTED_LINE}"\ndimensions')
    (root / "surveys" / "board.toml").write_text(form, encoding="utf-8")
    assert pulse("survey", "check", cwd=root).returncode == 0
    assert _kinds(_json(root, "2026-11-02")) == [("opened", "2026-11")]


# --- what waits for a person -----------------------------------------------------------------------------------------


def test_a_stock_take_without_answers_is_told_once_exports_should_be_there(root: Path) -> None:
    _run(root, "2026-11-01")
    told = {day: _json(root, day, status=status)["waits"] for day, status in (("2026-11-16", 0), ("2026-11-17", 1))}
    assert [it["code"] for it in told["2026-11-17"]] == ["doctor-unanswered"]


def test_what_is_overdue_is_told_every_day(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    _run(root, "2026-11-17")
    need = ["needs", "add", "s", "--what", "Breaks that happen", "--level", "team"]
    promise = [
        "commit",
        "1",
        "--owner",
        "Head of nursing",
        "--level",
        "team",
        "--by",
        "2026-11-20",
        "--measure",
        "heard",
    ]
    for command in (need, [*promise, "--what", "Cover for breaks"]):
        done = pulse(*command, cwd=root, day="2026-11-18")
        assert done.returncode == 0, done.stderr
    (root / "plans").mkdir()
    (root / "plans" / "a--b.toml").write_text('bodies = ["A", "B"]\nreview = 2026-11-22\n', encoding="utf-8")
    codes = {
        day: [it["code"] for it in _json(root, f"2026-11-{day}", status=status)["waits"]]
        for day, status in (("20", 0), ("21", 1), ("22", 1), ("23", 1))
    }
    both = ["run-commitments", "run-reviews"]
    assert codes == {"20": [], "21": both[:1], "22": both, "23": both}
    done = pulse("run", cwd=root, day="2026-11-24")
    assert done.stdout == ""
    assert done.stderr.startswith("pulse: 1 commitment(s) are overdue -> see `pulse commitments --overdue`")
    assert done.stderr.endswith("(and 1 more: `pulse run --json` lists all)\n")


def test_what_cannot_be_reported_stops_nothing_else(root: Path, tmp_path: Path) -> None:
    """Words of somebody at risk wait for the safeguarding lead: no report is made, and all else goes on."""
    words = '[[item]]\nid = "words"\nkind = "text"\ntext = "In your own words"\n'
    schedule = f"{_SCHEDULE}\n{words}"
    (root / "surveys" / "t.toml").write_text(
        FORM.format(id="t", text="Are you well?", schedule=schedule), encoding="utf-8"
    )
    _run(root, "2026-11-01")
    export(root / "inbox" / "s.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    file = export(tmp_path / "t.csv", "Are you well?", _sheets("2026-11-03", 1, 30))
    lines = file.read_text(encoding="utf-8").splitlines()
    said = [f"{lines[0]},In your own words", f"{lines[1]},I want to kill myself", *(f"{line}," for line in lines[2:])]
    (root / "inbox" / "t.csv").write_text("\n".join(said) + "\n", encoding="utf-8")
    assert [it["code"] for it in _json(root, "2026-11-06", status=1)["waits"]] == ["run-look-at-file"]
    done = _json(root, "2026-12-02", status=1)
    assert [it["kind"] for it in done["steps"]] == ["ended", "ended", "opened", "opened"]
    assert [it["code"] for it in done["waits"]] == ["alerts-overdue", "alerts-overdue"]
    (alert,) = [it["id"] for it in json.loads(pulse("alerts", "--json", cwd=root, day="2026-12-02").stdout)]
    pulse("alerts", "--resolve", alert, "--by", "Lead", "--note", "Spoken with all", cwd=root, day="2026-12-02")
    assert _kinds(_json(root, "2026-12-03")) == [("reported", "2026-11")] * 2


# --- rehearsal, lock, log --------------------------------------------------------------------------------------------


def test_a_rehearsal_says_what_would_be_done_and_does_nothing(root: Path) -> None:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    (root / "inbox" / "no.csv").write_text("what,ever\n1,2\n", encoding="utf-8")
    before = _files(root)
    planned = _json(root, "2026-12-02", "--dry-run", status=1)
    assert _files(root) == before
    done = _json(root, "2026-12-02", status=1)
    assert _kinds(planned) == _kinds(done)
    assert [kind for kind, _ in _kinds(done)] == ["ended", "opened", "collected", "refused", "reported"]
    assert (planned["dry_run"], done["dry_run"]) == (True, False)
    assert "Nothing would be done on 2026-12-03" in _run(root, "2026-12-02", "--date", "2026-12-03", "--dry-run")


def test_a_day_can_be_named(root: Path) -> None:
    assert "opened s 2026-11" in _run(root, "2026-06-01", "--date", "2026-11-02")
    assert pulse("run", "--date", "tomorrow", cwd=root).returncode == 2


def test_one_runs_at_a_time(root: Path) -> None:
    with closing(sqlite3.connect(root / "pulse.lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = pulse("run", cwd=root, day="2026-11-02")
        assert done.returncode == 75
        assert "another `pulse run`" in done.stderr
    assert "opened" in _run(root, "2026-11-02")


def test_a_fault_of_ours_in_a_run_is_not_told_as_a_full_disk(root: Path) -> None:
    """Whatever SQLite says of the run itself is no word on the lock: 70, with what to report."""
    with patch.object(Journal, "done", side_effect=sqlite3.OperationalError("no such table: run_step")):
        done = pulse("run", cwd=root, day="2026-11-02")
    assert done.returncode == 70, done.stderr
    assert "cannot be written" not in done.stderr


def test_a_fault_of_ours_with_one_stock_take_leaves_none_of_the_others_undone(root: Path) -> None:
    """It is told by kind and place, with 70; the next run does what was left."""
    other = FORM.format(id="t", text="And you?", schedule=_SCHEDULE)
    (root / "surveys" / "t.toml").write_text(other, encoding="utf-8")
    as_it_is = opening.open_wave

    def faulty(settings: Settings, survey: str, *more: Any) -> Opened:
        if survey == "s":
            raise KeyError("an answer")
        return as_it_is(settings, survey, *more)

    with patch.object(opening, "open_wave", faulty):
        done = pulse("run", cwd=root, day="2026-11-02")
    assert done.returncode == 70
    assert done.stdout.startswith("opened t 2026-11: ")
    assert "KeyError at pulse." in done.stderr
    assert "an answer" not in done.stderr
    assert _run(root, "2026-11-03").startswith("opened s 2026-11: ")


def test_a_rehearsal_in_a_new_workspace_leaves_no_database(root: Path) -> None:
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", 1, 30))
    before = _files(root)
    assert "would be collected s a.csv" in _run(root, "2026-11-10", "--dry-run")
    assert pulse("collect", "--dry-run", "inbox/a.csv", cwd=root, day="2026-11-10").returncode == 0
    assert _files(root) == before


def test_the_log_can_be_read_by_anyone(root: Path) -> None:
    assert "has not run here yet" in pulse("log", cwd=root).stdout
    _run(root, "2026-11-01")
    _run(root, "2026-11-02")
    (root / "inbox" / "no.csv").write_text("what,ever\n1,2\n", encoding="utf-8")
    _run(root, "2026-11-03", status=1)
    with closing(sqlite3.connect(root / "pulse.db")) as database, database:
        database.execute("INSERT INTO run (day, finished, waits) VALUES ('2026-11-04', 0, 0)")
    said = pulse("log", cwd=root).stdout
    assert said.splitlines() == [
        "Last run: 2026-11-04.",
        "2026-11-04  (cut off; the next run went on)",
        "2026-11-03",
        *[line for line in said.splitlines() if line.startswith("  refused no.csv: inbox/refused/no.csv: ")],
        "2026-11-01",
        "  opened s 2026-11: until 2026-11-14; its questionnaire is surveys/instances/s.2026-11.txt",
    ]
    listed = json.loads(pulse("log", "--json", "--all", cwd=root).stdout)
    assert [(it["date"], it["finished"], it["waits"], len(it["steps"])) for it in listed] == [
        ("2026-11-04", False, 0, 0), ("2026-11-03", True, 1, 1), ("2026-11-02", True, 0, 0), ("2026-11-01", True, 0, 1),
    ]  # fmt: skip
    assert steps(root)["opening", "s", "2026-11", ""] == 1
