"""Signs of careless answering, counted and told; no answer is ever taken out because of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import compress
from operator import eq, itemgetter, sub

from pulse.collect import times
from pulse.collect.encoders import Codes
from pulse.collect.matched import Matched
from pulse.model.answers import Layout, Reading
from pulse.model.survey import Survey

_LEAST_SCALES = 6  # items of one scale from which the same point on all of them says something
_LEAST_ALIKE = 8  # answers that must all be equal before two sheets look like one person's
_HASTY = 2.0  # seconds an item: faster, nobody has read it (Huang et al. 2012, J Bus Psychol 27:99-114)

_MINUTES = itemgetter(slice(13, 19))  # ":MM:SS" where a date of ten signs stands before, as in most exports
_WITHIN_HOUR = re.compile(r":([0-5][0-9]):([0-5][0-9])")
Cells = Sequence[str]


class Quality:
    """Looks at each batch of sheets that are stored."""

    def __init__(self, matched: Matched, layout: Layout, survey: Survey) -> None:
        asked = {bound.match.item for bound in matched.bound} - {""}
        single = [(at, column.item) for at, column in enumerate(layout.columns) if column.kind == "item"]
        self.answers = [at for at, item in single if item in asked]
        self.scales = [at for at, item in single if item in asked and survey.by_id[item].kind == "scale"]
        self.started, self.submitted = matched.role("started"), matched.role("submitted")
        self.least = _HASTY * len(asked)
        self.order, self.clock = matched.dates, _Clock()

    def look(self, columns: Sequence[Cells], codes: Sequence[Codes], kept: Sequence[int], reading: Reading) -> None:
        """Adds what this batch shows to the counts of `reading`."""
        if len(kept) < len(columns[0]):
            columns = [[column[at] for at in kept] for column in columns]
            codes = [[column[at] for at in kept] for column in codes]
        if len(self.scales) >= _LEAST_SCALES:
            reading.straight += _straight([codes[at] for at in self.scales])
        if len(self.answers) >= _LEAST_ALIKE:
            reading.alike += _alike([codes[at] for at in self.answers])
        if self.started is not None and self.submitted is not None:
            reading.hasty += self._count_hasty(columns[self.started], columns[self.submitted])

    def _count_hasty(self, begun: Cells, sent: Cells) -> int:
        """Only sheets whose minutes and seconds lie near each other need to be looked at, and those without any."""
        clock = self.clock.__getitem__
        gaps = map(sub, map(clock, map(_MINUTES, sent)), map(clock, map(_MINUTES, begun)))
        near = [at for at, gap in enumerate(gaps) if not gap % 3600 >= self.least]
        return sum(self._hasty(begun[at], sent[at]) for at in near)

    def _hasty(self, begun: str, sent: str) -> bool:
        if begun[:14] == sent[:14] and begun[4:14:9] == "-:":  # ISO, as most are, and in one hour
            return 0 <= self.clock[_MINUTES(sent)] - self.clock[_MINUTES(begun)] < self.least
        if begun[14:16] < "58" and begun[4:14:9] == sent[4:14:9] == "-:":
            return False  # an hour begins between the two, and more than two minutes
        if begun.count(":") < 2 or sent.count(":") < 2:
            return False  # without seconds nobody can tell
        first, last = times.moment(begun, self.order, None, None), times.moment(sent, self.order, None, None)
        return first is not None and last is not None and 0 <= (last - first).total_seconds() < self.least


def _straight(scales: Sequence[Codes]) -> int:
    """How many sheets have the same point on every scale."""
    first, second, *others = scales
    same = list(compress(range(len(first)), map(eq, first, second)))
    for points in others:
        same = [at for at in same if points[at] == first[at]]
    return sum(first[at] is not None for at in same)


def _alike(answers: Sequence[Codes]) -> int:
    """How many sheets without a gap are equal to one before them."""
    sheets = list(zip(*answers, strict=True))
    if len(set(sheets)) == len(sheets):
        return 0
    full = [sheet for sheet in sheets if None not in sheet]
    return len(full) - len(set(full))


class _Clock(dict[str, float]):
    """ ":MM:SS" -> seconds of the hour, filled as they are met; not a number for anything else."""

    def __missing__(self, text: str) -> float:
        found = _WITHIN_HOUR.fullmatch(text)
        seconds = int(found[1]) * 60 + int(found[2]) if found else math.nan
        if found:
            self[text] = seconds
        return seconds
