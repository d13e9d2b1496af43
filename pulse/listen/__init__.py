"""Free text: redacted before it is stored, reviewed before it is shown, and looked through for people at risk."""

from pulse.listen import alerts, review, sheet
from pulse.listen.cues import cues
from pulse.listen.listening import Listening
from pulse.listen.redact import Redactor
from pulse.listen.risk import risks, shipped_lists
from pulse.listen.staff import Staff
from pulse.listen.staff import read as read_staff

__all__ = [
    "Listening",
    "Redactor",
    "Staff",
    "alerts",
    "cues",
    "read_staff",
    "review",
    "risks",
    "sheet",
    "shipped_lists",
]
