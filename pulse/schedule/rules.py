"""An RFC 5545 rule, checked before it is followed: what would end in silence, or never, is refused.

python-dateutil gives the same day for ever where INTERVAL is 0, and leaves out the months that have no 31st.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from pulse.model.problems import Stop, problem
from pulse.model.survey import Schedule
from pulse.schedule import words

if TYPE_CHECKING:
    from dateutil.rrule import rrule

ANCHOR = date(2000, 1, 3)  # a Monday: where a schedule does not say when it starts, every second week counts from here
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_WHICH_DAY = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYSETPOS", *_WHICH_DAY, *_WITHIN_A_DAY}
_SIGNS = re.compile(r"[A-Z0-9=;,+-]+")
_LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})


@lru_cache(maxsize=64)
def parts(schedule: Schedule) -> Mapping[str, str]:
    """The parts of a schedule's rule, as written or as its words mean: {"FREQ": "MONTHLY", "BYDAY": "2TU"}.

    Raises Stop: what `words.read` raises, "rrule-faulty" for what is no rule, "rrule-within-day" for one that asks
    several times a day, "rrule-skips" for one that leaves out short months, "rrule-needs-start".
    """
    if bool(schedule.rrule) == bool(schedule.repeat.strip()):
        raise Stop(problem("schedule-says-both" if schedule.rrule else "schedule-says-nothing"))
    if not schedule.rrule:
        return _split(words.read(schedule.repeat).rule)
    found = _split(schedule.rrule)
    _refuse_faulty(found)
    _refuse_skipping(found, schedule.starts)
    return found


@lru_cache(maxsize=64)
def days(schedule: Schedule) -> rrule:
    """The days a schedule's rule gives, as midnights, from its start on. Raises Stop as `parts` does."""
    from dateutil.rrule import rrulestr

    said = dict(parts(schedule))
    if "UNTIL" in said:
        said["UNTIL"] = said["UNTIL"][:8]  # a day, as everything here; its clock would need a zone
    text = ";".join(f"{name}={value}" for name, value in said.items())
    try:
        found = rrulestr(text, dtstart=datetime.combine(schedule.starts or ANCHOR, time()), cache=True)
        begins = next(iter(found), None)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Stop(problem("rrule-faulty")) from error
    if begins is None:
        raise Stop(problem("rrule-never"))
    return found  # type: ignore[return-value] # one rule, not a set of them: there is no line break in it


def _split(rule: str) -> Mapping[str, str]:
    text = rule.upper().replace(" ", "").removeprefix("RRULE:")
    pairs = [part.partition("=") for part in text.split(";") if part]
    if (
        not _SIGNS.fullmatch(text)
        or len({name for name, _, _ in pairs}) < len(pairs)
        or not all(value for _, _, value in pairs)
    ):
        raise Stop(problem("rrule-faulty"))
    return {name: value for name, _, value in pairs}


def _refuse_faulty(found: Mapping[str, str]) -> None:
    if found.get("FREQ") in ("HOURLY", "MINUTELY", "SECONDLY") or any(name in found for name in _WITHIN_A_DAY):
        raise Stop(problem("rrule-within-day"))
    counts = [found[name] for name in ("INTERVAL", "COUNT") if name in found]
    counted = all(count.isascii() and count.isdigit() and int(count) > 0 for count in counts)
    if (
        found.get("FREQ") not in _FREQUENCIES
        or set(found) - _PARTS
        or not counted
        or len(" ".join(found.values())) > 500
    ):
        raise Stop(problem("rrule-faulty"))
    if "COUNT" in found and "UNTIL" in found:
        raise Stop(problem("rrule-faulty"))


def _refuse_skipping(found: Mapping[str, str], starts: date | None) -> None:
    """A rule that names a day which some of its months have not, and does not say what stands in for it."""
    if found["FREQ"] != "DAILY" and not any(name in found for name in _WHICH_DAY):
        if starts is None:
            raise Stop(problem("rrule-needs-start"))
        found = {**found, "BYMONTHDAY": str(starts.day)} if found["FREQ"] != "WEEKLY" else found
        if found["FREQ"] == "YEARLY" and "BYMONTH" not in found:
            found = {**found, "BYMONTH": str(starts.month)}
    if "BYSETPOS" in found:
        return
    fifth = any(day[:-2].lstrip("+-") == "5" for day in found.get("BYDAY", "").split(",")) and _by_month(found)
    leap = any(day.lstrip("+-") == "366" for day in found.get("BYYEARDAY", "").split(","))
    week = any(number.lstrip("+-") == "53" for number in found.get("BYWEEKNO", "").split(","))
    if fifth or leap or week or any(_is_missing(day, found) for day in found.get("BYMONTHDAY", "").split(",") if day):
        raise Stop(problem("rrule-skips"))


def _by_month(found: Mapping[str, str]) -> bool:
    return found["FREQ"] == "MONTHLY" or "BYMONTH" in found


def _is_missing(day: str, found: Mapping[str, str]) -> bool:
    """True for a day that a month of the rule has not, in some year."""
    try:
        number = abs(int(day))
        months = {int(month) for month in found.get("BYMONTH", "").split(",") if month} or set(range(1, 13))
    except ValueError as error:
        raise Stop(problem("rrule-faulty")) from error
    shortest = words.SHORTEST if 2 in months else 31 if months <= _LONG_MONTHS else 30
    return number > shortest
