"""Whether a plan fits on one side of A4: every text measured, every part's height told, and what is too much.

The sizes are those of one_side.css; a test in a real browser holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from pulse.model.one_side import Body, Excess, OneSide
from pulse.report import fit

Key = tuple[str | int, ...]

PAGE = 1050.0  # pixels of an A4 page (280 mm between the margins is 1058), less what rounding may take
LINE = 17
TEXT = 12.5
WHOLE = 687.0
HALF = 331.0
BODY = 286.0
THIRD = 213.0
DEED = {"what": 229.0, "who": 147.0, "known_by": 100.0}
ROW = 9  # what a row of a table takes beside its lines
PART = 10  # ... and a part beside what it holds
HEADING = 24
DRAWN_ROW, DRAWN_REST = 30, 44  # the drawing: a question, and its key and axis
MOST = 3  # lines of any one text
_FIXED = 4 + 8 + 16 + 8 + 10 + 12  # bar, line above the title, and the distances round title and aim
_SIGNED = 30 + 5 + 2 * LINE + 16
_FOOT = 12 + 2 * 15


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the plan, where it stands, in which size, and for how many lines there is room."""

    key: Key
    text: str
    room: float
    most: int = MOST
    size: float = TEXT
    bold: bool = False

    @property
    def lines(self) -> int:
        """How many it takes."""
        return fit.lines(self.text, self.size, self.room, bold=self.bold)

    @property
    def over(self) -> int:
        """How many signs it is too long."""
        return fit.too_many_signs(self.text, self.size, self.room, self.most, bold=self.bold)


def title(plan: OneSide) -> str:
    """What the page is called."""
    both = " and ".join(plan.names)
    return f"{both}, {plan.within}" if plan.within else both


def too_much(plan: OneSide) -> tuple[Excess, ...]:
    """Every text that is too long; where none is, the whole page if it is. Empty for a plan of one side."""
    single = tuple(Excess(it.key, it.over, it.most, "signs") for it in texts(plan) if it.over)
    return single or tuple(_page(plan))


def _page(plan: OneSide) -> Iterator[Excess]:
    parts = heights(plan)
    over = sum(parts.values()) - PAGE
    if over > 0:
        longest = max(parts, key=lambda key: parts[key] if key != ("page",) else 0)
        in_lines = tuple((str(key[-1]), round(high / LINE)) for key, high in parts.items() if key != ("page",))
        yield Excess(longest, ceil(over / LINE), int(PAGE / LINE), "lines", in_lines)


def heights(plan: OneSide) -> dict[Key, float]:
    """What each part takes of the page, in pixels."""
    lines = {it.key: it.lines for it in texts(plan)}
    shared, disagree = ([lines[key, at] for at in range(len(getattr(plan, key)))] for key in ("shared", "disagree"))
    deeds = [max(lines["do", at, key] for key in DEED) for at in range(len(plan.deeds))]
    rows = [_row(plan, key, lines) for key in ("carries", "needs", "offers")]
    return {
        ("page",): _FIXED + 31 * fit.lines(title(plan), 26, WHOLE, bold=True) + _SIGNED + _FOOT,
        ("asked",): 16 * lines["asked",],
        ("aim",): 23 * lines["aim",],
        ("seen",): _seen(plan, lines),
        ("first",): PART + LINE + ROW + sum(rows),
        ("shared",): PART + HEADING + max(_list(shared), _list(disagree)),
        ("do",): PART + HEADING + LINE + ROW + sum(LINE * high + ROW for high in deeds),
    }


def _seen(plan: OneSide, lines: Mapping[Key, int]) -> float:
    if not plan.seen:
        return 0
    asked = [lines["seen", at, "question"] for at, it in enumerate(plan.seen) if not (it.first or it.second)]
    drawn = len(plan.seen) - len(asked)
    drawing = DRAWN_REST + DRAWN_ROW * drawn if drawn else 0
    between = LINE + 4 if drawn and asked else 0
    return PART + HEADING + drawing + between + _list(asked)


def _list(lines: Sequence[int]) -> float:
    """Lines of text one below the other, a little apart."""
    return sum(LINE * count + 3 for count in lines)


def _row(plan: OneSide, key: str, lines: Mapping[Key, int]) -> float:
    """A row of the table of the two bodies; none where neither has anything to say there."""
    columns = [
        [lines[side, key, at] for at in range(len(getattr(body, key)))]
        for side, body in (("first", plan.first), ("second", plan.second))
    ]
    return max(map(_list, columns)) + ROW if any(columns) else 0


def texts(plan: OneSide) -> Iterator[Text]:
    """Every text with the room it has."""
    yield Text(("bodies",), title(plan), WHOLE, 2, 26, bold=True)
    yield Text(("asked",), plan.asked, WHOLE, 2, 12)
    yield Text(("aim",), plan.aim, WHOLE, MOST, 16)
    for at, seen in enumerate(plan.seen):
        shown = bool(seen.first or seen.second)
        yield Text(("seen", at, "question"), seen.question, 232 if shown else WHOLE, 2, 12 if shown else TEXT)
    yield from _of_body("first", plan.first, plan.names[0])
    yield from _of_body("second", plan.second, plan.names[1])
    yield from (Text(("shared", at), text, HALF) for at, text in enumerate(plan.shared))
    yield from (Text(("disagree", at), text, HALF) for at, text in enumerate(plan.disagree))
    for at, deed in enumerate(plan.deeds):
        yield from (Text(("do", at, key), getattr(deed, key), room) for key, room in DEED.items())


def _of_body(side: str, body: Body, name: str) -> Iterator[Text]:
    yield Text((side, "signs"), body.signs, THIRD, 2)
    yield Text(("bodies",), name, BODY, 1, TEXT, bold=True)
    for key in ("carries", "needs", "offers"):
        yield from (Text((side, key, at), text, BODY) for at, text in enumerate(getattr(body, key)))
