"""What the screen tells of a questionnaire's languages: how far each is, and whether a speaker has checked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulse.cli.screen import _console as console
from pulse.cli.screen import _plain as plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pulse.model.languages import Begun, Language


def begun(it: Begun) -> None:
    """Where the translation is, and what is left to do."""
    out, name = console(), plain(str(it.path))
    if not it.entries:
        out.print(f"{name} has every text; `pulse survey check` tells what is empty or old.", soft_wrap=True)
        return
    left = it.entries - it.known
    out.print(f"{name}: new entries {it.entries}, to translate {left}.", soft_wrap=True)
    if it.known:
        out.print(f"Taken over from other translations, to be read too: {it.known}.", soft_wrap=True)


def checked(it: Language) -> None:
    """What every place that shows the language says from now on."""
    console().print(language_line(it), soft_wrap=True)


def language_line(it: Language) -> str:
    """One language in words."""
    how_far = f"texts missing or old: {it.missing}" if it.missing else "whole"
    return plain(f"{it.name} ({it.tag}): {how_far}, {it.said}")


def told(found: Mapping[Path, Sequence[Language]]) -> None:
    """The languages of each questionnaire that has more than its own."""
    for path, languages in found.items():
        for it in languages:
            console().print(f"{plain(str(path))}: {language_line(it)}", soft_wrap=True)
