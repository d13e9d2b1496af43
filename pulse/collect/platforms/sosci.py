"""SoSci Survey: one column an item, named by a code; a second row with the labels where they were asked for.

    CASE  QUESTNNR    MODE       STARTED                                 AB01_01        FINISHED  LASTDATA
    Case  Fragebogen  Modus      Zeitpunkt ... begonnen (Europe/Berlin)  Hurt: My team  ...
    12    base        interview  2024-10-16 09:00:00                     2              1         2024-10-16 09:04:11

An option's own column holds 2 where it was chosen and 1 where it was not. -9 is "not answered"; -1 is "don't know",
which is an answer. The labels state the zone of all times. FINISHED is 0 for a sheet that was left before its end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pulse.collect.platforms.headings import cut, pairs
from pulse.collect.platforms.shape import Platform, Rows, Shape, lower, row
from pulse.model.exports import Heading

PLATFORM = Platform(
    "sosci",
    roles={
        "case": "id",
        "started": "started",
        "lastdata": "submitted",
        "mode": "status",
        "q_viewer": "status",  # read where MODE is missing: 1 for somebody who only looked through the pages
        "finished": "progress",
        "serial": "person",
    },
    dropped=frozenset({"ref", "questnnr", "mailsent", "lastpage", "maxpage", "missing", "missrel", "time_sum",
                       "time_rsi", "deg_time"}),
    counter_ids=True,
    states={
        "status": {"pretest": "test", "admin": "test", "debug": "test", "1": "preview"},
        "progress": {"0": "partial"},
    },
    missing=frozenset({"-9"}),
    ticked=frozenset({"2", "ausgewählt", "gewählt"}),
    unticked=frozenset({"1", "nicht gewählt", "nicht ausgewählt"}),
    unproven=True,
)  # fmt: skip
_ZONE = re.compile(r"\(((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[\w/+-]+)\)")
_PAGE_TIME = re.compile(r"time\d+")


def shape(rows: Rows) -> Shape | None:
    """Rule 4: `CASE`, `QUESTNNR` and `STARTED`; a second row that begins with no number holds the labels."""
    head = lower(rows)
    if not {"case", "questnnr", "started"} <= set(head):
        return None
    page_times = frozenset(name for name in head if _PAGE_TIME.fullmatch(name))
    platform = replace(PLATFORM, dropped=PLATFORM.dropped | page_times)
    labels = row(rows, 1)
    if not labels or labels[0].strip().isdecimal():
        return Shape(platform, [Heading(at, code, code) for at, code, _ in pairs(rows)])
    headings = [cut(Heading(at, text or code, code), ": ") for at, code, text in pairs(rows)]
    zone = next((found[1] for cell in labels if (found := _ZONE.search(cell))), "")
    return Shape(platform, headings, 2, zone=zone)
