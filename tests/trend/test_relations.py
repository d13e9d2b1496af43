"""What follows from shown ratings of pairs, worked by hand.

1. Asymmetry: Newcombe 1998, Stat Med 17:873, table II, example (a): 56/70 less 48/80 is 0.20, method 10 gives 0.0524 to
   0.3339.
2. Reciprocity: Squartini et al. 2013, Sci Rep 3:2729, eq. 4: the lesser of each pair's two, by all that is said.
3. Since the wave before; a small change of a small group is never clear.
4. `between` turns a relation round: the other group's view has the opposite sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pulse import define, trend
from pulse.model.groups import ALL, Group
from pulse.model.relations import Relations
from pulse.model.release import HIDDEN, About, Banded, Figure, Release, Rules, Shown
from pulse.model.survey import Wave
from tests.pairs import FORM

_TEAMS = {name: Group((name,), "team") for name in "ABCD"}
Said = Mapping[str, Figure]  # "AB": what A says of B


def _found(*said: Said) -> Relations:
    survey = define.from_source(FORM)
    waves = [Wave("pairs", f"2026-{month:02}", date(2026, month, 1), date(2026, month, 9)) for month in (3, 9)]
    waves = waves[-len(said) :]
    ratings = {
        About(wave.label, _TEAMS[pair[0]], "favourable", "trust", 1, group2=_TEAMS[pair[1]]): figure
        for wave, of_wave in zip(waves, said, strict=True)
        for pair, figure in of_wave.items()
    }
    release = Release(
        survey=survey,
        waves=tuple(waves),
        groups=(ALL, *_TEAMS.values()),
        figures={},
        versions={"trust": {wave.label: 1 for wave in waves}},
        asked_in={wave.label: survey for wave in waves},
        rules=Rules(11, 22, 2),
        methods={},
        ratings=ratings,
    )
    return trend.relations(release)


def _pair(found: Relations, one: str, other: str) -> Sequence[object]:
    (relation,) = found.between(_TEAMS[one], _TEAMS[other])
    it = relation.asymmetry
    return None if it is None else (it.value, it.lower, it.upper, it.n, it.clear)  # type: ignore[return-value]


def test_asymmetry_by_newcombe() -> None:
    found = _found({"AB": Shown(0.80, 70), "BA": Shown(0.60, 80)})
    assert _pair(found, "A", "B") == (0.20, 0.05, 0.33, 150, True)
    assert _pair(found, "B", "A") == (-0.20, -0.33, -0.05, 150, True)


def test_one_direction_alone_has_none() -> None:
    found = _found({"AB": Shown(0.80, 70), "BA": HIDDEN, "AC": Shown(0.5, 40), "CA": Banded(0.0, 0.1, 20)})
    assert _pair(found, "A", "B") is _pair(found, "A", "C") is None
    assert found.said("trust", _TEAMS["A"], _TEAMS["B"]) == Shown(0.80, 70)
    assert found.said("trust", _TEAMS["B"], _TEAMS["A"]) == HIDDEN
    assert found.reciprocity == {}


def test_what_is_returned_by_squartini() -> None:
    """(0.8, 0.6) and (0.5, 0.1): 2 * (0.6 + 0.1) of 1.4 + 0.6 is 0.7; the pair shown one way does not count."""
    found = _found(
        {
            "AB": Shown(0.8, 70), "BA": Shown(0.6, 80), "AC": Shown(0.5, 30), "CA": Shown(0.1, 30),
            "BC": Shown(0.9, 30), "CB": HIDDEN,
        }
    )  # fmt: skip
    assert found.reciprocity == {"trust": (0.7, 2)}


def test_one_difference_among_many_must_stand_among_them() -> None:
    """19 points have a p of 0.01 alone; among six pairs, the others of which are alike, q is six times that."""
    alike = {pair: Shown(0.5, 40) for pair in ("AC", "CA", "AD", "DA", "BC", "CB", "BD", "DB", "CD", "DC")}
    found = _found({"AB": Shown(0.79, 70), "BA": Shown(0.60, 80), **alike})
    (relation,) = found.between(_TEAMS["A"], _TEAMS["B"])
    assert relation.asymmetry is not None
    assert relation.asymmetry.lower > 0
    assert not relation.asymmetry.clear


def test_a_relationship_that_mends() -> None:
    found = _found({"AB": Shown(0.30, 60), "BA": Shown(0.55, 60)}, {"AB": Shown(0.62, 60), "BA": Shown(0.56, 60)})
    moved = {(it.rater.name, it.rated.name): it.moved for it in found.lines}
    up, still = moved["A", "B"], moved["B", "A"]
    assert up is not None
    assert still is not None
    assert (up.value, up.clear, still.value, still.clear) == (0.32, True, 0.01, False)


def test_of_a_small_group_a_hidden_wave_is_no_wave_before() -> None:
    found = _found({"AB": HIDDEN}, {"AB": Shown(0.62, 12)})
    assert [it.moved for it in found.lines] == [None]


def test_a_small_change_of_a_small_group_is_never_clear() -> None:
    """Confidentiality 3.5: below 22 answers ten points or less are no news, even where the interval leaves out 0."""
    for n, clear in ((21, False), (22, True)):
        (line,) = _found({"AB": Shown(0.14, n)}, {"AB": Shown(0.04, 1_000_000)}).lines
        assert line.moved is not None
        assert line.moved.upper < 0
        assert line.moved.clear == clear
