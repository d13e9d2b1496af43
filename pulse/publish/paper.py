"""A questionnaire to print on A4: boxes to tick, the letter to type beside each, room for words and for a number.

The number is written on a sheet when it is typed, never before: nobody can tell who got which. With it go the privacy
notice, to keep, and the table to type into, as a workbook and as a CSV.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulse.model.published import Published
from pulse.model.survey import Option, Survey
from pulse.publish.apart import refuse_names
from pulse.publish.asked import Form, Question
from pulse.publish.form import SHEET
from pulse.publish.marks import UNREADABLE, first_column, marks
from pulse.publish.pages import around_them, filled, rated, told
from pulse.publish.sheet import MADE, table
from pulse.settings import Settings

_MOST_ACROSS = 11  # options of a grid: a scale from 0 to 10
_LONGEST_ACROSS = 28  # signs of the words above a grid's column
_ROWS = 500  # of the workbook that say what may be typed
_LONGEST_LIST = 255  # signs of the marks a spreadsheet can offer
_BY_HAND = (
    "Print from Chrome or Edge on A4, at 100 %: other browsers leave the page numbers out.",
    "Give everybody the notice with it, on a sheet of its own: it is read first, and kept.",
    "Collect the sheets in a closed box, shuffle them, and only then write a number on each: every number once in a "
    "stock-take (a second batch goes on, or begins with a letter: B1, B2).",
    "Two people type all sheets, each into a copy of the table of her own: the letters beside the boxes (“ACE” where "
    f"several are ticked), {UNREADABLE} where nobody can say which box is meant, nothing where nothing is ticked.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its number on paper, the mark of each option, and of whom it is asked.

    above: of a question about one group, the words that stand above all groups; `text` is then the group's name
    """

    number: int
    asked: Question
    text: str
    choices: tuple[tuple[str, Option], ...]
    only_if: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that stand together: a grid where several have the same options, else one."""

    lines: tuple[Line, ...]

    @property
    def is_grid(self) -> bool:
        """True where options stand across, once for all."""
        return len(self.lines) > 1 or bool(self.lines[0].above)


def write(form: Form, survey: Survey, settings: Settings, check: str) -> Published:
    """The page, and the table to type into. Raises Stop("publish-name-taken").

    check: the command that compares what two people typed
    """
    refuse_names(form, "paper", frozenset({SHEET}))
    words = told(settings, survey) | {
        "form": form,
        "blocks": list(_blocks(form, rated(survey))),
        "column": first_column(form),
    }
    beside = (
        Published(".notice.html", filled("paper_notice.html", words, style="paper.css")),
        Published(".entry.xlsx", _workbook(form)),
        Published(".entry.csv", table([_columns(form)]).encode()),
    )
    by_hand = (*around_them(survey), *_BY_HAND, f"Compare the two, and collect what comes of it: {check}")
    return Published(".html", filled("paper.html", words, style="paper.css"), by_hand, beside)


def _blocks(form: Form, rated: Mapping[str, tuple[str, str]]) -> Iterator[Block]:
    """The questions in order; neighbours with the same short options and the same condition become a grid."""
    together: list[Line] = []
    for number, question in enumerate(form.questions, 1):
        above, text = rated.get(question.id, ("", question.text))
        choices = (*zip(marks(question), question.options, strict=True),)
        line = Line(number, question, text, choices, _only_if(form, question), above)
        if together and not _goes_with(together[-1], line):
            yield Block((*together,))
            together = []
        together.append(line)
    if together:
        yield Block((*together,))


def _goes_with(before: Line, line: Line) -> bool:
    one, other = before.asked, line.asked
    alike = [option.text for option in one.options] == [option.text for option in other.options]
    short = all(len(option.text) <= _LONGEST_ACROSS for option in one.options)
    few = 0 < len(one.options) <= _MOST_ACROSS
    same = one.kind == other.kind == "one" and one.ask_if == other.ask_if and before.above == line.above
    return alike and short and few and same


def _only_if(form: Form, question: Question) -> str:
    """The condition, and where to look for it: "(4 B)"."""
    asked = form.asked_of(question)
    if asked is None:
        return ""
    earlier, place, _ = asked
    return f"{form.only_if(question)} ({form.questions.index(earlier) + 1} {marks(earlier)[place - 1]})"


def _columns(form: Form) -> Sequence[str]:
    return [first_column(form), *(it.id for it in form.questions)]


def _workbook(form: Form) -> bytes:
    """One sheet: a column a question, its words and marks in a note, all cells text so that nothing is made of them."""
    import xlsxwriter  # late: only some targets write workbooks

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": MADE})
    bold, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("entry")
    sheet.freeze_panes(1, 1)
    for at, name in enumerate(_columns(form)):
        sheet.set_column(at, at, max(12, len(name) + 2), as_text)
        sheet.write_string(0, at, name, bold)
    for at, question in enumerate(form.questions, 1):
        known = marks(question)
        said = [f"{mark} = {option.text}" for mark, option in zip(known, question.options, strict=True)]
        sheet.write_comment(0, at, "\n".join([f"{at}. {question.text}", *said]), {"x_scale": 3, "y_scale": 3})
        offered = [*known, UNREADABLE]
        if question.kind == "one" and known and len(",".join(offered)) <= _LONGEST_LIST:
            sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": offered, "dropdown": False})
    book.close()
    return content.getvalue()
