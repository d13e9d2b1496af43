"""Forty hostile inputs, those that reach `pulse collect`: one test each, by number, through the real program.

Every test shows its input and states the right outcome in its docstring. What holds for all: nothing half-stored, no
traceback, no answer and no name in a message, a terminal that is sent no control characters.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import tomllib
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.conftest import DAY, PROGRAM, pulse, workspace

_FORM = """\
id = "pulse"
title = "Pulse"
dimensions = ["team"]
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "energy"
text = "I have energy left."
scale = "agree5"
[[item]]
id = "who"
text = "Who is hurt?"
choose = "any"
options = { me = "Me, myself", team = "My team; all of it", nobody = "Nobody" }
[[item]]
id = "words"
kind = "text"
text = "In your own words?"
"""
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "team", "I am heard.", "I have energy left.",
         "Who is hurt?", "In your own words?"]  # fmt: skip
_ANSWER = {"team": "North", "I am heard.": "Agree", "I have energy left.": "Disagree", "Who is hurt?": "Nobody;"}
_CODES = {  # what the answer sheets of `_good` come to
    "heard": "agree", "energy": "disagree", "who": ("nobody",), "words": 0, "team": "North",
}  # fmt: skip
_STAFF_LIST = 'organisation = "O"\nlevels = ["team"]\n[comments]\nstaff_list = "../staff.txt"\n'
_POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such thing")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM)


# --- the input -------------------------------------------------------------------------------------------------------


def _sheet(number: int, month: str = "2026-11", **cells: str) -> list[str]:
    """A row of a Microsoft Forms export; `cells` are named by the first word of their heading, in lower case."""
    sent = f"{month}-{number % 20 + 1:02} 10:{number % 60:02}"
    row = {"ID": str(number), "Start time": sent + ":00", "Completion time": sent + ":45", "Email": "anonymous"}
    row |= _ANSWER
    for name, cell in cells.items():
        row[_HEADS[name]] = cell
    return [row.get(head, "") for head in _HEAD]


_HEADS = {"id": "ID", "sent": "Completion time", "email": "Email", "name": "Name", "team": "team",
          "heard": "I am heard.", "energy": "I have energy left.", "who": "Who is hurt?",
          "words": "In your own words?"}  # fmt: skip


def _good(count: int, first: int = 1, month: str = "2026-11", **cells: str) -> list[list[str]]:
    return [_sheet(number, month, **cells) for number in range(first, first + count)]


def _text(rows: Sequence[Sequence[str]], head: Sequence[str] = _HEAD, delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([head, *rows])
    return text.getvalue()


def _put(root: Path, rows: Sequence[Sequence[str]], name: str = "export.csv", head: Sequence[str] = _HEAD) -> str:
    (root / name).write_bytes(_text(rows, head).encode())
    return name


def _comments(root: Path) -> list[str]:
    """The comments the store holds."""
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return [text for (text,) in database.execute("SELECT text FROM comment")]


# --- the outcome -----------------------------------------------------------------------------------------------------


def _collect(root: Path, *arguments: str, wave: str = "2026-11") -> subprocess.CompletedProcess[str]:
    """The command as typed; whatever it says must be fit for a terminal and free of a trace."""
    named = () if "--wave" in arguments else ("--wave", wave)
    done = pulse("collect", *arguments, *named, cwd=root)
    _safe(done.stdout + done.stderr)
    return done


def _told(root: Path, *arguments: str, status: int = 0, wave: str = "2026-11") -> dict[str, Any]:
    done = _collect(root, *arguments, "--json", wave=wave)
    assert done.returncode == status, done.stdout + done.stderr
    (summary,) = json.loads(done.stdout)
    counts = dict(summary["counts"])
    assert counts.pop("read") == sum(counts.values())
    return dict(summary)


def _refused(root: Path, *arguments: str, status: int = 65, wave: str = "2026-11") -> str:
    """What a refusal says; nothing is stored. 65 for bad data, 1 where a mapping stands ready to be completed."""
    before = _stored(root)
    done = _collect(root, *arguments, wave=wave)
    assert done.returncode == status, done.stdout + done.stderr
    assert "-> " in done.stderr
    assert _stored(root) == before
    return done.stderr


def _safe(text: str) -> None:
    assert "Traceback" not in text
    bad = {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in "\n\t"}
    assert not bad, f"control characters on the terminal: {sorted(map(ascii, bad))}"


def _stored(root: Path) -> Counter[tuple[object, ...]]:
    """The stored sheets as (team, heard, energy, who, words)."""
    if not (root / "pulse.db").exists():
        return Counter()
    database = sqlite3.connect(root / "pulse.db")
    found: Counter[tuple[object, ...]] = Counter()
    scale = [None, "strongly_disagree", "disagree", "neither_agree_nor_disagree", "agree", "strongly_agree"]
    for (wave,) in database.execute("SELECT id FROM wave").fetchall():
        for place, heard, energy, me, team, nobody, words in database.execute(
            "SELECT place, i_heard, i_energy, m_who__me, m_who__team, m_who__nobody, w_words "
            f"FROM answers_{wave} JOIN atom ON atom.id = atom"
        ):
            ticked = {"me": me, "team": team, "nobody": nobody}
            who = None if me is None else tuple(name for name, tick in ticked.items() if tick)
            found[(json.loads(place)[0], scale[heard or 0], scale[energy or 0], who, words)] += 1
    database.close()
    return found


def _as_stored(**other: object) -> tuple[object, ...]:
    codes = _CODES | other
    return (codes["team"], codes["heard"], codes["energy"], codes["who"], codes["words"])


def _rejects(root: Path, summary: dict[str, Any]) -> list[dict[str, str]]:
    """The list of what was set aside, as a spreadsheet would read it."""
    content = (root / summary["rejects"]).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def _scan(root: Path, *secrets: str, but: Sequence[str] = ("export.csv",)) -> None:
    """No file the tool wrote holds a secret, in any case or width of letters."""
    files = [path for path in root.rglob("*") if path.is_file() and path.name not in but]
    assert any(path.name == "pulse.db" for path in files)
    for path in files:
        content = path.read_bytes()
        folded = content.lower()
        for secret in secrets:
            assert secret.lower().encode() not in folded, f"{secret!r} in {path.name}"
            assert secret.encode("utf-16-le") not in content, f"{secret!r} in {path.name}"


# --- 1-10: what a file is --------------------------------------------------------------------------------------------


def test_case_01_byte_order_mark(root: Path) -> None:
    """The mark is dropped; the first column is known by its name."""
    (root / "export.csv").write_bytes(b"\xef\xbb\xbf" + _text(_good(5)).encode())
    told = _told(root, "export.csv")
    assert told["file"]["columns"][0]["label"] == "ID"
    assert {"position": 1, "how": "platform", "role": "id"} in told["matches"]
    assert _stored(root) == {_as_stored(): 5}


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_case_02_utf_16(root: Path, codec: str) -> None:
    """Excel's 'Unicode text' is read as what its mark says it is."""
    text = "\ufeff" + _text(_good(5, team="Zoë’s ward"), delimiter="\t")
    (root / "export.csv").write_bytes(text.encode(codec))
    assert _told(root, "export.csv")["file"]["encoding"] == "UTF-16"
    assert _stored(root) == {_as_stored(team="Zoë’s ward"): 5}


