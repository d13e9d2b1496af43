"""The matrix on the page: a table with direction, n in each cell, tints by fixed anchors, nothing of what is hidden.

1. Row rates column: the cell, its n and its row in the CSV; the own group is not asked.
2. A tint follows from the shown share alone, by the same anchors in every cell and survey.
3. A hidden cell is a dash like any other, whatever hides it; the page is the same whatever was said there.
4. The page is audited: a tint, a point, a difference or a direction that no shown figure explains is found.
5. Pairs clearly apart are named in words, the better view first; each direction's course has its figures in a row.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pulse.model.release import Banded, Figure, Shown
from pulse.report.relations import _shade
from tests.conftest import pulse
from tests.pairs import Said, collected, grid, made, rows, sheets

_TEAMS = ("Red", "Blue", "Green")
_SAID: Said = {
    ("Red", "Blue"): (8, 22), ("Blue", "Red"): (24, 6), ("Red", "Green"): (15, 15), ("Blue", "Green"): (4, 5),
    ("Green", "Red"): (12, 8),
}  # fmt: skip


class _Table(HTMLParser):
    """The texts of the first table of a class, row by row."""

    def __init__(self, page: str, css: str) -> None:
        super().__init__()
        self.css, self.inside, self.cell = css, False, False
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and not self.rows and self.css in (dict(attrs).get("class") or "").split():
            self.inside = True
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "table"
        self.cell = self.cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside and self.cell:
            self.rows[-1][-1] += data.replace("\u00a0", " ")


def _page(root: Path, *said: Said) -> str:
    made(root, dict.fromkeys(_TEAMS, 40))
    for at, of_wave in enumerate(said):
        path = grid(root / f"{at}.csv", _TEAMS, sheets(of_wave))
        path.write_text(path.read_text(encoding="utf-8").replace("2026-10-05", f"2026-0{4 + at}-05"), encoding="utf-8")
        collected(root, path, wave=f"2026-0{4 + at}")
    done = pulse("report", "--output", str(root / "r.html"), cwd=root)
    assert done.returncode == 0, done.stderr
    return (root / "r.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _page(tmp_path_factory.mktemp("pairs") / "w", {**_SAID, ("Red", "Blue"): (22, 8)}, _SAID)


def test_a_row_says_it_of_a_column(page: str) -> None:
    table = _Table(page, "matrix").rows
    assert [cell.strip() for cell in table[0]] == ["Says, of →", "Blue", "Green", "Red"]
    said = {row[0]: [re.sub(r"\s+", " ", cell).strip() for cell in row[1:]] for row in table[1:]}
    assert said["Red"] == ["27% ▼ ⇄, clearly apart from the other way roundn 30", "50%n 30", "not asked"]
    assert said["Blue"] == ["not asked", "–", "80% ▲ ⇄, clearly apart from the other way roundn 30"]
    assert said["Green"] == ["–", "not asked", "60% ▲n 20"]


def test_every_figure_of_it_is_a_row_of_the_csv(tmp_path: Path) -> None:
    root = tmp_path / "w"
    own = _page(root, _SAID)
    found = rows(root)
    matrix = own[own.index('class="heat matrix') :].partition("</table>")[0]
    cells = [(float(value), int(at)) for value, at in re.findall(r'<data value="([0-9.]+)" data-row="(\d+)"', matrix)]
    assert len(cells) == 4
    assert all(found[at - 1]["value"] == value and found[at - 1]["group2"] for value, at in cells)


@pytest.mark.parametrize(
    ("figure", "shade"),
    [
        (Shown(0.30, 40), "lower-2"), (Shown(0.31, 40), "lower-1"), (Shown(0.45, 40), "lower-1"),
        (Shown(0.46, 40), ""), (Shown(0.54, 40), ""), (Shown(0.55, 40), "higher-1"), (Shown(0.69, 40), "higher-1"),
        (Shown(0.70, 40), "higher-2"), (Banded(0.0, 0.1, 20), "lower-2"), (Banded(0.82, 1.0, 11), "higher-2"),
    ],
)  # fmt: skip
def test_tints_have_fixed_anchors(figure: Figure, shade: str) -> None:
    assert _shade(figure) == shade


def test_pairs_and_courses_in_words(page: str) -> None:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    assert "Blue sees Red better than the other way round: 80% against 27%." in words
    course = words[words.index("Each direction, one stock-take after another") :]
    assert re.search(r"Red Blue 73% 27% −46 .{5,30} clearly worse", course)
    assert "Blue Red 80% 80% 0 " in course
    assert "What changed Red sees Blue clearly worse: Reliance." in words


def test_what_happened_stands_where_groups_speak_of_each_other(tmp_path: Path) -> None:
    """Such a questionnaire has no chart, where it would stand otherwise."""
    root = tmp_path / "w"
    _page(root, _SAID, _SAID)
    assert pulse("event", "add", "pairs", "2026-04-20", "Red and Blue met", cwd=root).returncode == 0
    assert pulse("report", "--output", str(root / "r.html"), cwd=root).returncode == 0
    page = (root / "r.html").read_text(encoding="utf-8")
    assert page.index("Red and Blue met") > page.index('id="relationships"')


def test_the_page_is_the_same_whatever_hidden_pairs_said(tmp_path: Path) -> None:
    """Nine people of Blue rate Green: too few to be shown. Seven good or none of them makes no difference."""
    pages = [
        re.sub(r"<code>[0-9a-f]{12}</code>", "", _page(tmp_path / name, {**_SAID, ("Blue", "Green"): counts}))
        for name, counts in (("a", (7, 2)), ("b", (0, 9)))
    ]
    assert pages[0] == pages[1]


def _line(page: str) -> str:
    """The second point of the first small line, as it is written."""
    found = re.search(r'<svg[^>]*class="course".*?(<circle cx="86" cy="[0-9.]+" r="3"[^>]*>)', page, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("what", ["nothing", "share", "n", "tint", "gap", "point", "returned", "hidden"])
def test_the_audit_finds_what_no_shown_figure_explains(tmp_path: Path, what: str) -> None:
    root = tmp_path / "w"
    page = _page(root, {**_SAID, ("Red", "Blue"): (22, 8)}, _SAID)
    at = page.index('class="heat matrix')
    matrix, rest = page[:at], page[at:]
    forged = {
        "nothing": page,
        "share": matrix + rest.replace('value="0.27"', 'value="0.28"', 1).replace(">27%", ">28%", 1),
        "n": matrix + rest.replace("<small>n 30", "<small>n 31", 1),
        "tint": matrix + rest.replace('class="lower-2"', 'class="higher-2"', 1),
        "gap": matrix + rest.replace(">−53</data>", ">−43</data>", 1).replace(">+53</data>", ">+43</data>", 1),
        "point": page.replace(_line(page), re.sub('cy="[0-9.]+"', 'cy="9.7"', _line(page)), 1),
        "returned": re.sub(r">0\.\d\d</data>, over", ">0.99</data>, over", page),
        "hidden": matrix + rest.replace(">–</data>", ">44%</data>", 1),
    }[what]
    assert (forged == page) == (what == "nothing")
    (root / "copy.html").write_text(forged, encoding="utf-8")
    done = pulse("audit", "copy.html", cwd=root)
    assert done.returncode == (0 if what == "nothing" else 1), done.stdout + done.stderr
