"""Tidy figures: one row a figure, for R, Excel and scripts. The page is made from these rows and from nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace

from pulse import files
from pulse.model.groups import ALL, Group
from pulse.model.relations import Difference, Line, Relation, Relations
from pulse.model.release import About, Banded, Figure, Measure, Release, Shown, joined_about
from pulse.model.trends import Drift, Findings, JoinedCourse, Point, SamePeople, Trend

OTHERS = "(all others)"  # a part that is not shown apart
_UPWARD = ("above_limit", "rising", "two_in_three_high", "shift_high")


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One figure. Shares are fractions, rounded as on the page; everything that is hidden is None.

    Scripts rely on these columns and their order: they change only with the program's version.
    """

    survey: str
    wave: str
    wave_start: str
    dimension: str
    group: str
    group2: str
    item: str
    item_version: int | None
    option: str
    item2: str
    option2: str
    item3: str
    option3: str
    measure: str
    n: int | None
    value: float | None
    lower: float | None
    upper: float | None
    band_low: float | None
    band_high: float | None
    shown: bool
    method: str

    @property
    def key(self) -> str:
        """What the figure speaks of, in one string: wave, dimension, group, item, options, measure."""
        parts = (
            self.wave,
            self.dimension,
            self.group,
            self.group2,
            self.item,
            self.option,
            self.item2,
            self.option2,
            self.item3,
            self.option3,
        )
        return "|".join((*parts, self.measure))


def rows(release: Release, found: Findings, asked: Collection[tuple[str, Group, str]] = ()) -> tuple[TidyRow, ...]:
    """Every figure of the report: the wave's own, the earlier ones its trends are drawn from, and their limits.

    asked: wave, group and item of verdicts that stand beside their owners' words, from whatever wave
    """
    followed = {(trend.item, trend.group, trend.measure) for trend in found.trends}
    before = {replace(change.about, wave=change.before) for change in release.changes}
    before |= {about for drift in found.drifts for about in drift_points(release, drift)}
    before |= {about for course in found.joined for about in joined_points(course)}
    figures = (
        _row(release, about, figure)
        for about, figure in release.figures.items()
        if _reported(release, about)
        or about in before
        or (about.item, about.group, about.measure) in followed
        or (about.measure == "share" and (about.wave, about.group, about.item) in asked)
    )
    limits = (row for trend in found.trends for row in _limit_rows(release, trend))
    made = (*_change_rows(release), *_weight_rows(release), *_pair_rows(release, found.same_people))
    later = (*_drift_rows(release, found), *_joined_rows(release, found))
    return (*figures, *limits, *made, *_rating_rows(release, found.relations), *later)


def to_csv(found: Sequence[TidyRow]) -> str:
    """The rows as CSV with a header, UTF-8, LF; nothing where there is nothing to say."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(TidyRow))
    writer.writerows([_plain(value) for value in asdict(row).values()] for row in found)
    return text.getvalue()


def _plain(value: object) -> object:
    """Booleans as R and Excel read them; a text that a spreadsheet would run as a formula is defused."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return files.inert(value)
    return "" if value is None else value


def _reported(release: Release, about: About) -> bool:
    """The report's wave: groups with their scores and response, everyone with every answer."""
    if about.wave != release.wave.label:
        return about.group == ALL and about.measure in ("count", "response_rate")
    if about.group == ALL:
        return True
    single_points = about.measure == "share" and release.survey.by_id[about.item].kind == "scale"
    if about.measure in ("neutral", "unfavourable", "enps", "alpha") or single_points:
        return False
    return about.measure != "mean" or about.item not in release.survey.by_id


def _row(release: Release, about: About, figure: Figure) -> TidyRow:
    method = release.methods.get(about.measure if about.measure in ("alpha", "agreement") else about.item)
    method = method or release.methods.get(about.measure, "")
    interval = (figure.described if isinstance(figure, Shown) else None) or (None, None)
    if isinstance(figure, Shown) and figure.of_asked is not None:
        method = f"{method}; interval of what all who were asked think"
    return TidyRow(
        survey=release.survey.id,
        wave=about.wave,
        wave_start=_start(release, about.wave),
        dimension=about.group.dimension,
        group=about.group.full_name,
        group2=about.group2.full_name if about.group2 else "",
        item=about.item,
        item_version=about.item_version or None,
        option=about.option,
        item2=about.item2,
        option2=about.option2,
        item3=about.item3,
        option3=about.option3,
        measure=about.measure,
        n=figure.n if isinstance(figure, (Shown, Banded)) else None,
        value=figure.value if isinstance(figure, Shown) else None,
        lower=interval[0],
        upper=interval[1],
        band_low=figure.low if isinstance(figure, Banded) else None,
        band_high=figure.high if isinstance(figure, Banded) else None,
        shown=isinstance(figure, (Shown, Banded)),
        method=method,
    )


