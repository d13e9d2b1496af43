"""Who answered one item of a score and left out another: the score must not tell what she said."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from tests.protect.organisations import Organisation, Person, questionnaire, reports

_LEVELS = ("directorate", "team")
_POINTS = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")


def _shown(points: Sequence[int], without_a_score: int) -> tuple[bool, bool]:
    """Whether the sub-score made of `third` alone, and the score, are shown of everyone; points: answers to `third`."""
    people: list[Person] = []
    for at, point in enumerate(points):
        given = {"first": at % 5, "second": at * 2 % 5, "third": point}
        answers = {
            item: frozenset({_POINTS[it]}) for item, it in given.items() if item != "first" or at >= without_a_score
        }
        people.append(Person((("D", "T"), ""), answers))
    org = Organisation(questionnaire(("scored",), _LEVELS), _LEVELS, (tuple(people),))
    rows = json.loads(reports(org)[0])
    third = [row for row in rows if (row["item"], row["dimension"], row["measure"]) == ("third", "all", "share")]
    assert all(row["value"] is not None for row in third), "every point is told"
    told = {row["item"]: row["shown"] for row in rows if row["dimension"] == "all" and row["measure"] == "mean"}
    return told["score.two"], told["score"]


@pytest.mark.parametrize(("without", "shown"), [(0, True), (1, False), (5, False)])
def test_what_one_person_said_does_not_follow_from_a_sub_score(without: int, shown: bool) -> None:
    """27 people's answers sum up to 132.5; the 26 with a score have a mean of 5.1, 132.6 give or take 1.3.

    So the one without said between -1.4 and 1.2 of 10: 0, "strongly disagree", and nothing else.
    """
    points = [0] * 6 + [1] * 5 + [2] * 5 + [3] * 6 + [4] * 5
    assert _shown(points, without) == (shown, shown)


def test_many_people_hide_one() -> None:
    """Of 120 people the sum is known to within 12, which is more than one answer."""
    assert _shown([at % 5 for at in range(121)], 1) == (True, True)