def test_case_03_windows_1252(root: Path) -> None:
    """Curly quotes and a pound sign: refused until the encoding is said, and then exactly those signs."""
    (root / "export.csv").write_bytes(_text(_good(5, team="Bett’s £5 “ward”")).encode("cp1252"))
    said = _refused(root, "export.csv")
    assert "--encoding cp1252" in said
    assert "export.csv:2" in said
    _told(root, "export.csv", "--encoding", "cp1252")
    assert _stored(root) == {_as_stored(team="Bett’s £5 “ward”"): 5}


def test_case_03_a_mark_that_contradicts_what_is_said(root: Path) -> None:
    """A file whose first bytes say UTF-8 is not windows-1252 because somebody says so: read right, or refused."""
    (root / "export.csv").write_bytes(_text(_good(5, team="Bett’s £5 ward")).encode("utf-8-sig"))
    done = _collect(root, "export.csv", "--encoding", "cp1252")
    assert done.returncode in (0, 65), done.stderr
    assert _stored(root) == ({_as_stored(team="Bett’s £5 ward"): 5} if done.returncode == 0 else Counter())


def test_case_04_nul_in_a_field(root: Path) -> None:
    """Refused, with the number of the row."""
    _put(root, [*_good(5), _sheet(6, heard="Ag\0ree"), *_good(5, 7)])
    assert "export.csv:7" in _refused(root, "export.csv")


def test_case_05_a_field_of_200_000_characters(root: Path) -> None:
    """No traceback: as a comment it is cut where it is said to be, as an answer set aside with a warning."""
    long = "x" * 200_000
    _put(root, [*_good(40), _sheet(41, words=long), _sheet(42, heard=long)])
    told = _told(root, "export.csv", status=1)
    assert (told["comments"], told["comments_cut"]) == (1, 1)
    assert _comments(root) == ["x" * 10_000]
    assert [(it["line"], it["item"], it["code"]) for it in _rejects(root, told)] == [
        ("43", "heard", "VALUE_NOT_IN_SCALE")
    ]
    assert _stored(root) == {_as_stored(): 40, _as_stored(words=1): 1, _as_stored(heard=None): 1}
    _scan(root, "x" * 10_001)


@pytest.mark.parametrize("row", [3, 40])
def test_case_06_a_quote_that_is_never_closed(root: Path, row: int) -> None:
    """Refused with the row where it opens; the rest of the file is no giant last row."""
    lines = _text(_good(40)).splitlines(keepends=True)
    lines[row] = lines[row].replace("North", '"North')
    (root / "export.csv").write_bytes("".join(lines).encode())
    said = _refused(root, "export.csv")
    assert f"export.csv:{row + 1}" in said
    assert "quote" in said


def test_case_07_too_few_or_too_many_columns(root: Path) -> None:
    """Those rows are rejected with their numbers; nobody's answers are shifted."""
    _put(root, [*_good(20), _sheet(21)[:-2], *_good(20, 22), [*_sheet(42), "more"], *_good(20, 43)])
    told = _told(root, "export.csv", status=1)
    assert told["counts"]["rejected"] == 2
    assert [(it["line"], it["record"], it["code"]) for it in _rejects(root, told)] == [
        ("22", "21", "WIDTH_SHORT"),
        ("43", "42", "WIDTH_LONG"),
    ]
    assert _stored(root) == {_as_stored(): 60}


def test_case_08_two_columns_with_one_header(root: Path) -> None:
    """Where an item is meant: not collected, both positions named. Where none is: listed."""
    doubled = [*_HEAD, "I am heard."]
    _put(root, [[*row, "Disagree"] for row in _good(5)], head=doubled)
    said = _refused(root, "export.csv", status=1)
    assert "7" in said
    assert "11" in said
    twice = [*_HEAD, "Shoe size", "Shoe size"]
    _put(root, [[*row, "41", "42"] for row in _good(5)], head=twice)
    assert _told(root, "export.csv")["file"]["repeated"] == [[11, 12]]
    assert _stored(root) == {_as_stored(): 5}


