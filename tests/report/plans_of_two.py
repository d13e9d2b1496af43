"""Plans of two bodies made by chance, each as full as the page allows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from pulse.model.one_side import DEED_KINDS, Body, Deed, OneSide, Seen, Share
from pulse.report import too_much

DAY = date(2026, 11, 5)
_SAID = (
    "both boards meet for half a day each in the other's control room and say what has changed since the last winter; "
    "one handover lead with the say over queues, WWW/MMM-reporting, 96% of beds, illustrious fjords, Ärzte, Łódź, "
    "interdisciplinary-understanding-of-responsibilities, iiiiillllliiiii lift it, WARDMANAGEMENTWORKSHOP we will know"
)
_WORDS = _SAID.split()


def full(seed: int, *, figures: bool = True) -> OneSide:
    """A plan by chance that fits, to which not one more thing to do could be added."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    plan = _small(chance, figures)
    while too_much(plan):
        plan = _small(chance, figures)
    while True:
        more = _more(chance, plan)
        if more is None or too_much(more):
            return plan
        plan = more


def _small(chance: random.Random, figures: bool) -> OneSide:
    def body(name: str) -> Body:
        carries, needs, offers = (_texts(chance, 2, 110) for _ in range(3))
        return Body(name, carries, needs, offers, _text(chance, 10, 40))

    return OneSide(
        first=body(_text(chance, 8, 34)),
        second=body(_text(chance, 8, 34)),
        written=DAY,
        review=DAY + timedelta(days=200),
        aim=_text(chance, 60, 240),
        seen=tuple(_seen(chance, figures) for _ in range(chance.randint(0, 5))),
        asked=_text(chance, 30, 180) if figures else "",
        shared=_texts(chance, 3, 120),
        disagree=_texts(chance, 3, 120),
        deeds=(_deed(chance),),
    )


def _more(chance: random.Random, plan: OneSide) -> OneSide | None:
    """One thing more to do; a shorter one where a long one does not fit."""
    for deed in (_deed(chance), Deed("post", "One lead", "Chair", DAY, "Less")):
        if not too_much(more := replace(plan, deeds=(*plan.deeds, deed))):
            return more
    return None


def _deed(chance: random.Random) -> Deed:
    day = DAY + timedelta(days=chance.randint(0, 400))
    return Deed(chance.choice(DEED_KINDS), _text(chance, 5, 90), _text(chance, 5, 50), day, _text(chance, 5, 40))


def _seen(chance: random.Random, figures: bool) -> Seen:
    def share() -> Share | None:
        percent = chance.choice([0, 100, chance.randint(0, 100)])
        low, high = max(percent - chance.randint(0, 9), 0), min(percent + chance.randint(0, 9), 100)
        return Share(percent, low, high, chance.randint(11, 999)) if figures and chance.random() < 0.8 else None

    return Seen(_text(chance, 10, 62), share(), share())


def _texts(chance: random.Random, most: int, longest: int) -> tuple[str, ...]:
    return tuple(_text(chance, 20, longest) for _ in range(chance.randint(1, most)))


def _text(chance: random.Random, least: int, most: int) -> str:
    wanted = chance.randint(least, most)
    text = chance.choice(_WORDS)[:most]
    while len(text) < wanted:
        text = f"{text} {chance.choice(_WORDS)}"
    return text[:wanted].strip()
