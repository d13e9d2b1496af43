"""What moved between two shown figures, and what must not be compared."""

from __future__ import annotations

from datetime import date, timedelta

from pulse.model.release import Change
from pulse.protect.behind import Sums
from pulse.protect.guard import may_be_clear
from tests.protect.waves import Answers, released, split, tallies

_JUNE, _JULY = date(2026, 6, 1), date(2026, 7, 1)


def _one(changes: tuple[Change, ...]) -> Change:
    (change,) = (it for it in changes if it.about.measure == "favourable")
    return change


def test_the_interval_is_newcombes() -> None:
    """Newcombe 1998, Statistics in Medicine 17:873, table II: 56 of 70 less 48 of 80 is 0.2 (0.0524 to 0.3339)."""
    before = tallies(_JUNE, {"q": {"A": split(48, 80)}})
    change = _one(released(before, tallies(_JULY, {"q": {"A": split(56, 70)}})).changes)
    assert (change.difference, change.lower, change.upper) == (0.2, 0.05, 0.33)
    assert (change.before, change.against, change.n_before, change.n, change.clear) == ("2026-06", "last", 80, 70, True)


def test_an_interval_with_zero_in_it_is_no_clear_change() -> None:
    """The same table: 5 of 56 less 0 of 29 is -0.0381 to 0.1926; here with counts that may be shown."""
    before = tallies(_JUNE, {"q": {"A": split(50, 100)}})
    change = _one(released(before, tallies(_JULY, {"q": {"A": split(58, 100)}})).changes)
    assert change.lower < 0 < change.upper
    assert not change.clear


def test_between_few_answers_ten_points_or_less_are_no_clear_change() -> None:
    """90 of 2,000 and 3 of 21: by hand z = 2.13 (p = 0.033) and Newcombe's interval from 0.4 points; but 9.8 points."""
    before = tallies(_JUNE, {"q": {"A": split(90, 2000)}})
    few = _one(released(before, tallies(_JULY, {"q": {"A": split(3, 21)}})).changes)
    assert few.lower >= 0
    assert (few.q < 0.05, few.difference, few.clear) == (True, 0.1, False)
    enough = _one(released(before, tallies(_JULY, {"q": {"A": split(3, 22)}})).changes)
    assert (enough.q < 0.05, enough.difference, enough.clear) == (True, 0.09, True)
    large = _one(released(before, tallies(_JULY, {"q": {"A": split(6, 21)}})).changes)
    assert (large.difference, large.clear) == (0.24, True)


def test_ten_points_are_not_more_than_ten_points() -> None:
    """By hand: 0.25 less 0.15; pooled p = 0.2, of 20 each 1.96 sqrt(0.16 x 0.1) = 0.248; of a score 1 in 10."""
    share = Sums(20, 5, 5), Sums(20, 3, 3)
    assert not may_be_clear(*share, 11, 1.0)
    assert may_be_clear(*share, 10, 1.0)
    assert not may_be_clear(Sums(20, 8, 8), Sums(20, 3, 3), 11, 1.0)  # 0.25, p = 0.275: 1.96 sqrt(0.01994) = 0.277
    assert may_be_clear(Sums(20, 9, 9), Sums(20, 3, 3), 11, 1.0)  # 0.3, p = 0.3: 1.96 sqrt(0.021) = 0.284
    score = Sums(20, 100.0, 500.0), Sums(20, 120.0, 720.0)  # everybody at 5, everybody at 6
    assert not may_be_clear(*score, 11, 10.0)


def test_a_difference_is_made_before_rounding() -> None:
    """52 of 119 and 54 of 121 are 44% and 45%, but 0.9 points apart; 53 of 119 (45%) and 54 of 121 only 0.1."""
    shares = [(52, 119, 0.01), (53, 119, 0.0)]
    for favourable, n, difference in shares:
        before = tallies(_JUNE, {"q": {"A": split(favourable, n)}})
        assert _one(released(before, tallies(_JULY, {"q": {"A": split(54, 121)}})).changes).difference == difference


def test_nothing_is_compared_with_a_figure_that_is_not_shown_exactly() -> None:
    banded = tallies(_JUNE, {"q": {"A": split(2, 80)}})
    hidden = tallies(_JUNE, {"q": {"A": split(4, 8)}})
    for before in (banded, hidden):
        release = released(before, tallies(_JULY, {"q": {"A": split(40, 80)}}))
        assert [it for it in release.changes if it.about.measure == "favourable"] == []


def test_a_hidden_wave_is_stepped_over() -> None:
    shown = tallies(date(2026, 5, 1), {"q": {"A": split(40, 80)}})
    hidden = tallies(_JUNE, {"q": {"A": split(4, 8)}})
    assert _one(released(shown, hidden, tallies(_JULY, {"q": {"A": split(44, 80)}})).changes).before == "2026-05"


def test_another_wording_is_not_compared() -> None:
    before = tallies(_JUNE, {"q": {"A": split(40, 80)}}, text="{}, really?")
    assert released(before, tallies(_JULY, {"q": {"A": split(60, 80)}})).changes == ()


