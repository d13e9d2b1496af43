"""The words that redaction goes by: one file a language in languages/, all of them used for every comment."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True)
class Cues:
    """Sets of words in small letters; what each means stands beside it in languages/en.toml."""

    titles: frozenset[str]
    no_titles: frozenset[str]
    job_titles: frozenset[str]
    particles: frozenset[str]
    no_name: frozenset[str]
    before_names: frozenset[str]
    after_names: frozenset[str]
    not_before: frozenset[str]
    verbs_and_months: frozenset[str]
    name_words: frozenset[str]
    at: frozenset[str]
    dot: frozenset[str]
    phone_cues: frozenset[str]
    number_cues: frozenset[str]
    numbered_cues: frozenset[str]
    number_words: frozenset[str]
    insurance_cues: frozenset[str]
    health_cues: frozenset[str]
    birth_cues: frozenset[str]
    months: frozenset[str]
    ordinals: frozenset[str]
    of: frozenset[str]
    name_headings: frozenset[str]
    role_words: frozenset[str]

    def names_a_role(self, word: str) -> bool:
        """Whether a word is one that roles or parts of an organisation are called by, also of several of them."""
        return word in self.role_words or word.removesuffix("s") in self.role_words


@cache
def cues() -> Cues:
    """The words of all languages together."""
    return merged([path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.toml"))])


def merged(texts: Iterable[str]) -> Cues:
    """The words of several languages' files. A language may leave out what it has no words for."""
    said = [tomllib.loads(text) for text in texts]
    names = [field.name for field in fields(Cues)]
    return Cues(**{name: frozenset(word for one in said for word in one.get(name, ())) for name in names})
