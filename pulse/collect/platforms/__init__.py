"""What each survey platform's export looks like. A platform is told by its first rows alone, never by a file's name.

A new platform is a small file here, with an example of its export on top, and a line in `_SIGNATURES`. Columns that
identify people are dropped by name there, and by content in `identity`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pulse.collect.platforms import (
    alchemer,
    formbricks,
    google_forms,
    jotform,
    kobo,
    limesurvey,
    microsoft_forms,
    odk_central,
    own_pages,
    qualtrics,
    redcap,
    smartsurvey,
    sosci,
    surveymonkey,
    typeform,
)
from pulse.collect.platforms.headings import plain
from pulse.collect.platforms.shape import Found, Platform, Rows, Signature, own
from pulse.model.exports import Heading, Role
from pulse.model.problems import Place, Stop, problem

__all__ = ["GENERIC", "Found", "Platform", "recognise"]

GENERIC = Platform("generic")

# The first that holds wins: what is surest comes first, what rests on a single word last.
_SIGNATURES: tuple[Signature, ...] = (
    own_pages.shape,
    own_pages.typed_once,
    qualtrics.current,
    qualtrics.legacy,
    qualtrics.header_cut,
    sosci.shape,
    surveymonkey.expanded,
    surveymonkey.old,
    surveymonkey.condensed,
    surveymonkey.summary,
    surveymonkey.without_ids,
    microsoft_forms.shape,
    typeform.shape,
    google_forms.shape,
    limesurvey.with_codes,
    limesurvey.by_name,
    limesurvey.meta_cut,
    kobo.shape,
    odk_central.shape,
    redcap.raw,
    redcap.raw_without_own,
    redcap.labels,
    alchemer.shape,
    formbricks.shape,
    smartsurvey.shape,
    jotform.shape,
)
_HEADER_WITHIN = 6  # rows of which the header may be the last: people put titles and numbers above it


def recognise(rows: Rows, file: str) -> Found:
    """The platform of a file's first records, and where its header stands. Raises Stop for a summary, and for none.

    Every signature is tried on the first row before any is tried on the second.
    """
    if not rows:
        raise Stop(problem("file-empty", Place(file)))
    for skip in range(min(_HEADER_WITHIN, len(rows))):
        for signature in _SIGNATURES:
            if shape := signature(rows[skip:]):
                if shape.refusal:
                    raise Stop(problem(shape.refusal, Place(file)))
                headings = tuple(shape.headings)
                platform = _one_column_a_role(shape.platform, headings)
                zone, unproven = shape.zone or platform.zone, shape.unproven or platform.unproven
                return Found(platform, skip, shape.header_rows, headings, zone, shape.warning, unproven)
    skip = _header_by_width(rows)
    return Found(GENERIC, skip, 1, tuple(plain(rows[skip:])), "")


def _one_column_a_role(platform: Platform, headings: Sequence[Heading]) -> Platform:
    """The platform as it is in this file: of several columns with one role the first listed has it.

    The others are dropped. So one column at most says who answered.
    """
    here = {own(heading) for heading in headings}
    chosen: dict[Role, str] = {}
    for name, role in platform.roles.items():
        if name in here:
            chosen.setdefault(role, name)
    roles: dict[str, Role] = {name: role for role, name in chosen.items()}
    return replace(platform, roles=roles, dropped=platform.dropped | (frozenset(platform.roles) - frozenset(roles)))


def _header_by_width(rows: Rows) -> int:
    """A generic file's header: the first of its first rows that is as wide as most."""
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count) if widths else 0
    return next((at for at, width in enumerate(widths[:_HEADER_WITHIN]) if width == usual), 0)
