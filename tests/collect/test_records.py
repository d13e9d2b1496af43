"""Records across the edge of a batch: five hundred lines are taken at once, whatever stands where they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from pulse.collect.records import Table, open_table
from pulse.settings import LIMITS

_HEAD = "a,b,c"
_PLAIN = "1,2,3"
_EDGES = [496, 497, 498, 499, 500, 997, 998, 999]


def _table(path: Path, lines: list[str], end: str = "\r\n") -> Table:
    path.write_bytes("".join(line + end for line in lines).encode())
    return open_table(path, None, LIMITS)


@pytest.mark.parametrize("before", _EDGES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_a_record_that_goes_on_below_a_batch_is_whole(tmp_path: Path, before: int, end: str) -> None:
    """A quoted cell of three lines: one record, and the lines below it keep their numbers."""
    cell = f"one{end}two{end}three"
    lines = [_HEAD, *[_PLAIN] * before, f'x,"{cell}","said ""yes"""', *[_PLAIN] * 600, "y,,"]
    records = list(_table(tmp_path / "e.csv", lines, end).records())
    assert [record.cells for record in records[: before + 1]] == [["a", "b", "c"], *[["1", "2", "3"]] * before]
    assert records[before + 1] == (before + 2, ["x", cell, 'said "yes"'])
    assert [record.cells for record in records[before + 2 :]] == [*[["1", "2", "3"]] * 600, ["y", "", ""]]
    assert [record.line for record in records[before + 2 :]] == list(range(before + 5, before + 606))


@pytest.mark.parametrize("before", _EDGES)
def test_a_broken_quote_costs_its_own_record_only(tmp_path: Path, before: int) -> None:
    """What was taken with it, above and below, is read; also where another one follows in the same batch."""
    broken = 'x,"y"z,1'
    lines = [_HEAD, *[_PLAIN] * before, broken, *[_PLAIN] * 2, broken, *[_PLAIN] * 600]
    table = _table(tmp_path / "e.csv", lines)
    records = list(table.records())
    faults = [before + 2, before + 5]
    assert {line: fault.code for line, fault in table.broken.items()} == dict.fromkeys(faults, "quote-stray")
    assert [record.line for record in records] == [at for at in range(1, len(lines) + 1) if at not in faults]
    assert {tuple(record.cells) for record in records} == {("a", "b", "c"), ("1", "2", "3")}
