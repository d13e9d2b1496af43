"""ODK Central: the form's own names, groups before a dash.

    SubmissionDate,wellbeing-heard,hurt,meta-instanceID,KEY,SubmitterID,SubmitterName,Status,ReviewState
    2026-11-13T10:05:11.481Z,agree,me team,uuid:3fa0...,uuid:3fa0...,5,Ward tablet,,

Ticks stand together, a space between them; on wish also each in a column "hurt/me". A sheet that a reviewer rejected
is not counted.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import nested
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower

PLATFORM = Platform(
    "odk-central",
    roles={
        "key": "id",
        "submissiondate": "submitted",
        "start": "started",
        "reviewstate": "status",
    },
    # Never the person: everybody answers from one device, or through one link.
    dropped=frozenset({"end", "today", "meta-instanceid", "meta-instancename", "instanceid", "submitterid",
                       "submittername", "attachmentspresent", "attachmentsexpected", "status", "deviceid", "edits",
                       "formversion", "username", "phonenumber"}),
    separator=" ",
    zone="UTC",
    states={"status": {"rejected": "spam"}},
)  # fmt: skip
_OWN = frozenset(PLATFORM.roles) | PLATFORM.dropped


def shape(rows: Rows) -> Shape | None:
    """Rule 17: `SubmissionDate` and `KEY`, with `meta-instanceID` or `SubmitterID`."""
    head = set(lower(rows))
    if {"submissiondate", "key"} <= head and head & {"meta-instanceid", "submitterid"}:
        return Shape(PLATFORM, nested(rows, "-", _OWN))
    return None
