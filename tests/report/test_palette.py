"""The palette: computed contrast of every pair that is used, light and dark; style and drawings have the same colours.

Least contrasts are those of WCAG 2.2: 4.5 for text (1.4.3), 3 for what a mark or an edge tells (1.4.11); its formula.
"""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import pytest

from pulse.report import svg

_STYLE = (files("pulse.report") / "templates" / "style.css").read_text(encoding="utf-8")
_THEMES = dict(
    zip(
        ("light", "dark"),
        (dict(re.findall(r"--([a-z0-9]+):(#[0-9a-f]+)", it)) for it in _STYLE.split("\n")[:2]),
        strict=True,
    )
)
_TEXT = [
    *itertools.product(("ink", "ink2", "teal", "better", "worse", "special"), ("paper", "wash")),
    *itertools.product(("ink",), ("band", "bt1", "bt2", "wt1", "wt2", "l2", "l3", "l4")),
    ("ink2", "band"), ("ink2", "bt1"), ("ink2", "wt1"),
]  # fmt: skip
_MARKS = [
    *itertools.product(("ink2", "line", "nb", "teal", "better", "worse", "special"), ("paper",)),
    *itertools.product(("ink2", "line", "better", "worse", "special"), ("band",)),
    ("ink", "nb"), ("teal", "flow"),
]  # fmt: skip


@pytest.mark.parametrize("theme", _THEMES)
def test_text_and_marks_stand_out_from_what_they_stand_on(theme: str) -> None:
    colours = _THEMES[theme]
    weak = [pair for pair in _TEXT if _contrast(*(colours[it] for it in pair)) < 4.5]
    assert weak == []
    assert [pair for pair in _MARKS if _contrast(*(colours[it] for it in pair)) < 3] == []


def test_drawings_without_the_style_keep_its_light_colours() -> None:
    light = _THEMES["light"]
    named = {name: light[re.sub("likert", "l", name)] for name in svg.LIGHT}
    assert {name: _whole(it) for name, it in named.items()} == svg.LIGHT
    assert set(_THEMES["dark"]) == set(light)


def _whole(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * it for it in colour[1:])


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(_whole(colour)[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
