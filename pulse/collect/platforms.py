"""What each survey platform's export looks like. A platform is told by its header rows alone.

A new platform is a `Platform` below and a rule in `_RULES`. Constants are those measured on real exports; columns
that identify people are dropped by name here, and by content in `identity`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pulse.model.exports import Heading, Role
from pulse.model.problems import Place, Stop, problem

Rows = Sequence[Sequence[str]]
Compose = Callable[[Rows], list[Heading]]


@dataclass(frozen=True)
class Platform:
    """One platform's export: how headings are composed and which columns are its own."""

    name: str
    roles: Mapping[str, Role] = field(default_factory=dict)  # header, lower case -> what collect reads it for
    dropped: frozenset[str] = frozenset()  # headers, lower case, of columns about the person or the sending
    separator: str = ";"  # between the ticks of one cell
    zone: str = ""  # of its times, where the platform fixes it
    counter_ids: bool = False  # ids count from 1 in every form: two forms share them
    unfinished: frozenset[str] = frozenset()  # values of the status column
    tests: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """A platform, and where its header stands in a file."""

    platform: Platform
    skip: int  # records above the header
    header_rows: int
    headings: tuple[Heading, ...]
    zone: str
    warning: str = ""


_MS_FORMS = Platform(
    "microsoft-forms",
    {"id": "id", "start time": "started", "completion time": "submitted",
     "hora de inicio": "started", "hora de finalización": "submitted"},
    frozenset({"email", "name", "last modified time", "total points", "quiz feedback", "language",
               "correo electrónico", "nombre"}),
    counter_ids=True,
)  # fmt: skip
_GOOGLE = Platform(
    "google-forms",
    dict.fromkeys(("timestamp", "zeitstempel", "marca temporal", "horodateur", "tijdstempel",
                   "carimbo de data/hora", "informazioni cronologiche"), "submitted"),
    frozenset({"email address", "username", "score"}),
    separator=", ",
)  # fmt: skip
_QUALTRICS = Platform(
    "qualtrics",
    {"responseid": "id", "startdate": "started", "enddate": "submitted", "status": "status", "finished": "progress"},
    frozenset({"recordeddate", "ipaddress", "progress", "duration (in seconds)", "recipientlastname",
               "recipientfirstname", "recipientemail", "externalreference", "externaldatareference",
               "locationlatitude", "locationlongitude", "locationaccuracy", "distributionchannel", "userlanguage",
               "responseset", "name", "emailaddress"}),
    separator=",",
    unfinished=frozenset({"0", "false"}),
    tests=frozenset({"1", "2", "8", "9", "survey preview", "survey test", "spam"}),
)  # fmt: skip
_SURVEYMONKEY = Platform(
    "surveymonkey",
    {"respondent id": "id", "respondentid": "id", "start date": "started", "end date": "submitted"},
    frozenset({"collector id", "collectorid", "ip address", "email address", "first name", "last name",
               "custom data 1"}),
    separator=", ",
)  # fmt: skip
_LIMESURVEY = Platform(
    "limesurvey",
    {"id": "id", "response id": "id", "submitdate": "submitted", "date submitted": "submitted",
     "startdate": "started", "date started": "started"},
    frozenset({"lastpage", "last page", "startlanguage", "start language", "seed", "token", "datestamp",
               "date last action", "ipaddr", "ip address", "refurl", "referrer url"}),
    separator=", ",
    counter_ids=True,
)  # fmt: skip
_TYPEFORM = Platform(
    "typeform",
    {"#": "id", "start date (utc)": "started", "submit date (utc)": "submitted", "response type": "status"},
    frozenset({"stage date (utc)", "network id", "tags", "ending"}),
    separator=", ",
    zone="UTC",
    unfinished=frozenset({"partial", "started"}),
)
GENERIC = Platform("generic")

