"""P, P-prime, I, I-prime and run charts: the limits of print and of R, and what happens at their edges.

1. Every worked example made with qicharts2 holds to 1e-9, the floor off.
2. Montgomery's p chart, an individuals chart by hand, and run limits as tabled for Anhøj's rules.
3. Odd series: nothing varies, all but one the same, nobody or everybody in favour, missing waves.
4. Freeze, part and exclude.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from pulse import trend
from pulse.model.trends import ANHOEJ, MAKING_DATA_COUNT, ChartWanted, Method, Observation, Series
from pulse.trend.limits import around, spread
from pulse.trend.runs import runs
from tests.shared import shared

_CHARTS: dict[str, ChartWanted] = {"p": "p", "pp": "p-prime", "i": "i", "run": "run"}
_NAMES = (
    "i_01_common", "p_01_varying_n", "p_05_large_n_pprime", "p_09_underdispersed_pprime", "p_12_missing_wave_pprime",
    "p_15_freeze_pprime", "p_26_equal_n_pprime", "run_01_random", "run_02_shift", "run_05_constant",
    "run_14_long_run_only",
)  # fmt: skip


def _day(at: int) -> date:
    return date(2020, 1, 1) + timedelta(days=30 * at)


def shares(*pairs: tuple[int, int] | None) -> list[Observation]:
    """Counts of n, a month apart; None is a missing wave."""
    return [
        Observation(_day(at), None)
        if pair is None
        else Observation(_day(at), pair[0] / pair[1], pair[1], count=pair[0])
        for at, pair in enumerate(pairs)
    ]


def scores(*pairs: tuple[float, int]) -> list[Observation]:
    """Scores of n answers, a month apart."""
    return [Observation(_day(at), value, n) for at, (value, n) in enumerate(pairs)]


def values(*found: float | None) -> list[Observation]:
    """Values without n, a month apart."""
    return [Observation(_day(at), value) for at, value in enumerate(found)]


def _read(case: dict[str, Any]) -> list[Observation]:
    if case["options"]["chart"] in ("p", "pp"):
        return shares(*(None if row["y"] is None else (row["y"], row["n"]) for row in case["input"]))
    return values(*(row["y"] for row in case["input"]))


def _case(name: str) -> tuple[dict[str, Any], Series]:
    case = json.loads((shared("vectors/spc") / f"{name}.json").read_text())
    options = case["options"]
    assert (options["part"], options["exclude"]) == ([], [])
    method = Method(_CHARTS[options["chart"]], freeze=options["freeze"], screen=options["screened_mr"], floor=False)
    return case, trend.judge(_read(case), method)


def test_no_worked_example_is_left_out() -> None:
    found = {path.stem for path in shared("vectors/spc").glob("*.json") if not path.stem.startswith("xmr_")}
    assert found == set(_NAMES)


@pytest.mark.parametrize("name", _NAMES)
def test_worked_examples_of_qicharts2(name: str) -> None:
    case, series = _case(name)
    assert len(series.points) == len(case["expected"]["points"])
    for point, wanted in zip(series.points, case["expected"]["points"], strict=True):
        _same(point.value, wanted["y"])
        _same(point.mean, wanted["cl"])
        _same(point.lower, wanted["lcl"])
        _same(point.upper, wanted["ucl"])
        _same(point.near_lower, wanted["lcl_2sigma"])
        _same(point.near_upper, wanted["ucl_2sigma"])
        assert (point.special_cause in ("above_limit", "below_limit")) == wanted["sigma_signal"]


@pytest.mark.parametrize("name", _NAMES)
def test_runs_of_the_worked_examples(name: str) -> None:
    """qicharts2 counts runs about the centre line of every chart; ours is asked for the same."""
    case, series = _case(name)
    (wanted,) = case["expected"]["parts"]
    known = [point.value for point in series.points if point.value is not None]
    found = runs(known, wanted["cl"])
    if wanted["n_useful"] == 0:
        assert found is None
    else:
        assert found is not None
        assert (found.useful, found.longest, found.longest_most) == (
            wanted["n_useful"], wanted["longest_run"], wanted["longest_run_max"],
        )  # fmt: skip
        assert (found.crossings, found.crossings_least) == (wanted["n_crossings"], wanted["n_crossings_min"])
        assert found.signal == wanted["runs_signal"]
    if case["options"]["chart"] == "run":
        assert series.parts[0].runs == found


def _same(ours: float | None, theirs: float | None) -> None:
    if theirs is None:
        assert ours is None
    else:
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


# --- from print and by hand ------------------------------------------------------------------------------------------

_CANS = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)
_COSTS = (310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304)


def test_a_p_chart_from_print() -> None:
    """Montgomery, Introduction to Statistical Quality Control, Example 7.1: thirty samples of 50 juice cans.

    The counts are those of R's qcc (orangejuice); centre .2313 and limits .0524 and .4102 as quoted from the book.
    Without samples 15 and 23, by hand: 301/1400 = .2150, and 3 sqrt(.215 x .785/50) = .1743 to either side.
    """
    cans = shares(*((count, 50) for count in _CANS))
    first = trend.judge(cans, Method("p"))
    assert [round(it or 0, 4) for it in _centre_and_limits(first)] == [0.2313, 0.0524, 0.4102]
    assert _outside(first) == [15, 23]
    revised = trend.judge(cans, Method("p", exclude=[_day(14), _day(22)]))
    assert [round(it or 0, 4) for it in _centre_and_limits(revised)] == [0.2150, 0.0407, 0.3893]
    assert 21 in _outside(revised)  # 20 of 50 = .40, now above the upper limit


def test_an_individuals_chart_by_hand() -> None:
    """Twenty weekly costs (of a textbook, it is said; not traced): 6010/20 = 300.5, and 3 (148/19)/1.128 = 20.72."""
    series = trend.judge(values(*_COSTS), Method("i", screen=False))
    assert [round(it or 0, 2) for it in _centre_and_limits(series)] == [300.5, 279.78, 321.22]


def test_i_prime_limits_as_r_gives_them() -> None:
    """qicharts2 0.8.1, chart 'ip', on the data of its example p_01: first point between .5458 and .6897.

    No worked example of I-prime with its data was found in print.
    """
    case = json.loads((shared("vectors/spc") / "p_01_varying_n.json").read_text())
    first = trend.judge(_read(case), Method("i-prime")).points[0]
    assert (round(first.lower or 0, 4), round(first.upper or 0, 4)) == (0.5458, 0.6897)


@pytest.mark.parametrize(
    ("useful", "longest", "crossings"),
    [
        (8, 6, 1), (10, 6, 2), (12, 7, 3), (14, 7, 4), (16, 7, 4), (18, 7, 5), (20, 7, 6), (22, 7, 7), (23, 8, 7),
        (24, 8, 8), (27, 8, 9), (30, 8, 10), (36, 8, 13), (40, 8, 14),
    ],
)  # fmt: skip
def test_run_limits_as_tabled(useful: int, longest: int, crossings: int) -> None:
    """Anhøj & Mohammed, Mastering Statistical Process Control Charts in Healthcare (online), 'Critical Values for Runs
    and Crossings'. The table begins at 10; 8 is by its formula.
    """
    found = runs([float(at % 2) for at in range(useful)], 0.5)
    assert found is not None
    assert (found.longest_most, found.crossings_least) == (longest, crossings)


def test_runs_signal_strictly_beyond_their_limits() -> None:
    """With 10 useful points a run of 6 and 2 crossings are usual; 7 in a row, or 1 crossing, are not."""
    usual = runs([1, 1, 1, 1, 1, 1, 0, 0, 1, 1], 0.5)
    assert usual is not None
    assert (usual.longest, usual.crossings, usual.signal) == (6, 2, False)
    long = runs([1, 1, 1, 1, 1, 1, 1, 0, 1, 0], 0.5)
    assert long is not None
    assert (long.long, long.few_crossings) == (True, False)
    few = runs([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], 0.5)
    assert few is not None
    assert (few.long, few.few_crossings) == (False, True)


def test_points_on_the_median_neither_count_nor_break_a_run() -> None:
    found = runs([2, 2, 1, 2, 1, 2, 0, 0], 1)
    assert found is not None
    assert (found.useful, found.longest, found.crossings) == (6, 4, 1)


def _centre_and_limits(series: Series) -> list[float | None]:
    return [series.points[0].mean, series.points[0].lower, series.points[0].upper]


def _outside(series: Series) -> list[int]:
    return [at for at, it in enumerate(series.points, 1) if it.special_cause in ("above_limit", "below_limit")]


# --- odd series ------------------------------------------------------------------------------------------------------


def test_the_floor_keeps_limits_from_being_narrower_than_sampling() -> None:
    """Shares steadier than chance: with the floor they have the P chart's limits, without it much narrower ones."""
    steady = shares((100, 200), (99, 200), (101, 200), (100, 200), (110, 220), (99, 200), (101, 200), (100, 200))
    floored, plain = trend.judge(steady, Method("p-prime")), trend.judge(steady, Method("p-prime", floor=False))
    assert plain.parts[0].sigma_z is not None
    assert plain.parts[0].sigma_z < 0.5
    assert floored.parts[0].sigma_z == 1.0
    sampling = trend.judge(steady, Method("p"))
    assert [it.upper for it in floored.points] == [it.upper for it in sampling.points]


