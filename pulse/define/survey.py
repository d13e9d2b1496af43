"""One questionnaire: its text read, every fault found at once, then made a `Survey`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from pulse import toml
from pulse.define import rotation, vocabulary
from pulse.define.text import EventText, IndexText, ItemText, SurveyText, slug
from pulse.define.translation import Readable, Translation, TranslationText, double_meanings
from pulse.model.answers import Layout
from pulse.model.events import Event
from pulse.model.groups import SEPARATOR
from pulse.model.languages import WORDS, TextPath
from pulse.model.problems import Problem, Stop, problem
from pulse.model.survey import (
    ATTRIBUTED_LINE,
    BALANCE_LEAST,
    ENPS_POINTS,
    NOT_MINE,
    VERDICTS,
    Condition,
    Direction,
    Index,
    Item,
    Kind,
    Manual,
    Option,
    Relationship,
    Rotation,
    Schedule,
    Survey,
    Wave,
)

# What a question about pairs of groups has no use for: its figures are of pairs, and of nobody else.
_NOT_OF_PAIRS = frozenset(
    {"choose", "options", "alone", "frame", "horizon", "index", "ask_if", "consent", "benchmark", "enps", "follows"}
)
_VERDICTS = "was-it-met"
MOST_COLUMNS = 1900  # SQLite's 2,000, less the columns the store adds


@lru_cache(maxsize=256)  # each step of a daily run asks for the definitions kept with the waves
def from_source(text: str, name: str = "") -> Survey:
    """The questionnaire in a definition's text; `name` is what faults call the file. Raises Stop with every fault."""
    return Definition.parsed(text, name).survey()


@dataclass(frozen=True)
class Definition:
    """A questionnaire as it is written: its own text, and its texts in other languages, there or beside it."""

    document: toml.Document
    said: SurveyText
    translations: tuple[Translation, ...]

    @classmethod
    def parsed(cls, text: str, name: str, beside: Mapping[str, toml.Document] | None = None) -> Definition:
        """beside: language -> the file that has its texts. Raises Stop with every fault of one of the files."""
        document = toml.parse(text, name)
        said = toml.validate(document, SurveyText)
        inside = [Translation(tag, it, document, ("translations", tag)) for tag, it in said.translations.items()]
        others = [Translation(tag, toml.validate(it, TranslationText), it) for tag, it in (beside or {}).items()]
        return cls(document, said, (*inside, *others))

    def survey(self) -> Survey:
        """The questionnaire. Raises Stop with every fault."""
        faults = toml.in_order(_Checks(self.document, self.said).all())
        if faults:
            raise Stop(*faults)
        if faults := toml.in_order(self._of_translations()):
            raise Stop(*faults)
        survey = _survey(self.said, self._source, self._texts)
        survey = replace(survey, languages=tuple(it.language(self.readable) for it in self.translations))
        if len(Layout.of(survey).columns) > MOST_COLUMNS:
            raise Stop(problem("too-many-columns", self.document.place("item"), most=MOST_COLUMNS))
        return survey

    def gaps(self) -> tuple[Problem, ...]:
        """Each text that is missing in a language, or was translated from another text than it has now."""
        return tuple(gap for it in self.translations for gap in toml.in_order(it.gaps(self.readable)))

    @cached_property
    def readable(self) -> Readable:
        """What respondents read, in the questionnaire's own language."""
        originals = {path: text for path, text in _originals(self.said) if any(map(str.isalpha, text))}
        lists = {("lists", name, option) for name, options in vocabulary.LISTS.items() for option in options}
        allowed = frozenset(lists | {("words", name) for name in WORDS})
        return Readable(self.said.language, originals, allowed, tuple(_rivals(self.said)))

    @property
    def asked_later(self) -> Mapping[TextPath, str]:
        """What respondents will read where a wave asks whether a need was met: no gap, while nothing asks it."""
        if not any(item.frame == "need" for item in self.said.item):
            return {}
        return {("lists", _VERDICTS, name): text for name, text in vocabulary.LISTS[_VERDICTS].items()}

    def _of_translations(self) -> Iterator[Problem]:
        tags = Counter(it.tag for it in self.translations)
        for it in self.translations:
            yield from it.faults(self.readable)
            if not it.at and tags[it.tag] > 1:
                yield problem("translation-twice", it.place("name"), language=it.tag)
            if self.said.attributed:
                yield from self._first_line(it)
        yield from double_meanings(self.translations, self.readable)

    def _first_line(self, it: Translation) -> Iterator[Problem]:
        """Who answers by name is told so first, in her own language too."""
        texts = self._texts[it.tag]
        told, line = texts.get(("introduction",), ""), texts.get(("words", "by_name"), "")
        if told and line and told.split("\n")[0].strip() != line:
            yield problem("translation-first-line", it.place("introduction"), line=line)

    @cached_property
    def _texts(self) -> Mapping[str, Mapping[TextPath, str]]:
        return {it.tag: it.texts(self.readable) for it in self.translations}

    @property
    def _source(self) -> str:
        """The definition with every translation in it: what is kept with a wave says all that was asked."""
        beside = "".join(it.tables() for it in self.translations if not it.at)
        return f"{self.document.text.rstrip()}\n{beside}" if beside else self.document.text


