"""A plan is read like a questionnaire: every fault at once, each with its place and what to do.

1. What a plan says comes out as it stands, several lines of groups and a former name included.
2. Unknown names get the nearest known one; a group's last name alone gets its whole path.
3. Both sides must be disjoint, and there must be somebody to compare with.
4. The mark covers what the result depends on and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pulse import define
from pulse.errors import Exit
from pulse.model.groups import ALL, Group, Headcount, People
from pulse.model.plans import Plan
from pulse.model.problems import Problem, Stop

_GROUPS = (
    ALL,
    Group(("North",), "organisation"), Group(("North", "Surgery"), "directorate"),
    Group(("North", "Medicine"), "directorate"), Group(("South",), "organisation"),
)  # fmt: skip
_PEOPLE = People(
    ("organisation", "directorate"),
    (Headcount(date(2026, 1, 1), ("North", "Surgery"), "", 50, ("North", "Theatres")),),
)
_FORM = """\
id = "s"
title = "S"
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[[item]]
id = "asks"
text = "What first?"
choose = 1
options = { listen = "Listen", care = "Care", unsure = "Not sure" }
aside = ["unsure"]
[[item]]
id = "words"
text = "More?"
kind = "text"
[indices.morale]
title = "Morale"
parts = [["heard"]]
"""
_PLAN = """\
title = "Huddles"
survey = "s"
outcome = "heard"
start = 2026-02-01
took_part = [
  "North / Surgery",
]
compare_with = ["North / Medicine"]
what = "A huddle each morning."
"""


def _read(tmp_path: Path, text: str) -> Plan:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return define.plan(path, [define.from_source(_FORM)], lambda _: _GROUPS, _PEOPLE)


def _faults(tmp_path: Path, text: str) -> list[Problem]:
    with pytest.raises(Stop) as stopped:
        _read(tmp_path, text)
    first, *others = stopped.value.problems
    assert (first.code, first.status) == ("plan-faulty", Exit.BAD_DATA)
    return others


def test_a_plan_says_what_it_says(tmp_path: Path) -> None:
    plan = _read(tmp_path, _PLAN)
    assert plan == Plan(
        "Huddles", "s", "heard", date(2026, 2, 1), (("North", "Surgery"),),
        compare_with=(("North", "Medicine"),), what="A huddle each morning.",
    )  # fmt: skip


def test_a_group_is_known_by_its_former_name_and_the_plan_stays_the_same(tmp_path: Path) -> None:
    plan = _read(tmp_path, _PLAN.replace("Surgery", "Theatres"))
    assert [group.name for group in plan.sides(_GROUPS, _PEOPLE)[0]] == ["Surgery"]
    assert plan.took_part == (("North", "Theatres"),)


def test_all_others_of_the_level_are_compared_with_where_none_is_named(tmp_path: Path) -> None:
    plan = _read(tmp_path, _PLAN.replace('compare_with = ["North / Medicine"]', ""))
    assert [group.full_name for group in plan.sides(_GROUPS, _PEOPLE)[1]] == ["North / Medicine"]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words", "remedy"),
    [
        ('outcome = "heard"', 'outcome = "herd"', 3, 1, "there is no item or index 'herd'", "did you mean 'heard'?"),
        ('survey = "s"', 'survey = "t"', 2, 1, "there is no questionnaire 't'", "use one of: s"),
        ("start =", "begin =", 4, 1, "unknown key 'begin'", ""),
        ("2026-02-01", '"soon"', 4, 1, "'start'", "change the value on this line"),
        ('"North / Surgery"', '"Surgery"', 6, 3, "there is no group 'Surgery'", "the whole path: 'North / Surgery'"),
        ('"North / Surgery"', '"North / Surgry"', 6, 3, "no group 'North / Surgry'", "did you mean 'North / Surgery'?"),
        ('["North / Medicine"]', '["North"]', 8, 17, "'North' is named twice, or lies inside another", "once"),
        ('["North / Medicine"]', '["North / Surgery"]', 8, 17, "'North / Surgery' is named twice", "once"),
        ('outcome = "heard"', 'outcome = "words"', 3, 1, "answered in own words", "a scale or options"),
        ('outcome = "heard"', 'outcome = "asks"', 3, 1, "has options to choose from", "one of: listen, care"),
        ('outcome = "heard"', 'outcome = "asks"\noption = "unsure"', 4, 1, "no option 'unsure'", "care, listen"),
        ('outcome = "heard"', 'outcome = "morale"\noption = "listen"', 4, 1, "compared as a whole", "take the line"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_its_remedy(
    tmp_path: Path, old: str, new: str, line: int, column: int, words: str, remedy: str
) -> None:
    faults = _faults(tmp_path, _PLAN.replace(old, new, 1))
    (fault,) = (it for it in faults if words in it.words)
    assert (fault.place.line, fault.place.column) == (line, column)
    assert remedy in fault.remedy
    assert fault.place.source


@pytest.mark.parametrize(
    ("took_part", "code"),
    [('["North", "South"]', "plan-nobody-elsewhere"), ('["North / Surgery", "South"]', "plan-levels")],
)
def test_somebody_must_be_left_to_compare_with(tmp_path: Path, took_part: str, code: str) -> None:
    text = f'title = "T"\nsurvey = "s"\noutcome = "heard"\nstart = 2026-02-01\ntook_part = {took_part}\n'
    (fault,) = _faults(tmp_path, text)
    assert (fault.code, fault.place.line) == (code, 5)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = _PLAN.replace('"heard"', '"herd"').replace("Medicine", "Medecine")
    assert len(_faults(tmp_path, text)) == 2


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    for name, content, code in (("none.toml", None, "file-missing"), ("bad.toml", b"title = \xff", "plan-not-utf8")):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(Stop) as stopped:
            define.plan(tmp_path / name, [define.from_source(_FORM)], lambda _: _GROUPS, _PEOPLE)
        assert stopped.value.problems[0].code == code


def test_the_mark_covers_what_the_result_depends_on(tmp_path: Path) -> None:
    plan = _read(tmp_path, _PLAN)
    same = replace(plan, title="Other words", what="", why="So that we talk.")
    turned = replace(plan, took_part=(("b",), ("a",)))
    assert same.mark == plan.mark
    assert turned.mark == replace(plan, took_part=(("a",), ("b",))).mark
    others = [
        replace(plan, outcome="asks"), replace(plan, option="care"), replace(plan, start=date(2026, 2, 2)),
        replace(plan, took_part=(("South",),)), replace(plan, compare_with=()), replace(plan, survey="t"),
        replace(plan, took_part=plan.compare_with, compare_with=plan.took_part),
    ]  # fmt: skip
    assert len({plan.mark, *(other.mark for other in others)}) == 8
