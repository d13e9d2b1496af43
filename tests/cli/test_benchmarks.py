"""A wellbeing lead sets published figures beside her own: list, name, check, report.

1. `pulse benchmark list --json` has stable keys; a broken file of one's own stops it with status 78 and every place.
2. `pulse survey check` refuses what does not fit, with status 1.
3. A report shows the figure in words, also when it was named after the wave; its rows and columns stay as they were.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.conftest import pulse

_SURVEY = """\
id = "autumn"
title = "Autumn"
instrument = "nss"
population = "acute-trusts-england"
dimensions = ["team"]
[[item]]
id = "recommend"
text = "I would recommend my organisation as a place to work."
scale = "agree5"
[[item]]
id = "burnt_out"
text = "How often, if at all, do you feel burnt out because of your work?"
scale = "often5"
positive = "low"
"""
_OWN = """\
[[benchmark]]
id = "region-2025/q25c"
instrument = "nss"
question = "nss/q25c"
counts = ["Agree", "Strongly agree"]
population = "acute-trusts-england"
year = 2025
fieldwork = "October 2025"
weighting = "none"
value = 41.5
base = 9000
base_of = "answer sheets"
status = "verified"
source = "Regional report, table 4"
"""
_KEYS = (
    "id value low high instrument instrument_name question text answers aside counts population population_name year "
    "fieldwork weighting base base_of status verified source"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one collected wave: of 40 people, 30 agree; none of 40 is often burnt out."""
    root = tmp_path_factory.mktemp("marks")
    assert pulse("init", ".", cwd=root, day="2026-10-01").returncode == 0
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    (root / "surveys" / "stock-take.toml").unlink()
    (root / "surveys" / "autumn.toml").write_text(_SURVEY, encoding="utf-8")
    questions = re.findall(r'^text = "(.+)"$', _SURVEY, re.MULTILINE)
    with (root / "inbox" / "a.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Timestamp", "team", *questions])
        for number in range(40):
            answers = ("Agree" if number < 30 else "Disagree", "Never" if number < 20 else "Sometimes")
            writer.writerow([f"2026/10/05 10:{number:02d}:00 am GMT", "Example team 1", *answers])
    done = pulse("collect", "inbox/a.csv", "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


def _named(root: Path, **benchmarks: str) -> None:
    text = _SURVEY
    for item, name in benchmarks.items():
        text = text.replace(f'id = "{item}"', f'id = "{item}"\nbenchmark = "{name}"')
    (root / "surveys" / "autumn.toml").write_text(text, encoding="utf-8")


def _report(root: Path, form: str = "html") -> str:
    done = pulse("report", "--format", form, "-o", "-", cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_list_has_stable_keys(tmp_path: Path) -> None:
    done = pulse("benchmark", "list", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert {tuple(it) for it in found} == {tuple(_KEYS.split())}
    (one,) = [it for it in found if it["id"] == "nss-2024/q25c"]
    assert (one["value"], one["year"], one["population"], one["verified"]) == (60.8, 2024, "nhs-trusts-england", True)
    said = pulse("benchmark", "list", cwd=tmp_path).stdout
    assert "nss-2024/q25c  60.8%  second-hand" in said
    assert "NHS trusts in England, 2024: NHS Staff Survey, third quarter of 2024/25, weighted by" in said


def test_a_broken_file_of_ones_own_stops_the_list_and_the_check(workspace: Path) -> None:
    own = workspace / "benchmarks.toml"
    own.write_text(_OWN.replace('source = "Regional report, table 4"\n', "").replace("41.5", "415"), encoding="utf-8")
    for command in (("benchmark", "list"), ("survey", "check")):
        done = pulse(*command, cwd=workspace)
        assert done.returncode == 78
        assert "the benchmarks cannot be used: 2 fault(s)" in done.stderr
        assert "benchmarks.toml:1:1: 'source' is missing" in done.stderr
        assert "benchmarks.toml:10:1: 'benchmark.value' should be less than or equal to 100" in done.stderr
    own.unlink()


def test_the_check_refuses_what_does_not_fit(workspace: Path) -> None:
    _named(workspace, burnt_out="nss-2024/q12b-ambulance")
    done = pulse("survey", "check", cwd=workspace)
    assert done.returncode == 1
    assert "autumn.toml:12:1: 'nss-2024/q12b-ambulance' describes ambulance trusts in England" in done.stderr
    assert "-> name a figure of a population that yours is part of" in done.stderr
    assert (
        "burnt_out · scale · beside nss-2024/q12b-ambulance" in pulse("survey", "show", "autumn", cwd=workspace).stdout
    )


def test_a_figure_named_after_the_wave_stands_in_its_report_and_not_in_its_rows(workspace: Path) -> None:
    _named(workspace)
    before, rows = _report(workspace), _report(workspace, "csv")
    assert "Beside published figures" not in before
    (workspace / "benchmarks.toml").write_text(_OWN, encoding="utf-8")
    _named(workspace, recommend="region-2025/q25c", burnt_out="nss-2024/q12b")
    text = _report(workspace)
    part = text.split('<h3 id="beside">')[1].split("</section>")[0]
    assert re.search(
        r'<td class="num"><data value="0.75" data-row="\d+"[^>]*>75%</data> <small>60% to 86%</small>', part
    )
    assert "trusts in England, 2025 <small>NHS Staff Survey, October 2025; unweighted; of 9,000 answer sheets;" in part
    assert '<td class="num">41.5%</td>' in part
    assert "The published figure lies outside the 95% interval of ours (60% to 86%)." in part
    assert re.search(r'<td class="num"><data value="" data-row="\d+">[^<]+</data></td>', part)  # ours is not shown
    assert '<td class="num">30%</td>' in part  # what is public may stand beside it
    assert text.replace(f'<h3 id="beside">{part}', "") == before
    assert _report(workspace, "csv") == rows


def test_only_the_faults_of_its_own_questionnaire_stop_a_report(workspace: Path) -> None:
    _named(workspace)
    draft = workspace / "surveys" / "draft.toml"
    draft.write_text('id = "draft"\n', encoding="utf-8")
    assert _report(workspace)
    own = workspace / "surveys" / "autumn.toml"
    own.write_text(_SURVEY.replace("scale =", "scal =", 1), encoding="utf-8")
    done = pulse("report", "-o", "-", cwd=workspace)
    assert done.returncode == 1
    assert "autumn.toml:9:1: unknown key 'scal'" in done.stderr
    draft.unlink()


def test_a_report_says_why_a_figure_does_not_stand_in_it(workspace: Path) -> None:
    _named(workspace, recommend="nss-2024/q25d", burnt_out="nss-2023/q12b")
    part = _report(workspace).split('<h3 id="beside">')[1].split("</section>")[0]
    assert "this item does not ask the question behind &#39;nss-2024/q25d&#39; word for word." in part
    assert "there is no benchmark &#39;nss-2023/q12b&#39;." in part
    assert "64.28%" not in part
