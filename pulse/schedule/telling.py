"""A schedule in words: what it does, when it ends, the next dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from pulse.model.schedules import Outline, Planned
from pulse.model.survey import Schedule, Survey
from pulse.schedule import rules, words
from pulse.schedule.clock import is_plain, planned
from pulse.schedule.holidays import last_known_year
from pulse.schedule.recurrence import open_for, overlaps, upcoming

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_NTH = {number: name for name, number in words.NTH.items()} | {-2: "last but one"}
_FORMS = ({"BYDAY"}, {"BYMONTHDAY"}, {"BYDAY", "BYSETPOS"}, {"BYMONTHDAY", "BYSETPOS"})


def outline(survey: Survey, day: date, zone: str, count: int) -> Outline:
    """The survey's schedule in words, with the next `count` waves that begin on or after a day.

    zone  the workspace's: of times of day where the schedule names no other
    """
    schedule = survey.schedule
    if schedule is None:
        return Outline(survey.id, survey.title, "", "It has no schedule: it runs when somebody asks.", "")
    ahead = tuple(planned(survey.id, schedule, window, zone) for window in upcoming(schedule, day, count))
    return Outline(
        survey.id,
        survey.title,
        f"{_repeats(schedule)}{_moves(schedule)}.",
        _runs(schedule),
        _ends(schedule, ahead, count),
        schedule.zone or zone,
        ahead,
        tuple(_notes(schedule, day, zone, ahead)),
    )


def _repeats(schedule: Schedule) -> str:
    said = rules.parts(schedule)
    on = _on(said)
    if on is None:
        return f"By the rule {';'.join(f'{name}={value}' for name, value in said.items())}"
    every = int(said.get("INTERVAL", "1"))
    often = f"Every {_UNITS[said['FREQ']]}" if every == 1 else f"Every {every} {_UNITS[said['FREQ']]}s"
    if "BYMONTH" in said:
        names = [words.MONTHS[int(month) - 1] for month in said["BYMONTH"].split(",")]
        often = f"{often if every > 1 else 'Every year'} in {_listed(names)}"
    return f"{often}{on}{_from(schedule, every)}"


def _from(schedule: Schedule, every: int) -> str:
    if schedule.starts:
        return f", from {_long(schedule.starts)} on"
    return f", counted from {_long(rules.ANCHOR)} (say `starts` to count from another day)" if every > 1 else ""


def _on(said: Mapping[str, str]) -> str | None:
    """Which days, beginning with a blank; None where the rule is one that has no plain words here."""
    which = set(said) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH"}
    if not which and said["FREQ"] in ("DAILY", "WEEKLY"):
        return ""
    if which not in _FORMS or (said["FREQ"] == "YEARLY" and "BYSETPOS" in said):
        return None
    if "BYMONTHDAY" in said:
        return _on_dates(said["BYMONTHDAY"].split(","), said.get("BYSETPOS"))
    return _on_weekdays(said["BYDAY"].split(","), said.get("BYSETPOS"))


def _on_dates(numbers: Sequence[str], position: str | None) -> str | None:
    if numbers == ["-1"] and position is None:
        return " on the last day of the month"
    if position == "-1" and numbers == [str(day) for day in range(words.SHORTEST, int(numbers[-1]) + 1)]:
        return f" on the {_ordinal(int(numbers[-1]))}, or the last day of a month that has none"
    if position or any(number.startswith("-") for number in numbers):
        return None
    return f" on the {_listed([_ordinal(int(number)) for number in numbers])}"


def _on_weekdays(days: Sequence[str], position: str | None) -> str | None:
    if position is not None:
        place = _NTH.get(int(position)) if position.lstrip("-").isdigit() else None
        return f" on the {place} working day" if place and ",".join(days) == words.WORKING_WEEK else None
    names = [_weekday(day) for day in days]
    return None if None in names else f" on {_listed([name for name in names if name])}"


def _weekday(code: str) -> str | None:
    name = next((day for day in words.DAYS if day[:2].upper() == code[-2:]), None)
    if not code[:-2] or name is None:
        return name
    place = _NTH.get(int(code[:-2]))
    return f"the {place} {name}" if place else None


def _moves(schedule: Schedule) -> str:
    if not schedule.holidays:
        return ""
    own = "a day in holidays.csv"
    nation = own if schedule.holidays == "own" else f"a bank holiday of {schedule.holidays} or {own}"
    return f"; where that is a weekend, {nation}, move to the next working day"


def _runs(schedule: Schedule) -> str:
    length = open_for(schedule)
    days = "the day" if length == 1 else f"{length} days"
    opens = f" from {schedule.opens:%H:%M} on the first day" if schedule.opens else ""
    closes = f" until {schedule.closes:%H:%M} on the last" if schedule.closes else ""
    return f"It is open for {days}{opens}{closes}, its first and last day counted."


def _ends(schedule: Schedule, ahead: Sequence[Planned], count: int) -> str:
    said = rules.parts(schedule)
    if len(ahead) < count:
        return "None begins any more." if not ahead else f"The last begins on {_long(ahead[-1].wave.first)}."
    if schedule.ends:
        return f"None begins after {_long(schedule.ends)}."
    if "COUNT" in said or "UNTIL" in said:
        return f"Its rule ends it ({'COUNT' if 'COUNT' in said else 'UNTIL'})."
    return "It goes on until somebody changes or deletes its [schedule]: nothing switches it off by itself."


def _notes(schedule: Schedule, day: date, zone: str, ahead: Sequence[Planned]) -> list[str]:
    notes = [
        f"{it.wave.label}: {_long(it.moved_from)} is no working day; it begins on {_long(it.wave.first)}."
        for it in ahead
        if it.moved_from
    ]
    known = last_known_year(schedule.holidays)
    if known and ahead and ahead[-1].wave.last.year > known:
        notes.append(f"Bank holidays are known until {known}; later ones are yours to add to holidays.csv.")
    if overlaps(schedule, day):
        notes.append("A wave is still open when the next one begins: answers of such days count for the next one.")
    for name, clock in (("opens", schedule.opens), ("closes", schedule.closes)):
        if clock and not is_plain(clock, schedule.zone or zone, day.year):
            notes.append(_change_of_clocks(name, clock))
    return notes


def _change_of_clocks(name: str, clock: time) -> str:
    return (
        f'`{name} = "{clock:%H:%M}"` does not exist on the night clocks go on, and is taken by the clock as it stood '
        "before; on the night they go back it comes twice, and the first is meant."
    )


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _long(day: date) -> str:
    return f"{words.DAYS[day.weekday()]} {day.day} {words.MONTHS[day.month - 1]} {day.year}"
