"""people.csv: groups, headcounts, renames; every faulty line is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pulse import define
from pulse.model.groups import People
from pulse.model.problems import Stop

_LEVELS = ("directorate", "team")
_HEAD = "valid_from,directorate,team,staff_group,headcount,formerly\n"


def _read(tmp_path: Path, lines: str) -> People:
    path = tmp_path / "people.csv"
    path.write_text(_HEAD + lines, encoding="utf-8")
    return define.people(path, _LEVELS)


def _faults(tmp_path: Path, lines: str) -> list[tuple[str, int | None]]:
    with pytest.raises(Stop) as stop:
        _read(tmp_path, lines)
    return [(it.code, it.place.line) for it in stop.value.problems]


def test_headcounts_add_up_along_the_levels(tmp_path: Path) -> None:
    people = _read(
        tmp_path,
        "2026-01-01,North,Ward 1,Nursing,20,\n2026-01-01,North,Ward 1,Doctors,5,\n2026-01-01,North,Ward 2,,12,\n",
    )
    assert people.asked(date(2026, 3, 1)) == {(): 37, ("North",): 37, ("North", "Ward 1"): 25, ("North", "Ward 2"): 12}
    assert people.asked(date(2025, 12, 31)) == {}


def test_a_later_line_replaces_an_earlier_one(tmp_path: Path) -> None:
    people = _read(tmp_path, "2026-01-01,North,Ward 1,,20,\n2026-06-01,North,Ward 1,,30,\n")
    assert people.asked(date(2026, 5, 31))[()] == 20
    assert people.asked(date(2026, 6, 1))[()] == 30


def test_a_rename_goes_on_as_the_same_group(tmp_path: Path) -> None:
    people = _read(tmp_path, "2026-01-01,North,Ward 1,,20,\n2026-06-01,North,Willow,,22,Ward 1\n")
    assert people.today(("North", "Ward 1")) == ("North", "Willow")
    assert people.asked(date(2026, 2, 1)) == {(): 20, ("North",): 20, ("North", "Willow"): 20}
    assert people.asked(date(2026, 7, 1))[()] == 22


_TWO_WARDS = "2026-01-01,North,Ward 1,,20,\n2026-01-01,North,Ward 2,,20,\n"


@pytest.mark.parametrize(
    ("later", "now"),
    [
        (["North and Sea,Ward 1,,20,North / Ward 1", "North and Sea,Ward 2,,20,North / Ward 2"], "North and Sea"),
        (["North and Sea,Ward 1,,20,North / Ward 1", "North,Ward 2,,0,"], "North and Sea"),
        (["North and Sea,Ward 1,,20,North / Ward 1"], "North"),
        (["Sea,Ward 1,,20,North / Ward 1", "Hill,Ward 2,,20,North / Ward 2"], "North"),
        (["North,Willow,,20,Ward 1"], "North"),
    ],
    ids=["all its teams moved", "the last team was closed", "one stayed", "scattered", "a team was renamed"],
)
def test_those_in_no_team_go_with_a_directorate_that_was_renamed(tmp_path: Path, later: list[str], now: str) -> None:
    people = _read(tmp_path, _TWO_WARDS + "".join(f"2026-06-01,{line}\n" for line in later))
    assert people.today(("North", "")) == (now, "")
    assert people.today(("North",)) == (now,)
    assert people.today(("", "")) == ("", "")


def test_a_directorate_renamed_twice_is_followed(tmp_path: Path) -> None:
    people = _read(
        tmp_path,
        "2026-01-01,North,Ward 1,,20,\n2026-06-01,Sea,Ward 1,,20,North / Ward 1\n"
        "2026-09-01,Coast,Ward 1,,20,Sea / Ward 1\n",
    )
    assert people.today(("North", "")) == people.today(("Sea", "")) == ("Coast", "")


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ("2026-01-01,North,Ward 1,,20,\n2026-01-01,South,Ward 1,,20,\n", [("people-two-parents", 3)]),
        ("2026-01-01,North,Ward 1,,20,\n2026-01-01,North,Ward 1,,21,\n", [("people-twice", 3)]),
        ("2026-01-01,North,A,,9,\n2026-02-01,North,A,,0,\n2026-03-01,North,A,,9,\n", [("people-gap", 4)]),
        ("2026-01-01,,Ward 1,,20,\n", [("people-level-missing", 2)]),
        ("01/02/2026,North,A,,9,\n2026-01-01,North,B,,many,\n", [("people-date", 2), ("people-headcount", 3)]),
        ("2026-01-01,North,A,,9\n", [("people-width", 2)]),
    ],
)
def test_faulty_lines_are_named(tmp_path: Path, lines: str, faults: list[tuple[str, int]]) -> None:
    assert _faults(tmp_path, lines) == faults


def test_a_group_may_move_when_its_old_place_is_closed(tmp_path: Path) -> None:
    people = _read(
        tmp_path, "2026-01-01,North,Ward 1,,20,\n2026-06-01,North,Ward 1,,0,\n2026-06-01,South,Ward 1,,20,\n"
    )
    assert people.asked(date(2026, 7, 1)) == {(): 20, ("South",): 20, ("South", "Ward 1"): 20}


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("valid_from,team,headcount,boss\n", encoding="utf-8")
    with pytest.raises(Stop) as stop:
        define.people(path, _LEVELS)
    assert stop.value.problems[0].code == "people-columns"
    assert "directorate" in stop.value.problems[0].remedy
