"""How many lines a text takes in a column of paper, told before it is printed and never too few."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pulse.report.widths import width

_MARGIN = 1.02  # what a printer's own font may differ from Arial's table
_LATIN_ENDS = 0x24F
_PUNCTUATION = range(0x2010, 0x2030)  # dashes, quotes, the ellipsis: no wider than a letter m
_WIDEST = 1.3  # em; no letter or sign of another script is taken for narrower
_JOINT = re.compile(r"(?<=[-/–—.,;:|?!])(?=\w)")
_BROAD = frozenset("ÆŒæœ…—")


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines of `room` pixels a text takes at most; words that fit in none are broken where a line ends."""
    found = sum(1 for _ in _broken(text, size, room, bold))
    if all(_wide(word, size, bold) <= room for word in text.split()):
        return found
    # Where a browser breaks a word that fits in no line - at a hyphen or anywhere - is its own affair.
    return 1 + max(found, sum(1 for _ in _broken(_JOINT.sub(" ", text), size, room, bold)))


def too_many_signs(text: str, size: float, room: float, most: int, *, bold: bool = False) -> int:
    """How many signs at its end would have to go for a text to fit in `most` lines, about; 0 where it does."""
    if lines(text, size, room, bold=bold) <= most:
        return 0
    fitting = [line for _, line in zip(range(most), _broken(text, size, room, bold), strict=False)]
    return max(len(text) - len(" ".join(fitting)), 1)


def _broken(text: str, size: float, room: float, bold: bool) -> Iterator[str]:
    """The lines, filled one after another."""
    line = ""
    for word in text.split():
        if _wide(f"{line} {word}".strip(), size, bold) <= room:
            line = f"{line} {word}".strip()
            continue
        if line:
            yield line
        line = word
        while _wide(line, size, bold) > room and len(line) > 1:
            end = next(at for at in range(len(line), 0, -1) if at == 1 or _wide(line[:at], size, bold) <= room)
            yield line[:end]
            line = line[end:]
    if line:
        yield line


def _wide(text: str, size: float, bold: bool) -> float:
    return sum(_sign(sign, size, bold) for sign in text) * _MARGIN


def _sign(sign: str, size: float, bold: bool) -> float:
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _BROAD:
        return size * (1.08 if bold else 1)
    if ord(base) > _LATIN_ENDS and ord(base) not in _PUNCTUATION:
        return size * _WIDEST
    return width(base, size, bold=bold)
