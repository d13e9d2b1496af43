"""What the audit knows of small drawings in rows of tables, of what column heads say, and of the script of a page."""

from __future__ import annotations

from typing import Any, cast

import pytest

from pulse.model.audit import Ledger
from pulse.protect.attack import dots
from pulse.protect.attack.attributes import foreign
from pulse.protect.attack.blocks import Blocks
from pulse.protect.attack.element import told_of
from pulse.protect.attack.page import Before, Page
from pulse.protect.attack.tree import tree
from pulse.report import constants
from pulse.report.dots import change, rate, share
from pulse.report.filled import script
from pulse.report.sheet import Cell

_CELL, _EVERYONE = Cell("42%", value=0.42, ends=(0.404, 0.436)), Cell("67%", value=0.67)
_POINTS = change(0.06, -0.03, 0.25, score=False, state="better")
_SCORE = change(-0.4, -0.6, -0.2, score=True, state="worse")
_ANSWER = change(-0.05, -0.08, 0.0, score=False, state="special")
_ROWS = {
    "share": f"<tr><th>Me</th><td>{share(_CELL)}</td><td>42%</td><td>40% to 44%</td></tr>",
    "rate": f'<tr class="depth-0"><td>67%</td></tr><tr><th>A</th><td>42%</td><td>{rate(_CELL, _EVERYONE)}</td></tr>',
    "points": f"<tr><td>+6 <small>−3 to +25</small></td><td>{_POINTS}</td></tr>",
    "score": f"<tr><td>−0.4 <small>−0.6 to −0.2</small></td><td>{_SCORE}</td></tr>",
    "answer": f"<tr><td>−5 <small>−8 to 0</small></td><td>{_ANSWER}</td></tr>",
}


def _page(body: str, ledger: Ledger | None = None) -> Page:
    return Page(tree(body), Before(ledger or Ledger("s")), "page")


def _unexplained(row: str) -> int:
    page = _page(f"<table>{row}</table>")
    return sum(1 for drawing in page.root.all("svg") for _ in dots.unexplained(drawing, page))


@pytest.mark.parametrize("row", _ROWS)
def test_a_scale_draws_what_its_row_says(row: str) -> None:
    assert _unexplained(_ROWS[row]) == 0


@pytest.mark.parametrize(
    ("row", "drawn", "other"),
    [
        ("share", 'width="63"', 'width="64.5"'),
        ("share", 'x2="72"', 'x2="73.5"'),
        ("share", "<rect", '<rect data-n="7"'),
        ("share", "</svg>", '<text x="6" y="8">7</text></svg>'),
        ("rate", 'cx="69"', 'cx="70.5"'),
        ("rate", 'x1="106.5"', 'x1="105"'),
        ("points", "M103.5 ", "M107.3 "),
        ("score", "M66.0 ", "M69.8 "),
        ("answer", "h3.4v6.8", "h3.4v7.8"),
        ("answer", 'class="change"', 'class="change" id="n7"'),
    ],
)
def test_a_mark_elsewhere_is_found(row: str, drawn: str, other: str) -> None:
    planted = _ROWS[row].replace(drawn, other)
    assert planted != _ROWS[row]
    assert _unexplained(planted) == 1


def test_a_head_or_a_row_says_what_figures_are_of_but_not_of_a_dash() -> None:
    table = """<table><tr><th>Group</th><th data-of="favourable|q">Q</th></tr>
        <tr><th>A</th><td><data value="0.5">50%</data></td></tr><tr><th>B</th><td><data value="">–</data></td></tr>
        <tr><th>C</th><td><data value="" data-of="mean|q">7 or fewer</data></td></tr>
        <tr data-of="share|r"><th>D</th><td><data value="0.4" data-of="|yes">40%</data></td></tr></table>"""
    found = [told_of(node, it.around) for it in Blocks(tree(table)).found for node, _ in it.figures()]
    assert found == ["favourable|q", "", "mean|q", "share|r|yes"]


def test_only_the_one_script_is_ours() -> None:
    own = cast("dict[str, Any]", script())
    policy = f"""<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-{own["script_hash"]}'">"""
    ledger = Ledger("s", texts=constants())
    for body, faults in (
        (f"{policy}<script>{own['script']}</script>", 0),
        (f"<script>{own['script']}</script>", 1),  # not allowed by the page itself
        (f"{policy}<script>{own['script']}const n = 7;</script>", 1),
        (f'{policy}<script src="n7.js">{own["script"]}</script>', 1),
        (f"{policy}<script>let told = 1</script>", 1),
    ):
        assert len(list(foreign(_page(body, ledger)))) == faults, body[-60:]
