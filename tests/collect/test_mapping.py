"""The mapping as its user meets it: a file ready to edit, or questions on a terminal; asked once, kept, never undone.

1. Batch: a ready-to-edit file, status 1, nothing stored; completed, the second wave asks nothing.
2. On a terminal every doubtful item is asked; a dangerous column needs the whole word yes; who confirmed it is kept.
3. What is confirmed later is added: every line and note that was there stays.
4. A mapping that names what cannot be is refused, and no answer in it is quoted.
5. A changed scale is a new version of the item. 6. `pulse map` says all this without collecting.
"""

from __future__ import annotations

import json
import os
import re
import select
import sqlite3
import subprocess
import time
import tomllib
from datetime import date
from pathlib import Path
from types import TracebackType

import pytest

from pulse.collect import confirming, mapping
from pulse.define import from_source
from pulse.model.exports import Columns, Confirmed, FileFacts, Heading, Picked, Proposal, Unmatched
from pulse.model.problems import Stop
from tests.conftest import DAY, PROGRAM, pulse, workspace

_FORM = """\
id = "pulse"
title = "Pulse"
[[item]]
id = "heard"
text = "My manager listens to me."
scale = "agree5"
[[item]]
id = "energy"
text = "I have energy left at the end of a day."
scale = "agree5"
[[item]]
id = "safe"
text = "I am safe here."
scale = "agree5"
"""
_META = "ID,Start time,Completion time,Email,Name,"
_LABELS = "My team listens to me.,Energy is left at the end of a day,I am safe here."


def _export(path: Path, labels: str = _LABELS, answers: str = "Agree,Disagree,Agree", month: int = 11) -> Path:
    rows = "".join(
        f"{at},2026-{month}-1{at} 10:00,2026-{month}-1{at} 10:05,a@example.org,Ann,{answers}\n" for at in range(1, 6)
    )
    path.write_text(_META + labels + "\n" + rows, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "w", _FORM)


def _map(root: Path) -> Path:
    return root / "surveys" / "pulse.microsoft-forms.map.toml"


def _stored(root: Path) -> int:
    if not (root / "pulse.db").exists():
        return 0
    database = sqlite3.connect(root / "pulse.db")
    try:
        return int(database.execute("SELECT coalesce(sum(responses), 0) FROM atom").fetchone()[0])
    finally:
        database.close()


class Terminal:
    """The real program on a pseudo-terminal, with a person who waits for each question before she types."""

    def __init__(self, root: Path, *arguments: str) -> None:
        pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
        self.screen = ""
        self.ours, theirs = pty.openpty()
        env = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
        env |= {"PULSE_TODAY": DAY, "COLUMNS": "200", "LINES": "50", "TERM": "dumb", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], cwd=root, env=env, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)

    def answer(self, question: str, said: str) -> None:
        self._read_until(question)
        os.write(self.ours, said.encode() + b"\n")

    def end(self) -> int:
        self._read_until(None)
        return self.process.wait(30)

    def _read_until(self, question: str | None) -> None:
        seen = ""
        until = time.monotonic() + 30
        while question is None or question not in seen:
            assert time.monotonic() < until, f"waited for {question!r}, saw:\n{self.screen}"
            if not select.select([self.ours], [], [], 1)[0]:
                continue
            try:
                part = os.read(self.ours, 4096).decode()
            except OSError:  # Linux says so when the program has ended
                part = ""
            if not part:
                assert question is None, f"ended before {question!r}, saw:\n{self.screen}"
                return
            seen += part
            self.screen += part

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self.ours)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


# --- 1. batch --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [("collect", "--wave", "2026-11"), ("collect", "--wave", "2026-11", "--json")])
def test_in_batch_a_file_is_made_ready_and_nothing_is_stored(root: Path, how: tuple[str, ...]) -> None:
    _export(root / "export.csv")
    done = pulse(*how, "export.csv", cwd=root)
    assert done.returncode == 1
    assert "complete" in done.stderr
    assert "pulse.microsoft-forms.map.toml" in done.stderr
    assert _stored(root) == 0
    draft = _map(root).read_text(encoding="utf-8")
    assert "# DANGEROUS: the words differ by 'team' for 'manager'." in draft
    assert '# [[column]]\n# label = "My team listens to me."\n# position = 6\n# item = "heard"' in draft
    for secret in ("Ann", "example.org", "Disagree"):
        assert secret not in draft + done.stderr + done.stdout


