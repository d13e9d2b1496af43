"""Pages for board, manager, team and staff: what they say, in which words, and what they never say.

1. A share is said in round numbers only where its interval bears them, whatever the figure.
2. A summary names a direction only where the chart's last point is a sign; it reads at grade nine or below.
3. A team that is not shown gets the figures of the nearest group that is, and a talk; nothing of its own is there.
4. One page for each group of a level: an index leads to all, every link leads somewhere, every page passes its audit.
5. What cannot be asked for is told with what can.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse import report
from pulse.model.release import Shown
from pulse.report import spoken
from pulse.statistics.intervals import wilson
from tests.conftest import pulse, workspace
from tests.faulty import five, months, wave
from tests.grade import grade
from tests.report.audience_pages import material, released, with_frame
from tests.run.exports import FORM, export

OF_DEMO = {
    "board": "stock-take-2026-11-board.html",
    "staff": "stock-take-2026-11-staff.html",
    "manager": "stock-take-2026-11-manager-saltmarsh-hospitals-medicine.html",
    "team": "stock-take-2026-11-team-saltmarsh-hospitals-medicine-ward-4.html",
    "analyst": "stock-take-2026-11.html",
}
_SUMMARY = re.compile(r'<p class="lead">(.*?)</p>|<ul class="plain">(.*?)</ul>|<dl class="short">(.*?)</dl>', re.DOTALL)
_SENTENCE = re.compile(r"<(?:li|dd)>(.*?)</(?:li|dd)>", re.DOTALL)


def _words(text: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]+>", "", text)).split())


def _summary(page: str) -> str:
    """The sentences of a page's summary, as a reader has them."""
    found = _SUMMARY.search(page)
    assert found
    return " ".join(_words(it) for it in _SENTENCE.findall(found[0]) or [found[0]])


# --- 1 ---------------------------------------------------------------------------------------------------------------


@given(st.integers(11, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_said_within_its_interval(counted: tuple[int, int]) -> None:
    share, n = counted[0] / counted[1], counted[1]
    low, high = (round(end, 2) for end in wilson(share, n))
    shown = Shown(round(share, 2), n, low, high)
    said = spoken.share(shown)
    if found := re.fullmatch(r"about (\d+) in (\d+)", said):
        assert low <= int(found[1]) / int(found[2]) <= high
    else:
        holds = {"about half": low <= 0.5 <= high, "more than half": low > 0.5, "fewer than half": high < 0.5}
        assert holds.get(said, said == f"{shown.value * 100:.0f}%"), said


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (0.41, 0.38, 0.44, "about 4 in 10"),
        (0.5, 0.47, 0.53, "about half"),
        (0.55, 0.52, 0.58, "more than half"),
        (0.45, 0.42, 0.48, "fewer than half"),
        (0.33, 0.31, 0.35, "about 1 in 3"),
        (0.05, 0.04, 0.06, "about 1 in 20"),
        (0.63, 0.61, 0.65, "63%"),
        (0.97, 0.96, 0.98, "97%"),
    ],
)
def test_shares_are_said_as_people_say_them(value: float, low: float, high: float, said: str) -> None:
    assert spoken.share(Shown(value, 1000, low, high)) == said


# --- 2 ---------------------------------------------------------------------------------------------------------------


def _board(*favourable: int) -> str:
    waves = [
        wave(day, {"q": {"A": five(it, 200), "B": five(100, 200)}})
        for day, it in zip(months(len(favourable)), favourable, strict=True)
    ]
    return _summary(report.board_page(material(released(waves))))


def test_a_direction_is_named_only_where_the_last_point_is_a_sign() -> None:
    usual = [100, 104, 97, 101, 99, 103, 98, 102, 100, 96]
    assert "Nothing has moved more than it usually does." in _board(*usual, *usual)
    risen, fallen = _board(*usual, *usual[:9], 170), _board(*usual, *usual[:9], 30)
    assert "Better than usual: “Heard?”" in risen
    assert "Worse than usual: “Heard?”" in fallen
    assert "too soon to tell a change from chance" in _board(*usual[:3])
    assert "This is the first stock-take" in _board(100)


