"""What moved between two stock-takes, who fell silent, and what weighing by the workforce would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.groups import ALL
from pulse.model.release import About, Against, Change, Mix, Release, Shown, Stratum, Weighted, Weighting
from pulse.model.trends import SamePeople
from pulse.report import cautions, dots, words
from pulse.report.sheet import Cell, Line, Sheet


@dataclass(frozen=True, slots=True)
class Comparison:
    """The report's wave beside an earlier one: scales and scores, then the options of other items."""

    name: str
    title: str
    before: str
    finding: str
    lines: tuple[Line, ...]  # cells: before, now, difference, Cliff's delta, made by the mix, within, standardised
    effects: bool  # whether the fourth cells hold anything
    mixed: bool  # whether the last three do
    options: tuple[tuple[str, tuple[Line, ...]], ...]  # cells: before, now, difference
    cautions: tuple[str, ...]  # what speaks against laying the differences to what people said
    note: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Who answered beside who works here, and everyone's figures with and without weights."""

    level: str
    parts: tuple[Line, ...]  # cells: share of staff, share of answers, weight
    figures: tuple[Line, ...]  # cells: plain, weighted
    note: str


def comparisons(release: Release, sheet: Sheet) -> Iterator[Comparison]:
    """With the stock-take before; after two full years also with the same season a year ago. Of everyone."""
    yield from _comparison(release, sheet, "last", "moved", "What moved since {before}")
    yield from _comparison(release, sheet, "year", "season", "The same season a year ago: {before}")


def _comparison(release: Release, sheet: Sheet, against: Against, name: str, title: str) -> Iterator[Comparison]:
    changes = [it for it in release.changes if it.against == against]
    if not changes:
        return
    mixes = {(mix.about, mix.before): mix for mix in release.mixes}
    scales = sorted((it for it in changes if it.about.measure != "share"), key=lambda it: it.q)  # strongest first
    labels = sorted({it.before for it in changes})
    lines = [_scale_line(release, sheet, it, mixes.get((it.about, it.before))) for it in scales]
    yield Comparison(
        name=name,
        title=title.format(before=words.listed(labels)),
        before=labels[0] if len(labels) == 1 else "before",
        finding=words.finding(release, changes),
        lines=tuple(lines),
        effects=any(line.cells[3].row for line in lines),
        mixed=any(cell.row for line in lines for cell in line.cells[4:]),
        options=tuple(_option_lines(release, sheet, changes)),
        cautions=tuple(cautions.cautions(release, changes)),
        note=words.compared(changes),
    )


def _scale_line(release: Release, sheet: Sheet, change: Change, mix: Mix | None) -> Line:
    suffix = "" if change.against == "last" else "_year"
    about, score = change.about, change.about.measure == "mean"
    effect = change.effect
    said = words.delta(effect.value) if effect else ""
    note = f"{words.delta(effect.lower)} to {words.delta(effect.upper)}" if effect else ""
    return Line(
        words.name(release, about.item),
        (
            sheet.cell(about.measure, about.item, wave=change.before),
            sheet.cell(about.measure, about.item),
            _moved(sheet, change),
            sheet.made(about, f"effect{suffix}", said, note) if effect else Cell(""),
            sheet.made(about, "change_by_mix", words.signed(mix.mix, score=score)) if mix else Cell(""),
            sheet.made(about, "change_within", words.signed(mix.within, score=score)) if mix else Cell(""),
            sheet.made(about, f"standardised_{about.measure}", _standardised(mix)) if mix else Cell(""),
        ),
        quiet=words.moved(change),
        drawing=_drawn(change),
    )


def _standardised(mix: Mix) -> str:
    return words.figure(Shown(mix.standardised, 0), mix.about.measure)