def test_the_floor_changes_nothing_where_waves_differ_by_themselves() -> None:
    restless = shares(*((600 + 40 * (at % 3 - 1), 1000 + 10 * at) for at in range(14)))
    floored, plain = trend.judge(restless, Method("p-prime")), trend.judge(restless, Method("p-prime", floor=False))
    assert (floored.parts[0].sigma_z or 0) > 1
    assert floored.points == plain.points


def test_equal_shares_have_limits_of_sampling_or_none() -> None:
    """All rates equal: sigma-z cannot be told. The floor stands in for it; without it limits are undefined, as in R."""
    same = shares(*((30, 50), (60, 100), (90, 150), (120, 200)) * 4)
    floored, plain = trend.judge(same, Method("p-prime")), trend.judge(same, Method("p-prime", floor=False))
    assert floored.points[0].upper == pytest.approx(0.6 + 3 * (0.24 / 50) ** 0.5)
    assert {point.upper for point in plain.points} == {None}
    assert "no_limits" in plain.warnings
    for series in (floored, plain):
        assert {point.special_cause for point in series.points} == {None}  # a value on the average is on no side of it


@pytest.mark.parametrize("count", [0, 40])
def test_nobody_or_everybody_in_favour(count: int) -> None:
    """R: all limits of a P chart are 0 where nobody is in favour (and 1 where everybody is); nothing signals."""
    for chart in ("p", "p-prime"):
        series = trend.judge(shares(*[(count, 40)] * 14), Method(chart))
        assert {(point.lower, point.mean, point.upper) for point in series.points} == {(count / 40,) * 3}
        assert {point.special_cause for point in series.points} == {None}


