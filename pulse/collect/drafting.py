"""A mapping ready to edit: what could not be matched, each with the columns that may hold it, and what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pulse import files
from pulse.collect.rescale import quoted
from pulse.model.exports import Heading, Proposal, Unmatched
from pulse.model.survey import Survey


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
        lines += ["", f"# Options of {item} without a column: find them below, or add to `absent` above: {names}"]
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


def whose(survey: str, platform: str) -> list[str]:
    """The lines that say whose mapping it is."""
    return [f"survey   = {quoted(survey)}", f"platform = {quoted(platform)}"]


def on_one_line(text: str) -> str:
    """The text on one line, as a TOML comment may hold it."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _head(survey: Survey, platform: str, unmatched: Sequence[Unmatched]) -> Iterator[str]:
    yield "# What could not be matched stands below, each with the columns that may hold it, the likeliest first."
    yield "# Take the # away before the lines of the right one (from [[column]] on), and of that one only."
    yield '# An item this export does not hold goes into `absent = ["id"]`. Columns not named here are never read.'
    yield "# DANGEROUS means: alike in words, and it may well ask something else. Read both before you take it."
    yield "#"
    yield from (f"#   {each.name}: {on_one_line(each.text)}" for each in unmatched)
    yield ""
    yield from whose(survey.id, platform)
    yield '# confirmed_by = "your role or initials"'
    yield "# confirmed_on = 2026-01-31            # the day you did"
    yield "absent   = []"
    yield ""
    yield "# [answers.some_item]               # answers that are written otherwise in this export"
    yield '# "as written" = "option_id"        # "" for: counts as not answered'


def _asked(survey: Survey, each: Unmatched, matching: int) -> Iterator[str]:
    yield f"# --- {each.name}: {on_one_line(each.text)}"
    if matching:
        yield f"# Column {matching} asks this already: only its answers need saying, not the column."
    elif not each.proposals:
        yield "# No column is like it: look below, or name it in `absent`."
    for it in each.proposals:
        if it.heading.position == matching and not it.ticks:
            continue
        yield "#"
        if it.danger:
            yield f"# DANGEROUS: {on_one_line(it.danger)}."
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
