"""Formbricks: its own columns, then questions with their number; a choice has a second column with the options' ids.

    No.,Response ID,Timestamp,Finished,Survey ID,User ID,1. I am heard.,2. Who is hurt?,2. Who is hurt? - Option ID
    1,cm3x...,2026-11-13 10:05:11,Yes,cm2a...,,Agree,Me; My team,"k1, k2"

Rows of a grid are "3. How often? - At night". The numbers move when a question is put in between: they are left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pulse.collect.platforms.headings import cut, each
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower
from pulse.model.exports import Heading

PLATFORM = Platform(
    "formbricks",
    roles={
        "response id": "id",
        "timestamp": "submitted",
        "finished": "progress",
        "user id": "person",
    },
    dropped=frozenset({"no.", "quotas", "survey id", "formbricks id (internal)", "tags", "notes", "source", "url",
                       "action", "country", "ipaddress", "useragent - browser", "useragent - os",
                       "useragent - device"}),
    separator="; ",
    states={"progress": {"no": "partial", "false": "partial"}},
    unproven=True,
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}\. ")
_IDS = " - Option ID"


def shape(rows: Rows) -> Shape | None:
    """Rule 21: `No.`, `Response ID`, `Timestamp`, `Finished` and `Survey ID`; "person." begins what is about people."""
    head = lower(rows)
    if not {"no.", "response id", "timestamp", "finished", "survey id"} <= set(head):
        return None
    about = frozenset(name for name in head if name.startswith("person."))
    return Shape(replace(PLATFORM, dropped=PLATFORM.dropped | about), each(rows, _question))


def _question(heading: Heading) -> Heading:
    number = _NUMBER.match(heading.label)
    if not number:
        return heading
    asked = replace(heading, label=heading.label[number.end() :].strip())
    return asked if asked.label.endswith(_IDS) else cut(asked, " - ")
