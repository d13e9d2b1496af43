"""Each platform's export: told by its first rows, its own columns understood, what is no full answer set aside.

The rules are those of the reference's table of signatures, by their number there:
 1 Qualtrics  2 Qualtrics legacy  3 Qualtrics, header cut  4 SoSci  5-7, 9 SurveyMonkey  8 its summary is refused
 10 Microsoft Forms  11 Typeform  12 Google Forms  13-15 LimeSurvey  16 Kobo  17 ODK Central  18-19 REDCap
 20 Alchemer  21 Formbricks  22 Jotform; all on the first row, then all on the second, to the sixth.

A. An example of every export: platform, header rows, roles, headings, what becomes of its rows.
B. Every rule, what it needs, and what it must not take. C. Real exports are what their SOURCE.md says.
D. One column at most says who answered. E. What was never tried on a real export is said so.
F. Times, and the workbook as its platform gives it.
"""

# ruff: noqa: E501 - exports have long lines

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter

from pulse import collect, define
from pulse.collect import platforms
from pulse.collect.times import moment, order, zone
from pulse.errors import Exit
from pulse.model.answers import Load
from pulse.model.exports import Heading
from pulse.model.groups import People
from pulse.model.problems import Stop
from pulse.model.survey import Wave
from tests.conftest import pulse
from tests.shared import shared

_FORM = """\
id = "s"
title = "S"
dimensions = { team = "Which team?" }
[[item]]
id = "heard"
text = "I am heard."
scale = "agree5"
[[item]]
id = "hurt"
text = "Who is hurt?"
choose = "any"
options = { me = "Me, myself", team = "My team", none = "Nobody" }
[[item]]
id = "words"
kind = "text"
text = "In your words?"
"""


@dataclass(frozen=True)
class Example:
    """One export in which somebody of team A is heard (4 of 5) and says that she and her team are hurt."""

    platform: str
    text: str
    header_rows: int = 1
    roles: str = ""  # "role: column" for each, in the order of the file
    aside: str = ""  # "state: rows" for each row below the first
    headings: tuple[tuple[int, str, str, str, str], ...] = ()  # position, label, tag, stem, part of the telling ones
    zone: str = ""
    unproven: bool = False
    mapping: str = ""


