"""Messages out: texts made from the settings, by SMTP or as JSON to one webhook. Never from answers."""

from pulse.send.delivery import deliver
from pulse.send.texts import compose

__all__ = ["compose", "deliver"]
