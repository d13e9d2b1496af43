"""Submit times -> days on the workspace's calendar. Day or month first is decided once a file, by its own values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ISO = re.compile(r"\d{4}-\d\d?-\d\d?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(.*)")
_SLASHED = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4}|\d\d)(.*)")
_CLOCK = re.compile(
    r"[ ,T]*(?:(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT)?([+-]\d{1,2}(?::?\d\d)?)?$"
)


def order(cells: Iterable[str]) -> str:
    """ "day-first", "month-first", "" where no cell needs to be decided, or "unclear"."""
    decided, undecided = set(), False
    for cell in cells:
        if found := _SLASHED.match(cell.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12 >= second:
                decided.add("day-first")
            elif second > 12 >= first:
                decided.add("month-first")
            else:
                undecided = undecided or first != second
    if len(decided) == 1:
        return decided.pop()
    return "unclear" if decided or undecided else ""


def moment(cell: str, order: str, source: ZoneInfo | None, target: ZoneInfo | None) -> datetime | None:
    """The time in a cell on the target zone's calendar, to the second; None where it is none."""
    found = _parts(cell.strip(), order)
    if found is None:
        return None
    if found.tzinfo is None and source is not None:
        found = found.replace(tzinfo=source)
    if found.tzinfo is not None and target is not None:
        found = found.astimezone(target)
    return found.replace(tzinfo=None)


def zone(name: str) -> ZoneInfo | None:
    """A zone by its name; None for none, or one that is not known."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _parts(text: str, order: str) -> datetime | None:
    try:
        if _ISO.match(text):
            return datetime.fromisoformat(_padded(text))
        if found := _YEAR_FIRST.match(text):
            year, month, day, rest = int(found[1]), int(found[2]), int(found[3]), found[4]
        elif found := _SLASHED.match(text):
            first, second, rest = int(found[1]), int(found[2]), found[4]
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            day, month = (first, second) if order == "day-first" else (second, first)
        else:
            return None
        return _with_clock(year, month, day, rest)
    except ValueError:
        return None


def _padded(text: str) -> str:
    """ISO text as Python 3.11 reads it: two digits everywhere, an offset without a space."""
    text = re.sub(r"(?<=[-T :])(\d)(?=[-T :]|$)", r"0\1", text.replace(" UTC", "+00:00"))
    return re.sub(r"\s+([+-]\d)", r"\1", text)


def _with_clock(year: int, month: int, day: int, rest: str) -> datetime | None:
    found = _CLOCK.fullmatch(rest)
    if not found:
        return None
    hour, minute, second = int(found[1] or 0), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "Pp" else 0)
    naive = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone comes from the file or the mapping
    if not (found[5] or found[6]):
        return naive
    offset = found[6] or "+00"
    sign, hours, minutes = offset[0], offset[1:3].rstrip(":"), offset[3:].lstrip(":") or "00"
    return datetime.fromisoformat(f"{naive.isoformat()}{sign}{int(hours):02}:{minutes[-2:]}")
