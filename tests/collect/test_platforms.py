"""Each platform's export: told by its header, its own columns understood, unfinished and test answers set aside."""

# ruff: noqa: E501 - exports have long lines

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from pulse import collect, define
from pulse.collect.times import moment, order, zone
from pulse.model.answers import Load
from pulse.model.groups import People
from pulse.model.survey import Wave

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
_JSON = '{{""ImportId"":""{}""}}'
_QUALTRICS = (
    "StartDate,EndDate,Status,IPAddress,Finished,ResponseId,team,heard,hurt_1,hurt_2,words\n"
    'Start,End,Status,IP,Finished,Id,Which team?,I am heard.,"Who is hurt? - Me, myself",Who is hurt? - My team,In your words?\n'
    '"{""ImportId"":""startDate"",""timeZone"":""Europe/Berlin""}",'
    + ",".join(f'"{_JSON.format(n)}"' for n in ("endDate", "status", "ip", "finished", "id", "q1", "q2", "q3", "q4", "q5"))
    + "\n"
    "2026-11-11 08:00:00,2026-11-11 08:05:00,0,192.0.2.1,1,R_1,A,Agree,\"Me, myself\",,\n"
    "2026-11-11 08:00:00,2026-11-11 08:05:00,0,192.0.2.1,0,R_2,A,Agree,,My team,\n"
    "2026-11-11 08:00:00,2026-11-11 08:05:00,1,192.0.2.1,1,R_3,A,Agree,,My team,\n"
)  # fmt: skip
_FILES = {
    "microsoft-forms": (
        "ID,Start time,Completion time,Email,Name,Which team?,I am heard.,Who is hurt?,In your words?\n"
        '1,11/13/2026 10:02,11/13/2026 10:05,anonymous,,A,Agree,"Me, myself;My team;",More time\n'
    ),
    "google-forms": (
        "Timestamp,Email Address,Which team?,I am heard.,Who is hurt?,In your words?\n"
        '11/13/2026 10:05:11,a@example.org,A,Agree,"Me, myself, My team",More time\n'
    ),
    "surveymonkey": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Which team?,I am heard.,Who is hurt?,,In your words?\n"
        ',,,,,Response,Response,"Me, myself",My team,Open-Ended Response\n'
        '118000000001,22,11/13/2026 10:00:00 AM,11/13/2026 10:05:00 AM,192.0.2.1,A,Agree,"Me, myself",My team,More\n'
        "118000000002,22,11/13/2026 10:00:00 AM,,192.0.2.1,A,Agree,,,\n"
    ),
    "limesurvey": (
        '"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start language",'
        '"team. Which team?","heard. I am heard.","hurt[me]. Who is hurt? [Me, myself]","hurt[team]. Who is hurt? [My team]",'
        '"words. In your words?"\n'
        '"1","2026-11-13 10:05:00","3","en","A","Agree","Yes","Yes","More"\n'
        '"2","","1","en","A","Agree","No","No",""\n'
    ),
    "typeform": (
        '#,Which team?,I am heard.,"Me, myself",My team,Nobody,In your words?,Start Date (UTC),Submit Date (UTC),Network ID\n'
        "0123456789abcdef0123456789abcdef,A,Agree,\"Me, myself\",My team,,More,2026-11-13 10:00:00,2026-11-13 10:05:00,ff\n"
    ),
    "generic": 'team,heard,hurt,words\nA,Agree,"Me, myself;My team",More\n',
    "qualtrics": _QUALTRICS,
}  # fmt: skip


def _read(path: Path) -> Load:
    survey = define.from_source(_FORM)
    wave = Wave("s", "2026-11", datetime(2026, 11, 1).date(), datetime(2026, 11, 30).date())  # noqa: DTZ001
    return collect.read(
        path,
        survey=survey,
        people=People(("team",)),
        levels=("team",),
        zone="Europe/London",
        mapping=lambda platform: path.with_name(f"s.{platform}.map.toml"),
        aliases=path.with_name("aliases.toml"),
        wave=wave,
        wave_on=lambda _day: None,
        frozen=(),
        secret=lambda _label: b"k" * 32,
        encoding=None,
    )


@pytest.mark.parametrize("platform", sorted(_FILES))
def test_an_export_is_recognised_and_every_column_matched(tmp_path: Path, platform: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(_FILES[platform], encoding="utf-8", newline="")
    load = _read(path)
    assert load.facts.platform == platform
    (row, *others) = list(load.rows)
    assert others == []
    assert row.place == ("A",)
    names = [column.name for column in load.layout.columns]
    coded = dict(zip(names, row.answers, strict=True))
    assert (coded["i_heard"], coded["m_hurt__me"]) == (4, 1)
    assert coded["m_hurt__team"] == (0 if platform == "qualtrics" else 1)


@pytest.mark.parametrize(
    ("platform", "partial", "test"), [("surveymonkey", 1, 0), ("limesurvey", 1, 0), ("qualtrics", 1, 1)]
)
def test_unfinished_and_test_answers_are_told_apart(tmp_path: Path, platform: str, partial: int, test: int) -> None:
    path = tmp_path / "export.csv"
    path.write_text(_FILES[platform], encoding="utf-8", newline="")
    load = _read(path)
    assert len(list(load.rows)) == 1
    assert (load.reading.partial, load.reading.test) == (partial, test)


def test_columns_about_people_are_dropped_by_name_and_by_content(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Work e-mail,Contact,Where from,heard\na@x.org,b@x.org,192.0.2.1,Agree\nc@x.org,d@x.org,192.0.2.2,Agree\n",
        encoding="utf-8",
    )
    assert [it.label for it in collect.inspect(path).dropped] == ["Work e-mail", "Contact", "Where from"]


def test_qualtrics_states_its_zone(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(_FILES["qualtrics"], encoding="utf-8", newline="")
    facts = collect.inspect(path)
    assert (facts.zone, facts.header_rows, facts.rows) == ("Europe/Berlin", 3, 3)


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
    assert len(list(load.rows)) == 1
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
def test_day_or_month_first_is_decided_by_the_file_or_not_at_all(cells: list[str], decided: str) -> None:
    assert order(cells) == decided


@pytest.mark.parametrize(
    ("cell", "way", "source", "expected"),
    [
        ("2026-07-01 23:30:00", "", "UTC", "2026-07-02T00:30:00"),
        ("2026-11-13T10:05:00.123Z", "", "", "2026-11-13T10:05:00.123000"),
        ("03/24/2020 8:49:35 PM", "month-first", "", "2020-03-24T20:49:35"),
        ("9/2/25 9:01:11", "day-first", "", "2025-02-09T09:01:11"),
        ("2025/09/01 1:02:03 PM GMT+1", "", "", "2025-09-01T13:02:03"),
        ("12/31/2026 12:00 AM", "month-first", "", "2026-12-31T00:00:00"),
    ],
)
def test_times_of_every_platform(cell: str, way: str, source: str, expected: str) -> None:
    found = moment(cell, way, zone(source), zone("Europe/London"))
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize("cell", ["", "soon", "13/13/2026", "2026-02-30", "10:05"])
def test_what_is_no_time_is_none(cell: str) -> None:
    assert moment(cell, "day-first", None, zone("Europe/London")) is None
