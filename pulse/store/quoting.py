"""Quotes: the only way by which words of staff get into a report, and the list of those that were shown.

A quote is made of a comment that a person accepted or shortened, whose writer agreed to be quoted, and of nothing else.
Of each person there is one quote at most, under one code. The quotes of a wave are chosen once: a later report of it
shows those that still may be shown, and no others, so that two reports cannot be held against each other.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database

from pulse.model.quotes import LEAST_ANSWERS, LEAST_ON_THEME, MOST_QUOTES, MOST_WORDS, Quote
from pulse.model.release import Hidden, Release, Shown
from pulse.store import coding


class _Standing(NamedTuple):
    """A comment that may be quoted. Once a wave is closed, nothing tells which sheet it came from."""

    id: str
    item: str
    shown: str
    sheet: int | None


def quotes(db: Database, wave: int, release: Release, day: date) -> tuple[Quote, ...]:
    """The quotes of a release's wave under each theme that is shown of everyone, a few each; new ones are noted.

    They come in an order that the wave and their words make, so that it says nothing of people, and is always the same.
    """
    label, themes = release.wave.label, tuple(_themes(release))
    known = {
        digest: (item, code)
        for digest, item, code in db.execute("SELECT digest, item, code FROM quoted WHERE wave = ?", [wave])
    }
    standing = sorted(_standing(db, wave), key=lambda it: _digest(label, it.shown))
    if known:
        return tuple(
            Quote(*known[digest], text)
            for text, digest in {it.shown: _digest(label, it.shown) for it in standing}.items()
            if digest in known and known[digest] in themes
        )
    chosen = tuple(_chosen(db, wave, standing, themes))
    rows = [(wave, _digest(label, it.text), it.item, it.code, day.isoformat()) for it in chosen]
    db.conn.executemany("INSERT INTO quoted VALUES (?, ?, ?, ?, ?)", rows)
    return chosen


def _themes(release: Release) -> Iterator[tuple[str, str]]:
    """Item and code of each theme of which something is shown, where enough people answered at all."""
    answered = release.figure("count")
    if not isinstance(answered, Shown) or answered.n < LEAST_ANSWERS:
        return
    for item in release.asked_in[release.wave.label].items:
        for code in item.options if item.codebook else ():
            if not isinstance(release.figure("share", item.id, option=code.id), Hidden):
                yield item.id, code.id


def _standing(db: Database, wave: int) -> list[_Standing]:
    """What a person accepted or shortened and its writer let be quoted; alike texts are quoted once."""
    sql = (
        "SELECT id, item, shown, sheet FROM comment WHERE wave = ? AND state IN ('accepted', 'shortened') "
        "AND consent = 1 AND shown <> ''"
    )
    found = [_Standing(*row) for row in db.execute(sql, [wave])]
    return [it for it in found if len(it.shown.split()) <= MOST_WORDS]


def _chosen(
    db: Database, wave: int, standing: Sequence[_Standing], themes: Sequence[tuple[str, str]]
) -> Iterator[Quote]:
    coded = [it for it in coding.comments(db, wave) if it.first]
    speaks = {it.id: it.first.codes for it in coded if it.first}
    on_theme = Counter((it.item, code) for it in coded for code in speaks[it.id])
    one_item = len({it.item for it in standing}) < 2
    quoted: set[object] = set()
    for item, code in themes:
        if on_theme[item, code] < LEAST_ON_THEME:
            continue
        left = MOST_QUOTES
        for it in standing:
            # Of a closed wave nobody can tell whether two comments are of one person, unless only one was asked for.
            person = it.sheet if it.sheet is not None else it.id
            if not left or it.item != item or code not in speaks.get(it.id, ()) or (it.sheet is None and not one_item):
                continue
            if {person, it.shown}.isdisjoint(quoted):
                quoted |= {person, it.shown}
                left -= 1
                yield Quote(item, code, it.shown)


def _digest(label: str, text: str) -> str:
    return hashlib.sha256(f"{label}\n{text}".encode()).hexdigest()
