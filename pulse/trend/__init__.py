"""Series of shown points -> limits, signals, icons. Right of the wall: no other point exists here."""

from pulse.trend.follow import follow
from pulse.trend.series import read_series
from pulse.trend.silence import silences
from pulse.trend.xmr import xmr

__all__ = ["follow", "read_series", "silences", "xmr"]
