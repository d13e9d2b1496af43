"""Jotform: the day first, the rows of a grid as "Stem >> Row", ticks one below the other in a cell.

    Submission Date,I am heard.,How often? >> At night,Who is hurt?,Submission IP,Submission ID
    "Sep 1, 2026",Agree,Never,"Me
    My team",192.0.2.1,5412345678901234567

Nobody's sheet is there before it was sent. The one name of its first column, and times below it, are all that tells it.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import cut, each
from pulse.collect.platforms.shape import Platform, Rows, Shape, are_times, column, lower

PLATFORM = Platform(
    "jotform",
    roles={"submission id": "id", "submission date": "submitted"},
    dropped=frozenset({"submission ip", "ip", "ip address", "last update date", "edit link", "flow status"}),
    separator="\n",
    unproven=True,
)


def shape(rows: Rows) -> Shape | None:
    """Rule 22: the first header is `Submission Date`, and times stand below it."""
    if lower(rows)[:1] == ["submission date"] and are_times(column(rows, 0)):
        return Shape(PLATFORM, each(rows, lambda heading: cut(heading, ">>")))
    return None
