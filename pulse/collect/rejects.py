"""The list of what was set aside: one line a row or answer, with its place and its reason - never what it holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pulse import files
from pulse.model.answers import Reject

COLUMNS = ("file", "line", "record", "column", "item", "code", "reason")

# What analysts know these faults as; scripts look for the words, so they change only with a new major version.
CODES = {
    "row-short": "WIDTH_SHORT",
    "row-long": "WIDTH_LONG",
    "quote-stray": "QUOTE_STRAY",
    "header-repeated": "HEADER_REPEATED",
    "date-unreadable": "DATE_UNPARSED",
    "id-twice": "DUPLICATE_ID_CONFLICT",
    "answer-not-in-scale": "VALUE_NOT_IN_SCALE",
    "option-unknown": "OPTION_UNKNOWN",
    "too-many-ticks": "TOO_MANY_TICKS",
}
_REASONS = {
    "row-short": "the row has fewer cells than the header",
    "row-long": "the row has more cells than the header",
    "quote-stray": "a quote stands inside a cell",
    "header-repeated": "the header stands here again",
    "date-unreadable": "this is no time of submission",
    "id-twice": "the id came before with other answers",
    "answer-not-in-scale": "the answer is not among the options",
    "option-unknown": "a part of the answer is none of the options",
    "too-many-ticks": "more options are chosen than the item allows",
}


def rejects_csv(file: str, rejects: Iterable[Reject]) -> str:
    """A CSV for Excel (UTF-8 with BOM) of the columns `COLUMNS`, in the order of the file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for it in sorted(rejects, key=lambda it: (it.line, it.column or 0)):
        place = (files.inert(file), it.line, it.record or "", it.column or "", it.item)
        writer.writerow((*place, CODES[it.code], _REASONS[it.code]))
    return "\ufeff" + text.getvalue()
