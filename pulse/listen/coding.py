"""What a person says a comment speaks of -> its coding: a suggestion confirmed, or codes of her own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from string import ascii_lowercase, ascii_uppercase

from pulse.listen.review import reviewer
from pulse.model.coding import Chain, CodeAsk, Coding, Suggestion
from pulse.model.problems import Stop, problem

_TOKEN = re.compile(r"([a-z])?([0-9]{1,2})([A-Z])?")
HURT_SIGNS, MEET_SIGNS = ascii_lowercase, ascii_uppercase


def confirmed(comment: str, ask: CodeAsk, by: str, day: date) -> Coding:
    """The suggested codes, as suggested. Raises Stop("code-nothing-suggested")."""
    if not ask.suggestions:
        raise Stop(problem("code-nothing-suggested"))
    return chosen(comment, ask.suggestions, [Chain(it.code) for it in ask.suggestions], by, day, second=False)


def chosen(
    comment: str, suggestions: Sequence[Suggestion], chains: Iterable[Chain], by: str, day: date, *, second: bool
) -> Coding:
    """What a person chose, each code that had been suggested as confirmed. Raises Stop("reviewer-unnamed")."""
    suggested = tuple(it.code for it in suggestions)
    made = dict.fromkeys(
        Chain(it.need, it.hurt, it.meet, "confirmed" if it.need in suggested else "person") for it in chains
    )
    return Coding(comment, reviewer(by), day, tuple(made), suggested, second)


def typed(text: str, ask: CodeAsk) -> tuple[Chain, ...]:
    """Codes by their numbers, like "1 b3C": b is hurt, needs the third, and C should meet it.

    Raises Stop("code-unknown") at the first that is no code.
    """
    return tuple(_chain(token, ask) for token in re.split(r"[\s,;]+", text.strip()) if token)


def _chain(token: str, ask: CodeAsk) -> Chain:
    found = _TOKEN.fullmatch(token)
    hurt = _at(HURT_SIGNS, found[1], [name for name, _ in ask.hurt]) if found else None
    meet = _at(MEET_SIGNS, found[3], [name for name, _ in ask.meet]) if found else None
    number = int(found[2]) if found else 0
    if hurt is None or meet is None or not 0 < number <= len(ask.codebook.codes):
        raise Stop(problem("code-unknown", said=token[:12]))
    return Chain(ask.codebook.codes[number - 1].id, hurt, meet)


def _at(signs: str, sign: str | None, names: Sequence[str]) -> str | None:
    """What a letter stands for: "" for none, None where it stands for nothing."""
    if not sign:
        return ""
    place = signs.index(sign)
    return names[place] if place < len(names) else None
