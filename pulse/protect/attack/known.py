"""Every figure that may be read, found by what words around a number name: groups, questions, answers, stock-takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pulse.model.audit import Ledger, Said
from pulse.model.groups import EVERYONE, SEPARATOR, Path
from pulse.protect.attack.counts import SHARES, intervals


@dataclass(frozen=True, slots=True)
class Named:
    """What some words name; empty where they name nothing of the kind."""

    items: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()
    groups: frozenset[Path] = frozenset({EVERYONE})
    waves: frozenset[str] = frozenset()


class Known:
    """The figures of a file and of the ledger, and the words for them."""

    def __init__(self, figures: Iterable[Said], ledger: Ledger) -> None:
        self.ledger = ledger
        self.by_place: dict[tuple[Path, str], list[Said]] = defaultdict(list)
        self.asked: dict[tuple[str, Path], int | None] = {}
        for said in figures:
            for item in {said.item, said.item2, said.item3} if said.item2 else {said.item}:
                self.by_place[said.group, item].append(said)
            if said.measure == "response_rate" and not said.across:
                self.asked[said.wave, said.group] = said.n
        self.items, self.options = self._words()
        self.groups = self._groups()
        self.labels = frozenset(text for text in self.options if any(map(str.isdigit, text)))
        self.waves = frozenset(wave.label for wave in ledger.waves)
        texts = sorted({*self.items, *self.options, *self.groups} - {""}, key=lambda text: (-len(text), text))
        self.names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, texts))})(?!\w)") if texts else None
        self._said: dict[int, frozenset[str]] = {}
        self.words = lru_cache(maxsize=None)(self._words_of)

    def _words(self) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
        items: dict[str, set[str]] = defaultdict(set)
        options: dict[str, set[str]] = defaultdict(set)
        for survey in self.ledger.asked_in.values():
            for index in survey.scores:
                items[_plain(index.title)].add(index.id)
                items[_plain(f"{index.title} (scoring unverified)")].add(index.id)
            for item in (*survey.items, *(it.item for it in survey.relationships)):
                for text in (item.text, item.label):
                    items[_plain(text)].add(item.id)
                for option in item.options:
                    options[_plain(option.text)].add(option.id)
        return _frozen(items), _frozen(options)

    def _groups(self) -> dict[str, frozenset[Path]]:
        names: dict[str, set[Path]] = defaultdict(set)
        for path in {*(path for path, _ in self.by_place), *self.ledger.groups}:
            if path:
                names[path[-1]].add(path)
                names[SEPARATOR.join(path)].add(path)
        return _frozen(names)

    # --- words -> figures --------------------------------------------------------------------------------------------

    def item(self, words: Sequence[str]) -> frozenset[str]:
        """The question that the nearest of some words name: the whole of it first, then the longest inside it."""
        for said in words:
            if found := self.items.get(_plain(said)):
                return found
            inside = [text for text in self.items if text in said]
            if inside:
                return self.items[max(inside, key=len)]
        return frozenset()

    def named(self, words: str, around: Sequence[str] = ()) -> Named:
        """What a sentence names; what it speaks of is looked for around it where it does not say itself."""
        items, options, groups = set[str](), set[str](), set[Path]()
        for text in self.names.findall(words) if self.names else ():
            items |= self.items.get(text, frozenset())
            options |= self.options.get(text, frozenset())
            groups |= self.groups.get(text, frozenset())
        return Named(
            frozenset(items) or self.item(around),
            frozenset(options),
            frozenset(groups) or frozenset({EVERYONE}),
            frozenset(wave for wave in self.waves if wave in words),
        )

    def figures(self, named: Named) -> Iterator[Said]:
        """The figures that bear all of some names. Of nothing by name: how many answered."""
        for group in named.groups:
            for item in self._items_for(named, group):
                for said in self.by_place.get((group, item), ()):
                    if (
                        not named.options
                        or not said.option
                        or {said.option, said.option2, said.option3} & named.options
                    ):
                        yield said

    def _items_for(self, named: Named, group: Path) -> Iterable[str]:
        if named.items or not named.options:
            return (*named.items, "")
        return [item for at, item in self.by_place if at == group]

    # --- figures -> words --------------------------------------------------------------------------------------------

    def _words_of(self, named: Named) -> frozenset[str]:
        """Every number that the figures of some names can be printed as."""
        return frozenset().union(*map(self.renderings, self.figures(named)))

    def renderings(self, said: Said) -> frozenset[str]:
        """Every way in which a page may print a figure, its n and its interval."""
        if id(said) not in self._said:  # figures live as long as this does
            self._said[id(said)] = self._renderings(said)
        return self._said[id(said)]

    def _renderings(self, said: Said) -> frozenset[str]:
        found = {f"{said.n:,}"} if said.n is not None else set()
        if said.value is None:
            return frozenset(found | {_per_cent(end) for end in (said.low, said.high) if end is not None})
        if said.measure in ("count", "paired"):
            return frozenset(found | {f"{said.value:,.0f}"})
        if said.measure == "mean":
            return frozenset(found | {f"{said.value:.1f}"})
        if said.measure in ("alpha", "agreement"):
            return frozenset(found | {f"{abs(said.value):.2f}"})
        if said.measure == "balance":
            return frozenset(found | {f"{abs(said.value):.0f}"})
        if said.measure == "enps":
            return frozenset(found | {f"{abs(said.value) * 100:.0f}"})
        found.add(_per_cent(said.value) if said.value <= 1 else f"{said.value:,.0f}")
        if said.measure in SHARES - {"flow"} and said.n:
            asked = None if said.across else self.asked.get((said.wave, said.group))
            for ends in intervals(said.value, said.n, asked):
                # Rounded by two programs: half a point apart at most.
                found |= {_per_cent(end + shift) for end in ends for shift in (-1e-9, 1e-9)}
        return frozenset(found)


def _per_cent(share: float) -> str:
    return f"{max(share, 0.0) * 100:.0f}%"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _frozen(found: dict[str, set]) -> dict[str, frozenset]:  # type: ignore[type-arg]
    return {text: frozenset(ids) for text, ids in found.items()}