def _limit_rows(release: Release, trend: Trend) -> Iterator[TidyRow]:
    anew = f", limits anew from {' and '.join(trend.rebased)}" if trend.rebased else ""
    for point in trend.series.points:
        part = trend.series.part_of(point)
        made = (f"{part.limits} trial" if part.trial else part.limits or "") + anew
        centre = f"run: median{anew}" if part.chart == "run" else made
        for measure, value, method in (
            ("centre", point.mean, centre),
            ("limit_low", point.lower, made),
            ("limit_high", point.upper, made),
        ):
            if value is not None:
                yield _trend_row(release, trend, point, measure, round(value, 4), method)
        if point.special_cause is not None:
            direction = 1 if point.special_cause in _UPWARD else -1
            yield _trend_row(release, trend, point, "signal", direction, f"{made}: {point.special_cause}")


def _trend_row(release: Release, trend: Trend, point: Point, measure: str, value: float, method: str) -> TidyRow:
    about = About(point.label, trend.group, trend.measure, trend.item, release.versions[trend.item][point.label])
    return _made(release, about, measure, value, point.n, method)


def _change_rows(release: Release) -> Iterator[TidyRow]:
    """Differences, their size on the whole scale, and how much of them the mix of respondents made."""
    for it in release.changes:
        suffix = "" if it.against == "last" else "_year"
        way = "Welch" if it.about.measure == "mean" else "Newcombe"
        method = f"since {it.before}; {way}; q {it.q:.4f}; {'clear' if it.clear else 'no clear change'}"
        row = _made(release, it.about, f"change{suffix}", it.difference, it.n, method)
        yield replace(row, lower=it.lower, upper=it.upper)
        if it.effect:
            row = _made(
                release, it.about, f"effect{suffix}", it.effect.value, it.n, f"since {it.before}; Cliff's delta"
            )
            yield replace(row, lower=it.effect.lower, upper=it.effect.upper)
    for mix in release.mixes:
        method = f"since {mix.before}; Kitagawa, by {mix.level}"
        yield _made(release, mix.about, "change_by_mix", mix.mix, None, method)
        yield _made(release, mix.about, "change_within", mix.within, None, method)
        standard = f"by {mix.level}, in the proportions of {mix.before}; direct standardisation"
        yield _made(release, mix.about, f"standardised_{mix.about.measure}", mix.standardised, None, standard)


def _weight_rows(release: Release) -> Iterator[TidyRow]:
    """What an answer of each part counts for, and everyone's figures with those weights."""
    if release.weighting is None:
        return
    by = f"post-stratified by {release.weighting.level}"
    for part in release.weighting.strata:
        row = _made(
            release, About(release.wave.label, part.group or ALL, "count"), "weight", part.weight, part.answered, by
        )
        yield row if part.group else replace(row, dimension=release.weighting.level, group=OTHERS)
    for it in release.weighting.figures:
        measure = f"weighted_{it.about.measure}"
        row = _made(release, it.about, measure, it.value, it.effective, f"{by}; n is the effective number")
        yield replace(row, lower=it.lower, upper=it.upper)


def _pair_rows(release: Release, pairs: Sequence[SamePeople]) -> Iterator[TidyRow]:
    """Of a survey whose waves are linked: who answered both times, and what they said then and now."""
    linked = release.linked.get(release.wave.label)
    if linked is None:
        return
    for name, figure in (("stayers", linked.stayers), ("entrants", linked.entrants), ("leavers", linked.leavers)):
        row = _row(release, About(release.wave.label, ALL, "count"), figure)
        yield replace(row, measure=name, method=f"people, beside {linked.before}")
    for it in pairs:
        about = About(release.wave.label, ALL, "favourable", it.item, it.item_version)
        if it.difference is not None:
            verdict = f"q {it.q:.4f}; {'clear' if it.clear else 'no clear change'}"
            method = f"the same people since {linked.before}; Newcombe, McNemar mid-p; {verdict}"
            row = _made(release, about, "paired_change", it.difference, it.n, method)
            yield replace(row, lower=it.lower, upper=it.upper)
        for name, people in (("up", it.up), ("same", it.same), ("down", it.down)):
            if people is not None:
                yield _made(release, about, f"paired_{name}", people, it.n, f"people since {linked.before}")


