"""The attack on finished files: it passes what the tool writes, and finds whatever is planted in it.

1. Reports of the demonstration, early and late, as page and as rows, give nothing away.
2. One hidden number is put into a copy: in a coordinate, a title, a table cell, the head of a row, a sentence, a class,
   a comment, a figure's element, a quote's attribute, a row of the CSV and of the JSON, a sheet, a share database, an n
   of a hidden figure. Each is found, and no other place is blamed.
3. Sums: vectors of nested groups (shared/vectors/sdc), shown as they stand and as their best patterns show them.
4. A report that fails is not written, exits with 70, and the ledger does not hold it.
5. A ledger that was changed by hand is told.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import xlsxwriter

from pulse import define, protect, report, settings
from pulse.journeys import auditing
from pulse.model.audit import Audited, Ledger, Said, WaveEntry
from pulse.model.groups import Path as Group
from pulse.model.problems import Place
from pulse.model.release import HIDDEN, Release, Shown
from pulse.protect.attack import following
from pulse.store import Store
from tests.conftest import pulse
from tests.shared import shared


@pytest.fixture(scope="module")
def root(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with its report as a page and as rows, and the page of an early wave."""
    root = tmp_path_factory.mktemp("audit") / "demo"
    shutil.copytree(demo, root)
    (root / "reports" / "stock-take-2026-11.html").rename(root / "2026-11.html")
    assert pulse("report", "stock-take", "--wave", "2025-06", "-o", "2025-06.html", cwd=root).returncode == 0
    assert pulse("report", "stock-take", "--format", "csv", "-o", "2026-11.csv", cwd=root).returncode == 0
    (root / "2026-11.json").write_text(json.dumps([_typed(row) for row in _rows(root)]), encoding="utf-8")
    return root


def _typed(row: dict[str, str]) -> dict[str, object]:
    """A row of the CSV as the JSON has it."""
    numbers = {name: float(row[name]) if row[name] else None for name in _NUMBERS}
    return {**row, **numbers, "shown": row["shown"] == "true"}


_NUMBERS = ("n", "value", "lower", "upper", "band_low", "band_high")


@pytest.fixture(scope="module")
def ledger(root: Path) -> Ledger:
    """What the demonstration showed of everyone, and of all groups in its last wave: enough for its last report.

    With what was said of promises before, and how many answered then: it tells of those who fell silent.
    """
    found = settings.load(root)
    with Store.open(found.database, survey_from=define.from_source) as store:
        whole = auditing.ledger(found, store, "stock-take")
    figures = tuple(it for it in whole.figures if it.wave == "2026-11" or not it.group or _is_told_later(it))
    return replace(whole, figures=figures)


def _is_told_later(it: Said) -> bool:
    return it.measure == "response_rate" or it.item.startswith(("met_", "promised_"))


def _codes(found: Audited) -> set[str]:
    return {it.code for it in found.findings}


def _after(text: str, mark: str, put: str, *, at: int = 0) -> str:
    """A text with something put behind the first match of a pattern (or a later one)."""
    match = list(re.finditer(mark, text))[at]
    return text[: match.end()] + put + text[match.end() :]


# --- 1 ---------------------------------------------------------------------------------------------------------------


def test_what_the_tool_writes_gives_nothing_away(root: Path) -> None:
    done = pulse("audit", "2025-06.html", "2026-11.html", "2026-11.csv", "2026-11.json", "--json", cwd=root)
    assert done.returncode == 0, done.stdout[:2000]
    assert all(it["figures"] > 1000 and it["numbers"] > 1000 for it in json.loads(done.stdout))


@pytest.mark.nightly
def test_every_wave_of_the_demonstration_passes(root: Path, tmp_path: Path) -> None:
    """Bars, dots, run charts, limits: a report that did not pass its audit would end with 70."""
    for month in range(6, 24):
        wave = f"{2025 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}"
        done = pulse("report", "stock-take", "--wave", wave, "-o", str(tmp_path / f"{wave}.html"), cwd=root)
        assert done.returncode == 0, done.stderr


# --- 2 ---------------------------------------------------------------------------------------------------------------

