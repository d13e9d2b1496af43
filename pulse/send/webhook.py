"""A message as JSON to one webhook: the text of Slack, or the card that Teams' workflows take."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import datetime
from http.client import HTTPException

from pulse.model.messages import Channel, Message
from pulse.send.faults import Refused, Unreachable

_LATER = (408, 425, 429)  # RFC 9110 and 6585: the client may try again
_SERVERS_FAULT = 500


def send(message: Message, channel: Channel, to: str, now: datetime, mark: str) -> None:  # noqa: ARG001 - as mail.send
    """Posts the message. Raises Refused or Unreachable; neither ever holds the webhook's address, which is a secret."""
    if not channel.secret.startswith(("http://", "https://")):
        raise Refused("the webhook's address is not one")
    body = json.dumps(_card(message) if channel.by == "teams" else _text(message)).encode()
    head = {"Content-Type": "application/json", "User-Agent": "pulse"}
    request = urllib.request.Request(channel.secret, body, head, method="POST")  # noqa: S310 - checked above
    try:
        with _opener.open(request, timeout=channel.timeout) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        error.close()
        words = f"the webhook answered {error.code}"
        raise (Unreachable if error.code in _LATER or error.code >= _SERVERS_FAULT else Refused)(words) from None
    except TimeoutError:
        raise Unreachable("the webhook did not answer in time") from None
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        raise Unreachable(f"the webhook {'did not answer in time' if late else 'cannot be reached'}") from None
    except (OSError, HTTPException, ValueError):
        raise Unreachable("the webhook cannot be reached") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A webhook that sends elsewhere is not the one that was named: the message stays here."""

    def redirect_request(self, *_: object) -> None:
        """Follows nothing: the answer counts as refused."""


_opener = urllib.request.build_opener(_NoRedirect)


def _text(message: Message) -> dict[str, object]:
    return {"text": f"*{message.subject}*\n\n{message.text}"}


def _card(message: Message) -> dict[str, object]:
    """An Adaptive Card in the envelope that the trigger "When a Teams webhook request is received" takes."""
    blocks = [{"type": "TextBlock", "text": message.subject, "weight": "Bolder", "size": "Medium", "wrap": True}]
    blocks += [{"type": "TextBlock", "text": part, "wrap": True} for part in message.text.strip().split("\n\n")]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": blocks,
    }
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [content]}
