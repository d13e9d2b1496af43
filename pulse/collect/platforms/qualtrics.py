"""Qualtrics: three header rows - the export tag, the question, and the platform's own id of it.

    StartDate,Status,Finished,ResponseId,Q1,Q2_1
    Start Date,Response Type,Finished,Response ID,I am heard.,Who is hurt? - My team
    "{""ImportId"":""startDate"",""timeZone"":""Europe/Berlin""}", ... ,"{""ImportId"":""QID2"",""choiceId"":""1""}"
    2026-11-11 08:00:00,IP Address,True,R_2YPOQ602ER1jkf1,Agree,My team

The first generation (2016) wrote the third row as Python does, `{'ImportId': 'QID2-1'}`; the export before it has two
rows, `V1,V2,V3,...,Q1` over `ResponseID,ResponseSet,Name,...`, and a comma at the end of every one.
"""

from __future__ import annotations

import json
import re

from pulse.collect.platforms.headings import dashed, pairs, plain
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower, row
from pulse.model.exports import Heading

PLATFORM = Platform(
    "qualtrics",
    roles={
        "responseid": "id",
        "startdate": "started",
        "enddate": "submitted",
        "status": "status",
        "distributionchannel": "status",  # tells previews where somebody took Status away
        "finished": "progress",
        "recipientemail": "person",
        "emailaddress": "person",
        "externalreference": "person",
        "externaldatareference": "person",
    },
    dropped=frozenset({"recordeddate", "ipaddress", "progress", "duration (in seconds)", "recipientlastname",
                       "recipientfirstname", "locationlatitude", "locationlongitude", "locationaccuracy",
                       "userlanguage", "responseset", "name"}),
    separator=",",
    states={
        # As codes or in words. 0, 4, 16 and 32 are answers: by link, imported, offline, by an employee's own link.
        # 9 is a preview that the spam filter caught: a preview all the same, since staff sent no spam.
        "status": {
            "1": "preview",
            "survey preview": "preview",
            "preview": "preview",
            "9": "preview",
            "spam survey preview": "preview",
            "2": "test",
            "survey test": "test",
            "test": "test",
            "8": "spam",
            "spam": "spam",
            "12": "spam",
            "imported (spam)": "spam",
            "imported spam": "spam",
        },
        "progress": {"0": "partial", "false": "partial"},
    },
    unsent_is_partial=True,
)  # fmt: skip


def current(rows: Rows) -> Shape | None:
    """Rule 1: at least half of the third row's filled cells hold `ImportId`."""
    third = [cell for cell in row(rows, 2) if cell.strip()]
    if third and sum("ImportId" in cell for cell in third) * 2 >= len(third):
        headings = [dashed(Heading(at, text or tag, tag)) for at, tag, text in pairs(rows)]
        return Shape(PLATFORM, headings, 3, zone=_zone(third))
    return None


def legacy(rows: Rows) -> Shape | None:
    """Rule 2: `V1,V2,V3` over `ResponseID,ResponseSet`."""
    if lower(rows)[:3] == ["v1", "v2", "v3"] and lower(rows, 1)[:2] == ["responseid", "responseset"]:
        return Shape(PLATFORM, [_legacy(*each) for each in pairs(rows)], 2)
    return None


def header_cut(rows: Rows) -> Shape | None:
    """Rule 3: its columns, but only one row above the answers: the questions' words are lost."""
    head = set(lower(rows))
    if "responseid" in head and ({"startdate", "enddate"} <= head or "recordeddate" in head):
        return Shape(PLATFORM, plain(rows), warning="qualtrics-header-cut")
    return None


def _legacy(at: int, tag: str, text: str) -> Heading:
    return dashed(Heading(at, text, text if re.fullmatch(r"V\d+", tag) else tag))


def _zone(cells: list[str]) -> str:
    for cell in cells:
        if "timeZone" in cell:
            try:
                return str(json.loads(cell.replace("'", '"')).get("timeZone", ""))
            except ValueError:
                return ""
    return ""