_PLANTS: dict[str, tuple[Callable[[str], str], str]] = {
    "a circle where a wave is hidden": (
        lambda page: _after(
            page, r'id="trend-2-desc">[^<]*</desc>',
            '<circle cx="300" cy="77.7" r="2.6" fill="#ffffff" stroke="#475660" stroke-width="1.25" '
            'class="f-paper s-ink2"/>',
        ),
        "audit-unexplained-point",
    ),
    "a point of a line moved": (
        lambda page: re.sub(
            r'(<path d="M58\.0 )([\d.]+)(L85)', lambda m: f"{m[1]}{float(m[2]) - 7:.1f}{m[3]}", page, count=1
        ),
        "audit-unexplained-point",
    ),
    "a bar of the strip that is lower": (
        lambda page: re.sub(
            r'y="16[67]\.\d" (width="[\d.]+") height="2[23]\.\d"', r'y="183" \1 height="7"', page, count=1
        ),
        "audit-unexplained-point",
    ),
    "a ribbon of the frame": (
        lambda page: _after(
            page, r'id="frame-1-desc">[^<]*</desc>',
            '<rect x="10" y="40" width="5" height="7.7" fill="#475660" class="f-ink2"/>',
        ),
        "audit-unexplained-point",
    ),
    "an outline of last time that is higher": (
        lambda page: re.sub(r'(<rect x="136" y="[\d.]+" width="3" height=")[\d.]+', r"\g<1>77.7", page, count=1),
        "audit-unexplained-point",
    ),
    "a point of a small line": (
        lambda page: re.sub(r'(class="course"><polyline points="[\d.]+,)[\d.]+', r"\g<1>7.7", page, count=1),
        "audit-unexplained-point",
    ),
    "a joined answer that moved otherwise": (
        lambda page: re.sub(
            r'<data value="[\d.-]+" (data-row="\d+" data-of="change">)[^<]*', r'<data value="0.37" \1+37', page, count=1
        ),
        "audit-unexplained",
    ),
    "what a row's figures share": (
        lambda page: page.replace('<tr><th scope="rowgroup"', '<tr data-of="share|7"><th scope="rowgroup"', 1),
        "audit-unexplained",
    ),
    "an attribute of a shape": (
        lambda page: page.replace("<circle ", '<circle data-n="7" ', 1),
        "audit-unexplained-point",
    ),
    "a title in a drawing": (
        lambda page: _after(page, r'id="trend-3-title">[^<]*', " (7 people)"),
        "audit-unexplained-point",
    ),
    "a title of a cell": (
        lambda page: page.replace('<td class="num">–', '<td title="7 of 9" class="num">–', 1),
        "audit-unexplained",
    ),
    "a name for readers who do not see": (
        lambda page: page.replace('aria-label="Contents"', 'aria-label="Contents 7"', 1),
        "audit-unexplained",
    ),
    "a class": (lambda page: page.replace('class="depth-3"', 'class="depth-3 n7"', 1), "audit-unexplained"),
    "a comment": (lambda page: page.replace("</main>", "<!-- 7 --></main>"), "audit-unexplained"),
    "the head of a row": (
        lambda page: _after(page, r'<tr class="depth-3"[^>]*><th scope="row">[^<]*', " (7)"),
        "audit-unexplained",
    ),
    "a sentence": (
        lambda page: _after(page, r"<dt>Who answered</dt><dd>[^<]*", " Of Finance, 7 answered."),
        "audit-unexplained",
    ),
    "another group's figure in a hidden cell": (
        lambda page: re.sub(
            r'(<tr class="depth-3"[^>]*><th scope="row">[^<]*</th>.*?)<data value="" data-row="(\d+)">–</data>',
            r'\1<data value="0.35" data-row="\2">35%</data>', page, count=1,
        ),
        "audit-unexplained",
    ),
    "a figure of everyone as one of a hidden team": (
        lambda page: re.sub(
            r'(<tr class="depth-3"[^>]*><th scope="row">[^<]*</th>[^\n]*?)<data value="" data-row="\d+">–</data>',
            lambda m: m[1] + re.findall(r'<data value="[\d.]+" [^>]*data-of="favourable[^>]*>\d+%</data>', page)[0],
            page, count=1,
        ),
        "audit-unexplained",
    ),
    "a piece of a bar": (
        lambda page: re.sub(r'(<rect x="227\.5" y="3" )width="[\d.]+"', r'\1width="7.7"', page, count=1),
        "audit-unexplained-point",
    ),
    "an attribute of a quote": (
        lambda page: page.replace("</main>", "<blockquote><p data-n='7'>We are 7.</p></blockquote></main>"),
        "audit-unexplained",
    ),
    "a rule that is none": (
        lambda page: re.sub(r'<data class="rule" value="\d+">\d+<', '<data class="rule" value="7">7<', page, count=1),
        "audit-unexplained",
    ),
    "a row number that stands twice": (
        lambda page: re.sub(r'data-row="[1-9]\d{2,}"', 'data-row="7"', page, count=1),
        "audit-unexplained",
    ),
    "a picture": (lambda page: page.replace("</main>", '<img src="n.png" alt=""></main>'), "audit-unexplained"),
    "a hidden cell's value under its dash": (
        lambda page: page.replace('<data value="" data-row=', '<data value="0.35" data-row=', 1),
        "audit-unexplained",
    ),
}  # fmt: skip


