"""What staff propose becomes a question: comments -> review -> clusters -> the guest of a wave -> a report says so."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pulse import define
from pulse.model.problems import Stop
from tests.conftest import once, pulse, workspace

_FORM = """\
id = "s"
title = "How are we?"
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "next_time"
kind = "text"
role = "proposals"
text = "What should we ask next time?"
[[item]]
id = "other"
kind = "text"
text = "Anything else?"
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 10
"""
_SAID = ("ask about breaks", "breaks, please", "is the rota fair", "parking")
_BY = ("--by", "Wellbeing lead")


def _collect(root: Path, wave: str, heads: list[str], rows: list[list[str]]) -> None:
    with (root / f"{wave}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Response id", *heads], *([f"r{at}", *row] for at, row in enumerate(rows))])
    for _ in range(2):  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", f"{wave}.csv", "--survey", "s", "--wave", wave, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def _fill(root: Path) -> None:
    """Thirty people answered in October; four proposed something, of which a person withheld the last."""
    workspace(root, _FORM)
    rows = [["Agree" if at < 20 else "Disagree", _SAID[at] if at < 4 else "", "thanks" if at == 9 else ""]
            for at in range(30)]  # fmt: skip
    heads = ["I am heard.", "What should we ask next time?", "Anything else?"]
    _collect(root, "2026-10", heads, rows)
    _change(root, "comments", "decision", lambda row: "withhold" if row["comment"] == "parking" else "accept")


def _change(root: Path, command: str, column: str, decide) -> None:  # type: ignore[no-untyped-def]
    """Out to a sheet, one column filled, and back."""
    assert pulse(command, "export", "sheet.csv", cwd=root).returncode == 0
    with (root / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (root / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, column: decide(row)} for row in rows)
    done = pulse(command, "import", "sheet.csv", *_BY, cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return shutil.copytree(once(tmp_path_factory, "proposals", _fill), tmp_path / "w")


def _listed(root: Path) -> dict[str, list[dict[str, str]]]:
    return json.loads(pulse("proposals", "list", "--json", cwd=root).stdout)  # type: ignore[no-any-return]


def _choose(root: Path, text: str, *more: str, wave: str = "2026-12", cluster: str = "Breaks"):  # type: ignore[no-untyped-def]
    where = ("--survey", "s", "--wave", wave)
    return pulse("proposals", "choose", cluster, *where, "--text", text, *_BY, *more, cwd=root)


def test_only_what_a_person_let_stand_is_a_proposal(own: Path) -> None:
    assert {it["text"] for it in _listed(own)["proposals"]} == set(_SAID[:3])


def test_from_a_sheet_of_proposals_to_a_marked_question(own: Path) -> None:
    _change(own, "proposals", "cluster", lambda row: "Breaks" if "breaks" in row["proposal"] else "Rota")
    assert {it["text"]: it["cluster"] for it in _listed(own)["proposals"]} == {
        "ask about breaks": "Breaks", "breaks, please": "Breaks", "is the rota fair": "Rota",
    }  # fmt: skip
    done = _choose(own, "I can take the breaks I am due.")
    assert done.returncode == 0, done.stderr
    done = pulse("open", "s", "--wave", "2026-12", "--from", "2026-12-08", "--to", "2026-12-17", cwd=own)
    assert done.returncode == 0, done.stderr
    assert "- I can take the breaks I am due. (asked by staff)\nQuestions more than usual: 1." in done.stdout
    asked = define.from_source((own / "surveys" / "instances" / "s.2026-12.toml").read_text(encoding="utf-8"))
    assert [(it.id, it.text) for it in asked.items if it.guest] == [("guest_breaks", "I can take the breaks I am due.")]
    rows = [["Agree", "", "", "Agree" if at < 12 else "Disagree"] for at in range(30)]
    heads = ["I am heard.", "What should we ask next time?", "Anything else?", "I can take the breaks I am due."]
    _collect(own, "2026-12", heads, rows)
    page = pulse("report", "--wave", "2026-12", "-o", "-", cwd=own, day="2027-01-05")
    assert page.returncode == 0, page.stderr
    trends = page.stdout.split('<h2 id="trends">')[1].split("</section>")[0]
    assert "<h3>I can take the breaks I am due. (asked by staff)</h3>" in trends
    assert "<small>Asked by staff.</small>" in page.stdout
    assert ">40%</data>" in trends  # 12 of 30


def test_a_sheet_with_a_fault_changes_nothing(own: Path) -> None:
    pulse("proposals", "export", "sheet.csv", cwd=own)
    text = (own / "sheet.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    (own / "short.csv").write_text("\n".join([lines[0], f"{lines[1]}Breaks"]), encoding="utf-8")
    (own / "other.csv").write_text(text.replace("breaks, please", "breaks, never"), encoding="utf-8")
    for name in ("short.csv", "other.csv"):
        done = pulse("proposals", "import", name, *_BY, cwd=own)
        assert done.returncode == 65, done.stdout + done.stderr
    assert {it["cluster"] for it in _listed(own)["proposals"]} == {""}


def test_what_cannot_be_chosen_is_told(own: Path) -> None:
    first = next(it["id"] for it in _listed(own)["proposals"] if it["text"] == "ask about breaks")
    assert pulse("proposals", "cluster", "Breaks", first, *_BY, cwd=own).returncode == 0
    assert pulse("proposals", "cluster", "Breaks", "c00", *_BY, cwd=own).returncode == 2
    assert "did not agree to be quoted" in " ".join(_choose(own, "Ask about breaks").stderr.split())
    assert "has no cluster 'Rota'" in _choose(own, "Is it fair?", cluster="Rota").stderr
    assert "has answers" in " ".join(_choose(own, "I get breaks.", wave="2026-10").stderr.split())
    assert "there is no scale 'agre5'" in _choose(own, "I get breaks.", "--scale", "agre5").stderr
    assert "cannot be the label of a wave" in _choose(own, "I get breaks.", wave="a/b").stderr
    assert "the question is missing" in _choose(own, " ").stderr
    named = _choose(own, "Does Mrs Blackwood give us breaks?")
    assert "look as if they named a person" in " ".join(named.stderr.split())
    assert _listed(own)["guests"] == []


def test_the_guest_chosen_last_is_asked_and_the_first_stays_on_record(own: Path) -> None:
    first = next(it["id"] for it in _listed(own)["proposals"] if it["text"] == "ask about breaks")
    pulse("proposals", "cluster", "Breaks", first, *_BY, cwd=own)
    for text in ("I get breaks.", "I get my breaks."):
        assert _choose(own, text).returncode == 0
    assert [it["text"] for it in _listed(own)["guests"]] == ["I get breaks.", "I get my breaks."]
    pulse("open", "s", "--wave", "2026-12", "--from", "2026-12-08", "--to", "2026-12-17", cwd=own)
    asked = define.from_source((own / "surveys" / "instances" / "s.2026-12.toml").read_text(encoding="utf-8"))
    assert [it.text for it in asked.items if it.guest] == ["I get my breaks."]


def test_a_purged_proposal_leaves_its_cluster(own: Path) -> None:
    first = _listed(own)["proposals"][0]["id"]
    pulse("proposals", "cluster", "Breaks", first, *_BY, cwd=own)
    with closing(sqlite3.connect(own / "pulse.db")) as db:
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("DELETE FROM comment WHERE id = ?", [first])
        assert db.execute("SELECT count(*) FROM proposal").fetchone() == (0,)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\nguest = true\n' * 2, "guest-second"),
        ('[[item]]\nid = "a"\ntext = "A?"\nkind = "text"\nguest = true\n', "guest-in-words"),
        ('[[item]]\nid = "a"\ntext = "A?"\nkind = "text"\nrole = "proposals"\n', "proposals-twice"),
        ('[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\nrole = "proposals"\n', "proposals-need-words"),
        ('[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\nparty = "staff"\n', "harm-half"),
        ('[[item]]\nid = "a"\ntext = "A?"\nkind = "text"\nparty = "staff"\nanswer = "met"\n', "harm-needs-scale"),
        ('[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\nparty = "staff"\nanswer = "met"\n' * 2, "harm-twice"),
    ],
)
def test_what_a_questionnaire_may_not_ask(more: str, code: str) -> None:
    second = more.replace('"a"', '"b"').replace('"A?"', '"B?"')
    half = len(more) // 2
    doubled = more[:half] * 2 == more
    with pytest.raises(Stop) as stop:
        define.from_source(
            _FORM.replace("[schedule]", (more[:half] + second[half:] if doubled else more) + "[schedule]")
        )
    assert code in {it.code for it in stop.value.problems}
