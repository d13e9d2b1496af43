"""What a questionnaire asks of a person: questions, and an estimate of minutes."""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.survey import COMMENT, Item, Survey

WORDS_A_MINUTE = 238  # silent reading of English; Brysbaert, Journal of Memory and Language 109 (2019), 104047
# Our own assumptions, in seconds: to decide on one answer, to go through a list, to write a sentence or two.
_TO_DECIDE = {"scale": 4.0, "one": 6.0, "many": 8.0, COMMENT: 30.0}


def seconds(survey: Survey) -> float:
    """How long it may take: to read all of it once, and to answer. An estimate that no stop-watch has checked.

    Options are read once where the question before has the same. A question about pairs of groups is answered once for
    each group where it says which those are, else it counts once.
    """
    words = sum(map(_words, _texts(survey)))
    return words / WORDS_A_MINUTE * 60 + sum(_to_answer(survey))


def minutes(survey: Survey) -> int:
    """The same in whole minutes, at least one."""
    return max(1, round(seconds(survey) / 60))


def questions(survey: Survey) -> int:
    """How many questions a person can be asked, beside those for her group; one about pairs of groups counts once."""
    return len(survey.items) + (0 if survey.ratings else len(survey.relationships))


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
