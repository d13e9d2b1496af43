"""A file in -> coded answers, counts and problems out: bytes, dialect, platform, mapping, checks, identity."""

from pulse.collect.aliases import suggest_aliases
from pulse.collect.inspect import cells, inspect
from pulse.collect.read import identify, read

__all__ = ["cells", "identify", "inspect", "read", "suggest_aliases"]
