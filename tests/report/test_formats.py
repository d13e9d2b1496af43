"""One report in every form: the same figures in all, read back by other programs; and an audit that reads each.

1. Rows of CSV, JSON and workbook are the same; tables for readers (workbook, Markdown) tell them as the page does.
2. JSON keeps to its schema, a workbook runs nothing, Markdown shows texts as they are, a PDF is tagged.
3. The same report gives the same bytes.
4. A changed figure, a name of somebody else's, or a number put beside the figures is found in each form.
5. Without a browser there is no PDF, and nothing is put on record.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from pulse import protect, report, settings
from pulse.journeys import auditing, forms, reporting
from pulse.model.audit import Ledger
from pulse.model.release import Shown
from pulse.protect.attack import markdown as attacked
from pulse.report.formats.markdown import _escaped
from tests.conftest import browser_path, pulse

_DASH, _TODAY = "–", date(2026, 11, 24)


@dataclass(frozen=True)
class Made:
    """A report's material, and all that was ever shown of its survey."""

    material: report.Material
    ledger: Ledger


def _made(root: Path, survey: str, wave: str) -> Made:
    """What the real command makes its files from: taken where it is handed on, before a file is written."""
    kept: list[report.Material] = []
    seen: list[Ledger] = []

    def content(material: report.Material, _: forms.Format) -> str:
        kept.append(material)
        return ""

    with (
        patch.object(forms, "content", content),
        patch.object(auditing, "refuse", lambda _path, _content, known: seen.append(known)),
    ):
        reporting.render(settings.load(root), reporting.Wanted(survey, wave), _TODAY)
    waves = {wave.label for wave in kept[0].release.waves}
    then = tuple(it for it in seen[0].figures if it.wave in waves)  # as the ledger stood: the later ones take long
    return Made(kept[0], replace(seen[0], figures=then, earlier=()))


@pytest.fixture(scope="module")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration: to make a report takes its lock."""
    return shutil.copytree(demo, tmp_path_factory.mktemp("formats") / "demo")


@pytest.fixture(scope="module")
def stock_take(own: Path) -> Made:
    """Questions, scores, a frame, groups, three stock-takes."""
    return _made(own, "stock-take", "2025-08")


@pytest.fixture(scope="module")
def together(own: Path) -> Made:
    """What groups say of each other."""
    return _made(own, "working-together", "")


def _audit(made: Made, name: str, content: str | bytes) -> int:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return len(protect.audit(Path(name), data, made.ledger).findings)


def _sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def _tables(text: str) -> dict[str, list[list[str]]]:
    """Heading -> the lines of its table, by a parser of CommonMark with tables."""
    found: dict[str, list[list[str]]] = {}
    heading, within = "", ""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        within = token.tag if token.nesting == 1 else within
        if token.type == "tr_open":
            found.setdefault(heading, []).append([])
        elif token.type == "inline":
            said = "".join(it.content for it in token.children or () if it.type in ("text", "text_special"))
            if within in ("th", "td"):
                found[heading][-1].append(said)
            elif within.startswith("h"):
                heading = said
    return found


# --- the same figures ------------------------------------------------------------------------------------------------


def _plain(value: object) -> str:
    """A value as any reader has it: empty, a truth, a number, a text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or value in ("true", "false"):
        return str(value).lower()
    try:
        return f"{float(str(value)):.9g}"
    except ValueError:
        return str(value).removeprefix("'")


def test_rows_are_the_same_in_every_form(stock_take: Made, together: Made) -> None:
    for made in (stock_take, together):
        rows = [{name: _plain(cell) for name, cell in asdict(row).items()} for row in made.material.rows]
        assert len(rows) > 1000
        as_csv = csv.DictReader(io.StringIO(report.to_csv(made.material.rows)))
        assert [{name: _plain(cell) for name, cell in row.items()} for row in as_csv] == rows
        as_json = json.loads(report.to_json(made.material))["figures"]
        assert [{name: _plain(cell) for name, cell in row.items()} for row in as_json] == rows
        heads, *lines = _sheets(report.to_xlsx(made.material))["Figures"]
        as_sheet = [dict(zip(map(str, heads), map(_plain, line), strict=True)) for line in lines]
        day = re.compile(r"\d{4}-\d\d-\d\d")
        assert [row | {"wave_start": next(iter(day.findall(row["wave_start"])))} for row in as_sheet] == rows


