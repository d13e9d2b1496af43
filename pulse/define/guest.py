"""A guest as the item of a questionnaire's text."""

from __future__ import annotations

import json

from pulse.model.proposals import Guest


def guest_item(it: Guest) -> str:
    """The table of the item, to stand at the end of a questionnaire."""
    lines = (
        f"id    = {_quoted(it.item)}",
        f"text  = {_quoted(it.text)}",
        f"scale = {_quoted(it.scale)}",
        "guest = true",
    )
    return "\n[[item]]\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
