"""A second attacker: every figure of a release is a line about whole numbers, and the lines are tightened together.

It shares no code with the rooms. It knows what a manager knows: how many of every group answered, how a question is
built, and whatever a release shows. Each count of each group, and of what is left of each group, is an unknown whole
number between bounds; sums over options, over parts of a group, and over points of a scale narrow the bounds until
nothing moves. Values of a band are then tried one by one: one that ends in a contradiction is ruled out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse.model.figures import Atom, IndexTally, ItemTally, WaveTallies
from pulse.model.release import Banded, Release, Rules, Shown
from pulse.model.survey import Wave

_T, _BAND = 11, 2
_RULES = Rules(_T, 22, _BAND)
_FORM = """\
id = "s"
title = "S"
dimensions = ["directorate", "team"]
[[item]]
id = "scale"
text = "Scale?"
scale = "agree5"
index = "score"
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
[[item]]
id = "why"
text = "Why A?"
choose = 1
options = { p = "P", q = "Q" }
ask_if = "one == a"
"""
_ITEMS = {"scale": "12345", "one": "abcd", "many": "xyz", "why": "pq"}
_DAYS = (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))

Path = tuple[str, ...]
Name = tuple[str, Path, str]  # item, group, option
Truth = dict[Name, int]
Teams = Mapping[Path, Mapping[str, Sequence[int]]]  # team -> item -> counts; of many and why first who answered


# --- random organisations --------------------------------------------------------------------------------------------


def _teams(rng: Random, most: int = 70) -> Teams:
    found: dict[Path, dict[str, Sequence[int]]] = {}
    for directorate in range(rng.randint(1, 3)):
        for team in range(rng.randint(1, 4)):
            size = rng.choice((rng.randint(1, 14), rng.randint(11, 30), rng.randint(20, most)))
            place = (f"D{directorate}", f"T{team}" if rng.random() > 0.05 else "")
            found[place] = _answers(rng, size)
    return found


def _answers(rng: Random, size: int) -> dict[str, Sequence[int]]:
    """What `size` people say. Everybody ticks something, and everyone who said a says why."""
    tilt = [rng.choice((0.03, 0.3, 1, 4)) for _ in range(5)]
    scale, one, many, why = [0] * 5, [0] * 4, [0] * 3, [0] * 2
    for _ in range(size):
        scale[rng.choices(range(5), tilt)[0]] += 1
        one[rng.choices(range(4), tilt[1:])[0]] += 1
        ticked = {rng.choices(range(3), tilt[:3])[0], *(at for at in range(3) if rng.random() < tilt[at] / 10)}
        for at in ticked:
            many[at] += 1
    for _ in range(one[0]):
        why[rng.choices(range(2), tilt[:2])[0]] += 1
    return {"scale": scale, "one": one, "many": [size, *many], "why": [one[0], *why]}


def _tallies(day: date, teams: Teams, asked: Mapping[Path, int] | None = None) -> WaveTallies:
    items: list[ItemTally] = []
    indices: list[IndexTally] = []
    for place, answers in teams.items():
        scale, one, many, why = (tuple(answers[item]) for item in _ITEMS)
        items += [
            ItemTally("scale", Atom(place), sum(scale), scale),
            ItemTally("one", Atom(place), sum(one), one),
            ItemTally("many", Atom(place), many[0], many[1:]),
            ItemTally("why", Atom(place), why[0], why[1:]),
        ]
        points = [(at * 2500, count) for at, count in enumerate(scale)]
        total, squares = (sum(point**power * count for point, count in points) for power in (1, 2))
        indices.append(IndexTally("score", Atom(place), sum(scale), total, squares))
    wave = Wave("s", f"{day:%Y-%m}", day, day)
    responses = {Atom(place): sum(answers["scale"]) for place, answers in teams.items()}
    survey, levels = define.from_source(_FORM), ("directorate", "team")
    return WaveTallies(wave, survey, levels, responses, asked or {}, tuple(items), tuple(indices))


def _release(waves: Iterable[Teams]) -> Release:
    tallies = [_tallies(day, teams) for day, teams in zip(_DAYS, waves, strict=False)]
    return protect.release(analyse.score(tallies), _RULES, {})


def _truth(teams: Teams) -> Truth:
    """All counts, of every group and (item, group, "n") of all who answered."""
    found: Truth = {}
    for place, answers in teams.items():
        paths = [place[:depth] for depth in range(len(place) + 1) if depth == 0 or place[depth - 1]]
        for item, options in _ITEMS.items():
            n, *counts = answers[item] if item in ("many", "why") else (sum(answers[item]), *answers[item])
            for path in paths:
                for option, count in zip(("n", *options), (n, *counts), strict=True):
                    found[item, path, option] = found.get((item, path, option), 0) + count
    return found


# --- lines -----------------------------------------------------------------------------------------------------------


class ContradictionError(Exception):
    """The bounds leave nothing."""


@dataclass
class System:
    """Whole numbers between bounds, and lines `low <= sum of factor x number <= high` about them."""

    bounds: dict[Name, tuple[int, int]] = field(default_factory=dict)
    lines: list[tuple[tuple[tuple[int, Name], ...], float, float]] = field(default_factory=list)
    about: dict[Name, list[int]] = field(default_factory=dict)

    def line(self, parts: Iterable[tuple[int, Name]], low: float, high: float) -> None:
        kept = tuple(part for part in parts if part[0])
        for _, name in kept:
            self.about.setdefault(name, []).append(len(self.lines))
        self.lines.append((kept, low, high))

    def within(self, name: Name, low: int, high: int) -> None:
        known = self.bounds.get(name, (0, high))
        self.bounds[name] = max(low, known[0]), min(high, known[1])

    def tighten(self, bounds: dict[Name, tuple[int, int]], first: Iterable[int]) -> None:
        """Narrows `bounds` until no line narrows them further. Raises ContradictionError."""
        waiting = dict.fromkeys(first)
        while waiting:
            at = next(iter(waiting))
            del waiting[at]
            parts, low, high = self.lines[at]
            ends = [sorted((factor * bounds[name][0], factor * bounds[name][1])) for factor, name in parts]
            least, most = sum(end[0] for end in ends), sum(end[1] for end in ends)
            for (factor, name), (small, large) in zip(parts, ends, strict=True):
                one, other = (low - (most - large)) / factor, (high - (least - small)) / factor
                was = bounds[name]
                is_now = max(was[0], _ceil(min(one, other))), min(was[1], _floor(max(one, other)))
                if is_now[0] > is_now[1]:
                    raise ContradictionError
                if is_now != was:
                    bounds[name] = is_now
                    waiting.update(dict.fromkeys(self.about[name]))

    def can_be(self, name: Name, value: int) -> bool:
        """False where a value is ruled out."""
        low, high = self.bounds[name]
        if not low <= value <= high:
            return False
        tried = {**self.bounds, name: (value, value)}
        try:
            self.tighten(tried, self.about.get(name, ()))
        except ContradictionError:
            return False
        return True


def _ceil(value: float) -> int:
    return int(-((-value + 1e-9) // 1))


def _floor(value: float) -> int:
    return int((value + 1e-9) // 1)


# --- what is read off a release --------------------------------------------------------------------------------------


def _system(release: Release, wave: str, truth: Truth, item: str) -> System:
    """All that is known of one item in one wave. Sizes are known; an exact share is an exact count."""
    system = System()
    groups = sorted({path for of, path, _ in truth if of == item})
    for path in groups:
        n = truth[item, path, "n"]
        for option in _ITEMS[item]:
            system.within((item, path, option), 0, n)
        everybody = [(1, (item, path, option)) for option in _ITEMS[item]]
        system.line(everybody, n, n * len(everybody) if item == "many" else n)
    _together(system, release, wave, truth, item, item)
    if item == "scale":
        _together(system, release, wave, truth, item, "score")
    for name, low, high in _read(release, wave, truth, item):
        parts = [(1, (item, name[1], option)) for option in name[2]]
        system.line(parts, low, high)
    _nested(system, item, truth, groups)
    _means(system, release, wave, item)
    _conditions(system, release, wave, item)
    system.tighten(system.bounds, range(len(system.lines)))
    return system


def _read(release: Release, wave: str, truth: Truth, item: str) -> Iterator[tuple[Name, int, int]]:
    """Sums of options (as one string) between bounds."""
    sides = {"favourable": "45", "neutral": "3", "unfavourable": "12"}
    for about, figure in release.figures.items():
        if (about.wave, about.item) != (wave, item) or about.measure == "mean" or about.group.path not in _paths(truth):
            continue
        option = sides.get(about.measure) or _letter(release, item, about.option)
        name = (item, about.group.path, option)
        n = truth[item, about.group.path, "n"]
        if isinstance(figure, Shown):
            count = sum(truth[item, about.group.path, it] for it in option)
            assert abs(figure.value - count / n) < 0.00500001, "an exact figure says what is true"
            yield name, count, count
        elif isinstance(figure, Banded):
            yield (name, 0, _BAND) if figure.low == 0 else (name, n - _BAND, n)


def _paths(truth: Truth) -> set[Path]:
    return {path for _, path, _ in truth}


def _letter(release: Release, item: str, option: str) -> str:
    options = [it.id for it in release.survey.by_id[item].options]
    return _ITEMS[item][options.index(option)]


def _nested(system: System, item: str, truth: Truth, groups: Sequence[Path]) -> None:
    """A group's count is that of its parts and of those in no part; and of what is known exactly, the largest parts."""
    for path in groups:
        inside = [other for other in groups if len(other) == len(path) + 1 and other[: len(path)] == path]
        _left(system, item, truth, path, inside, "-")
        for option in _ITEMS[item]:
            known = [
                o for o in groups if len(o) > len(path) and o[: len(path)] == path and _exact(system, item, o, option)
            ]
            largest = [it for it in known if not any(it != o and it[: len(o)] == o for o in known)]
            if largest and _exact(system, item, path, option):
                _left(system, item, truth, path, largest, f"-{option}", option)