def test_tables_for_readers_tell_the_rows(stock_take: Made) -> None:
    """Every answer of everyone, and every group's favourable shares and means: by the words for them, and in full."""
    material = stock_take.material
    release, sheets, texts = material.release, _sheets(report.to_xlsx(material)), _tables(report.to_markdown(material))
    asked = release.asked_in["2025-08"]
    wanted = {}
    for item in asked.items:
        for option in item.options:
            figure = release.figure("share", item.id, option=option.id)
            wanted[item.text, option.text] = figure.value if isinstance(figure, Shown) else None
    in_sheet = {(line[0], line[1]): line[2] for line in sheets["Answers"][1:]}
    in_text = {(line[0], line[1]): line[2] for line in texts["Every answer"][1:]}
    assert set(in_sheet) == set(in_text)
    assert set(in_sheet) <= set(wanted)
    assert len(in_sheet) > 50
    for key, value in wanted.items():
        if value is not None:
            assert in_sheet[key] == value
            assert in_text[key] == f"{value:.0%}"
        elif key in in_sheet:
            assert in_sheet[key] == in_text[key]
            assert in_text[key] == _DASH or in_text[key].endswith((" or fewer", " or more"))
    labels = {item.label: item.id for item in asked.items if item.kind == "scale"}
    groups = {group.full_name: group for group in release.listed[1:]}
    heads, *lines = sheets["Groups"]
    told = 0
    for line in lines[1:]:
        for head, cell in zip(heads[2:], line[2:], strict=True):
            if head in labels:
                figure = release.figure("favourable", labels[str(head)], group=groups[str(line[0])])
                assert cell == (figure.value if isinstance(figure, Shown) else cell)
                assert isinstance(cell, str) == (not isinstance(figure, Shown))
                told += isinstance(figure, Shown)
    assert told > 100


def test_the_json_keeps_to_its_schema(stock_take: Made, together: Made) -> None:
    jsonschema.Draft202012Validator.check_schema(report.json_schema())
    for made in (stock_take, together):
        jsonschema.validate(json.loads(report.to_json(made.material)), report.json_schema())
    wrong = json.loads(report.to_json(together.material))
    hidden = next(row for row in wrong["figures"] if not row["shown"])
    hidden["n"] = 4
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, report.json_schema())


def test_the_same_report_gives_the_same_bytes(together: Made) -> None:
    for form in ("csv", "xlsx", "json", "md"):
        assert forms.content(together.material, form) == forms.content(together.material, form)


# --- what each form may not do ---------------------------------------------------------------------------------------


def test_a_workbook_runs_nothing_and_can_be_worked_with(together: Made) -> None:
    texts = ("=1+1", "+1", "@SUM(A1)", "http://example.org", "007")
    for text in texts:
        data = report.to_xlsx(replace(together.material, organisation=text))
        assert _sheets(data)["About"][1][1] == text
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert sum('state="frozen"' in sheet and "<autoFilter" in sheet for sheet in sheets) == len(sheets) - 1
    assert b'formatCode="0%"' in archive.read("xl/styles.xml") or b'numFmtId="9"' in archive.read("xl/styles.xml")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    """By a parser of CommonMark, and by the attack, which reads it with code of its own."""
    said = " ".join(text.replace("\0", "\ufffd").split())
    (lines,) = _tables(f"| {_escaped('head')} | x |\n|---|---|\n| {_escaped(said)} | y |\n").values()
    assert lines[1] == [said, "y"]
    read = attacked.read(f"| head | x |\n|---|---|\n| {_escaped(said)} | y |\n")
    assert read.tables[0][1][1] == [said, "y"]


def test_a_pdf_is_tagged_and_says_what_the_page_says(together: Made) -> None:
    import pypdf

    if browser_path() is None:
        pytest.skip("needs a browser: chromium, google-chrome or Edge")
    page = forms.content(together.material, "pdf")
    assert page == forms.content(together.material, "html")
    printed = [forms.finished(page, forms.browser("pdf"), _TODAY) for _ in range(2)]
    assert printed[0] == printed[1]
    assert isinstance(printed[0], bytes)
    read = pypdf.PdfReader(io.BytesIO(printed[0]))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the reader's own
    assert root["/Lang"] == "en-GB"
    assert b"/CreationDate (D:20261124000000" in printed[0]
    words = " ".join(" ".join(it.extract_text() for it in read.pages).split())
    now = [row for row in together.material.rows if row.wave == "2026-09" and row.value]
    (count,) = [row.value for row in now if row.measure == "count" and row.group == "all"]
    assert f"{count:,.0f} people answered" in words
    shown = {f"{row.value:.0%}" for row in now if row.group2 and row.measure == "favourable"}
    assert len(shown) > 20
    assert sum(text in words for text in shown) > 0.9 * len(shown)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there browsers stand where no path leads to")