def schema() -> dict[str, Any]:
    """The JSON Schema of a questionnaire's file, for editors that complete and check TOML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | SurveyText.model_json_schema()


def normal(text: str) -> str:
    """A text as far as two columns of an export could be told apart by it."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(" .:?!*")


class _Checks:
    """What no single key can tell: references, roles, items that could not be told apart in an export."""

    def __init__(self, document: toml.Document, said: SurveyText) -> None:
        self.document, self.said = document, said
        self.positions = {item.id: at for at, item in reversed(list(enumerate(said.item)))}

    def all(self) -> Iterator[Problem]:
        """Every fault, in no particular order."""
        yield from self._twice("id", [item.id for item in self.said.item])
        yield from self._twice("text", [normal(item.text) for item in self.said.item])
        yield from self._twice("code", [(item.code or "").casefold() for item in self.said.item])
        for at, item in enumerate(self.said.item):
            yield from self._kind(at, item)
            yield from self._frame(at, item)
            yield from self._condition(at, item)
            if item.follows and (item.choose != 1 or set(_option_texts(self.said, item)) != {*VERDICTS, NOT_MINE}):
                yield self._at("follow-up-answers", at, "follows", item=item.id)
            if item.enps and not self._counts_to_ten(item):
                yield self._at("enps-needs-scale", at, "enps", item=item.id)
        yield from self._answers_to_harm()
        yield from self._asked_by_staff()
        for name, index in _index_tables(self.said).items():
            yield from self._index(name, index)
        if self.said.linked and not any(map(self._has_two_ends, self.said.item)):
            yield problem("linked-nothing", self.document.place("linked"))
        if self.said.attributed:
            yield from self._attributed()
        yield from self._events()
        scores = {
            name: [item for part in _parts(self.said, name, it) for item in part]
            for name, it in _index_tables(self.said).items()
        }
        yield from rotation.faults(self.document, self.said, scores)
        if (asked := self.said.instance) and asked.last < asked.first:
            yield problem("wave-days-turned", self.document.place("instance", "last"))

    def _attributed(self) -> Iterator[Problem]:
        """Who answers by name is told so before anything else, and is asked who she is."""
        place = self.document.place("introduction" if self.said.introduction else "attributed")
        if self.said.introduction.strip().split("\n")[0].strip() != ATTRIBUTED_LINE:
            yield problem("attributed-first-line", place, line=ATTRIBUTED_LINE)
        if not self.said.dimensions:
            yield problem("attributed-of-whom", self.document.place("attributed"))
        if self.said.linked:
            yield problem("attributed-linked", self.document.place("linked"))
        pairs = [at for at, it in enumerate(self.said.item) if it.kind == "relationship"]
        yield from (self._at("attributed-pairs", at, "kind") for at in pairs)

    def _events(self) -> Iterator[Problem]:
        """The same event twice: a slip, since one event may name several groups."""
        seen: dict[tuple[date, str], int] = {}
        for at, event in enumerate(self.said.event):
            first = seen.setdefault((event.day, event.text), at)
            if first != at:
                line = self.document.place("event", first, "date").line
                yield problem("event-said-twice", self.document.place("event", at, "date"), line=line)

    def _twice(self, key: str, values: list[str]) -> Iterator[Problem]:
        counts = Counter(values)
        for at, value in enumerate(values):
            if value and counts[value] > 1 and values.index(value) < at:
                first = self.document.place("item", values.index(value), key).line
                yield problem("said-twice", self.document.place("item", at, key), key=key, line=first)

    def _kind(self, at: int, item: ItemText) -> Iterator[Problem]:
        if item.rated and item.kind != "relationship":
            yield self._at("rated-without-relationship", at, "rated", item=item.id)
        if item.kind == "relationship":
            yield from self._relationship(at, item)
            return
        ways = [way for way in ("kind", "scale", "choose") if getattr(item, way) is not None]
        if len(ways) != 1:
            yield self._at("no-kind" if not ways else "two-kinds", at, ways[-1] if ways else "id", item=item.id)
            return
        if item.scale is not None and item.scale not in {**vocabulary.SCALES, **self.said.scales}:
            known = {**vocabulary.SCALES, **self.said.scales}
            yield self._unknown("scale", at, "scale", item.scale, known)
        if item.choose is not None and item.options is None:
            yield self._at("no-options", at, "choose", item=item.id)
        if item.choose is None and item.options is not None:
            yield self._at("options-without-choose", at, "options", item=item.id)
        if isinstance(item.options, str) and item.options not in {**vocabulary.LISTS, **self.said.lists}:
            yield self._unknown("list", at, "options", item.options, {**vocabulary.LISTS, **self.said.lists})
            return
        yield from self._named_options(at, item)
        yield from self._consent(at, item)

    def _relationship(self, at: int, item: ItemText) -> Iterator[Problem]:
        known = {**vocabulary.SCALES, **self.said.scales}
        if item.scale is not None and item.scale not in known:
            yield self._unknown("scale", at, "scale", item.scale, known)
        elif item.scale is None or _direction(self.said, item) == "none":
            yield self._at("relationship-needs-scale", at, "scale" if item.scale else "kind", item=item.id)
        if item.about is None:
            yield self._at("relationship-without-about", at, "kind", item=item.id)
        if not self.said.dimensions:
            yield self._at("relationship-of-nobody", at, "kind", item=item.id)
        for key in sorted(item.model_fields_set & _NOT_OF_PAIRS):
            yield self._at("relationship-takes-not", at, key, item=item.id, what=key)
        if item.rated and len({normal(name) for name in item.rated}) < max(len(item.rated), 2):
            yield self._at("rated-too-few", at, "rated", item=item.id)
        yield from self._named_options(at, item)

    def _named_options(self, at: int, item: ItemText) -> Iterator[Problem]:
        options = _option_texts(self.said, item)
        for key in ("aside", "alone"):
            for name in getattr(item, key) or ():
                if name not in options:
                    yield self._unknown("option", at, key, name, options)
        most = _most(item)
        if most is not None and most > len(options):
            yield self._at("at-most-too-many", at, "choose", options=len(options))

    def _consent(self, at: int, item: ItemText) -> Iterator[Problem]:
        if item.consent is None:
            return
        if item.choose != 1:
            yield self._at("consent-needs-one", at, "consent", item=item.id)
        elif item.consent not in (options := _option_texts(self.said, item)):
            yield self._unknown("option", at, "consent", item.consent, options)
        if any(other.consent is not None for other in self.said.item[:at]):
            yield self._at("consent-twice", at, "consent", item=item.id)

    def _frame(self, at: int, item: ItemText) -> Iterator[Problem]:
        if item.kind == "relationship":
            return
        if item.frame and item.choose is None:
            yield self._at("frame-needs-options", at, "frame", item=item.id)
        if item.frame == "need" and item.horizon is None:
            yield self._at("need-without-horizon", at, "frame", item=item.id)
        if item.horizon and item.frame != "need":
            yield self._at("horizon-without-need", at, "horizon", item=item.id)
        if (item.frame == "meet") != (item.about is not None):
            yield self._at("meet-without-about", at, "about" if item.about else "frame", item=item.id)
        needs = {other.id: "" for other in self.said.item if other.frame == "need"}
        if item.about is not None and item.about not in needs:
            yield self._unknown("need", at, "about", item.about, needs)

    def _condition(self, at: int, item: ItemText) -> Iterator[Problem]:
        if item.ask_if is None:
            return
        if item.ask_if.count("==") != 1:
            yield self._at("condition-form", at, "ask_if")
            return
        condition = _condition(item.ask_if)
        earlier = {other.id: other for other in self.said.item[:at] if other.kind != "relationship"}
        if condition.item not in earlier:
            yield self._unknown("earlier item", at, "ask_if", condition.item, earlier)
        elif condition.option not in (options := _option_texts(self.said, earlier[condition.item])):
            yield self._unknown("option", at, "ask_if", condition.option, options)

    def _index(self, name: str, index: IndexText) -> Iterator[Problem]:
        members = [item for part in _parts(self.said, name, index) for item in part]
        known = {item.id: item for item in self.said.item}
        if not members:
            yield problem("index-empty", self.document.place("indices", name), index=name)
        if name in known:
            yield problem("index-named-like-item", self.document.place("indices", name), index=name)
        if index.balance and not _is_balance(index):
            yield problem("balance-parts", self.document.place("indices", name, "balance"), least=BALANCE_LEAST)
        for member in members:
            if member not in known:
                hint = toml.did_you_mean(member, known)
                place = self.document.place("indices", name, "parts")
                yield problem("unknown-name", place, kind="item", name=member, hint=hint)
            elif known[member].kind or known[member].scale is None or _direction(self.said, known[member]) == "none":
                yield self._at("index-needs-scale", self.positions[member], "id", item=member, index=name)

    def _answers_to_harm(self) -> Iterator[Problem]:
        """One item for each party and answer: the report sets them side by side in one table."""
        first: dict[tuple[str, str], int] = {}
        for at, item in enumerate(self.said.item):
            if (item.party is None) != (item.answer is None):
                yield self._at("harm-half", at, "party" if item.party else "answer", item=item.id)
            elif item.party and item.answer:
                if item.scale is None or _direction(self.said, item) == "none":
                    yield self._at("harm-needs-scale", at, "party", item=item.id)
                before = first.setdefault((item.party, item.answer), at)
                if before != at:
                    yield self._at("harm-twice", at, "party", first=self.said.item[before].id)

    def _asked_by_staff(self) -> Iterator[Problem]:
        """Proposals are own words, asked for once; of what staff proposed one item a wave is asked."""
        asking = [at for at, item in enumerate(self.said.item) if item.role == "proposals"]
        guests = [at for at, item in enumerate(self.said.item) if item.guest]
        for at in asking:
            if self.said.item[at].kind != "text":
                yield self._at("proposals-need-words", at, "role", item=self.said.item[at].id)
        yield from (self._at("proposals-twice", at, "role") for at in asking[1:])
        yield from (self._at("guest-second", at, "guest", first=self.said.item[guests[0]].id) for at in guests[1:])
        for at in guests:
            if self.said.item[at].kind == "text":
                yield self._at("guest-in-words", at, "guest", item=self.said.item[at].id)

    def _counts_to_ten(self, item: ItemText) -> bool:
        """True for a scale whose answers that count are 0 to 10, each beginning with its number, 10 the good end."""
        if item.scale is None or _direction(self.said, item) != "high":
            return False
        counted = [option.text for option in _options(self.said, item) if not option.aside]
        numbers = [re.match(r"[0-9]+", text.strip()) for text in counted]
        return [it and int(it[0]) for it in numbers] == list(range(ENPS_POINTS))

    def _has_two_ends(self, item: ItemText) -> bool:
        scaled = item.scale is not None and item.kind is None
        return scaled and _direction(self.said, item) != "none" and item.ask_if is None

    def _at(self, code: str, at: int, key: str, **details: object) -> Problem:
        return problem(code, self.document.place("item", at, key), **details)

    def _unknown(self, kind: str, at: int, key: str, name: str, known: dict[str, Any]) -> Problem:
        return self._at("unknown-name", at, key, kind=kind, name=name, hint=toml.did_you_mean(name, known))


