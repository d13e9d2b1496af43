"""The frame one stock-take after another: shares of voices with a small line, and what moved since the last one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.release import HIDDEN, Figure, Release, Shown, joined_about
from pulse.model.survey import Item
from pulse.model.trends import JoinedChange, JoinedCourse, Options
from pulse.report import words
from pulse.report.course import small_line, top
from pulse.report.sheet import Cell, Sheet

_MOST_TOLD = 3

JOINED = (
    "From the shares as both stock-takes show them, which are whole per cents: the interval is Newcombe’s, made wider "
    "by what rounding can do. A change is named only where the interval leaves out zero and the finding also stands "
    "among all that is compared in this picture. Beside single answers stand those joined answers that are of some "
    "size, then or now; the rest is in the tables below."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer, or several joined."""

    head: str
    of: str  # what all its shares speak of, as their elements begin to say it
    cells: tuple[Cell, ...]  # a stock-take each
    drawing: Markup | None  # None where there is one stock-take only
    moved: Cell
    said: str  # where it clearly moved


@dataclass(frozen=True, slots=True)
class Course:
    """One horizon, wave by wave."""

    waves: tuple[str, ...]
    before: str
    finding: str
    parts: tuple[
        tuple[str, str, tuple[Row, ...]], ...
    ]  # a question, where its small lines end, its answers; the joined
    note: str
    clear: bool


def courses(release: Release, sheet: Sheet, found: Sequence[JoinedCourse]) -> Iterator[Course]:
    """A part for each picture of the frame, in its order."""
    for course in found:
        clear = [it for it in course.changes.values() if it.clear]
        yield Course(
            waves=course.waves,
            before=course.before,
            finding=_finding(release, course, clear),
            parts=tuple(_part(release, sheet, course, *part) for part in _parts(release, course) if part[1]),
            note=_note(course, clear),
            clear=bool(clear),
        )


def _parts(release: Release, course: JoinedCourse) -> Iterator[tuple[str, list[Options]]]:
    """Each question's answers in its order; then joined ones, those that moved most first."""
    for at, item in enumerate(_items(release, course)):
        order = {option.id: place for place, option in enumerate(item.options)}
        own = [it for it in course.told if it[at] and sum(map(bool, it)) == 1]
        yield item.label, sorted(own, key=lambda it, at=at, order=order: order[it[at]])  # type: ignore[misc]
    joined = [it for it in course.told if sum(map(bool, it)) > 1]
    yield "Joined answers", sorted(joined, key=lambda it: _most_moved(course, it))


def _part(
    release: Release, sheet: Sheet, course: JoinedCourse, title: str, told: Sequence[Options]
) -> tuple[str, str, tuple[Row, ...]]:
    figures = {it: _figures(release, course, it) for it in told}
    axis = top([it.value for own in figures.values() for it in own if isinstance(it, Shown)])
    rows = tuple(_row(release, sheet, course, it, figures[it], axis) for it in told)
    return title, f"Axis from 0% to {words.per_cent(axis)}", rows


def _figures(release: Release, course: JoinedCourse, options: Options) -> list[Figure]:
    return [release.figures.get(joined_about(wave, course.items, options), HIDDEN) for wave in course.waves]


def _items(release: Release, course: JoinedCourse) -> list[Item]:
    asked = release.asked_in[release.wave.label].by_id
    return [asked[item] for item in course.items]


def _most_moved(course: JoinedCourse, options: Options) -> tuple[bool, float, Options]:
    moved = course.changes.get(options)
    return moved is None or not moved.clear, -abs(moved.difference) if moved else 0.0, options


def _row(
    release: Release, sheet: Sheet, course: JoinedCourse, options: Options, figures: Sequence[Figure], axis: float
) -> Row:
    abouts = [joined_about(wave, course.items, options) for wave in course.waves]
    cells = tuple(sheet.of(about, figure) for about, figure in zip(abouts, figures, strict=True))
    moved = course.changes.get(options)
    shares = [it.value if isinstance(it, Shown) else None for it in figures]
    return Row(
        head=named(release, course, options),
        of=next((cell.of.what for cell in cells if cell.of), ""),
        cells=cells,
        drawing=small_line(shares, axis) if len(shares) > 1 else None,
        moved=_moved(sheet, moved) if moved else Cell(words.NOT_SHOWN),
        said=_in_words(moved) if moved and moved.clear else "",
    )


def named(release: Release, course: JoinedCourse, options: Options) -> str:
    """The options' texts, joined by arrows."""
    pairs = zip(_items(release, course), options, strict=True)
    return " → ".join(next(it.text for it in item.options if it.id == option) for item, option in pairs if option)


def _moved(sheet: Sheet, it: JoinedChange) -> Cell:
    note = f"{words.signed(it.lower)} to {words.signed(it.upper)}"
    return sheet.made(it.about, "change", words.signed(it.difference), note)


def _in_words(it: JoinedChange) -> str:
    size = words.signed(it.difference).lstrip("+−")
    return f"{'rose' if it.difference > 0 else 'fell'} by {size} point{'' if size == '1' else 's'}"


def _finding(release: Release, course: JoinedCourse, clear: Sequence[JoinedChange]) -> str:
    if not course.before:
        return ""
    if not course.comparable:
        return f"Not comparable with {course.before}: the questions were others."
    if not clear:
        return f"No clear change since {course.before}." if course.compared else ""
    ranked = sorted(clear, key=lambda it: (-abs(it.difference), it.options))
    told = [f"{named(release, course, it.options)} {_in_words(it)}" for it in ranked[:_MOST_TOLD]]
    more = "; more below" if len(ranked) > len(told) else ""
    return f"Since {course.before}: {'; '.join(told)}{more}."


def _note(course: JoinedCourse, clear: Sequence[JoinedChange]) -> str:
    if not course.compared:
        return ""
    return f"{course.compared} differences were looked at together, {len(clear) or 'none'} of them clear. {JOINED}"
