"""KoboToolbox: the form's own names or labels, groups before a slash, then columns that begin with "_".

    "start";"wellbeing/heard";"hurt";"hurt/me";"hurt/team";"_id";"_uuid";"_submission_time";"_validation_status"
    "2026-11-13T10:02:00.000+01:00";"agree";"me team";"1";"1";"7";"3fa0...";"2026-11-13T09:05:11";""

Ticks stand together in "hurt", and each in a column of its own: then the first is read. A row of tags ("#sector")
may follow the header. Only sheets that were sent are there; one that a reviewer did not approve is not counted.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import nested
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower

PLATFORM = Platform(
    "kobo",
    roles={
        "_uuid": "id",
        "_submission_time": "submitted",
        "start": "started",
        "_validation_status": "status",
    },
    # Never the person: everybody answers from one account, or through one link.
    dropped=frozenset({"end", "today", "_id", "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index",
                       "username", "deviceid", "phonenumber", "subscriberid", "simserial", "simid", "_geolocation",
                       "meta/instanceid", "meta/rootuuid"}),
    separator=" ",
    zone="UTC",
    states={"status": {"not approved": "spam", "validation_status_not_approved": "spam"}},
    unproven=True,
)  # fmt: skip
_OWN = frozenset(PLATFORM.roles) | PLATFORM.dropped


def shape(rows: Rows) -> Shape | None:
    """Rule 16: `_uuid` and `_submission_time`; a second row whose filled cells all begin with "#" is header too."""
    if not {"_uuid", "_submission_time"} <= set(lower(rows)):
        return None
    tags = [cell for cell in lower(rows, 1) if cell]
    tagged = bool(tags) and all(tag.startswith("#") for tag in tags)
    return Shape(PLATFORM, nested(rows, "/", _OWN), 2 if tagged else 1)
