"""A questionnaire's texts in another language: each beside the text it was made from, so that an old one is found.

They stand in a file of their own beside the questionnaire - stock-take.cy.toml beside stock-take.toml - which can be
sent to a translator and checked without the questionnaire being touched; `pulse open` writes those of a single wave
into its file, under [translations.cy]. Where a text stands is said by the same names in both.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pulse import toml
from pulse.model.languages import WORDS, Language, TextPath
from pulse.model.problems import Place, Problem, problem

TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
CHECKED = ("checked_by", "checked_on", "checked_texts")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"\{[a-z]+\}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PairText(_Strict):
    """One text in the questionnaire's own language, and what it is in another."""

    original: str = Field(alias="from", description="The text in the questionnaire, as it was when it was translated.")
    to: str = Field(default="", description="The text in this language; empty until it is translated.")


class ItemPairText(PairText):
    """An item's text; its options, where they belong to no scale and no list."""

    options: dict[str, PairText] = {}


class TranslationText(_Strict):
    """All that respondents read, in one language."""

    name: Annotated[str, Field(min_length=1)] = Field(description="What its speakers call the language.")
    checked_by: str = Field(default="", description="Who speaks it and has read all of it: a name or a role.")
    checked_on: date | None = Field(default=None, description="The day they did.")
    checked_texts: str = Field(default="", description="Which texts they were; `pulse survey checked` writes it.")
    title: PairText | None = None
    introduction: PairText | None = None
    dimensions: dict[str, PairText] = {}
    scales: dict[str, dict[str, PairText]] = {}
    lists: dict[str, dict[str, PairText]] = {}
    items: dict[str, ItemPairText] = {}
    words: dict[str, PairText] = Field(default={}, description="What the tool itself says to those who answer.")

    def pairs(self) -> Iterator[tuple[TextPath, PairText]]:
        """Every text with where it stands."""
        for name, pair in (("title", self.title), ("introduction", self.introduction)):
            if pair:
                yield (name,), pair
        yield from ((("dimensions", name), pair) for name, pair in self.dimensions.items())
        for kind, named in (("scales", self.scales), ("lists", self.lists)):
            yield from (((kind, of, name), pair) for of, options in named.items() for name, pair in options.items())
        for name, item in self.items.items():
            yield ("items", name), item
            yield from ((("items", name, "options", option), pair) for option, pair in item.options.items())
        yield from ((("words", name), pair) for name, pair in self.words.items())


@dataclass(frozen=True)
class Readable:
    """What respondents read in the questionnaire's own language: what every other one must have.

    rivals: groups of texts of which an export must tell each from the others, with all they are known by already.
    """

    language: str
    originals: Mapping[TextPath, str]
    allowed: frozenset[TextPath]  # may be translated though nothing asks it now
    rivals: Sequence[Mapping[TextPath, frozenset[str]]]


@dataclass(frozen=True)
class Translation:
    """One language's texts as somebody wrote them. `at`: what stands before their paths in the document."""

    tag: str
    said: TranslationText
    document: toml.Document
    at: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> Mapping[TextPath, PairText]:
        """Every text by where it stands."""
        return dict(self.said.pairs())

    def place(self, *path: str) -> Place:
        """Where a text stands, or what should hold it."""
        return self.document.place(*self.at, *path)

    def texts(self, readable: Readable) -> Mapping[TextPath, str]:
        """What can be used: translated, and from the text that the questionnaire has now."""
        return {
            path: self.pairs[path].to.strip()
            for path, original in readable.originals.items()
            if path in self.pairs and self.pairs[path].to.strip() and not _is_old(self.pairs[path], original)
        }

    def language(self, readable: Readable) -> Language:
        """The language with its texts."""
        texts, said = self.texts(readable), self.said
        missing = len(readable.originals) - len(texts)
        changed = said.checked_on is not None and said.checked_texts != self.digest
        return Language(self.tag, said.name, texts, missing, said.checked_by.strip(), said.checked_on, changed)

    @property
    def digest(self) -> str:
        """12 hex digits over every text and what it was made from: what somebody has checked is these and no others."""
        pairs = sorted(self.pairs.items())
        said = [[*path, one_line(pair.original), pair.to.strip()] for path, pair in pairs if pair.to.strip()]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:12]

    def faults(self, readable: Readable) -> Iterator[Problem]:
        """What makes the texts unfit for use: of nothing that is asked, or not filled in as they must be."""
        if not TAG.fullmatch(self.tag):
            yield problem("translation-tag", self.place(), language=self.tag)
        if self.tag == readable.language:
            yield problem("translation-own", self.place(), language=self.tag)
        checked = {key: getattr(self.said, key) for key in CHECKED}
        if any(checked.values()) and not all(checked.values()):
            there = next(key for key, value in checked.items() if value)
            yield problem("translation-half-checked", self.place(there), language=self.tag)
        known = {".".join(path) for path in readable.originals} | {".".join(path) for path in readable.allowed}
        for path, pair in self.pairs.items():
            if (name := ".".join(path)) not in known:
                hint = toml.did_you_mean(name, known)
                yield problem("translation-unknown", self.place(*path), name=name, hint=hint)
            elif path[0] == "words" and pair.to and _blanks(pair.to) != _blanks(WORDS[path[1]]):
                blanks = " and ".join(sorted(_blanks(WORDS[path[1]]))) or "no braces"
                yield problem("translation-blanks", self.place(*path), blanks=blanks)

    def gaps(self, readable: Readable) -> Iterator[Problem]:
        """Each text that is missing or old, with its place: nothing is asked in the language until all are there."""
        for path, original in readable.originals.items():
            pair, name = self.pairs.get(path), ".".join(path)
            if pair is None or not pair.to.strip():
                yield problem("translation-missing", self.place(*path), language=self.tag, name=name)
            elif _is_old(pair, original):
                yield problem("translation-old", self.place(*path), name=name, now=one_line(original))

    def tables(self) -> str:
        """The texts as tables at the end of a questionnaire."""
        said, head = self.said, f"translations.{self.tag}"
        lines = ["", f"[{head}]", f"name = {quoted(said.name)}"]
        if said.checked_on:
            lines += checked_lines(said.checked_by, said.checked_on, said.checked_texts)
        return "\n".join(lines) + "\n" + written({path: (it.original, it.to) for path, it in self.pairs.items()}, head)


