"""What a look at the workspace came to."""

from __future__ import annotations

from dataclasses import dataclass

from pulse.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at, and what is wrong with it; not `looked` where something else stood before it."""

    area: str
    findings: tuple[Problem, ...] = ()
    looked: bool = True
