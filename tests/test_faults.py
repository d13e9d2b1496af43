"""The 24 faults that make trend reports wrong (reference/statistics.md 6), by number: what `pulse` does instead.

Each goes in by a questionnaire's text and counts or exports, and comes out on a page, in rows or on the screen.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import pytest

from pulse import define
from pulse.model.figures import WaveTallies
from tests.conftest import pulse, workspace
from tests.evaluations import collect
from tests.evaluations import workspace as with_plan
from tests.faulty import Counts, asked, collected, export, figures, five, months, reported, seen, series, wave

_JUNE, _JULY = date(2026, 6, 10), date(2026, 7, 10)
_SCALE = "[scales.own]\noptions = {{ {} }}\n{}"
_THREE = 'never = "Never", some = "Sometimes", always = "Always"'


def _own(options: str = _THREE, *, aside: str = "", item: str = "", text: str = "Heard?") -> str:
    return asked(scale="own", top=_SCALE.format(options, aside), item=item, text=text)


def _stable(waves: int, n: int = 400) -> list[tuple[int, int]]:
    """About six in ten of n, wave by wave, up and down by a point."""
    return [(round(n * (0.60 + (at % 3 - 1) / 100)), n) for at in range(waves)]


def _trend(folder: Path, lines: list[str], *arguments: str) -> dict[str, object]:
    """`pulse trend` over months: what it says as JSON."""
    text = [f"{2024 + at // 12}-{at % 12 + 1:02}-01,{line}" for at, line in enumerate(lines)]
    head = "date,count,n" if "," in lines[0] else "date,value"
    (folder / "s.csv").write_text("\n".join([head, *text, ""]), encoding="utf-8")
    done = pulse("trend", "s.csv", "--json", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _points(found: dict[str, object]) -> list[dict[str, object]]:
    points = found["points"]
    assert isinstance(points, list)
    return points


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (asked(), asked(text="Are you heard?"), "New wording from 2024-10 on. Before: “Heard?” Now: “Are you heard?”"),
        (
            _own('never = "Never", some = "Some", always = "All"'),
            _own('never = "Never", all = "All", some = "Some"'),
            "New answers from 2024-10 on. Answers before: Never / Some / All. Answers now: Never / All / Some.",
        ),
    ],
    ids=["wording", "order"],
)
def test_fault_01_a_changed_question_breaks_the_line(before: str, after: str, said: str) -> None:
    """Other words, or other answers in another order, and one line drawn through: 40% becomes 60% by itself."""
    three = "own" in before
    counts = ((30, 30, 40), (20, 20, 60)) if three else (five(40, 100), five(60, 100))
    waves = [
        wave(day, {"q": {"A": counts[at >= 9]}}, after if at >= 9 else before) for at, day in enumerate(months(18))
    ]
    found = seen(waves)
    assert said in found.words
    assert re.search(r">new (wording|answers)</text>", found.page)
    assert [found.row("favourable", label).item_version for label in ("2024-09", "2024-10")] == [1, 2]
    assert "change" in seen(waves[:9]).measures("2024-09")
    assert "change" not in seen(waves[:10]).measures("2024-10")
    centres = [it.value for it in found.rows if it.measure == "centre"]
    assert centres == [0.4] * 9 + [0.6] * 9
    assert [it for it in found.rows if it.measure == "signal"] == []


def test_fault_02_a_changed_scoring_breaks_the_line_even_where_the_author_calls_it_cosmetic() -> None:
    """ "Sure?" counted "unknown" in its denominator, and no longer does: 40% becomes 50%, and nobody changed."""
    three = 'no = "No", yes = "Yes", unknown = "I do not know"'
    before = _own(three, item='change = "cosmetic"')
    after = _own(three, aside='aside = ["unknown"]\n', item='change = "cosmetic"')
    days = (date(2026, 5, 10), _JUNE, _JULY)
    found = seen(
        [wave(day, {"q": {"A": (40, 40, 20)}}, form) for day, form in zip(days, (before, before, after), strict=True)]
    )
    assert "New scoring from 2026-07 on. Scored before: " in found.words
    assert "“I do not know” left out" in found.words
    assert found.row("favourable", "2026-07").item_version == 2
    assert "change" not in found.measures("2026-07")


def test_fault_02_weights_never_enter_the_line_of_plain_figures() -> None:
    """A line of 35% that turns into one of 50% the month somebody begins to weigh: both figures, side by side."""
    people = {"A": 300, "B": 300}
    waves = [wave(day, {"q": {"A": five(40, 50), "B": five(30, 150)}}, people=people) for day in (_JUNE, _JULY)]
    found = seen(waves)
    assert (found.row("favourable", "2026-07").value, found.row("weighted_favourable", "2026-07").value) == (0.35, 0.5)
    assert [found.row("favourable", it).value for it in ("2026-06", "2026-07")] == [0.35, 0.35]
    assert "Heard? 35% 30% to 41% 50% 44% to 56%" in found.words


def test_fault_03_what_is_counted_is_one_rule_and_n_stands_by_every_point() -> None:
    """120 of 400 did not know, and then 40 answered at all: one denominator, its n, wider limits, a mark."""
    form = asked(
        scale="own", top='[scales.own]\noptions = { no = "No", half = "Half", yes = "Yes", x = "?" }\naside = ["x"]\n'
    )
    days = months(14)
    counts = [(100 + at % 3, 50, 130, 120) for at in range(13)] + [(14, 8, 18, 3)]
    found = seen([wave(day, {"q": {"A": one}}, form) for day, one in zip(days, counts, strict=True)])
    assert found.row("favourable", "2024-01").n == 280
    assert found.row("favourable", "2024-01").value == 0.46  # 130 of the 280 who said what they think
    assert "Counted: everyone, 40 to 282 answers a stock-take" in found.words
    assert "Fewer than half the usual answers: 2025-02." in found.words
    width = [
        (found.row("limit_high", it).value or 0) - (found.row("limit_low", it).value or 0)
        for it in ("2025-01", "2025-02")
    ]
    assert width[1] > 2 * width[0]


def test_fault_03_asking_it_of_others_breaks_the_line() -> None:
    """A question that was asked of everybody is asked only of those who said yes before."""
    first = '[[item]]\nid = "p"\ntext = "P?"\nchoose = 1\noptions = { yes = "Yes", no = "No" }\n'
    question = '[[item]]\nid = "q"\ntext = "Heard?"\nscale = "agree5"\n'
    forms = [f'id = "s"\ntitle = "S"\n{first}{question}{more}' for more in ("", 'ask_if = "p == yes"\n')]
    counts: list[Counts] = [{"p": {"A": (60, 40)}, "q": {"A": five(50, n)}} for n in (100, 60)]
    found = seen([wave(day, it, form) for day, it, form in zip((_JUNE, _JULY), counts, forms, strict=True)])
    assert (
        "New routing from 2026-07 on. Before: asked of everyone. Now: asked of those who answered “Yes”" in found.words
    )


def test_fault_04_a_stock_take_that_few_answered_is_no_fall(tmp_path: Path) -> None:
    """Of 800, 400 answer month by month, then 40; 53% of those agree: nothing that so few would not give by chance."""
    pairs = [*_stable(14), (21, 40)]
    found = seen([_of_800(*it) for it in zip(months(15), pairs, strict=True)])
    assert "Usual variation." in found.words
    assert "40 to 400 answers a stock-take, 5% to 50% of those asked" in found.words
    assert "The response went from 50% in 2025-02 to 5%: other people answered" in found.words
    xmr = _trend(tmp_path, [str(count / n) for count, n in pairs], "--chart", "xmr")
    assert _points(xmr)[-1]["special_cause"] == "below_limit"  # what the chart of many a board pack would say


def _of_800(day: date, pair: tuple[int, int]) -> WaveTallies:
    return wave(day, {"q": {"A": five(*pair)}}, people={"A": 800})


def test_fault_04_other_people_answered_and_the_figure_with_the_earlier_mix_stands_beside_it() -> None:
    """A rises from 80% to 84% and B from 20% to 24%; since B answers thrice as much, everyone falls from 65% to 39%.

    With June's 150 and 50 answers, July's parts give (150 x 0.84 + 50 x 0.24) / 200 = 69%.
    """
    june = wave(_JUNE, {"q": {"A": five(120, 150), "B": five(10, 50)}})
    found = seen([june, wave(_JULY, {"q": {"A": five(42, 50), "B": five(36, 150)}})])
    assert [found.row("favourable", it).value for it in ("2026-06", "2026-07")] == [0.65, 0.39]
    assert found.row("standardised_favourable", "2026-07").value == 0.69
    assert "more than a third of the answers to a question would have to come from other parts (team)" in found.words
    assert "With the mix of 2026-06" in found.words
    steady = seen([june, wave(_JULY, {"q": {"A": five(126, 150), "B": five(12, 50)}})])
    assert steady.row("standardised_favourable", "2026-07").value == steady.row("favourable", "2026-07").value == 0.69
    assert "would have to come from other parts" not in steady.words


def test_fault_05_a_total_that_moves_while_no_group_does_is_told_apart() -> None:
    """Simpson: A stays at 80%, B at 20%; everyone goes from 65% to 35% because other people answered."""
    june = wave(_JUNE, {"q": {"A": five(120, 150), "B": five(10, 50)}})
    found = seen([june, wave(_JULY, {"q": {"A": five(40, 50), "B": five(30, 150)}})])
    made = [found.row(it, "2026-07").value for it in ("change", "change_by_mix", "change_within")]
    assert made == [-0.3, -0.3, 0.0]
    assert "worse: Heard? (−30 points; more by who answered than by what they said)." in found.words


_PEOPLE = """\
valid_from,team,staff_group,headcount,formerly
2026-01-01,Old name,,60,
2026-01-01,East,,40,
2026-01-01,West,,40,
2026-01-01,Whole,,80,
2026-07-01,New name,,60,Old name
2026-07-01,Coast,Nurses,50,East
2026-07-01,Coast,Doctors,30,West
2026-07-01,Whole,,0,
2026-07-01,Part one,,40,Whole
2026-07-01,Part two,,40,Whole
"""


def test_fault_06_a_rename_goes_on_a_merger_adds_up_a_split_breaks(tmp_path: Path) -> None:
    """History left with the old name, or given to people it is not of."""
    root = workspace(tmp_path / "w", asked(top='dimensions = ["team"]'))
    (root / "people.csv").write_text(_PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    collected(root, "2026-06", _teams({"Old name": 40, "East": 20, "West": 30, "Whole": 60}))
    collected(root, "2026-08", _teams({"New name": 40, "Coast": 50, "Part one": 30, "Part two": 30}))
    rates = {label: _rates(root, label) for label in ("2026-06", "2026-08")}
    assert rates["2026-06"] == {"all": (0.68, 220), "New name": (0.67, 60), "Coast": (0.62, 80), "Whole": (0.75, 80)}
    assert rates["2026-08"] == {
        "all": (0.68, 220), "New name": (0.67, 60), "Coast": (0.62, 80), "Part one": (0.75, 40), "Part two": (0.75, 40)
    }  # fmt: skip
    page = reported(root)
    assert "Coast was merged from East and West on 1 July 2026: its line breaks there." in page
    assert "Part one was split off from Whole on 1 July 2026: its line breaks there." in page
    assert "New name was" not in page


def _teams(people: dict[str, int]) -> list[tuple[str, str]]:
    return [(team, "Agree" if at % 2 else "Disagree") for team, count in people.items() for at in range(count)]


def _rates(root: Path, label: str) -> dict[str, tuple[float, int]]:
    rows = figures(root, "--wave", label)
    return {
        row["group"]: (float(row["value"]), int(row["n"]))
        for row in rows
        if (row["measure"], row["wave"]) == ("response_rate", label) and row["shown"] == "true"
    }


def test_fault_07_after_two_years_a_season_stands_beside_itself() -> None:
    """Every January is ten points lower: a fall since October, and none since the January before."""
    days = [date(2024, 1, 8) + timedelta(days=91 * at) for at in range(9)]
    found = seen([wave(day, {"q": {"A": five(50 if at % 4 == 0 else 60, 100)}}) for at, day in enumerate(days)])
    assert "The same season a year ago: 2025-01" in found.words
    assert (found.row("change", "2026-01").value, found.row("change_year", "2026-01").value) == (-0.1, 0.0)
    drawn = [it.value for it in found.rows if (it.measure, it.group) == ("favourable", "all")]
    assert drawn == [0.5, 0.6, 0.6, 0.6, 0.5, 0.6, 0.6, 0.6, 0.5]  # as answered: no rolling mean
    assert "The same season a year ago" not in seen([wave(day, {"q": {"A": five(50, 100)}}) for day in days[:7]]).words


def test_fault_08_a_point_up_or_down_is_no_news() -> None:
    """Red and green arrows on a step from 59% to 61%."""
    found = seen(series(*_stable(14)))
    assert "Nothing beyond usual ups and downs." in found.words
    assert "Usual variation." in found.words
    assert "no clear change" in found.words
    assert not re.search(r"[↑↓▲▼] ?\d|\d%? ?[↑↓▲▼]|rose by|fell by", found.words)
    shares = re.findall(r"\d+\.?\d*%", found.words.split("Answers of everyone")[1].split("Groups side")[0])
    assert shares[:4] == ["95%", "60%", "55%", "65%"]
    assert not [share for share in shares if "." in share]


def test_fault_09_no_cell_is_red_for_missing_a_target(tmp_path: Path) -> None:
    """58% under a target of 70%: the process as it is cannot meet it, and no single month is at fault."""
    found = _trend(tmp_path, [f"{count},{n}" for count, n in _stable(14)], "--target", "0.7")
    assert (found["variation"], found["assurance"]) == ("common_cause", "fail")
    assert {point["point_type"] for point in _points(found)} == {"common_cause"}
    groups = {"A": five(244, 400), "B": five(236, 400), "C": five(8, 40)}
    page = seen([wave(day, {"q": groups}) for day in (_JUNE, _JULY)]).page
    tinted = re.findall(
        r'<th scope="row">(\w+)</th><td( class="[^"]+")?', page.split('<h2 id="groups">')[1].split("</table>")[0]
    )
    assert {name for name, shade in tinted if shade} == {"C"}  # clearly apart, not merely below
    assert page.index('<h2 id="trends">') < page.index('<h2 id="groups">')


def test_fault_10_the_whole_series_comes_first_and_two_points_second() -> None:
    """Twelve months at 58%, twelve at 62%: the last two months say nothing, the series does."""
    found = seen(series(*[(580 + at % 3, 1000) for at in range(12)], *[(620 + at % 3, 1000) for at in range(12)]))
    assert "A clear change for the better." in found.words
    change = found.row("change", "2025-12")
    assert (change.value, change.lower, change.upper) == (0.0, -0.04, 0.04)
    assert "no clear change" in found.words
    assert found.page.index('<h2 id="trends">') < found.page.index('<h2 id="moved">')


def test_fault_11_among_many_comparisons_one_lucky_one_is_not_clear() -> None:
    """Twenty questions, one of which moved by what would be significant alone."""
    form = 'id = "s"\ntitle = "S"\n' + "".join(
        f'[[item]]\nid = "q{at}"\ntext = "Question {at}?"\nscale = "agree5"\n' for at in range(20)
    )
    days = months(14)
    still = {f"q{at}": {"A": five(50, 100)} for at in range(19)}
    found = seen([wave(day, {**still, "q19": {"A": five(56 if day == days[-1] else 40, 100)}}, form) for day in days])
    change = found.row("change", "2025-02", "q19")
    assert (change.lower or 0) > 0
    assert "no clear change among so many compared" in found.words
    assert "20 charts carry an icon" in found.words
    assert "chance alone would show a change in about 0.2 of 20" in found.words
    table = found.page.split('<h2 id="moved">')[1]
    assert table.index("Question 19?") < table.index("Question 0?")  # the strongest first


def test_fault_12_limits_on_trial_are_dotted_and_bear_no_icon() -> None:
    """Nine months are too few for limits: they are drawn as a trial, and only a point outside is held against them."""
    nine, fourteen = seen(series(*_stable(9))), seen(series(*_stable(14)))
    assert 'stroke-dasharray="1 3"' in nine.page
    assert ">trial limit</text>" in nine.page
    assert 'class="icon"' not in nine.page
    assert nine.row("limit_high", "2024-09").method == "p-prime trial"
    assert 'stroke-dasharray="1 3"' not in fourteen.page
    assert 'class="icon"' in fourteen.page
    outside = seen(series(*_stable(8), (360, 400)))
    assert "the last is above the trial limits" in outside.words
    assert 'class="icon"' not in outside.page


@pytest.fixture(scope="module")
def risen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine months in which 15 of 30 agree, then nine in which 24 do: collected from one file."""
    root = workspace(tmp_path_factory.mktemp("risen") / "w", asked(top='dimensions = ["team"]'))
    for at in range(18):
        agree = (24 if at >= 9 else 15) + at % 2
        label = f"{2025 + at // 12}-{at % 12 + 1:02}"
        collected(root, label, [("A", "Agree" if one < agree else "Disagree") for one in range(30)])
    return root