# --- text -> nouns ---------------------------------------------------------------------------------------------------


Texts = Mapping[str, Mapping[TextPath, str]]  # language -> where a text stands -> the text


def _survey(said: SurveyText, source: str, texts: Texts) -> Survey:
    rests = _rests(said)
    items = [(item, text) for item, text in _items(said, texts) if item.block not in rests]
    return Survey(
        id=said.id,
        version=said.version,
        title=said.title,
        language=said.language,
        dimensions=tuple(said.dimensions),
        dimension_texts=dict(said.dimensions),
        items=tuple(item for item, text in items if text.kind != "relationship"),
        relationships=tuple(
            Relationship(replace(item, about=None), text.about or "", tuple(text.rated))
            for item, text in items
            if text.kind == "relationship"
        ),
        indices=_indices(said),
        schedule=Schedule(**said.schedule.model_dump()) if said.schedule else None,
        asked_from=said.asked_from,
        min_answers=said.min_answers,
        linked=said.linked,
        attributed=said.attributed,
        introduction=said.introduction.strip(),
        licence=said.licence,
        attribution=said.attribution,
        instrument=said.instrument,
        population=said.population,
        manual=Manual(**said.manual.model_dump()) if said.manual else None,
        source=source,
        events=tuple(_event(said, event) for event in said.event),
        context=said.context,
        instance=Wave(said.id, said.instance.wave, said.instance.first, said.instance.last) if said.instance else None,
        rotation=Rotation(**said.rotation.model_dump()) if said.rotation else None,
        rests=_rests(said),
    )


