"""What staff and the data protection officer are told of the settings in force.

1. The page for staff is one inert file; every promise has its test beside it; the rules in force and
   where to turn stand there.
2. It is plain: a reader of fourteen can follow it.
3. What a questionnaire does not do is not spoken of; linked stock-takes are.
4. The impact assessment has every heading of Article 35(7), the settings, and blanks for what no setting says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pulse import settings as workspace_settings
from pulse.journeys import defining
from pulse.model.survey import Survey
from pulse.report import impact_assessment, safety_page
from pulse.settings import Settings
from tests.conftest import pulse, workspace

_FORM = """\
id = "s"
title = "How was it?"
dimensions = ["team"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
[[item]]
id = "words"
kind = "text"
text = "In your own words?"
"""
_TOML = """\
organisation = "Wye & Sons <Trust>"
levels = ["team"]
[disclosure]
min_answers = 15
[retention]
close_after_days = 9
keep_answers_months = 7
[safeguarding]
lead = "Head of safeguarding"
signposts = ["Samaritans, day and night: 116 123"]
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("promises") / "w", _FORM, _TOML)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    done = pulse("notice", "--page", "safe.html", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    return (root / "safe.html").read_text(encoding="utf-8")


def _said(page: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL).split())


def test_it_is_one_inert_file(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|style=|https?://", page)
    assert "Wye &amp; Sons &lt;Trust&gt;" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {f"#{it}" for it in ids} >= set(re.findall(r'href="(#[^"]+)"', page))


def test_every_promise_has_its_test_beside_it(page: str) -> None:
    told = page.split('<h2 id="promises">')[1].split("</section>")[0]
    assert told.count("<h3>") == told.count("How it is tested.") >= 10


def test_the_settings_in_force_stand_there(page: str) -> None:
    rules = [int(value) for value in re.findall(r'<data class="rule" value="(\d+)">', page)]
    assert rules == [15, 22, 2, 2, 9, 7]
    assert "No figure rests on fewer than 15 answers" in _said(page)
    assert "the safeguarding lead (Head of safeguarding)" in page
    assert "Samaritans, day and night: 116 123" in page.split('<h2 id="turn">')[1].split("</section>")[0]


def test_whoever_names_nobody_to_turn_to_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM)
    done = pulse("notice", "--page", "safe.html", cwd=root)
    assert "signposts" in done.stderr
    assert "somebody you trust" in (root / "safe.html").read_text(encoding="utf-8")


def test_a_questionnaire_without_comments_does_not_speak_of_them(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM.split('[[item]]\nid = "words"')[0], _TOML)
    pulse("notice", "--page", "safe.html", cwd=root)
    page = (root / "safe.html").read_text(encoding="utf-8")
    assert "comment" not in page.split("</style>")[1]


def test_linked_stock_takes_are_told(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _FORM.replace("dimensions", "linked = true\ndimensions"), _TOML)
    pulse("notice", "--page", "safe.html", cwd=root)
    page = (root / "safe.html").read_text(encoding="utf-8")
    assert "put side by side, to count changes: How was it?" in page
    assert "are not joined" not in page
    assert "| How was it? | 2 | yes | [how often] | yes |" in pulse("notice", "--dpia", cwd=root).stdout


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e: what readability programs count."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(groups - (word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1), 1)


def _grade(text: str) -> float:
    """The reading grade of Kincaid et al. 1975 (Research Branch Report 8-75), years of school in America."""
    sentences = [it for it in re.split(r"[.!?:]+(?:\s|$)", text) if re.search("[a-z]", it)]
    words = re.findall(r"[A-Za-z’'-]+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def test_it_is_plain(page: str, report: Path) -> None:
    assert _grade("The cat sat on the mat. It was warm.") < 1
    assert _grade("Confidentiality considerations necessitate comprehensive organisational transparency.") > 20
    assert _grade(_said(page)) <= 9
    unseen = report.read_text(encoding="utf-8").split('<h2 id="unseen">')[1].split("</section>")[0]
    sentences = " ".join(re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", unseen, flags=re.DOTALL))
    assert "Write down needs" in sentences
    assert _grade(_said(sentences)) <= 9


# --- the impact assessment ---


def test_the_assessment_is_filled_in_from_the_settings(root: Path) -> None:
    done = pulse("notice", "--dpia", cwd=root)
    assert done.returncode == 0
    told = done.stdout
    for heading in ("Nature", "Scope", "Context", "Purposes", "needed", "proportion", "Risks, measures", "sign-off"):
        assert re.search(rf"^##+ .*{heading}", told, flags=re.MULTILINE), heading
    for fact in ("Wye & Sons <Trust>", "How was it?", "7 months", "9 days", "Safeguarding lead: Head of safeguarding",
                 "Samaritans, day and night: 116 123", "| 15 |", "| 22 |", "0 to 2, and all but 0 to 2"):  # fmt: skip
        assert fact in told, fact
    assert "No list of staff is set" in told
    for blank in (
        "Lawful basis (Article 6) | [",
        "Condition for health data (Article 9) | [",
        "| Safeguarding lead | [",
    ):
        assert blank in told, blank


def test_every_table_is_whole(root: Path) -> None:
    """A title with an upright line does not break its row."""
    settings = workspace_settings.load(root)
    survey = replace(_survey(settings), title="A | B")
    told = impact_assessment(settings, [survey], 15)
    for table in re.findall(r"(?:^\|.*\n)+", told, flags=re.MULTILINE):
        assert len({row.count("|") for row in table.splitlines()}) == 1, table
    assert "A &#124; B" in told


def test_the_same_settings_give_the_same_bytes(root: Path, page: str) -> None:
    settings = workspace_settings.load(root)
    assert safety_page(settings, [_survey(settings)], 15) == page


def _survey(settings: Settings) -> Survey:
    return defining.questionnaire(settings, "s")
