"""The invented people who fill in what they are handed: two who code comments, one who reviews, two directors."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

from pulse.demo import story, together

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


def planned(draft: str) -> str:
    """The file of a plan as the two who were to write it filled it in."""
    head, first, second, deeds = re.split(r"(?m)^(?=\[first\]|\[second\]|# --- What you will do)", draft)
    head = head.replace('aim = ""', f"aim = {json.dumps(together.AIM)}")
    for key, lines in (("shared", together.SHARED), ("disagree", together.DISAGREE)):
        head = head.replace(f'{key} = [\n    "",\n]', f"{key} = {json.dumps(lines)}")
    bodies = (_body(body, at) for at, body in enumerate((first, second)))
    return "".join((head, *bodies, _deeds(deeds)))


def _body(text: str, at: int) -> str:
    said = {"needs": together.NEEDS[at], "offers": together.OFFERS[at], "signs": together.SIGNS[at]}
    lines = text.splitlines(keepends=True)
    keys = [line.split("=")[0].strip() for line in lines]
    return "".join(
        f"{key} = {json.dumps(said[key])}\n" if key in said else line for key, line in zip(keys, lines, strict=True)
    )


def _deeds(text: str) -> str:
    """What they will do, in place of what the file proposes."""
    before = re.split(r"\n(?:# Commitment .*\n)?\[\[do\]\]\n", text)[0]
    by = re.findall(r"(?m)^by .*$", text)[-1]
    tables = (
        f"\n[[do]]\nkind = {json.dumps(kind)}\nwhat = {json.dumps(what)}\nwho = {json.dumps(who)}\n{by}\n"
        f"known_by = {json.dumps(known_by)}\n"
        for kind, what, who, known_by in together.DEEDS
    )
    return before + "".join(tables)


def _filled(sheet: str, fill: Callable[[dict[str, str]], None]) -> str:
    reader = csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"), newline=""))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, reader.fieldnames or ())
    writer.writeheader()
    for row in reader:
        fill(row)
        writer.writerow(row)
    return text.getvalue()
