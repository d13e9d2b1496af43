"""The loop as it is typed, over real files: wave -> need -> commitment -> next questionnaire -> verdict -> page's data.

1. The walk, every figure worked out by hand from the counts below.
2. What cannot be is told, and leaves the register as it was.
3. Nothing is suggested, opened or judged from a figure that the report withholds.
4. Every change is a step with its day; none is ever changed.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pulse import settings
from pulse.journeys import needing
from pulse.model.release import Shown
from tests.conftest import pulse

_FORM = """\
id = "s"
title = "How are we?"
dimensions = { team = "Which team?" }
[[item]]
id = "heard"
text = "What worries me is heard."
scale = "agree5"
[[item]]
id = "hurt"
frame = "hurt"
text = "Who is hurting?"
choose = 1
options = { me = "Me", others = "Others" }
[[item]]
id = "need_now"
frame = "need"
horizon = "now"
text = "What is needed most, now?"
choose = 1
options = { safe = "Keep me safe", listen = "Listen to me", care = "Care about me" }
[[item]]
id = "meet_now"
frame = "meet"
about = "need_now"
text = "Who should meet that need?"
choose = 1
options = "levels"
[schedule]
repeat = "monthly on the second Tuesday"
open_for_days = 10
"""
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "Which team?", "What worries me is heard."]
_HEAD += ["Who is hurting?", "What is needed most, now?", "Who should meet that need?"]
# Wave 1, 13 to 22 October: 50 people, 25 in each of two teams; 20 agree; 23 need to be safe, 15 to be listened to, 12
# care; 30 say that the directorate should meet it. Wave 2, 10 to 19 November: 30 of 50 agree.
_NEEDS = ["Keep me safe"] * 23 + ["Listen to me"] * 15 + ["Care about me"] * 12
_LEVELS = ["My directorate or division"] * 30 + ["The board"] * 20
_PROMISE = "One sheet for both sides of the door"
_QUESTION = (
    "Last time 46% of us needed: Keep me safe. The directorate said it would do this: One sheet for both sides of the "
    "door. Has that need been met for you?"
)
# Of 50, 15 never had the need; of the other 35, 12 say met (34 %), 8 partly (23 %), 15 not (43 %).
_FELT = ["Yes, it has been met"] * 12 + ["Partly"] * 8 + ["No, it has not been met"] * 15
_FELT += ["This was not a need of mine"] * 15


def _export(path: Path, day: str, first: int, agree: int, more: Sequence[tuple[str, Sequence[str]]] = ()) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_HEAD, *(heading for heading, _ in more)])
        for one in range(50):
            time = f"{day} 09:{one:02}:00"
            # Every third column runs at its own stride, so that no answer goes with one team alone.
            said = ["Agree" if one < agree else "Disagree", "Me" if one % 3 else "Others"]
            said += [_NEEDS[one], _LEVELS[(one * 7) % 50], *(answers[(one * 3) % 50] for _, answers in more)]
            writer.writerow([first + one, time, time, "", "", "A" if one % 2 else "B", *said])
    return path


def _workspace(root: Path) -> Path:
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text('organisation = "O"\nlevels = ["directorate", "team"]\n', encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(_FORM, encoding="utf-8")
    people = "valid_from,directorate,team,staff_group,headcount,formerly\n"
    people += "2026-01-01,North,A,,40,\n2026-01-01,North,B,,40,\n"
    (root / "people.csv").write_text(people, encoding="utf-8")
    assert _run(root, "people", "people.csv") == ""
    _export(root / "one.csv", "2026-10-14", 1, 20)
    assert _run(root, "collect", "one.csv", "--json", day="2026-10-25")
    assert _run(root, "report", "--json", day="2026-10-26")
    return root


def _run(root: Path, *arguments: str, day: str = "2026-10-26", status: int = 0) -> str:
    done = pulse(*arguments, cwd=root, day=day)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout if "--json" in arguments else ""


def _json(root: Path, *arguments: str, day: str = "2026-10-26", status: int = 0) -> Any:
    return json.loads(_run(root, *arguments, "--json", day=day, status=status))


def _refused(root: Path, *arguments: str, day: str = "2026-10-26", status: int = 2) -> str:
    done = pulse(*arguments, cwd=root, day=day)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr


def _commit(need: str = "1", **more: str) -> list[str]:
    said = {"owner": "Head of emergency care", "level": "directorate", "by": "2026-11-05", "measure": "heard"}
    said |= {"what": _PROMISE} | more
    return ["commit", need, *(part for name, value in said.items() for part in (f"--{name}", value))]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _workspace(tmp_path_factory.mktemp("loop") / "w")


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


@pytest.fixture
def need(root: Path) -> Path:
    """The workspace with need 1, open: to be kept safe."""
    mark = _json(root, "needs", "--suggest")[0]["mark"]
    _run(root, "needs", "open", mark)
    return root


@pytest.fixture
def committed(need: Path) -> Path:
    _run(need, *_commit())
    return need


# --- 1. the walk ---


def test_from_a_wave_to_a_verdict(root: Path) -> None:
    found = _json(root, "needs", "--suggest")
    assert [(it["text"], it["share"], it["n"], it["level"], it["why"]) for it in found] == [
        ("Keep me safe", 0.46, 50, "directorate", "size"),  # 23 of 50
        ("Listen to me", 0.30, 50, "directorate", "size"),  # 15 of 50
        ("Care about me", 0.24, 50, "directorate", "size"),  # 12 of 50
    ]
    opened = _json(root, "needs", "open", found[0]["mark"])
    assert (opened["need"], opened["state"], opened["share"], opened["n"]) == (1, "open", 0.46, 50)
    assert (opened["wave"], opened["item"], opened["option"], opened["horizon"]) == (
        "2026-10",
        "need_now",
        "safe",
        "now",
    )
    promised = _json(root, *_commit(), day="2026-10-28")
    assert promised["state"] == "committed"
    said = _json(root, "commitment", "status", "1", "kept", "--note", "In use since Monday", day="2026-11-06")
    assert (said["state"], said["commitments"][0]["status"]) == ("delivered", "kept")

    written = _json(root, "open", "s", day="2026-11-07")
    assert (written["wave"], written["first"], written["last"]) == ("2026-11", "2026-11-10", "2026-11-19")
    assert written["follow_ups"] == [{"item": "met_1", "commitments": [1]}]
    toml, text = (Path(written[name]) for name in ("toml", "text"))
    assert f'text    = "{_QUESTION}"' in toml.read_text(encoding="utf-8")
    paste = text.read_text(encoding="utf-8")
    assert f"{_QUESTION}\nChoose one.\n- Yes, it has been met\n- Partly\n- No, it has not been met\n" in paste
    assert "What worries me is heard.\nChoose one.\n- Strongly disagree\n" in paste

    # An export that comes after the wave's last day, with no word of which questionnaire or wave it is.
    _export(root / "two.csv", "2026-11-12", 101, 30, [(_QUESTION, _FELT)])
    (collected,) = _json(root, "collect", "two.csv", day="2026-11-23")
    assert (collected["counts"]["stored"], collected["answered"]) == (50, {"2026-11": 50})
    _run(root, "report", "--json", day="2026-11-24")

    (kept,) = _json(root, "commitments", day="2026-11-24")
    verdict = kept["verdict"]
    assert (verdict["wave"], verdict["n"]) == ("2026-11", 35)
    assert [verdict[name]["value"] for name in ("met", "partly", "not_met")] == [0.34, 0.23, 0.43]
    # Wilson around 0.34 of 35: (0.34 + 0.0549 -+ 0.1663) / 1.1098, by hand.
    assert (verdict["met"]["lower"], verdict["met"]["upper"]) == (0.21, 0.51)
    assert (verdict["outcome"], kept["status"], kept["said_done_not_felt"]) == ("partly", "kept", True)  # 43 > 20

    page = needing.loop_page(settings.load(root), "s", "", _day("2026-11-24"))
    (entry,) = page.entries
    assert (entry.word, entry.did, entry.owner, entry.because) == (
        "said_done_not_felt", _PROMISE, "Head of emergency care", "",
    )  # fmt: skip
    assert entry.verdict is not None
    assert entry.verdict.n == 35
    assert [(wave, it.value) for wave, it in entry.since if isinstance(it, Shown)] == [
        ("2026-10", 0.40),  # 20 of 50
        ("2026-11", 0.60),  # 30 of 50
    ]
    follow = page.follow_through
    assert (follow.made, follow.due, follow.kept, follow.met, follow.said_done_not_felt) == (1, 1, 1, 0, 1)
    assert (follow.not_asked, follow.late, follow.declined) == (0, 0, 0)
    assert (follow.answered_in_time, follow.to_answer, page.may_be_shown) == (1, 1, True)  # after two days

    steps = _json(root, "needs", "history", "1", day="2026-11-24")["history"]
    assert [(it["day"], it["kind"]) for it in steps] == [
        ("2026-10-26", "opened"),
        ("2026-10-28", "committed"),
        ("2026-11-06", "status"),
        ("2026-11-07", "asked"),
        ("2026-11-24", "verdict"),
    ]
    _run(root, "report", "--json", day="2026-11-25")
    assert len(_json(root, "needs", "history", "1", day="2026-11-25")["history"]) == 5  # once a wave


def _day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)
