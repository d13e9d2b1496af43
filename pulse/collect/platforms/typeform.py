"""Typeform: a token first, times in UTC last; an option's own column is headed by the bare option.

    #,I am heard.,My team,Nobody,Other,Response Type,Start Date (UTC),Submit Date (UTC),Network ID
    0123456789abcdef0123456789abcdef,Agree,My team,,,completed,2026-11-13 10:00:00,2026-11-13 10:05:00,ff01

`Response Type` is there since about 2023.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import plain
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower

PLATFORM = Platform(
    "typeform",
    roles={
        "#": "id",
        "start date (utc)": "started",
        "submit date (utc)": "submitted",
        "response type": "status",
    },
    dropped=frozenset({"stage date (utc)", "network id", "tags", "ending"}),
    separator=", ",
    zone="UTC",
    states={"status": {"partial": "partial", "started": "partial"}},
    unsent_is_partial=True,
)


def shape(rows: Rows) -> Shape | None:
    """Rule 11: `Start Date (UTC)` and `Submit Date (UTC)`; the Network ID is often, and rightly, taken away."""
    return Shape(PLATFORM, plain(rows)) if {"start date (utc)", "submit date (utc)"} <= set(lower(rows)) else None
