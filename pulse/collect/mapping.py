"""The mapping file: what columns stand for where their own words do not say it, and who said so.

It is made once, ready to edit, when columns do not match, or from what a person confirmed on a terminal. The tool never
rewrites it: what is confirmed later is added to its text, so notes in it are kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pulse import files, toml
from pulse.collect.normal import digest, normal
from pulse.collect.rescale import quoted
from pulse.model.exports import Columns, Confirmed, Heading, Proposal, Role, Unmatched
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey

_ID = re.compile(r"[a-z0-9_-]+", re.IGNORECASE)
_MISTYPED = 0.75
_FIRST_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ABSENT = re.compile(r"^[ \t]*absent[ \t]*=[ \t]*\[", re.MULTILINE)


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


def draft(
    path: Path,
    survey: Survey,
    platform: str,
    unmatched: Sequence[Unmatched],
    free: Iterable[Heading],
    answers: Mapping[str, Sequence[str]],
    strays: Iterable[tuple[str, Heading]],
    gaps: Mapping[str, Sequence[str]],
    matching: Mapping[str, int],
) -> str:
    """Writes a mapping ready to edit: what could not be matched with its proposals, then the columns left over.

    A file that is there already is left alone; the draft then stands beside it with `.new` in its name. What comes
    back tells a person where to look. `answers` has the lines that give an item's answers their meaning, `matching` the
    column that asks an item already, but has other answers.
    """
    lines = [*_head(survey, platform, unmatched)]
    for each in unmatched:
        lines += ["", *_asked(survey, each, matching.get(each.name, 0)), *answers.get(each.name, ())]
    for item, heading in strays:
        lines += ["", f"# This column ticks an option that {item} does not have: say which it is, or ignore it."]
        lines += ["# [[column]]", *_named(heading), f"# item = {quoted(item)}", '# option = "?"', "# ignore = true"]
    for item, options in gaps.items():
        names = ", ".join(quoted(f"{item}.{option}") for option in options)
        lines += [
            "",
            f"# {item} has no column for some of its options: find it below, or add to `absent` above: {names}",
        ]
    proposed = {position for each in unmatched for it in each.proposals for position in _positions(it)}
    for heading in free:
        if heading.position not in proposed:
            lines += ["", "# [[column]]", *_named(heading), '# item = ""']
    text = "\n".join(lines) + "\n"
    if not path.exists():
        files.write_whole(path, text)
    elif path.read_text(encoding="utf-8-sig") != text:
        beside = path.with_name(path.name.replace(".map.toml", ".new.map.toml"))
        files.write_whole(beside, text)
        return f"{path} (take what is new from {beside.name})"
    return str(path)


def add(columns: Columns, confirmed: Confirmed, day: date) -> None:
    """Adds what a person confirmed to the mapping, and leaves every line that is there as it is. Raises Stop."""
    path = columns.mapping
    before = path.read_text(encoding="utf-8-sig") if path.exists() else _new(columns)
    absent = [picked.name for picked in confirmed.picked if picked.proposal is None]
    text = _with_head(before, absent, confirmed.by, day)
    taken = [(picked.name, picked.proposal) for picked in confirmed.picked if picked.proposal is not None]
    if taken:
        text = text.rstrip("\n") + f"\n\n# Confirmed on {day.isoformat()} by {_line(confirmed.by)}.\n"
    for name, proposal in taken:
        text += _blocks(name, proposal, dimension=name in columns.dimensions)
    _check_only_added(path, before, text)
    files.write_whole(path, text)


# --- what a mapping may say ------------------------------------------------------------------------------------------


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


# --- a draft ---------------------------------------------------------------------------------------------------------


def _head(survey: Survey, platform: str, unmatched: Sequence[Unmatched]) -> Iterator[str]:
    yield "# What could not be matched stands below, each with the columns that may hold it, the likeliest first."
    yield "# Take the # away before the lines of the right one (from [[column]] on), and of that one only."
    yield '# An item this export does not hold goes into `absent = ["id"]`. Columns not named here are never read.'
    yield "# DANGEROUS means: alike in words, and it may well ask something else. Read both before you take it."
    yield "#"
    yield from (f"#   {each.name}: {_line(each.text)}" for each in unmatched)
    yield ""
    yield from _top(survey.id, platform)
    yield '# confirmed_by = "your role or initials"'
    yield "# confirmed_on = 2026-01-31            # the day you did"
    yield "absent   = []"
    yield ""
    yield "# [answers.some_item]               # answers that are written otherwise in this export"
    yield '# "as written" = "option_id"        # "" for: counts as not answered'


def _asked(survey: Survey, each: Unmatched, matching: int) -> Iterator[str]:
    yield f"# --- {each.name}: {_line(each.text)}"
    if matching:
        yield f"# Column {matching} asks this already: only its answers need saying, not the column."
    elif not each.proposals:
        yield "# No column is like it: look below, or name it in `absent`."
    for it in each.proposals:
        if it.heading.position == matching and not it.ticks:
            continue
        yield "#"
        if it.danger:
            yield f"# DANGEROUS: {_line(it.danger)}."
        yield f"# {_why(it)}"
        for heading, option in it.ticks or ((it.heading, ""),):
            yield "# [[column]]"
            yield from _named(heading)
            yield f"# {'dimension' if each.name in survey.dimensions else 'item'} = {quoted(each.name)}"
            if it.ticks:
                yield f"# option = {quoted(option or '?')}"


def _why(it: Proposal) -> str:
    words = {
        "place": "Stands where it stood before, or between its neighbours",
        "wording": "Alike in words",
        "options": "Its options stand here, a column each",
    }
    fit = "its answers fit" if it.fits else f"only {it.fit:.0%} of its answers fit"
    return f"{words[it.why]} ({it.score} of 100); {fit}."


def _named(heading: Heading) -> list[str]:
    return [f"# label = {quoted(heading.label)}", f"# position = {heading.position}"]


def _positions(it: Proposal) -> Iterator[int]:
    return (heading.position for heading, _option in it.ticks or ((it.heading, ""),))


def _top(survey: str, platform: str) -> list[str]:
    return [f"survey   = {quoted(survey)}", f"platform = {quoted(platform)}"]


def _line(text: str) -> str:
    """The text on one line, as a TOML comment may hold it."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