@pytest.mark.parametrize("plant", _PLANTS, ids=lambda name: name.replace(" ", "-"))
def test_a_number_planted_in_a_page_is_found(root: Path, ledger: Ledger, plant: str) -> None:
    page = (root / "2026-11.html").read_text(encoding="utf-8")
    put, code = _PLANTS[plant]
    planted = put(page)
    assert planted != page
    found = protect.audit(Path("copy.html"), planted.encode(), ledger)
    assert code in _codes(found)
    assert len(found.findings) <= 3, "no other place is blamed"


def _hidden(rows: list[dict[str, str]]) -> int:
    """A favourable share of a team that is not shown."""
    return next(at for at, row in enumerate(rows) if _of(row) == ("favourable", "team", "false"))


def _of(row: dict[str, str]) -> tuple[str, str, str]:
    return row["measure"], row["dimension"], row["shown"]


def _rows(root: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((root / "2026-11.csv").read_text(encoding="utf-8"))))


def _csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("put", "code"),
    [
        ({"n": "7"}, "audit-hidden-row"),
        ({"upper": "0.71"}, "audit-hidden-row"),
        ({"n": "7", "value": "0.57", "shown": "true"}, "audit-never-shown"),
        ({"method": "share of 7"}, "audit-unexplained"),
        ({"group2": "7 of 9"}, "audit-unexplained"),
    ],
    ids=["n-of-a-hidden-figure", "its-interval", "the-figure", "its-method", "a-name"],
)
def test_a_number_planted_in_rows_is_found(root: Path, ledger: Ledger, put: dict[str, str], code: str) -> None:
    rows = _rows(root)
    at = _hidden(rows)
    rows[at] |= put
    found = protect.audit(Path("copy.csv"), _csv(rows), ledger)
    assert code in _codes(found)
    assert {it.place.line for it in found.findings if it.code == code} == {at + 2}


def test_a_number_planted_in_json_is_found(root: Path, ledger: Ledger) -> None:
    rows = json.loads((root / "2026-11.json").read_text(encoding="utf-8"))
    at = next(at for at, row in enumerate(rows) if row["dimension"] == "team" and not row["shown"])
    rows[at]["asked"] = 7
    found = protect.audit(Path("copy.json"), json.dumps(rows).encode(), ledger)
    assert [(it.code, it.place.line) for it in found.findings] == [("audit-unexplained", at + 1)]


@pytest.mark.parametrize(
    ("pattern", "put"),
    [
        (
            r'(<tr class="depth-3"[^>]*><th scope="row">)[^<]*(</th><td[^>]*><data value="[\d.]+" )',
            r"\1Fen Edge Community\2",
        ),
        ("(>)Favourable(</th>)", r"\1Unfavourable\2"),
        (r"(<caption>)[^<]*(</caption>)", r"\1Teams work well together\2"),
    ],
    ids=["group", "measure", "question"],
)
def test_figures_under_headings_of_others_are_found(root: Path, ledger: Ledger, pattern: str, put: str) -> None:
    page = (root / "2026-11.html").read_text(encoding="utf-8")
    planted = re.sub(pattern, put, page, count=1)
    found = protect.audit(Path("copy.html"), planted.encode(), ledger)
    same = protect.audit(Path("copy.html"), page.encode(), ledger)
    assert len(found.findings) > len(same.findings)


def test_a_quote_may_hold_any_number(root: Path, ledger: Ledger) -> None:
    """What a person wrote and another reviewed is text: it is nobody's figure."""
    page = (root / "2026-11.html").read_text(encoding="utf-8")
    quoted = page.replace("</main>", "<blockquote><p>We are 7, and 3 are off sick.</p></blockquote></main>")
    same = protect.audit(Path("copy.html"), page.encode(), ledger)
    assert protect.audit(Path("copy.html"), quoted.encode(), ledger).findings == same.findings


