"""Twice without harm, and back again: what a second export changes, and what an undo restores.

1. A collect that is undone leaves the tallies as they were, also where it had replaced or placed earlier sheets.
2. Newest first; never once the wave was reported or closed.
3. A sheet with other answers now is kept or replaced, as asked; both are told.
4. A sheet that its platform no longer holds is reported, and deleted only on request.
5. One person counts once, by the sheet sent last; blank and shared ids never merge.
6. Without ids, twins in different files count once and the summary says so; twins in one file stay two.
7. An id that bears two different sheets in one file is set aside.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[[item]]
id = "who"
text = "Who?"
choose = "any"
options = { me = "Me", them = "Them" }
"""
_HEAD = "ResponseId,EndDate,Status,Finished,RecipientEmail,team,heard,who\n"
_TEXTS = "Response ID,End Date,Response Type,Finished,Recipient Email,team,Heard?,Who?\n"
_IDS = '{"ImportId":"_recordId"},{"ImportId":"endDate","timeZone":"Europe/London"},{"ImportId":"status"},{"ImportId":"finished"},{"ImportId":"recipientEmail"},{"ImportId":"QID1"},{"ImportId":"QID2"},{"ImportId":"QID3"}\n'  # noqa: E501


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM)


def _write(root: Path, name: str, *rows: str) -> str:
    """A Qualtrics export; a row is 'id day email team heard who', parted by blanks, '-' for an empty cell."""
    lines = []
    for row in rows:
        sheet, day, mail, team, heard, who = ("" if part == "-" else part.replace("_", " ") for part in row.split())
        quoted = f'"{who}"' if "," in who else who
        lines.append(f"R_{sheet},2026-11-{day} 10:00:00,IP Address,True,{mail},{team},{heard},{quoted}\n")
    header = _HEAD + _TEXTS + _quoted(_IDS)
    (root / name).write_text(header + "".join(lines), encoding="utf-8")
    return name


