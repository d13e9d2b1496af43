"""Pages are valid HTML by the W3C's Nu checker, the judge that browsers' makers use: no error in any of them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from pulse import report
from tests.conftest import pulse
from tests.protect.plans import evaluated, months, plan
from tests.protect.waves import split, tallies
from tests.report.hostile import CASES, material
from tests.report.plans_of_two import full

_CHECKER = Path(__file__).parents[2] / ".node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_pages_are_valid(demo: Path, tmp_path: Path) -> None:
    """The demonstration's pages, and all hostile ones, in one run of the checker: its start takes longest."""
    if not shutil.which("java") or not _CHECKER.is_file():
        pytest.skip("needs java and the Nu checker: see .ci/run")
    for name, case in CASES.items():
        (tmp_path / f"{name}.html").write_text(report.page(material(case)), encoding="utf-8")
    (tmp_path / "plan of two.html").write_text(report.one_side_page(full(3), least=11), encoding="utf-8")
    waves = [tallies(day, {"q": {"A": split(50, 100), "B": split(51, 100)}}) for day in months(16)]
    (tmp_path / "evaluation.html").write_text(
        report.evaluation_page(
            evaluated(plan(start=months(16)[8]), waves), organisation="O", made=date(2027, 3, 1), entry=16
        ),
        encoding="utf-8",
    )
    assert pulse("notice", "--page", str(tmp_path / "safe.html"), cwd=demo).returncode == 0
    last = {path.name.partition("-20")[0]: path for path in sorted((demo / "reports").glob("*.html"))}  # of each kind
    pages = [*last.values(), *sorted(tmp_path.glob("*.html"))]
    assert len(pages) > 12
    done = subprocess.run(
        ["java", "-jar", _CHECKER, "--errors-only", "--format", "text", *pages],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stderr.strip() in ("", "Document checking completed. No errors found.")
    assert done.returncode == 0
