"""The invented staff: teams with their headcounts, and one imagined person after another with answers of her own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import prod
from random import Random

from pulse.demo import loop, story
from pulse.model.groups import SEPARATOR
from pulse.model.survey import NOT_MINE, Item, Survey, Wave


@dataclass(frozen=True)
class Team:
    """One team: its path, how many it holds, how it differs from the rest."""

    path: tuple[str, str, str]
    headcount: int
    mood: float
    keenness: float  # the share of it that answers


@dataclass(frozen=True)
class Sheet:
    """One person's answers: option ids by item, times, what she wrote."""

    team: Team
    staff_group: str
    started: datetime
    submitted: datetime
    answers: dict[str, tuple[str, ...]]
    words: str


@dataclass(frozen=True)
class Chances:
    """What chance there is in a sheet. Each part has dice of its own: told otherwise, it leaves the others alone."""

    answers: Random
    words: Random
    leads: Random
    felt: Random

    @classmethod
    def of(cls, seed: int) -> Chances:
        """The dice of a demonstration."""
        return cls(*(Random(seed + at) for at in range(4)))  # noqa: S311 - an invented organisation, not a secret


def teams(rng: Random) -> list[Team]:
    """All forty teams, two of them small enough that nothing may be shown of them."""
    found: list[Team] = []
    for organisation, directorates in story.PLACES.items():
        for directorate, names in directorates.items():
            for name in names:
                headcount = rng.choice((9, 14)) if name in ("Equipment Store", "Day Surgery") else rng.randint(24, 72)
                mood = rng.gauss(0, 0.28)
                found.append(Team((organisation, directorate, name), headcount, mood, rng.uniform(0.5, 0.78)))
    return found


def sheets(
    survey: Survey, wave: Wave, number: int, team: Team, asked_after: Mapping[int, str], chances: Chances
) -> list[Sheet]:
    """Everybody of a team who answered a wave, in no order. asked_after: commitment -> the story's name of its need."""
    answered = sum(chances.answers.random() < team.keenness for _ in range(team.headcount))
    return [_sheet(survey, wave, number, team, asked_after, chances) for _ in range(answered)]


def moment(day: date, rng: Random) -> str:
    """A moment of a day as Google's sheets have it: month first."""
    return f"{day.month}/{day.day}/{day.year} {rng.randint(6, 21)}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


def _sheet(
    survey: Survey, wave: Wave, number: int, team: Team, asked_after: Mapping[int, str], chances: Chances
) -> Sheet:
    rng, words = chances.answers, chances.words
    answers: dict[str, tuple[str, ...]] = {}
    leads = chances.leads.random() < story.LEADERS
    own = rng.gauss(0, 0.55) + (story.LEADERS_SEE if leads else 0.0)
    for item in survey.items:
        if item.consent:
            answers[item.id] = (item.consent,) if words.random() < 0.7 else _refused(item)
        elif item.follows:
            answers[item.id] = (_felt(item, number, team, asked_after, chances.felt),)
        elif item.kind != "text" and rng.random() > 0.02:  # one in fifty skips a question
            answers[item.id] = _answer(item, number, team, own, answers, rng)
    day = wave.first + timedelta(days=min(int(rng.expovariate(0.35)), (wave.last - wave.first).days))
    started = datetime.combine(day, time(rng.randint(6, 21), rng.randint(0, 59), rng.randint(0, 59)))
    submitted = min(started + timedelta(seconds=rng.randint(95, 420)), datetime.combine(day, time(23, 59)))
    groups = list(story.STAFF_GROUPS)
    staff_group = rng.choices(groups, list(story.STAFF_GROUPS.values()))[0]
    said = words.choice(rng.choice(story.COMMENTS)).text if rng.random() < 0.08 else ""
    return Sheet(team, story.LEAD if leads else staff_group, started, submitted, answers, said)


def _felt(item: Item, number: int, team: Team, asked_after: Mapping[int, str], rng: Random) -> str:
    """What somebody says of the commitments a question asks after: the first that concerns her."""
    chance, split = rng.random(), rng.random()
    for need in (asked_after[commitment] for commitment in item.follows):
        felt = next(it for it in reversed(loop.FELT) if it.need == need and it.wave <= number)
        if _concerns(loop.place_of(need), team) and chance < felt.mine:
            return "met" if split < felt.met else "partly" if split < felt.met + felt.partly else "not_met"
    return NOT_MINE


def _concerns(place: str, team: Team) -> bool:
    path = tuple(place.split(SEPARATOR)) if place else ()
    return team.path[: len(path)] == path


def _refused(item: Item) -> tuple[str, ...]:
    return next((option.id,) for option in item.options if option.id != item.consent)


def _answer(
    item: Item, number: int, team: Team, own: float, before: dict[str, tuple[str, ...]], rng: Random
) -> tuple[str, ...]:
    if item.kind == "scale":
        return (item.options[_point(item, number, team, own, rng)].id,)
    weights = [float(weight) for weight in story.WEIGHTS.get(item.id, (1,) * len(item.options))]
    weights = [w * _drawn(item.id, o.id, number, team) for o, w in zip(item.options, weights, strict=True)]
    if item.about:
        needs = before.get(item.about, ())
        pulls = [max((story.PULLS.get((need, o.id), 1.0) for need in needs), default=1.0) for o in item.options]
        weights = [weight * pull for weight, pull in zip(weights, pulls, strict=True)]
    first = rng.choices(item.options, weights)[0]
    picked = [first.id]
    if item.kind == "many" and not first.alone and rng.random() < 0.35:
        second = rng.choices(item.options, weights)[0]
        if not second.alone and second.id != first.id and (item.at_most is None or item.at_most > 1):
            picked.append(second.id)
    order = [option.id for option in item.options]
    return tuple(sorted(picked, key=order.index))


def _drawn(item: str, option: str, number: int, team: Team) -> float:
    """How much more often an answer is given than usual, at a time and a place."""
    here = (it for it in story.DRAWN if (it.item, it.option) == (item, option) and it.place in ("", *team.path))
    return prod(it.times for it in here if it.wave <= number < it.until)


def _point(item: Item, number: int, team: Team, own: float, rng: Random) -> int:
    """A 0-based point of a five-point scale."""
    way = 1.0 if item.positive == "high" else -1.0
    level = story.LEVELS.get(item.id, 3.2) + way * (team.mood + own)
    for change in story.CHANGES:
        here = change.place in ("", *team.path)
        if change.item == item.id and here and number >= change.wave:
            level += change.points
    return min(max(round(level + rng.gauss(0, 0.75)), 1), len(item.options)) - 1
