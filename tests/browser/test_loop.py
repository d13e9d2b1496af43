"""The page for staff on paper: exactly one side of A4 at any content, what waits first; on the screen all of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from pulse import act, define
from pulse.model.groups import ALL
from pulse.model.loop import Commitment, Need, Step, Story, Verdict
from pulse.model.loop_views import LoopPage
from pulse.model.release import About, Figure, Release, Rules, Shown
from pulse.model.survey import VERDICTS, Wave
from pulse.report import loop_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_DAY = date(2026, 11, 24)
_WAVE = Wave("s", "2026-11", date(2026, 11, 10), date(2026, 11, 23))
_SURVEY = define.from_source(
    'id = "s"\ntitle = "How are we?"\n[[item]]\nid = "calm"\ntext = "I am calm."\nscale = "agree5"\n'
)
_WORDS = ("nights", "and", "weekends", "are", "heard", "before", "a", "rota", "is", "changed,", "afterwards", "too")


def _said(rng: Random, most: int) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(1, most))).capitalize()


def _story(rng: Random, number: int, most: int) -> Story:
    """A need and what became of it: promised and judged, promised, refused, or nothing yet."""
    opened = _DAY - timedelta(days=rng.randint(30, 600))
    need = Need(number, "s", _said(rng, most), "now", "board", ALL, "2026-11", opened)
    what = rng.choice(("judged", "judged", "promised", "refused", "new"))
    steps = [Step(number, opened, "opened")]
    if what == "refused":
        return Story(need, (), (*steps, Step(number, _DAY, "declined", text=_said(rng, most))))
    if what == "new":
        return Story(need, (), (*steps, Step(number, _DAY, "acknowledged", text=_said(rng, most))))
    promise = Commitment(number, number, "Director of nursing", "board", _DAY, "calm", _said(rng, most), opened)
    steps.append(Step(number, opened, "committed", number))
    if what == "judged":
        shares = rng.choice(((0.7, 0.2, 0.1), (0.2, 0.2, 0.6), (0.4, 0.5, 0.1)))
        felt = [Shown(share, 640) for share in shares]
        steps.append(Step(number, _DAY, "status", number, status="kept", text=_said(rng, most)))
        steps.append(Step(number, _DAY, "verdict", number, verdict=Verdict("2026-11", f"met_{number}", ALL, *felt)))
    return Story(need, (promise,), tuple(steps))


def _page(seed: int, entries: int, most: int, organisation: str = "Aldermere Hospitals") -> str:
    rng = Random(seed)  # noqa: S311
    stories = [_story(rng, number, most) for number in range(1, entries + 1)]
    figures: dict[About, Figure] = {About("2026-11", ALL, "count"): Shown(1973, 1973)}
    for verdict in (step.verdict for story in stories for step in story.steps if step.verdict):
        for option, figure in zip(VERDICTS, (verdict.met, verdict.partly, verdict.not_met), strict=True):
            about = About("2026-11", ALL, "share", verdict.item, 0, option)
            figures[about] = Shown(figure.value, figure.n, 0.1, 0.9) if isinstance(figure, Shown) else figure
    release = Release(
        _SURVEY, (_WAVE,), (ALL,), figures, {"calm": {"2026-11": 1}}, {"2026-11": _SURVEY}, Rules(11, 22, 2), {}
    )
    found: LoopPage = act.loop_page(release, stories, _DAY, 8)
    return loop_page(found, release, organisation=organisation, upcoming=_WAVE, made=_DAY, entry=7, today=_DAY)


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 688, "height": 1058}, bypass_csp=True)
    page.emulate_media(media="print")
    yield page
    page.close()


_KINDS = [(seed, entries, most) for seed, (entries, most) in enumerate(
    ((0, 1), (1, 400), (3, 12), (8, 12), (9, 20), (12, 6), (20, 30), (30, 12), (40, 90), (60, 3), (60, 20))
)]  # fmt: skip


@pytest.mark.parametrize(("seed", "entries", "most"), _KINDS)
def test_the_page_for_staff_is_one_side_of_paper(sheet: Page, seed: int, entries: int, most: int) -> None:
    from pypdf import PdfReader

    sheet.set_content(_page(seed, entries, most, "Aldermere Hospitals " * (1 + 3 * (seed % 3))))
    pdf = PdfReader(io.BytesIO(sheet.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) == 1
    rows = sheet.locator(".told tbody tr")
    left_out = sheet.locator(".told tbody tr.screen").count()
    assert rows.count() == entries, "on the screen all of them stand"
    said = " ".join(pdf.pages[0].extract_text().split())
    assert "Rules of" in said
    assert (f"holds {left_out} more" in said) == bool(left_out)
    if left_out and most <= 30:
        used = sheet.evaluate("document.querySelector('footer').getBoundingClientRect().bottom")
        assert used > 820, "room for a row and more is left"


def test_what_waits_longest_is_on_the_sheet_before_all_else(sheet: Page) -> None:
    sheet.set_content(_page(3, 60, 8))
    shown = sheet.locator(".told tbody tr:not(.screen) .mark").evaluate_all("all => all.map(it => it.textContent)")
    assert shown
    assert not {"Met", "Could not"} & {it.strip() for it in shown}
