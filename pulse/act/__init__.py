"""Right of the wall: shown figures -> needs to open, what to ask next, verdicts, follow-through, the page for staff.

And the plan of two bodies, ready to be filled in.
"""

from pulse.act import sheet
from pulse.act.asking import due, instance, paste
from pulse.act.follow_through import as_of, follow_through
from pulse.act.one_side import draft as one_side_draft
from pulse.act.one_side import seen
from pulse.act.parking import parked
from pulse.act.register import register
from pulse.act.suggest import suggestions
from pulse.act.telling import as_shown, loop_page, word
from pulse.act.verdicts import since, verdict_steps

__all__ = [
    "as_of",
    "as_shown",
    "due",
    "follow_through",
    "instance",
    "loop_page",
    "one_side_draft",
    "parked",
    "paste",
    "register",
    "seen",
    "sheet",
    "since",
    "suggestions",
    "verdict_steps",
    "word",
]