def test_completed_it_is_used_and_the_second_wave_asks_nothing(root: Path) -> None:
    _export(root / "november.csv")
    assert pulse("collect", "november.csv", "--wave", "2026-11", cwd=root).returncode == 1
    draft = _map(root).read_text(encoding="utf-8")
    confirmed = re.sub(r"# \[\[column\]\]\n# (label.*)\n# (position.*)\n# (item.*)", r"[[column]]\n\1\n\2\n\3", draft)
    confirmed = confirmed.replace(
        '# confirmed_by = "your role or initials"', 'confirmed_by = "HR lead"  # asked the team'
    )
    _map(root).write_text(confirmed.replace("# confirmed_on", "confirmed_on"), encoding="utf-8")
    first = pulse("collect", "november.csv", "--wave", "2026-11", cwd=root)
    assert first.returncode == 0, first.stderr
    _export(root / "december.csv", month=12)
    second = pulse("collect", "december.csv", "--wave", "2026-12", cwd=root, day="2026-12-24")
    assert second.returncode == 0, second.stderr
    assert "2 by mapping" in second.stdout
    assert _stored(root) == 10
    assert _map(root).read_text(encoding="utf-8").count("# asked the team") == 1
    told = pulse("map", "december.csv", cwd=root)
    assert "confirmed by HR lead on 2026-01-31" in told.stdout


