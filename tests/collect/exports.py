"""Exports made from a questionnaire's own model, in every platform's shape and every dialect, and read back strictly.

A `Sheet` is what one person answered. A platform turns sheets into columns (`Export`), a `Dialect` turns columns into
bytes. `stored` says what a workspace's database holds, in the same terms as `meant` says what went in. `strictly` reads
bytes by the letter of RFC 4180 with a reader of its own: the judge of what a damaged file says.
"""

from __future__ import annotations

import codecs
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from hypothesis import strategies as st

from pulse import define
from pulse import settings as workspaces
from pulse.collect.normal import normal
from pulse.journeys import collecting
from pulse.model.collected import Choices, Summary
from pulse.model.survey import Item, Survey
from tests.conftest import DAY

FORM = """\
id = "fuzz"
title = "Fuzz"
dimensions = { team = "Which team?", staff_group = "Which staff group?" }
[[item]]
id = "heard"
text = "I am heard, here and now."
scale = "agree5"
index = "score"
[[item]]
id = "energy"
text = "I have energy left."
scale = "agree5"
index = "score"
[[item]]
id = "hurt"
frame = "hurt"
text = "Who is hurt? Choose any."
choose = "any"
options = { me = "Me, myself", team = "My team; all of it", others = "Others", nobody = "Nobody" }
[[item]]
id = "need"
frame = "need"
horizon = "now"
text = "What is needed most?"
choose = 1
options = { rest = "Rest, at last", pay = "Pay|time", talk = "To talk" }
[[item]]
id = "words"
kind = "text"
text = "In your own words?"
"""
PLATFORMS = ("microsoft-forms", "google-forms", "qualtrics", "limesurvey", "typeform", "surveymonkey", "generic")
_GROUPS = ("North", "Surgery, day", 'The "old" ward', "Bett’s team", "A; B | C", "Level 2")
_STAFF = ("Nurses", "Doctors, senior", "")
_PIECES = ("too few", "é’s – £5", ",", ";", "|", "\t", '"', '""', "'", "\n", "\r\n", "\r", " ", "=1+1", "Agree")
_BEGINNING = datetime(2026, 11, 13, 8, 0)  # noqa: DTZ001 - after the 12th, so that day and month can be told apart
_STEP = timedelta(minutes=37)

Answer = str | frozenset[str] | bool | None
Row = tuple[tuple[str, ...], tuple[Answer, ...]]  # groups, answers: as they count


@dataclass(frozen=True)
class Sheet:
    """What one person answered, item by item: an option's id, several, or words."""

    number: int
    groups: tuple[str, ...]
    answers: tuple[str | frozenset[str] | None, ...]

    @property
    def moment(self) -> datetime:
        """When it was sent."""
        return _BEGINNING + self.number * _STEP


@dataclass(frozen=True)
class Column:
    """A column of an export: a head for each header row, a cell for each sheet, and what it is about."""

    heads: tuple[str, ...]
    cells: tuple[str, ...]
    about: str = ""  # an item or a dimension; "" for the platform's own
    option: str = ""  # for a column of one option


@dataclass(frozen=True)
class Dialect:
    """How a table is written down."""

    delimiter: str = ","
    quote_all: bool = False
    end: str = "\r\n"
    encoding: str = "utf-8"


@dataclass(frozen=True, repr=False)
class Export:
    """A platform's file before it is bytes."""

    survey: Survey
    platform: str
    sheets: tuple[Sheet, ...]
    columns: tuple[Column, ...]
    separator: str = ""  # between the ticks of one cell
    mapping: str = ""

    @property
    def header_rows(self) -> int:
        """Rows above the answers."""
        return len(self.columns[0].heads)

    def __repr__(self) -> str:
        return f"<{self.platform} of {self.survey.id}, {self.header_rows} header rows: {self.rows()}>"

    def rows(self) -> list[list[str]]:
        """Header rows and answers."""
        heads = [list(row) for row in zip(*(column.heads for column in self.columns), strict=True)]
        return heads + [list(row) for row in zip(*(column.cells for column in self.columns), strict=True)]


# --- what went in, what is stored ------------------------------------------------------------------------------------


