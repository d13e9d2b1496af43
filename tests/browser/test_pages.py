"""The other pages - for staff, for a talk, how groups work together, answers by name - in a real browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pulse import define, report
from pulse.model.attributed import Asked, Given
from pulse.model.survey import ATTRIBUTED_LINE, Wave
from tests.browser.checks import faults, one_row_of_each, open_all, violations
from tests.report.hostile import WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", ["loop-*", "talk-*", "working-together-*", "by name"])
def test_it_is_accessible_in_light_and_dark_on_a_screen_and_a_phone(
    browser: Browser, demo: Path, tmp_path: Path, kind: str
) -> None:
    path = _by_name(tmp_path) if kind == "by name" else sorted((demo / "reports").glob(f"{kind}.html"))[-1]
    page = browser.new_page(bypass_csp=True)
    page.goto(path.as_uri())
    open_all(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1000, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert faults(page) == [], (scheme, width)
    one_row_of_each(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == [], scheme
    page.close()


def _by_name(folder: Path) -> Path:
    """What people wrote with their names, among it words that nobody would wish for."""
    form = define.from_source(_FORM)
    given = tuple(
        Given((("body", words), ("role", f"Role {at}")), (("solve", ("agree",)), ("words", (words,))))
        for at, words in enumerate(WORDS)
    )
    asked = Asked(form, Wave("boards", "2026-11", date(2026, 11, 1), date(2026, 11, 9)), given)
    path = folder / "by-name.html"
    path.write_text(report.attributed_page(asked, 3, date(2026, 11, 10)), encoding="utf-8")
    return path


_FORM = f"""\
id = "boards"
title = "How our two boards do business"
attributed = true
introduction = \"\"\"{ATTRIBUTED_LINE}
Nine of us, before the joint meeting.\"\"\"
dimensions = {{ body = "Which body do you speak for?", role = "What is your role?" }}
[[item]]
id = "solve"
text = "Together we mend what goes wrong."
scale = "agree5"
[[item]]
id = "words"
kind = "text"
text = "What should the other know?"
"""
