"""When questionnaires come round: told in words, for one day, and as text to paste into a system's own clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from pulse import define, schedule
from pulse.journeys.asked import Asked
from pulse.journeys.defining import versions
from pulse.model.problems import Stop, problem
from pulse.model.schedules import DailyLine, Due, Outline, System
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings

AHEAD = 5  # dates told on the screen
_IN_A_CALENDAR = 12
_LONGEST = timedelta(days=366)


def outlines(settings: Settings, survey: str, day: date, count: int = AHEAD) -> tuple[Outline, ...]:
    """The schedule of each questionnaire as it is asked on a day, or of one, with the next `count` waves.

    Raises Stop: "no-such-survey", and the faults of definitions and schedules.
    """
    return tuple(schedule.outline(it, day, settings.zone, count) for it in _asked_on(settings, survey, day))


def due(settings: Settings, day: date) -> tuple[Due, ...]:
    """What a day means for every wave, by the definitions and the day alone: nothing else is read, nothing written.

    A wave written by `pulse open` with days of its own counts with those. Raises Stop with the faults of definitions.
    """
    earliest = day - _LONGEST - timedelta(days=settings.retention.close_after_days + 1)
    return schedule.due(waves_since(settings, earliest, day), day, settings.retention.close_after_days)


def daily_line(settings: Settings, program: str, at: time, day: date) -> DailyLine:
    """The one daily line of this workspace. Raises Stop("clock-time-changes") for a time some day has twice or not."""
    if not schedule.is_plain(at, settings.zone, day.year):
        raise Stop(problem("clock-time-changes", at=f"{at:%H:%M}", zone=settings.zone))
    return DailyLine(program, str(settings.root.resolve()), settings.zone, at, day)


def paste(settings: Settings, system: System, line: DailyLine) -> str:
    """Text to paste, for one of the systems; for "ics" the next waves of every questionnaire as a calendar."""
    if system == "ics":
        return schedule.ics(outlines(settings, "", line.begins, _IN_A_CALENDAR), line.begins)
    return schedule.paste(line, system)


def _asked_on(settings: Settings, survey: str, day: date) -> Iterator[Survey]:
    library = define.library(settings.surveys)
    names = [survey] if survey else dict.fromkeys(it.id for it in library)
    for name in names:
        yield define.version_for(versions(library, name), day)


def waves_since(settings: Settings, earliest: date, day: date) -> Iterator[Wave]:
    """The waves that begin between two days: the schedules', and instances' in the place of those of the same label.

    Every instance is among them, whenever it begins. Raises Stop with the faults of definitions.
    """
    library = define.library(settings.surveys)
    for name in dict.fromkeys(it.id for it in library):
        asked = Asked.of(settings, library, name)
        found = {wave.label: wave for wave in scheduled(asked, earliest, day)}
        found |= {it.instance.label: it.instance for it in asked.instances if it.instance}
        yield from found.values()


def scheduled(asked: Asked, first: date, last: date) -> Iterator[Wave]:
    """Each version's waves of the days on which it is the one that is asked."""
    for version in asked.versions:
        for wave in schedule.waves_between(version, first, last):
            if define.version_for(asked.versions, wave.first) is version:
                yield wave
