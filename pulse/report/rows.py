"""Tidy figures: one row a figure, for R, Excel and scripts. The page is made from these rows and from nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields

from pulse import files
from pulse.model.groups import ALL
from pulse.model.release import About, Banded, Figure, Release, Shown
from pulse.model.trends import Point, Trend

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
        """What the figure speaks of, in one string: wave, group, item, options, measure."""
        parts = (self.wave, self.group, self.item, self.option, self.item2, self.option2, self.item3, self.option3)
        return "|".join((*parts, self.measure))


def rows(release: Release, trends: Sequence[Trend]) -> tuple[TidyRow, ...]:
    """Every figure of the report: the wave's own, the earlier ones its trends are drawn from, and their limits."""
    followed = {(trend.item, trend.group, trend.measure) for trend in trends}
    figures = (
        _row(release, about, figure)
        for about, figure in release.figures.items()
        if _reported(release, about) or (about.item, about.group, about.measure) in followed
    )
    return (*figures, *(row for trend in trends for row in _limit_rows(release, trend)))


def to_csv(found: Sequence[TidyRow]) -> str:
    """The rows as CSV with a header, UTF-8, LF; nothing where there is nothing to say."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(TidyRow))
    writer.writerows([_plain(value) for value in asdict(row).values()] for row in found)
    return text.getvalue()


def to_json(found: Sequence[TidyRow]) -> str:
    """The rows as a JSON list of objects with the CSV's columns as keys."""
    return json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=1) + "\n"


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
    if about.measure in ("neutral", "unfavourable") or single_points:
        return False
    return about.measure != "mean" or about.item not in release.survey.by_id


def _row(release: Release, about: About, figure: Figure) -> TidyRow:
    method = release.methods.get(about.item) or release.methods.get(about.measure, "")
    return TidyRow(
        survey=release.survey.id,
        wave=about.wave,
        wave_start=_start(release, about.wave),
        dimension=about.group.dimension,
        group=about.group.full_name,
        group2="",
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
        lower=figure.lower if isinstance(figure, Shown) else None,
        upper=figure.upper if isinstance(figure, Shown) else None,
        band_low=figure.low if isinstance(figure, Banded) else None,
        band_high=figure.high if isinstance(figure, Banded) else None,
        shown=isinstance(figure, (Shown, Banded)),
        method=method,
    )


def _limit_rows(release: Release, trend: Trend) -> Iterator[TidyRow]:
    method = f"xmr, limits anew from {' and '.join(trend.rebased)}" if trend.rebased else "xmr"
    for point in trend.series.points:
        for measure, value in (("centre", point.mean), ("limit_low", point.lower), ("limit_high", point.upper)):
            if value is not None:
                yield _trend_row(release, trend, point, measure, round(value, 4), method)
        if point.special_cause is not None:
            direction = 1 if point.special_cause in _UPWARD else -1
            yield _trend_row(release, trend, point, "signal", direction, f"xmr: {point.special_cause}")


def _trend_row(release: Release, trend: Trend, point: Point, measure: str, value: float, method: str) -> TidyRow:
    version = release.versions[trend.item][point.label]
    return TidyRow(
        survey=release.survey.id,
        wave=point.label,
        wave_start=point.date.isoformat(),
        dimension=trend.group.dimension,
        group=trend.group.full_name,
        group2="",
        item=trend.item,
        item_version=version,
        option="",
        item2="",
        option2="",
        item3="",
        option3="",
        measure=measure,
        n=point.n,
        value=value,
        lower=None,
        upper=None,
        band_low=None,
        band_high=None,
        shown=True,
        method=method,
    )


def _start(release: Release, label: str) -> str:
    return next(wave.first.isoformat() for wave in release.waves if wave.label == label)
