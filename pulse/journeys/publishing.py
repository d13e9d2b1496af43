"""A questionnaire -> the file a platform takes in, with the groups of people.csv to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import define, files, publish
from pulse.journeys.defining import questionnaire, versions
from pulse.model.problems import Stop, problem
from pulse.model.published import Published
from pulse.model.survey import Survey
from pulse.settings import Settings


@dataclass(frozen=True, slots=True)
class Done:
    """What was published, for which target, and where the file is."""

    survey: Survey
    target: str
    file: Path
    published: Published


def publish_to(settings: Settings | None, survey: str, target: str, wave: str, out: Path | None, today: date) -> Done:
    """Writes the file: the questionnaire as it is asked now, or the one that was opened for a wave.

    Raises Stop: "publish-target-unknown", "no-such-survey", "no-such-wave", and what the target cannot carry.
    """
    if target not in publish.TARGETS:
        raise Stop(problem("publish-target-unknown", target=target, known=", ".join(publish.TARGETS)))
    asked = _opened(settings, survey, wave) if settings and wave else questionnaire(settings, survey)
    made = publish.to(target, asked, _groups(settings, asked, today) if settings else {})
    label = f"{asked.id}.{wave}" if wave else f"{asked.id}.v{asked.version}"
    path = out or (settings.root if settings else Path()) / "published" / f"{label}.{target}{made.ending}"
    files.write_whole(path, made.content)
    return Done(asked, target, path, made)


def _opened(settings: Settings, survey: str, wave: str) -> Survey:
    versions(define.library(settings.surveys), survey)  # an unknown questionnaire is told as such
    found = {it.instance.label: it for it in define.instances(settings.instances, survey) if it.instance}
    if wave not in found:
        raise Stop(problem("no-such-wave", survey=survey, wave=wave, known=", ".join(sorted(found)) or "none"))
    return found[wave]


def _groups(settings: Settings, survey: Survey, today: date) -> Mapping[str, Sequence[str]]:
    """Dimension -> the names in people.csv today, each of one group; none where nobody wrote any down."""
    if not settings.people.exists():
        return {}
    rows = define.people(settings.people, settings.levels).on(today)
    found = {level: sorted({row.path[depth] for row in rows}) for depth, level in enumerate(settings.levels)}
    found["staff_group"] = sorted({row.staff_group for row in rows if row.staff_group})
    return {name: found.get(name, ()) for name in survey.dimensions}
