"""A survey whose every text means something to HTML, Markdown, a spreadsheet or SQL: each form holds it, and passes.

1. Texts are texts in each form, few people are a dash in each, and answers that are all the same are a band in each.
2. `pulse audit` knows whose file each is, whatever the title holds.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import pulse, workspace

_ANSWERS = ("<b>no & never</b>", "| rather | not", "*neither* _nor_", "`yes`", "=1+1")
_QUESTIONS = ("<script>alert(1)</script> | `x` # ?", "# مرحبا _under_ 🙂 ~~struck~~", "'; DROP TABLE figures; --")
_TITLE, _TEAMS = "Report <i>x</i> *y* | &amp;", ("<b>T</b> 7", "a | b", "Everyone")


def _form() -> str:
    head = f'id = "h"\nversion = 1\ntitle = {json.dumps(_TITLE)}\nlanguage = "en-GB"\ndimensions = ["team"]\n'
    scale = f'[scales.s]\noptions = {json.dumps(_ANSWERS)}\npositive = "high"\n'
    items = [
        f'[[item]]\nid = "q{at}"\ntext = {json.dumps(text, ensure_ascii=False)}\nscale = "s"\n'
        f'title = "Short {"aac"[at]} | *x*"\n'
        for at, text in enumerate(_QUESTIONS)
    ]
    return "\n".join([head, scale, *items, '[indices.z]\ntitle = "Score <9>"\nparts = [["q0", "q1"]]\n'])


def _root(folder: Path, people: int, answers: tuple[str, ...]) -> Path:
    root = workspace(folder / "w", _form(), 'organisation = "- Org *x* | y"\nlevels = ["team"]\n')
    draw = Random(3)  # noqa: S311 - answers of nobody
    for wave in ("2026-09", "2026-10"):
        with (root / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Response id", "Submitted", "team", *_QUESTIONS])
            for at in range(people):
                said = [draw.choice(answers) for _ in _QUESTIONS]
                writer.writerow([f"{wave}-{at}", f"{wave}-05 09:00:00", draw.choice(_TEAMS), *said])
        for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
            done = pulse("collect", f"{wave}.csv", "--survey", "h", "--wave", wave, cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.mark.parametrize(
    ("people", "answers"), [(150, _ANSWERS), (9, _ANSWERS), (60, _ANSWERS[2:3])], ids=["many", "few", "all alike"]
)
def test_every_form_holds_every_text(tmp_path: Path, people: int, answers: tuple[str, ...]) -> None:
    root = _root(tmp_path, people, answers)
    names = []
    for form in ("html", "json", "md", "xlsx", "csv"):
        done = pulse("report", "--format", form, cwd=root)
        assert done.returncode == 0, (form, done.stderr)
        names.append(f"reports/h-2026-10.{form}")
    assert pulse("export", "--share", "share.db", cwd=root).returncode == 0
    audited = pulse("audit", *names, "share.db", "--json", cwd=root)
    assert audited.returncode == 0, audited.stdout
    page = (root / names[0]).read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<b>no" not in page
    questions = {it["text"] for it in json.loads((root / names[1]).read_text(encoding="utf-8"))["questions"]}
    assert questions == {*_QUESTIONS, "Score <9>"}
    sheet = CalamineWorkbook.from_filelike(io.BytesIO((root / names[3]).read_bytes())).get_sheet_by_name("Answers")
    assert {line[1] for line in sheet.to_python()[1:]} == set(_ANSWERS)
    with closing(sqlite3.connect(root / "share.db")) as share:
        assert {text for (text,) in share.execute("SELECT text FROM options")} == set(_ANSWERS)
        shown = "SELECT count(*) FROM figures WHERE shown AND measure <> 'count'"
        assert bool(share.execute(shown).fetchone()[0]) == (people > 9)
