"""What comments speak of, and what may be quoted of them.

1. Figures only where coders agree: 100 comments coded twice, alpha .60 in all and of each code.
2. The same wall: what few, or all but few, comments speak of is no exact figure; a group of a few has none.
3. What was shown of codes stands: no coding is taken any more, and the ledger holds it. Closing changes no figure.
4. Quotes: only what a person accepted or shortened, whose writer agreed, of 60 words at most, under a theme of 10
   comments or more, in a stock-take of 30 answers or more; one of each person; no date, score, group or id beside it.
5. The same figures and quotes give the same bytes; a later report shows no other quotes.
6. Nothing that nobody reviewed can be quoted: no other module makes a quote.
"""

from __future__ import annotations

import ast
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pulse import define
from pulse.model.coding import Coding
from pulse.model.problems import Stop
from pulse.store import Store
from tests.conftest import pulse
from tests.listen.codings import KINDS, code, codes_of, give_back, page_of, put_comments, review, rows_of, sheet
from tests.listen.comments import asked, collect, export, make

PACKAGE = Path(__file__).parents[2] / "pulse"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "w")


def _coded(root: Path, count: int = 240, of: int | None = None) -> None:
    put_comments(root, count, of=of)
    code(root, "AB")
    code(root, "CD", "--second")


def _accept(_text: str) -> tuple[str, str]:
    return "accept", ""


def _quotes(page: str) -> list[str]:
    return re.findall(r"<blockquote><p>(.*?)</p></blockquote>", page)


# --- 1: agreement ----------------------------------------------------------------------------------------------------


def test_without_a_second_coder_there_is_no_figure(root: Path) -> None:
    put_comments(root, 240)
    code(root, "AB")
    assert rows_of(root) == []
    assert 'id="comments"' not in page_of(root)
    done = pulse("comments", "agreement", cwd=root)
    assert (done.returncode, "100 more must be coded twice" in done.stdout) == (1, True)


def test_a_sample_that_is_not_coded_to_its_end_makes_no_figure(root: Path) -> None:
    put_comments(root, 240)
    code(root, "AB")
    head, *rows = sheet(root, "CD", "--second")
    for row in rows:
        row[6] = " ".join(codes_of(row[3])) or "none"
    rows[99][6] = ""
    assert give_back(root, "CD", [head, *rows], "--second")[0] == 0
    assert rows_of(root) == []
    assert "1 more must be coded twice" in pulse("comments", "agreement", cwd=root).stdout


def test_coders_who_do_not_agree_make_no_figure(root: Path) -> None:
    put_comments(root, 240)
    code(root, "AB")
    code(root, "CD", "--second", codes=lambda at, _text: ["listen", "care", "safe", "notice"][at % 4 : at % 4 + 1])
    assert rows_of(root) == []
    assert pulse("comments", "agreement", cwd=root).returncode == 1


def test_a_code_that_coders_do_not_agree_on_has_none(root: Path) -> None:
    put_comments(root, 240)
    code(root, "AB")
    code(root, "CD", "--second", codes=lambda at, text: [*codes_of(text), *(["lead"] if at < 5 else [])])
    shown = {row["option"] for row in rows_of(root) if row["measure"] == "share"}
    assert shown == {"listen", "safe", "keep_going", "notice"}
    assert "hardly met them: Care about me, Keep me connected and Lead me" in page_of(root)


# --- 2: the wall -----------------------------------------------------------------------------------------------------


