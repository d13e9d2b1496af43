"""An attacker on the frame's joined answers in finished rows; like `attacker`, it imports nothing of the product.

Every combination of options at some of the three questions is an unknown number of people. The attacker knows how many
answered all three, and the options there are. Each shown row is one such number; sums over the options of a question
that takes one answer, and sides of those that take several, are lines about them. Beside it stand the questions' own
shares: who answered one question and left another out is in them, and in no joined answer.
What it must not have: the exact count of a few people, or that (nearly) none or all of some people gave an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tests.protect.unknowns import Found, Lines, NothingLeftError, Question

Looked = tuple[str, str, str]  # an option of each question, "" where it is not looked at
Row = Mapping[str, object]
Shares = Mapping[tuple[str, str], tuple[int, int, int]]  # item and option -> how many answered it, fewest, most
_EVERYONE: Looked = ("", "", "")


@dataclass(frozen=True)
class Frame:
    """Its three questions in their order, and how many people answered all of them."""

    items: Sequence[str]
    questions: Sequence[Question]
    people: int
    least: int
    band: int


def joined(wave: str, rows: Sequence[Row], frame: Frame, shares: Shares) -> list[Found]:
    """What follows from the joined answers of one wave.

    shares  item and option -> how many answered the question, and the fewest and the most who can have given the answer
    """
    table = _Joined(frame)
    if not table.read(rows):
        return []
    table.read_shares(shares)
    try:
        table.lines.tighten()
    except NothingLeftError:  # then a row says what is not so, which is worse
        return [Found("contradicted", wave, "frame", "", "everyone", frame.people, 0, 0)]
    return [*table.told(wave), *table.left_out(wave, shares)]


class _Joined:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.lines = Lines()
        self.at: dict[Looked, int] = {}
        every = [("", *question.options) for question in frame.questions]
        for first, second, third in product(*every):
            if second or not (first and third):  # those hurt by those who should meet it are never told apart
                people = frame.people
                self.at[first, second, third] = self.lines.new(0 if first or second or third else people, people)
        for whole in self.at:
            for place in range(3):
                self._sum(whole, place)

    def _sum(self, whole: Looked, place: int) -> None:
        """Everybody gave one answer, or at least one, to a question that is not looked at."""
        question = self.frame.questions[place]
        parts = [_with(whole, place, option) for option in question.options]
        if whole[place] or any(part not in self.at for part in parts):
            return
        numbers = [(1, self.at[part]) for part in parts]
        most = len(numbers) * self.frame.people if question.several else 0
        self.lines.line([*numbers, (-1, self.at[whole])], 0, most)
        for _, number in numbers:
            self.lines.line([(1, self.at[whole]), (-1, number)], 0, self.frame.people)

    def read(self, rows: Sequence[Row]) -> bool:
        """Takes rows in; False where none is of a joined answer."""
        told = False
        for row in rows:
            if row["measure"] == "flow":
                looked = str(row["option"]), str(row["option2"]), str(row["option3"])
                n = int(str(row["n"]))
                self.lines.within(self.at[looked], n, n)
                told = True
        return told

    def read_shares(self, shares: Shares) -> None:
        """Whoever answered all three is among those who answered one of them."""
        for place, (item, question) in enumerate(zip(self.frame.items, self.frame.questions, strict=True)):
            for option in question.options:
                if (item, option) in shares:
                    n, low, high = shares[item, option]
                    others = n - self.frame.people
                    self.lines.within(self.at[_with(_EVERYONE, place, option)], low - others, high)

    def told(self, wave: str) -> Iterator[Found]:
        """Of people who gave some answers, known to be so many: how many of them gave one answer more."""
        for looked, number in self.at.items():
            for place in range(3):
                whole = _with(looked, place, "")
                if looked[place] and whole in self.at:
                    low, high = self.lines.low[number], self.lines.high[number]
                    people = self.lines.low[self.at[whole]], self.lines.high[self.at[whole]]
                    if people[0] == people[1] and self._is_told(people[0], low, high, alone=whole == _EVERYONE):
                        yield self._found("joined", wave, looked, place, people[0], low, high)

    def _is_told(self, people: int, low: int, high: int, *, alone: bool) -> bool:
        """Of a few anything; of many that none or all gave an answer, more exactly than a band says it; or that a few
        gave two answers together: one answer of a few of many stands as a share.
        """
        if people < self.frame.least:
            return low == high and people > 0
        near = high <= self.frame.band or low >= people - self.frame.band
        return (near and high - low < self.frame.band) or (0 < low == high < self.frame.least and not alone)

    def left_out(self, wave: str, shares: Shares) -> Iterator[Found]:
        """Of those who answered a question of the frame, but not all three: how many gave an answer."""
        for place, (item, question) in enumerate(zip(self.frame.items, self.frame.questions, strict=True)):
            for option in question.options:
                number = self.at[_with(_EVERYONE, place, option)]
                n, least, most = shares.get((item, option), (self.frame.people, 0, 0))
                people = n - self.frame.people
                low = max(least - self.lines.high[number], 0)
                high = min(most - self.lines.low[number], people)
                band, few = self.frame.band, people < self.frame.least
                if people and low == high and (few or not band < low < people - band):
                    yield self._found("left out", wave, _with(_EVERYONE, place, option), place, people, low, high)

    def _found(self, how: str, wave: str, looked: Looked, place: int, people: int, low: int, high: int) -> Found:
        others = " ".join(it for it in _with(looked, place, "") if it) or "everyone"
        return Found(how, wave, self.frame.items[place], looked[place], others, people, low, high)


def _with(looked: Looked, place: int, option: str) -> Looked:
    first, second, third = (option if at == place else it for at, it in enumerate(looked))
    return first, second, third
