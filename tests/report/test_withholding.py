"""What is withheld leaves no trace, whatever the reason: not in a word, a mark, an order, a description or a byte.

1. Two organisations that differ only in what is not shown give the same page, CSV and JSON to the byte.
2. A small group, its partner and a group of one mind are withheld alike; an empty cell of the heatmap looks the same.
3. Joined answers of a few people are not even named.
4. Whoever finds no figures of her own group is led to the nearest group that is shown, with something to talk about.
5. The foot says the rules in force, how many figures are withheld and the ledger entry, in marked elements.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import errors, report, trend
from pulse.model.events import Timeline
from pulse.model.figures import WaveTallies
from pulse.model.release import Release
from tests.protect.test_flows import joined_figures
from tests.protect.waves import released, split, tallies

Counts = Sequence[int]
_MONTHS = [date(2025, 1 + at, 10) for at in range(12)] + [date(2026, 1 + at, 10) for at in range(6)]
_HIDDEN_AT = 9  # this stock-take has too few answers for any figure


def _month(at: int, few: Mapping[str, Counts]) -> WaveTallies:
    """A and B are shown; C and D are withheld. `few` says what these two answered."""
    if at == _HIDDEN_AT:
        return tallies(_MONTHS[at], {"q": {"C": few["C"]}})
    shown = {"A": split(30 + at % 4, 60), "B": split(25, 50)}
    return tallies(_MONTHS[at], {"q": {**shown, **few}}, {"A": 90, "B": 80, "C": 20, "D": 20})


def _made(few: Mapping[str, Counts], at_hidden: Mapping[str, Counts]) -> tuple[str, ...]:
    waves = [_month(at, at_hidden if at == _HIDDEN_AT else few) for at in range(len(_MONTHS))]
    release = released(*waves)
    found = trend.findings(release, ())
    rows = report.rows(release, found)
    return _page(release), report.to_csv(rows), json.dumps([asdict(row) for row in rows])


def _page(release: Release) -> str:
    made = trend.findings(release, ())
    told = Timeline((), ())
    return report.page(report.Material(release, made, told, organisation="O", made=date(2026, 7, 1), entry=7))


@st.composite
def _hidden(draw: st.DrawFn) -> tuple[Mapping[str, Counts], Mapping[str, Counts]]:
    """Fourteen people of C and D who answered anything: 6 and 8 of them; what they said together stays the same."""
    together = [1] * 3 + [2] * 3 + [3] * 2 + [4] * 3 + [5] * 3
    dealt = draw(st.permutations(together))
    alone = draw(st.lists(st.integers(1, 5), min_size=8, max_size=8))
    return {"C": _counts(dealt[:6]), "D": _counts(dealt[6:])}, {"C": _counts(alone)}


def _counts(answers: Sequence[int]) -> Counts:
    return tuple(answers.count(point) for point in range(1, 6))


_ONE = ({"C": (3, 3, 0, 0, 0), "D": (0, 0, 2, 3, 3)}, {"C": (8, 0, 0, 0, 0)})


@pytest.fixture(scope="module")
def one() -> tuple[str, ...]:
    return _made(*_ONE)


@settings(max_examples=8, deadline=None)
@given(other=_hidden())
def test_what_differs_only_in_what_is_not_shown_is_the_same_to_the_byte(
    one: tuple[str, ...], other: tuple[Mapping[str, Counts], Mapping[str, Counts]]
) -> None:
    assert _made(*other) == one


def test_the_same_organisation_with_one_shown_answer_changed_is_not(one: tuple[str, ...]) -> None:
    """So that the test above can fail: here what C and D said together has changed, and everyone's figures with it."""
    few = {"C": (0, 0, 0, 0, 6), "D": (0, 0, 0, 0, 8)}
    assert not set(_made(few, _ONE[1])) & set(one)


def _cells(page: str, group: str) -> str:
    """A group's row among the groups side by side, without the numbers of its rows."""
    side_by_side = page.split('<h2 id="groups">')[1].split("</section>")[0]
    (row,) = re.findall(rf'<th scope="row">{group}</th>(.*?)</tr>', side_by_side)
    return re.sub(r'data-row="\d+"', "", row)


def test_every_reason_for_withholding_looks_the_same() -> None:
    """S is small, P is withheld with it; R is asked one question fewer. All three are plain dashes without a tint."""
    places = {"A": split(30, 60), "S": split(2, 4), "P": split(6, 12)}
    form = {"q": places, "r": {"A": split(50, 60), "S": split(2, 4), "P": split(6, 12)}}
    page = _page(released(tallies(date(2026, 6, 1), form)))
    assert _cells(page, "S") == _cells(page, "P")
    cells = re.findall(r"<td(.*?)>(.*?)</td>", _cells(page, "S"))
    assert {(attributes, re.sub("<[^>]*>", "", said)) for attributes, said in cells} == {("", "–")}