def test_case_09_empty_header_only_three_header_rows(root: Path) -> None:
    """Empty: an error. A header only: no answers, no wave. Qualtrics' three header rows: known, and no answers."""
    (root / "export.csv").write_bytes(b"")
    assert "empty" in _refused(root, "export.csv")
    _put(root, [])
    assert "no answers" in _refused(root, "export.csv")
    assert json.loads(pulse("collects", "--json", cwd=root).stdout) == []
    heads = [
        ["StartDate", "EndDate", "Finished", "ResponseId", "team", "heard", "energy", "who", "words"],
        ["Start Date", "End Date", "Finished", "Response ID", "team", *_HEAD[6:]],
        ['{"ImportId":"startDate","timeZone":"Europe/London"}', '{"ImportId":"endDate"}', '{"ImportId":"finished"}',
         '{"ImportId":"_recordId"}', *(f'{{"ImportId":"QID{at}"}}' for at in range(5))],
    ]  # fmt: skip
    row = ["2026-11-02 10:00:00", "2026-11-02 10:05:00", "True", "R_1", "North", "Agree", "Disagree", "Nobody", ""]
    _put(root, [*heads[1:], row], head=heads[0])
    told = _told(root, "export.csv")
    assert (told["file"]["header_rows"], told["counts"]["read"]) == (3, 1)
    assert _stored(root) == {_as_stored(): 1}


def test_case_10_the_same_file_twice(root: Path) -> None:
    """The second run adds nothing and says so."""
    _put(root, _good(5))
    assert _told(root, "export.csv")["counts"]["stored"] == 5
    again = _told(root, "export.csv")
    assert (again["again"], again["counts"]["stored"], again["counts"]["duplicate"]) == (True, 0, 5)
    assert "collected before" in _collect(root, "export.csv").stdout
    assert _stored(root) == {_as_stored(): 5}


# --- 11-13: who ------------------------------------------------------------------------------------------------------


def test_case_11_one_person_twice(root: Path) -> None:
    """Counted once, by the last complete answer; how many gave way is told, whose is not."""
    late = _sheet(8, email="ada@nhs.example.org", heard="Strongly agree", sent="2026-11-20 10:00:00")
    early = _sheet(9, email="ada@nhs.example.org", heard="Disagree", sent="2026-11-02 10:00:00")
    blank = _sheet(10, email="ada@nhs.example.org", team="", heard="", energy="", who="", sent="2026-11-21 10:00:00")
    _put(root, [*_good(5), late, early, blank])
    done = _collect(root, "export.csv")
    assert "1 sheets left out: the same person sent a later one" in done.stdout
    assert "ada" not in done.stdout + done.stderr
    assert _stored(root) == {_as_stored(): 5, _as_stored(heard="strongly_agree"): 1}


def test_case_12_one_address_in_three_spellings(root: Path) -> None:
    """Case, spaces around it and full-width letters make no second person."""
    spellings = ("ada@nhs.example.org", "  Ada@NHS.Example.ORG ", "ａｄａ＠ｎｈｓ．ｅｘａｍｐｌｅ．ｏｒｇ")
    _put(root, [*_good(5), *(_sheet(10 + at, email=it) for at, it in enumerate(spellings))])
    told = _told(root, "export.csv")
    assert (told["answered_twice"], told["answered"]) == (2, {"2026-11": 6})
    _scan(root, *spellings, "nhs.example", "ａｄａ")


@pytest.mark.parametrize("address", ["", "anonymous", "ward@nhs.example.org", "test@nhs.example.org", "Anonym", "n/a"])
def test_case_13_blank_and_shared_ids(root: Path, address: str) -> None:
    """Nobody's own: ten rows stay ten people."""
    _put(root, _good(10, email=address))
    told = _told(root, "export.csv")
    assert (told["answered_twice"], told["answered"]) == (0, {"2026-11": 10})
    assert _stored(root) == {_as_stored(): 10}


def test_case_13_a_shared_id_nobody_listed(root: Path) -> None:
    """An address that many rows bear is shared, whatever it is called: not merged, and the count is told."""
    _put(root, [*_good(5), *_good(6, 10, email="oak.suite@nhs.example.org")])
    told = _told(root, "export.csv")
    assert (told["shared"], told["answered_twice"], told["answered"]) == (6, 0, {"2026-11": 11})


# --- 14-18: answers --------------------------------------------------------------------------------------------------


def test_case_14_numbers_that_are_no_point_of_a_scale(root: Path) -> None:
    """Invalid and counted; never turned into a point; no traceback."""
    numbers = ("0", "6", "7", "-1", "NaN", "inf", "1e0", "9" * 5000)
    _put(root, [*_good(200), *(_sheet(300 + at, heard=it) for at, it in enumerate(numbers))])
    told = _told(root, "export.csv", status=1)
    assert [(it["line"], it["code"]) for it in _rejects(root, told)] == [
        (str(202 + at), "VALUE_NOT_IN_SCALE") for at in range(8)
    ]
    assert told["counts"]["stored"] == 208
    assert _stored(root) == {_as_stored(): 200, _as_stored(heard=None): 8}


def test_case_15_digits_of_other_scripts(root: Path) -> None:
    """Full-width digits are the same digits (NFKC), Arabic-Indic ones no option: in a rehearsal as in earnest."""
    five = '[scales.five]\noptions = { o1 = "1", o2 = "2", o3 = "3", o4 = "4", o5 = "5" }\n'
    form = _FORM.replace('"agree5"', '"five"', 1).replace("[[item]]", five + "[[item]]", 1)
    (root / "surveys" / "pulse.toml").write_text(form, encoding="utf-8")
    _put(root, [*_good(60, heard="4"), _sheet(61, heard="４"), _sheet(62, heard="٤")])
    rehearsed, done = _told(root, "export.csv", "--dry-run", status=1), _told(root, "export.csv", status=1)
    for told in (rehearsed, done):
        assert told["counts"]["stored"] == 62
        assert [(it["code"], it["line"], it["column"]) for it in told["problems"]] == [("answer-not-in-scale", 63, 7)]
    database = sqlite3.connect(root / "pulse.db")
    found = dict(database.execute("SELECT i_heard, count(*) FROM answers_1 GROUP BY 1").fetchall())
    database.close()
    assert found == {4: 61, None: 1}