def _exact(system: System, item: str, path: Path, option: str) -> bool:
    name = (item, path, option)
    return any(
        parts == ((1, name),) and low == high for parts, low, high in (system.lines[at] for at in system.about[name])
    )


def _left(
    system: System, item: str, truth: Truth, path: Path, inside: Sequence[Path], mark: str, options: str = ""
) -> None:
    left = (*path, mark)
    n = truth[item, path, "n"] - sum(truth[item, other, "n"] for other in inside)
    if not inside or not n:
        if inside:
            for option in options or _ITEMS[item]:
                parts = [(1, (item, path, option)), *((-1, (item, other, option)) for other in inside)]
                system.line(parts, 0, 0)
        return
    truth[item, left, "n"] = n
    for option in options or _ITEMS[item]:
        truth[item, left, option] = truth[item, path, option] - sum(truth[item, other, option] for other in inside)
        system.within((item, left, option), 0, n)
        parts = [(1, (item, path, option)), *((-1, (item, other, option)) for other in (left, *inside))]
        system.line(parts, 0, 0)
    if not options:
        everybody = [(1, (item, left, option)) for option in _ITEMS[item]]
        system.line(everybody, n, n * len(everybody) if item == "many" else n)


def _together(system: System, release: Release, wave: str, truth: Truth, item: str, statistic: str) -> None:
    """Smaller groups as one are what is left of their parent beside those of which something is said.

    Of a score they are others than of its item: a score needs more answers.
    """
    said = {
        about.group.path
        for about, figure in release.figures.items()
        if (about.wave, about.item) == (wave, statistic) and isinstance(figure, (Shown, Banded))
    }
    known = {path for path in said if path[-1:] in ((), *((name,) for name in _NAMES))}
    for path in said - known:
        parts = [it for it in known if it and it[:-1] == path[:-1]]
        _left(system, item, truth, path[:-1], parts, _mark(path, item, statistic))