_LIME_META = re.compile(r"^(id|submitdate|lastpage|startlanguage|startdate|datestamp)\. ")
_LIME_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_]*\[[A-Za-z0-9_]+\](\[\d\])?(\.|\._\.) ?\S")
_LIME_QUESTION = re.compile(r"^[A-Za-z][A-Za-z0-9]{1,19}\. \S")
_MANY_QUESTIONS = 8  # headings "code. text" that, being most of all, tell LimeSurvey where its own columns are cut
_SECOND_ROW = {"response", "open-ended response", "other (please specify)", "comments:"}
_TRANSLATED_SUBMITTED = frozenset(_GOOGLE.roles)


def recognise(rows: Rows, file: str) -> Found:
    """The platform of a file's first records and where its header stands. Raises Stop for a summary of answers."""
    if any("answer choices" in _lower(row) for row in rows[:12]):
        raise Stop(problem("summary-not-answers", Place(file)))
    for skip in range(min(6, len(rows))):
        for rule in _RULES:
            if found := rule(rows[skip:]):
                platform, header_rows, compose, zone, warning = found
                return Found(platform, skip, header_rows, tuple(compose(rows[skip:])), zone or platform.zone, warning)
    skip = _header_by_width(rows)
    return Found(GENERIC, skip, 1, tuple(_plain(rows[skip:])), "")


_Rule = tuple[Platform, int, Compose, str, str]


def _qualtrics(rows: Rows) -> _Rule | None:
    if len(rows) < 3:
        return None
    third = [cell for cell in rows[2] if cell]
    if third and sum("ImportId" in cell for cell in third) * 2 >= len(third):
        return _QUALTRICS, 3, _tagged, _qualtrics_zone(rows[2]), ""
    return None


def _qualtrics_legacy(rows: Rows) -> _Rule | None:
    if len(rows) < 2 or _lower(rows[0])[:3] != ["v1", "v2", "v3"] or _lower(rows[1])[:1] != ["responseid"]:
        return None
    return _QUALTRICS, 2, _legacy, "", ""


def _qualtrics_cut(rows: Rows) -> _Rule | None:
    head = set(_lower(rows[0]))
    if "responseid" in head and ({"startdate", "enddate"} <= head or "recordeddate" in head):
        return _QUALTRICS, 1, _plain, "", "qualtrics-header-cut"
    return None


def _surveymonkey(rows: Rows) -> _Rule | None:
    head, second = set(_lower(rows[0])), rows[1] if len(rows) > 1 else []
    first = second[0].strip() if second else ""
    labels = sum(cell in _SECOND_ROW for cell in _lower(second))
    if head & {"respondent id", "respondentid"}:
        if re.fullmatch(r"\d{8,}|\d\.\d+E\+\d+", first):
            return _SURVEYMONKEY, 1, _stem_dash_part, "", ""
        return _SURVEYMONKEY, 2, _two_rows, "", ""
    return (_SURVEYMONKEY, 2, _two_rows, "", "") if labels >= 3 else None


def _ms_forms(rows: Rows) -> _Rule | None:
    head = set(_lower(rows[0]))
    if "id" in head and ({"start time", "completion time"} <= head or {"hora de inicio"} <= head):
        return _MS_FORMS, 1, _plain, "", ""
    return None


def _typeform(rows: Rows) -> _Rule | None:
    head = _lower(rows[0])
    if {"start date (utc)", "submit date (utc)"} <= set(head):
        return _TYPEFORM, 1, _plain, "", ""
    return None


def _google(rows: Rows) -> _Rule | None:
    head = _lower(rows[0])
    if head and head[0] in _TRANSLATED_SUBMITTED:
        return _GOOGLE, 1, _stem_bracket_row, "", ""
    return None


def _limesurvey(rows: Rows) -> _Rule | None:
    head = _lower(rows[0])
    named = {"response id", "date submitted", "last page"} <= set(head) or {"id", "submitdate", "lastpage"} <= set(head)
    coded = sum(bool(_LIME_CODE.match(cell.strip())) for cell in rows[0]) >= 2
    questions = sum(bool(_LIME_QUESTION.match(cell.strip())) for cell in rows[0])
    mostly = questions >= _MANY_QUESTIONS and questions * 2 > len(head)
    if named or any(_LIME_META.match(cell) for cell in head) or (coded and questions >= 1) or mostly:
        return _LIMESURVEY, 1, _code_and_text, "", ""
    return None