def _event(said: SurveyText, text: EventText) -> Event:
    where = tuple(tuple(path.split(SEPARATOR)) for path in text.groups)
    return Event(said.id, text.day, text.text, text.kind, where)


def _items(said: SurveyText, texts: Texts) -> tuple[tuple[Item, ItemText], ...]:
    codes: set[str] = {item.code.casefold() for item in said.item if item.code}
    made = ((_item(said, text, text.code or _fresh_code(text.id, codes)), text) for text in said.item)
    return tuple((_translated(item, _options_at(text), texts), text) for item, text in made)


def _translated(item: Item, options_at: TextPath, texts: Texts) -> Item:
    """The item with what it and its options are in other languages."""
    options = tuple(replace(it, translated=_in_all(texts, (*options_at, it.id))) for it in item.options)
    return replace(item, options=options, translated=_in_all(texts, ("items", item.id)))


def _in_all(texts: Texts, path: TextPath) -> dict[str, str]:
    return {tag: said[path] for tag, said in texts.items() if path in said}


def _options_at(text: ItemText) -> TextPath:
    """Where an item's options stand: with their scale or list, or with the item itself."""
    if text.scale is not None:
        return "scales", text.scale
    return ("lists", text.options) if isinstance(text.options, str) else ("items", text.id, "options")


