"""How hard a text is to read: the Flesch-Kincaid grade, counted by hand.

Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability formulas for Navy
enlisted personnel", Research Branch Report 8-75, Naval Technical Training Command, 1975, page 14: 0.39 times the words
of a sentence, and 11.8 times the syllables of a word, less 15.59. Syllables are counted by their vowels, a silent e at
the end left out; a number counts a syllable a digit, which is no easier than how it is read aloud.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z’']+|\d[\d,.]*\d|\d")
_END = re.compile(r"[.?!]+(?=[\s”\"]|$)")


def grade(text: str) -> float:
    """The years of school after which a text is read with ease."""
    words = _WORD.findall(text)
    sentences = max(len(_END.findall(text)), 1)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    if word[0].isdigit():
        return sum(map(str.isdigit, word))
    plain = re.sub(r"[^a-z]", "", word.casefold())
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^td])ed$|(?<=[^sxzhgc])es$", "", plain)
    return max(len(re.findall(r"[aeiouy]+", spoken)), 1)
