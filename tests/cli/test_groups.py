"""Which groups a report tells of, at the front door: smaller teams in one line, and one grouping beside the levels."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from pulse import define
from pulse.store import Store
from tests.conftest import pulse


@pytest.fixture(scope="module")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration, to write to."""
    return shutil.copytree(demo, tmp_path_factory.mktemp("groups") / "demo")


@pytest.fixture(scope="module")
def rows(own: Path) -> list[dict[str, str]]:
    """The last stock-take's report, as rows."""
    done = pulse("report", "stock-take", "--format", "csv", "-o", "-", cwd=own)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_a_third_grouping_is_refused_before_anybody_is_asked(own: Path) -> None:
    """Levels of the demonstration: organisation, directorate, team. The order of `dimensions` says which is shown."""
    text = 'id = "three"\ntitle = "T"\ndimensions = ["team", "staff_group", "site"]\n[[item]]\nid = "q"\ntext = "Q?"\n'
    file = own.parent / "three.toml"
    file.write_text(f'{text}scale = "agree5"\n', encoding="utf-8")
    done = pulse("survey", "check", str(file), cwd=own)
    assert done.returncode == 1
    assert "'staff_group'" in done.stderr
    assert "'site'" in done.stderr
    file.write_text(file.read_text(encoding="utf-8").replace(', "site"', ""), encoding="utf-8")
    assert pulse("survey", "check", str(file), cwd=own).returncode == 0


def test_smaller_teams_stand_in_one_line_of_the_rows_and_make_up_their_directorate(rows: list[dict[str, str]]) -> None:
    counts = {
        (row["dimension"], row["group"]): row["n"]
        for row in rows
        if row["measure"] == "count" and row["shown"] == "true" and row["wave"] == "2026-11"
    }
    lines = [group for _, group in counts if group.endswith(" / Smaller teams together")]
    assert lines
    for line in lines:
        above = line.removesuffix(" / Smaller teams together")
        parts = [int(n) for (level, group), n in counts.items() if level == "team" and group.startswith(f"{above} / ")]
        assert sum(parts) == int(counts["directorate", above])


def test_a_line_of_smaller_teams_has_no_rows_of_earlier_stock_takes(rows: list[dict[str, str]]) -> None:
    assert {row["wave"] for row in rows if "together" in row["group"]} == {"2026-11"}


def test_the_ledger_knows_of_whom_it_was_told_how_many_answered(own: Path) -> None:
    with Store.open(own / "pulse.db", survey_from=define.from_source) as store:
        last = store.past("stock-take")["2026-11"]
    assert () in last.seen.levels
    assert ("Saltmarsh Hospitals", "Surgery") in last.seen.levels
    assert last.seen.beside
    assert not {name for name in last.seen.beside if (name,) in last.seen.levels}