def test_shares_are_of_the_comments_that_were_coded(root: Path) -> None:
    _coded(root)
    everyone = {row["option"]: row for row in rows_of(root) if row["measure"] == "share" and row["group"] == "all"}
    for name, row in everyone.items():
        count = sum(name in KINDS[at // 3 % len(KINDS)][1] for at in range(1, 241))
        assert (row["n"], row["value"]) == (240, round(count / 240, 2))


def test_a_team_of_few_comments_has_no_figure_and_few_make_a_band(root: Path) -> None:
    put_comments(root, 300, of=120)
    rare = asked(root, "SELECT text FROM comment WHERE text LIKE 'Nobody%' LIMIT 2")
    code(root, "AB", codes=lambda _at, text: ["lead"] if (text,) in rare else codes_of(text))
    code(root, "CD", "--second", codes=lambda _at, text: ["lead"] if (text,) in rare else codes_of(text))
    shares = [row for row in rows_of(root) if row["measure"] == "share"]
    lead = [row for row in shares if row["option"] == "lead" and row["shown"]]
    assert all(row["value"] is None for row in lead), "two of everyone are a band wherever they are"
    assert all(row["n"] is None or row["n"] >= 11 for row in shares)


def _of_one_team(root: Path) -> list[dict[str, Any]]:
    return [row for row in rows_of(root) if row["dimension"] == "team" and row["measure"] == "share"]


def test_a_team_with_ten_comments_has_none(root: Path) -> None:
    put_comments(root, 300, of=32)  # 11, 11 and 10 of three teams
    code(root, "AB")
    code(root, "CD", "--second")
    sizes = {row["group"]: row["n"] for row in _of_one_team(root) if row["shown"]}
    assert "O / North / Ward 0" not in sizes
    assert len([name for name in sizes if "together" not in name]) <= 1, "the rest of two of them would be ten"
    assert all(count >= 11 for count in sizes.values())


# --- 3: what was shown stands ----------------------------------------------------------------------------------------


def test_what_was_shown_stands_and_is_in_the_ledger(root: Path) -> None:
    put_comments(root, 240)
    assert rows_of(root) == [], "the stock-take is reported before anybody coded"
    code(root, "AB")
    code(root, "CD", "--second")
    rows = rows_of(root)
    done = pulse("comments", "code", "--by", "EF", "--wave", "2026-10", "--to", "x.csv", cwd=root)
    assert (done.returncode, "stand" in done.stderr) == (1, True)
    (name,) = asked(root, "SELECT id FROM comment LIMIT 1")
    late = Coding(name[0], "EF", date(2026, 11, 24), (), second=True)  # of a sitting that was begun before the report
    with Store.open(root / "pulse.db", survey_from=define.from_source) as store, pytest.raises(Stop):
        store.code("s", "2026-10", define.named_codebook(root / "surveys", "seven-asks"), [late])
    shown = asked(root, "SELECT measure, option, value, n FROM shown WHERE item = 'words' AND place = '[]'")
    told = [row for row in rows if row["group"] == "all" and row["shown"] and row["value"] is not None]
    assert sorted(shown) == sorted((row["measure"], row["option"], row["value"], row["n"]) for row in told)


def test_closing_and_purging_change_no_figure(root: Path) -> None:
    _coded(root, 300, of=200)
    before = rows_of(root)
    assert before
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    assert rows_of(root) == before
    assert pulse("purge", "--survey", "s", "--wave", "2026-10", "--yes", cwd=root).returncode == 0
    assert rows_of(root) == before
    assert asked(root, "SELECT count(*) FROM coding") == [(0,)]


# --- 4: quotes -------------------------------------------------------------------------------------------------------


def test_quotes_are_reviewed_and_agreed_to(root: Path) -> None:
    _coded(root)
    assert _quotes(page_of(root)) == [], "nothing was reviewed"
    review(root, _accept)
    quotes = _quotes(page_of(root))
    agreed = {text for (text,) in asked(root, "SELECT text FROM comment WHERE consent = 1")}
    assert 4 <= len(quotes) <= 12
    assert set(quotes) <= agreed
    assert len(set(quotes)) == len(quotes)


def test_what_was_withheld_or_left_out_is_not_there(root: Path) -> None:
    _coded(root)
    review(root, lambda text: ("shorten", "Two staff [...] is not") if "safe" in text else ("withhold", ""))
    page = page_of(root)
    assert set(_quotes(page)) == {"Two staff [...] is not [...]"}
    assert "thirty beds" not in page
    assert "thank you" not in page


def test_nothing_stands_beside_a_quote(root: Path) -> None:
    _coded(root)
    review(root, _accept)
    part = page_of(root).partition("In their own words</h3>")[2].partition("</section>")[0]
    assert _quotes(part)
    beside = re.sub(r"<blockquote>.*?</blockquote>", "", part, flags=re.DOTALL)
    assert not re.search(r"\d", re.sub(r"</?h\d>", "", beside)), "no date, no score, no number"
    assert not re.search("Ward|North|directorate|team", beside)
    ids = [name for (name,) in asked(root, "SELECT id FROM comment")]
    assert not [name for name in ids if name in part]


def test_a_theme_of_few_comments_is_not_quoted(root: Path) -> None:
    """Of 48 comments 8 speak of each code but two."""
    _coded(root, 60, 48)
    review(root, _accept)
    assert {name for it in _quotes(page_of(root)) for name in codes_of(it)} == {"keep_going", "notice"}


@pytest.mark.parametrize(("count", "quoted"), [(29, False), (30, True)])
def test_few_answers_are_not_quoted(root: Path, count: int, quoted: bool) -> None:
    comments = {at: f"{KINDS[1 + at % 2 * 2][0]}, {chr(97 + at % 26)}." for at in range(1, count + 1)}
    collect(root, export(root, comments, count=count))
    code(root, "AB")
    code(root, "CD", "--second")
    review(root, _accept)
    assert rows_of(root), "the shares are shown"
    assert bool(_quotes(page_of(root))) == quoted


def test_no_long_comment_is_quoted(root: Path) -> None:
    _coded(root)
    review(root, _accept)
    with closing(sqlite3.connect(root / "pulse.db")) as database, database:
        database.execute("UPDATE comment SET shown = shown || ?", [" word" * 60])
    assert _quotes(page_of(root)) == []


# --- 5: the same bytes -----------------------------------------------------------------------------------------------


def test_a_second_report_shows_the_same_quotes_and_no_others(root: Path) -> None:
    _coded(root)
    review(root, lambda text: ("accept", "") if "safe" in text else ("", ""))
    first = page_of(root)
    assert len(_quotes(first)) == 3
    review(root, _accept)
    assert page_of(root) == first
    assert asked(root, "SELECT count(*), count(DISTINCT code) FROM quoted") == [(3, 1)]


def test_two_workspaces_with_the_same_comments_quote_them_alike(tmp_path: Path) -> None:
    """Ids are random, and the order of quotes does not come from them."""
    found = []
    for name in ("a", "b"):
        root = make(tmp_path / name)
        _coded(root)
        review(root, _accept)
        found.append(_quotes(page_of(root)))
    assert found[0] == found[1]


# --- 6: no other way -------------------------------------------------------------------------------------------------


def test_only_the_store_makes_a_quote_and_only_of_what_was_reviewed() -> None:
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Quote"
    }
    assert makers == {"store/quoting.py"}
    text = (PACKAGE / "store" / "quoting.py").read_text(encoding="utf-8")
    assert re.findall(r"FROM comment\b.*", text) == [
        "FROM comment WHERE wave = ? AND state IN ('accepted', 'shortened') \""
    ]
