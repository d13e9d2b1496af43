"""Mix and within: a printed table, Simpson, and that the two always sum to the change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.statistics.mix import Part, decompose, moved, standardise

_SIZES = {
    1985: (3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472,
           707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236),
    1970: (2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315,
           535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117),
}  # fmt: skip
_RATES = {
    1985: (9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570,
           17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161),
    1970: (18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837,
           36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205),
}  # fmt: skip


def _year(year: int) -> dict[int, Part]:
    return {at: Part(n, rate) for at, (n, rate) in enumerate(zip(_SIZES[year], _RATES[year], strict=True))}


def test_death_rates_of_das_gupta() -> None:
    """Das Gupta 1993, Standardization and Decomposition of Rates (US Census P23-186), example 5.3.

    US deaths per 1,000 by race and age, 1970 and 1985, as the R package DasGuptR prints them (README, eg5.3): crude
    rates 9.421833 and 8.735618, effect of the rates -2.2277254, of age 1.5217347, of race 0.0197749.
    """
    ours = decompose(_year(1970), _year(1985))
    assert ours.within == pytest.approx(-2.2277254, abs=5e-7)
    assert ours.mix == pytest.approx(1.5217347 + 0.0197749, abs=5e-7)
    assert ours.total == pytest.approx(8.735618 - 9.421833, abs=1e-6)


def test_standardised_rates_of_das_gupta() -> None:
    """The same table: with the average mix of both years the rates are 10.257368 and 8.029643."""
    before, after = _year(1970), _year(1985)
    average = {at: Part(before[at].n / sum(_SIZES[1970]) + after[at].n / sum(_SIZES[1985]), 0.0) for at in before}
    assert standardise(average, before) == pytest.approx(10.257368, abs=5e-7)
    assert standardise(average, after) == pytest.approx(8.029643, abs=5e-7)
    assert standardise(before, before) == pytest.approx(9.421833, abs=5e-7)


def test_a_total_that_falls_while_every_group_rises() -> None:
    """Simpson: both groups gain 5 points, the total loses 13, since the low group grew."""
    before = {"high": Part(80, 0.8), "low": Part(20, 0.2)}
    after = {"high": Part(50, 0.85), "low": Part(50, 0.25)}
    ours = decompose(before, after)
    assert ours.within == pytest.approx(0.05)
    assert ours.mix == pytest.approx(-0.18)
    assert standardise(before, after) == pytest.approx(0.73)


def test_a_group_in_one_wave_only_is_mix() -> None:
    ours = decompose({"a": Part(50, 0.6), "old": Part(50, 0.2)}, {"a": Part(50, 0.6), "new": Part(50, 0.8)})
    assert (ours.mix, ours.within) == pytest.approx((0.3, 0.0))


def test_how_far_a_mix_moved_is_what_would_have_to_come_from_other_groups() -> None:
    """80 and 20 of 100 become 50 and 50 of 100: 30 of the 100 would have to come from the first; no matter who else."""
    before = {"high": Part(80, 0.8), "low": Part(20, 0.2)}
    assert moved(before, {"high": Part(50, 0.1), "low": Part(50, 0.9)}) == pytest.approx(0.3)
    assert moved(before, {"high": Part(8, 0.8), "low": Part(2, 0.2)}) == pytest.approx(0.0)
    assert moved(before, {"new": Part(7, 0.5)}) == pytest.approx(1.0)


def test_keys_need_no_order() -> None:
    before: dict[str | None, Part] = {"a": Part(50, 0.6), None: Part(50, 0.2)}
    after: dict[str | None, Part] = {"a": Part(75, 0.6), None: Part(25, 0.2)}
    assert decompose(before, after).mix == pytest.approx(0.1)


def test_parts_may_be_shares() -> None:
    standard, wave = {"a": Part(0.5, 0.6), "b": Part(0.5, 0.2)}, {"a": Part(0.9, 0.8), "b": Part(0.1, 0.4)}
    assert standardise(standard, wave) == pytest.approx(0.6)
    with pytest.raises(ValueError, match="nobody in the wave"):
        standardise(standard, {"a": Part(0.9, 0.8)})


def test_a_group_of_the_standard_with_nobody_in_the_wave() -> None:
    standard = {"a": Part(50, 0.6), "b": Part(10, 0.2)}
    for wave in ({"a": Part(50, 0.6)}, {"a": Part(50, 0.6), "b": Part(0, 0.0)}):
        with pytest.raises(ValueError, match="nobody in the wave"):
            standardise(standard, wave)
    assert standardise({**standard, "b": Part(0, 0.0)}, {"a": Part(50, 0.6)}) == pytest.approx(0.6)


groups = st.dictionaries(st.sampled_from("ABCDE"), st.builds(Part, st.integers(1, 500), st.floats(0, 10)), min_size=1)


def _total(parts: dict[str, Part]) -> float:
    return sum(part.n * part.mean for part in parts.values()) / sum(part.n for part in parts.values())


@settings(max_examples=50, deadline=None)
@given(groups, groups)
def test_mix_and_within_sum_to_the_change(before: dict[str, Part], after: dict[str, Part]) -> None:
    ours, back = decompose(before, after), decompose(after, before)
    assert ours.total == pytest.approx(_total(after) - _total(before), abs=1e-9)
    assert (back.mix, back.within) == pytest.approx((-ours.mix, -ours.within), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(groups, st.floats(-3, 3))
def test_one_step_everywhere_is_all_within(before: dict[str, Part], step: float) -> None:
    after = {group: Part(part.n * 2, part.mean + step) for group, part in before.items()}
    ours = decompose(before, after)
    assert (ours.mix, ours.within) == pytest.approx((0, step), abs=1e-9)
