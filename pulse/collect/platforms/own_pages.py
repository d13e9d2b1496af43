"""Our own pages: a tablet's form, and paper that was typed twice. Ids of items and options, ticks with a semicolon.

    pulse_sheet,team,is_heard,hurt,words
    kqzrwtbcfhjpmnvxydsg,Ward 6,agree,me;my_team,Too few of us.
    paper-12,Ward 6,,nobody,

The first column names a sheet, so that two equal ones count as two and a file that is saved again counts once. No time.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import plain
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower

PLATFORM = Platform("pulse-pages", roles={"pulse_sheet": "id"}, in_parts=True)


def shape(rows: Rows) -> Shape | None:
    """The first column is `pulse_sheet`."""
    return Shape(PLATFORM, plain(rows)) if lower(rows)[:1] == ["pulse_sheet"] else None


def typed_once(rows: Rows) -> Shape | None:
    """The first column is `paper_sheet_` and the mark of a printing: refused, until two people typed the same."""
    typed = any(name.startswith("paper_sheet_") for name in lower(rows)[:1])
    return Shape(PLATFORM, plain(rows), refusal="entry-unchecked") if typed else None
