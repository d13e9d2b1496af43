"""Trends on the page: each kind of chart drawn from shown figures only, its words and its four lines.

1. What is drawn around the points is what their number can bear.
2. A wave that is not shown leaves no coordinate, and no line or limit is drawn across it or across a break.
3. The finding, the description for a screen reader and the lines below say the same as the drawing.
4. The number of icons that chance would give stands beside the number of icons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pulse import trend
from pulse.model.release import HIDDEN, Figure, Release, Shown
from pulse.model.trends import Runs, Trend
from pulse.report import control, plot, verdicts
from tests.trend.test_choice import release


def _shown(number: int, base: float = 0.60, n: int = 300) -> list[Figure]:
    return [
        Shown(share, n + at, round(share - 0.05, 2), round(share + 0.05, 2))
        for at in range(number)
        if (share := round(base + at % 3 / 100, 2))
    ]


def _followed(figures: Sequence[Figure], versions: Sequence[int] = ()) -> tuple[Release, Trend]:
    seen = release(figures, versions=versions)
    (found,) = trend.follow(seen)
    return seen, found


def _drawn(figures: Sequence[Figure], versions: Sequence[int] = ()) -> str:
    seen, found = _followed(figures, versions)
    (span,) = plot.spans([found])
    return str(control.draw(seen, found, span, "t", "Settled", "as drawn"))


def _lines(figures: Sequence[Figure], versions: Sequence[int] = ()) -> dict[str, str]:
    seen, found = _followed(figures, versions)
    return dict(verdicts.lines(seen, found, "“Agree”"))


_DASHED = 'stroke-dasharray="3 2"'
_DOTTED = 'stroke-dasharray="1 3"'
_BAND = 'class="f-band"'
_INTERVAL = 'class="s-nb"'


@pytest.mark.parametrize(
    ("waves", "points", "dotted", "dashed", "bands", "intervals", "words"),
    [
        (1, 0, 0, 0, 0, 0, {"60%", "n 300"}),
        (2, 2, 0, 0, 0, 2, {"61%"}),
        (7, 7, 0, 0, 0, 7, {"60%"}),
        (8, 8, 2, 0, 0, 0, {"trial limit"}),
        (11, 11, 2, 0, 0, 0, {"trial limit", "61%"}),
        (13, 13, 0, 2, 1, 0, {"limit"}),
    ],
)
def test_the_drawing_is_what_the_number_of_waves_can_bear(
    waves: int, points: int, dotted: int, dashed: int, bands: int, intervals: int, words: set[str]
) -> None:
    drawn = _drawn(_shown(waves))
    assert drawn.count("<circle") == points
    assert drawn.count(_DOTTED) == dotted
    assert drawn.count(_DASHED) == dashed
    assert drawn.count(_BAND) == bands
    assert drawn.count(_INTERVAL) == intervals
    assert words <= set(re.findall(r">([^<]+)</text>", drawn))


def test_limits_are_stepped_and_wider_where_fewer_answered() -> None:
    drawn = _drawn([*_shown(7), Shown(0.6, 60, 0.5, 0.7), *_shown(7)])
    upper = re.findall(r'<path d="M([^"]+)"[^>]*stroke-dasharray="3 2"', drawn)[0]
    corners = [tuple(map(float, corner.split())) for corner in upper.split("L")]
    assert len(corners) == 30  # two a wave
    at_wave = [corners[2 * at][1] for at in range(15)]
    assert at_wave.index(min(at_wave)) == 7
    assert all(corners[2 * at][1] == corners[2 * at + 1][1] for at in range(15))
    assert ">few answered</text>" in drawn


def test_a_wave_that_is_not_shown_leaves_nothing_between_its_uprights() -> None:
    drawn = _drawn([*_shown(8), HIDDEN, *_shown(8)])
    left, right = (float(x) for x in re.findall(r'<line x1="([\d.]+)"[^>]*stroke-dasharray="2 2"', drawn))
    inside = [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn)]
    inside += [float(x) for d in re.findall(r' d="([^"]+)"', drawn) for x in re.findall(r"[ML]?([\d.]+) [\d.]+", d)]
    assert not [x for x in inside if left + 0.1 < x < right - 0.1]
    assert drawn.count(_BAND) == 2
    assert ">not shown</text>" in drawn


def test_no_line_is_drawn_across_a_break_and_each_part_has_its_own_limits() -> None:
    drawn = _drawn([*_shown(13), *_shown(9, 0.4)], [1] * 13 + [2] * 9)
    assert drawn.count(_BAND) == 1  # the second part is a trial
    assert drawn.count(_DASHED) == drawn.count(_DOTTED) == 2
    assert drawn.count('class="s-ink2"') == 3  # two data lines, one upright
    assert ">new wording</text>" in drawn


def test_no_label_at_the_edge_speaks_for_a_wave_that_is_not_shown() -> None:
    assert not {"limit", "60%"} & set(re.findall(r'x="590"[^>]*>([^<]+)<', _drawn([*_shown(13), HIDDEN])))


def test_axes_of_one_measure_are_as_long_on_a_page() -> None:
    """So that a rise of ten points is as tall in all of them; near 100 % the axis ends there."""
    trends = [_followed(figures)[1] for figures in (_shown(14), [*_shown(7), *_shown(7, 0.9)], _shown(14, 0.95))]
    spans = plot.spans(trends)
    assert len({round(span.high - span.low, 6) for span in spans}) == 1
    for span, each in zip(spans, trends, strict=True):
        ends = [end for point in each.series.points for end in plot.drawn_ends(each, point)]
        assert span.low <= min(ends)
        assert max(ends) <= span.high <= 1.0


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (_shown(1), "60% (95% interval 55% to 65%); one stock-take so far, so there is no trend yet"),
        (_shown(5), "61% (95% interval 56% to 66%); 5 stock-takes are too few to tell a change from chance"),
        (_shown(10), "on trial: no unusual run about the median"),
        (_shown(14), "usual variation"),
        ([*_shown(14), Shown(0.9, 300, 0.86, 0.93)], "a clear change for the better"),
        ([*_shown(14), Shown(0.3, 300, 0.25, 0.35)], "a clear change for the worse"),
        ([*_shown(14), HIDDEN], "not shown in this stock-take"),
        (
            [*_shown(6, 0.5), *_shown(4, 0.52)],
            "on trial: the line crosses its median once, where chance seldom gives fewer than 2",
        ),
    ],
)
def test_the_finding_says_what_is_drawn(figures: Sequence[Figure], said: str) -> None:
    seen, found = _followed(figures)
    assert verdicts.state(seen, found).startswith(said)
    assert said in verdicts.description(seen, found, "Settled")


def test_a_long_run_is_said_with_what_chance_would_give() -> None:
    """About its own median a part of twelve has at most six in a row; frozen or longer ones have more."""
    seen, found = _followed(_shown(12))
    unusual = replace(found.now, runs=Runs(useful=12, longest=8, longest_most=7, crossings=3, crossings_least=3))
    told = verdicts.state(seen, replace(found, series=replace(found.series, parts=(unusual,))))
    assert told == "on trial: 8 stock-takes in a row on one side of the median, where chance seldom gives more than 7"


def test_the_description_names_the_limits_in_force() -> None:
    seen, found = _followed(_shown(14))
    last = found.series.points[-1]
    assert f"Limits now: {last.lower:.0%} to {last.upper:.0%}." in verdicts.description(seen, found, "Settled")
    seen, found = _followed(_shown(9))
    assert "Trial limits now:" in verdicts.description(seen, found, "Settled")


def test_four_lines_stand_under_every_chart() -> None:
    for waves in (1, 5, 10, 14):
        assert list(_lines(_shown(waves))) == ["Counted", "Limits", "Breaks", "Not comparable"]


def test_the_lines_say_what_is_counted_and_how_limits_were_made() -> None:
    lines = _lines(_shown(14))
    assert lines["Counted"] == "everyone, 300 to 313 answers a stock-take; whole per cents who said “Agree”."
    assert "P-prime (Laney 2002), average ± 3 σ (σz 1.00, never below 1), from 14 stock-takes" in lines["Limits"]
    assert "Rules: NHS Making Data Count, as NHSRplotthedots 0.2.2." in lines["Limits"]
    trial = _lines(_shown(10))["Limits"]
    assert trial.startswith("median of 10 stock-takes, 2024-01 to 2024-10; trial limits P-prime")
    assert "Rules: Anhøj 2014, as qicharts2 0.8.1; points outside the limits only." in trial
    assert _lines(_shown(5))["Limits"] == "none from fewer than 8 stock-takes. Intervals: Wilson 1927."


def test_the_lines_say_what_breaks_the_series() -> None:
    assert _lines(_shown(14))["Breaks"] == "none; no rebase."
    lines = _lines([*_shown(9), HIDDEN, Shown(0.6, 90, 0.5, 0.7), *_shown(9)], [1] * 11 + [2] * 9)
    assert lines["Breaks"] == (
        "New wording from 2024-12 on. Before: “When we disagree, we settle it in a way that lets us go on working "
        "together.” Now: “When we disagree, we settle it in a way that lets us go on working together. Really?” "
        "Not shown and stepped over: 2024-10. Fewer than half the usual answers: 2024-11."
    )
    assert "two sides of a break" in lines["Not comparable"]


def test_false_icons_to_expect_stand_beside_the_icons() -> None:
    usual, better = _followed(_shown(14))[1], _followed([*_shown(14), Shown(0.9, 300)])[1]
    assert verdicts.expected([usual] * 50) == (
        "50 charts carry an icon; none shows a change. If nothing had changed anywhere, chance alone would show a "
        "change in about 0.6 of 50 (1.2% a chart, simulated)."
    )
    assert verdicts.expected([usual, better, better]).startswith("3 charts carry an icon; 2 show a change.")
    assert "in about 0.1 of 1" in verdicts.expected([better])
    assert verdicts.expected([_followed(_shown(9))[1]]) == ""
