"""How alike a column's words and a question's are, and what makes two alike questions different ones.

Compared by the standard library's `difflib`: rapidfuzz finds the same few dozen pairs faster, but costs 12 MB and 33 ms
of import for something that happens once a questionnaire. What either finds is only ever proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from pulse.collect.normal import normal, part_of
from pulse.model.exports import Heading
from pulse.model.survey import Item

_REPEATED = re.compile(r"(.*\D)\d{1,2}$", re.DOTALL)  # Microsoft Forms heads a repeated statement "statement2"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_AS_REPEATED = 99
_LITTLE = 0.5  # below it the exact figure, which costs most, makes no difference


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _set(
    """
    not no never none nobody nothing neither nor without cannot hardly rarely seldom
    nicht kein keine keinen nie ohne ne pas jamais sans nunca ninguno sin niet geen nooit non mai
    """
)
_NEGATING = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
# Words of one line exclude each other: another one of them makes another question.
_CONTRASTS = tuple(
    _set(line)
    for line in (
        "is are am was were been will would",
        "has have had",
        "do does did",
        "feel feels felt",
        "can could",
        "mental physical emotional financial social",
        "more less fewer most least",
        "better worse",
        "always often sometimes",
        "high low higher lower",
        "good bad",
        "before after during",
        "inside outside within",
        "give receive given received get",
        "hours pay workload",
        "my your our their",
    )
)
# Who or when is asked about: a question with such a word more or less is another question.
_WHO_AND_WHEN = _set(
    """
    previous former last next past current future now today week weeks month months year years medium long short day
    night
    team teams manager managers supervisor supervisors leader leaders leadership board directorate department ward unit
    employer employers organisation organization trust company colleagues coworkers staff patients family families
    clients partner other others yourself myself
    """
)


@lru_cache(maxsize=20_000)
def ratio(one: str, other: str) -> int:
    """0-100: how much of two normalised texts is the same, in order; where that is little, the most it can be."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    most = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    return round(100 * (most if most < _LITTLE else matcher.ratio()))


def likeness(heading: Heading, texts: Iterable[str]) -> tuple[int, str, str]:
    """The best score of a column's words against a question's, and the two wordings that reached it."""
    return max(
        ((_score(label, text), label, text) for label in _wordings(heading) for text in texts if text),
        key=lambda found: found[0],
        default=(0, "", ""),
    )


def texts_of(item: Item) -> tuple[str, ...]:
    """The words an export may show an item by, in any language: its text, or the statement of "stem: statement"."""
    return tuple(text for said in item.wordings for text in (normal(said), part_of(said)) if text)


def contrast(label: str, text: str) -> str:
    """What makes two alike wordings ask different things, as "'was' for 'is'"; empty where nothing is known to."""
    theirs, ours = _words(label), _words(text)
    added, lost = [w for w in theirs if w not in ours], [w for w in ours if w not in theirs]
    for word in (*added, *lost):
        if word in _NEGATIONS or word.endswith("n't"):
            return _told(added, lost)
        if word.isdigit() or word in _WHO_AND_WHEN:
            return _told(added, lost)
    for mine in lost:
        for other in added:
            if any({mine, other} <= group for group in _CONTRASTS) or _negates(mine, other) or _negates(other, mine):
                return f"'{other}' for '{mine}'"
    return ""


def _score(label: str, text: str) -> int:
    repeated = _REPEATED.match(label)
    if repeated and repeated[1].strip() == text:
        return _AS_REPEATED
    return ratio(label, text)


def _wordings(heading: Heading) -> Iterator[str]:
    yield normal(heading.label)
    if heading.part:
        yield normal(heading.part)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _negates(one: str, other: str) -> bool:
    return any(other == prefix + one for prefix in _NEGATING)


def _told(added: list[str], lost: list[str]) -> str:
    here, there = " ".join(added[:4]), " ".join(lost[:4])
    if here and there:
        return f"'{here}' for '{there}'"
    return f"'{here}' added" if here else f"'{there}' left out"
