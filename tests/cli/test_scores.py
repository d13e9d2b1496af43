"""Scores by the real path: an export collected, a report made of it, its rows and its page.

The figures expected here are worked by hand in the docstrings, or by R (the vector scale_01).
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from pulse import define
from tests.conftest import pulse, workspace
from tests.shared import shared

_OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
_AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_LATER = "2027-03-01"
Person = Sequence[str]


def _collect(root: Path, name: str, texts: Sequence[str], people: Iterable[Person], wave: str = "2026-10") -> None:
    """A plain export of the questionnaire `name`: one column a question, headed by its words."""
    with (root / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Response id", *texts])
        writer.writerows([f"r{at}", *person] for at, person in enumerate(people))
    rest = ("--survey", name, "--wave", wave)
    done = pulse("collect", f"{wave}.csv", *rest, cwd=root)
    if done.returncode == 1:  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", f"{wave}.csv", *rest, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def _rows(root: Path, wave: str = "2026-10", day: str = "2026-11-24") -> dict[tuple[str, str, str], dict[str, str]]:
    """The report's rows of everyone in that wave, by item, measure and option."""
    done = pulse("report", "--wave", wave, "--format", "csv", "-o", "-", cwd=root, day=day)
    assert done.returncode == 0, done.stderr
    found = csv.DictReader(io.StringIO(done.stdout))
    return {
        (row["item"], row["measure"], row["option"]): row
        for row in found
        if row["dimension"] == "all" and row["wave"] == wave
    }


