"""Nobody is named: a scan of every byte the tool wrote, for every identity that was put in.

Exports of several platforms bring e-mail addresses, names, network addresses, the platform's own ids, employee numbers,
access codes and times - in their own columns, in columns nobody asked for, in comments, and astray in answers and
groups. They are collected (with rejects, twice, with changed answers, and undone), mapped, reported, backed up, closed
and purged; the comments are checked, counted and exported for review. The survey links its waves, so that all that is
ever kept of people is there. Then nothing of them is found: not in the database or its journal, the key, rejects,
mappings, aliases, the exported comments, reports or backup, not on the screen or in JSON; not in any case, not as
UTF-8 or UTF-16, not as a bare hash that a list of staff undoes.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
linked = true
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "who"
text = "Who is hurt?"
choose = "any"
options = { me = "Me", team = "My team", others = "Others", patients = "Patients", nobody = "Nobody" }
[[item]]
id = "words"
kind = "text"
text = "In your own words?"
"""
_PEOPLE = 60
_TEAMS = ("North", "South")
_HEARD = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_WHO = ("Me", "My team", "Others", "Patients", "Nobody")
_QUESTIONS = ["team", "I am heard.", "Who is hurt?", "In your own words?"]


class _Person:
    """One invented member of staff, every part of whom is a secret."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.first, self.last = f"Wilhelmina{number:02}", f"Özdemir-O'Shea{number:02}"
        self.mail = f"W.Ozdemir{number:02}@Trust.NHS.example.org"
        self.address = f"203.0.113.{number}"
        self.employee = f"EMP{7_654_300 + number}"
        self.access = f"tok3n{number:02}zq8xw5v7"
        self.response = f"R_3qZx{number:02}WkPl9TrVb"
        self.token = hashlib.sha256(str(number).encode()).hexdigest()[:32]
        self.respondent = str(118_765_432_000 + number)
        self.sent = f"2026-10-{number % 20 + 2:02} 13:{number - 1:02}:{(number * 7) % 60:02}"

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    def secrets(self) -> Iterator[str]:
        yield from (self.first, self.last, self.name, self.mail, self.address, self.employee, self.access)
        yield from (self.response, self.token, self.respondent, self.sent)
        yield self.mail.partition("@")[0]
        yield self.sent[11:]


_STAFF = [_Person(number) for number in range(1, _PEOPLE + 1)]


def _answers(person: _Person, other: _Person) -> list[str]:
    """Team, two answers and a comment; some of them hold what has no place there."""
    team = _TEAMS[person.number % 2]
    heard, who = _HEARD[person.number % 5], _WHO[person.number % 5]
    words = f"{other.name} ({other.mail}, {other.address}) knows" if person.number % 5 == 0 else ""
    if person.number == 31:
        heard = person.mail
    if person.number == 32:
        who = f"ask {person.mail}"
    return [team, heard, who, words]


def _rows() -> Iterator[tuple[_Person, list[str]]]:
    for person, other in zip(_STAFF, [*_STAFF[1:], _STAFF[0]], strict=True):
        yield person, _answers(person, other)


def _microsoft() -> list[list[str]]:
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Employee number", "Where from", *_QUESTIONS]
    return [head, *([str(it.number), it.sent, it.sent, it.mail, it.name, it.employee, it.address, *answers]
                    for it, answers in _rows())]  # fmt: skip


def _qualtrics() -> list[list[str]]:
    own = ["StartDate", "EndDate", "IPAddress", "Finished", "ResponseId", "RecipientLastName", "RecipientFirstName",
           "RecipientEmail", "ExternalReference", "LocationLatitude"]  # fmt: skip
    heads = [
        [*own, "team", "heard", "who", "words"],
        [*own, *_QUESTIONS],
        [json.dumps({"ImportId": name}) for name in (*own, "QID1", "QID2", "QID3", "QID4")],
    ]
    rows = [
        [
            it.sent,
            it.sent,
            it.address,
            "True",
            it.response,
            it.last,
            it.first,
            it.mail,
            it.employee,
            "51.50123",
            *answers,
        ]
        for it, answers in _rows()
    ]
    return [*heads, *rows]


def _limesurvey() -> list[list[str]]:
    head = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
            "token. Access code", "ipaddr. IP address", "refurl. Referrer URL", "email. Your e-mail",
            "G1. team", "heard. I am heard.", "who. Who is hurt?", "words. In your own words?"]  # fmt: skip
    return [head, *([str(it.number), it.sent, "3", "en", it.access, it.address, f"https://x.example/?u={it.mail}",
                     it.mail, *answers] for it, answers in _rows())]  # fmt: skip


def _typeform() -> list[list[str]]:
    head = ["#", "First name", "Last name", *_QUESTIONS, "Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    return [head, *([it.token, it.first, it.last, *answers, it.sent, it.sent, it.access] for it, answers in _rows())]


def _surveymonkey() -> list[list[str]]:
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
           "Last Name", "Custom Data 1"]  # fmt: skip
    below = ["Response", "Response", "Response", "Open-Ended Response"]
    rows = [[it.respondent, "4012", it.sent, it.sent, it.address, it.mail, it.first, it.last, it.employee, *answers]
            for it, answers in _rows()]  # fmt: skip
    return [[*own, *_QUESTIONS], [*[""] * len(own), *below], *rows]


def _google() -> list[list[str]]:
    head = ["Timestamp", "Email Address", *_QUESTIONS]
    return [head, *([it.sent, it.mail, *answers] for it, answers in _rows())]


def _generic() -> list[list[str]]:
    """A home-made table: every column about people has a name that no list knows."""
    head = ["when", "Kontakt", "Who filled this in", "Machine", "Badge", *_QUESTIONS]
    return [head, *([it.sent, it.mail, it.name, it.address, it.employee, *answers] for it, answers in _rows())]


_PLATFORMS = {
    "microsoft-forms": _microsoft,
    "qualtrics": _qualtrics,
    "limesurvey": _limesurvey,
    "typeform": _typeform,
    "surveymonkey": _surveymonkey,
    "google-forms": _google,
    "generic": _generic,
}


def _file(path: Path, rows: Sequence[Sequence[str]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


class _Said:
    """Runs commands, and keeps all they say."""

    def __init__(self, root: Path) -> None:
        self.root, self.text = root, io.StringIO()

    def __call__(self, *arguments: str, status: tuple[int, ...] = (0, 1)) -> str:
        done = pulse(*arguments, cwd=self.root)
        assert done.returncode in status, (arguments, done.stdout, done.stderr)
        self.text.write(done.stdout + done.stderr)
        return done.stdout


def _with_staff_list(root: Path) -> Path:
    """A workspace whose list of staff, which lies beside it, holds every invented name."""
    settings = 'organisation = "O"\nlevels = ["team"]\n[comments]\nstaff_list = "../staff.csv"\n'
    _file(root.parent / "staff.csv", [["First name", "Surname", "Site"], *([it.first, it.last, "A"] for it in _STAFF)])
    return workspace(root, _FORM, settings)


def test_no_byte_the_tool_writes_names_anybody(tmp_path: Path) -> None:
    """Each platform's export, collected twice, the second time with other answers; then every other command."""
    root = _with_staff_list(tmp_path / "w")
    run = _Said(root)
    for platform, rows in ((name, shape()) for name, shape in _PLATFORMS.items()):
        # Beside the workspace, since only what the tool writes is scanned.
        export = _file(tmp_path / f"{platform}.csv", rows)
        other_answers = [cell.replace("Strongly disagree", "Agree") for cell in rows[-1]]
        twice = [*rows[-1][:-4], *rows[-2][-4:]]  # another sheet under the same id, or of the same person
        again = _file(tmp_path / f"{platform}-again.csv", [*rows[:-1], other_answers, twice])
        told, later = json.loads(run("collect", export, again, "--wave", "2026-10", "--json", "--on-change", "replace"))
        assert (told["file"]["platform"], told["counts"]["read"], told["counts"]["rejected"]) == (platform, _PEOPLE, 0)
        assert later["counts"]["read"] == _PEOPLE + 1
        assert (root / told["rejects"]).is_file(), "the two addresses in answers are set aside"
    _nothing_left(root, run)
    run("inspect", str(tmp_path / "qualtrics.csv"))
    run("map", str(tmp_path / "qualtrics.csv"))
    run("collects", "--json")
    run("comments", "check", str(tmp_path / "qualtrics.csv"), "--wave", "2026-10", "--json")
    run("comments", "check", str(tmp_path / "qualtrics.csv"), "--wave", "2026-10")
    waiting = json.loads(run("comments", "list", "--json"))
    assert [it["wave"] for it in waiting] == ["2026-10"], "comments are kept, and looked through like all else"
    run("comments", "export", str(root / "queue.csv"))
    run("alerts")
    for form in ("html", "csv", "json"):
        run("report", "--wave", "2026-10", "--format", form)
    run("backup", str(root / "backup.db"))
    _nothing_left(root, run)
    run("close", "s", "2026-10", "--yes")
    run("purge", "--survey", "s", "--wave", "2026-10", "--yes")
    _nothing_left(root, run)


