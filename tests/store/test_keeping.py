"""The end of a wave's answers, in real files: closed, deleted, proved; and the copy.

1. After every wave of the demonstration is closed and purged, its reports are the same to the byte, the ledger is
   untouched, and no tally in the file rests on 1 to 10 people.
2. Purging leaves nothing of the answers in the database's files: bytes planted in them are gone.
3. The proof can fail: a trace that stands elsewhere in the file is found, and the command ends with 70.
4. A closed wave's key is out of the key file, also out of the bytes the file had; other waves' keys stay.
5. A key destroyed does not come back by a run that had read it before; a close cut short is finished by the next one.
6. A key that is missing, wrong, empty or cut short is told, before anything is read with it.
7. A backup is mode 0600, opens, holds what the database holds and nothing that was deleted.
8. A wave nobody reported can be reported after it is closed.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from pulse import settings
from pulse.journeys import keeping, reporting
from pulse.model.problems import Stop
from pulse.store import Keys
from tests.conftest import pulse, workspace

_LATER = date(2027, 3, 1)
_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
"""
_PLANTED = b"PLANTED-IN-A-ROW"
_SCALE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


Ended = tuple[Path, dict[str, str], list[object]]


@pytest.fixture(scope="session")
def ended(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The demonstration with all waves closed and purged; the first and the last report from before."""
    labels = _labels(demo)
    return _end(demo, tmp_path_factory.mktemp("ended") / "demo", [labels[0], labels[-1]])


def _end(demo: Path, root: Path, reported: Sequence[str]) -> Ended:
    """A copy of the demonstration, some reports of it and its ledger; then every wave is closed and purged."""
    shutil.copytree(demo, root)
    before = {label: _report(root, label) for label in reported}
    ledger = _ledger(root)
    opened = settings.load(root)
    waves = _ask(root, "SELECT survey, label FROM wave ORDER BY first")
    for survey, label in waves:
        keeping.close(opened, keeping.to_close(opened, str(survey), str(label), _LATER), _LATER)
    done = pulse("purge", "--before", _LATER.isoformat(), "--yes", "--json", cwd=root, day=_LATER.isoformat())
    assert done.returncode == 0, done.stderr
    assert [wave["left"] for wave in json.loads(done.stdout)["waves"]] == [0] * len(waves)
    return root, before, ledger


def _labels(root: Path) -> list[str]:
    return [str(label) for (label,) in _ask(root, "SELECT label FROM wave WHERE survey = 'stock-take' ORDER BY first")]


def _ask(root: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return database.execute(sql).fetchall()


def _tell(root: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        database.execute("PRAGMA secure_delete=OFF")
        database.execute(sql, values)
        database.commit()


def _report(root: Path, wave: str) -> str:
    """In this process, by the corridor: there are many of them."""
    wanted = reporting.Wanted("stock-take", wave, form="csv")
    return str(reporting.render(settings.load(root), wanted, _LATER).content)


def _ledger(root: Path) -> list[object]:
    return [_ask(root, "SELECT * FROM ledger ORDER BY entry"), _ask(root, "SELECT * FROM shown")]


def _workspace(root: Path, people: int = 40, wave: str = "2026-10") -> Path:
    workspace(root, _FORM)
    _collect(root, people, wave)
    return root


def _collect(root: Path, people: int, wave: str) -> None:
    export = _export(root.parent / f"{wave}.csv", _rows(people, wave))
    done = pulse("collect", str(export), "--wave", wave, cwd=root)
    assert done.returncode == 0, done.stderr


def _rows(people: int, wave: str) -> list[list[str]]:
    rng = Random(people)  # noqa: S311 - invented answers
    return [
        [str(at), f"{wave}-11 09:00:00", f"{wave}-11 09:{at % 60:02}:00", "a@example.org", "Ada", rng.choice("ABC"),
         rng.choice(_SCALE)]
        for at in range(1, people + 1)
    ]  # fmt: skip


def _export(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    head = ["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def _close(root: Path, wave: str = "2026-10") -> None:
    done = pulse("close", "s", wave, "--yes", cwd=root)
    assert done.returncode == 0, done.stderr


# --- the demonstration, to its end ---


def test_reports_are_the_same_after_the_answers_are_gone(ended: Ended) -> None:
    """Requirement 1."""
    root, before, ledger = ended
    assert {label: _report(root, label) for label in before} == before
    assert _ledger(root) == ledger
    assert ledger[1]


@pytest.mark.nightly
def test_all_reports_are_the_same_after_the_answers_are_gone(demo: Path, tmp_path: Path) -> None:
    """Requirement 1: of every wave."""
    root, before, ledger = _end(demo, tmp_path / "demo", _labels(demo))
    assert {label: _report(root, label) for label in before} == before
    assert _ledger(root) == ledger


def test_no_tally_in_the_file_rests_on_a_few_people(demo: Path, ended: Ended) -> None:
    """Requirement 1: asked of every table of counts; before, there are such tallies."""
    few = {
        "turnout": "SELECT count(*) FROM atom WHERE responses BETWEEN 1 AND 10",
        "items": "SELECT count(*) FROM item_tally WHERE answered BETWEEN 1 AND 10",
        "indices": "SELECT count(*) FROM index_tally WHERE people BETWEEN 1 AND 10",
        "frames": "SELECT count(*) FROM (SELECT sum(people) AS joined FROM flow_tally JOIN atom ON atom.id = atom "
        'WHERE options = \'["", "", ""]\' GROUP BY wave, items, place, others) WHERE joined BETWEEN 1 AND 10',
    }
    root = ended[0]
    assert {name: _ask(root, sql) for name, sql in few.items()} == {name: [(0,)] for name in few}
    assert all(_ask(demo, sql) != [(0,)] for sql in few.values())
    assert _ask(root, "SELECT count(*) > 500 FROM item_tally") == [(1,)]


def test_no_table_of_answers_is_left(ended: Ended) -> None:
    tables = _ask(ended[0], "SELECT name FROM sqlite_master WHERE name LIKE 'answers%' OR name LIKE 'replaced%'")
    assert tables == []
    assert (ended[0] / "pulse.key").read_text(encoding="utf-8").count("stock-take") == 0


# --- deleting, and its proof ---


def _traces(root: Path, *wanted: bytes) -> Iterator[str]:
    """Files of the workspace in which any of the bytes stand."""
    for path in root.rglob("*"):
        if path.is_file() and any(trace in path.read_bytes() for trace in wanted):
            yield path.name


def test_planted_bytes_are_gone_after_a_purge(tmp_path: Path) -> None:
    """Requirement 2: a person's hash, a proof, a key, and a text a row never should have held."""
    root = _workspace(tmp_path / "w")
    proof = 0x0123_4567_89AB_CDEF
    _tell(root, "UPDATE answers_1 SET person = ?, proof = ? WHERE key = (SELECT min(key) FROM answers_1)",
          _PLANTED, proof)  # fmt: skip
    _tell(root, "UPDATE answers_1 SET person = 'Zoë Planted' WHERE key = (SELECT max(key) FROM answers_1)")
    planted = _PLANTED, proof.to_bytes(8, "big"), "Zoë Planted".encode()
    assert list(_traces(root, *planted)) == ["pulse.db"]
    _close(root)
    assert list(_traces(root, *planted)) == ["pulse.db"]
    done = pulse("purge", "--wave", "2026-10", "--yes", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    (wave,) = json.loads(done.stdout)["waves"]
    assert wave["answers"] == 40
    assert wave["traces"] >= 80  # a key and a proof of every sheet, and what was planted
    assert wave["left"] == 0
    assert list(_traces(root, *planted)) == []


def test_other_waves_keep_their_answers(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w")
    _collect(root, 25, "2026-09")
    _close(root)
    assert pulse("purge", "--wave", "2026-10", "--yes", cwd=root).returncode == 0
    assert _ask(root, "SELECT count(*) FROM answers_2") == [(25,)]


def test_a_trace_elsewhere_in_the_file_is_found(tmp_path: Path) -> None:
    """Requirement 3."""
    root = _workspace(tmp_path / "w")
    _tell(root, "CREATE TABLE leak AS SELECT proof FROM answers_1")
    _close(root)
    done = pulse("purge", "--wave", "2026-10", "--yes", cwd=root)
    assert done.returncode == 70
    assert "40 of" in done.stderr
    assert "still stand in the database" in done.stderr


def test_a_purge_again_has_nothing_to_do(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w")
    _close(root)
    for words in ("0 of", "nothing to delete"):
        done = pulse("purge", "--wave", "2026-10", "--yes", cwd=root)
        assert done.returncode == 0, done.stderr
        assert words in done.stdout


# --- keys ---


def _secret(root: Path, wave: str) -> str:
    lines = (root / "pulse.key").read_text(encoding="utf-8").splitlines()
    return next(line.rsplit(" ", 1)[1] for line in lines if line.startswith(f"s {wave} "))


@pytest.mark.skipif(os.name != "posix", reason="a second name for an open file needs POSIX")
def test_the_key_is_gone_also_from_the_old_bytes(tmp_path: Path) -> None:
    """Requirement 4: a second name keeps hold of the old file, as a disk's free blocks would."""
    root = _workspace(tmp_path / "w")
    _collect(root, 20, "2026-09")
    gone, stays = _secret(root, "2026-10"), _secret(root, "2026-09")
    (tmp_path / "old").hardlink_to(root / "pulse.key")
    _close(root)
    assert gone.encode() not in (root / "pulse.key").read_bytes()
    assert gone.encode() not in (tmp_path / "old").read_bytes()
    assert _secret(root, "2026-09") == stays
    assert (root / "pulse.key").stat().st_mode & 0o777 == 0o600


def test_a_destroyed_key_does_not_come_back(tmp_path: Path) -> None:
    """Requirement 5: a run that read the file before the close makes a key for another wave after it."""
    path = tmp_path / "pulse.key"
    early = Keys(path, keep=True)
    early.secret("s", "2026-10")
    Keys(path, keep=True).destroy("s", "2026-10")
    early.secret("s", "2026-11")
    assert "2026-10" not in path.read_text(encoding="utf-8")
    assert "2026-11" in path.read_text(encoding="utf-8")


def test_a_close_cut_short_is_finished_by_the_next(tmp_path: Path) -> None:
    """Requirement 5: the power went after the database was closed and before the key was destroyed."""
    root = _workspace(tmp_path / "w")
    keys = (root / "pulse.key").read_bytes()
    _close(root)
    (root / "pulse.key").write_bytes(keys)
    done = pulse("close", "s", "2026-10", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "already" in done.stdout
    assert "2026-10" not in (root / "pulse.key").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "key-missing"),
        ("# a note\n", "key-missing"),
        ("s 2026-10 " + "ab" * 32 + "\n", "key-wrong"),
        ("s 2026-10 \n", "key-damaged"),
        ("s 2026-10 abcd\n", "key-damaged"),
        ("s 2026-10 \ufffd\n", "key-damaged"),
    ],
    ids=["empty", "not there", "another", "no secret", "cut short", "no hex"],
)
def test_a_key_that_cannot_be_used_is_told(tmp_path: Path, content: str, code: str) -> None:
    """Requirement 6."""
    path = tmp_path / "pulse.key"
    right = Keys(path, keep=True).key_id("s", "2026-10")
    Keys(path, keep=True).matches("s", "2026-10", right)
    Keys(path, keep=True).matches("s", "2026-09", "")
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Stop) as stop:
        Keys(path, keep=True).matches("s", "2026-10", right)
    assert stop.value.problems[0].code == code
    assert str(path) in str(stop.value.problems[0].place)
    assert path.read_text(encoding="utf-8") == content


# --- the copy ---


def test_a_backup_opens_and_holds_nothing_deleted(tmp_path: Path) -> None:
    """Requirement 7: what was deleted carelessly stands in the database's free pages, and not in the copy."""
    root = _workspace(tmp_path / "w")
    _tell(root, "CREATE TABLE careless (words TEXT)")
    _tell(root, "INSERT INTO careless VALUES (?)", _PLANTED.decode() * 2000)
    _tell(root, "DROP TABLE careless")
    assert _PLANTED in (root / "pulse.db").read_bytes()
    copy = tmp_path / "copy.db"
    done = pulse("backup", str(copy), cwd=root)
    assert done.returncode == 0, done.stderr
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o600
    assert _PLANTED not in copy.read_bytes()
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM answers_1").fetchone() == (40,)
    assert {path.name for path in tmp_path.iterdir()} == {"w", "copy.db", "2026-10.csv"}


def test_a_backup_serves_as_the_database(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w")
    before = pulse("report", "s", "--format", "csv", "-o", "-", cwd=root)
    assert pulse("backup", str(tmp_path / "copy.db"), cwd=root).returncode == 0
    (root / "pulse.db").unlink()
    (tmp_path / "copy.db").rename(root / "pulse.db")
    after = pulse("report", "s", "--format", "csv", "-o", "-", cwd=root)
    assert after.returncode == 0, after.stderr
    assert after.stdout == before.stdout


# --- without a report ---


def test_a_wave_nobody_reported_can_be_reported_once_closed(tmp_path: Path) -> None:
    """Requirement 8: as it would have been before."""
    root = _workspace(tmp_path / "w", people=70)
    twin = tmp_path / "twin"
    shutil.copytree(root, twin)
    _close(root)
    assert pulse("purge", "--wave", "2026-10", "--yes", cwd=root).returncode == 0
    told = [pulse("report", "s", "--format", "csv", "-o", "-", cwd=folder) for folder in (root, twin)]
    assert told[0].returncode == 0, told[0].stderr
    assert told[0].stdout == told[1].stdout
