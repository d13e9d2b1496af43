"""What somebody says to a need, as she typed it or filled it in: nothing of it is checked yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulse.model.loop import Status


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to promise, as she wrote it: nothing of it is checked yet."""

    need: int
    owner: str
    level: str
    by: date
    measure: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnersWord:
    """What an owner says of her commitment: a status, a note, and a new date where it is late."""

    commitment: int
    status: Status
    note: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no to a need, with its reason."""

    need: int
    because: str


Answer = Offer | OwnersWord | Refusal


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a person says of her own texts where the rules of redaction see a name in them. Kept with the step."""

    owner: bool = False  # what looks like a name is a role
    texts: bool = False  # what looks like a name in the other texts names nobody


NOT_VOUCHED = Vouched()