def test_a_mapping_that_is_there_is_left_alone_and_the_draft_stands_beside_it(root: Path) -> None:
    mine = '# mine\nsurvey = "pulse"\nplatform = "microsoft-forms"\n'
    _map(root).write_text(mine, encoding="utf-8")
    _export(root / "export.csv")
    done = pulse("collect", "export.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == 1
    assert "pulse.microsoft-forms.new.map.toml" in done.stderr
    assert _map(root).read_text(encoding="utf-8") == mine
    assert "[[column]]" in _map(root).with_name("pulse.microsoft-forms.new.map.toml").read_text(encoding="utf-8")


# --- 2. on a terminal ------------------------------------------------------------------------------------------------


def test_on_a_terminal_each_doubtful_item_is_asked_and_the_next_wave_is_not(root: Path) -> None:
    _export(root / "november.csv")
    with Terminal(root, "collect", "november.csv", "--wave", "2026-11") as terminal:
        terminal.answer("heard: which one", "1")
        terminal.answer("Type the word yes", "yes")
        terminal.answer("energy: which one", "1")
        terminal.answer("Who confirms this?", "HR lead")
        assert terminal.end() == 0, terminal.screen
    assert "DANGEROUS: the words differ by 'team' for 'manager'" in terminal.screen
    assert 'column 6 (F): "My team listens to me."' in terminal.screen
    for secret in ("Disagree", "Ann", "example.org"):
        assert secret not in terminal.screen
    said = tomllib.loads(_map(root).read_text(encoding="utf-8"))
    assert (said["confirmed_by"], said["confirmed_on"]) == ("HR lead", date(2026, 11, 24))
    assert said["column"] == [
        {"label": "My team listens to me.", "position": 6, "item": "heard"},
        {"label": "Energy is left at the end of a day", "position": 7, "item": "energy"},
    ]
    assert _stored(root) == 5
    _export(root / "december.csv", month=12)
    again = pulse("collect", "december.csv", "--wave", "2026-12", cwd=root, day="2026-12-24")
    assert again.returncode == 0, again.stderr


def test_a_dangerous_column_needs_the_whole_word_yes(root: Path) -> None:
    _export(root / "export.csv")
    with Terminal(root, "collect", "export.csv", "--wave", "2026-11") as terminal:
        terminal.answer("heard: which one", "1")
        terminal.answer("Type the word yes", "y")
        terminal.answer("heard: which one", "9")
        terminal.answer("Type the number of a column", "a")
        terminal.answer("energy: which one", "1")
        terminal.answer("Who confirms this?", "AB")
        assert terminal.end() == 0, terminal.screen
    said = tomllib.loads(_map(root).read_text(encoding="utf-8"))
    assert said["absent"] == ["heard"]
    assert [column["item"] for column in said["column"]] == ["energy"]


def test_an_item_left_open_stops_the_collect_and_keeps_what_was_confirmed(root: Path) -> None:
    _export(root / "export.csv")
    with Terminal(root, "collect", "export.csv", "--wave", "2026-11") as terminal:
        terminal.answer("heard: which one", "s")
        terminal.answer("energy: which one", "1")
        terminal.answer("Who confirms this?", "AB")
        assert terminal.end() == 1, terminal.screen
    assert _stored(root) == 0
    assert [column["item"] for column in tomllib.loads(_map(root).read_text(encoding="utf-8"))["column"]] == ["energy"]


def test_a_column_with_other_answers_cannot_be_confirmed_by_a_number(root: Path) -> None:
    _export(root / "export.csv", _LABELS.replace("My team", "My manager"), "Often,Disagree,Agree")
    with Terminal(root, "collect", "export.csv", "--wave", "2026-11") as terminal:
        terminal.answer("heard: which one", "1")
        terminal.answer("must be said in the mapping file", "s")
        terminal.answer("energy: which one", "s")
        assert terminal.end() == 1, terminal.screen
    assert "Often" not in terminal.screen
    assert '# "Often" = "?"' in _map(root).read_text(encoding="utf-8")


# --- 3. adding -------------------------------------------------------------------------------------------------------


_MINE = """\
# Our mapping. Ask Jo before changing it.
survey   = "pulse"
platform = "microsoft-forms"   # the HR form
absent   = [  # none so far
]

[answers.energy]   # written by hand
"Meh" = "disagree"

[[column]]
label = "I am safe here."   # since May
item  = "safe"
"""


def _columns(path: Path) -> Columns:
    heading = Heading(7, 'Say "yes"?\n\x7f')
    proposal = Proposal(heading, "wording", 90, 1.0, True)
    facts = FileFacts("e.csv", "microsoft-forms", "UTF-8", ",", 1, 5, (heading,), ())
    open_items = (Unmatched("heard", "?", (proposal,)), Unmatched("energy", "?"))
    return Columns("pulse", facts, path, (), open_items)


def _confirmed(columns: Columns) -> Confirmed:
    return Confirmed((Picked("heard", columns.unmatched[0].proposals[0]), Picked("energy", None)), "HR lead")


def test_what_is_confirmed_is_added_and_every_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "m.map.toml"
    path.write_text(_MINE, encoding="utf-8")
    columns = _columns(path)
    confirming.add(columns, _confirmed(columns), date(2026, 11, 24))
    text = path.read_text(encoding="utf-8")
    for line in _MINE.splitlines():
        assert line.partition("[ ")[0] in text
    assert text.count("#") == _MINE.count("#") + 1
    said = mapping.load(path, from_source(_FORM))
    assert said is not None
    assert (said.confirmed_by, said.confirmed_on, said.absent) == ("HR lead", date(2026, 11, 24), ["energy"])
    assert [(column.item, column.label, column.position) for column in said.column] == [
        ("safe", "I am safe here.", None),
        ("heard", 'Say "yes"?\n\x7f', 7),
    ]
    assert said.answers == {"energy": {"Meh": "disagree"}}


def test_the_first_confirmer_stays_and_the_next_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "m.map.toml"
    path.write_text(_MINE.replace("absent", 'confirmed_by = "AB"\nconfirmed_on = 2026-05-01\nabsent'), encoding="utf-8")
    columns = _columns(path)
    confirming.add(columns, _confirmed(columns), date(2026, 11, 24))
    said = mapping.load(path, from_source(_FORM))
    assert said is not None
    assert (said.confirmed_by, said.confirmed_on) == ("AB", date(2026, 5, 1))
    assert "# Confirmed on 2026-11-24 by HR lead." in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        'column = [{ label = "I am safe here.", item = "safe" }]',
        'zone = """\nabsent = ["""\nabsent = []',
        "zone = '''\nabsent = [\n'''",
        "confirmed_by = '''\nabsent = [\n'''",
        '"absent" = []',
    ],
    ids=["columns in one line", "a text would change", "another text", "the confirmer", "nothing would change"],
)
def test_a_mapping_nothing_can_be_added_to_is_left_as_it_is(tmp_path: Path, line: str) -> None:
    path = tmp_path / "m.map.toml"
    inline = f'survey = "pulse"\nplatform = "x"\n{line}\n'
    path.write_text(inline, encoding="utf-8")
    columns = _columns(path)
    with pytest.raises(Stop) as stop:
        confirming.add(columns, _confirmed(columns), date(2026, 11, 24))
    assert stop.value.problems[0].code == "mapping-not-added"
    assert path.read_text(encoding="utf-8") == inline


