"""What a person may decide of a comment: to accept, shorten or withhold it. To write in it is not possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pulse.model.problems import Stop, problem
from pulse.model.review import CUT_MARK, Reviewed, Unreviewed

_MARK = re.compile(r"\[[^\[\]]*\]")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[)\"'”’]*\s*|[.!?…\n]+\s*")
_MOST_INITIALS = 40


def accept(comment: Unreviewed, by: str, day: date) -> Reviewed:
    """The comment as it stands may be quoted, under the rules for quotes."""
    return Reviewed(comment, "accepted", comment.text, _reviewer(by), day)


def withhold(comment: Unreviewed, by: str, day: date) -> Reviewed:
    """Nothing of the comment may be quoted."""
    return Reviewed(comment, "withheld", "", _reviewer(by), day)


def shorten(comment: Unreviewed, wanted: str, by: str, day: date) -> Reviewed:
    """The comment with parts left out, each gap marked [...].

    Raises Stop("shortened-otherwise") where the wanted text is not made of the comment's own words in their order, and
    ("shortened-not") where nothing is left, or nothing left out.
    """
    own = comment.text.split()
    pieces = _pieces(wanted)
    places = _places(pieces, own)
    if places is None:
        raise Stop(problem("shortened-otherwise"))
    kept = [list(own[start:end]) for start, end in places]
    if not any(_MARK.sub("", word).strip() for piece in kept for word in piece) or sum(map(len, kept)) == len(own):
        raise Stop(problem("shortened-not"))
    parts = [" ".join(piece) for piece in kept]
    before, after = places[0][0] > 0, places[-1][1] < len(own)
    shown = f" {CUT_MARK} ".join(parts)
    return Reviewed(comment, "shortened", f"{CUT_MARK} " * before + shown + f" {CUT_MARK}" * after, _reviewer(by), day)


def sentences(text: str) -> list[str]:
    """A comment in the parts that can be kept or left out by their numbers."""
    return [part for part in map(str.strip, _SENTENCE.findall(text)) if part]


def chosen(text: str, said: str) -> str | None:
    """The sentences of a comment that numbers like "1 3-4" name, gaps marked; None where they are no such numbers."""
    parts = sentences(text)
    if not re.fullmatch(r"\s*\d{1,4}(\s*-\s*\d{1,4})?([\s,]+\d{1,4}(\s*-\s*\d{1,4})?)*\s*", said):
        return None
    wanted: set[int] = set()
    for first, _, last in re.findall(r"(\d+)(\s*-\s*(\d+))?", said):
        wanted.update(range(int(first), int(last or first) + 1))
    if not wanted <= set(range(1, len(parts) + 1)):
        return None
    kept: list[str] = []
    for number, part in enumerate(parts, 1):
        if number in wanted:
            kept.append(part)
        elif not kept or kept[-1] != CUT_MARK:
            kept.append(CUT_MARK)
    return " ".join(kept)


def _pieces(wanted: str) -> list[list[str]]:
    """What is kept, cut at each [...]. Marks of redaction are words of the comment."""
    return [piece.split() for piece in wanted.replace("[…]", CUT_MARK).split(CUT_MARK) if piece.split()]


def _places(pieces: Sequence[Sequence[str]], own: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where each piece stands in the comment's words, one after the other; None where one does not."""
    found: list[tuple[int, int]] = []
    start = 0
    for piece in pieces:
        ends = range(start, len(own) - len(piece) + 1)
        at = next((at for at in ends if list(own[at : at + len(piece)]) == list(piece)), None)
        if at is None:
            return None
        start = at + len(piece)
        found.append((at, start))
    return found or None


def _reviewer(by: str) -> str:
    """Initials or a role. Raises Stop("reviewer-unnamed")."""
    if not 0 < len(by.strip()) <= _MOST_INITIALS or not by.isprintable():
        raise Stop(problem("reviewer-unnamed", most=_MOST_INITIALS))
    return by.strip()
