"""What a reminder tells of who has answered, over organisations made by chance: nobody can be found out.

1. Of a group that is told at least so many have answered, and at least so many have not.
2. What is left out is nothing, or several groups with as many of either: no number of everybody's gives one away.
3. The share is in steps of ten, and never more than it is.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pulse import define, protect
from pulse.model.figures import Atom, WaveTallies
from pulse.model.survey import Wave

_SURVEY = define.from_source('id = "s"\ntitle = "S"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\n')
_groups = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=8
)


def _tallies(sizes: dict[str, tuple[int, int]]) -> WaveTallies:
    """Directorate -> who answered and who did not; each has two teams, between which the answers are dealt out."""
    responses: dict[Atom, int] = {}
    asked = {(): sum(map(sum, sizes.values()))}
    for name, (answered, silent) in sizes.items():
        asked[name,] = answered + silent  # type: ignore[index]
        for team, people in (("1", answered // 2), ("2", answered - answered // 2)):
            responses[Atom((name, team))] = people
            asked[name, team] = answered + silent  # type: ignore[index]
    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 14))
    return WaveTallies(wave, _SURVEY, ("directorate", "team"), responses, asked)  # type: ignore[arg-type]


@given(_groups, st.integers(8, 15))
def test_nobody_can_be_found_out(sizes: dict[str, tuple[int, int]], least: int) -> None:
    told = protect.responding(_tallies(sizes), least)
    names = {it.group for it in told}
    for it in told:
        answered, silent = sizes[it.group]
        assert min(answered, silent) >= least
        assert it.percent % 10 == 0
        assert 0 <= answered / (answered + silent) - it.percent / 100 < 0.1
    rest = [both for name, both in sizes.items() if name not in names]
    if told and rest:
        assert len(rest) > 1
        assert min(map(sum, zip(*rest, strict=True))) >= least


def test_all_are_told_where_all_may_be() -> None:
    sizes = {"A": (20, 20), "B": (11, 30), "C": (30, 11)}
    assert [(it.group, it.percent) for it in protect.responding(_tallies(sizes), 11)] == [
        ("A", 50),
        ("B", 20),
        ("C", 70),
    ]


def test_where_nobody_knows_how_many_there_are_nothing_is_told() -> None:
    tallies = _tallies({"A": (20, 20), "B": (20, 20)})
    bare = WaveTallies(tallies.wave, tallies.survey, tallies.levels, tallies.responses, {})
    assert protect.responding(bare, 11) == ()
