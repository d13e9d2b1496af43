"""Texts made comparable: what a platform, a browser or a spreadsheet does to a question does not count."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"<[^>]+>|[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}")
_NUMBER = re.compile(r"^(?:q?\d{1,3}[.)]\s+)")
_REQUIRED = re.compile(r"\s*\((?:required|optional)\)\s*$")
_ANCHORS = re.compile(r"\s*[(\[]\s*\d{1,2}\s*(?:=|-|:|is\b)[^()\[\]]*[)\]]$")  # "(1 = not at all, 5 = very)"
_BRACKETS = re.compile(r"\[([^\[\]]+)\]$")
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u200b": None})


@lru_cache(maxsize=50_000)
def normal(text: str) -> str:
    """The text without mark-up, leading number, kinds of quotes and dashes, case, spare spaces and last punctuation."""
    plain = html.unescape(_MARKS.sub("", text))
    plain = unicodedata.normalize("NFKC", plain.translate(_SAME)).translate(_SAME)
    plain = " ".join(plain.casefold().split())
    return _NUMBER.sub("", plain).rstrip(" .:?!*").strip()


def asked(text: str) -> str:
    """A question's normal text without what platforms glue behind it: "(required)", "(1 = not at all, 5 = very)"."""
    return _ANCHORS.sub("", _REQUIRED.sub("", normal(text))).rstrip(" .:?!*").strip()


def part_of(text: str) -> str:
    """The normal statement of a question "stem: statement", "stem - statement" or "stem [statement]"; "" for others."""
    plain = normal(text)
    if row := _BRACKETS.search(plain):
        return normal(row[1])
    for between in (" - ", ": "):
        stem, found, part = plain.rpartition(between)
        if found and stem:
            return normal(part)
    return ""


def digest(text: str) -> str:
    """sha256 of the normalised text in hex: binds a column whose wording may not be copied."""
    return hashlib.sha256(normal(text).encode()).hexdigest()


_LONGEST_NAME = 300  # signs of a group's name
_MOST_MARKS = 3  # accents on one letter; more is no writing


def tidy(name: str) -> str:
    """A group's name as it is kept: without signs that steer a screen, without spare spaces, not endless."""
    if name.isascii() and name.isprintable():
        return " ".join(name[:_LONGEST_NAME].split())
    kept: list[str] = []
    marks = 0
    for sign in " ".join(name.split()):
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS and unicodedata.category(sign) not in ("Cc", "Cf", "Cs"):
            kept.append(sign)
    return "".join(kept)[:_LONGEST_NAME]