_NOBODY_NOT_ASKED = 'absent = ["hurt.none"]\n'
_SOSCI_ANSWERS = '[answers.heard]\n"4" = "agree"\n'
_EXAMPLES = {
    "microsoft-forms": Example(
        "microsoft-forms",
        "ID,Start time,Completion time,Email,Name,Which team?,I am heard.,Who is hurt?,In your words?\n"
        '1,11/13/2026 10:02,11/13/2026 10:05,anonymous,,A,Agree,"Me, myself;My team;",More time\n',
        roles="id: 1, started: 2, submitted: 3, person: 4",
    ),
    "microsoft-forms in Dutch": Example(
        "microsoft-forms",
        "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Which team?;I am heard.;Who is hurt?;In your words?\n"
        '1;13-11-2026 10:02;13-11-2026 10:05;anonymous;;A;Agree;"Me, myself;My team;";\n',
        roles="id: 1, started: 2, submitted: 3, person: 4",
        unproven=True,
    ),
    "google-forms": Example(
        "google-forms",
        "Timestamp,Email Address,Which team?,I am heard.,Who is hurt?,In your words?,How often? [At night]\n"
        '11/13/2026 10:05:11,a@example.org,A,Agree,"Me, myself, My team",More time,Never\n',
        roles="submitted: 1, person: 2",
        headings=((7, "How often? [At night]", "", "How often?", "At night"),),
    ),
    "qualtrics": Example(
        "qualtrics",
        "StartDate,EndDate,Status,IPAddress,Finished,ResponseId,DistributionChannel,team,heard,hurt_1,hurt_2,words\n"
        'Start Date,End Date,Response Type,IP Address,Finished,Response ID,Channel,Which team?,I am heard.,"Who is hurt? - Me, myself",Who is hurt? - My team,In your words?\n'
        '"{""ImportId"":""startDate"",""timeZone"":""Europe/Berlin""}",'
        + ",".join(f'"{{""ImportId"":""QID{at}""}}"' for at in range(11))
        + '\n2026-11-11 08:00:00,2026-11-11 08:05:00,0,192.0.2.1,1,R_1,anonymous,A,Agree,"Me, myself",My team,\n'
        "2026-11-11 08:00:00,2026-11-11 08:05:00,IP Address,192.0.2.1,False,R_2,anonymous,A,Agree,,My team,\n"
        "2026-11-11 08:00:00,2026-11-11 08:05:00,1,192.0.2.1,1,R_3,preview,A,Agree,,My team,\n"
        "2026-11-11 08:00:00,2026-11-11 08:05:00,9,192.0.2.1,0,R_4,preview,A,Agree,,My team,\n"
        "2026-11-11 08:00:00,2026-11-11 08:05:00,2,192.0.2.1,1,R_5,anonymous,A,Agree,,My team,\n"
        "2026-11-11 08:00:00,2026-11-11 08:05:00,Spam,192.0.2.1,1,R_6,anonymous,A,Agree,,My team,\n"
        "2026-11-11 08:00:00,,0,192.0.2.1,,R_7,anonymous,A,Agree,,My team,\n",
        header_rows=3,
        roles="started: 1, submitted: 2, status: 3, progress: 5, id: 6",
        aside="partial: 2, preview: 2, test: 1, spam: 1",
        headings=((10, "Who is hurt? - Me, myself", "hurt_1", "Who is hurt?", "Me, myself"),),
        zone="Europe/Berlin",
        mapping=_NOBODY_NOT_ASKED,
    ),
    "qualtrics of 2016": Example(
        "qualtrics",
        "ResponseID,ResponseSet,StartDate,EndDate,Finished,Status,team,heard,hurt_1,hurt_2,words\n"
        'ResponseID,ResponseSet,StartDate,EndDate,Finished,Status,Which team?,I am heard.,"Who is hurt?-Me, myself",Who is hurt?-My team,In your words?\n'
        + ",".join(f"{{'ImportId': 'QID{at}'}}" for at in range(11))
        + '\nR_1,Default,2026-11-11 08:00:00,2026-11-11 08:05:00,1,0,A,Agree,"Me, myself",My team,\n',
        header_rows=3,
        roles="id: 1, started: 3, submitted: 4, progress: 5, status: 6",
        headings=((10, "Who is hurt?-My team", "hurt_2", "Who is hurt?", "My team"),),
        mapping=_NOBODY_NOT_ASKED,
    ),
    "qualtrics legacy": Example(
        "qualtrics",
        "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,team,heard,hurt_1,hurt_2,words,\n"
        'ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,Which team?,I am heard.,"Who is hurt?-Me, myself",Who is hurt?-My team,In your words?,\n'
        'R_1,Default,Anonymous,,,192.0.2.1,0,2026-11-11 08:00:00,2026-11-11 08:05:00,1,A,Agree,"Me, myself",My team,More,\n'
        "R_2,Default,Anonymous,,,192.0.2.1,1,2026-11-11 08:00:00,2026-11-11 08:05:00,1,A,Agree,,My team,More,\n",
        header_rows=2,
        roles="id: 1, person: 5, status: 7, started: 8, submitted: 9, progress: 10",
        aside="preview: 1",
        headings=((1, "ResponseID", "ResponseID", "", ""), (12, "I am heard.", "heard", "", "")),
        mapping=_NOBODY_NOT_ASKED,
    ),
    "surveymonkey expanded": Example(
        "surveymonkey",
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,Which team?,I am heard.,Who is hurt?,,In your words?,Rate us,\n"
        ',,,,,,Response,Response,"Me, myself",My team,Open-Ended Response, - 1, - 2\n'
        '118000000001,22,11/13/2026 10:00:00 AM,11/13/2026 10:05:00 AM,192.0.2.1,,A,Agree,"Me, myself",My team,More,,2\n'
        "118000000002,22,11/13/2026 10:00:00 AM,,192.0.2.1,,A,Agree,,,,,\n",
        header_rows=2,
        roles="id: 1, started: 3, submitted: 4, person: 6",
        aside="partial: 1",
        headings=(
            (8, "I am heard.", "", "", ""),
            (10, "Who is hurt? - My team", "", "Who is hurt?", "My team"),
            (12, "Rate us - 1", "", "Rate us", "1"),
        ),
        mapping=_NOBODY_NOT_ASKED,
    ),
    "surveymonkey old": Example(
        "surveymonkey",
        "RespondentID,StartDate,EndDate,Which team?,I am heard.,Who is hurt?,,In your words?\n"
        ',,,Response,Response,"Me, myself",My team,Open-Ended Response\n'
        '3292953864,11/13/2026 10:00:00,11/13/2026 10:05:00,A,Agree,"Me, myself",My team,More\n',
        header_rows=2,
        roles="id: 1, started: 2, submitted: 3",
        mapping=_NOBODY_NOT_ASKED,
    ),
    "surveymonkey condensed": Example(
        "surveymonkey",
        'Respondent ID,Start Date,End Date,Which team?,I am heard.,"Who is hurt? - Me, myself",Who is hurt? - My team,In your words?\n'
        '3292953864,11/13/2026 10:00:00,11/13/2026 10:05:00,A,Agree,"Me, myself",My team,More\n',
        roles="id: 1, started: 2, submitted: 3",
        headings=((7, "Who is hurt? - My team", "", "Who is hurt?", "My team"),),
        mapping=_NOBODY_NOT_ASKED,
    ),
    "limesurvey": Example(
        "limesurvey",
        '"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start language","token. Token",'
        '"team. Which team?","heard. I am heard.","hurt[me]. Who is hurt? [Me, myself]","hurt[team]. Who is hurt? [My team]",'
        '"words. In your words?"\n'
        '"1","2026-11-13 10:05:00","3","en","","A","Agree","Yes","Yes","More"\n'
        '"2","","1","en","","A","Agree","No","No",""\n',
        roles="id: 1, submitted: 2, person: 5",
        aside="partial: 1",
        headings=((8, "Who is hurt? [Me, myself]", "hurt[me]", "Who is hurt?", "Me, myself"),),
        mapping=_NOBODY_NOT_ASKED,
    ),
    "typeform": Example(
        "typeform",
        '#,Which team?,I am heard.,"Me, myself",My team,Nobody,In your words?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n'
        '0123456789abcdef0123456789abcdef,A,Agree,"Me, myself",My team,,More,completed,2026-11-13 10:00:00,,2026-11-13 10:05:00,ff,,\n'
        "1123456789abcdef0123456789abcdef,A,Agree,,My team,,,partial,2026-11-13 10:00:00,2026-11-13 10:01:00,,fe,,\n",
        roles="id: 1, status: 8, started: 9, submitted: 11",
        aside="partial: 1",
        zone="UTC",
    ),
    "redcap": Example(
        "redcap",
        "record_id,redcap_survey_identifier,s_timestamp,team,heard,hurt___me,hurt___team,hurt___none,words,s_complete\n"
        "1,,2026-11-13 10:05:11,A,agree,1,1,0,More,2\n"
        "2,,[not completed],A,agree,0,1,0,,0\n",
        roles="id: 1, person: 2, submitted: 3, progress: 10",
        aside="partial: 1",
        headings=((7, "hurt___team", "hurt___team", "hurt", "team"),),
    ),
    "redcap labels": Example(
        "redcap",
        'Record ID,Survey Identifier,Survey Timestamp,Which team?,I am heard.,"Who is hurt? (choice=Me, myself)",Who is hurt? (choice=My team),Who is hurt? (choice=Nobody),In your words?,Complete?\n'
        "1,,2026-11-13 10:05:11,A,Agree,Checked,Checked,Unchecked,More,Complete\n"
        "2,,[not completed],A,Agree,Unchecked,Checked,Unchecked,,Incomplete\n",
        roles="id: 1, person: 2, submitted: 3, progress: 10",
        aside="partial: 1",
        headings=((7, "Who is hurt? (choice=My team)", "", "Who is hurt?", "My team"),),
        unproven=True,
    ),
    "kobo": Example(
        "kobo",
        '"start";"about/team";"about/heard";"hurt";"hurt/me";"hurt/team";"words";"_id";"_uuid";"_submission_time";"_validation_status";"_submitted_by"\n'
        '"#date+start";"";"#indicator";"";"";"";"";"";"";"";"";""\n'
        '"2026-11-13T10:02:00.000+01:00";"A";"agree";"me team";"1";"1";"More";"7";"3fa0";"2026-11-13T09:05:11";"";""\n'
        '"2026-11-13T10:02:00.000+01:00";"A";"agree";"team";"0";"1";"";"8";"3fa1";"2026-11-13T09:05:12";"Not Approved";""\n',
        header_rows=2,
        roles="started: 1, id: 9, submitted: 10, status: 11",
        aside="spam: 1",
        headings=((3, "about/heard", "heard", "", ""), (5, "hurt/me", "", "", "")),
        zone="UTC",
        unproven=True,
    ),
    "odk-central": Example(
        "odk-central",
        "SubmissionDate,about-team,about-heard,hurt,hurt/me,hurt/team,words,meta-instanceID,KEY,SubmitterID,SubmitterName,Status,ReviewState\n"
        "2026-11-13T10:05:11.481Z,A,agree,me team,1,1,More,uuid:3fa0,uuid:3fa0,5,Ward tablet,,\n"
        "2026-11-13T10:05:12.481Z,A,agree,team,0,1,,uuid:3fa1,uuid:3fa1,5,Ward tablet,,rejected\n",
        roles="submitted: 1, id: 9, status: 13",
        aside="spam: 1",
        headings=((3, "about-heard", "heard", "", ""), (8, "meta-instanceID", "", "", "")),
        zone="UTC",
    ),
    "sosci": Example(
        "sosci",
        "CASE\tSERIAL\tQUESTNNR\tMODE\tSTARTED\tteam\theard\tHU01_01\tHU01_02\twords\tTIME001\tLASTDATA\tFINISHED\tQ_VIEWER\n"
        "Interview\tSeriennummer\tFragebogen\tModus\tBeginn des Interviews (Europe/Berlin)\tWhich team?\tI am heard.\tWho is hurt?: Me, myself\tWho is hurt?: My team\tIn your words?\tVerweildauer\tZuletzt\tBeendet\tDurchklicker\n"
        "12\t\tbase\tinterview\t2026-11-13 09:00:00\tA\t4\t2\t2\tMore\t11\t2026-11-13 09:04:11\t1\t0\n"
        "13\t\tbase\tinterview\t2026-11-13 09:00:00\tA\t4\t1\t2\t\t11\t2026-11-13 09:04:11\t0\t0\n"
        "14\t\tbase\tpretest\t2026-11-13 09:00:00\tA\t-9\t1\t2\t\t11\t2026-11-13 09:04:11\t1\t0\n",
        header_rows=2,
        roles="id: 1, person: 2, status: 4, started: 5, submitted: 12, progress: 13",
        aside="partial: 1, test: 1",
        headings=((9, "Who is hurt?: My team", "HU01_02", "Who is hurt?", "My team"),),
        zone="Europe/Berlin",
        unproven=True,
        mapping=_NOBODY_NOT_ASKED + _SOSCI_ANSWERS,
    ),
    "alchemer": Example(
        "alchemer",
        'Response ID,Time Started,Date Submitted,Status,Contact ID,IP Address,Which team?,I am heard.,"Me, myself:Who is hurt?",My team:Who is hurt?,Other - Write In:Seen where?,Other - Write In:Seen where?,In your words?\n'
        '7,"Nov 13, 2026 10:00:01 am","Nov 13, 2026 10:04:11 am",Complete,,192.0.2.1,A,Agree,"Me, myself",My team,Other - Write In,On the stairs,More\n'
        '8,"Nov 13, 2026 10:00:01 am","Nov 13, 2026 10:04:11 am",Partial,,192.0.2.1,A,Agree,,My team,,,\n'
        '9,"Nov 13, 2026 10:00:01 am","Nov 13, 2026 10:04:11 am",Complete (Test Data),,192.0.2.1,A,Agree,,My team,,,\n',
        roles="id: 1, started: 2, submitted: 3, status: 4, person: 5",
        aside="partial: 1, test: 1",
        headings=(
            (10, "My team:Who is hurt?", "", "Who is hurt?", "My team"),
            (12, "Other - Write In:Seen where? (in words)", "", "", ""),
        ),
        unproven=True,
        mapping=_NOBODY_NOT_ASKED,
    ),
    "formbricks": Example(
        "formbricks",
        "No.,Response ID,Timestamp,Finished,Survey ID,Formbricks ID (internal),User ID,Tags,url,1. Which team?,2. I am heard.,3. Who is hurt?,3. Who is hurt? - Option ID,4. In your words?,5. How often? - At night,person.plan\n"
        '1,cm3a,2026-11-13 10:05:11,Yes,cm2,,,,https://x.example,A,Agree,"Me, myself; My team","k1, k2",More,Never,free\n'
        "2,cm3b,2026-11-13 10:05:11,No,cm2,,,,https://x.example,A,Agree,My team,k2,,,free\n",
        roles="id: 2, submitted: 3, progress: 4, person: 7",
        aside="partial: 1",
        headings=(
            (11, "I am heard.", "", "", ""),
            (13, "Who is hurt? - Option ID", "", "", ""),
            (15, "How often? - At night", "", "How often?", "At night"),
        ),
        unproven=True,
    ),
    "smartsurvey": Example(
        "smartsurvey",
        "UserID,UserNo,Name,Email,IP Address,Unique ID,Started,Ended,Status,Which team?,I am heard.,Who is hurt?,,In your words?\n"
        ',,,,,,,,,,,"Me, myself",My team,\n'
        '118000001,1,,,192.0.2.1,,13/11/2026 10:00,13/11/2026 10:04,Complete,A,Agree,"Me, myself",My team,More\n'
        "118000002,2,,,192.0.2.1,,13/11/2026 10:00,,Partial,A,Agree,,My team,\n",
        header_rows=2,
        roles="id: 1, person: 4, started: 7, submitted: 8, status: 9",
        aside="partial: 1",
        unproven=True,
        mapping=_NOBODY_NOT_ASKED,
    ),
    "jotform": Example(
        "jotform",
        "Submission Date,Which team?,I am heard.,Who is hurt?,In your words?,How often? >> At night,Submission IP,Submission ID\n"
        '"Nov 13, 2026",A,Agree,"Me, myself\nMy team",More,Never,192.0.2.1,5412345678901234567\n',
        roles="submitted: 1, id: 8",
        headings=((6, "How often? >> At night", "", "How often?", "At night"),),
        unproven=True,
    ),
    "generic": Example("generic", 'team,heard,hurt,words\nA,Agree,"Me, myself;My team",More\n'),
}  # fmt: skip
_EVERY_EXAMPLE = pytest.mark.parametrize("name", sorted(_EXAMPLES))


