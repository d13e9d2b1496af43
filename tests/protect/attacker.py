"""An attacker on finished rows. Written apart from the product: it imports nothing of it.

It reads the rows of all reports together, and knows what a manager may know: the questionnaire, the rules, and how many
people of every place and staff group answered each question - of hidden groups too. Every count of every group is an
unknown whole number. Two attacks, in whole numbers throughout:

1. *Adding and subtracting.* Groups whose count follows exactly are columns of 0 and 1 over the smallest sets of people;
   elimination, in several orders, finds sets of people that are a sum of them with any weights.
2. *Narrowing.* Sums over answers, over parts of a group, sides and means of a scale, and all that the first attack
   found are lines about whole numbers between bounds; lines are tightened together until nothing moves, and values
   that are left to a small set are then tried one by one.
What it must not have: the count of fewer than `least` people, or a count within `band` of none or of all, of anybody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.protect.attacker_joined import Frame, joined
from tests.protect.unknowns import Found, Lines, Question

Where = tuple[tuple[str, ...], str]  # a place and a staff group: the finest that any figure tells apart
Name = tuple[str, str]  # dimension and name of a group, as in the rows
Key = tuple[str, str]  # wave and item
Row = Mapping[str, object]


@dataclass(frozen=True)
class Insight:
    """What the attacker knows beforehand.

    sizes  wave and item -> the finest sets of people -> how many of them have an answer that counts
    """

    questions: Mapping[str, Question]
    sizes: Mapping[Key, Mapping[Where, int]]
    frame: tuple[str, ...] = ()  # the items that are shown joined, in their order
    joined: Mapping[str, int] = field(default_factory=dict)  # wave -> how many people answered all of these
    nobody_skips: bool = False  # everybody who was asked a question answered it
    least: int = 11
    band: int = 2


def attack(reports: Iterable[str], insight: Insight) -> list[Found]:
    """Everything that can be had from the rows (JSON) of all reports together."""
    rows = [row for text in reports for row in json.loads(text) if row["shown"]]
    by_key: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row["wave"], row["item"]].append(row)
    found: list[Found] = []
    tables: dict[Key, _Table] = {}
    for key, sizes in insight.sizes.items():
        if any(sizes.values()):
            tables[key] = _Table(key, insight, sizes)
            tables[key].read(by_key[key])
    for (wave, item), table in tables.items():
        for other, question in insight.questions.items():
            if question.follows and question.follows[0] == item:
                table.follow(question.follows[1], by_key[wave, other])
        found += table.attacked()
    for wave, people in insight.joined.items():
        found += _joined(wave, people, by_key, insight, tables)
    return found


def _joined(
    wave: str, people: int, by_key: Mapping[Key, Sequence[Row]], insight: Insight, tables: Mapping[Key, _Table]
) -> list[Found]:
    """What follows from the frame's joined answers, with what is left of each question by itself."""
    asked = [insight.questions[item] for item in insight.frame]
    frame = Frame(insight.frame, asked, people, insight.least, insight.band)
    shares: dict[Key, tuple[int, int, int]] = {}
    for table in (tables[wave, item] for item in insight.frame if (wave, item) in tables):
        for option in table.question.options:
            number = table.at[table.groups["all", "all"], option]
            ends = table.lines.low[number], table.lines.high[number]
            shares[table.key[1], option] = table.n["all", "all"], *ends
    rows = [row for (of_wave, _), of_item in by_key.items() if of_wave == wave for row in of_item]
    return joined(wave, [row for row in rows if row["measure"] == "flow"], frame, shares)


# --- one question in one wave ----------------------------------------------------------------------------------------


