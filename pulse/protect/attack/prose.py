"""The numbers in a page's sentences: each must be a figure that the sentence names, or count no people at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pulse.protect.attack.known import Known

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")
_LONG = 8  # signs: a shorter text is no sentence that could be taken out as a whole
_CLAUSE = re.compile(r"(?<=[.;?!”]) |; ")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_QUOTED = re.compile("“([^”]*)”")
_TELLS_RULES = ("Counts of", "all but", "need", "fewer than")
_COUNTS_NOBODY = re.compile(
    "|".join(
        (
            r"1995, 5%", r"\b\d+ parts? on 0-10\b",
            r"\b\d+ (?:stock-takes?|charts?|differences|exports?|times|show a change|questions?|minutes?)\b",
            r"\b\d+\.\d times a month\b",
            r"\b\d+ of them clear", r"\bof \d+ \(\d\.\d% a chart", r"\babout \d+\.\d\b",
            r"\bmore than \d+(?= ?;|\.|$|,)",
            r"\bfewer than \d+(?= stock-takes|\.|;|$)", r"\band \d+ more groups",
            r"95 ?% interval", r"± [\d.]+", r"σz \d+\.\d\d", r"design effect \d+\.\d\d",
            r"\b0(?:-| to )10\b", r"\bnever below 1\b", r"NHSRplotthedots 0\.2\.2",
            r"qicharts2 0\.8\.1", r"1\.96 standard", r"2\.66 mean",
            r"at least \d{1,3}% of each part's", r"must be answered: before \d{1,3}%, now \d{1,3}%", r"at most \d+",
            r"Axis from [\d.]+%? to [\d.]+%?", r"between 0\.3 and 3 times", r"3, 0, 0",
            r"of [\d,]+ people in other parts nobody answered", r"initial-scale=1", r"\(\d+ groups?\)",
            r"\bsha256\b", r"utf-8", r"(?:Average|Median) [\d.]+%?, limits [\d.]+%? to [\d.]+%?",
            rf"(?:\d{{1,2}} (?:(?:{_MONTHS}) )?to )?\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?"
            rf"(?: to \d{{1,2}} (?:{_MONTHS}) \d{{4}})?",
            r"\b(?:19|20)\d\d(?:-(?:\d\d|Q\d|H\d))?\b",
        )
    )
)  # fmt: skip


class Prose:
    """What a page may say in words."""

    def __init__(self, known: Known) -> None:
        self.known = known
        # What a clause speaks of is not taken out of it: its figures are explained by that.
        names = {text for text in (*known.items, *known.options, *known.groups) if not _CLAUSE.search(text)}
        own = {text for text in known.ledger.texts - names if NUMBER.search(text) and len(text) >= _LONG}
        self.constants = sorted(own, key=lambda text: (-len(text), text))
        rules = {(wave.least, wave.detail, wave.band) for wave in known.ledger.waves}
        self.rules = {str(number) for rule in rules for number in rule}

    def unexplained(
        self, words: str, around: Sequence[str] = (), more: Iterable[str] = (), *, figures: bool = True
    ) -> Iterator[str]:
        """The numbers of a text that nothing explains. more: numbers that stand beside it and were explained.

        figures: whether it may tell figures of what it names; not so in a table, where each stands in its element.
        """
        if not NUMBER.search(words):
            return
        granted = frozenset(more)
        for clause in _CLAUSE.split(self._without_constants(words)):
            yield from self._in_clause(clause, around, granted, figures=figures)

    def _without_constants(self, words: str) -> str:
        for text in self.constants:
            if text in words:
                words = words.replace(text, " ")
        return words

    def _in_clause(
        self, clause: str, around: Sequence[str], granted: frozenset[str], *, figures: bool
    ) -> Iterator[str]:
        if not NUMBER.search(clause):
            return
        left = _COUNTS_NOBODY.sub(" ", self.without_names(clause))
        numbers = [number.rstrip(",") for number in NUMBER.findall(left)]
        if numbers:
            said = self.known.words(self.known.named(clause, around)) if figures else frozenset[str]()
            yield from (it for it in numbers if it not in said and it not in granted and not self._is_rule(it, clause))

    def without_names(self, clause: str) -> str:
        """The clause without names that hold numbers; an answer that is nothing but a number is left in."""
        clause = _QUOTED.sub(lambda found: " " if found[1] in self.known.options else found[0], clause)
        options = [it for it in self.known.options if not it.isdigit()]
        for names in (self.known.waves, self.known.groups, self.known.items, options):
            for text in sorted((it for it in names if NUMBER.search(it) and it in clause), key=len, reverse=True):
                clause = re.sub(rf"(?<![\w.,]){re.escape(text)}(?![\w%]|[.,]\d)", " ", clause)
        return clause

    def _is_rule(self, number: str, clause: str) -> bool:
        """A number of the rules, where the page tells the rules."""
        return number in (*self.rules, "0") and any(it in clause for it in _TELLS_RULES)