def test_without_a_browser_there_is_no_pdf_and_no_entry(own: Path) -> None:
    done = pulse("report", "stock-take", "--format", "pdf", cwd=own, PATH="")
    assert done.returncode == 78
    assert "--format html" in done.stderr
    assert not list((own / "reports").glob("*.pdf"))


# --- the attack ------------------------------------------------------------------------------------------------------


def test_every_form_passes_its_audit(stock_take: Made, together: Made) -> None:
    for made in (stock_take, together):
        for form in ("xlsx", "json", "md"):
            found = protect.audit(Path(f"r.{form}"), _bytes(made, form), made.ledger)
            assert (found.findings, found.undecided) == ((), ())
            assert found.figures > 50


def _bytes(made: Made, form: forms.Format) -> bytes:
    content = forms.content(made.material, form)
    return content.encode("utf-8") if isinstance(content, str) else content


def _edited(data: bytes, sheet: str, old: str, new: str) -> bytes:
    """A workbook with one text of a sheet (or of its shared strings) changed."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name).decode()
            if name == sheet:
                assert part.count(old) >= 1
                part = part.replace(old, new, 1)
            copy.writestr(name, part)
    return target.getvalue()


def _edits(made: Made) -> Iterator[tuple[str, bytes | str]]:
    text = report.to_markdown(made.material)
    line = next(it for it in text.split("\n") if re.search(r"\| \d\d% \|", it))
    yield "md", text.replace(line, re.sub(r"\| (\d\d)% \|", lambda it: f"| {int(it[1]) - 1}% |", line, count=1))
    yield "md", text.replace("## About", "Of 7 people in Ward 4 none agreed.\n\n## About")
    yield "md", text.replace("| Everyone |  |", "| Somebody 3 |  |")
    yield "md", text.replace("Ledger entry ", "Ledger entry 4")
    document = json.loads(report.to_json(made.material))
    yield "json", json.dumps(document | {"rules": document["rules"] | {"min_answers": 9}})
    yield "json", json.dumps(document | {"note": "4 of 5 said so"})
    yield "json", json.dumps(document | {"entry": 4711})
    book = report.to_xlsx(made.material)
    answers = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet4.xml").decode()
    share = re.search(r"<c r=\"C9\" s=\"\d+\"><v>(0\.\d+)</v>", answers)
    assert share
    yield "xlsx", _edited(book, "xl/worksheets/sheet4.xml", share[0], share[0].replace(share[1], "0.991"))
    yield "xlsx", _edited(book, "xl/sharedStrings.xml", ">Everyone<", ">4 people<")


def test_whatever_is_changed_is_found(stock_take: Made) -> None:
    for at, (form, content) in enumerate(_edits(stock_take)):
        assert _audit(stock_take, f"r.{form}", content), at


def test_a_figure_under_another_name_is_found(stock_take: Made) -> None:
    """Two answers' names change places: each share stands under the other one's name."""
    lines = report.to_markdown(stock_take.material).split("\n")
    at = next(n for n, it in enumerate(lines) if "| My manager listens |" in it)
    one, other = lines[at].split(" | "), lines[at + 1].split(" | ")
    assert one[2] != other[2]
    lines[at], lines[at + 1] = " | ".join([*one[:2], *other[2:]]), " | ".join([*other[:2], *one[2:]])
    assert _audit(stock_take, "r.md", "\n".join(lines))


def test_without_a_ledger_nothing_is_decided_that_a_file_says_in_words(together: Made) -> None:
    for form in ("xlsx", "md", "json"):
        found = protect.audit(Path(f"r.{form}"), _bytes(together, form), Ledger(""))
        assert (found.findings, len(found.undecided)) == ((), 1)
    assert protect.audit(Path("r.pdf"), b"%PDF-1.7", together.ledger).status == 69