def test_a_kind_of_figure_that_is_new_needs_no_rule(root: Path, ledger: Ledger) -> None:
    """Whatever the ledger holds may stand on a page in an element that names it, and nothing else."""
    said = Said("2026-11", (), "theme", "words", "care", value=31, n=120)
    known = replace(ledger, figures=(*ledger.figures, said))
    page = (root / "2026-11.html").read_text(encoding="utf-8")
    part = '<p>Of {} comments, <data value="{}" data-of="theme|words|care">{}</data> speak of care.</p></main>'

    def found(n: int, count: int) -> int:
        text = page.replace("</main>", part.format(n, count, count))
        return len(protect.audit(Path("copy.html"), text.encode(), known).findings)

    assert found(120, 31) == len(protect.audit(Path("copy.html"), page.encode(), known).findings)
    assert found(120, 32) > found(120, 31)
    assert found(117, 31) > found(120, 31)


def _sheet(path: Path, rows: list[list[str]], more: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of rows, numbers as numbers."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("figures")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                number = at and rows[0][column] in _NUMBERS and text
                sheet.write(at, column, float(text) if number else text)
        if more:
            more(book)
    return path.read_bytes()


def _beside(book: Any) -> None:
    book.add_worksheet("notes").write(4, 2, "Ward 6: 7 of 9")


def _unseen(book: Any) -> None:
    book.get_worksheet_by_name("figures").write(3, 30, 7)
    book.get_worksheet_by_name("figures").set_column(30, 30, None, None, {"hidden": True})


def _comment(book: Any) -> None:
    book.get_worksheet_by_name("figures").write_comment(3, 3, "7")


@pytest.fixture
def lines(root: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((root / "2026-11.csv").read_text(encoding="utf-8"))))


def test_sheets_are_read_again(ledger: Ledger, lines: list[list[str]], tmp_path: Path) -> None:
    """Rows as written pass; other cells and hidden columns are found; a cell's comment is not read."""
    path = tmp_path / "copy.xlsx"
    found = protect.audit(path, _sheet(path, lines), ledger)
    assert (found.status, found.figures > 1000) == (0, True)
    for planted, place in ((_beside, "notes"), (_unseen, "figures")):
        found = protect.audit(path, _sheet(path, lines, planted), ledger)
        assert [it.code for it in found.findings] == ["audit-unexplained"]
        assert place in str(found.findings[0].place.file)
    found = protect.audit(path, _sheet(path, lines, _comment), ledger)
    assert (found.status, [it.code for it in found.undecided]) == (69, ["audit-unread"])


def test_share_databases_are_read_again(ledger: Ledger, lines: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE figures ({', '.join(f'[{name}]' for name in lines[0])})")
        typed = [[None if text == "" else text for text in line] for line in lines[1:]]
        database.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(lines[0]))})", typed)
    assert protect.audit(path, path.read_bytes(), ledger).status == 0
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE note (said)")
        database.execute("INSERT INTO note VALUES ('7 of 9')")
    found = protect.audit(path, path.read_bytes(), ledger)
    assert [it.code for it in found.findings] == ["audit-unexplained"]
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE note")
    assert protect.audit(path, path.read_bytes(), ledger).status == 69, "what was deleted may still be in the file"


def test_the_command_says_where_and_what(root: Path, lines: list[list[str]]) -> None:
    """One hidden number in a coordinate, a title, an attribute, a figure, a CSV row and a sheet: status 1."""
    page = (root / "2026-11.html").read_text(encoding="utf-8")
    for name in ("a circle where a wave is hidden", "a title of a cell", "an attribute of a shape",
                 "a hidden cell's value under its dash"):  # fmt: skip
        page = _PLANTS[name][0](page)
    (root / "planted.html").write_text(page, encoding="utf-8")
    rows = _rows(root)
    at = _hidden(rows)
    rows[at] |= {"n": "7", "value": "0.57", "shown": "true"}
    (root / "planted.csv").write_bytes(_csv(rows))
    _sheet(root / "planted.xlsx", [*lines[: at + 1], list(rows[at].values()), *lines[at + 2 :]])
    done = pulse("audit", "planted.html", "planted.csv", "planted.xlsx", "--json", cwd=root)
    assert done.returncode == 1
    page_found, csv_found, sheet_found = (it["findings"] for it in json.loads(done.stdout))
    assert len(page_found) >= 4
    assert all(it["line"] and it["fault"] for it in page_found)
    assert at + 2 in {it["line"] for it in csv_found} & {it["line"] for it in sheet_found}