def test_one_lucky_finding_among_many_is_not_clear() -> None:
    """p = .04 alone is clear; with nineteen questions that did not move at all it is what chance gives (q = .8)."""
    moved = (split(40, 100), split(55, 100))
    alone = _one(released(tallies(_JUNE, {"q": {"A": moved[0]}}), tallies(_JULY, {"q": {"A": moved[1]}})).changes)
    assert alone.clear
    still = {f"still_{at}": {"A": split(50, 100)} for at in range(19)}
    many = released(tallies(_JUNE, {"q": {"A": moved[0]}, **still}), tallies(_JULY, {"q": {"A": moved[1]}, **still}))
    (among,) = (it for it in many.changes if it.about.item == "q" and it.about.measure == "favourable")
    assert (among.lower, among.upper) == (alone.lower, alone.upper)
    assert not among.clear


def _quarters(count: int) -> list[date]:
    return [date(2024, 1, 8) + timedelta(days=91 * at) for at in range(count)]


def test_after_two_full_years_a_season_is_compared_with_itself() -> None:
    waves = [tallies(day, {"q": {"A": split(40 + at, 90)}}) for at, day in enumerate(_quarters(9))]
    seasons = [it for it in released(*waves).changes if it.against == "year"]
    assert {it.before for it in seasons} == {"2025-01"}  # the last is of January 2026
    assert [it for it in released(*waves[:7]).changes if it.against == "year"] == []


def test_the_whole_scale_is_compared_only_where_every_point_is_shown() -> None:
    """Nobody in the middle in one wave: that point is a band, so Cliff's delta would give it away."""
    even = (10, 10, 10, 10, 10)
    full = _one(released(tallies(_JUNE, {"q": {"A": even}}), tallies(_JULY, {"q": {"A": (8, 8, 10, 12, 12)}})).changes)
    assert full.effect is not None
    assert full.effect.lower < full.effect.value < full.effect.upper
    assert full.effect.value == 0.1  # of 2,500 pairs 1,120 are better now and 880 worse
    gap = _one(released(tallies(_JUNE, {"q": {"A": split(20, 50)}}), tallies(_JULY, {"q": {"A": even}})).changes)
    assert gap.effect is None


def test_a_total_that_moves_while_no_part_does_is_all_mix() -> None:
    """Simpson's paradox: A stays at 80%, B at 20%; everyone goes from 65% to 35% since other people answered."""
    before = tallies(_JUNE, {"q": {"A": split(120, 150), "B": split(10, 50)}})
    after = tallies(_JULY, {"q": {"A": split(40, 50), "B": split(30, 150)}})
    (mix,) = released(before, after).mixes
    assert (mix.mix, mix.within, mix.level) == (-0.3, 0.0, "directorate")


def test_a_total_that_moves_with_its_parts_is_all_within() -> None:
    before = tallies(_JUNE, {"q": {"A": split(60, 100), "B": split(30, 100)}})
    after = tallies(_JULY, {"q": {"A": split(70, 100), "B": split(50, 100)}})
    (mix,) = released(before, after).mixes
    assert (mix.mix, mix.within) == (0.0, 0.15)


def test_parts_that_are_not_shown_stay_together_in_the_mix() -> None:
    """B and C are too small: the parts would be A and the rest, and one part by name is no split."""
    places = {"A": split(60, 100), "B": split(4, 8), "C": split(4, 8)}
    after = {"A": split(70, 100), "B": split(5, 9), "C": split(4, 8)}
    assert released(tallies(_JUNE, {"q": places}), tallies(_JULY, {"q": after})).mixes == ()


_MOOD = """\
id = "s"
title = "S"
[[item]]
id = "q"
text = "q?"
scale = "agree5"
index = "mood"
"""
_WORN = """\
id = "s"
title = "S"
[scales.often]
options = ["Never", "Seldom", "Sometimes", "Often", "Always"]
positive = "low"
[[item]]
id = "q"
text = "q?"
scale = "often"
"""
_KINDS = """\
id = "s"
title = "S"
[[item]]
id = "q"
text = "q?"
choose = 1
options = { a = "A", b = "B", c = "C", d = "D", e = "E" }
[[item]]
id = "r"
text = "r?"
scale = "agree5"
"""


def test_scores_are_compared_by_welch() -> None:
    """30 people twice, mean 5 and 6.17, variance 12.93 and 11.52: +1.17, standard error 0.903; t(58) = 2.002.

    t = 1.292, p = 0.201; the share beside it has z = 1.035, p = 0.3006, which holds for both.
    """
    waves = [
        tallies(day, {"q": {"A": counts}}, form=_MOOD)
        for day, counts in ((_JUNE, (6, 6, 6, 6, 6)), (_JULY, (3, 5, 6, 7, 9)))
    ]
    (change,) = (it for it in released(*waves).changes if it.about.measure == "mean")
    assert (change.about.item, change.difference, change.lower, change.upper) == ("mood", 1.2, -0.6, 3.0)
    assert (change.n_before, change.n, change.clear, change.q) == (30, 30, False, 0.3006)