def test_limits_of_shares_end_at_0_and_1() -> None:
    near_none = trend.judge(shares(*((at % 3, 20) for at in range(14))), Method("p"))
    assert {point.lower for point in near_none.points} == {0.0}
    near_all = trend.judge(shares(*((20 - at % 3, 20) for at in range(14))), Method("p"))
    assert {point.upper for point in near_all.points} == {1.0}
    values_near = trend.judge(values(*(99 - 3 * (at % 2) for at in range(14))), Method("i"))
    assert (values_near.points[0].upper or 0) > 100  # a number without a scale is kept as it is


def test_a_constant_score_has_no_limits_and_no_signal() -> None:
    """6.3 fourteen times with different n: the weighted mean is 6.3 to the last bit, so nothing lies above it."""
    series = trend.judge(scores(*((6.3, 100 + 7 * at) for at in range(14))), Method("i-prime"))
    assert {point.mean for point in series.points} == {6.3}
    assert {(point.lower, point.special_cause) for point in series.points} == {(None, None)}
    assert "no_limits" in series.warnings


@pytest.mark.parametrize("chart", ["i", "i-prime", "p-prime"])
def test_all_but_one_the_same_is_judged_without_screening_and_says_so(chart: ChartWanted) -> None:
    """Screening would leave no variation at all, and every point would be a signal."""
    one_off = shares(*((50 if at != 6 else 70, 100) for at in range(14)))
    series = trend.judge(one_off, Method(chart, floor=False))
    assert series.warnings == ("not_screened",)
    assert (series.points[0].upper or 0) > (series.points[0].mean or 1)
    assert sum(point.special_cause in ("above_limit", "below_limit") for point in series.points) <= 1


def test_one_large_step_is_screened_out_of_the_limits() -> None:
    """One wave far off moves its two ranges out of the limits; unscreened, they would be three times as wide."""
    found = values(*(60 + at % 2 for at in range(10)), 90, *(60 + at % 2 for at in range(10)))
    screened, kept = trend.judge(found, Method("i")), trend.judge(found, Method("i", screen=False))
    assert _width(screened) == pytest.approx(6 * 1 / 1.128)
    assert _width(kept) > 3 * _width(screened)
    assert "not_screened" not in kept.warnings


