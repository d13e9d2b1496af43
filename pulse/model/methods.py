"""How figures are made, in words: one note a method, with its source and what is done otherwise here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MethodNote:
    """One method: what is done, after whom; where it differs from what was published, and why. Empty: it does not."""

    topic: str
    what: str
    source: str
    otherwise: str = ""
    why: str = ""
