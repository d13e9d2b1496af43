"""The demonstration: three organisations, forty teams, eighteen waves, two platforms; its story only in files.

1. What it is made of.
2. What came of it, told by the commands that anybody would ask: needs, promises, verdicts, a relationship that mends.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pulse import define, schedule
from pulse.demo import Invented
from tests import gallery
from tests.conftest import DAY, pulse

ROOT = Path(__file__).parents[2]


def _digest(seed: int) -> str:
    shipped = define.shipped()
    survey, together = (
        define.from_source((shipped / f"{it}.toml").read_text("utf-8")) for it in ("stock-take", "working-together")
    )
    made = Invented(schedule.recent(survey, date.fromisoformat(DAY), 18), seed)
    found = hashlib.sha256()
    for name, content in (
        *made.workspace(survey, together),
        *made.exports(survey, 0, {}),
        *made.exports(survey, 1, {}),
    ):
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
    assert len(list((demo / "inbox").glob("*How are we - *.csv"))) == 18
    database = sqlite3.connect(demo / "pulse.db")
    waves = dict(database.execute("SELECT survey, count(*) FROM wave GROUP BY survey"))
    assert waves == {"stock-take": 18, "working-together": 3}
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


# --- 2 ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def needs(demo: Path) -> dict[str, dict[str, Any]]:
    """The register, need by need."""
    return {it["text"]: it for it in json.loads(pulse("needs", "--json", cwd=demo).stdout)["needs"]}


def test_its_needs_end_in_every_way_a_need_can(needs: dict[str, dict[str, Any]]) -> None:
    assert {text: (it["level"], it["horizon"], it["state"]) for text, it in needs.items()} == {
        "Listen to me": ("manager", "now", "met"),
        "Keep me safe": ("directorate", "now", "partly"),
        "Care about me": ("team", "now", "not_met"),
        "Keep me going": ("manager", "now", "partly"),
        "Somewhere to talk after a hard shift": ("manager", "now", "met"),
        "Instruments that are there when the list begins": ("directorate", "now", "met"),
        "To know the day before who is coming home": ("system", "long", "committed"),
        "To swap a shift without asking three people": ("manager", "medium", "acknowledged"),
        "Mileage that covers what the car costs": ("national", "medium", "declined"),
        "The ward's letter on the day somebody goes home": ("system", "now", "open"),
    }
    assert needs["Mileage that covers what the car costs"]["reason"].startswith("The rate is set for the whole country")


def test_one_commitment_is_said_done_and_not_felt(needs: dict[str, dict[str, Any]]) -> None:
    felt = {text for text, need in needs.items() for it in need["commitments"] if it["said_done_not_felt"]}
    assert felt == {"Keep me going"}


def test_one_need_was_met_and_is_there_again(needs: dict[str, dict[str, Any]]) -> None:
    kinds = {text: [it["kind"] for it in need["history"]] for text, need in needs.items()}
    assert [text for text, steps in kinds.items() if "relapsed" in steps] == ["Keep me safe"]
    again = needs["Keep me safe"]["history"]
    at = next(at for at, it in enumerate(again) if it["kind"] == "relapsed")
    assert [it["verdict"]["outcome"] for it in again[:at] if it["verdict"]] == ["met"]
    assert [it["kind"] for it in again[at:]] == ["relapsed", "committed", "status", "asked", "verdict"]


def test_one_commitment_is_overdue_and_the_status_says_so(demo: Path) -> None:
    done = pulse("commitments", "--overdue", "--json", cwd=demo)
    assert done.returncode == 1
    assert [it["need_text"] for it in json.loads(done.stdout)] == ["Care about me"]


def test_the_report_tells_of_the_need_parked_where_it_cannot_be_met(report: Path) -> None:
    part = report.read_text(encoding="utf-8").split("<h3>Needs at another level than staff name</h3>")[1]
    assert "Care about me" in part.split("</section>")[0]


def test_leaders_stand_beside_everyone_and_teams_have_talked(report: Path) -> None:
    page = " ".join(re.sub("<[^>]+>", "", report.read_text(encoding="utf-8")).split())
    assert "What leaders say" in page
    assert "13 of 40 teams" in page


def test_two_directorates_get_on_better_after_their_plan(demo: Path) -> None:
    """The plan is written between the second stock-take of how they work together and the third."""
    reports = demo / "reports"
    assert "Medicine sees Surgery clearly better" in (reports / "working-together-2026-09.html").read_text("utf-8")
    plan = reports / "plan-saltmarsh-hospitals-medicine--saltmarsh-hospitals-surgery.html"
    assert "written 11 April 2026" in plan.read_text("utf-8")


def test_every_page_it_wrote_gives_nothing_away(demo: Path) -> None:
    """But for the plan, which is no report: its figures were held against one when it was made."""
    pages = [path for path in sorted((demo / "reports").glob("*.html")) if not path.name.startswith("plan-")]
    done = pulse("audit", *map(str, pages), "--json", cwd=demo)
    assert done.returncode == 0, done.stdout
    assert len(json.loads(done.stdout)) == len(pages) == 12


@pytest.mark.parametrize("name", ["index.html", *gallery.PAGES])
def test_the_gallery_is_what_the_program_makes(demo: Path, name: str) -> None:
    """But for the digests of the workbooks, which change with the version of the library that writes them."""
    sample = (gallery.GALLERY / name).read_text(encoding="utf-8")
    same = gallery.undigested(sample) == gallery.undigested(gallery.made(demo)[name])
    assert same, "write it again: see reports/gallery/README.md"


def test_the_gallery_is_small_enough_to_travel() -> None:
    assert sum(path.stat().st_size for path in gallery.GALLERY.iterdir()) < 2_500_000
