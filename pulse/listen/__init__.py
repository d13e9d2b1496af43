"""Free text: redacted before it is stored, reviewed before it is shown, coded, and searched for people at risk."""

from pulse.listen import alerts, code_sheet, coding, proposal_sheet, review, sheet
from pulse.listen.cues import cues
from pulse.listen.listening import Listening
from pulse.listen.redact import Redactor
from pulse.listen.risk import risks, shipped_lists
from pulse.listen.roles import is_bare_name
from pulse.listen.staff import Staff
from pulse.listen.staff import read as read_staff
from pulse.listen.suggest import Suggesting

__all__ = [
    "Listening",
    "Redactor",
    "Staff",
    "Suggesting",
    "alerts",
    "code_sheet",
    "coding",
    "cues",
    "is_bare_name",
    "proposal_sheet",
    "read_staff",
    "review",
    "risks",
    "sheet",
    "shipped_lists",
]
