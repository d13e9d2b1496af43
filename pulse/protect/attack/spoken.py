"""A share as people say it, "about 4 in 10": read as a fraction, and held against the figure it is said of."""

from __future__ import annotations

import re

_FRACTION = re.compile(r"about (\d{1,2}) in (\d{1,2})")
_WHOLES = frozenset({"3", "4", "6", "7", "10", "20"})  # with these no count of people can be told
_NEAR = 0.0501  # of what is said from the share as it is printed


def is_about(text: str, share: float | None) -> bool:
    """Whether a text is nothing but a round fraction that lies near a share."""
    found = _FRACTION.fullmatch(text)
    if found is None or share is None or found[2] not in _WHOLES:
        return False
    return abs(int(found[1]) / int(found[2]) - share) <= _NEAR
