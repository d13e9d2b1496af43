"""How joined answers moved: differences of shares as they are shown, and nothing where one of them is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pulse import define, trend
from pulse.model.groups import ALL
from pulse.model.release import Figure, Release, Rules, Shown, joined_about
from pulse.model.survey import Wave
from pulse.model.trends import JoinedCourse

_ITEM = '[[item]]\nid = "{0}"\ntext = "{0}?"\nchoose = 1\noptions = {{ {1} }}\nframe = "{0}"\n'
_SURVEY = define.from_source(
    'id = "s"\ntitle = "S"\n'
    + _ITEM.format("hurt", 'a = "A", b = "B"')
    + _ITEM.format("need", 'k = "K", l = "L"')
    + 'horizon = "now"\n'
    + _ITEM.format("meet", 'w = "W", x = "X"')
    + 'about = "need"\n'
)
_ITEMS = ("hurt", "need", "meet")
_WAVES = tuple(Wave("s", f"2026-{month:02}", date(2026, month, 1), date(2026, month, 9)) for month in range(1, 10))
_BARS = {("a", "", ""): 0.5, ("", "k", ""): 0.5, ("", "", "w"): 0.5}
_PAIR = ("a", "k", "")


def _release(*waves: tuple[int, dict[tuple[str, str, str], float]], least: int = 11) -> Release:
    """A release of as many stock-takes, each with how many people its picture is of, and shares beside its bars."""
    figures: dict[object, Figure] = {}
    for wave, (people, shares) in zip(_WAVES, waves, strict=False):
        told = {("", "", ""): 1.0, **_BARS, **shares}
        figures |= {joined_about(wave.label, _ITEMS, it): Shown(value, people) for it, value in told.items()}
    known = _WAVES[: len(waves)]
    return Release(
        survey=_SURVEY,
        waves=known,
        groups=(ALL,),
        figures=figures,  # type: ignore[arg-type]
        versions={item: {wave.label: 1 for wave in known} for item in _ITEMS},
        asked_in={wave.label: _SURVEY for wave in known},
        rules=Rules(least, 22, 2),
        methods={},
    )


def _course(release: Release) -> JoinedCourse:
    (found,) = trend.joined(release)
    return found


def test_the_interval_is_newcombes_and_wider_by_what_rounding_can_do() -> None:
    """56 of 70 against 48 of 80: 0.20, 0.0524 to 0.3339 (Newcombe 1998, Stat Med 17:873, table II, (a), method 10)."""
    moved = _course(_release((80, {_PAIR: 0.6}), (70, {_PAIR: 0.8}))).changes[_PAIR]
    assert (moved.difference, moved.lower, moved.upper, moved.before) == (0.2, 0.05, 0.33, "2026-01")
    many = _course(_release((100_000, {_PAIR: 0.30}), (100_000, {_PAIR: 0.31}))).changes[_PAIR]
    assert not many.clear, "30% and 31% may both have been 30.5%"
    assert (many.lower, many.upper) == (0.0, 0.02)
    assert _course(_release((100_000, {_PAIR: 0.30}), (100_000, {_PAIR: 0.33}))).changes[_PAIR].clear


def test_what_is_not_shown_both_times_did_not_move() -> None:
    course = _course(_release((80, {}), (70, {_PAIR: 0.8, ("", "k", "x"): 0.4})))
    assert course.changes.keys() == _BARS.keys()
    assert course.told[-2:] == (_PAIR, ("", "k", "x"))
    whole = joined_about("2026-01", _ITEMS, ("", "", ""))
    release = _release((80, {_PAIR: 0.6}), (70, {_PAIR: 0.8}))
    bare = replace(release, figures={about: it for about, it in release.figures.items() if about != whole})
    assert _course(bare).changes == {}, "nobody knows of how many people"


def test_a_reworded_question_is_not_compared_and_begins_a_new_line() -> None:
    release = _release(*[(100, {_PAIR: share}) for share in (0.1, 0.2, 0.3, 0.4)])
    course = _course(
        replace(
            release, versions={**release.versions, "need": {"2026-01": 1, "2026-02": 1, "2026-03": 2, "2026-04": 2}}
        )
    )
    assert (course.waves, course.comparable) == (("2026-03", "2026-04"), True)
    now = {"2026-01": 1, "2026-02": 1, "2026-03": 1, "2026-04": 2}
    course = _course(replace(release, versions={**release.versions, "need": now}))
    assert (course.waves, course.before, course.comparable) == (("2026-04",), "2026-03", False)
    assert course.changes == {}


def test_of_few_people_ten_points_are_no_news() -> None:
    few = _release((21, {_PAIR: 0.05}), (300, {_PAIR: 0.01}), least=11)
    assert not any(it.clear for it in _course(few).changes.values())
    large = _release((21, {_PAIR: 0.9}), (300, {_PAIR: 0.2}), least=11)
    assert _course(large).changes[_PAIR].clear


def test_small_joined_answers_are_told_where_they_clearly_moved_only() -> None:
    small = ("b", "l", "")
    still = _course(_release((5_000, {small: 0.02}), (5_000, {small: 0.02})))
    assert small not in still.told
    moved = _course(_release((5_000, {small: 0.02}), (5_000, {small: 0.04})))
    assert moved.changes[small].clear
    assert small in moved.told
