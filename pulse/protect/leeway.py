"""How far a number in a network of sums can be moved while every sum that is known stays as it is.

Sums of places and sums of columns make a network whose flow is the answers, and all its ends are whole, so what a
path of arcs with room can carry is exactly what may be otherwise (Ford and Fulkerson 1956).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulse.model.groups import Path

Node = tuple[str, Path | str]


@dataclass(frozen=True, slots=True)
class Arc:
    """Answers that go from one node to another: as many as there are, and how few and how many a reader allows for."""

    tail: Node
    head: Node
    flow: float
    low: float
    high: float
    column: str  # whose cell or band it is
    banded: Node | None = None  # the node whose sum is known as a band, where this is what comes into it or leaves it


class Leeway:
    """Looks for other answers that agree with everything that is known."""

    def __init__(self, arcs: Sequence[Arc]) -> None:
        """arcs  a flow within its bounds; what enters or leaves the network at a node is known."""
        self.arcs = arcs
        self.out: dict[Node, list[int]] = defaultdict(list)
        self.into: dict[Node, list[int]] = defaultdict(list)
        for at, arc in enumerate(arcs):
            self.out[arc.tail].append(at)
            self.into[arc.head].append(at)
        self.between = {(arc.tail, arc.head): at for at, arc in enumerate(arcs)}

    def has(self, at: int, up: float, down: float, width: float) -> bool:
        """Whether an arc's number can be so much larger, so much smaller, and so far apart between the two."""
        rise = self._move(at, max(up, 0), 1)
        if rise < up:
            return False
        fall = self._move(at, max(down, 0), -1)
        if fall < down:
            return False
        if rise + fall < width:
            rise = self._move(at, width - fall, 1)
        if rise + fall < width:
            fall = self._move(at, width - rise, -1)
        return rise + fall >= width

    def _move(self, at: int, wanted: float, direction: int) -> float:
        """By how much an arc's number can be moved, as far as is wanted."""
        arc = self.arcs[at]
        room = arc.high - arc.flow if direction > 0 else arc.flow - arc.low
        wanted = min(wanted, room)
        start, end = (arc.head, arc.tail) if direction > 0 else (arc.tail, arc.head)
        moved: dict[int, float] = {at: 0.0}
        total = 0.0
        while total < wanted:
            way = self._way(start, end, at, moved)
            if not way:
                break
            step = min(wanted - total, *(self._room(it, sign, moved) for it, sign in way))
            for it, sign in way:
                moved[it] = moved.get(it, 0.0) + sign * step
            total += step
        return total

    def _room(self, at: int, sign: int, moved: Mapping[int, float]) -> float:
        arc = self.arcs[at]
        flow = arc.flow + moved.get(at, 0.0)
        return arc.high - flow if sign > 0 else flow - arc.low

    def _way(self, start: Node, end: Node, barred: int, moved: Mapping[int, float]) -> list[tuple[int, int]]:
        """Arcs with room from one node to another, each with the direction it is gone; empty where there is no way.

        It is looked for from the end with more arcs, so that a look one step ahead to the other one is quick.
        """
        flipped = 1 if self._arcs(start) >= self._arcs(end) else -1
        if flipped < 0:
            start, end = end, start
        last = {
            node: (node, at, -sign)
            for node, at, sign in self._steps(end)
            if at != barred and self._room(at, -sign * flipped, moved) > 0
        }
        came: dict[Node, tuple[Node, int, int] | None] = {start: None}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for other, at, sign in self._steps(node):
                if other not in came and at != barred and self._room(at, sign * flipped, moved) > 0:
                    came[other] = node, at, sign
                    waiting.append(other)
                    if self._looked_ahead(other, end, last, came, flipped, moved):
                        break
        way: list[tuple[int, int]] = []
        step = came.get(end)
        while step is not None:
            way.append((step[1], step[2] * flipped))
            step = came[step[0]]
        return way

    def _looked_ahead(
        self,
        node: Node,
        end: Node,
        last: Mapping[Node, tuple[Node, int, int]],
        came: dict[Node, tuple[Node, int, int] | None],
        flipped: int,
        moved: Mapping[int, float],
    ) -> bool:
        """Notes the rest of the way where the end is one step further on, or one step beyond the next node."""
        if node == end or node in last:
            came.setdefault(end, last.get(node))
            return True
        for other, step in last.items():
            for at, sign in ((self.between.get((node, other)), 1), (self.between.get((other, node)), -1)):
                if at is not None and other not in came and self._room(at, sign * flipped, moved) > 0:
                    came[other] = node, at, sign
                    came[end] = step
                    return True
        return False

    def _steps(self, node: Node) -> Iterator[tuple[Node, int, int]]:
        """The neighbours of a node: by which arc, and whether along it (1) or against it."""
        for at in self.out[node]:
            yield self.arcs[at].head, at, 1
        for at in self.into[node]:
            yield self.arcs[at].tail, at, -1

    def _arcs(self, node: Node) -> int:
        return len(self.out[node]) + len(self.into[node])
