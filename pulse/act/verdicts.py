"""What staff say of a commitment, taken from a release; and how the item it was to move has stood since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pulse.model.loop import Need, Promise, Step, Story, Verdict
from pulse.model.release import Figure, Measure, Release
from pulse.model.survey import VERDICTS, Wave


def verdict_steps(release: Release, stories: Sequence[Story], today: date) -> tuple[Step, ...]:
    """One step for each commitment that a wave of the release asked after, unless that verdict is on record."""
    own = [story for story in stories if story.need.survey == release.survey.id]
    by_number = {it.commitment.number: (story.need, it) for story in own for it in story.promises}
    return tuple(
        Step(need.number, today, "verdict", number, wave=wave.label, item=item.id, verdict=found)
        for wave in release.waves
        for item in release.asked_in[wave.label].follow_ups
        for number in item.follows
        if number in by_number
        for need, promise in [by_number[number]]
        if wave.label not in {it.wave for it in promise.verdicts}
        for found in [verdict(release, need, wave.label, item.id)]
    )


def verdict(release: Release, need: Need, wave: str, item: str) -> Verdict:
    """What the people of the need's group say in a wave; withheld where the report withholds it."""
    renamed = next((it for it in release.listed if it.path == need.group.path), need.group)
    group = need.group if need.group in release.listed else renamed  # a level can have another name by now
    met, partly, not_met = (release.figure("share", item, option=it, group=group, wave=wave) for it in VERDICTS)
    return Verdict(wave, item, need.group, met, partly, not_met)


def since(release: Release, need: Need, promise: Promise) -> tuple[tuple[str, Figure], ...]:
    """The linked item or index in the need's group: the last wave before the commitment was made, and all after it.

    Waves in which another version was asked than in the last one are left out: they do not compare.
    """
    item = promise.commitment.measure
    labels = [wave.label for wave in _from(release, promise.commitment.made)]
    versions: Mapping[str, int] = release.versions.get(item, {})
    now = next((versions[label] for label in reversed(labels) if label in versions), None)
    measure = _measure(release, item)
    return tuple(
        (label, release.figure(measure, item, group=need.group, wave=label))
        for label in labels
        if now is not None and versions.get(label) == now
    )


def _from(release: Release, made: date) -> Sequence[Wave]:
    """The waves from the last one that was over when the commitment was made."""
    before = [wave for wave in release.waves if wave.last <= made]
    return [*before[-1:], *(wave for wave in release.waves if wave.last > made)]


def _measure(release: Release, item: str) -> Measure:
    return "mean" if item in {it.id for it in release.survey.scores} else "favourable"
