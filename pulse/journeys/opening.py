"""The next questionnaire as it will be asked: the survey, and an item for each commitment that is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pulse import act, define, files, schedule
from pulse.journeys import proposing, revising, rotating
from pulse.journeys.asked import Asked, next_wave, wave_before
from pulse.journeys.needing import opened
from pulse.model.loop import Step, Story
from pulse.model.loop_views import Instance
from pulse.model.problems import Stop, problem
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """An instance that was written: what it asks after, and where its two files are."""

    survey: Survey
    instance: Instance
    toml: Path
    text: Path
    left_out: tuple[Story, ...]  # due, and waiting for the wave after it


def open_wave(
    settings: Settings, survey: str, label: str, first: date | None, last: date | None, today: date
) -> Opened:
    """Writes the questionnaire of a wave as TOML and as text to paste; until it has answers it can be written anew.

    Raises Stop: "no-such-survey", "open-which-wave", "wave-over", "edited-in-use", "wave-has-answers", and what naming
    a wave can raise.
    """
    asked = Asked.of(settings, define.library(settings.surveys), survey)
    wave = _wave(asked, label, first, last, today)
    if wave.last < today:
        raise Stop(problem("wave-over", wave=wave.label, last=wave.last))
    base = define.version_for(asked.versions, wave.first)
    revising.refuse_edited(settings, base)
    with opened(settings) as store:
        waves = store.waves(survey)
        if wave.label in {it.label for it in waves}:
            raise Stop(problem("wave-has-answers", survey=survey, wave=wave.label))
        stories = store.stories()
        before = wave_before(waves, wave)
        rests = rotating.rests(store, base, asked, wave)
        made = act.instance(base, wave, before, stories, settings.levels, settings.loop.most_follow_ups, rests)
        guest = proposing.of_wave(store, survey, wave.label)
        toml = settings.instances / f"{survey}.{wave.label}.toml"
        earlier = toml.read_text(encoding="utf-8-sig") if toml.exists() else ""
        asked_now = made.toml + (define.guest_item(guest) if guest else "")
        made = replace(made, toml=define.with_blanks(asked_now, earlier))
        read = define.from_source(made.toml, str(toml))
        files.write_whole(toml, made.toml)
        files.write_whole(toml.with_suffix(".txt"), act.paste(read))
        store.add_to_loop(_asked(made, stories, today))
    left = tuple(it for it in stories if it.promise and it.promise.commitment.number in made.left_out)
    return Opened(read, made, toml, toml.with_suffix(".txt"), left)


def refuse_foreign(store: Store, survey: Survey) -> None:
    """Raises Stop("follow-up-foreign") for a questionnaire that asks after a commitment which is none of its own."""
    if not survey.follow_ups:
        return
    own = {made.number for it in store.stories() if it.need.survey == survey.id for made in it.commitments}
    faults = [
        problem("follow-up-foreign", item=item.id, commitment=number, survey=survey.id)
        for item in survey.follow_ups
        for number in item.follows
        if number not in own
    ]
    if faults:
        raise Stop(*faults)


def _wave(asked: Asked, label: str, first: date | None, last: date | None, today: date) -> Wave:
    newest = asked.versions[-1]
    if label:
        return schedule.wave_named(newest, label, first, last)
    wave = next_wave(newest, today)
    if wave is None:
        raise Stop(problem("open-which-wave", survey=newest.id))
    return wave


def _asked(made: Instance, stories: tuple[Story, ...], today: date) -> list[Step]:
    """A step for each commitment that is asked after, unless an earlier writing of the same wave noted it."""
    found = {promise.commitment.number: promise for it in stories for promise in it.promises}
    return [
        Step(found[number].commitment.need, today, "asked", number, wave=made.wave, item=item)
        for item, numbers in made.follow_ups
        for number in numbers
        if made.wave not in found[number].asked_in
    ]
