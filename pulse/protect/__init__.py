"""The wall: Scores in, a Release out. What is hidden or banded here exists nowhere to the right of it."""

from pulse.protect.fold import fold
from pulse.protect.paired import fold_panel
from pulse.protect.release import release

__all__ = ["fold", "fold_panel", "release"]
