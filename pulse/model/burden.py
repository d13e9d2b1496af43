"""What questionnaires ask of a person: questions, an estimate of minutes, and how often over a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import ceil

from pulse.model.survey import COMMENT, Item, Survey

WORDS_A_MINUTE = 238  # silent reading of English; Brysbaert, Journal of Memory and Language 109 (2019), 104047
# Our own assumptions, in seconds: to decide on one answer, to go through a list, to write a sentence or two.
_TO_DECIDE = {"scale": 4.0, "one": 6.0, "many": 8.0, COMMENT: 30.0}


MOST_QUESTIONS = 15
MOST_ASKS = 1.0  # a month, of all questionnaires together
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """One questionnaire over the twelve months: how long it is, and how often it comes."""

    survey: str
    title: str
    questions: int
    seconds: float
    waves: int
    scheduled: bool = True


@dataclass(frozen=True, slots=True)
class Load:
    """What all questionnaires together ask of everybody who gets all of them, over twelve whole months."""

    first_month: str  # "2026-11"
    asks: tuple[Ask, ...]
    by_month: Mapping[str, int] = field(default_factory=dict)  # month -> waves that begin in it; every month is there

    @property
    def asks_a_month(self) -> float:
        """How often a person is asked in a month, on average."""
        return sum(it.waves for it in self.asks) / MONTHS

    @property
    def minutes_a_month(self) -> float:
        """How many minutes that takes."""
        return sum(it.waves * it.seconds for it in self.asks) / 60 / MONTHS

    @property
    def busiest(self) -> tuple[str, int]:
        """The month with most waves, the first of equals, and how many."""
        return max(self.by_month.items(), key=lambda it: it[1], default=(self.first_month, 0))

    @property
    def too_often(self) -> bool:
        """True where a person is asked more than once a month."""
        return self.asks_a_month > MOST_ASKS


def seconds(survey: Survey) -> float:
    """How long it may take: to read all of it once, and to answer. An estimate that no stop-watch has checked.

    Options are read once where the question before has the same. A question about pairs of groups is answered once for
    each group where it says which those are, else it counts once. Where blocks take turns it is the longest turn.
    """
    return _seconds(_longest_turn(survey))


def _seconds(survey: Survey) -> float:
    words = sum(map(_words, _texts(survey)))
    return words / WORDS_A_MINUTE * 60 + sum(_to_answer(survey))


def minutes(survey: Survey) -> int:
    """The same in whole minutes, at least one."""
    return max(1, round(seconds(survey) / 60))


def questions(survey: Survey) -> int:
    """How many questions a person can be asked, beside those for her group; one about pairs of groups counts once."""
    asked = _longest_turn(survey)
    return len(asked.items) + (0 if asked.ratings else len(asked.relationships))


def _longest_turn(survey: Survey) -> Survey:
    """The questionnaire of the wave that has the longest blocks; as it is where none take turns."""
    if survey.rotation is None or survey.instance is not None:
        return survey
    longest = sorted(survey.blocks, key=lambda block: -_seconds(_only(survey, {block})))
    return _only(survey, {"", *longest[: ceil(len(survey.blocks) / survey.rotation.every)]})


def _only(survey: Survey, blocks: set[str]) -> Survey:
    return replace(
        survey,
        items=tuple(item for item in survey.items if item.block in blocks),
        relationships=tuple(it for it in survey.relationships if it.item.block in blocks),
    )


def _texts(survey: Survey) -> Iterator[str]:
    yield survey.title
    yield survey.introduction
    yield from survey.dimension_texts.values()
    before: tuple[str, ...] = ()
    for item in _asked(survey):
        yield item.text
        options = tuple(option.text for option in item.options)
        if options != before:
            yield from options
        before = options


def _asked(survey: Survey) -> tuple[Item, ...]:
    return (*survey.items, *(it.item for it in survey.relationships))


def _words(text: str) -> int:
    return len(text.split())


def _to_answer(survey: Survey) -> Iterator[float]:
    yield from (_TO_DECIDE["one"] for _ in survey.dimensions)
    yield from (_TO_DECIDE[item.kind] for item in survey.items)
    for it in survey.relationships:
        yield _TO_DECIDE["scale"] * max(1, len(it.rated))
