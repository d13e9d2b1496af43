"""Coding comments.

1. The terminal: one key confirms what is suggested; own codes as hurt -> need -> whose obligation; undo, quit, go on.
2. The sheet: out to a spreadsheet and back; what was lost or changed on the way is refused with its line.
3. Coders are kept apart, and the second one is shown neither the first one's codes nor suggestions.
4. Who coded, whether a code was suggested, and when: kept with each coding.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DAY, pulse
from tests.listen.codings import code, codings, give_back, put_comments, sheet
from tests.listen.comments import collect, export, make
from tests.listen.terminal import terminal as before_terminal

_PROMPT = "q quit"
_HURT = """\
[[item]]
id = "hurt"
frame = "hurt"
text = "Who is hurting?"
choose = "any"
options = { me = "Me", team = "My team", nobody = "Nobody" }
alone = ["nobody"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "w")


# --- 1: the terminal -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a POSIX system")
def test_sixty_comments_before_a_real_terminal(root: Path) -> None:
    path = root / "surveys" / "s.toml"
    path.write_text(path.read_text(encoding="utf-8") + _HURT, encoding="utf-8")
    name = export(root, {at: f"We are exhausted, {chr(97 + at % 26)}." for at in range(1, 61)}, count=60)
    text = (root / name).read_text(encoding="utf-8").splitlines()
    (root / name).write_text("\n".join([text[0] + ",Who is hurting?", *(f"{it},Me;" for it in text[1:])]) + "\n")
    collect(root, name)
    with before_terminal(root, "comments", "code", "--by", "AB") as terminal:
        first = terminal.until(_PROMPT)
        assert "who is hurt: a Me, b My team" in first
        assert "6  Keep me going" in first
        assert "1 of 60" in first
        assert "“exhaust*”" in first
        terminal.type("")  # Enter confirms
        assert "“exhaust*”" in terminal.until(_PROMPT)
        terminal.type("b6C 7")  # the team is hurt -> rest -> its manager's obligation; and a code of one's own
        terminal.until(_PROMPT)
        terminal.type("c6")  # nobody is called c
        assert "'c6' is no code here" in terminal.until(_PROMPT)
        terminal.type("8")
        assert "'8' is no code here" in terminal.until(_PROMPT)
        terminal.type("n")
        assert "4 of 60" in terminal.until(_PROMPT)
        terminal.type("u")
        assert "3 of 60" in terminal.until(_PROMPT)
        terminal.type("u")
        assert "2 of 60" in terminal.until(_PROMPT)
        terminal.type("b6C 7")
        terminal.until(_PROMPT)
        terminal.type("k")  # the third is left for later
        assert "4 of 60" in terminal.until(_PROMPT)
        terminal.type("q")
        said, status = terminal.rest()
    assert (status, "2 coded; 58 comments still wait" in said) == (0, True)
    told = sorted(tuple(chain.values()) for _, _, _, _, chains, _ in codings(root) for chain in chains)
    assert told == [
        ("keep_going", "", "", "confirmed"), ("keep_going", "team", "manager", "confirmed"),
        ("notice", "", "", "person"),
    ]  # fmt: skip
    with before_terminal(root, "comments", "code", "--by", "AB") as terminal:
        assert "1 of 58" in terminal.until(_PROMPT)
        terminal.program.kill()  # the power goes
    with before_terminal(root, "comments", "code", "--by", "AB") as terminal:
        for _ in range(58):
            terminal.until(_PROMPT)
            terminal.type("")
        said, status = terminal.rest()
    assert (status, "58 coded; 0 comments still wait" in said) == (0, True)


def test_without_a_terminal_the_sheet_is_named(root: Path) -> None:
    put_comments(root, 30)
    done = pulse("comments", "code", "--by", "AB", cwd=root)
    assert (done.returncode, "--to FILE.csv" in done.stderr) == (2, True)


def test_who_codes_must_be_known(root: Path) -> None:
    put_comments(root, 30)
    assert pulse("comments", "code", "--by", " ", "--to", "x.csv", cwd=root).returncode == 2


# --- 2: the sheet ----------------------------------------------------------------------------------------------------


