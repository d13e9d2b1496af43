"""Counts of needs, commitments and teams: they are of no people, and cannot go beyond what the register holds."""

from __future__ import annotations

from collections.abc import Sequence

_LEAST = 20  # of what is counted: no percentage below


class Register:
    """The counts of a page, as they stand on it. most: how much there is to count."""

    def __init__(self, texts: Sequence[str], most: int) -> None:
        self.most = most
        self.counts = sorted({int(it) for it in texts if self._is_count(it)})

    def holds(self, text: str) -> bool:
        """Whether it is a count that can be, or the share of one count of the page in another."""
        if self._is_count(text):
            return True
        wholes = [it for it in self.counts if it >= _LEAST]
        return any(text == f"{part / whole * 100:.0f}%" for whole in wholes for part in self.counts if part <= whole)

    def _is_count(self, text: str) -> bool:
        return text.isascii() and text.isdigit() and int(text) <= self.most
