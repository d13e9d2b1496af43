"""Groupings that cross: the published worked examples, and the exact answer held against trying everything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain, combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.protect.differencing import Crossing
from pulse.protect.hitting import cheapest_hits
from tests.protect.solving import smallest
from tests.shared import shared

_CASES = ("01", "02", "03a", "04", "07", "09a", "10")


def _case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared("vectors/sdc") / f"sdc-{name}.json").read_text())
    return found


def _crossing(case: Mapping[str, Any]) -> Crossing:
    """A case's groups in two groupings: the first takes what is inside, around or apart from all that it has."""
    groups = {it["group"]: frozenset(it["atoms"]) for it in case["groups"]}
    everyone = max(groups, key=lambda name: len(groups[name]))
    first = {everyone: groups[everyone]}
    second = dict(first)
    for name, atoms in groups.items():
        fits = all(atoms <= other or other <= atoms or not atoms & other for other in first.values())
        (first if fits else second)[name] = atoms
    sizes = {it["atom"]: it["n"] for it in case["atoms"]}
    return Crossing(sizes, first, second, everyone)


@pytest.mark.parametrize("name", _CASES)
def test_worked_examples_by_the_rules_of_their_manifest(name: str) -> None:
    """Primaries equal, what must stay stays, no few people follow, at most a quarter more withheld than need be."""
    case = _case(name)
    least, wanted = case["rule"]["min_n"], case["protected"]
    crossing = _crossing(case)
    safe = crossing.safe(least)
    every = {it["group"]: it["n"] for it in case["groups"]}
    assert sorted(name for name, n in every.items() if n < least) == sorted(case["primary"])
    assert safe >= set(wanted["must_stay_published"])
    assert smallest(*_by_place(crossing, safe)) >= least
    secondary = {name for name, n in every.items() if n >= least} - safe
    assert len(secondary) <= 1.25 * wanted["min_number_secondary"]
    assert sorted(secondary) in [sorted(it) for it in wanted["all_optimal_patterns"]]


@pytest.mark.parametrize("name", _CASES)
def test_the_smallest_set_that_follows_is_the_published_one(name: str) -> None:
    case = _case(name)
    for release in (case["naive"], case["protected"]):
        found = _crossing(case).least(release["published"])
        assert found is not None
        assert found.people == release["smallest_differenceable"]["n"]


def _by_place(crossing: Crossing, published: set[object]) -> tuple[list[int], list[list[int]]]:
    atoms = list(crossing.sizes)
    groups = _groups(crossing)
    return list(crossing.sizes.values()), [
        [atoms.index(atom) for atom in held] for name, held in groups.items() if name in published
    ]


@st.composite
def organisations(draw: st.DrawFn) -> Crossing:
    """Two directorates, up to five teams, up to four staff groups; many pairs of the two are empty."""
    teams, staff = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    some = st.one_of(st.just(0), st.integers(1, 8), st.integers(1, 25))
    sizes: dict[Any, int] = {(team % 2, team, group): draw(some) for team in range(teams) for group in range(staff)}
    held = {atom for atom, size in sizes.items() if size}
    if len(held) > 11:
        for atom in sorted(held)[11:]:
            sizes[atom] = 0
    every = frozenset(sizes)
    first: dict[Any, frozenset[Any]] = {"all": every}
    first |= {f"D{it}": frozenset(atom for atom in sizes if atom[0] == it) for it in range(2)}
    first |= {f"T{it}": frozenset(atom for atom in sizes if atom[1] == it) for it in range(teams)}
    second: dict[Any, frozenset[Any]] = {
        f"S{it}": frozenset(atom for atom in sizes if atom[2] == it) for it in range(staff)
    }
    return Crossing(sizes, first, {"all": every, **second}, "all")


@settings(max_examples=50, deadline=None)
@given(organisations(), st.randoms(use_true_random=False))
def test_what_follows_is_what_trying_every_set_finds(crossing: Crossing, rng: Random) -> None:
    names = sorted({*_groups(crossing)} - {"all"})
    published = {"all", *(name for name in names if rng.random() < 0.7)}
    found = crossing.least(published)
    assert (found.people if found else 0) == smallest(*_by_place(crossing, published))


@settings(max_examples=30, deadline=None)
@given(organisations())
def test_no_cheaper_choice_of_groups_is_safe(crossing: Crossing) -> None:
    """Every pattern that costs less is tried, and gives a few people away."""
    people = {name: sum(crossing.sizes[it] for it in held) for name, held in _groups(crossing).items() if name != "all"}
    could = sorted(name for name, count in people.items() if count >= 11)
    safe = crossing.safe(11)
    left = crossing.least(safe)
    assert not safe or (left is not None and left.people >= 11)
    cost = sum(1000 + people[name] for name in could if name not in safe)
    for some in chain.from_iterable(combinations(could, count) for count in range(4)):
        if sum(1000 + people[name] for name in some) < cost:
            found = crossing.least({"all", *could} - set(some))
            assert found is not None
            assert found.people < 11


def _groups(crossing: Crossing) -> dict[Any, frozenset[Any]]:
    return {**crossing.first, **crossing.second}


@settings(max_examples=50, deadline=None)
@given(organisations())
def test_groups_of_one_grouping_can_be_held_fast(crossing: Crossing) -> None:
    """Teams that may be shown by themselves stay; only staff groups give way, and nobody follows."""
    alone = Crossing(crossing.sizes, crossing.first, {"all": crossing.second["all"]}, "all")
    if sum(crossing.sizes.values()) < 11:
        return
    teams = alone.safe(11)
    safe = crossing.safe(11, fixed=teams)
    assert teams <= safe
    assert smallest(*_by_place(crossing, safe)) >= 11


def test_what_cannot_be_made_safe_is_refused() -> None:
    case = _crossing(_case("10"))
    with pytest.raises(ValueError, match="published"):
        case.safe(11, fixed={"Team interim (n=14)"})


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), max_size=9),
    st.lists(st.integers(1, 50), min_size=8, max_size=8),
)
def test_hits_are_the_cheapest_there_are(sets: list[frozenset[int]], prices: list[int]) -> None:
    costs = dict(enumerate(prices))
    found = cheapest_hits(sets, costs)
    assert all(found & it for it in sets)
    every = chain.from_iterable(combinations(range(8), count) for count in range(9))
    best = min(sum(costs[it] for it in some) for some in every if all(set(some) & it for it in sets))
    assert sum(costs[it] for it in found) == best
