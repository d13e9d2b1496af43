"""Where a command that only says what it would do puts what it needs on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pulse.settings import Settings


@contextmanager
def leaving_nothing(settings: Settings) -> Iterator[Settings]:
    """Settings for a rehearsal: a workspace that has no database yet has none afterwards."""
    if settings.database.exists():
        yield settings
        return
    with TemporaryDirectory() as folder:
        yield replace(settings, rehearsed_in=Path(folder))
