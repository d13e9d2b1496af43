"""The report as a file: one page, everything in it, the same bytes every time.

1. What is on the page is in the rows, and the other way round: every figure carries the number of its row.
2. Two reports of a wave are the same to the byte.
3. No request, no style attribute; style and script are each allowed by its hash, and the script has no figure.
4. Every drawing has a name, a description and a table; ids are unique.
5. A figure that is hidden is hidden everywhere, in the same words.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import pulse


class _Page(HTMLParser):
    """The figures, ids and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.figures: dict[int, set[tuple[str, str]]] = {}
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: tuple[int, str] | None = None
        self._said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if tag == "data" and "data-row" in known:
            self._open, self._said = (int(str(known["data-row"])), str(known.get("value") or "")), ""

    def handle_data(self, data: str) -> None:
        self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self._open:
            row, value = self._open
            self.figures.setdefault(row, set()).add((value, self._said))
            self._open = None


@pytest.fixture(scope="module")
def page(report: Path) -> _Page:
    return _Page(report.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration, to write to."""
    return shutil.copytree(demo, tmp_path_factory.mktemp("page") / "demo")


@pytest.fixture(scope="module")
def rows(own: Path) -> list[dict[str, str]]:
    done = pulse("report", "stock-take", "--format", "csv", "-o", "-", cwd=own)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_every_row_is_on_the_page_and_every_figure_of_the_page_is_a_row(
    page: _Page, rows: list[dict[str, str]]
) -> None:
    assert set(page.figures) == set(range(1, len(rows) + 1))
    for number, row in enumerate(rows, 1):
        for value, _ in page.figures[number]:
            assert (float(value) if value else None) == (float(row["value"]) if row["value"] else None), row


def test_a_figure_says_the_same_thing_wherever_it_stands(page: _Page) -> None:
    assert [said for said in page.figures.values() if len(said) > 1] == []


def test_hidden_figures_are_a_dash_and_nothing_else(page: _Page, rows: list[dict[str, str]]) -> None:
    hidden = [number for number, row in enumerate(rows, 1) if row["shown"] == "false"]
    assert len(hidden) > 100
    assert {said for number in hidden for said in page.figures[number]} == {("", "–")}
    for row in rows:
        if row["shown"] == "false":
            assert not any(row[name] for name in ("n", "value", "lower", "upper", "band_low", "band_high"))


def test_bands_are_said_in_words(page: _Page, rows: list[dict[str, str]]) -> None:
    banded = [number for number, row in enumerate(rows, 1) if row["band_high"]]
    assert banded
    for number in banded:
        ((value, said),) = page.figures[number]
        assert value == ""
        assert re.fullmatch(r"\d+% or (fewer|more)", said)


def test_the_page_is_small_enough_to_mail_and_asks_for_nothing(report: Path, page: _Page) -> None:
    text = report.read_text(encoding="utf-8")
    assert len(text) < 1_000_000
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object")]
    assert not [known for _, known in page.tags if "style" in known]
    urls = set(re.findall(r"https?://[^\s\"'<]+", text))
    assert urls == {"http://www.w3.org/2000/svg"}


def test_style_and_script_are_allowed_by_their_own_hashes(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    for kind in ("style", "script"):
        (own,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in text
    assert len(own.encode()) < 2_600
    assert "default-src 'none'" in text


def test_ids_are_unique_and_drawings_have_names(page: _Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    drawings = [known for tag, known in page.tags if tag == "svg" and "aria-hidden" not in known]
    assert len(drawings) >= 12
    for known in drawings:
        assert known["role"] == "img"
        assert known["aria-labelledby"] in page.ids
        assert known.get("class") == "icon" or known["aria-describedby"] in page.ids


def test_two_reports_of_a_wave_are_the_same_to_the_byte_on_another_day(
    demo: Path, report: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.html"
    done = pulse("report", "stock-take", "-o", str(again), cwd=demo, day="2026-12-05")
    assert done.returncode == 0, done.stderr
    assert "figures are withheld to protect people" in done.stdout
    assert again.read_bytes() == report.read_bytes()


def test_json_and_csv_hold_the_same_rows(own: Path, rows: list[dict[str, str]]) -> None:
    done = pulse("report", "stock-take", "--format", "json", "-o", "-", cwd=own)
    found = json.loads(done.stdout)["figures"]
    assert len(found) == len(rows)
    assert list(found[0]) == list(rows[0])
    assert [row["measure"] for row in found] == [row["measure"] for row in rows]


def test_columns_are_the_documented_ones_in_their_order(rows: list[dict[str, str]]) -> None:
    documented = (
        "survey, wave, wave_start, dimension, group, group2, item, item_version, option, item2, option2, item3, "
        "option3, measure, n, value, lower, upper, band_low, band_high, shown, method"
    )
    assert list(rows[0]) == documented.split(", ")


def test_parts_stand_in_reading_order(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    heads = re.findall(r"<h2[^>]*>([^<]+)", text)
    assert heads == [
        "In short",
        "Who is hurt, what do they need, who should meet it",
        "Trends",
        "What moved since 2026-06 and 2026-10",
        "Answers of everyone",
        "What leaders say and what people meet",
        "What comments speak of",
        "Groups side by side",
        "Who answered",
        "Did we do what we said?",
        "If your team is not shown",
        "How the figures were made",
        "The rules of this page",
    ]


def test_the_page_finds_what_happened_in_the_demonstration(report: Path) -> None:
    """The story raised how worries are heard from the twelfth stock-take on; nobody told the report."""
    text = report.read_text(encoding="utf-8")
    changed = text.split("<dt>What changed</dt><dd>")[1].split("</dd>")[0]
    assert "Better than usual" in changed
    assert "Worries are heard" in changed
    assert "Disagreements are settled" not in changed


def test_whatever_is_drawn_follows_the_readers_theme(page: _Page, report: Path) -> None:
    """A class without a rule keeps its light colour in the dark: so did the rings of the icons."""
    rules = set(re.findall(r"\.([fs]-\w+)", report.read_text(encoding="utf-8").split("</style>")[0]))
    drawn = {name for _, known in page.tags for name in (known.get("class") or "").split() if name[:2] in ("f-", "s-")}
    assert "s-better" in drawn
    assert drawn - rules == set()


def test_what_stands_under_a_heading_does_not_repeat_it(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    said = text.split("<dt>Who should meet it</dt>")[1].split("</div>")[0]
    assert re.findall(r"<dd>([^:]+):", said) == ["Now", "In the next months", "In the long run"]


def test_an_event_is_told_once_and_drawn_everywhere(report: Path) -> None:
    text = re.sub(r"<desc.*?</desc>", "", report.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.count("Listening programme began") == 1


def test_a_scale_s_bar_is_described_with_the_figures_of_its_row(report: Path) -> None:
    """Not with sums of rounded points, which may be one off: a screen reader says what the table says."""
    rows = re.findall(r'<tr class="of">.*?</tr>\n<tr>.*?</tr>', report.read_text(encoding="utf-8"), re.DOTALL)
    assert len(rows) == 5
    for row in rows:
        good, neither, bad = re.findall(r">(\d+%)</data>", row)[:3]
        assert f"Favourable {good}, neither {neither}, unfavourable {bad}." in row
