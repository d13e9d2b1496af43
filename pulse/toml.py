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
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pulse.model.problems import Place, Problem, Stop, problem

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


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
                return self._at(*found)
        return Place(self.file)

    def _at(self, line: int, column: int) -> Place:
        return Place(self.file, line, column, self.text.splitlines()[line - 1])


def parse(text: str, file: str) -> Document:
    """The parsed text. Raises Stop("toml-syntax") at the first place that is not TOML."""
    raise NotImplementedError


def validate(document: Document, model: type[M]) -> M:
    """The document as `model`. Raises Stop with every fault, in the order of the file."""
    raise NotImplementedError
