"""The page: parts in reading order, each filled from the rows and drawn from shown figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from pulse.model.benchmarks import Beside
from pulse.model.events import Rebase
from pulse.model.groups import ALL, Group
from pulse.model.release import HIDDEN, Figure, Measure, Release, Shown
from pulse.model.survey import Item
from pulse.model.trends import Point, Trend
from pulse.report import (
    alluvial,
    answering,
    apart,
    balance,
    beside_leaders,
    breaks,
    burden,
    compared,
    context,
    control,
    dots,
    frame_tables,
    happened,
    icons,
    marks,
    plot,
    register,
    relations,
    scored,
    themes,
    verdicts,
    words,
)
from pulse.report.filled import environment, script, style
from pulse.report.material import Material
from pulse.report.methods import EDITION, METHODS
from pulse.report.sheet import Cell, Line, Sheet, spoken
from pulse.report.unseen import unseen

# A tint needs 1.65 times the 95 % interval, about 3.2 standard errors: with hundreds of cells side by side, one in
# some 700 is tinted by chance.
_CLEAR = 1.65


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


def page(material: Material) -> str:
    """The report of the release's wave as one HTML file: whole without its script, no request, the same bytes for the same figures."""
    release, found, told, followed = material.release, material.found, material.told, material.followed
    figures, trends = material.rows, found.trends
    sheet, anchors = Sheet(release, figures), {group: f"group-{at}" for at, group in enumerate(release.listed)}
    heat = _heatmap(release, sheet, anchors)
    placed = {line.anchor for line in heat[1]}
    events = happened.marks(told.events)
    return (
        environment()
        .get_template("page.html")
        .render(
            release=release,
            survey=release.asked_in[release.wave.label],
            organisation=material.organisation,
            signposts=material.signposts,
            waiting=material.waiting,
            joined=material.joined,
            days=words.days(release.wave.first, release.wave.last),
            summary=words.summary(release, trends, found.silences, relations.changed(found.relations)),
            frames=list(_frame_parts(release, sheet)),
            answering=answering.answering(release, sheet),
            charts=list(_charts(release, trends, sheet, events, told.rebases)),
            happened=events,
            beside=context.beside(release, trends, sheet, material.counted, material.together, events),
            signed=words.delta,
            dot=dots.share,
            spoken=spoken,
            comparisons=list(compared.comparisons(release, sheet)),
            drawn={part.chart for trend in trends for part in trend.series.parts},
            limits=any(part.limits for trend in trends for part in trend.series.parts),
            expected=verdicts.expected(trends),
            linked=compared.linked(release, sheet, found.same_people),
            scores=list(scored.scores(release, sheet)),
            against=list(scored.against(release)),
            leaders=beside_leaders.leaders(release, sheet, material.leaders),
            parked=list(frame_tables.parked_lines(sheet, material.parked)),
            joint=dict(frame_tables.joint_tables(release, sheet)),
            balances=balance.balances(release, sheet, found.drifts),
            answers=list(scored.scales(release, sheet)),
            options=list(_options(release, sheet)),
            themes=themes.themes(release, sheet, material.quotes),
            marks=list(_marks(release, sheet, material.beside)),
            matrices=relations.matrices(release, found.relations, sheet),
            heat=heat,
            unseen=unseen(release, sheet, {group: it for group, it in anchors.items() if it in placed}),
            followed=followed,
            followed_heads=register.HEADS,
            followed_target=register.AIM,
            apart=apart.words_apart(release, sheet, followed.judged) if followed else (),
            response=_response(release, sheet),
            burden=burden.lines(release.asked_in[release.wave.label], material.load) if material.load else (),
            earlier=_earlier(release, sheet),
            weights=compared.weights(release, sheet),
            methods=[*_methods(release), *_decisions(release, trends, told.rebases)],
            notes=METHODS,
            edition=EDITION,
            rules=release.rules,
            withheld=sum(not row.shown and not (row.group2 and row.measure == "mean") for row in figures),
            made=words.day(material.made),
            entry=material.entry,
            inputs=material.inputs,
            **style(),
            **script(),
        )
    )


# --- the parts -------------------------------------------------------------------------------------------------------


def _frame_parts(release: Release, sheet: Sheet) -> Iterator[FramePart]:
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


def _charts(
    release: Release,
    trends: Sequence[Trend],
    sheet: Sheet,
    events: Sequence[happened.Mark],
    rebases: Sequence[Rebase],
) -> Iterator[Chart]:
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