def _width(series: Series) -> float:
    return (series.points[0].upper or 0) - (series.points[0].lower or 0)


def test_missing_waves_have_no_limits_and_no_signal_and_rules_step_over_them() -> None:
    pairs: list[tuple[int, int] | None] = [(at % 2 * 4 + 50, 100) for at in range(10)]
    gap = shares(*pairs, (70, 100), (71, 100), (72, 100), None, (73, 100), (74, 100), (75, 100), (76, 100))
    series = trend.judge(gap, Method("p-prime"))
    missing = series.points[13]
    assert (missing.lower, missing.special_cause, missing.value) == (None, None, None)
    assert {point.special_cause for point in series.points[10:] if point.value is not None} <= {"above_limit", "rising"}
    assert series.points[10].special_cause is not None


def test_limits_widen_where_fewer_answered() -> None:
    counts = [(60 + at % 3, 100) for at in range(13)] + [(15, 25)]
    for chart in ("p", "p-prime", "i-prime"):
        points = trend.judge(shares(*counts), Method(chart)).points
        assert _half(points[-1].upper, points[-1].mean) == pytest.approx(2 * _half(points[0].upper, points[0].mean))


def _half(upper: float | None, mean: float | None) -> float:
    assert upper is not None
    assert mean is not None
    return upper - mean


def test_points_with_fewer_than_half_the_usual_answers_are_marked() -> None:
    series = trend.judge(scores((6, 100), (6.1, 102), (6.2, 98), (6, 50), (6, 49), (6, 100)), Method("auto"))
    assert [point.few_answers for point in series.points] == [False, False, False, False, True, False]


# --- freeze, part, exclude -------------------------------------------------------------------------------------------


def test_frozen_limits_rest_on_the_first_points_alone() -> None:
    steady = [(60 + at % 3, 100) for at in range(12)]
    drifting = [(70 + at, 100) for at in range(8)]
    frozen = trend.judge(shares(*steady, *drifting), Method("p-prime", freeze=12))
    alone = trend.judge(shares(*steady), Method("p-prime"))
    assert frozen.points[19].upper == alone.points[0].upper
    assert frozen.parts[0].baseline == 12
    assert frozen.points[19].special_cause == "above_limit"


@pytest.mark.parametrize("chart", ["p", "p-prime", "i", "i-prime", "xmr", "run"])
def test_a_part_has_limits_of_its_own_and_no_rule_crosses_its_border(chart: ChartWanted) -> None:
    low, high = [(40 + at % 3, 100) for at in range(13)], [(60 + at % 3, 100) for at in range(14)]
    both = trend.judge(shares(*low, *high), Method(chart, parts=[_day(13)]))
    first, second = trend.judge(shares(*low), Method(chart)), trend.judge(shares(*low, *high)[13:], Method(chart))
    assert [it.upper for it in both.points] == [it.upper for it in (*first.points, *second.points)]
    assert {point.special_cause for point in both.points} == {None}
    assert [part.known for part in both.parts] == [13, 14]


@pytest.mark.parametrize("chart", ["p", "p-prime", "i", "i-prime", "xmr", "run"])
def test_an_excluded_point_is_judged_by_limits_that_do_not_know_it(chart: ChartWanted) -> None:
    steady = [(60 + at % 3, 100) for at in range(20)]
    spoilt = [*steady[:10], (95, 100), *steady[10:]]
    without = trend.judge(shares(*spoilt), Method(chart, exclude=[_day(10)]))
    never = trend.judge(shares(*steady), Method(chart))
    assert without.points[0].upper == never.points[0].upper
    assert without.points[0].mean == never.points[0].mean
    assert without.points[10].excluded
    assert without.parts[0].runs == never.parts[0].runs
    if chart != "run":
        assert without.points[10].special_cause == "above_limit"


def test_the_rule_set_stands_with_its_version() -> None:
    found = shares(*((60 + at % 3, 100) for at in range(14)))
    assert trend.judge(found, Method("p-prime")).parts[0].rules == (MAKING_DATA_COUNT,)
    assert trend.judge(found, Method("run")).parts[0].rules == (ANHOEJ,)


# --- rounded figures -------------------------------------------------------------------------------------------------


