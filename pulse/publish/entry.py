"""Double entry: what two people typed of the same paper sheets, compared cell by cell.

Nothing can be collected until the two say the same. Words count as the same where they differ only in spaces, case and
punctuation: nobody types a long text twice to the dot, and the first is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pulse.files import inert
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.published import Typed
from pulse.publish.asked import Form, Question
from pulse.publish.form import SHEET
from pulse.publish.marks import UNREADABLE, first_column, ticked
from pulse.publish.sheet import table

_WORD = re.compile(r"\w+")
Typing = Mapping[str, Mapping[str, str]]  # sheet's number -> question's id -> what was typed


def compare(form: Form, files: tuple[str, str], rows: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]) -> Typed:
    """Where two typings differ; once they do not, the table that `collect` takes.

    files, rows: names of the two files, and their cells, header first
    Raises Stop: "entry-header", where a file is no table for this questionnaire as it was printed.
    """
    faults = [fault for file, table_ in zip(files, rows, strict=True) for fault in _header(form, file, table_)]
    if faults:
        raise Stop(*faults)
    one, other = (_typing(table_) for table_ in rows)
    found = [*_numbers(files, rows), *_unknown(form, files, (one, other)), *_differences(form, files, one, other)]
    if found:
        return Typed(len({*one, *other}), (*found,))
    return _checked(form, one)


def _header(form: Form, file: str, rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    head = [cell.strip() for cell in rows[0]] if rows else []
    wanted = [first_column(form), *(it.id for it in form.questions)]
    if Counter(head) == Counter(wanted):
        return
    named = {"missing": [it for it in wanted if it not in head], "unknown": [it for it in head if it not in wanted]}
    told = {name: ", ".join(f"“{it}”" for it in found) or "none" for name, found in named.items()}
    yield problem("entry-header", Place(file, 1), **told)


def _typing(rows: Sequence[Sequence[str]]) -> Typing:
    head = [cell.strip() for cell in rows[0]]
    filled = (dict(zip(head, (cell.strip() for cell in row), strict=False)) for row in rows[1:])
    return {_number(head, row): row for row in filled}


def _number(head: Sequence[str], row: Mapping[str, str]) -> str:
    name = next(it for it in head if it.startswith("paper_sheet_"))
    return row.get(name, "").upper()


def _numbers(files: tuple[str, str], rows: tuple[Sequence[Sequence[str]], ...]) -> Iterator[Problem]:
    """Sheets without a number, with that of another, or typed by one of the two alone."""
    counted = []
    for file, (head, *below) in zip(files, rows, strict=True):
        at = next(place for place, cell in enumerate(head) if cell.strip().startswith("paper_sheet_"))
        found = Counter(row[at].strip().upper() if at < len(row) else "" for row in below)
        if without := found.pop("", 0):
            yield problem("entry-no-number", Place(file), count=without)
        yield from (problem("entry-twice", Place(file), sheet=it, count=n) for it, n in sorted(found.items()) if n > 1)
        counted.append(found)
    for file, own, others in zip(files, counted, reversed(counted), strict=True):
        yield from (
            problem("entry-missing", Place(file), sheet=it) for it in sorted(set(others) - set(own), key=_order)
        )


def _unknown(form: Form, files: tuple[str, str], typings: tuple[Typing, Typing]) -> Iterator[Problem]:
    """Cells that name no box, or more of them than may be ticked."""
    for file, typing in zip(files, typings, strict=True):
        for sheet in sorted(typing, key=_order):
            for question in form.questions:
                if code := _fault(question, typing[sheet].get(question.id, "")):
                    yield problem(code, Place(file), sheet=sheet, item=question.id, most=question.at_most)


def _fault(question: Question, cell: str) -> str:
    if not question.options or cell == UNREADABLE:
        return ""
    places = ticked(question, cell)
    if places is None:
        return "entry-mark"
    most = question.at_most if question.kind == "many" else 1
    return "entry-too-many" if most and len(places) > most else ""


def _differences(form: Form, files: tuple[str, str], one: Typing, other: Typing) -> Iterator[Problem]:
    for sheet in sorted({*one} & {*other}, key=_order):
        for question in form.questions:
            cells = (typing[sheet].get(question.id, "") for typing in (one, other))
            first, second = (_comparable(question, cell) for cell in cells)
            if first != second:
                yield problem("entry-differs", Place(files[0]), sheet=sheet, item=question.id, other=files[1])


def _comparable(question: Question, cell: str) -> object:
    if cell == UNREADABLE:
        return cell
    if question.options:
        return ticked(question, cell) or cell.upper() * (ticked(question, cell) is None)
    return _WORD.findall(cell.casefold()) or cell


def _order(sheet: str) -> tuple[str, int, str]:
    """12 after 2, B1 after both."""
    found = re.fullmatch(r"(\D*)(\d+)", sheet)
    return (found[1], int(found[2]), "") if found else (sheet, 0, sheet)


def _checked(form: Form, typing: Typing) -> Typed:
    unreadable = not_asked = 0
    rows = [[SHEET, *(it.id for it in form.questions)]]
    for sheet in sorted(typing, key=_order):
        answers = {it.id: _answer(it, typing[sheet].get(it.id, "")) for it in form.questions}
        unreadable += sum(typing[sheet].get(it.id) == UNREADABLE for it in form.questions)
        for question in form.questions:  # in order: an answer that is left out leads to no other
            if answers[question.id] and not _was_asked(question, answers):
                answers[question.id], not_asked = "", not_asked + 1
        rows.append([f"paper-{sheet}", *answers.values()])
    return Typed(len(typing), (), unreadable, not_asked, table(rows))


def _answer(question: Question, cell: str) -> str:
    if cell == UNREADABLE:
        return ""
    if not question.options:
        return inert(cell)
    return ";".join(question.options[at].id for at in ticked(question, cell) or ())


def _was_asked(question: Question, answers: Mapping[str, str]) -> bool:
    return question.ask_if is None or question.ask_if.option in answers[question.ask_if.item].split(";")
