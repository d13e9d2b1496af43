"""The picture of the frame beside its questions: what is in a question's share and in no bar is of those left out.

Bars of the frame are of those who answered all three questions, the questions' own shares of all who answered each.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.protect.organisations import Organisation, Person, questionnaire, reports

_LEVELS = ("directorate", "team")


def _answered(people: int, skipping: int) -> Organisation:
    """So many people, of whom the first few left `hurt` out; all of these said "heard"."""
    found = []
    for at in range(people):
        need = ("heard", "rest", "safe")[0 if at < skipping else at % 3]
        given = {"need": need, "meet": ("self", "lead", "board")[at // 3 % 3]}
        if at >= skipping:
            given["hurt"] = ("me", "team", "nobody")[at % 3]
        found.append(Person((("D", "T"), ""), {item: frozenset({it}) for item, it in given.items()}))
    return Organisation(questionnaire(("frame",), _LEVELS), _LEVELS, (tuple(found),))


def _flows(org: Organisation) -> list[dict[str, object]]:
    return [row for row in json.loads(reports(org)[0]) if row["measure"] == "flow" and row["shown"]]


def test_one_of_forty_left_a_question_out() -> None:
    """Otherwise the question says 14 of 40 need to be heard, the bar 13 of 39: that one person does.

    Nothing is left of needs and of who should meet them; of the question that this person left out the bars stand.
    """
    found = _flows(_answered(40, skipping=1))
    assert {(row["option2"], row["option3"]) for row in found} == {("", "")}
    assert {row["option"] for row in found} == {"", "me", "team", "nobody"}, "and of how many it is, under no answer"


def test_where_nobody_left_a_question_out_the_picture_stands() -> None:
    assert len(_flows(_answered(40, skipping=0))) > 6


def test_many_who_left_it_out_and_are_of_one_mind_are_as_much_of_a_secret() -> None:
    """All fifteen need to be heard; they are not of one mind about who should see to it, and these bars stand."""
    found = _flows(_answered(90, skipping=15))
    assert {row["option2"] for row in found} == {""}
    assert {row["option3"] for row in found} == {"", "self", "lead", "board"}


def test_parts_that_are_exact_tell_of_the_whole() -> None:
    """A per cent of 1,320 is thirteen people; of sixty teams of 22 each it is none."""
    org = _answered(1320, skipping=1)
    places = [(f"D{at // 22 % 6}", f"T{at // 22}") for at in range(1320)]
    teams = tuple(Person((place, ""), it.answers) for place, it in zip(places, org.waves[0], strict=True))
    assert {row["option2"] for row in _flows(org)} == {"", "heard", "rest", "safe"}
    assert {row["option2"] for row in _flows(replace(org, waves=(teams,)))} == {""}


@pytest.mark.parametrize("skipping", [1, 15])
def test_among_so_many_that_whole_per_cents_leave_it_open_the_picture_stands(skipping: int) -> None:
    """Of 1,300 a per cent is thirteen people."""
    assert len(_flows(_answered(1300, skipping))) > 6