_NAMES = [f"{level}{number}" for level in "DT" for number in range(4)]


def _mark(path: Path, item: str, statistic: str) -> str:
    return path[-1] if statistic == item else f"{path[-1]}, {statistic}"


def _means(system: System, release: Release, wave: str, item: str) -> None:
    """A mean to one decimal bounds the sum of all points: of the item, and of the score made of nothing else."""
    if item != "scale":
        return
    for about, figure in release.figures.items():
        if about.wave == wave and about.measure == "mean" and isinstance(figure, Shown):
            path = about.group.path
            if path and path[-1] not in _NAMES:
                path = (*path[:-1], _mark(path, item, about.item))
            parts = [(at, (item, path, option)) for at, option in enumerate(_ITEMS[item])]
            total = figure.value * figure.n / 2.5
            slack = 0.05 * figure.n / 2.5
            system.line(parts, total - slack, total + slack)


def _conditions(system: System, release: Release, wave: str, item: str) -> None:
    """As many as said why, or more, said a before: here it is known that all of them do."""
    if item != "one":
        return
    for about, figure in release.figures.items():
        if about.wave == wave and about.item == "why" and isinstance(figure, (Shown, Banded)):
            system.line([(1, ("one", about.group.path, "a"))], figure.n, figure.n)


# --- what must not follow --------------------------------------------------------------------------------------------


def _learned(release: Release, waves: Sequence[Teams]) -> list[str]:
    found: list[str] = []
    for wave, teams in zip(release.waves, waves, strict=True):
        for item in _ITEMS:
            truth = _truth(teams)
            system = _system(release, wave.label, truth, item)
            apart = {
                about.group.path
                for about, figure in release.figures.items()
                if about.wave == wave.label and about.item == item and isinstance(figure, (Shown, Banded))
            }
            found += [f"{wave.label} {it}" for it in _told(system, truth, apart)]
    return found