def test_fault_13_limits_begin_anew_only_by_a_persons_decision_with_its_reason(risen: Path) -> None:
    """A tool that moves its limits until nothing stands out, or a person who does so without a word."""
    before = reported(risen)
    assert before.count("limits begin anew") == before.count("new limits</text>") == 0  # for all that it rose for good
    for missing in (("--reason", "For good"), ("--who", "Head of wellbeing")):
        done = pulse("rebase", "add", "s", "q", "2025-10-01", *missing, cwd=risen)
        assert done.returncode == 2
    done = pulse(
        "rebase", "add", "s", "q", "2025-10-01", "--reason", "For good", "--who", "Head of wellbeing", cwd=risen
    )
    assert done.returncode in (0, 1), done.stderr
    after = reported(risen)
    assert "<b>Breaks:</b> Limits begin anew on 1 October 2025: For good (decided by: Head of wellbeing; rec" in after
    assert "Show with the original limits: Heard?" in after
    assert "Limits begun anew by a person’s decision: Heard?" in after


def test_fault_14_limits_come_from_moving_ranges_and_not_from_the_spread_of_all(tmp_path: Path) -> None:
    """10, 11, 10, ... and then 30, 31, 30, ...: three standard deviations hold it all, since the shift widens them.

    Moving ranges: thirteen of 1 and one of 19, which is screened (3.267 x 2.29); 2.66 x 1 about the average of 20.5.
    """
    values = [10 + at % 2 for at in range(8)] + [30 + at % 2 for at in range(8)]
    points = _points(_trend(tmp_path, [str(it) for it in values], "--chart", "xmr"))
    assert (points[0]["lower"], points[0]["upper"]) == pytest.approx((20.5 - 2.66, 20.5 + 2.66))
    assert {point["special_cause"] for point in points} == {"below_limit", "above_limit"}
    assert fmean(values) == 20.5


