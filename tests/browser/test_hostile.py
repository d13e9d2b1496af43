"""Surveys that nobody would wish for, as pages in a real browser: nothing touches, leaves, slides or loses its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pulse import report
from tests.browser.checks import faults, open_all, violations
from tests.report.hostile import CASES, LARGE, Case, material

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_survey_is_a_sound_page(sheet: Page, tmp_path: Path, name: str) -> None:
    _look(sheet, tmp_path, CASES[name])


@pytest.mark.parametrize("name", ["one group, one wave", "hostile texts", "ten waves"])
def test_axe_finds_no_violation(browser: Browser, tmp_path: Path, name: str) -> None:
    """A bar, dots, a run chart."""
    page = browser.new_page(viewport={"width": 1000, "height": 900}, bypass_csp=True)
    (tmp_path / "page.html").write_text(report.page(material(CASES[name])), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    open_all(page)
    assert violations(page) == []
    page.close()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("name", CASES)
def test_however_it_is_answered(sheet: Page, tmp_path: Path, name: str, seed: int) -> None:
    _look(sheet, tmp_path, CASES[name], seed)


@pytest.mark.nightly
def test_four_hundred_groups_and_thirty_questions(sheet: Page, tmp_path: Path) -> None:
    _look(sheet, tmp_path, LARGE)


def _look(sheet: Page, folder: Path, case: Case, seed: int = 1) -> None:
    path = folder / "page.html"
    path.write_text(report.page(material(case, seed)), encoding="utf-8")
    said: list[str] = []
    sheet.on("console", lambda message: said.append(message.text))
    sheet.on("pageerror", lambda error: said.append(str(error)))
    found = []
    for width, scheme in ((1000, "light"), (320, "dark")):
        sheet.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        sheet.set_viewport_size({"width": width, "height": 900})
        sheet.goto(path.as_uri())
        open_all(sheet)
        found += [f"{width}: {it}" for it in faults(sheet)]
    assert found == []
    assert said == []
