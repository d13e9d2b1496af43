"""Questionnaires: what is shipped, every fault at once with its place, versions, fingerprints.

1. The shipped questionnaires are what they promise to be.
2. `check` names every fault with line, column, source line and remedy.
3. A fingerprint covers what a respondent sees and nothing else.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pulse import define
from pulse.model.problems import Problem, Stop

_GOOD = """\
id = "good"
title = "Good"
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[[item]]
id = "hurt"
frame = "hurt"
text = "Who is hurt?"
choose = "any"
options = { me = "Me", nobody = "Nobody" }
[[item]]
id = "why"
text = "Why?"
choose = "at most 2"
options = ["Tired", "Alone", "Other reasons"]
ask_if = "hurt == me"
"""


def _faults(text: str) -> list[Problem]:
    with pytest.raises(Stop) as stop:
        define.from_source(text, "form.toml")
    return list(stop.value.problems)


def test_the_shipped_questionnaires_are_there_and_in_order() -> None:
    shipped = {survey.id: survey for survey in define.library(define.shipped())}
    assert set(shipped) == {
        "stock-take",
        "weekly-check-in",
        "engagement-nine",
        "task-and-relationship",
        "working-together",
        "partners",
        "restorative-practice",
        "who-5",
        "burnout-one",
        "burnout-seven",
        "support-after-harm",
        "recommend",
    }
    stock = shipped["stock-take"]
    assert [item.horizon for item in stock.framed("need")] == ["now", "medium", "long"]
    assert [item.about for item in stock.framed("meet")] == [item.id for item in stock.framed("need")]
    assert len(stock.framed("hurt")) == len(stock.framed("works")) == 1
    assert [item.kind for item in stock.items].count("scale") == 5
    assert [(item.kind, item.consent) for item in stock.items[-2:]] == [("text", ""), ("one", "yes")]
    assert len(shipped["weekly-check-in"].items) == 6
    nine = shipped["engagement-nine"]
    assert [item.code for item in nine.items] == ["q2a", "q2b", "q2c", "q3c", "q3d", "q3f", "q25a", "q25c", "q25d"]
    assert nine.indices[0].unverified
    assert nine.licence
    assert nine.attribution


def test_the_shipped_schema_is_the_one_the_program_prints() -> None:
    shipped = json.loads((define.shipped() / "survey.schema.json").read_text(encoding="utf-8"))
    assert shipped == define.schema()


def test_a_new_questionnaire_passes_as_it_is() -> None:
    survey = define.from_source(define.new("night-shift", 'The "night" shift'))
    assert (survey.id, survey.title) == ("night-shift", 'The "night" shift')


def test_every_fault_is_told_at_once_with_its_place() -> None:
    text = (
        'id = "Bad Id"\n'
        'titel = "X"\n'
        "[[item]]\n"
        'id = "a"\n'
        'text = "A?"\n'
        'scale = "agre5"\n'
        "[[item]]\n"
        'id = "b"\n'
        'text = "B?"\n'
        "choose = 7\n"
    )
    found = {(it.place.line, it.place.column): it for it in _faults(text)}
    assert found[1, 1].code == "wrong-value"
    assert "did you mean 'title'" in found[2, 1].remedy
    assert found[2, 1].place.source == 'titel = "X"'
    assert found[10, 1].code == "wrong-value"


@pytest.mark.parametrize(
    ("change", "line", "code"),
    [
        (('scale = "agree5"', 'scale = "agre5"'), 6, "unknown-name"),
        (('ask_if = "hurt == me"', 'ask_if = "hurt == mee"'), 18, "unknown-name"),
        (('ask_if = "hurt == me"', 'ask_if = "later == me"'), 18, "unknown-name"),
        (('ask_if = "hurt == me"', 'ask_if = "hurt is me"'), 18, "condition-form"),
        (('id = "why"', 'id = "hurt"'), 14, "said-twice"),
        (('text = "Why?"', 'text = "heard ?"'), 15, "said-twice"),
        (("at most 2", "at most 9"), 16, "at-most-too-many"),
        (('frame = "hurt"', 'frame = "need"'), 9, "need-without-horizon"),
        (('frame = "hurt"', 'frame = "meet"'), 9, "meet-without-about"),
        (('frame = "hurt"', 'horizon = "now"'), 9, "horizon-without-need"),
        (('scale = "agree5"', 'frame = "hurt"'), 4, "no-kind"),
        (('scale = "agree5"', 'scale = "agree5"\nkind = "text"'), 6, "two-kinds"),
        (('scale = "agree5"', 'scale = "agree5"\noptions = "levels"'), 7, "options-without-choose"),
        (('options = { me = "Me", nobody = "Nobody" }', ""), 11, "no-options"),
        (('scale = "agree5"', 'kind = "text"\nindex = "wellbeing"'), 4, "index-needs-scale"),
        (('title = "Good"', "title = “Good”"), 2, "toml-syntax"),
        (('title = "Good"', "title = Good"), 2, "toml-syntax"),
    ],
)
def test_each_slip_has_its_place_and_its_remedy(change: tuple[str, str], line: int, code: str) -> None:
    faults = [it for it in _faults(_GOOD.replace(*change, 1)) if it.code == code]
    assert [it.place.line for it in faults] == [line]
    assert faults[0].remedy
    assert str(faults[0].place).startswith(f"form.toml:{line}:")


@pytest.mark.parametrize(
    "change",
    [
        ('"Why?"', '"And why?"'),
        ('"Alone"', '"Lonely"'),
        ('["Tired", "Alone", "Other reasons"]', '["Alone", "Tired", "Other reasons"]'),
        ("at most 2", "at most 3"),
        ('ask_if = "hurt == me"\n', ""),
    ],
)
def test_what_a_respondent_sees_changes_the_fingerprint(change: tuple[str, str]) -> None:
    before, after = (define.from_source(text).by_id["why"] for text in (_GOOD, _GOOD.replace(*change)))
    assert before.fingerprint != after.fingerprint


def test_a_title_and_a_code_do_not_change_it() -> None:
    named = _GOOD.replace('id = "why"', 'id = "why"\ntitle = "Reasons"\ncode = "W1"')
    assert define.from_source(_GOOD).by_id["why"].fingerprint == define.from_source(named).by_id["why"].fingerprint


def test_answers_keep_their_words_when_they_look_like_booleans() -> None:
    text = _GOOD.replace('options = { me = "Me", nobody = "Nobody" }', 'options = ["Yes", "No"]').replace(
        "hurt == me", "hurt == yes"
    )
    assert [option.text for option in define.from_source(text).by_id["hurt"].options] == ["Yes", "No"]


def test_versions_are_chosen_by_the_day_they_were_asked() -> None:
    old = define.from_source(_GOOD)
    new = define.from_source(_GOOD.replace('id = "good"', 'id = "good"\nversion = 2\nasked_from = 2026-06-01'))
    assert define.version_for((old, new), date(2026, 5, 31)).version == 1
    assert define.version_for((old, new), date(2026, 6, 1)).version == 2


def test_two_files_with_one_version_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(_GOOD, encoding="utf-8")
    (tmp_path / "good.generic.map.toml").write_text("not read here", encoding="utf-8")
    with pytest.raises(Stop) as stop:
        define.library(tmp_path)
    assert [it.code for it in stop.value.problems] == ["version-twice"]


def test_points_and_sides_follow_the_favourable_end() -> None:
    item = define.from_source(_GOOD.replace('scale = "agree5"', 'scale = "agree5"\npositive = "low"')).by_id["heard"]
    assert (sorted(item.favourable), sorted(item.unfavourable)) == ([1, 2], [4, 5])
    assert [item.points(at) for at in (1, 3, 5)] == [10, 5, 0]


def test_events_are_read_and_are_no_part_of_what_is_asked() -> None:
    with_events = (
        f'{_GOOD}[[event]]\ndate = 2026-05-12\ntext = " Programme began "\nkind = "programme"\n'
        'groups = ["North / Surgery", "South"]\n[[event]]\ndate = 2026-06-01\ntext = "Strike"\n'
    )
    survey = define.from_source(with_events)
    assert [(it.survey, it.day, it.text, it.kind, it.where, it.id) for it in survey.events] == [
        ("good", date(2026, 5, 12), "Programme began", "programme", (("North", "Surgery"), ("South",)), None),
        ("good", date(2026, 6, 1), "Strike", "other", (), None),
    ]
    plain = define.from_source(_GOOD)
    assert [item.fingerprint for item in survey.items] == [item.fingerprint for item in plain.items]


@pytest.mark.parametrize(
    ("event", "line", "words"),
    [
        ('date = "soon"\ntext = "X"', 2, "must be a date, like 2026-11-24"),
        ("date = 2026-05-12T10:00:00\ntext = 'X'", 2, "date"),
        ('date = 2026-05-12\ntext = ""', 3, "must be one line of text"),
        ('date = 2026-05-12\ntext = "one\\ntwo"', 3, "must be one line of text"),
        (f'date = 2026-05-12\ntext = "{"x" * 121}"', 3, "120"),
        ("date = 2026-05-12", 1, "'text' is missing"),
        ('text = "X"', 1, "'date' is missing"),
        ('date = 2026-05-12\ntext = "X"\nkind = "party"', 4, "programme"),
        ('date = 2026-05-12\ntext = "X"\ngroups = ["North / "]', 4, "whole path"),
        ('date = 2026-05-12\ntext = "X"\ngroup = ["North"]', 4, "unknown key 'group'"),
        ('date = 2026-05-12\ntext = "X"\n[[event]]\ndate = 2026-05-12\ntext = "X"', 5, "the same as on line 20"),
    ],
)
def test_a_faulty_event_is_told_with_its_place(event: str, line: int, words: str) -> None:
    (fault,) = _faults(f"{_GOOD}[[event]]\n{event}\n")
    assert fault.place.line == _GOOD.count("\n") + line
    assert words in fault.words + fault.remedy


_PARTS = """\
id = "s"
title = "S"
[indices.whole]
title = "The whole"
parts = {parts}
[[item]]
id = "a"
text = "A?"
scale = "agree5"
[[item]]
id = "b"
text = "B?"
scale = "agree5"
"""


def test_named_parts_are_sub_scores_and_change_nothing_of_the_score() -> None:
    named = define.from_source(_PARTS.format(parts='{ "Voice and say" = ["a"], Rest = ["b"] }'))
    plain = define.from_source(_PARTS.format(parts='[["a"], ["b"]]'))
    assert [(it.id, it.title, it.items) for it in named.scores] == [
        ("whole", "The whole", ("a", "b")),
        ("whole.voice_and_say", "Voice and say", ("a",)),
        ("whole.rest", "Rest", ("b",)),
    ]
    assert [it.id for it in plain.scores] == ["whole"]
    assert named.indices[0].parts == plain.indices[0].parts


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ('{ Voice = ["a"], voice = ["b"] }', "'indices.whole.parts' has names that are too alike"),
        (
            '{ Voice = ["a", "b"] }',
            "'indices.whole.parts' has one part with a name: a sub-score would be the score itself",
        ),
        ('{ Voice = "a", Rest = ["b"] }', "'indices.whole.parts.Voice' must be a list"),
        ('["a", "b"]', "'indices.whole.parts' must be a list"),
    ],
)
def test_names_of_parts_that_cannot_be_are_told(parts: str, says: str) -> None:
    first = _faults(_PARTS.format(parts=parts))[0]
    assert (first.code, first.place.line) == ("wrong-value", 5)
    assert str(first.details["fault"]).startswith(says)


def test_a_part_names_items_that_exist() -> None:
    (fault,) = _faults(_PARTS.format(parts='{ Voice = ["a"], Rest = ["c"] }'))
    assert (fault.code, fault.place.line) == ("unknown-name", 5)


@pytest.mark.parametrize(
    "scale",
    [
        'scale = "agree5"',
        'scale = "0-10"\npositive = "low"',
        'scale = "0-10"\naside = ["p0"]',
        'choose = 1\noptions = "levels"',
    ],
)
def test_enps_is_refused_on_another_scale(scale: str) -> None:
    text = f'id = "s"\ntitle = "S"\n[[item]]\nid = "a"\ntext = "A?"\n{scale}\nenps = true\n'
    faults = _faults(text)
    assert [(it.code, it.place.line) for it in faults] == [("enps-needs-scale", text.count("\n"))]


def test_asking_for_enps_later_breaks_the_line() -> None:
    text = 'id = "s"\ntitle = "S"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "0-10"\n'
    before, after = (define.from_source(it).by_id["a"] for it in (text, f"{text}enps = true\n"))
    assert before.fingerprint == after.fingerprint
    assert not after.continues(before)
