"""People at risk.

1. Two lists of phrases, in small letters or capitals, with endings and words between; a workspace's own lists count.
2. A hit goes to the safeguarding lead's file, mode 0600, once; with a group large enough to be named and never a team.
3. What somebody says of herself is held out of the review queue; a wide word is not.
4. Reports wait while a first-person hit is overdue; not for wide ones, not over a weekend, not once it is resolved.
5. Nothing is lost where a run was killed between the database and the file, or where the file is gone.
6. No command but `pulse alerts` says a word of it.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pulse.listen import alerts, risks
from pulse.listen.risk import Phrases
from pulse.model.review import Alert
from tests.conftest import pulse
from tests.listen.comments import SETTINGS, collect, counts, export, make

_SHIPPED = risks(Path("/nowhere"))
_CRY, _WIDE = "I do not want to live any more.", "There is abuse on this ward."
_FRIDAY, _SUNDAY, _MONDAY, _TUESDAY = "2026-11-20", "2026-11-22", "2026-11-23", "2026-11-24"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "w")


def _alerts(root: Path, *arguments: str, status: int = 1, day: str = _FRIDAY) -> Any:
    done = pulse("alerts", *arguments, "--json", cwd=root, day=day)
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout)


# --- the lists -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("I DON'T WANT TO LIVE", "first"),
        ("i dont want to be here any more", "first"),
        ("Some days I think about suicide", "first"),
        ("I have started cutting myself again", "first"),
        ("He slapped a patient, I saw it", "first"),
        ("My supervisor groped me in the lift", "first"),
        ("He threatened to kill the night porter", "first"),
        ("Suicide prevention training was good", "wide"),
        ("Verbal abuse from visitors every day", "wide"),
        ("violent patients and no security", "wide"),
        ("We want the rota earlier and a stable team", ""),
        ("The workload is killing us", ""),
        ("I would die for a decent cup of coffee", ""),
        ("I was touched by the thank-you card", ""),
        ("Cut the meetings, keep the breaks", ""),
        ("", ""),
    ],
)
def test_the_shipped_lists(text: str, risk: str) -> None:
    assert _SHIPPED.of(text) == risk


def test_what_a_line_of_a_list_means() -> None:
    phrases = Phrases(["# a note", "", "harm* myself", "i ... jump", "Über*", "xy*"])
    said = ["harming myself", "HARM MYSELF", "i might just as jump", "I'd i jump", "uberfordert", "ÜBER", "xylophone"]
    assert [it for it in said if not phrases.found_in(it.casefold().replace("ü", "u").split())] == []
    not_said = ["harm to myself", "i might as well never jump", "jump", "myself harm", "note"]
    assert [it for it in not_said if phrases.found_in(it.split())] == []


def test_a_workspace_may_have_lists_of_its_own(root: Path) -> None:
    assert pulse("alerts", "--lists", cwd=root).returncode == 0
    own = root / "risk" / "first-person.txt"
    own.write_text("ich kann nicht mehr\n", encoding="utf-8")
    assert pulse("alerts", "--lists", cwd=root).returncode == 0
    assert own.read_text(encoding="utf-8") == "ich kann nicht mehr\n", "what was edited is left alone"
    told = collect(root, export(root, {1: "Ich kann nicht mehr!", 2: _CRY}), status=(1,))
    assert told["alerts"] == {"first": 1}


# --- the file --------------------------------------------------------------------------------------------------------


def test_hits_go_to_the_leads_file_once(root: Path) -> None:
    export(root, {1: _CRY, 2: _WIDE, 3: "Hot food, please."})
    told = collect(root, "a.csv", status=(1,), day=_FRIDAY)
    assert told["alerts"] == {"first": 1, "wide": 1}
    assert collect(root, "a.csv", day=_FRIDAY)["alerts"] == {}
    found = _alerts(root)
    assert [(it["risk"], it["text"], it["place"], it["resolved"]) for it in found] == [
        ("first", _CRY, ["O", "North"], None), ("wide", _WIDE, ["O", "North"], None)
    ]  # fmt: skip
    assert os.name != "posix" or (root / "alerts.json").stat().st_mode & 0o777 == 0o600
    assert counts(root) == {"unreviewed": 2, "held": 1}


def test_a_small_group_is_not_named(root: Path) -> None:
    collect(root, export(root, {1: _CRY}, count=10), status=(1,), day=_FRIDAY)
    assert [it["place"] for it in _alerts(root)] == [[]]


def test_collect_says_how_many_and_nothing_else_does(root: Path) -> None:
    export(root, {1: _CRY, 2: _WIDE})
    done = pulse("collect", "a.csv", "--wave", "2026-10", cwd=root, day=_FRIDAY)
    assert done.returncode == 1
    assert "1 comment(s) speak of somebody at risk and 1 comment(s) may speak" in " ".join(done.stdout.split())
    said = done.stdout + done.stderr
    for command in (("comments", "list"), ("collects",), ("comments", "export", "q.csv"), ("report", "-o", "-")):
        again = pulse(*command, cwd=root, day=_FRIDAY)
        assert again.returncode == 0, again.stderr
        said += again.stdout + again.stderr
    assert "want to live" not in said + (root / "q.csv").read_text(encoding="utf-8-sig")


def test_the_lead_may_keep_the_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    settings = SETTINGS + '[safeguarding]\nlead = "Head of safeguarding"\nfile = "../safe/a.json"\n'
    root = make(tmp_path / "w", settings)
    collect(root, export(root, {1: _CRY}), status=(1,), day=_FRIDAY)
    assert (tmp_path / "safe" / "a.json").is_file()
    done = pulse("report", cwd=root, day="2026-12-01")
    assert (done.returncode, "safeguarding lead: Head of safeguarding" in done.stderr) == (1, True)
    notice = " ".join(pulse("notice", cwd=root).stdout.split())
    assert "go to the safeguarding lead (Head of safeguarding)" in notice


def test_staff_are_told_where_to_turn(tmp_path: Path) -> None:
    settings = SETTINGS + '[safeguarding]\nsignposts = ["Samaritans: 116 123", "<b>Guardian</b>"]\n'
    root = make(tmp_path / "w", settings)
    collect(root, export(root, {}))
    page = pulse("report", "-o", "-", cwd=root).stdout
    assert "<li>Samaritans: 116 123</li><li>&lt;b&gt;Guardian&lt;/b&gt;</li>" in page
    assert "Samaritans: 116 123" in pulse("notice", cwd=root).stdout
    bare = make(tmp_path / "bare")
    collect(bare, export(bare, {}))
    assert "Where to turn" not in pulse("report", "-o", "-", cwd=bare).stdout


def test_what_the_file_lost_is_told_again(root: Path) -> None:
    collect(root, export(root, {1: _CRY}), status=(1,), day=_FRIDAY)
    (root / "alerts.json").unlink()
    assert [it["text"] for it in _alerts(root)] == [_CRY]
    (root / "alerts.json").write_text("{", encoding="utf-8")
    done = pulse("report", cwd=root, day=_FRIDAY)
    assert (done.returncode, "cannot be read" in done.stderr) == (78, True)


# --- what waits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "status"), [(_FRIDAY, 0), (_SUNDAY, 0), (_MONDAY, 0), (_TUESDAY, 1)])
def test_a_report_waits_while_a_hit_is_overdue(root: Path, day: str, status: int) -> None:
    collect(root, export(root, {1: _CRY}), status=(1,), day=_FRIDAY)
    done = pulse("report", cwd=root, day=day)
    assert done.returncode == status, done.stderr
    assert ("there is no report while they wait" in done.stderr) == bool(status)
    assert (root / "reports" / "s-2026-10.html").exists() != bool(status)


def test_a_resolved_hit_keeps_nothing_waiting_and_stays_held(root: Path) -> None:
    collect(root, export(root, {1: _CRY, 2: _WIDE}), status=(1,), day=_FRIDAY)
    (name,) = [it["id"] for it in _alerts(root) if it["risk"] == "first"]
    assert pulse("alerts", "--resolve", name[:9], cwd=root).returncode == 2
    assert pulse("alerts", "--resolve", "c", "--by", "MH", "--note", "seen", cwd=root).returncode == 2
    done = pulse(
        "alerts", "--resolve", name[:9], "--by", "MH", "--note", "Help lines sent to all", cwd=root, day=_FRIDAY
    )
    assert done.returncode == 0, done.stderr
    again = pulse("alerts", "--resolve", name, "--by", "MH", "--note", "seen", cwd=root)
    assert (again.returncode, "was resolved on 2026-11-20" in again.stderr) == (2, True)
    states = [(it["risk"], it["by"], it["note"]) for it in _alerts(root)]
    assert states == [("wide", "", ""), ("first", "MH", "Help lines sent to all")]
    assert pulse("report", cwd=root, day="2026-12-24").returncode == 0
    assert counts(root) == {"unreviewed": 1, "held": 1}
    assert collect(root, "a.csv", day="2026-12-24")["alerts"] == {}


def test_purging_a_wave_forgets_the_words_of_what_was_resolved(root: Path) -> None:
    collect(root, export(root, {1: _CRY, 2: _WIDE}), status=(1,), day=_FRIDAY)
    (name,) = [it["id"] for it in _alerts(root) if it["risk"] == "first"]
    pulse("alerts", "--resolve", name, "--by", "MH", "--note", "seen", cwd=root, day=_FRIDAY)
    assert pulse("close", "s", "2026-10", "--yes", cwd=root).returncode == 0
    assert pulse("purge", "--survey", "s", "--wave", "2026-10", "--yes", cwd=root).returncode == 0
    assert [(it["risk"], it["text"]) for it in _alerts(root)] == [("wide", _WIDE), ("first", "")]


@pytest.mark.parametrize("days", [0, 1, 2, 5])
def test_working_days_are_counted_from_the_day_after(days: int) -> None:
    """Against a calendar walked by hand: a hit of each of seven days is overdue on the first working day too many."""
    for start in (date(2026, 11, 16) + timedelta(days=after) for after in range(7)):
        alert = Alert("c1", "first", start, "s", "w", (), "words")
        late = next(day for day in (start + timedelta(days=n) for n in range(30)) if alerts.overdue([alert], day, days))
        between = [start + timedelta(days=n) for n in range(1, (late - start).days)]
        assert sum(day.strftime("%a") not in ("Sat", "Sun") for day in between) == days
        assert late.strftime("%a") not in ("Sat", "Sun")
