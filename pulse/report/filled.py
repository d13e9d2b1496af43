"""What every page is made with: the templates, the one style and the one script, each allowed by its hash."""

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
    return {"style": Markup(text), "style_hash": _digest(text)}  # noqa: S704 - our own file


def script() -> dict[str, object]:
    """The script that orders and hides rows of groups, and its hash: nothing is missing where it does not run."""
    text = (_TEMPLATES / "groups.js").read_text(encoding="utf-8")
    return {"script": Markup(text), "script_hash": _digest(text)}  # noqa: S704 - our own file


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
