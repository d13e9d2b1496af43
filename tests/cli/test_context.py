"""How harm is answered, and what the organisation counts beside it: from a CSV to a page that passes its audit.

1. The table of parties by answers: shares worked out by hand, shades by fixed quarters, nothing where nothing is shown.
2. What is counted: every fault with its place; small numbers as bands, not stored; nothing changed after.
3. Beside the scores: drawn, audited, ranks compared from eight periods on and never before.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pulse.model.context import Counted, banded, period
from tests.conftest import once, pulse
from tests.restorative import WAVES, made

_HEAD = "month,indicator,value,unit,source\n"
_SUSPENDED = (31, 28, 30, 25, 26, 22, 24, 19, 20)
_ABSENT = (40, 42, 41, 45, 46, 43, 50, 7, 52)


def _csv(name: str, values: tuple[int, ...]) -> str:
    return "".join(f"{label},{name},{value},people,HR register\n" for label, value in zip(WAVES, values, strict=True))


def _fill(root: Path) -> None:
    made(root)
    (root / "c.csv").write_text(_HEAD + _csv("Suspensions", _SUSPENDED) + _csv("Absent long", _ABSENT), "utf-8")
    assert pulse("context", "add", "c.csv", cwd=root).returncode == 0


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine waves and two indicators, one value of which is small. Not to be written to."""
    return once(tmp_path_factory, "restorative", _fill)


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "w")


