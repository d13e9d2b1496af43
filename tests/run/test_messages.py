"""What staff are told: the texts, when they go, to whom, once; and that a run goes on whatever becomes of them.

1. `pulse message` prints the texts, and sends nothing. Nothing is sent unless pulse.toml says how.
2. Invitation, reminder, thanks, results: each once to each list, on its day or as soon as there is a run after it.
3. A list that is refused, a server that is not there, a missing secret or link: told, tried again, and nothing else
   stops.
4. A rehearsal prints them. A run for another day sends none.
5. A reminder tells the response by group only as far as the wall allows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import pulse, workspace
from tests.run.exports import FORM, export, steps
from tests.send.servers import Mails, Posts, mail_server, nobody, webhook

_TEXT = "Are you heard?"
_SCHEDULE = 'repeat = "monthly on the 1st for 2 weeks"\nopens = "09:00"\ncloses = "17:00"'
_LISTS = ["all-staff@example.org", "bank-staff@example.org"]
_SEND = f"""\
organisation = "Saltmarsh Trust"
levels = ["directorate", "team"]
[send]
by = "smtp"
lists = {json.dumps(_LISTS)}
sender = "wellbeing@example.org"
server = "127.0.0.1:PORT"
security = "none"
timeout_seconds = 2
tries = 2
pause_seconds = 0
results_at = "https://intranet.example.org/s"
links = {{ s = "https://forms.example.org/s" }}
"""
_PEOPLE = "valid_from,directorate,team,staff_group,headcount,formerly\n" + "".join(
    f"2026-01-01,{directorate},{team},,{people},\n"
    for directorate, team, people in (("North", "A", 60), ("South", "B", 40), ("West", "C", 30), ("East", "D", 30))
)


@pytest.fixture
def server() -> Iterator[Mails]:
    with mail_server() as found:
        yield found


@pytest.fixture
def posts() -> Iterator[Posts]:
    with webhook() as found:
        yield found


def _workspace(folder: Path, said: str) -> Path:
    root = workspace(folder / "w", FORM.format(id="s", text=_TEXT, schedule=_SCHEDULE), said)
    (root / "people.csv").write_text(_PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    (root / "inbox").mkdir()
    return root


@pytest.fixture
def root(tmp_path: Path, server: Mails) -> Path:
    return _workspace(tmp_path, _SEND.replace("PORT", str(server.port)))


def _sheets(day: str, teams: dict[str, int]) -> list[tuple[int, str]]:
    """So many sheets of each team: `export` takes a sheet's team by its number."""
    names = "ABCD"
    return [
        (names.index(team) + 4 * at, f"{day} 09:{at:02}:00")
        for team, count in teams.items()
        for at in range(1, count + 1)
    ]


def _run(root: Path, day: str, *arguments: str, status: int = 0, **environ: str) -> dict[str, Any]:
    done = pulse("run", "--json", *arguments, cwd=root, day=day, **environ)
    assert done.returncode == status, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _told(server: Mails) -> list[tuple[str, str]]:
    """List and subject of every mail so far; then none."""
    found = [(to[0], str(mail["Subject"])) for to, mail in server.taken]
    server.taken.clear()
    return found


def test_each_message_goes_to_each_list_once_and_on_its_day(root: Path, server: Mails) -> None:
    told: dict[str, list[tuple[str, str]]] = {}
    day = date(2026, 11, 1)
    while day <= date(2026, 11, 30):
        if day == date(2026, 11, 16):
            export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", {"A": 20, "B": 20}), "ABCD")
        for _ in range(2):
            _run(root, str(day))
        if found := _told(server):
            told[str(day)] = found
        day += timedelta(days=1)
    subjects = {
        "2026-11-01": "How was it? - open until Saturday 14 November, 17:00",
        "2026-11-12": "How was it? - still open until Saturday 14 November, 17:00",
        "2026-11-15": "How was it? - thank you",
        "2026-11-17": "How was it? - what came of it",
    }
    assert told == {day: [(to, subject) for to in _LISTS] for day, subject in subjects.items()}