# --- A. Examples ---


@_EVERY_EXAMPLE
def test_an_export_is_told_and_its_header_understood(tmp_path: Path, name: str) -> None:
    example = _EXAMPLES[name]
    facts = collect.inspect(_written(tmp_path, example.text))
    below = 1 + sum(int(part.partition(": ")[2]) for part in example.aside.split(", ") if part)
    assert (facts.platform, facts.header_rows, facts.rows) == (example.platform, example.header_rows, below)
    assert (facts.zone, facts.unproven, facts.problems) == (example.zone, example.unproven, ())
    for position, *names in example.headings:
        assert facts.columns[position - 1] == Heading(position, *names)


@_EVERY_EXAMPLE
def test_every_column_is_matched_and_what_is_no_full_answer_set_aside(tmp_path: Path, name: str) -> None:
    example = _EXAMPLES[name]
    if example.mapping:
        head = f'survey = "s"\nplatform = "{example.platform}"\n'
        (tmp_path / f"s.{example.platform}.map.toml").write_text(head + example.mapping, encoding="utf-8")
    load = _read(_written(tmp_path, example.text))
    (sheets,) = list(load.sheets)
    names = [column.name for column in load.layout.columns]
    coded = {key: list(codes) for key, codes in zip(names, sheets.columns, strict=True)}
    assert coded["i_heard"] == [4]
    assert (coded["m_hurt__me"], coded["m_hurt__team"]) == ([1], [1])
    assert [load.reading.places[number][0] for number in sheets.places] == [("A",)]
    roles = {it.heading.position: it.role for it in load.matches if it.role}
    assert ", ".join(f"{roles[at]}: {at}" for at in sorted(roles)) == example.roles
    assert ", ".join(f"{state}: {count}" for state, count in sorted(load.reading.fates.items())) == ", ".join(
        sorted(example.aside.split(", "))
    )


