"""Right of the wall: tables of released figures that may travel, each with what it and its columns hold, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "number", "truth"]
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, which never changes its meaning, what it holds, and of which kind."""

    name: str
    said: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class ShareTable:
    """One table: its name, what it holds, its columns, its lines."""

    name: str
    said: str
    columns: tuple[Column, ...]
    lines: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What a share file holds: the title and the source that it is described with, and its tables."""

    title: str
    source: str
    tables: tuple[ShareTable, ...]
