"""Plain words -> an RFC 5545 rule: "monthly on the second Tuesday" -> FREQ=MONTHLY;BYDAY=2TU.

No stock-take is left out because a month is short: the 31st is the last day of a month that has none, and 29 February
is 28 February in other years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pulse.model.problems import Stop, problem

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WORKING_WEEK = "MO,TU,WE,TH,FR"
SHORTEST = 28  # every month has so many days

_CODES = {day.casefold(): day[:2].upper() for day in DAYS}
_DAY = "|".join(_CODES)
_MONTH = "|".join(month.casefold() for month in MONTHS)
_AND = r"(?:, | and )"
_NTH_DAY = rf"(?P<nth>{'|'.join(NTH)}) (?P<day>{_DAY}|day|working day)"
_DATE = r"(?P<date>\d+)(?:st|nd|rd|th)"
_HOW_LONG = re.compile(r"(?P<rest>.+) for (?P<count>a|\d+) (?P<unit>day|week)s?")
_WEEKLY = re.compile(
    r"(?:weekly|every week|(?P<second>fortnightly|every other week|every second week)|every (?P<every>\d+) weeks) "
    rf"on (?P<days>(?:{_DAY})(?:{_AND}(?:{_DAY}))*)"
)
_MONTHLY = re.compile(
    r"(?:monthly|every month|(?P<second>every other month|every second month)|(?P<quarter>quarterly|every quarter)|"
    rf"every (?P<every>\d+) months) on the (?:{_NTH_DAY}|{_DATE})"
)
_IN_MONTHS = re.compile(
    rf"(?:(?:yearly |every year )?in )?(?P<months>(?:{_MONTH})(?:{_AND}(?:{_MONTH}))*) "
    rf"(?:from|on) the (?:{_NTH_DAY}|{_DATE})"
)
_ON_A_DATE = re.compile(rf"(?:yearly|every year) on (?P<date>\d+) (?P<months>{_MONTH})")


@dataclass(frozen=True, slots=True)
class Said:
    """What plain words mean: a rule, and for how many days a wave is open where they say that too."""

    rule: str
    days: int | None = None


# NHS England asks for its nine questions in April, July and January, for two weeks or more; the annual survey has the
# autumn. Three weeks from the 1st end in the month, also where the 1st is moved past the New Year or Easter.
_CALENDARS = {"nhs quarterly": Said("FREQ=MONTHLY;BYMONTH=1,4,7;BYMONTHDAY=1", 21)}


def read(repeat: str) -> Said:
    """What plain words mean.

    Raises Stop: "repeat-not-understood" with examples, "repeat-day-of-month" for a date that no month has.
    """
    said = " ".join(repeat.casefold().split())
    if said in _CALENDARS:
        return _CALENDARS[said]
    if found := _HOW_LONG.fullmatch(said):
        count = 1 if found["count"] == "a" else int(found["count"])
        if count < 1:
            raise Stop(problem("repeat-not-understood"))
        return Said(_rule(found["rest"]), count * (7 if found["unit"] == "week" else 1))
    return Said(_rule(said))


def _rule(said: str) -> str:
    if found := _WEEKLY.fullmatch(said):
        days = ",".join(_CODES[day] for day in re.split(_AND, found["days"]))
        return f"FREQ=WEEKLY;INTERVAL={_every(found)};BYDAY={days}"
    if found := _MONTHLY.fullmatch(said):
        return f"FREQ=MONTHLY;INTERVAL={_every(found)};{_on(found, range(1, 13))}"
    if found := _IN_MONTHS.fullmatch(said) or _ON_A_DATE.fullmatch(said):
        names = [month.casefold() for month in MONTHS]
        months = sorted({names.index(name) + 1 for name in re.split(_AND, found["months"])})
        return f"FREQ=MONTHLY;BYMONTH={','.join(map(str, months))};{_on(found, months)}"
    raise Stop(problem("repeat-not-understood"))


def _every(found: re.Match[str]) -> int:
    parts = found.groupdict()
    if parts.get("second"):
        return 2
    if parts.get("quarter"):
        return 3
    every = int(parts["every"] or 1)
    if every < 1:  # a rule would give the same day for ever
        raise Stop(problem("repeat-not-understood"))
    return every


def _on(found: re.Match[str], months: range | list[int]) -> str:
    parts = found.groupdict()
    if parts.get("nth"):
        nth = NTH[parts["nth"]]
        if parts["day"] == "day":
            return _on_date(nth, months) if nth > 0 else "BYMONTHDAY=-1"
        if parts["day"] == "working day":
            return f"BYDAY={WORKING_WEEK};BYSETPOS={nth}"
        return f"BYDAY={nth}{_CODES[parts['day']]}"
    return _on_date(int(parts["date"]), months)


def _on_date(number: int, months: range | list[int]) -> str:
    """The date, or the last day of a month that has none."""
    longest = max(29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31 for month in months)
    if not 1 <= number <= longest:
        raise Stop(problem("repeat-day-of-month"))
    if number <= SHORTEST:
        return f"BYMONTHDAY={number}"
    return f"BYMONTHDAY={','.join(map(str, range(SHORTEST, number + 1)))};BYSETPOS=-1"
