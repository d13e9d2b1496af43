"""The next questionnaire as it will be asked: the survey, and one item for each commitment that is due.

Commitments to everyone, or to a group above the finest level, are asked of all: so many as the settings allow, those
never asked after first, then the oldest need, then the one most people have. For teams - the finest level - one item
asks what their team was promised, so that it costs each person one question however many teams were promised something.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulse.model.groups import ALL
from pulse.model.loop import Level, Promise, Story
from pulse.model.loop_views import Instance
from pulse.model.survey import NOT_MINE, Item, Survey, Wave

LIST = "was-it-met"
_SPEAKERS: dict[Level, str] = {
    "self": "We said we",
    "team": "The team said it",
    "manager": "The manager said they",
    "directorate": "The directorate said it",
    "board": "The board said it",
    "system": "Our partners said they",
    "national": "National bodies said they",
}
_LONGEST_ID = 40
_ASK = "Has that need been met for you?"


@dataclass(frozen=True, slots=True)
class Question:
    """A follow-up before it is an item: its id, its words, the commitments it asks after."""

    item: str
    text: str
    title: str
    follows: tuple[int, ...]
    asked_before: bool = False


def due(stories: Sequence[Story], survey: str, wave: Wave) -> tuple[Story, ...]:
    """Needs whose commitment the wave should ask after, in the order in which they are asked.

    That is one which its owner calls kept, or whose day has come, until staff say that the need is met.
    """
    found = [it for it in stories if it.need.survey == survey and it.promise and _is_due(it, it.promise, wave)]
    return tuple(sorted(found, key=_urgency))


def _is_due(story: Story, promise: Promise, wave: Wave) -> bool:
    is_open = story.state in ("committed", "delivered", "partly", "not_met")
    return is_open and (promise.status == "kept" or promise.due <= wave.first)


def _urgency(story: Story) -> tuple[bool, int, int, int]:
    judged = bool(story.promise and story.promise.verdicts)
    return judged, story.need.opened.toordinal(), -story.need.people, story.need.number


def instance(
    survey: Survey,
    wave: Wave,
    last: str,
    stories: Sequence[Story],
    levels: Sequence[str],
    most: int,
    rests: Sequence[str] = (),
) -> Instance:
    """The questionnaire of one wave. last: the label of the wave before it; most: items that everybody is asked.

    rests: the blocks it leaves out.

    Its TOML is the survey's own text with the wave on top and the follow-ups at its end.
    """
    asked = due(stories, survey.id, wave)
    of_teams = [it for it in asked if it.need.group.dimension == levels[-1]]
    of_all = [it for it in asked if it not in of_teams]
    first_of_each = list({it.need.group: it for it in reversed(of_teams)}.values())[::-1]
    questions = [_of_all(it, wave, last) for it in of_all[:most]]
    questions += [_of_teams(first_of_each, wave)] if first_of_each else []
    left = [*of_all[most:], *(it for it in of_teams if it not in first_of_each)]
    return Instance(
        wave.label,
        wave.first,
        wave.last,
        tuple((it.item, it.follows) for it in questions),
        tuple(it.promise.commitment.number for it in left if it.promise),
        _toml(survey, wave, questions, rests),
    )


def _of_all(story: Story, wave: Wave, last: str) -> Question:
    promise = _promise(story)
    need, commitment = story.need, promise.commitment
    when = "Last time" if need.wave == last else f"In {need.wave}" if need.wave else "Earlier"
    if need.share is not None:
        who = "of us" if need.group == ALL else f"of us in {need.group.name}"
        heard = f"{when} {need.share:.0%} {who} needed"
    else:
        heard = f"{when} we heard" + ("" if need.group == ALL else f" from {need.group.name}")
    said = f"{_SPEAKERS[commitment.level]} would do this: {_stop(commitment.text)}"
    text = f"{heard}: {_stop(need.text)} {said} {_ASK}"
    before = any(label != wave.label for label in promise.asked_in)
    return Question(f"met_{commitment.number}", text, f"Met: {need.text}", (commitment.number,), before)


def _of_teams(stories: Sequence[Story], wave: Wave) -> Question:
    """One question for all teams. The next wave's is another one, with another id: other promises stand in it."""
    promised = " ".join(f"{it.need.group.name}: {_stop(_promise(it).commitment.text)}" for it in stories)
    text = f"Some teams were promised something. {promised} If yours is among them: {_ASK[0].lower()}{_ASK[1:]}"
    numbers = tuple(_promise(it).commitment.number for it in stories)
    name = re.sub(r"[^a-z0-9]+", "_", wave.label.casefold()).strip("_")
    return Question(f"promised_{name}"[:_LONGEST_ID], text, "Met: what teams were promised", numbers)


def _promise(story: Story) -> Promise:
    if story.promise is None:
        raise ValueError("only a need with a commitment is asked after")
    return story.promise


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


# --- as files --------------------------------------------------------------------------------------------------------


def _toml(survey: Survey, wave: Wave, questions: Sequence[Question], rests: Sequence[str]) -> str:
    dates = f"first = {wave.first}, last = {wave.last}"
    dates += f", rests = [{', '.join(map(_quoted, rests))}]" if rests else ""
    head = (
        f"# Asked in this wave only; `pulse open` wrote it.\ninstance = {{ wave = {_quoted(wave.label)}, {dates} }}\n\n"
    )
    return head + survey.source.rstrip("\n") + "\n" + "".join(map(_item_table, questions))


def _item_table(it: Question) -> str:
    lines = (
        f"id      = {_quoted(it.item)}",
        f"text    = {_quoted(it.text)}",
        f"title   = {_quoted(it.title)}",
        "choose  = 1",
        f"options = {_quoted(LIST)}",
        f"aside   = [{_quoted(NOT_MINE)}]",
        f"follows = {list(it.follows)}",
        *(['change  = "cosmetic"'] if it.asked_before else []),  # "Last time" becomes the wave's name, and nothing else
    )
    return "\n[[item]]\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def paste(survey: Survey) -> str:
    """A questionnaire as plain text, question by question, to be pasted into a survey platform."""
    parts = [survey.title, survey.introduction, *_places(survey), *map(_asked, survey.items)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _places(survey: Survey) -> Iterator[str]:
    for dimension in survey.dimensions:
        yield f"{survey.dimension_texts.get(dimension) or dimension}\n(a list of your groups)"


def _asked(item: Item) -> str:
    how = {"many": "Choose any." if item.at_most is None else f"Choose at most {item.at_most}.", "text": "Own words."}
    lines = [item.text, how.get(item.kind, "Choose one."), *(f"- {option.text}" for option in item.options)]
    return "\n".join(lines)