def _option_lines(release: Release, sheet: Sheet, changes: list[Change]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for item in release.asked_in[release.wave.label].items:
        options = {option.id: option.text for option in item.options}
        lines = tuple(
            Line(
                options[it.about.option],
                (
                    sheet.cell("share", item.id, option=it.about.option, wave=it.before),
                    sheet.cell("share", item.id, option=it.about.option),
                    _moved(sheet, it),
                ),
                quiet=words.moved(it),
                drawing=_drawn(it),
            )
            for it in changes
            if it.about.measure == "share" and it.about.item == item.id
        )
        if lines:
            yield item.label, lines


def _moved(sheet: Sheet, change: Change) -> Cell:
    measure = "change" if change.against == "last" else "change_year"
    score = change.about.measure == "mean"
    said = [words.signed(value, score=score) for value in (change.difference, change.lower, change.upper)]
    return sheet.made(change.about, measure, said[0], f"{said[1]} to {said[2]}")


def _drawn(change: Change) -> Markup:
    """The difference on its scale, marked as better or worse only where the words beside it say so."""
    state: dots.State = ""
    if change.clear:
        better: dots.State = "better" if change.difference > 0 else "worse"
        state = "special" if change.about.measure == "share" else better
    score = change.about.measure == "mean"
    return dots.change(change.difference, change.lower, change.upper, score=score, state=state)


@dataclass(frozen=True, slots=True)
class Linked:
    """The same people in the wave before and now: how many they are, and how their answers moved."""

    before: str
    people: tuple[tuple[str, Cell], ...]
    lines: tuple[Line, ...]  # cells: n, difference, up, same, down


def linked(release: Release, sheet: Sheet, pairs: Sequence[SamePeople]) -> Linked | None:
    """None where the survey's waves are not linked, or this is the first of them."""
    found = release.linked.get(release.wave.label)
    if found is None:
        return None
    people = ("Answered both times", "stayers"), ("New this time", "entrants"), ("Not there this time", "leavers")
    about = About(release.wave.label, ALL, "count")
    return Linked(
        before=found.before,
        people=tuple((said, sheet.number(about, name)) for said, name in people),
        lines=tuple(_pair_line(release, sheet, it) for it in pairs),
    )


def _pair_line(release: Release, sheet: Sheet, it: SamePeople) -> Line:
    about = About(release.wave.label, ALL, "favourable", it.item)
    change = Cell(words.NOT_SHOWN)
    if it.difference is not None and it.lower is not None and it.upper is not None:
        note = f"{words.signed(it.lower)} to {words.signed(it.upper)}"
        change = sheet.made(about, "paired_change", words.signed(it.difference), note)
    turned = (sheet.number(about, f"paired_{name}") for name in ("up", "same", "down"))
    return Line(words.name(release, it.item), (Cell(f"{it.n:,}"), change, *turned), quiet=words.moved_alike(it))


def weights(release: Release, sheet: Sheet) -> Weights | None:
    """None where nobody knows how many were asked."""
    weighting = release.weighting
    if weighting is None:
        return None
    asked = sum(part.asked for part in weighting.strata)
    answered = sum(part.answered for part in weighting.strata)
    return Weights(
        level=weighting.level,
        parts=tuple(_part_line(release, sheet, weighting, part, asked, answered) for part in weighting.strata),
        figures=tuple(_weighted_line(release, sheet, it) for it in weighting.figures),
        note=words.weighted(weighting),
    )


def _part_line(release: Release, sheet: Sheet, weighting: Weighting, part: Stratum, asked: int, answered: int) -> Line:
    about = About(release.wave.label, part.group or release.groups[0], "count")
    weight = sheet.made(about, "weight", f"{part.weight:.2f}", others="" if part.group else weighting.level)
    shares = Cell(words.per_cent(part.asked / asked)), Cell(words.per_cent(part.answered / answered))
    return Line(part.group.name if part.group else "All others", (*shares, weight))


def _weighted_line(release: Release, sheet: Sheet, it: Weighted) -> Line:
    score = it.about.measure == "mean"
    said = [f"{value:.1f}" if score else words.per_cent(value) for value in (it.value, it.lower, it.upper)]
    plain = sheet.cell(it.about.measure, it.about.item)
    made = sheet.made(it.about, f"weighted_{it.about.measure}", said[0], f"{said[1]} to {said[2]}")
    return Line(words.name(release, it.about.item), (plain, made))
