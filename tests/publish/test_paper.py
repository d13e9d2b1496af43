"""A questionnaire on paper, and what two people typed of it.

1. Printed on A4 it has every question, a box with its mark for every option, "page 1 of n", and a place for a number.
2. What is typed twice the same is collected with nothing asked, as it was meant.
3. Whatever differs is told by sheet and item, never by answer; nothing can be collected until it is mended.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import define, publish
from pulse.publish.asked import Form, form
from pulse.publish.marks import first_column, marks, ticked
from tests.collect.exports import stored
from tests.conftest import pulse
from tests.conftest import workspace as a_workspace
from tests.publish.test_publish import FORM, PEOPLE, SETTINGS, STAFF, TEAMS, _groups, _meant, _person

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TYPED = list[list[str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the questionnaire and people.csv."""
    made = a_workspace(tmp_path / "w", FORM, SETTINGS)
    (made / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=made).returncode == 0
    return made


def _form() -> Form:
    return form(define.from_source(FORM), {"team": sorted(TEAMS), "staff_group": STAFF})


def _typed(people: Sequence[int]) -> TYPED:
    """What somebody types of their sheets: letters, words, and the number on each."""
    asked, survey = _form(), define.from_source(FORM)
    rows = [[first_column(asked), *(it.id for it in asked.questions)]]
    for number in people:
        said = {**dict(zip(survey.dimensions, _groups(number), strict=True)), **_person(survey, number)}
        row = []
        for question in asked.questions:
            answer = said[question.id] or ""
            picked = answer if isinstance(answer, frozenset) else {answer}
            letters = [mark for mark, it in zip(marks(question), question.options, strict=True) if it.id in picked]
            row.append("".join(letters) if question.options else answer)
        rows.append([str(number + 1), *row])
    return rows


def _write(root: Path, rows: TYPED, name: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (root / name).write_text(text.getvalue(), encoding="utf-8", newline="")
    return name


def _compared(root: Path, one: TYPED, other: TYPED) -> tuple[int, dict[str, object]]:
    names = _write(root, one, "one.csv"), _write(root, other, "other.csv")
    done = pulse("entry", "how-are-we", *names, "--json", cwd=root)
    told: dict[str, object] = json.loads(done.stdout) if done.stdout else {"stderr": done.stderr}
    return done.returncode, told


# --- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("survey", ["how-are-we", "stock-take", "weekly-check-in"])
def test_it_prints_on_a4_with_every_question_and_a_box_for_every_option(
    browser: Browser, root: Path, survey: str
) -> None:
    from pypdf import PdfReader

    found = {it.id: it for it in (*define.library(define.shipped()), define.from_source(FORM))}[survey]
    (root / "surveys" / f"{survey}.toml").write_text(found.source, encoding="utf-8")
    assert pulse("publish", survey, "--to", "paper", cwd=root).returncode == 0
    path = root / "published" / f"{survey}.v{found.version}.paper.html"
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    boxes = page.locator(".box").count()
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.goto(path.with_name(path.name.replace(".html", ".notice.html")).as_uri())
    notice = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    texts = [sheet.extract_text() for sheet in pdf.pages]
    assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in pdf.pages} == {(595, 842)}
    for number, text in enumerate(texts, 1):
        assert f"page {number} of {len(texts)}" in text
        assert "For entry only: sheet no." in text
    whole = "".join("".join(texts).split())
    groups = {"team": TEAMS, "staff_group": STAFF}
    options = [it.text for item in found.items for it in item.options]
    options += [it for name in found.dimensions for it in groups[name]]
    assert boxes == len(options)
    for said in (*(it.text for it in found.items), *(it.id for it in found.items), *options):
        assert "".join(said.split()) in whole
    assert len(asked) == 2, "the two pages themselves"
    assert len(notice.pages) == 1
    assert "not anonymous" in notice.pages[0].extract_text()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 820), ("dark", 320)])
