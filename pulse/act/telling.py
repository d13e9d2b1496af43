"""The page for staff, as data: what was said, what was done or could not be, because, and what staff say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pulse.act.follow_through import follow_through
from pulse.act.verdicts import since, verdict
from pulse.model.loop import Story
from pulse.model.loop_views import LoopPage, Told, Word
from pulse.model.release import Release


def loop_page(release: Release, stories: Sequence[Story], today: date, answer_weeks: int) -> LoopPage:
    """Every need of the release's survey: those that got an answer first, each part by how many people had the need."""
    own = [as_shown(release, it) for it in stories if it.need.survey == release.survey.id]
    entries = sorted((told(release, it, today) for it in own), key=_place)
    (everything, *_) = follow_through(own, today, answer_weeks)
    return LoopPage(release.survey.id, release.wave.label, tuple(entries), everything)


def as_shown(release: Release, story: Story) -> Story:
    """The same with verdicts as the ledger has them now: answers that joined later can have moved one since."""
    asked = {wave.label for wave in release.waves}
    steps = (
        replace(step, verdict=verdict(release, story.need, step.verdict.wave, step.verdict.item))
        if step.verdict and step.verdict.wave in asked
        else step
        for step in story.steps
    )
    return replace(story, steps=tuple(steps))


def told(release: Release, story: Story, today: date) -> Told:
    """One entry."""
    promise = story.promise
    return Told(
        story=story,
        word=word(story, today),
        did=promise.commitment.text if promise else "",
        owner=promise.commitment.owner if promise else "",
        because=story.reason,
        verdict=promise.verdict if promise else None,
        since=since(release, story.need, promise) if promise else (),
    )


def word(story: Story, today: date) -> Word:
    """Where an entry stands, in the page's one word for it."""
    promise = story.promise
    if promise is None:
        if story.reason:
            return "could_not"
        return "looked_at" if story.state == "acknowledged" else "new"
    if promise.said_done_not_felt:
        return "said_done_not_felt"
    if story.state in ("met", "partly", "not_met"):
        return story.state
    if promise.status == "kept":
        return "not_asked"
    return "late" if promise.overdue(today) or promise.status == "late" else "under_way"


def _place(it: Told) -> tuple[bool, bool, int, int]:
    return it.word == "new", it.word == "could_not", -it.story.need.people, it.story.need.number
