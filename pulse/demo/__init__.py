"""An invented organisation: its people.csv, and exports of two platforms as its staff might have filled them in."""

from pulse.demo.files import MARK, files
from pulse.demo.readers import coded, reviewed

__all__ = ["MARK", "coded", "files", "reviewed"]
