"""People at risk: two lists of phrases that anybody may edit, looked for in every comment before anything else is made.

Words, not meaning: a list finds too much and misses some. Whoever is found is never looked up, and never contacted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pulse.listen.staff import fold
from pulse.model.review import Risk

FIRST, WIDE = "first-person.txt", "wide.txt"
_SHIPPED = Path(__file__).parent / "lists"
_WORD = re.compile(r"[^\W_]+")
_ASCII = re.compile("[a-z0-9]+")
_STEM = 3  # letters, or fewer, by which words with any ending are found
_LONG_STEM = 5  # ... and by which a comment is looked at closer
_MOST_BETWEEN = 3  # words that three dots may stand for


class _Step(NamedTuple):
    """One word of a phrase."""

    word: str
    stem: bool  # any ending
    far: bool  # other words may stand before it


class Phrases:
    """One list, ready to be looked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.by_word: dict[str, list[Sequence[_Step]]] = {}
        self.by_stem: dict[str, list[Sequence[_Step]]] = {}
        self.words: set[str] = set()
        self.starts: dict[int, set[str]] = {}  # length -> beginnings of words
        for line in lines:
            if steps := _steps(line):
                first = steps[0]
                known = self.by_stem if first.stem else self.by_word
                known.setdefault(first.word[:_STEM] if first.stem else first.word, []).append(steps)
                self._expect(max(steps, key=lambda step: (not step.stem, len(step.word))))

    def _expect(self, rarest: _Step) -> None:
        """Notes the word of a phrase that comments hold most rarely: without it the rest need not be looked for."""
        if rarest.stem:
            start = rarest.word[:_LONG_STEM]
            self.starts.setdefault(len(start), set()).add(start)
        else:
            self.words.add(rarest.word)

    def _may_be_in(self, words: Sequence[str]) -> bool:
        if not self.words.isdisjoint(words):
            return True
        return any(not starts.isdisjoint([word[:size] for word in words]) for size, starts in self.starts.items())

    def found_in(self, words: Sequence[str]) -> bool:
        """True where a phrase of the list stands in a comment's words, as `words_of` gives them."""
        if not self._may_be_in(words):
            return False
        for at, word in enumerate(words):
            begun = [*self.by_word.get(word, ())]
            for size in range(1, _STEM + 1):
                begun += self.by_stem.get(word[:size], ())
            if any(_stands(steps, words, at) for steps in begun):
                return True
        return False


class Risks:
    """Both lists."""

    def __init__(self, first: Phrases, wide: Phrases) -> None:
        self.first, self.wide = first, wide

    def of(self, text: str) -> Risk:
        """The list that a comment meets, the first-person one before the other; "" for neither."""
        words = words_of(text)
        if self.first.found_in(words):
            return "first"
        return "wide" if self.wide.found_in(words) else ""


def risks(folder: Path) -> Risks:
    """The lists in a workspace's folder; the shipped one in the place of any that is not there."""
    return Risks(*(Phrases(_text(folder, name).splitlines()) for name in (FIRST, WIDE)))


def shipped_lists() -> dict[str, str]:
    """File name -> text of both lists as they are shipped, to be edited."""
    return {name: (_SHIPPED / name).read_text(encoding="utf-8") for name in (FIRST, WIDE)}


def words_of(text: str) -> list[str]:
    """A comment's words as phrases are compared with them."""
    return (_ASCII if text.isascii() else _WORD).findall(fold(text))


def _text(folder: Path, name: str) -> str:
    own = folder / name
    return (own if own.exists() else _SHIPPED / name).read_text(encoding="utf-8-sig")


def _steps(line: str) -> list[_Step]:
    """The words of a line; none for a note."""
    steps: list[_Step] = []
    far = False
    for part in "" if line.lstrip().startswith("#") else line.replace("…", "...").split():
        if part == "...":
            far = bool(steps)
            continue
        words = _WORD.findall(fold(part))
        steps += (_Step(word, part.endswith("*") and word == words[-1], far and word == words[0]) for word in words)
        far = False
    return steps


def _stands(steps: Sequence[_Step], words: Sequence[str], at: int) -> bool:
    """True where a phrase begins at a word."""
    if not _is(steps[0], words[at]):
        return False
    if len(steps) == 1:
        return True
    reach = at + 2 + (_MOST_BETWEEN if steps[1].far else 0)
    return any(_stands(steps[1:], words, place) for place in range(at + 1, min(reach, len(words))))


def _is(step: _Step, word: str) -> bool:
    return word.startswith(step.word) if step.stem else word == step.word
