"""The page for staff: you said, we did, we could not because; and what those who had the need say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from pulse.model.groups import ALL
from pulse.model.loop import Need
from pulse.model.loop_views import LoopPage, Told
from pulse.model.release import Measure, Release, Shown
from pulse.model.survey import VERDICTS, Wave
from pulse.report import svg, words
from pulse.report.filled import environment, style
from pulse.report.methods import EDITION
from pulse.report.sheet import Cell, Sheet
from pulse.report.shown import Figures

_WHOLE, _GAP, _EDGE = 130.0, 1.5, 0.6  # pixels of 100 %, between two pieces, half the line of the last one
_WORDS = {
    "met": "Met",
    "said_done_not_felt": "Said done, not felt",
    "partly": "Partly met",
    "not_met": "Not met",
    "not_asked": "Done, its owner says; not asked yet",
    "could_not": "Could not",
    "looked_at": "Somebody looks at it",
    "new": "No answer yet",
}

_UNCLEAR = "Done, its owner says; what can be shown does not settle it"


@dataclass(frozen=True, slots=True)
class Felt:
    """What those who had the need say: the three shares, the wave, the bar where all three are shown."""

    wave: str
    n: str
    cells: tuple[Cell, ...]  # met, partly, not met
    bar: Markup | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One need on the page."""

    word: str
    stands: str
    said: str
    whose: str
    heard: Cell | None  # the share that was heard; None where a person wrote the need down
    wave: str
    did: str
    owner: str
    note: str  # what the owner added; where nobody promised anything, what is being looked at
    because: str
    felt: Felt | None
    since: tuple[tuple[str, Cell], ...]  # wave and figure: when it was promised, and now
    measure: str


def loop_page(
    page: LoopPage,
    release: Release,
    *,
    organisation: str,
    upcoming: Wave | None,
    made: date,
    entry: int,
    today: date,
) -> str:
    """One HTML file: no script, no request. upcoming: the next wave; made, entry: of the ledger."""
    shown = Figures(release)
    entries = [entry_of(shown, it, today) for it in page.entries]
    waiting = [it.story for it in page.entries if it.story.waits]
    return (
        environment()
        .get_template("loop.html")
        .render(
            release=release,
            survey=release.asked_in[release.wave.label],
            organisation=organisation,
            answered=shown.cell("count"),
            days=words.days(release.wave.first, release.wave.last),
            done=[it for it in entries if it.did],
            could_not=[it for it in entries if it.because],
            others=[it for it in entries if not it.did and not it.because],
            waiting=len(waiting),
            oldest=words.day(min(it.need.opened for it in waiting)) if waiting else "",
            upcoming=words.days(upcoming.first, upcoming.last) if upcoming else "",
            rules=release.rules,
            edition=EDITION,
            withheld=shown.hidden,
            made=words.day(made),
            entry=entry,
            **style(),
        )
    )


def entry_of(shown: Figures | Sheet, told: Told, today: date) -> Entry:
    """One need as pages tell of it, on a day."""
    need, promise = told.story.need, told.story.promise
    return Entry(
        word=told.word,
        stands=stands(told, today),
        said=need.text,
        whose="" if need.group == ALL else need.group.name,
        heard=_heard(shown, need),
        wave=need.wave,
        did=told.did,
        owner=told.owner,
        note=promise.note if promise else told.story.looked_at,
        because=told.because,
        felt=_felt(shown, told),
        since=_since(shown, told),
        measure=words.name(shown.release, promise.commitment.measure) if promise else "",
    )


def stands(told: Told, today: date) -> str:
    """Where an entry stands, in words."""
    promise = told.story.promise
    if promise and told.word == "late":
        return f"Late; new date {words.day(promise.due)}" if promise.due >= today else "Late"
    if promise and told.word == "under_way":
        return f"Under way, by {words.day(promise.due)}"
    if promise and told.word == "not_asked" and promise.verdicts:
        return _UNCLEAR
    return "There again" if told.story.state == "relapsed" else _WORDS[told.word]


def _heard(shown: Figures | Sheet, need: Need) -> Cell | None:
    if not need.option or need.wave not in {it.label for it in shown.release.waves}:
        return None
    cell = shown.cell("share", need.item, option=need.option, group=need.group, wave=need.wave)
    return cell if cell.value is not None else None


def _felt(shown: Figures | Sheet, told: Told) -> Felt | None:
    found = told.verdict
    if found is None or found.n is None or found.wave not in {it.label for it in shown.release.waves}:
        return None
    group = told.story.need.group
    cells = tuple(shown.cell("share", found.item, option=it, group=group, wave=found.wave) for it in VERDICTS)
    return Felt(found.wave, f"{found.n:,}", cells, _bar(cells))


def _bar(cells: Sequence[Cell]) -> Markup | None:
    """Met, partly, not met, one after another; None unless all three are shown."""
    shares = [it.value for it in cells if it.value is not None]
    if len(shares) < len(cells):
        return None
    pieces, at = list[Markup](), 1.0
    for share, colour in zip(shares, ("better", "likert4", ""), strict=True):
        wide = share * _WHOLE
        if wide > _GAP + 2 * _EDGE:
            pieces.append(_piece(at, wide - _GAP, colour))
        at += wide
    said = f"{cells[0].said} met, {cells[1].said} partly, {cells[2].said} not"
    return svg.element(
        "svg", svg.element("title", escape(said)), *pieces, viewBox="0 0 132 14", width=132, height=14, role="img",
        xmlns="http://www.w3.org/2000/svg", id=f"felt-{cells[0].row}",
    )  # fmt: skip


def _piece(x: float, wide: float, colour: str) -> Markup:
    if colour:
        return svg.rect(x, 1.0, wide, 12.0, colour)
    return svg.element(
        "rect", x=x + _EDGE, y=1.6, width=wide - 2 * _EDGE, height=10.8, fill="none", stroke=svg.LIGHT["line"],
        stroke_width=1.2, class_="s-line",
    )  # fmt: skip


def _since(shown: Figures | Sheet, told: Told) -> tuple[tuple[str, Cell], ...]:
    """The linked item before the commitment and now; nothing unless there are two figures to compare."""
    promise = told.story.promise
    found = [wave for wave, figure in told.since if isinstance(figure, Shown)]
    if promise is None or len(found) < 2:
        return ()
    item, group = promise.commitment.measure, told.story.need.group
    measure: Measure = "mean" if item in {it.id for it in shown.release.survey.scores} else "favourable"
    return tuple((wave, shown.cell(measure, item, group=group, wave=wave)) for wave in (found[0], found[-1]))
