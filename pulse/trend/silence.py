"""Silence first: who answered clearly less than last time, before anything is said about what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.groups import Group
from pulse.model.release import About, Release, Shown
from pulse.model.trends import Silence

FALL = 0.15  # of those asked


def silences(release: Release) -> tuple[Silence, ...]:
    """Groups whose response rate fell by 15 points or more since the stock-take before, or is no longer shown.

    Only shown rates are looked at. Of a group and its parts that fell silent together only the group is named; the
    largest falls come first. Empty where there is no earlier stock-take, or nobody knows how many were asked.
    """
    if len(release.waves) < 2:
        return ()
    named: list[Silence] = []
    for silence in _fallen(release, release.waves[-2].label):
        if not any(known.group.holds(silence.group) for known in named):
            named.append(silence)
    return tuple(sorted(named, key=lambda it: ((it.now or 0.0) - it.before, it.group.path)))


def _fallen(release: Release, before: str) -> Iterator[Silence]:
    for group in release.groups:
        was, is_now = _rate(release, group, before), _rate(release, group, release.wave.label)
        if was is not None and (is_now is None or round(was - is_now, 2) >= FALL):
            yield Silence(group, was, is_now, before)


def _rate(release: Release, group: Group, wave: str) -> float | None:
    found = release.figures.get(About(wave, group, "response_rate"))
    return found.value if isinstance(found, Shown) else None
