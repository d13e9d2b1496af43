"""One message to one list, tried a few times. What goes wrong is told in words of ours, never in the server's.

A temporary fault is tried again after a pause that doubles; what is refused for good is not.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import datetime

from pulse.model.messages import Channel, Delivery, Message
from pulse.send import mail, webhook
from pulse.send.faults import Refused, Unreachable


def deliver(
    message: Message, channel: Channel, to: str, now: datetime, wait: Callable[[float], None] = time.sleep
) -> Delivery:
    """Sends a message to a distribution list, or to the channel of a webhook (where `to` only names it).

    now  stands in the mail's head
    The same message to the same list bears the same id whenever it is sent: mail systems drop a second one.
    """
    send = mail.send if channel.by == "smtp" else webhook.send
    reason = ""
    for tried in range(1, channel.tries + 1):
        try:
            send(message, channel, to, now, _mark(message, to))
        except Refused as refused:
            return Delivery(delivered=False, tries=tried, reason=str(refused))
        except Unreachable as fault:
            reason = str(fault)
        else:
            return Delivery(delivered=True, tries=tried)
        if tried < channel.tries:
            wait(channel.pause * 2 ** (tried - 1))
    return Delivery(delivered=False, tries=channel.tries, reason=reason)


def _mark(message: Message, to: str) -> str:
    said = "\0".join((message.survey, message.wave, message.kind, message.subject, to))
    return hashlib.sha256(said.encode()).hexdigest()[:24]
