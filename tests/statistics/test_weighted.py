"""Weighted means from cells: R survey's worked examples, and the same people row by row."""

from __future__ import annotations

import math
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.intervals import normal, student
from pulse.statistics.weighted import WeightedMean, weighted_mean
from pulse.statistics.weights import Cell, Margin, post_stratify, rake
from tests.statistics.test_weights import cells_of, margin_of
from tests.statistics.vectors import vector

Person = tuple[str, str, bool, float]  # group, site, answered, value


def _r(name: str, *margins: str, item: str = "fav", domain: str | None = None, population: int | None = None) -> None:
    data, wanted = vector("data_respondents_130"), vector(name)["expected"]
    cells = cells_of(data["rows"], margins, item)
    weights = rake(cells, [margin_of(data["population"], each) for each in margins]) if margins else (1.0,) * len(cells)
    inside = None if domain is None else [domain in cell.categories for cell in cells]
    ours = weighted_mean(cells, weights, inside=inside, population=population)
    assert ours is not None
    assert (ours.value, ours.error) == pytest.approx((wanted["estimate"], wanted["se"]), rel=1e-9)
    if "degf" in wanted:
        assert ours.n - 1 == wanted["degf"]
    else:
        assert student(ours.value, ours.error, ours.n - 1) == pytest.approx(wanted["ci95_t"], rel=1e-9)
        assert normal(ours.value, ours.error) == pytest.approx(wanted["ci95_normal"], rel=1e-9)


def test_unweighted_of_r_survey() -> None:
    _r("w_01_srs_no_fpc")


def test_finite_population_of_r_survey() -> None:
    _r("w_02_srs_fpc", population=1500)


def test_post_stratified_of_r_survey() -> None:
    _r("w_04_poststrat_group_no_fpc", "group")


def test_raked_of_r_survey() -> None:
    _r("w_07_rake_group_site", "group", "site")


def test_domain_of_r_survey() -> None:
    """After w_08, which is w_07 with the finite population of 1,500."""
    _r("w_14_domain_after_rake", "group", "site", domain="Admin", population=1500)


def test_mean_score_of_r_survey() -> None:
    """After w_08 as well."""
    _r("w_16_mean_score_raked", "group", "site", item="score", population=1500)


def test_post_stratified_error_is_the_textbook_one() -> None:
    """Sum W²s²/n (as in Cochran 1977, Sampling Techniques), here with the n/(n-1) and (n_h-1)/n_h of linearisation."""
    groups = {"A": [1.0, 3.0, 4.0, 8.0], "B": [2.0, 2.0, 5.0, 6.0, 9.0, 6.0]}
    cells = [Cell((name,), len(own), len(own), sum(own), sum(v * v for v in own)) for name, own in groups.items()]
    share = {"A": 0.7, "B": 0.3}
    ours = weighted_mean(cells, post_stratify(cells, Margin("group", share)))
    within = sum(share[name] ** 2 * stdev(own) ** 2 * (len(own) - 1) / len(own) ** 2 for name, own in groups.items())
    assert ours is not None
    assert ours.value == pytest.approx(sum(share[name] * mean(own) for name, own in groups.items()))
    assert ours.error == pytest.approx(math.sqrt(within * 10 / 9))


def _by_rows(
    people: list[Person], weight: dict[tuple[str, str], float], inside: str | None
) -> tuple[float, float, int]:
    """The row formula of R survey 4.1, person by person, with 300 sweeps over both margins."""
    w = [weight[group, site] for group, site, _, _ in people]
    counted = [answered and (inside is None or group == inside) for group, _, answered, _ in people]
    carried = sum(each for each, count in zip(w, counted, strict=True) if count)
    value = sum(each * y for each, count, (*_, y) in zip(w, counted, people, strict=True) if count) / carried
    u = [(y - value) / carried if count else 0.0 for count, (*_, y) in zip(counted, people, strict=True)]
    for _ in range(300):
        for place in (0, 1):
            for category in {person[place] for person in people}:
                own = [at for at, person in enumerate(people) if person[place] == category]
                level = math.fsum(u[at] for at in own) / len(own)
                for at in own:
                    u[at] -= level
    z = [each * left for each, left in zip(w, u, strict=True)]
    middle, n = math.fsum(z) / len(z), len(z)
    return value, math.sqrt(n / (n - 1) * math.fsum((each - middle) ** 2 for each in z)), sum(counted)


people = st.lists(
    st.tuples(
        st.sampled_from("ABC"), st.sampled_from("NS"), st.booleans(), st.sampled_from([0.0, 2.5, 5.0, 7.5, 10.0])
    ),
    min_size=4,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(people, st.lists(st.floats(0.5, 3), min_size=6, max_size=6), st.sampled_from([None, "A"]))
def test_cells_give_what_rows_give(people: list[Person], factors: list[float], inside: str | None) -> None:
    """Any weights that are equal within a cell, some people without an answer to the item, everybody or a domain."""
    where = [(group, site) for group in "ABC" for site in "NS"]
    weight = dict(zip(where, factors, strict=True))
    cells = []
    for at in where:
        own = [person for person in people if person[:2] == at]
        values = [person[3] for person in own if person[2]]
        cells.append(Cell(at, len(own), len(values), sum(values), sum(v * v for v in values)))
    domain = None if inside is None else [cell.categories[0] == inside for cell in cells]
    ours = weighted_mean(cells, factors, inside=domain)
    if not any(answered and (inside is None or group == inside) for group, _, answered, _ in people):
        assert ours is None
        return
    value, error, n = _by_rows(people, weight, inside)
    assert ours is not None
    assert ours.n == n
    assert (ours.value, ours.error) == pytest.approx((value, error), rel=1e-7, abs=1e-9)


def test_weights_that_were_fitted_to_nothing() -> None:
    """Given weights 1, 2 and 4: with z = w(y - mean)/7 the variance is 3/2 sum (z - mean z)², by hand."""
    values, weights = (1.0, 0.0, 1.0), (1.0, 2.0, 4.0)
    ours = weighted_mean([Cell((), 1, 1, y, y) for y in values], weights)
    z = [w * (y - 5 / 7) / 7 for y, w in zip(values, weights, strict=True)]
    assert ours is not None
    assert ours.value == pytest.approx(5 / 7)
    assert ours.error == pytest.approx(math.sqrt(1.5 * sum((each - mean(z)) ** 2 for each in z)))


def test_a_population_that_all_answered_leaves_no_error() -> None:
    cells = [Cell((), 10, 10, 6.0, 6.0)]
    assert weighted_mean(cells, (1.0,), population=10) == WeightedMean(0.6, 0.0, 10)
    assert weighted_mean(cells, (1.0,), population=9) == WeightedMean(0.6, 0.0, 10)


def test_an_item_that_separates_the_margins_has_no_error_left() -> None:
    """What the weights were fitted to explains everything: A all say yes, B all say no."""
    cells = [Cell(("A",), 10, 10, 10.0, 10.0), Cell(("B",), 10, 10, 0.0, 0.0)]
    ours = weighted_mean(cells, (3.0, 1.0))
    assert ours is not None
    assert ours.value == 0.75
    assert ours.error == pytest.approx(0.0, abs=1e-12)
