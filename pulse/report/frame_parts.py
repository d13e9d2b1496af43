"""The frame of each horizon as a page shows it: the picture, its sentences, its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.release import HIDDEN, Release, Shown
from pulse.report import alluvial, words
from pulse.report.sheet import Line, Sheet


@dataclass(frozen=True, slots=True)
class FramePart:
    """The frame of one horizon: the picture, the same in bars for a phone, the sentences, the table."""

    name: str
    title: str
    drawing: Markup
    columns: tuple[tuple[str, tuple[Line, ...]], ...]
    highlights: tuple[str, ...]
    pairs: tuple[Line, ...]
    wholes: tuple[Line, ...]


def frame_parts(release: Release, sheet: Sheet) -> Iterator[FramePart]:
    """One a need that was asked about, in questionnaire order; only those of which something is shown."""
    for number, frame in enumerate(alluvial.frames(release), 1):
        name, need = f"frame-{number}", frame.items[1]
        sentences = tuple(
            f"{words.per_cent(found.value)} of voices: {' → '.join(frame.names(options))} ({found.n:,} people)"
            for options, found in frame.highlights
        )
        title = f"{frame.items[0].label}, {need.label.lower()}, {frame.items[2].label.lower()}"
        description = "; ".join(sentences) or "No joined answer is shown."
        yield FramePart(
            name=name,
            title=need.label,
            drawing=alluvial.draw(frame, name, title, description),
            columns=tuple(_frame_columns(release, sheet, frame)),
            highlights=sentences,
            pairs=tuple(_flow_lines(release, sheet, frame, 2)),
            wholes=tuple(_flow_lines(release, sheet, frame, 3)),
        )


def _frame_columns(release: Release, sheet: Sheet, frame: alluvial.Frame) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for at, item in enumerate(frame.items):
        lines: list[Line] = []
        for option in item.options:
            options = tuple(option.id if place == at else "" for place in range(3))
            about = alluvial.key(release, frame, (options[0], options[1], options[2]))
            if not option.aside:
                lines.append(Line(option.text, (sheet.of(about, release.figures.get(about, HIDDEN)),)))
        yield item.label, tuple(lines)


def _flow_lines(release: Release, sheet: Sheet, frame: alluvial.Frame, looked: int) -> Iterator[Line]:
    """Joined answers that are shown, as table rows, largest first."""
    ids = tuple(item.id for item in frame.items)
    texts = [{option.id: option.text for option in item.options} for item in frame.items]
    found = [
        (about, figure)
        for about, figure in release.figures.items()
        if about.measure == "flow"
        and (about.item, about.item2, about.item3) == ids
        and sum(map(bool, (about.option, about.option2, about.option3))) == looked
    ]
    found.sort(key=lambda it: -it[1].value if isinstance(it[1], Shown) else 0.0)
    for about, figure in found:
        options = (about.option, about.option2, about.option3)
        named = [texts[at][option] for at, option in enumerate(options) if option]
        yield Line(" → ".join(named), (sheet.of(about, figure),))