# --- B. Rules ---


def _found(*rows: str) -> platforms.Found:
    return platforms.recognise(list(csv.reader(StringIO("\n".join(rows)))), "export.csv")


def _told(*rows: str) -> tuple[str, int, int]:
    found = _found(*rows)
    return found.platform.name, found.skip, found.header_rows


_RULES = {
    "1: half of the third row": (["a,b,c", "A,B,C", "{'ImportId': 'x'},\"{\"\"ImportId\"\":\"\"y\"\"}\",z"], "qualtrics", 3),
    "1: less than half is none": (["a,b,c", "A,B,C", "{'ImportId': 'x'},y,z"], "generic", 1),
    "2": (["V1,V2,V3,Q1", "ResponseID,ResponseSet,Name,How?"], "qualtrics", 2),
    "2: other words below V1": (["V1,V2,V3,Q1", "1,2,3,4"], "generic", 1),
    "3: StartDate and EndDate": (["StartDate,EndDate,ResponseId,Q1", "a,b,R_1,1"], "qualtrics", 1),
    "3: RecordedDate": (["RecordedDate,ResponseId,Q1", "a,R_1,1"], "qualtrics", 1),
    "4: labels": (["CASE,QUESTNNR,STARTED,AB01", "Fall,Bogen,Beginn,Wie?", "1,base,2026-01-01 10:00:00,2"], "sosci", 2),
    "4: no labels": (["CASE,QUESTNNR,STARTED,AB01", "1,base,2026-01-01 10:00:00,2"], "sosci", 1),
    "5": (["Respondent ID,Collector ID,How?", ",,Pay", "118000000001,4,Pay"], "surveymonkey", 2),
    "6": (["RespondentID,How?", ",Response", "3292953864,1"], "surveymonkey", 2),
    "6: nothing says Response": (["RespondentID,How?", ",x", "1,1"], "generic", 1),
    "7": (["RespondentID,How?", "3292953864,1"], "surveymonkey", 1),
    "7: ids a spreadsheet rounded": (["Respondent ID,How?", "1.18E+11,1"], "surveymonkey", 1),
    "7: ids that are none": (["Respondent ID,How?", "12,1"], "generic", 1),
    "9": (["A?,B?,C?", "Response,Open-Ended Response,Other (please specify)", "1,2,3"], "surveymonkey", 2),
    "9: two are too few": (["A?,B?,C?", "Response,Open-Ended Response,Pay", "1,2,3"], "generic", 1),
    "10": (["Id,Start time,Completion time,Email,Name,How?", "1,a,b,,,1"], "microsoft-forms", 1),
    "10: people taken away": (["ID,Start time,Completion time,How?", "1,a,b,1"], "microsoft-forms", 1),
    "10: no id": (["Start time,Completion time,How?", "a,b,1"], "generic", 1),
    "11": (["How?,Start Date (UTC),Submit Date (UTC),Network ID", "1,a,b,ff"], "typeform", 1),
    "12": (["Horodateur,How?", "13/11/2026 10:05:11,1"], "google-forms", 1),
    "12: the form's own download": (["Timestamp,How?", "2026/11/13 1:02:03 PM GMT+1,1"], "google-forms", 1),
    "12: nobody answered yet": (["Timestamp,How?"], "google-forms", 1),
    "12: no times below": (["Timestamp,How?", "early,1", "late,2"], "generic", 1),
    "12: not the first column": (["How?,Timestamp", "1,11/13/2026 10:05:11"], "generic", 1),
    "13": (["id. Response ID,how. How?", "1,2"], "limesurvey", 1),
    "14: text": (["Response ID,Date submitted,Last page,Start language,How?", "1,a,2,en,1"], "limesurvey", 1),
    "14: code": (["id,submitdate,lastpage,startlanguage,how", "1,a,2,en,1"], "limesurvey", 1),
    "15": (["a[SQ001]. How? [Day],a[SQ002]._.How? [Night]", "1,2"], "limesurvey", 1),
    "15: one is too few": (["a[SQ001]. How? [Day],How?", "1,2"], "generic", 1),
    "16": (["how,_uuid,_submission_time", "1,a,2026-11-13T09:05:11"], "kobo", 1),
    "16: tags below": (["how,_uuid,_submission_time", "#indicator,,", "1,a,2026-11-13T09:05:11"], "kobo", 2),
    "17": (["SubmissionDate,how,KEY,meta-instanceID", "a,1,b,b"], "odk-central", 1),
    "17: KEY alone is none": (["SubmissionDate,how,KEY", "a,1,b"], "generic", 1),
    "18": (["record_id,redcap_data_access_group,how", "1,x,2"], "redcap", 1),
    "19: ticks": (["study,a___1,a___2", "1,0,1"], "redcap", 1),
    "19: states": (["study,how,one_complete,two_complete", "1,2,0,2"], "redcap", 1),
    "19: states that are none": (["name,course_complete,talk_complete", "1,yes,no"], "generic", 1),
    "19: one is too few": (["study,one_complete", "1,2"], "generic", 1),
    "REDCap labels": (["Record ID,Event Name,How?,Complete?", "1,Base,2,Complete"], "redcap", 1),
    "20": (["Response ID,Time Started,Date Submitted,Status,How?", "1,a,b,Complete,1"], "alchemer", 1),
    "21": (["No.,Response ID,Timestamp,Finished,Survey ID,1. How?", "1,a,b,Yes,c,1"], "formbricks", 1),
    "22": (["Submission Date,How?", "\"Sep 1, 2026\",1"], "jotform", 1),
    "22: no times below": (["Submission Date,How?", "soon,1"], "generic", 1),
    "SmartSurvey": (["UserID,UserNo,Started,Ended,How?", "1,1,a,b,1"], "smartsurvey", 1),
    "SmartSurvey: Started and Ended alone are none": (["UserID,Started,Ended,How?", "1,a,b,1"], "generic", 1),
}  # fmt: skip


