"""The mapping file: what columns stand for where their own words do not say it, and who said so.

It is made once, ready to edit, when columns do not match (`drafting`), or from what a person confirmed on a terminal
(`confirming`). The tool never rewrites it: what is confirmed later is added to its text, so notes in it are kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pulse import toml
from pulse.collect.normal import digest, normal
from pulse.model.exports import Heading, Role
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey

_ID = re.compile(r"[a-z0-9_-]+", re.IGNORECASE)
_MISTYPED = 0.75


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnText(_Strict):
    """One column: how it is found, and what it stands for."""

    label: str = ""
    label_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{16,64})?$")] = ""
    position: int | None = Field(default=None, ge=1)
    item: str = ""
    option: str = ""
    dimension: str = ""
    role: Role | None = None
    ignore: bool = False
    separator: str | None = None
    other: str = ""  # the option that stands for everything written that is no option
    answers: dict[str, str] = {}  # as written -> option's id, for this column; "" counts as not answered

    @model_validator(mode="after")
    def _one_meaning(self) -> ColumnText:
        meanings = (bool(self.item), bool(self.dimension), self.role is not None, self.ignore)
        if sum(meanings) != 1:
            raise ValueError("must say exactly one of item, dimension, role and ignore")
        if not (self.label or self.label_sha256 or self.position):
            raise ValueError("must say which column: label, label_sha256 or position")
        if self.separator == "":
            raise ValueError("must have a separator of one sign or more; leave the line away for the platform's own")
        return self


class MappingText(_Strict):
    """A whole mapping file."""

    survey: str
    platform: str
    confirmed_by: str = ""  # a role or initials
    confirmed_on: date | None = None
    zone: str = ""
    dates: Literal["", "day-first", "month-first"] = ""
    keep: list[Literal["partial"]] = []
    absent: list[str] = []  # items and dimensions this platform's exports do not hold, and options as "item.option"
    column: list[ColumnText] = []
    answers: dict[str, dict[str, str]] = {}  # item -> as written -> option's id, wherever the item stands


def load(path: Path, survey: Survey) -> MappingText | None:
    """The mapping stored at `path`, or None. Raises Stop with every fault in it."""
    if not path.exists():
        return None
    document = toml.parse(path.read_text(encoding="utf-8-sig"), str(path))
    said = toml.validate(document, MappingText)
    faults = toml.in_order(_faults(document, said, survey))
    if faults:
        raise Stop(*faults)
    return said


def columns_for(said: MappingText, headings: Sequence[Heading]) -> dict[int, ColumnText]:
    """Position -> what the mapping says of the column there. Position decides only where labels repeat."""
    found: dict[int, ColumnText] = {}
    for column, places in _places(said, headings):
        if places and (len(places) == 1 or column.position is not None):
            found.setdefault(places[0], column)
    return found


def unclear(said: MappingText, headings: Sequence[Heading]) -> Iterator[tuple[int, ...]]:
    """The positions among which a mapped label repeats, where the mapping does not name one of them."""
    return (tuple(places) for column, places in _places(said, headings) if len(places) > 1)


def _faults(document: toml.Document, said: MappingText, survey: Survey) -> Iterator[Problem]:
    for at, column in enumerate(said.column):
        if column.item and column.item not in survey.by_id:
            place = document.place("column", at, "item")
            yield problem("mapping-unknown-item", place, item=column.item, survey=survey.id)
        if column.dimension and column.dimension not in survey.dimensions:
            place = document.place("column", at, "dimension")
            yield problem("mapping-unknown-dimension", place, dimension=column.dimension, survey=survey.id)
        options = {"option": column.option, "other": column.other}
        for key, option in options.items():
            yield from _option(document, ("column", at, key), survey, column.item, option)
        for written, option in column.answers.items():
            yield from _option(document, ("column", at, "answers", written), survey, column.item, option)
    for name, answers in said.answers.items():
        if name not in survey.by_id:
            yield problem("mapping-unknown-item", document.place("answers", name), item=name, survey=survey.id)
        for written, option in answers.items():
            yield from _option(document, ("answers", name, written), survey, name, option)
    for name in said.absent:
        item, _, option = name.partition(".")
        known = [*survey.by_id, *survey.dimensions]
        if item not in known and not (option and _is_of_another_version(item, known)):
            yield problem("mapping-unknown-item", document.place("absent"), item=item, survey=survey.id)
        yield from _option(document, ("absent",), survey, item, option)


def _option(document: toml.Document, path: toml.KeyPath, survey: Survey, item: str, option: str) -> Iterator[Problem]:
    """A fault where an option is named that no version of the item can have, or that looks mistyped.

    One mapping serves every version of a questionnaire: an option of another version is no fault. What is written
    for it stays unknown, and is told as such.
    """
    known = [each.id for each in survey.by_id[item].options] if item in survey.by_id else []
    if option and known and option not in known and not _is_of_another_version(option, known):
        place = document.place(*path)
        shown = Place(place.file, place.line, place.column)  # not its source: that line may quote an answer
        yield problem("mapping-unknown-option", shown, item=item, option=option, known=", ".join(known))


def _is_of_another_version(name: str, known: Sequence[str]) -> bool:
    return bool(_ID.fullmatch(name)) and not difflib.get_close_matches(name, known, n=1, cutoff=_MISTYPED)


def _places(said: MappingText, headings: Sequence[Heading]) -> Iterator[tuple[ColumnText, list[int]]]:
    labels = [normal(heading.label) for heading in headings]
    for column in said.column:
        places = [heading.position for heading, label in zip(headings, labels, strict=True) if _is(column, label)]
        if column.position is not None and (len(places) > 1 or not column.label):
            places = [place for place in places if place == column.position]
        yield column, places


def _is(column: ColumnText, label: str) -> bool:
    if column.label_sha256:
        return digest(label).startswith(column.label_sha256)
    return not column.label or normal(column.label) == label
