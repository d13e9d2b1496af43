"""What is printed of schedules and of the workspace's health."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pulse.cli import shapes
from pulse.cli.screen import _console, _plain, _table, _wrapped, json_out
from pulse.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from pulse.model.health import Examined
    from pulse.model.schedules import Due, Outline, Planned

_STATES = {
    "begins": "begins today: ask your staff",
    "open": "open until {last}",
    "ended": "ended on {last}; late exports are taken until it is closed, from {closing} on",
    "to close": "to be closed: `pulse close {survey} {wave}`",
}


def outlines(found: Sequence[Outline], as_json: bool) -> None:
    """Each schedule in words, with its next dates."""
    if as_json:
        json_out([_outline(it) for it in found])
        return
    out = _console()
    for it in found:
        out.print(f"[bold]{_plain(it.title)}[/bold]  ({it.survey})", soft_wrap=True)
        for line in (it.repeats, it.runs, it.ends):
            if line:
                _wrapped(out, line, 2)
        if it.ahead:
            table = _table("Wave", "Opens", "Closes")
            for planned in it.ahead:
                table.add_row(planned.wave.label, _moment(planned.opens), _closing(planned))
            out.print(table)
            out.print(f"  Times in {it.zone}.", style="dim")
        for note in it.notes:
            _wrapped(out, note, 2)
        out.print()


def due(found: Sequence[Due], day: date, as_json: bool) -> None:
    """What a day means for the waves."""
    if as_json:
        json_out({"date": day.isoformat(), "due": [_due(it) for it in found]})
        return
    out = _console()
    if not found:
        out.print(f"Nothing is due on {day}.")
        return
    for it in found:
        words = _STATES[it.state].format(
            last=it.wave.last, closing=it.closing_day, survey=it.wave.survey, wave=it.wave.label
        )
        out.print(f"{_plain(it.wave.survey)} {it.wave.label}: {words}", soft_wrap=True)


def examined(found: Sequence[Examined], as_json: bool) -> Exit:
    """What is wrong, thing by thing, and the exit status: a hint alone is nothing to look at."""
    wrong = any(it.status != Exit.DONE for area in found for it in area.findings)
    if as_json:
        json_out(
            [
                {"area": it.area, "looked": it.looked, "findings": [shapes.problem(fault) for fault in it.findings]}
                for it in found
            ]
        )
        return Exit.LOOK if wrong else Exit.DONE
    out = _console()
    for it in found:
        if not it.looked:
            out.print(f"{it.area}: not looked at, since the database cannot be used")
        for fault in it.findings:
            place = f"{fault.place}: " if str(fault.place) else ""
            out.print(f"[bold]{it.area}[/bold]: {_plain(f'{place}{fault.words}')}", soft_wrap=True)
            out.print(_plain(f"  -> {fault.remedy}"), soft_wrap=True)
    well = [it.area for it in found if it.looked and not it.findings]
    if well:
        out.print(f"Well: {', '.join(well)}.", soft_wrap=True)
    return Exit.LOOK if wrong else Exit.DONE


def to_paste(text: str) -> None:
    """The text as it is, to the byte: line ends of a calendar are its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def _outline(it: Outline) -> dict[str, object]:
    return {
        "survey": it.survey,
        "title": it.title,
        "repeats": it.repeats,
        "runs": it.runs,
        "ends": it.ends,
        "zone": it.zone,
        "next": [_planned(planned) for planned in it.ahead],
        "notes": list(it.notes),
    }


def _planned(it: Planned) -> dict[str, object]:
    return {
        "wave": it.wave.label,
        "first": it.wave.first.isoformat(),
        "last": it.wave.last.isoformat(),
        "opens": it.opens.isoformat(),
        "closes": it.closes.isoformat(),
        "moved_from": it.moved_from.isoformat() if it.moved_from else None,
    }


def _due(it: Due) -> dict[str, object]:
    return {
        "survey": it.wave.survey,
        "wave": it.wave.label,
        "state": it.state,
        "first": it.wave.first.isoformat(),
        "last": it.wave.last.isoformat(),
        "closing_day": it.closing_day.isoformat(),
    }


def _moment(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y %H:%M}"


def _closing(it: Planned) -> str:
    """The end of a day is told as that day: nobody reads "Friday 00:00" as the end of Thursday."""
    if (it.closes.hour, it.closes.minute) == (0, 0) and it.closes.date() > it.wave.last:
        return f"{it.wave.last:%a} {it.wave.last.day} {it.wave.last:%b %Y}, as the day ends"
    return _moment(it.closes)
