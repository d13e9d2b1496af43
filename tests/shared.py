"""Real exports and worked examples kept beside the project; a test that needs them skips where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

_FOLDER = Path(__file__).parents[2] / "shared"


def shared(name: str) -> Path:
    """The path of `name` in the shared folder; skips the calling test where it is absent."""
    path = _FOLDER / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name}")
    return path
