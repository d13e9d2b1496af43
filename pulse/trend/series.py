"""A CSV with the columns date,value or date,count,n or date,value,n -> observations."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from datetime import date

from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.trends import Observation

_MISSING = ("", "NA", "NaN")


def read_series(text: str, file: str) -> tuple[Observation, ...]:
    """The observations in a CSV text; an empty value or count (or NA) is missing.

    With count and n, the value is the share that the one is of the other; with value and n, it is a score of n answers.
    Raises Stop with every faulty line: "series-columns", "series-value-and-count", "series-line", "series-count-line",
    "series-date-again", "series-empty".
    """
    records = _records(text)
    names = _names(next(records, (1, []))[1], file)
    found: dict[date, tuple[int, Observation]] = {}
    faults: list[Problem] = []
    for line, cells in records:
        place = Place(file, line)
        try:
            it = _observation(dict(zip(names, cells, strict=False)), "count" in names)
        except ValueError:
            faults.append(problem("series-count-line" if "count" in names else "series-line", place))
            continue
        if it.date in found:
            faults.append(problem("series-date-again", place, date=it.date, first=found[it.date][0]))
        found.setdefault(it.date, (line, it))
    if faults:
        raise Stop(*faults)
    if not found:
        raise Stop(problem("series-empty", Place(file, 2)))
    return tuple(it for _, it in found.values())


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its line; one that is no CSV comes without a date. Empty lines are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = ["no CSV"]
        if cells:
            yield reader.line_num, [cell.strip() for cell in cells]


def _names(names: list[str], file: str) -> list[str]:
    if "date" not in names or not ("value" in names or {"count", "n"} <= set(names)):
        raise Stop(problem("series-columns", Place(file, 1)))
    if {"value", "count"} <= set(names):
        raise Stop(problem("series-value-and-count", Place(file, 1)))
    return names


def _observation(cells: Mapping[str, str], counted: bool) -> Observation:
    """Raises ValueError where a cell is not what its column promises."""
    day, given = date.fromisoformat(cells.get("date", "")), cells.get("count" if counted else "value", "")
    n = _whole(cells.get("n", "")) if cells.get("n", "") not in _MISSING else None
    if given in _MISSING or n == 0:
        return Observation(day, None)
    if not counted:
        if "n" in cells and n is None:
            raise ValueError(given)
        return Observation(day, _finite(given), n)
    count = _whole(given)
    if n is None or count > n:
        raise ValueError(given)
    return Observation(day, count / n, n, count=count)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
