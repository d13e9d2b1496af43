"""The register by way of a spreadsheet: what owners fill in comes back, all of it or nothing; history stays whole.

1. A round trip adds what was filled in, once; what a spreadsheet does to dates and delimiters does no harm.
2. A lost row, a changed id or text, a slip in a cell: each is told with its line, and the register is as it was.
3. No cell can run in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import pulse, workspace

_FORM = 'id = "s"\ntitle = "S"\n[[item]]\nid = "heard"\ntext = "Heard?"\nscale = "agree5"\n'
_NEEDS = ("Be listened to", "=1+1 hours of sleep", "A rota one can plan with", "A place to rest")
Rows = list[list[str]]


def _json(root: Path, *arguments: str, day: str = "2026-11-24") -> Any:
    done = pulse(*arguments, "--json", cwd=root, day=day)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four needs: the first has a commitment, by the end of the year."""
    root = workspace(tmp_path_factory.mktemp("sheet") / "w", _FORM)
    for text in _NEEDS:
        _json(root, "needs", "add", "s", "--what", text, "--level", "board")
    said = ("--owner", "Head of care", "--level", "board", "--by", "2026-12-31", "--measure", "heard")
    _json(root, "commit", "1", *said, "--what", "An hour a month")
    return root


@pytest.fixture(scope="module")
def rows(made: Path) -> Rows:
    return _exported(made)


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


def _exported(root: Path) -> Rows:
    assert pulse("needs", "export", "out.csv", cwd=root).returncode == 0
    return list(csv.reader(io.StringIO((root / "out.csv").read_text(encoding="utf-8-sig"))))