def double_meanings(translations: Sequence[Translation], readable: Readable) -> Iterator[Problem]:
    """Texts that say one thing in one language and another in another: an export could not be read by them."""
    texts = [(it, it.texts(readable)) for it in translations]
    for group in readable.rivals:
        names = {
            path: {normal(name) for name in (*known, *(said[path] for _, said in texts if path in said))}
            for path, known in group.items()
        }
        for translation, said in texts:
            for path in group.keys() & said.keys():
                word = normal(said[path])
                if other := next((it for it in group if it != path and word in names[it]), None):
                    one, two = ".".join(path), ".".join(other)
                    yield problem("translation-means-two", translation.place(*path), one=one, other=two)


def normal(text: str) -> str:
    """A text as far as an export could keep it apart from another: no mark-up, no punctuation, no case."""
    plain = re.sub(r"<[^>]+>", "", text).casefold()
    return re.sub(r"[^\w<>=+%-]+", "", plain) or plain


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def written(pairs: Mapping[TextPath, tuple[str, str]], head: str = "") -> str:
    """Texts as TOML: a table for what is asked, a line for each answer. `head`: the table they all stand in."""
    parts: list[str] = []
    for parent, paths in groupby(pairs, key=lambda it: it[:-1]):
        if parent in ((), ("items",)):
            parts += [f"\n[{_key(head, *path)}]\n{_lines(*pairs[path])}" for path in paths]
        else:
            named = {_key("", path[-1]): pairs[path] for path in paths}
            width = max(map(len, named))
            lines = (f"{name:{width}} = {{ {_inline(*pair)} }}\n" for name, pair in named.items())
            parts.append(f"\n[{_key(head, *parent)}]\n{''.join(lines)}")
    return "".join(parts)


def added(pairs: Mapping[TextPath, tuple[str, str]], head: str = "") -> str:
    """The same to stand at the end of a file that has others already: a table each, since none can be opened again."""
    return "".join(f"\n[{_key(head, *path)}]\n{_lines(*pair)}" for path, pair in pairs.items())


def checked_lines(who: str, day: date, texts: str) -> list[str]:
    """Who has checked which texts, and when."""
    return [f"checked_by    = {quoted(who)}", f"checked_on    = {day}", f"checked_texts = {quoted(texts)}"]


def quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(original: str, to: str) -> str:
    return f"from = {quoted(original)}\nto   = {quoted(to)}\n"


def _inline(original: str, to: str) -> str:
    return f"from = {quoted(original)}, to = {quoted(to)}"


def _key(head: str, *names: str) -> str:
    keys = (name if _BARE.fullmatch(name) else quoted(name) for name in names)
    return ".".join(filter(None, (head, *keys)))


def _is_old(pair: PairText, original: str) -> bool:
    return one_line(pair.original) != one_line(original)


def _blanks(text: str) -> set[str]:
    return set(_BLANK.findall(text))
