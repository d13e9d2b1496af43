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


_BEFORE = "2026-01-01,North,Ward 1,,20,\n2026-01-01,North,Ward 2,,30,\n"


def test_a_merger_adds_up_its_parts_and_breaks_the_line(tmp_path: Path) -> None:
    """Until the day the two stand side by side, under the name they share now: nobody asked is lost."""
    people = _read(
        tmp_path,
        _BEFORE + "2026-06-01,North,Willow,,25,Ward 1\n2026-06-01,North,Willow,Doctors,25,Ward 2\n",
    )
    assert people.today(("North", "Ward 1")) == people.today(("North", "Ward 2")) == ("North", "Willow")
    assert people.asked(date(2026, 5, 31)) == {(): 50, ("North",): 50, ("North", "Willow"): 50}
    (found,) = people.remade
    assert (found.path, found.day, found.how) == (("North", "Willow"), date(2026, 6, 1), "merged")
    assert found.formerly == (("North", "Ward 1"), ("North", "Ward 2"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["Ward 1,Nurses,20,", "Ward 1,Doctors,5,"], ["Willow,,25,Ward 1"]),
        (["Ward 1,,25,"], ["Willow,Nurses,20,Ward 1", "Willow,Doctors,5,"]),
        (["Ward 1,Nurses,20,", "Ward 1,Doctors,5,"], ["Willow,Nurses,20,Ward 1"]),
    ],
    ids=["staff groups put together", "told apart from now on", "one renamed, the other unchanged"],
)
def test_a_rename_counts_nobody_twice_whatever_staff_groups_its_lines_name(
    tmp_path: Path, before: list[str], after: list[str]
) -> None:
    lines = [f"2026-01-01,North,{it}\n" for it in before] + [f"2026-06-01,North,{it}\n" for it in after]
    people = _read(tmp_path, "".join(lines))
    assert people.asked(date(2026, 5, 31)) == people.asked(date(2026, 6, 1))
    assert people.asked(date(2026, 6, 1))["North", "Willow"] == 25


def test_a_ward_that_takes_another_in_breaks_its_line(tmp_path: Path) -> None:
    people = _read(tmp_path, _BEFORE + "2026-06-01,North,Ward 2,,0,\n2026-06-01,North,Ward 1,,50,Ward 2\n")
    assert people.asked(date(2026, 5, 31))[()] == people.asked(date(2026, 6, 1))[()] == 50
    assert [(it.path, it.how) for it in people.remade] == [(("North", "Ward 1"), "merged")]


def test_a_split_moves_nobodys_earlier_answers(tmp_path: Path) -> None:
    people = _read(
        tmp_path,
        "2026-01-01,North,Ward 1,,20,\n2026-06-01,North,Ward 1,,0,\n"
        "2026-06-01,North,Ward 1a,,9,Ward 1\n2026-06-01,North,Ward 1b,,11,Ward 1\n",
    )
    assert people.today(("North", "Ward 1")) == ("North", "Ward 1")
    assert people.asked(date(2026, 5, 31)) == {(): 20, ("North",): 20, ("North", "Ward 1"): 20}
    assert people.asked(date(2026, 6, 1))[()] == 20
    assert [(it.path[-1], it.how) for it in people.remade] == [("Ward 1a", "split"), ("Ward 1b", "split")]


def test_a_part_that_is_split_off_leaves_the_rest_its_own_answers(tmp_path: Path) -> None:
    """The ward goes on, smaller: answers to it before and after are its own, and none are the new ward's."""
    people = _read(tmp_path, _BEFORE + "2026-06-01,North,Ward 1,,12,\n2026-06-01,North,Ward 1b,,8,Ward 1\n")
    assert people.today(("North", "Ward 1")) == ("North", "Ward 1")
    assert people.asked(date(2026, 6, 1))["North", "Ward 1"] == 12
    assert [(it.path[-1], it.how) for it in people.remade] == [("Ward 1b", "split")]


def test_a_rename_breaks_nothing(tmp_path: Path) -> None:
    people = _read(
        tmp_path,
        "2026-01-01,North,Ward 1,,20,\n2026-03-01,North,Ward 1,,21,\n"
        "2026-06-01,North,Willow,,22,Ward 1\n2026-09-01,North,Willow,,23,\n",
    )
    assert people.remade == ()
    assert people.asked(date(2026, 6, 1))[()] == 22
    assert people.asked(date(2026, 9, 1))[()] == 23
