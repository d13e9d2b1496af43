"""A workbook's one sheet as rows of text, after a look at how much it unpacks to."""

from __future__ import annotations

import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pulse.collect import decode
from pulse.model.problems import Place, Stop, problem
from pulse.settings import Limits


def sheet(path: Path, limits: Limits) -> list[list[str]]:
    """The cells of a workbook's one filled sheet, as text. Raises Stop where there is none such, or far too much."""
    from python_calamine import CalamineError, CalamineWorkbook  # late: most exports are CSV

    _refuse_bomb(path, limits)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        filled = [name for name in workbook.sheet_names if workbook.get_sheet_by_name(name).height]
        if len(filled) != 1:
            raise Stop(problem("workbook-sheets", Place(str(path)), sheets=len(filled)))
        rows = workbook.get_sheet_by_name(filled[0]).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise Stop(problem("workbook-unreadable", Place(str(path)))) from error
    if len(rows) > limits.rows + 100:
        raise Stop(problem("too-many-rows", Place(str(path)), most=limits.rows))
    return [[cell if type(cell) is str else _as_text(cell) for cell in row] for row in rows]


def _refuse_bomb(path: Path, limits: Limits) -> None:
    """A small file can unpack to more than a machine holds: it is unpacked once, counted and thrown away, first."""
    if not zipfile.is_zipfile(path):
        return  # the older kind of workbook, which is not packed
    unpacked = 0
    most = min(limits.unpacked_bytes, max(path.stat().st_size, 10_000) * limits.packed_ratio)
    try:
        with zipfile.ZipFile(path) as packed:
            for part in packed.infolist():
                with packed.open(part) as stream:
                    while block := stream.read(decode.BLOCK):
                        unpacked += len(block)
                        if unpacked > most:
                            raise Stop(problem("workbook-bomb", Place(str(path)), most=most // 10**6))
    # What zipfile and zlib raise for a damaged part, one packed in a way they do not know, or one with a password.
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError, ValueError, zlib.error) as error:
        raise Stop(problem("workbook-unreadable", Place(str(path)))) from error


def _as_text(cell: object) -> str:
    """A sheet's cell as text: whole numbers without a point, times as ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return str(cell)