def test_it_goes_out_and_comes_back(root: Path) -> None:
    collect(root, export(root, {1: "=1+1 and no thanks", 2: "+exhausted", 3: "Plain."}))
    head, *rows = sheet(root, "AB")
    assert head == ["row", "id", "question", "comment", "suggested", "cues", "codes"]
    assert [row[0] for row in rows] == ["1 of 3", "2 of 3", "3 of 3"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert {(row[4], row[5]) for row in rows} == {("notice", "thank*"), ("keep_going", "exhaust*"), ("", "")}
    assert os.name != "posix" or (root / "codes.csv").stat().st_mode & 0o777 == 0o600
    for row in rows:
        row[6] = {"notice": "notice >lead>board", "keep_going": "none", "": ""}[row[4]]
    status, said, err = give_back(root, "AB", [head, *reversed(rows)])
    assert (status, said, err) == (0, {"coded": 2, "left": 1}, "")
    assert sorted((coder, day, chains, suggested) for _, coder, _, day, chains, suggested in codings(root)) == [
        ("AB", DAY, [], ["keep_going"]),
        ("AB", DAY, [{"need": "notice", "hurt": "", "meet": "", "origin": "confirmed"},
                     {"need": "lead", "hurt": "", "meet": "board", "origin": "person"}], ["notice"]),
    ]  # fmt: skip
    status, said, _ = give_back(root, "AB", [head, *rows])  # once more: nothing new, nothing wrong
    assert (status, said) == (0, {"coded": 0, "left": 1})


def _lose(rows: list[list[str]]) -> None:
    del rows[2]


def _change(rows: list[list[str]]) -> None:
    rows[1][3] += " (not true)"


def _invent(rows: list[list[str]]) -> None:
    rows[1][1] = "c0123456789abcdef"


def _double(rows: list[list[str]]) -> None:
    rows.append(rows[1])


def _misspell(rows: list[list[str]]) -> None:
    rows[1][6] = "listne"


def _both(rows: list[list[str]]) -> None:
    rows[1][6] = "none listen"


def _nowhere(rows: list[list[str]]) -> None:
    rows[1][6] = ">listen>minister"


@pytest.mark.parametrize(
    ("spoil", "code", "place"),
    [
        (_lose, "not in the sheet any more", ":8:1"),
        (_change, "has been changed", ":3:4"),
        (_invent, "no such comment", ":3:2"),
        (_double, "stands in line 3 already", ":10:2"),
        (_misspell, "no code of the codebook", ":3:7"),
        (_both, "no code of the codebook", ":3:7"),
        (_nowhere, "no code of the codebook", ":3:7"),
    ],
)
def test_what_was_lost_or_changed_on_the_way_is_refused(
    root: Path, spoil: Callable[[list[list[str]]], None], code: str, place: str
) -> None:
    put_comments(root, 30, of=8)
    head, *rows = sheet(root, "AB")
    for row in rows:
        row[6] = "listen"
    spoil(rows)
    status, _, err = give_back(root, "AB", [head, *rows])
    assert (status, codings(root)) == (65, [])
    assert f"codes.csv{place}" in err
    assert code in err


# --- 3: coders are kept apart ----------------------------------------------------------------------------------------


def test_the_second_coder_is_shown_neither_codes_nor_suggestions(root: Path) -> None:
    put_comments(root, 150)
    code(root, "AB")
    _, *rows = sheet(root, "CD", "--second")
    assert len(rows) == 100, "a sample, by chance"
    assert {tuple(row[4:]) for row in rows} == {("", "", "")}
    assert sheet(root, "ab", "--second")[1:] == [], "nobody is her own second coder, however she writes her initials"
    assert code(root, "CD", "--second", codes=lambda *_: ["care"]) == {"coded": 100, "left": 0}
    by = {(coder, bool(second)) for _, coder, second, *_ in codings(root)}
    assert by == {("AB", False), ("CD", True)}
    assert {tuple(suggested) for _, coder, _, _, _, suggested in codings(root) if coder == "CD"} == {()}


def test_a_comment_has_one_first_coder(root: Path) -> None:
    put_comments(root, 30)
    head, *rows = sheet(root, "AB")
    for row in rows:
        row[6] = "listen"
    assert give_back(root, "AB", [head, *rows])[0] == 0
    status, _, err = give_back(root, "EF", [head, *rows])
    assert (status, "coded already" in err) == (65, True)
    rows[0][6] = "care"
    assert give_back(root, "AB", [head, *rows])[0] == 65, "nor does she change her mind in a sheet unseen"


def test_a_sheet_that_gets_its_group_keeps_its_codes(root: Path) -> None:
    path = root / export(root, {1: "We are exhausted.", 2: "Thanks."})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",Ward 1,", ",,"), encoding="utf-8")
    collect(root, path.name, status=(0, 1))
    code(root, "AB", codes=lambda *_: ["lead"])
    path.write_text(text, encoding="utf-8")
    assert collect(root, path.name)["assigned"] == 10
    assert sheet(root, "AB")[1:] == [], "nothing has to be coded once more"


def test_what_speaks_of_somebody_at_risk_is_not_put_before_coders(root: Path) -> None:
    collect(root, export(root, {1: "I want to kill myself", 2: "More staff."}), status=(0, 1))
    assert [row[3] for row in sheet(root, "AB")[1:]] == ["More staff."]


def test_the_codebook_a_stock_take_was_begun_with_stands(root: Path) -> None:
    put_comments(root, 30)
    head, *rows = sheet(root, "AB")
    rows[0][6] = "listen"
    give_back(root, "AB", [head, *rows])
    folder = root / "surveys" / "codebooks"
    folder.mkdir()
    text = (Path(__file__).parents[2] / "surveys" / "codebooks" / "seven-asks.toml").read_text(encoding="utf-8")
    (folder / "seven-asks.toml").write_text(text.replace('"listen*", ', '"listen*", "hark", '), encoding="utf-8")
    assert pulse("comments", "code", "--by", "AB", "--to", "x.csv", cwd=root).returncode == 0, "another cue"
    (folder / "seven-asks.toml").write_text(text.replace("To be asked", "To be seen"), encoding="utf-8")
    done = pulse("comments", "code", "--by", "AB", "--to", "x.csv", cwd=root)
    assert (done.returncode, "other codes" in done.stderr) == (1, True)
