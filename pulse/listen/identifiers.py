"""Numbers and addresses that belong to one person: found by their shape, their check digit, or the word before them.

Shapes are those of the United Kingdom and of the internet; words come from the languages' files. Every pattern begins
at a boundary and repeats within bounds or possessively, so that the time it takes grows with the text and no faster.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from pulse.listen.cues import Cues

_AREA_NAMES = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU
GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE
PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO
ZE
"""
_AREAS = frozenset(_AREA_NAMES.split())
_NO_INSURANCE = frozenset({"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"})  # prefixes that are never given
_GAP = r"[ \t\u00a0\u2009\u202f().\-\u2010\u2011\u2013/]"  # what stands between the digits of a number
_NHS_WEIGHTS = range(10, 1, -1)


class Span(NamedTuple):
    """A part of a comment to be replaced by a mark."""

    start: int
    end: int
    mark: str


_Keep = Callable[[re.Match[str]], bool]


class _Rule(NamedTuple):
    mark: str
    pattern: re.Pattern[str]
    keep: _Keep
    group: int = 0


class Identifiers:
    """Finds every structured identifier of a text."""

    def __init__(self, cues: Cues) -> None:
        self.with_digit = [*_numbers(), *_after_cues(cues)]
        self.with_at = [
            _rule("email", r"(?<![\w.+'-])[\w.+'-]++@(?:[\w-]++\.)++[^\W\d_]{2,}+"),
            _rule("handle", r"(?<![\w@.])@[^\W\d]\w++"),
        ]
        self.links = [_rule("link", r"(?i)(?<!\w)(?:https?://|www\.)[^\s<>\"]++"), _rule("link", _DOMAIN)]
        self.spelt = _spelt_address(cues)
        self.dots = cues.dot
        self.with_colons = [_rule("ip address", r"(?<![\w:])[0-9A-Fa-f:]{4,39}(?![\w:])", _is_address)]

    def find(self, text: str) -> Iterator[Span]:
        """The spans, in no order; they may overlap."""
        if _DIGIT.search(text):
            yield from self._found(self.with_digit, text)
        if "@" in text:
            yield from self._found(self.with_at, text)
        if "." in text or "://" in text:
            yield from self._found(self.links, text)
        if "(" in text or "[" in text or not self.dots.isdisjoint(text.lower().split()):
            yield from self._found([self.spelt], text)
        if text.count(":") > 1:
            yield from self._found(self.with_colons, text)

    @staticmethod
    def _found(rules: Collection[_Rule], text: str) -> Iterator[Span]:
        for rule in rules:
            for match in rule.pattern.finditer(text):
                if rule.keep(match):
                    start, end = match.span(rule.group)
                    yield Span(start, end - len(_tail(text[start:end])) if rule.mark == "link" else end, rule.mark)


def doubtful(text: str) -> int:
    """How many numbers are written as an NHS number is and fail its check digit: a person should look at them."""
    return sum(not _is_nhs(match) for match in _NHS.finditer(text)) if _DIGIT.search(text) else 0


def _rule(mark: str, pattern: str, keep: _Keep = lambda _match: True, group: int = 0) -> _Rule:
    return _Rule(mark, re.compile(pattern), keep, group)


_DIGIT = re.compile(r"\d")
_NHS = re.compile(rf"(?<![\w.+-])\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{4}}(?![\w-]|\.\d)")
_DOMAIN = r"(?i)(?<![\w.@-])(?:[\w-]++\.)++(?:com|org|net|info|biz|uk|eu|ie|io|co|me|tv|gov|nhs)\b(?:/[^\s<>\"]*+)?"


def _numbers() -> Iterator[_Rule]:
    """What its own shape tells: telephone, NHS and National Insurance numbers, postcodes, plates, addresses, PINs."""
    yield _rule(
        "phone",
        rf"(?<![\w+])(?:(?:\+|00) ?44{_GAP}{{0,2}}(?:\(0\){_GAP}{{0,2}})?|\(?0)(?:{_GAP}{{0,2}}\d){{9,10}}(?!\d)",
    )
    yield _rule("phone", rf"(?<![\w+])(?:\+|00)(?! ?44)[1-9](?:{_GAP}{{0,2}}\d){{7,13}}(?!\d)")
    yield _Rule("nhs number", _NHS, _is_nhs)
    yield _rule(
        "ni number",
        rf"(?i)(?<!\w)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z](?:{_GAP}?\d\d){{3}}{_GAP}?[a-d](?!\w)",
        _is_insurance,
    )
    yield _rule("ni number", rf"(?<!\w)[A-Z]{{2}}(?:{_GAP}?\d\d){{3}}{_GAP}?[A-D](?!\w)")
    yield _rule("postcode", r"(?i)(?<!\w)([a-z]{1,2})\d[a-z\d]? ?(\d[abd-hjlnp-uw-z]{2})(?!\w)", _is_postcode)
    yield _rule("number plate", r"(?<!\w)[A-HJ-PR-Y]{2}(?:0[2-9]|[1-2]\d|[5-7]\d) ?[A-HJ-PR-Z]{3}(?!\w)")
    yield _rule("number plate", r"(?<!\w)[a-hj-pr-y]{2}(?:0[2-9]|[1-2]\d|[5-7]\d)[a-hj-pr-z]{3}(?!\w)")
    yield _rule(
        "number", r"(?i)(?<!\w)\d\d[a-l]\d{4}[a-z](?!\w)"
    )  # an NMC PIN: year, month as a letter, number, country
    yield _rule("ip address", r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)", _is_address)


