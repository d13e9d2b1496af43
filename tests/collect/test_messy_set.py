"""Fifty ways in which an export comes damaged: each ends as the set's own expectations say.

"read, warn: encoding guessed" is read here as "read when declared": nothing is guessed.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pulse import collect
from pulse.errors import Exit
from pulse.model.problems import Stop
from tests.shared import shared

_SET = "data/messy-csv-set-a"
_DECLARED = {"13_cp1252.csv": "cp1252", "14_latin1.csv": "latin-1", "15_macroman.csv": "mac_roman"}
_REFUSED = {  # file -> code, line
    "16_one_bad_byte.csv": ("file-damaged", 3),
    "17_nul_in_cell.csv": ("nul", 4),
    "18_nul_tail.csv": ("nul", 45),
    "28_unclosed_quote.csv": ("quote-unclosed", 12),
    "37_empty.csv": ("file-empty", None),
    "38_bom_only.csv": ("file-empty", None),
    "46_xlsx_named_csv.csv": ("workbook-named-otherwise", None),
    "47_html_error_page.csv": ("web-page", None),
}
_TOLD = {  # file -> what is set aside or warned of, with its line
    "24_ragged_short_long.csv": [("row-short", 9), ("row-long", 23)],
    "25_unescaped_quotes.csv": [("quote-stray", 5), ("quote-stray", 20), ("quote-stray", 35)],
    "26_unescaped_quote_comma.csv": [("quote-stray", 5), ("quote-stray", 20), ("quote-stray", 35)],
    "27_backslash_escape.csv": [("quote-stray", 5), ("quote-stray", 20), ("quote-stray", 35)],
    "36_header_only.csv": [("no-rows", 1)],
    "41_concat_two_exports.csv": [("header-repeated", 45)],
    "48_sci_ids.csv": [("ids-scientific", 1)],
}
_NAMES = tuple(f"{number:02}" for number in range(1, 51))


def _file(number: str) -> Path:
    (found,) = shared(_SET).glob(f"{number}_*.csv")
    return found


@pytest.mark.parametrize("number", _NAMES)
def test_each_file_is_read_exactly_refused_or_told_of(number: str) -> None:
    path = _file(number)
    if path.name in _REFUSED:
        with pytest.raises(Stop) as stop:
            collect.inspect(path)
        (first, *_) = stop.value.problems
        assert (first.code, first.place.line) == _REFUSED[path.name]
        assert first.status == Exit.BAD_DATA
        return
    facts = collect.inspect(path, _DECLARED.get(path.name))
    assert [(it.code, it.place.line) for it in facts.problems] == _TOLD.get(path.name, [])
    truth = json.loads((shared(_SET) / "truth.json").read_text(encoding="utf-8"))
    if path.name in truth:
        exact = list(collect.cells(path, _DECLARED.get(path.name)))
        assert exact == [record for record in truth[path.name] if any(record)]  # a blank line has no cells


def test_rows_and_widths_are_those_expected() -> None:
    with (shared(_SET) / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["rows_incl_header"] and row["file"] != "20_preamble3.csv":
                found = list(collect.cells(shared(_SET) / row["file"], _DECLARED.get(row["file"])))
                assert len(found) == int(row["rows_incl_header"]), row["file"]
                assert max(map(len, found)) == int(row["max_cols"]), row["file"]


def test_a_header_below_a_preamble_is_found() -> None:
    facts = collect.inspect(_file("20"))
    assert (facts.platform, facts.rows, facts.columns[0].label) == ("microsoft-forms", 40, "Id")


@pytest.mark.parametrize("name", sorted(_DECLARED))
def test_an_encoding_is_never_guessed(name: str) -> None:
    with pytest.raises(Stop) as stop:
        collect.inspect(shared(_SET) / name)
    codes = [it.code for it in stop.value.problems]
    assert codes == ["encoding-not-known", "encoding-sample", "encoding-sample", "encoding-sample"]
    assert "--encoding cp1252" in stop.value.problems[0].remedy
    assert len({it.place.line for it in stop.value.problems[1:]}) >= 1
    assert stop.value.status == Exit.BAD_DATA


def test_the_rows_of_broken_records_are_counted() -> None:
    assert collect.inspect(_file("25")).rows == 40
