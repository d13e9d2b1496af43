"""The page for staff: you said, we did, we could not because; and what those who had the need say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup, escape

from pulse.model.groups import ALL
from pulse.model.loop import Need
from pulse.model.loop_views import LoopPage, Told
from pulse.model.release import Measure, Release, Shown
from pulse.model.survey import VERDICTS, Wave
from pulse.report import loop_fit, svg, words
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

FINDING = (
    "From {days}, {answered} of us answered. This is what was asked for most, what came of it, and what you made of "
    "that. “Met” is your word, not ours."
)
STILL_OPEN = "99 needs are open; the oldest since 30 September 2026."  # as long as it can be
NEXT = ("We ask you again from", ", and whether what was promised has been met.")
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
    waits: bool
    opened: date
    on_paper: bool = True  # whether it stands on the printed sheet too

    @property
    def part(self) -> str:
        """The table it stands in."""
        return "done" if self.did else "could not" if self.because else "others"


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
    survey = release.asked_in[release.wave.label]
    entries = [entry_of(shown, it, today) for it in page.entries]
    waiting = [it.story for it in page.entries if it.story.waits]
    days, answered = words.days(release.wave.first, release.wave.last), shown.cell("count")
    above = (f"{organisation} · {survey.title}", FINDING.format(days=days, answered=answered.said))
    ahead = words.days(upcoming.first, upcoming.last) if upcoming else ""
    entries = _printed(entries, above, (f"{STILL_OPEN} {STILL_OPEN}", f"{NEXT[0]} {ahead}{NEXT[1]}"))
    more = [it for it in entries if not it.on_paper]
    return (
        environment()
        .get_template("loop.html")
        .render(
            release=release,
            survey=survey,
            organisation=organisation,
            answered=answered,
            days=days,
            done=[it for it in entries if it.part == "done"],
            could_not=[it for it in entries if it.part == "could not"],
            others=[it for it in entries if it.part == "others"],
            more=len(more),
            more_met=sum(it.word == "met" for it in more),
            more_open=sum(it.waits for it in more),
            waiting=len(waiting),
            oldest=words.day(min(it.need.opened for it in waiting)) if waiting else "",
            upcoming=ahead,
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
        waits=told.story.waits,
        opened=need.opened,
    )


def _printed(entries: Sequence[Entry], above: Sequence[str], below: Sequence[str]) -> list[Entry]:
    """The same, those marked that stand on the printed sheet."""
    kept = loop_fit.kept([_sized(it) for it in entries], above, below)
    return [replace(it, on_paper=at in kept) for at, it in enumerate(entries)]


def _sized(it: Entry) -> loop_fit.Sized:
    """As its row is printed: without how its question moved since, which stands on the screen."""
    heard = f", {it.wave}: {it.heard.said} of {it.heard.n_said}" if it.heard else ""
    felt = ""
    if it.felt:
        met, partly, never = it.felt.cells
        felt = f"{it.felt.wave}, n {it.felt.n}: {met.said} ({met.note}) met, {partly.said} partly, {never.said} not"
    return loop_fit.Sized(
        part=it.part,
        rank=0 if it.waits else 1 if it.part == "could not" else 2,
        since=it.opened,
        said=it.said,
        below_said=f"{it.whose}{heard}",
        did=(it.did or it.because, it.owner, it.note) if it.did or it.because else (it.note,),
        stands=it.stands,
        felt=felt,
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
