"""Trends as a page shows them: each a drawing with its finding, its table and the four lines under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.events import Rebase
from pulse.model.release import Release
from pulse.model.trends import Point, Trend
from pulse.report import breaks, control, happened, icons, plot, verdicts, words
from pulse.report.sheet import Cell, Line, Sheet


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its finding and its table."""

    name: str
    title: str
    finding: str
    icon: Markup | None
    drawing: Markup
    unit: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    under: tuple[tuple[str, str], ...]  # the four lines under a chart
    original: Markup | None = None  # of a rebased trend: the chart with its original limits
    original_said: str = ""


def charts(
    release: Release,
    trends: Sequence[Trend],
    sheet: Sheet,
    events: Sequence[happened.Mark],
    rebases: Sequence[Rebase],
) -> Iterator[Chart]:
    """One a trend, in the order of the trends; their axes are as many points long, so that they can be compared."""
    for number, (trend, span) in enumerate(zip(trends, plot.spans(trends), strict=True), 1):
        title, name = words.name(release, trend.item), f"trend-{number}"
        on_it = happened.within(events, trend.series.points[0].date, release.wave.last)
        state, note = verdicts.state(release, trend), happened.note(on_it)
        told = f"{verdicts.description(release, trend, title)} {note}".strip()
        chosen = [it for it in rebases if it.item == trend.item]
        yield Chart(
            name=name,
            title=title,
            finding=state,
            icon=icons.variation(trend.series.variation, f"{name}-icon", state) if trend.series.variation else None,
            drawing=control.draw(release, trend, span, name, title, told, on_it),
            unit=_unit(trend, span),
            columns=_columns(trend),
            lines=tuple(_trend_line(release, trend, point, sheet) for point in trend.series.points),
            under=tuple(verdicts.lines(release, trend, _favourable_options(release, trend), chosen)),
            original=_original(release, trend, name, title, on_it),
            original_said=verdicts.original(release, trend.original) if trend.original else "",
        )


def _original(release: Release, trend: Trend, name: str, title: str, events: Sequence[happened.Mark]) -> Markup | None:
    """The chart as it would be had nobody let limits begin anew."""
    if trend.original is None:
        return None
    (span,) = plot.spans([trend.original])
    said, heading = verdicts.description(release, trend.original, title), f"{title}, original limits"
    return control.draw(release, trend.original, span, f"{name}-original", heading, said, events)


def _unit(trend: Trend, span: plot.Span) -> str:
    """What is measured, and where the axis is cut."""
    unit = "Mean on 0 to 10" if trend.measure == "mean" else "Share on the favourable side"
    low, high = plot.said(trend, span.low), plot.said(trend, span.high)
    whole = span.low == 0 and span.high in (1.0, 10.0)
    return f"{unit}. Axis from {low} to {high}{'' if whole else ', a part of the scale'}."


def _favourable_options(release: Release, trend: Trend) -> str:
    """Which answers are on the favourable side, in words."""
    item = release.survey.by_id.get(trend.item)
    if item is None or trend.measure == "mean":
        return ""
    return " or ".join(f"“{option.text}”" for at, option in enumerate(item.options, 1) if at in item.favourable)


def _columns(trend: Trend) -> tuple[str, ...]:
    """What the chart's table has besides stock-take, value and n: what is drawn around the points, and no more."""
    parts = trend.series.parts
    found = ["95% interval"] if any(part.limits is None for part in parts) else []
    if any(part.limits for part in parts):
        centres = ["median" if part.chart == "run" else "average" for part in parts if part.limits]
        found += [" or ".join(dict.fromkeys(centres)).capitalize(), "Lower limit", "Upper limit", "Sign"]
    return tuple(found)


def _trend_line(release: Release, trend: Trend, point: Point, sheet: Sheet) -> Line:
    value = sheet.cell(trend.measure, trend.item, group=trend.group, wave=point.label)
    cells = [value]
    if any(part.limits is None for part in trend.series.parts):
        cells.append(Cell(verdicts.interval(trend, point) if trend.series.part_of(point).limits is None else ""))
    if any(part.limits for part in trend.series.parts):
        cells += [sheet.limit(trend, point, measure) for measure in ("centre", "limit_low", "limit_high", "signal")]
    quiet = [breaks.named(release, trend.item, point.label)] if point.label in trend.breaks else []
    quiet += ["new limits"] * (point.label in trend.rebased) + ["few answered"] * point.few_answers
    return Line(point.label, tuple(cells), quiet=", ".join(quiet))
