"""Which questionnaire a wave asks: a version of it, or the instance that was written for that wave alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pulse import define, schedule
from pulse.journeys.defining import versions
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings

if TYPE_CHECKING:
    from pulse.journeys.collecting import Wanted


@dataclass(frozen=True)
class Asked:
    """Everything a questionnaire has been: its versions, and its instances, both oldest first."""

    versions: tuple[Survey, ...]
    instances: tuple[Survey, ...]

    @classmethod
    def of(cls, settings: Settings, library: Sequence[Survey], survey: str) -> Asked:
        """Raises Stop: "no-such-survey", and the faults of instances."""
        return cls(versions(library, survey), define.instances(settings.instances, survey))

    def of_file(self, wanted: Wanted, today: date) -> tuple[Survey, Wave | None]:
        """What a file collected today answers, and the wave where a person names it."""
        if not wanted.wave:
            return self._lately(today), None
        for it in self.instances:
            if it.instance and it.instance.label == wanted.wave and not (wanted.first or wanted.last):
                return it, it.instance
        wave = schedule.wave_named(self.versions[-1], wanted.wave, wanted.first, wanted.last)
        return self.on(wave.first), wave

    def on(self, day: date) -> Survey:
        """What was asked on a day."""
        return define.asked_on(self.versions, self.instances, day)

    def wave_on(self, survey: Survey, day: date) -> Wave | None:
        """The wave of a day in which `survey` was asked; None between waves, and where something else was."""
        # Answers to another version of the questionnaire belong to another wave: she names it with --wave.
        return (survey.instance or schedule.wave_on(survey, day)) if self.on(day) is survey else None

    def _lately(self, today: date) -> Survey:
        """What the newest wave asks: exports of an instance come late too, until the wave after it begins."""
        now = define.version_for(self.versions, today)
        begun = [it.instance for it in self.instances if it.instance and it.instance.first <= today]
        if not begun:
            return now
        last = begun[-1].last
        scheduled = (schedule.wave_on(now, today), *schedule.recent(now, today, 1))
        later = any(wave is not None and wave.first > last for wave in scheduled)
        renewed = now.asked_from is not None and last < now.asked_from <= today
        return now if later or renewed else self.on(last)


def next_wave(survey: Survey, today: date) -> Wave | None:
    """The next wave that begins today or later, by the schedule; None without one, or once it has ended."""
    if survey.schedule is None:
        return None
    ahead = schedule.upcoming(survey.schedule, today, 1)
    return Wave(survey.id, ahead[0].label, ahead[0].first, ahead[0].last) if ahead else None


def wave_before(waves: Sequence[Wave], wave: Wave) -> str:
    """The label of the last wave with answers before another one; "" where there is none."""
    return next((it.label for it in reversed(waves) if it.first < wave.first), "")
