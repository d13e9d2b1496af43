"""Platforms stood in for: a published file is read as the platform would, answered, and exported in its shape.

Nothing here knows the questionnaire. A respondent picks by the words the file shows her; what the export calls
questions and answers are the names the file gives them. The shapes are those of `pulse/collect/platforms`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import python_calamine
import xlsxwriter

Answers = Mapping[str, str | Sequence[str]]  # the words of a question -> words of the answer, or of several


@dataclass
class Shown:
    """A question as a published file has it: name -> words for its options."""

    name: str
    text: str
    options: dict[str, str] = field(default_factory=dict)
    many: bool = False
    logic: str = ""


@dataclass(frozen=True)
class Export:
    """A file as the platform would give it."""

    name: str
    content: bytes


def export(target: str, published: bytes, people: Sequence[Answers], language: str = "") -> Export:
    """What comes back when people answered a published form. Fails where the form does not show what they look for."""
    shown = read(target, published, language)
    for answers in people:
        assert set(answers) <= {it.text for it in shown}, "every question is there"
    return _EXPORTS[target](shown, people)


# --- reading what was published ---------------------------------------------------------------------------------------


def read(target: str, published: bytes, language: str = "") -> list[Shown]:
    """The questions of a published file; in one of its languages, by its tag, where it has several."""
    several = _IN_LANGUAGE.get(target)
    return several(published, language) if several and language else _READERS[target](published)


def sheet(content: bytes, name: str) -> list[dict[str, str]]:
    """The rows of one sheet by the names in its first."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = book.get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


def _xlsform(content: bytes, language: str = "") -> list[Shown]:
    lists: dict[str, dict[str, str]] = {}
    columns = sheet(content, "choices")[0]
    label = next(it for it in columns if it.startswith("label") and (not language or it.endswith(f"({language})")))
    for row in sheet(content, "choices"):
        lists.setdefault(row["list_name"], {})[row["name"]] = row[label]
    found = []
    for row in sheet(content, "survey"):
        kind, _, of = row["type"].partition(" ")
        if kind != "note":
            many = kind == "select_multiple"
            found.append(Shown(row["name"], row[label], lists.get(of, {}), many, row["relevant"]))
    return found


def _limesurvey(content: bytes, language: str = "") -> list[Shown]:
    found: list[Shown] = []
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter="\t"):
        if language and row["language"] != language:
            continue
        if row["class"] == "Q":
            found.append(Shown(row["name"], row["text"], {}, row["type/scale"] == "M", row["relevance"]))
        elif row["class"] in ("A", "SQ"):
            found[-1].options[row["name"]] = row["text"]
    return found


def _qualtrics(content: bytes) -> list[Shown]:
    found = []
    for block in content.decode().split("[[Question:")[1:]:
        kind, rest = block.split("]]\n[[ID:")
        name, rest = rest.split("]]\n", 1)
        text, _, choices = rest.partition("\n[[Choices]]\n")
        if kind != "DB":
            options = {it: it for it in choices.strip().splitlines()}
            found.append(Shown(name, text.strip(), options, kind.startswith("MC:MultipleAnswer")))
    return found


def lines(content: bytes) -> list[str]:
    """The paragraphs of a Word document."""
    body = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))  # noqa: S314 - our own file, made a moment ago
        document = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314
    return ["".join(it.text or "" for it in p.iter(f"{body}t")) for p in document.iter(f"{body}p")]


def _microsoft(content: bytes) -> list[Shown]:
    """What the import's rule makes of it: a number begins a question, a letter an answer."""
    found: list[Shown] = []
    for line in lines(content):
        if question := re.fullmatch(r"\d+\. (.+)", line):
            found.append(Shown(question[1], question[1]))
        elif answer := re.fullmatch(r"[A-Z]{1,2}\. (.+)", line):
            found[-1].options[answer[1]] = answer[1]
    return found


def requests(content: bytes) -> list[dict[str, Any]]:
    """The requests in a script."""
    literal = content.decode().split("const REQUESTS = ", 1)[1].split(";\n\nconst AT_MOST", 1)[0]
    made = json.loads(literal)
    assert isinstance(made, list)
    return made


def _google(content: bytes) -> list[Shown]:
    found = []
    for request in requests(content)[1:]:
        item = request["createItem"]["item"]
        if "questionItem" in item:
            choice = item["questionItem"]["question"].get("choiceQuestion", {"options": [], "type": ""})
            options = {it["value"]: it["value"] for it in choice["options"]}
            found.append(Shown(item["title"], item["title"], options, choice["type"] == "CHECKBOX"))
    return found


