"""Series of shown points -> limits, signals, icons. Right of the wall: no other point exists here."""

from pulse.trend.doubts import doubts
from pulse.trend.follow import follow
from pulse.trend.judge import judge
from pulse.trend.series import read_series
from pulse.trend.silence import silences

__all__ = ["doubts", "follow", "judge", "read_series", "silences"]
