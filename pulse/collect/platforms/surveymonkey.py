"""SurveyMonkey: a question on the first column of its block, its options or "Response" on the second row.

    Respondent ID,Collector ID,Start Date,End Date,Who is hurt?,,I am heard.
    ,,,,My team,Nobody,Response
    11800000001,45,09/01/2025 10:00:00 PM,09/01/2025 10:04:00 PM,My team,,Agree

The condensed export has one row, "Who is hurt? - My team". The old one calls the id `RespondentID`. A summary
("Answer Choices,Response Percent,Responses") holds no answer sheets and is refused.
"""

from __future__ import annotations

import re

from pulse.collect.platforms.headings import blocks, dashed, each
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower

PLATFORM = Platform(
    "surveymonkey",
    roles={
        "respondent id": "id",
        "respondentid": "id",
        "start date": "started",
        "startdate": "started",
        "end date": "submitted",
        "enddate": "submitted",
        "email address": "person",
    },
    dropped=frozenset({"collector id", "collectorid", "ip address", "first name", "last name", "custom data 1"}),
    separator=", ",
    unsent_is_partial=True,
)
_ID = re.compile(r"\d{8,}|\d(\.\d+)?e\+\d+")  # as the platform writes it, or as a spreadsheet rounds it
_SECOND_ROW = ("response", "open-ended response", "other (please specify)", "comments:")
_SUMMARY_ROWS = 12


def expanded(rows: Rows) -> Shape | None:
    """Rule 5: `Respondent ID` and `Collector ID`, and no id below them."""
    if {"respondent id", "collector id"} <= set(lower(rows)) and not _ID.fullmatch(_below(rows)):
        return Shape(PLATFORM, blocks(rows), min(2, len(rows)))
    return None


def old(rows: Rows) -> Shape | None:
    """Rule 6: an id column, and a second row that begins empty and says `Response`."""
    second = lower(rows, 1)
    if _has_id(rows) and second and not second[0] and {"response", "open-ended response"} & set(second):
        return Shape(PLATFORM, blocks(rows), 2)
    return None


def condensed(rows: Rows) -> Shape | None:
    """Rule 7: an id column, and an id below it: the whole header is one row."""
    return Shape(PLATFORM, each(rows, dashed)) if _has_id(rows) and _ID.fullmatch(_below(rows)) else None


def summary(rows: Rows) -> Shape | None:
    """Rule 8: `Answer Choices` in one of the first rows: figures, not answer sheets."""
    if any("answer choices" in lower(rows, at) for at in range(_SUMMARY_ROWS)):
        return Shape(PLATFORM, (), refusal="summary-not-answers")
    return None


def without_ids(rows: Rows) -> Shape | None:
    """Rule 9: three or more of the words of its second row, where somebody took the ids away."""
    if sum(cell in _SECOND_ROW for cell in lower(rows, 1)) >= 3:
        return Shape(PLATFORM, blocks(rows), 2)
    return None


def _has_id(rows: Rows) -> bool:
    return bool({"respondent id", "respondentid"} & set(lower(rows)))


def _below(rows: Rows) -> str:
    return next(iter(lower(rows, 1)), "")
