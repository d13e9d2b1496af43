"""Did it work, from shown figures only (statistics.md 3.3 and faults 4, 5, 19, 21, 22 of its section 6).

1. The numbers of ../shared/vectors/weights/change_06 come out of the whole path; a score is worked by hand.
2. Refused: nothing before in the same words, nothing that may be shown, no unit of a side.
3. A unit that is not shown leaves the comparison on both sides of the start; a wave that is not shown makes a gap.
4. Units dealt by chance, lines in two pieces from 12 waves on (a trial below 8 on each side), earlier slopes.
5. What the mix and the response rate did is told.
6. What is not shown leaves no trace: organisations that look the same are evaluated the same.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pulse import analyse, protect
from pulse.model.evaluation import Evaluation
from pulse.model.figures import Atom, IndexTally, Panel, WaveTallies
from pulse.model.plans import Entered
from pulse.model.problems import Stop
from pulse.report import evaluation_caveats, evaluation_told
from tests.protect.plans import FORM, NOBODY, Teams, both, evaluated, months, plan, teams
from tests.protect.waves import RULES, Answers, split, tallies
from tests.shared import shared

_BEFORE, _AFTER, _LATER = date(2026, 1, 5), date(2026, 3, 5), date(2026, 4, 5)


def _waves(*answers: dict[str, tuple[int, int]]) -> list[WaveTallies]:
    """Waves of October 2025 and on: directorate -> favourable, n."""
    return [
        tallies(day, {"q": {place: split(*it) for place, it in by_place.items()}})
        for day, by_place in zip(months(len(answers)), answers, strict=True)
    ]


def _level(start: date, waves: int, took_part: list[int], elsewhere: list[int]) -> Evaluation:
    made = _waves(*({"A": (one, 100), "B": (other, 100)} for one, other in zip(took_part, elsewhere, strict=True)))
    assert len(made) == waves
    return evaluated(plan(start=start), made)


# --- worked examples ---


@pytest.mark.parametrize("case", [0, 1, 2])
def test_the_vector_comes_out_of_the_whole_path(case: int) -> None:
    """../shared/vectors/weights/change_06, made with R's lm and sandwich: tallies -> release -> evaluation."""
    path = shared("vectors/weights/change_06_difference_in_differences.json")
    it = json.loads(path.read_text(encoding="utf-8"))["cases"][case]
    cells = {
        name: (it[name]["x"], it[name]["n"]) for name in ("treated_pre", "treated_post", "control_pre", "control_post")
    }
    before = {"q": {"A": split(*cells["treated_pre"]), "B": split(*cells["control_pre"])}}
    after = {"q": {"A": split(*cells["treated_post"]), "B": split(*cells["control_post"])}}
    found = evaluated(plan(), [tallies(_BEFORE, before), tallies(_AFTER, after)]).first
    low, high = it["ci95"]
    assert (found.difference.value, found.difference.lower, found.difference.upper) == (
        round(it["did"], 2),
        round(low, 2),
        round(high, 2),
    )
    assert found.difference.clear is (it["p"] < 0.05)
    assert (found.took_part.before.n, found.elsewhere.after.n) == (cells["treated_pre"][1], cells["control_post"][1])


def test_shares_worked_by_hand() -> None:
    """40% to 60% where it was tried (100 answers each), 50% to 50% of 200 elsewhere: 20 points.

    Var = 0.24/100 + 0.24/100 + 0.25/200 + 0.25/200 = 0.0073; 1.96 x 0.08544 = 0.1675: 3 to 37.
    """
    found = evaluated(plan(), [
        tallies(_BEFORE, {"q": {"A": split(40, 100), "B": split(100, 200)}}),
        tallies(_AFTER, {"q": {"A": split(60, 100), "B": split(100, 200)}}),
    ])  # fmt: skip
    it = found.first.difference
    assert (it.value, it.lower, it.upper, it.clear) == (0.2, 0.03, 0.37, True)
    assert evaluation_told(found)[0] == "q?: 20 points more than elsewhere (95% interval +3 to +37)."


