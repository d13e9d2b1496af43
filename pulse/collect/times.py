"""Submit times -> days on the workspace's calendar. Day or month first is decided once a file, by its own values.

Only ASCII digits are digits. A year before 1970 or after 2099, 31 February, 25:00, 24:00 and a zone's letters that
mean several zones are no time of submission. A date without a clock is that day, in whatever zone.

Where clocks change: a local time that comes twice is the first of the two, one that never was is read as if the clocks
had not yet changed. The day is the same either way, unless source and target differ and midnight lies between the two
(`Days.doubtful` says so). Nothing finer than a day is meant to be stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LONGEST = 80  # signs in a cell that is read as a time
_FIRST_YEAR, _LAST_YEAR = 1970, 2099
_KEPT = 100_000  # entries a cache may hold before it starts again
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar day, no instant
_SERIALS = range(25569, 73051)  # Excel's numbers for 1970-01-01 to 2099-12-31, days from 1900
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - subtracted from times already in UTC
_MICROSECOND = timedelta(microseconds=1)
# Zones change their offsets on a quarter of an hour: the first and the last moment of each tells of the whole hour.
_QUARTERS = [
    timedelta(minutes=15 * at, microseconds=off) for at in range(5) for off in (-1, 0) if 0 <= 15 * at + off < 60
]
_HOUR_ENDS = 14  # where the minutes begin in YYYY-MM-DD HH:MM and in DD/MM/YYYY HH:MM
_STEPS = 3  # distinct days that must go one way before their order says anything

_D, _WORD = "[0-9]", r"[^\W\d_]"
_YEAR_FIRST = re.compile(rf"({_D}{{4}})([-/.])({_D}{{1,2}})\2({_D}{{1,2}})(?!{_D})")
_SLASHED = re.compile(rf"({_D}{{1,2}})([-/.])\s?({_D}{{1,2}})\2\s?({_D}{{4}}|{_D}{{2}})(?!{_D})")
_WEEKDAY = rf"(?:{_WORD}[\w-]{{1,14}}[.,]{{0,2}}\s)?"
_MONTH_NAME = rf"({_WORD}{{3,12}})\.?"
_YEAR = rf"({_D}{{4}}|{_D}{{2}})(?!{_D})"
_DAY_NAME = re.compile(
    rf"{_WEEKDAY}({_D}{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?[\s-](?:de\s)?{_MONTH_NAME},?[\s-](?:del?\s)?{_YEAR}",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(rf"{_WEEKDAY}{_MONTH_NAME}\s({_D}{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}", re.IGNORECASE)
_SERIAL = re.compile(rf"({_D}{{5}})(?:[.,]({_D}{{1,16}}))?")
_CLOCK = re.compile(
    rf"(?:[Tt]|,?\s(?:(?:at|um|om|à|às|alle|a las)\s)?)({_D}{{1,2}}):({_D}{{2}})(?::({_D}{{2}})(?:[.,]({_D}{{1,9}}))?)?"
    r"(?:\s?([ap]\.?\s?m\.?|vorm\.?|nachm\.?|uhr))?"
    rf"(?:\s?([a-z]{{1,4}}))?(?:\s?([+-])({_D}{{1,2}})(?::?({_D}{{2}}))?)?(?:\s\([^()]{{1,40}}\))?",
    re.IGNORECASE,
)
_REST = re.compile(
    rf"(?P<minute>[0-5]{_D})(?::(?P<second>[0-5]{_D})(?:[.,](?P<part>{_D}{{1,9}}))?)?(?P<tail>(?![:{_D}]).*)", re.DOTALL
)

_MONTHS = {
    name: at
    for at, names in enumerate(
        (
            "january januar janvier enero gennaio januari janeiro jan janner janv ene gen",
            "february februar fevrier febrero febbraio februari fevereiro feb fevr fev",
            "march marz maerz mars marzo maart marco mar mrz mrt",
            "april avril abril aprile apr avr abr",
            "may mai mayo maggio mei maio mag",
            "june juni juin junio giugno junho jun giu",
            "july juli juillet julio luglio julho jul juil lug",
            "august aout agosto augustus aug ago",
            "september septembre septiembre setiembre settembre setembro sep sept set sett",
            "october oktober octobre octubre ottobre outubro oct okt ott out",
            "november novembre noviembre novembro nov",
            "december dezember decembre diciembre dicembre dezembro dec dez dic",
        ),
        1,
    )
    for name in names.split()
}
_ZONE_HOURS = {"": 0, "eest": 3, "edt": -4, "est": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8}
_ZONE_HOURS |= dict.fromkeys(("z", "utc", "gmt", "ut", "wet"), 0)
_ZONE_HOURS |= dict.fromkeys(("west", "bst", "cet", "mez"), 1)  # of all that BST may mean, the British summer time
_ZONE_HOURS |= dict.fromkeys(("cest", "mesz", "eet"), 2)


def order(cells: Iterable[str], ids: Sequence[str] = ()) -> str:
    """ "day-first", "month-first", "" where no cell needs to be decided, or "unclear": ask.

    A first number over 12 decides, or a second one; where both occur, nothing does. Else the rows' own order decides,
    if `ids` (one a cell) only rise, or only fall: where the dates read one way never go against the ids over at least
    three days, and read the other way they do.
    """
    listed = list(cells)
    pairs = [_slashed(cell) for cell in listed]
    told = [pair[0] for pair in pairs if pair and max(pair) > 12 >= min(pair)]
    by_size = {"day-first" if first > 12 else "month-first" for first in told}
    if by_size:
        return by_size.pop() if len(by_size) == 1 else "unclear"
    if not any(pair and pair[0] != pair[1] for pair in pairs):
        return ""
    return _by_rows(listed, ids)


def moment(cell: str, order: str, source: ZoneInfo | None, target: ZoneInfo | None) -> datetime | None:
    """The time in a cell on the target zone's calendar, to the second and without a zone; None where it is none.

    source  the zone of times that name none; None for the target's own
    """
    found = _read(cell, order)
    return None if found is None else _local(found, source, target).replace(microsecond=0, tzinfo=None, fold=0)


def zone(name: str) -> ZoneInfo | None:
    """A zone by its name; None for none, or one that is not known."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class Days:
    """The days of many cells of one file. Quick, since cells share their hours and what stands behind those."""

    def __init__(self, order: str, source: ZoneInfo | None, target: ZoneInfo | None) -> None:
        """order: "day-first", "month-first" or "". source: the zone of cells that name none; None for the target's."""
        self._zones = (order, source, target)
        self._hours: dict[str, _Hour | None] = {}  # by what stands before a cell's minutes and after its seconds
        self._tails = _Tails()
        self._heads = _Heads(self._zones)

    def of(self, cell: str) -> date | None:
        """The day in a cell, on the target's calendar; None where it is no time of submission."""
        hour = self._hour(cell)
        return None if hour is None else hour.day or _exactly(cell, self._zones).day

    def many(self, cells: Sequence[str]) -> list[date | None]:
        """`of` every cell, in order."""
        if set(map(self._tails.__getitem__, {cell[_HOUR_ENDS:] for cell in cells})) - {":"}:
            return list(map(self.of, cells))
        heads = self._heads
        days = [heads[cell[:_HOUR_ENDS]] for cell in cells]
        if None in days:
            return [day or self.of(cell) for day, cell in zip(days, cells, strict=True)]
        return days

    def moment(self, cell: str) -> datetime | None:
        """`moment` of a cell: on the target's calendar, to the second and without a zone; None where it is none."""
        hour = self._hour(cell)
        if hour is None:
            return None
        if hour.day is None:
            return _exactly(cell, self._zones).local.replace(microsecond=0)
        return (hour.local + timedelta(microseconds=_since_hour(cell))).replace(microsecond=0)

    def instant(self, cell: str) -> int | None:
        """Microseconds from 1970 in UTC: tells the later of two answers also where clocks go back. Not to be kept."""
        hour = self._hour(cell)
        if hour is None:
            return None
        return hour.begins + _since_hour(cell) if hour.day else _exactly(cell, self._zones).begins

    def doubtful(self, cell: str) -> bool:
        """True where the cell's local time comes twice or never, and its day depends on which is meant."""
        hour = self._hour(cell)
        return hour is not None and (hour.doubtful if hour.day else _exactly(cell, self._zones).doubtful)

    def _hour(self, cell: str) -> _Hour | None:
        """What is the same for all times of a cell's hour; its day None where not all is. None for no time."""
        head, _, rest = cell.partition(":")
        key = head + self._tails[rest]
        if key not in self._hours:
            if len(self._hours) >= _KEPT:
                self._hours.clear()
            self._hours[key] = _hour_of(key, self._zones)
        return self._hours[key]


