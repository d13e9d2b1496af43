"""`pulse export --engagement-nine`: counts and scores that are those of the report, and of nothing else.

1. Scores and counts equal a hand-worked example; what is withheld on the page is withheld here.
2. A count is never claimed more exactly than a rounded share tells it.
3. Other words, other answers or a missing question are refused.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse import define
from pulse.report.nine import counts
from tests.conftest import pulse, workspace

_SHIPPED = (define.shipped() / "engagement-nine.toml").read_text(encoding="utf-8")
_PEOPLE = [0] * 10 + [1] * 8 + [2] * 6 + [3] * 9 + [4] * 7
_IN_BETWEEN = {0: 4, 1: 3, 2: 3, 3: 1, 4: 0}  # nobody says neither


def _answers(person: int) -> list[int]:
    """The place of each answer: motivation and advocacy go up with the person, involvement goes down."""
    return [person] * 3 + [4 - person] * 2 + [_IN_BETWEEN[person]] + [person] * 3


def _root(folder: Path, form: str) -> Path:
    root = workspace(folder / "w", form[form.index("id ") :])
    (root / "surveys" / "engagement-nine.toml").write_text(form, encoding="utf-8")
    survey = define.from_source(form)
    with (root / "e.csv").open("w", encoding="utf-8", newline="") as file:
        options = [[option.text for option in item.options] for item in survey.items]
        said = [[texts[at] for texts, at in zip(options, _answers(it), strict=True)] for it in _PEOPLE]
        heads = ["Response id", "Which team do you work in?", *(item.text for item in survey.items)]
        csv.writer(file).writerows([heads, *([f"r{at}", "", *row] for at, row in enumerate(said))])
    for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", "e.csv", "--survey", "engagement-nine", "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Forty people who answer all nine."""
    return _root(tmp_path, _SHIPPED)


def test_counts_and_scores_of_everyone(root: Path) -> None:
    """By hand. q2a: (8 x 2.5 + 6 x 5 + 9 x 7.5 + 7 x 10)/40 = 4.69; q3c and q3d are its mirror, 5.31.

    q3f: (10 x 10 + 14 x 7.5 + 9 x 2.5)/40 = 5.69. Involvement (5.31 + 5.31 + 5.69)/3 = 5.44; motivation and advocacy
    4.69; engagement (4.69 + 5.44 + 4.69)/3 = 4.94.
    """
    done = pulse("export", "--engagement-nine", "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    by_key = {(it["code"] or it["item"], it["answer"]): it for it in rows}
    exact = [by_key["q2a", answer] for answer in ("Never", "Rarely", "Sometimes", "Often", "Always")]
    assert [(it["n"], it["count"], it["count_least"], it["count_most"]) for it in exact] == [
        ("40", str(count), str(count), str(count)) for count in (10, 8, 6, 9, 7)
    ]
    assert [by_key[it, ""]["score"] for it in ("q2a", "q3c", "q3f")] == ["4.7", "5.3", ""], "q3f: withheld"
    scores = ("engagement", "engagement.motivation", "engagement.involvement", "engagement.advocacy")
    assert [by_key[it, ""]["score"] for it in scores] == ["4.9", "4.7", "5.4", "4.7"]
    assert by_key["engagement", ""]["note"] == "scoring not verified"
    assert len(rows) == 9 * 5 + 9 + 4


def test_what_few_people_said_is_no_exact_count(root: Path) -> None:
    """Nobody said neither at q3f: that none did, or how few, is told no more exactly than on the page."""
    exported = json.loads(pulse("export", "--engagement-nine", "--json", cwd=root).stdout)
    found = {it["answer"]: it for it in exported if it["code"] == "q3f" and it["answer"]}
    assert found["Neither agree nor disagree"]["count"] is None
    true = dict(zip(found, (7, 9, 0, 14, 10), strict=True))
    shown = {answer: it for answer, it in found.items() if it["n"] is not None}
    assert all(it["count_least"] <= true[answer] <= it["count_most"] for answer, it in shown.items())


def test_every_number_is_one_of_the_report(root: Path) -> None:
    exported = json.loads(pulse("export", "--engagement-nine", "--json", cwd=root).stdout)
    rows = json.loads(pulse("report", "--format", "json", "-o", "-", cwd=root).stdout)["figures"]
    means = {it["item"]: it["value"] for it in rows if it["measure"] == "mean" and it["group"] == "all"}
    assert {it["item"]: it["score"] for it in exported if not it["answer"]} == means
    ids = {(it["item"], it["text"]) for it in exported}
    assert len(ids) == 13


@given(n=st.integers(22, 20_000), data=st.data())
def test_a_count_is_claimed_as_exactly_as_its_share_tells_it(n: int, data: st.DataObject) -> None:
    true = data.draw(st.integers(0, n))
    near, least, most = counts(round(true / n, 2), n)
    assert least <= true <= most
    assert least <= near <= most
    assert {round(it / n, 2) for it in (least, near, most)} == {round(true / n, 2)}
    assert all(round(it / n, 2) != round(true / n, 2) for it in (least - 1, most + 1) if 0 <= it <= n)


@pytest.mark.parametrize(
    "edit",
    [
        ("Time passes quickly when I am working.", "Time passes fast when I am working."),
        ('code  = "q2c"', 'code  = "x2c"'),
    ],
    ids=["other words", "no such code"],
)
def test_what_is_not_the_official_nine_is_refused(tmp_path: Path, edit: tuple[str, str]) -> None:
    root = _root(tmp_path, _SHIPPED.replace(*edit))
    done = pulse("export", "--engagement-nine", cwd=root)
    assert done.returncode == 2
    assert done.stderr.count("did not ask") == 1
    assert "q2c" in done.stderr
    assert not list((root / "reports").glob("*engagement*"))


def test_a_file_by_default_and_what_to_export_must_be_said(root: Path) -> None:
    assert pulse("export", cwd=root).returncode == 2
    done = pulse("export", "engagement-nine", "--engagement-nine", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "reports" / "engagement-nine-2026-10.engagement-nine.csv").is_file()
    unknown = pulse("export", "--engagement-nine", "--wave", "2020-01", cwd=root)
    assert (unknown.returncode, "has no wave" in unknown.stderr) == (2, True)
