"""The invented people who read what the invented staff wrote: two who code, and one who reviews."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from pulse.demo import story

_NONE = "none"


def coded(sheet: str, *, second: bool) -> str:
    """A sheet of comments with the codes that one of two coders gave; the second one differs now and then."""

    def fill(row: dict[str, str]) -> None:
        said = story.SAID[row["comment"]]
        row["codes"] = " ".join(said.second if second else said.codes) or _NONE

    return _filled(sheet, fill)


def reviewed(sheet: str) -> str:
    """A sheet of comments with what a reviewer decided of each."""

    def fill(row: dict[str, str]) -> None:
        keep = story.SAID[row["comment"]].keep
        row["decision"], row["shortened"] = ("shorten", keep) if keep else ("accept", "")

    return _filled(sheet, fill)


def _filled(sheet: str, fill: Callable[[dict[str, str]], None]) -> str:
    reader = csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"), newline=""))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, reader.fieldnames or ())
    writer.writeheader()
    for row in reader:
        fill(row)
        writer.writerow(row)
    return text.getvalue()