def test_case_16_labels_by_another_hand(root: Path) -> None:
    """Spaces and case do not count; an unknown label is listed in the mapping and refused until it means something."""
    _put(root, [_sheet(1, heard="Agree "), _sheet(2, heard=" AGREE"), _sheet(3, heard="\u00a0agree.")])
    _told(root, "export.csv")
    assert _stored(root) == {_as_stored(): 3}
    _put(root, [_sheet(4, heard="Rather so"), _sheet(5, heard="Rather so"), _sheet(6)], name="export2.csv")
    said = _refused(root, "export2.csv", status=1)
    assert "Rather so" not in said
    mapping = root / "surveys" / "pulse.microsoft-forms.map.toml"
    assert '"Rather so"' in mapping.read_text(encoding="utf-8")
    with mapping.open("a", encoding="utf-8") as file:
        file.write('\n[answers.heard]\n"Rather so" = "agree"\n')
    _told(root, "export2.csv")
    assert _stored(root) == {_as_stored(): 6}


def test_case_17_options_that_hold_the_separator(root: Path) -> None:
    """Matched against the questionnaire, not split blindly: by semicolon and by comma."""
    _put(root, [_sheet(1, who="My team; all of it;"), _sheet(2, who="Me, myself;My team; all of it;")])
    _told(root, "export.csv")
    want = {_as_stored(who=("team",)): 1, _as_stored(who=("me", "team")): 1}
    assert _stored(root) == want
    head = ["Timestamp", *_HEAD[5:]]
    rows = [["11/13/2026 10:05:11", "South", "Agree", "Disagree", ticks, ""]
            for ticks in ("Me, myself", "Me, myself, Nobody", "Nobody, My team; all of it")]  # fmt: skip
    _put(root, rows, "google.csv", head)
    _told(root, "google.csv")
    for who in (("me",), ("me", "nobody"), ("team", "nobody")):
        want[_as_stored(who=who, team="South")] = 1
    assert _stored(root) == want


def test_case_18_dates(root: Path) -> None:
    """Day or month first must be declared; year 1 is no date; outside the wave is not counted; no time is stored."""
    rows = [_sheet(at, sent="03/04/2026 10:05:07") for at in range(1, 41)]
    strange = [_sheet(41, sent="0001-01-01 10:00:00"), _sheet(42, sent="05/05/2026 10:05:07")]
    _put(root, [*rows, *strange])
    said = _refused(root, "export.csv", wave="2026-04")
    assert 'dates = "day-first"' in said
    mapping = root / "surveys" / "pulse.microsoft-forms.map.toml"
    text = 'survey = "pulse"\nplatform = "microsoft-forms"\ndates = "day-first"\n'
    mapping.write_text(text, encoding="utf-8")
    told = _told(root, "export.csv", wave="2026-04", status=1)
    assert {name: count for name, count in told["counts"].items() if count} == {
        "read": 42, "stored": 40, "rejected": 1, "outside": 1,
    }  # fmt: skip
    assert [it["code"] for it in _rejects(root, told)] == ["DATE_UNPARSED"]
    _scan(root, "10:05", "03/04", "2026-04-03", "0001-01")


# --- 19-22: identities -----------------------------------------------------------------------------------------------


def test_case_19_identity_under_another_name(root: Path) -> None:
    """Known by its values and dropped; the columns are named without a value."""
    head = [*_HEAD, "Adresse e-mail", "Work mail", "Reached at", "Where from"]
    rows = [
        [*row, f"ada{at}@nhs.example.org", f"bob{at}@nhs.example.org" if at % 3 else "", f"cyd{at}@nhs.example.org",
         f"192.0.2.{at}"]
        for at, row in enumerate(_good(9))
    ]  # fmt: skip
    _put(root, rows, head=head)
    told = _told(root, "export.csv")
    assert {it["position"] for it in told["file"]["dropped"]} >= {11, 12, 13, 14}
    said = _collect(root, "export.csv")
    for name in head[-4:]:
        assert name in said.stdout
    assert "@" not in said.stdout + said.stderr
    assert "192.0.2" not in said.stdout + said.stderr
    _scan(root, "nhs.example", "192.0.2")


@pytest.mark.parametrize(
    "secret",
    [
        "ada@nhs.example.org",
        "192.0.2.77",
        "2001:db8:85a3::8a2e:370:7334",
        "please write to ada@nhs.example.org about it",
        "x" * 400 + " ada@nhs.example.org",
    ],
    ids=["e-mail", "IPv4", "IPv6", "e-mail in words", "e-mail behind 400 signs"],
)
def test_case_20_identity_inside_answers(root: Path, secret: str) -> None:
    """An e-mail or network address in a scale, a list and a group: set aside before the store; a scan finds nothing."""
    rows = [_sheet(101, heard=secret), _sheet(102, who=f"Nobody;{secret};"), _sheet(103, team=secret)]
    _put(root, [*_good(100), *rows])
    told = _told(root, "export.csv", status=1)
    assert [(it["item"], it["code"]) for it in _rejects(root, told)] == [
        ("heard", "VALUE_NOT_IN_SCALE"),
        ("who", "OPTION_UNKNOWN"),
    ]
    assert told["not_assigned"] == {"team": 1}
    _scan(root, secret, "nhs.example", "192.0.2.77", "8a2e:370")


