"""A workbook of rows, read again: every cell of every sheet, hidden ones too, and what else the file holds.

A workbook is an archive. What stands in cells is read; parts that could hold anything else (comments, drawings, charts,
macros) are not, and are told: such a file cannot be decided.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from html import unescape

from pulse.protect.attack.row import COLUMNS, NotRowsError

_READ = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/(?:workbook|styles|sharedStrings|metadata)\.xml|"
    r"xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet\d+\.xml|xl/theme/theme\d+\.xml"
)
_TOLD = re.compile(rb"<(?:dc:(?:title|subject|description|creator)|cp:(?:keywords|category))>([^<]*)<")
_ASIDE = re.compile(rb"<definedName[^>]*>([^<]*)<|<(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_LETTERS = 26
Lines = list[list[str]]


def sheets(data: bytes) -> tuple[list[tuple[str, Lines]], list[str], list[str]]:
    """Sheets with their lines; texts beside them (titles, names, headers); parts that are not read.

    Raises NotRowsError where the file is no workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # late: most files are pages

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unread = [name for name in archive.namelist() if not _READ.fullmatch(name)]
            beside = [text for name in archive.namelist() for text in _beside(name, archive.read(name))]
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [(name, _lines(book.get_sheet_by_name(name).to_python())) for name in book.sheet_names]
        filtered = {_filtered(name, lines) for name, lines in found}
        beside = [text for text in beside if unescape(text) not in filtered]
    except (zipfile.BadZipFile, CalamineError, RuntimeError) as error:
        raise NotRowsError from error
    return found, beside, unread


def _filtered(name: str, lines: Lines) -> str:
    """How a workbook names all of a sheet's lines where they can be filtered."""
    last = _column(len(lines[0])) if lines else ""
    quoted = name.replace("'", "''")
    named = name if name.isascii() and name.isalnum() else f"'{quoted}'"
    return f"{named}!$A$1:${last}${len(lines)}"


def _column(number: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    before, letter = divmod(number - 1, _LETTERS)
    return (_column(before) if before else "") + chr(ord("A") + letter)


def is_rows(lines: Lines) -> bool:
    """Whether a sheet bears tidy figures."""
    return bool(lines) and tuple(lines[0][: len(COLUMNS)]) == COLUMNS


def _lines(cells: Sequence[Sequence[object]]) -> Lines:
    return [[_text(cell) for cell in line] for line in cells]


def _text(cell: object) -> str:
    """A cell as a CSV has it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _beside(name: str, part: bytes) -> Iterator[str]:
    """Texts of a part that are no cells."""
    pattern = _TOLD if name.startswith("docProps/") else _ASIDE if name.startswith("xl/wor") else None
    for found in pattern.finditer(part) if pattern else ():
        yield next((it for it in found.groups() if it), b"").decode("utf-8", errors="replace")