def test_fault_15_everyone_is_all_answers_together_and_no_average_of_percentages() -> None:
    """18 of 20 in one team, 20 of 200 in the other: 17% of everybody, and not 50%."""
    found = seen([wave(_JULY, {"q": {"A": five(18, 20), "B": five(20, 200)}})])
    assert found.row("favourable", "2026-07").value == 0.17
    assert "no figure is an average of the parts’ per cents" in found.words


def test_fault_16_differences_are_made_before_rounding_and_the_page_says_so() -> None:
    """74.6% and 75.4%: 75%, 75%, +1."""
    found = seen(series((746, 1000), (754, 1000)))
    assert [found.row("favourable", it).value for it in ("2024-01", "2024-02")] == [0.75, 0.75]
    assert found.row("change", "2024-02").value == 0.01
    assert re.search(r"Heard\? 75% 75% \+1 ", found.words)
    assert "Differences are made before rounding, so they may not be those of the rounded figures." in found.words


def test_fault_17_axes_of_a_page_are_equally_long_and_a_cut_one_says_so() -> None:
    """An axis from 58% to 62% makes a cliff of a step; beside one from 0% to 100%, nobody can compare."""
    form = asked(more='[[item]]\nid = "r"\ntext = "Rested?"\nscale = "agree5"\n')
    days = months(4)
    found = seen(
        [
            wave(day, {"q": {"A": five(200 * (1 + at), 1000)}, "r": {"A": five(600 + at, 1000)}}, form)
            for at, day in enumerate(days)
        ]
    )
    axes = re.findall(r"Axis from (\d+)% to (\d+)%(, a part of the scale)?\.", found.words)
    (one, two) = ((int(low), int(high)) for low, high, _ in axes)
    assert one[1] - one[0] == two[1] - two[0] >= 60
    assert all(bool(cut) == ((int(low), int(high)) != (0, 100)) for low, high, cut in axes)


