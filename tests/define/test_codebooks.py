"""Codebooks.

1. The shipped one is sound, and its cues find what its own hand-coded lines speak of.
2. Every fault is told at once, with its place and a way out.
3. A workspace's own codebook stands before the shipped one of the same name.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pulse import define
from pulse.listen import Suggesting
from pulse.model.problems import Stop
from tests.conftest import pulse, workspace
from tests.shared import shared

_SHIPPED = define.shipped() / "codebooks" / "seven-asks.toml"
_OWN = """\
id = "{id}"
title = "Ours"
languages = ["cy", "en"]
[[code]]
id = "rest"
name = "Rest"
definition = "Somewhere to sit."
[code.cues]
cy = ["gorffwys*"]
en = ["tea"]
[[code]]
id = "pay"
name = "Pay"
definition = "Money."
[code.cues]
cy = ["cyflog*"]
en = ["no ... money"]
"""


def _own(tmp_path: Path, text: str, name: str = "ours") -> Path:
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


# --- 1: the shipped one ----------------------------------------------------------------------------------------------


def test_the_shipped_one_is_the_list_that_questionnaires_offer() -> None:
    book = define.codebook(_SHIPPED)
    survey = define.load(define.shipped() / "stock-take.toml")
    assert [code.id for code in book.codes] == [option.id for option in survey.by_id["need_now"].options]
    assert all(code.definition and code.inside and code.border and len(code.examples) > 1 for code in book.codes)


def test_its_cues_find_what_hand_coded_lines_speak_of() -> None:
    """A smoke test by the makers of the lines: not a measure of how well it does on comments of your own staff."""
    suggesting = Suggesting(define.codebook(_SHIPPED))
    names = {code.id: code.name.casefold() for code in define.codebook(_SHIPPED).codes}
    rows = json.loads(shared("vectors/sdc/seven-asks.json").read_text(encoding="utf-8"))["rows"]
    for row in rows:
        found = suggesting.of(row["text"])
        assert {names[it.code] for it in found} == set(row["labels"]), row["text"]
        assert all(it.cue for it in found)


def test_a_star_stands_for_an_ending_and_nothing_for_a_beginning() -> None:
    suggesting = Suggesting(define.codebook(_SHIPPED))
    assert [it.cue for it in suggesting.of("They thanked nobody")] == ["thank*"]
    assert not suggesting.of("Blankets, please")


def test_cues_of_every_language_are_looked_for(tmp_path: Path) -> None:
    suggesting = Suggesting(define.codebook(_own(tmp_path, _OWN.format(id="ours"))))
    assert [(it.code, it.cue) for it in suggesting.of("Dim cyflogau teg, dim gorffwys")] == [
        ("rest", "gorffwys*"), ("pay", "cyflog*"),
    ]  # fmt: skip
    assert [it.code for it in suggesting.of("No, not any money and no steam")] == ["pay"]


def test_a_line_goes_on_while_codes_mean_the_same_whichever_of_them_coders_agree_on() -> None:
    book = define.codebook(_SHIPPED)
    words = define.load(define.shipped() / "stock-take.toml").by_id["words"]
    few, more = book.coded(words, ["listen", "safe"]), book.coded(words, ["listen", "safe", "lead"])
    assert more.continues(few)
    other = replace(book, codes=(replace(book.codes[0], definition="To be seen."), *book.codes[1:]))
    assert not other.coded(words, ["listen", "safe"]).continues(few)
    assert replace(book, codes=tuple(replace(it, cues={}) for it in book.codes)).coded(words, ["listen"]).continues(few)


# --- 2: faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('title = "Ours"', 'titel = "Ours"', ":2:1", "did you mean 'title'?"),
        ('id = "pay"', 'id = "rest"', ":12:1", "stands here twice"),
        ("cy = [\"cyflog*\"]\n", "cz = [\"cyflog*\"]\n", ":16:1", "use one of: cy, en"),
        ('en = ["tea"]\n', "", ":8:1", "no cues for 'en'"),
        ('["tea"]', '["*"]', ":10:1", "a cue without a word"),
        ('id = "ours"', 'id = "theirs"', ":1:1", "name the file theirs.toml"),
        ('["cy", "en"]', '["Welsh language", "en"]', ":3:1", "no language"),
        ('definition = "Money."', "", ":11:1", "definition"),
        ('name = "Pay"', 'name = "Pay', ":13:12", "quote"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_a_way_out(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    text = _OWN.format(id="ours")
    assert old in text
    _own(tmp_path, text.replace(old, new))
    done = pulse("codebook", "check", "ours.toml", cwd=tmp_path)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert f"ours.toml{place}" in told.replace("\n", "")
    assert words in " ".join(told.split())


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stopped:
        define.codebook(tmp_path / "none.toml")
    assert stopped.value.problems[0].code == "file-missing"


# --- 3: one's own ----------------------------------------------------------------------------------------------------


def test_a_workspace_has_its_own_and_the_shipped_ones(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", 'id = "s"\ntitle = "S"\n[[item]]\nid = "w"\nkind = "text"\ntext = "W?"\n')
    (root / "surveys" / "codebooks").mkdir()
    _own(root / "surveys" / "codebooks", _OWN.format(id="ours"))
    found = json.loads(pulse("codebook", "list", "--json", cwd=root).stdout)
    assert [it["id"] for it in found] == ["ours", "seven-asks"]
    _own(root / "surveys" / "codebooks", _OWN.format(id="seven-asks"), "seven-asks")
    found = json.loads(pulse("codebook", "list", "--json", cwd=root).stdout)
    assert [it["title"] for it in found] == ["Ours", "Ours"]
    assert pulse("survey", "check", cwd=root).returncode == 0, "a codebook is no questionnaire"