def test_on_a_screen_it_is_accessible(browser: Browser, root: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    assert pulse("publish", "how-are-we", "--to", "paper", cwd=root).returncode == 0
    tablet = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 640},
        bypass_csp=True,
    )
    page = tablet.new_page()
    for name in ("how-are-we.v3.paper.html", "how-are-we.v3.paper.notice.html"):
        page.goto((root / "published" / name).as_uri())
        assert [it["id"] for it in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    tablet.close()


def test_conditions_are_told_by_the_number_of_the_question_and_the_mark(root: Path) -> None:
    assert pulse("publish", "how-are-we", "--to", "paper", cwd=root).returncode == 0
    text = (root / "published" / "how-are-we.v3.paper.html").read_text(encoding="utf-8")
    assert "Only if you chose “My team; all of it” at “Who is hurting? Choose any.” (4 B)" in text
    assert "Only if you chose “Yes” at “Have you spoken of it?” (7 A)" in text


def test_the_tables_to_type_into_have_a_column_for_every_question(root: Path) -> None:
    from python_calamine import CalamineWorkbook

    done = pulse("publish", "how-are-we", "--to", "paper", "--json", cwd=root)
    files = [root / name for name in json.loads(done.stdout)["beside"]]
    wanted = _typed([])[0]
    book, text = (next(it for it in files if it.suffix == ending) for ending in (".xlsx", ".csv"))
    assert text.read_text(encoding="utf-8").splitlines() == [",".join(wanted)]
    assert CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python() == [wanted]
    first = [it.read_bytes() for it in files]
    assert pulse("publish", "how-are-we", "--to", "paper", cwd=root).returncode == 0
    assert [it.read_bytes() for it in files] == first


# --- typed twice ------------------------------------------------------------------------------------------------------


def test_what_was_typed_twice_the_same_is_collected_with_nothing_asked(root: Path) -> None:
    """In another order, by another hand: small letters, spaces between ticks, words with other commas; a workbook."""
    one = _typed(range(24))
    head, *rows = _typed(range(24))
    at = {name: place for place, name in enumerate(head)}
    for row in rows:
        row[at["hurt"]] = " ".join(row[at["hurt"]].lower())
        row[at["words"]] = row[at["words"]].replace(",", " -").upper()
    random.Random(7).shuffle(rows)  # noqa: S311 - an order, no secret
    book = xlsxwriter.Workbook(str(root / "other.xlsx"))
    sheet = book.add_worksheet()
    for place, row in enumerate([head, *rows]):
        for column, cell in enumerate(row):
            (sheet.write_number if place and not column else sheet.write_string)(
                place, column, int(cell) if place and not column else cell
            )
    book.close()
    done = pulse("entry", "how-are-we", _write(root, one, "one.csv"), "other.xlsx", cwd=root)
    assert done.returncode == 0, done.stderr
    for _ in range(2):  # the second time nothing is new
        taken = pulse("collect", "how-are-we.checked.csv", "--wave", "2026-11", "--json", cwd=root)
        assert taken.returncode == 0, taken.stdout + taken.stderr
    assert stored(root) == _meant(define.from_source(FORM), range(24))


def test_one_typing_alone_cannot_be_collected(root: Path) -> None:
    name = _write(root, _typed(range(12)), "one.csv")
    done = pulse("collect", name, "--wave", "2026-11", cwd=root)
    assert done.returncode == 65
    assert "pulse entry" in done.stderr
    assert not stored(root)


def _without(rows: TYPED, number: str) -> TYPED:
    return [row for row in rows if row[0] != number]


def _with(rows: TYPED, number: str, item: str, cell: str) -> TYPED:
    at = rows[0].index(item)
    return [[cell if row[0] == number and place == at else it for place, it in enumerate(row)] for row in rows]


@pytest.mark.parametrize(
    ("slip", "code", "sheet", "item"),
    [
        (lambda rows: _with(rows, "2", "is_heard", "D"), "entry-differs", "2", "is_heard"),
        (lambda rows: _with(rows, "2", "need", ""), "entry-differs", "2", "need"),
        (lambda rows: _with(rows, "2", "need", "?"), "entry-differs", "2", "need"),
        (lambda rows: _with(rows, "5", "words", "other words"), "entry-differs", "5", "words"),
        (lambda rows: _with(rows, "2", "is_heard", "F"), "entry-mark", "2", "is_heard"),
        (lambda rows: _with(rows, "2", "is_heard", "AB"), "entry-too-many", "2", "is_heard"),
        (lambda rows: _with(rows, "2", "need", "ABC"), "entry-too-many", "2", "need"),
        (lambda rows: _without(rows, "3"), "entry-missing", "3", None),
        (lambda rows: [*rows, rows[1]], "entry-twice", "1", None),
        (lambda rows: _with(rows, "4", rows[0][0], ""), "entry-no-number", None, None),
    ],
)
def test_a_slip_is_told_by_sheet_and_item_and_nothing_is_written(
    root: Path, slip: Callable[[TYPED], TYPED], code: str, sheet: str | None, item: str | None
) -> None:
    rows = _typed(range(12))
    status, told = _compared(root, rows, slip(_typed(range(12))))
    assert status == 1
    differences = told["differences"]
    assert isinstance(differences, list)
    assert (code, sheet, item) in [(it["code"], it["sheet"], it["item"]) for it in differences]
    assert told["file"] is None
    assert not (root / "how-are-we.checked.csv").exists()
    on_screen = pulse("entry", "how-are-we", "one.csv", "other.csv", cwd=root)
    assert on_screen.returncode == 1
    assert "other words" not in on_screen.stderr + on_screen.stdout


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.sampled_from(["is_heard", "spoken", "may_quote"])),
                       st.sampled_from(["", "A", "B", "?"]), max_size=12))  # fmt: skip
