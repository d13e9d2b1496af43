"""Right of the wall: the loop. A need that staff have, the commitment that answers it, what staff say came of it.

Whatever happens is a `Step`, dated, only ever added. Where a need stands is a function of its steps and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from pulse.model.groups import Group
from pulse.model.release import HIDDEN, Banded, Figure, Shown
from pulse.model.survey import VERDICTS, Horizon

Level = Literal["self", "team", "manager", "directorate", "board", "system", "national"]
State = Literal["open", "acknowledged", "committed", "delivered", "met", "partly", "not_met", "declined", "relapsed"]
Status = Literal["kept", "late", "dropped"]  # the owner's own word; a promise without one is under way
Outcome = Literal["met", "partly", "not_met"]
Kind = Literal["opened", "acknowledged", "declined", "committed", "status", "asked", "verdict", "relapsed"]
LEVELS: tuple[Level, ...] = ("self", "team", "manager", "directorate", "board", "system", "national")
HORIZONS: tuple[Horizon, ...] = ("now", "medium", "long")
STATES: tuple[State, ...] = (
    "open", "acknowledged", "committed", "delivered", "met", "partly", "not_met", "declined", "relapsed",
)  # fmt: skip
SETTLED: frozenset[State] = frozenset({"met", "declined"})  # nobody waits for anything any more
MOST_TEXT = 160  # signs of a need, a commitment, a reason, a note: each becomes part of a question or of a row
MOST_ROLE = 80
MOST_SHARE_UNMET = 0.20  # above it, a commitment its owner calls kept is "said done, not felt"
TARGET = 0.80  # of needs, answered within the time allowed; of commitments that are due, kept, and met as staff say
LEAST_FOR_SHARE = 20  # of needs or commitments: no percentage below
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs, as it stood when it was opened: who, what, when, and who should meet it as staff say.

    share and n are the shown figure it was opened from, None where a person opened it by hand; item and option say
    which figure that is.
    """

    number: int
    survey: str
    text: str
    horizon: Horizon
    level: Level
    group: Group
    wave: str  # the stock-take it was first seen in
    opened: date
    item: str = ""
    option: str = ""
    share: float | None = None
    n: int | None = None

    @property
    def people(self) -> int:
        """About how many people answered that they have it; 0 where nobody knows."""
        return round((self.share or 0.0) * (self.n or 0))


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a role said it would do about a need, by when, and which item or index should show it."""

    number: int
    need: int
    owner: str
    level: Level
    by: date
    measure: str
    text: str
    made: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What those who had the need say of a commitment in one wave: figures from the other side of the wall.

    Shares are of those who answered and did not say "this was not my need".
    """

    wave: str
    item: str  # the follow-up it was asked by
    group: Group
    met: Figure = HIDDEN
    partly: Figure = HIDDEN
    not_met: Figure = HIDDEN

    @property
    def n(self) -> int | None:
        """How many had the need and answered; None where nothing is shown."""
        found = (it for it in (self.met, self.partly, self.not_met) if isinstance(it, Shown | Banded))
        return next((it.n for it in found), None)

    @property
    def outcome(self) -> Outcome | None:
        """What most say; None where what is shown does not tell.

        Met where half or more say so and at most 20 in 100 that it is not met; not met where half or more say that;
        partly between the two. A commitment cannot be met and "said done, not felt" at once.
        """
        met, not_met = self._between("met"), self._between("not_met")
        if met[0] >= _HALF and not_met[1] <= MOST_SHARE_UNMET:
            return "met"
        if not_met[0] >= _HALF:
            return "not_met"
        cannot_be_met = met[1] < _HALF or not_met[0] > MOST_SHARE_UNMET
        return "partly" if cannot_be_met and not_met[1] < _HALF else None

    @property
    def unmet(self) -> float:
        """By how much an owner's "kept" goes beyond what staff feel: the share to whom nothing has come of it.

        At least that much, where it is only known within bounds; 0 where nothing is shown.
        """
        return self._between("not_met")[0]

    def _between(self, wanted: Outcome) -> tuple[float, float]:
        """Between what a share lies, as any reader of the shown ones can tell: the three make up the whole."""
        known = {name: bounds(getattr(self, name)) for name in VERDICTS}
        low, high = known.pop(wanted)
        if low == high:
            return low, high
        rest = [round(1 - sum(it[end] for it in known.values()), 2) for end in (1, 0)]
        return max(low, rest[0]), min(high, rest[1])


