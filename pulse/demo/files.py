"""The demonstration's workspace as files: settings, people.csv, questionnaires, exports as two platforms write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from pulse.demo import story, together
from pulse.demo.people import Chances, Sheet, Team, sheets, teams
from pulse.model.survey import Item, Survey, Wave

MARK = ".pulse-demo"  # proves that a folder is a demonstration, and may be made anew
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook must say when it was made; always the same, for the same bytes
_LEVELS = ("organisation", "directorate", "team")
_FORMS = ("Saltmarsh Hospitals", "Lode Mental Health")  # they ask with Microsoft Forms, the third with Google Forms

File = tuple[str, bytes]

_MARKED: File = (MARK, b"An invented organisation. `pulse demo` may make this folder anew.\n")


class Invented:
    """The organisation, and what its staff send: the same seed, questionnaires and waves give the same bytes."""

    def __init__(self, waves: Sequence[Wave], seed: int) -> None:
        self.waves = waves  # of the stock-take, oldest first
        self.chances = Chances.of(seed)
        self.ratings = Random(seed + 4)  # noqa: S311 - an invented organisation, not a secret
        self.teams = teams(self.chances.answers)

    def workspace(self, stock_take: Survey, together: Survey) -> Iterator[File]:
        """Relative path and content of every file but exports."""
        yield _MARKED
        yield "pulse.toml", _settings().encode()
        yield "people.csv", _people(self.teams, self.waves[0]).encode()
        yield f"surveys/{stock_take.id}.toml", f"{stock_take.source}{_events(self.waves)}".encode()
        yield f"surveys/{together.id}.toml", self._beginning(together).encode()

    def practice(self, survey: Survey) -> Iterator[File]:
        """The list of teams and one wave's exports under plain names, in one folder. survey: as it is shipped."""
        yield _MARKED
        yield "people.csv", _people(self.teams, self.waves[0]).encode()
        for name, content in self.exports(survey, 0, {}):
            yield name.removeprefix(f"inbox/{self.waves[0].label} "), content

    def exports(self, survey: Survey, number: int, asked_after: Mapping[int, str]) -> Iterator[File]:
        """One wave's exports, in inbox/; waves in their order.

        survey       as it is asked in this wave
        asked_after  what the story calls the need of each commitment that was ever made
        """
        wave = self.waves[number]
        chances = self.chances
        answered = [it for team in self.teams for it in sheets(survey, wave, number, team, asked_after, chances)]
        chances.answers.shuffle(answered)
        answered.sort(key=lambda sheet: sheet.submitted)
        forms = [sheet for sheet in answered if sheet.team.path[0] in _FORMS]
        google = [sheet for sheet in answered if sheet.team.path[0] not in _FORMS]
        yield f"inbox/{wave.label} How are we(1-{len(forms)}).xlsx", _microsoft_forms(survey, forms)
        yield f"inbox/{wave.label} How are we - Form responses 1.csv", _google_forms(survey, google)

    def rated(self, survey: Survey, wave: Wave, number: int) -> File:
        """One wave's export of how directorates work together. survey: with an item for each that is rated."""
        rows = together.rows(survey, wave, number, self.teams, self.ratings)
        return f"inbox/{wave.label} How we work together - Form responses 1.csv", _csv(rows)

    def _beginning(self, survey: Survey) -> str:
        """The questionnaire with the day on which it begins here."""
        first = self.waves[together.FIRST].first
        return re.sub(r"(?m)^starts( *)=.*$", rf"starts\g<1>= {first}", survey.source)


def _settings() -> str:
    levels = ", ".join(f'"{level}"' for level in _LEVELS)
    head = f'organisation = "{story.NAME}"\nzone = "Europe/London"\nlevels = [{levels}]\n'
    return f'{head}\n[leaders]\nstaff_group = "{story.LEAD}"\n'


def _events(waves: Sequence[Wave]) -> str:
    """What happened, as tables at the end of a questionnaire."""
    tables = ["\n# What happened meanwhile: drawn on the charts of a report.\n"]
    for it in story.EVENTS:
        if it.wave < len(waves):
            day = waves[it.wave].first - timedelta(days=it.days_before)
            groups = ", ".join(f'"{group}"' for group in it.groups)
            tables.append(f'\n[[event]]\ndate   = {day}\ntext   = "{it.text}"\nkind   = "{it.kind}"\n')
            tables.append(f"groups = [{groups}]\n" if groups else "")
    return "".join(tables)


def _people(everyone: Sequence[Team], first: Wave) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["valid_from", *_LEVELS, "staff_group", "headcount", "formerly"])
    since = first.first.replace(day=1).isoformat()
    writer.writerows([since, *team.path, "", team.headcount, ""] for team in everyone)
    return text.getvalue()


def _microsoft_forms(survey: Survey, answered: Sequence[Sheet]) -> bytes:
    """The native workbook: real date-times, several ticks in one cell with a semicolon after each."""
    import xlsxwriter  # late: only the demonstration writes workbooks

    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    workbook.set_properties({"created": _MADE})
    moment = workbook.add_format({"num_format": "m/d/yy h:mm:ss"})
    sheet = workbook.add_worksheet("Sheet1")
    questions = [survey.dimension_texts[name] for name in survey.dimensions] + [item.text for item in survey.items]
    sheet.write_row(0, 0, ["ID", "Start time", "Completion time", "Email", "Name", *questions])
    for row, it in enumerate(answered, 1):
        sheet.write_number(row, 0, row)
        sheet.write_datetime(row, 1, it.started, moment)
        sheet.write_datetime(row, 2, it.submitted, moment)
        sheet.write_string(row, 3, "anonymous")
        cells = [*_groups(survey, it), *(_cell(item, it, ";") for item in survey.items)]
        for column, cell in enumerate(cells, 5):
            if cell:
                sheet.write_string(row, column, cell)
    workbook.close()
    return content.getvalue()


def _google_forms(survey: Survey, answered: Sequence[Sheet]) -> bytes:
    """The linked sheet as CSV: month first, several ticks joined by a comma and a space."""
    questions = [survey.dimension_texts[name] for name in survey.dimensions] + [item.text for item in survey.items]
    rows = [["Timestamp", *questions]]
    for it in answered:
        when = it.submitted
        stamp = f"{when.month}/{when.day}/{when.year} {when.hour}:{when:%M:%S}"
        rows.append([stamp, *_groups(survey, it), *(_cell(item, it, ", ") for item in survey.items)])
    return _csv(rows)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _groups(survey: Survey, it: Sheet) -> list[str]:
    known = dict(zip(_LEVELS, it.team.path, strict=True)) | {"staff_group": it.staff_group}
    return [known[name] for name in survey.dimensions]


def _cell(item: Item, it: Sheet, separator: str) -> str:
    if item.kind == "text":
        return it.words
    texts = {option.id: option.text for option in item.options}
    chosen = [texts[option] for option in it.answers.get(item.id, ())]
    if item.kind == "many" and separator == ";":
        return "".join(f"{text};" for text in chosen)
    return separator.join(chosen)
