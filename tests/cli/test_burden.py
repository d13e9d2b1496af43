"""What questionnaires ask of people: questions, minutes, how often over all of them; told before and in the report.

1. Asks and minutes a month are sums over calendar months that can be worked out by hand.
2. `pulse survey check` and the report warn above fifteen questions and above once a month, and not below.
3. Where blocks take turns, what counts is one turn.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pulse import define
from pulse.model import burden
from tests.conftest import pulse, workspace


def _form(name: str, repeat: str, questions: int = 2, more: str = "") -> str:
    items = "".join(
        f'[[item]]\nid = "q{at}"\ntext = "Question number {at}?"\nscale = "agree5"\n' for at in range(questions)
    )
    schedule = f'[schedule]\nrepeat = "{repeat}"\nopen_for_days = 7\n' if repeat else ""
    return f'id = "{name}"\ntitle = "{name.title()}"\n{more}{items}{schedule}'


def _workspace(folder: Path, *forms: str) -> Path:
    root = workspace(folder / "w", forms[0])
    for form in forms[1:]:
        (root / "surveys" / f"{form.split(chr(34))[1]}.toml").write_text(form, encoding="utf-8")
    return root


_MONTHLY = _form("month", "monthly on the second Tuesday")
_QUARTERLY = _form("quarter", "April, July and January from the 1st")


def _told(root: Path, *arguments: str) -> dict[str, object]:
    done = pulse("survey", "burden", "--json", *arguments, cwd=root)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_asks_a_month_are_those_of_twelve_calendar_months(tmp_path: Path) -> None:
    """Twelve monthly waves and three quarterly ones: 15 in 12 months. One that is not scheduled adds none."""
    told = _told(_workspace(tmp_path, _MONTHLY, _QUARTERLY, _form("never", "")))
    assert (told["asks_a_month"], told["first_month"], told["too_often"]) == (1.25, "2026-11", True)
    assert (told["busiest"], told["busiest_asks"]) == ("2027-01", 2)
    assert isinstance(told["by_month"], dict)
    assert list(told["by_month"].values()) == [1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1]
    words = pulse("survey", "burden", cwd=tmp_path / "w").stdout
    assert "asked 1.2 times a month" in " ".join(words.split())
    assert "not scheduled" in words


@pytest.mark.parametrize("day", ["2026-11-10", "2026-11-30", "2027-02-01"])
def test_once_a_month_is_once_a_month_on_whatever_day_it_is_counted(tmp_path: Path, day: str) -> None:
    told = _told(_workspace(tmp_path, _MONTHLY), "--date", day)
    assert (told["asks_a_month"], told["too_often"]) == (1.0, False)


def test_a_wave_that_was_opened_counts_with_its_own_days(tmp_path: Path) -> None:
    root = _workspace(tmp_path, _MONTHLY)
    days = ("--from", "2026-12-20", "--to", "2026-12-22")
    assert pulse("open", "month", "--wave", "extra", *days, cwd=root).returncode == 0
    told = _told(root)
    assert isinstance(told["by_month"], dict)
    assert (told["by_month"]["2026-12"], told["too_often"]) == (2, True)


def test_minutes_are_reading_and_deciding() -> None:
    """By hand: title 1 word, two questions of 3, five options once of 2, 1, 4, 1 and 2 words: 17 words; 4 s each."""
    survey = define.from_source(_form("month", ""))
    assert burden.seconds(survey) == pytest.approx(17 / 238 * 60 + 2 * 4)
    assert (burden.minutes(survey), burden.questions(survey)) == (1, 2)


def test_of_blocks_that_take_turns_one_turn_counts() -> None:
    """Four blocks, each at least every second wave: two at a time, at worst the two longest."""
    text = _form("turns", "", 6, "[rotation]\nevery = 2\n")
    for at, block in ((1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "d")):
        text = text.replace(f'id = "q{at}"', f'id = "q{at}"\nblock = "{block}"')
    assert burden.questions(define.from_source(text)) == 1 + 2 + 1


def test_check_warns_of_what_is_long_and_often_and_calls_it_no_fault(tmp_path: Path) -> None:
    root = _workspace(tmp_path, _form("long", "monthly on the second Tuesday", 16), _QUARTERLY)
    done = pulse("survey", "check", cwd=root)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 0
    assert "16 questions, about 1 min: more than 15 at a time" in said
    assert "1.2 times a month, most in 2027-01: 2" in said
    assert said.count("no fault found") == 3
    alone = pulse("survey", "check", "surveys/quarter.toml", cwd=root)
    assert (alone.returncode, alone.stderr) == (0, "")


def test_neither_is_said_where_nothing_is_much(tmp_path: Path) -> None:
    root = _workspace(tmp_path, _form("short", "monthly on the second Tuesday", 15))
    done = pulse("survey", "check", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")


def _report(root: Path, survey: str, questions: int) -> str:
    with (root / "e.csv").open("w", encoding="utf-8", newline="") as file:
        heads = [f"Question number {at}?" for at in range(questions)]
        rows = [[f"r{at}", *(("Agree", "Disagree", "Agree")[at % 3],) * questions] for at in range(30)]
        csv.writer(file).writerows([["Response id", *heads], *rows])
    for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", "e.csv", "--survey", survey, "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    reported = pulse("report", survey, cwd=root)
    assert reported.returncode == 0, reported.stderr
    page = root / "reports" / f"{survey}-2026-10.html"
    assert pulse("audit", str(page), cwd=root).returncode == 0
    return " ".join(page.read_text(encoding="utf-8").split())


def test_the_report_tells_the_burden_and_warns(tmp_path: Path) -> None:
    page = _report(_workspace(tmp_path, _form("long", "monthly on the second Tuesday", 16), _QUARTERLY), "long", 16)
    assert "16 questions, about 1 minute." in page
    assert "That is more than 15 questions: some could be left out, or take turns." in page
    assert "whoever gets them all is asked 1.2 times a month" in page
    assert "That is more than once a month: one of them could come less often." in page


def test_the_report_warns_of_nothing_that_is_not_much_and_is_made_beside_a_faulty_file(tmp_path: Path) -> None:
    root = _workspace(tmp_path, _MONTHLY)
    page = _report(root, "month", 2)
    assert "2 questions, about 1 minute." in page
    assert "is asked 1.0 times a month, for 1 minute" in page
    assert "That is more than" not in page
    (root / "surveys" / "faulty.toml").write_text('id = "Faulty"\n', encoding="utf-8")
    again = pulse("report", "month", cwd=root)
    assert again.returncode == 0, again.stderr
    assert "What it asks of people" not in (root / "reports" / "month-2026-10.html").read_text(encoding="utf-8")
