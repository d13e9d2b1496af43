"""The plan of two bodies in a real browser: one page of paper at any content, legible, accessible.

1. Ten plans made by chance, each as full as the page allows, print as one page, and so do those without figures.
2. No part is taller than the measure says: else a plan that passes could still run over.
3. axe finds nothing; text in the drawing has contrast, room and touches no other; no scrolling sideways at 320 px.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pulse.model.one_side import OneSide
from pulse.report import one_side_page, too_much
from pulse.report.one_side_fit import heights
from tests.browser.test_report import _DRAWN, _contrast, _overlap, _within
from tests.report.plans_of_two import full

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_PARTS = (
    "Object.fromEntries([...document.querySelectorAll('[data-part]')]"
    ".map(it => [it.dataset.part, it.getBoundingClientRect().height]))"
)
_PLANS = [(seed, figures) for seed in range(10) for figures in (True, False)]


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 794, "height": 1123}, bypass_csp=True)
    yield page
    page.close()


def _show(page: Page, plan: OneSide) -> None:
    page.set_content(one_side_page(plan, least=11))


@pytest.mark.parametrize(("seed", "figures"), _PLANS)
def test_a_plan_that_passes_is_one_page_and_holds_all_of_it(sheet: Page, seed: int, figures: bool) -> None:
    from pypdf import PdfReader

    plan = full(seed, figures=figures)
    assert too_much(plan) == ()
    _show(sheet, plan)
    pdf = PdfReader(io.BytesIO(sheet.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) == 1
    assert (round(float(pdf.pages[0].mediabox.width)), round(float(pdf.pages[0].mediabox.height))) == (595, 842)
    text = "".join(pdf.pages[0].extract_text().split())
    assert "".join(plan.deeds[-1].what.split()) in text
    assert "theplanoutlivesthepeople." in text


@pytest.mark.parametrize("seed", range(10))
def test_no_part_is_taller_than_it_was_measured(sheet: Page, seed: int) -> None:
    plan = full(seed)
    _show(sheet, plan)
    sheet.emulate_media(media="print")
    sheet.set_viewport_size({"width": 687, "height": 1058})
    drawn: dict[str, float] = sheet.evaluate(_PARTS)
    sheet.emulate_media(media="screen")
    sheet.set_viewport_size({"width": 794, "height": 1123})
    measured = {str(key[-1]): high for key, high in heights(plan).items()}
    assert set(drawn) - set(measured) == {"head", "end"}
    assert {part: (high, measured[part]) for part, high in drawn.items() if high > measured.get(part, 999)} == {}
    assert drawn["head"] + drawn["end"] + 4 + 22 <= measured["page"]  # the bar, and what stands round the aim


@pytest.fixture(params=["light", "dark"])
def opened(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    path = tmp_path / "plan.html"
    path.write_text(one_side_page(full(3), least=11), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 1200}, color_scheme=request.param, bypass_csp=True)
    page.goto(path.as_uri())
    yield page
    page.close()


def test_axe_finds_no_violation(opened: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened).response["violations"]
    assert [(it["id"], it["nodes"][0]["html"][:120]) for it in found] == []


@pytest.mark.parametrize("seed", range(3, 9))
def test_drawn_text_has_contrast_and_room(opened: Page, seed: int) -> None:
    _show(opened, full(seed))
    drawn: list[dict[str, Any]] = opened.evaluate(_DRAWN)
    assert {it["said"] for it in drawn if _contrast(it["fill"], it["paper"]) < 4.5} == set()
    assert {it["said"] for it in drawn if not _within(it["box"], it["svgBox"])} == set()
    pairs = [(one, other) for at, one in enumerate(drawn) for other in drawn[at + 1 :]]
    assert [(one["said"], other["said"]) for one, other in pairs if _overlap(one["box"], other["box"])] == []


@pytest.mark.parametrize("width", [320, 640, 768])
def test_the_page_does_not_scroll_sideways(browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    _show(page, full(4))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
