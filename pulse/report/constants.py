"""What stands on every page whatever the figures are: the style and script, the methods, the legends and icons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from html import unescape
from importlib.resources import files

from pulse.model.trends import Variation
from pulse.report import icons, joined, register, relations, verdicts, words
from pulse.report.filled import script, style
from pulse.report.finished import STYLE
from pulse.report.methods import EDITION, METHODS

_TEMPLATES = files("pulse.report") / "templates"
_FILLED = re.compile(r"<[^>]*>|{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_LEGEND = re.compile(r"<svg[^{}]*?</svg>", re.DOTALL)
_VARIATIONS: tuple[Variation, ...] = (
    "common_cause", "improvement_high", "improvement_low", "concern_high", "concern_low", "neutral_high", "neutral_low",
)  # fmt: skip


def constants() -> frozenset[str]:
    """Texts and drawings that an audit of a page takes as given; whatever else is on it must be explained."""
    templates = [it.read_text(encoding="utf-8") for it in _TEMPLATES.iterdir() if it.name.endswith(".html")]
    notes = [str(part) for note in METHODS for part in astuple(note)]
    drawn = [str(icons.variation(state, "icon", "")) for state in _VARIATIONS]
    pairs = [relations.MATRIX, relations.ASYMMETRY, relations.RECIPROCITY, relations.COURSE]
    own = [
        *pairs,
        joined.JOINED,
        words.SHARES,
        words.LIMITS,
        words.FRAME,
        words.LINKED,
        words.ENPS,
        EDITION,
        register.AIM,
        *verdicts.CAUSES.values(),
    ]
    legends = [drawing for text in templates for drawing in _LEGEND.findall(text)]
    styles = [str(style(*more)["style"]) for more in ((), (STYLE,))]
    return frozenset([*styles, str(script()["script"]), *notes, *drawn, *legends, *own, *_written(templates)])


def _written(templates: Iterable[str]) -> Iterator[str]:
    """What the templates say themselves, between tags and what is filled in."""
    for text in templates:
        for said in _FILLED.split(text):
            yield " ".join(unescape(said).split())
