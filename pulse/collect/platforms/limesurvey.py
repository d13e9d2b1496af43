"""LimeSurvey: headers as code, as text, or as both; "[SQ001]" for a sub-question.

    "id. Response ID","submitdate. Date submitted","lastpage. Last page","heard. I am heard.","hurt[me]. Who? [Me]"
    "1","2026-11-13 10:05:00","3","Agree","Yes"
    "2","","1","Agree","No"

A sheet without a time of submission was not finished. A survey that stores no date stamp writes the first second of
1980 for all that were.
"""

from __future__ import annotations

import re

from pulse.collect.platforms.headings import bracketed
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower
from pulse.model.exports import Heading

PLATFORM = Platform(
    "limesurvey",
    roles={
        "id": "id",
        "response id": "id",
        "submitdate": "submitted",
        "date submitted": "submitted",
        "startdate": "started",
        "date started": "started",
        "token": "person",
    },
    dropped=frozenset({"lastpage", "last page", "startlanguage", "start language", "seed", "datestamp",
                       "date last action", "ipaddr", "ip address", "refurl", "referrer url"}),
    separator=", ",
    counter_ids=True,
    unsent_is_partial=True,
    undated="1980-01-01 00:00:00",
)  # fmt: skip
_META = re.compile(r"(id|submitdate|lastpage|startlanguage|startdate|datestamp)\. ")
_SUB_QUESTION = re.compile(r"[A-Za-z][A-Za-z0-9_]*\[[A-Za-z0-9_]+\](\[\d\])?(\.|\._\.) ?\S")
_QUESTION = re.compile(r"[A-Za-z][A-Za-z0-9]{1,19}\. \S")
_MANY_QUESTIONS = 8  # headers "code. text" that, being most of all, tell it where its own columns are cut
_CODE_AND_TEXT = re.compile(r"([A-Za-z][A-Za-z0-9_]*(?:\[[^\]]+\])*)\._?\.? ?(.+)", re.DOTALL)


def with_codes(rows: Rows) -> Shape | None:
    """Rule 13: one of its own columns as "code. text"."""
    return _shape(rows) if any(_META.match(cell) for cell in lower(rows)) else None


def by_name(rows: Rows) -> Shape | None:
    """Rule 14: its own columns, by their text or by their code."""
    head = set(lower(rows))
    named = {"response id", "date submitted", "last page"} <= head or {"id", "submitdate", "lastpage"} <= head
    return _shape(rows) if named else None


def meta_cut(rows: Rows) -> Shape | None:
    """Rule 15: two sub-questions as "code[SQ001]. text", or mostly "code. text": its own columns are taken away."""
    cells = [cell.strip() for cell in rows[0]]
    questions = sum(bool(_QUESTION.match(cell)) for cell in cells)
    mostly = questions >= _MANY_QUESTIONS and questions * 2 > len(cells)
    return _shape(rows) if mostly or sum(bool(_SUB_QUESTION.match(cell)) for cell in cells) >= 2 else None


def _shape(rows: Rows) -> Shape:
    return Shape(PLATFORM, [_heading(at, cell.strip()) for at, cell in enumerate(rows[0], 1)])


def _heading(at: int, cell: str) -> Heading:
    found = _CODE_AND_TEXT.fullmatch(cell)
    return bracketed(Heading(at, found[2].strip(), found[1]) if found else Heading(at, cell))
