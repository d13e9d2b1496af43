"""Instruments that are not shipped: where they are, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Linked:
    """An instrument that people ask for and that cannot be passed on. instead: what is shipped that comes near it."""

    name: str
    link: str
    why: str
    instead: str