@pytest.fixture(scope="module")
def page(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    root = shutil.copytree(filled, tmp_path_factory.mktemp("page") / "w")
    assert pulse("event", "add", "restorative-practice", "2026-05-12", "Talks began", cwd=root).returncode == 0
    done = pulse("report", cwd=root)
    assert done.returncode == 0, done.stderr
    path = root / "reports" / "restorative-practice-2026-09.html"
    return path, path.read_text(encoding="utf-8")


# --- how harm is answered --------------------------------------------------------------------------------------------


def test_the_table_of_parties_by_answers(page: tuple[Path, str]) -> None:
    """September: 36 of 60 agree everywhere (60 %) but where patients are asked about, of whom 56 of 60 could say:
    36 of 56 are 64 %; told openly 49 of 56, 88 %; support given 12 of 60, 20 %."""
    part = page[1].split('<h2 id="harm">')[1].split("</section>")[0]
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', part)
    told = {head: re.findall(r'class="(\w+)"><data [^>]*>(\d+%)</data>', cells) for head, cells in rows}
    assert told == {
        "Patients and families": [("most", "88%"), *[("more", "64%")] * 3],
        "Staff who were involved": [("more", "60%"), ("more", "60%"), ("least", "20%"), ("more", "60%")],
        **{name: [("more", "60%")] * 4 for name in ("The team", "The organisation", "The community")},
    }
    assert "Most often met: Patients and families: told openly, 88%." in part
    assert "Least often met: Staff involved: support is given, 20%." in part


def test_the_source_is_cited_and_the_wording_said_to_be_our_own(page: tuple[Path, str]) -> None:
    assert "follow Sidney Dekker’s" in page[1].replace("&#39;", "’")
    assert "is not that checklist’s" in page[1].replace("&#39;", "’")


def test_a_shade_that_its_share_does_not_bear_out_is_found(page: tuple[Path, str]) -> None:
    path, text = page
    lying = text.replace('<td class="least"><data', '<td class="most"><data', 1)
    assert lying != text
    copy = path.with_name("restorative-practice-lying.html")
    copy.write_text(lying, encoding="utf-8")
    done = pulse("audit", str(copy), cwd=path.parents[1])
    assert (done.returncode, "td class" in done.stdout + done.stderr) == (1, True)


# --- what is counted -------------------------------------------------------------------------------------------------


def test_a_small_number_is_told_as_a_band_and_stored_nowhere(filled: Path) -> None:
    found = json.loads(pulse("context", "list", "--json", cwd=filled).stdout)
    small = next(it for it in found if (it["indicator"], it["period"]) == ("Absent long", "2026-08"))
    assert (small["value"], small["less_than"]) == (None, 11)
    with closing(sqlite3.connect(filled / "pulse.db")) as db:
        rows = db.execute("SELECT value, low, high FROM context WHERE period = '2026-08'").fetchall()
    assert sorted(rows, key=repr) == [(19.0, None, None), (None, None, 11.0)]


@pytest.mark.parametrize(
    ("value", "unit", "staff", "said"),
    [
        (0, "people", 0, "fewer than 11"),  # told apart, 0 would tell that the others are 1 to 10
        (10, "cases", 0, "fewer than 11"),
        (11, "people", 0, "11"),
        (1.0, "%", 1000, "less than 1.1"),  # 10 people of 1,000
        (1.1, "%", 1000, "1.1"),
        (99.5, "%", 1000, "more than 98.9"),  # all but 5 of 1,000
        (1.5, "per 1000", 5000, "less than 2.2"),  # 7.5 of 5,000; 11 of them are 2.2 per 1,000
        (4, "per 1000", 5000, "4"),
    ],
)
def test_what_rests_on_fewer_than_eleven_is_a_band(value: float, unit: str, staff: int, said: str) -> None:
    when = period("2026-03")
    assert when is not None
    it = Counted("Suspensions", when, unit, "HR", float(value), staff=staff)  # type: ignore[arg-type]
    assert banded(it, 11).said == said


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("2026-13,Suspensions,30,people,HR", "2:1", "this is no month"),
        ("2026-11,Suspensions,30,people,HR", "2:1", "not over yet"),
        ("2026-01,Late,30,days,HR", "2:4", "totals of days or money"),
        ("2026-01,Late,3.5,people,HR", "2:3", "whole number"),
        ("2026-01,Late,-3,people,HR", "2:3", "whole number"),
        ("2026-01,Late,101,%,HR", "2:3", "above 100"),
        ("2026-01,Late,5,%,HR", "2:4", "how many people this rate rests on"),
        ("2026-01,,30,people,HR", "2:2", "indicator must be one line"),
        ("2026-01,Suspensions,30,cases,HR", "2:4", "was in 'people' before"),
        ("2026-01,suspensions,32,people,HR", "2:3", "another value was put down"),
        ("2026-01,Suspended by Dr Whitfield,32,people,HR", "2:2", "the indicator looks as if it named a person"),
        ("2026-01,Absent,32,people,Mrs Blackwood", "2:5", "the source looks as if it named a person"),
    ],
)
def test_every_fault_has_its_place_and_nothing_is_taken(own: Path, line: str, place: str, words: str) -> None:
    before = pulse("context", "list", "--json", cwd=own).stdout
    (own / "bad.csv").write_text(f"{_HEAD}{line}\n2025-12,Suspensions,40,people,HR\n", encoding="utf-8")
    done = pulse("context", "add", "bad.csv", cwd=own)
    assert done.returncode == 65
    assert f"bad.csv:{place}" in done.stderr
    assert words in " ".join(done.stderr.split())
    assert pulse("context", "list", "--json", cwd=own).stdout == before


def test_quarters_beside_months_of_one_indicator_are_refused(own: Path) -> None:
    """Absent July and September with their quarter would tell August, which is a band."""
    (own / "q.csv").write_text("quarter,indicator,value,unit,source\n2026-Q3,Absent long,109,people,HR\n", "utf-8")
    done = pulse("context", "add", "q.csv", cwd=own)
    assert done.returncode == 65
    assert "a sum beside its parts" in " ".join(done.stderr.split())


def test_a_correction_is_added_and_nothing_is_ever_changed(own: Path) -> None:
    (own / "new.csv").write_text(
        f"{_HEAD}2026-01,Suspensions,33,people,HR\n2026-02,Suspensions,28,people,HR\n", encoding="utf-8"
    )
    done = pulse("context", "add", "new.csv", "--correct", "--json", cwd=own)
    assert json.loads(done.stdout) == {"added": 1, "as_band": 0, "known": 1}
    found = json.loads(pulse("context", "list", "--json", cwd=own).stdout)
    assert [it["value"] for it in found if it["indicator"] == "Suspensions"][:2] == [33, 28]
    with closing(sqlite3.connect(own / "pulse.db")) as db:
        kept = db.execute("SELECT value FROM context WHERE period = '2026-01' AND indicator = 'Suspensions'").fetchall()
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("DELETE FROM context")
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("UPDATE context SET value = 99")
    assert kept == [(31.0,), (33.0,)]


