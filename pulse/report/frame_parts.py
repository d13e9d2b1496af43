"""The frame of each horizon as a page shows it: the picture, its sentences, its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.release import HIDDEN, Release
from pulse.model.trends import JoinedCourse
from pulse.report import alluvial, joined, words
from pulse.report.sheet import Cell, Line, Sheet


@dataclass(frozen=True, slots=True)
class FramePart:
    """The frame of one horizon: the picture, the same in bars for a phone, the sentences, the table."""

    name: str
    title: str
    whole: Cell  # all voices, and how many people they are of
    drawing: Markup
    columns: tuple[tuple[str, tuple[Line, ...]], ...]
    highlights: tuple[str, ...]
    course: joined.Course
    wholes: tuple[Line, ...]


def frame_parts(release: Release, sheet: Sheet, found: Sequence[JoinedCourse]) -> Iterator[FramePart]:
    """One a need that was asked about, in questionnaire order; only those of which something is shown.

    found: how their joined answers moved, one a part
    """
    courses = zip(alluvial.frames(release), found, joined.courses(release, sheet, found), strict=True)
    for number, (frame, moved, course) in enumerate(courses, 1):
        name, need = f"frame-{number}", frame.items[1]
        alluvial.remember(release, frame, moved)
        sentences = tuple(
            f"{words.per_cent(figure.value)} of voices: {' → '.join(frame.names(options))} ({figure.n:,} people)"
            for options, figure in frame.highlights
        )
        title = f"{frame.items[0].label}, {need.label.lower()}, {frame.items[2].label.lower()}"
        description = "; ".join(sentences) or "No joined answer is shown."
        yield FramePart(
            name=name,
            title=need.label,
            whole=_whole(release, sheet, frame),
            drawing=alluvial.draw(frame, name, title, description),
            columns=tuple(_frame_columns(release, sheet, frame)),
            highlights=sentences,
            course=course,
            wholes=tuple(_wholes(release, sheet, frame)),
        )


def _whole(release: Release, sheet: Sheet, frame: alluvial.Frame) -> Cell:
    about = alluvial.key(release, frame, ("", "", ""))
    return sheet.of(about, release.figures.get(about, HIDDEN))


def _frame_columns(release: Release, sheet: Sheet, frame: alluvial.Frame) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for at, item in enumerate(frame.items):
        lines: list[Line] = []
        for option in item.options:
            about = alluvial.key(release, frame, alluvial.put(option.id, at))
            if not option.aside:
                lines.append(Line(option.text, (sheet.of(about, release.figures.get(about, HIDDEN)),)))
        yield item.label, tuple(lines)


def _wholes(release: Release, sheet: Sheet, frame: alluvial.Frame) -> Iterator[Line]:
    """Answers to all three joined that are shown, as table rows, largest first."""
    for options, figure in sorted(frame.wholes.items(), key=lambda it: -it[1].value):
        about = alluvial.key(release, frame, options)
        yield Line(" → ".join(frame.names(options)), (sheet.of(about, figure),))
