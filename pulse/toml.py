"""One way to read a TOML text a person wrote: parsed, checked against a model, every fault with its place.

`tomllib` tells where a syntax fault is but not where a value stands, so a small scanner keeps the line and column of
every key. Faults come back all at once: the reader mends her file in one go.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pulse.model.problems import Place, Problem, Stop, problem

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound="BaseModel")


@dataclass(frozen=True)
class Document:
    """A parsed TOML text that remembers where each key stands."""

    file: str
    text: str
    data: Mapping[str, Any]
    positions: Mapping[KeyPath, tuple[int, int]]

    def place(self, *path: str | int) -> Place:
        """The place of the key at `path`, or of its nearest parent that has one."""
        for end in range(len(path), 0, -1):
            if found := self.positions.get(path[:end]):
                return _at(self.file, self.text, *found)
        return Place(self.file)


def parse(text: str, file: str) -> Document:
    """The parsed text. Raises Stop("toml-syntax") at the first place that is not TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Stop(_syntax_fault(str(error), text, file)) from error
    return Document(file, text, data, _positions(text))


def validate(document: Document, model: type[M]) -> M:
    """The document as `model`. Raises Stop with every fault, in the order of the file."""
    from pydantic import ValidationError  # late: starting the program needs no model

    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        faults = [_fault(document, model, detail) for detail in error.errors(include_url=False, include_input=False)]
    raise Stop(*in_order(faults))


def in_order(faults: Iterable[Problem]) -> list[Problem]:
    """Faults in the order of the file, each place and wording once."""
    seen = {(fault.place, fault.words): fault for fault in faults}
    return sorted(seen.values(), key=lambda fault: (fault.place.line or 0, fault.place.column or 0))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy naming the nearest known word, or all of them where none is near."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"use one of: {', '.join(words)}" if words else "remove it"


# --- where each key stands -------------------------------------------------------------------------------------------

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_INNER_KEY = re.compile(r"""[{,]\s*([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*=""")
_MULTILINE = ('"""', "'''")


def _positions(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Key path -> 1-based line and column of the key, for tables, keys and the keys of inline tables."""
    found: dict[KeyPath, tuple[int, int]] = {}
    arrays: dict[KeyPath, int] = {}
    table: KeyPath = ()
    inside = ""  # the quotes of a multi-line string we are in
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if head := _TABLE.match(line):
            table = _table_path(head, arrays)
            found.setdefault(table, (number, line.index("[") + 1))
        elif key := _KEY.match(line):
            path = (*table, *_names(key[1]))
            found.setdefault(path, (number, key.start(1) + 1))
            for inner in _INNER_KEY.finditer(line, key.end()):
                found.setdefault((*path, _names(inner[1])[0]), (number, inner.start(1) + 1))
            inside = next((quote for quote in _MULTILINE if line.count(quote) == 1), "")
    return found


def _table_path(head: re.Match[str], arrays: dict[KeyPath, int]) -> KeyPath:
    """The path a table head opens; `[[item]]` counts up, and tables below it belong to the last one."""
    names = _names(head[2])
    path: KeyPath = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        last = depth == len(names)
        if last and head[1] == "[[":
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path = (*path, arrays[path])
    return path


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(r""""[^"]*"|'[^']*'|[A-Za-z0-9_-]+""", dotted))


def _at(file: str, text: str, line: int, column: int) -> Place:
    lines = text.splitlines()
    return Place(file, line, column, lines[line - 1] if line <= len(lines) else "")


# --- faults in a reader's words --------------------------------------------------------------------------------------

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def _syntax_fault(said: str, text: str, file: str) -> Problem:
    where = _WHERE.search(said)
    lines = text.splitlines() or [""]
    line, column = (int(where[1]), int(where[2])) if where and where[1] else (len(lines), len(lines[-1]) + 1)
    source = lines[line - 1] if line <= len(lines) else ""
    fault, hint = _syntax_words(_WHERE.sub("", said), source)
    return problem("toml-syntax", Place(file, line, column, source), fault=fault, hint=hint)


def _syntax_words(said: str, source: str) -> tuple[str, str]:
    """The usual slips of a person who does not write TOML every day, in her words."""
    if any(quote in source for quote in "“”„‟«»"):
        return "curly quotes do not work here", 'replace them with straight ones: "like this"'
    value = source.partition("=")[2].strip()
    if value and value[0].isalpha() and value not in ("true", "false"):
        return "the text after = has no quotes", f'write it as "{value.rstrip()}"'
    if "overwrite" in said.lower() or "twice" in said.lower():
        return "the same key stands here twice", "keep one of the two lines"
    if value.count('"') % 2:
        return "a quote is opened and not closed", 'end the text with "'
    if "=" not in source and source.strip() and not source.strip().startswith("["):
        return "a line needs a key, an = and a value", 'write it like: title = "How are we?"'
    return said[0].lower() + said[1:], "look at the line and the one above it: brackets and quotes come in pairs"


_WORDS = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number, without quotes",
    "int_parsing": "must be a whole number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "list_type": 'must be a list, like ["one", "two"]',
    "dict_type": 'must be a table, like { id = "Text" }',
    "date_type": "must be a date, like 2026-11-24, without quotes",
    "date_from_datetime_parsing": "must be a date, like 2026-11-24, without quotes",
    "float_type": "must be a number, without quotes",
}


def _fault(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    path: KeyPath = tuple(part for part in detail["loc"] if _is_key(document.data, part, detail["loc"]))
    kind, key = detail["type"], str(detail["loc"][-1]) if detail["loc"] else ""
    place = document.place(*path)
    if kind == "extra_forbidden":
        return problem("unknown-key", place, key=key, hint=_extra_hint(model, detail["loc"], key))
    if kind == "missing":
        return problem("missing-key", place, key=key)
    # In brackets stand pydantic's word for a key, "[key]", and our own for the forms a value may have.
    named = (part for part in detail["loc"] if isinstance(part, str) and not part.startswith("["))
    name = ".".join(named) or "this"
    words = _WORDS.get(kind, _own_words(detail))
    return problem("wrong-value", place, fault=f"'{name}' {words}", hint="change the value on this line")


def _is_key(data: Any, part: str | int, loc: tuple[str | int, ...]) -> bool:
    # Pydantic puts names of union members into the location; keys of the document are what we can point at.
    return isinstance(part, int) or part == loc[-1] or _holds(data, part)


def _holds(data: Any, key: str) -> bool:
    if isinstance(data, dict):
        return key in data or any(_holds(value, key) for value in data.values())
    return isinstance(data, list) and any(_holds(value, key) for value in data)


def _own_words(detail: ErrorDetails) -> str:
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return said[0].lower() + said[1:]


def _extra_hint(model: type[BaseModel], loc: tuple[str | int, ...], key: str) -> str:
    """Near miss among the keys of this table; or the structural trap of TOML: a top-level key typed below a table."""
    known = _keys_at(model, loc[:-1])
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if len(loc) > 1 and key in model.model_fields:
        return "it belongs to the top of the file: move the line above the first [table]"
    return did_you_mean(key, known)


def _keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys allowed in the table at `loc`."""
    current: Any = model
    for part in loc:
        if isinstance(part, str) and part in getattr(current, "model_fields", {}):
            current = _model_in(current.model_fields[part].annotation)
    fields = getattr(current, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _model_in(annotation: Any) -> Any:
    """The first model named in an annotation such as list[Model] or Model | None."""
    if hasattr(annotation, "model_fields"):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None