def meant(survey: Survey, sheets: Iterable[Sheet]) -> Counter[Row]:
    """What sheets come to; those without any answer are not stored."""
    counted: Counter[Row] = Counter()
    for sheet in sheets:
        answers = tuple(map(_counts_as, survey.items, sheet.answers))
        if any(answers):
            counted[sheet.groups, answers] += 1
    return counted


def _counts_as(item: Item, answer: str | frozenset[str] | None) -> Answer:
    if item.kind == "text":
        return bool(str(answer or "").strip())
    return answer or None


def stored(root: Path) -> Counter[Row]:
    """What a workspace's database holds, read by way of its catalogue."""
    counted: Counter[Row] = Counter()
    if not (root / "pulse.db").exists():
        return counted
    database = sqlite3.connect(root / "pulse.db")
    for wave, definition in database.execute("SELECT id, definition FROM wave").fetchall():
        survey = define.from_source(definition)
        catalogue = database.execute(
            "SELECT name, kind, item, option FROM catalogue WHERE wave = ? ORDER BY place", [wave]
        ).fetchall()
        names = ", ".join(name for name, *_ in catalogue)
        sql = f"SELECT place, others, {names} FROM answers_{wave} JOIN atom ON atom.id = answers_{wave}.atom"
        for place, others, *codes in database.execute(sql):
            coded = list(zip(catalogue, codes, strict=True))
            answers = tuple(_decoded(item, [(row, code) for row, code in coded if row[2] == item.id])
                            for item in survey.items)  # fmt: skip
            counted[(*json.loads(place), *json.loads(others)), answers] += 1
    database.close()
    return counted


def _decoded(item: Item, coded: Sequence[tuple[tuple[str, str, str, str], int | None]]) -> Answer:
    if item.kind == "many":
        known = {code is not None for _, code in coded}
        assert len(known) == 1, "an item is answered as a whole, or not"
        return frozenset(option for (_, _, _, option), code in coded if code) if known == {True} else None
    (code,) = (code for (_, kind, _, _), code in coded if kind != "index")
    if item.kind == "text":
        return bool(code)
    return item.options[code - 1].id if code else None


def tallies(root: Path) -> list[tuple[object, ...]]:
    """Every tally by the names of its group: an atom's own number depends on who came first."""
    database = sqlite3.connect(root / "pulse.db")
    found: list[tuple[object, ...]] = []
    for table in ("item_tally", "index_tally", "flow_tally"):
        rows = database.execute(f"SELECT place, others, responses, {table}.* FROM {table} JOIN atom ON atom.id = atom")
        found += [(table, *row[:3], *row[4:]) for row in rows]
    database.close()
    return sorted(found, key=repr)


def workspace(root: Path, survey: Survey) -> Path:
    """A workspace with one questionnaire."""
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text('organisation = "O"\nlevels = ["team"]\n', encoding="utf-8")
    (root / "surveys" / f"{survey.id}.toml").write_text(survey.source, encoding="utf-8")
    return root


def take_in(root: Path, export: Export, content: bytes, encoding: str, name: str = "export.csv") -> Summary:
    """Collects bytes in this process, by the corridor, with every fault accepted. Raises Stop."""
    if export.mapping:
        path = root / "surveys" / f"{export.survey.id}.{export.platform}.map.toml"
        path.write_text(export.mapping, encoding="utf-8")
    path = root / name
    path.write_bytes(content)
    declared = encoding if encoding == "cp1252" else None
    wanted = collecting.Wanted(wave="2026-11", encoding=declared, choices=Choices(accept_rejects=True))
    (summary,) = collecting.collect_files(workspaces.load(root), [path], wanted, date.fromisoformat(DAY))
    return summary


# --- strategies ------------------------------------------------------------------------------------------------------


def sheets_of(survey: Survey, least: int = 1, most: int = 30) -> st.SearchStrategy[tuple[Sheet, ...]]:
    """Sheets of a questionnaire, numbered from 1."""
    groups = st.tuples(*(st.sampled_from(_STAFF if name == "staff_group" else _GROUPS) for name in survey.dimensions))
    one = st.tuples(groups, st.tuples(*map(_answers_to, survey.items)))
    return st.lists(one, min_size=least, max_size=most).map(
        lambda found: tuple(Sheet(at, *each) for at, each in enumerate(found, 1))
    )


