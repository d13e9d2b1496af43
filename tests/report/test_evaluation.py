"""The page of an evaluation: one file, everything said in it, nothing that may not be.

1. No script, no request; the style is allowed by its hash; ids are unique; the drawing has a name and a description.
2. What is in the picture is in the table beside it, and the other way round; the start is marked between two waves.
3. A wave that is not shown lifts the line and is a dash in the table.
4. The lines in two pieces stand there from twelve waves on, and say when they are a trial.
5. The words of the author are no markup.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date

import pytest

from pulse.model.evaluation import Evaluation
from pulse.report import evaluation_page
from tests.protect.plans import evaluated, months, plan
from tests.protect.waves import split, tallies


def _evaluation(took_part: list[tuple[int, int]], start: date = date(2026, 2, 1), title: str = "Tried") -> Evaluation:
    """A against B, which stays at half of 100, from October 2025 on."""
    wanted = plan(start=start)
    waves = [
        tallies(day, {"q": {"A": split(*it), "B": split(50, 100)}})
        for day, it in zip(months(len(took_part)), took_part, strict=True)
    ]
    return evaluated(type(wanted)(title, "s", "q", start, wanted.took_part), waves)


def _page(evaluation: Evaluation) -> str:
    return evaluation_page(evaluation, organisation="Our Trust", made=date(2026, 6, 1), entry=7)


@pytest.fixture(scope="module")
def page() -> str:
    return _page(_evaluation([(40, 100), (42, 100), (4, 8), (41, 100), (60, 100), (62, 100)]))


def test_it_is_one_file_without_script_or_request(page: str) -> None:
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert not re.search(r"<script|<link|<img|style=|https?://(?!www\.w3\.org)", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {f"#{it}" for it in ids} >= set(re.findall(r'href="(#[^"]+)"', page))
    assert 'aria-labelledby="parallel-title" aria-describedby="parallel-desc"' in page


def test_the_picture_and_the_table_say_the_same(page: str) -> None:
    rows = re.findall(r'<th scope="row">(20..-..)</th><td class="num">(.*?)</td><td class="num">(.*?)</td>', page)
    rows = [(label, *(re.sub(r"<[^>]*>", "", cell) for cell in cells)) for label, *cells in rows]
    labels = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
    assert [label for label, *_ in rows] == labels
    assert [one.split(" ")[0] for _, one, _ in rows] == ["40%", "42%", "–", "41%", "60%", "62%"]
    assert [other.split(" ")[0] for _, _, other in rows] == ["50%", "50%", "–", "50%", "50%", "50%"]  # B hides with A
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert drawing.count("<circle") == 5  # a wave that is not shown has no point
    line = re.findall(r'<path d="([^"]+)"[^>]*class="s-teal"', drawing)[0]
    assert line.count("M") == 2  # and lifts the line
    assert len(re.findall(r'<rect [^>]*class="f-paper s-ink2"', drawing)) == 5


def test_the_start_stands_between_two_waves(page: str) -> None:
    drawing = page[page.index("<svg") : page.index("</svg>")]
    xs = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawing)]
    (start,) = (float(x) for x in re.findall(r'<line x1="([\d.]+)"[^>]*stroke-dasharray="2 2"', drawing))
    assert xs[2] < start < xs[3]


def test_the_finding_and_its_caveats_are_there(page: str) -> None:
    assert "<dd>q?: no clear difference (+19 points, 95% interval 0 to +38)</dd>" in page.replace(".</dd>", "</dd>")
    assert "Answers are treated as independent" in page
    assert "Axis from 30% to 80%. A line is lifted where it is not shown." in page
    assert "entered on 1 January 2026 (plan 1)" in page
    assert "Nothing on this page describes fewer than 11 people." in page


def test_lines_in_two_pieces_stand_there_from_twelve_waves_on() -> None:
    few = _page(_evaluation([(40, 100)] * 11, months(12)[6]))
    assert "Before and after the start" not in few
    trial = _page(_evaluation([(40, 100), (42, 100)] * 6, months(12)[6]))
    assert "A trial: fewer than eight stock-takes on one side" in trial
    full = _page(_evaluation([(40, 100), (42, 100)] * 8, months(16)[8]))
    assert "Carry-over" in full
    assert "A trial" not in full


def test_what_the_author_wrote_is_no_markup() -> None:
    page = _page(_evaluation([(40, 100)] * 5, title="<b>Huddles</b> & more"))
    assert "<b>Huddles" not in page
    assert "&lt;b&gt;Huddles&lt;/b&gt; &amp; more" in page
