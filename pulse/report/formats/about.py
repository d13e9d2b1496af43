"""What a workbook or a text says of itself: whose, when, how many, under which rules, and how figures are made."""

from __future__ import annotations

from collections.abc import Iterator

from pulse.report import words
from pulse.report.material import Material
from pulse.report.methods import EDITION

_WITHHELD = "A dash is what is withheld to protect people; no reason is ever given, since some would be the answer."
_RULES = (
    "Figures need {least} answers, single points of a scale and means need {detail}. Counts of 0 to {band}, and of all "
    "but 0 to {band}, are told as a band."
)
_FROM = "From and To are the ends of the 95% interval of the figure before them; Answers is how many it rests on."


def about(material: Material) -> Iterator[tuple[str, str]]:
    """Pairs of a name and what is told under it, the questionnaire and its title first."""
    release, wave = material.release, material.release.wave
    rules = release.rules
    yield "Questionnaire", release.asked_in[wave.label].title
    yield "Organisation", material.organisation
    yield "Stock-take", f"{wave.label}: {words.days(wave.first, wave.last)}"
    yield "Who answered", words.who_answered(release)
    yield "Rules", _RULES.format(least=rules.min_answers, detail=rules.min_detail, band=rules.band)
    yield "Withheld", _WITHHELD
    yield "Ranges", _FROM
    yield "Shares", words.SHARES
    if material.found.trends:
        yield "Limits", words.LIMITS
    if release.together:
        yield "Smaller groups", words.TOGETHER
    yield "Methods", EDITION