def bounds(figure: Figure) -> tuple[float, float]:
    """Between what a share lies, as far as it is shown."""
    if isinstance(figure, Shown):
        return figure.value, figure.value
    return (figure.low, figure.high) if isinstance(figure, Banded) else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a need, on a day. What it holds beside its kind:

    opened        nothing: the need says it
    acknowledged  a note, if any
    declined      the reason
    committed     the commitment
    status        the commitment, the owner's word, a note; a new date where it is late
    asked         the commitment, the wave whose questionnaire asks after it, and the item
    verdict       the commitment and the verdict
    relapsed      the wave in which a need that was met is there again

    vouched  a person said that a text names nobody, though the rules of redaction found a name
    """

    need: int
    day: date
    kind: Kind
    commitment: int | None = None
    text: str = ""
    status: Status | None = None
    by: date | None = None
    wave: str = ""
    item: str = ""
    verdict: Verdict | None = None
    vouched: bool = False
    number: int = 0


_STATE_AFTER: dict[Kind, State] = {
    "opened": "open",
    "acknowledged": "acknowledged",
    "declined": "declined",
    "committed": "committed",
    "relapsed": "relapsed",
}
_STATE_BY_STATUS: dict[Status, State] = {"kept": "delivered", "late": "committed", "dropped": "acknowledged"}
ALLOWED: dict[Kind, frozenset[State]] = {
    "acknowledged": frozenset({"open", "declined", "relapsed"}),
    "declined": frozenset({"open", "acknowledged", "partly", "not_met", "relapsed"}),
    "committed": frozenset({"open", "acknowledged", "partly", "not_met", "relapsed"}),
    "relapsed": frozenset({"met"}),
}


def state_after(steps: Sequence[Step]) -> State:
    """Where a need stands: a fold over its steps, in the order in which they were recorded."""
    now: State = "open"
    for step in steps:
        if step.kind == "status" and step.status:
            now = _STATE_BY_STATUS[step.status]
        elif step.kind == "verdict" and step.verdict:
            now = step.verdict.outcome or now
        else:
            now = _STATE_AFTER.get(step.kind, now)
    return now


@dataclass(frozen=True)
class Promise:
    """A commitment with what was said of it since: by its owner, and by those who had the need."""

    commitment: Commitment
    steps: tuple[Step, ...]

    @property
    def status(self) -> Status | None:
        """The owner's last word; None while it is under way."""
        return next((step.status for step in reversed(self.steps) if step.status), None)

    @property
    def note(self) -> str:
        """What the owner added to her last word."""
        return next((step.text for step in reversed(self.steps) if step.status), "")

    @property
    def due(self) -> date:
        """The day it is promised for, moved where its owner gave a new one."""
        return next((step.by for step in reversed(self.steps) if step.by), self.commitment.by)

    @property
    def done_on(self) -> date | None:
        """The day its owner called it kept, where that is her last word."""
        if self.status != "kept":
            return None
        return next(step.day for step in reversed(self.steps) if step.status == "kept")

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What staff said, wave by wave; some may be withheld."""
        return tuple(step.verdict for step in self.steps if step.verdict)

    @property
    def verdict(self) -> Verdict | None:
        """The last one that tells anything."""
        return next((it for it in reversed(self.verdicts) if it.n is not None), None)

    @property
    def asked_in(self) -> tuple[str, ...]:
        """The waves whose questionnaires ask after it."""
        return tuple(dict.fromkeys(step.wave for step in self.steps if step.kind == "asked"))

    @property
    def said_done_not_felt(self) -> bool:
        """Its owner calls it kept, and more than 20 in 100 of those who had the need say that it is not met."""
        verdict = self.verdict
        return self.status == "kept" and verdict is not None and verdict.unmet > MOST_SHARE_UNMET

    def overdue(self, today: date) -> bool:
        """True from the day after it was promised for, unless kept or dropped."""
        return self.due < today and self.status not in ("kept", "dropped")


@dataclass(frozen=True)
class Story:
    """A need with all its steps, in the order in which they were recorded, and its commitments, oldest first."""

    need: Need
    commitments: tuple[Commitment, ...]
    steps: tuple[Step, ...]

    @cached_property
    def state(self) -> State:
        """Where it stands."""
        return state_after(self.steps)

    @property
    def waits(self) -> bool:
        """True until staff say that it is met, or it is declined with a reason."""
        return self.state not in SETTLED

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Every commitment with its own steps, oldest first."""
        return tuple(
            Promise(it, tuple(step for step in self.steps if step.commitment == it.number)) for it in self.commitments
        )

    @property
    def promise(self) -> Promise | None:
        """The commitment that stands: the last one, unless it was dropped, or the need was met and is there again."""
        last = self.promises[-1] if self.promises and self.state != "relapsed" else None
        return last if last and last.status != "dropped" else None

    @property
    def reason(self) -> str:
        """Why it was declined, or why its last commitment was dropped; "" while neither is so."""
        if self.state == "declined":
            return next(step.text for step in reversed(self.steps) if step.kind == "declined")
        last = self.promises[-1] if self.promises and self.state == "acknowledged" else None
        return last.note if last and last.status == "dropped" else ""

    @property
    def looked_at(self) -> str:
        """What is being looked at, as whoever acknowledged it said; "" where that is not its last step."""
        last = self.steps[-1] if self.steps else None
        return last.text if last and last.kind == "acknowledged" else ""

    @property
    def answered_on(self) -> date | None:
        """The day of its first answer: a commitment, or a no with a reason."""
        return next((step.day for step in self.steps if step.kind in ("committed", "declined")), None)

    @property
    def level_disputed(self) -> bool:
        """Its owner is at another level than the one that staff say should meet it."""
        return self.promise is not None and self.promise.commitment.level != self.need.level

    def age(self, today: date) -> int:
        """Days since it was opened - until it was settled, where it is."""
        end = self.steps[-1].day if self.steps and not self.waits else today
        return (end - self.need.opened).days

    def may(self, kind: Kind) -> bool:
        """True where a step of this kind can follow."""
        return self.state in ALLOWED[kind]

    def then(self, *steps: Step) -> Story:
        """The story with more steps."""
        return replace(self, steps=(*self.steps, *steps))
