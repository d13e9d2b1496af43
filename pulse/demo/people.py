"""The invented staff: teams with their headcounts, and one imagined person after another with answers of her own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from pulse.demo import story
from pulse.model.survey import Item, Survey, Wave


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


def sheets(survey: Survey, wave: Wave, number: int, team: Team, rng: Random, words: Random) -> list[Sheet]:
    """Everybody of a team who answered a wave, in no order. words: what chance there is in what they write."""
    answered = sum(rng.random() < team.keenness for _ in range(team.headcount))
    return [_sheet(survey, wave, number, team, rng, words) for _ in range(answered)]


def _sheet(survey: Survey, wave: Wave, number: int, team: Team, rng: Random, words: Random) -> Sheet:
    answers: dict[str, tuple[str, ...]] = {}
    own = rng.gauss(0, 0.55)
    for item in survey.items:
        if item.consent:
            answers[item.id] = (item.consent,) if words.random() < 0.7 else _refused(item)
        elif item.kind != "text" and rng.random() > 0.02:  # one in fifty skips a question
            answers[item.id] = _answer(item, number, team, own, answers, rng)
    day = wave.first + timedelta(days=min(int(rng.expovariate(0.35)), (wave.last - wave.first).days))
    started = datetime.combine(day, time(rng.randint(6, 21), rng.randint(0, 59), rng.randint(0, 59)))
    submitted = min(started + timedelta(seconds=rng.randint(95, 420)), datetime.combine(day, time(23, 59)))
    groups = list(story.STAFF_GROUPS)
    staff_group = rng.choices(groups, list(story.STAFF_GROUPS.values()))[0]
    said = words.choice(rng.choice(story.COMMENTS)).text if rng.random() < 0.08 else ""
    return Sheet(team, staff_group, started, submitted, answers, said)


def _refused(item: Item) -> tuple[str, ...]:
    return next((option.id,) for option in item.options if option.id != item.consent)


def _answer(
    item: Item, number: int, team: Team, own: float, before: dict[str, tuple[str, ...]], rng: Random
) -> tuple[str, ...]:
    if item.kind == "scale":
        return (item.options[_point(item, number, team, own, rng)].id,)
    weights = [float(weight) for weight in story.WEIGHTS.get(item.id, (1,) * len(item.options))]
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


def _point(item: Item, number: int, team: Team, own: float, rng: Random) -> int:
    """A 0-based point of a five-point scale."""
    way = 1.0 if item.positive == "high" else -1.0
    level = story.LEVELS.get(item.id, 3.2) + way * (team.mood + own)
    for change in story.CHANGES:
        here = change.place in ("", *team.path)
        if change.item == item.id and here and number >= change.wave:
            level += change.points
    return min(max(round(level + rng.gauss(0, 0.75)), 1), len(item.options)) - 1
