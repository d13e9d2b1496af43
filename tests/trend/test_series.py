"""A CSV of one's own: three shapes of columns, and every faulty line told with its place."""

from __future__ import annotations

from datetime import date

import pytest

from pulse import trend
from pulse.model.problems import Stop
from pulse.model.trends import Observation


def _faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(Stop) as stop:
        trend.read_series(text, "s.csv")
    return [(fault.code, fault.place.line) for fault in stop.value.problems]


def test_values_counts_and_scores_are_read_by_their_columns() -> None:
    day = date(2026, 11, 1)
    assert trend.read_series("date,value\n2026-11-01,62.5\n", "s.csv") == (Observation(day, 62.5),)
    assert trend.read_series("date, count ,n\n2026-11-01,131,212\n", "s.csv") == (
        Observation(day, 131 / 212, 212, count=131),
    )
    assert trend.read_series("n,date,value,note\n212,2026-11-01,6.3,x\n", "s.csv") == (Observation(day, 6.3, 212),)


@pytest.mark.parametrize("line", ["2026-11-01,,", "2026-11-01,NA,NA", "2026-11-01,0,0", "2026-11-01"])
def test_a_wave_without_answers_is_missing(line: str) -> None:
    (found,) = trend.read_series(f"date,count,n\n{line}\n", "s.csv")
    assert (found.value, found.count) == (None, None)


@pytest.mark.parametrize(
    "line", ["2026-11-01,7,6", "2026-11-01,1.5,6", "2026-11-01,-1,6", "2026-11-01,3,", "yesterday,3,6"]
)
def test_a_faulty_count_is_told_with_its_line(line: str) -> None:
    assert _faults(f"date,count,n\n2026-10-01,3,6\n{line}\n") == [("series-count-line", 3)]


@pytest.mark.parametrize("line", ["2026-11-01,abc,6", "2026-11-01,inf,6", "2026-11-01,6.3,some", "2026-11-01,6.3,"])
def test_a_faulty_score_is_told_with_its_line(line: str) -> None:
    assert _faults(f"date,value,n\n2026-10-01,6.1,6\n{line}\n") == [("series-line", 3)]


def test_every_faulty_line_is_told_at_once() -> None:
    text = 'date,value\n2026-01-01,1\nx,2\n2026-01-01,3\n\n2026-02-01,"4" 5\n2026-03-01,6\n'
    assert _faults(text) == [("series-line", 3), ("series-date-again", 4), ("series-line", 6)]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("day,value", "series-columns"),
        ("date,count", "series-columns"),
        ("date,n", "series-columns"),
        ('date,"va', "series-columns"),
        ("date,value,count,n", "series-value-and-count"),
    ],
)
def test_columns_that_make_no_series_are_refused(header: str, code: str) -> None:
    assert _faults(f"{header}\n2026-01-01,1,2,3\n") == [(code, 1)]


def test_an_empty_series_is_refused() -> None:
    assert _faults("date,value\n\n") == [("series-empty", 2)]
