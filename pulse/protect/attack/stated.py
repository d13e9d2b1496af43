"""What a file may say beside its figures: names, days, rules, and texts that a person or the program wrote.

Whatever else in it bears a number is found. Without a ledger nothing of this can be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pulse.model.audit import Ledger, Said
from pulse.model.groups import SEPARATOR
from pulse.protect.attack.known import Known
from pulse.protect.attack.prose import NUMBER, Prose
from pulse.protect.attack.row import COLUMNS

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEED = "need"
_COMPARED = ("favourable", "mean", "share")
_PLACES = ("number", "position", _NEED)
_RULES = {"min_answers": "least", "min_detail": "detail", "band": "band"}


class Stated:
    """The texts of a ledger, and what its stock-takes, groups, questions and answers are called."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name, id, day and text there is."""
        found = {self.ledger.survey, *self.ledger.texts, *self.ledger.levels, *COLUMNS}
        for wave in self.ledger.waves:
            found |= {wave.label, wave.first.isoformat(), wave.last.isoformat()}
        for path in {*self.ledger.groups, *(said.group for said in self.ledger.figures)}:
            found |= {SEPARATOR.join(path[:depth]) for depth in range(1, len(path) + 1)} | set(path)
        for survey in self.ledger.asked_in.values():
            found |= {survey.id, survey.title, *survey.dimensions, *(it.id for it in survey.scores)}
            found |= {it.title for it in survey.scores}
            for item in (*survey.items, *(it.item for it in survey.relationships)):
                found |= {item.id, item.text, item.label, *(option.id for option in item.options)}
                found |= {option.text for option in item.options}
        return frozenset(found)

    @cached_property
    def prose(self) -> Prose:
        """What may be said in sentences."""
        return Prose(Known(self.ledger.figures, self.ledger))

    def explains(self, text: str, around: Sequence[str] = (), wave: str = "") -> bool:
        """Whether a text holds no number but those of names, days and texts, and of figures that it names itself.

        wave: the stock-take whose figures it may also set beside earlier ones
        """
        plain = text.removeprefix("'")
        if not NUMBER.search(text) or plain in self.names or text in self.names or _DAY.fullmatch(text):
            return True
        return not any(self.prose.unexplained(text, around, self._moved(text, wave) if wave else ()))

    def _moved(self, text: str, wave: str) -> Iterator[str]:
        """By how much figures that a text names differ from those of earlier stock-takes: both were rounded before."""
        known = self.prose.known
        before: dict[tuple[object, ...], list[Said]] = {}
        found = [it for it in known.figures(known.named(text)) if it.value is not None and it.measure in _COMPARED]
        for said in found:
            before.setdefault(said.key[1:], []).append(said)
        for later in (it for it in found if it.wave == wave):
            for earlier in (it for it in before[later.key[1:]] if it.wave != wave):
                apart = (later.value or 0) - (earlier.value or 0)
                steps = round(apart * (10 if later.measure == "mean" else 100))
                for step in (steps - 1, steps, steps + 1):
                    yield f"{abs(step) / 10:.1f}" if later.measure == "mean" else str(abs(step))

    def odd(self, lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
        """The cells of a table without figures (line and column, from 1) that nothing explains.

        Numbers that count lines from 1 on are places in a list; those that name a need are held against how many there
        are.
        """
        heads, last = lines[0] if lines else [], dict[int, int]()
        for at, line in enumerate(lines, 1):
            for column, text in enumerate(line, 1):
                before, head = last.get(column, 0), heads[column - 1] if column <= len(heads) else ""
                if at > 1 and self._counts(head, text, before):
                    last[column] = int(text)
                elif not self.explains(text):
                    yield at, column

    def _counts(self, head: str, text: str, before: int) -> bool:
        """Whether a number is a place in a list, or names a need that there is, in their order."""
        if head not in _PLACES or not (text.isascii() and text.isdigit()):
            return False
        if head == _NEED:
            return before <= int(text) <= self.ledger.register
        return int(text) in (1, before + 1)

    def unexplained(self, stated: Mapping[str, object]) -> Iterator[str]:
        """What of an object beside its figures is no name and no rule: where it stands, never what it says."""
        rules = {(name, getattr(wave, own)) for wave in self.ledger.waves for name, own in _RULES.items()}
        entries = {("entry", wave.entry) for wave in self.ledger.waves}
        for name, value in _leaves(stated):
            known = (name, value) in rules | entries if isinstance(value, int | float) else self.explains(str(value))
            if NUMBER.search(name) or not known:
                yield name


def _leaves(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value at the ends of an object, under the name it stands by."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _leaves(inside, str(key))
    elif isinstance(value, list):
        for inside in value:
            yield from _leaves(inside, name)
    elif value is not None:
        yield name, value