def test_case_21_comments_with_numbers_of_people(root: Path) -> None:
    """Typed marks stand for the five kinds before anything is stored; a wrong check digit is left for the review."""
    secrets = ("943 476 5919", "QQ 12 34 56 C", "07700 900123", "SW1A 1AA", "ada@nhs.example.org")
    wrong = "943 476 5910"
    _put(root, [*_good(5), *(_sheet(10 + at, words=f"Ring {it} now") for at, it in enumerate((*secrets, wrong)))])
    told = _told(root, "export.csv")
    assert (told["comments"], told["comments_redacted"], told["comments_doubtful"]) == (6, 5, 1)
    assert _stored(root) == {_as_stored(): 5, _as_stored(words=1): 6}
    marks = ("nhs number", "ni number", "phone", "postcode", "email")
    assert sorted(_comments(root)) == sorted(f"Ring {it} now" for it in (*(f"[{mark}]" for mark in marks), wrong))
    _scan(root, *secrets)


def test_case_22_a_comment_that_names_a_colleague(root: Path) -> None:
    """On the list, in any case: it reaches no file. On none: it waits for a person, and reaches no report."""
    comments = ("ask bridget o'hara, she knows", "BRIDGET O'HARA shouted", "it was bridget")
    _put(root, [*_good(20, month="2026-10"), *(_sheet(30 + at, "2026-10", words=it) for at, it in enumerate(comments))])
    assert _told(root, "export.csv", wave="2026-10")["comments"] == 3
    assert "it was bridget" in _comments(root)
    for form in ("html", "csv", "json", "md"):
        done = pulse("report", "--wave", "2026-10", "--format", form, "--output", "-", cwd=root)
        assert (done.returncode, "bridget" in done.stdout.lower()) == (0, False)
    listed = workspace(root.with_name("listed"), _FORM, _STAFF_LIST)
    (listed.parent / "staff.txt").write_text("Bridget O'Hara\n", encoding="utf-8")
    (listed / "export.csv").write_bytes((root / "export.csv").read_bytes())
    assert _told(listed, "export.csv", wave="2026-10")["redactions"] == {"name": 3}
    assert sorted(_comments(listed)) == ["[name] shouted", "ask [name], she knows", "it was [name]"]
    (listed / "export.csv").unlink()
    _scan(listed, "bridget", "o'hara")


# --- 23-26, 28: text that does something ------------------------------------------------------------------------------

_FORMULAS = ('=HYPERLINK("http://x.example/","click")', "+1", "-2", "@x", "=1+1")


def test_case_23_formulas(root: Path) -> None:
    """In a comment, an answer, a group and a file's own name: no cell of any CSV we write begins a formula."""
    rows = [_sheet(100 + at, "2026-10", words=it, heard=it) for at, it in enumerate(_FORMULAS)]
    groups = [
        row
        for at, name in enumerate((*_FORMULAS, "\tTab", "\rReturn"))
        for row in _good(14, 200 + 20 * at, "2026-10", team=name)
    ]
    name = _put(root, [*_good(60, month="2026-10"), *rows, *groups], name="=cmd.csv")
    told = _told(root, name, wave="2026-10", status=1)
    assert len(_rejects(root, told)) == 5
    done = pulse("report", "--wave", "2026-10", "--format", "csv", "--output", "figures.csv", cwd=root)
    assert done.returncode == 0, done.stderr
    written = [root / told["rejects"], root / "figures.csv"]
    cells = [cell for path in written for row in csv.reader(path.read_text("utf-8-sig").splitlines()) for cell in row]
    assert "'=1+1" in cells  # the group is there, and defused
    harmless = re.compile(r"-?\d+(\.\d+)?")
    assert [it for it in cells if it[:1] in ("=", "+", "-", "@", "\t", "\r") and not harmless.fullmatch(it)] == []
    assert "-2" not in cells  # a group's name that looks like a number is defused as well
    assert _stored(root)[_as_stored(team="=1+1")] == 14


_MARKUP = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(2)">',
    "</style><b>",
    "]]>",
    "&lt;b&gt;",
    '" onload="x',
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_case_24_markup(root: Path) -> None:
    """In comments and groups' names: literal text on the page and in JSON; nothing runs and nothing is fetched."""
    rows = [row for at, name in enumerate(_MARKUP) for row in _good(14, 20 * at, "2026-10", team=name, words=name)]
    plain = [row for at, _ in enumerate(_MARKUP) for row in _good(14, 20 * at, "2026-10", team=f"Team {at}")]
    bare, told = root.with_name("plain"), _told(root, _put(root, rows), wave="2026-10")
    assert told["comments"] == len(rows)
    (bare / "surveys").mkdir(parents=True)
    for path in ("pulse.toml", "surveys/pulse.toml"):
        (bare / path).write_bytes((root / path).read_bytes())
    _told(bare, _put(bare, plain), wave="2026-10")
    pages = []
    for folder in (root, bare):
        done = pulse("report", "--output", "page.html", cwd=folder)
        _safe(done.stdout + done.stderr)
        assert done.returncode == 0, done.stderr
        pages.append((folder / "page.html").read_text(encoding="utf-8"))
    tags = []
    for page in pages:
        parser = _Tags()
        parser.feed(page)
        tags.append(Counter((tag, *sorted(attrs)) for tag, attrs in parser.found))
    assert tags[0] == tags[1]  # whatever a group is called, the page has the same elements with the same attributes
    for raw in ("<script>alert", "<img src=x", "</style><b>", 'onload="x'):
        assert raw not in pages[0]
    figures = pulse("report", "--format", "json", "--output", "-", cwd=root)
    assert set(_MARKUP) <= set(_texts(json.loads(figures.stdout)))


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.items() for part in each for text in _texts(part)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


_CONTROLS = (
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "a\u200bb\u2066c\u2069",
    "bell\x07\x08\x7f",
    "\x9b31m",
    "e" + "\u0301" * 10_000,
)