# --- 4. what cannot be -----------------------------------------------------------------------------------------------


def test_a_mapped_label_that_repeats_is_refused_with_both_positions(root: Path) -> None:
    _export(
        root / "export.csv",
        "Why?,I have energy left at the end of a day.,I am safe here.,Why?",
        "Agree,Agree,Agree,no",
    )
    head = 'survey = "pulse"\nplatform = "microsoft-forms"\n[[column]]\nlabel = "Why?"\nitem = "heard"\n'
    _map(root).write_text(head, encoding="utf-8")
    done = pulse("collect", "export.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == 65
    assert "columns 6 and 9" in done.stderr
    assert _stored(root) == 0
    _map(root).write_text(head + "position = 6\n", encoding="utf-8")
    done = pulse("collect", "export.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('[answers.heard]\n"Bob said so" = "agre"', "mapping-unknown-option"),
        ('[answers.heard]\n"Bob said so" = "?"', "mapping-unknown-option"),
        ('[[column]]\nposition = 6\nitem = "heard"\nanswers = { "Bob said so" = "agre" }', "mapping-unknown-option"),
        ('[answers.herd]\n"Bob said so" = "agree"', "mapping-unknown-item"),
        ('[[column]]\nposition = 6\ndimension = "herd"', "mapping-unknown-dimension"),
    ],
)
def test_what_the_questionnaire_does_not_have_is_refused_and_no_answer_quoted(
    tmp_path: Path, line: str, code: str
) -> None:
    path = tmp_path / "m.map.toml"
    path.write_text(f'survey = "pulse"\nplatform = "microsoft-forms"\n{line}\n', encoding="utf-8")
    with pytest.raises(Stop) as stop:
        mapping.load(path, from_source(_FORM))
    (fault,) = stop.value.problems
    assert fault.code == code
    assert fault.place.line
    assert "Bob" not in f"{fault.words}{fault.remedy}{fault.place.source}"


def test_an_option_of_another_version_is_no_fault_and_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "m.map.toml"
    path.write_text('survey = "pulse"\nplatform = "x"\n[answers.heard]\n"Dunno" = "unsure"\n', encoding="utf-8")
    said = mapping.load(path, from_source(_FORM))
    assert said is not None
    from pulse.collect.answers import Answers, Unknown

    answers = Answers(from_source(_FORM).by_id["heard"], said.answers["heard"])
    with pytest.raises(Unknown):
        answers.one("Dunno")


def test_a_mapping_may_name_roles_and_what_to_keep(tmp_path: Path) -> None:
    path = tmp_path / "m.map.toml"
    roles = "".join(
        f'[[column]]\nposition = {at}\nrole = "{role}"\n' for at, role in enumerate(("person", "progress"), 1)
    )
    path.write_text(f'survey = "pulse"\nplatform = "x"\nkeep = ["partial"]\n{roles}', encoding="utf-8")
    said = mapping.load(path, from_source(_FORM))
    assert said is not None
    assert (said.keep, [column.role for column in said.column]) == (["partial"], ["person", "progress"])


