"""The mapping file: what columns stand for where their own words do not say it.

It is made once, ready to edit, when columns do not match; the tool never rewrites it, so notes in it are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pulse import files, toml
from pulse.collect.normal import digest, normal
from pulse.model.exports import Heading
from pulse.model.problems import Stop, problem
from pulse.model.survey import Survey


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
    role: Literal["id", "submitted", "started", "status"] | None = None
    ignore: bool = False
    separator: str | None = None
    other: str = ""  # the option that stands for everything written that is no option
    answers: dict[str, str] = {}

    @model_validator(mode="after")
    def _one_meaning(self) -> ColumnText:
        meanings = (bool(self.item), bool(self.dimension), self.role is not None, self.ignore)
        if sum(meanings) != 1:
            raise ValueError("must say exactly one of item, dimension, role and ignore")
        if not (self.label or self.label_sha256 or self.position):
            raise ValueError("must say which column: label, label_sha256 or position")
        return self


class MappingText(_Strict):
    """A whole mapping file."""

    survey: str
    platform: str
    zone: str = ""
    dates: Literal["", "day-first", "month-first"] = ""
    absent: list[str] = []
    column: list[ColumnText] = []
    answers: dict[str, dict[str, str]] = {}


def load(path: Path, survey: Survey) -> MappingText | None:
    """The mapping stored at `path`, or None. Raises Stop with every fault in it."""
    if not path.exists():
        return None
    document = toml.parse(path.read_text(encoding="utf-8-sig"), str(path))
    said = toml.validate(document, MappingText)
    faults = [
        problem("mapping-unknown-item", document.place("column", at, "item"), item=column.item, survey=survey.id)
        for at, column in enumerate(said.column)
        if column.item and column.item not in survey.by_id
    ]
    faults += [
        problem("mapping-unknown-item", document.place("absent"), item=name, survey=survey.id)
        for name in said.absent
        if name not in survey.by_id and name not in survey.dimensions
    ]
    if faults:
        raise Stop(*faults)
    return said


def columns_for(said: MappingText, headings: Sequence[Heading]) -> dict[int, ColumnText]:
    """Position -> what the mapping says of the column there. Position decides only where labels repeat."""
    labels = [normal(heading.label) for heading in headings]
    found: dict[int, ColumnText] = {}
    for column in said.column:
        places = [heading.position for heading, label in zip(headings, labels, strict=True) if _is(column, label)]
        if column.position is not None and (len(places) > 1 or column.label_sha256):
            places = [place for place in places if place == column.position]
        for place in places[:1]:
            found.setdefault(place, column)
    return found


def _is(column: ColumnText, label: str) -> bool:
    if column.label_sha256:
        return digest(label).startswith(column.label_sha256)
    return not column.label or normal(column.label) == label


def draft(path: Path, survey: Survey, platform: str, unknown: Iterable[str], free: Iterable[Heading]) -> None:
    """Writes a mapping ready to edit: what could not be matched above, the columns that are left below.

    A file that is there already is left alone; the draft then stands beside it with `.new` in its name.
    """
    lines = [
        "# What could not be matched stands below. For each: take the lines of the column that holds it, remove the #",
        '# before them, and write the id after `item`. An item this export does not hold goes into `absent = ["id"]`.',
        "#",
        *(f"#   {name}: {_words(survey, name)}" for name in unknown),
        "",
        f"survey   = {_quoted(survey.id)}",
        f"platform = {_quoted(platform)}",
        "absent   = []",
        "",
        "# [answers.some_item]               # answers that are written otherwise in this export",
        '# "as written" = "option_id"        # "" for: counts as not answered',
    ]
    for heading in free:
        lines += ["", "# [[column]]", f"# label = {_quoted(heading.label)}", f"# position = {heading.position}"]
        lines += ['# item = ""']
    if path.exists():
        path = path.with_name(path.name.replace(".map.toml", ".new.map.toml"))
    files.write_whole(path, "\n".join(lines) + "\n")


def _words(survey: Survey, name: str) -> str:
    text = survey.by_id[name].text if name in survey.by_id else survey.dimension_texts.get(name, "")
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