_Zones = tuple[str, ZoneInfo | None, ZoneInfo | None]  # order, source, target


class _Read(NamedTuple):
    at: datetime  # as written, without a zone
    offset: timedelta | None  # from UTC, where the cell says it
    clock: bool  # False for a date alone


class _Hour(NamedTuple):
    day: date | None  # None where it is not the same throughout
    local: datetime  # its start on the target's calendar, without a zone
    begins: int  # microseconds from 1970 in UTC
    doubtful: bool


class _Heads(dict[str, "date | None"]):
    """A cell up to the hour's colon -> its day, nothing being after the seconds; None where that must be looked at."""

    def __init__(self, zones: _Zones) -> None:
        super().__init__()
        self._zones = zones

    def __missing__(self, head: str) -> date | None:
        order, source, target = self._zones
        found = _read(f"{head}00", order) if head.endswith(":") and head.count(":") == 1 else None
        if found is None:
            day = None
        elif _one_zone(source, target):
            day = found.at.date()
        else:
            hour = _hour_of(head, self._zones)
            day = hour.day if hour else None
        if len(self) >= _KEPT:
            self.clear()
        self[head] = day
        return day


class _Tails(dict[str, str]):
    """What follows an hour's colon -> a colon and what follows the seconds; a sign no time has where it is no clock."""

    def __missing__(self, rest: str) -> str:
        found = _REST.fullmatch(rest) if len(rest) <= _LONGEST else None
        if len(self) >= _KEPT:
            self.clear()
        self[rest] = tail = ":" + found["tail"] if found else "\0" if rest else ""
        return tail


