"""The page: parts in reading order, each filled from the rows and drawn from shown figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulse.model.benchmarks import Beside
from pulse.model.events import Rebase
from pulse.model.release import Release
from pulse.model.trends import Trend
from pulse.report import (
    answering,
    apart,
    balance,
    beside_leaders,
    burden,
    compared,
    context,
    dots,
    frame_tables,
    happened,
    marks,
    register,
    relations,
    scored,
    side_by_side,
    themes,
    verdicts,
    words,
)
from pulse.report.charts import charts
from pulse.report.filled import environment, script, style
from pulse.report.finished import tallied
from pulse.report.frame_parts import frame_parts
from pulse.report.material import Material
from pulse.report.methods import EDITION, METHODS
from pulse.report.sheet import Cell, Sheet, of_columns
from pulse.report.unseen import unseen


def page(material: Material) -> str:
    """The report of the release's wave as one HTML file: no request, and the same bytes for the same figures.

    Its script orders rows of groups; where it does not run, nothing is missing.
    """
    release, found, told, followed = material.release, material.found, material.told, material.followed
    figures, trends = material.rows, found.trends
    sheet, anchors = Sheet(release, figures), {group: f"group-{at}" for at, group in enumerate(release.listed)}
    heat = side_by_side.heatmap(release, sheet, anchors)
    placed = {line.anchor for line in heat[1]}
    events = happened.marks(told.events)
    return tallied(
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
            frames=list(frame_parts(release, sheet, found.joined)),
            answering=answering.answering(release, sheet),
            charts=list(charts(release, trends, sheet, events, told.rebases)),
            happened=events,
            beside=context.beside(release, trends, sheet, material.counted, material.together, events),
            signed=words.delta,
            dot=dots.share,
            of_columns=of_columns,
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
            options=list(side_by_side.options(release, sheet)),
            themes=themes.themes(release, sheet, material.quotes),
            marks=list(_marks(release, sheet, material.beside)),
            matrices=relations.matrices(release, found.relations, sheet),
            heat=heat,
            unseen=unseen(release, sheet, {group: it for group, it in anchors.items() if it in placed}),
            followed=followed,
            followed_heads=register.HEADS,
            followed_target=register.AIM,
            apart=apart.words_apart(release, sheet, followed.judged) if followed else (),
            response=side_by_side.response(release, sheet),
            burden=burden.lines(release.asked_in[release.wave.label], material.load) if material.load else (),
            earlier=side_by_side.earlier(release, sheet),
            weights=compared.weights(release, sheet),
            methods=[*_methods(release), *_decisions(release, trends, told.rebases)],
            notes=METHODS,
            edition=EDITION,
            rules=release.rules,
            withheld=0,
            made=words.day(material.made),
            entry=material.entry,
            inputs=material.inputs,
            **style(),
            **script(),
        )
    )


# --- the parts -------------------------------------------------------------------------------------------------------


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


def _marks(
    release: Release, sheet: Sheet, beside: Sequence[Beside]
) -> Iterator[tuple[str, str, Cell, marks.Mark | None]]:
    """Every published figure that items name: the question; why it is refused; or our figure and the words for both."""
    for it in beside:
        text, refused = release.asked_in[release.wave.label].by_id[it.item].text, marks.refused(it)
        own = sheet.compared(it.measure, it.item, option=it.option)
        figure = release.figure(it.measure, it.item, option=it.option)
        yield text, refused, own, marks.mark(it.benchmark, figure) if it.benchmark and not refused else None


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
