"""Linked waves in real files: who is met, what is counted, what may be said, and when each link goes.

1. Two waves of 43 people, counted by hand: the table of pairs, and what a release says of it.
2. A link that is shared, or missing, is never paired, and counted; joiners and leavers too.
3. The order of rows, a second collect and an undo make no difference to the pairs.
4. Other questions, a question asked of some, a changed question: not paired. Waves apart: only neighbours are.
5. A survey that is not linked stores nothing that two waves have in common.
6. A wave begun before the questionnaire was linked stays as its staff were told.
7. A wave's links go when the next wave is closed, the key with the last of them once linking has ended.
8. Earlier waves are closed first. Purging takes links with the answers.
9. A link key that is missing or wrong is told. An export in which nobody can be linked is told.
10. What is small is not kept after the close; what may be said stays the same, and is in the ledger.
11. Whatever three waves show together, no set of 1 to 10 people can be worked out of it (any organisation).
12. The notice, the report and the screen say that a survey is linked.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse import settings as workspace
from pulse.journeys import collecting, keeping, reporting
from pulse.model.collected import Choices, Linkable, Summary
from pulse.model.problems import Stop
from pulse.model.release import HIDDEN, Crossed, Hidden, Linked, Moved, Paired, Shown
from pulse.store import Store
from tests.conftest import pulse

_LATER = date(2027, 6, 1)
_FORM = """\
id = "s"
title = "S"
dimensions = ["team"]
linked = true
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
"""
_MORE = """\
[[item]]
id = "safe"
text = "Safe?"
scale = "agree5"
[[item]]
id = "why"
text = "Why is that?"
scale = "agree5"
ask_if = "heard == agree"
[[item]]
id = "who"
text = "Who?"
choose = 1
options = { me = "Me", them = "Them" }
"""
_SAID = {
    "sd": "Strongly disagree", "d": "Disagree", "n": "Neither agree nor disagree", "a": "Agree", "sa": "Strongly agree",
    "-": "",
}  # fmt: skip
Sheet = tuple[str, str, str]  # who, team, what she says


def _workspace(root: Path, form: str = _FORM) -> Path:
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text('organisation = "O"\nlevels = ["team"]\n', encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(form, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return _workspace(tmp_path / "w")


def _export(root: Path, wave: str, sheets: Iterable[Sheet], name: str = "", first: int = 1) -> Path:
    """A Microsoft Forms export; the ids of its rows go on from `first`."""
    path = root.parent / f"{name or wave}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?"])
        for at, (who, team, said) in enumerate(sheets, first):
            time = f"{wave}-11 09:{at % 60:02}:00"
            writer.writerow([at, time, time, who, "", team, _SAID[said]])
    return path


def _collect(root: Path, wave: str, *files: Path, replace: bool = False) -> Summary:
    """In this process, by the corridor: what came of the last file."""
    choices = Choices(on_change="replace" if replace else "keep")
    wanted = collecting.Wanted(wave=wave, choices=choices)
    return list(collecting.collect_files(workspace.load(root), files, wanted, _LATER))[-1]


def _put(root: Path, wave: str, sheets: Iterable[Sheet]) -> Summary:
    return _collect(root, wave, _export(root, wave, sheets))


def _close(root: Path, wave: str) -> None:
    opened = workspace.load(root)
    keeping.close(opened, keeping.to_close(opened, "s", wave, _LATER), _LATER)


def _ask(root: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(root / "pulse.db")) as database:
        return database.execute(sql).fetchall()


def _tables(root: Path) -> set[object]:
    return {name for (name,) in _ask(root, "SELECT name FROM sqlite_master WHERE type = 'table'")}


def _pairs(root: Path) -> list[list[tuple[object, ...]]]:
    return [_ask(root, f"SELECT * FROM {table} ORDER BY 1, 2") for table in ("panel", "pair_tally")]


def _table(root: Path, wave: int = 2, item: str = "heard") -> list[list[int]]:
    ((found,),) = _ask(root, f"SELECT answers FROM pair_tally WHERE wave = {wave} AND item = '{item}'")
    return [list(map(int, row)) for row in json.loads(str(found))]


def _linked(root: Path) -> Mapping[str, Linked]:
    """What a release of all waves says of pairs."""
    opened = workspace.load(root)
    with Store.open(opened.database, survey_from=define.from_source) as store:
        scores = analyse.score(store.tallies("s", [wave.label for wave in store.waves("s")]))
        return protect.release(scores, opened.policy.rules, store.past("s")).linked


# --- requirement 1: a worked example ---------------------------------------------------------------------------------

# What each said in October and in November, and how many did so. Favourable are "a" and "sa".
_STORY = {
    ("a", "a"): 10,  # both
    ("a", "d"): 5,  # lost, down
    ("d", "a"): 9,  # gained, up
    ("n", "a"): 4,  # gained, up
    ("d", "d"): 8,  # neither, same
    ("d", "sd"): 4,  # neither, down
    ("d", "n"): 3,  # neither, up
}


def _story(which: int, story: Mapping[tuple[str, str], int] = _STORY) -> list[Sheet]:
    """The people of the story, in teams A and B by turns."""
    said = [pair[which] for pair, count in story.items() for _ in range(count)]
    return [(f"p{at}@example.org", "AB"[at % 2], it) for at, it in enumerate(said)]


def test_forty_three_people_twice(root: Path) -> None:
    """By hand: both 10, gained 9 + 4, lost 5, neither 8 + 4 + 3; up 9 + 4 + 3, same 10 + 8, down 5 + 4."""
    first = _put(root, "2026-10", _story(0))
    assert first.collected.linked == {"2026-10": Linkable(links=43, shared=0, missing=0)}
    second = _put(root, "2026-11", reversed(_story(1)))
    assert second.collected.linked == {"2026-11": Linkable(43, 0, 0, before="2026-10", met=43)}
    assert _table(root) == [
        [0, 0, 0, 0, 0],
        [4, 8, 3, 9, 0],
        [0, 0, 0, 4, 0],
        [0, 5, 0, 10, 0],
        [0, 0, 0, 0, 0],
    ]
    (linked,) = _linked(root).values()
    assert linked.stayers == Shown(43, 43)
    assert (linked.before, linked.entrants, linked.leavers) == ("2026-10", HIDDEN, HIDDEN)
    assert linked.paired == {
        "heard": Paired(1, 43, Crossed(both=10, gained=13, lost=5, neither=15), Moved(up=16, same=18, down=9))
    }


def test_a_few_others_hide_the_pairs_and_eleven_of_more_than_one_mind_do_not(root: Path) -> None:
    """Three who only answered in November would follow from everybody's figures less the pairs'."""
    _put(root, "2026-10", _story(0))
    joined = [(f"new{at}@example.org", "AB"[at % 2], "a" if at < 5 else "d") for at in range(11)]
    three = _export(root, "2026-11", [*_story(1), *joined[4:7]])
    eleven = _export(root, "2026-11", [*joined[:4], *joined[7:]], name="more", first=100)
    _collect(root, "2026-11", three)
    assert _linked(root)["2026-11"].paired == {"heard": HIDDEN}
    assert _linked(root)["2026-11"].stayers == HIDDEN
    _collect(root, "2026-11", eleven)
    linked = _linked(root)["2026-11"]
    assert (linked.stayers, linked.entrants) == (Shown(43, 43), Shown(11, 11))
    assert isinstance(linked.paired["heard"], Paired)


def test_the_report_tells_of_the_same_people_on_the_page_and_in_the_rows(root: Path) -> None:
    """Of 43, 13 came to agree and 5 no longer do: +8/43 = 19 points. McNemar's mid-p of 5 in 18 is 0.064: not clear."""
    for wave, which in (("2026-10", 0), ("2026-11", 1)):
        _put(root, wave, _story(which))
    page = pulse("report", "s", "-o", "-", cwd=root, day="2026-12-24").stdout
    part = page.split('<h2 id="same">')[1].split("</section>")[0]
    said = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", part)).split())
    assert said.startswith("The same people, 2026-10 and now Answered both times: 43 ; New this time: – ; ")
    assert said.endswith("Heard? 43 +19 −1 to +36 no clear change 16 18 9")
    text = pulse("report", "s", "--format", "csv", "-o", "-", cwd=root, day="2026-12-24").stdout
    rows = csv.DictReader(io.StringIO(text))
    found = {row["measure"]: row["value"] for row in rows if row["measure"].startswith(("paired", "stay", "entr"))}
    assert found == {
        "stayers": "43", "entrants": "", "paired_change": "0.19", "paired_up": "16", "paired_same": "18",
        "paired_down": "9",
    }  # fmt: skip