def _answers_to(item: Item) -> st.SearchStrategy[str | frozenset[str] | None]:
    names = [option.id for option in item.options]
    if item.kind == "text":
        pieces = (
            "too few of us",
            "é’s – £5",
            ",",
            ";",
            "|",
            "\t",
            '"',
            '""',
            "'",
            "\n",
            "\r\n",
            "\r",
            " ",
            "=1+1",
            "Agree",
        )
        return st.lists(st.sampled_from(pieces), max_size=6).map("".join)
    if item.kind == "many":
        return st.frozensets(st.sampled_from(names), max_size=item.at_most or len(names))
    return st.sampled_from([*names, None])


_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252")
dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quote_all=st.booleans(),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
    encoding=st.sampled_from(_ENCODINGS),
)


@st.composite
def exports(
    draw: st.DrawFn, surveys: Sequence[Survey], platforms: Sequence[str] = PLATFORMS, least: int = 1, most: int = 30
) -> Export:
    """An export of some sheets: any platform, any order of columns, options written in several ways."""
    platform = draw(st.sampled_from(platforms))
    survey = draw(st.sampled_from([it for it in surveys if _can_be_written(it, platform)]))
    sheets = draw(sheets_of(survey, least, most))
    way = draw(st.sampled_from(_WAYS))
    broken = draw(st.booleans())
    blocks = _SHAPES[platform](survey, sheets, way)
    keep = 1 if platform == "google-forms" else 0  # its time stands first, or nobody knows it
    order = draw(st.permutations(range(keep, len(blocks))))
    columns = [column for at in (*range(keep), *order) for column in blocks[at]]
    if broken:
        columns = [_with_broken_head(column) for column in columns]
    made = Export(survey, platform, sheets, tuple(columns), _SEPARATORS[platform])
    return replace(made, mapping=_mapping(made)) if platform == "generic" else made


def shape(platform: str, survey: Survey, sheets: Sequence[Sheet]) -> tuple[Column, ...]:
    """A platform's columns in its own order, options as the questionnaire writes them."""
    return tuple(column for block in _SHAPES[platform](survey, sheets, str) for column in block)


def _can_be_written(survey: Survey, platform: str) -> bool:
    """Typeform heads a column with the bare option: two items with one option cannot be told apart there."""
    texts = [option.text for item in survey.items if item.kind == "many" for option in item.options]
    return platform != "typeform" or len(texts) == len(set(texts))


def _with_broken_head(column: Column) -> Column:
    """A question that goes on in the next line of its own cell."""
    if not column.about or column.option:
        return column
    at = 1 if len(column.heads) == 3 else 0  # Qualtrics has its own short name above the question
    heads = (*column.heads[:at], column.heads[at].replace(" ", "\n", 1), *column.heads[at + 1 :])
    return replace(column, heads=heads)


def _upper(text: str) -> str:
    return text.upper()


def _padded(text: str) -> str:
    return f" {text}  "


_WAYS: tuple[Callable[[str], str], ...] = (str, _upper, _padded)
Way = Callable[[str], str]
_SEPARATORS = {"microsoft-forms": ";", "google-forms": ", ", "qualtrics": ",", "generic": ";"} | dict.fromkeys(
    ("limesurvey", "typeform", "surveymonkey"), ""
)


# --- platforms: blocks of columns that stay together -----------------------------------------------------------------

Blocks = list[list[Column]]
Heads = tuple[str, ...]


