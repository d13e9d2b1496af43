"""The next stock-takes as a calendar (RFC 5545): each date by itself, since no rule could say what a holiday moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from pulse.model.schedules import Outline, Planned

_LONGEST_LINE = 75  # octets, RFC 5545 section 3.1


def ics(outlines: Iterable[Outline], day: date) -> str:
    """A calendar with an event for each wave ahead; `day` is the day it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pulse//stock-takes//EN", "CALSCALE:GREGORIAN"]
    for it in outlines:
        for planned in it.ahead:
            lines += _event(it, planned, day)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(it: Outline, planned: Planned, day: date) -> list[str]:
    wave = planned.wave
    return [
        "BEGIN:VEVENT",
        f"UID:{wave.survey}.{wave.label}@pulse.invalid",
        f"DTSTAMP:{day:%Y%m%d}T000000Z",
        *_span(planned),
        f"SUMMARY:{_text(f'{it.title} ({wave.label})')}",
        f"DESCRIPTION:{_text(f'Questionnaire {wave.survey}, open from {wave.first} to {wave.last}.')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _span(planned: Planned) -> list[str]:
    """Whole days where it opens and closes with the day; else moments in UTC, which need no table of zones."""
    first, after = planned.wave.first, planned.wave.last + timedelta(days=1)
    if planned.opens.time() == planned.closes.time() == time() and planned.closes.date() == after:
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [f"DTSTART:{_utc(planned.opens)}", f"DTEND:{_utc(planned.closes)}"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign, safe in (("\\", "\\\\"), (";", r"\;"), (",", r"\,"), ("\n", r"\n")):
        text = text.replace(sign, safe)
    return text


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no character cut in two; each further piece begins with a blank."""
    pieces, piece = [], ""
    for sign in line:
        if len(f"{piece}{sign}".encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += sign
    return "\r\n".join([*pieces, piece])