@pytest.mark.parametrize("rule", list(_RULES))
def test_each_rule(rule: str) -> None:
    rows, platform, header_rows = _RULES[rule]
    assert _told(*rows) == (platform, 0, header_rows)


@pytest.mark.parametrize("rule", list(_RULES))
@pytest.mark.parametrize("above", range(1, 6))
def test_each_rule_on_the_second_to_the_sixth_row(rule: str, above: int) -> None:
    rows, platform, header_rows = _RULES[rule]
    if platform != "generic":
        width = len(_found(*rows).headings)
        numbers = ",".join(map(str, range(1, width + 1)))
        assert _told(*[numbers] * above, *rows) == (platform, above, header_rows)


def test_a_header_below_the_sixth_row_is_not_looked_for() -> None:
    rows, _platform, _header_rows = _RULES["10"]
    assert _told(*["1,2,3,4,5,6"] * 6, *rows)[0] == "generic"


@pytest.mark.parametrize("above", range(6))
def test_rule_8_refuses_a_summary(above: int) -> None:
    with pytest.raises(Stop) as stop:
        _found(*["Strimzi Survey"] * above, "Q1. How?", "Answer Choices,Response Percent,Responses", "Pay,50%,2")
    (first, *_) = stop.value.problems
    assert (first.code, first.status) == ("summary-not-answers", Exit.BAD_DATA)


