"""Questions of how groups work together: what a questionnaire may say of them, and whom they rate.

1. A relationship question is no item: it stands apart, with its scale, its level and the groups it names.
2. Every fault has its place and its remedy, all at once.
3. Whom it rates: the groups it names, or all of its level in people.csv; never a group that is not certain.
"""

from __future__ import annotations

from datetime import date

import pytest

from pulse import define
from pulse.model.groups import Headcount, People
from pulse.model.problems import Stop
from pulse.model.rated import spread

_DAY = date(2026, 10, 1)
_LEVELS = ("directorate", "team")


def _form(item: str, dimensions: str = '["team"]') -> str:
    return f'id = "w"\ntitle = "W"\ndimensions = {dimensions}\n[[item]]\nid = "aims"\ntext = "We share aims."\n{item}\n'


def _codes(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(Stop) as stop:
        define.from_source(text, "w.toml")
    return [(it.code, it.place.line) for it in stop.value.problems]


def _people(*paths: tuple[str, ...]) -> People:
    return People(_LEVELS, tuple(Headcount(date(2024, 1, 1), path, "", 20) for path in paths))


def test_it_stands_apart_from_the_items() -> None:
    survey = define.from_source(_form('kind = "relationship"\nscale = "agree5"\nabout = "directorate"'))
    (asked,) = survey.relationships
    assert (asked.item.id, asked.about, asked.rated) == ("aims", "directorate", ())
    assert asked.item.favourable == {4, 5}
    assert survey.items == ()


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ('kind = "relationship"\nabout = "team"', [("relationship-needs-scale", 7)]),
        ('kind = "relationship"\nscale = "agree6"\nabout = "team"', [("unknown-name", 8)]),
        (
            'kind = "relationship"\nscale = "agree5"\npositive = "none"\nabout = "team"',
            [("relationship-needs-scale", 8)],
        ),
        ('kind = "relationship"\nscale = "agree5"', [("relationship-without-about", 7)]),
        (
            'kind = "relationship"\nscale = "agree5"\nabout = "team"\nindex = "x"\nenps = false',
            [("relationship-takes-not", 11), ("relationship-takes-not", 10)],
        ),
        ('scale = "agree5"\nrated = ["A", "B"]', [("rated-without-relationship", 8)]),
        ('kind = "relationship"\nscale = "agree5"\nabout = "team"\nrated = ["A"]', [("rated-too-few", 10)]),
        ('kind = "relationship"\nscale = "agree5"\nabout = "team"\nrated = ["A", "B", "a "]', [("rated-too-few", 10)]),
    ],
)
def test_every_fault_has_its_place(item: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(_codes(_form(item))) == sorted(expected)


def test_people_must_say_which_group_they_are_in() -> None:
    form = _form('kind = "relationship"\nscale = "agree5"\nabout = "team"', dimensions="[]")
    assert _codes(form) == [("relationship-of-nobody", 7)]


def test_all_groups_of_the_level_are_rated() -> None:
    survey = define.from_source(_form('kind = "relationship"\nscale = "agree5"\nabout = "directorate"'))
    asked = spread(survey, _people(("North", "A"), ("South", "B"), ("South", "C")), _LEVELS, _DAY)
    assert [(it.rated, it.item.id, it.item.text) for it in asked.ratings] == [
        (("North",), "aims_north", "We share aims. [North]"),
        (("South",), "aims_south", "We share aims. [South]"),
    ]


def test_two_groups_of_one_name_are_told_apart_by_their_paths() -> None:
    survey = define.from_source(_form('kind = "relationship"\nscale = "agree5"\nabout = "team"'))
    asked = spread(survey, _people(("North", "A"), ("South", "A"), ("South", "B")), _LEVELS, _DAY)
    assert [it.item.text.partition("[")[2] for it in asked.ratings] == ["North / A]", "South / A]", "B]"]
    assert len({it.item.id for it in asked.ratings}) == len({it.item.code for it in asked.ratings}) == 3


@pytest.mark.parametrize(
    ("about", "rated", "people", "code"),
    [
        ("organisation", "", (("North", "A"), ("South", "B")), "rated-level"),
        ("directorate", "", (), "rated-unknown"),
        ("directorate", "", (("North", "A"),), "rated-unknown"),
        ("directorate", 'rated = ["North", "Nroth"]', (("North", "A"), ("South", "B")), "rated-not-placed"),
        ("team", 'rated = ["A", "B"]', (("North", "A"), ("South", "A"), ("South", "B")), "rated-not-placed"),
        ("team", 'rated = ["A", "B"]', (), "rated-not-placed"),
    ],
)
def test_nobody_is_rated_who_is_not_certain(about: str, rated: str, people: tuple[tuple[str, ...]], code: str) -> None:
    survey = define.from_source(_form(f'kind = "relationship"\nscale = "agree5"\nabout = "{about}"\n{rated}'))
    with pytest.raises(Stop) as stop:
        spread(survey, _people(*people), _LEVELS, _DAY)
    assert [it.code for it in stop.value.problems] == [code]


def test_without_people_csv_whole_paths_are_taken_as_they_are() -> None:
    form = 'kind = "relationship"\nscale = "agree5"\nabout = "team"\nrated = ["North / A", "South / A"]'
    asked = spread(define.from_source(_form(form)), _people(), _LEVELS, _DAY)
    assert [it.rated for it in asked.ratings] == [("North", "A"), ("South", "A")]
