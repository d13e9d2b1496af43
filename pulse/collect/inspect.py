"""What a file is, and every cell of it exactly as read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pulse.collect.profile import profile
from pulse.collect.records import open_table
from pulse.model.exports import FileFacts
from pulse.settings import LIMITS, Limits


def inspect(path: Path, encoding: str | None = None, limits: Limits = LIMITS) -> FileFacts:
    """Platform, dialect, columns and faults of a file. Raises Stop where it cannot be read."""
    return profile(path, encoding, limits, whole=True).facts


def cells(path: Path, encoding: str | None = None, limits: Limits = LIMITS) -> Iterator[list[str]]:
    """Every record that is not blank, header rows included, exactly as read; broken records are left out."""
    return (record.cells for record in open_table(path, encoding, limits).records())