def test_the_mean_of_one_item_is_no_change_of_its_own_and_its_points_are_none() -> None:
    waves = [tallies(day, {"q": {"A": (10, 10, 10, 10, 10)}}) for day in (_JUNE, _JULY)]
    assert [(it.about.measure, it.about.option) for it in released(*waves).changes] == [("favourable", "")]


def test_options_of_other_items_are_compared_each_and_judged_item_by_item() -> None:
    """Of five options two moved by 15 of 100; the scale beside them did not, and is no part of their family."""
    before: Answers = {"q": {"A": (40, 15, 15, 15, 15)}, "r": {"A": split(50, 100)}}
    after: Answers = {"q": {"A": (25, 30, 15, 15, 15)}, "r": {"A": split(50, 100)}}
    waves = [tallies(day, it, form=_KINDS) for day, it in ((_JUNE, before), (_JULY, after))]
    changes = released(*waves).changes
    assert [(it.about.item, it.about.option, it.difference) for it in changes] == [
        ("q", "a", -0.15), ("q", "b", 0.15), ("q", "c", 0.0), ("q", "d", 0.0), ("q", "e", 0.0), ("r", "", 0.0),
    ]  # fmt: skip
    # p of 15 and 30 of 100: z = 15/sqrt(2 x 22.5 x 77.5/100) = 2.540, p = 0.0111; the smallest of five: 0.0554.
    assert changes[1].q == 0.0554
    assert not changes[1].clear
    assert changes[-1].q == 1.0


def test_the_effect_points_to_the_better_end_of_the_scale() -> None:
    """Where "never" is the good answer, more of it is a rise."""
    waves = [
        tallies(day, {"q": {"A": counts}}, form=_WORN)
        for day, counts in ((_JUNE, (10, 10, 10, 10, 10)), (_JULY, (20, 10, 10, 5, 5)))
    ]
    change = _one(released(*waves).changes)
    assert change.difference == 0.2
    assert change.effect is not None
    # Of 2,500 pairs 1,350 are better now (20 x 40 + 10 x 30 + 10 x 20 + 5 x 10) and 650 worse.
    assert change.effect.value == 0.28


def test_a_season_is_a_year_ago_give_or_take_six_weeks_and_never_the_wave_before() -> None:
    days = _quarters(9)
    late = [*days[:4], days[4] + timedelta(days=46), *days[5:]]  # the wave a year ago came 46 days late
    for waves, before in ((days, {"2025-01"}), (late, set())):
        series = [tallies(day, {"q": {"A": split(40 + at, 90)}}) for at, day in enumerate(waves)]
        assert {it.before for it in released(*series).changes if it.against == "year"} == before
    yearly = [date(2018 + at, 1, 8) for at in range(9)]  # once a year: the season is the wave before
    series = [tallies(day, {"q": {"A": split(40 + at, 90)}}) for at, day in enumerate(yearly)]
    assert {it.against for it in released(*series).changes} == {"last"}


def test_the_mix_of_a_score_is_in_points_of_the_score() -> None:
    """A stays at 7.25, B at 2.75; of 100 people 70 and then 30 are of A: 5.9 goes to 4.1, all of it mix."""
    many, few = (7, 7, 7, 14, 35), (3, 3, 3, 6, 15)
    waves = [
        tallies(day, {"q": {"A": of_a, "B": of_b[::-1]}}, form=_MOOD)
        for day, of_a, of_b in ((_JUNE, many, few), (_JULY, few, many))
    ]
    (mix,) = (it for it in released(*waves).mixes if it.about.measure == "mean")
    assert (mix.mix, mix.within) == (-1.8, 0.0)


def test_the_figure_with_the_earlier_mix_tells_nothing_of_parts_that_are_not_shown() -> None:
    """C and D may not be told apart: were their answers exchanged, it would be the same. By hand: 64%.

    June: A 100, B 100, C and D 17 together. July: A 70% of 50, B 60% of 100, the rest 8 of 17.
    (100 x 0.7 + 100 x 0.6 + 17 x 8/17) / 217 = 0.636. A gave 46.1% of the answers, then 29.9%: 16% must be made good.
    """
    june = tallies(_JUNE, {"q": {"A": split(60, 100), "B": split(30, 100), "C": split(4, 8), "D": split(5, 9)}})
    shown = {"A": split(35, 50), "B": split(60, 100)}
    one = released(june, tallies(_JULY, {"q": {**shown, "C": split(2, 8), "D": split(6, 9)}}))
    other = released(june, tallies(_JULY, {"q": {**shown, "C": split(6, 9), "D": split(2, 8)}}))
    assert one.mixes == other.mixes
    (mix,) = one.mixes
    assert (mix.standardised, mix.moved) == (0.64, 0.16)
