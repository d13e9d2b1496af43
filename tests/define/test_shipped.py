"""The shipped library: nothing about an instrument is left open, and nothing is in it that may not be passed on.

1. Every questionnaire says who wrote it, its licence, how it is scored, which end is good, what becomes of gaps.
2. What it says of its minutes and its scoring is what the program does.
3. What is linked instead has a place and a reason, and is not shipped under another name.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from pulse import define
from pulse.model import burden
from pulse.model.survey import Survey
from tests.conftest import pulse, workspace

_SHIPPED = define.library(define.shipped())
_COUNTS = {"under a minute": 0.5, "a minute": 1, "two minutes": 2, "four minutes": 4, "six minutes": 6}


def test_there_are_ten_or_more() -> None:
    assert len(_SHIPPED) >= 10


@pytest.mark.parametrize("survey", _SHIPPED, ids=lambda it: it.id)
def test_no_field_is_empty(survey: Survey) -> None:
    assert survey.manual is not None
    told = {**asdict(survey.manual), "licence": survey.licence, "language": survey.language, "title": survey.title}
    assert {name for name, text in told.items() if not text.strip()} == set()
    assert survey.version >= 1
    own = survey.manual.source.startswith("Written for pulse")
    assert own or survey.attribution, "words of others are quoted with their source"
    assert own == survey.licence.startswith("MIT"), "others' words are not ours to license"


@pytest.mark.parametrize("survey", _SHIPPED, ids=lambda it: it.id)
def test_the_minutes_it_promises_staff_are_those_it_is_listed_with(survey: Survey) -> None:
    """Within a minute: both are estimates, and a promise that is far off is noticed by every respondent."""
    said = [_COUNTS[found] for found in re.findall("|".join(_COUNTS), survey.introduction.casefold())]
    assert all(abs(count - burden.seconds(survey) / 60) <= 1 for count in said)


def test_what_a_rule_was_not_verified_for_is_said_to_be() -> None:
    unverified = {it.id for it in _SHIPPED if any(index.unverified for index in it.indices)}
    assert unverified == {"engagement-nine", "burnout-seven"}
    for survey in _SHIPPED:
        assert survey.manual is not None
        assert ("Not verified" in survey.manual.scoring) == (survey.id in unverified)


def test_the_seven_on_burnout_are_all_scored_with_never_as_the_good_end() -> None:
    (seven,) = [it for it in _SHIPPED if it.id == "burnout-seven"]
    assert [item.code for item in seven.items] == [f"q12{letter}" for letter in "abcdefg"]
    assert [[item.points(at) for at in range(1, 6)] for item in seven.items] == [[10, 7.5, 5, 2.5, 0]] * 7


def test_linked_instruments_have_their_reason_and_name_what_is_shipped() -> None:
    linked = define.linked()
    ids = {it.id for it in _SHIPPED}
    assert len({it.name for it in linked}) == len(linked) >= 10
    for it in linked:
        assert set(re.findall(r"[a-z]+(?:-[a-z0-9]+)+|partners", it.instead)) & ids, it.name


# --- as it is typed --------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", 'id = "own"\ntitle = "Own"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\n')


def test_the_list_has_minutes_and_licences_are_told_of_all(root: Path) -> None:
    listed = json.loads(pulse("survey", "list", "--shipped", "--json", cwd=root).stdout)
    assert {it["id"]: it["minutes"] for it in listed}["stock-take"] == 4
    assert "Minutes" in pulse("survey", "list", cwd=root).stdout
    told = json.loads(pulse("survey", "licences", "--json", cwd=root).stdout)
    assert {it["id"] for it in told["questionnaires"]} == {"own", *(it.id for it in _SHIPPED)}
    assert {it["name"] for it in told["linked"]} == {it.name for it in define.linked()}
    words = pulse("survey", "licences", cwd=root).stdout
    assert "Licence: none is named" in words, "one's own that names none"
    assert "Why not: copyright; its non-commercial licence forbids providing it to others." in words


def test_a_shipped_questionnaire_comes_into_the_workspace_once(root: Path) -> None:
    added = pulse("survey", "add", "who-5", cwd=root)
    assert added.returncode == 0, added.stderr
    assert (root / "surveys" / "who-5.toml").read_bytes() == (define.shipped() / "who-5.toml").read_bytes()
    assert pulse("survey", "check", cwd=root).returncode == 0
    assert pulse("survey", "add", "who-5", cwd=root).returncode == 73
    (root / "surveys" / "who-5.toml").rename(root / "surveys" / "ours.toml")
    again = pulse("survey", "add", "who-5", cwd=root)
    assert (again.returncode, "in another file" in again.stderr) == (73, True)
    assert pulse("survey", "add", "who-6", cwd=root).returncode == 2


def test_its_translations_come_along(root: Path) -> None:
    assert pulse("survey", "add", "stock-take", cwd=root).returncode == 0
    shipped = define.shipped() / "stock-take.cy.toml"
    assert (root / "surveys" / "stock-take.cy.toml").read_bytes() == shipped.read_bytes()
    assert [it.tag for it in define.load(root / "surveys" / "stock-take.toml").languages] == ["cy"]


def test_the_five_on_well_being_are_scored_as_published_and_only_whole(root: Path) -> None:
    """Published: sum of 0 to 5 times 4. Thirty say 3, 4, 3, 2, 3 (sum 15: 60 of 100); ten more leave one out."""
    pulse("survey", "add", "who-5", cwd=root)
    survey = define.load(root / "surveys" / "who-5.toml")
    options = [option.text for option in survey.items[0].options]
    whole = [options[at] for at in (3, 4, 3, 2, 3)]
    rows = [whole] * 30 + [[*([options[5]] * 4), ""]] * 10
    with (root / "e.csv").open("w", encoding="utf-8", newline="") as file:
        heads = ["Which team do you work in?", *(item.text for item in survey.items)]
        csv.writer(file).writerows([["Response id", *heads], *([f"r{at}", "", *row] for at, row in enumerate(rows))])
    for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", "e.csv", "--survey", "who-5", "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    report = pulse("report", "who-5", "--format", "json", "-o", "-", cwd=root)
    figures = json.loads(report.stdout)["figures"]
    (score,) = [it for it in figures if (it["item"], it["measure"]) == ("wellbeing", "mean")]
    assert (score["value"], score["n"]) == (6.0, 30)
    page = pulse("report", "who-5", cwd=root)
    assert page.returncode == 0, page.stderr
    assert "Well-being (WHO-5)" in (root / "reports" / "who-5-2026-10.html").read_text(encoding="utf-8")
