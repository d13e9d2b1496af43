"""REDCap: the form's own names (raw), or its labels.

    record_id,redcap_survey_identifier,pulse_timestamp,heard,hurt___1,hurt___2,pulse_complete
    1,,2026-11-13 10:05:11,4,1,0,2
    2,,[not completed],4,0,0,0

    Record ID,Survey Identifier,Survey Timestamp,I am heard.,Who is hurt? (choice=Me),Complete?
    1,,2026-11-13 10:05:11,Agree,Checked,Complete

The first column is the record, whatever its name. A project of several forms has a time and a state for each of them:
the sheet is sent, and finished, when the last form with a time is. Where a record has a row for every event or
repetition, it does not tell rows apart: there it only tells who answered.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pulse.collect.platforms.headings import each
from pulse.collect.platforms.shape import Platform, Rows, Shape, column, lower
from pulse.model.exports import Heading, Role

PLATFORM = Platform(
    "redcap",
    counter_ids=True,
    states={
        "submitted": {"[not completed]": "partial"},
        "progress": {"0": "partial", "incomplete": "partial"},
    },
    missing=frozenset({"[not completed]"}),
    ticked=frozenset({"1", "checked"}),
    unticked=frozenset({"0", "unchecked"}),
)
_OWN = frozenset(
    {"redcap_event_name", "redcap_repeat_instrument", "redcap_survey_identifier", "redcap_data_access_group"}
)
_LABELS = frozenset({"event name", "repeat instrument", "survey identifier", "survey timestamp", "data access group"})
_REPEATS = frozenset({"redcap_event_name", "redcap_repeat_instrument", "event name", "repeat instrument"})
_TICK = re.compile(r"(\w+?)___(\w+)")
_CHOICE = re.compile(r"(.*\S)\s*\(choice=(.+)\)", re.DOTALL)


def raw(rows: Rows) -> Shape | None:
    """Rule 18: one of its own columns."""
    return _raw(rows) if _OWN & set(lower(rows)) else None


def raw_without_own(rows: Rows) -> Shape | None:
    """Rule 19: two or more of `x___1` with 0 and 1 below, and `<form>_complete` with 0, 1 and 2 below."""
    told = 0
    for at, name in enumerate(lower(rows)):
        cells = set(column(rows, at))
        told += bool(_TICK.fullmatch(name)) and cells <= {"0", "1"}
        told += name.endswith("_complete") and cells <= {"0", "1", "2"}
    return _raw(rows) if told >= 2 else None


def labels(rows: Rows) -> Shape | None:
    """`Which? (choice=Pay)`, or `Complete?` with another of its own columns by its label."""
    head = lower(rows)
    if not any(_CHOICE.fullmatch(name) for name in head) and not ("complete?" in head and _LABELS & set(head)):
        return None
    roles: dict[str, Role] = _record(head)
    if head.count("complete?") == 1:  # several forms are headed alike: there a mapping says which one counts
        roles |= {"survey timestamp": "submitted", "complete?": "progress"}
    roles |= {"survey identifier": "person"}
    return Shape(replace(PLATFORM, roles=roles), each(rows, _choice), unproven=True)


def _raw(rows: Rows) -> Shape:
    head = lower(rows)
    times = [name for name in head if name.endswith("_timestamp")]
    states = [name for name in head if name.endswith("_complete")]
    roles: dict[str, Role] = _record(head)
    if times:
        roles |= {times[-1]: "submitted", f"{times[-1].removesuffix('_timestamp')}_complete": "progress"}
    elif len(states) == 1:
        roles |= {states[0]: "progress"}
    roles |= {"redcap_survey_identifier": "person"}
    return Shape(replace(PLATFORM, roles=roles, dropped=frozenset(times[:-1])), each(rows, _tick))


def _record(head: list[str]) -> dict[str, Role]:
    return {head[0]: "person" if _REPEATS & set(head) else "id"}


def _tick(heading: Heading) -> Heading:
    found = _TICK.fullmatch(heading.label)
    return replace(heading, tag=heading.label, stem=found[1], part=found[2]) if found else heading


def _choice(heading: Heading) -> Heading:
    found = _CHOICE.fullmatch(heading.label)
    return replace(heading, stem=found[1], part=found[2].strip()) if found else heading