def test_one_sentence_stands_for_every_reason() -> None:
    """No word of the page tells a cause apart, also where not even everyone may be shown."""
    page = _page(released(tallies(date(2026, 6, 1), {"q": {"A": split(3, 6)}})))
    assert "Withheld to protect people." in page
    said = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert not re.search(r"[Tt]oo few (people|answers)|[Tt]oo small|fewer people|all the same|partner", said)


def test_every_message_that_speaks_of_withholding_says_the_same() -> None:
    """On the screen as on the page: the purpose, and never what it was about these people that called for it."""
    told = [f"{it.words} {it.remedy}" for it in errors.MESSAGES.values()]
    about_figures = [it for it in told if "withheld" in it]
    assert about_figures
    assert [it for it in about_figures if "withheld to protect people" not in it] == []


def test_joined_answers_of_a_few_people_are_not_even_named() -> None:
    """One person's joined answer, and none: the figures are the same, and so is their order."""

    def figures(few: Sequence[tuple[str, str, str]]) -> list[object]:
        people = [("a", "k", "w")] * 40 + [("b", "l", "x")] * 40 + [*few]
        return list(joined_figures(people).items())

    assert figures([("c", "m", "y")] * 2 + [("c", "m", "z")]) == figures([("c", "m", "y")] + [("d", "m", "y")] * 2)


# --- a team that is not shown ---


def _unseen(page: str) -> str:
    return page.split('<h2 id="unseen">')[1].split("</section>")[0]


def test_a_team_that_is_not_shown_is_led_to_the_nearest_group_that_is() -> None:
    page = _page(released(tallies(date(2026, 6, 1), {"q": {"A": split(30, 60), "S": split(2, 4)}})))
    part = _unseen(page)
    (anchor,) = re.findall(r'<h3><a href="#([^"]+)">Everyone</a></h3>', part)
    assert re.search(rf'<tr class="depth-0" id="{anchor}"[^>]*><th scope="row">Everyone</th>', page)
    assert "if you are in: A; S." in part
    assert re.findall(r'data-row="\d+"[^>]*>([^<]+)</data>', part) == ["64", "50%"]
    assert [it in part for it in ("Who is hurt?", "What do they need?", "Who should meet it?")] == [True] * 3


def test_where_smaller_groups_are_shown_as_one_that_is_the_nearest() -> None:
    page = _page(released(tallies(date(2026, 6, 1), {"q": {"A": split(30, 60), "S": split(4, 8), "P": split(4, 8)}})))
    part = _unseen(page)
    (anchor, name) = re.findall(r'<h3><a href="#([^"]+)">([^<]+)</a></h3>', part)[0]
    assert name == "Smaller directorates together"
    assert re.search(rf'id="{anchor}"[^>]*><th scope="row">Smaller directorates together', page)
    assert "if you are in: P; S." in part
    assert re.findall(r'data-row="\d+"[^>]*>([^<]+)</data>', part) == ["16", "50%"]


def test_where_every_group_is_shown_the_part_is_not_there() -> None:
    page = _page(released(tallies(date(2026, 6, 1), {"q": {"A": split(30, 60), "B": split(20, 40)}})))
    assert "If your team is not shown" not in page


def test_where_nobody_is_shown_the_talk_is_still_offered() -> None:
    part = _unseen(_page(released(tallies(date(2026, 6, 1), {"q": {"A": split(3, 6)}}))))
    assert "it needs no figures" in part
    assert "<data" not in part
    assert "A talk in your team" in part


# --- the foot ---


def test_the_foot_says_the_rules_how_many_are_withheld_and_the_entry() -> None:
    release = released(tallies(date(2026, 6, 1), {"q": {"A": split(30, 60), "S": split(2, 4), "P": split(6, 12)}}))
    hidden = report.to_csv(report.rows(release, trend.findings(release, ()))).count(",false,")
    foot = _page(release).split("<footer")[1]
    rules = [int(value) for value in re.findall(r'<data class="(?:rule|tally)" value="(\d+)">', foot)]
    assert rules == [11, 2, 2, 22, hidden, 7]
    assert hidden > 4
    assert "Rules of 2026-" in foot
    assert "Entered in the ledger on 1 July 2026 as number" in foot
