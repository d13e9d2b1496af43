"""Recurrence and dates -> waves: when a questionnaire comes round, which wave a day belongs to, what a day means."""

from pulse.schedule.clock import closing, is_plain
from pulse.schedule.due import due
from pulse.schedule.holidays import last_known_year
from pulse.schedule.ics import ics
from pulse.schedule.pasting import paste
from pulse.schedule.recurrence import check, upcoming
from pulse.schedule.telling import outline
from pulse.schedule.waves import recent, refuse_label, wave_named, wave_on, waves_between

__all__ = [
    "check",
    "closing",
    "due",
    "ics",
    "is_plain",
    "last_known_year",
    "outline",
    "paste",
    "recent",
    "refuse_label",
    "upcoming",
    "wave_named",
    "wave_on",
    "waves_between",
]
