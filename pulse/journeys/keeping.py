"""The end of a wave's answers: closed, then deleted; and a copy of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pulse import analyse, define, files, protect
from pulse.journeys import alerting, auditing, joining
from pulse.model.figures import WaveTallies
from pulse.model.kept import Kept, Purged
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.release import Linked
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Keys, Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose answers to delete: a wave's, or those of all waves that ended before a day."""

    survey: str = ""
    wave: str = ""
    before: date | None = None


@dataclass(frozen=True, slots=True)
class ToPurge:
    """The closed waves whose answers would go, and what has to be closed before its answers can."""

    ready: tuple[Kept, ...]
    close_first: tuple[Problem, ...]


def to_close(settings: Settings, survey: str, label: str, today: date) -> Kept:
    """The wave as it is.

    Raises Stop: "nothing-collected", "no-such-wave", "close-empty", "close-open"; "close-earlier" for a linked wave
    while one before it may still change, since the pairs of the two would too.
    """
    with Store.open(settings.database, survey_from=define.from_source) as store:
        waves = {it.wave.label: it for it in store.kept() if it.wave.survey == survey}
    if not waves:
        raise Stop(problem("nothing-collected", survey=survey))
    if label not in waves:
        raise Stop(problem("no-such-wave", survey=survey, wave=label, known=", ".join(waves)))
    found = waves[label]
    if found.closed is None and not found.answers:
        raise Stop(problem("close-empty", survey=survey, wave=label))
    if found.closed is None and not found.wave.ended(today):
        raise Stop(problem("close-open", survey=survey, wave=label, last=found.wave.last))
    earlier = [it for it in waves.values() if it.linked and not it.closed and it.wave.last < found.wave.first]
    if found.linked and found.closed is None and earlier:
        raise Stop(problem("close-earlier", survey=survey, wave=label, earlier=earlier[0].wave.label))
    return found


def close(settings: Settings, kept: Kept, today: date) -> int:
    """Folds a wave's tallies, marks it closed, and destroys its key. Doing it again only makes sure of the key.

    Of a linked wave the pairs with the wave before are final; links that nothing more waits for go, and the key that
    links with the last of them, once the questionnaire says no more that its waves are linked. Late answers join its
    figures if they may; gives back how many may not, and are deleted.
    """
    dropped = 0
    survey, label = kept.wave.survey, kept.wave.label
    keys = Keys(settings.key, keep=True)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        if label not in store.closed(survey):
            auditing.refuse_broken(settings, store)
            with store.alone():
                joining.join(settings, store, survey, [label])
                dropped = store.close_wave(_folded(settings, store, survey, label), today)
        # The wave first: a key that is gone while its wave still takes answers would let people in twice.
        with store.alone():
            keys.destroy(survey, label)
            if keys.has_link(survey) or store.link_id(survey):
                goes_on = _is_still_linked(settings, survey, today)
                if store.end_links(survey, goes_on=goes_on) and not goes_on:
                    keys.destroy_link(survey)
    return dropped


def _folded(settings: Settings, store: Store, survey: str, label: str) -> WaveTallies:
    """The wave's tallies with no count of a few people left; a report says the same of them."""
    (tallies,) = store.tallies(survey, [label])
    scores = analyse.score([tallies])
    before = protect.release(scores, settings.policy.rules, store.past(survey))
    folded = protect.fold(tallies, scores, before)
    after = protect.release(analyse.score([folded]), before.rules, store.past(survey))
    if (after.figures, after.ratings) != (before.figures, before.ratings):
        raise AssertionError("folding would change what a report says")
    return _with_pairs_folded(settings, store, folded)


