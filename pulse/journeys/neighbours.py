"""Whom a group has most to do with: those that most of its people rated, as far as a report has shown it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulse.journeys.needing import released
from pulse.model.groups import Group, Path
from pulse.model.release import Banded, Release, Shown
from pulse.settings import Settings
from pulse.store import Store

MOST = 5


def most_rated(settings: Settings, store: Store, groups: Sequence[Group]) -> Mapping[Group, tuple[Path, ...]]:
    """Of each group up to five, those rated by most first, from the last reported wave in which it rated any.

    None of a group that rated nobody. Only pairs count that a report has shown: how many rated stands in each of them.
    """
    found: dict[Group, tuple[Path, ...]] = {}
    waves = [wave for name in store.surveys() for wave in store.waves(name) if wave.label in store.past(name)]
    for wave in sorted(waves, key=lambda it: (it.last, it.survey), reverse=True):
        left = [it for it in groups if it not in found]
        if left and any(survey.relationships for survey in store.asked(wave.survey)):
            release = released(settings, store, wave.survey, wave.label)
            for group in left:
                if answers := _rated(release, group):
                    found[group] = tuple(sorted(answers, key=lambda path: (-answers[path], path))[:MOST])
    return found


def _rated(release: Release, group: Group) -> Mapping[Path, int]:
    """Rated group -> how many of the group rated it, by the question that most of them answered."""
    found: dict[Path, int] = {}
    for about, figure in release.ratings.items():
        if about.group2 is None or about.wave != release.wave.label or about.group.path != group.path:
            continue
        if isinstance(figure, Shown | Banded):
            found[about.group2.path] = max(found.get(about.group2.path, 0), figure.n)
    return found
