"""The lines of a release: where they begin anew, and the limits each part has.

1. A rebase begins new limits at its wave, or at the next shown one; the trend as it was before is kept beside it.
2. A rebase that changes nothing is none: of another item, before the first point, after the last, at a break.
3. A part with fewer than eight points has no limits; the others keep theirs.
4. A group that is no longer made of the same people begins a new line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pulse import define, trend
from pulse.model.events import Rebase
from pulse.model.groups import ALL, Remade
from pulse.model.release import HIDDEN, About, Figure, Release, Rules, Shown
from pulse.model.survey import Wave
from pulse.model.trends import Trend

_SURVEY = define.from_source('id = "s"\ntitle = "S"\n[[item]]\nid = "q"\ntext = "Q?"\nscale = "agree5"\n')
_FIRST = date(2025, 1, 1)


def _day(at: int) -> date:
    return _FIRST + timedelta(days=30 * at)


def _release(shares: Sequence[float | None], version_two_from: int = 99, remade: Sequence[Remade] = ()) -> Release:
    waves = [Wave("s", f"w{at}", _day(at), _day(at) + timedelta(days=9)) for at in range(len(shares))]
    versions = {wave.label: 1 + (at >= version_two_from) for at, wave in enumerate(waves)}
    figures: dict[About, Figure] = {
        About(wave.label, ALL, "favourable", "q", versions[wave.label]): HIDDEN if share is None else Shown(share, 100)
        for wave, share in zip(waves, shares, strict=True)
    }
    asked_in = {wave.label: _SURVEY for wave in waves}
    rules = Rules(11, 22, 2)
    return Release(_SURVEY, tuple(waves), (ALL,), figures, {"q": versions}, asked_in, rules, {}, remade=tuple(remade))


def _rebase(at: int, item: str = "q") -> Rebase:
    return Rebase("s", item, _day(at), "Programme", "Board", _day(20))


def _one(release: Release, *rebases: Rebase) -> Trend:
    (found,) = trend.follow(release, rebases)
    return found


_STEP = [0.4 + at % 2 / 100 for at in range(9)] + [0.6 + at % 2 / 100 for at in range(9)]


def test_limits_begin_anew_at_a_rebase_and_the_original_ones_stay() -> None:
    found = _one(_release(_STEP), _rebase(9))
    assert found.rebased == ("w9",)
    assert [point.rebase_group for point in found.series.points] == [0] * 9 + [1] * 9
    assert (found.series.points[0].mean, found.series.points[-1].mean) == (0.4, 0.6)
    assert found.original == _one(_release(_STEP))


def test_a_rebase_at_a_wave_that_is_not_shown_counts_from_the_next_one() -> None:
    assert _one(_release([*_STEP[:9], None, *_STEP[9:]]), _rebase(9)).rebased == ("w10",)


@pytest.mark.parametrize(
    ("release", "rebase"),
    [
        (_release(_STEP), _rebase(9, "other")),
        (_release(_STEP), _rebase(0)),
        (_release(_STEP), _rebase(18)),
        (_release(_STEP, version_two_from=9), _rebase(9)),
    ],
    ids=["another item", "the first point", "after the last", "at a break"],
)
def test_a_rebase_that_changes_nothing_is_none(release: Release, rebase: Rebase) -> None:
    assert trend.follow(release, [rebase]) == trend.follow(release)


def test_a_part_of_few_points_has_no_limits_and_the_others_keep_theirs() -> None:
    found = _one(_release(_STEP), _rebase(11))
    limits = [point.lower is not None for point in found.series.points]
    assert limits == [True] * 11 + [False] * 7
    assert ([part.chart for part in found.series.parts], found.series.variation) == (["run", "dots"], None)


def test_a_group_made_of_other_people_begins_a_new_line() -> None:
    """The rule is the same for every group; everyone stands for one here."""
    remade = Remade(ALL.path, _day(8) + timedelta(days=12), "merged", (("A",), ("B",)))
    assert _one(_release(_STEP, remade=[remade])).breaks == ("w9",)
    assert _one(_release(_STEP)).breaks == ()
    for day, label in ((_day(8), "w8"), (_day(9), "w9")):  # on the first day of a wave: from that wave on
        assert _one(_release(_STEP, remade=[replace(remade, day=day)])).breaks == (label,)


def test_doubts_look_at_the_part_the_start_lies_in() -> None:
    """Before a break others were asked: they say nothing on a shift after it."""
    codes = [it.code for it in trend.doubts(_one(_release(_STEP, version_two_from=9)), _day(9), 1)]
    assert codes == ["rebase-nothing-seen"]
    assert [it.code for it in trend.doubts(None, _day(9), 1)] == ["rebase-nothing-seen"]
    assert trend.doubts(_one(_release(_STEP)), _day(9), 1) == ()
    seven = [*_STEP[:9], *[0.6] * 7, 0.3]
    assert trend.doubts(_one(_release(seven)), _day(9), 1) == ()
    assert [it.code for it in trend.doubts(_one(_release([*_STEP[:9], *[0.6] * 6, 0.3, 0.3])), _day(9), 1)] == [
        "rebase-no-shift"
    ]
