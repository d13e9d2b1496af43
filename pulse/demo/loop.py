"""What became of the answers in the invented health system, as data: needs, promises, talks, what staff felt.

Every act has its day, counted from the last day of a stock-take; whoever plays them calls what a user would type.
"""

from __future__ import annotations

from dataclasses import dataclass

from pulse.model.audiences import Audience
from pulse.model.loop import Status

# Stock-takes, counted from the first (0): after which there was a report, and which asked after what was promised.
REPORTED = (3, 8, 12)
ASKED = (8, 12, 17)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that somebody did about a need, some days after the last day of a stock-take."""

    wave: int
    days: int
    need: str  # what this story calls it


@dataclass(frozen=True, kw_only=True)
class Raised(Act):
    """Opened from the report's figures; once it was met before, it is there again."""

    item: str
    option: str
    place: str = ""  # "" for everyone


@dataclass(frozen=True, kw_only=True)
class Heard(Act):
    """Written down by hand, from a conversation."""

    text: str
    level: str
    horizon: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Offered(Act):
    """A commitment, to be kept by the last day of a stock-take."""

    owner: str
    level: str
    by: int
    measure: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Said(Act):
    """The owner's own word; `by` the stock-take at whose last day a late one shall be kept."""

    status: Status
    note: str
    by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Noted(Act):
    """Seen, and looked at."""

    note: str


@dataclass(frozen=True, kw_only=True)
class Refused(Act):
    """It cannot be done, and why."""

    because: str


@dataclass(frozen=True)
class Felt:
    """How those whose need it was answer, from a stock-take on; `mine`: how many of the need's group have it."""

    need: str
    wave: int
    mine: float
    met: float
    partly: float


_NEIGHBOURHOODS = "Fen Edge Community / Neighbourhoods"
_MEDICINE = "Saltmarsh Hospitals / Medicine"
_CHILDREN = "Saltmarsh Hospitals / Women and Children / Children's Ward"
_THEATRES = "Saltmarsh Hospitals / Surgery / Theatres"
_TEAMS = "Lode Mental Health / Community Teams"

ACTS: tuple[Act, ...] = (
    Raised(wave=3, days=4, need="listen", item="need_now", option="listen"),
    Raised(wave=3, days=4, need="safe", item="need_now", option="safe"),
    Raised(wave=3, days=4, need="care", item="need_now", option="care"),
    Heard(wave=3, days=8, need="mileage", text="Mileage that covers what the car costs", level="national",
          horizon="medium", place=_NEIGHBOURHOODS),
    Offered(wave=3, days=15, need="safe", owner="Director of nursing", level="directorate", by=7, measure="worn",
            text="A second person on every night shift"),
    Offered(wave=3, days=20, need="listen", owner="Chief executive", level="board", by=11, measure="speak_up",
            text="Whoever raises a worry hears within two weeks what came of it"),
    # Parked: staff look to their team and their manager, and what is offered leaves it to each of them alone.
    Offered(wave=3, days=24, need="care", owner="Wellbeing lead", level="self", by=11, measure="energy",
            text="A resilience course online that everybody can take at home"),
    Refused(wave=3, days=34, need="mileage",
            because="The rate is set for the whole country; we have asked those who set it to look at it"),
    Said(wave=7, days=2, need="safe", status="kept", note="All night posts filled since the new year"),
    Raised(wave=8, days=5, need="rest", item="need_now", option="keep_going", place=_MEDICINE),
    Heard(wave=8, days=7, need="talk", text="Somewhere to talk after a hard shift", level="manager", horizon="now",
          place=_CHILDREN),
    Heard(wave=8, days=7, need="sets", text="Instruments that are there when the list begins", level="directorate",
          horizon="now", place=_THEATRES),
    Heard(wave=8, days=9, need="home", text="To know the day before who is coming home", level="system",
          horizon="long", place="Fen Edge Community"),
    Offered(wave=8, days=12, need="rest", owner="Director of operations", level="directorate", by=11, measure="energy",
            text="Both rest rooms are open again, day and night"),
    Offered(wave=8, days=14, need="talk", owner="Ward manager", level="manager", by=11, measure="settled",
            text="Ten minutes together at the end of every hard shift"),
    Offered(wave=8, days=16, need="sets", owner="Theatre manager", level="manager", by=11, measure="work_well",
            text="Every set is checked on the evening before"),
    Offered(wave=8, days=22, need="home", owner="Partnership lead", level="system", by=20, measure="work_well",
            text="One list of who goes home, shared by ward and district team"),
    Said(wave=10, days=8, need="listen", status="kept", note="Answers go out every Friday"),
    Said(wave=10, days=12, need="rest", status="kept", note="Both are open; the bed office has the keys"),
    Said(wave=11, days=2, need="talk", status="kept", note="Since May"),
    Said(wave=11, days=3, need="sets", status="late", note="A washer is out of order until the summer", by=15),
    Raised(wave=12, days=5, need="safe", item="need_now", option="safe"),
    Offered(wave=12, days=12, need="safe", owner="Director of nursing", level="directorate", by=16, measure="worn",
            text="The night posts that fell empty in spring are filled again, and covered until then"),
    Heard(wave=13, days=6, need="rota", text="To swap a shift without asking three people", level="manager",
          horizon="medium", place=_TEAMS),
    Noted(wave=13, days=20, need="rota", note="The rota team is trying it out with two teams"),
    Said(wave=15, days=2, need="sets", status="kept", note="A second washer has come"),
    Said(wave=16, days=2, need="safe", status="kept", note="Six of eight are filled, two are covered"),
    Heard(wave=16, days=10, need="notes", text="The ward's letter on the day somebody goes home", level="system",
          horizon="now", place=_TEAMS),
)  # fmt: skip

FELT = (
    Felt("safe", 0, mine=0.6, met=0.62, partly=0.25),
    Felt("safe", 13, mine=0.6, met=0.42, partly=0.44),  # fewer than half, and few say that nothing has come of it
    Felt("listen", 0, mine=0.7, met=0.62, partly=0.26),
    Felt("care", 0, mine=0.6, met=0.12, partly=0.24),
    Felt("rest", 0, mine=0.8, met=0.22, partly=0.2),  # said done, not felt
    Felt("rest", 13, mine=0.8, met=0.32, partly=0.22),
    Felt("talk", 0, mine=0.9, met=0.62, partly=0.28),
    Felt("sets", 0, mine=0.9, met=0.4, partly=0.36),
)

# Teams that talked, so many days after the last day of a stock-take.
TALKS = tuple(
    (wave, days, team)
    for wave, days, teams in (
        (8, 12, ("Ward 4", "Children's Ward", "Porters", "North Team", "Crisis Team")),
        (12, 14, ("Ward 4", "Ward 6", "Children's Ward", "Theatres", "Physiotherapy", "Liaison")),
        (17, -6, ("Ward 2", "Ward 4", "Ward 6", "Children's Ward", "Theatres", "Porters", "North Team")),
        (17, -4, ("West Team", "Physiotherapy", "Crisis Team", "Liaison", "Early Help", "People and Pay")),
    )
    for team in teams
)

GUIDE_FOR = "Ward 4"
# Whom the last report is written for besides the analyst, and of which group.
READERS: tuple[tuple[Audience, str], ...] = (
    ("board", ""),
    ("staff", ""),
    ("manager", _MEDICINE),
    ("team", f"{_MEDICINE} / {GUIDE_FOR}"),
)


def place_of(need: str) -> str:
    """Whose need it is: the whole path of a group, "" for everyone's."""
    return next(it.place for it in ACTS if it.need == need and isinstance(it, Raised | Heard))
