"""Plain words -> an RFC 5545 rule: "monthly on the second Tuesday" -> FREQ=MONTHLY;BYDAY=2TU."""

from __future__ import annotations

import re

from pulse.model.problems import Stop, problem

_DAYS = {
    name: name[:2].upper() for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_DAY = rf"(?P<day>{'|'.join(_DAYS)})"
_WEEKLY = re.compile(rf"(?:weekly|every week|every (?P<every>\d+) weeks) on {_DAY}")
_MONTHLY = re.compile(
    r"(?:monthly|every month|every (?P<every>\d+) months) on the "
    rf"(?:(?P<nth>{'|'.join(_NTH)}) {_DAY}|(?P<date>\d+)(?:st|nd|rd|th))"
)
_YEARLY = re.compile(r"(?P<months>[a-z, ]+?) from the (?P<date>\d+)(?:st|nd|rd|th)")


def rule(repeat: str) -> str:
    """The RFC 5545 rule that plain words mean. Raises Stop("repeat-not-understood") with examples."""
    said = " ".join(repeat.casefold().split())
    if found := _WEEKLY.fullmatch(said):
        return f"FREQ=WEEKLY;INTERVAL={_every(found)};BYDAY={_DAYS[found['day']]}"
    if found := _MONTHLY.fullmatch(said):
        on = f"BYDAY={_NTH[found['nth']]}{_DAYS[found['day']]}" if found["nth"] else f"BYMONTHDAY={_date(found)}"
        return f"FREQ=MONTHLY;INTERVAL={_every(found)};{on}"
    if (found := _YEARLY.fullmatch(said)) and (months := _month_numbers(found["months"])):
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={_date(found)}"
    raise Stop(problem("repeat-not-understood"))


def _every(found: re.Match[str]) -> int:
    every = int(found["every"] or 1)
    if every < 1:  # dateutil would give the same day for ever
        raise Stop(problem("repeat-not-understood"))
    return every


def _date(found: re.Match[str]) -> int:
    number = int(found["date"])
    if not 1 <= number <= 28:  # later days are missing from short months, and a stock-take would be skipped in silence
        raise Stop(problem("repeat-day-of-month"))
    return number


def _month_numbers(text: str) -> list[int]:
    names = [name for name in re.split(r",\s*|\s+and\s+", text) if name]
    return sorted(_MONTHS.index(name) + 1 for name in names) if set(names) <= set(_MONTHS) else []
