"""A CSV with the columns date and value -> observations."""

from __future__ import annotations

import csv
import io
import math
from datetime import date

from pulse.model.problems import Place, Stop, problem
from pulse.model.trends import Observation

_MISSING = ("", "NA", "NaN")


def read_series(text: str, file: str) -> tuple[Observation, ...]:
    """The observations in a CSV text; an empty value (or NA) is missing. Raises Stop with every faulty line."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if not {"date", "value"} <= {(name or "").strip() for name in reader.fieldnames or ()}:
        raise Stop(problem("series-columns", Place(file, 1)))
    found: list[Observation] = []
    faults = []
    for row in reader:
        try:
            found.append(_observation((row["date"] or "").strip(), (row["value"] or "").strip()))
        except ValueError:
            faults.append(problem("series-line", Place(file, reader.line_num)))
    if faults:
        raise Stop(*faults)
    if not found:
        raise Stop(problem("series-empty", Place(file, 2)))
    return tuple(found)


def _observation(day: str, value: str) -> Observation:
    number = None if value in _MISSING else float(value)
    if number is not None and not math.isfinite(number):
        raise ValueError(value)
    return Observation(date.fromisoformat(day), number)
