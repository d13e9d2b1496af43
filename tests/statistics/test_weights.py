"""Weights: R survey's worked examples, a census table, refusals that name their place, and what must hold for all."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pulse.statistics.weights import (
    Cell,
    EmptyCategoryError,
    Margin,
    MarginsDisagreeError,
    NotConvergedError,
    kish_n,
    post_stratify,
    rake,
    trim,
)
from tests.statistics.vectors import vector


def cells_of(rows: list[dict[str, Any]], keys: tuple[str, ...], item: str) -> list[Cell]:
    """The respondents counted by cell, as a store would keep them."""
    found = defaultdict(list)
    for row in rows:
        found[tuple(row[key] for key in keys)].append(row[item])
    return [Cell(at, len(own), len(own), sum(own), sum(v * v for v in own)) for at, own in sorted(found.items())]


def margin_of(population: dict[str, Any], name: str) -> Margin:
    return Margin(name, {row[name]: row["N"] for row in population[name]})


def test_post_stratification_of_r_survey() -> None:
    data, wanted = vector("data_respondents_130"), vector("w_04_poststrat_group_no_fpc")["expected"]
    cells = cells_of(data["rows"], ("group",), "fav")
    weights = post_stratify(cells, margin_of(data["population"], "group"))
    assert {cell.categories[0]: weight for cell, weight in zip(cells, weights, strict=True)} == pytest.approx(
        wanted["weight_by_group"], rel=1e-9
    )
    assert kish_n(cells, weights) == pytest.approx(wanted["weights"]["n_eff"], rel=1e-9)
    assert 130 / kish_n(cells, weights) == pytest.approx(wanted["weights"]["kish_deff"], rel=1e-9)


def test_raking_of_r_survey() -> None:
    data, wanted = vector("data_respondents_130"), vector("w_07_rake_group_site")["expected"]
    cells = cells_of(data["rows"], ("group", "site"), "fav")
    weights = rake(cells, [margin_of(data["population"], name) for name in ("group", "site")])
    assert {"|".join(cell.categories): weight for cell, weight in zip(cells, weights, strict=True)} == pytest.approx(
        wanted["weight_by_cell"], rel=1e-9
    )
    assert kish_n(cells, weights) == pytest.approx(wanted["weights"]["n_eff"], rel=1e-9)


def test_raking_of_a_census_table() -> None:
    """Age by marital status: SAS/IML User's Guide, example 'Iterative Proportional Fitting', after Bishop, Fienberg &
    Holland 1975, Discrete Multivariate Analysis.

    Counts and new margins are those of the Guide, whose printed result was not at hand. The fitted figures agree to two
    decimals with a separate calculation: rows and columns in turn divided by their sums, 500 times.
    """
    before = [(1306, 83, 0), (619, 765, 3), (263, 1194, 9), (173, 1372, 28), (171, 1393, 51), (159, 1372, 81),
              (208, 1350, 108), (1116, 4100, 2329)]  # fmt: skip
    known = [(1325.27, 86.73, 0.0), (615.56, 783.39, 3.05), (253.94, 1187.18, 8.88), (165.13, 1348.55, 27.32),
             (173.41, 1454.71, 52.87), (147.21, 1308.12, 76.67), (202.33, 1352.28, 107.40),
             (1105.16, 4181.04, 2357.81)]  # fmt: skip
    ages = [1412, 1402, 1450, 1541, 1681, 1532, 1662, 7644]
    margins = [Margin("age", {str(at): total for at, total in enumerate(ages)}),
               Margin("status", {"0": 3988, "1": 11702, "2": 2634})]  # fmt: skip
    cells = [
        Cell((str(age), str(status)), people) for age, row in enumerate(before) for status, people in enumerate(row)
    ]
    fitted = [cell.people * weight for cell, weight in zip(cells, rake(cells, margins), strict=True)]
    assert fitted == pytest.approx([value for row in known for value in row], abs=0.006)


def test_margins_that_disagree_are_refused() -> None:
    cells = [Cell(("A", "North"), 5), Cell(("B", "South"), 5)]
    with pytest.raises(MarginsDisagreeError, match="group counts 100 people, site 110") as refused:
        rake(cells, [Margin("group", {"A": 40, "B": 60}), Margin("site", {"North": 60, "South": 50})])
    assert (refused.value.margins, refused.value.totals) == (("group", "site"), (100, 110))


def test_the_last_of_three_margins_is_compared_too() -> None:
    cells = [Cell(("A", "B", "C"), 5)]
    with pytest.raises(MarginsDisagreeError) as refused:
        rake(cells, [Margin("one", {"A": 10}), Margin("two", {"B": 10}), Margin("three", {"C": 10.001})])
    assert refused.value.margins == ("one", "three")


def test_a_group_of_the_population_without_answers_is_refused() -> None:
    with pytest.raises(EmptyCategoryError, match="group B: 0 answers for a population of 60") as refused:
        post_stratify([Cell(("A",), 5), Cell(("B",), 0)], Margin("group", {"A": 40, "B": 60}))
    assert (refused.value.margin, refused.value.category) == ("group", "B")
    assert (refused.value.population, refused.value.people) == (60, 0)


def test_answers_from_outside_the_population_are_refused() -> None:
    cells = [Cell(("A", "North"), 5), Cell(("A", "Other"), 3)]
    with pytest.raises(EmptyCategoryError, match="site Other: 3 answers for a population of 0"):
        rake(cells, [Margin("group", {"A": 40}), Margin("site", {"North": 40})])


def test_one_person_is_enough_to_be_refused_or_weighted() -> None:
    with pytest.raises(EmptyCategoryError, match="group B: 0 answers for a population of 60"):
        post_stratify([Cell(("A",), 5)], Margin("group", {"A": 40, "B": 60}))
    with pytest.raises(EmptyCategoryError, match="group B: 1 answers for a population of 0"):
        post_stratify([Cell(("A",), 5), Cell(("B",), 1)], Margin("group", {"A": 40}))
    assert rake([Cell(("A",), 1)], [Margin("group", {"A": 40, "B": 0})]) == (40.0,)


def test_a_group_that_is_empty_in_the_population_too_is_left_alone() -> None:
    assert post_stratify([Cell(("A",), 5), Cell(("B",), 0)], Margin("group", {"A": 40, "B": 0})) == (8.0, 0.0)


def test_margins_that_cannot_both_be_met_are_refused() -> None:
    """Everybody in A works in the north, everybody in B in the south; the population is said to be otherwise."""
    cells = [Cell(("A", "North"), 5), Cell(("B", "South"), 5)]
    with pytest.raises(NotConvergedError, match="group") as refused:
        rake(cells, [Margin("group", {"A": 40, "B": 60}), Margin("site", {"North": 55, "South": 45})])
    assert (refused.value.margin, refused.value.category) == ("group", "B")
    assert (refused.value.population, refused.value.reached) == pytest.approx((60, 45))


def test_shares_may_stand_for_counts() -> None:
    cells = [Cell(("A",), 5), Cell(("B",), 10)]
    counts = post_stratify(cells, Margin("group", {"A": 400, "B": 600}))
    shares = post_stratify(cells, Margin("group", {"A": 0.4, "B": 0.6}))
    assert [1000 * weight for weight in shares] == pytest.approx(counts)


people = st.lists(st.integers(1, 40), min_size=6, max_size=6)
populations = st.lists(st.integers(20, 300), min_size=6, max_size=6)


@settings(max_examples=60, deadline=None)
@given(people, populations)
def test_raking_meets_every_margin_and_keeps_what_it_was_not_told(counts: list[int], population: list[int]) -> None:
    """Weights sum to the population, margins are met, and each weight is a product of one factor a margin."""
    where = [(group, site) for group in "ABC" for site in "NS"]
    cells = [Cell(at, count) for at, count in zip(where, counts, strict=True)]
    totals: list[dict[str, float]] = [defaultdict(float), defaultdict(float)]
    for at, total in zip(where, population, strict=True):
        for margin, category in zip(totals, at, strict=True):
            margin[category] += total
    try:
        weights = dict(zip(where, rake(cells, [Margin("group", totals[0]), Margin("site", totals[1])]), strict=True))
    except NotConvergedError:
        assume(False)
    whole = sum(population)
    reached = {at: weights[at] * count for at, count in zip(where, counts, strict=True)}
    assert sum(reached.values()) == pytest.approx(whole, rel=1e-9)
    for margin, place in zip(totals, (0, 1), strict=True):
        for category, wanted in margin.items():
            own = sum(value for at, value in reached.items() if at[place] == category)
            assert own == pytest.approx(wanted, abs=1e-9 * whole)
    for group in "BC":
        odds = weights["A", "N"] * weights[group, "S"] / weights["A", "S"] / weights[group, "N"]
        assert odds == pytest.approx(1, rel=1e-9)


def test_trimming_by_hand() -> None:
    """Mean 2, limits 0.5 and 1.5 times: 1 to 3. The 7 gives 4 away to ten people, of whom nobody is pushed out."""
    cells = [Cell(("a",), 4), Cell(("b",), 6), Cell(("c",), 1)]
    assert trim(cells, (1.5, 1.5, 7.0), 0.5, 1.5) == pytest.approx((1.9, 1.9, 3.0))


def test_trimming_again_where_the_first_share_pushes_somebody_out() -> None:
    """Mean 4, limit 6: 10 gives 4 away, 2 each; 5 becomes 7 and gives 1 away, all of it to the last."""
    cells = [Cell(("a",), 1), Cell(("b",), 1), Cell(("c",), 1), Cell(("d",), 1)]
    assert trim(cells, (10.0, 5.0, 0.5, 0.5), 0.1, 1.5) == pytest.approx((6.0, 6.0, 2.0, 2.0))
    assert trim(cells[:3], (10.0, 5.5, 0.5), 0.05, 1.25) == pytest.approx((20 / 3, 20 / 3, 16 - 40 / 3))


def test_trimming_where_everybody_was_clipped() -> None:
    """Mean 2.8: the four are raised to 1.4 and the one cut to 5.6; what is over goes to those with room."""
    cells = [Cell(("a",), 4), Cell(("b",), 1)]
    assert trim(cells, (1.0, 10.0), 0.5, 2.0) == pytest.approx((2.1, 5.6))
    assert trim(cells, (0.0, 14.0), 0.9, 5.0) == pytest.approx((2.52, 3.92))
    assert trim(cells, (0.1, 1.0), 0.5, 2.0) == pytest.approx((0.21, 0.56))


def test_who_stands_at_a_limit_was_not_clipped() -> None:
    """Mean 4, limits 1 and 6. What was raised to a limit gets nothing more; what stood there takes its part."""
    cells = [Cell(("a",), 1), Cell(("b",), 1), Cell(("c",), 1), Cell(("d",), 1)]
    assert trim(cells[:3], (1.0, 2.0, 9.0), 0.25, 1.5) == pytest.approx((2.5, 3.5, 6.0))
    assert trim(cells[:3], (6.0, 5.5, 0.5), 0.25, 1.5) == pytest.approx((5.75, 5.25, 1.0))
    assert trim(cells, (10.0, 4.0, 0.5, 1.5), 0.25, 1.5) == pytest.approx((6.0, 5.75, 1.0, 3.25))


def test_weights_within_the_limits_stay_as_they_are() -> None:
    cells = [Cell(("a",), 3), Cell(("b",), 2), Cell(("c",), 0)]
    assert trim(cells, (1.0, 2.0, 1.5), 0.3, 3.0) == (1.0, 2.0, 1.5)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 50), st.floats(0.01, 100)), min_size=1, max_size=12),
    st.floats(0.1, 0.95),
    st.floats(1.05, 5),
)
def test_trimmed_weights_keep_their_sum_and_the_limits(
    given_weights: list[tuple[int, float]], low: float, high: float
) -> None:
    cells = [Cell((str(at),), people) for at, (people, _) in enumerate(given_weights)]
    weights = [weight for _, weight in given_weights]
    kept = trim(cells, weights, low, high)
    whole = sum(people * weight for people, weight in given_weights)
    mean = whole / sum(people for people, _ in given_weights)
    assert sum(people * weight for (people, _), weight in zip(given_weights, kept, strict=True)) == pytest.approx(whole)
    assert all(low * mean * (1 - 1e-9) <= weight <= high * mean * (1 + 1e-9) for weight in kept)
    assert kish_n(cells, kept) >= kish_n(cells, weights) * (1 - 1e-9)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50), st.floats(0.01, 100)), min_size=1, max_size=12))
def test_kish_is_n_over_one_plus_the_relative_variance(given_weights: list[tuple[int, float]]) -> None:
    """Kish 1965: deff = 1 + cv²(w), taken person by person."""
    each = [weight for people, weight in given_weights for _ in range(people)]
    mean = math.fsum(each) / len(each)
    cv2 = math.fsum((weight - mean) ** 2 for weight in each) / len(each) / mean**2
    cells = [Cell((str(at),), people) for at, (people, _) in enumerate(given_weights)]
    assert kish_n(cells, [weight for _, weight in given_weights]) == pytest.approx(len(each) / (1 + cv2))
