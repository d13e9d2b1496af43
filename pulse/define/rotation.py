"""Blocks of questions that take turns: which of them a wave asks, and what a questionnaire may let rotate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from pulse import toml
from pulse.model.problems import Problem, problem
from pulse.model.survey import Rotation

if TYPE_CHECKING:
    from pulse.define.text import ItemText, SurveyText


def turn(rotation: Rotation, blocks: Sequence[str], earlier: Sequence[frozenset[str]]) -> frozenset[str]:
    """The blocks that the next wave asks. earlier: what each wave before it asked, oldest first.

    As many as it takes for each to come at least every `every` waves, those first that were asked longest ago; the seed
    decides between equals. Whatever was asked before, a block waits for no more than the others that wait as long or
    longer: with B blocks and m a wave that is ceil(B/m) waves, and m = ceil(B/every) makes it `every` or fewer.
    """
    waited = {block: _waited(block, earlier) for block in blocks}
    order = sorted(blocks, key=lambda block: (-waited[block], _lot(rotation.seed, block)))
    return frozenset(order[: ceil(len(blocks) / rotation.every)])


def _waited(block: str, earlier: Sequence[frozenset[str]]) -> int:
    asked = (at for at, blocks in enumerate(reversed(earlier)) if block in blocks)
    return next(asked, len(earlier))


def _lot(seed: int, block: str) -> str:
    """The same on every machine and in every version of Python, which no random generator promises."""
    return hashlib.sha256(f"{seed}|{block}".encode()).hexdigest()


# --- what may rotate -------------------------------------------------------------------------------------------------


def faults(document: toml.Document, said: SurveyText, scores: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """What cannot be: blocks without turns, and questions taken apart that belong together.

    scores: the items of each index.
    """
    blocks = {item.id: item.block or "" for item in said.item}
    named = sorted({block for block in blocks.values() if block})
    for at, item in enumerate(said.item):
        yield from _of_item(document, said, at, item, blocks)
    if said.rotation and len(named) < 2:
        yield problem("rotation-of-nothing", document.place("rotation"))
    for name, items in scores.items():
        if len({blocks.get(item, "") for item in items}) > 1:
            place = document.place("indices", name, "parts")
            yield problem("rotation-splits", place, one=f"the score '{name}'", other=", ".join(items))
    unknown = [it for it in (said.instance.rests if said.instance else ()) if it not in named]
    for name in unknown:
        hint = toml.did_you_mean(name, named)
        yield problem("unknown-name", document.place("instance", "rests"), kind="block", name=name, hint=hint)


def _of_item(
    document: toml.Document, said: SurveyText, at: int, item: ItemText, blocks: Mapping[str, str]
) -> Iterator[Problem]:
    if item.block and said.rotation is None:
        yield problem("block-without-rotation", document.place("item", at, "block"), item=item.id)
    if item.block and (item.frame or item.follows or item.guest or item.consent):
        yield problem("rotation-of-frame", document.place("item", at, "block"), item=item.id)
    needed = (item.ask_if or "").partition("==")[0].strip()
    if blocks.get(needed) and blocks[needed] != blocks[item.id]:
        yield problem("rotation-splits", document.place("item", at, "ask_if"), one=f"'{item.id}'", other=f"'{needed}'")