def _slashed(cell: str) -> tuple[int, int] | None:
    """The two numbers whose order is not known, as written."""
    found = _SLASHED.match(cell.strip()) if len(cell) <= _LONGEST else None
    return (int(found[1]), int(found[3])) if found else None


def _by_rows(cells: Sequence[str], ids: Sequence[str]) -> str:
    """The one reading under which the days go with the ids; "unclear" where both do, or neither."""
    numbers = [int(number) for number in ids if number.isascii() and number.isdecimal() and len(number) <= 18]
    pairs = list(pairwise(numbers))
    if len(numbers) != len(cells) or not pairs:
        return "unclear"
    if all(earlier > later for earlier, later in pairs):
        cells = cells[::-1]
    elif not all(earlier < later for earlier, later in pairs):
        return "unclear"
    fitting = [way for way in ("day-first", "month-first") if _rises(cells, way)]
    return fitting[0] if len(fitting) == 1 else "unclear"


def _rises(cells: Sequence[str], way: str) -> bool:
    """True where the days, read this way, never go back and are at least three."""
    days = [found.at.date() for cell in cells if (found := _read(cell, way))]
    return days == sorted(days) and len(set(days)) >= _STEPS


def _read(cell: str, order: str) -> _Read | None:
    """What a cell says, before any zone is applied; None where it is no time of submission."""
    if len(cell) > _LONGEST:
        return None
    text = cell.strip()
    try:
        if (serial := _SERIAL.fullmatch(text)) and int(serial[1]) in _SERIALS:
            return _from_serial(int(serial[1]), serial[2] or "")
        for pattern, numbers in _WAYS:
            if (found := pattern.match(text)) and (day := numbers(found, order)):
                return _with_clock(day, text[found.end() :])
    except (ValueError, OverflowError):  # 31 February
        return None
    return None


def _from_serial(days: int, fraction: str) -> _Read:
    """Excel keeps a time as a fraction of a day; to the millisecond, since the last digits are noise."""
    milliseconds = round(float(f"0.{fraction or 0}") * 86_400_000)
    return _Read(_SERIAL_START + timedelta(days=days, milliseconds=milliseconds), None, clock=bool(fraction.strip("0")))


def _year_first(found: re.Match[str], _: str) -> datetime | None:
    return _at(int(found[1]), int(found[3]), int(found[4]))


def _slashes(found: re.Match[str], order: str) -> datetime | None:
    first, second = int(found[1]), int(found[3])
    if not order and first != second and max(first, second) <= 12:
        return None  # nobody said which is the day
    day_first = order == "day-first" or (not order and first > 12)
    return _at(_full_year(found[4]), *((second, first) if day_first else (first, second)))


def _day_name(found: re.Match[str], _: str) -> datetime | None:
    return _named(found[3], found[2], found[1])


def _name_day(found: re.Match[str], _: str) -> datetime | None:
    return _named(found[3], found[1], found[2])