def test_no_byte_is_left_of_what_is_refused_rehearsed_or_undone(tmp_path: Path) -> None:
    """A refused file leaves its rejects and a mapping to complete; an undone collect leaves its note. No more."""
    root = _with_staff_list(tmp_path / "w")
    run, rows = _Said(root), _microsoft()
    run("collect", _file(tmp_path / "a.csv", rows), "--wave", "2026-10", "--dry-run")
    run("collect", _file(tmp_path / "a.csv", rows), "--wave", "2026-10")
    run("collect", "--undo", "1")
    pasted = [rows[0], *([*row[:-3], row[3], row[3], row[4]] for row in rows[1:])]
    run("collect", _file(tmp_path / "b.csv", pasted), "--wave", "2026-10", status=(1, 65))
    renamed = [[*rows[0][:-3], "Heard?", "Hurt?", "Say"], *rows[1:]]
    run("collect", _file(tmp_path / "c.csv", renamed), "--wave", "2026-10", status=(1, 65))
    ragged = [rows[0], *([*row[:-1], *row[3:6]] for row in rows[1:])]
    run("collect", _file(tmp_path / "d.csv", ragged), "--wave", "2026-10", status=(1, 65))
    teams = [rows[0], *([*row[:7], row[4] if at % 9 == 0 else row[7], *row[8:]] for at, row in enumerate(rows[1:]))]
    (root / "people.csv").write_text(
        "valid_from,team,staff_group,headcount,formerly\n2026-01-01,North,,40,\n2026-01-01,South,,40,\n",
        encoding="utf-8",
    )
    run("people", "people.csv")
    run("collect", _file(tmp_path / "e.csv", teams), "--wave", "2026-10")
    # Names that stand where groups belong are listed for the person who maps them, in her own file and nowhere else.
    _nothing_left(root, run, but=("aliases.toml",))