def _rounded(counts: Sequence[int], n: int) -> list[Observation]:
    return shares(*((round(count / n * 100) * n // 100, n) for count in counts))


def test_rounding_makes_no_shift_of_a_steady_series() -> None:
    """62.4 % of 20,000 people, rounded: 62 % fourteen times, 63 % once. Without the step the 62s are one long shift."""
    counts = [12480] * 10 + [12640] + [12480] * 4
    seen = _rounded(counts, 20_000)
    assert {point.special_cause for point in trend.judge(seen, Method("p-prime")).points} >= {"shift_low"}
    assert {it.special_cause for it in trend.judge(seen, Method("p-prime", grain=0.01)).points} == {None}


def test_rounding_hides_no_shift_of_a_whole_step_and_more() -> None:
    counts = [12400] * 10 + [12800] * 10
    judged = trend.judge(_rounded(counts, 20_000), Method("p-prime", grain=0.01))
    assert judged.variation == "improvement_high"


def test_scores_with_intervals_have_limits_no_narrower_than_sampling() -> None:
    """6.2 and 6.3 by turns, single answers with a standard deviation of 2.45: 3 x 2.45 / sqrt(100) = 0.735."""
    half = 1.959963984540054 * 2.45 / 10
    seen = [Observation(_day(at), 6.2 + at % 2 / 10, 100, lower=6.2 - half, upper=6.2 + half) for at in range(14)]
    floored, plain = trend.judge(seen, Method("i-prime")), trend.judge(seen, Method("i-prime", floor=False))
    assert _half(floored.points[0].upper, floored.points[0].mean) == pytest.approx(0.735)
    assert _half(plain.points[0].upper, plain.points[0].mean) == pytest.approx(3 * 0.1 / 1.128379, rel=1e-4)


def test_whole_per_cents_of_very_many_people_have_limits_of_rounding_alone() -> None:
    """The standard deviation of a rounding error is a step / sqrt(12): limits 3 x 0.01 / 3.4641 = 0.00866 away."""
    seen = shares(*[(600_000, 1_000_000)] * 14)
    point = trend.judge(seen, Method("p-prime", grain=0.01)).points[0]
    assert _half(point.upper, point.mean) == pytest.approx((0.00866025**2 + 9 * 0.24 / 1e6) ** 0.5, rel=1e-5)


@pytest.mark.parametrize(("sigma", "level"), [(0.009, 0.005), (0.011, 0.0)])
def test_half_a_step_is_level_only_where_values_vary_by_less_than_a_step(sigma: float, level: float) -> None:
    assert around(0.62, sigma, grain=0.01).level == level


@pytest.mark.parametrize(("large", "left_out"), [(4.21, False), (4.24, True)])
def test_ranges_are_left_out_from_3_267_times_their_mean_on(large: float, left_out: bool) -> None:
    """Ten ranges of 1 and one large: 4.21 is 3.259 times their mean, 4.24 is 3.275 times (Nelson 1982: D4 = 3.267)."""
    assert (spread([1.0] * 10 + [large], screen=True).mean == 1.0) == left_out
    moved = scores(*((6.0 + at % 2, 100) for at in range(11)), (6.0 + large, 100))
    width = _width(trend.judge(moved, Method("i-prime")))
    assert (width == pytest.approx(6 * 1.0 / 1.1283791671)) == left_out


@pytest.mark.parametrize("chart", ["xmr", "i", "i-prime", "p-prime"])
def test_one_point_has_no_limits(chart: ChartWanted) -> None:
    """Nothing tells how much a single wave would vary."""
    series = trend.judge(shares((60, 100)), Method(chart))
    assert (series.points[0].lower, series.points[0].upper) == (None, None)
    assert "no_limits" in series.warnings


@pytest.mark.parametrize("chart", ["xmr", "i", "i-prime", "p-prime"])
def test_large_ranges_are_kept_when_that_is_wanted(chart: ChartWanted) -> None:
    """Twenty ranges, eighteen of .01 and two of .30: their mean is (18 x .01 + 2 x .30) / 20, nearly four times .01."""
    found = shares(*((60 + at % 2, 100) for at in range(10)), (91, 100), *((61 - at % 2, 100) for at in range(10)))
    kept = _width(trend.judge(found, Method(chart, screen=False, floor=False)))
    screened = _width(trend.judge(found, Method(chart, floor=False)))
    assert kept == pytest.approx(3.9 * screened, rel=1e-9)
