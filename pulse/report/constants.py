"""What stands on every page whatever the figures are: the style, the methods, the legends and icons."""

from __future__ import annotations

import re
from dataclasses import astuple
from importlib.resources import files

from pulse.model.trends import Variation
from pulse.report import icons, verdicts, words
from pulse.report.filled import style
from pulse.report.methods import EDITION, METHODS

_LEGEND = re.compile(r"<svg[^{}]*?</svg>", re.DOTALL)
_VARIATIONS: tuple[Variation, ...] = (
    "common_cause", "improvement_high", "improvement_low", "concern_high", "concern_low", "neutral_high", "neutral_low",
)  # fmt: skip


def constants() -> frozenset[str]:
    """Texts and drawings that an audit of a page takes as given; whatever else is on it must be explained."""
    template = (files("pulse.report") / "templates" / "page.html").read_text(encoding="utf-8")
    notes = [str(part) for note in METHODS for part in astuple(note)]
    drawn = [str(icons.variation(state, "icon", "")) for state in _VARIATIONS]
    own = [words.SHARES, words.LIMITS, words.FRAME, words.LINKED, EDITION, *verdicts.CAUSES.values()]
    return frozenset([str(style()["style"]), *notes, *drawn, *_LEGEND.findall(template), *own])