def test_case_25_control_characters(root: Path) -> None:
    """In comments, groups, headings and the file's name: none is sent to the terminal, kept or shown."""
    head = [*_HEAD, *(f"Extra {it}" for it in _CONTROLS)]
    rows = [[*row, *[""] * 6] for at, it in enumerate(_CONTROLS)
            for row in _good(14, 20 * at, "2026-10", team=f"Ward {it}", words=it)]  # fmt: skip
    name = _put(
        root, [*rows, [*_sheet(500, "2026-10", heard="\x1b]0;x\x07"), *[""] * 6]], "ex\x1b[31mport\u202e.csv", head
    )
    told = _told(root, name, wave="2026-10", status=1)  # `_told` looks at what the terminal was sent
    assert told["comments"] == len(rows)
    for command in (("collect", name, "--wave", "2026-10"), ("inspect", name), ("collects",), ("map", name)):
        done = pulse(*command, cwd=root)
        assert done.returncode in (0, 1), done.stderr
        _safe(done.stdout + done.stderr)
    places = [team for team, *_ in _stored(root)]
    for place in map(str, places):
        assert not [sign for sign in place if unicodedata.category(sign) in ("Cc", "Cf", "Cs")], ascii(place[:40])
        assert len(place) <= 1000
    done = pulse("report", "--output", "page.html", cwd=root)
    assert done.returncode == 0, done.stderr
    _safe(done.stdout + done.stderr)
    page = (root / "page.html").read_text(encoding="utf-8")
    assert not [sign for sign in page if unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in "\n\t\u00ad"]
    assert "\u0301" * 100 not in page


def test_case_26_names_that_are_paths(root: Path) -> None:
    """Quotes, a line end, HTML, '../..', 'CON', 300 signs: shown as text; no file is written outside the workspace."""
    names = ('"North"', "North\nSouth", "<b>North</b>", "../../etc/passwd", "CON", "..\\..\\x", "N" * 300)
    rows = [row for at, name in enumerate(names) for row in _good(14, 20 * at, "2026-10", team=name)]
    _told(root, _put(root, rows), wave="2026-10")
    done = pulse("report", cwd=root)
    assert done.returncode == 0, done.stderr
    assert set(_stored(root)) == {_as_stored(team=" ".join(name.split())) for name in names}
    assert sorted(path.relative_to(root.parent).as_posix() for path in root.parent.rglob("*") if path.is_file()) == [
        "w/export.csv", "w/pulse.db", "w/pulse.key", "w/pulse.toml", "w/reports/pulse-2026-10.html",
        "w/surveys/pulse.toml",
    ]  # fmt: skip


def test_case_28_sql_in_ids_labels_and_codes(root: Path) -> None:
    """Bound, never spliced: stored literally, and every table is still there."""
    sql = "x'); DROP TABLE atom; DELETE FROM wave; --"
    form = _FORM.replace('"Me, myself"', json.dumps(sql)).replace("I am heard.", "'; DROP TABLE collect; --")
    (root / "surveys" / "pulse.toml").write_text(form, encoding="utf-8")
    head = [it.replace("I am heard.", "'; DROP TABLE collect; --") for it in _HEAD]
    _put(
        root, [_sheet(1, team=sql, who=f"{sql};", id=sql, email=sql), _sheet(2, team='"; --'), *_good(3, 3)], head=head
    )
    told = _told(root, "export.csv", "--survey", "pulse")
    assert told["counts"]["stored"] == 5
    assert _stored(root) == {
        _as_stored(team=sql, who=("me",)): 1, _as_stored(team='"; --'): 1, _as_stored(): 3,
    }  # fmt: skip
    listed = json.loads(pulse("collects", "--json", cwd=root).stdout)
    assert [it["waves"] for it in listed] == [{"2026-11": 5}]
    assert pulse("collect", "export.csv", "--wave", "2026-11", "--survey", sql, cwd=root).returncode == 2


# --- 29-30: the structure --------------------------------------------------------------------------------------------

_PEOPLE = "valid_from,team,staff_group,headcount,formerly\n2026-01-01,North,,30,\n2026-01-01,South,,30,\n"


def test_case_29_a_team_nobody_knows(root: Path) -> None:
    """Kept as 'not assigned': part of the totals and of the complement of every other group."""
    (root / "people.csv").write_text(_PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    known = [*_good(20, month="2026-10"), *_good(20, 100, "2026-10", team="South")]
    _put(root, [*known, *_good(5, 200, "2026-10", team="Nowhere")])
    told = _told(root, "export.csv", wave="2026-10", status=1)
    assert (told["not_assigned"], told["answered"]) == ({"team": 5}, {"2026-10": 45})
    assert _stored(root)[_as_stored(team="")] == 5
    figures = json.loads(pulse("report", "--format", "json", "--output", "-", cwd=root).stdout)["figures"]
    everyone = [it for it in _rows(figures) if it["group"] == "all" and it["item"] == "heard" and it["n"]]
    assert {it["n"] for it in everyone} == {45}
    # North and South together leave the five: were both and everyone exact, they could be worked out.
    of_teams = [it for it in _rows(figures) if it["group"] in ("North", "South") and it["item"] == "heard"]
    assert sum(bool(it["n"]) for it in of_teams if it["measure"] == "favourable") <= 1


def _rows(figures: Any) -> list[dict[str, Any]]:
    return list(figures["figures"] if isinstance(figures, dict) else figures)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["North,Ward,30,", "South,Ward,30,"], 2),
        ([",Ward,30,"], 2),
        (["North,Ward,30,Ward 2", "North,Ward 2,30,Ward"], 2),
    ],
    ids=["two parents", "an orphan", "a loop"],
)
def test_case_30_a_structure_that_is_none(root: Path, lines: list[str], line: int) -> None:
    """Refused with its line, before any answer is read.

    Groups are whole paths, so none can lie within itself; but two can each be said to be the other's former self.
    """
    (root / "pulse.toml").write_text('organisation = "O"\nlevels = ["directorate", "team"]\n', encoding="utf-8")
    head = "valid_from,directorate,team,headcount,formerly\n"
    (root / "people.csv").write_text(head + "".join(f"2026-01-01,{it}\n" for it in lines), encoding="utf-8")
    done = pulse("people", "people.csv", cwd=root)
    assert done.returncode == 65, done.stdout + done.stderr
    assert re.search(rf"people\.csv:[{line}-{line + 1}]", done.stderr)
    _put(root, _good(5))
    _collect(root, "export.csv")
    database = sqlite3.connect(root / "pulse.db")
    assert database.execute("SELECT count(*) FROM people").fetchone() == (0,)
    database.close()


