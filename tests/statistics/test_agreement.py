"""Agreement between coders.

1. Cohen's kappa on the table of a textbook's kind; Krippendorff's alpha on the examples of his own paper.
2. What must always hold: perfect agreement is 1, names of values do not matter, chance alone is about 0.
3. Where there is nothing to be told from chance there is no figure.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.statistics.agreement import cohen_kappa, krippendorff_alpha

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units, gaps.
_FOUR = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
# The same, section A: two observers, ten units, two values.
_TWO = """
0 1 0 0 0 0 0 0 1 0
1 1 1 0 0 1 0 0 0 0
"""
# The same, section B: two observers, twelve units, five values.
_NOMINAL = """
a a b b d c c c e d d a
b a b b b c c c e d d d
"""


def _units(table: str) -> list[list[str | None]]:
    rows = [[None if cell == "." else cell for cell in line.split()] for line in table.strip().splitlines()]
    return [list(unit) for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(("table", "alpha"), [(_FOUR, 0.743), (_TWO, 0.095), (_NOMINAL, 0.692)])
def test_alpha_as_its_author_prints_it(table: str, alpha: float) -> None:
    """Krippendorff (2011), sections A (binary), B (nominal) and C (nominal, several observers, missing data)."""
    assert krippendorff_alpha(_units(table)) == pytest.approx(alpha, abs=0.0005)


def test_kappa_as_cohen_prints_it() -> None:
    """Cohen (1960), Educational and Psychological Measurement 20, table 1: proportions of 200; kappa .492."""
    table = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(table[row][column])]
    assert cohen_kappa(pairs) == pytest.approx(0.492, abs=0.0005)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1, max_size=60))
def test_it_does_not_matter_what_values_are_called_nor_who_is_first(pairs: list[tuple[str, str]]) -> None:
    other = [("xy"["ab".index(two)], "xy"["ab".index(one)]) for one, two in pairs]
    assert cohen_kappa(pairs) == pytest.approx(cohen_kappa(other))
    assert krippendorff_alpha(pairs) == pytest.approx(krippendorff_alpha(other))


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=60).filter(lambda said: len(set(said)) > 1))
def test_who_agree_in_all_have_one(said: list[str]) -> None:
    assert cohen_kappa([(it, it) for it in said]) == pytest.approx(1)
    assert krippendorff_alpha([(it, it, it) for it in said]) == pytest.approx(1)


def test_chance_alone_is_about_nothing() -> None:
    rng = Random(7)  # noqa: S311 - no secret
    pairs = [(rng.random() < 0.2, rng.random() < 0.2) for _ in range(20_000)]
    assert cohen_kappa(pairs) == pytest.approx(0, abs=0.03)
    assert krippendorff_alpha(pairs) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("pairs", [[], [(True, True)] * 5])
def test_nothing_to_be_told_from_chance_is_no_figure(pairs: list[tuple[bool, bool]]) -> None:
    assert cohen_kappa(pairs) is None
    assert krippendorff_alpha(pairs) is None


def test_what_only_one_person_rated_counts_for_nothing() -> None:
    pairs: list[list[str | None]] = [["a", "a"], ["b", "b"], ["a", "b"]]
    assert krippendorff_alpha([*pairs, ["b", None], [None, None]]) == krippendorff_alpha(pairs)