def test_just_what_was_typed_otherwise_is_told(typed: Mapping[tuple[int, str], str]) -> None:
    one, other = _typed(range(8)), _typed(range(8))
    wanted = set()
    for (person, item), cell in typed.items():
        at = one[0].index(item)
        if other[person + 1][at] != cell:
            wanted.add((str(person + 1), item))
        other[person + 1][at] = cell
    groups = {"team": sorted(TEAMS), "staff_group": STAFF}
    found = publish.compare(define.from_source(FORM), groups, ("one", "other"), (one, other))
    assert {(it.details["sheet"], it.details["item"]) for it in found.differences} == wanted
    assert bool(found.content) == (not wanted)


def test_what_nobody_could_read_and_what_was_not_asked_are_counted_and_left_out(root: Path) -> None:
    rows = [_typed([])[0]]
    for number, cells in enumerate((("B", "A"), ("A", "A"), ("?", "A")), 1):
        row = dict.fromkeys(rows[0], "") | {rows[0][0]: f"B{number}", "spoken": cells[0], "outcome": cells[1]}
        rows.append(list(row.values()))
    status, told = _compared(root, rows, rows)
    assert (status, told["unreadable"], told["not_asked"]) == (0, 1, 2)
    text = (root / "how-are-we.checked.csv").read_text(encoding="utf-8")
    kept = [(row["pulse_sheet"], row["spoken"], row["outcome"]) for row in csv.DictReader(io.StringIO(text))]
    assert kept == [("paper-B1", "no", ""), ("paper-B2", "yes", "better"), ("paper-B3", "", "")]


def test_sheets_printed_before_groups_changed_are_typed_by_their_own_letters(root: Path) -> None:
    """A team of 2026-11-20 stands before the others: the same letter means another team since."""
    rows = _typed(range(6))
    late = "2026-11-20,North,A new team,Nurses,20\n"
    (root / "people.csv").write_text(PEOPLE + late, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    names = _write(root, rows, "one.csv"), _write(root, rows, "other.csv")
    done = pulse("entry", "how-are-we", *names, cwd=root)
    assert done.returncode == 65
    assert "--printed" in done.stderr
    done = pulse("entry", "how-are-we", *names, "--printed", "2026-11-01", cwd=root)
    assert done.returncode == 0, done.stderr
    taken = pulse("collect", "how-are-we.checked.csv", "--wave", "2026-11", cwd=root)
    assert taken.returncode == 0, taken.stderr
    assert stored(root) == _meant(define.from_source(FORM), range(6))


def test_a_table_with_other_columns_is_refused(root: Path) -> None:
    rows = [row[:-1] for row in _typed(range(3))]
    status, told = _compared(root, rows, _typed(range(3)))
    assert status == 65
    assert "“may_quote”" in str(told["stderr"])


def test_many_options_and_points_of_a_scale_have_marks_that_cannot_be_mistaken() -> None:
    source = FORM + (
        '[[item]]\nid = "likely"\ntext = "How likely?"\nscale = "0-10"\n'
        '[[item]]\nid = "which"\ntext = "Which?"\nchoose = "any"\noptions = { '
        + ", ".join(f'o{at} = "Option {at}"' for at in range(30))
        + " }\n"
    )
    *_, likely, which = form(define.from_source(source), {}).questions
    assert marks(likely) == tuple(map(str, range(11)))
    assert ticked(likely, "10") == [10]
    assert marks(which)[25:28] == ("Z", "AA", "AB")
    assert ticked(which, "ab, z") == [25, 27]
    assert ticked(which, "AZZ") is None
