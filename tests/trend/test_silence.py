"""Silence first: groups whose response fell by 15 points, or that are no longer shown, are named before any score."""

from __future__ import annotations

from datetime import date

from pulse import define, trend
from pulse.model.groups import ALL, Group
from pulse.model.release import HIDDEN, About, Figure, Release, Rules, Shown
from pulse.model.survey import Wave

_SURGERY, _MEDICINE = Group(("Surgery",), "directorate"), Group(("Medicine",), "directorate")
_WARD = Group(("Surgery", "Ward 6"), "team")


def _release(*rates: dict[Group, float | None]) -> Release:
    """A release of as many waves as there are tables of response rates; None is hidden."""
    survey = define.from_source('id = "s"\ntitle = "S"\n[[item]]\nid = "q"\ntext = "Q?"\nscale = "agree5"\n')
    waves = tuple(Wave("s", f"2026-{at:02}", date(2026, at, 1), date(2026, at, 10)) for at in range(1, len(rates) + 1))
    figures: dict[About, Figure] = {}
    for wave, by_group in zip(waves, rates, strict=True):
        for group, rate in by_group.items():
            figures[About(wave.label, group, "response_rate")] = HIDDEN if rate is None else Shown(rate, 100)
    groups = (ALL, _MEDICINE, _SURGERY, _WARD)
    asked = {wave.label: survey for wave in waves}
    return Release(survey, waves, groups, figures, {}, asked, Rules(11, 22, 2), {})


def test_a_fall_of_fifteen_points_is_named_and_one_of_fourteen_is_not() -> None:
    release = _release({_SURGERY: 0.62, _MEDICINE: 0.62}, {_SURGERY: 0.47, _MEDICINE: 0.48})
    assert [(it.group, it.before, it.now, it.wave) for it in trend.silences(release)] == [
        (_SURGERY, 0.62, 0.47, "2026-01")
    ]


def test_a_group_no_longer_shown_is_named_and_one_never_shown_is_not() -> None:
    release = _release({_SURGERY: 0.5, _MEDICINE: None}, {_SURGERY: None, _MEDICINE: None})
    assert [(it.group, it.now) for it in trend.silences(release)] == [(_SURGERY, None)]


def test_the_whole_is_named_for_its_parts_and_the_largest_fall_comes_first() -> None:
    before: dict[Group, float | None] = {_MEDICINE: 0.6, _SURGERY: 0.8, _WARD: 0.9}
    release = _release(before, {_MEDICINE: 0.4, _SURGERY: 0.3, _WARD: 0.1})
    assert [it.group for it in trend.silences(release)] == [_SURGERY, _MEDICINE]


def test_a_group_no_longer_shown_counts_as_fallen_by_all_it_had() -> None:
    release = _release({_MEDICINE: 0.8, _SURGERY: 0.5}, {_MEDICINE: 0.4, _SURGERY: None})
    assert [it.group for it in trend.silences(release)] == [_SURGERY, _MEDICINE]


def test_a_part_is_named_where_the_whole_did_not_fall() -> None:
    release = _release({_SURGERY: 0.6, _WARD: 0.9}, {_SURGERY: 0.55, _WARD: 0.5})
    assert [it.group for it in trend.silences(release)] == [_WARD]


def test_only_the_stock_take_before_counts_and_the_first_has_none() -> None:
    assert trend.silences(_release({_SURGERY: 0.6})) == ()
    assert trend.silences(_release({_SURGERY: 0.9}, {_SURGERY: 0.5}, {_SURGERY: 0.5})) == ()