def _told(system: System, truth: Truth, apart: Collection[Path]) -> Iterator[str]:
    """apart: the groups that something is shown of."""
    for name, (low, high) in list(system.bounds.items()):
        item, path, option = name
        n = truth[item, path, "n"]
        if not n:
            continue
        assert low <= truth[name] <= high, "what is derived is true"
        left = list(range(low, high + 1))
        if len(left) <= 2 * _BAND + 1:
            left = [value for value in left if system.can_be(name, value)]
        # Whoever is not shown by herself may be near to those who are: what is said of 47 of 50 is nearly known of 49.
        least = min(_BAND, n) + 1 if path in apart else 2
        if len(left) < least and (n < _T or not _BAND < truth[name] < n - _BAND):
            yield f"{item}/{option}: {truth[name]} of {n} in {path} is one of {left}"


def _random_waves(seed: int) -> list[Teams]:
    rng = Random(seed)  # noqa: S311
    return [_teams(rng) for _ in range(rng.randint(1, 2))]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_no_count_of_a_few_follows_from_all_lines_together(seed: int) -> None:
    waves = _random_waves(seed)
    assert _learned(_release(waves), waves) == []


@pytest.mark.nightly
def test_five_hundred_organisations_keep_their_counts() -> None:
    learned = [(seed, found) for seed in range(500) if (found := _learned(_release(w := _random_waves(seed)), w))]
    assert learned == []


# --- each leak by itself: without the rule the attacker has it -------------------------------------------------------


def _one_team(**answers: Sequence[int]) -> Teams:
    """A single team; what is not given is answered in a way that tells nothing."""
    size = sum(answers.get("one", answers.get("scale", (10, 10, 10, 10))))
    quiet = {
        "scale": [size - 4 * (size // 5), *[size // 5] * 4],
        "one": [size - 3 * (size // 4), *[size // 4] * 3],
        "many": [size, size // 2, size // 2, size // 2],
    }
    found = {**quiet, **answers}
    said = found["one"][0]
    return {("D0", "T0"): {**found, "why": [said, said // 2, said - said // 2]}}


def test_a_mean_does_not_tell_of_a_point_that_few_gave() -> None:
    """30 people, 6/0/8/15/1: with the three sides, a mean of 5.4 leaves one person for the two points 2 and 5."""
    waves = [_one_team(scale=(6, 0, 8, 15, 1))]
    release = _release(waves)
    assert _learned(release, waves) == []
    told = {about: Shown(5.4, 30) for about in release.figures if about.measure == "mean"}
    assert _learned(replace(release, figures={**release.figures, **told}), waves)


def test_options_that_everybody_ticked_one_of_do_not_make_up_the_last() -> None:
    """Of 20 people 10 and 8 ticked two options: nobody was without, so the two left ticked the third."""
    waves = [_one_team(many=(20, 10, 8, 2), one=(5, 5, 5, 5), scale=(4, 4, 4, 4, 4))]
    release = _release(waves)
    assert _learned(release, waves) == []
    hidden = {
        about: Shown(count / 20, 20)
        for about in release.figures
        for option, count in (("x", 10), ("y", 8))
        if (about.item, about.option) == ("many", option)
    }
    assert _learned(replace(release, figures={**release.figures, **hidden}), waves)


def test_a_follow_up_does_not_tell_that_everybody_gave_the_answer_before() -> None:
    """40 of 40 were asked why: so nobody said anything else, which the share itself does not tell."""
    waves = [_one_team(one=(40, 0, 0, 0))]
    release = _release(waves)
    assert isinstance(release.figure("share", "one", option="a"), Banded)
    assert not any(isinstance(it, (Shown, Banded)) for about, it in release.figures.items() if about.item == "why")
    assert _learned(release, waves) == []
    why = {about: Shown(0.5, 40) for about in release.figures if about.item == "why"}
    assert _learned(replace(release, figures={**release.figures, **why}), waves)


def test_options_hidden_in_one_group_do_not_follow_from_another() -> None:
    """Two directorates: what each hides of four options differed, and everyone's figures put them together."""
    quiet = {"scale": (6, 6, 5, 5, 5), "many": (27, 13, 13, 13), "why": (19, 9, 10)}
    other = {"scale": (37,) * 5, "many": (185, 90, 90, 90), "why": (85, 42, 43)}
    waves: list[Teams] = [
        {("D0", "T0"): {**quiet, "one": (19, 4, 2, 2)}, ("D1", "T0"): {**other, "one": (85, 63, 3, 34)}}
    ]
    release = _release(waves)
    assert _learned(release, waves) == []
    exact = {
        about: Shown(count / n, n)
        for about in release.figures
        for path, option, count, n in ((("D1",), "a", 85, 185), (("D1",), "b", 63, 185), *_EVERYONE)
        if (about.group.path, about.item, about.option) == (path, "one", option)
    }
    assert _learned(replace(release, figures={**release.figures, **exact}), waves)


_EVERYONE = tuple(((), option, count, 212) for option, count in zip("abcd", (104, 67, 5, 36), strict=True))