def drift_points(release: Release, drift: Drift) -> Iterator[About]:
    """What each of the figures that a balance drifted over speaks of, oldest first."""
    item = drift.about.item
    for wave in drift.waves:
        version = release.versions[item][wave]
        yield from (
            replace(drift.about, wave=wave, measure=measure, item=it, item_version=version)
            for measure, it in _of_balance(release, item)
        )


def _of_balance(release: Release, item: str) -> Iterator[tuple[Measure, str]]:
    yield "balance", item
    index = next(it for it in release.asked_in[release.wave.label].indices if it.id == item)
    yield from (("mean", part.id) for part in index.subscores)


def _drift_rows(release: Release, found: Findings) -> Iterator[TidyRow]:
    for it in found.drifts:
        method = f"since {it.waves[0]}; Zou and Donner; {'clear' if it.clear else 'no clear drift'}"
        row = _made(release, it.about, "drift", it.difference, it.n, method)
        yield replace(row, lower=it.lower, upper=it.upper)


def joined_points(course: JoinedCourse) -> Iterator[About]:
    """What each share speaks of that a table of joined answers holds of earlier stock-takes."""
    for wave in course.waves[:-1]:
        yield from (joined_about(wave, course.items, options) for options in course.told)


def _joined_rows(release: Release, found: Findings) -> Iterator[TidyRow]:
    for it in (change for course in found.joined for change in course.changes.values()):
        n = figure.n if isinstance(figure := release.figures.get(it.about), Shown) else None
        method = f"since {it.before}; Newcombe; q {it.q:.4f}; {'clear' if it.clear else 'no clear change'}"
        row = _made(release, it.about, "change", it.difference, n, method)
        yield replace(row, lower=it.lower, upper=it.upper)


def _rating_rows(release: Release, found: Relations) -> Iterator[TidyRow]:
    """What groups say of each other: shares and means of the wave, earlier shares, and what follows from them."""
    followed = {(it.item.id, it.rater, it.rated) for it in found.lines if it.has_course}
    for about, figure in release.ratings.items():
        now = about.wave == release.wave.label
        wanted = now or (about.item, about.group, about.group2) in followed
        if (about.measure == "favourable" and wanted) or (about.measure == "mean" and now):
            yield _row(release, about, figure)
    for it in found.pairs:
        if it.asymmetry is not None:
            yield _difference_row(release, relation_about(release, it), "asymmetry", it.asymmetry, "Newcombe")
    for line in found.lines:
        if line.moved is not None:
            since = f"since {line.figures[-2][0]}; Newcombe"
            yield _difference_row(release, line_about(release, line), "change", line.moved, since)
    for item, (value, pairs) in found.reciprocity.items():
        about = About(release.wave.label, ALL, "favourable", item, release.versions[item][release.wave.label])
        yield _made(release, about, "reciprocity", value, pairs, "Squartini et al. 2013; n is the number of pairs")


def relation_about(release: Release, it: Relation) -> About:
    """What the first group of a relation says of the second."""
    return About(release.wave.label, it.one, "favourable", it.item.id, it.item_version, group2=it.other)


def line_about(release: Release, line: Line) -> About:
    """The last figure of a line."""
    version = release.versions[line.item.id][release.wave.label]
    return About(release.wave.label, line.rater, "favourable", line.item.id, version, group2=line.rated)


def _difference_row(release: Release, about: About, measure: str, it: Difference, method: str) -> TidyRow:
    verdict = f"{method}; q {it.q:.4f}; {'clear' if it.clear else 'not clear'}"
    return replace(_made(release, about, measure, it.value, it.n, verdict), lower=it.lower, upper=it.upper)


def _made(release: Release, about: About, measure: str, value: float, n: int | None, method: str) -> TidyRow:
    """A row about something made from shown figures."""
    return replace(_row(release, about, Shown(value, n or 0)), measure=measure, n=n, method=method)


def _start(release: Release, label: str) -> str:
    return next(wave.first.isoformat() for wave in release.waves if wave.label == label)