class _Table:
    """The answers to one question in one wave, by the finest sets of people."""

    def __init__(self, key: Key, insight: Insight, sizes: Mapping[Where, int]) -> None:
        self.key, self.insight = key, insight
        self.question = insight.questions[key[1]]
        self.sizes = {where: n for where, n in sizes.items() if n}
        self.groups = _groups(self.sizes)
        self.n = {name: sum(self.sizes[it] for it in held) for name, held in self.groups.items()}
        self.lines = Lines()
        self.at: dict[tuple[frozenset[Where], str], int] = {}
        self.shown: set[frozenset[Where]] = set()
        self.sums: dict[tuple[frozenset[Where], tuple[str, ...]], int] = {}
        for held in {*self.groups.values(), *(frozenset({it}) for it in self.sizes)}:
            self._counts(held)
        for name, held in self.groups.items():
            self._split(held, [frozenset({it}) for it in held])
            self._split(held, [self.groups[it] for it in _children(name, self.groups)])

    def _counts(self, held: frozenset[Where]) -> None:
        """A set of people: its counts by answer."""
        if (held, self.question.options[0]) in self.at:
            return
        n = sum(self.sizes[it] for it in held)
        numbers = [self.lines.new(0, n) for _ in self.question.options]
        self.at |= {(held, option): number for option, number in zip(self.question.options, numbers, strict=True)}
        self.lines.line([(1, it) for it in numbers], n, n * len(numbers) if self.question.several else n)

    def _split(self, whole: frozenset[Where], parts: Sequence[frozenset[Where]]) -> None:
        left = whole.difference(*parts)
        every = [*parts, left] if left else [*parts]
        if len(every) == 1 and every[0] == whole:
            return
        for part in every:
            self._counts(part)
        for option in self.question.options:
            self.lines.line([(1, self.at[whole, option]), *((-1, self.at[it, option]) for it in every)], 0, 0)

    # --- what rows say ---

    def read(self, rows: Sequence[Row]) -> None:
        for row in rows:
            name = _name(row)
            if row["item2"]:
                continue
            held = self.groups[name] if name in self.groups else self._line(row, rows)
            answers = self._answers(str(row["measure"]), str(row["option"]))
            n = sum(self.sizes[it] for it in held)
            if row["measure"] == "mean" and self.question.scale:
                self._mean(held, float(str(row["value"])), n)
            elif answers:
                low, high = _count(row, n, self.insight.band)
                self.shown.add(held)
                self.lines.within(self._sum(held, answers), low, high)

    def _line(self, row: Row, rows: Sequence[Row]) -> frozenset[Where]:
        """Who is in "smaller teams together": those of the group above of whom the rows do not say the same apart."""
        above, _, name = str(row["group"]).rpartition(" / ")
        assert name.startswith("Smaller ")
        same = ("measure", "option", "dimension")
        told = {_name(it) for it in rows if all(it[key] == row[key] for key in same)} & {*self.groups}
        apart = [self.groups[it] for it in told if it[1].rpartition(" / ")[0] == above]
        around = next(held for it, held in self.groups.items() if it[1] == (above or "all"))
        left = around.difference(*apart)
        assert sum(self.sizes[it] for it in left) == row["n"]
        self._split(around, [left])
        return left

    def follow(self, option: str, rows: Sequence[Row]) -> None:
        """Those who answered the question that these rows are of gave this answer before."""
        for row in rows:
            name = _name(row)
            held = self.groups.get(name)
            if held is not None and row["n"] is not None:
                n = int(str(row["n"]))
                self.lines.within(self.at[held, option], n, n if self.insight.nobody_skips else self.n[name])

    def _answers(self, measure: str, option: str) -> tuple[str, ...]:
        options = self.question.options
        half = len(options) // 2
        sides = {"favourable": options[-half:], "unfavourable": options[:half], "neutral": options[half:-half]}
        return (option,) if measure == "share" else sides.get(measure, ()) if self.question.scale else ()

    def _sum(self, held: frozenset[Where], answers: tuple[str, ...]) -> int:
        """The number of people of a set who gave one of some answers."""
        if len(answers) == 1:
            return self.at[held, answers[0]]
        if (held, answers) not in self.sums:
            number = self.sums[held, answers] = self.lines.new(0, sum(self.sizes[it] for it in held))
            self.lines.line([(1, number), *((-1, self.at[held, it]) for it in answers)], 0, 0)
        return self.sums[held, answers]

    def _mean(self, held: frozenset[Where], mean: float, n: int) -> None:
        """A mean on 0-10 to one decimal, of points that are equally far apart."""
        steps = len(self.question.options) - 1
        tenths = round(mean * 10)
        parts = [(200 * at, self.at[held, option]) for at, option in enumerate(self.question.options) if at]
        self.lines.line(parts, (2 * tenths - 1) * n * steps, (2 * tenths + 1) * n * steps)

    # --- what follows ---

    def attacked(self) -> Iterator[Found]:
        self.lines.tighten()
        yield from self._by_subtraction()
        self.lines.tighten()
        yield from self._by_narrowing()

    def _kinds(self) -> Iterator[tuple[str, ...]]:
        yield from ((option,) for option in self.question.options)
        if self.question.scale:
            half = len(self.question.options) // 2
            yield self.question.options[:half]
            yield self.question.options[-half:]

    def _by_subtraction(self) -> Iterator[Found]:
        for answers in self._kinds():
            known: dict[frozenset[Where], int] = {}
            for held in {*self.groups.values()}:
                number = self._sum(held, answers)
                low, high = self.lines.low[number], self.lines.high[number]
                if low == high:
                    known[held] = low
            for held, weights in _sums_of(frozenset(known), tuple(self.sizes)):
                count = sum(weight * known[it] for it, weight in weights)
                self._counts(held)
                self.lines.within(self._sum(held, answers), count, count)
                if self._is_told(held, count, count):
                    yield self._found("subtracted", held, answers, count, count)

    def _by_narrowing(self) -> Iterator[Found]:
        targets = {*self.groups.values(), *(held for held, _ in self.at)}
        for held in sorted(targets, key=sorted):
            for answers in self._kinds():
                number = self._sum(held, answers)
                low, high = self.lines.low[number], self.lines.high[number]
                n = sum(self.sizes[it] for it in held)
                few = n < self.insight.least or low <= self.insight.band or high >= n - self.insight.band
                if few and high - low <= 2 * self.insight.band:
                    left = self.lines.values(number, 2 * self.insight.band + 1)
                    if len(left) < self._open(held, n, left):
                        yield self._found("narrowed", held, answers, left[0], left[-1])

    def _open(self, held: frozenset[Where], n: int, left: Sequence[int]) -> int:
        """How many values must be left: of whoever is shown as many as a band has, of all others two."""
        band = self.insight.band
        ends = left[-1] <= band or left[0] >= n - band
        return min(band, n) + 1 if held in self.shown and ends else 2 if n < self.insight.least or ends else 1

    def _is_told(self, held: frozenset[Where], low: int, high: int) -> bool:
        n, band = sum(self.sizes[it] for it in held), self.insight.band
        return low == high and (n < self.insight.least or not band < low < n - band)

    def _found(self, how: str, held: frozenset[Where], answers: tuple[str, ...], low: int, high: int) -> Found:
        names = [f"{'/'.join(place) or '-'}:{group or '-'}" for place, group in sorted(held)]
        people = sum(self.sizes[it] for it in held)
        return Found(how, *self.key, "+".join(answers), " ".join(names), people, low, high)


