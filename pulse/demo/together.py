"""How the invented directorates get on with each other, as data, and a sheet of answers from each who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random

from pulse.demo.people import Team, moment
from pulse.model.survey import Item, Survey, Wave

Pair = tuple[tuple[str, ...], tuple[str, ...]]  # whole paths: who says it, of whom

SURVEY = "working-together"
FIRST = 3  # it begins with a stock-take, counted from the first (0), and comes twice a year
WAVES = 3
REPORTED = (1, 2)  # of its own waves
PLAN_AFTER, PLAN_DAYS = 1, 19  # written so many days after the last day of one of its waves
BODIES = ("Saltmarsh Hospitals / Medicine", "Saltmarsh Hospitals / Surgery")
EVENT = "Medicine and Surgery agreed on one side of A4 how they work together"

# How many of a directorate agree that work with another one goes well, where a story is told of it: before, and after.
_TOLD = {
    ("Medicine", "Surgery"): (0.33, 0.62),  # the plan's two: one waits for beds, the other for patients
    ("Surgery", "Medicine"): (0.56, 0.66),
    ("Estates and Support", "Surgery"): (0.38, 0.4),
    ("Surgery", "Estates and Support"): (0.7, 0.7),
}
_MENDED = 2  # the wave from which the second holds
# Who meets whom across organisations; inside one everybody does.
_ACROSS = {
    ("Medicine", "Neighbourhoods"), ("Medicine", "Community Support"), ("Women and Children", "Community Teams"),
    ("Neighbourhoods", "Community Teams"), ("Medicine", "Inpatient"),
}  # fmt: skip
_ANSWERS = 0.6  # of those who answer a stock-take
_HARDER = {"told_in_time": -0.06, "disagree_well": -0.04, "shared_aims": 0.06}  # than the other questions
_SAID = (
    "One number to ring that somebody answers.",
    "To see their ward for a morning, and they ours.",
    "A list of beds that both of us believe.",
    "Tell us before the change and not after it.",
)


def rows(survey: Survey, wave: Wave, number: int, teams: list[Team], rng: Random) -> Iterator[list[str]]:
    """The heading, then a line each: moment, team, a cell for every directorate and question, own words.

    survey  with an item for each directorate that is rated
    number  of the wave, from 0
    """
    items = [it for it in survey.items if it.kind == "text"]
    questions = [survey.dimension_texts["team"], *(it.item.text for it in survey.ratings), *(it.text for it in items)]
    yield ["Timestamp", *questions]
    own: list[tuple[str, ...]] = list(dict.fromkeys(team.path[:2] for team in teams))
    usual = {(one, other): Random(f"{one} {other}").uniform(0.46, 0.66) for one in own for other in own}  # noqa: S311
    for team in teams:
        for _ in range(sum(rng.random() < team.keenness * _ANSWERS for _ in range(team.headcount))):
            day = wave.first + timedelta(days=min(int(rng.expovariate(0.35)), (wave.last - wave.first).days))
            cells = [_cell(it.item, it.of, it.rated, team, number, usual, rng) for it in survey.ratings]
            words = rng.choice(_SAID) if rng.random() < 0.05 else ""
            yield [moment(day, rng), team.path[2], *cells, *(words for _ in items)]


def _cell(
    item: Item, question: str, rated: tuple[str, ...], team: Team, number: int, usual: Mapping[Pair, float], rng: Random
) -> str:
    own = team.path[:2]
    if rated == own:
        return ""
    if not _meet(own, rated):
        return next(it.text for it in item.options if it.aside) if rng.random() < 0.5 else ""
    if rng.random() < 0.08:
        return ""
    told = _TOLD.get((own[1], rated[1]))
    agree = (told[number >= _MENDED] if told else usual[own, rated]) + _HARDER.get(question, 0.0) + team.mood / 8
    weights = [(1 - agree) * 0.2, (1 - agree) * 0.4, (1 - agree) * 0.4, agree * 0.7, agree * 0.3]
    return rng.choices([it.text for it in item.options if not it.aside], weights)[0]


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = {(one[1], other[1]), (other[1], one[1])}
    return one[0] == other[0] or bool(pairs & _ACROSS)


# --- what the two wrote on their side of A4, in the order of the file ---

AIM = (
    "Medicine waits for beds, Surgery for its lists, and each thinks the other holds it back. By autumn most of us "
    "say that we settle it together."
)
SHARED = (
    "Patients who are in the right bed on the right day, and do not hear us argue over it.",
    "Nights on which nobody is alone with too many patients, on either side.",
)
DISAGREE = (
    "The two nurses in charge speak first, on the same day and face to face; then the two clinical directors.",
    "Who decides if they cannot: the director on call, and she tells both sides why.",
)
NEEDS = (
    ("To be told of a cancelled list by noon, and not by the ward clerk.",),
    ("Beds that are promised in the morning are still there in the afternoon.",),
)
OFFERS = (
    ("A medical registrar comes to the surgical wards every day at eleven.",),
    ("Four beds for medical patients from Friday to Sunday, agreed on Thursday.",),
)
SIGNS = ("Clinical director, Medicine", "Clinical director, Surgery")
DEEDS = (
    ("meeting", "Bed meeting at eight, standing, with both sides in one room", "Nurses in charge of both sides",
     "Half of each side agree: problems are mended"),
    ("post", "One bed coordinator for both, paid by half each", "Both operations managers",
     "Half of each side agree: told in time"),
)  # fmt: skip
