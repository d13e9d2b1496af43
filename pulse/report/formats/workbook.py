"""The report as a workbook: about it, a sheet a table, and last every row as the CSV has it. No formula, no macro."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pulse.report import words
from pulse.report.formats.about import about
from pulse.report.formats.tables import Form, Number, Table, tables
from pulse.report.material import Material
from pulse.report.rows import TidyRow

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook must say when it was made; always the same, for the same bytes
_FORMS: dict[Form, str] = {
    "share": "0%", "limit": "0.0%", "points": "+0%;-0%;0%", "mean": "0.0", "mean_limit": "0.0",
    "mean_points": "+0.0;-0.0;0.0", "coefficient": "0.00", "balance": "+0;-0;0", "people": "#,##0",
}  # fmt: skip
_WIDEST, _NARROWEST, _TEXT_WIDTH = 60, 9, 100
_WIDE_HEADS = 8  # columns; beyond them heads are wrapped and kept narrow
_MOST_SIGNS = 32767  # that a cell can hold


def to_xlsx(material: Material) -> bytes:
    """The workbook's bytes, the same for the same figures."""
    import xlsxwriter  # late: most reports are pages

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE, "title": "", "author": ""})
    _Book(book).fill(material)
    book.close()
    return content.getvalue()


class _Book:
    """A workbook being filled: its looks, made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDEE"}
        self.head = book.add_format(head)
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.quiet = book.add_format({"align": "right", "valign": "top", "font_color": "#4C6272"})
        self.forms = {form: book.add_format({"num_format": said, "valign": "top"}) for form, said in _FORMS.items()}

    def fill(self, material: Material) -> None:
        """Every sheet, in reading order."""
        self._about(material)
        for table in tables(material):
            self._table(table)
        self._rows(material.rows)

    def _about(self, material: Material) -> None:
        sheet = self.book.add_worksheet("About")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, _TEXT_WIDTH)
        for at, (name, said) in enumerate(about(material)):
            self._string(sheet, at, 0, name, self.title if at == 0 else self.text)
            self._string(sheet, at, 1, said, self.title if at == 0 else self.text)

    def _table(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        for column, width in enumerate(_widths(table)):
            sheet.set_column(column, column, width)
        self._heads(sheet, table.heads, len(table.lines))
        for at, line in enumerate(table.lines, 1):
            for column, entry in enumerate(line):
                if isinstance(entry, Number):
                    sheet.write_number(at, column, entry.value, self.forms[entry.form])
                elif entry:
                    told = entry == words.NOT_SHOWN or entry.endswith((" or fewer", " or more"))
                    self._string(sheet, at, column, entry, self.quiet if told else self.text)

    def _rows(self, found: Sequence[TidyRow]) -> None:
        """The tidy figures, their columns those of the CSV."""
        sheet = self.book.add_worksheet("Figures")
        self._heads(sheet, [field.name for field in fields(TidyRow)], len(found))
        sheet.set_column(0, 20, 12)
        for at, row in enumerate(found, 1):
            for column, value in enumerate(asdict(row).values()):
                if isinstance(value, bool):
                    sheet.write_boolean(at, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(at, column, value)
                elif value:
                    self._string(sheet, at, column, value, None)

    def _heads(self, sheet: Worksheet, heads: Sequence[str], lines: int) -> None:
        """The first line: it stays in sight, and what stands below can be filtered by it."""
        for column, head in enumerate(heads):
            self._string(sheet, 0, column, head, self.head)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, lines, len(heads) - 1)

    @staticmethod
    def _string(sheet: Worksheet, row: int, column: int, text: str, look: object) -> None:
        """A text as a text, whatever it begins with: never a formula, a link or a number."""
        sheet.write_string(row, column, text[:_MOST_SIGNS], look)


def _widths(table: Table) -> list[int]:
    """A width for each column: that of its longest text, within bounds; heads are wrapped."""
    heads = [min(len(head), 14) if len(table.heads) > _WIDE_HEADS else len(head) + 3 for head in table.heads]
    columns = [[line[at] for line in table.lines] for at in range(len(table.heads))]
    cells = [max(len(it.said if isinstance(it, Number) else it) for it in column) for column in columns]
    return [min(max(head, cell + 1, _NARROWEST), _WIDEST) for head, cell in zip(heads, cells, strict=True)]