# --- requirement 2: who is met ---------------------------------------------------------------------------------------


def test_shared_and_missing_links_are_counted_and_never_paired(root: Path) -> None:
    """Tablet 1 is used by five people, ward6@ and "anonymous" by nobody alone; Kim answers once as KIM."""
    october = [
        *((f"p{at}@example.org", "A", "a") for at in range(20)),
        *(("tablet1@example.org", "A", "d") for _ in range(5)),
        ("ward6@example.org", "A", "sd"),
        ("kim@example.org", "B", "d"),
    ]
    november = [
        *((f"p{at}@example.org", "A", "d") for at in range(15)),  # five of the twenty left
        *((f"q{at}@example.org", "A", "n") for at in range(7)),
        ("tablet1@example.org", "A", "sa"),  # one sheet now, but nobody's own before
        ("ward6@example.org", "A", "sd"),
        ("anonymous", "A", "sd"),
        (" KIM@example.org", "B", "a"),
    ]
    told = _put(root, "2026-10", october).collected
    assert (told.linked["2026-10"], told.shared) == (Linkable(links=21, shared=5, missing=1), 5)
    told = _put(root, "2026-11", november).collected
    assert told.linked["2026-11"] == Linkable(links=24, shared=0, missing=2, before="2026-10", met=16)
    # stayers 15 + Kim; joined: seven and the tablet; left: five; without a link of their own: 5 + 1, and 2
    assert _ask(root, "SELECT stayers, entrants, leavers, others_before, others_now FROM panel") == [(16, 8, 5, 6, 2)]
    assert _table(root) == [[0] * 5, [0, 0, 0, 1, 0], [0] * 5, [0, 15, 0, 0, 0], [0] * 5]


