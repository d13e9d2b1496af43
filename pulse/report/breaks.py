"""Where a line breaks: what changed in the question or in its scoring, in words, with the old and the new text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pulse.model.release import Release
from pulse.model.survey import Index, Item, Survey
from pulse.report import words


@dataclass(frozen=True, slots=True)
class Break:
    """A wave from which an item or an index may no longer be compared (or may, where its author says so)."""

    wave: str
    what: str  # two words, for the drawing
    said: str  # whole sentences

    @property
    def words(self) -> str:
        """The sentences under the chart."""
        return f"{self.what.capitalize()} from {self.wave} on. {self.said}"


def breaks(release: Release, item: str) -> tuple[Break, ...]:
    """Every break of an item's or an index's line among the release's waves, oldest first."""
    return tuple(_changes(release, item, broken=True))


def named(release: Release, item: str, wave: str) -> str:
    """What the break drawn at a wave is called: the last one up to it, where the wave it began in is not shown."""
    until = [it.label for it in release.waves]
    found = [it.what for it in breaks(release, item) if until.index(it.wave) <= until.index(wave)]
    return found[-1] if found else "new group"


def cosmetic(release: Release, item: str) -> tuple[Break, ...]:
    """Changes of what staff read that break nothing, since the questionnaire calls them cosmetic."""
    return tuple(_changes(release, item, broken=False))


def _changes(release: Release, item: str, *, broken: bool) -> Iterator[Break]:
    versions = release.versions.get(item, {})
    asked = [wave.label for wave in release.waves if wave.label in versions]
    for before, after in itertools.pairwise(asked):
        if (versions[before] != versions[after]) == broken:
            found = _change(release.asked_in[before], release.asked_in[after], item)
            if found is not None:
                yield Break(after, *found)


def _change(before: Survey, after: Survey, name: str) -> tuple[str, str] | None:
    """What the change is called, and its sentences; None where there is none."""
    old, new = before.by_id.get(name), after.by_id.get(name)
    indices = [it for survey in (before, after) for it in survey.indices if it.id == name]
    if old is not None and new is not None:
        parts = list(_of_item(old, new, before, after))
    elif len(indices) == 2:
        parts = list(_of_index(indices[0], indices[1], before, after))
    else:
        parts = [("new scoring", "Before, a question; now, a score of several, or the other way round.")]
    return (parts[0][0], " ".join(said for _, said in parts)) if parts else None


def _of_item(before: Item, after: Item, asked: Survey, asks: Survey) -> Iterator[tuple[str, str]]:
    if before.text != after.text:
        yield "new wording", f"Before: “{before.text}” Now: “{after.text}”"
    if before.codebook != after.codebook:
        yield "new codes", "The codes, or what they mean, were others before."
        return
    if before.wording != after.wording:
        yield "new wording", "What stands around the question was changed too."
    if _texts(before) != _texts(after):
        yield "new answers", _options(before, after)
    elif [it.id for it in before.options] != [it.id for it in after.options]:
        yield "new answers", "The same answers, with other ids in the questionnaire."
    if (before.kind, before.at_most) != (after.kind, after.at_most):
        yield "new answers", f"Before: {_how_many(before)}. Now: {_how_many(after)}."
    if before.ask_if != after.ask_if:
        yield "new routing", f"Before: asked of {_of_whom(before, asked)}. Now: asked of {_of_whom(after, asks)}."
    if _scoring(before) != _scoring(after):
        yield "new scoring", f"Scored before: {_scoring(before)}. Now: {_scoring(after)}."


def _of_index(before: Index, after: Index, asked: Survey, asks: Survey) -> Iterator[tuple[str, str]]:
    if before.parts != after.parts:
        yield "new scoring", f"Made before from: {_parts(before, asked)}. Now from: {_parts(after, asks)}."
    if before.least != after.least:
        least = [f"{index.least:.0%}" for index in (before, after)]
        yield "new scoring", f"Questions of a part that must be answered: before {least[0]}, now {least[1]}."
    for item in after.items:
        if item in before.items:
            for what, said in _of_item(asked.by_id[item], asks.by_id[item], asked, asks):
                yield what, f"In “{asks.by_id[item].label}”: {said}"


def _options(before: Item, after: Item) -> str:
    """What is new and what is gone, where the rest is as it was; else both lists whole."""
    old, new = _texts(before), _texts(after)
    added = [text for text in new if text not in old]
    gone = [text for text in old if text not in new]
    same = [text for text in old if text in new] == [text for text in new if text in old]
    if same and not (added and gone):
        told = [f"“{text}” is new" for text in added] + [f"“{text}” is gone" for text in gone]
        return f"Answers: {words.listed(told)}; shares before and after are of different choices."
    return f"Answers before: {_listed(old)}. Answers now: {_listed(new)}."


def _texts(item: Item) -> list[str]:
    return [option.text for option in item.options]


def _listed(texts: list[str]) -> str:
    return " / ".join(texts) or "in own words"


def _how_many(item: Item) -> str:
    if item.kind == "many":
        return f"at most {item.at_most}" if item.at_most else "any number"
    return {"text": "in own words", "scale": "one point of a scale", "one": "one answer"}[item.kind]


def _of_whom(item: Item, survey: Survey) -> str:
    if item.ask_if is None:
        return "everyone"
    earlier = survey.by_id[item.ask_if.item]
    option = next(it.text for it in earlier.options if it.id == item.ask_if.option)
    return f"those who answered “{option}” to “{earlier.text}”"


def _scoring(item: Item) -> str:
    """Which answers are on the favourable side, and which count in no share."""
    favourable = [f"“{option.text}”" for at, option in enumerate(item.options, 1) if at in item.favourable]
    aside = [f"“{option.text}”" for option in item.options if option.aside]
    left = f"{words.listed(aside)} left out" if aside else ""
    side = f"favourable is {' or '.join(favourable)}" if favourable else ""
    return ", ".join(part for part in (side, left) if part) or "shares of all answers"


def _parts(index: Index, survey: Survey) -> str:
    return "; ".join(words.listed([survey.by_id[item].label for item in part]) for part in index.parts)
