"""Blocks that take turns: by simulation none waits too long; what belongs together is not taken apart.

1. Over 24 waves every block is asked at least every k waves, whatever was asked before they began.
2. No more blocks are asked at once than that takes; the same seed gives the same turns.
3. What cannot rotate is told with its place; what rests is not asked, nor are scores made of it.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse import define
from pulse.model.problems import Stop
from pulse.model.survey import Rotation

_WAVES = 24


def _run(blocks: list[str], rotation: Rotation, earlier: list[frozenset[str]]) -> list[frozenset[str]]:
    asked = list(earlier)
    for _ in range(_WAVES):
        asked.append(define.turn(rotation, blocks, asked))
    return asked[len(earlier) :]


@st.composite
def _histories(draw: st.DrawFn) -> tuple[list[str], Rotation, list[frozenset[str]]]:
    """Blocks, rules, and waves before that asked anything: all of it, nothing, a block that is gone."""
    blocks = [f"b{at}" for at in range(draw(st.integers(2, 9)))]
    rotation = Rotation(draw(st.integers(2, 6)), draw(st.integers(0, 10**6)))
    before = draw(st.lists(st.integers(0, 2 ** (len(blocks) + 1) - 1), max_size=6))
    named = [*blocks, "gone"]
    return blocks, rotation, [frozenset(it for at, it in enumerate(named) if bits >> at & 1) for bits in before]


@given(_histories())
def test_over_24_waves_no_block_waits_longer_than_it_may(
    history: tuple[list[str], Rotation, list[frozenset[str]]],
) -> None:
    blocks, rotation, earlier = history
    asked = _run(blocks, rotation, earlier)
    for start in range(_WAVES - rotation.every + 1):
        assert frozenset().union(*asked[start : start + rotation.every]) == set(blocks)


@given(_histories())
def test_as_few_blocks_as_that_takes_are_asked_at_once(
    history: tuple[list[str], Rotation, list[frozenset[str]]],
) -> None:
    blocks, rotation, earlier = history
    for now in _run(blocks, rotation, earlier):
        assert (len(now) - 1) * rotation.every < len(blocks) <= len(now) * rotation.every


def test_a_seed_is_an_order_and_the_same_on_every_machine() -> None:
    blocks = ["tools", "rota", "learning", "safety"]
    first = {seed: [sorted(it) for it in _run(blocks, Rotation(4, seed), [])[:4]] for seed in range(20)}
    assert first[1] == [["rota"], ["tools"], ["safety"], ["learning"]], "by sha256sum of 1|name"
    assert len({str(it) for it in first.values()}) > 5


_FORM = """\
id = "s"
title = "S"
{rotation}
[indices.whole]
title = "Whole"
parts = [["a", "b"]]
[[item]]
id = "core"
text = "Core?"
scale = "agree5"
[[item]]
id = "a"
text = "A?"
scale = "agree5"
block = "x"
[[item]]
id = "b"
text = "B?"
scale = "agree5"
block = "x"
[[item]]
id = "c"
text = "C?"
choose = 1
options = ["Yes", "No"]
block = "y"
[[item]]
id = "d"
text = "D?"
kind = "text"
block = "y"
ask_if = "c == yes"
"""
_TURNS = "rotation = { every = 2, seed = 7 }"


def test_what_rests_is_not_asked_and_makes_no_score() -> None:
    whole = define.from_source(_FORM.format(rotation=_TURNS))
    assert (whole.blocks, whole.rotation) == (("x", "y"), Rotation(2, 7))
    wave = "instance = {{ wave = 'w', first = 2026-12-01, last = 2026-12-09, rests = ['{}'] }}\n"
    asked = {block: define.from_source(wave.format(block) + _FORM.format(rotation=_TURNS)) for block in ("x", "y")}
    assert [item.id for item in asked["x"].items] == ["core", "c", "d"]
    assert [item.id for item in asked["y"].items] == ["core", "a", "b"]
    assert ([it.id for it in asked["x"].indices], [it.id for it in asked["y"].indices]) == ([], ["whole"])
    found = define.differences(asked["x"], asked["y"])
    assert {(it.id, it.what, it.passing, it.breaks) for it in found} == {
        ("a", "added", True, False),
        ("b", "added", True, False),
        ("whole", "added", True, False),
        ("c", "removed", True, False),
        ("d", "removed", True, False),
    }
    assert [it.passing for it in define.differences(asked["y"], asked["x"])] == [True] * 5
    assert define.without_wave(asked["x"]) == _FORM.format(rotation=_TURNS)


@pytest.mark.parametrize(
    ("edit", "line", "code"),
    [
        ((_TURNS, ""), 15, "block-without-rotation"),
        (('block = "x"\n[[item]]\nid = "b"', '[[item]]\nid = "b"'), 6, "rotation-splits"),
        (('text = "D?"\nkind = "text"\nblock = "y"', 'text = "D?"\nkind = "text"'), 31, "rotation-splits"),
        (('options = ["Yes", "No"]', 'options = ["Yes", "No"]\nframe = "hurt"'), 27, "rotation-of-frame"),
        (("every = 2", "every = 1"), 3, "wrong-value"),
    ],
)
def test_what_cannot_take_turns_is_told(edit: tuple[str, str], line: int, code: str) -> None:
    text = _FORM.format(rotation=_TURNS)
    assert edit[0] in text
    with pytest.raises(Stop) as stop:
        define.from_source(text.replace(*edit, 1), "s.toml")
    assert (line, code) in [(it.place.line, it.code) for it in stop.value.problems]


def test_one_block_alone_has_nobody_to_take_turns_with() -> None:
    with pytest.raises(Stop) as stop:
        define.from_source(_FORM.format(rotation=_TURNS).replace('block = "y"\n', ""))
    assert [it.code for it in stop.value.problems] == ["rotation-of-nothing"]
