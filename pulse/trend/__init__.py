"""Series of shown points -> limits, signals, icons. Right of the wall: no other point exists here."""

from collections.abc import Sequence

from pulse.model.events import Rebase
from pulse.model.release import Release
from pulse.model.trends import Findings
from pulse.trend.doubts import doubts
from pulse.trend.drift import drifts
from pulse.trend.follow import follow
from pulse.trend.joined import joined
from pulse.trend.judge import judge
from pulse.trend.paired import same_people
from pulse.trend.relations import relations
from pulse.trend.series import read_series
from pulse.trend.silence import silences
from pulse.trend.together import together


def findings(release: Release, rebases: Sequence[Rebase] = ()) -> Findings:
    """Trends, silence, the same people then and now, drift of a balance, what groups say of each other, the frame.

    rebases  where a person let limits begin anew
    """
    return Findings(
        follow(release, rebases),
        silences(release),
        same_people(release),
        drifts(release),
        relations(release),
        joined(release),
    )


__all__ = [
    "doubts", "findings", "follow", "joined", "judge", "read_series", "relations", "same_people", "silences",
    "together",
]  # fmt: skip
