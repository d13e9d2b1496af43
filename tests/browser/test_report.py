"""The report in a real browser: accessible, legible in light and dark, at 320 px, on paper, in forced colours.

axe finds what it can; contrast of drawn text and overlap of labels, which it does not look at, are measured here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import pulse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def opened(browser: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1000, "height": 1200}, color_scheme=request.param, bypass_csp=True)
    page.goto(report.as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(it => it.open = true)")
    yield page
    page.close()


_KINDS_OF_ROWS = """() => {
  const met = new Set(), tables = [...document.querySelectorAll('table')];
  for (const row of document.querySelectorAll('tbody tr')) {
    const parts = [row, ...row.querySelectorAll('*')].map(it => it.tagName + it.getAttribute('class'));
    const kind = [tables.indexOf(row.closest('table')), ...parts].join();
    if (met.has(kind)) row.remove();
    met.add(kind);
  }
}"""


def test_axe_finds_no_violation(opened: Page) -> None:
    """In each table one row stands for all that are made of the same elements and classes: axe takes its time."""
    opened.evaluate(_KINDS_OF_ROWS)
    _axe(opened)


@pytest.mark.nightly
def test_axe_finds_no_violation_in_any_row(opened: Page) -> None:
    _axe(opened)


def _axe(opened: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(it["id"], it["nodes"][0]["html"][:120]) for it in found] == []


_DRAWN = """() => [...document.querySelectorAll('svg text')].filter(it => it.getClientRects().length).map(it => {
  const box = it.getBoundingClientRect(), svg = it.ownerSVGElement.getBoundingClientRect();
  return {said: it.textContent, svg: it.ownerSVGElement.id, fill: getComputedStyle(it).fill,
    paper: getComputedStyle(document.body).backgroundColor,
    box: [box.left, box.top, box.right, box.bottom], svgBox: [svg.left, svg.top, svg.right, svg.bottom]};
})"""


def test_drawn_text_has_contrast(opened: Page) -> None:
    drawn = opened.evaluate(_DRAWN)
    assert len(drawn) > 50
    weak = {it["said"] for it in drawn if _contrast(it["fill"], it["paper"]) < 4.5}
    assert weak == set()


def test_no_label_leaves_its_drawing_or_touches_another(opened: Page) -> None:
    drawn: list[dict[str, Any]] = opened.evaluate(_DRAWN)
    outside = {it["said"] for it in drawn if not _within(it["box"], it["svgBox"])}
    assert outside == set()
    assert _touching(drawn) == []


def _touching(drawn: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [
        (one["svg"], one["said"], other["said"])
        for at, one in enumerate(drawn)
        for other in drawn[at + 1 :]
        if one["svg"] == other["svg"] and _overlap(one["box"], other["box"])
    ]


@pytest.mark.parametrize("wave", ["2025-06", "2025-08", "2026-03"])
def test_charts_of_few_stock_takes_are_legible_and_accessible(
    browser: Browser, demo: Path, tmp_path: Path, wave: str
) -> None:
    """A bar, dots, a run chart: the demonstration as it was after 1, 3 and 10 stock-takes."""
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "early.html"
    done = pulse("report", "stock-take", "--wave", wave, "-o", str(path), cwd=demo)
    assert done.returncode == 0, done.stderr
    page = browser.new_page(viewport={"width": 1000, "height": 1200}, bypass_csp=True)
    page.goto(path.as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(it => it.open = true)")
    drawn = [it for it in page.evaluate(_DRAWN) if it["svg"].startswith("trend-")]
    assert len(drawn) > 20
    assert [it["said"] for it in drawn if not _within(it["box"], it["svgBox"])] == []
    assert _touching(drawn) == []
    assert [it["id"] for it in Axe().run(page).response["violations"]] == []
    page.close()


def _within(box: list[float], outer: list[float]) -> bool:
    return box[0] >= outer[0] - 1 and box[2] <= outer[2] + 1 and box[1] >= outer[1] - 1 and box[3] <= outer[3] + 1


def _overlap(one: list[float], other: list[float]) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and tall > 3.5  # line boxes are taller than letters


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2: relative luminance of the lighter against the darker."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_nothing_is_asked_for_and_nothing_is_refused(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.goto(report.as_uri())
    assert asked == [report.as_uri()]
    assert refused == []
    page.close()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_page_does_not_scroll_sideways(browser: Browser, report: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(report.as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(it => it.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_on_a_wide_screen_no_table_is_cut(opened: Page) -> None:
    """Those that a reader opens may slide: an option each is a column there."""
    cut = """all => all.filter(it => it.scrollWidth > it.clientWidth).map(it => it.getAttribute('aria-label'))"""
    assert opened.eval_on_selector_all(".slide:not(details *)", cut) == []


def test_a_figure_and_the_words_after_it_do_not_touch(opened: Page) -> None:
    """A right-aligned cell beside a left-aligned one: their texts stand apart."""
    gaps = """all => all.map(it => parseFloat(getComputedStyle(it).paddingLeft))"""
    found = opened.eval_on_selector_all("td.num + td:not(.num)", gaps)
    assert found
    assert min(found) >= 10


def test_on_a_phone_the_frame_is_tables(browser: Browser, report: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(report.as_uri())
    assert not page.locator("#frame-1").is_visible()
    assert page.locator(".narrow table").first.is_visible()
    page.close()


def test_it_prints_on_a4_within_the_margins(browser: Browser, report: Path) -> None:
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(report.as_uri())
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert "How the figures were made" in text
    assert "Show the numbers" not in text


def test_forced_colours_keep_every_mark(browser: Browser, report: Path) -> None:
    page = browser.new_page(forced_colors="active")
    page.goto(report.as_uri())
    fills = page.evaluate(
        "[...document.querySelectorAll('svg .f-better, svg .f-worse, svg text')].map(it => getComputedStyle(it).fill)"
    )
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert fills
    assert canvas not in fills
    page.close()


def test_it_reads_in_order_without_any_style(browser: Browser, report: Path, tmp_path: Path) -> None:
    text = report.read_text(encoding="utf-8")
    bare = text[: text.index("<style>")] + text[text.index("</style>") + len("</style>") :]
    (tmp_path / "bare.html").write_text(bare, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "bare.html").as_uri())
    circle = page.locator("#trend-1 circle, #trend-1 path").first
    assert circle.is_visible()
    assert page.locator("h1").inner_text() == "How are we?"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_staff_is_accessible_and_prints_on_two_sheets(
    browser: Browser, demo: Path, tmp_path: Path, scheme: str
) -> None:
    from pypdf import PdfReader

    path = tmp_path / "safe.html"
    assert pulse("notice", "--page", str(path), cwd=demo).returncode == 0
    page = browser.new_page(viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    _axe(page)
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 2
    page.close()


def test_the_talk_for_a_team_that_is_not_shown_is_one_sheet_of_paper(browser: Browser, report: Path) -> None:
    """With its facts and with room to write, which is on paper only."""
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(report.as_uri())
    assert not page.locator(".paper").is_visible()
    sheets = [it.extract_text() for it in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    page.close()
    (sheet,) = [it for it in sheets if "A talk in your team" in it]
    for said in ("If your team is not shown", "The nearest group that is shown", "Who should meet it?", "By when"):
        assert said in sheet