def _redcap(content: bytes) -> list[Shown]:
    found = []
    for row in csv.DictReader(io.StringIO(content.decode())):
        if row["Field Type"] == "descriptive" or row["Variable / Field Name"] == "record_id":
            continue
        choices = row["Choices, Calculations, OR Slider Labels"]
        options = dict(it.split(", ", 1) for it in choices.split(" | ")) if choices else {}
        many = row["Field Type"] == "checkbox"
        logic = row["Branching Logic (Show field only if...)"]
        found.append(Shown(row["Variable / Field Name"], row["Field Label"], options, many, logic))
    return found


def _surveyjs(content: bytes, language: str = "") -> list[Shown]:
    (page,) = json.loads(content)["pages"]

    def said(text: str | dict[str, str]) -> str:
        return text if isinstance(text, str) else text.get(language, text["default"])

    return [
        Shown(
            it["name"],
            said(it["title"]),
            {choice["value"]: said(choice["text"]) for choice in it.get("choices", [])},
            it["type"] == "checkbox",
            it.get("visibleIf", ""),
        )
        for it in page["elements"]
    ]


_READERS: Mapping[str, Callable[[bytes], list[Shown]]] = {
    "xlsform": _xlsform,
    "limesurvey": _limesurvey,
    "qualtrics": _qualtrics,
    "ms-forms": _microsoft,
    "google-forms": _google,
    "redcap": _redcap,
    "surveyjs": _surveyjs,
}
_IN_LANGUAGE: Mapping[str, Callable[[bytes, str], list[Shown]]] = {
    "xlsform": _xlsform,
    "limesurvey": _limesurvey,
    "surveyjs": _surveyjs,
}


# --- exporting the answers --------------------------------------------------------------------------------------------


def _when(number: int) -> datetime:
    return datetime(2026, 11, 13, 8, 0) + timedelta(minutes=37 * number)  # noqa: DTZ001 - as sheets say it


def _named(it: Shown, answers: Answers) -> list[str]:
    """The names of what somebody ticked; her own words where there is nothing to tick."""
    said = answers.get(it.text, [])
    texts = [said] if isinstance(said, str) else list(said)
    if not it.options:
        return texts
    names = {text: name for name, text in it.options.items()}
    return [names[text] for text in texts]


def _worded(it: Shown, answers: Answers) -> list[str]:
    """The same by its words."""
    return [it.options.get(name, name) for name in _named(it, answers)]