# --- 37: the key -----------------------------------------------------------------------------------------------------


def _no_key(root: Path) -> None:
    (root / "pulse.key").unlink()


def _wrong_key(root: Path) -> None:
    text = (root / "pulse.key").read_text(encoding="utf-8")
    found = re.findall(r"[0-9a-f]{64}", text)
    assert found
    (root / "pulse.key").write_text(text.replace(found[0], "ab" * 32), encoding="utf-8")


def _empty_key(root: Path) -> None:
    (root / "pulse.key").write_bytes(b"")


def _open_key(root: Path) -> None:
    (root / "pulse.key").chmod(0o640)


def _tracked_key(root: Path) -> None:
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "add", "-f", "pulse.key"], check=True)


@_POSIX
@pytest.mark.parametrize("spoil", [_no_key, _wrong_key, _empty_key, _open_key, _tracked_key])
def test_case_37_a_key_that_cannot_be_trusted(root: Path, spoil: Callable[[Path], None]) -> None:
    """Stops before an answer is read; the database is the same to the byte; no key is printed, none made anew."""
    _put(root, _good(5))
    _told(root, "export.csv")
    (secret,) = re.findall(r"[0-9a-f]{64}", (root / "pulse.key").read_text(encoding="utf-8"))
    spoil(root)
    kept = (root / "pulse.key").read_bytes() if (root / "pulse.key").exists() else None
    before = (root / "pulse.db").read_bytes()
    _put(root, _good(9), "more.csv")
    done = _collect(root, "more.csv")
    assert done.returncode == 78, done.stdout + done.stderr
    assert secret not in done.stdout + done.stderr
    assert "ab" * 32 not in done.stdout + done.stderr
    assert (root / "pulse.db").read_bytes() == before
    assert ((root / "pulse.key").read_bytes() if (root / "pulse.key").exists() else None) == kept


# --- 38: files that are no exports ------------------------------------------------------------------------------------


def _xlsx_bomb(path: Path) -> Path:
    """A sheet of one row whose text packs a thousand to one, 300 MB unpacked."""
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": '<workbook><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b" " * 1_000_000)
    return path


def _zip_of_csv(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("export.csv", "a,b\n" * 1_000_000)
    return path


def _gz_bomb(path: Path) -> Path:
    with gzip.open(path, "wb") as packed:
        for _ in range(50):
            packed.write(b"0" * 1_000_000)
    return path


def _fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _link(path: Path) -> Path:
    target = path.with_name("target.csv")
    target.write_text(_text(_good(5)), encoding="utf-8")
    path.symlink_to(target)
    return path


def _five_gigabytes(path: Path) -> Path:
    path.touch()
    os.truncate(path, 5_000_000_000)
    return path


_NO_EXPORTS: dict[str, tuple[str, Callable[[Path], Path], int, str]] = {
    "xlsx bomb": ("bomb.xlsx", _xlsx_bomb, 65, "unpacks"),
    "zip": ("export.zip", _zip_of_csv, 65, "no table"),
    "zip named csv": ("export.csv", _zip_of_csv, 65, "no table"),
    "zip named xlsx": ("export.xlsx", _zip_of_csv, 65, "workbook"),
    "gzip": ("export.csv.gz", _gz_bomb, 65, "no table"),
    "FIFO": ("export.csv", _fifo, 66, "pipe"),
    "folder": ("export.csv", _folder, 66, "folder"),
    "symbolic link": ("export.csv", _link, 66, "link"),
    "5 GB": ("export.csv", _five_gigabytes, 65, "larger than 2 GB"),
}


@_POSIX
@pytest.mark.parametrize("kind", list(_NO_EXPORTS))
def test_case_38_files_that_are_no_exports(root: Path, kind: str) -> None:
    """Refused by size, by ratio or by kind: quickly, in bounded memory, in a sentence, with nothing stored."""
    name, make, status, words = _NO_EXPORTS[kind]
    make(root / name)
    begun = time.monotonic()
    done, megabytes = _measured(root, "collect", name, "--wave", "2026-11")
    assert time.monotonic() - begun < 10
    assert megabytes < 150
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    _safe(done.stdout + done.stderr)
    assert _stored(root) == Counter()


def _measured(root: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], float]:
    """A run and the most memory it held, in MB, as its own parent counted it."""
    script = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], timeout=30)\n"
        "print('\\nMOST', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)\n"
        "sys.exit(done.returncode)\n"
    )
    environ = {**os.environ, "PULSE_TODAY": DAY, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, PROGRAM, *arguments],
        cwd=root, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, _, most = done.stderr.rpartition("\nMOST ")
    done.stderr = said
    return done, int(most) / 1024


# --- 39: when the machine fails ---------------------------------------------------------------------------------------


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@_POSIX
def test_case_39_the_disk_is_full(root: Path) -> None:
    """All or nothing: 73, the database whole and as it was, no file with answers left; the next run works."""
    import resource

    _put(root, _good(5))
    _told(root, "export.csv")
    before, files = _stored(root), _files(root)
    _put(root, _good(3000, 100, team="Full"), "big.csv")
    size = (root / "pulse.db").stat().st_size
    done = subprocess.run(
        [PROGRAM, "collect", "big.csv", "--wave", "2026-11"],
        cwd=root, env={**os.environ, "PULSE_TODAY": DAY}, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000)),
    )  # fmt: skip
    assert done.returncode == 73, done.stdout + done.stderr
    _safe(done.stdout + done.stderr)
    assert _files(root) - {"pulse.db-journal"} == files | {"big.csv"}
    assert (_stored(root), _files(root)) == (before, files | {"big.csv"})
    assert _told(root, "big.csv")["counts"]["stored"] == 3000


