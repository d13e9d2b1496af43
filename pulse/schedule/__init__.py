"""Recurrence and dates -> waves: when a questionnaire comes round, and which wave a day belongs to."""

from pulse.schedule.recurrence import check, upcoming
from pulse.schedule.waves import recent, wave_named, wave_on

__all__ = ["check", "recent", "upcoming", "wave_named", "wave_on"]
