"""The picture of the frame beside its questions: what is in a question's share and in no bar is of those left out.

Bars of the frame are of those who answered all three questions, the questions' own shares of all who answered each.
"""

from __future__ import annotations

import json

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
    """Otherwise the question says 14 of 40 need to be heard, the bar 13 of 39: that one person does."""
    assert _flows(_answered(40, skipping=1)) == []


def test_where_nobody_left_a_question_out_the_picture_stands() -> None:
    assert len(_flows(_answered(40, skipping=0))) > 6


def test_many_who_left_it_out_and_are_of_one_mind_are_as_much_of_a_secret() -> None:
    assert _flows(_answered(90, skipping=15)) == []


@pytest.mark.parametrize("skipping", [1, 15])
def test_among_so_many_that_whole_per_cents_leave_it_open_the_picture_stands(skipping: int) -> None:
    """Of 1,300 a per cent is thirteen people."""
    assert len(_flows(_answered(1300, skipping))) > 6
