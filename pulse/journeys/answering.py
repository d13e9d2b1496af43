"""What comes back to those who answered: the page for staff, a guide for a team's talk, and that it was held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from pulse import act, files, report
from pulse.journeys import auditing, needing, places
from pulse.journeys.asked import next_wave
from pulse.journeys.needing import opened
from pulse.journeys.neighbours import most_rated
from pulse.model.groups import Group
from pulse.model.loop_views import LoopPage
from pulse.model.problems import Place, Stop, problem
from pulse.model.release import Release
from pulse.model.survey import Wave
from pulse.model.talks import Talk, Talked
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page that was audited: where it belongs, its content, the wave it speaks of."""

    path: Path
    content: str
    survey: str
    wave: str
    names_listed: bool = True  # whether texts on it were looked through for the names of a staff list


def loop_page(settings: Settings, survey: str, today: date) -> Page:
    """You said, we did, we could not because: from the last wave that was reported, audited beside the ledger.

    Raises Stop: "loop-empty"; "loop-unanswered" while more than a quarter of the needs has no answer at all; what
    `needing.released` raises; "report-gives-away", "ledger-broken".
    """
    with opened(settings) as store:
        auditing.refuse_broken(settings, store)
        with store.alone():
            release = needing.released(settings, store, survey, "")
            found = needing.told(settings, store, release, today)
            if not found.entries:
                raise Stop(problem("loop-empty", survey=found.survey))
            if not found.may_be_shown:
                raise Stop(problem("loop-unanswered", unanswered=found.unanswered, entries=len(found.entries)))
            entered = store.past(found.survey)[found.wave]
            content = report.loop_page(
                found,
                release,
                organisation=settings.organisation,
                upcoming=upcoming(store, found.survey, today),
                made=entered.reported,
                entry=entered.entry,
                today=today,
            )
            page = _audited(settings, store, release, f"loop-{found.survey}-{found.wave}.html", content)
            return replace(page, names_listed=bool(settings.staff_list))


def guide(settings: Settings, survey: str, group: str) -> Page:
    """One sheet for a talk in a team: three facts, what its neighbours carry, three questions, room for needs.

    Raises Stop: "talk-group", what `needing.released` raises; "report-gives-away", "ledger-broken".
    """
    with opened(settings) as store:
        auditing.refuse_broken(settings, store)
        with store.alone():
            release = needing.released(settings, store, survey, "")
            known = (*release.groups, *store.groups(release.survey.id, settings.levels))
            found = known_group(group, known)
            entered = store.past(release.survey.id)[release.wave.label]
            content = report.guide_page(
                release,
                found,
                most_rated(settings, store, [found]).get(found, ()),
                organisation=settings.organisation,
                made=entered.reported,
                entry=entered.entry,
            )
            name = files.names({it.full_name for it in known})[found.full_name]
            return _audited(settings, store, release, f"talk-{name}-{release.wave.label}.html", content)


def keep(page: Page, path: Path | None) -> Path:
    """Writes the page whole, to `path` or to its own place in reports/; only what was audited gets its name."""
    target = path or page.path
    files.write_whole(target, page.content, attest=partial(_is_audited, page, target))
    return target


def note_talk(settings: Settings, group: str, day: date, today: date) -> Talk:
    """Puts on record that a group talked, and nothing of what was said.

    Raises Stop: "talk-date" for a day to come, "talk-group", "talk-twice".
    """
    if day > today:
        raise Stop(problem("talk-date", day=day, today=today))
    with opened(settings) as store:
        groups = [it for name in ("", *store.surveys()) for it in store.groups(name, settings.levels)]
        talk = Talk(known_group(group, tuple(dict.fromkeys(groups))), day)
        if talk in store.talks():
            raise Stop(problem("talk-twice", group=talk.group.full_name, day=day))
        store.add_talk(talk, today)
    return talk


def loop_on(settings: Settings, store: Store, release: Release, day: date) -> LoopPage:
    """What was said, done and felt, as the register stood at the end of a day."""
    return act.loop_page(release, act.as_of(store.stories(), day), day, settings.loop.answer_weeks)


def followed_through(
    settings: Settings, store: Store, release: Release, loop: LoopPage, day: date
) -> report.FollowedThrough | None:
    """How what was promised had come to pass on a day, by level; what staff say of it; the teams that had talked.

    loop: what `loop_on` gives for that day
    """
    stories, weeks = [it.story for it in loop.entries], settings.loop.answer_weeks
    figures, held = act.follow_through(stories, day, weeks), talked(settings, store, release, day)
    return report.followed_through(figures, held, weeks, loop.entries, release.waves, day)


def talked(settings: Settings, store: Store, release: Release, today: date) -> Talked | None:
    """How many teams have talked since the first day of the release's wave; None where no team is known.

    A team is a group of the finest level that holds people now.
    """
    depth = len(settings.levels)
    teams = {it.path for it in store.people().on(today) if len(it.path) == depth}
    since = release.wave.first
    held = {it.group.path for it in store.talks() if since <= it.day <= today}
    return Talked(since, len(teams & held), len(teams)) if teams else None


def known_group(name: str, groups: tuple[Group, ...]) -> Group:
    """The group of a whole name, or of its last part where only one has it. Raises Stop("talk-group")."""
    known = {it.path: it for it in reversed(groups) if it.path}
    path = places.path_of(name, known)
    if path is None:
        hint = places.nearest(name, known) if known else "load them: `pulse people people.csv`"
        raise Stop(problem("talk-group", group=name, hint=hint))
    return known[path]


def upcoming(store: Store, survey: str, today: date) -> Wave | None:
    """The next wave of a survey by its schedule; None without one."""
    library = store.asked(survey)
    return next_wave(library[-1], today) if library else None


def _audited(settings: Settings, store: Store, release: Release, name: str, content: str) -> Page:
    path = settings.reports / name
    auditing.refuse(path, content, auditing.ledger(settings, store, release.survey.id))
    return Page(path, content, release.survey.id, release.wave.label)


def _is_audited(page: Page, path: Path, finished: bytes) -> None:
    if finished != page.content.encode("utf-8"):
        raise Stop(problem("written-otherwise", Place(str(path))))
