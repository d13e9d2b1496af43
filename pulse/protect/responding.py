"""About how many of each group have answered while a wave is open: for a reminder, and for nothing else.

Nothing anybody said is in it, and no report can be subtracted from it to learn any: sheets are counted, not answers.
What it could tell is who has answered and who has not. So of a group whose response is told there are at least so many
of either as a figure must rest on; and groups that are left out are none, or several in which as many are of either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pulse.model.figures import WaveTallies
from pulse.model.groups import Path
from pulse.model.messages import Responding

_STEP = 10


def responding(tallies: WaveTallies, least: int) -> tuple[Responding, ...]:
    """The groups of the coarsest level that has several, in the order of their names; none where that is not safe."""
    depth = _depth(tallies.asked)
    if not depth:
        return ()
    answered = _answered(tallies, depth)
    sizes = {
        path: (answered[path], people - answered[path]) for path, people in tallies.asked.items() if len(path) == depth
    }
    told = _told(sizes, least)
    return tuple(
        Responding(" / ".join(path), 100 * sizes[path][0] // tallies.asked[path] // _STEP * _STEP)
        for path in sorted(told)
    )


def _depth(asked: Mapping[Path, int]) -> int:
    """The depth of the coarsest level with several groups; 0 where there is none."""
    groups = Counter(len(path) for path in asked if path)
    return next((depth for depth in sorted(groups) if groups[depth] > 1), 0)


def _answered(tallies: WaveTallies, depth: int) -> Counter[Path]:
    found: Counter[Path] = Counter()
    for atom, people in tallies.responses.items():
        if len(atom.place) >= depth:
            found[atom.place[:depth]] += people
    return found


def _told(sizes: Mapping[Path, tuple[int, int]], least: int) -> set[Path]:
    """Group -> people who answered and who did not: the groups that may be told."""
    told = {path for path, both in sizes.items() if min(both) >= least}
    while told and not _left_out_safely(sizes, told, least):
        told.remove(min(told, key=lambda path: (sum(sizes[path]), path)))
    return told


def _left_out_safely(sizes: Mapping[Path, tuple[int, int]], told: set[Path], least: int) -> bool:
    rest = [both for path, both in sizes.items() if path not in told]
    return not rest or (len(rest) > 1 and all(sum(it[side] for it in rest) >= least for side in (0, 1)))
