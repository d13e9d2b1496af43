"""A stored comment goes where its sheet goes.

1. It is stored once, however often its file is collected; other words are told of, and replaced only where asked.
2. It goes with an undo and comes back with one; what was decided of it goes with its sheet.
3. It is deleted where its sheet is deleted for good.
4. Closing its wave takes away what tells whose it is; purging deletes it, with the proof.
5. A wave that was begun before comments were kept takes none.
6. Its id is random, and its place in the file says nothing of the order of the export.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import pulse
from tests.listen.comments import asked, collect, counts, export, make, texts

_SAID = {1: "More staff at night.", 2: "Ring me on 07700 900123.", 3: "More staff at night.", 9: "Hot food, please."}
_KEPT = ["Hot food, please.", "More staff at night.", "More staff at night.", "Ring me on [phone]."]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "w")


def _accept_all(root: Path) -> None:
    """Reviews the queue by way of its sheet."""
    assert pulse("comments", "export", "q.csv", cwd=root).returncode == 0
    (root / "q.csv").write_bytes((root / "q.csv").read_bytes().replace(b",,\r\n", b",accept,\r\n"))
    done = pulse("comments", "import", "q.csv", "--by", "AB", cwd=root)
    assert done.returncode == 0, done.stderr


def test_it_is_stored_once(root: Path) -> None:
    first = collect(root, export(root, _SAID))
    again = collect(root, export(root, _SAID))
    grown = collect(root, export(root, {**_SAID, 31: "Thank you."}, count=32, name="b.csv"))
    assert [it["comments_new"] for it in (first, again, grown)] == [4, 0, 1]
    assert [it["reworded"] for it in (first, again, grown)] == [0, 0, 0]
    assert texts(root) == sorted([*_KEPT, "Thank you."])
    assert asked(root, "SELECT count(DISTINCT id) FROM comment") == [(5,)]


def test_a_rehearsal_stores_none(root: Path) -> None:
    collect(root, export(root, _SAID), "--dry-run")
    collect(root, export(root, {}))
    assert texts(root) == []


def test_consent_is_kept_with_it(root: Path) -> None:
    collect(root, export(root, _SAID))
    assert asked(root, "SELECT text FROM comment WHERE consent ORDER BY text") == [
        ("Hot food, please.",), ("More staff at night.",), ("More staff at night.",)
    ]  # fmt: skip


def test_other_words_are_told_and_replaced_only_where_asked(root: Path) -> None:
    collect(root, export(root, _SAID))
    other = {**_SAID, 9: "Cold food, please."}
    assert collect(root, export(root, other, name="b.csv"), status=(1,))["reworded"] == 1
    assert texts(root) == _KEPT
    replaced = collect(root, export(root, other, name="b.csv"), "--on-change", "replace")
    assert (replaced["replaced"], replaced["comments_new"]) == (1, 1)
    assert counts(root) == {"unreviewed": 4}
    assert pulse("collect", "--undo", str(replaced["collect"]), cwd=root).returncode == 0
    assert texts(root) == _KEPT


def test_an_undo_takes_it_away_and_brings_back_what_was_decided(root: Path) -> None:
    collect(root, export(root, _SAID))
    _accept_all(root)
    told = collect(root, export(root, _SAID, name="b.csv", changes={9: "Disagree"}), "--on-change", "replace")
    assert counts(root) == {"accepted": 3, "unreviewed": 1}, "a sheet with other answers is read anew"
    pulse("collect", "--undo", str(told["collect"]), cwd=root)
    assert counts(root) == {"accepted": 4}
    pulse("collect", "--undo", "1", cwd=root)
    assert texts(root) == []


def test_a_sheet_that_gets_its_group_keeps_what_was_decided(root: Path) -> None:
    people = "valid_from,organisation,directorate,team,staff_group,headcount,formerly\n2026-01-01,O,North,Ward 0,,40,\n"
    (root / "people.csv").write_text(people, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    collect(root, export(root, _SAID), status=(1,))
    _accept_all(root)
    (root / "people.csv").write_text(people + "2026-01-01,O,North,Ward 1,,40,\n", encoding="utf-8")
    pulse("people", "people.csv", cwd=root)
    told = collect(root, export(root, _SAID, name="b.csv", count=31), status=(1,))
    assert told["assigned"] == 10
    assert counts(root) == {"accepted": 4}
    pulse("collect", "--undo", str(told["collect"]), cwd=root)
    assert counts(root) == {"accepted": 4}
    assert texts(root) == _KEPT


def test_it_is_deleted_where_its_sheet_is(root: Path) -> None:
    collect(root, export(root, {**_SAID, 30: "Take this back."}))
    collect(root, export(root, _SAID, count=29, name="b.csv"), "--delete-missing", "--yes")
    assert texts(root) == _KEPT


def test_closing_unties_it_and_purging_deletes_it(root: Path) -> None:
    collect(root, export(root, {**_SAID, 30: "I was replaced."}))
    collect(root, export(root, {**_SAID, 30: "I replace."}, name="b.csv"), "--on-change", "replace")
    assert asked(root, "SELECT count(*) FROM comment WHERE sheet IS NOT NULL") == [(6,)]
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    assert texts(root) == sorted([*_KEPT, "I replace."]), "what gave way goes with what it gave way to"
    assert asked(root, "SELECT count(*) FROM comment WHERE sheet IS NOT NULL OR collect IS NOT NULL") == [(0,)]
    assert counts(root) == {"unreviewed": 5}
    done = pulse("purge", "--survey", "s", "--wave", "2026-10", "--yes", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert texts(root) == []
    content = (root / "pulse.db").read_bytes()
    assert not [text for text in [*_KEPT, "I was replaced."] if text.encode() in content]


def test_a_wave_begun_before_comments_were_kept_takes_none(root: Path) -> None:
    collect(root, export(root, {}))
    _as_if_begun_before(root)
    told = collect(root, export(root, {**_SAID, 31: "New."}, count=31, name="b.csv"), status=(0, 1))
    assert told["comments_new"] == 0
    assert texts(root) == []


def _as_if_begun_before(root: Path) -> None:
    with closing(sqlite3.connect(root / "pulse.db")) as database, database:
        database.execute("UPDATE wave SET comments = 0")


def test_its_order_says_nothing_of_the_file(root: Path) -> None:
    collect(root, export(root, {number: f"comment {number:02}" for number in range(1, 31)}))
    order = [text for (text,) in asked(root, "SELECT text FROM comment")]
    assert sorted(order) != order
    assert json.loads(pulse("comments", "list", "--json", cwd=root).stdout)[0]["unreviewed"] == 30
