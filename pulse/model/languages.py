"""The languages a questionnaire is asked in beside its own, and whether somebody who speaks one has read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

TextPath = tuple[str, ...]  # where a text stands: ("title",), ("items", "keep", "options", "team"), ("words", "alone")

UNCHECKED = "not yet checked by a speaker"
# What the tool itself says to those who answer. Blanks in braces are filled in.
WORDS: Mapping[str, str] = {
    "at_most": "At most {most}.",
    "alone": "“{option}” stands alone.",
    "only_if": "Only if you chose “{option}” at “{question}”",
    "by_name": "Your answers are shown with your name or role. All who are asked agreed to this beforehand.",
    "unchecked": "This translation has not yet been checked by a speaker of the language.",
}
_NAMES = {"cy": "Cymraeg", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "pl": "Polski"}


def name_of(tag: str) -> str:
    """What speakers call a language: "Cymraeg" for cy; the tag itself where it is not known here."""
    return _NAMES.get(tag.partition("-")[0], tag)


@dataclass(frozen=True, slots=True)
class Language:
    """One language of a questionnaire that is not its own. `texts` has what can be used: not what is missing or old."""

    tag: str  # as in BCP 47: "cy", "pl", "pt-BR"
    name: str  # as its speakers call it
    texts: Mapping[TextPath, str] = field(default_factory=dict)
    missing: int = 0  # texts that it has not, or whose original was changed since
    checked_by: str = ""  # who speaks it and has read all of it
    checked_on: date | None = None
    changed_since: bool = False  # a text, or what it was made from, is another one than then

    @property
    def is_checked(self) -> bool:
        """True once a speaker has read it as it is now."""
        return self.checked_on is not None and not self.changed_since

    @property
    def said(self) -> str:
        """Whether it was checked, in words."""
        if self.checked_on is None:
            return UNCHECKED
        who = f"{self.checked_by} on {self.checked_on}"
        return f"changed since it was checked by {who}: {UNCHECKED}" if self.changed_since else f"checked by {who}"


@dataclass(frozen=True, slots=True)
class Begun:
    """A translation's file as it should be, and how many entries are new; of those some have a text already."""

    path: Path
    text: str
    entries: int
    known: int
