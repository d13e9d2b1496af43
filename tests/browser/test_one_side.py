"""The plan of two bodies in a real browser: one page of paper at any content, legible, accessible.

1. Ten plans made by chance, each as full as the page allows, print as one page, and so do those without figures.
2. No part is taller than the measure says: else a plan that passes could still run over.
3. axe finds nothing; text in the drawing has contrast, room and touches no other; no scrolling sideways at 320 px.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pulse.model.one_side import OneSide
from pulse.report import one_side_page, too_much
from pulse.report.one_side_fit import heights
from tests.browser.checks import faults, violations
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
    assert violations(opened) == []


@pytest.mark.parametrize("seed", range(3, 9))
def test_nothing_is_amiss_that_axe_does_not_look_at(opened: Page, seed: int) -> None:
    _show(opened, full(seed))
    for width in (1000, 768, 640, 320):
        opened.set_viewport_size({"width": width, "height": 900})
        assert faults(opened) == [], width
