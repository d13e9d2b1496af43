"""The database's own views, for the team that may open it: described, and of nothing but what was shown or promised."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pulse.store.views import DESCRIPTIONS, VIEWS
from tests.conftest import pulse


@pytest.fixture(scope="module")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's database, brought up to date."""
    root = tmp_path_factory.mktemp("views") / "demo"
    shutil.copytree(demo, root, ignore=shutil.ignore_patterns("reports"))
    assert pulse("ledger", "--json", cwd=root).returncode == 0
    return root


@pytest.fixture
def database(own: Path) -> Iterator[sqlite3.Connection]:
    """It, open."""
    with closing(sqlite3.connect(own / "pulse.db")) as opened:
        yield opened


def test_every_view_and_column_is_described(database: sqlite3.Connection) -> None:
    views = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    assert views == sorted(VIEWS)
    told = database.execute('SELECT "table", "column" FROM descriptions').fetchall()
    for view in views:
        columns = [name for name, *_ in database.execute(f"SELECT * FROM {view} LIMIT 0").description]
        assert {column for table, column in told if table == view} == {"", *columns}
        assert list(DESCRIPTIONS[view]) == ["", *columns]
        assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0 or view == "events"


def test_no_view_reads_answers_tallies_or_comments(database: sqlite3.Connection) -> None:
    """What each view reads is asked of SQLite itself."""
    read: set[str] = set()

    def seen(action: int, table: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    database.set_authorizer(seen)
    for view in VIEWS:
        database.execute(f"SELECT * FROM {view}").fetchone()
    tables = read - set(VIEWS) - {"json_each", "sqlite_master"}
    assert tables <= {"wave", "ledger", "shown", "collect", "need", "commitment", "loop_step", "event"}


def test_figures_are_those_of_the_report(own: Path, database: sqlite3.Connection) -> None:
    """Every figure of people in the CSV of a wave stands in the view, and says the same."""
    done = pulse("report", "working-together", "--format", "csv", "-o", "-", cwd=own)
    assert done.returncode == 0, done.stderr
    columns = 'dimension, "group", group2, item, option, measure, n, value, band_low, band_high'
    known = set(database.execute(f"SELECT wave, {columns} FROM figures WHERE survey = 'working-together'"))
    rows = [it for it in csv.DictReader(done.stdout.splitlines()) if it["shown"] == "true"]
    rows = [it for it in rows if it["measure"] in ("count", "favourable", "mean", "response_rate", "share")]
    told = {
        (it["wave"], *(it[name] for name in ("dimension", "group", "group2", "item", "option", "measure")),
         *(float(it[name]) if it[name] else None for name in ("n", "value", "band_low", "band_high")))
        for it in rows
    }  # fmt: skip
    assert len(told) > 300
    assert told <= known
