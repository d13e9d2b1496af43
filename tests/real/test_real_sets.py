"""Real exports, from the file to the report: every row of each is stored, or the summary says why not.

The files are read in place and never copied; where they are absent the tests skip and the last line says so.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import pulse
from tests.shared import shared

pytestmark = pytest.mark.real
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Export:
    """One file, the wave it belongs to, and what becomes of its rows: read, stored, and what is set aside."""

    file: str
    wave: str
    read: int
    stored: int
    aside: str = ""  # the only reason for rows that are not stored
    survey: str = ""
    days: tuple[str, str] | None = None  # where the wave ran beyond its label's year


_CNCF = "data/cncf-ambassadors-2019-2021/ambassadors-{}.csv"
_RSE = "data/rse-survey-limesurvey-2016-2017/rse-{}.csv"
_SPACK = "data/spack-user-survey-2020-2022/spack-{}.csv"
_OSMI = "data/osmi-tech-wellbeing-2014-2019/osmi-{}.csv"
_QUALTRICS = "data/qualtrics-sample-exports/{}.csv"

EVERY_SET = pytest.mark.parametrize("collected", ["cncf", "osmi", "qualtrics", "rse", "spack"], indirect=True)
SETS: dict[str, tuple[Export, ...]] = {
    "cncf": (
        Export(_CNCF.format("2019h1"), "2019-H1", 21, 21),
        Export(_CNCF.format("2019h2"), "2019-H2", 42, 42),
        Export(_CNCF.format("2020h1"), "2020-H1", 44, 44),
        Export(_CNCF.format("2021"), "2021", 44, 44),
    ),
    "rse": (
        Export(_RSE.format("2016-uk"), "2016", 273, 273),
        Export(_RSE.format("2017-uk"), "2017", 253, 234, "empty"),
        Export(_RSE.format("2017-us"), "2017", 164, 150, "empty"),
        Export(_RSE.format("2017-zaf"), "2017", 22, 18, "empty"),
    ),
    "spack": (
        Export(_SPACK.format("2020"), "2020", 170, 170),
        Export(_SPACK.format("2021"), "2021", 179, 179, days=("2021-12-01", "2022-01-31")),
        Export(_SPACK.format("2022"), "2022", 182, 182, days=("2023-02-01", "2023-03-31")),
    ),
    "osmi": (
        Export(_OSMI.format("2014"), "2014", 1259, 1259, days=("2014-08-01", "2016-02-28")),
        Export(_OSMI.format("2016"), "2016", 1433, 1433),
        Export(_OSMI.format("2017"), "2017", 756, 756, days=("2017-08-01", "2018-05-23")),
        Export(_OSMI.format("2018"), "2018", 417, 417),
        Export(_OSMI.format("2019"), "2019", 352, 352),
    ),
    "qualtrics": (
        Export(_QUALTRICS.format("modern-sample"), "2017-07", 1, 1, survey="modern"),
        Export(_QUALTRICS.format("modern-sample-legacy"), "2017-07", 1, 0, "duplicate", "modern"),
        Export(_QUALTRICS.format("matrix-insights"), "2016-05", 5, 0, "test", "matrix"),
        Export(_QUALTRICS.format("matrix-legacy"), "2016-05", 5, 0, "test", "matrix"),
        Export(_QUALTRICS.format("multi-answer-insights"), "2016-05", 5, 0, "test", "multi"),
        Export(_QUALTRICS.format("multi-answer-legacy"), "2016-05", 5, 0, "test", "multi"),
        Export(_QUALTRICS.format("many-types-insights"), "2016-05", 5, 0, "test", "fruits"),
        Export(_QUALTRICS.format("many-types-legacy"), "2016-05", 5, 0, "test", "fruits"),
    ),
}


@pytest.fixture(scope="module")
def collected(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A workspace into which a whole set has been collected, each file's summary checked on the way."""
    name: str = request.param
    root = tmp_path_factory.mktemp(name) / name
    shutil.copytree(HERE / name, root)
    for export in SETS[name]:
        summary = _collect(root, export)
        counts = summary["counts"]
        told = {key: count for key, count in counts.items() if count and key not in ("read", "stored")}
        rest = export.read - export.stored
        assert (counts["read"], counts["stored"]) == (export.read, export.stored), (export.file, counts, told)
        assert told == ({export.aside: rest} if rest else {}), export.file
    return name, root