def _csv(
    rows: Iterable[Sequence[str]], delimiter: str = ",", quoting: Any = csv.QUOTE_MINIMAL, bom: bool = False
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _kobo(shown: list[Shown], people: Sequence[Answers]) -> Export:
    """Values and headers as XML values; ticks together and in columns of their own."""
    head = []
    for it in shown:
        head += [it.name, *(f"{it.name}/{option}" for option in it.options if it.many)]
    rows = [[*head, "_id", "_uuid", "_submission_time", "_validation_status"]]
    for number, answers in enumerate(people, 1):
        row = []
        for it in shown:
            named = _named(it, answers)
            row += [" ".join(named), *(str(int(option in named)) for option in it.options if it.many)]
        rows.append([*row, str(number), f"uuid-{number}", f"{_when(number):%Y-%m-%dT%H:%M:%S}", ""])
    return Export("kobo.csv", _csv(rows, ";", csv.QUOTE_ALL))


def _lime(shown: list[Shown], people: Sequence[Answers]) -> Export:
    head = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language"]
    for it in shown:
        head += (
            [f"{it.name}[{name}]. {it.text} [{text}]" for name, text in it.options.items()]
            if it.many
            else [f"{it.name}. {it.text}"]
        )
    rows = [head]
    for number, answers in enumerate(people, 1):
        row = [str(number), f"{_when(number):%Y-%m-%d %H:%M:%S}", "1", "en"]
        for it in shown:
            named = _named(it, answers)
            ticks = ["Yes" if name in named else "No" if named else "" for name in it.options]
            row += ticks if it.many else ["".join(_worded(it, answers))]
        rows.append(row)
    return Export("results-survey1.csv", _csv(rows, ",", csv.QUOTE_ALL, bom=True))


def _choice_text(shown: list[Shown], people: Sequence[Answers]) -> Export:
    own = ("StartDate", "EndDate", "Status", "Finished", "ResponseId")
    zone = '{"ImportId":"startDate","timeZone":"Europe/London"}'
    rows = [
        [*own, *(it.name for it in shown)],
        ["Start Date", "End Date", "Response Type", "Finished", "Response ID", *(it.text for it in shown)],
        [
            zone,
            *(f'{{"ImportId":"{name}"}}' for name in own[1:]),
            *(f'{{"ImportId":"QID{n}"}}' for n, _ in enumerate(shown)),
        ],
    ]
    for number, answers in enumerate(people, 1):
        when = f"{_when(number):%Y-%m-%d %H:%M:%S}"
        cells = [",".join(_worded(it, answers)) for it in shown]
        rows.append([when, when, "IP Address", "True", f"R_{number:015}", *cells])
    return Export("qualtrics.csv", _csv(rows))


def _forms_workbook(shown: list[Shown], people: Sequence[Answers]) -> Export:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
    page = book.add_worksheet("Sheet1")
    page.write_row(0, 0, ["ID", "Start time", "Completion time", "Email", "Name", *(it.text for it in shown)])
    for number, answers in enumerate(people, 1):
        page.write_number(number, 0, number)
        page.write_datetime(number, 1, _when(number), moment)
        page.write_datetime(number, 2, _when(number), moment)
        page.write_string(number, 3, "anonymous")
        for column, it in enumerate(shown, 5):
            said = _worded(it, answers)  # several answers: whether the question was set to take them, by hand
            several = not isinstance(answers.get(it.text, ""), str)
            page.write_string(number, column, "".join(f"{text};" for text in said) if several else "".join(said))
    book.close()
    return Export("S(1-9).xlsx", content.getvalue())


def _linked_sheet(shown: list[Shown], people: Sequence[Answers]) -> Export:
    rows = [["Timestamp", *(it.text for it in shown)]]
    for number, answers in enumerate(people, 1):
        when = _when(number)
        stamp = f"{when.month}/{when.day}/{when.year} {when.hour}:{when:%M:%S}"
        rows.append([stamp, *(", ".join(_worded(it, answers)) for it in shown)])
    return Export("S (Responses) - Form responses 1.csv", _csv(rows))


def _labels(shown: list[Shown], people: Sequence[Answers]) -> Export:
    head = ["Record ID", "Survey Identifier", "Survey Timestamp"]
    for it in shown:
        head += [f"{it.text} (choice={text})" for text in it.options.values()] if it.many else [it.text]
    rows = [[*head, "Complete?"]]
    for number, answers in enumerate(people, 1):
        row = [str(number), "", f"{_when(number):%Y-%m-%d %H:%M:%S}"]
        for it in shown:
            said = _worded(it, answers)
            ticks = ["Checked" if text in said else "Unchecked" for text in it.options.values()]
            row += ticks if it.many else ["".join(said)]
        rows.append([*row, "Complete"])
    return Export("S_DATA_LABELS.csv", _csv(rows))


def _names(shown: list[Shown], people: Sequence[Answers]) -> Export:
    rows = [[it.name for it in shown]]
    rows += [[";".join(_named(it, answers)) for it in shown] for answers in people]
    return Export("results.csv", _csv(rows))


_EXPORTS: Mapping[str, Callable[[list[Shown], Sequence[Answers]], Export]] = {
    "xlsform": _kobo,
    "limesurvey": _lime,
    "qualtrics": _choice_text,
    "ms-forms": _forms_workbook,
    "google-forms": _linked_sheet,
    "redcap": _labels,
    "surveyjs": _names,
}


def raw_redcap(published: bytes, people: Sequence[Answers], form: str) -> Export:
    """REDCap's export of raw data: our ids as names of fields and of ticks."""
    shown = _redcap(published)
    head = ["record_id", "redcap_survey_identifier", f"{form}_timestamp"]
    for it in shown:
        head += [f"{it.name}___{name}" for name in it.options] if it.many else [it.name]
    rows = [[*head, f"{form}_complete"]]
    for number, answers in enumerate(people, 1):
        row = [str(number), "", f"{_when(number):%Y-%m-%d %H:%M:%S}"]
        for it in shown:
            named = _named(it, answers)
            row += [str(int(name in named)) for name in it.options] if it.many else ["".join(named)]
        rows.append([*row, "2"])
    return Export("S_DATA.csv", _csv(rows))


def odk_central(published: bytes, people: Sequence[Answers]) -> Export:
    """ODK Central's export of the same XLSForm."""
    shown = _xlsform(published)
    rows = [["SubmissionDate", *(it.name for it in shown), "meta-instanceID", "KEY", "SubmitterID", "ReviewState"]]
    for number, answers in enumerate(people, 1):
        key = f"uuid:{number}"
        cells = [" ".join(_named(it, answers)) for it in shown]
        rows.append([f"{_when(number):%Y-%m-%dT%H:%M:%S}.481Z", *cells, key, key, "5", ""])
    return Export("form.csv", _csv(rows))


def write(root: Path, made: Export) -> str:
    """Puts an export into a workspace's folder; its name."""
    (root / made.name).write_bytes(made.content)
    return made.name