def _originals(said: SurveyText) -> Iterator[tuple[TextPath, str]]:
    """Every text that respondents read, with where its translation stands, in the order in which they read it."""
    yield ("title",), said.title
    yield ("introduction",), said.introduction.strip()
    yield from ((("dimensions", name), text or name) for name, text in said.dimensions.items())
    for item in said.item:
        yield ("items", item.id), item.text
        yield from (((*_options_at(item), option), text) for option, text in _option_texts(said, item).items())
    used = {
        "at_most": any(_most(item) for item in said.item),
        "alone": any(option.alone for item in said.item for option in _options(said, item)),
        "only_if": any(item.ask_if for item in said.item),
        "by_name": said.attributed,
        "unchecked": True,
    }
    yield from ((("words", name), WORDS[name]) for name, is_used in used.items() if is_used)


def _rivals(said: SurveyText) -> Iterator[Mapping[TextPath, frozenset[str]]]:
    """The questions, and the answers to each: what an export must keep apart, by all that it may call them."""
    asked: dict[TextPath, frozenset[str]]
    asked = {("items", item.id): frozenset({item.id, item.text}) for item in said.item}
    yield asked | {("dimensions", name): frozenset({name, text or name}) for name, text in said.dimensions.items()}
    for item in said.item:
        yield {(*_options_at(item), it.id): frozenset({it.id, it.code, it.text}) for it in _options(said, item)}


def _item(said: SurveyText, text: ItemText, code: str) -> Item:
    return Item(
        id=text.id,
        code=code,
        text=text.text,
        kind=_kind(text),
        title=text.title,
        options=_options(said, text),
        positive=_direction(said, text),
        at_most=_most(text),
        frame=text.frame,
        horizon=text.horizon,
        about=text.about,
        index=text.index,
        ask_if=_condition(text.ask_if) if text.ask_if else None,
        change=text.change,
        wording=text.wording,
        consent=text.consent or "",
        benchmark=text.benchmark,
        enps=text.enps,
        follows=tuple(text.follows),
        party=text.party,
        answer=text.answer,
        proposals=text.role == "proposals",
        guest=text.guest,
        block=text.block or "",
    )


