"""holidays.csv beside the questionnaires: days of the organisation's own on which no stock-take should begin."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from pulse.model.problems import Place, Problem, Stop, problem

FILE = "holidays.csv"


def own_holidays(folder: Path) -> tuple[date, ...]:
    """The days in the folder's holidays.csv, in order; none where there is no such file.

    Its first column is headed `date`; whatever stands beside it is for people. Raises Stop with every faulty line.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    days: set[date] = set()
    faults: list[Problem] = []
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    if next(reader, [""])[0].strip().casefold() != "date":
        raise Stop(problem("holidays-column", Place(str(path), 1)))
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            days.add(date.fromisoformat(cells[0].strip()))
        except ValueError:
            faults.append(problem("holidays-date", Place(str(path), reader.line_num)))
    if faults:
        raise Stop(*faults)
    return tuple(sorted(days))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop(problem("holidays-column", Place(str(path), 1))) from error
