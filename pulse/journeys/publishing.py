"""A questionnaire -> the file a platform, a browser or a printer takes in; groups are those of people.csv.

And what comes back from paper: two typings of it, compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import collect, define, files, publish
from pulse.journeys.attributed import refuse_attributed
from pulse.journeys.defining import questionnaire, versions
from pulse.journeys.rated import with_groups
from pulse.model.languages import Language
from pulse.model.problems import Place, Stop, problem
from pulse.model.published import Published, Typed
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
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What two people typed, set side by side; the file is there once they do not differ."""

    survey: Survey
    typed: Typed
    file: Path | None


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
    known = (*publish.TARGETS, *publish.PAGES)
    if target not in known:
        raise Stop(problem("publish-target-unknown", target=target, known=", ".join(known)))
    asked = _with_groups(settings, _asked(settings, survey, wave), today)
    groups = _groups(settings, asked, today) if settings else {}
    tags = [tag for tag in dict.fromkeys(languages) if tag != asked.language]
    said = _said(asked, target, tags, groups)
    made = _page(settings, said[0], target, groups, wave) if target in publish.PAGES else publish.to(target, *said)
    label = ".".join((asked.id, wave or f"v{asked.version}", *tags))
    name = f"{label}.{target}".removesuffix(made.ending) + made.ending  # never .html.html
    path = out or (settings.root if settings else Path()) / "published" / name
    beside = tuple(path.with_name(path.name.removesuffix(made.ending) + it.ending) for it in made.beside)
    for where, it in zip((path, *beside), (made, *made.beside), strict=True):
        files.write_whole(where, it.content)
    return Done(asked, target, path, made, tuple(language_of(asked, tag) for tag in tags), beside)


def compare_typed(
    settings: Settings, survey: str, wave: str, typed: tuple[Path, Path], printed: date, out: Path | None
) -> Compared:
    """Writes what two people typed as one file to collect, if they typed the same; else says where they differ.

    printed: the day the sheets were published, whose groups stand on them
    Raises Stop: "no-such-survey", "no-such-wave", "entry-header", and what a file that is no table raises.
    """
    asked = with_groups(settings, _asked(settings, survey, wave), printed)
    first, second = (list(collect.cells(path, None, settings.limits)) for path in typed)
    names = str(typed[0]), str(typed[1])
    found = publish.compare(asked, _groups(settings, asked, printed), names, (first, second))
    if found.differences:
        return Compared(asked, found, None)
    path = out or typed[0].with_name(f"{asked.id}.checked.csv")
    files.write_whole(path, found.content, private=True)
    return Compared(asked, found, path)


def _with_groups(settings: Settings | None, asked: Survey, today: date) -> Survey:
    """With a question for each group that is rated: which those are, only a workspace knows."""
    if settings is None:
        if asked.relationships:
            raise Stop(problem("no-workspace", Place(".")))
        return asked
    return with_groups(settings, asked, today)


def _page(settings: Settings | None, asked: Survey, target: str, groups: Groups, wave: str) -> Published:
    """A page of our own: it says what the settings promise, so there must be some."""
    if settings is None:
        raise Stop(problem("no-workspace", Place(".")))
    refuse_attributed(settings, [asked], asked.id)
    which = f"--wave {wave or 'LABEL'}"
    afterwards = {
        "html": f"pulse collect {asked.id}.{wave or f'v{asked.version}'}.*.csv --survey {asked.id} {which}",
        "paper": f"pulse entry {asked.id} FIRST.xlsx SECOND.xlsx{f' --wave {wave}' if wave else ''}",
    }
    return publish.page(target, asked, groups, settings, afterwards[target])


def _asked(settings: Settings | None, survey: str, wave: str) -> Survey:
    return _opened(settings, survey, wave) if settings and wave else questionnaire(settings, survey)


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