def _scores(day: date, means: dict[str, int]) -> WaveTallies:
    """Three hundred people in each directorate; its mean is 5 or 6."""
    form = f"{FORM}[indices.morale]\ntitle = 'Morale'\nparts = [['q']]\n"
    counts = {5: (60, 60, 60, 60, 60), 6: (30, 50, 60, 90, 70)}
    indices = tuple(
        IndexTally(
            "morale",
            Atom((place, "t")),
            300,
            sum(2_500 * at * count for at, count in enumerate(counts[mean])),
            sum((2_500 * at) ** 2 * count for at, count in enumerate(counts[mean])),
        )
        for place, mean in means.items()
    )
    return replace(
        teams(day, {(place, "t"): counts[mean] for place, mean in means.items()}, form=form), indices=indices
    )


def test_a_score_worked_by_hand() -> None:
    """A goes from 5 to 6 and B stays at 5, 300 answers each; variances 12.54, after it 10.28: a point.

    Standard error sqrt((3 x 12.54 + 10.28)/300) = 0.400, times 1.96 = 0.78: 0.2 to 1.8.
    """
    waves = [_scores(_BEFORE, {"A": 5, "B": 5}), _scores(_AFTER, {"A": 6, "B": 5})]
    found = evaluated(plan(outcome="morale"), waves)
    it = found.first.difference
    assert (found.measure, it.value, it.lower, it.upper, it.clear) == ("mean", 1.0, 0.2, 1.8, True)
    assert evaluation_told(found)[:2] == (
        "Morale: 1.0 points more than elsewhere (95% interval +0.2 to +1.8).",
        "The mean on 0-10 went from 5.0 to 6.0 where it was tried and from 5.0 to 5.0 elsewhere (2026-01 to 2026-03).",
    )


def test_a_share_of_an_option_is_compared_too() -> None:
    """The option strongly_agree is chosen by half of those on the favourable side (`split`): 20 to 30 of 100."""
    form = 'id = "s"\ntitle = "S"\n[[item]]\nid = "q"\ntext = "q?"\nchoose = 1\noptions = ["a", "b", "c", "d", "e"]\n'
    waves = [
        teams(_BEFORE, {("A", "t"): split(40, 100), ("B", "t"): split(40, 100)}, form=form),
        teams(_AFTER, {("A", "t"): split(60, 100), ("B", "t"): split(40, 100)}, form=form),
    ]
    found = evaluated(plan(option="e"), waves)
    assert (found.measure, found.first.took_part.before.value, found.first.took_part.after.value) == ("share", 0.2, 0.3)
    assert found.first.difference.value == 0.1


def test_several_units_are_pooled_by_their_answers_not_by_their_shares() -> None:
    """B has 90 of 100 and C 0.. 5 of 50: together 95 of 150, 63%; the mean of their shares would be 50%."""
    answers: Answers = {"q": {"A": split(50, 100), "B": split(90, 100), "C": split(5, 50)}}
    found = evaluated(plan(), [tallies(_BEFORE, answers), tallies(_AFTER, answers)]).first
    assert (found.elsewhere.before.value, found.elsewhere.before.n) == (0.63, 150)


def test_what_follows_is_compared_with_the_same_wave_before() -> None:
    found = evaluated(plan(), _waves(
        {"A": (40, 100), "B": (50, 100)}, {"A": (40, 100), "B": (50, 100)}, {"A": (40, 100), "B": (50, 100)},
        {"A": (42, 100), "B": (50, 100)}, {"A": (70, 100), "B": (50, 100)}, {"A": (45, 100), "B": (50, 100)},
    ))  # fmt: skip
    assert [(it.before, it.wave, it.difference.value) for it in found.comparisons] == [
        ("2026-01", "2026-02", 0.28),
        ("2026-01", "2026-03", 0.03),
    ]
    assert "It cannot be said to have lasted. In 2026-03: no clear difference" in evaluation_told(found)[-1]


