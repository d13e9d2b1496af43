"""All that a report is made of: what may be seen of its wave, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pulse.model.benchmarks import Beside
from pulse.model.burden import Load
from pulse.model.context import Line, Together
from pulse.model.events import Timeline
from pulse.model.groups import Group
from pulse.model.loop_views import LoopPage, Parked
from pulse.model.quotes import Quote
from pulse.model.release import Release
from pulse.model.survey import Wave
from pulse.model.trends import Findings
from pulse.report.register import FollowedThrough
from pulse.report.rows import TidyRow, rows


@dataclass(frozen=True, slots=True)
class Material:
    """What one release, and all that is known beside it, give a report to tell; every kind of report is made from it.

    told         what happened meanwhile, and where a person let limits begin anew
    made, entry  day and number of the wave's ledger entry; inputs: sha256 of the files collected into it
    beside       published figures that items name, and what each stands beside
    signposts    where whoever needs somebody can turn, a line each
    quotes       words of staff that may be shown
    counted      what the organisation counted meanwhile; together: those lines beside the scores
    waiting      some answers came after the wave was first shown and are in no figure yet; joined: some are by now
    leaders      dimension and name of the group that leads; parked: needs whose owner is not where staff look for her
    followed     what was promised and came of it, as `register.followed_through` gives it
    load         what all questionnaires together ask of a person
    loop         what was said, done and felt, as the register stood on the day of the ledger's entry
    upcoming     the next stock-take, as seen from that day
    """

    release: Release
    found: Findings
    told: Timeline
    organisation: str
    made: date
    entry: int
    inputs: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    signposts: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    counted: tuple[Line, ...] = ()
    together: tuple[Together, ...] = ()
    waiting: bool = False
    joined: bool = False
    leaders: tuple[str, str] | None = None
    parked: tuple[Parked, ...] = ()
    followed: FollowedThrough | None = None
    load: Load | None = None
    loop: LoopPage | None = None
    upcoming: Wave | None = None

    @property
    def rows(self) -> tuple[TidyRow, ...]:
        """Every figure of the report."""
        return rows(self.release, self.found, self.asked)

    @property
    def asked(self) -> frozenset[tuple[str, Group, str]]:
        """Wave, group and item of verdicts that stand beside their owners' words."""
        return frozenset(self.followed.asked) if self.followed else frozenset()