def test_another_figure_than_was_shown_before_is_told(root: Path, ledger: Ledger) -> None:
    """A report made again after one person was taken out: the two tell what she said."""
    rows = _rows(root)
    at = next(at for at, row in enumerate(rows) if _of(row) == ("count", "team", "true"))
    fewer = str(int(rows[at]["n"]) - 1)
    rows[at] |= {"n": fewer, "value": fewer}
    found = protect.audit(Path("copy.csv"), _csv(rows), ledger)
    assert "audit-other-figure" in _codes(found)
    assert not any(fewer in it.words for it in found.findings), "no message holds the figure"


def test_anyones_copy_is_audited_without_a_workspace(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "2026-11.csv", tmp_path)
    shutil.copy(root / "2026-11.html", tmp_path)
    assert pulse("audit", "2026-11.csv", cwd=tmp_path).returncode == 0
    assert pulse("audit", "2026-11.html", cwd=tmp_path).returncode == 69, "a page needs its ledger"
    rows = _rows(root)
    rows[_hidden(rows)] |= {"n": "7", "value": "0.57", "shown": "true"}
    (tmp_path / "leak.csv").write_bytes(_csv(rows))
    told = pulse("audit", "leak.csv", cwd=tmp_path)
    assert told.returncode == 1
    assert "about 7 people" in told.stderr


# --- 3 ---------------------------------------------------------------------------------------------------------------

_RULES = WaveEntry("w", date(2026, 11, 1), date(2026, 11, 10), 11, 22, 2)


def _release(counts: dict[Group, tuple[int, int]]) -> Ledger:
    """Shares of groups, from how many of how many said so."""
    figures = [
        Said("w", path, "share", "q", "a", value=int(count / n * 100 + 0.5) / 100, n=n)
        for path, (count, n) in counts.items()
    ]
    return Ledger("s", (_RULES,), tuple(figures))


def _found(counts: dict[Group, tuple[int, int]]) -> set[str]:
    return {it.code for it in following(_release(counts), (), Place())}


def test_a_rest_of_a_few_is_found() -> None:
    """sdc-01: one small team in a directorate; all others of it shown."""
    assert _found({(): (30, 60), ("A",): (12, 25), ("B",): (14, 28)}) == {"audit-small-rest"}  # seven people are left
    assert _found({(): (30, 60), ("A",): (12, 25)}) == set()


def test_a_rest_of_one_mind_is_found() -> None:
    """sdc-16: the rest is large enough, and everybody in it said the same."""
    assert _found({(): (32, 60), ("A",): (12, 40)}) == {"audit-alike-rest"}


def test_rests_are_looked_for_across_levels() -> None:
    """A directorate that is hidden while its teams are shown: they are taken out of everyone all the same."""
    assert _found({(): (30, 60), ("A", "1"): (12, 25), ("B", "1"): (14, 28)}) == {"audit-small-rest"}


def test_a_figure_of_a_few_and_a_count_of_a_few_are_found() -> None:
    assert _found({(): (4, 9)}) == {"audit-few"}
    assert _found({(): (1, 40)}) == {"audit-alike"}


def test_a_band_that_other_figures_narrow_is_found() -> None:
    """Two teams make up the whole; one is banded, so what it is follows."""
    ledger = _release({(): (21, 50), ("A",): (20, 30)})
    band = Said("w", ("B",), "share", "q", "a", low=0.0, high=0.1, n=20)
    found = {it.code for it in following(replace(ledger, figures=(*ledger.figures, band)), (), Place())}
    assert "audit-narrow-band" in found


@pytest.mark.parametrize("name", ["sdc-01", "sdc-02", "sdc-03a", "sdc-04", "sdc-10"])
def test_nested_vectors(name: str) -> None:
    """With every group shown that is large enough, the vectors' leaks are found; their best patterns have none."""
    case = json.loads(shared(f"vectors/sdc/{name}.json").read_text(encoding="utf-8"))
    assert ("audit-small-rest" in _of_sizes(case, case["naive"]["published"])) == case["naive"]["discloses"]
    assert _of_sizes(case, case["protected"]["published"]) == set()


