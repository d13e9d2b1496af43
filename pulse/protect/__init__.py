"""The wall: Scores in, a Release out, and what it says of an intervention.

What is hidden or banded here exists nowhere to the right of it. `audit` reads finished files again.
"""

from pulse.protect.attack import audit, audit_pages, subject
from pulse.protect.evaluation import evaluate
from pulse.protect.fold import fold
from pulse.protect.joining import joining
from pulse.protect.paired import fold_panel
from pulse.protect.release import release
from pulse.protect.responding import responding

__all__ = ["audit", "audit_pages", "evaluate", "fold", "fold_panel", "joining", "release", "responding", "subject"]
