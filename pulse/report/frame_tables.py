"""The frame as tables: who is hurt by what is needed, that by who should meet it; and needs parked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pulse.model.groups import ALL
from pulse.model.loop_views import Parked
from pulse.model.release import HIDDEN, About, Release, Shown
from pulse.model.survey import Item
from pulse.report import alluvial
from pulse.report.sheet import Cell, Line, Sheet

Three = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Joint:
    """Two of the frame's questions against each other; a cell for each pair of answers, the last of the whole row."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]  # the last one: of whole columns


def joint_tables(release: Release, sheet: Sheet) -> Iterator[tuple[str, tuple[Joint, ...]]]:
    """Each horizon's tables, by the name of its picture. What may not be shown is a dash, also where nobody said it."""
    for number, frame in enumerate(alluvial.frames(release), 1):
        tables = (_joint(release, sheet, frame, rows, rows + 1) for rows in (0, 1))
        yield f"frame-{number}", tuple(tables)


def _joint(release: Release, sheet: Sheet, frame: alluvial.Frame, rows: int, columns: int) -> Joint:
    down, across = frame.items[rows], frame.items[columns]

    def cell(row: str, column: str) -> Cell:
        options = ["", "", ""]
        options[rows], options[columns] = row, column
        about = alluvial.key(release, frame, (options[0], options[1], options[2]))
        return sheet.of(about, release.figures.get(about, HIDDEN))

    def line(head: str, row: str) -> Line:
        cells = [cell(row, option) for option, _ in _answers(across)]
        return Line(head, (*cells, cell(row, "")))

    lines = [line(text, option) for option, text in _answers(down)]
    title = f"{down.label}, and {across.label.lower()}"
    return Joint(title, tuple(text for _, text in _answers(across)), (*lines, line("All", "")))


def _answers(item: Item) -> Iterator[tuple[str, str]]:
    return ((option.id, option.text) for option in item.options if not option.aside)


def parked_lines(sheet: Sheet, parked: Sequence[Parked]) -> Iterator[Line]:
    """A line a need: the level that staff name and the one it stands with, each with its share of all voices."""
    for it in parked:
        asked = sheet.release.asked_in[sheet.release.wave.label].by_id
        need, meet = asked[it.frame[1]], asked[it.frame[2]]
        named, owned = (_level(sheet, it, meet, level) for level in (it.named, it.owned))
        text = next(option.text for option in need.options if option.id == it.option)
        yield Line(text, (named, owned), quiet="nearer to staff than they look for it" if it.below else "further up")


def _level(sheet: Sheet, it: Parked, meet: Item, level: str) -> Cell:
    hurt, need, asked = it.frame
    about = About(sheet.release.wave.label, ALL, "flow", hurt, 0, "", need, it.option, asked, level)
    figure = sheet.release.figures.get(about, HIDDEN)
    text = next((option.text for option in meet.options if option.id == level), level)
    cell = sheet.of(about, figure)
    return replace(cell, note=text) if isinstance(figure, Shown) else Cell(cell.said, note=text)