# --- requirement 3: whatever the order -------------------------------------------------------------------------------


def test_order_a_second_collect_and_parts_make_no_difference(root: Path, tmp_path: Path) -> None:
    twin = _workspace(tmp_path / "twin" / "w")
    for wave, which in (("2026-10", 0), ("2026-11", 1)):
        _put(root, wave, _story(which))
    shuffled = list(enumerate(_story(0), 1))
    Random(1).shuffle(shuffled)  # noqa: S311
    _put(twin, "2026-11", _story(1))
    for number, (at, sheet) in enumerate(shuffled[:20]):
        _export(twin, "2026-10", [sheet], name=f"part{number}", first=at)
    _collect(twin, "2026-10", *(twin.parent / f"part{number}.csv" for number in range(20)))
    # Not all are there yet. The later wave came first: its number in the store is the smaller one.
    assert sum(map(sum, _table(twin, wave=1))) == 20
    _put(twin, "2026-10", _story(0))
    assert _table(twin, wave=1) == _table(root)
    before = _pairs(root)
    assert _collect(root, "2026-10", root.parent / "2026-10.csv").collected.again
    assert _pairs(root) == before
    assert _ask(root, "SELECT count(*) FROM links_1") == [(43,)]


def test_an_undo_restores_the_pairs(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", _story(1))
    before, links = _pairs(root), _ask(root, "SELECT * FROM links_1 UNION SELECT * FROM links_2")
    changed = [("p0@example.org", "A", "sd"), *_story(0)[1:], ("late@example.org", "A", "sa")]
    told = _collect(root, "2026-10", _export(root, "2026-10", changed, name="changed"), replace=True)
    assert (told.collected.replaced, told.collected.counts.stored) == (1, 1)
    assert _table(root)[0] == [0, 0, 0, 1, 0]
    assert _ask(root, "SELECT stayers, leavers FROM panel") == [(43, 1)]
    collecting.undo(workspace.load(root), 3, _LATER)
    assert _pairs(root) == before
    assert _ask(root, "SELECT * FROM links_1 UNION SELECT * FROM links_2") == links
    collecting.undo(workspace.load(root), 1, _LATER)
    assert _pairs(root) == [[], []]
    assert "links_1" not in _tables(root)


def test_what_was_deleted_on_the_platform_leaves_no_link(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    choices = Choices(delete_missing=True)
    fewer = _export(root, "2026-10", _story(0)[:40], name="fewer")
    wanted = collecting.Wanted(wave="2026-10", choices=choices)
    (told,) = collecting.collect_files(workspace.load(root), [fewer], wanted, _LATER)
    assert told.collected.removed == 3
    assert _ask(root, "SELECT count(*) FROM links_1") == [(40,)]


# --- requirement 4: what is paired with what -------------------------------------------------------------------------


def test_only_a_scale_asked_of_everybody_in_the_same_words_is_paired(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w", _FORM + _MORE)
    _put_more(root, "2026-10")
    reworded = (_FORM + _MORE).replace('"Safe?"', '"Really safe?"').replace('id = "s"', 'id = "s"\nversion = 2')
    (root / "surveys" / "s2.toml").write_text(reworded + "\n", encoding="utf-8")
    text = (root / "surveys" / "s2.toml").read_text(encoding="utf-8")
    (root / "surveys" / "s2.toml").write_text("asked_from = 2026-12-01\n" + text, encoding="utf-8")
    _put_more(root, "2026-11")
    _put_more(root, "2026-12", "Really safe?")
    found = _ask(root, "SELECT label, item FROM pair_tally JOIN wave ON wave.id = wave ORDER BY 1, 2")
    assert found == [("2026-11", "heard"), ("2026-11", "safe"), ("2026-12", "heard")]


def _put_more(root: Path, wave: str, safe: str = "Safe?") -> None:
    path = root.parent / f"{wave}.csv"
    head = ["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?", safe, "Why is that?", "Who?"]
    rows = [
        [at, f"{wave}-11 09:{at:02}:00", f"{wave}-11 09:{at:02}:00", f"p{at}@example.org", "", "A", "Agree", "Agree",
         "Agree", "Me"]
        for at in range(1, 13)
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    _collect(root, wave, path)


def test_only_neighbours_are_paired_and_a_wave_between_takes_their_place(root: Path) -> None:
    _put(root, "2026-09", _story(0))
    _put(root, "2026-11", _story(1))
    before = "SELECT label FROM panel JOIN wave ON wave.id = panel.before ORDER BY panel.wave"
    assert _ask(root, before) == [("2026-09",)]
    _put(root, "2026-10", _story(0)[:30])
    assert _ask(root, before) == [("2026-10",), ("2026-09",)]
    assert _ask(root, "SELECT stayers FROM panel ORDER BY wave") == [(30,), (30,)]


# --- requirements 5 and 6: without linking ---------------------------------------------------------------------------


def _hashes(root: Path) -> list[set[bytes]]:
    """Every text of 16 bytes that stands in each wave's tables."""
    found = []
    for wave in (1, 2):
        tables = [f"answers_{wave}", *({f"links_{wave}"} & _tables(root))]
        cells = (cell for table in tables for row in _ask(root, f"SELECT * FROM {table}") for cell in row)
        found.append({cell for cell in cells if isinstance(cell, bytes) and len(cell) == 16})
    return found


def test_an_unlinked_survey_stores_nothing_two_waves_have_in_common(root: Path, tmp_path: Path) -> None:
    """Every hash of the first wave stands in the file once: the second wave's bytes do not repeat it."""
    plain = _workspace(tmp_path / "plain" / "w", _FORM.replace("linked = true\n", ""))
    for each in (plain, root):
        told = [_put(each, wave, _story(which)) for wave, which in (("2026-10", 0), ("2026-11", 1))]
        assert [bool(it.collected.linked) for it in told] == [each is root] * 2
    first, second = _hashes(plain)
    assert (len(first), len(second), first & second) == (43, 43, set())
    content = (plain / "pulse.db").read_bytes()
    assert {content.count(trace) for trace in first | second} == {1}
    assert not {"links_1", "links_2"} & _tables(plain)
    assert "link:" not in (plain / "pulse.key").read_text(encoding="utf-8")
    one, other = _hashes(root)  # the same look at a linked survey finds what they have in common
    assert len(one & other) == 43


def test_a_wave_begun_unlinked_stays_so(tmp_path: Path) -> None:
    root = _workspace(tmp_path / "w", _FORM.replace("linked = true\n", ""))
    _put(root, "2026-10", _story(0)[:20])
    (root / "surveys" / "s.toml").write_text(_FORM, encoding="utf-8")
    _collect(root, "2026-10", _export(root, "2026-10", _story(0), name="all"))
    _put(root, "2026-11", _story(1))
    assert "links_1" not in _tables(root)
    assert "links_2" in _tables(root)
    assert _pairs(root) == [[], []]


# --- requirements 7 and 8: the end of links --------------------------------------------------------------------------


def _link_key(root: Path) -> str:
    lines = (root / "pulse.key").read_text(encoding="utf-8").splitlines()
    return next((line.split(" ")[1] for line in lines if line.startswith("link:s ")), "")


def test_the_link_key_is_none_of_the_waves_keys(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", _story(1))
    lines = (root / "pulse.key").read_text(encoding="utf-8").splitlines()
    secrets = {line.rsplit(" ", 1)[1] for line in lines if not line.startswith("#")}
    assert len(secrets) == 3
    assert len(_link_key(root)) == 64
    assert (root / "pulse.key").stat().st_mode & 0o077 == 0


def test_links_go_when_the_next_wave_is_closed_and_the_key_when_linking_has_ended(root: Path) -> None:
    for wave, which in (("2026-09", 0), ("2026-10", 1), ("2026-11", 0)):
        _put(root, wave, _story(which))
    links = [{bytes(str(row), "utf-8") for row in _ask(root, f"SELECT hex(link) FROM links_{n}")} for n in (1, 2, 3)]
    assert links[0] == links[1] == links[2]
    key = _link_key(root)
    _close(root, "2026-09")
    assert {"links_1", "links_2", "links_3"} <= _tables(root)
    pairs = _pairs(root)
    _close(root, "2026-10")
    assert {"links_1", "links_2", "links_3"} & _tables(root) == {"links_2", "links_3"}
    _close(root, "2026-11")
    assert {"links_1", "links_2", "links_3"} & _tables(root) == {"links_3"}
    assert _link_key(root) == key
    assert [row[:3] for row in _pairs(root)[0]] == [row[:3] for row in pairs[0]]
    (root / "surveys" / "s.toml").write_text(_FORM.replace("linked = true", "linked = false"), encoding="utf-8")
    trace = bytes.fromhex(str(_ask(root, "SELECT hex(link) FROM links_3 LIMIT 1")[0][0]))
    assert trace in (root / "pulse.db").read_bytes()
    _close(root, "2026-11")  # once more, to make sure of the keys
    assert not {"links_1", "links_2", "links_3"} & _tables(root)
    assert trace not in (root / "pulse.db").read_bytes()
    assert _link_key(root) == ""
    assert key not in (root / "pulse.key").read_text(encoding="utf-8")


def test_the_key_stays_while_an_open_wave_needs_it(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", _story(1))
    (root / "surveys" / "s.toml").write_text(_FORM.replace("linked = true", "linked = false"), encoding="utf-8")
    _close(root, "2026-10")
    assert {"links_1", "links_2"} <= _tables(root)
    assert _link_key(root)
    _close(root, "2026-11")
    assert not {"links_1", "links_2"} & _tables(root)
    assert not _link_key(root)


def test_the_earlier_wave_is_closed_first(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", _story(1))
    with pytest.raises(Stop) as stop:
        _close(root, "2026-11")
    assert stop.value.problems[0].code == "close-earlier"
    assert "pulse close s 2026-10" in stop.value.problems[0].remedy


def test_a_sheet_that_gave_way_leaves_no_link_once_closed(root: Path) -> None:
    """Until then its link is kept with it, for an undo."""
    _put(root, "2026-10", _story(0))
    changed = _export(root, "2026-10", [("p0@example.org", "A", "sd"), *_story(0)[1:]], name="changed")
    _collect(root, "2026-10", changed, replace=True)
    assert _ask(root, "SELECT count(*), count(DISTINCT link) FROM links_1") == [(44, 43)]
    _close(root, "2026-10")
    assert _ask(root, "SELECT count(*), count(DISTINCT link) FROM links_1") == [(43, 43)]


def test_a_purge_takes_the_links_and_leaves_the_pairs(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", _story(1))
    before = _linked(root)
    links = [bytes.fromhex(str(it)) for (it,) in _ask(root, "SELECT hex(link) FROM links_2")]
    _close(root, "2026-10")
    _close(root, "2026-11")
    opened = workspace.load(root)
    found = keeping.to_purge(opened, keeping.Wanted("s", before=_LATER), _LATER)
    assert [it.left for it in keeping.purge(opened, found.ready)] == [0, 0]
    content = (root / "pulse.db").read_bytes()
    assert [it for it in links if it in content] == []
    assert not {"links_1", "links_2"} & _tables(root)
    assert _linked(root) == before
    assert isinstance(before["2026-11"].paired["heard"], Paired)


# --- requirement 9: what is told -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("secret", "code"), [("", "link-key-missing"), ("ab" * 32, "link-key-wrong")])
def test_a_link_key_that_is_not_the_right_one_is_told(root: Path, secret: str, code: str) -> None:
    _put(root, "2026-10", _story(0))
    text = (root / "pulse.key").read_text(encoding="utf-8")
    line = f"link:s {_link_key(root)}\n"
    (root / "pulse.key").write_text(text.replace(line, f"link:s {secret}\n" if secret else ""), encoding="utf-8")
    with pytest.raises(Stop) as stop:
        _put(root, "2026-11", _story(1))
    assert [it.code for it in stop.value.problems] == [code]


def test_an_export_in_which_nobody_can_be_linked_is_told(root: Path) -> None:
    path = root.parent / "plain.csv"
    path.write_text("team,Heard?\nA,Agree\nB,Disagree\n", encoding="utf-8")
    done = pulse("collect", str(path), "--wave", "2026-10", cwd=root)
    assert done.returncode == 1
    assert "no column here says who answered" in done.stderr
    assert "2 bear no id" in done.stdout


def test_a_questionnaire_with_nothing_to_pair_is_refused(root: Path) -> None:
    text = _FORM.replace('scale = "agree5"', 'choose = 1\noptions = { y = "Yes", n = "No" }')
    (root / "surveys" / "s.toml").write_text(text, encoding="utf-8")
    done = pulse("survey", "check", "surveys/s.toml", cwd=root)
    assert done.returncode == 1
    assert "s.toml:4" in done.stderr
    assert "waves are linked to see whose answers changed" in done.stderr


# --- requirement 10: after the close ---------------------------------------------------------------------------------


def test_the_ledger_has_what_was_said_of_pairs(root: Path) -> None:
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", _story(1))
    reporting.render(workspace.load(root), reporting.Wanted("s", "2026-11"), _LATER)
    found = _ask(root, "SELECT item, option, value, n FROM shown WHERE measure = 'paired' ORDER BY item, option")
    assert found == [
        ("", "stayers", 43, 43), ("heard", "both", 10, 43), ("heard", "down", 9, 43), ("heard", "gained", 13, 43),
        ("heard", "lost", 5, 43), ("heard", "neither", 15, 43), ("heard", "same", 18, 43), ("heard", "up", 16, 43),
    ]  # fmt: skip


def test_small_pairs_are_not_kept_after_the_close(root: Path) -> None:
    """Three joined: everybody's answers less the pairs' are theirs, also in the file."""
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", [*_story(1), *((f"new{at}@example.org", "A", "a") for at in range(3))])
    before = _linked(root)
    _close(root, "2026-10")
    _close(root, "2026-11")
    assert _pairs(root) == [[(2, 1, 0, 0, 0, 0, 0)], []]
    assert _linked(root) == before


# --- requirement 11: nothing small can be worked out -----------------------------------------------------------------

_WAVES = ("2026-09", "2026-10", "2026-11")


def _organisation(seed: int, people: int, staying: float) -> list[list[Sheet]]:
    """Three waves; a person of some teams joins late or leaves early, the others mostly stay."""
    rng = Random(seed)  # noqa: S311
    waves: list[list[Sheet]] = [[], [], []]
    for at in range(people):
        team = rng.choice("AABC")
        there = [rng.random() < staying for _ in range(3)]
        if team == "C":
            there[rng.choice((0, 2))] = False
        for sheets, is_there in zip(waves, there, strict=True):
            if is_there:
                sheets.append((f"p{at}@example.org", team, rng.choice(["sd", "d", "n", "a", "sa", "a", "d", "-"])))
    return [sheets or [("x@example.org", "A", "a")] for sheets in waves]


def _told_apart(
    people: Sequence[str], groups: Sequence[set[str]], panels: Sequence[set[str]]
) -> Iterator[tuple[tuple[int, ...], set[str]]]:
    """Every sum of panels and groups that counts nobody more than once, with the people it counts."""
    for signs in product((-1, 0, 1), repeat=len(panels)):
        for times in product((-2, -1, 0, 1, 2), repeat=len(groups)):
            if any(signs):
                sums = {
                    who: sum(sign for sign, panel in zip(signs, panels, strict=True) if who in panel)
                    + sum(time for time, group in zip(times, groups, strict=True) if who in group)
                    for who in people
                }
                if all(-1 <= often <= 1 for often in sums.values()):
                    yield signs, {who for who, often in sums.items() if often}


def _attack(root: Path, waves: Sequence[Sequence[Sheet]]) -> int:
    """Collects three waves, works out all that their pairs let one work out, and gives back how many pairs are shown.

    Groups are teams and everybody, known exactly; this knows who is who, and nothing of how the tool counts.
    """
    for wave, sheets in zip(_WAVES, waves, strict=True):
        _put(root, wave, sheets)
    said = [{who for who, _, it in sheets if it != "-"} for sheets in waves]
    linked = _linked(root)
    shown = [at for at in (1, 2) if isinstance(linked[_WAVES[at]].paired["heard"], Paired)]
    panels = {at: said[at - 1] & said[at] for at in shown}
    for at, sheets in enumerate(waves):
        teams = [{who for who, its, it in sheets if its == team and it != "-"} for team in "ABC"]
        # A pair of all who answered a wave is everybody: it tells what groups tell without it, which the wall decides.
        known = [panels[of] for of in (at, at + 1) if of in panels and panels[of] != said[at]]
        for signs, few in _told_apart(sorted(said[at]), [team for team in teams if team], known):
            assert not 0 < len(few) < 11, (signs, len(few))
    return len(shown)


def _attack_any(tmp_path: Path, seed: int, people: int, staying: float) -> None:
    shutil.rmtree(tmp_path)
    _attack(_workspace(tmp_path / "w"), _organisation(seed, people, staying))


_ANY = given(seed=st.integers(0, 10**6), people=st.integers(30, 110), staying=st.sampled_from((0.6, 0.8, 0.97, 1.0)))
_CALMLY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(_CALMLY, max_examples=6)
@_ANY
def test_no_few_people_can_be_told_apart(tmp_path: Path, seed: int, people: int, staying: float) -> None:
    _attack_any(tmp_path, seed, people, staying)


@pytest.mark.nightly
@settings(_CALMLY, max_examples=200)
@_ANY
def test_no_few_people_can_be_told_apart_in_many(tmp_path: Path, seed: int, people: int, staying: float) -> None:
    _attack_any(tmp_path, seed, people, staying)


def test_the_attack_is_made_where_pairs_are_shown(root: Path) -> None:
    assert _attack(root, _organisation(seed=3, people=110, staying=0.6)) == 2


def test_a_panel_that_is_some_teams_but_for_two_is_not_shown(root: Path) -> None:
    """A new team of 15 comes, and two people to the old ones: those two are the old teams' answers less the pairs'."""
    new = [(f"c{at}@example.org", "C", ("a", "d")[at % 2]) for at in range(15)]
    _put(root, "2026-10", _story(0))
    _put(root, "2026-11", [*_story(1), *new, ("x@example.org", "A", "a"), ("y@example.org", "B", "d")])
    assert _linked(root)["2026-11"].stayers == Shown(43, 43)
    assert _linked(root)["2026-11"].paired == {"heard": HIDDEN}


def test_the_attack_finds_what_a_careless_rule_would_show() -> None:
    """Two panels that differ by one person, and a panel that is a team but for two: the sums are found."""
    people = [str(at) for at in range(40)]
    panel, other = set(people[:30]), set(people[:29])
    assert any(few == {"29"} for _, few in _told_apart(people, [set(people)], [panel, other]))
    assert any(few == {"28", "29"} for _, few in _told_apart(people, [set(people[:28])], [panel]))


def test_two_panels_that_differ_by_a_few_are_not_both_shown(root: Path) -> None:
    """40 of 60 stay from September, 41 to November: one more. Everybody's figures and each panel alone look safe."""
    story = [("a", "d", "a", "d", "n", "sd")[at % 6] for at in range(60)]
    turned = [("a", "a", "d", "d", "a", "n")[at % 6] for at in range(60)]
    names = [f"p{at}@example.org" for at in range(60)]
    teams = ["AB"[at % 2] for at in range(60)]
    october = list(zip(names, teams, story, strict=True))
    september = [
        *zip(names[:40], teams[:40], turned[:40], strict=True),
        *((f"o{at}@x.org", "A", ("a", "d")[at % 2]) for at in range(20)),
    ]
    november = [
        *zip(names[:41], teams[:41], turned[:41], strict=True),
        *((f"n{at}@x.org", "A", ("a", "d")[at % 2]) for at in range(20)),
    ]
    for wave, sheets in zip(_WAVES, (september, october, november), strict=True):
        _put(root, wave, sheets)
    linked = _linked(root)
    assert isinstance(linked["2026-10"].paired["heard"], Paired)
    assert isinstance(linked["2026-11"].paired["heard"], Hidden)


# --- requirement 12: it is said --------------------------------------------------------------------------------------


def test_the_notice_the_report_and_the_screen_say_so(root: Path) -> None:
    first, second = _export(root, "2026-10", _story(0)), _export(root, "2026-11", _story(1))
    done = pulse("collect", str(first), "--wave", "2026-10", cwd=root, day="2026-12-24")
    assert "43 sheets can be linked; no wave before to link with" in " ".join(done.stdout.split())
    done = pulse("collect", str(second), "--wave", "2026-11", "--json", cwd=root, day="2026-12-24")
    (told,) = json.loads(done.stdout)
    assert told["linked"] == {"2026-11": {"links": 43, "shared": 0, "missing": 0, "before": "2026-10", "met": 43}}
    notice = " ".join(pulse("notice", "--survey", "s", cwd=root).stdout.split())
    assert "This survey is linked" in notice
    assert "until the stock-take after this one is closed" in notice
    assert "cannot be linked with what you answered before" not in notice
    report = pulse("report", "s", "-o", "-", cwd=root, day="2026-12-24")
    assert "This survey links its waves" in report.stdout
    assert "deleted when the next one is closed" in report.stdout
    every = " ".join(pulse("notice", cwd=root).stdout.split())
    assert "This does not hold for: S. Its notice says what does." in every
