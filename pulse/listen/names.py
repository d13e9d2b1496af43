"""Names in a comment: those on the staff list in any case, those behind a title, and what stands beside them.

A listed word that is also an everyday word - Grace, Will, May - is a name only where a cue says so. Names that are on
no list and behind no title cannot be told from other words: they wait for the person who reviews.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pulse.listen.cues import Cues
from pulse.listen.identifiers import Span
from pulse.listen.staff import Staff, fold, unaccented

_TOKEN = re.compile(r"[^\W_]+(?:['’‘´`ʼ\-\u2010\u2011][^\W_]+)*")
_PLAIN = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’‘´`ʼ]")
_ASCII = re.compile("[a-z0-9]+")
_CAPITAL = re.compile(r"(?<=\S )[A-ZÀ-Þ]")  # within a sentence, as far as a glance can tell
_POSSESSIVE = re.compile(r"['’‘´`ʼ][sS]$")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_SHORT = 2  # a listed name of so few letters needs a cue
_MOST_OF_A_NAME = 4  # words that one title stands before
_JOINTS = frozenset({"", ",", "&", "/", "+"})


@dataclass(slots=True)
class _Word:
    start: int
    end: int  # without a possessive 's
    written: str
    folded: str
    capital: bool
    gap: str  # what stands between it and the word before
    name: bool = False

    @property
    def follows(self) -> bool:
        """True where only space stands before it."""
        return self.gap.isspace()


class Names:
    """Finds the names of a text."""

    def __init__(self, cues: Cues, staff: Staff) -> None:
        self.cues, self.pairs = cues, staff.pairs
        weak = {part for part in staff.parts if part in cues.name_words or len(part) <= _SHORT}
        self.strong, self.weak = staff.parts - weak, frozenset(weak)
        halves = {half for part in staff.parts for half in _HYPHEN.split(part)}
        firsts = {first for first, _ in staff.pairs}
        self.triggers = (staff.parts | halves | firsts | cues.titles) - cues.verbs_and_months
        self.with_capital = cues.job_titles | (frozenset(weak) & cues.verbs_and_months)

    def find(self, text: str) -> Iterator[Span]:
        """The spans of names, in order; one for all words of a name."""
        if not self._may_hold_names(text):
            return
        words = _words(text)
        for at, word in enumerate(words):
            word.name = word.name or self._is_listed(word.folded)
            self._mark_pair(words, at)
            self._mark_titled(words, at)
        for at in range(len(words)):
            self._mark_weak(words, at)
        self._widen(words)
        yield from _spans(text, words)

    def _may_hold_names(self, text: str) -> bool:
        """False where no word of a text could be a name: most comments are looked at no closer."""
        plain = unaccented(text)
        words = (_ASCII if plain.isascii() else _PLAIN).findall(plain)
        if not self.triggers.isdisjoint(words):
            return True
        if _APOSTROPHE.search(text) and not self.triggers.isdisjoint(_PLAIN.findall(fold(text))):
            return True  # "O'Neill" is two words until its apostrophe is taken out
        return not self.with_capital.isdisjoint(words) and _CAPITAL.search(text) is not None

    # --- each way of knowing a name ---

    def _is_listed(self, folded: str) -> bool:
        return folded in self.strong or ("-" in folded and not self.strong.isdisjoint(folded.split("-")))

    def _mark_pair(self, words: list[_Word], at: int) -> None:
        """Two listed words in a row that are one person's name, though each may be an everyday word."""
        if not at:
            return
        first, second = words[at - 1], words[at]
        if (first.folded, second.folded) in self.pairs and second.gap.strip() in ("", ",") and second.capital:
            first.name = second.name = True

    def _mark_titled(self, words: list[_Word], at: int) -> None:
        """ "Dr Patel", "Prof. Van der Berg", "sister Mary": the words behind a title."""
        sure = words[at].folded in self.cues.titles and words[at].written not in self.cues.no_titles
        if not sure and words[at].folded not in self.cues.job_titles:
            return
        for beside, word in enumerate(words[at + 1 : at + 1 + _MOST_OF_A_NAME]):
            first = beside == 0 or not words[at + beside].name
            near = word.gap.strip() in ("", ".") if first or len(words[at + beside].folded) == 1 else word.follows
            if not near or (word.folded in self.cues.no_name and not (word.capital and word.folded in self.weak)):
                return
            if not (word.capital or word.folded in self.cues.particles or (sure and beside == 0)):
                return
            word.name = True

    def _mark_weak(self, words: list[_Word], at: int) -> None:
        """An everyday word that is also a name on the list, where a cue says that it is one."""
        word = words[at]
        if word.name or word.folded not in self.weak:
            return
        after = words[at + 1] if at + 1 < len(words) else None
        if after and after.follows and after.folded in self.cues.not_before and not self._has_cue(words, at):
            return
        needs_capital = word.folded in self.cues.verbs_and_months or not self._has_cue(words, at)
        if needs_capital and not word.capital:
            return
        speaks = after is not None and after.follows and after.folded in self.cues.after_names
        speaks = speaks and word.folded not in self.cues.verbs_and_months
        word.name = self._has_cue(words, at) or speaks or self._is_beside_a_name(words, at)

    def _has_cue(self, words: list[_Word], at: int) -> bool:
        if not at or words[at].gap.strip() not in ("", ","):
            return False
        before = words[at - 1].folded
        two = f"{words[at - 2].folded} {before}" if at > 1 and words[at - 1].follows else ""
        return before in self.cues.before_names or two in self.cues.before_names

    def _is_beside_a_name(self, words: list[_Word], at: int) -> bool:
        """Directly beside a name, or joined to the one before it: "Grace and Joy", "Karen, Hope"."""
        word = words[at]
        if at and words[at - 1].name and word.gap.strip() in _JOINTS:
            return True
        if at > 1 and words[at - 2].name and words[at - 1].follows and word.follows and len(words[at - 1].folded) <= 3:
            return word.folded not in self.cues.verbs_and_months
        after = words[at + 1] if at + 1 < len(words) else None
        return after is not None and after.name and after.follows

    def _widen(self, words: list[_Word]) -> None:
        """Takes in what belongs to a name: "van der" and initials before it, a family name of no list behind it."""
        for before, word in itertools.pairwise(words):
            if before.name and word.follows and self._may_go_on(word):
                word.name = True
        for word, after in zip(reversed(words[:-1]), reversed(words), strict=False):
            initial = len(word.folded) == 1 and word.capital and after.gap.strip() in ("", ".") and word.folded != "i"
            joined = after.follows and word.folded in self.cues.particles and len(word.folded) > 1
            first = after.follows and word.capital and not _begins_sentence(word) and self._may_go_on(word)
            if after.name and not word.name and (initial or joined or first):
                word.name = True

    def _may_go_on(self, word: _Word) -> bool:
        """True for a word with a capital that is no everyday word and no cue."""
        cues = self.cues
        known = (cues.no_name, cues.before_names, cues.after_names, cues.titles, cues.job_titles, cues.name_words)
        return word.capital and len(word.folded) > 1 and not any(word.folded in one for one in known)


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        bare = _POSSESSIVE.sub("", token)
        folded = _HYPHEN.sub("-", fold(bare))
        proper = token[0].isupper() and (not token.isupper() or len(token) == 1 or text.isupper())
        words.append(_Word(match.start(), match.start() + len(bare), bare, folded, proper, text[end : match.start()]))
        end = match.end()
    return words


def _begins_sentence(word: _Word) -> bool:
    return word.start == 0 or not word.gap.isspace() or "\n" in word.gap


def _spans(text: str, words: list[_Word]) -> Iterator[Span]:
    """The words that are names, each run of them as one span."""
    start = end = -1
    for word in words:
        if not word.name:
            continue
        if (
            start >= 0
            and text[end : word.start].strip(" .") == ""
            and text[end : word.start].count(".") <= 1
            and _one_name(text, end, word)
        ):
            end = word.end
            continue
        if start >= 0:
            yield Span(start, end, "name")
        start, end = word.start, word.end
    if start >= 0:
        yield Span(start, end, "name")


def _one_name(text: str, end: int, word: _Word) -> bool:
    """True where a run goes on: only space between, or the dot of an initial."""
    return "." not in text[end : word.start] or (end > 1 and not text[end - 2].isalnum()) or end == 1
