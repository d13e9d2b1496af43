"""The pages of audiences in a real browser: the board's is one side of A4 at any content; all are accessible.

1. Printed, the board's paper is the first page and nothing of it is cut, whatever labels and figures there are.
2. axe finds nothing in light and dark; nothing scrolls sideways at 320 px.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pulse import report
from tests.browser.checks import faults, one_row_of_each, open_all, violations
from tests.faulty import five, months, wave
from tests.report.audience_pages import LONG, NOTHING, material, released, reworded, with_frame
from tests.report.test_audiences import OF_DEMO

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_LEAST = {"board": 10.0}  # pixels of type: its frame is drawn smaller, so that all of it is on one side of paper
_INNER = "(() => { const it = document.querySelector('.first-side'); return it.scrollHeight - it.clientHeight })()"


_FULL = """long => {
  const paper = document.querySelector('.first-side'), rows = paper.querySelector('.rates tbody');
  for (const it of paper.querySelectorAll('h3, .cut, .small p, li span, .over p, .under-head p')) it.append(' ' + long);
  while (rows.children.length < 7) rows.append(rows.lastElementChild.cloneNode(true));
}"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 687, "height": 1058}, bypass_csp=True)
    yield page
    page.close()


def _steady(count: int) -> str:
    waves = [wave(day, {"q": {"A": five(90, 200), "B": five(110, 200)}}) for day in months(count)]
    return report.board_page(material(released(waves), organisation=LONG))


_CONTENTS: dict[str, Callable[[], str]] = {
    "a frame": lambda: report.board_page(material(with_frame())),
    "long labels": lambda: report.board_page(
        material(reworded(with_frame(), f"{LONG} {LONG}", LONG), organisation=LONG)
    ),
    "everything hidden": lambda: report.board_page(material(with_frame(NOTHING))),
    "one stock-take": lambda: _steady(1),
    "twenty stock-takes and no frame": lambda: _steady(20),
}


def _pages(paper: Page) -> list[str]:
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(paper.pdf(prefer_css_page_size=True)))
    assert {(round(float(it.mediabox.width)), round(float(it.mediabox.height))) for it in pdf.pages} == {(595, 842)}
    return ["".join(it.extract_text().split()) for it in pdf.pages]


@pytest.mark.parametrize("content", ["demo", *_CONTENTS])
def test_the_boards_paper_is_one_side_of_a4(paper: Page, demo: Path, content: str) -> None:
    made = _CONTENTS[content]() if content != "demo" else (demo / "reports" / OF_DEMO["board"]).read_text("utf-8")
    paper.set_content(made)
    paper.emulate_media(media="print")
    assert paper.evaluate(_INNER) <= 0, "something of it is cut off"
    if content == "demo":
        paper.evaluate(_FULL, LONG)
        assert paper.evaluate(_INNER) <= 0, "nor with labels as long as can be, and as many units as there is room for"
    first, second, *_ = _pages(paper)
    assert "Everytableisintheappendix." in first
    assert second.startswith("Appendix:thetables")


@pytest.mark.parametrize("audience", [it for it in OF_DEMO if it != "analyst"])
def test_each_page_is_accessible_in_light_and_dark_on_a_screen_and_a_phone(
    browser: Browser, demo: Path, audience: str
) -> None:
    page = browser.new_page(bypass_csp=True)
    page.goto((demo / "reports" / OF_DEMO[audience]).as_uri())
    open_all(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1000, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert faults(page, least=_LEAST.get(audience, 11.0)) == [], (scheme, width)
    one_row_of_each(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == [], scheme
    page.close()