def test_the_texts_say_what_they_should_and_nothing_of_anybody(root: Path, server: Mails) -> None:
    for day in ("2026-11-01", "2026-11-12", "2026-11-15"):
        _run(root, day)
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", {"A": 20, "B": 20}), "ABCD")
    _run(root, "2026-11-18")
    texts = [mail.get_content().replace("\r\n", "\n") for to, mail in server.taken if to == _LISTS[:1]]
    assert texts[0] == (
        "“How was it?”: 1 question to everybody, from Sunday 1 November until Saturday 14 November, 17:00.\n\nhttps://forms.example.org/s\n\n"
        "Nobody can work out what you said. Names, addresses and times are dropped before anything is kept, and no "
        "figure rests on fewer than 11 answers.\n\n"
        "Reminders go to everybody, also to those who have answered: nobody here knows who has.\n\n"
        "Saltmarsh Trust\nwellbeing@example.org\n"
    )
    assert texts[1].startswith(
        "“How was it?”: you can still answer, until Saturday 14 November, 17:00.\n\nhttps://forms."
    )
    assert "never about fewer than 11 people" in texts[2]
    assert "40 of 160 of you answered." in texts[3]
    assert "https://intranet.example.org/s" in texts[3]
    assert len(texts) == 4


def test_missed_days_are_caught_up_with_as_far_as_there_is_a_point(root: Path, server: Mails) -> None:
    """On the 13th nobody was told yet: the invitation goes, the reminder a day later, and nothing else twice."""
    _run(root, "2026-11-13")
    assert [subject for _, subject in _told(server)] == ["How was it? - open until Saturday 14 November, 17:00"] * 2
    _run(root, "2026-11-14")
    assert [subject for _, subject in _told(server)] == [
        "How was it? - still open until Saturday 14 November, 17:00"
    ] * 2
    _run(root, "2026-11-22", status=1)
    assert _told(server) == [], "a week later thanks are no news any more"


def test_nobody_is_invited_to_what_has_answers_already(root: Path, server: Mails) -> None:
    file = export(root / "a.csv", _TEXT, _sheets("2026-11-03", {"A": 20, "B": 20}), "ABCD")
    assert pulse("collect", str(file), cwd=root, day="2026-11-04").returncode == 0
    _run(root, "2026-11-05")
    assert _told(server) == []
    _run(root, "2026-11-12")
    assert len(_told(server)) == len(_LISTS), "but reminded"


def test_a_list_that_is_refused_stops_neither_the_other_nor_the_run(root: Path, server: Mails) -> None:
    server.answers += ["550 no"]
    done = _run(root, "2026-11-01", status=1)
    assert [it["code"] for it in done["waits"]] == ["send-failed"]
    assert _LISTS[0] in str(done["waits"][0])
    assert [it["kind"] for it in done["steps"]] == ["opened", "sent"]
    assert [to for to, _ in _told(server)] == _LISTS[1:]
    assert [it["kind"] for it in _run(root, "2026-11-02")["steps"]] == ["sent"], "the next run tries again"
    assert [to for to, _ in _told(server)] == _LISTS[:1]


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    root = _workspace(tmp_path, _SEND.replace("PORT", str(nobody())))
    done = pulse("run", cwd=root, day="2026-11-01")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "did not go to all-staff@example.org, in 2 attempt(s): the server cannot be reached" in done.stderr
    assert "opened s 2026-11" in done.stdout


def test_a_form_without_a_link_is_told_and_nobody_is_sent_nowhere(root: Path, server: Mails) -> None:
    said = (root / "pulse.toml").read_text(encoding="utf-8")
    (root / "pulse.toml").write_text(said.partition("links")[0], encoding="utf-8")
    assert {it["code"] for it in _run(root, "2026-11-01", status=1)["waits"]} == {"send-no-link"}
    assert server.taken == []


def test_a_webhook_is_told_once(tmp_path: Path, posts: Posts) -> None:
    head = 'organisation = "O"\nlevels = ["directorate", "team"]\n[send]\nby = "teams"\n'
    root = _workspace(tmp_path, f'{head}links = {{ s = "https://forms.example.org/s" }}\n')
    assert [it["code"] for it in _run(root, "2026-11-01", status=1)["waits"]] == ["send-secret-missing"]
    (root / "send.secret").write_text(f"{posts.address}\n", encoding="utf-8")
    if os.name == "posix":
        (root / "send.secret").chmod(0o644)
        assert [it["code"] for it in _run(root, "2026-11-01", status=1)["waits"]] == ["send-secret-open"]
        (root / "send.secret").chmod(0o600)
    for day in ("2026-11-01", "2026-11-02"):
        _run(root, day)
    (card,) = posts.taken
    assert card["attachments"][0]["content"]["body"][0]["text"].startswith("How was it? - open until")
    assert steps(root)["sent", "s", "2026-11", "invitation to teams"] == 1


