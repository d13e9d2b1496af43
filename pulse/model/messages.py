"""What staff are told of a stock-take, and what became of it on its way. Never made from answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["invitation", "reminder", "thanks", "results"]
KINDS: tuple[Kind, ...] = ("invitation", "reminder", "thanks", "results")


@dataclass(frozen=True, slots=True)
class Responding:
    """About how many of a group have answered while a wave is open: a share in steps of ten, rounded down."""

    group: str
    percent: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a message may be made of."""

    organisation: str
    sender: str  # who stands under it
    survey: str
    title: str
    wave: str
    first: date
    closes: datetime  # the moment after which no more is taken, with its zone
    questions: int
    min_answers: int
    link: str = ""  # to the form
    results_at: str = ""  # where staff find reports
    asked: int = 0  # people; 0 where nobody knows
    answered: int = 0  # ... of everyone; 0 where that is not told
    responding: tuple[Responding, ...] = ()
    reminders: bool = True  # whether reminders are sent at all


@dataclass(frozen=True, slots=True)
class Message:
    """One text, for every list alike."""

    kind: Kind
    survey: str
    wave: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Channel:
    """How messages leave: everything a delivery needs, and nothing else."""

    by: Literal["smtp", "slack", "teams"]
    host: str = ""
    port: int = 0
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: str = ""  # the address it comes from
    secret: str = field(default="", repr=False)  # the password, or the address of the webhook
    timeout: float = 20.0  # seconds
    tries: int = 3
    pause: float = 2.0  # seconds before the second try; doubled each time


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message on its way to one list. A reason is never what a server said word for word."""

    delivered: bool
    tries: int
    reason: str = ""
