"""The frame joined: who is hurt, what do they need, who should meet it - one voice a person, shared over her ticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from pulse.model.figures import Flow, WaveTallies

Three = tuple[str, str, str]


def flows(tallies: WaveTallies) -> Iterator[Flow]:
    """Every joined answer of everyone, whole (three options), in pairs and single: "" where an item is not looked at.

    A person who ticked 2 x 1 x 1 options gives half a voice to each of her two joined answers. People are counted
    once wherever they took part.
    """
    people: Counter[tuple[Three, Three, int]] = Counter()
    for tally in tallies.flows:
        people[tally.items, tally.options, tally.ticks] += tally.people
    found: dict[tuple[Three, Three], tuple[int, Fraction]] = {}
    for (items, options, ticks), count in people.items():
        before, voices = found.get((items, options), (0, Fraction()))
        found[items, options] = before + count, voices + Fraction(count, ticks)
    for (items, options), (count, voices) in sorted(found.items()):
        yield Flow(tallies.wave, items, options, count, float(voices))
