"""A workspace whose comments people coded, for the tests of what is made of codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import pulse
from tests.listen.comments import asked, collect, export

KINDS = (
    ("Nobody came back to us", ("listen",)),
    ("We are exhausted", ("keep_going",)),
    ("Two staff for thirty beds is not safe", ("safe",)),
    ("A thank you would be nice", ("notice",)),
    ("Exhausted, and not one thank you", ("keep_going", "notice")),
    ("Nothing to add", ()),
)  # what is written, and the codes of it


def put_comments(root: Path, count: int, *, of: int | None = None) -> None:
    """Collects `count` sheets of which `of` (all, if None) hold a comment, each other than the rest."""
    kinds = {at: KINDS[at // 3 % len(KINDS)][0] for at in range(1, (of or count) + 1)}
    collect(root, export(root, {at: f"{text}, {_spelt(at)}." for at, text in kinds.items()}, count=count))


def _spelt(number: int) -> str:
    """A number in letters: redaction has nothing to say of it."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def codes_of(text: str) -> list[str]:
    """The codes of a comment, as everybody sees who reads it."""
    return next(list(codes) for said, codes in KINDS if text.startswith(said))


Rows = list[list[str]]


def sheet(root: Path, by: str, *more: str) -> Rows:
    """The sheet of comments that wait for a coder, its head first."""
    done = pulse("comments", "code", "--by", by, "--to", "codes.csv", *more, cwd=root)
    assert done.returncode == 0, done.stderr
    return list(csv.reader(io.StringIO((root / "codes.csv").read_bytes().decode("utf-8-sig"), newline="")))


def give_back(root: Path, by: str, rows: Sequence[Sequence[str]], *more: str) -> tuple[int, Any, str]:
    """Status, JSON and messages of a sheet that is taken back."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (root / "codes.csv").write_text(text.getvalue(), encoding="utf-8")
    done = pulse("comments", "code", "--by", by, "--from", "codes.csv", "--json", *more, cwd=root)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def code(
    root: Path, by: str, *more: str, codes: Callable[[int, str], Sequence[str]] = lambda _at, text: codes_of(text)
) -> Any:
    """Codes all comments that wait for a coder; `codes` by the place in the sheet and the comment."""
    head, *rows = sheet(root, by, *more)
    for at, row in enumerate(rows):
        row[6] = " ".join(codes(at, row[3])) or "none"
    status, said, err = give_back(root, by, [head, *rows], *more)
    assert status == 0, err
    return said


def review(root: Path, decide: Callable[[str], tuple[str, str]]) -> None:
    """Reviews every comment: its decision, and the words to keep of a shortened one."""
    assert pulse("comments", "export", "review.csv", cwd=root).returncode == 0
    text = (root / "review.csv").read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    for row in rows:
        row[6:8] = decide(row[5])
    out = io.StringIO(newline="")
    csv.writer(out).writerows([head, *rows])
    (root / "review.csv").write_text(out.getvalue(), encoding="utf-8")
    done = pulse("comments", "import", "review.csv", "--by", "ZZ", cwd=root)
    assert done.returncode == 0, done.stderr


def rows_of(root: Path, item: str = "words") -> list[dict[str, Any]]:
    """The report's rows about one item."""
    done = pulse("report", "--format", "json", "--output", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return [row for row in json.loads(done.stdout)["figures"] if row["item"] == item]


def page_of(root: Path) -> str:
    """The report's page."""
    done = pulse("report", "--output", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def codings(root: Path) -> list[tuple[Any, ...]]:
    """Comment, coder, whether second, day, chains, what was suggested: as they are stored."""
    sql = "SELECT text, coder, second, coding.day, chains, suggested FROM coding JOIN comment ON id = comment"
    return [(*row[:4], json.loads(row[4]), json.loads(row[5])) for row in asked(root, sql)]
