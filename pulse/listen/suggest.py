"""Codes that a comment may be about, each with the cue that says so. A person decides."""

from __future__ import annotations

from collections.abc import Sequence

from pulse.listen.risk import Step, stands, steps_of, words_of
from pulse.model.codes import Codebook
from pulse.model.coding import Suggestion


class Suggesting:
    """A codebook's cues, of all its languages, ready to be looked for."""

    def __init__(self, codebook: Codebook) -> None:
        self.cues: list[tuple[str, str, Sequence[Step]]] = [
            (code.id, cue, made)
            for code in codebook.codes
            for cues in code.cues.values()
            for cue in cues
            if (made := steps_of(cue))
        ]

    def of(self, text: str) -> tuple[Suggestion, ...]:
        """The codes whose cues a comment meets, in the codebook's order, each with the first cue that it met."""
        words = words_of(text)
        found: dict[str, str] = {}
        for code, cue, made in self.cues:
            if code not in found and any(stands(made, words, at) for at in range(len(words))):
                found[code] = cue
        return tuple(Suggestion(code, cue) for code, cue in found.items())