def test_rule_8_comes_after_what_is_surely_an_export() -> None:
    rows = ["Respondent ID,Collector ID,What annoys you?", ",,Open-Ended Response", "118000000001,4,Answer choices"]
    assert _told(*rows)[0] == "surveymonkey"


def test_a_file_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        collect.inspect(_written(tmp_path, "\n\r\n\n"))
    assert [it.code for it in stop.value.problems] == ["file-empty"]


_TRAPS = {
    "Alchemer's Response ID is no LimeSurvey": (_RULES["20"][0], "alchemer"),
    "Formbricks' Timestamp is no Google": (_RULES["21"][0], "formbricks"),
    "ODK's SubmissionDate is no Jotform": (_RULES["17"][0], "odk-central"),
    "three rows of Qualtrics are not a cut header": (
        ["StartDate,EndDate,ResponseId", "Start,End,Id", "{'ImportId': 'a'},{'ImportId': 'b'},{'ImportId': 'c'}"],
        "qualtrics",
    ),
    "a Kobo form with ticks is no REDCap": (["a___1,a___2,_uuid,_submission_time", "0,1,x,2026-11-13"], "kobo"),
    "a Google form that asks for an id is no Microsoft form": (
        ["Timestamp,ID,Start time", "11/13/2026 10:05:11,7,early"],
        "google-forms",
    ),
    "the first row is tried by all before the second by any": (
        ["id,submitdate,lastpage,how", "Respondent ID,Collector ID,x,y", ",,,Response"],
        "limesurvey",
    ),
}


@pytest.mark.parametrize("trap", list(_TRAPS))
def test_traps(trap: str) -> None:
    rows, platform = _TRAPS[trap]
    assert _found(*rows).platform.name == platform


def test_a_cut_qualtrics_header_is_warned_of() -> None:
    assert _found(*_RULES["3: RecordedDate"][0]).warning == "qualtrics-header-cut"


def _headings(*rows: str) -> list[tuple[str, str, str, str]]:
    return [(it.label, it.tag, it.stem, it.part) for it in _found(*rows).headings]


def test_options_of_kobo_without_a_column_for_all_ticks() -> None:
    assert _headings("about/hurt/me,Fair/just?,_uuid,_submission_time")[:2] == [
        ("about/hurt/me", "me", "hurt", "me"),
        ("Fair/just?", "", "", ""),
    ]


def test_a_question_in_a_group_of_kobo_is_no_option() -> None:
    rows = ["about/hurt,_uuid,_submission_time", "me team,a,2026-11-13T09:05:11"]
    assert _headings(*rows)[0] == ("about/hurt", "hurt", "", "")


def test_options_of_odk_without_a_column_for_all_ticks() -> None:
    assert _headings("about-hurt/me,SubmissionDate,KEY,SubmitterID")[0] == ("about-hurt/me", "hurt/me", "hurt", "me")


def test_a_name_in_a_group_is_never_taken_for_a_column_of_the_platform() -> None:
    assert _headings("about/start,_uuid,_submission_time")[0] == ("about/start", "", "", "")


def test_redcap_of_several_forms_is_sent_when_the_last_is() -> None:
    found = _found("record_id,redcap_survey_identifier,a_timestamp,a_complete,b_timestamp,b_complete,desk_complete")
    assert found.platform.roles == {
        "record_id": "id",
        "b_timestamp": "submitted",
        "b_complete": "progress",
        "redcap_survey_identifier": "person",
    }
    assert "a_timestamp" in found.platform.dropped


@pytest.mark.parametrize("own", ["redcap_event_name", "redcap_repeat_instrument"])
def test_a_redcap_record_of_several_rows_tells_who_and_not_which_row(own: str) -> None:
    assert _found(f"record_id,{own},how").platform.roles == {"record_id": "person"}


def test_redcap_labels_of_several_forms_have_no_time_of_their_own() -> None:
    roles = _found("Record ID,Survey Timestamp,A?,Complete?,Survey Timestamp,B?,Complete?").platform.roles
    assert roles == {"Record ID".casefold(): "id"}


def test_qualtrics_without_status_tells_previews_by_their_channel() -> None:
    rows = ["EndDate,StartDate,ResponseId,DistributionChannel,Q1", "a,b,R_1,preview,1"]
    platform = _found(*rows).platform
    assert platform.roles["distributionchannel"] == "status"
    assert platform.states["status"]["preview"] == "preview"


@pytest.mark.parametrize("status", ["0", "4", "16", "32", "ip address", "imported", "offline"])
def test_answers_of_qualtrics_are_no_partial_ones(status: str) -> None:
    assert status not in _found(*_RULES["3: RecordedDate"][0]).platform.states["status"]


def test_a_sosci_export_without_labels_is_known_by_its_codes() -> None:
    found = _found(*_RULES["4: no labels"][0])
    assert (found.headings[3], found.zone) == (Heading(4, "AB01", "AB01"), "")


