"""Random organisations, person by person, over several waves: who works where, who answers, what each of them says.

Three to four levels (everyone, directorates, services, teams), staff groups that partly follow the teams, people who
join, leave, stay silent, skip a question, and mostly say again what they said before: then the difference between two
waves is nearly a person. Questions are of every kind a report shows. Nothing here looks at what the wall does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

from pulse import analyse, define, protect, report, trend
from pulse.model.figures import Atom, FlowTally, IndexTally, ItemTally, WaveTallies
from pulse.model.release import Past, Release, Rules, Seen, Shown
from pulse.model.survey import Survey, Wave

WALL = Rules(min_answers=11, min_detail=22, band=2)
NO_WALL = Rules(min_answers=2, min_detail=2, band=-1)  # every count exactly, of everybody but one by herself

Answer = frozenset[str]  # ids of options; one unless she may tick several
Where = tuple[tuple[str, ...], str]  # a place, and a staff group; "" is not assigned

_SCALE = '[[item]]\nid = "{0}"\ntext = "{0}?"\nscale = "{1}"\n'
_CHOICE = '[[item]]\nid = "{0}"\ntext = "{0}?"\nchoose = {1}\noptions = {{ {2} }}\n'
_PARTS = {
    "mood": _SCALE.format("mood", "agree5"),
    "score": '[indices.score]\ntitle = "Score"\nleast = 1\nparts.One = ["first", "second"]\nparts.Two = ["third"]\n',
    "scored": "".join(_SCALE.format(it, "agree5") for it in ("first", "second", "third")),
    "one": _CHOICE.format("one", 1, 'a = "A", b = "B", c = "C", d = "D", unsure = "I cannot say"')
    + 'aside = ["unsure"]\n',
    "why": _CHOICE.format("why", 1, 'p = "P", q = "Q"') + 'ask_if = "one == a"\n',
    "many": _CHOICE.format("many", '"any"', 'x = "X", y = "Y", z = "Z"'),
    "frame": _CHOICE.format("hurt", '"any"', 'me = "Me", team = "Team", nobody = "Nobody"')
    + 'alone = ["nobody"]\nframe = "hurt"\n'
    + _CHOICE.format("need", 1, 'rest = "Rest", heard = "Heard", safe = "Safe"')
    + 'frame = "need"\nhorizon = "now"\n'
    + _CHOICE.format("meet", 1, 'self = "Self", lead = "Lead", board = "Board"')
    + 'frame = "meet"\nabout = "need"\n',
}
# What one questionnaire asks; many asks would only be slow.
_FORMS = (("mood", "one", "why"), ("many", "mood"), ("scored",), ("frame",), ("one", "why", "many"))
_LOOKS = ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0))


@dataclass(frozen=True)
class Person:
    """Somebody who answered a wave; an item she skipped, or was not asked, is not among her answers."""

    where: Where
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Organisation:
    """The questionnaire and, wave by wave, everybody who answered it."""

    form: str
    levels: tuple[str, ...]
    waves: tuple[tuple[Person, ...], ...]

    @property
    def survey(self) -> Survey:
        """The questionnaire, read."""
        return define.from_source(self.form)


# --- made up ---------------------------------------------------------------------------------------------------------


def organisation(seed: int, most_waves: int = 6, *, skips: bool = True) -> Organisation:
    """Everything about it follows from the seed."""
    rng = Random(seed)  # noqa: S311 - invented answers
    asked = rng.choice(_FORMS)
    levels = rng.choice((("directorate", "team"), ("directorate", "service", "team")))
    staff = ("", *rng.sample(("nurse", "doctor", "admin", "porter"), rng.choice((0, 0, 2, 3))))
    form = questionnaire(asked, levels, has_staff=len(staff) > 1)
    survey = define.from_source(form)
    tilts = {item.id: {option.id: rng.choice((0.05, 0.5, 1, 4)) for option in item.options} for item in survey.items}
    people = [
        [where, _says(rng, survey, _leaning(rng, tilts), 0.0)]
        for where, size in _teams(rng, levels, staff)
        for _ in range(size)
    ]
    waves: list[tuple[Person, ...]] = []
    skip = rng.choice((0, 0, 0.02, 0.1)) if skips else 0.0
    turnout = rng.choice((0.6, 0.8, 0.95, 1))
    for _ in range(min(most_waves, rng.choice((2, 2, 2, 3, 3, 4, 5, 6)))):
        waves.append(tuple(_answers(rng, survey, people, turnout, skip)))
        people = _next_time(rng, survey, tilts, people)
    return Organisation(form, levels, tuple(waves))


def questionnaire(asked: Sequence[str], levels: Sequence[str], *, has_staff: bool = False) -> str:
    """Its source; `asked` are names in `_PARTS`."""
    dimensions = ", ".join(f'"{it}"' for it in (*levels, *(("staff_group",) if has_staff else ())))
    parts = ("score", *asked) if "scored" in asked else asked
    return f'id = "s"\ntitle = "S"\ndimensions = [{dimensions}]\n' + "".join(_PARTS[it] for it in parts)


def _teams(rng: Random, levels: Sequence[str], staff: Sequence[str]) -> Iterator[tuple[Where, int]]:
    """Teams of all sizes; some hold one staff group only, some people are in no team or no staff group."""
    for directorate in range(rng.randint(1, 3)):
        for service in range(rng.randint(1, 2) if len(levels) > 2 else 1):
            above = (f"D{directorate}", f"S{service}")[: len(levels) - 1]
            for team in range(rng.randint(1, 4)):
                place = (*above, f"T{team}" if rng.random() > 0.06 else "")
                size = rng.choice((rng.randint(1, 14), rng.randint(11, 30), rng.randint(20, 60)))
                groups = rng.sample(staff, rng.randint(1, len(staff))) if len(staff) > 1 else [""]
                dealt = Counter(rng.choices(groups, [rng.choice((1, 1, 5)) for _ in groups], k=size))
                yield from (((place, group), count) for group, count in dealt.items())


Tilts = Mapping[str, Mapping[str, float]]


def _leaning(rng: Random, tilts: Tilts) -> Tilts:
    """Some people are of one mind with everybody, some are their own."""
    if rng.random() < 0.7:
        return tilts
    return {item: {option: rng.choice((0.1, 1, 3)) for option in weights} for item, weights in tilts.items()}


def _says(rng: Random, survey: Survey, tilts: Tilts, skip: float) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for item in survey.items:
        weights = tilts[item.id]
        ids = list(weights)
        picked = rng.choices(ids, list(weights.values()))[0]
        if item.kind == "many" and picked not in {it.id for it in item.options if it.alone}:
            open_to = [it.id for it in item.options if not it.alone]
            found[item.id] = frozenset({picked, *(it for it in open_to if rng.random() < weights[it] / 8)})
        else:
            found[item.id] = frozenset({picked})
    return {item: answer for item, answer in found.items() if rng.random() >= skip}


def _answers(rng: Random, survey: Survey, people: Sequence[list], turnout: float, skip: float) -> Iterator[Person]:  # type: ignore[type-arg]
    for where, says in people:
        if rng.random() < turnout:
            given = {item: answer for item, answer in says.items() if rng.random() >= skip}
            asked = {
                it.id for it in survey.items if it.ask_if is None or it.ask_if.option in given.get(it.ask_if.item, ())
            }
            yield Person(where, {item: answer for item, answer in given.items() if item in asked})


def _next_time(rng: Random, survey: Survey, tilts: Tilts, people: Sequence[list]) -> list[list]:  # type: ignore[type-arg]
    """A few leave, a few come, a few change their mind about something."""
    leave, change = rng.choice(((0.0, 0.0), (0.03, 0.05), (0.1, 0.3)))
    found = []
    for where, says in people:
        if rng.random() < leave:
            continue
        again = _says(rng, survey, _leaning(rng, tilts), 0.0) if rng.random() < change else says
        found.append([where, again])
        if rng.random() < leave:
            found.append([where, _says(rng, survey, _leaning(rng, tilts), 0.0)])
    return found


# --- counted, as the store counts ------------------------------------------------------------------------------------


def tallies(org: Organisation, at: int) -> WaveTallies:
    """One wave in the shape in which the store hands it over."""
    survey, people = org.survey, org.waves[at]
    first = date(2026, 1, 1) + timedelta(days=31 * at)
    return WaveTallies(
        wave=Wave("s", f"{first:%Y-%m}", first, first + timedelta(days=9)),
        survey=survey,
        levels=org.levels,
        responses=dict(Counter(_atom(survey, it) for it in people)),
        asked={},
        items=tuple(_items(survey, people)),
        indices=tuple(_scores(survey, people)),
        flows=tuple(_flows(survey, people)),
    )


def _atom(survey: Survey, person: Person) -> Atom:
    place, group = person.where
    return Atom(place, (group,) if "staff_group" in survey.dimensions else ())


def _items(survey: Survey, people: Sequence[Person]) -> Iterator[ItemTally]:
    for item in survey.items:
        counts: dict[Atom, Counter[str]] = {}
        answered: Counter[Atom] = Counter()
        for person in people:
            if item.id in person.answers:
                answered[_atom(survey, person)] += 1
                counts.setdefault(_atom(survey, person), Counter()).update(person.answers[item.id])
        for atom, found in counts.items():
            yield ItemTally(item.id, atom, answered[atom], tuple(found[it.id] for it in item.options))


def _scores(survey: Survey, people: Sequence[Person]) -> Iterator[IndexTally]:
    """The mean of two parts, of which one is the mean of two items; of people who answered all three."""
    found: dict[tuple[str, Atom], list[int]] = {}
    for person in people if survey.indices else ():
        points = [points_of(survey, person, item) for item in ("first", "second", "third")]
        if None not in points:
            first, second, third = (it or 0 for it in points)
            one = (first + second) // 2
            for name, score in (("score", (one + third) // 2), ("score.one", one), ("score.two", third)):
                found.setdefault((name, _atom(survey, person)), []).append(score)
    for (name, atom), scores in found.items():
        yield IndexTally(name, atom, len(scores), sum(scores), sum(it * it for it in scores))


def points_of(survey: Survey, person: Person, item: str) -> int | None:
    """Thousandths of a point on 0-10 of an answer on a scale of five."""
    if item not in person.answers:
        return None
    (given,) = person.answers[item]
    return 2500 * [option.id for option in survey.by_id[item].options].index(given)


def _flows(survey: Survey, people: Sequence[Person]) -> Iterator[FlowTally]:
    items = ("hurt", "need", "meet")
    if "hurt" not in survey.by_id:
        return
    found: Counter[tuple[tuple[str, ...], int, Atom]] = Counter()
    for person in people:
        if all(item in person.answers for item in items):
            for looked in _LOOKS:
                seen = [sorted(person.answers[it]) if look else [""] for it, look in zip(items, looked, strict=True)]
                for options in product(*seen):
                    found[options, len(seen[0]) * len(seen[1]) * len(seen[2]), _atom(survey, person)] += 1
    for (options, ticks, atom), count in found.items():
        first, second, third = options
        yield FlowTally(items, (first, second, third), ticks, atom, count)


# --- reported, wave by wave ------------------------------------------------------------------------------------------


def reports(org: Organisation, rules: Rules = WALL) -> list[str]:
    """The rows of every wave's report as JSON, each made when its wave had ended and the earlier ones were reported."""
    found: list[str] = []
    for release in releases(org, rules):
        found.append(json.dumps([asdict(row) for row in report.rows(release, trend.findings(release))]))
    return found


def releases(org: Organisation, rules: Rules = WALL) -> Iterator[Release]:
    """What stands behind them."""
    waves = [tallies(org, at) for at in range(len(org.waves))]
    past: dict[str, Past] = {}
    for at in range(len(waves)):
        release = protect.release(analyse.score(waves[: at + 1]), rules, past)
        label = release.wave.label
        joined = {
            about: it
            for about, it in release.figures.items()
            if about.wave == label and about.measure == "flow" and isinstance(it, Shown)
        }
        day = release.wave.last
        past[label] = Past(label, day, rules, at + 1, release.wave.first, _seen(release), joined=joined)
        yield release


def _seen(release: Release) -> Seen:
    """The groups whose number of answers the report told."""
    told = [
        about.group
        for about, figure in release.figures.items()
        if (about.wave, about.measure) == (release.wave.label, "count") and isinstance(figure, Shown)
    ]
    beside = frozenset(group.name for group in told if group in release.beside)
    return Seen(frozenset(group.path for group in told if group not in release.beside), beside)
