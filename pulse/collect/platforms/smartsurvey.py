"""SmartSurvey: known only by what people say of it. One row of headers, or options on a second row.

    UserID,UserNo,Name,Email,IP Address,Unique ID,Started,Ended,Status,I am heard.,Who is hurt?,
    ,,,,,,,,,,My team,Nobody
    118000001,1,,,192.0.2.1,,01/09/2026 10:00,01/09/2026 10:04,Complete,Agree,My team,

Days are written before months, as in the United Kingdom.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import blocks, dashed, each
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower

PLATFORM = Platform(
    "smartsurvey",
    roles={
        "userid": "id",
        "started": "started",
        "ended": "submitted",
        "status": "status",
        "email": "person",
    },
    dropped=frozenset(
        {"userno", "name", "ip address", "unique id", "device", "user agent", "language", "tracking link"}
    ),
    separator=", ",
    states={"status": {"partial": "partial", "incomplete": "partial", "in progress": "partial"}},
    unsent_is_partial=True,
    unproven=True,
)


def shape(rows: Rows) -> Shape | None:
    """`UserID`, `Started` and `Ended`, with `UserNo` or `Unique ID`; a second row that begins empty is header too."""
    head = set(lower(rows))
    if not ({"userid", "started", "ended"} <= head and head & {"userno", "unique id"}):
        return None
    second = lower(rows, 1)
    return Shape(PLATFORM, blocks(rows), 2) if second and not second[0] else Shape(PLATFORM, each(rows, dashed))
