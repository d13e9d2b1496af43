"""The languages of a questionnaire: a translation begun or gone on with, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pulse import define, files
from pulse.model.languages import Begun, Language
from pulse.model.translated import language_of
from pulse.settings import Settings


def translate(settings: Settings, survey: str, language: str) -> Begun:
    """Puts an entry for each text of a questionnaire into the file of its translation; what stands there is left.

    survey: its id, for the newest version, or its file. Raises Stop: "no-such-survey", and what `define.begin` can.
    """
    begun = define.begin(_file(settings, survey), language, (settings.surveys, define.shipped()))
    if begun.entries:
        files.write_whole(begun.path, begun.text)
    return begun


def checked(settings: Settings, survey: str, language: str, who: str, today: date) -> Language:
    """Puts down that somebody who speaks the language has read all of a translation. Raises Stop, as `translate`."""
    path, text = define.checked(_file(settings, survey), language, who, today)
    files.write_whole(path, text)
    return language_of(define.load(_file(settings, survey)), language)


def _file(settings: Settings, survey: str) -> Path:
    return Path(survey) if Path(survey).suffix == ".toml" else define.file_of(settings.surveys, survey)


def languages(settings: Settings | None, paths: Iterable[Path]) -> Mapping[Path, tuple[Language, ...]]:
    """The languages of questionnaires that can be used, by file; of the whole folder where none is given."""
    folder = settings.surveys if settings else define.shipped()
    wanted = tuple(paths) or define.questionnaires(folder)
    found = {path: define.translated_by(path) or path for path in wanted}
    return {path: define.load(of).languages for path, of in found.items() if not define.check(of)}
