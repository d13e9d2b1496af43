"""The demonstration: three organisations, forty teams, eighteen waves, two platforms; its story only in files."""

from __future__ import annotations

import csv
import hashlib
import re
import sqlite3
from pathlib import Path

from pulse import define, schedule
from pulse import demo as invented
from pulse.model.survey import Survey, Wave
from tests.conftest import DAY, pulse

ROOT = Path(__file__).parents[2]


def _asked() -> tuple[Survey, tuple[Wave, ...]]:
    from datetime import date

    survey = define.load(define.shipped() / "stock-take.toml")
    return survey, schedule.recent(survey, date.fromisoformat(DAY), 18)


def _digest(seed: int) -> str:
    survey, waves = _asked()
    found = hashlib.sha256()
    for name, content in invented.files(survey, waves[:2], seed):
        found.update(name.encode() + b"\0" + content)
    return found.hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_organisation() -> None:
    assert _digest(1) == _digest(1)
    assert _digest(1) != _digest(2)


def test_it_has_three_organisations_forty_teams_and_eighteen_waves_of_two_platforms(demo: Path) -> None:
    with (demo / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["organisation"] for row in rows}) == 3
    assert len({(row["organisation"], row["directorate"], row["team"]) for row in rows}) == 40
    assert len(list((demo / "inbox").glob("*.xlsx"))) == 18
    assert len(list((demo / "inbox").glob("*.csv"))) == 18
    database = sqlite3.connect(demo / "pulse.db")
    assert database.execute("SELECT count(*) FROM wave").fetchone() == (18,)
    platforms = {name for (name,) in database.execute("SELECT DISTINCT platform FROM collect")}
    database.close()
    assert platforms == {"microsoft-forms", "google-forms"}


def test_its_story_is_coded_nowhere_else() -> None:
    told = ("Saltmarsh", "Lode Mental", "Willow Unit", "Fen Edge")
    outside = [path for path in (ROOT / "pulse").rglob("*.py") if path.parent.name != "demo"]
    assert [path.name for path in outside if any(name in path.read_text(encoding="utf-8") for name in told)] == []


def test_it_leaves_other_folders_alone(tmp_path: Path) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "letter.txt").write_text("dear all", encoding="utf-8")
    refused = pulse("demo", str(own), cwd=tmp_path)
    assert refused.returncode == 73
    assert sorted(path.name for path in own.iterdir()) == ["letter.txt"]


def test_the_sample_in_the_gallery_is_what_the_program_makes(report: Path) -> None:
    """But for the digests of the workbooks, which change with the version of the library that writes them."""
    sample = ROOT / "reports" / "gallery" / "stock-take.html"
    assert _undigested(sample) == _undigested(report), "render it again: see reports/gallery/README.md"


def _undigested(path: Path) -> str:
    return re.sub(r"<code>[0-9a-f]{12}</code>", "<code></code>", path.read_text(encoding="utf-8"))
