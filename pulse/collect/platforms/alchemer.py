"""Alchemer, once SurveyGizmo: the option or the row stands before its question.

    Response ID,Time Started,Date Submitted,Status,Contact ID,I am heard.,My team:Who is hurt?,At night:How often?
    7,"Sep 01, 2026 10:00:01 am","Sep 01, 2026 10:04:11 am",Complete,,Agree,My team,Never

A write-in has two columns of one name: the tick first, then the words.
"""

from __future__ import annotations

from dataclasses import replace

from pulse.collect.platforms.headings import plain
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower
from pulse.model.exports import Heading

PLATFORM = Platform(
    "alchemer",
    roles={
        "response id": "id",
        "time started": "started",
        "date submitted": "submitted",
        "status": "status",
        "contact id": "person",
    },
    dropped=frozenset({"legacy comments", "comments", "language", "referer", "sessionid", "user agent",
                       "extended referer", "longitude", "latitude", "country", "city", "state/region", "postal",
                       "ip address", "url variable: __sid"}),
    counter_ids=True,
    states={
        "status": {
            "partial": "partial",
            "disqualified": "partial",  # the form itself let the person go before its end
            "complete (test data)": "test",
            "partial (test data)": "test",
            "test data": "test",
        }
    },
    unproven=True,
)  # fmt: skip


def shape(rows: Rows) -> Shape | None:
    """Rule 20: `Response ID`, `Time Started`, `Date Submitted` and `Status`."""
    if not {"response id", "time started", "date submitted", "status"} <= set(lower(rows)):
        return None
    headings: list[Heading] = []
    seen: set[str] = set()
    for heading in plain(rows):
        headings.append(_words(heading) if heading.label in seen else _split(heading))
        seen.add(heading.label)
    return Shape(PLATFORM, headings)


def _split(heading: Heading) -> Heading:
    part, colon, stem = heading.label.partition(":")
    return replace(heading, stem=stem.strip(), part=part.strip()) if colon and stem.strip() else heading


def _words(heading: Heading) -> Heading:
    return replace(heading, label=f"{heading.label} (in words)") if ":" in heading.label else heading