# --- beside the scores -----------------------------------------------------------------------------------------------


def test_indicators_stand_beside_the_scores_with_events_on_them(page: tuple[Path, str]) -> None:
    part = page[1].split('<h2 id="context">')[1].split("</section>")[0]
    assert re.findall("<h3>([^<]+)</h3>", part) == [
        "Harm is seen", "Those who are hurt are asked", "Needs after harm are met", "Trust after harm is mended",
        "Absent long", "Suspensions", "Whether periods rank alike",
    ]  # fmt: skip
    drawings = re.findall(r"<svg.*?</svg>", part, re.DOTALL)
    assert [drawing.count("<circle") for drawing in drawings] == [9, 9, 9, 9, 8, 9]
    assert all(">A</text>" in drawing for drawing in drawings)
    assert ">fewer than 11</data>" in part
    assert not re.search("caus|effect of|leads to|due to", part)


def test_ranks_are_compared_with_their_interval(page: tuple[Path, str]) -> None:
    """Scores rise in every wave, so their ranks are 1 to 9. Suspensions rank 9 7 8 5 6 3 4 1 2: differences -8 -5 -5 -1
    -1 3 3 7 7, squares 232, rho = 1 - 6 x 232/720 = -0.9333. Fisher's z -1.6839; its error
    sqrt((1 + 0.8711/2)/6) = 0.4891, times 1.96 0.9587: z from -2.6426 to -0.7252, rho from -0.9899 to -0.6201."""
    assert page[1].count("−0.93 (−0.99 to −0.62), 9</data>") == 4


def test_a_number_that_is_not_on_record_is_found(page: tuple[Path, str]) -> None:
    path, text = page
    for told, other in (('value="31" data-of="Suspensions|2026-01">31<', 'value="9" data-of="Suspensions|2026-01">9<'),
                        ("−0.93 (−0.99 to −0.62), 9<", "−0.33 (−0.99 to −0.62), 9<")):  # fmt: skip
        assert told in text
        copy = path.with_name("restorative-practice-other.html")
        copy.write_text(text.replace(told, other, 1), encoding="utf-8")
        assert pulse("audit", str(copy), cwd=path.parents[1]).returncode == 1


def test_a_report_made_before_a_correction_still_passes(own: Path) -> None:
    assert pulse("report", cwd=own).returncode == 0
    (own / "new.csv").write_text(f"{_HEAD}2026-01,Suspensions,12,people,HR\n", encoding="utf-8")
    assert pulse("context", "add", "new.csv", "--correct", cwd=own).returncode == 0
    done = pulse("audit", "reports/restorative-practice-2026-09.html", cwd=own)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_point_that_its_table_does_not_hold_is_found(page: tuple[Path, str]) -> None:
    path, text = page
    head, part = text.split('<h2 id="context">')
    moved = re.sub(r'(<circle [^>]*cy=")[\d.]+', r"\g<1>33", part, count=1)
    assert moved != part
    copy = path.with_name("restorative-practice-moved.html")
    copy.write_text(f'{head}<h2 id="context">{moved}', encoding="utf-8")
    assert pulse("audit", str(copy), cwd=path.parents[1]).returncode == 1


def test_with_seven_periods_nothing_is_compared(tmp_path: Path) -> None:
    root = made(tmp_path / "w", 7)
    lines = _csv("Suspensions", _SUSPENDED).splitlines(keepends=True)[:7]
    (root / "c.csv").write_text(_HEAD + "".join(lines), encoding="utf-8")
    assert pulse("context", "add", "c.csv", cwd=root).returncode == 0
    done = pulse("report", "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    assert '<h2 id="context">' in done.stdout
    assert 'class="together"' not in done.stdout
    assert "not worked out before both are shown for eight periods" in done.stdout
