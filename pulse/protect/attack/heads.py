"""The headings over a figure: each that names a group, a question, an answer, a stock-take or a measure must fit it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pulse.model.groups import EVERYONE
from pulse.protect.attack.known import Known
from pulse.protect.attack.row import Row, path

_QUIET = re.compile(r" \([^()]*\)$")
_MEASURES = {
    "Favourable": "favourable", "Neither": "neutral", "Unfavourable": "unfavourable", "Mean, 0 to 10": "mean",
    "Cronbach’s alpha": "alpha", "Coders’ agreement": "agreement",
    "Share": "share", "Share of voices": "flow", "Voices": "flow", "Answered": "count",
    "Of those asked": "response_rate", "Shift of the whole scale": "effect effect_year",
    "Difference": "change change_year paired_change", "Part due to who answered": "change_by_mix",
    "Part due to what was said": "change_within", "Lower limit": "limit_low", "Upper limit": "limit_high",
    "Average": "centre", "Median": "centre", "Average or median": "centre", "Median or average": "centre",
    "Sign": "signal", "An answer counts for": "weight", "Towards the better end": "paired_up",
    "The same": "paired_same", "Towards the worse end": "paired_down", "As answered": "favourable mean share",
    "Weighted": "weighted_favourable weighted_mean weighted_share",
}  # fmt: skip


def fit(row: Row, heads: Sequence[str], known: Known) -> bool:
    """False where a heading names something else than the figure speaks of."""
    return all(any(_meanings(row, head, known)) for head in heads if head)


def _meanings(row: Row, head: str, known: Known) -> Iterator[bool]:
    """For everything that a heading can name, whether the figure is of that; True where it names nothing."""
    cells = row.cells
    group = path(cells["group"])
    options = [it for it in (cells["option"], cells["option2"], cells["option3"]) if it]
    found: list[bool] = []
    for text in {head, _QUIET.sub("", head)}:
        if text in known.items:
            found.append(bool(known.items[text] & {cells["item"], cells["item2"], cells["item3"]}))
        if text in known.options:
            found.append(bool(known.options[text] & set(options)))
        if text in known.groups:
            found.append(group in known.groups[text])
        if text in known.waves:
            found.append(cells["wave"] == text)
        if text == "Everyone":
            found.append(group == EVERYONE)
        if text in _MEASURES:
            found.append(row.measure in _MEASURES[text].split())
    if " → " in head:
        parts = head.split(" → ")
        found.append(
            len(parts) == len(options) and all(known.options.get(it, frozenset()) & set(options) for it in parts)
        )
    yield from found or [True]
