"""The board's page: exactly one side of A4, and an appendix with every table behind it.

All that can grow is bounded: sentences are left out from the end, labels are cut by the style, and the picture of
the frame gets the room that is left, or stands in the appendix where it could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from pulse.model.groups import ALL, Group
from pulse.model.loop import LEVELS
from pulse.model.release import Measure, Release, Shown
from pulse.model.trends import Trend
from pulse.report import alluvial, apart, compared, control, icons, meeting, plot, register, verdicts, words
from pulse.report.charts import Chart, charts
from pulse.report.finished import finished
from pulse.report.fit import lines
from pulse.report.frame_parts import FramePart, frame_parts
from pulse.report.loop import Entry, entry_of
from pulse.report.material import Material
from pulse.report.sheet import Line, Sheet
from pulse.report.side_by_side import response
from pulse.report.summaries import Summary
from pulse.report.unseen import is_shown

_LEAD_LINES, _LEAD_SIZE, _LEAD_WIDE = 5, 14.5, 680.0
_PICTURE_HIGH, _WIDE, _LEAST_SCALE = 290.0, 680.0, 0.7  # pixels on A4; below the last nobody could read it
_TITLE_SIZE, _TITLE_LINE = 27.0, 32.0  # a title of two lines takes one from the picture
_MOST_JOINED = 10  # joined answers of one horizon in the appendix
_MOST_CHARTS, _MOST_CHARTS_ALONE = 3, 6  # beside the frame's picture, and without it
_MOST_GROUPS, _MOST_QUESTIONS = 6, 8
_SIGNS = {"concern": 0, "improvement": 1, "neutral_high": 2, "neutral_low": 2}
_SIZE = re.compile(r'viewBox="0 0 680 ([\d.]+)" width="680" height="[\d.]+"')


@dataclass(frozen=True, slots=True)
class Small:
    """One of several small trends: its question, what it says, the drawing."""

    title: str
    state: str
    icon: Markup | None
    drawing: Markup


def board_page(material: Material) -> str:
    """One HTML file: printed, its first page is the paper for the board."""
    release, trends = material.release, material.found.trends
    sheet = Sheet(release, material.rows)
    parts = frame_parts(release, sheet, material.found.joined)
    frames = tuple(replace(it, wholes=it.wholes[:_MOST_JOINED]) for it in parts)
    picture = _picture(release, frames[0]) if frames else None
    small = tuple(_small(release, trends, _MOST_CHARTS if picture else _MOST_CHARTS_ALONE))
    followed = material.followed
    told = material.loop.entries if material.loop else ()
    waiting = tuple(it for it in told if it.story.waits)
    return finished(
        "board.html",
        "Board page",
        material,
        answered=Markup(" ").join(Summary("board", sheet).answered()),
        lead=_lead(material, sheet),
        frame=frames[0] if frames else None,
        picture=picture,
        small=small,
        standing=() if small else _standing(release, sheet),
        followed=followed,
        promised_bars=followed.bars[0].drawing if followed and followed.bars else None,
        rates=_rates(release, sheet),
        rates_of="Of those asked" if _response_measure(release) == "response_rate" else "Answered",
        frames=frames,
        charts=tuple(_behind(release, trends, sheet, small)),
        comparisons=tuple(compared.comparisons(release, sheet)),
        apart=apart.words_apart(release, sheet, followed.judged) if followed else (),
        followed_heads=register.HEADS,
        followed_target=register.AIM,
        meets=meeting.meets(release),
        looked=meeting.looked_to(sheet, ALL, "board", waiting),
        elsewhere=tuple(_beyond_the_board(material, sheet)),
        decided=tuple(_decided(material, sheet)),
        response=response(release, sheet),
        entries_on=words.day(material.made),
        month=_month(release),
    )


# --- the page --------------------------------------------------------------------------------------------------------


def _lead(material: Material, sheet: Sheet) -> Markup:
    """The sentences in order of their weight; what would not fit is left out from the end, and stands further down."""
    summary, taken = Summary("board", sheet), list[Markup]()
    sentences = (
        *summary.silent(material.found),
        *summary.frame("hurt", "need", "meet"),
        *summary.moved(material.found),
        *summary.kept(material.followed),
    )
    for sentence in sentences:
        told = " ".join(str(it.striptags()) for it in (*taken, sentence))
        if lines(told, _LEAD_SIZE, _LEAD_WIDE) > _LEAD_LINES:
            break
        taken.append(sentence)
    return Markup(" ").join(taken)


def _picture(release: Release, part: FramePart) -> Markup | None:
    """The picture of the frame in the room it has on the page; None where it would be too small to read."""
    said = "; ".join(part.highlights) or "No joined answer is shown."
    drawn = alluvial.draw(alluvial.frames(release)[0], part.name, part.title, said, rests=False)
    found = _SIZE.search(drawn)
    if found is None:
        return None
    high = float(found[1])
    scale = min(1.0, _room(release) / high)
    size = f'viewBox="0 0 680 {found[1]}" width="{_WIDE * scale:.0f}" height="{high * scale:.0f}"'
    return Markup(_SIZE.sub(size, drawn)) if scale >= _LEAST_SCALE else None  # noqa: S704 - our own drawing


def _room(release: Release) -> float:
    title = f"{release.asked_in[release.wave.label].title} {_month(release)}"
    return _PICTURE_HIGH - (_TITLE_LINE if lines(title, _TITLE_SIZE, _LEAD_WIDE, bold=True) > 1 else 0.0)


def _month(release: Release) -> str:
    return f"{release.wave.first:%B %Y}"


def _small(release: Release, trends: Sequence[Trend], most: int) -> Iterator[Small]:
    """Trends that show a sign, then the others in questionnaire order; only those of more than one stock-take."""
    chosen = sorted(_followed(release, trends), key=_weight)[:most]
    for at, (trend, span) in enumerate(zip(chosen, plot.spans(chosen), strict=True), 1):
        title, state, name = words.name(release, trend.item), verdicts.state(release, trend), f"small-{at}"
        variation = trend.series.variation
        yield Small(
            title=title,
            state=f"{state[0].upper()}{state[1:]}",
            icon=icons.variation(variation, f"{name}-icon", state) if variation else None,
            drawing=control.draw_small(release, trend, span, name, title, verdicts.description(release, trend, title)),
        )


def _followed(release: Release, trends: Sequence[Trend]) -> list[Trend]:
    return [it for it in trends if len(it.series.points) > 1 and it.series.points[-1].label == release.wave.label]


def _weight(trend: Trend) -> int:
    point = trend.series.points[-1]
    return _SIGNS.get(point.point_type, 3) if point.special_cause else 3


def _standing(release: Release, sheet: Sheet) -> tuple[Line, ...]:
    """Where there is no course yet: each question's favourable share, as far as there is room."""
    asked = (it for it in release.asked_in[release.wave.label].items if it.kind == "scale" and it.positive != "none")
    found = (Line(it.label, (sheet.cell("favourable", it.id),)) for it in asked)
    return tuple(it for it in found if it.cells[0].row)[:_MOST_QUESTIONS]