def _page(root: Path, wave: str = "2026-10") -> str:
    done = pulse("report", "--wave", wave, "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- the engagement index of nine items ------------------------------------------------------------------------------

_NINE = (define.shipped() / "engagement-nine.toml").read_text(encoding="utf-8").replace("schema ./", "")
_A = ("Often", "Always", "Sometimes", "Agree", "Agree", "Neither agree nor disagree", "Disagree", "Agree",
      "Strongly agree")  # fmt: skip
_B = ("Never", "Rarely", "", "Strongly disagree", "", "Disagree", *["Neither agree nor disagree"] * 3)
_C = ("Always", "", "", *["Strongly agree"] * 6)


@pytest.fixture
def nine(tmp_path: Path) -> Path:
    """Twelve people who answer all, eleven who leave two out, eleven who answer one question of motivation only."""
    text = _NINE[_NINE.index("id ") :].replace('dimensions = { team = "Which team do you work in?" }\n', "")
    root = workspace(tmp_path / "w", text.replace('id         = "engagement-nine"', 'id = "engagement-nine"'))
    survey = define.from_source(text)
    _collect(root, "engagement-nine", [item.text for item in survey.items], [_A] * 12 + [_B] * 11 + [_C] * 11)
    return root


def test_the_engagement_index_of_nine_items(nine: Path) -> None:
    """NHS England's scoring, by hand. Answers count 0, 2.5, 5, 7.5, 10; a part needs half its items, so two of three.

    A (12 people): motivation (7.5 + 10 + 5)/3 = 7.5; involvement (7.5 + 7.5 + 5)/3 = 6.6667; advocacy
    (2.5 + 7.5 + 10)/3 = 6.6667; engagement 6.9444. B (11): motivation (0 + 2.5)/2 = 1.25; involvement
    (0 + 2.5)/2 = 1.25; advocacy 5; engagement 2.5. C (11): one of three is too few; no score at all.

    n = 23: motivation (12 x 7.5 + 11 x 1.25)/23 = 4.51; involvement (80 + 13.75)/23 = 4.08; advocacy
    (80 + 55)/23 = 5.87; engagement (83.33 + 27.5)/23 = 4.82, the mean of the three. Would C count in the
    sub-scores she has, advocacy would be (80 + 55 + 110)/34 = 7.21. Would two answers of nine do, or the nine items
    count alike, B's engagement would be (0 + 2.5 + 0 + 2.5 + 15)/7 = 2.86.
    """
    rows = _rows(nine)
    means = {
        item: (row["value"], row["n"]) for (item, measure, _), row in rows.items()
        if measure == "mean" and item.startswith("engagement")
    }  # fmt: skip
    assert means == {
        "engagement": ("4.8", "23"),
        "engagement.motivation": ("4.5", "23"),
        "engagement.involvement": ("4.1", "23"),
        "engagement.advocacy": ("5.9", "23"),
    }
    assert "unverified" in rows["engagement.advocacy", "mean", ""]["method"]
    # Only the twelve of A answered all nine, fewer than a mean needs.
    alpha = rows["engagement", "alpha", ""]
    assert (alpha["shown"], alpha["value"], alpha["n"]) == ("false", "", "")


def test_sub_scores_stand_under_their_index_on_the_page(nine: Path) -> None:
    page = _page(nine)
    table = page[page.index("Scores made from several questions") : page.index("Questions answered on a scale")]
    heads = [part.partition("</th>")[0] for part in table.split('<th scope="row">')[1:]]
    assert heads == [
        "Staff engagement (scoring unverified)",
        "Motivation (scoring unverified)",
        "Involvement (scoring unverified)",
        "Advocacy (scoring unverified)",
    ]
    assert [value in table for value in (">4.8<", ">4.5<", ">4.1<", ">5.9<")] == [True] * 4


def test_everything_of_a_question_stands_in_one_place_of_the_page(tmp_path: Path) -> None:
    """4, 6, 8, 12 and 10 of 40 people: 55 %, 20 %, 25 %; the mean is (15 + 40 + 90 + 100)/40 = 6.1."""
    counts = (4, 6, 8, 12, 10)
    answers = [text for text, count in zip(_AGREE, counts, strict=True) for _ in range(count)]
    root = workspace(tmp_path / "w", _FIVE)
    _collect(root, "five", _FIVE_TEXTS, [[text, *["Agree"] * 4] for text in answers])
    page = _page(root)
    table = page[page.index("Questions answered on a scale") :]
    row = table[table.index("Question one?") : table.index("Question two?")]
    sides = ("55%", "20%", "25%", ">6.1<", ">40<")
    spread = ("<svg", "Strongly disagree <", "10%", "15%", "20%", "30%", "25%")
    assert _in_order(row, [*sides, *spread])


def _in_order(text: str, parts: Sequence[str]) -> bool:
    """True where each part stands behind the one before."""
    at = 0
    for part in parts:
        at = text.find(part, at) + len(part)
        if at < len(part):
            return False
    return True


# --- reliability -----------------------------------------------------------------------------------------------------

_FIVE = 'id = "five"\ntitle = "Five"\n[indices.whole]\ntitle = "The whole"\n' + "".join(
    f'[[item]]\nid = "q{at}"\ntext = "Question {word}?"\nscale = "agree5"\nindex = "whole"\n'
    for at, word in enumerate(("one", "two", "three", "four", "five"), 1)
)
_FIVE_TEXTS = [f"Question {word}?" for word in ("one", "two", "three", "four", "five")]


def _vector() -> tuple[list[list[str]], dict[str, object]]:
    vector = json.loads(shared("vectors/weights/scale_01_alpha_omega.json").read_text(encoding="utf-8"))
    return [[_AGREE[answer - 1] for answer in row] for row in vector["rows"]], vector["expected"]


def test_alpha_from_the_export_to_the_report_and_after_the_answers_are_gone(tmp_path: Path) -> None:
    """The vector scale_01 (R 4.2.2, psych 2.2.9): alpha .868, Feldt .790 to .923, 40 complete answers.

    Three people leave one question out: they count in the score and not in alpha.
    """
    rows, expected = _vector()
    assert (round(float(str(expected["alpha_raw"])), 2), expected["feldt_ci95"]) == (
        0.87,
        [pytest.approx(0.79, abs=0.005), pytest.approx(0.92, abs=0.005)],
    )
    root = workspace(tmp_path / "w", _FIVE)
    _collect(root, "five", _FIVE_TEXTS, [*rows, *[[*_AGREE[:4], ""]] * 3])
    before = _rows(root)
    alpha = before["whole", "alpha", ""]
    assert [alpha[key] for key in ("value", "lower", "upper", "n")] == ["0.87", "0.79", "0.92", "40"]
    assert before["whole", "mean", ""]["n"] == "43"
    assert pulse("close", "five", "2026-10", "--yes", cwd=root, day=_LATER).returncode == 0
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        # What all answered less what the 40 answered would be the answers of three people.
        assert database.execute("SELECT count(*) FROM product_tally").fetchone() == (0,)
    assert pulse("purge", "--survey", "five", "--wave", "2026-10", "--yes", cwd=root, day=_LATER).returncode == 0
    assert _rows(root) == before


def test_undoing_a_collect_takes_its_cross_products_back(tmp_path: Path) -> None:
    rows, _ = _vector()
    root = workspace(tmp_path / "w", _FIVE)
    _collect(root, "five", _FIVE_TEXTS, rows)
    assert pulse("collect", "--undo", "1", "--yes", cwd=root).returncode == 0
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        assert database.execute("SELECT count(*) FROM product_tally").fetchone() == (0,)


def test_an_item_that_was_not_reversed_is_named(tmp_path: Path) -> None:
    """The vector scale_02: the third item of scale_01 answered the other way round."""
    rows, _ = _vector()
    turned = [[*row[:2], _AGREE[4 - _AGREE.index(row[2])], *row[3:]] for row in rows]
    root = workspace(tmp_path / "w", _FIVE)
    _collect(root, "five", _FIVE_TEXTS, turned)
    page = _page(root)
    assert "“Question three?” runs against the other questions of The whole: it is probably not reversed." in page
    assert page.count("runs against the other questions") == 1


def test_alpha_needs_as_many_complete_answers_as_a_mean(tmp_path: Path) -> None:
    rows, _ = _vector()
    root = workspace(tmp_path / "w", _FIVE)
    _collect(root, "five", _FIVE_TEXTS, rows[:21])
    _collect(root, "five", _FIVE_TEXTS, rows[:22], wave="2026-11")
    assert _rows(root)["whole", "alpha", ""]["shown"] == "false"
    later = _rows(root, "2026-11", day=_LATER)
    assert (later["whole", "alpha", ""]["shown"], later["whole", "alpha", ""]["n"]) == ("true", "22")


def test_alpha_is_not_shown_where_everybody_answers_all_alike(tmp_path: Path) -> None:
    """1.00 would say that whoever knows one answer of a colleague knows all of them."""
    root = workspace(tmp_path / "w", _FIVE)
    _collect(root, "five", _FIVE_TEXTS, [[_AGREE[at % 5]] * 5 for at in range(60)])
    assert _rows(root)["whole", "alpha", ""]["shown"] == "false"


# --- eNPS ------------------------------------------------------------------------------------------------------------

_ENPS = (
    'id = "enps"\ntitle = "E"\n[[item]]\nid = "recommend"\n'
    'text = "How likely are you to recommend us? 0 is not at all, 10 extremely."\nscale = "0-10"\nenps = true\n'
)
_ENPS_TEXT = "How likely are you to recommend us? 0 is not at all, 10 extremely."


def _points(counts: dict[int, int]) -> list[list[str]]:
    return [[str(point)] for point, count in counts.items() for _ in range(count)]


def test_enps_with_its_adjusted_interval(tmp_path: Path) -> None:
    """By hand (Rocks 2016): 16 promoters, 12 passives, 12 detractors of 40, so 16/40 - 12/40 = +10.

    With three people added p = 16.75/43 = .38953, q = 12.75/43 = .29651; p - q = .09302; half-width
    1.96 sqrt((.68605 - .00865)/43) = .24600; so -15 to +34.
    """
    root = workspace(tmp_path / "w", _ENPS)
    _collect(root, "enps", [_ENPS_TEXT], _points({0: 3, 4: 4, 6: 5, 7: 6, 8: 6, 9: 9, 10: 7}))
    rows = _rows(root)
    enps = rows["recommend", "enps", ""]
    assert [enps[key] for key in ("value", "lower", "upper", "n")] == ["0.1", "-0.15", "0.34", "40"]
    assert [rows["recommend", side, ""]["value"] for side in ("favourable", "neutral", "unfavourable")] == [
        "0.4", "0.3", "0.3",
    ]  # fmt: skip
    page = _page(root)
    assert _in_order(page[page.index("Questions answered on a scale") :], ["eNPS", ">+10<", "(−15 to +34)"])


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param({3: 2, 7: 10, 8: 8, 9: 10, 10: 10}, id="two detractors"),
        pytest.param({3: 20, 7: 2, 9: 10, 10: 8}, id="two passives"),
        pytest.param({3: 20, 7: 18, 10: 2}, id="two promoters"),
    ],
)
def test_enps_is_hidden_unless_its_three_parts_may_be_shown(tmp_path: Path, counts: dict[int, int]) -> None:
    root = workspace(tmp_path / "w", _ENPS)
    _collect(root, "enps", [_ENPS_TEXT], _points(counts))
    assert _rows(root)["recommend", "enps", ""]["shown"] == "false"


def test_enps_is_not_shown_unless_asked_for(tmp_path: Path) -> None:
    """Then 0 to 10 is a scale like others: 6 to 10 are the favourable side."""
    root = workspace(tmp_path / "w", _ENPS.replace("enps = true\n", ""))
    _collect(root, "enps", [_ENPS_TEXT], _points({0: 3, 4: 4, 6: 5, 7: 6, 8: 6, 9: 9, 10: 7}))
    rows = _rows(root)
    assert not [key for key in rows if key[1] == "enps"]
    assert "eNPS" not in _page(root).partition("Every method with its source")[0]
    assert rows["recommend", "favourable", ""]["value"] == "0.83"  # 33 of 40