def _nothing_left(root: Path, run: _Said, but: Sequence[str] = ()) -> None:
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.name not in but}
    assert {"pulse.db", "pulse.key"} <= {path.name for path in files}
    said = run.text.getvalue().encode()
    everything = b"\0".join([*files.values(), said])
    folded = everything.lower()
    wide = everything.replace(b"\0", b"").lower()  # UTF-16 of either order comes down to this
    for person in _STAFF:
        for secret in person.secrets():
            found = [form for form in _forms(secret) if _is_in(form, folded, wide)]
            if found:
                places = [path.name for path, content in files.items() if _is_in(found[0], content.lower(), b"")]
                raise AssertionError(f"{found[0]!r} is in {places or 'what was said, or a file in UTF-16'}")
        for name in (person.mail, person.mail.casefold(), person.response, person.employee, person.name):
            for kind in ("md5", "sha1", "sha256"):
                digest = hashlib.new(kind, name.encode(), usedforsecurity=False)
                assert digest.digest()[:8] not in everything, f"a bare {kind} of {name!r}"
                assert digest.hexdigest()[:16].encode() not in folded, f"a bare {kind} of {name!r}"
                assert base64.b64encode(digest.digest())[:16] not in everything, f"a bare {kind} of {name!r}"


def _forms(secret: str) -> set[str]:
    """A secret as it was given, in small and in capital letters, composed and not."""
    cases = {secret, secret.lower(), secret.upper()}
    return cases | {unicodedata.normalize("NFKD", case) for case in cases}


def _is_in(form: str, folded: bytes, wide: bytes) -> bool:
    return form.encode().lower() in folded or form.encode("utf-16-le").replace(b"\0", b"").lower() in wide


def test_the_scan_finds_what_is_there(tmp_path: Path) -> None:
    """The scan itself: each way of writing an identity down is found, so that finding none means something."""
    root = workspace(tmp_path / "w", _FORM)
    run = _Said(root)
    (root / "pulse.db").write_bytes(b"")
    (root / "pulse.key").write_bytes(b"")
    _nothing_left(root, run)
    person = _STAFF[6]
    for trace in (
        person.mail.upper().encode(),
        person.name.encode("utf-16-le"),
        person.name.encode("utf-16-be"),
        b"x" + person.address.encode() + b"y",
        person.sent[11:].encode(),
        hashlib.sha256(person.mail.encode()).digest(),
        hashlib.md5(person.employee.encode(), usedforsecurity=False).hexdigest().encode(),
    ):
        (root / "pulse.db").write_bytes(b"before" + trace + b"after")
        with pytest.raises(AssertionError):
            _nothing_left(root, run)