def _collect(root: Path, export: Export) -> dict[str, dict[str, int]]:
    which = ("--survey", export.survey) if export.survey else ()
    days = ("--from", export.days[0], "--to", export.days[1]) if export.days else ()
    done = pulse("collect", str(shared(export.file)), "--wave", export.wave, *days, *which, "--json", cwd=root)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    (summary,) = json.loads(done.stdout)
    return dict(summary)


@EVERY_SET
def test_collected_again_nothing_is_added(collected: tuple[str, Path]) -> None:
    name, root = collected
    for export in SETS[name]:
        counts = _collect(root, export)["counts"]
        assert counts["read"] == export.read
        assert counts["stored"] == 0


def _rows(root: Path, *arguments: str) -> list[dict[str, str]]:
    done = pulse("report", *arguments, "--format", "csv", "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


@EVERY_SET
def test_a_report_is_rendered_and_holds_the_totals(collected: tuple[str, Path]) -> None:
    name, root = collected
    survey = (
        "modern" if name == "qualtrics" else json.loads(pulse("survey", "list", "--json", cwd=root).stdout)[0]["id"]
    )
    done = pulse("report", survey, cwd=root)
    assert done.returncode == 0, done.stderr
    rows = _rows(root, survey)
    counts = {row["wave"]: row for row in rows if row["measure"] == "count" and row["group"] == "all"}
    stored: dict[str, int] = {}
    for export in SETS[name]:
        stored[export.wave] = stored.get(export.wave, 0) + export.stored
    for wave, row in counts.items():
        shown = stored[wave] >= 11
        assert row["shown"] == ("true" if shown else "false")
        assert row["value"] == (f"{stored[wave]}" if shown else "")


@pytest.mark.parametrize("collected", ["cncf"], indirect=True)
def test_by_region_and_for_project_ticks_nearly_everything_is_hidden_or_banded(collected: tuple[str, Path]) -> None:
    _, root = collected
    rows = [row for row in _rows(root, "--wave", "2020-H1") if row["wave"] == "2020-H1"]
    for item in ("overall", "replied", "resources"):
        (whole,) = [row for row in rows if (row["item"], row["measure"], row["group"]) == (item, "favourable", "all")]
        assert whole["shown"] == "true"
    ticks = [row for row in rows if row["item"] == "projects" and row["group"] == "all"]
    exact = [row["option"] for row in ticks if row["value"]]
    assert len(ticks) > 40
    assert set(exact) <= {"kubernetes", "prometheus", "opentracing", "fluentd", "containerd", "grpc", "envoy",
                          "open_policy_agent", "cloudevents", "helm", "flux"}  # fmt: skip
    regions = [row for row in rows if row["dimension"] == "region" and row["item"]]
    assert sum(bool(row["value"]) for row in regions) < 0.1 * len(regions)


@pytest.mark.parametrize("collected", ["osmi"], indirect=True)
def test_a_changed_question_begins_a_new_line(collected: tuple[str, Path]) -> None:
    _, root = collected
    rows = _rows(root)
    versions = {
        item: [
            row["item_version"]
            for row in rows
            if (row["item"], row["measure"], row["group"]) == (item, "favourable", "all")
        ]
        for item in ("supervisor", "leave")
    }
    assert versions == {"supervisor": ["1", "2", "2", "2", "2"], "leave": ["1", "2", "2", "2", "2"]}


def test_a_summary_of_figures_is_refused(tmp_path: Path) -> None:
    assert pulse("init", "w", cwd=tmp_path).returncode == 0
    file = shared("data/uk-civil-service-people-survey-2009-2021/csps-benchmarks-2009-2021.xlsx")
    done = pulse("collect", str(file), "--wave", "2021", cwd=tmp_path / "w")
    assert done.returncode == 65
    assert "sheets" in done.stderr