def _kind(text: ItemText) -> Kind:
    if text.kind == "text":
        return "text"
    if text.scale is not None:
        return "scale"
    return "one" if text.choose == 1 else "many"


def _most(text: ItemText) -> int | None:
    return int(text.choose.rsplit(" ", 1)[1]) if isinstance(text.choose, str) and text.choose != "any" else None


def _condition(text: str) -> Condition:
    item, option = (part.strip().strip("\"'") for part in text.split("=="))
    return Condition(item, option)


def _direction(said: SurveyText, text: ItemText) -> Direction:
    if text.scale is None:
        return "none"
    if text.positive is not None:
        return text.positive
    if text.scale in said.scales:
        return said.scales[text.scale].positive
    return "high" if vocabulary.SCALES[text.scale][1] == "high" else "low"


def _option_texts(said: SurveyText, text: ItemText) -> dict[str, str]:
    """Option id -> text of an item whose names may still be faulty: empty where the list is unknown."""
    if text.scale is not None:
        own = said.scales.get(text.scale)
        return own.options if own else vocabulary.SCALES.get(text.scale, ({}, ""))[0]
    if isinstance(text.options, str):
        listed = said.lists.get(text.options)
        return listed.options if listed else vocabulary.LISTS.get(text.options, {})
    return text.options or {}


def _options(said: SurveyText, text: ItemText) -> tuple[Option, ...]:
    named = said.scales.get(text.scale or "") or said.lists.get(text.options if isinstance(text.options, str) else "")
    aside = text.aside if text.aside is not None else getattr(named, "aside", [])
    alone = text.alone if text.alone is not None else getattr(named, "alone", [])
    codes: set[str] = set()
    return tuple(
        Option(name, shown, _fresh_code(name, codes), aside=name in aside, alone=name in alone)
        for name, shown in _option_texts(said, text).items()
    )


def _fresh_code(name: str, taken: set[str]) -> str:
    """A code made from an id: letters and digits, at most 12, with a number where another is the same."""
    plain = name.replace("_", "")[:12]
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain[: 12 - len(str(number))]}{number}"
    taken.add(code)
    return code


def _indices(said: SurveyText) -> tuple[Index, ...]:
    """Every score that can be made: those of a block that rests cannot."""
    resting = {item.id for item in said.item if item.block in _rests(said)}
    made = (_index(said, name, text) for name, text in _index_tables(said).items())
    return tuple(index for index in made if not resting.intersection(index.items))


def _rests(said: SurveyText) -> tuple[str, ...]:
    return tuple(said.instance.rests) if said.instance else ()


def _index(said: SurveyText, name: str, text: IndexText) -> Index:
    parts = tuple(tuple(part) for part in _parts(said, name, text))
    named = zip(text.parts, parts, strict=True) if isinstance(text.parts, dict) else ()
    subscores = tuple(
        Index(f"{name}.{slug(title)}", title.strip(), (part,), text.least, text.unverified, of=name)
        for title, part in named
    )
    return Index(name, text.title, parts, text.least, text.unverified, subscores, balance=text.balance)


def _is_balance(index: IndexText) -> bool:
    """Two parts that have names, each long enough to be a score of its own."""
    parts = list(index.parts.values()) if isinstance(index.parts, dict) else []
    return len(parts) == 2 and all(len(set(part)) >= BALANCE_LEAST for part in parts)


def _index_tables(said: SurveyText) -> dict[str, IndexText]:
    """Every index: those with a table of their own, and those only named by items."""
    members = [item.index for item in said.item if item.index and item.kind != "relationship"]
    named = {name: IndexText(title=name.replace("_", " ").capitalize()) for name in members}
    return named | said.indices


def _parts(said: SurveyText, name: str, index: IndexText) -> list[list[str]]:
    members = [item.id for item in said.item if item.index == name]
    parts = list(index.parts.values()) if isinstance(index.parts, dict) else index.parts
    return parts or ([members] if members else [])
