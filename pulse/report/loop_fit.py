"""Which entries of the page for staff stand on its printed sheet, which is exactly one side of A4.

On the screen all of them stand. On paper go, while there is room: first what waits, the oldest first; then what could
not be done; then what staff call met. One that takes more room than is left gives way to a shorter one. Sizes are those
of style.css in print; a test in a real browser holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pulse.report import fit

PAGE = 1050.0  # pixels of an A4 page (280 mm between the margins is 1058), less what rounding may take
_LINE, _TEXT = 16, 12.0
_SMALL_LINE, _SMALL = 14, 11.0
_SAID, _DID, _STANDS, _BESIDE_MARK = 210.0, 264.0, 178.0, 152.0  # rooms of the three columns
_MARK, _BAR = 20, 24
_ROW = 8  # what a row takes beside its lines
_HEADS = 38  # of a table, with the distance below it
_WHOLE, _HALF = 686.0, 300.0
_TITLE, _FOOT = 78, 236  # title with its distances; what always stands below the tables, the two short texts left out


@dataclass(frozen=True, slots=True)
class Sized:
    """An entry as far as its place on the sheet goes. part: the table it stands in; rank, since: who comes first."""

    part: str
    rank: int
    since: date
    said: str
    below_said: str
    did: tuple[str, ...]
    stands: str
    felt: str

    @property
    def height(self) -> float:
        """The pixels of its row."""
        said = _lines(self.said, _SAID) + _lines(self.below_said, _SAID)
        did = sum(_lines(it, _DID) for it in self.did)
        mark = max(_MARK, _LINE * fit.lines(self.stands, _TEXT, _BESIDE_MARK, bold=True))
        felt = _BAR + _SMALL_LINE * fit.lines(self.felt, _SMALL, _STANDS) if self.felt else 0
        return max(_LINE * said, _LINE * did, mark + felt) + _ROW


def kept(entries: Sequence[Sized], above: Sequence[str], below: Sequence[str]) -> frozenset[int]:
    """The places of the entries that stand on the sheet; a line is kept free to say how many do not.

    above: the line over the title, and the sentence below it; below: the texts side by side at the foot
    """
    left = PAGE - _around(above, below)
    found: set[int] = set()
    opened: set[str] = set()
    for at in sorted(range(len(entries)), key=lambda at: (entries[at].rank, entries[at].since, at)):
        it = entries[at]
        needed = it.height + (0 if it.part in opened else _HEADS)
        if needed <= left:
            left -= needed
            found.add(at)
            opened.add(it.part)
    return frozenset(found)


def _around(above: Sequence[str], below: Sequence[str]) -> float:
    over, finding = above
    head = _TITLE + _LINE * fit.lines(over, 13.0, _WHOLE) + 19 * fit.lines(finding, 14.0, _WHOLE)
    return head + _FOOT + 18 * max(fit.lines(it, 13.0, _HALF) for it in below)


def _lines(text: str, room: float) -> int:
    return fit.lines(text, _TEXT, room) if text else 0