def test_fault_18_a_few_people_follow_from_nothing_that_is_shown(tmp_path: Path) -> None:
    """Nine people in one of three teams; and two more answers after a report, whose difference would be theirs."""
    root = workspace(tmp_path / "w", asked(top='dimensions = ["team"]'))
    sheets = _teams({"A": 60, "B": 40, "C": 9})
    collected(root, "2026-06", sheets)
    first = figures(root)
    shown = {row["group"] for row in first if row["measure"] == "favourable" and row["shown"] == "true"}
    # With A and B, C would be what is left; C and the other one together are enough.
    assert shown in ({"all", "A", "Smaller teams together"}, {"all", "B", "Smaller teams together"})
    assert all(row["n"] == row["value"] == "" for row in first if row["group"] == "C")
    later = export(root / "late.csv", "2026-06-03", [*sheets, ("A", "Agree"), ("A", "Agree")])
    pulse("collect", later.name, "--wave", "2026-06", cwd=root)
    assert figures(root) == first


def test_fault_18_a_stock_take_of_a_few_leaves_no_trace_in_the_trend() -> None:
    """Nine answered in the middle month: no point, and limits as if it had never been."""
    few = series(*_stable(7), (5, 9), *_stable(14)[7:])
    found, never = seen(few), seen([*few[:7], *few[8:]])
    assert "Not shown and stepped over: 2024-08." in found.words
    made = [
        [it.value for it in one.rows if it.measure in ("centre", "limit_low", "limit_high")] for one in (found, never)
    ]
    assert made[0] == made[1]
    assert len(made[0]) == 3 * 14