# --- C. Real exports ---


_REAL = {  # file -> platform, header rows, rows below them, columns
    "cncf-ambassadors-2019-2021/ambassadors-2019h1.csv": ("surveymonkey", 2, 21, 49),
    "cncf-ambassadors-2019-2021/ambassadors-2019h2.csv": ("surveymonkey", 2, 42, 53),
    "cncf-ambassadors-2019-2021/ambassadors-2020h1.csv": ("surveymonkey", 2, 44, 56),
    "cncf-ambassadors-2019-2021/ambassadors-2021.csv": ("surveymonkey", 2, 44, 18),
    "osmi-tech-wellbeing-2014-2019/osmi-2014.csv": ("google-forms", 1, 1259, 27),
    "osmi-tech-wellbeing-2014-2019/osmi-2016.csv": ("generic", 1, 1433, 63),
    "osmi-tech-wellbeing-2014-2019/osmi-2017.csv": ("typeform", 1, 756, 123),
    "osmi-tech-wellbeing-2014-2019/osmi-2018.csv": ("typeform", 1, 417, 123),
    "osmi-tech-wellbeing-2014-2019/osmi-2019.csv": ("generic", 1, 352, 82),
    "qualtrics-sample-exports/many-types-insights.csv": ("qualtrics", 3, 5, 190),
    "qualtrics-sample-exports/many-types-legacy.csv": ("qualtrics", 2, 5, 190),
    "qualtrics-sample-exports/matrix-insights.csv": ("qualtrics", 3, 5, 30),
    "qualtrics-sample-exports/matrix-legacy.csv": ("qualtrics", 2, 5, 30),
    "qualtrics-sample-exports/modern-sample-legacy.csv": ("qualtrics", 2, 1, 16),
    "qualtrics-sample-exports/modern-sample.csv": ("qualtrics", 3, 1, 20),
    "qualtrics-sample-exports/multi-answer-insights.csv": ("qualtrics", 3, 5, 36),
    "qualtrics-sample-exports/multi-answer-legacy.csv": ("qualtrics", 2, 5, 36),
    "redcap-test-projects/checkboxes-1-data.csv": ("redcap", 1, 4, 13),
    "redcap-test-projects/longitudinal-data.csv": ("redcap", 1, 18, 125),
    "redcap-test-projects/simple-data.csv": ("redcap", 1, 5, 24),
    "redcap-test-projects/survey-data.csv": ("redcap", 1, 2, 33),
    "redcap-test-projects/vignette-repeating-data.csv": ("redcap", 1, 17, 15),
    "rse-survey-limesurvey-2016-2017/rse-2016-uk.csv": ("limesurvey", 1, 273, 67),
    "rse-survey-limesurvey-2016-2017/rse-2017-uk.csv": ("limesurvey", 1, 253, 245),
    "rse-survey-limesurvey-2016-2017/rse-2017-us.csv": ("limesurvey", 1, 164, 242),
    "rse-survey-limesurvey-2016-2017/rse-2017-zaf.csv": ("limesurvey", 1, 22, 277),
    "spack-user-survey-2020-2022/spack-2020.csv": ("google-forms", 1, 170, 48),
    "spack-user-survey-2020-2022/spack-2021.csv": ("google-forms", 1, 179, 54),
    "spack-user-survey-2020-2022/spack-2022.csv": ("google-forms", 1, 182, 58),
}


@pytest.mark.real
@pytest.mark.parametrize("name", list(_REAL))
def test_a_real_export_is_what_its_source_says(name: str) -> None:
    facts = collect.inspect(shared(f"data/{name}"))
    assert (facts.platform, facts.header_rows, facts.rows, len(facts.columns)) == _REAL[name]
    assert not facts.unproven


@pytest.mark.real
def test_no_real_export_is_left_out() -> None:
    data = shared("data")
    real = {path.relative_to(data).as_posix() for path in data.glob("*/*.csv")}
    made_up = {name for name in real if name.startswith("messy-csv-set-a/") or name.endswith("-dictionary.csv")}
    assert real - made_up == set(_REAL)


@pytest.mark.real
def test_columns_of_a_real_redcap_survey() -> None:
    facts = collect.inspect(shared("data/redcap-test-projects/survey-data.csv"))
    assert facts.columns[6] == Heading(7, "consent___1", "consent___1", "consent", "1")
    assert {"redcap_survey_identifier", "email", "dob"} <= {it.label for it in facts.dropped}


# --- D. Who answered ---


@pytest.mark.parametrize(
    ("header", "person", "others"),
    [
        ("ResponseId,RecordedDate,ExternalReference,RecipientEmail", "recipientemail", {"externalreference"}),
        ("ResponseId,RecordedDate,ExternalReference", "externalreference", set()),
        ("Timestamp,Username,Email Address", "email address", {"username"}),
        ("how,_uuid,_submission_time,_submitted_by", "", set()),
        ("SubmissionDate,how,KEY,SubmitterID", "", set()),
    ],
)
def test_one_column_at_most_says_who_answered(header: str, person: str, others: set[str]) -> None:
    platform = _found(header).platform
    assert [name for name, role in platform.roles.items() if role == "person"] == ([person] if person else [])
    assert others <= platform.dropped


@_EVERY_EXAMPLE
def test_who_answered_is_never_stored_as_such(tmp_path: Path, name: str) -> None:
    facts = collect.inspect(_written(tmp_path, _EXAMPLES[name].text))
    dropped = {heading.position for heading in facts.dropped}
    persons = {int(part.partition(": ")[2]) for part in _EXAMPLES[name].roles.split(", ") if "person" in part}
    assert persons <= dropped
    assert not any(
        "ip" in heading.label.casefold().split() for heading in facts.columns if heading.position not in dropped
    )