def _after_cues(cues: Cues) -> Iterator[_Rule]:
    """What the word before it tells: extensions, registration and staff numbers, dates of birth."""
    between = rf"(?:[\s:#.(-]{{0,3}}(?:{_any(cues.number_words)})\b\.?){{0,3}}[\s:#.(-]{{0,3}}"
    needed = rf"(?:[\s:#.(-]{{0,3}}(?:{_any(cues.number_words)})\b\.?){{1,3}}[\s:#.(-]{{0,3}}"
    yield _rule("phone", rf"(?i)(?<!\w)(?:{_any(cues.phone_cues)}){between}(\d[\d -]{{1,7}}\d)(?!\w)", group=1)
    own = r"([a-z]{0,3}[-/ ]?\d[\da-z/-]{2,15})(?!\w)"
    yield _rule("number", rf"(?i)(?<!\w)(?:{_any(cues.number_cues)})\b{between}{own}", _has_digits(5), 1)
    yield _rule("number", rf"(?i)(?<!\w)(?:{_any(cues.numbered_cues)})\b{needed}{own}", _has_digits(4), 1)
    insured = rf"([a-z]{{2}}(?:{_GAP}?\d\d){{3}}(?:{_GAP}?[a-d]\b)?)(?!\w)"
    yield _rule("ni number", rf"(?i)(?<!\w)(?:{_any(cues.insurance_cues)})\b{between}{insured}", group=1)
    yield _rule(
        "date of birth", rf"(?i)(?<!\w)(?:{_any(cues.birth_cues)})\b[^\d\n]{{0,20}}?({_date(cues)})(?!\w)", group=1
    )


def _date(cues: Cues) -> str:
    month, day = rf"(?:{_any(cues.months)})", rf"\d{{1,2}}(?:{_any(cues.ordinals)})?"
    gap = r"[ ,./-]{1,2}"
    return (
        rf"{day}(?:{gap}(?:{_any(cues.of)}))?[ ./-]{{0,2}}{month}\b(?:{gap}\d{{2,4}})?"
        rf"|{month} {day}(?:{gap}\d{{4}})?|{month}{gap}\d{{4}}"
        r"|\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}|\d{4}-\d\d-\d\d"
    )


def _spelt_address(cues: Cues) -> _Rule:
    """ "karen (at) trust dot org": with at least one dot spelt out, or its at in brackets."""
    at, dot = _any(cues.at), _any(cues.dot)
    bracketed, worded = rf"\s?[(\[]\s?(?:{at}|@)\s?[)\]]\s?", rf"\s(?:{at})\s"
    a_dot = rf"(?:\s?[(\[]\s?(?:{dot}|\.)\s?[)\]]\s?|\s(?:{dot})\s)"
    start, part = r"(?i)(?<![\w.+-])[\w.+-]++", r"[\w-]++"
    return _rule(
        "email",
        rf"{start}(?:{bracketed}{part}(?:(?:{a_dot}|\.){part})++|{worded}{part}(?:\.{part})*+(?:{a_dot}{part}(?:\.{part})*+)++)",
    )


def _any(words: Collection[str]) -> str:
    """One of the words, the longest first; nothing at all where there are none."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


def _has_digits(least: int) -> _Keep:
    return lambda match: sum(map(str.isdigit, match[1])) >= least


def _is_nhs(match: re.Match[str]) -> bool:
    """The modulus 11 check of the NHS Data Dictionary: weights 10 to 2; 11 counts as 0, and 10 is never given."""
    digits = [int(sign) for sign in match[0] if sign.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(_NHS_WEIGHTS, digits, strict=False)) % 11
    return check != 10 and check % 11 == digits[9]


def _is_insurance(match: re.Match[str]) -> bool:
    return match[0][:2].upper() not in _NO_INSURANCE


def _is_postcode(match: re.Match[str]) -> bool:
    """A known area; and not "M6 2nd", where the last part is an ordinal number."""
    ordinal = match[2][1:] in ("st", "nd", "rd", "th")
    return match[1].upper() in _AREAS and not ordinal


def _is_address(match: re.Match[str]) -> bool:
    try:
        ipaddress.ip_address(match[0])
    except ValueError:
        return False
    return True


def _tail(link: str) -> str:
    """The punctuation at the end of a link that belongs to the sentence."""
    return link[len(link.rstrip(".,;:!?)'’”")) :]
