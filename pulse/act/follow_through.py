"""Whether what was promised came to pass: counts of commitments and needs, by level, for the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pulse.model.loop import LEVELS, Level, Promise, Story
from pulse.model.loop_views import FollowThrough


def as_of(stories: Sequence[Story], day: date) -> tuple[Story, ...]:
    """The register as it stood at the end of a day."""
    return tuple(
        Story(
            it.need,
            tuple(made for made in it.commitments if made.made <= day),
            tuple(step for step in it.steps if step.day <= day),
        )
        for it in stories
        if it.need.opened <= day
    )


def follow_through(stories: Sequence[Story], today: date, answer_weeks: int) -> tuple[FollowThrough, ...]:
    """All levels together, then each that has a need or a commitment.

    Commitments count at the level of their owner, needs at the level that staff name. A commitment is due from the day
    it is promised for, or once its owner calls it kept; one that was dropped stays due, and neither kept nor met.
    """
    levels = [level for level in LEVELS if any(_concerns(it, level) for it in stories)]
    return tuple(_of_level(stories, level, today, answer_weeks) for level in (None, *levels))


def _concerns(story: Story, level: Level) -> bool:
    return story.need.level == level or any(it.level == level for it in story.commitments)


def _of_level(stories: Sequence[Story], level: Level | None, today: date, answer_weeks: int) -> FollowThrough:
    needs = [it for it in stories if level in (None, it.need.level)]
    made = [it for story in stories for it in story.promises if level in (None, it.commitment.level)]
    due = [it for it in made if it.due <= today or it.status == "kept"]
    kept = [it for it in due if it.status == "kept"]
    in_time = [_in_time(it, today, answer_weeks) for it in needs]
    return FollowThrough(
        level=level,
        made=len(made),
        due=len(due),
        kept=len(kept),
        met=sum(_is_met(it) for it in due),
        said_done_not_felt=sum(it.said_done_not_felt for it in due),
        not_asked=sum(it.verdict is None for it in kept),
        dropped=sum(it.status == "dropped" for it in due),
        late=sum(it.overdue(today) or it.status == "late" for it in made),
        needs=len(needs),
        declined=sum(it.state == "declined" for it in needs),
        to_answer=sum(it is not None for it in in_time),
        answered_in_time=sum(it is True for it in in_time),
    )


def _is_met(promise: Promise) -> bool:
    return promise.verdict is not None and promise.verdict.outcome == "met"


def _in_time(story: Story, today: date, answer_weeks: int) -> bool | None:
    """Whether it was answered within the time allowed; None while there is time left."""
    last = story.need.opened + timedelta(weeks=answer_weeks)
    if story.answered_on is not None:
        return story.answered_on <= last
    return False if today > last else None
