"""Two questionnaires side by side: what each edit is, and whether its line breaks, by twelve scripted changes and more.

1. Each scripted change is told as what it is, and breaks exactly the lines that reports break.
2. What is found does not depend on how many edits there are at once; a questionnaire differs from itself in nothing.
3. An edited text becomes the next version line by line, its notes kept.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse import define
from pulse.model.problems import Stop
from pulse.model.survey import Survey

_FORM = """\
# Our own questionnaire.
id = "s"
version = 1   # raise it
title = "How are we?"
dimensions = { team = "Which team?" }
[indices.well]
title = "Well"
parts = [["heard"], ["rested"]]
[scales.three]
options = { no = "No", partly = "Partly", yes = "Yes" }
[[item]]
id    = "heard"   # never change it
text  = "I am heard."
scale = "agree5"
[[item]]
id = "rested"
text = "I am rested."
scale = "three"
[[item]]
id = "hurt"
text = "Who is hurt?"
choose = "any"
options = { me = "Me", others = "Others" }
[[item]]
id = "when"
text = "Since when?"
choose = 1
options = { lately = "Lately", long = "For long" }
ask_if = "hurt == me"
[[item]]
id = "words"
kind = "text"
text = "In your own words?"
"""
_SCORE = "well rescaled rescaled breaks"
_HEARD = 'text  = "I am heard."'


def _survey(*edits: tuple[str, str]) -> Survey:
    text = _FORM
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return define.from_source(text)


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (('"How are we?"', '"How are you?"'), {"title reworded cosmetic"}),
        (("I am rested.", "I feel rested."), {"rested reworded reworded breaks", _SCORE}),
        ((_HEARD, 'text  = "I am  heard"\nchange = "cosmetic"'), {"heard reworded cosmetic"}),
        ((_HEARD, f'{_HEARD}\ntitle = "Heard"'), {"heard retitled cosmetic"}),
        (('{ no = "No", partly', '{ never = "Never", no = "No", partly'), {"rested rescaled rescaled breaks", _SCORE}),
        (('scale = "agree5"', 'scale = "agree5"\npositive = "low"'), {"heard rescaled rescaled breaks", _SCORE}),
        (('me = "Me"', 'me = "Myself"'), {"hurt reworded reworded breaks"}),
        (('others = "Others" }', 'others = "Others", none = "No one" }'), {"hurt rescaled rescaled breaks"}),
        (('ask_if = "hurt == me"\n', ""), {"when reworded reworded breaks"}),
        (('parts = [["heard"], ["rested"]]', 'parts = [["heard", "rested"]]'), {_SCORE}),
        (('"Which team?" }', '"Which team?", grade = "Which grade?" }'), {"grade added "}),
        (('text = "In your own words?"', 'text = "In other words?"'), {"words reworded reworded"}),
    ],
)
def test_a_scripted_change_is_told_as_what_it_is(edit: tuple[str, str], found: set[str]) -> None:
    told = define.differences(_survey(), _survey(edit))
    assert {f"{it.id} {it.what} {it.type}{' breaks' * it.breaks}" for it in told} == found


def _items(text: str) -> tuple[str, list[str]]:
    head, *items = text.split("[[item]]\n")
    return head, items


def test_an_added_a_removed_and_a_moved_question() -> None:
    head, (heard, rested, hurt, when, words) = _items(_FORM)
    new = 'id = "new"\ntext = "And now?"\nscale = "agree5"\n'
    plain = head.replace('[indices.well]\ntitle = "Well"\nparts = [["heard"], ["rested"]]\n', "")
    before = define.from_source("[[item]]\n".join((plain, heard, rested, hurt, when, words)))
    after = define.from_source("[[item]]\n".join((plain, hurt, when, new, heard, words)))
    told = [(it.id, it.what, it.type, it.breaks) for it in define.differences(before, after)]
    assert told == [
        ("new", "added", "", False),
        ("heard", "reordered", "cosmetic", False),
        ("rested", "removed", "retired", True),
    ]


def test_a_score_that_is_gone_is_retired() -> None:
    plain = define.from_source(_FORM.replace('[indices.well]\ntitle = "Well"\nparts = [["heard"], ["rested"]]\n', ""))
    assert [(it.id, it.about, it.type, it.breaks) for it in define.differences(_survey(), plain)] == [
        ("well", "score", "retired", True)
    ]


def test_what_one_wave_alone_was_asked_breaks_nothing() -> None:
    asked = define.from_source(f'{_FORM}[[item]]\nid = "guest"\ntext = "Breaks?"\nscale = "agree5"\nguest = true\n')
    there, back = define.differences(_survey(), asked), define.differences(asked, _survey())
    assert [(it.what, it.passing, it.breaks) for it in (*there, *back)] == [
        ("added", True, False),
        ("removed", True, False),
    ]


def test_answers_that_are_counted_otherwise_are_never_cosmetic() -> None:
    """A scale of four called cosmetic would draw one line through two different shares."""
    four = _survey(
        ("options = { no", 'options = { never = "Never", no'), ('"I am rested."', '"I am rested."\nchange = "cosmetic"')
    )
    (rested, _) = define.differences(_survey(), four)
    assert (rested.type, rested.breaks, rested.scored_otherwise) == ("rescaled", True, True)
    assert not four.by_id["rested"].continues(_survey().by_id["rested"])


@given(order=st.permutations(range(5)))
def test_a_new_order_is_the_fewest_moves_and_breaks_nothing(order: list[int]) -> None:
    head, items = _items(_FORM.replace('ask_if = "hurt == me"\n', ""))  # what it names may stand behind it
    before = define.from_source("[[item]]\n".join((head, *items)))
    shuffled = "[[item]]\n".join((head, *(items[at] for at in order)))
    told = define.differences(before, define.from_source(shuffled))
    assert {it.what for it in told} <= {"reordered"}
    longest = max(
        bin(kept).count("1")
        for kept in range(1 << 5)
        if (run := [at for place, at in enumerate(order) if kept >> place & 1]) == sorted(run)
    )
    assert len(told) == 5 - longest


def test_the_next_version_keeps_notes_and_says_each_change() -> None:
    edited = _FORM.replace("I am heard.", "I am listened to.").replace(
        'text = "I am rested."', 'text = "I feel rested."\nchange = "cosmetic" # of last year'
    )
    made = define.next_version(edited, "s.toml", date(2027, 1, 4), {"heard": "cosmetic", "rested": "reworded"})
    changed = [(old, new) for old, new in zip(edited.splitlines(), made.splitlines()[:2], strict=False) if old != new]
    assert "version = 2   # raise it\n" in made
    assert 'id    = "heard"   # never change it\nchange = "cosmetic"\ntext' in made
    assert 'change = "reworded" # of last year\n' in made
    assert "asked_from = 2027-01-04\n" in made
    assert set(edited.splitlines()) - set(made.splitlines()) == {
        "version = 1   # raise it",
        'change = "cosmetic" # of last year',
    }
    assert not changed


def test_a_text_that_no_line_can_be_put_into_is_left_alone() -> None:
    text = 'id = "s"\ntitle = "S"\nitem = [{ id = "a", text = "A?", scale = "agree5" }]\n'
    with pytest.raises(Stop) as stop:
        define.next_version(text, "s.toml", date(2027, 1, 4), {"a": "cosmetic"})
    assert [it.code for it in stop.value.problems] == ["revise-by-hand"]


def test_what_was_put_in_for_a_wave_is_taken_out_again() -> None:
    """`pulse open` writes the wave above the author's text, and what this wave alone asks below it."""
    wave = "# Asked once.\ninstance = { wave = '2026-12', first = 2026-12-08, last = 2026-12-17 }\n\n"
    met = '\n[[item]]\nid = "met_1"\ntext = "Met?"\nchoose = 1\noptions = "was-it-met"\naside = ["not_mine"]\n'
    guest = '\n[[item]]\nid = "g"\ntext = "Breaks?"\nscale = "agree5"\nguest = true\n'
    assert define.without_wave(define.from_source(f"{wave}{_FORM}{met}follows = [1]\n{guest}")) == _FORM
    assert define.without_wave(define.from_source(_FORM)) == _FORM