def _write(root: Path, rows: Rows, delimiter: str = ",") -> None:
    with (root / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def _fill(rows: Rows, line: int, **cells: str) -> None:
    for name, value in cells.items():
        rows[line - 1][rows[0].index(name.replace("_", " "))] = value


def _kinds(root: Path, need: int) -> list[str]:
    return [it["kind"] for it in _json(root, "needs", "history", str(need))["history"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_owners_fill_in_comes_back_once(root: Path, delimiter: str) -> None:
    rows = _exported(root)
    _fill(rows, 2, status="Late", note="The room was taken", by="31/01/2027")
    _fill(rows, 3, owner="Chief nurse", level="Directorate", by="2027-02-01", measure="heard", what="Two more posts")
    _fill(rows, 4, because="No rota fits all three shifts")
    _write(root, rows, delimiter)
    assert _json(root, "needs", "import", "in.csv") == {"commitments": 1, "statuses": 1, "declined": 1}
    register = {it["need"]: it for it in _json(root, "needs")["needs"]}
    late = register[1]["commitments"][0]
    assert (late["status"], late["note"], late["by"]) == ("late", "The room was taken", "2027-01-31")
    made = register[2]["commitments"][0]
    assert (made["id"], made["owner"], made["level"], made["by"]) == (2, "Chief nurse", "directorate", "2027-02-01")
    assert (register[3]["state"], register[3]["reason"]) == ("declined", "No rota fits all three shifts")
    assert register[4]["state"] == "open"
    # The sheet as it is exported now, unchanged but for how a spreadsheet writes the day: nothing new.
    rows = _exported(root)
    assert [row[1] for row in rows[1:]] == ["1", "2", "4"]
    _fill(rows, 3, by="01/02/2027")  # 1 February or 2 January: it is the day that was exported
    _write(root, rows)
    assert _json(root, "needs", "import", "in.csv") == {"commitments": 0, "statuses": 0, "declined": 0}
    assert _kinds(root, 1) == ["opened", "committed", "status"]
    # The old sheet says of need 2 that it has no commitment: it has one now.
    old = _exported(root)
    _fill(old, 3, commitment="")
    _write(root, old)
    assert pulse("needs", "import", "in.csv", cwd=root).returncode == 65


def _lose_a_row(rows: Rows) -> None:
    del rows[2]


def _change_an_id(rows: Rows) -> None:
    _fill(rows, 3, need="4")


def _unknown_id(rows: Rows) -> None:
    _fill(rows, 3, need="44")


def _no_id(rows: Rows) -> None:
    _fill(rows, 3, need="")


def _twice(rows: Rows) -> None:
    rows[3] = ["4 of 4", *rows[2][1:]]
    del rows[4]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_lose_a_row, "in.csv:4:1: 1 of 4 rows are not in the sheet any more, row 2 the first"),
        (_change_an_id, "in.csv:3:5: the column 'what is needed' is not that of need 4"),
        (_unknown_id, "in.csv:3:2: there is no need '44' in the register"),
        (_no_id, "in.csv:3:2: there is no need '' in the register"),
        (_twice, "in.csv:4:2: need 2 stands in line 3 already"),
        (lambda rows: _fill(rows, 3, what_is_needed="Less"), "in.csv:3:5: the column 'what is needed'"),
        (lambda rows: _fill(rows, 3, row="second"), "in.csv:3:1: the first cell does not read like"),
        (lambda rows: rows[0].__setitem__(1, "number"), "in.csv:1: columns of the exported sheet are missing: need"),
        (lambda rows: _fill(rows, 3, owner="Chief nurse"), "missing: level, by, measure, what"),
        (lambda rows: _fill(rows, 3, status="kept"), "no commitment it could be of"),
        (lambda rows: _fill(rows, 2, what="Two hours"), "what was promised is never edited"),
        (lambda rows: _fill(rows, 2, because="No"), "commitment 1 stands"),
        (lambda rows: _fill(rows, 2, status="done"), "in.csv:2:14: this is no status"),
        (
            lambda rows: _fill(rows, 2, status="late", by="01/02/2027"),
            "in.csv:2:11: this is not a date, or could be two",
        ),
        (lambda rows: _fill(rows, 2, status="late", by="2026-11-01"), "in.csv:2: 2026-11-01 is in the past"),
        (lambda rows: _fill(rows, 3, because="No", owner="X"), "both promises something and says why"),
        (lambda rows: _fill(rows, 3, because="Dr Whitfield said no"), "in.csv:3: the words look as if they named"),
        (
            lambda rows: _fill(
                rows, 3, owner="Dr Whitfield", level="board", by="2027-02-01", measure="heard", what="Posts"
            ),
            "in.csv:3: the owner looks like a person's name",
        ),
    ],
)
def test_nothing_of_a_faulty_sheet_is_taken(made: Path, rows: Rows, edit: Callable[[Rows], None], words: str) -> None:
    before = (made / "pulse.db").read_bytes()
    rows = [list(row) for row in rows]
    _fill(rows, 5, because="There is no such place")  # a good row is not taken either
    edit(rows)
    _write(made, rows)
    done = pulse("needs", "import", "in.csv", cwd=made)
    assert done.returncode == 65
    assert words in done.stderr.replace("\n", " ")
    assert (made / "pulse.db").read_bytes() == before


def test_a_person_can_vouch_for_the_texts_of_a_sheet(root: Path) -> None:
    rows = _exported(root)
    _fill(rows, 3, because="The Florence Nightingale ward, as Dr Whitfield has it, is full")
    _write(root, rows)
    assert pulse("needs", "import", "in.csv", cwd=root).returncode == 65
    assert _json(root, "needs", "import", "in.csv", "--names-nobody")["declined"] == 1
    assert _json(root, "needs", "history", "2")["history"][-1]["vouched"] is True


def test_every_fault_of_a_sheet_is_told_at_once(root: Path) -> None:
    rows = _exported(root)
    _fill(rows, 2, status="done")
    _fill(rows, 4, need="9")
    _write(root, rows)
    told = pulse("needs", "import", "in.csv", cwd=root).stderr
    assert "in.csv:2:14:" in told
    assert "in.csv:4:2:" in told


def test_no_cell_runs_in_a_spreadsheet(root: Path) -> None:
    cells = [cell for row in _exported(root) for cell in row]
    assert "'=1+1 hours of sleep" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_sheet_that_is_no_text_or_not_there_is_told(root: Path) -> None:
    (root / "in.csv").write_bytes(b"\xff\xfe\x00\xd8")
    assert pulse("needs", "import", "in.csv", cwd=root).returncode == 65
    assert pulse("needs", "import", "none.csv", cwd=root).returncode == 66
