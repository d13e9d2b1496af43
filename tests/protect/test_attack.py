"""An attack on releases of random organisations. It shares no code with the room it attacks.

It takes every figure that is shown, turns shares back into counts, and solves for what is not shown: by subtracting
nested groups, by completing options to the whole, by narrowing bands. It must not learn a count about fewer people
than the threshold, nor a count of a few (or of nearly all) exactly, nor narrow a band.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.groups import Group
from pulse.model.release import Banded, Release, Rules, Shown
from pulse.model.survey import Wave

_T, _BAND = 11, 2
_FORM = """\
id = "s"
title = "S"
dimensions = ["directorate", "team"]
[[item]]
id = "scale"
text = "Scale?"
scale = "agree5"
[[item]]
id = "one"
text = "One?"
choose = 1
options = { a = "A", b = "B", c = "C", d = "D" }
[[item]]
id = "many"
text = "Many?"
choose = "any"
options = { x = "X", y = "Y", z = "Z" }
"""


def _release(seed: int) -> Release:
    rng = Random(seed)  # noqa: S311
    survey = define.from_source(_FORM)
    responses: dict[Atom, int] = {}
    items: list[ItemTally] = []
    for directorate in range(rng.randint(1, 4)):
        for team in range(rng.randint(1, 6)):
            atom = Atom((f"D{directorate}", f"T{team}" if rng.random() > 0.05 else ""))
            size = rng.choice((rng.randint(1, 14), rng.randint(8, 30), rng.randint(20, 70)))
            if atom in responses:
                continue
            responses[atom] = size
            items += _tallies(rng, atom, size)
    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 10))
    levels = ("directorate", "team")
    scores = analyse.score([WaveTallies(wave, survey, levels, responses, {}, tuple(items))])
    return protect.release(scores, Rules(_T, 22, _BAND), {})


def _tallies(rng: Random, atom: Atom, size: int) -> list[ItemTally]:
    tilt = [rng.choice((0.05, 0.5, 1, 4)) for _ in range(5)]
    scale, one = [0] * 5, [0] * 4
    for _ in range(size):
        scale[rng.choices(range(5), tilt)[0]] += 1
        one[rng.choices(range(4), tilt[:4])[0]] += 1
    many = [sum(rng.random() < share for _ in range(size)) for share in (0.5, rng.random(), rng.choice((0.03, 0.97)))]
    return [
        ItemTally("scale", atom, size, tuple(scale)),
        ItemTally("one", atom, size, tuple(one)),
        ItemTally("many", atom, size, tuple(many)),
    ]


@dataclass
class Known:
    """What a reader knows of one statistic in one group: n, and the counts it can be."""

    n: int
    low: int
    high: int


def _known(release: Release) -> dict[str, dict[Group, Known]]:
    """Statistic -> group -> what is read off the page. An exact share of n answers is an exact count (n is small)."""
    found: dict[str, dict[Group, Known]] = defaultdict(dict)
    for about, figure in release.figures.items():
        if about.measure in ("count", "mean") or not about.item:
            continue
        name = f"{about.item}/{about.measure}/{about.option}"
        if isinstance(figure, Shown):
            count = round(figure.value * figure.n)
            found[name][about.group] = Known(figure.n, count, count)
        elif isinstance(figure, Banded):
            low = 0 if figure.low == 0 else figure.n - _BAND
            found[name][about.group] = Known(figure.n, low, low + _BAND)
    return found


def _inside(group: Group, known: Mapping[Group, Known]) -> list[Group]:
    inside = [other for other in known if other != group and other.path[: len(group.path)] == group.path]
    return [it for it in inside if not any(o != it and it.path[: len(o.path)] == o.path for o in inside)]


def _attack(release: Release) -> list[str]:
    learned: list[str] = []
    for name, groups in _known(release).items():
        exact = {group: known for group, known in groups.items() if known.low == known.high}
        for group, known in exact.items():
            parts = _inside(group, exact)
            n = known.n - sum(exact[part].n for part in parts)
            count = known.low - sum(exact[part].low for part in parts)
            slack = sum(it.n > 100 for it in (known, *(exact[part] for part in parts)))
            if n and not slack:
                if n < _T:
                    learned.append(f"{name}: {group.path} less its parts is {n} people")
                if not _BAND < count < n - _BAND:
                    learned.append(f"{name}: {count} of {n} left in {group.path}")
                learned += _narrowed(name, group, n, count, groups, exact)
    learned += _completed(release)
    return learned


def _narrowed(
    name: str, group: Group, n: int, count: int, groups: Mapping[Group, Known], exact: Mapping[Group, Known]
) -> list[str]:
    """Bands inside a rest whose count is known: each must keep all its values."""
    banded = {it: groups[it] for it in _inside(group, groups) if it not in exact}
    free = n - sum(it.n for it in banded.values())
    found: list[str] = []
    for it, band in banded.items():
        others = [other for key, other in banded.items() if key != it]
        low = max(band.low, count - sum(other.high for other in others) - free)
        high = min(band.high, count - sum(other.low for other in others))
        if high - low < _BAND:
            found.append(f"{name}: band of {it.path} narrowed to {low}..{high} in {group.path}")
    return found


def _completed(release: Release) -> list[str]:
    """Options of which each person chose one make up the whole: what one unknown option must be."""
    found: list[str] = []
    for group in release.listed:
        figures = [release.figure("share", "one", option=option, group=group) for option in "abcd"]
        known = [it for it in figures if isinstance(it, (Shown, Banded))]
        if not known or known[0].n > 100:
            continue
        n = known[0].n
        left = n - sum(round(it.value * n) for it in figures if isinstance(it, Shown))
        banded = [0 if it.low == 0 else n - _BAND for it in figures if isinstance(it, Banded)]
        hidden = len(figures) - len(known)
        if hidden == 1 and not banded:
            found.append(f"one: the hidden option of {group.path} is {left} of {n}")
        if not hidden:
            for low in banded:
                others = sum(banded) - low
                least = max(low, left - others - _BAND * (len(banded) - 1))
                most = min(low + _BAND, left - others)
                if most - least < _BAND:
                    found.append(f"one: a band of {group.path} is {least}..{most}")
    return found


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_fifty_random_organisations_keep_their_secrets(seed: int) -> None:
    assert _attack(_release(seed)) == []


@pytest.mark.nightly
def test_two_thousand_random_organisations_keep_their_secrets() -> None:
    learned = [(seed, found) for seed in range(2000) if (found := _attack(_release(seed)))]
    assert learned == []


def test_the_attack_finds_what_an_unprotected_release_would_tell() -> None:
    """Without the wall the same organisations tell their secrets: the attack can fail."""
    from dataclasses import replace

    release = _release(7)
    bare = protect.release(
        analyse.score([_tallies_of(7)]), Rules(1, 1, -1), {}
    )  # every count is shown exactly, every group at any size
    assert _attack(replace(bare, rules=release.rules))


def _tallies_of(seed: int) -> WaveTallies:
    rng = Random(seed)  # noqa: S311
    sizes = {Atom(("D0", f"T{team}")): size for team, size in enumerate((24, 18, 6))}
    items = [tally for atom, size in sizes.items() for tally in _tallies(rng, atom, size)]
    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 10))
    return WaveTallies(wave, define.from_source(_FORM), ("directorate", "team"), sizes, {}, tuple(items))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_means_and_single_points_need_twenty_two_answers(seed: int) -> None:
    for about, figure in _release(seed).figures.items():
        detail = about.measure == "mean" or (about.item == "scale" and about.measure == "share")
        if detail and isinstance(figure, Shown):
            assert figure.n >= 22
        if isinstance(figure, (Shown, Banded)):
            assert figure.n >= _T
