"""Links from one page of a group to another: the name of a file may say which group it is of, and nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection

from pulse.model.groups import SEPARATOR, Path

_MOST = 60  # signs of a name


def leads_to_a_group(target: str, groups: Collection[Path]) -> bool:
    """Whether a link names the page of a group there is: by its own letters, and a digest of its name at most."""
    return any(target in _names(SEPARATOR.join(path)) for path in groups if path)


def _names(group: str) -> tuple[str, str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", group).casefold().replace("_", " "))
    plain = "-".join(words)[:_MOST].strip("-")
    mark = hashlib.sha256(group.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}.html", f"{plain}-{mark}.html".lstrip("-")