def _groups(sizes: Mapping[Where, int]) -> dict[Name, frozenset[Where]]:
    """Every group that rows can be of, by dimension and name; the levels' by their depth, as no row needs more."""
    found: dict[Name, set[Where]] = defaultdict(set)
    for where in sizes:
        place, staff = where
        found["all", "all"].add(where)
        for depth in range(1, len(place) + 1):
            if not place[depth - 1]:
                break
            found[_LEVELS[len(place)][depth - 1], " / ".join(place[:depth])].add(where)
        if staff:
            found["staff_group", staff].add(where)
    return {name: frozenset(held) for name, held in found.items()}


_LEVELS = {1: ("team",), 2: ("directorate", "team"), 3: ("directorate", "service", "team")}


def _children(name: Name, groups: Mapping[Name, frozenset[Where]]) -> list[Name]:
    """The largest groups of the levels inside one; of everyone, not the staff groups."""
    if name[0] == "staff_group":
        return []
    inside = [it for it, held in groups.items() if it != name and it[0] != "staff_group" and _is_in(it, name)]
    return [it for it in inside if not any(it != other and _is_in(it, other) for other in inside)]


def _name(row: Row) -> Name:
    return str(row["dimension"]), str(row["group"])


def _is_in(inner: Name, outer: Name) -> bool:
    return outer[0] == "all" or inner[1].startswith(f"{outer[1]} / ")


