"""Scores and answers on scales of everyone: mean, sides, every point and the number of answers in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.release import Measure, Release
from pulse.model.survey import Item
from pulse.report import spread, words
from pulse.report.sheet import Cell, Line, Sheet

_SIDES: tuple[Measure, ...] = ("favourable", "neutral", "unfavourable", "mean")


@dataclass(frozen=True, slots=True)
class Scale:
    """A question answered on a scale, with everything that may be said of it."""

    item: Item
    direction: str  # which answers are favourable, where that is not plain
    cells: tuple[Cell, ...]  # favourable, neither, unfavourable, mean
    points: tuple[tuple[str, Cell], ...]
    enps: Cell | None
    drawing: Markup | None


def scores(release: Release, sheet: Sheet) -> Iterator[Line]:
    """Every index and, below it, its sub-scores; cells: mean, alpha. The alpha of a sub-score is not made."""
    survey = release.asked_in[release.wave.label]
    for index in survey.scores:
        alpha = sheet.cell("alpha", index.id) if survey.has_reliability(index) and not index.of else Cell("")
        yield Line(words.score_name(index), (sheet.cell("mean", index.id), alpha), depth=2 if index.of else 0)


def against(release: Release) -> Iterator[str]:
    """A sentence for every item that runs against the others of its index."""
    survey = release.asked_in[release.wave.label]
    for index in survey.indices:
        for item in release.against.get(index.id, ()):
            yield words.AGAINST.format(item=survey.by_id[item].label, index=index.title)


def scales(release: Release, sheet: Sheet) -> Iterator[Scale]:
    """Every scale item of the wave that has a favourable end."""
    for item in release.asked_in[release.wave.label].items:
        if item.kind == "scale" and item.positive != "none":
            counted = [option for option in item.options if not option.aside]
            yield Scale(
                item=item,
                direction=_direction(item),
                cells=tuple(sheet.cell(measure, item.id) for measure in _SIDES),
                points=tuple((option.text, sheet.cell("share", item.id, option=option.id)) for option in counted),
                enps=sheet.cell("enps", item.id) if item.enps else None,
                drawing=spread.draw(release, item),
            )


def _direction(item: Item) -> str:
    """What is to be known of a question beside its words: that staff asked for it, which end is favourable."""
    return " ".join(it for it in ("Asked by staff." if item.guest else "", _favourable_end(item)) if it)


def _favourable_end(item: Item) -> str:
    if item.enps:
        return words.ENPS
    if item.positive == "low":
        first, last = item.options[item.counted[0] - 1], item.options[item.counted[-1] - 1]
        return f"Asked the other way round: “{first.text}” is the favourable end, “{last.text}” the other."
    return ""
