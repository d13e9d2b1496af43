"""The worked examples made with R, and the 130 respondents they are about."""

from __future__ import annotations

import json
from typing import Any

from tests.shared import shared


def vector(name: str) -> Any:  # what a case holds is the case's own
    return json.loads(shared(f"vectors/weights/{name}.json").read_text(encoding="utf-8"))
