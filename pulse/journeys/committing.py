"""Commitments: made by a role, followed by its own word, filled in by way of a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import act, define, files, toml
from pulse.journeys.needing import known_level, opened, refuse_state, story
from pulse.journeys.wording import a_line, names_nobody
from pulse.model.loop import MOST_ROLE, Commitment, Promise, Step, Story
from pulse.model.loop_answers import Answer, Offer, OwnersWord, Refusal, Vouched
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.settings import Settings
from pulse.store import Store

Part = Commitment | Step


@dataclass(frozen=True, slots=True)
class Kept:
    """A commitment beside its need, and whether its day is over."""

    story: Story
    promise: Promise
    overdue: bool


def commitments(settings: Settings, survey: str, today: date) -> tuple[Kept, ...]:
    """Every commitment ever made, those that are overdue first, then by the day they are due."""
    with opened(settings) as store:
        stories = [it for it in store.stories() if survey in ("", it.need.survey)]
    found = [Kept(it, promise, promise.overdue(today)) for it in stories for promise in it.promises]
    return tuple(sorted(found, key=lambda it: (not it.overdue, it.promise.due, it.promise.commitment.number)))


def commit(settings: Settings, offer: Offer, vouched: Vouched, today: date) -> Story:
    """Records what a role promises about a need; gives the need's story back.

    Raises Stop: "no-such-need", "need-committed", "need-state", "no-such-level", "commit-date-past",
    "measure-unknown", "loop-line", "owner-is-a-name", "text-names".
    """
    with opened(settings) as store:
        _, number = store.next_numbers()
        store.add_to_loop(_promised(settings, store, offer, number, vouched, today))
        return story(store.stories(), offer.need)


def say(settings: Settings, word: OwnersWord, vouched: Vouched, today: date) -> Story:
    """Records what an owner says of her commitment. Raises Stop: "no-such-commitment", "commitment-over" and more."""
    with opened(settings) as store:
        step = _said(settings, store, word, vouched, today)
        store.add_to_loop([step])
        return story(store.stories(), step.need)


def write_sheet(settings: Settings, path: Path) -> int:
    """Writes the needs that wait to a CSV for their owners; how many."""
    with opened(settings) as store:
        stories = store.stories()
    files.write_whole(path, act.sheet.to_csv(stories))
    return sum(it.waits for it in stories)


def read_sheet(settings: Settings, path: Path, vouched: Vouched, today: date) -> Counter[str]:
    """Takes what owners filled in, all of it or nothing: how many commitments, words and refusals.

    vouched  what a person says of all its texts in which the rules see a name
    Raises Stop with every fault and its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        raise Stop(problem("loop-sheet-encoding", Place(str(path)))) from error
    with opened(settings) as store:
        answers = act.sheet.from_csv(text, path.name, store.stories())
        store.add_to_loop(_all(settings, store, answers, path.name, vouched, today))
    words = {Offer: "commitments", OwnersWord: "statuses", Refusal: "declined"}
    return Counter(words[type(it)] for _, it in answers)


def _all(
    settings: Settings,
    store: Store,
    answers: Sequence[tuple[int, Answer]],
    file: str,
    vouched: Vouched,
    today: date,
) -> list[Part]:
    """What a sheet adds to the register. Raises Stop with every fault, each with its line."""
    _, number = store.next_numbers()
    parts: list[Part] = []
    faults: list[Problem] = []
    for line, answer in answers:
        try:
            if isinstance(answer, Offer):
                parts += _promised(settings, store, answer, number, vouched, today)
                number += 1
            elif isinstance(answer, OwnersWord):
                parts.append(_said(settings, store, answer, vouched, today))
            else:
                parts.append(_declined(settings, store, answer, vouched, today))
        except Stop as stop:
            faults += [Problem(it.code, Place(file, line), it.details) for it in stop.problems]
    if faults:
        raise Stop(problem("loop-sheet-faulty", Place(file), faults=len(faults)), *faults)
    return parts


def _promised(
    settings: Settings, store: Store, offer: Offer, number: int, vouched: Vouched, today: date
) -> tuple[Commitment, Step]:
    found = story(store.stories(), offer.need)
    refuse_state(found, "committed")
    level = known_level(offer.level)
    owner = a_line(offer.owner, "an owner", most=MOST_ROLE)
    text = a_line(offer.text, "a commitment")
    if offer.by < today:
        raise Stop(problem("commit-date-past", by=offer.by, today=today))
    _known_measure(settings, store, found.need.survey, offer.measure)
    said = names_nobody(settings, owner, text, vouched=vouched)
    made = Commitment(number, offer.need, owner, level, offer.by, offer.measure, text, today)
    return made, Step(offer.need, today, "committed", number, vouched=said)


def _said(settings: Settings, store: Store, word: OwnersWord, vouched: Vouched, today: date) -> Step:
    found = _story_of(store.stories(), word.commitment)
    promise = found.promise
    if promise is None or promise.commitment.number != word.commitment or found.state == "met":
        raise Stop(problem("commitment-over", commitment=word.commitment, need=found.need.number))
    note = a_line(word.note, "a note", needed=word.status == "dropped")
    if word.by is not None and (word.status != "late" or word.by < today):
        raise Stop(problem("new-date" if word.status != "late" else "commit-date-past", by=word.by, today=today))
    said = names_nobody(settings, "", note, vouched=vouched)
    need, number = found.need.number, word.commitment
    return Step(need, today, "status", number, text=note, status=word.status, by=word.by, vouched=said)


def _declined(settings: Settings, store: Store, refusal: Refusal, vouched: Vouched, today: date) -> Step:
    refuse_state(story(store.stories(), refusal.need), "declined")
    text = a_line(refusal.because, "a reason")
    said = names_nobody(settings, "", text, vouched=vouched)
    return Step(refusal.need, today, "declined", text=text, vouched=said)


def _story_of(stories: Sequence[Story], commitment: int) -> Story:
    found = next((it for it in stories if commitment in {made.number for made in it.commitments}), None)
    if found is None:
        raise Stop(problem("no-such-commitment", commitment=commitment))
    return found


def _known_measure(settings: Settings, store: Store, survey: str, measure: str) -> None:
    """The measure must be something of the need's questionnaire that has a trend."""
    here = [it for it in define.library(settings.surveys) if it.id == survey] or store.asked(survey)
    known = here[-1].followed if here else ()
    if measure not in known:
        raise Stop(problem("measure-unknown", measure=measure, survey=survey, hint=toml.did_you_mean(measure, known)))
