"""Tallies -> Scores: what everybody in a group answered, wave by wave, unprotected."""

from pulse.analyse.score import score

__all__ = ["score"]