# --- 5. a changed scale ----------------------------------------------------------------------------------------------


def test_a_changed_scale_under_equal_words_becomes_a_new_version_of_the_item(root: Path) -> None:
    labels = "My manager listens to me.,I have energy left at the end of a day.,I am safe here."
    _export(root / "november.csv", labels)
    assert pulse("collect", "november.csv", "--wave", "2026-11", cwd=root).returncode == 0
    _export(root / "december.csv", labels, "Often,Disagree,Agree", month=12)
    how = ("collect", "december.csv", "--wave", "2026-12")
    refused = pulse(*how, cwd=root, day="2026-12-24")
    assert refused.returncode == 1
    assert 'change = "rescaled"' in refused.stderr
    assert "Often" not in refused.stderr
    second = _FORM.replace('title = "Pulse"', 'version = 2\nasked_from = 2026-12-01\ntitle = "Pulse"').replace(
        'to me."\nscale = "agree5"', 'to me."\nscale = "often3"\nchange = "rescaled"'
    )
    second += '[scales.often3]\noptions = ["Never", "Sometimes", "Often"]\npositive = "high"\n'
    (root / "surveys" / "pulse.2.toml").write_text(second, encoding="utf-8")
    taken = pulse(*how, cwd=root, day="2026-12-24")
    assert taken.returncode == 0, taken.stderr
    first = from_source(_FORM).by_id["heard"].fingerprint
    assert from_source(second).by_id["heard"].fingerprint != first
    assert _stored(root) == 10


# --- 6. pulse map ----------------------------------------------------------------------------------------------------


def test_map_lists_what_matches_how_and_proposes_the_rest(root: Path) -> None:
    _export(root / "export.csv", _LABELS + ",Why?,Why?", "Agree,Disagree,Agree,no,no")
    done = pulse("map", "export.csv", cwd=root)
    assert done.returncode == 1
    assert re.search(r"8 \(H\) +I am safe here\. +safe +exact text", done.stdout)
    assert "Columns 9 (I) and 10 (J) bear the same label." in done.stdout
    assert "DANGEROUS" in done.stdout
    assert _map(root).exists()
    assert not (root / "pulse.db").exists()
    told = json.loads(pulse("map", "export.csv", "--json", cwd=root).stdout)
    assert told["repeated"] == [[9, 10]]
    assert [each["name"] for each in told["unmatched"]] == ["heard", "energy"]
    (proposal,) = told["unmatched"][0]["proposals"]
    assert (proposal["position"], proposal["fits"]) == (6, True)
    assert proposal["dangerous"] == "the words differ by 'team' for 'manager'"
    assert {"position": 8, "how": "exact text", "item": "safe"} in told["matches"]


def test_map_asks_on_a_terminal_and_collects_nothing(root: Path) -> None:
    _export(root / "export.csv")
    with Terminal(root, "map", "export.csv", "--survey", "pulse") as terminal:
        terminal.answer("heard: which one", "a")
        terminal.answer("energy: which one", "1")
        terminal.answer("Who confirms this?", "HR lead")
        assert terminal.end() == 0, terminal.screen
    assert "confirmed by HR lead on 2026-11-24" in terminal.screen
    assert _stored(root) == 0
    assert pulse("collect", "export.csv", "--wave", "2026-11", cwd=root).returncode == 0


def test_inspect_lists_labels_that_repeat(root: Path) -> None:
    _export(root / "export.csv", "Why?,x,Why?")
    assert "Columns 6 (F) and 8 (H) bear the same label." in pulse("inspect", "export.csv", cwd=root).stdout
    assert json.loads(pulse("inspect", "export.csv", "--json", cwd=root).stdout)["repeated"] == [[6, 8]]
