"""Bad files through the real program: place, fault, remedy, status; nothing stored; never an answer's text."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import pulse, workspace

_FORM = """\
id = "pulse"
title = "Pulse"
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "energy"
text = "I have energy left."
scale = "agree5"
"""
_HEAD = "ID,Start time,Completion time,Email,Name,I am heard.,I have energy left.\n"
_GOOD = "".join(
    f"{at},2026-11-1{at} 10:00,2026-11-1{at} 10:05,a@example.org,Ann,Agree,Disagree\n" for at in range(1, 6)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM)


def _workbook() -> bytes:
    content = BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet().write(0, 0, "ID")
    book.close()
    return content.getvalue()


_CASES: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "workbook-named-csv": (_workbook, 65, "Excel workbook"),
    "web-page": (lambda: b"<!DOCTYPE html><html>Sign in</html>", 65, "web page"),
    "empty": (lambda: b"", 65, "empty"),
    "header-only": (_HEAD.encode, 65, "bad.csv:1"),
    "summary": (lambda: b"Pulse\n\nQ1. I am heard.\nAnswer Choices,Responses\nAgree,40%\n", 65, "summary"),
    "nul": (lambda: (_HEAD + _GOOD).replace("Ann", "A\0n", 1).encode(), 65, "bad.csv:2"),
    "unclosed-quote": (lambda: (_HEAD + _GOOD).replace("Ann", '"Ann', 1).encode(), 65, "bad.csv:2"),
    "not-utf8": (lambda: (_HEAD + _GOOD).replace("Ann", "Zoë").encode("cp1252"), 65, "--encoding cp1252"),
    "missing-item": ((_HEAD.replace("I have energy left.", "Something else") + _GOOD).encode, 1, "energy"),
    "other-answers": (lambda: (_HEAD + _GOOD).replace("Disagree", "Purple").encode(), 1, "[answers.energy]"),
}


@pytest.mark.parametrize("case", sorted(_CASES))
def test_what_cannot_be_read_is_refused_whole(root: Path, case: str) -> None:
    content, status, words = _CASES[case]
    (root / "bad.csv").write_bytes(content())
    done = pulse("collect", "bad.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == status, done.stdout + done.stderr
    assert words in done.stderr
    assert "-> " in done.stderr
    assert _stored(root) == 0
    for secret in ("Purple", "Ann", "example.org", "Zo"):
        assert secret not in done.stdout + done.stderr


def test_ragged_rows_and_stray_answers_are_set_aside_and_told(root: Path) -> None:
    bad = "6,2026-11-16 10:00,2026-11-16 10:05,a@example.org,Ann,Agree\n"
    strange = "7,2026-11-17 10:00,2026-11-17 10:05,a@example.org,Ann,Mauve,Disagree\n"
    (root / "bad.csv").write_text(_HEAD + _GOOD + bad + strange, encoding="utf-8")
    refused = pulse("collect", "bad.csv", "--wave", "2026-11", cwd=root)
    assert refused.returncode == 65
    assert "2 of 7 rows have a fault" in refused.stderr
    assert "--accept-rejects" in refused.stderr
    assert _stored(root) == 0
    done = pulse("collect", "bad.csv", "--wave", "2026-11", "--accept-rejects", cwd=root)
    assert done.returncode == 1
    assert "7 read = 6 stored + 1" in done.stdout
    (rejects,) = (root / "reports" / "rejects").iterdir()
    assert rejects.read_bytes().decode("utf-8-sig").splitlines() == [
        "file,line,record,column,item,code,reason",
        "bad.csv,7,6,,,WIDTH_SHORT,the row has fewer cells than the header",
        "bad.csv,8,7,6,heard,VALUE_NOT_IN_SCALE,the answer is not among the options",
    ]
    assert "bad.csv:7" in done.stderr
    assert "bad.csv:8:6" in done.stderr
    assert "Mauve" not in done.stdout + done.stderr
    assert _stored(root) == 6


def test_utf16_reads_like_utf8(root: Path) -> None:
    (root / "wide.csv").write_bytes((_HEAD + _GOOD).replace(",", "\t").encode("utf-16"))
    done = pulse("collect", "wide.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "5 read = 5 stored" in done.stdout


def test_a_mapping_made_ready_is_used_once_completed_and_never_rewritten(root: Path) -> None:
    export = (_HEAD.replace("I have energy left.", "Energy?") + _GOOD).replace("Disagree", "Not really")
    (root / "export.csv").write_text(export, encoding="utf-8")
    first = pulse("collect", "export.csv", "--wave", "2026-11", cwd=root)
    assert first.returncode == 1
    assert _stored(root) == 0
    path = root / "surveys" / "pulse.microsoft-forms.map.toml"
    draft = path.read_text(encoding="utf-8")
    assert '# label = "Energy?"' in draft
    done = (
        draft.replace("# [[column]]\n# label = \"Energy?\"\n# position = 7\n# item = \"\"",
                      "[[column]]\nlabel = \"Energy?\" # so we called it in May\nitem = \"energy\"")
        + '[answers.energy]\n"Not really" = "disagree"\n'
    )  # fmt: skip
    path.write_text(done, encoding="utf-8")
    second = pulse("collect", "export.csv", "--wave", "2026-11", cwd=root)
    assert second.returncode == 0, second.stderr
    assert "1 by mapping" in second.stdout
    assert path.read_text(encoding="utf-8") == done
    inserted = export.replace("I am heard.", "A new question,I am heard.").replace(",Agree,", ",something,Agree,")
    (root / "again.csv").write_text(inserted, encoding="utf-8")
    third = pulse("collect", "again.csv", "--wave", "2026-11", cwd=root)
    assert third.returncode == 0, third.stderr
    assert "5 read = 0 stored + 5" in third.stdout


@pytest.mark.parametrize(("good", "bad", "status"), [(100, 5, 1), (100, 6, 65), (1000, 20, 1), (1000, 21, 65)])
def test_a_twentieth_or_twenty_rows_with_a_fault_pass_and_no_more(root: Path, good: int, bad: int, status: int) -> None:
    """`good` rows in all, of which `bad` hold an answer that is none."""
    rows = [
        f"{at},2026-11-10 10:00,2026-11-10 10:05,anonymous,,{'Mauve' if at < bad else 'Agree'},Disagree\n"
        for at in range(good)
    ]
    (root / "export.csv").write_text(_HEAD + "".join(rows), encoding="utf-8")
    done = pulse("collect", "export.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == status, done.stderr
    assert _stored(root) == (good if status == 1 else 0)


def _stored(root: Path) -> int:
    if not (root / "pulse.db").exists():
        return 0
    database = sqlite3.connect(root / "pulse.db")
    try:
        return int(database.execute("SELECT coalesce(sum(responses), 0) FROM atom").fetchone()[0])
    finally:
        database.close()
