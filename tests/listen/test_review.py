"""The review queue.

1. A comment is unreviewed, then accepted, shortened or withheld; a decision can be taken back, and nothing else.
2. To shorten is to leave out: nothing can be written into a comment.
3. The terminal: two hundred comments before a real terminal, interrupted twice and gone on with.
4. The sheet: out to a spreadsheet and back; whatever was lost or changed on the way is refused with its line.
5. Nothing unreviewed is in any report: there is no type by which it could get there, and no byte of it is found.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.listen import review
from pulse.model.problems import Stop
from pulse.model.review import Unreviewed
from tests.conftest import DAY, PROGRAM, pulse
from tests.listen.comments import asked, collect, counts, export, make

_DAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "w")


def _comment(text: str) -> Unreviewed:
    return Unreviewed("c1", "s", "2026-10", "words", text)


# --- 2: to shorten is to leave out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("One two three.", "One two three. [...]"),
        ("[...] Four five.", "[...] Four five. [...]"),
        ("Six [name] seven.", "[...] Six [name] seven."),
        ("One two [...] seven.", "One two [...] seven."),
        ("One […] five.", "One [...] five. [...]"),
    ],
)
def test_what_is_left_out_is_marked(wanted: str, shown: str) -> None:
    comment = _comment("One two three. Four five.\nSix [name] seven.")
    made = review.shorten(comment, wanted, "AB", _DAY)
    assert (made.decision, made.shown) == ("shortened", shown)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("One two four.", "shortened-otherwise"),
        ("Four five. [...] One two", "shortened-otherwise"),
        ("One two three. Everything is fine.", "shortened-otherwise"),
        ("one two three.", "shortened-otherwise"),
        ("", "shortened-otherwise"),
        ("[...]", "shortened-otherwise"),
        ("[name]", "shortened-not"),
        ("One two three. Four five. Six [name] seven.", "shortened-not"),
    ],
)
def test_nothing_can_be_written_into_a_comment(wanted: str, code: str) -> None:
    with pytest.raises(Stop) as stopped:
        review.shorten(_comment("One two three. Four five. Six [name] seven."), wanted, "AB", _DAY)
    assert stopped.value.problems[0].code == code


@given(
    st.lists(st.sampled_from(["we", "are", "not", "heard", "[name]"]), min_size=2, max_size=12), st.text(max_size=40)
)
def test_a_shortened_comment_holds_only_words_of_its_own(words: list[str], wanted: str) -> None:
    with suppress(Stop):
        shown = review.shorten(_comment(" ".join(words)), wanted, "AB", _DAY).shown.split()
        left = iter(words)
        assert all(word in left for word in shown if word != "[...]")


def test_sentences_are_kept_by_their_numbers() -> None:
    text = "First one. Second one! Third one? Fourth"
    assert review.sentences(text) == ["First one.", "Second one!", "Third one?", "Fourth"]
    assert review.chosen(text, "1 3-4") == "First one. [...] Third one? Fourth"
    assert (review.chosen(text, "5"), review.chosen(text, "First one.")) == (None, None)


@pytest.mark.parametrize("by", ["", "  ", "x" * 41, "A\x1b[1mB"])
def test_who_reviews_must_be_known(by: str) -> None:
    for decide in (review.accept, review.withhold):
        with pytest.raises(Stop):
            decide(_comment("Words."), by, _DAY)


def test_the_store_takes_no_decision_without_a_reviewer(root: Path) -> None:
    import sqlite3

    collect(root, export(root, {1: "Words."}))
    with sqlite3.connect(root / "pulse.db") as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE comment SET state = 'accepted', shown = text")
    with sqlite3.connect(root / "pulse.db") as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE comment SET shown = text")
    database.close()


# --- 3: the terminal -------------------------------------------------------------------------------------------------

_PROMPT = "q quit"
_KEEP = "[...] between)"


class _Terminal:
    """The program before a pseudo-terminal."""

    def __init__(self, root: Path) -> None:
        import pty

        self.master, slave = pty.openpty()
        env = {**os.environ, "PULSE_TODAY": DAY, "TERM": "xterm", "COLUMNS": "200", "PYTHONUTF8": "1"}
        arguments = [PROGRAM, "comments", "review", "--by", "AB"]
        self.program = subprocess.Popen(
            arguments,
            cwd=root,
            env=env,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)
        self.seen = ""

    def until(self, words: str) -> str:
        """What is on the screen up to words that are waited for."""
        end = time.monotonic() + 120
        while words not in self.seen:
            if not select.select([self.master], [], [], max(end - time.monotonic(), 0))[0]:
                raise AssertionError(f"waited for {words!r} and saw {self.seen[-500:]!r}")
            self.seen += os.read(self.master, 65536).decode()
        before, _, self.seen = self.seen.partition(words)
        return re.sub(r"\x1b\[[0-9;]*m", "", before)

    def type(self, keys: str) -> None:
        os.write(self.master, f"{keys}\n".encode())

    def rest(self) -> tuple[str, int]:
        """What is said at the end, and the exit status."""
        end = time.monotonic() + 120
        with suppress(OSError):  # the other side is closed
            while select.select([self.master], [], [], max(end - time.monotonic(), 0))[0]:
                some = os.read(self.master, 65536)
                if not some:
                    break
                self.seen += some.decode()
        return self.seen, self.program.wait(20)


@contextmanager
def _terminal(root: Path) -> Iterator[_Terminal]:
    terminal = _Terminal(root)
    try:
        yield terminal
    finally:
        if terminal.program.poll() is None:
            terminal.program.kill()
            terminal.program.wait()
        os.close(terminal.master)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a POSIX system")
def test_two_hundred_comments_before_a_real_terminal(root: Path) -> None:
    collect(root, export(root, {at: f"First sentence {at}. Second sentence {at}." for at in range(1, 201)}, count=200))
    with _terminal(root) as terminal:
        for at in range(70):
            shown = terminal.until(_PROMPT)
            assert f"{at + 1} of 200" in shown
            assert "In your own words?" in shown
            terminal.type("asw"[at % 3])
            if at % 3 == 1:
                terminal.until(_KEEP)
                terminal.type("2")
        terminal.until(_PROMPT)
        terminal.program.send_signal(signal.SIGKILL)  # the power goes, before the seventy-first is decided
        terminal.program.wait()
    assert counts(root) == {"accepted": 24, "shortened": 23, "withheld": 23, "unreviewed": 130}
    with _terminal(root) as terminal:
        assert "1 of 130" in terminal.until(_PROMPT)
        terminal.type("u")  # there is nothing to take back yet
        assert "first comment of this sitting" in terminal.until(_PROMPT)
        terminal.type("k")
        terminal.until("2 of 130")
        terminal.until(_PROMPT)
        terminal.type("w")
        terminal.until("3 of 130")
        terminal.until(_PROMPT)
        terminal.type("u")  # back to the second, which is open again
        terminal.until("2 of 130")
        terminal.until(_PROMPT)
        terminal.type("x")  # no such letter
        assert "Type one of the letters" in terminal.until(_PROMPT)
        terminal.type("s")
        terminal.until(_KEEP)
        terminal.type("All is well.")  # not her words
        assert "only be shortened" in terminal.until(_PROMPT)
        terminal.type("accept")
        terminal.until("3 of 130")
        terminal.until(_PROMPT)
        terminal.program.send_signal(signal.SIGINT)  # what Ctrl-C comes to
        terminal.rest()
    assert counts(root) == {"accepted": 25, "shortened": 23, "withheld": 23, "unreviewed": 129}
    with _terminal(root) as terminal:
        for _ in range(129):
            terminal.until(_PROMPT)
            terminal.type("a")
        said, status = terminal.rest()
    assert status == 0
    assert "129 accepted; 0 comments still wait" in said
    assert counts(root) == {"accepted": 154, "shortened": 23, "withheld": 23}
    shortened = asked(root, "SELECT text, shown, reviewer, reviewed FROM comment WHERE state = 'shortened'")
    assert all(shown == f"[...] {text.partition('. ')[2]}" for text, shown, _, _ in shortened)
    assert {row[2:] for row in shortened} == {("AB", DAY)}


def test_without_a_terminal_the_sheet_is_named(root: Path) -> None:
    done = pulse("comments", "review", "--by", "AB", cwd=root)
    assert done.returncode == 2
    assert "pulse comments export" in done.stderr


# --- 4: the sheet ----------------------------------------------------------------------------------------------------

_FORMULAS = {1: '=HYPERLINK("http://x.example/","click")', 2: "+1 for more staff", 3: "-2", 4: "@home we rest",
             5: "Line one\nline two, with a comma", 6: 'He said "no"', 7: "Ünïcode",
             8: "first part. second part"}  # fmt: skip


def _out(root: Path) -> list[list[str]]:
    done = pulse("comments", "export", "q.csv", cwd=root)
    assert done.returncode == 0, done.stderr
    return list(csv.reader(io.StringIO((root / "q.csv").read_bytes().decode("utf-8-sig"), newline="")))


def _back(root: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> tuple[int, str, str]:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    (root / "q.csv").write_bytes(text.getvalue().encode(encoding))
    done = pulse("comments", "import", "q.csv", "--by", "AB", "--json", cwd=root)
    return done.returncode, done.stdout, done.stderr


def _decide(row: list[str], decision: str, shortened: str = "") -> None:
    row[6:8] = [decision, shortened]


def test_it_goes_out_and_comes_back(root: Path) -> None:
    collect(root, export(root, _FORMULAS))
    head, *rows = _out(root)
    assert head == ["row", "id", "survey", "wave", "question", "comment", "decision", "shortened"]
    assert [row[0] for row in rows] == [f"{at} of 8" for at in range(1, 9)]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert os.name != "posix" or (root / "q.csv").stat().st_mode & 0o777 == 0o600
    for row in rows:
        _decide(row, "Withhold")
    part = next(row for row in rows if row[5].startswith("first part"))
    _decide(part, "shorten", "[...] second part")
    _decide(next(row for row in rows if "comma" in row[5]), "")
    rows = [[cell.replace("\r\n", "\n") for cell in row] for row in reversed(rows)]  # sorted by a spreadsheet
    status, out, err = _back(root, [head, *rows, [""] * 8], delimiter=";")
    assert (status, err) == (0, "")
    assert json.loads(out) == {"decided": {"withheld": 6, "shortened": 1}, "left": 1, "held": 0}
    assert asked(root, "SELECT shown FROM comment WHERE state = 'shortened'") == [("[...] second part",)]
    again, _, _ = _back(root, [head, *rows], delimiter=";")  # the same sheet once more: nothing new, nothing wrong
    assert (again, counts(root)) == (0, {"withheld": 6, "shortened": 1, "unreviewed": 1})


def _lose(rows: list[list[str]]) -> None:
    del rows[3]


def _double(rows: list[list[str]]) -> None:
    rows.append(rows[2])


def _change(rows: list[list[str]]) -> None:
    rows[2][5] += " (not true)"


def _swap(rows: list[list[str]]) -> None:
    rows[2][5], rows[3][5] = rows[3][5], rows[2][5]


def _invent(rows: list[list[str]]) -> None:
    rows[2][1] = "c0123456789abcdef"


def _number(rows: list[list[str]]) -> None:
    rows[2][0] = "3"


def _maybe(rows: list[list[str]]) -> None:
    rows[2][6] = "maybe"


def _write(rows: list[list[str]]) -> None:
    _decide(rows[2], "shorten", "All is well")


def _accept_and_shorten(rows: list[list[str]]) -> None:
    _decide(rows[2], "accept", "Words")


@pytest.mark.parametrize(
    ("spoil", "code", "place"),
    [
        (_lose, "1 of 8 rows are not in the sheet any more, row 4", ":8:1"),
        (_double, "stands in line 4 already", ":10:2"),
        (_change, "has been changed", ":4:6"),
        (_swap, "has been changed", ":4:6"),
        (_invent, "no such comment", ":4:2"),
        (_number, "not the number the row had", ":4:1"),
        (_maybe, "no decision", ":4:7"),
        (_write, "only be shortened", ":4:8"),
        (_accept_and_shorten, "no decision", ":4:7"),
    ],
)
def test_what_was_lost_or_changed_on_the_way_is_refused(
    root: Path, spoil: Callable[[list[list[str]]], None], code: str, place: str
) -> None:
    collect(root, export(root, {at: f"Words {at}" for at in range(1, 9)}))
    head, *rows = _out(root)
    for row in rows:
        _decide(row, "accept")
    spoil(rows)
    status, _, err = _back(root, [head, *rows])
    assert (status, counts(root)) == (65, {"unreviewed": 8})
    assert f"q.csv{place}" in err
    assert code in err


def test_another_decision_made_meanwhile_is_not_written_over(root: Path) -> None:
    collect(root, export(root, {1: "Words 1", 2: "Words 2"}))
    head, *rows = _out(root)
    for row in rows:
        _decide(row, "accept")
    assert _back(root, [head, *rows])[0] == 0
    for row in rows:
        _decide(row, "withhold")
    assert _back(root, [head, *rows])[0] == 65
    assert counts(root) == {"accepted": 2}


def test_a_sheet_in_another_encoding_is_refused(root: Path) -> None:
    collect(root, export(root, _FORMULAS))
    status, _, err = _back(root, _out(root), encoding="utf-16")
    assert (status, "save it as CSV UTF-8" in err) == (65, True)


# --- 5: no report holds what nobody reviewed -------------------------------------------------------------------------


def test_no_byte_of_a_comment_is_in_any_report(root: Path) -> None:
    collect(root, export(root, {at: f"Zanzibar{at} quartz" for at in range(1, 31)}))
    for form in ("html", "csv", "json"):
        done = pulse("report", "--format", form, "--output", "-", cwd=root)
        assert done.returncode == 0, done.stderr
        assert "anzibar" not in done.stdout
        assert "quartz" not in done.stdout
