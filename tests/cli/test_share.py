"""`pulse export --share`: a database of released figures that may travel, read by the tools it is made for.

1. It holds the rows of the report, what their ids stand for, and a description of every table and column.
2. Nothing of people is in it: no key, no answers, no group under the minimum; and its audit finds what is put in.
3. The same figures give the same bytes; Datasette and the README's examples read it.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import pulse

_DATASETTE = Path(sys.executable).with_name("datasette")
_README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration: to export takes its lock."""
    return shutil.copytree(demo, tmp_path_factory.mktemp("shared") / "demo")


@pytest.fixture(scope="module")
def shared(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The share file of what groups say of each other."""
    path = tmp_path_factory.mktemp("share") / "together.db"
    done = pulse("export", "working-together", "--share", str(path), "--json", cwd=own)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["file"], told["metadata"]) == (str(path), str(path.with_name("together.metadata.yaml")))
    return path


@pytest.fixture
def database(shared: Path) -> Iterator[sqlite3.Connection]:
    """It, open to read."""
    with closing(sqlite3.connect(f"{shared.as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


def test_its_rows_are_those_of_the_report(own: Path, database: sqlite3.Connection) -> None:
    done = pulse("report", "working-together", "--format", "csv", "-o", "-", cwd=own)
    heads, *lines = csv.reader(done.stdout.splitlines())
    cursor = database.execute("SELECT * FROM figures")
    assert [name for name, *_ in cursor.description] == heads
    rows = [["" if cell is None else cell for cell in row] for row in cursor]
    assert len(rows) == len(lines) > 1000
    for row, line in zip(rows, lines, strict=True):
        for head, cell, text in zip(heads, row, line, strict=True):
            if isinstance(cell, int | float):
                assert float(cell) == (float(text == "true") if head == "shown" else float(text))
            else:
                assert cell == text.removeprefix("'")


def test_every_id_has_its_words_and_every_column_its_description(database: sqlite3.Connection) -> None:
    def ids(sql: str) -> set[object]:
        return {row[0] for row in database.execute(sql)}

    assert ids("SELECT DISTINCT item FROM figures WHERE item <> ''") <= ids("SELECT item FROM items")
    assert ids("SELECT DISTINCT wave FROM figures") <= ids("SELECT wave FROM waves")
    named = ids("SELECT DISTINCT \"group\" FROM figures WHERE \"group\" NOT IN ('all', '(all others)')")
    assert named <= ids('SELECT "group" FROM groups')
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {(table, row[1]) for table in tables for row in database.execute(f"PRAGMA table_info({table})")}
    told = set(database.execute('SELECT "table", "column" FROM descriptions'))
    assert told == columns | {(table, "") for table in tables}


def test_nothing_of_people_is_in_it(shared: Path, database: sqlite3.Connection) -> None:
    few = "SELECT count(*) FROM figures WHERE n < 11 AND measure NOT IN ('reciprocity')"
    assert database.execute(few).fetchone() == (0,)
    hidden = "SELECT count(*) FROM figures WHERE NOT shown AND coalesce(n, value, lower, upper, band_low) IS NOT NULL"
    assert database.execute(hidden).fetchone() == (0,)
    assert database.execute("PRAGMA freelist_count").fetchone() == (0,)
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert not [name for name in names if "answers_" in name or "tally" in name]
    if os.name == "posix":
        assert shared.stat().st_mode & 0o044


def test_the_same_figures_give_the_same_bytes(own: Path, shared: Path, tmp_path: Path) -> None:
    again = tmp_path / "together.db"
    done = pulse("export", "working-together", "--share", str(again), cwd=own, day="2026-12-05")
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == shared.read_bytes()
    both = [it.with_name("together.metadata.yaml").read_text(encoding="utf-8") for it in (again, shared)]
    assert both[0] == both[1]


_EDITS = {
    "as made": "SELECT 1",
    "a figure": "UPDATE figures SET value = 0.93 WHERE measure = 'favourable' AND value = "
    "(SELECT min(value) FROM figures WHERE measure = 'favourable')",
    "a name": "UPDATE groups SET name = 'Ward 7, 4 people' WHERE rowid = 1",
    "a place": "UPDATE items SET position = 17 WHERE rowid = 2",
    "a table": "CREATE TABLE more (answers INTEGER); INSERT INTO more VALUES (4)",
}


def test_its_audit_finds_what_was_put_in(own: Path, shared: Path, tmp_path: Path) -> None:
    for name, sql in _EDITS.items():
        copy = tmp_path / f"{name}.db"
        copy.write_bytes(shared.read_bytes())
        with closing(sqlite3.connect(copy)) as opened:
            opened.executescript(sql)
    done = pulse("audit", *(str(tmp_path / f"{name}.db") for name in _EDITS), "--json", cwd=own)
    found = {Path(it["file"]).stem: len(it["findings"]) for it in json.loads(done.stdout)}
    assert {name for name, count in found.items() if count} == set(_EDITS) - {"as made"}


def _datasette(shared: Path, path: str) -> subprocess.CompletedProcess[str]:
    command = [str(_DATASETTE), shared.name, "-m", "together.metadata.yaml", "--get", path]
    return subprocess.run(command, cwd=shared.parent, capture_output=True, text=True, encoding="utf-8", check=False)


def test_datasette_serves_and_describes_it(shared: Path, database: sqlite3.Connection) -> None:
    done = _datasette(shared, "/together/figures.json?measure=favourable&shown=1&_size=max&_shape=array")
    assert done.returncode == 0, done.stderr
    (count,) = database.execute("SELECT count(*) FROM figures WHERE measure = 'favourable' AND shown").fetchone()
    served = json.loads(done.stdout)
    assert len(served) == min(count, 1000) > 100
    assert {row["survey"] for row in served} == {"working-together"}
    page = _datasette(shared, "/together/figures").stdout
    assert "Whole path of the group" in page


def test_the_readme_s_examples_run(own: Path, shared: Path) -> None:
    """The Python of "Figures that travel", as it stands there; R is not here, and that example is not run."""
    section = _README.read_text(encoding="utf-8").partition("## Figures that travel")[2].partition("\n## ")[0]
    code = section.partition("```python\n")[2].partition("```")[0]
    assert "share.db" in code
    (shared.parent / "share.db").write_bytes(shared.read_bytes())
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=shared.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 5
    for line in section.partition("```sh\n")[2].partition("```")[0].splitlines():
        if line.startswith("datasette"):
            query = line.partition("--get ")[2].partition("#")[0].strip().strip("'")
            assert _datasette(shared, query.replace("/share/", "/together/")).returncode == 0
        elif line.startswith("pulse "):
            assert pulse(*line.partition("#")[0].split()[1:], "--help", cwd=own).returncode == 0
