"""The report in a real browser: accessible, legible in light and dark, at 320 px, on paper, in forced colours.

axe finds what it can; contrast of drawn text and overlap of labels, which it does not look at, are measured here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.checks import faults, one_row_of_each, open_all, violations
from tests.conftest import pulse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def opened(browser: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1000, "height": 1200}, color_scheme=request.param, bypass_csp=True)
    page.goto(report.as_uri())
    open_all(page)
    yield page
    page.close()


def test_axe_finds_no_violation(opened: Page) -> None:
    """In each table one row stands for all that are made of the same elements and classes: axe takes its time."""
    one_row_of_each(opened)
    assert violations(opened) == []


@pytest.mark.nightly
def test_axe_finds_no_violation_in_any_row(opened: Page) -> None:
    assert violations(opened) == []


def test_nothing_is_amiss_that_axe_does_not_look_at(opened: Page) -> None:
    """Names, ids, headings, regions, tables; contrast, size and room of every label: on a screen, a phone and paper."""
    for width in (1000, 640, 320):
        opened.set_viewport_size({"width": width, "height": 900})
        assert faults(opened) == [], width
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": 688, "height": 1050})  # of A4 within its margins
    assert faults(opened) == []
    opened.emulate_media(media="screen")


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


def test_it_prints_on_a4_with_tags(browser: Browser, report: Path) -> None:
    """The file that a browser makes of it tells screen readers its parts, its language and its title."""
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(report.as_uri())
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, tagged=True, outline=True)))
    page.close()
    width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert "How the figures were made" in text
    assert "Show the numbers" not in text
    assert "all groups" not in text
    root: Any = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in root
    assert "In short" in {it.title for it in _flat(pdf.outline)}


def _flat(outline: list[Any]) -> Iterator[Any]:
    for it in outline:
        yield from _flat(it) if isinstance(it, list) else [it]


def test_forced_colours_keep_every_mark(browser: Browser, report: Path) -> None:
    """What has a meaning is drawn in a colour that the reader's own ground shows; gaps and bands are the ground."""
    page = browser.new_page(forced_colors="active")
    page.goto(report.as_uri())
    marks = "svg [class*=f-]:not(.f-paper, .f-band, .f-flow, [class*=likert]), svg text"
    fills = page.eval_on_selector_all(marks, "all => all.map(it => getComputedStyle(it).fill)")
    edges = page.eval_on_selector_all(
        "svg [class*=s-]:not(.s-paper)", "all => all.map(it => getComputedStyle(it).stroke)"
    )
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()
    assert len(fills) > 500
    assert len(edges) > 200
    assert canvas not in {*fills, *edges}


_READ = "document.body.innerText"
_BLACK = """[...document.querySelectorAll('svg :is(rect, circle, path, line, text)')].filter(it => {
  const style = getComputedStyle(it);
  return style.fill === 'rgb(0, 0, 0)' && it.tagName !== 'line' || style.stroke === 'rgb(0, 0, 0)';
}).map(it => it.outerHTML)"""


def test_it_reads_in_the_same_order_without_any_style(browser: Browser, report: Path, tmp_path: Path) -> None:
    """Nothing turns black, and all that stands on the styled page stands there, in its order.

    What the style shows on a phone only, the bars of the frame as tables, stands there as well.
    """
    text = report.read_text(encoding="utf-8")
    bare = text[: text.index("<style>")] + text[text.index("</style>") + len("</style>") :]
    (tmp_path / "bare.html").write_text(bare, encoding="utf-8")
    read = []
    for path in (report, tmp_path / "bare.html"):
        page = browser.new_page(viewport={"width": 1000, "height": 900}, java_script_enabled=False)
        page.goto(path.as_uri())
        read.append(page.evaluate(_READ).split())
        black = page.evaluate(_BLACK)
        page.close()
    assert black == []
    rest = iter(read[1])
    assert [word for word in read[0] if word not in rest] == []


def test_a_keyboard_reaches_everything_in_order_and_is_seen(browser: Browser, report: Path) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(report.as_uri())
    reachable = page.eval_on_selector_all(
        'a, summary, button, select, [tabindex="0"]', "all => all.filter(it => it.checkVisibility()).length"
    )
    seen = []
    for _ in range(reachable):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_FOCUSED))
    page.close()
    assert [it["at"] for it in seen] == sorted({it["at"] for it in seen})
    assert [it["said"] for it in seen if not (it["inside"] and it["marked"])] == []
    assert seen[0]["said"] == "Go to the report"


_FOCUSED = """(() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  return {at: [...document.querySelectorAll('*')].indexOf(it), said: it.textContent.slice(0, 40),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight, marked: style.outlineStyle !== 'none'};
})()"""


def test_groups_are_sorted_and_chosen_by_script_only(browser: Browser, report: Path) -> None:
    """Everyone stays first and what is not shown comes last; without script no dead button stands there."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(report.as_uri())
    table, told = page.locator("table.heat.groups"), page.locator("section:has(> #groups) output")
    before = table.locator("tbody th").all_inner_texts()
    button, head = table.get_by_role("button", name="Worries are heard"), table.locator("th:has-text('Worries')")
    for way, first in (("ascending", "Lowest"), ("descending", "Highest")):
        button.click()
        assert head.get_attribute("aria-sort") == way
        assert told.inner_text() == f"{first} first: Worries are heard."
        shown = [it.split()[0] for it in table.locator("tbody tr td:nth-child(4)").all_inner_texts()][1:]
        known = [int(it.rstrip("%")) for it in shown if it != "–"]
        assert shown[len(known) :] == ["–"] * (len(shown) - len(known))
        assert known == sorted(known, reverse=way == "descending")
        assert table.locator("tbody th").first.inner_text() == "Everyone"
    button.click()
    assert table.locator("tbody th").all_inner_texts() == before
    page.locator("section:has(> #groups) select").select_option(label="\u2003Medicine")
    shown = table.locator("tbody tr:visible th").all_inner_texts()
    assert shown[:3] == ["Everyone", "Saltmarsh Hospitals", "Medicine"]
    assert "Ward 6" in shown
    assert "Theatres" not in shown
    assert told.inner_text() == f"{len(shown)} of {len(before)} rows are shown."
    page.close()
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(report.as_uri())
    assert plain.locator("button, select, output").count() == 0
    plain.close()


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
    assert violations(page) == []
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
