"""A comment as written -> the comment that may be kept, with a typed mark in place of whatever names a person."""

from __future__ import annotations

import re
import unicodedata

from pulse.listen.cues import Cues
from pulse.listen.identifiers import Identifiers, Span, doubtful
from pulse.listen.names import Names
from pulse.listen.staff import Staff
from pulse.model.review import Redacted

MOST = 10_000  # characters of a comment that are kept
_MORE = 500  # read beyond them, so that a name across the edge is seen whole
# Signs nobody sees, by which a name could be written past a list: soft hyphen, zero-width signs, controls.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)


class Redactor:
    """Redacts comments by the rules, and the names of a staff list where there is one."""

    def __init__(self, cues: Cues, staff: Staff) -> None:
        self.identifiers = Identifiers(cues)
        self.names = Names(cues, staff)

    def redact(self, written: str) -> Redacted:
        """The comment with marks such as [name], at most 10,000 characters of it."""
        text = _clean(written[: 2 * MOST])
        cut = len(written) > 2 * MOST or len(text) > MOST
        text = text[: MOST + _MORE]
        found = _apart([*self.identifiers.find(text), *self.names.find(text)])
        kept = _marked(text, found) if found else text
        kept, cut = (_cut(kept), True) if len(kept) > MOST else (kept, cut)
        return Redacted(kept, tuple(span.mark for span in found), doubtful(kept), cut)


def _clean(text: str) -> str:
    """One way of writing the same: composed letters, no signs that nobody sees, line ends as \\n."""
    if text.isprintable() and text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order that do not overlap: where two do, one over both, named after the longer."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if found and span.start < found[-1].end:
            first = found[-1]
            longer = span if span.end - span.start > first.end - first.start else first
            found[-1] = Span(first.start, max(first.end, span.end), longer.mark)
        else:
            found.append(span)
    return found


def _marked(text: str, spans: list[Span]) -> str:
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += (text[end : span.start], f"[{span.mark}]")
        end = span.end
    return "".join((*parts, text[end:]))


def _cut(text: str) -> str:
    """The first 10,000 characters, to the last space before them."""
    head, space, _ = text[:MOST].rpartition(" ")
    return head if space and len(head) > MOST // 2 else text[:MOST]