@pytest.mark.parametrize("audience", OF_DEMO)
def test_a_summary_reads_at_grade_nine_or_below(demo: Path, audience: str) -> None:
    said = _summary((demo / "reports" / OF_DEMO[audience]).read_text(encoding="utf-8"))
    assert len(said.split()) > 40
    assert grade(said) <= 9, said


# --- 3 ---------------------------------------------------------------------------------------------------------------


def test_a_team_that_is_not_shown_gets_the_nearest_group_and_a_talk() -> None:
    release = with_frame()
    hidden = next(it for it in reversed(release.groups) if not isinstance(release.figure("count", group=it), Shown))
    for page in (report.team_page, report.manager_page):
        made = page(material(release), hidden, (), {})
        assert f"{hidden.name} has no figures of its own here." in _words(made)
        assert "Who should meet it?" in _words(made)
        own = re.findall(r'<data value="([^"]+)"[^>]*data-group="([^"]+)"', made)
        assert own, "the nearest group's figures stand there"
        assert f"{hidden.dimension}: {hidden.full_name}" not in {group for _, group in own}


# --- 4 and 5 ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two teams that are shown, one of them with a number in its name, and two that are not."""
    settings = 'organisation = "O"\nlevels = ["directorate", "team"]\n'
    form = FORM.format(id="s", text="Are you heard?", schedule='repeat = "monthly on the 1st"').replace(
        "{ team =", '{ directorate = "Which directorate?", team ='
    )
    made = workspace(tmp_path_factory.mktemp("each") / "w", form, settings)
    sheets = [(number, "2026-11-01 09:00:00") for number in range(90)]
    teams = ["Ward 4", "Porters", "Ward 4", "Porters", "Ward 4", "Porters", "Ward 4", "Porters", "Chapel", "Office"]
    path = export(made / "answers.csv", "Are you heard?", sheets, [f"North,{it}" for it in teams])
    text = path.read_text(encoding="utf-8").replace('"', "").replace("Which team?", "Which directorate?,Which team?")
    path.write_text(text, encoding="utf-8")
    done = pulse("collect", "answers.csv", "--wave", "2026-11", cwd=made)
    assert done.returncode in (0, 1), done.stderr
    return made


def test_each_group_of_a_level_has_a_page_and_every_link_leads_somewhere(root: Path) -> None:
    done = pulse("report", "s", "--each", "team", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    made = [Path(said["index"]), *map(Path, said["files"])]
    assert sorted(it.stem for it in made) == ["index", "north-chapel", "north-office", "north-porters", "north-ward-4"]
    links = {it.name: set(re.findall(r'<a href="([^"#]+)"', it.read_text(encoding="utf-8"))) for it in made}
    assert links["index.html"] == {it.name for it in made} - {"index.html"}
    assert links["north-ward-4.html"] == {"index.html", "north-porters.html"}
    chapel = _words((root / "reports" / "s-2026-11-each-team" / "north-chapel.html").read_text(encoding="utf-8"))
    assert "Chapel has no figures of its own here." in chapel
    assert pulse("audit", *map(str, made), cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--for", "team"], "is about one group, and none is named"),
        (["--for", "board", "--group", "Ward 4"], "is about everyone, and a group is named"),
        (["--for", "staff", "--format", "csv"], "csv was asked for"),
        (["--each", "ward"], "'ward' is no level of the organisation (directorate, team)"),
        (["--each", "team", "--for", "staff"], "there is none for each group"),
        (["--each", "team", "-o", "-"], "into a folder"),
        (["--each", "team", "--format", "csv"], "csv was asked for"),
        (["--for", "team", "--group", "Ward 5"], "'Ward 5' is no group"),
    ],
)
def test_what_cannot_be_asked_for_is_told(root: Path, arguments: list[str], words: str) -> None:
    refused = pulse("report", "s", *arguments, cwd=root)
    assert refused.returncode == 2
    assert words in " ".join(refused.stderr.split())
