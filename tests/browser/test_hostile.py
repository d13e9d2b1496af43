"""Surveys that nobody would wish for, as pages in a real browser: nothing touches, leaves, slides or loses its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pulse import report
from tests.browser.checks import faults, open_all, violations
from tests.report.hostile import CASES, LARGE, Case, material

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Sheet:
    """A page of the browser, and the file it shows."""

    page: Page
    path: Path


@pytest.fixture(scope="module")
def sheet(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sheet]:
    page = browser.new_page()
    yield Sheet(page, tmp_path_factory.mktemp("hostile") / "page.html")
    page.close()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_survey_is_a_sound_page(sheet: Sheet, name: str) -> None:
    _look(sheet, CASES[name])


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
def test_however_it_is_answered(sheet: Sheet, name: str, seed: int) -> None:
    _look(sheet, CASES[name], seed)


@pytest.mark.nightly
def test_four_hundred_groups_and_thirty_questions(sheet: Sheet) -> None:
    _look(sheet, LARGE)


_SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyzMW ÄÖÜßéñçåøłž&<>\"'-", "абвгдежзийклмнопрстуфхцчшщыэюя ", "αβγδεζηθικλμνξοπρστυφχψω ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", "אבגדהוזחטיכלמנסעפצקרשת ",
    "अआइईउऊएकखगघचछजझटठडढतथदध ", "我们在工作中可以说出自己的担忧", "가나다라마바사아자차",
    "😀🚑🏥👩👨🙏💬❤",
)  # fmt: skip
_PHASES = (Phase.explicit, Phase.generate)  # a smaller case is no easier to look at, and takes long to find
_texts = st.sampled_from(_SCRIPTS).flatmap(lambda signs: st.text(signs, min_size=1, max_size=140))


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    return Case(
        groups=draw(st.sampled_from((1, 2, 9, 60))),
        waves=draw(st.sampled_from((1, 2, 7, 9, 14, 40))),
        items=draw(st.integers(1, 3)),
        options=draw(st.integers(2, 9)),
        texts=tuple(draw(st.lists(_texts, min_size=3, max_size=9))),
    )


@settings(max_examples=4, phases=_PHASES)
@given(_cases())
def test_no_label_touches_another_or_leaves_its_drawing(sheet: Sheet, case: Case) -> None:
    _look(sheet, case)


@pytest.mark.nightly
@settings(max_examples=150, phases=_PHASES)
@given(_cases())
def test_no_label_does_in_many_more(sheet: Sheet, case: Case) -> None:
    _look(sheet, case)


def _look(sheet: Sheet, case: Case, seed: int = 1) -> None:
    said: list[str] = []
    page = sheet.page
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    sheet.path.write_text(report.page(material(case, seed)), encoding="utf-8")
    page.goto(sheet.path.as_uri())
    open_all(page)
    found = []
    for width, scheme in ((1000, "light"), (320, "dark")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {it}" for it in faults(page)]
    assert found == []
    assert said == []
