"""A group as somebody types it: its whole path, or its last part where only one group is called so."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from pulse.model.groups import SEPARATOR, Path

_MOST_LISTED = 12


def path_of(name: str, known: Collection[Path]) -> Path | None:
    """The group that is meant; None where there is none, or more than one."""
    parts = _parts(name)
    if parts in known:
        return parts
    called = _called(parts, known)
    return called[0] if len(called) == 1 else None


def nearest(name: str, known: Collection[Path]) -> str:
    """What to type instead, in words: the groups of that name, the nearest one, or all where they are few."""
    parts, wholes = _parts(name), {SEPARATOR.join(path): path for path in known}
    if called := [SEPARATOR.join(path) for path in _called(parts, known)]:
        return f"give its whole path: {' or '.join(repr(it) for it in called)}"
    near = difflib.get_close_matches(SEPARATOR.join(parts), wholes, n=1)
    near = near or [it for it, path in sorted(wholes.items()) if difflib.get_close_matches(parts[-1], path[-1:], n=1)]
    if near:
        return f"did you mean {' or '.join(repr(it) for it in near[:3])}?"
    if len(wholes) <= _MOST_LISTED:
        return f"use one of: {', '.join(sorted(wholes))}"
    return f"people.csv lists all {len(wholes)}, such as {min(wholes)!r}"


def _parts(name: str) -> Path:
    return tuple(" ".join(part.split()) for part in name.split(SEPARATOR.strip()))


def _called(parts: Path, known: Collection[Path]) -> list[Path]:
    return sorted(path for path in known if len(parts) == 1 and path[-1:] == parts)
