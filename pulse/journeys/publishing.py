"""A questionnaire -> the file a platform takes in, with the groups of people.csv to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import define, files, publish
from pulse.journeys.defining import questionnaire, versions
from pulse.model.languages import Language
from pulse.model.problems import Stop, problem
from pulse.model.published import Published
from pulse.model.survey import Survey
from pulse.model.translated import in_language, language_of
from pulse.settings import Settings

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Done:
    """What was published, for which target, in which languages beside its own or in place of it, and where it is."""

    survey: Survey
    target: str
    file: Path
    published: Published
    languages: tuple[Language, ...] = ()


def publish_to(
    settings: Settings | None,
    survey: str,
    target: str,
    wave: str,
    languages: Sequence[str],
    out: Path | None,
    today: date,
) -> Done:
    """Writes the file: the questionnaire as it is asked now, or the one that was opened for a wave.

    languages: those that stand in it beside its own; the one it is in, where the target carries one only.
    Raises Stop: "publish-target-unknown", "no-such-survey", "no-such-wave", "publish-one-language", what `in_language`
    can raise, and what the target cannot carry.
    """
    if target not in publish.TARGETS:
        raise Stop(problem("publish-target-unknown", target=target, known=", ".join(publish.TARGETS)))
    asked = _opened(settings, survey, wave) if settings and wave else questionnaire(settings, survey)
    groups = _groups(settings, asked, today) if settings else {}
    tags = [tag for tag in dict.fromkeys(languages) if tag != asked.language]
    made = publish.to(target, *_said(asked, target, tags, groups))
    label = ".".join((asked.id, wave or f"v{asked.version}", *tags))
    path = out or (settings.root if settings else Path()) / "published" / f"{label}.{target}{made.ending}"
    files.write_whole(path, made.content)
    return Done(asked, target, path, made, tuple(language_of(asked, tag) for tag in tags))


def _said(asked: Survey, target: str, tags: Sequence[str], groups: Groups) -> tuple[Survey, Groups, tuple[Survey, ...]]:
    """What the target's file is made of: its own language with the others, or one of them alone."""
    others = tuple(in_language(asked, tag) for tag in tags)
    if not others or target in publish.MULTILINGUAL:
        return asked, groups, others
    if len(others) > 1:
        raise Stop(problem("publish-one-language", target=target))
    return others[0], groups, ()


def _opened(settings: Settings, survey: str, wave: str) -> Survey:
    versions(define.library(settings.surveys), survey)  # an unknown questionnaire is told as such
    found = {it.instance.label: it for it in define.instances(settings.instances, survey) if it.instance}
    if wave not in found:
        raise Stop(problem("no-such-wave", survey=survey, wave=wave, known=", ".join(sorted(found)) or "none"))
    return found[wave]


def _groups(settings: Settings, survey: Survey, today: date) -> Groups:
    """Dimension -> the names in people.csv today, each of one group; none where nobody wrote any down."""
    if not settings.people.exists():
        return {}
    rows = define.people(settings.people, settings.levels).on(today)
    found = {level: sorted({row.path[depth] for row in rows}) for depth, level in enumerate(settings.levels)}
    found["staff_group"] = sorted({row.staff_group for row in rows if row.staff_group})
    return {name: found.get(name, ()) for name in survey.dimensions}
