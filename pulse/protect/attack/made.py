"""Whether a row agrees with what is shown: an interval with its share and n, a difference with its two figures ...

What a row is made from must be among the figures; where no formula leads back to it, it must lie where it can.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pulse.model.audit import Key, Ledger, Said
from pulse.model.groups import Path
from pulse.protect.attack.counts import fits
from pulse.protect.attack.row import OTHERS, PEOPLE, Row, path

_ANY = ("share", "favourable", "mean")
# Where what no count tells can lie.
REACH = {"mean": (0, 10), "balance": (-100, 100), "alpha": (-10, 1), "agreement": (-1, 1), "enps": (-1, 1)}
_DECIMALS = 4  # the most that a row is written with
_MOST_WEIGHT = 100
_TOGETHER = re.compile("Smaller .+ together")


class Made:
    """The figures that are known, and what may be made of them."""

    def __init__(self, known: Mapping[Key, Said], ledger: Ledger) -> None:
        self.known, self.ledger = known, ledger
        self.asked = {(it.wave, it.group): it.n for it in known.values() if it.measure == "response_rate"}

    def agrees(self, row: Row) -> bool:
        """Whether a row that is shown is a figure in order, or follows from figures. A missing n is not looked at."""
        measure = row.measure
        if row.is_figure:
            return self._is_figure(row)
        checks = {
            "centre": self._limit, "limit_low": self._limit, "limit_high": self._limit, "signal": self._limit,
            "change": self._change, "change_year": self._change, "effect": self._made, "effect_year": self._made,
            "change_by_mix": self._made, "change_within": self._made, "weight": self._weight,
            "weighted_favourable": self._made, "weighted_mean": self._made, "weighted_share": self._made,
            "standardised_favourable": self._made, "standardised_mean": self._made, "standardised_share": self._made,
            "paired_change": self._pair, "paired_up": self._pair, "paired_same": self._pair,
            "paired_down": self._pair, "asymmetry": self._asymmetry, "reciprocity": self._returned,
            "drift": self._drift,
        }  # fmt: skip
        if measure not in checks:
            return self._is_known(row)
        return self._short(row) and checks[measure](row)

    def _is_known(self, row: Row) -> bool:
        """A measure that has no rule of its own here is one of the ledger's figures, in all it says, or nothing."""
        own = row.said(self.ledger.levels)
        said = self.known.get(own.key)
        plain = row.numbers["lower"] is None and row.numbers["upper"] is None
        return plain and said is not None and replace(own, across=said.across) == said

    @staticmethod
    def _short(row: Row) -> bool:
        """No number is written with more decimals than rows have: one could hide in them."""
        return all(it is None or round(it, _DECIMALS) == it for it in row.numbers.values())

    def _is_figure(self, row: Row) -> bool:
        """An interval must be the one that its share and n make, or one that holds its mean."""
        numbers, n, value = row.numbers, row.numbers["n"], row.numbers["value"]
        if not n or (value is None) == (numbers["band_low"] is None):
            return False
        low, high = numbers["lower"], numbers["upper"]
        if low is None or high is None:
            return low is high
        if value is None or row.measure in ("count", "response_rate", "flow", *PEOPLE):
            return False
        if row.measure in REACH:
            least, most = REACH[row.measure]
            return least <= low <= value <= high <= most
        said = row.said(self.ledger.levels)
        asked = None if said.across else self._asked(said)
        return fits(value, int(n), asked, low, high)

    def _asked(self, said: Said) -> int | None:
        """How many were asked, of a group or of the smaller ones of a parent together.

        Those are others for each question: whatever is left of the parent beside the parts of which it is told.
        """
        own = self.asked.get((said.wave, said.group))
        if not said.group or not _TOGETHER.fullmatch(said.group[-1]):
            return own
        parent = said.group[:-1]
        parts = {it for it in self._told[said.wave, said.item] if it[:-1] == parent and it != said.group}
        counts = [self.asked.get((said.wave, it)) for it in (parent, *parts)]
        known = [it for it in counts if it is not None]
        return 2 * known[0] - sum(known) if len(known) == len(counts) else own

    @cached_property
    def _told(self) -> Mapping[tuple[str, str], set[Path]]:
        """The groups of which anything is told, by wave and item."""
        found: dict[tuple[str, str], set[Path]] = defaultdict(set)
        for it in self.known.values():
            if it.item and not it.across:
                found[it.wave, it.item].add(it.group)
        return found

    def _shown(self, row: Row, measures: Sequence[str], wave: str = "") -> list[Said]:
        """The figures with which a row shares everything but its measure (and its wave)."""
        said = row.said(self.ledger.levels)
        keys = [replace(said, wave=wave or said.wave, measure=measure).key for measure in measures]
        return [self.known[key] for key in keys if key in self.known and self.known[key].value is not None]

    def _limit(self, row: Row) -> bool:
        """A limit is of a point that is shown, rests on its n, and lies where scores or shares can."""
        value, n = row.numbers["value"], row.numbers["n"]
        at = [it for it in self._shown(row, ("favourable", "mean")) if n in (None, it.n)]
        if row.measure == "signal":
            return bool(at) and value in (-1, 1)
        return any(value is not None and self._within_reach(row, it, value) for it in at)

    def _within_reach(self, row: Row, at: Said, value: float) -> bool:
        """A centre lies among the values shown in any wave; a limit not beyond what a score or share can be."""
        most = 10 if at.measure == "mean" else 1
        if row.measure != "centre":
            return -most <= value <= 2 * most
        seen = self._seen[at.key[1:]]
        return min(seen) - 1e-4 <= value <= max(seen) + 1e-4

    @cached_property
    def _seen(self) -> Mapping[tuple[object, ...], list[float]]:
        """What a figure speaks of, its wave aside -> its values in every wave; a share also as its count of n is."""
        found: dict[tuple[object, ...], list[float]] = defaultdict(list)
        for said in self.known.values():
            if said.value is not None:
                found[said.key[1:]].append(said.value)
                if said.measure == "favourable" and said.n:
                    found[said.key[1:]].append(round(said.value * said.n) / said.n)
        return found

    def _change(self, row: Row) -> bool:
        """A difference of two figures that are shown, which were rounded apart from it."""
        value, low, high = (row.numbers[name] for name in ("value", "lower", "upper"))
        before = next((word for word in row.cells["method"].partition("since ")[2].split("; ")), "")
        for later in self._shown(row, (*_ANY, "flow")):
            step = 0.101 if later.measure == "mean" else 0.0101
            for earlier in self._shown(row, (later.measure,), before):
                apart = (later.value or 0) - (earlier.value or 0)
                both = (later.n or 0) + (earlier.n or 0)  # on which a change between two groups rests
                people = (None, both if row.cells["group2"] else later.n)
                if value is None or low is None or high is None or row.numbers["n"] not in people:
                    return False
                return abs(value - apart) < step and low - step <= value <= high + step
        return False

    def _drift(self, row: Row) -> bool:
        """A difference of two balances that are shown, in whole points like them."""
        value, low, high = (row.numbers[name] for name in ("value", "lower", "upper"))
        before = next((word for word in row.cells["method"].partition("since ")[2].split("; ")), "")
        return any(
            value == (later.value or 0) - (earlier.value or 0)
            and low is not None and high is not None and -400 <= low <= value <= high <= 400
            and all(float(it).is_integer() for it in (low, high)) and row.numbers["n"] in (None, later.n)
            for later in self._shown(row, ("balance",))
            for earlier in self._shown(row, ("balance",), before)
        )  # fmt: skip

    def _asymmetry(self, row: Row) -> bool:
        """What one group says of another less what that one says of it: both shown, and rounded before."""
        value, low, high, n = (row.numbers[name] for name in ("value", "lower", "upper", "n"))
        back = replace(row.said(self.ledger.levels), group=path(row.said().item2), item2=row.cells["group"])
        other = self.known.get(replace(back, measure="favourable").key)
        for one in self._shown(row, ("favourable",)):
            if other is None or other.value is None or value is None or low is None or high is None:
                return False
            apart = (one.value or 0) - other.value
            people = (one.n or 0) + (other.n or 0)
            return abs(value - apart) < 0.0051 and low <= value <= high and n in (None, people)
        return False

    def _returned(self, row: Row) -> bool:
        """Of all that pairs shown both ways say of each other, twice the lesser of each two; n counts the pairs."""
        said = {(it.group, path(it.item2)): it.value for it in self.known.values() if self._is_rating(it, row)}
        both = [
            (value, back)
            for (one, other), value in said.items()
            if one < other and value is not None and (back := said.get((other, one))) is not None
        ]
        total = sum(map(sum, both))
        value, n = row.numbers["value"], row.numbers["n"]
        if not total or value is None or n not in (None, len(both)):
            return False
        return abs(value - sum(2 * min(pair) for pair in both) / total) < 0.0051

    @staticmethod
    def _is_rating(it: Said, row: Row) -> bool:
        same = (it.wave, it.item) == (row.cells["wave"], row.cells["item"])
        return same and it.measure == "favourable" and bool(it.item2)

    def _made(self, row: Row) -> bool:
        """Something made from a figure that is shown, where it can lie."""
        value = row.numbers["value"]
        at = self._shown(row, _ANY)
        most = 10 if any(it.measure == "mean" for it in at) and not row.measure.startswith("effect") else 1
        ends = [row.numbers[name] for name in ("lower", "upper") if row.numbers[name] is not None]
        within = all(-most <= end <= most for end in ends if end is not None)
        return bool(at) and value is not None and -most <= value <= most and within

    def _weight(self, row: Row) -> bool:
        """A part's weight, of a group that is shown, or of all that are not: these must be enough together."""
        value, n = row.numbers["value"], row.numbers["n"]
        if value is None or not 0 < value < _MOST_WEIGHT:
            return False
        least = max((wave.least for wave in self.ledger.waves), default=1)
        if row.cells["group"] == OTHERS:
            return n is None or n >= least
        return any(n in (None, it.n) for it in self._shown(row, ("count",)))

    def _pair(self, row: Row) -> bool:
        value, n = row.numbers["value"], row.numbers["n"]
        cells = self.pairs(row)
        name = row.measure.removeprefix("paired_")
        if name != "change":
            return name in cells and cells[name].value == value and n in (None, cells[name].n)
        if not {"gained", "lost"} <= set(cells) or value is None:
            return False
        people = cells["gained"].n or 1
        apart = ((cells["gained"].value or 0) - (cells["lost"].value or 0)) / people
        return n in (None, people) and abs(value - apart) < 0.0051

    def pairs(self, row: Row) -> dict[str, Said]:
        """How many of the people who answered both times did what, of the question that a row is about."""
        return {it.option: it for it in self.known.values() if self._is_pair(it, row)}

    @staticmethod
    def _is_pair(it: Said, row: Row) -> bool:
        return it.measure == "paired" and (it.wave, it.item) == (row.cells["wave"], row.cells["item"])
