"""What every page is made with: the templates, and the one style, allowed by its hash."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).with_name("templates")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, everything put into them escaped unless it is a drawing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # late: only a report needs it

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def style(*more: str) -> dict[str, object]:
    """The style, a page's own behind it, and the hash of both, as a page's head takes them."""
    text = "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("style.css", *more))
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"style": Markup(text), "style_hash": digest}  # noqa: S704 - our own file