def _of_sizes(case: dict[str, Any], published: list[str]) -> set[str]:
    """What follows from how many there are in each published group of a vector."""
    atoms = {it["group"]: frozenset(it["atoms"]) for it in case["groups"]}
    size = {it["group"]: it["n"] for it in case["groups"]}
    figures = []
    for name in published:
        around = [other for other in published if atoms[other] > atoms[name]]
        path = tuple(sorted(around, key=lambda other: -len(atoms[other])))
        figures.append(Said("w", (*path, name), "count", value=size[name], n=size[name]))
    return {it.code for it in following(Ledger("s", (_RULES,), tuple(figures)), (), Place())}


# --- 4 ---------------------------------------------------------------------------------------------------------------


def test_a_report_that_fails_is_not_written_and_not_entered(root: Path, tmp_path: Path) -> None:
    """A wall with a hole: one team of a few is shown. No file, 70, and the ledger as it was."""
    again = tmp_path / "demo"
    shutil.copytree(root, again)
    with sqlite3.connect(again / "pulse.db") as database:  # as it was before the last wave was reported
        (first,) = database.execute(
            "SELECT min(entry) FROM ledger JOIN wave ON wave.id = wave WHERE label = '2026-11'"
        ).fetchone()
        database.execute("DELETE FROM shown WHERE entry >= ?", [first])
        database.execute("DELETE FROM ledger WHERE entry >= ?", [first])
    real = protect.release

    def leaky(*given: object, **named: object) -> Release:
        made = real(*given, **named)  # type: ignore[arg-type]
        of_wave = {about: it for about, it in made.figures.items() if about.wave == made.wave.label}
        hidden = next(it for it, figure in of_wave.items() if it.measure == "favourable" and figure is HIDDEN)
        return replace(made, figures={**made.figures, hidden: Shown(0.57, 7)})

    for form in ("html", "csv"):
        with patch.object(protect, "release", leaky):
            done = pulse("report", "stock-take", "--format", form, "-o", f"out.{form}", cwd=again)
        assert done.returncode == 70, done.stderr
        assert "about 7 people" in done.stderr
        assert not (again / f"out.{form}").exists()
    with sqlite3.connect(again / "pulse.db") as database:
        assert database.execute("SELECT count(*) FROM ledger").fetchone() == (first - 1,)


def test_a_page_made_to_hold_a_hidden_count_is_not_written(root: Path, tmp_path: Path) -> None:
    """The page itself gives away what the release does not: no file, 70, and the ledger as it was."""
    again = tmp_path / "demo"
    shutil.copytree(root, again)
    real = report.page

    def leaky(*given: Any, **named: Any) -> str:
        return _PLANTS["a circle where a wave is hidden"][0](real(*given, **named))

    with patch.object(report, "page", leaky):
        done = pulse("report", "stock-take", "-o", "out.html", cwd=again)
    assert done.returncode == 70
    assert "a part of the drawing lies where no shown figure puts it" in done.stderr
    assert not (again / "out.html").exists()


# --- 5 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE shown SET value = value + 0.01 WHERE entry = 5 AND measure = 'favourable' AND place = '[]'",
        "DELETE FROM shown WHERE entry = 3 AND measure = 'count'",
        "UPDATE ledger SET min_answers = 5 WHERE entry = 7",
        "DELETE FROM ledger WHERE entry = 2",
    ],
    ids=["a-figure", "figures-gone", "a-rule", "an-entry"],
)
def test_a_ledger_changed_by_hand_is_told(root: Path, tmp_path: Path, change: str) -> None:
    again = tmp_path / "demo"
    shutil.copytree(root, again)
    with sqlite3.connect(again / "pulse.db") as database:
        assert database.execute(change).rowcount
    done = pulse("audit", "2026-11.csv", cwd=again)
    assert done.returncode == 69, done.stdout
    assert "the ledger was changed by another hand" in done.stderr


def test_no_report_is_made_beside_a_ledger_changed_by_hand(root: Path, tmp_path: Path) -> None:
    again = tmp_path / "demo"
    shutil.copytree(root, again)
    with sqlite3.connect(again / "pulse.db") as database:
        database.execute("UPDATE ledger SET band = 0 WHERE entry = 1")
    done = pulse("report", "stock-take", "-o", "new.html", cwd=again)
    assert done.returncode == 69
    assert not (again / "new.html").exists()
