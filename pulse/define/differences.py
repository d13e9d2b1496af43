"""Two questionnaires -> what they ask otherwise, by the rules by which reports break their lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from pulse.model.differences import Difference, What
from pulse.model.survey import COMMENT, Condition, Index, Item, Survey


def differences(before: Survey, after: Survey) -> tuple[Difference, ...]:
    """Every difference, in the order of the later questionnaire; what is gone stands last.

    Questions of one wave alone - follow-ups, and what staff proposed - come and go without breaking anything, and so do
    those of a block that rests in one of the two.
    """
    old, new = _asked(before), _asked(after)
    return (
        *_around(before, after),
        *_items(old, new, before.rests),
        *_scores(before, after, _begun_anew(old, new)),
        *(_gone(it, after.rests) for it in old.values() if it.id not in new),
    )


def _asked(survey: Survey) -> dict[str, Item]:
    return {item.id: item for item in (*survey.items, *(it.item for it in survey.relationships))}


# --- what stands around the questions --------------------------------------------------------------------------------


def _around(before: Survey, after: Survey) -> Iterator[Difference]:
    for name, old, new in (
        ("title", before.title, after.title),
        ("introduction", before.introduction, after.introduction),
    ):
        if old != new:
            yield Difference(name, "reworded", "cosmetic", "around", old, new)
    for name in after.dimensions:
        was, now = before.dimension_texts.get(name, ""), after.dimension_texts.get(name, "")
        if name not in before.dimensions:
            yield Difference(name, "added", "", "around", after=now or name)
        elif was != now:
            yield Difference(name, "reworded", "cosmetic", "around", was, now)
    for name in before.dimensions:
        if name not in after.dimensions:
            yield Difference(name, "removed", "retired", "around", before.dimension_texts.get(name, "") or name)


# --- questions -------------------------------------------------------------------------------------------------------


def _items(old: Mapping[str, Item], new: Mapping[str, Item], rested: Sequence[str]) -> Iterator[Difference]:
    moved = _moved([name for name in old if name in new], list(new))
    for item in new.values():
        if item.id not in old:
            yield Difference(item.id, "added", "", after=item.text, passing=_passing(item, rested))
            continue
        was = old[item.id]
        if _scale(was) != _scale(item):
            yield _changed("rescaled", was, item, _scale_said(was), _scale_said(item))
        elif was.fingerprint != item.fingerprint:
            yield _changed("reworded", was, item, *_words_said(was, item))
        if was.label != item.label and item.title:
            yield Difference(item.id, "retitled", "cosmetic", before=was.label, after=item.label)
        if item.id in moved:
            yield Difference(item.id, "reordered", "cosmetic", before=item.text)


def _scale(item: Item) -> object:
    """How it is answered and counted, whatever the answers are called."""
    return item.kind, tuple(option.id for option in item.options), item.at_most, item.scoring


def _changed(what: What, was: Item, item: Item, before: str, after: str) -> Difference:
    said = item.change is not None
    otherwise = not item.counts_like(was)
    return Difference(
        id=item.id,
        what=what,
        type="rescaled" if otherwise else item.change or ("rescaled" if what == "rescaled" else "reworded"),
        before=before,
        after=after,
        breaks=not item.continues(was) and item.kind != COMMENT,
        said=said or item.kind == COMMENT,
        scored_otherwise=otherwise,
    )


def _gone(item: Item, rests: Sequence[str]) -> Difference:
    if _passing(item, rests):
        return Difference(item.id, "removed", "", before=item.text, passing=True)
    return Difference(item.id, "removed", "retired", before=item.text, breaks=item.kind != COMMENT)


def _passing(item: Item, rests: Sequence[str]) -> bool:
    return bool(item.follows) or item.guest or item.block in rests


def _scale_said(item: Item) -> str:
    if item.kind == COMMENT:
        return "own words"
    end = {"high": ", the last is favourable", "low": ", the first is favourable", "none": ""}[item.positive]
    aside = [option.text for option in item.options if option.aside]
    apart = f", counted in nothing: {', '.join(aside)}" if aside else ""
    most = f", at most {item.at_most}" if item.at_most else ", any" if item.kind == "many" else ""
    enps = ", with eNPS" if item.enps else ""
    return f"{' / '.join(option.text for option in item.options)}{most}{end}{apart}{enps}"


def _words_said(was: Item, item: Item) -> tuple[str, str]:
    """The texts that differ; of a question asked of others, whom it is asked of."""
    old, new = [], []
    if was.text != item.text or was.wording != item.wording:
        old.append(was.text)
        new.append(item.text)
    for before, after in zip(was.options, item.options, strict=True):
        if before.text != after.text:
            old.append(before.text)
            new.append(after.text)
    if was.ask_if != item.ask_if:
        old.append(_of_whom(was.ask_if))
        new.append(_of_whom(item.ask_if))
    return " / ".join(old), " / ".join(new)


def _of_whom(condition: Condition | None) -> str:
    return f"asked if {condition.item} == {condition.option}" if condition else "asked of everybody"


def _moved(common: Sequence[str], order: Sequence[str]) -> frozenset[str]:
    """The fewest questions that have to be moved to turn the old order into the new one.

    What stays is a longest increasing run of new places among the old order (patience sorting; Aldous and Diaconis,
    Bulletin of the American Mathematical Society 36, 1999, 413-432).
    """
    places = {name: at for at, name in enumerate(order)}
    ends: list[int] = []  # the smallest last place of a run of each length
    names: list[str] = []
    behind: dict[str, str] = {}
    for name in common:
        at = bisect_left(ends, places[name])
        if at:
            behind[name] = names[at - 1]
        ends[at : at + 1], names[at : at + 1] = [places[name]], [name]
    stays, name = set(), names[-1] if names else ""
    while name:
        stays.add(name)
        name = behind.get(name, "")
    return frozenset(common) - stays


# --- scores ----------------------------------------------------------------------------------------------------------


def _begun_anew(old: Mapping[str, Item], new: Mapping[str, Item]) -> frozenset[str]:
    return frozenset(name for name, item in new.items() if name in old and not item.continues(old[name]))


def _scores(before: Survey, after: Survey, anew: frozenset[str]) -> Iterator[Difference]:
    was = {index.id: index for index in before.scores}
    for index in after.scores:
        if index.id not in was:
            passing = _resting(before, after, index)
            yield Difference(index.id, "added", "", "score", after=index.title, passing=passing)
            continue
        old = was.pop(index.id)
        if changed := [item for item in index.items if item in anew]:
            yield _rescored(index, _made_of(old), f"{', '.join(changed)} begins anew, and the score with it")
        elif (old.parts, old.least, old.balance) != (index.parts, index.least, index.balance):
            yield _rescored(index, _made_of(old), _made_of(index))
        if old.title != index.title:
            yield Difference(index.id, "retitled", "cosmetic", "score", old.title, index.title)
    for old in was.values():
        if _resting(after, before, old):
            yield Difference(old.id, "removed", "", "score", old.title, passing=True)
        else:
            yield Difference(old.id, "removed", "retired", "score", old.title, breaks=True)


def _resting(where: Survey, asked: Survey, index: Index) -> bool:
    """True where one of the two leaves the questions of a score out because their block rests there."""
    return any(asked.by_id[item].block in where.rests for item in index.items)


def _rescored(index: Index, before: str, after: str) -> Difference:
    return Difference(index.id, "rescaled", "rescaled", "score", before, after, breaks=True)


def _made_of(index: Index) -> str:
    parts = " | ".join(", ".join(part) for part in index.parts)
    return f"{'balance of ' if index.balance else ''}{parts} (at least {index.least:.0%} answered)"
