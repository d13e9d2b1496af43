"""Answers that are not the item's: lines for the mapping in which a person says what each of them means.

Words written by one person only are never listed, nor cells that look like a person, nor a column of many different
answers: those may be somebody's own words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from pulse.collect import identity
from pulse.collect.answers import NO, Answers
from pulse.collect.normal import normal
from pulse.model.survey import Item

_MOST_LABELS = 20  # different answers: a column with more of them is no scale
_LONGEST = 60  # characters of a label
_SHARED = 2  # people who wrote the same words
_MOST_DIGITS = 2
_ASK = "?"  # no option: the mapping is refused while it stands


def ends(answers: Answers, values: Mapping[str, int]) -> dict[str, str] | None:
    """Each answer -> option's id, where a column holds numbers with words in place of an end; else None.

    A word is given as "?" where it cannot be told which end it stands for.
    """
    item = answers.item
    numbers, words = _numbers_and_words(answers, values)
    if item.kind not in ("scale", "one") or not 1 <= len(words) <= 2 or min(len(numbers), len(item.counted)) < 2:
        return None
    scale = _numbers_of(item, set(numbers.values()))
    here = set(numbers.values())
    if not here <= set(scale):
        return None
    low, high = scale[0] not in here, scale[-1] not in here
    if len(words) > low + high:
        return None
    options = [item.options[position - 1].id for position in item.counted]
    if _is_turned(answers, words, low, high):
        options.reverse()
    known = {option.id for option in item.options}
    sure = len(words) == 1 and low != high
    meant = {}
    for word in words:
        position = answers.known.get(normal(word), 0)
        at_end = (options[0] if low else options[-1]) if sure else _ASK
        meant[word] = item.options[position - 1].id if position else at_end
    meant |= {cell: options[scale.index(number)] for cell, number in numbers.items()}
    return meant if set(meant.values()) <= known | {_ASK} else None


def worded_ends(answers: Answers, values: Mapping[str, int]) -> bool:
    """True where numbers and words stand for one scale and not all of them are answers to the item."""
    found = ends(answers, values)
    return found is not None and any(normal(cell) not in answers.known for cell in found)


def block(answers: Answers, values: Mapping[str, int], separator: str) -> list[str]:
    """The lines of an [answers.<item>] table, behind # marks: what could be listed, ready to be given its meaning."""
    item = answers.item
    if item.kind == "text":
        return []
    meant = ends(answers, values)
    left = {cell: values[cell] for cell in meant} if meant else _left(answers, values, separator)
    told = [cell for cell in left if meant or _is_label(cell, left[cell])]
    if len(left) > _MOST_LABELS or any(identity.names_people("", [cell]) for cell in left):
        told = []
    told = [cell for cell in told if normal(cell) not in answers.known]
    lines = [
        "# Some answers here are none of the item's. If the scale has changed, that is another version of the item:",
        '# raise the questionnaire\'s version, and give the item its new options and `change = "rescaled"`.',
        f"# If they mean the same, say what each one means with one of: {', '.join(o.id for o in item.options)}",
        '# ("" is: counts as not answered).',
    ]
    if meant:
        lines.append("# The numbers below are only counted off: check which end is which before you take the # away.")
    lines.append(f"# [answers.{item.id}]")
    lines += [f"# {quoted(cell)} = {quoted(meant.get(cell, _ASK) if meant else _ASK)}" for cell in _in_order(told)]
    hidden = sum(normal(cell) not in answers.known for cell in left) - len(told)
    if hidden:
        lines.append(f"# and {hidden} more, not listed here since they may be somebody's own words: see the export")
    return lines


def quoted(text: str) -> str:
    """The text as a TOML string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _numbers_and_words(answers: Answers, values: Mapping[str, int]) -> tuple[dict[str, int], list[str]]:
    numbers: dict[str, int] = {}
    words: list[str] = []
    aside = {at for at, option in enumerate(answers.item.options, 1) if option.aside}
    for cell in values:
        text = normal(cell)
        if text.isdecimal() and len(text) <= _MOST_DIGITS:
            numbers[cell] = int(text)
        elif text and answers.known.get(text, -1) not in aside | {0}:
            words.append(cell)
    return numbers, words


def _numbers_of(item: Item, seen: set[int]) -> list[int]:
    """The numbers a scale's options are counted by: their own, else from 1, or from 0 where a 0 was seen."""
    texts = [normal(item.options[position - 1].text) for position in item.counted]
    if all(text.isdecimal() for text in texts):
        return [int(text) for text in texts]
    first = 0 if 0 in seen else 1
    return list(range(first, first + len(texts)))


def _is_turned(answers: Answers, words: Sequence[str], low: bool, high: bool) -> bool:
    """True where the one word is known to be the option at the other end than the number that is missing."""
    if len(words) != 1 or low == high:
        return False
    first, last = answers.item.counted[0], answers.item.counted[-1]
    return answers.known.get(normal(words[0])) == (last if low else first)


def _left(answers: Answers, values: Mapping[str, int], separator: str) -> dict[str, int]:
    left: Counter[str] = Counter()
    for cell, count in values.items():
        if answers.item.kind == "many" and separator:
            for part in answers.left_over(cell, separator):
                left[part] += count
        elif normal(cell) not in NO | set(answers.known):
            left[cell] += count
    return left


def _is_label(cell: str, count: int) -> bool:
    is_number = cell.strip().isdecimal() and len(cell.strip()) <= _MOST_DIGITS
    return is_number or (count >= _SHARED and len(cell) <= _LONGEST and cell.isprintable())


def _in_order(cells: Sequence[str]) -> list[str]:
    """Numbers by their value, words behind them: the order of the export would say who answered first."""
    return sorted(cells, key=lambda cell: (not cell.strip().isdecimal(), cell.strip().zfill(_MOST_DIGITS)))