def test_a_rehearsal_prints_them_and_another_day_sends_none(root: Path, server: Mails) -> None:
    done = pulse("run", "--dry-run", cwd=root, day="2026-11-01")
    assert "Subject: How was it? - open until" in done.stdout
    assert done.stdout.count("https://forms.example.org/s") == 1, "one text for all lists"
    _run(root, "2026-10-20", "--date", "2026-11-01")
    assert server.taken == []
    assert ("sent", "s", "2026-11", f"invitation to {_LISTS[0]}") not in steps(root)
    _run(root, "2026-11-02")
    assert len(server.taken) == 2


def test_without_a_word_of_how_nothing_is_sent(tmp_path: Path, server: Mails) -> None:
    said = _SEND.replace("PORT", str(server.port)).replace('by = "smtp"\n', "")
    root = _workspace(tmp_path, said)
    _run(root, "2026-11-01")
    assert server.taken == []


def test_the_texts_can_be_read_beforehand(root: Path, server: Mails) -> None:
    listed = json.loads(pulse("message", "s", "--json", cwd=root, day="2026-11-05").stdout)
    assert [(it["kind"], it["wave"]) for it in listed] == [
        (kind, "2026-11") for kind in ("invitation", "reminder", "thanks", "results")
    ]
    one = pulse("message", "s", "--kind", "reminder", "--wave", "2026-12", cwd=root, day="2026-11-05").stdout
    assert "until Monday 14 December, 17:00" in one
    assert pulse("message", "nobody", cwd=root).returncode == 2
    assert server.taken == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('by = "smtp"', "needs lists, sender and server"),
        ('by = "fax"', "by"),
        ('lists = ["Ada Lovelace"]', "lists"),
        ('security = "none"\nuser = "u"', "a password would be sent for everybody to read"),
        ('links = { s = "forms.example.org" }', "links"),
    ],
)
def test_settings_that_could_not_work_are_refused(tmp_path: Path, line: str, told: str) -> None:
    root = workspace(tmp_path / "w", FORM.format(id="s", text=_TEXT, schedule=_SCHEDULE))
    (root / "pulse.toml").write_text(f'organisation = "O"\nlevels = ["team"]\n[send]\n{line}\n', encoding="utf-8")
    done = pulse("run", cwd=root, day="2026-11-01")
    assert done.returncode == 78
    assert told in done.stderr


def _reminder(root: Path, teams: dict[str, int]) -> str:
    _run(root, "2026-11-01")
    export(root / "inbox" / "a.csv", _TEXT, _sheets("2026-11-03", teams), "ABCD")
    _run(root, "2026-11-05")
    return pulse("message", "s", "--kind", "reminder", cwd=root, day="2026-11-05").stdout


def test_the_reason_of_a_reminder_is_the_response_by_group(root: Path) -> None:
    """20 of 60, 12 of 40, 15 of 30 and 18 of 30: in steps of ten, rounded down."""
    said = _reminder(root, {"A": 20, "B": 12, "C": 15, "D": 18})
    assert "  East: 60 in 100\n  North: 30 in 100\n  South: 30 in 100\n  West: 50 in 100\n" in said


def test_a_group_in_which_few_have_answered_or_few_have_not_is_not_told(root: Path) -> None:
    """Ten of West have; of East all but nine: the two are left out, and tell nothing of each other."""
    said = _reminder(root, {"A": 20, "B": 12, "C": 10, "D": 21})
    assert "  North: 30 in 100\n  South: 30 in 100\n" in said
    assert "West" not in said
    assert "East" not in said


def test_one_group_alone_is_never_left_out(root: Path) -> None:
    """Ten of West would follow from everybody's number: the smallest of the others is left out with them."""
    said = _reminder(root, {"A": 20, "B": 12, "C": 10, "D": 15})
    assert "  North: 30 in 100\n  South: 30 in 100\n" in said
    assert "West" not in said
    assert "East" not in said