def _rates(release: Release, sheet: Sheet) -> tuple[Line, ...]:
    """Everyone's response, and that of the largest units, the highest first; how many, where nobody knows of how many.

    Of more units than there is room for, those at both ends.
    """
    measure = _response_measure(release)
    found = {it: figure.value for it in _units(release)
             if isinstance(figure := release.figure(measure, group=it), Shown)}  # fmt: skip
    units = sorted(found, key=lambda it: (-found[it], it.path))
    half = _MOST_GROUPS // 2
    ends = units if len(units) <= _MOST_GROUPS else [*units[:half], *units[-half:]]
    lines = ((it.name, sheet.cell(measure, group=it)) for it in ends)
    return tuple(Line(name, (cell,)) for name, cell in (("Everyone", sheet.cell(measure)), *lines))


def _response_measure(release: Release) -> Measure:
    return "response_rate" if isinstance(release.figure("response_rate"), Shown) else "count"


def _units(release: Release) -> list[Group]:
    """The groups of the largest level that has more than one shown."""
    for depth in sorted({len(it.path) for it in release.groups if it.path}):
        found = [it for it in release.groups if len(it.path) == depth and is_shown(release, it)]
        if len(found) > 1:
            return found
    return []


# --- the appendix ----------------------------------------------------------------------------------------------------


def _behind(release: Release, trends: Sequence[Trend], sheet: Sheet, small: Sequence[Small]) -> Iterator[Chart]:
    """The tables of the trends on the page, in their order."""
    titles = [it.title for it in small]
    found = [it for it in trends if words.name(release, it.item) in titles]
    yield from sorted(charts(release, found, sheet, (), ()), key=lambda it: titles.index(it.title))


def _beyond_the_board(material: Material, sheet: Sheet) -> Iterator[tuple[str, Entry]]:
    """Needs that wait and that staff would have met outside of the organisation, with the level."""
    outside = LEVELS[LEVELS.index("board") + 1 :]
    for it in material.loop.entries if material.loop else ():
        if it.story.waits and it.story.need.level in outside:
            yield meeting.level_name(it.story.need.level), entry_of(sheet, it, material.made)


def _decided(material: Material, sheet: Sheet) -> Iterator[Entry]:
    """What was promised or declined, the newest decision first."""
    told = material.loop.entries if material.loop else ()
    dated = [(it.story.answered_on, it) for it in told if it.story.answered_on and (it.did or it.because)]
    for _, it in sorted(dated, key=lambda found: (found[0], found[1].story.need.number), reverse=True):
        yield entry_of(sheet, it, material.made)