def _with_pairs_folded(settings: Settings, store: Store, tallies: WaveTallies) -> WaveTallies:
    """The wave's tallies with no pair left that may not be shown; beside it stand the waves it was paired with."""
    if tallies.panel is None:
        return tallies
    survey, label = tallies.wave.survey, tallies.wave.label
    earlier = store.tallies(survey, [tallies.panel.before])
    older = store.tallies(survey, [it.panel.before for it in earlier if it.panel])

    def linked(now: WaveTallies) -> Mapping[str, Linked]:
        scores = analyse.score([*older, *earlier, now])
        return protect.release(scores, settings.policy.rules, store.past(survey)).linked

    before = linked(tallies)
    folded = replace(tallies, panel=protect.fold_panel(tallies.panel, label, before))
    if linked(folded) != before:
        raise AssertionError("folding would change what a report says of pairs")
    return folded


def _is_still_linked(settings: Settings, survey: str, today: date) -> bool:
    """True where a version of the questionnaire that is asked now, or will be, links its waves."""
    known = [it for it in define.library(settings.surveys) if it.id == survey]
    return bool(known) and (known[-1].linked or define.version_for(known, today).linked)


def due(settings: Settings, today: date) -> tuple[Wave, ...]:
    """The waves that `close_after_days` says should be closed by now."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return store.waves_to_close(today, settings.retention.close_after_days)


def to_purge(settings: Settings, wanted: Wanted, today: date) -> ToPurge:
    """The waves meant, those ready apart from those to be closed first.

    Raises Stop: "purge-which", "no-such-wave", "purge-survey"; "purge-open" for a wave that is named and not closed.
    """
    if bool(wanted.wave) == bool(wanted.before):
        raise Stop(problem("purge-which", before=settings.retention.purge_before(today)))
    with Store.open(settings.database, survey_from=define.from_source) as store:
        known = [it for it in store.kept() if wanted.survey in ("", it.wave.survey)]
    meant = [it for it in known if it.wave.label == wanted.wave] if wanted.wave else _ended(known, wanted.before)
    if wanted.wave:
        _refuse_unclear(wanted, known, meant)
    unready = tuple(
        problem("purge-open", survey=it.wave.survey, wave=it.wave.label) for it in meant if it.closed is None
    )
    if wanted.wave and unready:
        raise Stop(*unready)
    return ToPurge(tuple(it for it in meant if it.closed is not None and it.answers), unready)


def purge(settings: Settings, waves: Iterable[Kept]) -> tuple[Purged, ...]:
    """Deletes the answers of closed waves; what reports rest on stays. Gives back the proof for each.

    The words of alerts that were resolved go too, out of the safeguarding lead's file.
    """
    gone = [it.wave for it in waves]
    with Store.open(settings.database, survey_from=define.from_source) as store:
        alerting.tell(settings, store)  # an alert that waits outlives the answers
        purged = store.purge_waves(gone)
    alerting.forget_words(settings, gone)
    return purged


def backup(settings: Settings, path: Path, today: date, *, over: bool) -> None:
    """Copies the database, and notes where and when for `pulse doctor`.

    Raises Stop("file-missing") where there is none yet, and what `Store.backup` raises.
    """
    if not settings.database.exists():
        raise Stop(problem("file-missing", Place(str(settings.database))))
    with Store.open(settings.database, survey_from=define.from_source) as store:
        store.backup(path, over=over)
    note = {"day": today.isoformat(), "file": str(path.resolve())}
    files.write_whole(settings.backup_note, f"{json.dumps(note)}\n", private=True)


def _ended(known: Iterable[Kept], before: date | None) -> list[Kept]:
    return [it for it in known if before is not None and it.wave.last < before]


def _refuse_unclear(wanted: Wanted, known: Iterable[Kept], meant: list[Kept]) -> None:
    if not meant:
        labels = ", ".join(dict.fromkeys(it.wave.label for it in known)) or "none"
        raise Stop(problem("no-such-wave", survey=wanted.survey or "no survey", wave=wanted.wave, known=labels))
    if len(meant) > 1:
        raise Stop(problem("purge-survey", wave=wanted.wave, known=", ".join(it.wave.survey for it in meant)))
