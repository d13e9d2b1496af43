"""How answers are kept safe, for staff: promise by promise, how each is kept, and how it is tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulse.model.survey import Survey
from pulse.report.filled import environment, style
from pulse.report.methods import EDITION
from pulse.settings import Settings


@dataclass(frozen=True, slots=True)
class Promise:
    """What staff are promised, in three sentences or so each: the promise, how it is kept, how it is tested."""

    said: str
    kept: str
    tested: str


def safety_page(settings: Settings, surveys: Sequence[Survey], least: int) -> str:
    """One HTML file in plain words: no script, no request, the same bytes for the same settings.

    surveys  those it is about; least: fewest answers that a figure of theirs may rest on
    """
    return (
        environment()
        .get_template("promises.html")
        .render(
            organisation=settings.organisation,
            language=surveys[0].language if surveys else "en-GB",
            promises=promises(settings, surveys, least),
            signposts=settings.safeguarding.signposts,
            lead=settings.safeguarding.lead,
            comments=_has_comments(surveys),
            least=least,
            detail=max(settings.policy.min_detail, least),
            band=settings.policy.band,
            days=settings.retention.close_after_days,
            months=settings.retention.keep_answers_months,
            edition=EDITION,
            **style(),
        )
    )


def promises(settings: Settings, surveys: Sequence[Survey], least: int) -> tuple[Promise, ...]:
    """Every promise that holds under these settings."""
    found = [*_of_figures(least), *_of_identity(settings, surveys)]
    if _has_comments(surveys):
        found += _of_comments(settings)
    return (*found, *_of_pages())


def _has_comments(surveys: Sequence[Survey]) -> bool:
    return any(item.kind == "text" for survey in surveys for item in survey.items)


def _of_figures(least: int) -> Iterator[Promise]:
    yield Promise(
        "Nobody can work out what you said.",
        f"No figure rests on fewer than {least} answers. Where a small group could be found by taking one figure from "
        "another, that figure is held back too.",
        "We make up many organisations by chance. A second program, written apart, tries to break into their reports. "
        "It must find nothing. With the rules switched off it finds a lot, so we know that it can.",
    )
    yield Promise(
        "You are safe when all of you agree.",
        "If nearly all or nearly none of a group gave an answer, the report only says “or more” or “or fewer”. So "
        "nobody can say: they all said it, so you did.",
        "We use teams where all say the same, and worked examples that others have published.",
    )
    yield Promise(
        "What is held back tells nothing.",
        "It is always the same dash, whatever the reason. No line, bar or colour is drawn from it.",
        "We make two organisations that differ only in what is held back. Their reports must be the same, to the last "
        "letter.",
    )
    yield Promise(
        "One late answer does not show.",
        "Once a report is out, no single answer can change it. Nobody can lay two reports side by side to see what "
        "one person said.",
        "We send answers in after the report. No figure may move because of one of them.",
    )


def _of_identity(settings: Settings, surveys: Sequence[Survey]) -> Iterator[Promise]:
    yield Promise(
        "Your name is not kept.",
        "Names, e-mail addresses and times are dropped before your answers are stored.",
        "We search each file that the program writes for each name and address that went in. None may be there.",
    )
    linked = ", ".join(dict.fromkeys(survey.title for survey in surveys if survey.linked))
    days = settings.retention.close_after_days
    yield Promise(
        "Your answers are not joined to those you gave last time."
        if not linked
        else "You are told if we join answers.",
        f"Each stock-take has a secret key of its own. It is destroyed {days} days after the last day, when the "
        "stock-take is closed."
        + (f" Only here are two times put side by side, to count changes: {linked}." if linked else ""),
        "The same made-up people answer twice. Nothing stored may show who is who, and after the close the key must "
        "be gone.",
    )


def _of_comments(settings: Settings) -> Iterator[Promise]:
    lead = settings.safeguarding.lead
    yield Promise(
        "No comment is passed on unread.",
        "A program takes names and numbers out of what you write. Then a person reads it, and can shorten it or hold "
        "it back, but never change your words.",
        "Tests try to get a comment past that person. None may get through.",
    )
    yield Promise(
        "A cry for help reaches a person.",
        f"Words that speak of danger go to {'the safeguarding lead (' + lead + ')' if lead else 'one named person'}, "
        "without your name and without your team. This takes time: the form is not read at once.",
        "We plant such words. They must arrive, and no report may come out while they wait too long.",
    )


def _of_pages() -> Iterator[Promise]:
    yield Promise(
        "A report only shows, and does nothing else.",
        "It is one file. It runs no program, and it tells nobody that you have opened it.",
        "We open it in a real browser and watch. It must not ask for anything.",
    )
    yield Promise(
        "We can be checked.",
        "Each report says by which rules it was made, how much is held back, and its number in our ledger. The "
        "program, its rules and its tests can be read by anybody.",
        "We make each report twice. Both must be the same, to the last letter.",
    )
