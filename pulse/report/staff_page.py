"""The page for staff: what came of their words first, then what all of them said, in plain numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.groups import ALL
from pulse.model.release import Measure, Shown
from pulse.model.survey import Item
from pulse.report import spoken, words
from pulse.report.finished import finished
from pulse.report.loop import entry_of
from pulse.report.material import Material
from pulse.report.shown import Figures
from pulse.report.summaries import Summary, figure
from pulse.report.unseen import ranked

_MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Plain:
    """A question and what was said to it, each with its share in plain words."""

    question: str
    said: tuple[tuple[str, Markup], ...]


def staff_page(material: Material) -> str:
    """One HTML file for everybody who was asked. The list of needs waits while most of it has no answer at all."""
    shown, loop = Figures(material.release), material.loop
    entries = [entry_of(shown, it, material.made) for it in loop.entries] if loop and loop.may_be_shown else []
    waiting = [it.story for it in loop.entries if it.story.waits] if loop else []
    summary = Summary("staff", shown)
    upcoming = material.upcoming
    return finished(
        "staff.html",
        "What you said and what came of it",
        material,
        answered=tuple(summary.answered()),
        summary=(*summary.frame("works", "hurt", "need", "meet"), *summary.moved(material.found)),
        kept=tuple(summary.kept(material.followed)),
        held_back=bool(loop and loop.entries and not loop.may_be_shown),
        done=[it for it in entries if it.did],
        could_not=[it for it in entries if it.because],
        others=[it for it in entries if not it.did and not it.because],
        oldest=words.day(min(it.need.opened for it in waiting)) if waiting else "",
        upcoming=words.days(upcoming.first, upcoming.last) if upcoming else "",
        entries_on=words.day(material.made),
        scales=tuple(_scales(shown)),
        answers=tuple(_answers(shown)),
    )


def _scales(shown: Figures) -> Iterator[tuple[str, str, Markup]]:
    """Each question with a good side, those with most answers there first; the good answers where few would guess."""
    for item, _ in ranked(shown.release, ALL):
        good = [f"“{it.text}”" for at, it in enumerate(item.options, 1) if at in item.favourable]
        yield item.text, words.listed(good) if item.positive == "low" else "", _share(shown, "favourable", item)


def _answers(shown: Figures) -> Iterator[Plain]:
    """Each question to choose from, with the answers named most."""
    for item in shown.release.asked_in[shown.release.wave.label].items:
        if item.kind in ("one", "many") and not item.codebook and not item.consent and not item.follows:
            named = sorted(_named(shown, item), reverse=True)[:_MOST_ANSWERS]
            if named:
                yield Plain(
                    item.text, tuple((text, _share(shown, "share", item, option)) for _, _, text, option in named)
                )


def _named(shown: Figures, item: Item) -> Iterator[tuple[float, int, str, str]]:
    for at, option in enumerate(item.options):
        found = shown.release.figure("share", item.id, option=option.id)
        if isinstance(found, Shown) and not option.aside:
            yield found.value, -at, option.text, option.id


def _share(shown: Figures, measure: Measure, item: Item, option: str = "") -> Markup:
    found = shown.release.figure(measure, item.id, option=option)
    return figure(shown.cell(measure, item.id, option=option), spoken.share(found))
