"""What a person confirmed of a file's columns, added to the text of its mapping: every line that is there stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from pulse import files, toml
from pulse.collect.drafting import on_one_line, whose
from pulse.collect.mapping import MappingText
from pulse.collect.rescale import quoted
from pulse.model.exports import Columns, Confirmed, Proposal
from pulse.model.problems import Place, Stop, problem

_FIRST_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ABSENT = re.compile(r"^[ \t]*absent[ \t]*=[ \t]*\[", re.MULTILINE)


def add(columns: Columns, confirmed: Confirmed, day: date) -> None:
    """Adds what a person confirmed to the mapping, and leaves every line that is there as it is. Raises Stop."""
    path = columns.mapping
    before = path.read_text(encoding="utf-8-sig") if path.exists() else _new(columns)
    absent = [picked.name for picked in confirmed.picked if picked.proposal is None]
    text = _with_head(before, absent, confirmed.by, day)
    taken = [(picked.name, picked.proposal) for picked in confirmed.picked if picked.proposal is not None]
    if taken:
        text = text.rstrip("\n") + f"\n\n# Confirmed on {day.isoformat()} by {on_one_line(confirmed.by)}.\n"
    for name, proposal in taken:
        text += _blocks(name, proposal, dimension=name in columns.dimensions)
    _check_only_added(path, before, text, absent)
    files.write_whole(path, text)


def _new(columns: Columns) -> str:
    head = ["# Which columns of this platform's exports answer which item, as a person confirmed it. Edit it freely."]
    return "\n".join([*head, "", *whose(columns.survey, columns.facts.platform)]) + "\n"


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


def _check_only_added(path: Path, before: str, after: str, absent: Sequence[str]) -> None:
    """Raises Stop unless the new text says all that the old one said, and what was confirmed."""
    try:
        old = MappingText.model_validate(toml.parse(before, str(path)).data)
        new = MappingText.model_validate(toml.parse(after, str(path)).data)
    except (Stop, ValidationError) as error:
        raise Stop(problem("mapping-not-added", Place(str(path)))) from error
    kept = new.column[: len(old.column)] == old.column and set(new.absent) == {*old.absent, *absent}
    same: dict[str, object] = {"column": [], "absent": []}
    if not old.confirmed_by and old.confirmed_on is None:
        same |= {"confirmed_by": "", "confirmed_on": None}
    if not kept or old.model_copy(update=same) != new.model_copy(update=same):
        raise Stop(problem("mapping-not-added", Place(str(path))))