@_POSIX
def test_case_39_killed(root: Path) -> None:
    """Killed while its rows are on their way: nothing of them is there; the next run brings them all."""
    _put(root, _good(5))
    _told(root, "export.csv")
    before, files = _stored(root), _files(root)
    _put(root, _good(9_000, 100, team="Killed"), "big.csv")
    running = subprocess.Popen(
        [PROGRAM, "collect", "big.csv", "--wave", "2026-11"],
        cwd=root, env={**os.environ, "PULSE_TODAY": DAY}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 20
    while not (root / "pulse.db-journal").exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert _stored(root) == before
    assert _files(root) - {"pulse.db-journal"} == files | {"big.csv"}
    assert _told(root, "big.csv")["counts"]["stored"] == 9_000
    assert _files(root) == files | {"big.csv"}


def test_case_39_the_database_is_locked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run holds the lock: 75 after a while (here a short one), nothing changed; the next run works."""
    monkeypatch.setattr("pulse.store.store.LOCK_WAIT", 0.2)
    _put(root, _good(5))
    _told(root, "export.csv")
    _put(root, _good(5, 10), "more.csv")
    other = sqlite3.connect(root / "pulse.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = _collect(root, "more.csv")
    other.execute("ROLLBACK")
    other.close()
    assert (done.returncode, "try again" in done.stderr) == (75, True)
    assert _stored(root) == {_as_stored(): 5}
    assert _told(root, "more.csv")["counts"]["stored"] == 5


def test_case_40_a_comment_that_speaks_of_self_harm(root: Path) -> None:
    """Out of reports and of the review queue, in the lead's own file; the collect says how many. Nobody is named."""
    cries = ("I do not want to live any more", "he hits me at home", "I will burn this place down")
    rows = [_sheet(50 + at, "2026-10", words=it, email=f"ada{at}@nhs.example.org") for at, it in enumerate(cries)]
    _put(root, [*_good(20, month="2026-10"), *rows])
    told = _told(root, "export.csv", status=1, wave="2026-10")
    assert (told["comments"], told["alerts"]) == (3, {"first": 3})
    alerts = root / "alerts.json"
    assert sorted(it["text"] for it in json.loads(alerts.read_text(encoding="utf-8"))) == sorted(cries)
    assert os.name != "posix" or stat.S_IMODE(alerts.stat().st_mode) == 0o600
    queue = json.loads(pulse("comments", "list", "--json", cwd=root).stdout)
    assert [(it["unreviewed"], it["held"]) for it in queue] == [(0, 3)]
    done = pulse("report", "--output", "page.html", cwd=root)
    assert done.returncode == 0, done.stderr
    page = (root / "page.html").read_text(encoding="utf-8")
    assert not [it for it in (*cries, "live any more", "hits me", "burn this") if it in page]
    _scan(root, "nhs.example")


# --- sizes, and a staff list -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "status"), [(2000, 0), (2001, 65)])
def test_two_thousand_columns_are_read_and_not_one_more(root: Path, columns: int, status: int) -> None:
    extra = columns - len(_HEAD)
    _put(root, [[*row, *["x"] * extra] for row in _good(3)], head=[*_HEAD, *(f"Extra {at}" for at in range(extra))])
    done = _collect(root, "export.csv")
    assert done.returncode == status, done.stderr
    assert ("more than 2000 columns" in done.stderr.replace(",", "")) == (status == 65)
    assert _stored(root) == ({_as_stored(): 3} if status == 0 else Counter())


def test_a_cell_of_more_than_sixteen_million_signs_is_refused(root: Path) -> None:
    _put(root, [*_good(3), _sheet(4, words="x" * 16_000_001)])
    assert "export.csv:5" in _refused(root, "export.csv")


@pytest.mark.parametrize(("rows", "status"), [(50, 0), (51, 65)])
def test_more_rows_than_the_settings_allow_are_refused(root: Path, rows: int, status: int) -> None:
    """Two million unless the settings say fewer."""
    with (root / "pulse.toml").open("a", encoding="utf-8") as file:
        file.write("[limits]\nrows = 50\n")
    assert tomllib.loads((root / "pulse.toml").read_text(encoding="utf-8"))["limits"] == {"rows": 50}
    _put(root, _good(rows))
    done = _collect(root, "export.csv")
    assert done.returncode == status, done.stderr
    assert ("more than 50 rows" in done.stderr) == (status == 65)
    assert _stored(root) == ({_as_stored(): 50} if status == 0 else Counter())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("column", ["heard", "who", "team"])
def test_a_staff_list_pasted_into_an_answer_column(root: Path, column: str, kind: str) -> None:
    """Taken neither for answers nor for groups; nothing is stored, nobody on the list is kept anywhere."""
    rows = [_sheet(at, **{column: f"ada.lovelace{at}@nhs.example.org"}) for at in range(1, 31)]
    name = f"export.{kind}"
    if kind == "csv":
        _put(root, rows)
    else:
        with xlsxwriter.Workbook(root / name) as book:
            sheet = book.add_worksheet()
            for at, cells in enumerate([_HEAD, *rows]):
                sheet.write_row(at, 0, cells)
    done = _collect(root, name)
    assert done.returncode in (1, 65), done.stdout + done.stderr  # refused; or its column dropped, and then missing
    assert "lovelace" not in done.stdout + done.stderr
    assert _stored(root) == Counter()
    _scan(root, "lovelace", "nhs.example", but=(name,))
