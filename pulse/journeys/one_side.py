"""The plan of two bodies: a file to fill in, then one side of A4; and which of them are to be looked at again."""

from __future__ import annotations

import pathlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from pulse import act, define, files, report, trend
from pulse.define import Written
from pulse.journeys import places, timeline
from pulse.journeys.needing import opened, released
from pulse.journeys.wording import redactor_of
from pulse.model.groups import SEPARATOR, Group, Path
from pulse.model.one_side import Excess, ReviewDue, Seen
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of it: the file to fill in, and the page where it was made."""

    file: pathlib.Path
    page: pathlib.Path | None = None
    review: date | None = None


def plan(settings: Settings, one: str, other: str, today: date, *, outside: bool = False) -> Planned:
    """The plan's page; or, where there is no plan of the two yet, the file to fill in.

    outside  the second of the two is no group of this workspace
    Raises Stop: "event-group-unknown", "side-one-body", and every fault of the file: "side-faulty", "side-too-much".
    """
    names = _whole(settings, one), _whole(settings, other)
    if names[0] == names[1]:
        raise Stop(problem("side-one-body"))
    file = _file(settings, names)
    if not file.exists():
        files.write_whole(file, _draft(settings, names, today, outside=outside))
        return Planned(file)
    return _page(settings, file)


def due(settings: Settings) -> tuple[ReviewDue, ...]:
    """Every plan of the workspace with the day it is to be looked at again, the earliest first."""
    found = [define.review_of(path) for path in sorted(settings.plans.glob("*--*.toml"))]
    return tuple(sorted(found, key=lambda it: (it.review, it.file)))


def _draft(settings: Settings, names: tuple[str, str], today: date, *, outside: bool) -> str:
    with opened(settings) as store:
        inside = timeline.known_paths(store, names[:1] if outside else names)
        stories = store.stories()
        wave, seen = (None, ()) if outside else _newest(settings, store, inside[0], inside[1])
    paths = (inside[0], None if outside else inside[1])
    return act.one_side_draft(names, paths, seen, wave, stories, today)


def _page(settings: Settings, file: pathlib.Path) -> Planned:
    written = define.one_side(file, settings.policy.min_answers)
    if faults := [*_names(settings, written), *_differing(settings, written), *_too_much(written)]:
        raise Stop(problem("side-faulty", Place(str(file)), faults=len(faults)), *faults)
    page = settings.reports / f"plan-{file.stem}.html"
    files.write_whole(page, report.one_side_page(written.plan, least=settings.policy.min_answers))
    return Planned(file, page, written.plan.review)


def _names(settings: Settings, written: Written) -> list[Problem]:
    """Where the rules of redaction find a person; a group's own name, and what its authors vouch for, is none."""
    redactor = redactor_of(settings)
    bodies = written.plan.first.name, written.plan.second.name
    known = sorted({*_groups(settings, bodies), *written.not_names}, key=len, reverse=True)
    no_names = re.compile("|".join(re.escape(name) for name in known if name) or "(?!)")
    texts = [*written.lines(), *((("bodies", at), name) for at, name in enumerate(bodies))]
    return [
        problem("side-names", written.document.place(*key))
        for key, text in texts
        if redactor.redact(no_names.sub("we", text)).marks
    ]


def _groups(settings: Settings, bodies: tuple[str, str]) -> set[str]:
    """Those of the two that are groups of the workspace, whatever these are called."""
    with opened(settings) as store:
        known = {
            SEPARATOR.join(row.path[:depth]) for row in store.people().rows for depth in range(1, len(row.path) + 1)
        }
    return known & set(bodies)


def _too_much(written: Written) -> list[Problem]:
    return [_cut(written, it) for it in report.too_much(written.plan)]


def _cut(written: Written, it: Excess) -> Problem:
    place = written.document.place(*it.key)
    if place.line is None:  # a list of tables: where the first of them begins
        place = written.document.place(*it.key, 0)
    if it.measure == "signs":
        return problem("side-text-long", place, key=_named(it.key), over=it.over, room=it.room)
    parts = ", ".join(f"{name} {lines}" for name, lines in sorted(it.parts, key=lambda part: -part[1]) if lines)
    return problem("side-page-long", place, over=it.over, parts=parts)


def _named(key: tuple[str | int, ...]) -> str:
    """The text's key as a reader of the file looks for it: the second of several lines is "needs, 2nd line"."""
    names = [part for part in key if isinstance(part, str)]
    counted = key[-1] if isinstance(key[-1], int) else None
    return f"{names[-1]}, text {counted + 1}" if counted is not None else names[-1]


# --- what each says of the other, as far as a report shows it ---------------------------------------------------------


def _newest(settings: Settings, store: Store, one: Path, other: Path) -> tuple[Wave | None, tuple[Seen, ...]]:
    """What the two say of each other in the last reported wave that asked; hidden figures are questions only."""
    waves = [wave for name in store.surveys() for wave in store.waves(name) if wave.label in store.past(name)]
    for wave in sorted(waves, key=lambda it: (it.last, it.survey), reverse=True):
        if seen := _said_in(settings, store, wave.survey, wave.label, one, other):
            return (wave if any(it.first or it.second for it in seen) else None), seen
    return None, ()


def _said_in(settings: Settings, store: Store, survey: str, label: str, one: Path, other: Path) -> tuple[Seen, ...]:
    release = released(settings, store, survey, label)
    if not release.survey.relationships:
        return ()
    first, second = (Group(path, settings.levels[len(path) - 1]) for path in (one, other))
    return act.seen(trend.relations(release).between(first, second))


def _differing(settings: Settings, written: Written) -> list[Problem]:
    """Figures that the report they are said to come from does not show so, for whatever reason."""
    plan, source = written.plan, written.plan.source
    if source is None:
        return []
    with opened(settings) as store:
        one, other = timeline.known_paths(store, [plan.first.name, plan.second.name])
        found = _said_in(settings, store, source.survey, source.wave, one, other)
    shown = {(key, getattr(it, key)) for it in found for key in ("first", "second")}
    return [
        problem("side-figure-differs", written.document.place("seen", at, key), wave=source.wave)
        for at, it in enumerate(plan.seen)
        for key in ("first", "second")
        if (share := getattr(it, key)) is not None and (key, share) not in shown
    ]


# --- files -----------------------------------------------------------------------------------------------------------


def _whole(settings: Settings, name: str) -> str:
    """The body's whole name, where its last part tells; else as it was typed, blanks joined."""
    with opened(settings) as store:
        rows = store.people().rows
    path = places.path_of(name, {row.path[:depth] for row in rows for depth in range(1, len(row.path) + 1)})
    return SEPARATOR.join(path or (" ".join(part.split()) for part in name.split("/")))


def _file(settings: Settings, names: tuple[str, str]) -> pathlib.Path:
    """The plan of the two, whichever was named first when it was begun."""
    one, other = map(_slug, names)
    turned = settings.plans / f"{other}--{one}.toml"
    return turned if turned.exists() else settings.plans / f"{one}--{other}.toml"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^\w]+", "-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-") or "x"
