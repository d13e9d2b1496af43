"""Which chart a series gets, by how many waves and by what is counted; and how a release is followed.

1. 1 bar, 2-7 dots, 8-12 a run chart with trial limits, from 13 P-prime for shares and I-prime for scores.
2. No icon and no rule but "outside" before 13.
3. A release is judged from shown points alone: hidden and banded waves are bridged, a new version begins a new part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pulse import define, trend
from pulse.model.groups import ALL
from pulse.model.release import HIDDEN, About, Banded, Figure, Measure, Release, Rules, Shown
from pulse.model.survey import Wave
from pulse.model.trends import ANHOEJ, MAKING_DATA_COUNT, OUTSIDE_ONLY, Chart, Method, Trend
from tests.trend.test_charts import scores, shares, values


@pytest.mark.parametrize(
    ("waves", "chart", "trial"),
    [
        (1, "bar", True),
        (2, "dots", True),
        (7, "dots", True),
        (8, "run", True),
        (12, "run", True),
        (13, "p-prime", False),
    ],
)
def test_the_number_of_waves_chooses_the_chart(waves: int, chart: Chart, trial: bool) -> None:
    series = trend.judge(shares(*((60 + at % 3, 100) for at in range(waves))), Method("auto"))
    assert (series.parts[0].chart, series.parts[0].trial) == (chart, trial)
    assert (series.points[0].upper is not None) == (waves >= 8)
    assert (series.variation is not None) == (waves >= 13)
    assert (series.parts[0].runs is not None) == (chart == "run")


def test_a_chart_asked_for_is_a_trial_before_its_thirteenth_point() -> None:
    for waves, trial in ((12, True), (13, False)):
        series = trend.judge(shares(*((60 + at % 3, 100) for at in range(waves))), Method("p"))
        assert (series.parts[0].chart, series.parts[0].trial) == ("p", trial)


def test_what_is_counted_chooses_the_limits() -> None:
    assert trend.judge(shares(*[(6, 10), (7, 10)] * 7), Method("auto")).parts[0].limits == "p-prime"
    assert trend.judge(scores(*[(6.1, 10), (6.4, 10)] * 7), Method("auto")).parts[0].limits == "i-prime"
    assert trend.judge(values(*[6.1, 6.4] * 7), Method("auto")).parts[0].limits == "xmr"


def test_trial_limits_signal_a_point_outside_and_nothing_else() -> None:
    """Eight on one side of a later jump would be a shift; before 13 points only the point outside counts."""
    series = trend.judge(values(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9), Method("auto"))
    assert series.parts[0].rules == (ANHOEJ, OUTSIDE_ONLY)
    assert [point.special_cause for point in series.points] == [None] * 11 + ["above_limit"]
    rising = trend.judge(values(*(float(at) for at in range(12))), Method("auto"))
    assert "rising" not in {point.special_cause for point in rising.points}
    assert rising.parts[0].runs is not None
    assert rising.parts[0].runs.signal


def test_the_centre_of_a_run_chart_is_the_median_between_trial_limits_around_the_average() -> None:
    series = trend.judge(shares(*((count, 100) for count in (60, 61, 59, 60, 62, 58, 60, 90))), Method("auto"))
    point = series.points[0]
    assert point.mean == 0.6
    assert (point.lower or 0) + (point.upper or 0) == pytest.approx(2 * 510 / 800)


def test_a_short_series_on_a_named_chart_has_limits_and_no_icon_but_for_the_published_xmr() -> None:
    short = shares(*((60 + at % 3, 100) for at in range(12)))
    assert trend.judge(short, Method("p-prime")).variation is None
    assert trend.judge(short, Method("p-prime")).warnings == ("short_group",)
    assert trend.judge(short, Method("xmr")).variation == "common_cause"


# --- a release -------------------------------------------------------------------------------------------------------

_ITEM = "settled"
_SURVEY = define.load(define.shipped() / "stock-take.toml")
_REWORDED = replace(
    _SURVEY, items=tuple(replace(it, text=f"{it.text} Really?") if it.id == _ITEM else it for it in _SURVEY.items)
)


def _waves(number: int) -> tuple[Wave, ...]:
    found = []
    for at in range(number):
        day = date(2024 + at // 12, at % 12 + 1, 10)
        found.append(Wave(_SURVEY.id, f"{day:%Y-%m}", day, day.replace(day=20)))
    return tuple(found)


def release(figures: Sequence[Figure], *, versions: Sequence[int] = (), item: str = _ITEM,
            measure: Measure = "favourable") -> Release:  # fmt: skip
    """A release of one item of everyone, one wave a figure."""
    waves = _waves(len(figures))
    asked = versions or [1] * len(figures)
    return Release(
        survey=_SURVEY,
        waves=waves,
        groups=(ALL,),
        figures={
            About(wave.label, ALL, measure, item, version): figure
            for wave, version, figure in zip(waves, asked, figures, strict=True)
        },
        versions={item: {wave.label: version for wave, version in zip(waves, asked, strict=True)}},
        asked_in={
            wave.label: _SURVEY if version == 1 else _REWORDED for wave, version in zip(waves, asked, strict=True)
        },
        rules=Rules(11, 22, 2),
        methods={},
    )


def _follow(figures: Sequence[Figure], versions: Sequence[int] = ()) -> Trend:
    (found,) = trend.follow(release(figures, versions=versions))
    return found


def _steady(number: int) -> list[Figure]:
    return [Shown(0.60 + at % 3 / 100, 300 + 10 * (at % 5)) for at in range(number)]


def test_a_share_is_judged_as_the_nearest_count_of_its_n_and_shown_as_it_stands() -> None:
    """Anybody who has the shown figures can do the same: 62 % of 33 is 20 people, 0.606 of them."""
    figures = [Shown(0.62 if at % 2 == 0 else 0.68, 33 + at) for at in range(14)]
    found = _follow(figures)
    assert [(it.value, it.count) for it in found.series.points[:2]] == [(0.62, 20), (0.68, 23)]
    own = trend.judge(shares(*((round(it.value * it.n), it.n) for it in figures)), Method("p-prime", grain=0.01))
    assert [(it.mean, it.upper) for it in found.series.points] == [(it.mean, it.upper) for it in own.points]
    assert found.now.sigma_z == own.parts[0].sigma_z
    assert found.now.chart == "p-prime"
    assert found.now.rules == (MAKING_DATA_COUNT,)


@pytest.mark.parametrize("withheld", [HIDDEN, Banded(0.9, 1.0, 20)])
def test_a_wave_that_is_not_shown_is_bridged_and_leaves_no_trace(withheld: Figure) -> None:
    """Limits, signals and coordinates are those of a release in which the wave had never been."""
    shown = _steady(16)
    found = _follow([*shown[:8], withheld, *shown[8:]])
    never = _follow(shown)
    assert len(found.series.points) == 16
    assert [(it.mean, it.lower, it.upper, it.special_cause) for it in found.series.points] == [
        (it.mean, it.lower, it.upper, it.special_cause) for it in never.series.points
    ]


def test_no_verdict_where_the_last_wave_is_not_shown() -> None:
    assert _follow(_steady(14)).series.variation == "common_cause"
    assert _follow([*_steady(14), HIDDEN]).series.variation is None


def test_a_new_version_starts_a_new_part_and_each_part_bears_what_its_waves_can() -> None:
    found = _follow([*_steady(13), *_steady(9), *_steady(3)], [1] * 13 + [2] * 9 + [3] * 3)
    assert [part.chart for part in found.series.parts] == ["p-prime", "run", "dots"]
    assert found.breaks == ("2025-02", "2025-11")
    assert [found.series.points[at].upper is not None for at in (12, 21, 24)] == [True, True, False]
    assert found.series.variation is None


def test_a_single_wave_is_followed_with_its_interval() -> None:
    found = _follow([Shown(0.62, 233, 0.56, 0.68)])
    assert found.now.chart == "bar"
    point = found.series.points[0]
    assert (point.interval_lower, point.interval_upper, point.upper) == (0.56, 0.68, None)


def test_nothing_shown_is_nothing_followed() -> None:
    assert trend.follow(release([HIDDEN, HIDDEN])) == ()


def test_a_score_is_followed_by_i_prime() -> None:
    index = _SURVEY.indices[0].id
    figures = [Shown(6.0 + at % 3 / 10, 300, 5.8 + at % 3 / 10, 6.2 + at % 3 / 10) for at in range(14)]
    (found,) = trend.follow(release(figures, item=index, measure="mean"))
    assert found.now.chart == "i-prime"
    assert found.measure == "mean"


def test_rounding_makes_no_shift_of_a_steady_score() -> None:
    """6.24 from 40,000 people: 6.2 fourteen times and 6.3 once. The 6.2s are no shift below the average."""
    figures = [Shown(6.3 if at == 9 else 6.2, 40_000, 6.2, 6.3) for at in range(15)]
    (found,) = trend.follow(release(figures, item=_SURVEY.indices[0].id, measure="mean"))
    assert {point.special_cause for point in found.series.points} == {None}