def _quoted(ids: str) -> str:
    cells = ids.strip().replace("},{", "}\n{").split("\n")
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _collect(root: Path, *arguments: str, status: int | None = None) -> dict[str, object]:
    done = pulse("collect", *arguments, "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode in ((0, 1) if status is None else (status,)), done.stdout + done.stderr
    found = json.loads(done.stdout)
    return dict(found[0]) if found else {}


def _tallies(root: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(root / "pulse.db")
    found = database.execute(
        "SELECT place, responses, item, answered, options FROM atom LEFT JOIN item_tally ON atom = atom.id "
        "ORDER BY place, item"
    ).fetchall()
    database.close()
    return found


_FIRST = ("a 02 - North Agree Me", "b 03 - North Disagree Them", "c 04 - South Agree Me,Them", "d 05 - South Agree -")


def test_an_undone_collect_leaves_what_was_there_before(root: Path) -> None:
    _collect(root, _write(root, "one.csv", *_FIRST))
    before = _tallies(root)
    changed = ("a 02 - North Disagree Me", *_FIRST[1:], "e 06 - North Agree Me", "f 07 - West Agree Them")
    told = _collect(root, _write(root, "two.csv", *changed), "--on-change", "replace")
    assert (told["collect"], told["replaced"], told["answered"]) == (2, 1, {"2026-11": 6})
    assert _tallies(root) != before
    done = pulse("collect", "--undo", "2", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "2 answer sheets fewer" in done.stdout
    assert _tallies(root) == before
    again = _collect(root, "two.csv", "--on-change", "replace")
    assert (again["replaced"], again["answered"]) == (1, {"2026-11": 6})


def test_a_wave_whose_only_collect_is_undone_never_was(root: Path) -> None:
    _collect(root, _write(root, "one.csv", *_FIRST))
    assert pulse("collect", "--undo", "1", cwd=root).returncode == 0
    database = sqlite3.connect(root / "pulse.db")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'answers%'")]
    assert (tables, database.execute("SELECT count(*) FROM wave").fetchone()) == ([], (0,))
    database.close()
    listed = json.loads(pulse("collects", "--json", cwd=root).stdout)
    assert [(note["id"], note["undone"], note["waves"]) for note in listed] == [(1, "2026-11-24", {})]
    assert _collect(root, "one.csv")["answered"] == {"2026-11": 4}


def test_newest_first_and_never_what_was_reported(root: Path) -> None:
    _collect(root, _write(root, "one.csv", *_FIRST))
    _collect(root, _write(root, "two.csv", *_FIRST, "e 06 - North Agree Me"))
    done = pulse("collect", "--undo", "1", cwd=root)
    assert (done.returncode, "--undo 2" in done.stderr) == (2, True)
    assert pulse("report", "--interim", "--yes", cwd=root).returncode == 0
    done = pulse("collect", "--undo", "2", cwd=root)
    assert (done.returncode, "has been reported" in done.stderr) == (2, True)
    done = pulse("collect", "--undo", "9", cwd=root)
    assert (done.returncode, "no collect 9" in done.stderr) == (2, True)


def test_changed_answers_are_kept_unless_asked_and_both_are_told(root: Path) -> None:
    _collect(root, _write(root, "one.csv", *_FIRST))
    before = _tallies(root)
    _write(root, "two.csv", "a 02 - North Disagree Them", *_FIRST[1:])
    told = _collect(root, "two.csv", status=1)
    assert (told["changed"], told["counts"]) == (1, _counts(read=4, duplicate=4))
    assert _tallies(root) == before
    assert _collect(root, "two.csv", "--on-change", "replace")["replaced"] == 1
    assert _tallies(root) != before


def test_what_the_platform_deleted_is_told_and_deleted_on_request_for_good(root: Path) -> None:
    _collect(root, _write(root, "one.csv", *_FIRST))
    told = _collect(root, _write(root, "two.csv", *_FIRST[1:]), status=1)
    assert (told["vanished"], told["removed"], told["answered"]) == (1, 0, {"2026-11": 4})
    asked = pulse("collect", "two.csv", "--wave", "2026-11", "--delete-missing", cwd=root)
    assert asked.returncode == 2  # nobody is there to be asked
    told = _collect(root, "two.csv", "--delete-missing", "--yes")
    assert (told["removed"], told["answered"]) == (1, {"2026-11": 3})
    separate = _collect(root, _write(root, "three.csv", "x 06 - North Agree Me"))
    assert separate["vanished"] == 0  # no sheet in common: another part of the form, not its whole


def test_one_person_counts_once_and_shared_ids_never_merge(root: Path) -> None:
    rows = (
        "a 02 kim@example.org North Agree Me",
        "b 09 KIM@example.org North Disagree Me",  # sent last: this one counts
        "c 03 ward6@example.org North Agree Me",
        "d 04 ward6@example.org North Agree Me",
        "e 05 - South Agree Me",
        "f 05 - South Agree Me",
        *(f"g{at} 06 tablet@example.org South Agree Me" for at in range(5)),
    )
    told = _collect(root, _write(root, "one.csv", *rows))
    assert (told["answered_twice"], told["shared"]) == (1, 5)
    assert told["counts"] == _counts(read=11, stored=10, duplicate=1)
    north = [row for row in _tallies(root) if row[0] == '["North"]' and row[2] == "heard"]
    assert north == [('["North"]', 3, "heard", 3, "[0, 1, 0, 2, 0]")]
    assert _collect(root, "one.csv")["answered"] == {"2026-11": 10}


def test_a_later_file_of_the_same_person_can_be_undone(root: Path) -> None:
    _collect(root, _write(root, "one.csv", "a 02 kim@example.org North Agree Me", *_FIRST[1:]))
    before = _tallies(root)
    told = _collect(root, _write(root, "two.csv", "z 09 kim@example.org North Disagree Me"))
    assert (told["answered_twice"], told["answered"]) == (1, {"2026-11": 4})
    assert pulse("collect", "--undo", "2", cwd=root).returncode == 0
    assert _tallies(root) == before


def test_an_id_with_two_different_sheets_in_one_file_is_set_aside(root: Path) -> None:
    rows = (*_FIRST, "a 02 - North Disagree Me", "b 03 - North Disagree Them")
    told = _collect(root, _write(root, "one.csv", *rows), "--accept-rejects", status=1)
    assert told["counts"] == _counts(read=6, stored=4, duplicate=1, rejected=1)
    rejects = Path(str(told["rejects"])).read_text(encoding="utf-8-sig").splitlines()
    assert rejects[1].startswith("one.csv,8,,,,DUPLICATE_ID_CONFLICT,")


def test_without_ids_twins_of_two_files_count_once_and_twins_of_one_file_twice(root: Path) -> None:
    sheet = "2026-11-03 10:00,North,Agree,Me\n"
    other = "2026-11-04 11:00,South,Disagree,Them\n"
    head = "Timestamp,team,Heard?,Who?\n"
    (root / "one.csv").write_text(head + sheet + sheet + other, encoding="utf-8")
    (root / "two.csv").write_text(head + sheet + sheet + sheet, encoding="utf-8")
    assert _collect(root, "one.csv")["answered"] == {"2026-11": 3}
    told = _collect(root, "two.csv")
    assert (told["twins"], told["counts"]) == (2, _counts(read=3, stored=1, duplicate=2))
    done = pulse("collect", "two.csv", "--wave", "2026-11", cwd=root)
    assert "collected before" in done.stdout


def _counts(**told: int) -> dict[str, int]:
    names = ("read", "stored", "duplicate", "partial", "preview", "test", "spam", "outside", "rejected", "empty")
    return {name: told.get(name, 0) for name in names}
