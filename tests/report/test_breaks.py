"""Where lines break: old and new text under the chart, why, and where limits begin anew; in real files.

Two waves ask version 1 of a questionnaire, two waves version 2, in which every kind of change is made once.

1. The notes of every chart and of every question with options are those in gold/breaks.txt, word for word.
2. A wave is a new version of an item where staff read something else or answers are scored otherwise - the latter also
   where the author calls the change cosmetic. A cosmetic change goes on, and is told.
3. A group that was merged from others is told with its day.
"""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest

from tests.conftest import pulse

_GOLD = Path(__file__).parent / "gold" / "breaks.txt"
_FIRST = """\
id = "s"
title = "How was it?"
dimensions = ["team"]
[scales.often]
options = { never = "Never", some = "Sometimes", always = "Always" }
[scales.tired]
options = { never = "Never", some = "Sometimes", always = "Always" }
[scales.sure]
options = { no = "No", perhaps = "Perhaps", yes = "Yes", unknown = "I do not know" }
[[item]]
id = "heard"
text = "Am I heard?"
scale = "often"
[[item]]
id = "calm"
text = "Is it calm ?"
scale = "often"
[[item]]
id = "rested"
text = "Am I rested?"
scale = "tired"
[[item]]
id = "safe"
text = "Is it safe?"
scale = "sure"
change = "cosmetic"
[[item]]
id = "same"
text = "Is it the same?"
scale = "often"
[[item]]
id = "need"
text = "What is needed?"
choose = 1
options = { rest = "Rest", pay = "Pay" }
[[item]]
id = "keep"
text = "What should be kept?"
choose = "any"
options = { team = "The team", food = "The food" }
[indices.mood]
title = "Mood"
parts = [["calm", "same"]]
[indices.voice]
title = "Voice"
parts = [["heard", "same"]]
least = 0.5
"""
_CHANGES = (
    ('id = "s"\n', 'id = "s"\nversion = 2\nasked_from = 2026-09-01\n'),
    ('[scales.tired]\noptions = { never = "Never",', '[scales.tired]\noptions = { never = "Never", rare = "Rarely",'),
    ("Am I heard?", "When I speak up, am I heard?"),
    ('"Is it calm ?"\nscale = "often"', '"Is it calm?"\nscale = "often"\nchange = "cosmetic"'),
    ('unknown = "I do not know" }', 'unknown = "I do not know" }\naside = ["unknown"]'),
    ('pay = "Pay" }', 'pay = "Pay", time = "Time" }'),
    ('choose = "any"\noptions = { team', 'choose = "at most 1"\nask_if = "need == pay"\noptions = { team'),
    ("least = 0.5", "least = 1"),
)


def _second() -> str:
    text = _FIRST
    for old, new in _CHANGES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def _export(path: Path, second: bool) -> Path:
    """Forty people's answers to the first or the second version."""
    heads = ["When I speak up, am I heard?", "Is it calm?"] if second else ["Am I heard?", "Is it calm ?"]
    heads += ["Am I rested?", "Is it safe?", "Is it the same?", "What is needed?", "What should be kept?"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", *heads])
        for one in range(40):
            when = f"{path.stem}-03 09:{one:02}:00"
            often, tired = ("Always" if one % parts else "Never" for parts in (3, 2))
            need = "Time" if second and one % 4 == 0 else ("Rest", "Pay")[one % 2]
            keep = "The team" if second or one % 2 else "The team;The food"
            scales = [often, often, tired, ("Yes", "No", "I do not know")[one % 3], often]
            writer.writerow([one, when, when, "", "", "A", *scales, need, keep])
    return path


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("breaks") / "w"
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text('organisation = "Our Trust"\nlevels = ["team"]\n', encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(_FIRST, encoding="utf-8")
    (root / "surveys" / "s-2.toml").write_text(_second(), encoding="utf-8")
    people = "2026-01-01,Ward 1,,40,\n2026-01-01,Ward 2,,30,\n2026-09-01,A,,70,Ward 1\n2026-09-01,A,Doctors,0,Ward 2\n"
    (root / "people.csv").write_text(f"valid_from,team,staff_group,headcount,formerly\n{people}", encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    for label in ("2026-07", "2026-08", "2026-09", "2026-10"):
        export = _export(root / f"{label}.csv", second=label > "2026-08")
        done = pulse("collect", export.name, "--wave", label, cwd=root)
        assert "40 read = 40 stored" in done.stdout, done.stdout + done.stderr
    return root


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    done = pulse("report", "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_breaks_are_told_with_the_old_and_the_new_text(page: str) -> None:
    assert "\n".join(_notes(page)) + "\n" == _GOLD.read_text(encoding="utf-8")


def _notes(page: str) -> list[str]:
    """Headings of charts and questions, and what is said of breaks under each, as a reader sees it."""
    found: list[str] = []
    for said in re.findall(r"<h3>[^<]*<|<b>Breaks:</b>[^<]*<|<p class=\"quiet\">[^<]* Share of those[^<]*<", page):
        words = html.unescape(re.sub(r"<[^>]*>|<$", "", said)).strip()
        found.append(f"# {words}" if said.startswith("<h3>") else words.removeprefix("Breaks: "))
    return found


def test_the_break_is_drawn_by_its_name(page: str) -> None:
    drawn = re.findall(r">(new [a-z]+)</text>", page)
    assert sorted(drawn) == ["new answers", "new scoring", "new scoring", "new wording"]


def test_versions_rise_where_a_figure_may_no_longer_be_compared(root: Path) -> None:
    done = pulse("report", "--format", "csv", "-o", "-", cwd=root)
    rows = csv.DictReader(io.StringIO(done.stdout))
    versions = {row["item"]: row["item_version"] for row in rows if row["wave"] == "2026-10" and row["item"]}
    assert versions == {
        "heard": "2", "calm": "1", "rested": "2", "safe": "2", "same": "1", "need": "2", "keep": "2", "mood": "1",
        "voice": "2",
    }  # fmt: skip


def test_a_merged_group_is_told(page: str) -> None:
    how = page.split('<h2 id="how">')[1]
    assert "A was merged from Ward 1 and Ward 2 on 1 September 2026: its line breaks there." in how