def test_fault_19_whether_answers_are_linked_is_said() -> None:
    """Intervals for other people put on the same people, or the reverse."""
    apart = seen(series((40, 80), (50, 80)))
    assert "Answers are treated as independent from one stock-take to the next" in apart.words
    linked = seen(series((40, 80), (50, 80), form=asked(top="linked = true")))
    assert "treat answers of two stock-takes as independent although some people answered twice" in linked.words
    assert "This survey links its waves" in linked.words
    assert "This survey links its waves" not in apart.words


def test_fault_20_silence_is_told_by_group_and_weighed() -> None:
    """160 of 200 answered in A, half of them agree; in B 40 of 200, a fifth agree: who is missing is not neutral."""
    people = {"A": 200, "B": 200}
    june = wave(_JUNE, {"q": {"A": five(60, 120), "B": five(24, 120)}}, people=people)
    found = seen([june, wave(_JULY, {"q": {"A": five(80, 160), "B": five(8, 40)}}, people=people)])
    rates = {it.group: it.value for it in found.rows if (it.measure, it.wave) == ("response_rate", "2026-07")}
    assert rates == {"all": 0.5, "A": 0.8, "B": 0.2}
    assert "Answered clearly less than in 2026-06: B (60% of those asked, now 20%)." in found.words
    assert found.page.index("Who fell silent") < found.page.index('<h2 id="trends">')
    plain, weighted = (found.row(it, "2026-07").value for it in ("favourable", "weighted_favourable"))
    assert (plain, weighted) == (0.44, 0.35)  # (0.5 x 0.5 + 0.5 x 0.2)