_RULES = (_qualtrics, _qualtrics_legacy, _qualtrics_cut, _surveymonkey, _ms_forms, _typeform, _google, _limesurvey)


# --- headings from header rows ---------------------------------------------------------------------------------------


def _plain(rows: Rows) -> list[Heading]:
    return [Heading(at, cell.strip()) for at, cell in enumerate(rows[0], 1)]


def _stem_bracket_row(rows: Rows) -> list[Heading]:
    """Google Forms grids: "Stem [Row]"."""
    return [_bracketed(Heading(at, cell.strip())) for at, cell in enumerate(rows[0], 1)]


def _stem_dash_part(rows: Rows) -> list[Heading]:
    return [_dashed(Heading(at, cell.strip())) for at, cell in enumerate(rows[0], 1)]


def _tagged(rows: Rows) -> list[Heading]:
    """Qualtrics: the export tag above the question's text."""
    texts = list(rows[1]) + [""] * (len(rows[0]) - len(rows[1]))
    return [
        _dashed(Heading(at, text.strip() or tag.strip(), tag.strip()))
        for at, (tag, text) in enumerate(zip(rows[0], texts, strict=False), 1)
    ]


def _legacy(rows: Rows) -> list[Heading]:
    return [
        _dashed(Heading(at, text.strip(), text.strip() if re.fullmatch(r"V\d+", tag.strip()) else tag.strip()))
        for at, (tag, text) in enumerate(zip(rows[0], rows[1], strict=False), 1)
    ]


def _two_rows(rows: Rows) -> list[Heading]:
    """SurveyMonkey: the question stands on the first column of its block, options or "Response" below it."""
    headings: list[Heading] = []
    stem = ""
    second = list(rows[1]) + [""] * (len(rows[0]) - len(rows[1]))
    for at, (first, below) in enumerate(zip(rows[0], second, strict=False), 1):
        stem, part = first.strip() or stem, below.strip()
        alone = not part or part.casefold() in ("response", "open-ended response")
        headings.append(Heading(at, stem) if alone else Heading(at, f"{stem} - {part}", "", stem, part))
    return headings


def _code_and_text(rows: Rows) -> list[Heading]:
    """LimeSurvey: "code[SQ001]. text [row]", a code alone, or a text alone."""
    headings: list[Heading] = []
    for at, cell in enumerate(rows[0], 1):
        found = re.match(r"^([A-Za-z][A-Za-z0-9_]*(?:\[[^\]]+\])*)\._?\.? ?(.+)$", cell.strip(), re.DOTALL)
        tag, text = (found[1], found[2].strip()) if found else ("", cell.strip())
        headings.append(_bracketed(Heading(at, text, tag)))
    return headings


def _bracketed(heading: Heading) -> Heading:
    found = re.match(r"^(.*\S)\s*\[([^\[\]]+)\]$", heading.label, re.DOTALL)
    return Heading(heading.position, heading.label, heading.tag, found[1], found[2].strip()) if found else heading


def _dashed(heading: Heading) -> Heading:
    stem, dash, part = heading.label.rpartition(" - ")
    if not dash:
        stem, dash, part = heading.label.rpartition("-")
    return Heading(heading.position, heading.label, heading.tag, stem.strip(), part.strip()) if dash else heading


def _qualtrics_zone(row: Sequence[str]) -> str:
    for cell in row:
        if "timeZone" in cell:
            try:
                return str(json.loads(cell.replace("'", '"')).get("timeZone", ""))
            except ValueError:
                return ""
    return ""


def _header_by_width(rows: Rows) -> int:
    """A generic file's header: the first of its first rows that is as wide as most."""
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count) if widths else 0
    return next((at for at, width in enumerate(widths[:6]) if width == usual), 0)


def _lower(row: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in row]