def _named(year: str, name: str, day: str) -> datetime | None:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return _at(_full_year(year), _MONTHS[plain], int(day)) if plain in _MONTHS else None


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], datetime | None]], ...] = (
    (_YEAR_FIRST, _year_first),
    (_SLASHED, _slashes),
    (_DAY_NAME, _day_name),
    (_NAME_DAY, _name_day),
)


def _full_year(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _at(year: int, month: int, day: int) -> datetime | None:
    """Midnight of the day. Raises ValueError where the calendar has no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return datetime(year, month, day)  # noqa: DTZ001 - the zone comes from the file or the mapping


def _with_clock(day: datetime, rest: str) -> _Read | None:
    if not rest:
        return _Read(day, None, clock=False)
    found = _CLOCK.fullmatch(rest)
    if found is None:
        return None
    since, offset = _clock(found), _offset(found)
    if since is None or (offset is None and (found[6] or found[7])):
        return None
    return _Read(day + since, offset, clock=True)


def _clock(found: re.Match[str]) -> timedelta | None:
    """The time since midnight; None for 24:00, 10:60 and 13:00 AM."""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[5] or "").casefold()[:1]  # am, vorm. | pm, nachm. | Uhr
    if half in ("a", "v", "p", "n"):
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half in ("p", "n") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int((found[4] or "")[:6].ljust(6, "0")))


def _offset(found: re.Match[str]) -> timedelta | None:
    """What a clock says about its zone; None where it says nothing, or nothing that is known."""
    if not (found[6] or found[7]):
        return None
    hours = _ZONE_HOURS.get((found[6] or "").casefold())
    if hours is None or (hours and found[7]):
        return None
    away = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    if away > timedelta(hours=14) or int(found[9] or 0) > 59:
        return None
    return timedelta(hours=hours) + (-away if found[7] == "-" else away)


def _local(found: _Read, source: ZoneInfo | None, target: ZoneInfo | None, fold: int = 0) -> datetime:
    """On the target's calendar, its zone attached where there is one. fold: which of two equal local times is meant."""
    if not found.clock or target is None:
        return found.at
    if found.offset is not None:
        return (found.at - found.offset).replace(tzinfo=UTC).astimezone(target)
    if source is None or _one_zone(source, target):
        return found.at.replace(tzinfo=target, fold=fold)
    return found.at.replace(tzinfo=source, fold=fold).astimezone(target)


def _one_zone(source: ZoneInfo | None, target: ZoneInfo | None) -> bool:
    """True where a time without a zone stands in the file as it stands on the target's calendar."""
    return source is None or target is None or source.key == target.key


def _utc(found: _Read, source: ZoneInfo | None, target: ZoneInfo | None) -> datetime:
    if found.offset is not None:
        return found.at - found.offset
    own = source or target
    return found.at if own is None else found.at.replace(tzinfo=own).astimezone(UTC).replace(tzinfo=None)


def _hour_of(key: str, zones: _Zones) -> _Hour | None:
    """The hour of a key, which is a cell with a bare colon for its minutes and seconds, or a cell without a colon."""
    found = _read(key.replace(":", ":00", 1), zones[0])
    if found is None:
        return None
    start = _known(found, zones)
    if not found.clock or ":" not in key:
        return start
    for since in _QUARTERS:
        then = _known(found._replace(at=found.at + since), zones)
        apart = (then.local - start.local, (then.begins - start.begins) * _MICROSECOND)
        if then.day != start.day or then.doubtful != start.doubtful or apart != (since, since):
            return start._replace(day=None)
    return start


def _exactly(cell: str, zones: _Zones) -> _Hour:
    """What is known of the very moment in a cell that is one."""
    found = _read(cell, zones[0])
    if found is None:
        raise ValueError("a cell whose hour could be read can be read")
    return _known(found, zones)


def _known(found: _Read, zones: _Zones) -> _Hour:
    _, source, target = zones
    local = _local(found, source, target)
    open_to_doubt = found.offset is None and not _one_zone(source, target)
    doubtful = open_to_doubt and local.date() != _local(found, source, target, 1).date()
    begins = (_utc(found, source, target) - _EPOCH) // _MICROSECOND
    return _Hour(local.date(), local.replace(tzinfo=None, fold=0), begins, doubtful)


def _since_hour(cell: str) -> int:
    """Microseconds since the hour began, of a cell whose hour is known."""
    found = _REST.fullmatch(cell.partition(":")[2])
    if found is None:
        return 0
    return (int(found["minute"]) * 60 + int(found["second"] or 0)) * 1_000_000 + int(
        (found["part"] or "")[:6].ljust(6, "0")
    )
