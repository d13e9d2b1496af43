"""Which needs the shown figures speak of: those that many chose, those that a group chose clearly more than everyone,
and scales that are worse than usual. What is hidden or banded in the report suggests nothing here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from pulse.model.groups import ALL, Group
from pulse.model.loop import Level, Story
from pulse.model.loop_views import Suggestion
from pulse.model.release import Figure, Release, Shown
from pulse.model.survey import Item
from pulse.model.trends import Findings

Key = tuple[str, Group, str, str]  # survey, group, item, option: which need it is


def suggestions(
    release: Release, findings: Findings, stories: Sequence[Story], from_percent: int
) -> tuple[Suggestion, ...]:
    """What is not in the register yet, signals first, then by how many people have the need.

    A need that was met and is there again is suggested as a relapse of the one it was; one that was declined, or that
    waits, is not suggested once more.
    """
    known = {(it.need.survey, it.need.group, it.need.item, it.need.option): it for it in stories}
    found = [*_signals(release, findings, known), *_sizes(release, known, from_percent / 100)]
    return tuple(sorted(found, key=lambda it: (it.why != "signal", -it.people, it.group, it.item, it.option)))


def _sizes(release: Release, known: Mapping[Key, Story], least: float) -> Iterator[Suggestion]:
    """Needs that enough of everyone chose; those of a group where they are clearly more than everyone's."""
    asked = release.asked_in[release.wave.label]
    for item in asked.framed("need"):
        for option in item.options:
            everyone = release.figure("share", item.id, option=option.id)
            for group in (*release.groups, *release.beside):  # not smaller teams together: others each time
                figure = release.figure("share", item.id, option=option.id, group=group)
                if isinstance(figure, Shown) and _is_large(figure, everyone, group, least):
                    level = _level(release, item, option.id)
                    found = _suggestion(release, group, item, option.id, option.text, level, figure, known)
                    yield from found


def _is_large(figure: Shown, everyone: Figure, group: Group, least: float) -> bool:
    if figure.value < least:
        return False
    above = isinstance(everyone, Shown) and figure.lower is not None and figure.lower > everyone.value
    return group == ALL or above


def _signals(release: Release, findings: Findings, known: Mapping[Key, Story]) -> Iterator[Suggestion]:
    """Scales that are clearly worse than usual in the report's wave. Their share is not one of people who need it."""
    asked = release.asked_in[release.wave.label]
    for trend in findings.trends:
        is_worse = (trend.series.variation or "").startswith("concern")
        if is_worse and (item := asked.by_id.get(trend.item)):
            text = f"{item.label} - this is worse than usual"
            yield from _suggestion(release, trend.group, item, "", text, None, None, known)


def _suggestion(
    release: Release,
    group: Group,
    item: Item,
    option: str,
    text: str,
    level: Level | None,
    figure: Shown | None,
    known: Mapping[Key, Story],
) -> Iterator[Suggestion]:
    before = known.get((release.survey.id, group, item.id, option))
    if before and before.state != "met":
        return
    yield Suggestion(
        mark=_mark(release, group, item.id, option),
        survey=release.survey.id,
        wave=release.wave.label,
        group=group,
        item=item.id,
        option=option,
        horizon=item.horizon or "now",
        level=level,
        text=text,
        share=figure.value if figure else None,
        n=figure.n if figure else None,
        why="size" if option else "signal",
        relapsed=before.need.number if before else None,
    )


def _mark(release: Release, group: Group, item: str, option: str) -> str:
    """Six hex digits that stay the same while the figure does."""
    said = "\0".join((release.survey.id, release.wave.label, group.dimension, *group.path, item, option))
    return hashlib.sha256(said.encode()).hexdigest()[:6]


def _level(release: Release, need: Item, option: str) -> Level | None:
    """Who should meet it, as most of those say who have it; as most of all say, where that is not shown."""
    joined = _voices(release, need.id, option)
    shares = joined or _asked_for(release, need.id)
    best = max(shares, key=lambda level: (shares[level], level), default=None)
    return next((level for level in get_args(Level) if level == best), None)


def _voices(release: Release, need: str, option: str) -> dict[str, float]:
    """Level -> share of voices, of the joined answers that look at this need and at nothing but who should meet it."""
    return {
        about.option3: figure.value
        for about, figure in release.figures.items()
        if (about.measure, about.wave, about.item2, about.option2) == ("flow", release.wave.label, need, option)
        and about.option3
        and not about.option
        and isinstance(figure, Shown)
    }


def _asked_for(release: Release, need: str) -> dict[str, float]:
    asked = release.asked_in[release.wave.label]
    return {
        option.id: figure.value
        for meet in asked.framed("meet")
        if meet.about == need
        for option in meet.options
        if isinstance(figure := release.figure("share", meet.id, option=option.id), Shown)
    }
