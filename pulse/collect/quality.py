"""Signs of careless answering, counted and told; no answer is ever taken out because of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pulse.collect import times
from pulse.collect.encoders import Codes
from pulse.collect.matched import Matched
from pulse.model.answers import Layout, Reading
from pulse.model.survey import Survey

_LEAST_SCALES = 6  # items of one scale from which the same point on all of them says something
_LEAST_ALIKE = 8  # answers that must all be equal before two sheets look like one person's
_HASTY = 2.0  # seconds an item: faster, nobody has read it (Huang et al. 2012, J Bus Psychol 27:99-114)

_WITHIN_HOUR = re.compile(r"([0-5][0-9]):([0-5][0-9])")
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
        if len(self.scales) >= _LEAST_SCALES:
            first, *others = (codes[at] for at in self.scales)
            same = [at for at in kept if first[at] is not None]
            for points in others:
                same = [at for at in same if points[at] == first[at]]
            reading.straight += len(same)
        if len(self.answers) >= _LEAST_ALIKE:
            sheets = list(zip(*(codes[at] for at in self.answers), strict=True))
            full = [sheets[at] for at in kept if None not in sheets[at]]
            reading.alike += len(full) - len(set(full))
        if self.started is not None and self.submitted is not None:
            begun, sent = columns[self.started], columns[self.submitted]
            reading.hasty += sum(self._hasty(begun[at], sent[at]) for at in kept)

    def _hasty(self, begun: str, sent: str) -> bool:
        if begun[13:14] == sent[13:14] == ":" and begun[4:5] == sent[4:5] == "-":  # ISO, as most are
            if begun[:14] == sent[:14]:
                return 0 <= self.clock[sent[14:19]] - self.clock[begun[14:19]] < self.least
            if begun[14:16] < "58":
                return False  # an hour begins between the two, and more than two minutes
        if begun.count(":") < 2 or sent.count(":") < 2:
            return False  # without seconds nobody can tell
        first, last = times.moment(begun, self.order, None, None), times.moment(sent, self.order, None, None)
        return first is not None and last is not None and 0 <= (last - first).total_seconds() < self.least


class _Clock(dict[str, float]):
    """ "MM:SS" -> seconds of the hour, filled as they are met; not a number for anything else."""

    def __missing__(self, text: str) -> float:
        found = _WITHIN_HOUR.fullmatch(text)
        seconds = int(found[1]) * 60 + int(found[2]) if found else math.nan
        if found:
            self[text] = seconds
        return seconds
