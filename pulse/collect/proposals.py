"""Columns that may hold what no column surely holds: proposed in order, for a person to confirm, never taken.

1. The place a confirmed mapping remembers, or the one between two neighbours of the questionnaire - if the answers fit.
2. The likest words, with `difflib` (see `wording` for why not rapidfuzz).
3. For an item with a column an option: a block of columns headed by its options.

Each says how many of its cells are answers to the item, and whether it may well be another question: where another
item or another column is nearly as like, or where the differing words turn the meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from pulse.collect.answers import NO, YES, Answers
from pulse.collect.fitting import FITS, values_of, verdict
from pulse.collect.mapping import columns_for
from pulse.collect.matched import Matched
from pulse.collect.normal import normal
from pulse.collect.profile import Profile
from pulse.collect.wording import contrast, likeness, ratio, texts_of
from pulse.model.exports import Heading, Proposal, Unmatched, Why
from pulse.model.survey import Item, Survey

_MOST = 3
_LEAST = 60  # below it, two questions have no more in common than any two
_NEAR = 8  # points within which two questions cannot be told apart by their words
_LEAST_OPTIONS = 2
_Like = Callable[[tuple[str, ...]], int]  # an item's wordings -> how like a column they are


def propose(looked: Profile, survey: Survey, matched: Matched) -> tuple[Unmatched, ...]:
    """Each unmatched item and dimension with the columns that may answer it, best first, at most three."""
    return _Proposing(looked, survey, matched).all()


class _Proposing:
    def __init__(self, looked: Profile, survey: Survey, matched: Matched) -> None:
        self.looked, self.survey, self.matched = looked, survey, matched
        self.free = {heading.position: heading for heading in matched.free}
        self.texts = {item.id: texts_of(item) for item in survey.items}
        self.texts |= {
            name: tuple({normal(name), *map(normal, survey.dimension_wordings(name))}) for name in survey.dimensions
        }
        self.at: dict[str, set[int]] = defaultdict(set)  # item or dimension -> its columns
        for bound in matched.bound:
            self.at[bound.match.item or bound.match.dimension].add(bound.match.heading.position)

    def all(self) -> tuple[Unmatched, ...]:
        return tuple(self._one(name) for name in self.matched.unknown)

    def _one(self, name: str) -> Unmatched:
        item = self.survey.by_id.get(name)
        text = item.text if item else self.survey.dimension_texts.get(name, "") or name
        found = [*self._whole(name, item)]
        if item is not None and item.kind == "many":
            found += [*self._by_stem(item), *self._by_options(item)]
        order = sorted(found, key=lambda it: (it.why != "place", -it.score, not it.fits, it.heading.position))
        return Unmatched(name, text, tuple(order[:_MOST]))

    # --- one column ---

    def _whole(self, name: str, item: Item | None) -> Iterator[Proposal]:
        places = self._places(name)
        scores = {at: likeness(heading, self.texts[name])[0] for at, heading in self.free.items()}
        for at, heading in self.free.items():
            fit, fits = self._fit(heading, item)
            why: Why = "place" if at in places and fits else "wording"
            if why == "place" or scores[at] >= _LEAST:
                danger = self._danger(heading, name, scores)
                yield Proposal(heading, why, scores[at], fit, fits, danger)

    def _fit(self, heading: Heading, item: Item | None) -> tuple[float, bool]:
        if item is None or item.kind == "text":
            return 1.0, True
        answers = Answers(item, self.matched.said.answers.get(item.id, {}))
        values, platform = values_of(self.looked, heading), self.looked.found.platform
        return answers.fit(values, platform.separator), not verdict(answers, values, platform, platform.separator)[0]

    def _places(self, name: str) -> set[int]:
        """Where the confirmed mapping had it, shifted with its neighbours there; or between its neighbours here."""
        said, headings = self.matched.said, self.looked.found.headings
        now = {id(column): at for at, column in columns_for(said, headings).items()}
        places: set[int] = set()
        for column in said.column:
            if column.position is None or name not in (column.item, column.dimension):
                continue
            places.add(column.position)
            for other in said.column:
                if other.position is not None and id(other) in now and abs(other.position - column.position) == 1:
                    places.add(now[id(other)] + column.position - other.position)
        return places | self._between(name)

    def _between(self, name: str) -> set[int]:
        order = [*self.survey.dimensions, *(item.id for item in self.survey.items)]
        at = order.index(name)
        if not 0 < at < len(order) - 1:
            return set()
        before, after = self.at.get(order[at - 1], set()), self.at.get(order[at + 1], set())
        return {max(before) + 1} if before and after and max(before) + 2 == min(after) else set()

    # --- a column an option ---

    def _by_stem(self, item: Item) -> Iterator[Proposal]:
        """Columns "reworded question - option": they stand together under one stem."""
        stems: dict[str, list[Heading]] = defaultdict(list)
        for heading in self.free.values():
            if heading.part:
                stems[normal(heading.stem)].append(heading)
        texts = [normal(text) for text in item.wordings]
        scores = {stem: max(ratio(stem, text) for text in texts) for stem in stems}
        for stem, columns in stems.items():
            ticks = tuple((heading, _option(item, heading.part)) for heading in columns)
            if scores[stem] >= _LEAST and sum(bool(option) for _heading, option in ticks) >= _LEAST_OPTIONS:
                rivals = [other for other, score in scores.items() if other != stem and score >= scores[stem] - _NEAR]
                danger = self._stem_danger(item, stem, scores[stem])
                danger = danger or ("another block of columns is nearly as like" if rivals else "")
                yield self._block(item, "wording", scores[stem], ticks, danger)

    def _stem_danger(self, item: Item, stem: str, score: int) -> str:
        near = self._near(item.id, score, lambda texts: max(ratio(stem, text) for text in texts))
        words = contrast(stem, max(map(normal, item.wordings), key=lambda text: ratio(stem, text)))
        return near or (f"the words differ by {words}" if words else "")

    def _by_options(self, item: Item) -> Iterator[Proposal]:
        """Columns headed by bare options, most of them the item's, in its order."""
        wanted = [{normal(text) for text in option.wordings} for option in item.options]
        headings = self.looked.found.headings
        starts = {}
        for start in range(len(headings) - len(wanted) + 1):
            run = headings[start : start + len(wanted)]
            same = [normal(heading.label) in want for heading, want in zip(run, wanted, strict=True)]
            if sum(same) >= max(_LEAST_OPTIONS, len(wanted) / 2) and all(it.position in self.free for it in run):
                starts[start] = same
        for start, same in starts.items():
            run = headings[start : start + len(wanted)]
            options = [option.id if is_same else "" for option, is_same in zip(item.options, same, strict=True)]
            danger = "the same options stand in another place too" if len(starts) > 1 else ""
            score = round(100 * sum(same) / len(same))
            yield self._block(item, "options", score, tuple(zip(run, options, strict=True)), danger)

    def _block(self, item: Item, why: Why, score: int, ticks: tuple[tuple[Heading, str], ...], danger: str) -> Proposal:
        answers = Answers(item, self.matched.said.answers.get(item.id, {}))
        positions = {option.id: at for at, option in enumerate(item.options, 1)}
        platform = self.looked.found.platform
        signs = YES | NO | platform.ticked | platform.unticked
        fits = [
            answers.fit_tick(values_of(self.looked, heading), positions[option], signs)
            for heading, option in ticks
            if option
        ]
        fit = min(fits, default=0.0)
        return Proposal(ticks[0][0], why, score, fit, fit >= FITS, danger, ticks)

    # --- what makes it dangerous ---

    def _danger(self, heading: Heading, name: str, scores: dict[int, int]) -> str:
        score, label, text = likeness(heading, self.texts[name])
        near = self._near(name, score, lambda texts: likeness(heading, texts)[0])
        if near:
            return near
        if words := contrast(label, text):
            return f"the words differ by {words}"
        rivals = [at for at, other in scores.items() if at != heading.position and other >= max(score - _NEAR, _LEAST)]
        return f"column {rivals[0]} is nearly as like" if rivals else ""

    def _near(self, name: str, score: int, like: _Like) -> str:
        for other, texts in self.texts.items():
            if other != name and like(texts) >= score - _NEAR:
                return f"'{other}', another item of the questionnaire, is as near to it"
        return ""


def _option(item: Item, part: str) -> str:
    found = Answers(item, {}).option_named(part)
    return found.id if found else ""