def test_a_difference_that_stays_is_said_to_stay() -> None:
    found = evaluated(plan(), _waves(*[{"A": (40, 100), "B": (50, 100)}] * 4, *[{"A": (70, 100), "B": (50, 100)}] * 3))
    assert evaluation_told(found)[-1].startswith("It was still there in 2026-04: 30 points more")


# --- refused ---


def test_without_a_wave_before_there_is_no_result() -> None:
    with pytest.raises(Stop) as stopped:
        evaluated(plan(start=date(2025, 9, 1)), _waves({"A": (40, 100), "B": (50, 100)}))
    assert stopped.value.problems[0].code == "plan-nothing-before"


def test_before_and_after_must_ask_in_the_same_words() -> None:
    before = tallies(_BEFORE, {"q": {"A": split(40, 100), "B": split(50, 100)}}, text="{}, really?")
    after = tallies(_AFTER, {"q": {"A": split(40, 100), "B": split(50, 100)}})
    with pytest.raises(Stop) as stopped:
        evaluated(plan(), [before, after])
    assert stopped.value.problems[0].code == "plan-nothing-before"


@pytest.mark.parametrize(
    "small", [{"A": (4, 10), "B": (50, 100)}, {"A": (1, 40), "B": (50, 100)}, {"A": (40, 100), "B": (4, 10)}]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_side_that_is_not_shown_exactly_is_not_compared(small: dict[str, tuple[int, int]], when: str) -> None:
    """Too few answers, or a count that is shown as a band only."""
    large = {"A": (40, 100), "B": (50, 100)}
    waves = [{**small, "C": (50, 100)}, {**large, "C": (50, 100)}]
    then, now = waves if when == "before" else waves[::-1]
    only_b = plan(compare_with=(("B",),))
    with pytest.raises(Stop) as stopped:
        evaluated(only_b, [
            tallies(day, {"q": {place: split(*it) for place, it in by_place.items()}})
            for day, by_place in ((_BEFORE, then), (_AFTER, now))
        ])  # fmt: skip
    assert stopped.value.problems[0].code == "plan-not-shown"


# --- what is not shown ---


def test_a_unit_that_is_not_shown_leaves_both_waves() -> None:
    """C and D have too few answers after the start: neither their answers then nor those before are in the figures."""
    before = {"q": {"A": split(40, 100), "B": split(50, 100), "C": split(12, 30), "D": split(12, 30)}}
    after = {"q": {"A": split(60, 100), "B": split(50, 100), "C": split(5, 10), "D": split(5, 10)}}
    found = evaluated(plan(), [tallies(_BEFORE, before), tallies(_AFTER, after)])
    assert [unit.name for unit in found.first.elsewhere.units] == ["B"]
    assert (found.first.elsewhere.before.n, found.first.elsewhere.after.n) == (100, 100)
    assert [unit.name for unit in found.units_not_shown] == ["C", "D"]
    assert "Not shown, and so in neither side: C and D." in evaluation_caveats(found)


def test_a_wave_that_is_not_shown_is_stepped_over_and_leaves_a_gap() -> None:
    steady = {"A": (40, 100), "B": (50, 100)}
    found = evaluated(
        plan(), _waves(steady, steady, {"A": (4, 8), "B": (50, 100)}, {"A": (4, 8), "B": (50, 100)}, steady)
    )
    assert (found.first.before, found.first.wave) == ("2025-11", "2026-02")
    assert [it.wave.label for it in found.picture.moments if it.took_part is None] == ["2025-12", "2026-01"]
    later = evaluated(plan(), _waves(*[steady] * 4, {"A": (4, 8), "B": (50, 100)}, steady))
    assert (later.first.wave, later.not_shown) == ("2026-03", ("2026-02",))


def test_lines_are_drawn_from_units_shown_every_time() -> None:
    """C (and D, which hides with it) are not shown in November: drawn without them they would not jump there."""
    all_shown = {"A": (40, 100), "B": (50, 100), "C": (90, 100), "D": (90, 100)}
    without = {"A": (40, 100), "B": (50, 100), "C": (5, 10), "D": (5, 10)}
    found = evaluated(plan(), _waves(all_shown, without, all_shown, all_shown, all_shown))
    assert [unit.name for unit in found.picture.elsewhere] == ["B"]
    assert {it.elsewhere.value for it in found.picture.moments if it.elsewhere} == {0.5}
    assert found.first.elsewhere.before.value == round(230 / 300, 2)


def test_a_wave_that_was_open_on_the_day_of_the_start_is_on_neither_side() -> None:
    steady = {"A": (40, 100), "B": (50, 100)}
    waves = _waves(steady, steady, steady)
    wave = waves[1].wave
    open_then = WaveTallies(
        wave=type(wave)(wave.survey, wave.label, wave.first, date(2025, 11, 30)),
        survey=waves[1].survey, levels=waves[1].levels, responses=waves[1].responses, asked={}, items=waves[1].items,
    )  # fmt: skip
    found = evaluated(plan(start=date(2025, 11, 15)), [waves[0], open_then, waves[2]])
    assert found.open_at_start == ("2025-11",)
    assert (found.first.before, found.first.wave) == ("2025-10", "2025-12")
    assert [it.wave.label for it in found.picture.moments] == ["2025-10", "2025-12"]


# --- chance, slopes, pieces ---


def test_units_are_dealt_by_chance() -> None:
    """One unit of five rose by 30 points and four did not move: of the 5 ways to choose one, only this is as far."""
    before = {"q": {name: split(40, 100) for name in "ABCDE"}}
    after = {"q": {**before["q"], "A": split(70, 100)}}
    found = evaluated(plan(), [tallies(_BEFORE, before), tallies(_AFTER, after)])
    assert (found.chance.p, found.chance.as_far, found.chance.ways, found.chance.exact) == (0.2, 1, 5, True)
    assert found.chance.least == 0.2
    assert "can never tell a difference from chance" in evaluation_told(found)[2]


def test_one_unit_that_leaps_among_many_is_no_proof() -> None:
    """Of 2 units that took part one leapt; among 10 others one leapt too: clear by answers, not by units."""
    names = "ABCDEFGHIJKL"
    before = {"q": {name: split(40, 100) for name in names}}
    after = {"q": {**before["q"], "A": split(80, 100), "L": split(80, 100)}}
    wanted = plan(compare_with=tuple((name,) for name in names[2:]))
    two = type(wanted)("Tried", "s", "q", wanted.start, (("A",), ("B",)), compare_with=wanted.compare_with)
    found = evaluated(two, [tallies(_BEFORE, before), tallies(_AFTER, after)])
    assert found.first.difference.clear
    assert found.chance.p > 0.05 > found.chance.least
    assert "the difference may be one between units" in evaluation_told(found)[2]


def test_fewer_than_three_earlier_waves_cannot_show_parallel_lines() -> None:
    found = evaluated(plan(), [
        tallies(day, {"q": {"A": split(40, 100), "B": split(50, 100)}}) for day in (date(2025, 12, 1), _BEFORE, _AFTER)
    ])  # fmt: skip
    assert found.earlier_slope is None
    assert any("Only 2 stock-takes before the start" in said for said in evaluation_caveats(found))


def test_lines_that_parted_before_the_start_are_told() -> None:
    """4 points a month, exactly: 40, 44, 48, 52 against 50 each time."""
    found = _level(date(2026, 2, 1), 5, [40, 44, 48, 52, 56], [50] * 5)
    assert found.earlier_slope is not None
    assert (found.earlier_slope.value, found.earlier_slope.clear) == (0.04, True)
    assert any(
        "did not run side by side before the start (+4.0 points a stock-take" in it for it in evaluation_caveats(found)
    )


def test_a_line_in_two_pieces_needs_twelve_waves_and_eight_on_each_side_to_be_leant_on() -> None:
    assert _level(months(12)[6], 11, [40] * 11, [50] * 11).segments == ()
    assert _level(months(12)[9], 12, [40] * 12, [50] * 12).segments == ()  # three waves after
    trial = _level(months(12)[6], 12, [40, 42] * 6, [50] * 12)
    assert ([it.line for it in trial.segments], trial.trial) == (["took_part", "elsewhere", "apart"], True)
    full = _level(months(16)[8], 16, [40, 42] * 4 + [60, 62] * 4, [50] * 16)
    assert not full.trial
    took_part, elsewhere, apart = full.segments
    assert (elsewhere.level.value, elsewhere.level.clear, elsewhere.durbin_watson) == (0.0, False, None)
    assert took_part.level == apart.level
    assert took_part.level.clear
    assert took_part.level.value == pytest.approx(0.20, abs=0.02)


# --- caveats ---


def test_units_that_started_clearly_lower_move_back_by_themselves() -> None:
    low = evaluated(plan(), _waves(*[{"A": (30, 100), "B": (60, 100)}] * 5))
    assert any(
        said.startswith("The units that took part started lower than the others (−30 points")
        for said in evaluation_caveats(low)
    )
    high = evaluated(plan(), _waves(*[{"A": (60, 100), "B": (30, 100)}] * 5))
    assert not any("started" in said for said in evaluation_caveats(high))


def test_response_that_moved_by_more_than_ten_points_is_told() -> None:
    asked = {"A": 200, "B": 200}
    answers = [{"A": split(40, 100), "B": split(50, 100)}, {"A": split(50, 122), "B": split(50, 120)}]
    waves = [tallies(day, {"q": it}, asked) for day, it in zip((_BEFORE, _AFTER), answers, strict=True)]
    found = evaluated(plan(), waves)
    assert (found.first.took_part.rates, found.first.elsewhere.rates) == ((0.5, 0.61), (0.5, 0.6))
    told = [said for said in evaluation_caveats(found) if "response rate" in said]
    assert [said.split(":")[0] for said in told] == ["The response rate where it was tried went from 50% to 61%"]


def test_a_mix_that_changed_is_taken_apart() -> None:
    """Simpson's paradox: in A, team x stays at 80% and y at 20%; A falls from 65% to 35% since others answered."""
    elsewhere = {("B", "z"): split(50, 100)}
    found = evaluated(plan(), [
        teams(_BEFORE, {("A", "x"): split(120, 150), ("A", "y"): split(10, 50), **elsewhere}),
        teams(_AFTER, {("A", "x"): split(40, 50), ("A", "y"): split(30, 150), **elsewhere}),
    ])  # fmt: skip
    assert (found.first.difference.value, found.first.by_mix) == (-0.3, -0.3)
    assert (found.first.took_part.mix_moved, found.first.elsewhere.mix_moved) == (0.5, 0.0)
    told = evaluation_caveats(found)
    assert any("Of the −30 points, −30 came from which parts answered" in said for said in told)


def test_few_units_and_independence_and_rivals_are_told() -> None:
    told = evaluation_caveats(evaluated(plan(), _waves(*[{"A": (40, 100), "B": (50, 100)}] * 5), rivals=2))
    assert any(said.startswith("Only 1 unit took part and 1 unit did not:") for said in told)
    assert any("besides this one: 2." in said for said in told)
    assert told[-1].startswith("Answers are treated as independent")


def _linked(before: str, stayers: int = 70) -> Evaluation:
    """January and February with 200 answers each; who was met in both is known beside the wave `before`."""
    answers = {"q": {"A": split(40, 100), "B": split(50, 100)}}
    scores = analyse.score([tallies(date(2025, 12, 5), answers), tallies(_BEFORE, answers), tallies(_AFTER, answers)])
    panel = Panel(before, stayers, entrants=200 - stayers, leavers=200 - stayers, others_before=0, others_now=0)
    release = protect.release(replace(scores, panels={"2026-03": panel}), RULES, {})
    wanted = plan()
    entered = Entered(1, date(2026, 1, 1), wanted)
    return protect.evaluate(scores, release, entered, wanted.sides(release.groups, NOBODY))


def test_stayers_joiners_and_leavers_are_told_where_waves_are_linked() -> None:
    told = evaluation_caveats(_linked("2026-01"))[-1]
    assert "of everyone: 70 answered both times, 130 joined and 130 are no longer among those who answered." in told
    assert "independent all the same" in told
    few = evaluation_caveats(_linked("2026-01", stayers=5))[-1]
    assert "– answered both times, – joined and – are no longer" in few


def test_a_link_with_another_wave_says_nothing_of_these_two() -> None:
    found = _linked("2025-12")
    assert found.linked is None
    assert evaluation_caveats(found)[-1].startswith("Answers are treated as independent")


# --- small groups ---

_COUNTS = st.tuples(*[st.integers(0, 14)] * 5)
_SMALL = st.tuples(*[st.integers(0, 2)] * 5)
_LARGE = st.tuples(*[st.integers(3, 20)] * 5)
_PLACES = (("A", "a1"), ("A", "a2"), ("B", "b1"), ("B", "b2"))


@settings(max_examples=25, deadline=None)
@given(
    waves=st.lists(st.fixed_dictionaries(dict.fromkeys(_PLACES, _LARGE)), min_size=3, max_size=3),
    small=st.lists(st.tuples(_SMALL, _SMALL, _COUNTS), min_size=3, max_size=3),
    after=st.integers(0, 2),
)
def test_organisations_that_look_the_same_are_evaluated_the_same(
    waves: list[Teams], small: list[tuple[tuple[int, ...], ...]], after: int
) -> None:
    """Two directorates too small to be shown exchange their answers: one took part, one did not.

    Whatever of it the release shows (the total, a directorate that falls away with them) is the same in both.
    """
    one: list[WaveTallies] = []
    other: list[WaveTallies] = []
    for at, (day, large, (first, second, third)) in enumerate(zip(months(3), waves, small, strict=True)):
        swapped = (second, first) if at == after else (first, second)
        one.append(teams(day, {**large, ("C", "c"): first, ("D", "d"): second, ("E", "e"): third}))
        other.append(teams(day, {**large, ("C", "c"): swapped[0], ("D", "d"): swapped[1], ("E", "e"): third}))
    wanted = plan(start=date(2025, 11, 1))
    both_sides = type(wanted)("T", "s", "q", wanted.start, (("A",), ("C",)), compare_with=(("B",), ("D",), ("E",)))
    try:
        evaluation, release = both(both_sides, one)
    except Stop:
        assume(False)
    again, release_again = both(both_sides, other)
    assume(release.figures == release_again.figures)
    assert evaluation == again


def test_two_small_units_that_exchange_their_answers_leave_no_trace() -> None:
    """C took part and D did not, both below 11 answers: all 9 favourable in the one, none in the other."""
    large = {("A", "a"): split(40, 100), ("B", "b"): split(50, 100)}
    wanted = plan()
    both_sides = type(wanted)("T", "s", "q", wanted.start, (("A",), ("C",)), compare_with=(("B",), ("D",)))
    found = [
        evaluated(both_sides, [teams(day, {**large, ("C", "c"): one, ("D", "d"): other}) for day in (_BEFORE, _AFTER)])
        for one, other in (((0, 0, 0, 4, 5), (5, 4, 0, 0, 0)), ((5, 4, 0, 0, 0), (0, 0, 0, 4, 5)))
    ]
    assert found[0] == found[1]
    assert [unit.name for unit in found[0].units_not_shown] == ["C", "D"]
