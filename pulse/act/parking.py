"""Needs parked where they cannot be met: staff look to one level, and the commitment stands at another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulse.model.groups import ALL
from pulse.model.loop import LEVELS, Level, Story
from pulse.model.loop_views import Parked
from pulse.model.release import About, Release, Shown

Three = tuple[str, str, str]


def parked(release: Release, stories: Sequence[Story]) -> tuple[Parked, ...]:
    """Needs of everyone with a commitment that waits, by the shown joined answers of the release's wave.

    Only needs opened from a figure, whose question the wave asks too, and where more voices name the other level than
    the owner's; a level that no shown answer names counts nothing.
    """
    waiting = [it for it in stories if it.waits and it.promise and it.need.survey == release.survey.id]
    found = [_parked(release, it) for it in waiting if it.need.group == ALL and it.need.option]
    return tuple(it for it in found if it is not None)


def _parked(release: Release, story: Story) -> Parked | None:
    frame = next((it for it in _frames(release) if it[1] == story.need.item), None)
    if frame is None or story.promise is None:
        return None
    voices = dict(_voices(release, frame, story.need.option))
    owned = story.promise.commitment.level
    named = max(voices, key=lambda level: (voices[level], -LEVELS.index(level)), default=owned)
    if voices.get(named, 0.0) <= voices.get(owned, 0.0):
        return None
    return Parked(frame, story.need.option, named, owned, LEVELS.index(owned) < LEVELS.index(named))


def _frames(release: Release) -> Iterator[Three]:
    asked = release.asked_in[release.wave.label]
    for hurt in asked.framed("hurt"):
        yield from ((hurt.id, meet.about or "", meet.id) for meet in asked.framed("meet"))


def _voices(release: Release, frame: Three, option: str) -> Iterator[tuple[Level, float]]:
    """Level -> share of all voices that name it for this need, where that is shown."""
    hurt, need, meet = frame
    for level in LEVELS:
        about = About(release.wave.label, ALL, "flow", hurt, 0, "", need, option, meet, level)
        figure = release.figures.get(about)
        if isinstance(figure, Shown):
            yield level, figure.value
