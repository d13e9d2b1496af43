"""Series of shown points -> limits, signals, icons. Right of the wall: no other point exists here."""

from pulse.trend.doubts import doubts
from pulse.trend.follow import follow
from pulse.trend.series import read_series
from pulse.trend.xmr import xmr

__all__ = ["doubts", "follow", "read_series", "xmr"]