# --- adding to a mapping ---------------------------------------------------------------------------------------------


def _new(columns: Columns) -> str:
    head = ["# Which columns of this platform's exports answer which item, as a person confirmed it. Edit it freely."]
    return "\n".join([*head, "", *_top(columns.survey, columns.facts.platform)]) + "\n"


def _with_head(text: str, absent: Sequence[str], by: str, day: date) -> str:
    """The text with names added to `absent`, and with who confirmed it where nobody had."""
    said = toml.parse(text, "").data
    table = _FIRST_TABLE.search(text)
    end = table.start() if table else len(text)
    top, rest = text[:end], text[end:]
    if absent and (found := _ABSENT.search(top)):
        inside = ", ".join(map(quoted, absent)) + (", " if said.get("absent") else "")
        top = top[: found.end()] + inside + top[found.end() :]
    lines = []
    if absent and "absent" not in said:
        lines.append(f"absent = [{', '.join(map(quoted, absent))}]")
    if "confirmed_by" not in said and "confirmed_on" not in said:
        lines += [f"confirmed_by = {quoted(by)}", f"confirmed_on = {day.isoformat()}"]
    if not lines:
        return top + rest
    return _after_platform(top, "\n".join(lines)) + rest


def _after_platform(top: str, lines: str) -> str:
    """The lines behind the one that names the platform, which every mapping has; at the end where it is not seen."""
    found = re.search(r"^[ \t]*platform[ \t]*=.*$", top, re.MULTILINE)
    if found:
        return f"{top[: found.end()]}\n{lines}{top[found.end() :]}"
    return f"{top.rstrip()}\n{lines}\n\n"


def _blocks(name: str, proposal: Proposal, *, dimension: bool) -> str:
    text = ""
    for heading, option in proposal.ticks or ((proposal.heading, ""),):
        text += f"\n[[column]]\nlabel = {quoted(heading.label)}\nposition = {heading.position}\n"
        text += f"{'dimension' if dimension else 'item'} = {quoted(name)}\n"
        text += f"option = {quoted(option)}\n" if option else ""
    return text


def _check_only_added(path: Path, before: str, after: str) -> None:
    """Raises Stop unless the new text says all that the old one said, and more."""
    try:
        old = MappingText.model_validate(toml.parse(before, str(path)).data)
        new = MappingText.model_validate(toml.parse(after, str(path)).data)
    except (Stop, ValidationError) as error:
        raise Stop(problem("mapping-not-added", Place(str(path)))) from error
    kept = new.column[: len(old.column)] == old.column and set(old.absent) <= set(new.absent)
    same: dict[str, object] = {"column": [], "absent": [], "confirmed_by": "", "confirmed_on": None}
    if not kept or old.model_copy(update=same) != new.model_copy(update=same):
        raise Stop(problem("mapping-not-added", Place(str(path))))