def _decisions(release: Release, trends: Sequence[Trend], rebases: Sequence[Rebase]) -> Iterator[tuple[str, str]]:
    """Every rebase, and every group whose line breaks: what a person decided, said where the method is."""
    applied = {trend.item for trend in trends if trend.rebased}
    for it in rebases:
        effect = "" if it.item in applied else " It has no effect on a chart yet."
        yield (
            f"Limits begun anew by a person’s decision: {words.title(release, it.item)}",
            f"{words.rebase(it)}{effect}",
        )
    remade = [it for it in release.remade if it.day <= release.wave.last]
    if remade:
        yield "Groups merged or split", " ".join(words.remade(it) for it in remade)


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


def _marks(
    release: Release, sheet: Sheet, beside: Sequence[Beside]
) -> Iterator[tuple[str, str, Cell, marks.Mark | None]]:
    """Every published figure that items name: the question; why it is refused; or our figure and the words for both."""
    for it in beside:
        text, refused = release.asked_in[release.wave.label].by_id[it.item].text, marks.refused(it)
        own = sheet.compared(it.measure, it.item, option=it.option)
        figure = release.figure(it.measure, it.item, option=it.option)
        yield text, refused, own, marks.mark(it.benchmark, figure) if it.benchmark and not refused else None


def _options(release: Release, sheet: Sheet) -> Iterator[tuple[Item, tuple[Line, ...], str]]:
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
            yield _group_line(release, group, cells)


def _heatmap(release: Release, sheet: Sheet, anchors: Mapping[Group, str]) -> tuple[tuple[str, ...], tuple[Line, ...]]:
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
            lines.append(replace(_group_line(release, group, cells), anchor=anchors[group]))
    return tuple(title for _, _, title in columns), tuple(lines)


def _heat_cell(release: Release, sheet: Sheet, group: Group, item: str, measure: Measure) -> Cell:
    cell = sheet.cell(measure, item, group=group)
    own, all_ = release.figure(measure, item, group=group), release.figure(measure, item)
    return replace(cell, shade=_shade(own, all_, measure))


def _shade(own: Figure, everyone: Figure, measure: Measure) -> str:
    """A tint where a group lies clearly to one side of everyone: two steps, up and down."""
    if not isinstance(own, Shown) or not isinstance(everyone, Shown) or own.lower is None or own.upper is None:
        return ""
    apart = own.value - everyone.value
    doubt = own.value - own.lower if apart > 0 else own.upper - own.value
    if abs(apart) <= _CLEAR * doubt:
        return ""
    far = 1.0 if measure == "mean" else 0.1
    return f"{'higher' if apart > 0 else 'lower'}-{2 if abs(apart) > far else 1}"


def _response(release: Release, sheet: Sheet) -> tuple[Line, ...]:
    lines: list[Line] = []
    everyone = sheet.cell("response_rate")
    for group in release.listed:
        count, rate = sheet.cell("count", group=group), sheet.cell("response_rate", group=group)
        if count.row:
            rate = Cell("") if group in release.beside else rate
            lines.append(replace(_group_line(release, group, (count, rate)), drawing=dots.rate(rate, everyone)))
    return tuple(lines)


def _earlier(release: Release, sheet: Sheet) -> tuple[Line, ...]:
    """How many answered in earlier stock-takes, the latest first."""
    return tuple(
        Line(wave.label, (sheet.cell("count", wave=wave.label), sheet.cell("response_rate", wave=wave.label)))
        for wave in reversed(release.waves[:-1])
    )


def _group_line(release: Release, group: Group, cells: tuple[Cell, ...]) -> Line:
    """A group's own name: its place in the list says where it belongs, and of one beside the levels a word more."""
    kind = group.dimension.replace("_", " ") if group in release.beside else ""
    kind = "and whoever named none" if group in release.together else kind
    return Line("Everyone" if group == ALL else group.name, cells, depth=len(group.path), quiet=kind)


def _methods(release: Release) -> Iterator[tuple[str, str]]:
    yield "Shares", words.SHARES
    yield "Limits", words.LIMITS
    if release.together:
        yield "Smaller groups together", words.TOGETHER
    if release.beside:
        yield "Groups that cross", words.BESIDE.format(kind=release.beside[0].dimension.replace("_", " "))
    if release.survey.framed("hurt"):
        yield "The frame", words.FRAME
    if release.asked_in[release.wave.label].relationships:
        yield "How groups work together", relations.MATRIX
        yield "Differences between two groups’ views", relations.ASYMMETRY
        yield "What is returned", relations.RECIPROCITY
        yield "What groups say, since last time", relations.COURSE
    if release.asked_in[release.wave.label].linked:
        yield "Linked stock-takes", words.LINKED
    for index in release.survey.indices:
        yield words.score_name(index), f"{release.methods[index.id].capitalize()}."
    if release.survey.attribution:
        yield "Questions", f"{release.survey.attribution}. {release.survey.licence}"
