"""What pages for people to answer on are made with: templates, and a style and a script that their hashes allow."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from pulse.model.survey import Survey
from pulse.publish.privacy import sections
from pulse.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
Sections = Sequence[tuple[str, Sequence[str]]]


def filled(name: str, words: Mapping[str, object], *, style: str, script: str = "") -> bytes:
    """A template of this folder, filled; no request, no attribute of style, nothing run but what is hashed."""
    inlined = {"style": _inline(style), "style_hash": _digest(style)}
    if script:
        inlined |= {"script": _inline(script), "script_hash": _digest(script)}
    return _environment().get_template(name).render(**words, **inlined).encode()


def told(settings: Settings, survey: Survey) -> dict[str, object]:
    """What people read before they answer: whose questions these are, the privacy notice, where to turn.

    And which language it is in: what stands around the questions is in English, and they say where they are not.
    """
    signposts = settings.safeguarding.signposts
    notice = list(_without(sections(settings, survey, ()), signposts))
    around = {"around": survey.language, "lang": ""}
    if not in_english(survey):
        around = {"around": "en-GB", "lang": Markup(' lang="{}"').format(survey.language)}
    return {"organisation": settings.organisation, "notice": notice, "signposts": signposts, **around}


def in_english(survey: Survey) -> bool:
    """True where the questions are in the language of all that stands around them."""
    return survey.language.partition("-")[0] == "en"


def around_them(survey: Survey) -> tuple[str, ...]:
    """What a person should know of a page in another language, before she gives it out."""
    if in_english(survey):
        return ()
    return ("The questions are in their language; what stands around them, the privacy notice too, is in English.",)


def rated(survey: Survey) -> Mapping[str, tuple[str, str]]:
    """Of each item that rates a group: the question, and the group's name as it stands in brackets behind it."""
    asked = {it.item.id: it.item.text for it in survey.relationships}
    return {
        it.item.id: (asked[it.of], it.item.text.removeprefix(f"{asked[it.of]} [").removesuffix("]"))
        for it in survey.ratings
    }


def _without(notice: Iterator[tuple[str, list[str]]], signposts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The notice without the signposts: they stand by themselves, where nobody has to look for them."""
    for heading, paragraphs in notice:
        yield heading, [it for it in paragraphs if it not in signposts]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # late: only these pages need it

    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _inline(name: str) -> Markup:
    return Markup(_read(name))  # noqa: S704 - our own file


def _digest(name: str) -> str:
    return base64.b64encode(hashlib.sha256(_read(name).encode()).digest()).decode()