def test_fault_21_where_waves_are_linked_those_who_left_and_joined_are_told_apart(tmp_path: Path) -> None:
    """Twenty who were unhappy leave: those who stay look happier, and nobody changed."""
    root = workspace(tmp_path / "w", asked(top='dimensions = ["team"]\nlinked = true'))
    sheets = [("A", "Agree")] * 30 + [("A", "Disagree")] * 40
    collected(root, "2026-06", sheets, who=True)
    joined = [("A", "")] * 20 + [("A", "Agree")] * 8 + [("A", "Disagree")] * 7
    collected(root, "2026-07", [*sheets[:50], *joined], who=True)
    found = figures(root)
    shares = {row["wave"]: row["value"] for row in found if (row["measure"], row["group"]) == ("favourable", "all")}
    assert shares == {"2026-06": "0.43", "2026-07": "0.58"}
    rows = {row["measure"]: row["value"] for row in found}
    assert [rows[it] for it in ("stayers", "entrants", "leavers")] == ["50", "15", "20"]
    part = reported(root).split('<h2 id="same">')[1].split("</section>")[0]
    words = re.sub(r"<[^>]*>", "", part)
    assert "Answered both times: 50; New this time: 15; Not there this time: 20." in words
    assert "where the unhappy leave, those who stay look happier" in words