def _count(row: Row, n: int, band: int) -> tuple[int, int]:
    """The counts that a share in whole per cents, or a band, can stand for."""
    if row["value"] is None:
        return (0, band) if row["band_low"] == 0 else (n - band, n)
    per_cent = round(float(str(row["value"])) * 100)
    fits = [count for count in range(n + 1) if (200 * count + n) // (2 * n) == per_cent]
    return fits[0], fits[-1]


# --- adding and subtracting ------------------------------------------------------------------------------------------

Weights = tuple[tuple[frozenset[Where], int], ...]
_ORDERS = 4
_known: dict[tuple[frozenset[frozenset[Where]], tuple[Where, ...]], list[tuple[frozenset[Where], Weights]]] = {}


def _sums_of(groups: frozenset[frozenset[Where]], wheres: tuple[Where, ...]) -> list[tuple[frozenset[Where], Weights]]:
    """Sets of people that are sums of groups with whole weights, as far as some orders of elimination find them."""
    key = groups, tuple(sorted(wheres))
    if key not in _known:
        if len(_known) > 5000:
            _known.clear()
        _known[key] = list(_eliminated(sorted(groups, key=sorted), list(key[1])).items())
    return _known[key]


def _eliminated(groups: Sequence[frozenset[Where]], wheres: list[Where]) -> dict[frozenset[Where], Weights]:
    found: dict[frozenset[Where], Weights] = {}
    rng = Random(len(wheres))  # noqa: S311
    for _ in range(_ORDERS):
        rows = _reduced(groups, wheres)
        signed = [(vector, weights) for vector, weights in rows if vector]
        signed += [
            (_plus(one, other, sign), _plus(w_one, w_other, sign))
            for at, (one, w_one) in enumerate(signed)
            for other, w_other in signed[:at]
            for sign in (1, -1)
        ]
        for vector, weights in signed:
            for sign in (1, -1):
                if vector and all(value == sign for value in vector.values()):
                    held = frozenset(wheres[at] for at in vector)
                    found.setdefault(held, tuple((groups[at], sign * weight) for at, weight in weights.items()))
        rng.shuffle(wheres)
    return found


Vector = dict[int, int]


def _reduced(groups: Sequence[frozenset[Where]], wheres: Sequence[Where]) -> list[tuple[Vector, Vector]]:
    """Row echelon form by pivots of 1 and -1, which groups of two groupings always have: vectors, and their weights."""
    rows = [({at: 1 for at, where in enumerate(wheres) if where in held}, {of: 1}) for of, held in enumerate(groups)]
    done: list[tuple[Vector, Vector]] = []
    while rows:
        vector, weights = rows.pop()
        pivot = next((at for at in sorted(vector) if abs(vector[at]) == 1), None)
        if pivot is None:
            continue
        if vector[pivot] == -1:
            vector, weights = _plus({}, vector, -1), _plus({}, weights, -1)

        found = vector, weights
        rows = [_without(it, found, pivot) for it in rows]
        done = [*(_without(it, found, pivot) for it in done), found]
    return done


def _without(row: tuple[Vector, Vector], found: tuple[Vector, Vector], pivot: int) -> tuple[Vector, Vector]:
    factor = row[0].get(pivot, 0)
    return (_plus(row[0], found[0], -factor), _plus(row[1], found[1], -factor)) if factor else row


def _plus(one: Vector, other: Vector, factor: int) -> Vector:
    found = dict(one)
    for at, value in other.items():
        total = found.get(at, 0) + factor * value
        if total:
            found[at] = total
        else:
            found.pop(at, None)
    return found
