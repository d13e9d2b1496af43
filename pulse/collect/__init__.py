"""A file in -> coded answers, counts and problems out: bytes, dialect, platform, mapping, checks, identity."""

from pulse.collect.aliases import suggest_aliases
from pulse.collect.columns import columns, draft_mapping
from pulse.collect.confirming import add as add_to_mapping
from pulse.collect.inspect import cells, inspect
from pulse.collect.read import identify, read
from pulse.collect.rejects import rejects_csv

__all__ = [
    "add_to_mapping",
    "cells",
    "columns",
    "draft_mapping",
    "identify",
    "inspect",
    "read",
    "rejects_csv",
    "suggest_aliases",
]
