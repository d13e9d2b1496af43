"""Whether what stands in a column can be an item's answers: words alike are not enough to take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulse.collect.answers import NO, YES, Answers
from pulse.collect.normal import normal
from pulse.collect.platforms import Platform
from pulse.collect.profile import Profile
from pulse.collect.rescale import worded_ends
from pulse.model.exports import Heading
from pulse.model.survey import Item

FITS = 0.8  # of a column's filled cells must be known answers, so that a stray one is told and not hidden


def verdict(
    answers: Answers, values: Mapping[str, int], platform: Platform, separator: str, position: int = 0
) -> tuple[str, int]:
    """The message, with its count, that says why a column's answers cannot be the item's; "" where they can."""
    if answers.item.kind == "text":
        return "", 0
    if position:
        fits = answers.fit_tick(values, position, YES | NO | platform.ticked | platform.unticked) >= FITS
        return ("" if fits else "answers-misfit", 0)
    if answers.item.kind == "many" and (cut := answers.cut(values, separator)):
        return "option-cut", cut
    if not answers.other and worded_ends(answers, values):
        return "ends-worded", 0
    return ("" if answers.fit(values, separator) >= FITS else "answers-misfit", 0)


def values_of(profile: Profile, heading: Heading) -> Mapping[str, int]:
    """The different answers in a column, as far as the first look went, and how often each stands there."""
    values: Sequence[Mapping[str, int]] = profile.values
    missing = profile.found.platform.missing
    cells = values[heading.position - 1] if heading.position <= len(values) else {}
    return {cell: count for cell, count in cells.items() if cell.strip().casefold() not in missing}


def only_ticks(heading: Heading, item: Item, profile: Profile) -> bool:
    """True for a column that says of one option who chose it, and somebody did; also where its heading was damaged."""
    platform = profile.found.platform
    no = (NO - platform.ticked) | platform.unticked
    cells = {normal(cell) for cell in values_of(profile, heading)} - no
    options = {normal(text) for option in item.options for text in option.wordings}
    return bool(cells) and cells <= YES | platform.ticked | {normal(heading.part)} | options
