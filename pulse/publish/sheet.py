"""Tables as text, and a workbook of the same bytes each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

Rows = Iterable[Sequence[str]]
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook must say when it was made; always the same, for the same bytes


def table(rows: Rows, delimiter: str = ",") -> str:
    """Rows as delimited text, quoted where they must be, a line feed after each."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx whose cells are all text."""
    import xlsxwriter  # late: only one target writes workbooks

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": MADE})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    book.close()
    return content.getvalue()