def _microsoft(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {
        "ID": lambda it: str(it.number),
        "Start time": lambda it: f"{it.moment - timedelta(minutes=5):%d/%m/%Y %H:%M}",
        "Completion time": lambda it: f"{it.moment:%d/%m/%Y %H:%M}",
        "Email": lambda it: f"person{it.number:03}@example.org",
        "Name": lambda it: f"Person {it.number:03}",
    }
    return _own(own, sheets, 1) + _asked(survey, sheets, way, ";", lambda text, _: (text,))


def _google(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {"Timestamp": lambda it: f"{it.moment:%m/%d/%Y %H:%M:%S}"}
    return _own(own, sheets, 1) + _asked(survey, sheets, way, ", ", lambda text, _: (text,))


def _qualtrics(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {
        "StartDate": lambda it: f"{it.moment - timedelta(minutes=5):%Y-%m-%d %H:%M:%S}",
        "EndDate": lambda it: f"{it.moment:%Y-%m-%d %H:%M:%S}",
        "Status": lambda _: "IP Address",
        "IPAddress": lambda it: f"192.0.2.{it.number % 250}",
        "Finished": lambda _: "True",
        "ResponseId": lambda it: f"R_{it.number:015}",
        "RecipientEmail": lambda it: f"person{it.number:03}@example.org",
    }
    named = [[replace(block[0], heads=(block[0].heads[0], block[0].heads[0], _import_id(block[0].heads[0])))]
             for block in _own(own, sheets, 1)]  # fmt: skip
    return named + _asked(survey, sheets, way, ",", lambda text, name: (name, text, _import_id(name)))


def _import_id(name: str) -> str:
    zone = {"timeZone": "Europe/London"} if name.endswith("Date") else {}
    return json.dumps({"ImportId": name, **zone})


def _limesurvey(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {
        "id. Response ID": lambda it: str(it.number),
        "submitdate. Date submitted": lambda it: f"{it.moment:%Y-%m-%d %H:%M:%S}",
        "lastpage. Last page": lambda _: "3",
        "startlanguage. Start language": lambda _: "en",
        "token. Access code": lambda it: f"t0k3n{it.number:09}",
    }
    blocks = _own(own, sheets, 1)
    for block in _asked(survey, sheets, way, "", lambda text, name: (f"{name}. {text}",)):
        column = block[0]
        item = survey.by_id.get(column.about)
        if item is None or item.kind != "many":
            name = item.code if item else f"G{len(blocks)}"
            blocks.append([replace(column, heads=(f"{name}. {_text_of(survey, column.about)}",))])
            continue
        heads = [(f"{item.code}[{option.code}]. {item.text} [{option.text}]",) for option in item.options]
        blocks.append(_ticks(item, survey, sheets, heads, lambda _text, ticked: "Yes" if ticked else "No"))
    return blocks


def _typeform(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {
        "#": lambda it: f"{it.number:032x}",
        "Response Type": lambda _: "completed",
        "Start Date (UTC)": lambda it: f"{it.moment - timedelta(minutes=5):%Y-%m-%d %H:%M:%S}",
        "Submit Date (UTC)": lambda it: f"{it.moment:%Y-%m-%d %H:%M:%S}",
        "Network ID": lambda it: f"{it.number:010x}",
    }
    blocks = _own(own, sheets, 1)
    for block in _asked(survey, sheets, way, "", lambda text, _: (text,)):
        item = survey.by_id.get(block[0].about)
        if item is None or item.kind != "many":
            blocks.append(block)
        else:
            heads = [(option.text,) for option in item.options]
            blocks.append(_ticks(item, survey, sheets, heads, lambda text, ticked: text if ticked else ""))
    return blocks


def _surveymonkey(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {
        "Respondent ID": lambda it: str(118_000_000_000 + it.number),
        "Collector ID": lambda _: "401234567",
        "Start Date": lambda it: f"{it.moment - timedelta(minutes=5):%m/%d/%Y %I:%M:%S %p}",
        "End Date": lambda it: f"{it.moment:%m/%d/%Y %I:%M:%S %p}",
        "Email Address": lambda it: f"person{it.number:03}@example.org",
    }
    blocks = _own(own, sheets, 2)
    for block in _asked(survey, sheets, way, "", lambda text, _: (text, "Response")):
        item = survey.by_id.get(block[0].about)
        if item is None or item.kind != "many":
            below = "Open-Ended Response" if item and item.kind == "text" else "Response"
            blocks.append([replace(block[0], heads=(block[0].heads[0], below))])
        else:
            heads = [(item.text if not at else "", option.text) for at, option in enumerate(item.options)]
            blocks.append(_ticks(item, survey, sheets, heads, lambda text, ticked: text if ticked else ""))
    return blocks


def _generic(survey: Survey, sheets: Sequence[Sheet], way: Way) -> Blocks:
    own = {"Nr": lambda it: f"n{it.number}", "Sent": lambda it: f"{it.moment:%Y-%m-%dT%H:%M}"}
    labels = {name: f"Field {at}" for at, name in enumerate([*survey.dimensions, *survey.by_id], 1)}
    return _own(own, sheets, 1) + _asked(survey, sheets, way, ";", lambda _, name: (labels[name],))


def _mapping(export: Export) -> str:
    lines = [f'survey = "{export.survey.id}"', 'platform = "generic"']
    for column in export.columns:
        label = json.dumps(column.heads[0])
        lines += ["[[column]]", f"label = {label}"]
        if not column.about:
            lines.append(f'role = "{"id" if column.heads[0] == "Nr" else "submitted"}"')
        elif column.about in export.survey.dimensions:
            lines.append(f'dimension = "{column.about}"')
        else:
            lines.append(f'item = "{column.about}"')
    return "\n".join(lines) + "\n"


_SHAPES = {
    "microsoft-forms": _microsoft,
    "google-forms": _google,
    "qualtrics": _qualtrics,
    "limesurvey": _limesurvey,
    "typeform": _typeform,
    "surveymonkey": _surveymonkey,
    "generic": _generic,
}


def _own(columns: Mapping[str, Callable[[Sheet], str]], sheets: Sequence[Sheet], header_rows: int) -> Blocks:
    return [
        [Column((name, *[""] * (header_rows - 1)), tuple(map(cell, sheets)))] for name, cell in columns.items()
    ]  # fmt: skip


def _asked(
    survey: Survey, sheets: Sequence[Sheet], way: Way, separator: str, heads: Callable[[str, str], tuple[str, ...]]
) -> Blocks:
    """A column a dimension and an item, the ticks of one joined by a separator."""
    blocks = [
        [Column(heads(_text_of(survey, name), name), tuple(sheet.groups[at] for sheet in sheets), name)]
        for at, name in enumerate(survey.dimensions)
    ]
    for at, item in enumerate(survey.items):
        cells = tuple(_cell(item, sheet.answers[at], way, separator) for sheet in sheets)
        blocks.append([Column(heads(item.text, item.id), cells, item.id)])
    return blocks


def _text_of(survey: Survey, name: str) -> str:
    return survey.by_id[name].text if name in survey.by_id else survey.dimension_texts.get(name) or name


def _cell(item: Item, answer: str | frozenset[str] | None, way: Way, separator: str) -> str:
    if item.kind == "text":
        return str(answer or "")
    if isinstance(answer, frozenset):
        ticked = [option.text for option in item.options if option.id in answer]
        end = separator if ticked and separator == ";" else ""  # as Microsoft Forms writes it
        return separator.join(ticked) + end
    return way(next(option.text for option in item.options if option.id == answer)) if answer else ""


def _ticks(
    item: Item, survey: Survey, sheets: Sequence[Sheet], heads: Sequence[Heads], cell: Callable[[str, bool], str]
) -> list[Column]:
    at = survey.items.index(item)
    ticked = [sheet.answers[at] or () for sheet in sheets]
    return [
        Column(head, tuple(cell(option.text, option.id in those) for those in ticked), item.id, option.id)
        for option, head in zip(item.options, heads, strict=True)
    ]


# --- bytes -----------------------------------------------------------------------------------------------------------


def written(rows: Iterable[Sequence[str]], dialect: Dialect) -> bytes:
    """Rows as a file: only what must be is quoted, or everything."""
    text = "".join(
        dialect.delimiter.join(_quoted(cell, dialect) for cell in row) + dialect.end for row in rows
    )  # fmt: skip
    boms = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return boms.get(dialect.encoding, b"") + text.encode(dialect.encoding, "replace")


def _quoted(cell: str, dialect: Dialect) -> str:
    if dialect.quote_all or any(sign in cell for sign in (dialect.delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def records(content: bytes, dialect: Dialect) -> list[list[str]] | None:
    """Bytes by the letter of RFC 4180 (any line end; blank lines left out); None where they are not well-formed."""
    encoding = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-8": "utf-8-sig"}.get(dialect.encoding)
    try:
        text = content.decode(encoding or dialect.encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else _records(text.replace("\r\n", "\n") + "\n", dialect.delimiter)


def _records(text: str, delimiter: str) -> list[list[str]] | None:
    """One sign after the other: at the start of a cell, in a bare one, in a quoted one, behind its closing quote."""
    rows: list[list[str]] = []
    row: list[str] = []
    cell: list[str] = []
    state = "start"
    for sign in text:
        if state == "quoted":
            if sign == '"':
                state = "closed"
            else:
                cell.append(sign)
        elif sign == '"':
            if state == "bare":
                return None
            if state == "closed":
                cell.append(sign)
            state = "quoted"
        elif sign == delimiter or sign in "\r\n":
            row.append("".join(cell))
            cell, state = [], "start"
            if sign != delimiter:
                rows += [row] if any(row) else []
                row = []
        elif state == "closed":
            return None
        else:
            cell.append(sign)
            state = "bare"
    return rows if state == "start" else None


def strictly(export: Export, content: bytes, dialect: Dialect) -> Counter[Row] | None:
    """What bytes say about the export's questionnaire, read strictly; None where they are not well-formed.

    Not well-formed is also: a row of another width than the first, a header that comes again, an answer that is no
    option, an item or group without a column, or with one more than it has.
    """
    found = records(content, dialect)
    if not found or len({len(row) for row in found}) != 1 or len(found) < export.header_rows:
        return None
    heads, rows = found[: export.header_rows], found[export.header_rows :]
    if any(row == head for row in rows for head in heads):
        return None
    plan = {_known_by(column.heads): column for column in _filled(export.columns)}
    columns: dict[tuple[str, str], int] = {}
    for at, column in enumerate(_filled([Column(tuple(head), ()) for head in zip(*heads, strict=True)])):
        said = plan.get(_known_by(column.heads))
        if said and said.about and columns.setdefault((said.about, said.option), at) != at:
            return None
    if len(columns) != sum(bool(column.about) for column in export.columns):
        return None
    sheets = [_sheet(export, columns, at, row) for at, row in enumerate(rows)]
    return None if None in sheets else meant(export.survey, [sheet for sheet in sheets if sheet])


def _filled(columns: Iterable[Column]) -> list[Column]:
    """Columns whose first head goes on from the one on its left, where a second head stands below nothing."""
    filled: list[Column] = []
    for column in columns:
        first = column.heads[0]
        if not first and column.heads[1:] and filled:
            first = filled[-1].heads[0]
        filled.append(replace(column, heads=(first, *column.heads[1:])))
    return filled


def _known_by(heads: Sequence[str]) -> tuple[str, ...]:
    """A column's heads without what reading does not look at; the third row of Qualtrics is the platform's own."""
    return tuple(map(normal, heads[:2]))


def _sheet(export: Export, columns: Mapping[tuple[str, str], int], at: int, row: Sequence[str]) -> Sheet | None:
    groups = tuple(" ".join(row[columns[name, ""]].split()) for name in export.survey.dimensions)
    answers: list[str | frozenset[str] | None] = []
    for item in export.survey.items:
        places = {option: place for (about, option), place in columns.items() if about == item.id}
        found = _read(export, item, {option: row[place] for option, place in places.items()})
        if found is False:
            return None
        answers.append(found)
    return Sheet(at, groups, tuple(answers))


def _read(export: Export, item: Item, cells: Mapping[str, str]) -> str | frozenset[str] | Literal[False] | None:
    """An answer; False for what is none."""
    names = {normal(text): option.id for option in item.options for text in (option.text, option.id, option.code)}
    if "" not in cells:
        said = {option: normal(cell) for option, cell in cells.items()}
        known = {option: ("", "yes", "no", *(name for name in names if names[name] == option)) for option in said}
        if any(cell not in known[option] for option, cell in said.items()):
            return False
        return frozenset(option for option, cell in said.items() if cell not in ("", "no"))
    cell = cells[""]
    if item.kind == "text":
        return cell
    if item.kind != "many":
        return names.get(normal(cell), False) if normal(cell) else None
    return _split(cell, export.separator, names)


def _split(cell: str, separator: str, names: Mapping[str, str]) -> frozenset[str] | Literal[False]:
    """The one way to cut a cell into options; False where there is none."""
    if not normal(cell):
        return frozenset()
    for end in range(len(cell), 0, -1):
        head, rest = cell[:end], cell[end:]
        if rest and not rest.startswith(separator):
            continue
        if not normal(head) or normal(head) in names:
            left = _split(rest.removeprefix(separator), separator, names)
            if left is not False:
                return left | {names[normal(head)]} if normal(head) else left
    return False
