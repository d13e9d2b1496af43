"""Groups side by side: answers, scores and response, a row a group, everyone first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pulse.model.groups import ALL, Group
from pulse.model.release import Figure, Measure, Release, Shown
from pulse.model.survey import Item
from pulse.report import breaks, dots, words
from pulse.report.sheet import Cell, Line, Sheet

# A tint needs 1.65 times the 95 % interval, about 3.2 standard errors: with hundreds of cells side by side, one in
# some 700 is tinted by chance.
_CLEAR = 1.65


def options(release: Release, sheet: Sheet) -> Iterator[tuple[Item, tuple[Line, ...], str]]:
    """Every item with options to choose from: a row a group, everyone first; and since when it is asked like this."""
    for item in release.asked_in[release.wave.label].items:
        if (item.kind in ("one", "many") and not item.codebook) or (item.kind == "scale" and item.positive == "none"):
            lines = tuple(_option_lines(release, sheet, item))
            changed = breaks.breaks(release, item.id)
            yield item, lines, changed[-1].words if changed else ""


def _option_lines(release: Release, sheet: Sheet, item: Item) -> Iterator[Line]:
    counted = [option for option in item.options if not option.aside]
    for group in release.listed:
        cells = tuple(sheet.cell("share", item.id, option=option.id, group=group) for option in counted)
        if any(cell.row for cell in cells):
            yield group_line(release, group, cells)


def heatmap(release: Release, sheet: Sheet, anchors: Mapping[Group, str]) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Groups by items: favourable shares and index scores, shaded only where clearly apart from everyone."""
    survey = release.asked_in[release.wave.label]
    columns: list[tuple[str, Measure, str]] = [
        (index.id, "mean", words.score_name(index)) for index in survey.scores if not index.balance
    ]
    columns += [
        (item.id, "favourable", item.label) for item in survey.items if item.kind == "scale" and item.positive != "none"
    ]
    lines = []
    for group in release.listed:
        cells = tuple(_heat_cell(release, sheet, group, item, measure) for item, measure, _ in columns)
        if any(cell.row for cell in cells):
            lines.append(replace(group_line(release, group, cells), anchor=anchors[group]))
    return tuple(title for _, _, title in columns), tuple(lines)


def _heat_cell(release: Release, sheet: Sheet, group: Group, item: str, measure: Measure) -> Cell:
    cell = sheet.cell(measure, item, group=group)
    own, all_ = release.figure(measure, item, group=group), release.figure(measure, item)
    return replace(cell, shade=shade(own, all_, measure))


def shade(own: Figure, everyone: Figure, measure: Measure) -> str:
    """A tint where a group lies clearly to one side of everyone: two steps, up and down."""
    if not isinstance(own, Shown) or not isinstance(everyone, Shown) or own.lower is None or own.upper is None:
        return ""
    apart = own.value - everyone.value
    doubt = own.value - own.lower if apart > 0 else own.upper - own.value
    if abs(apart) <= _CLEAR * doubt:
        return ""
    far = 1.0 if measure == "mean" else 0.1
    return f"{'higher' if apart > 0 else 'lower'}-{2 if abs(apart) > far else 1}"


def response(release: Release, sheet: Sheet) -> tuple[Line, ...]:
    """How many of each group answered, and which share of those asked that is."""
    lines: list[Line] = []
    everyone = sheet.cell("response_rate")
    for group in release.listed:
        count, rate = sheet.cell("count", group=group), sheet.cell("response_rate", group=group)
        if count.row:
            rate = Cell("") if group in release.beside else rate
            line = group_line(release, group, (count, rate))
            lines.append(replace(line, drawing=dots.rate(rate, everyone)))
    return tuple(lines)


def earlier(release: Release, sheet: Sheet) -> tuple[Line, ...]:
    """How many answered in earlier stock-takes, the latest first."""
    return tuple(
        Line(wave.label, (sheet.cell("count", wave=wave.label), sheet.cell("response_rate", wave=wave.label)))
        for wave in reversed(release.waves[:-1])
    )


def group_line(release: Release, group: Group, cells: tuple[Cell, ...]) -> Line:
    """A group's own name: its place in the list says where it belongs, and of one beside the levels a word more."""
    kind = group.dimension.replace("_", " ") if group in release.beside else ""
    kind = "and whoever named none" if group in release.together else kind
    return Line("Everyone" if group == ALL else group.name, cells, depth=len(group.path), quiet=kind)
