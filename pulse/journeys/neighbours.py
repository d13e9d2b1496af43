"""Whom a group has most to do with: those that most of its people rated, as far as a report has shown it."""

from __future__ import annotations

from collections.abc import Mapping

from pulse.journeys.needing import released
from pulse.model.groups import Group, Path
from pulse.model.release import Banded, Release, Shown
from pulse.settings import Settings
from pulse.store import Store

MOST = 5


def most_rated(settings: Settings, store: Store, group: Group) -> tuple[Path, ...]:
    """Up to five groups, those rated by most first, from the last reported wave in which the group rated any.

    Empty where there is none. Only pairs count that a report has shown: how many rated stands in each of them.
    """
    waves = [wave for name in store.surveys() for wave in store.waves(name) if wave.label in store.past(name)]
    for wave in sorted(waves, key=lambda it: (it.last, it.survey), reverse=True):
        if any(survey.relationships for survey in store.asked(wave.survey)):
            answers = _rated(released(settings, store, wave.survey, wave.label), group)
            if answers:
                return tuple(sorted(answers, key=lambda path: (-answers[path], path))[:MOST])
    return ()


def _rated(release: Release, group: Group) -> Mapping[Path, int]:
    """Rated group -> how many of the group rated it, by the question that most of them answered."""
    found: dict[Path, int] = {}
    for about, figure in release.ratings.items():
        if about.group2 is None or about.wave != release.wave.label or about.group.path != group.path:
            continue
        if isinstance(figure, Shown | Banded):
            found[about.group2.path] = max(found.get(about.group2.path, 0), figure.n)
    return found
