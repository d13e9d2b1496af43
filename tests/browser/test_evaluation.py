"""The page of an evaluation in a real browser: accessible, legible in light and dark, at 320 px, on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pulse.report import evaluation_page
from tests.browser.checks import faults, violations
from tests.protect.plans import evaluated, months, plan
from tests.protect.waves import split, tallies

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen waves, eight on each side; both lines end close together, so that their labels must give way."""
    waves = [
        tallies(day, {"q": {"A": split(50 + at % 3, 100), "B": split(51, 100)}}, {"A": 190, "B": 150})
        for at, day in enumerate(months(16))
    ]
    found = evaluated(plan(start=months(16)[8]), waves)
    path = tmp_path_factory.mktemp("evaluation") / "page.html"
    page = evaluation_page(found, organisation="Our Trust", made=date(2027, 3, 1), entry=16)
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(params=["light", "dark"])
def opened(browser: Browser, written: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1000, "height": 1200}, color_scheme=request.param, bypass_csp=True)
    page.goto(written.as_uri())
    yield page
    page.close()


def test_axe_finds_no_violation(opened: Page) -> None:
    assert violations(opened) == []


def test_nothing_is_amiss_that_axe_does_not_look_at(opened: Page) -> None:
    said = set(opened.locator("svg text").all_text_contents())
    assert {"start", "took part 50%", "elsewhere 51%"} <= said
    for width in (1000, 768, 320):
        opened.set_viewport_size({"width": width, "height": 900})
        assert faults(opened) == [], width


def test_nothing_is_asked_for_and_it_prints_whole(browser: Browser, written: Path) -> None:
    from pypdf import PdfReader

    page = browser.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.goto(written.as_uri())
    assert (asked, refused) == ([written.as_uri()], [])
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert "What speaks against it" in text
    assert "2026-12" in text  # the table is no detail that paper leaves out