def test_columns_about_people_are_dropped_by_name_and_by_content(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        "Work e-mail,Contact,Where from,heard\na@x.org,b@x.org,192.0.2.1,Agree\nc@x.org,d@x.org,192.0.2.2,Agree\n",
    )
    assert [it.label for it in collect.inspect(path).dropped] == ["Work e-mail", "Contact", "Where from"]


# --- E. Unproven ---


_UNPROVEN_WORDS = "never tried on a real export"


@pytest.mark.parametrize("name", ["jotform", "redcap"])
def test_inspect_says_that_a_shape_is_unproven(tmp_path: Path, name: str) -> None:
    path = _written(tmp_path, _EXAMPLES[name].text)
    screen = pulse("inspect", str(path), cwd=tmp_path)
    assert screen.returncode == 0, screen.stderr
    assert (_UNPROVEN_WORDS in " ".join(screen.stdout.split())) == _EXAMPLES[name].unproven
    facts = json.loads(pulse("inspect", str(path), "--json", cwd=tmp_path).stdout)
    assert facts["unproven"] is _EXAMPLES[name].unproven


def test_a_header_in_a_language_nobody_showed_us_is_unproven() -> None:
    told = {
        "ID,Start time,Completion time": False,
        "ID,Hora de inicio,Hora de finalización": False,
        "ID,Startzeit,Fertigstellungszeit": True,
        "ID,Heure de début,Heure de fin": True,
        "ID,Begintijd,Tijd van voltooien": True,
        "ID,Ora di inizio,Ora di completamento": True,
        "ID,Hora de início,Hora de conclusão": True,
    }
    found = {header: _found(header) for header in told}
    assert {it.platform.name for it in found.values()} == {"microsoft-forms"}
    assert {header: it.unproven for header, it in found.items()} == told


# --- F. Times and the workbook ---


def test_the_native_workbook_reads_like_its_csv(tmp_path: Path) -> None:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    moment_format = book.add_format({"num_format": "m/d/yy h:mm:ss"})
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Which team?", "I am heard.", "Who is hurt?"]
    sheet.write_row(0, 0, [*head, "In your words?"])
    sheet.write_number(1, 0, 3)
    for column in (1, 2):
        sheet.write_datetime(1, column, datetime(2026, 11, 13, 10, 5), moment_format)  # noqa: DTZ001
    sheet.write_row(1, 3, ["anonymous", "", "A", "Agree", "Me, myself;My team;", "=1+1"])
    book.close()
    path = tmp_path / "export.xlsx"
    path.write_bytes(content.getvalue())
    load = _read(path)
    assert (load.facts.platform, load.facts.encoding) == ("microsoft-forms", "workbook")
    assert sum(len(sheets.keys) for sheets in load.sheets) == 1
    assert load.reading.comments == 1
    assert list(collect.cells(path))[1][:3] == ["3", "2026-11-13 10:05:00", "2026-11-13 10:05:00"]


@pytest.mark.parametrize(
    ("cells", "decided"),
    [
        (["13/11/2026 10:00", "01/02/2026"], "day-first"),
        (["11/13/2026 10:00", "01/02/2026"], "month-first"),
        (["01/02/2026", "03/04/2026"], "unclear"),
        (["13/11/2026", "11/13/2026"], "unclear"),
        (["2026-11-13 10:00:00", ""], ""),
        (["11/11/2026 09:00"], ""),
    ],
)
def test_day_or_month_first_is_decided_by_the_file_or_not_at_all(cells: Sequence[str], decided: str) -> None:
    assert order(cells) == decided


@pytest.mark.parametrize(
    ("cell", "way", "source", "expected"),
    [
        ("2026-07-01 23:30:00", "", "UTC", "2026-07-02T00:30:00"),
        ("2026-11-13T10:05:00.123Z", "", "", "2026-11-13T10:05:00"),
        ("03/24/2020 8:49:35 PM", "month-first", "", "2020-03-24T20:49:35"),
        ("9/2/25 9:01:11", "day-first", "", "2025-02-09T09:01:11"),
        ("2025/09/01 1:02:03 PM GMT+1", "", "", "2025-09-01T13:02:03"),
        ("12/31/2026 12:00 AM", "month-first", "", "2026-12-31T00:00:00"),
        ("Sep 01, 2025 10:00:01 am", "", "", "2025-09-01T10:00:01"),
        ("Sep 1, 2025", "", "", "2025-09-01T00:00:00"),
    ],
)
def test_times_of_every_platform(cell: str, way: str, source: str, expected: str) -> None:
    found = moment(cell, way, zone(source), zone("Europe/London"))
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize("cell", ["", "soon", "13/13/2026", "2026-02-30", "10:05"])
def test_what_is_no_time_is_none(cell: str) -> None:
    assert moment(cell, "day-first", None, zone("Europe/London")) is None


def _written(folder: Path, text: str) -> Path:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _read(path: Path) -> Load:
    return collect.read(
        path,
        survey=define.from_source(_FORM),
        people=People(("team",)),
        levels=("team",),
        zone="Europe/London",
        mapping=lambda platform: path.with_name(f"s.{platform}.map.toml"),
        aliases=path.with_name("aliases.toml"),
        wave=Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        wave_on=lambda _day: None,
        secret=lambda _label: b"k" * 32,
        encoding=None,
    )
