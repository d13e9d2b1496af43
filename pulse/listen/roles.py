"""A role, or the bare name of a person who is on no list: an owner is printed for everybody to read."""

from __future__ import annotations

import re

from pulse.listen.cues import Cues
from pulse.listen.staff import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FEWEST, _MOST = 2, 4  # words that make a name


def is_bare_name(text: str, cues: Cues) -> bool:
    """Whether a few words hold none that a role or a part of an organisation is called by: "Jane Smith".

    One word is never taken for a name: nobody could tell "Estates" from "Jane" without a list of either.
    """
    words = [word for word in map(fold, _WORD.findall(text)) if word not in cues.particles]
    return _FEWEST <= len(words) <= _MOST and not any(map(cues.names_a_role, words))
