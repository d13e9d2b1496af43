"""Two questionnaires side by side; and one in use that was edited: what each change is, and its next version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from pulse import define, files
from pulse.journeys import burdening, defining
from pulse.journeys.defining import questionnaires, versions
from pulse.model.differences import Compared, Difference, Revised
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Change, Survey, Wave
from pulse.settings import Settings

Ask = Callable[[Difference], Change]
_NOWHERE = Place()


def compare(settings: Settings | None, before: str, after: str) -> Compared:
    """What `after` asks otherwise than `before`: each a file, ID (its newest version), ID@v2, or ID@WAVE.

    Raises Stop: "file-missing", "no-such-survey", "no-such-version", and the faults of files.
    """
    was, now = _named(settings, before), _named(settings, after)
    return Compared(_words(was, before), _words(now, after), define.differences(was, now))


def _words(survey: Survey, named: str) -> str:
    return f"{survey.id}, version {survey.version}" + (f" ({named})" if "@" in named or ".toml" in named else "")


def _named(settings: Settings | None, name: str) -> Survey:
    if Path(name).suffix == ".toml":
        return define.load(Path(name))
    survey, _, which = name.partition("@")
    known = versions(questionnaires(settings), survey)
    if not which:
        return known[-1]
    if number := re.fullmatch(r"v([0-9]+)", which):
        found = next((it for it in known if it.version == int(number[1])), None)
    else:
        found = _of_wave(settings, survey, which)
    if found is None:
        there = ", ".join(f"v{it.version}" for it in known)
        raise Stop(problem("no-such-version", survey=survey, which=which, known=there))
    return found


def _of_wave(settings: Settings | None, survey: str, label: str) -> Survey | None:
    """What a wave with answers asked, or what was written for one that has none yet."""
    if settings is None:
        return None
    if settings.database.exists():
        from pulse.store import Store  # late: two files alone need no database

        with Store.open(settings.database, survey_from=define.from_source) as store:
            if label in {wave.label for wave in store.waves(survey)}:
                return store.asked_in(survey, label)
    made = define.instances(settings.instances, survey)
    return next((it for it in made if it.instance and it.instance.label == label), None)


# --- edited while in use ---------------------------------------------------------------------------------------------


def check(settings: Settings | None, paths: Sequence[Path], today: date) -> dict[Path, tuple[Problem, ...]]:
    """Every fault of every given file, or of the whole library; of one without any, what is to be said of it.

    That is that it was edited in use, and, as a hint, that it is long; of a whole workspace without faults also that
    people are asked often. Raises what `defining.check` raises.
    """
    found = defining.check(settings, paths)
    told = {path: faults or (*edited(settings, path), *burdening.long(path)) for path, faults in found.items()}
    if settings is None or paths or any(found.values()):
        return told
    often = burdening.often(settings, today)
    return told | ({settings.surveys: often} if often else {})


def edited(settings: Settings | None, path: Path) -> tuple[Problem, ...]:
    """What is to be said of a questionnaire that was edited since answers came to it; nothing where it was not."""
    now = define.load(path)
    asked, _ = _last_asked(settings, now.id)
    if asked is None or asked.version > now.version:
        return ()
    found = _of_staff(define.differences(asked, now))
    if asked.version == now.version:
        return (_edited_in_use(now, found, Place(str(path))),) if found else ()
    untold = [it for it in found if not it.said]
    return tuple(problem("change-untyped", Place(str(path)), item=it.id) for it in untold)


def refuse_edited(settings: Settings, survey: Survey) -> None:
    """Raises Stop("edited-in-use") where staff would be asked other questions under the number of a version in use."""
    asked, _ = _last_asked(settings, survey.id)
    if asked is None or asked.version != survey.version:
        return
    if found := _of_staff(define.differences(asked, survey)):
        raise Stop(_edited_in_use(survey, found))


def _edited_in_use(survey: Survey, found: tuple[Difference, ...], place: Place = _NOWHERE) -> Problem:
    ids = ", ".join(dict.fromkeys(it.id for it in found))
    return problem("edited-in-use", place, survey=survey.id, version=survey.version, items=ids)


def _of_staff(found: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """Those that make another questionnaire: not what stands around the questions, or only in reports, or in one wave.

    Another order does not: no line breaks at it, and answers are the same.
    """
    no_other = ("retitled", "reordered")
    asked = (it for it in found if it.what not in no_other and not it.passing)
    return tuple(it for it in asked if it.about != "around" or it.what != "reworded")


def _last_asked(settings: Settings | None, survey: str) -> tuple[Survey, Wave] | tuple[None, None]:
    """What the last wave with answers asked, and that wave; None before there is one."""
    if settings is None or not settings.database.exists():
        return None, None
    from pulse.store import Store

    with Store.open(settings.database, survey_from=define.from_source) as store:
        waves = store.waves(survey)
        if not waves:
            return None, None
        asked = store.asked_in(survey, waves[-1].label)
    # What one wave alone was asked, and what rested in it, is no edit of the questionnaire.
    return (define.from_source(define.without_wave(asked)) if asked.instance else asked), waves[-1]


def revise(
    settings: Settings, survey: str, said: Mapping[str, Change], asked_from: date | None, today: date, ask: Ask | None
) -> Revised:
    """Makes an edited questionnaire its next version, and keeps the last one, as it was asked, in a file of its own.

    said: item -> what its change is; `ask` asks for the others. asked_from: if None, the day after the last wave.
    Raises Stop: "no-such-survey", "not-in-use", "nothing-to-revise", "change-untyped" for each change nobody typed,
    "change-of-nothing", "cosmetic-scored", "revise-by-hand", "file-exists".
    """
    known = versions(define.library(settings.surveys), survey)
    now = known[-1]
    path = next(it for it in define.questionnaires(settings.surveys) if _holds(it, now))
    asked, wave = _last_asked(settings, survey)
    if asked is None or wave is None:
        raise Stop(problem("not-in-use", survey=survey))
    found = define.differences(asked, now)
    kept = settings.surveys / f"{survey}-v{asked.version}.toml"
    if now.version > asked.version and all(it.version != asked.version for it in known):
        # Cut off between the two files below, or raised by hand: the last version has no file of its own yet.
        files.write_whole(kept, define.without_wave(asked))
        return Revised(survey, now.version, str(now.asked_from or ""), str(path), str(kept), found)
    if now.version != asked.version or not _of_staff(found):
        raise Stop(problem("nothing-to-revise", survey=survey, version=now.version))
    if kept.exists():
        raise Stop(problem("file-exists", Place(str(kept))))
    changes = _types(path, asked, now, found, said, ask)
    day = asked_from or max(today, wave.last + timedelta(days=1))
    text = define.next_version(path.read_text(encoding="utf-8-sig"), str(path), day, changes)
    files.write_whole(path, text)  # first: never do two files hold one version
    files.write_whole(kept, define.without_wave(asked))
    told = define.differences(asked, define.load(path))
    return Revised(survey, now.version + 1, day.isoformat(), str(path), str(kept), told)


def _holds(path: Path, survey: Survey) -> bool:
    found = define.load(path)
    return (found.id, found.version) == (survey.id, survey.version)


def _types(
    path: Path, asked: Survey, now: Survey, found: tuple[Difference, ...], said: Mapping[str, Change], ask: Ask | None
) -> dict[str, Change]:
    """What the author says of each changed question.

    What stands in the file counts, unless it stood there when the question was last asked: then it is of an earlier
    edit, and this one is asked for.
    """
    changed = {it.id: it for it in found if it.what in ("reworded", "rescaled") and it.about == "question"}
    if unknown := [it for it in said if it not in changed]:
        raise Stop(*(problem("change-of-nothing", Place(str(path)), item=it) for it in unknown))
    before, after = _said_in_file(asked), _said_in_file(now)
    types = {it: change for it, change in after.items() if it in changed and change != before.get(it)} | {**said}
    if ask is not None:
        types |= {name: ask(it) for name, it in changed.items() if name not in types}
    faults = [problem("change-untyped", Place(str(path)), item=it) for it in changed if it not in types]
    faults += [
        problem("cosmetic-scored", Place(str(path)), item=name)
        for name, it in changed.items()
        if types.get(name) == "cosmetic" and it.scored_otherwise
    ]
    if faults:
        raise Stop(*faults)
    return types


def _said_in_file(survey: Survey) -> dict[str, Change]:
    items = (*survey.items, *(it.item for it in survey.relationships))
    return {item.id: item.change for item in items if item.change}
