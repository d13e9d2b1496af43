"""Groups by size: the published worked examples, and that nothing smaller than the threshold is ever left over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.model.groups import Group
from pulse.protect.sizes import shown_groups
from tests.shared import shared


@pytest.mark.parametrize(("name", "withheld"), [("01", ["C"]), ("02", []), ("03a", ["B"]), ("04", ["B", "E"])])
def test_worked_examples_of_nested_groups(name: str, withheld: list[str]) -> None:
    case = json.loads((shared("vectors/sdc") / f"sdc-{name}.json").read_text())
    sizes = _nested(case["groups"])
    shown = shown_groups(sizes, case["rule"]["min_n"])
    assert sorted(group.name for group in shown) == sorted(case["protected"]["published"])
    enough = {group for group, size in sizes.items() if size >= case["rule"]["min_n"]}
    assert sorted(group.name for group in enough - shown) == withheld == sorted(case["protected"]["secondary"])


def _nested(groups: list[dict[str, object]]) -> dict[Group, int]:
    """Groups given by their atoms, as paths: a group lies in the smallest other that holds all its atoms."""
    atoms = {str(it["group"]): set(it["atoms"]) for it in groups}  # type: ignore[call-overload]
    paths: dict[str, tuple[str, ...]] = {}
    for name in sorted(atoms, key=lambda name: -len(atoms[name])):
        above = [other for other in paths if atoms[name] < atoms[other]]
        parent = min(above, key=lambda other: len(atoms[other]), default=None)
        paths[name] = (*(paths[parent] if parent else ()), name)
    return {Group(paths[str(it["group"])], "x"): int(str(it["n"])) for it in groups}


@st.composite
def organisations(draw: st.DrawFn) -> dict[Group, int]:
    """Everyone, directorates, teams; some people belong to no team."""
    sizes: dict[Group, int] = {}
    total = draw(st.integers(0, 15))
    for directorate in range(draw(st.integers(1, 4))):
        inside = draw(st.integers(0, 12))
        for team, size in enumerate(draw(st.lists(st.integers(1, 40), min_size=1, max_size=5))):
            sizes[Group((f"D{directorate}", f"T{team}"), "team")] = size
            inside += size
        sizes[Group((f"D{directorate}",), "directorate")] = inside
        total += inside
    sizes[Group((), "all")] = total
    return sizes


@settings(max_examples=50, deadline=None)
@given(organisations())
def test_no_sum_of_shown_groups_leaves_a_few_people(sizes: Mapping[Group, int]) -> None:
    """Tries every parent less any groups inside it that do not overlap, without the code's own notion of a rest."""
    shown = shown_groups(sizes, 11)
    for whole in shown:
        inside = [group for group in shown if group != whole and whole.holds(group)]
        for count in range(1, min(len(inside), 6) + 1):
            for parts in combinations(inside, count):
                apart = all(not one.holds(other) and not other.holds(one) for one, other in combinations(parts, 2))
                left = sizes[whole] - sum(sizes[part] for part in parts)
                assert not apart or left == 0 or left >= 11, (whole, parts)


@settings(max_examples=50, deadline=None)
@given(organisations())
def test_everyone_is_shown_when_there_are_enough(sizes: Mapping[Group, int]) -> None:
    """A partner is always found below: the total of a wave is not lost for a small team."""
    whole = Group((), "all")
    assert (whole in shown_groups(sizes, 11)) == (sizes[whole] >= 11)