@pytest.mark.parametrize(("lower", "told"), [(40, True), (58, False)])
def test_fault_22_a_unit_chosen_for_being_worst_comes_back_by_itself(tmp_path: Path, lower: int, told: bool) -> None:
    """Medicine got the huddles since it had 40%, the others 60%; beside units of the same start there is no doubt."""
    settings = with_plan(tmp_path / "w")
    collect(settings, date(2026, 1, 1), {"Medicine": (lower, 100), "Surgery": (66, 110)}, date(2026, 2, 1))
    assert pulse("evaluate", "plan.toml", "--register", cwd=settings.root, day="2026-02-01").returncode == 0
    collect(settings, date(2026, 3, 1), {"Medicine": (60, 100), "Surgery": (68, 110)}, date(2026, 4, 1))
    done = pulse("evaluate", "plan.toml", "--json", cwd=settings.root, day="2026-05-01")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert any("(regression to the mean): better compare with units" in it for it in found["caveats"]) == told
    assert found["evaluation"]["comparisons"][0]["elsewhere"]["units"] == ["Surgery"]


def test_fault_23_new_options_break_the_shares_of_the_old_ones() -> None:
    """Pay falls from 50% to 30% the month that time can be chosen too."""
    item = (
        '[[item]]\nid = "q"\ntext = "What is needed?"\nchoose = "any"\noptions = {{ rest = "Rest", pay = "Pay"{} }}\n'
    )
    forms = [f'id = "s"\ntitle = "S"\n{item.format(more)}' for more in ("", ', time = "Time"')]
    counts = [(60, 50), (50, 30, 40)]
    found = seen(
        [wave(day, {"q": {"A": it}}, form) for day, it, form in zip((_JUNE, _JULY), counts, forms, strict=True)]
    )
    assert (
        "New answers from 2026-07 on. Answers: “Time” is new; shares before and after are of different" in found.words
    )
    assert found.row("share", "2026-07", option="pay").item_version == 2
    assert [it for it in found.rows if it.measure == "change"] == []


_RECOMMEND = """\
id = "s"
title = "S"
instrument = "{}"
population = "acute-trusts-england"
[[item]]
id = "q"
text = "I would recommend my organisation as a place to work."
scale = "agree5"
benchmark = "nss-2024/q25c"
"""


def test_fault_24_a_benchmark_of_another_method_is_labelled_and_not_subtracted() -> None:
    """A weighted figure of all trusts beside one's own unweighted one; a quarterly survey beside the yearly one."""
    pack = define.benchmarks()
    same, other = (_RECOMMEND.format(it) for it in ("nss", "nqps"))
    beside = define.beside(define.from_source(same), pack)
    found = seen([wave(_JULY, {"q": {"A": five(30, 40)}}, same)], beside)
    part = found.words.split("Beside published figures")[1].split("Who answered")[0]
    assert "Run as the NHS Staff Survey; unweighted" in part
    assert "weighted by" in part
    assert "The two were weighted differently: they stand side by side, and no difference between them is told." in part
    refused = seen([wave(_JULY, {"q": {"A": five(30, 40)}}, other)], define.beside(define.from_source(other), pack))
    assert "No published figure stands beside this question: " in refused.words
    assert "not directly comparable" in refused.words
    assert "60.8%" not in refused.words
