"""The text of a questionnaire, edited by line: its next version, and what its last one was. Notes and layout stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pulse import toml
from pulse.define.survey import from_source
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Change, Survey

_VALUE = re.compile(r"""^(\s*[A-Za-z_]+\s*=\s*)("[^"]*"|'[^']*'|[^\s#]+)""")
_ID = re.compile(r"^(\s*)(id *) =")


def next_version(text: str, file: str, asked_from: date, changes: Mapping[str, Change]) -> str:
    """A questionnaire's text as its next version, asked from a day on, each changed item with what its author says.

    Raises Stop("revise-by-hand") for a text laid out so that lines cannot be put into it.
    """
    document = toml.parse(text, file)
    lines = text.splitlines()
    said = from_source(text, file)
    edits: dict[tuple[str, ...], str] = {("version",): str(said.version + 1), ("asked_from",): asked_from.isoformat()}
    for at, table in enumerate(document.data["item"]):
        if table["id"] in changes:
            edits["item", str(at), "change"] = f'"{changes[table["id"]]}"'
    placed = [(_line(document, path), path[-1], value) for path, value in edits.items()]
    # A line that is put in comes under the one it belongs to, version before day: so the last one is put in first.
    for (line, there), key, value in sorted(placed, key=lambda it: (it[0][0], it[1] == "version")):
        _put(lines, line, key, value, there=there)
    made = "\n".join(line for line in lines) + "\n"
    _refuse_unless(made, file, said.version + 1, asked_from, changes)
    return made


def _line(document: toml.Document, path: tuple[str, ...]) -> tuple[int, bool]:
    """The line of a key, and that it is there; or the line of the `id` under which it goes."""
    *table, key = (int(part) if part.isdecimal() else part for part in path)
    if found := document.positions.get((*table, key)):
        return found[0], True
    if found := document.positions.get((*table, "id")):
        return found[0], False
    raise Stop(problem("revise-by-hand", Place(document.file)))


def _put(lines: list[str], line: int, key: str, value: str, *, there: bool) -> None:
    """Into the list of lines, whose places stay: what is put in shares the line it stands under."""
    if there:
        lines[line - 1] = _VALUE.sub(lambda found: f"{found[1]}{value}", lines[line - 1], count=1)
        return
    head, *rest = lines[line - 1].split("\n")
    own = _ID.match(head)
    indent, width = (own[1], len(own[2])) if own else ("", 0)
    lines[line - 1] = "\n".join((head, f"{indent}{key:<{width}} = {value}", *rest))


def _refuse_unless(made: str, file: str, version: int, asked_from: date, changes: Mapping[str, Change]) -> None:
    try:
        survey = from_source(made, file)
    except Stop as stop:
        raise Stop(problem("revise-by-hand", Place(file))) from stop
    found = {item.id: item.change for item in (*survey.items, *(it.item for it in survey.relationships))}
    as_meant = all(found.get(item) == change for item, change in changes.items())
    if (survey.version, survey.asked_from) != (version, asked_from) or not as_meant:
        raise Stop(problem("revise-by-hand", Place(file)))


def without_wave(asked: Survey) -> str:
    """The text of a questionnaire as its author wrote it, from what one wave asked: without what was put in for it."""
    if asked.instance is None:
        return asked.source
    document = toml.parse(asked.source, "")
    tables = document.data["item"]
    passing = [at for at, it in enumerate(tables) if it.get("follows") or it.get("guest")]
    lines = asked.source.splitlines()
    end = min((document.positions["item", at][0] - 1 for at in passing), default=len(lines))
    kept = lines[document.positions["instance",][0] : end]
    return "\n".join(kept).strip("\n") + "\n"
