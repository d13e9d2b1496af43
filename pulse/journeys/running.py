"""The one daily line: whatever is due is done, in the order in which it fell due, each thing once.

open -> end -> collect the inbox -> report -> close -> tell staff -> say what waits for a person. Each step is noted in
the log as soon as it is done, and each can be done again: a run that is cut off anywhere is gone on with by the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from pulse import define
from pulse.journeys import audiences, committing, inbox, keeping, one_side, opening, publishing, reporting, scheduling
from pulse.journeys.rehearsed import leaving_nothing
from pulse.journeys.stepping import Run
from pulse.journeys.telling_staff import tell_staff
from pulse.model.kept import Kept
from pulse.model.problems import Stop, problem
from pulse.model.runs import Logged, Ran, Step
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Journal, Store, one_run

_BACK = timedelta(days=400)  # a year's wave, and the time it takes late exports


def run(settings: Settings, day: date, now: datetime, *, rehearsal: bool, send: bool) -> Ran:
    """Does what is due on a day and was left undone before it; in a rehearsal only says what it would do.

    now   stands in the head of mails
    send  whether messages leave; a run for another day than today's sends none
    Raises Stop: "run-locked" while another one runs, "database-locked", "cannot-write", and every fault of definitions.
    """
    if rehearsal:
        with leaving_nothing(settings) as lent:
            return _whole(lent, day, now, rehearsal=True, send=send)
    with one_run(settings.run_lock):
        return _whole(settings, day, now, rehearsal=False, send=send)


def log(settings: Settings) -> tuple[Logged, ...]:
    """Every run, the newest first, with what it did."""
    if not settings.database.exists():
        return ()
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return Journal(store).runs()


def _whole(settings: Settings, day: date, now: datetime, *, rehearsal: bool, send: bool) -> Ran:
    with Store.open(settings.database, survey_from=define.from_source) as store:
        it = Run(settings, store, Journal(store), day, rehearsal)
        since = it.journal.first_day() or day  # waves that were over by then are not the daily line's
        earliest = min(it.journal.last_day() or day, day) - _BACK
        it.begin()
        waves = _waves(it, since, earliest)
        for wave, begins in _in_order(waves):
            if begins:
                _open(it, wave)
                _publish(it, wave)
            else:
                _end(it, wave)
        brought = _take_inbox(it)
        it.look_again()
        _report(it, since)
        _report_rehearsed(it, waves, brought)
        _close(it, since)
        if settings.sending.by and send:
            tell_staff(it, waves, now)
        _look(it, waves, brought)
        return it.end()


def _waves(it: Run, since: date, earliest: date) -> tuple[Wave, ...]:
    """The waves that have begun and were not over before `since`; with the days they really had."""
    by_name = {survey.id for survey in define.library(it.settings.surveys) if survey.attributed}
    known = {(wave.survey, wave.label): wave for wave in scheduling.waves_since(it.settings, earliest, it.day)}
    known |= {(kept.wave.survey, kept.wave.label): kept.wave for kept in it.kept}
    begun = (wave for wave in known.values() if wave.first <= it.day and wave.last >= since)
    return tuple(wave for wave in begun if wave.survey not in by_name)


def _in_order(waves: Iterable[Wave]) -> Iterator[tuple[Wave, bool]]:
    """What falls due, by its day: on its first one a wave begins (True), on the one after its last it has ended."""
    begin = [(wave.first, 1, wave.survey, wave.label, wave) for wave in waves]
    end = [(wave.last + timedelta(days=1), 0, wave.survey, wave.label, wave) for wave in waves]
    yield from ((wave, bool(begins)) for _, begins, _, _, wave in sorted(begin + end, key=lambda due: due[:4]))


# --- open and end ----------------------------------------------------------------------------------------------------


def _open(it: Run, wave: Wave) -> None:
    if it.is_done("opened", wave) or it.is_done("missed", wave):
        return
    if it.has_answers(wave) or (_has_instance(it, wave) and not it.is_done("opening", wave)):
        it.note(Step("opened", wave.survey, wave.label, text="a person had opened it"))
    elif wave.ended(it.day):
        it.note(Step("missed", wave.survey, wave.label, text=f"nothing ran from {wave.first} to {wave.last}"))
        it.waits.append(problem("run-missed", survey=wave.survey, wave=wave.label, last=wave.last))
    else:
        it.note(Step("opening", wave.survey, wave.label), quiet=True)
        it.do(Step("opened", wave.survey, wave.label), partial(_written, it, wave), wave)


def _publish(it: Run, wave: Wave) -> None:
    """A file for each platform that is named, while the wave is open: also for one that was named since it began."""
    left = [Step("published", wave.survey, wave.label, target) for target in it.settings.running.publish]
    left = [step for step in left if step.key not in it.done and not wave.ended(it.day) and it.is_done("opened", wave)]
    if left and (it.rehearsal or _has_instance(it, wave)):
        for step in left:
            it.do(step, partial(_published, it, wave, step.about), wave)


def _has_instance(it: Run, wave: Wave) -> bool:
    found = define.instances(it.settings.instances, wave.survey)
    return any(made.instance is not None and made.instance.label == wave.label for made in found)


def _written(it: Run, wave: Wave) -> str:
    if it.rehearsal:
        return f"until {wave.last}"
    made = opening.open_wave(it.settings, wave.survey, wave.label, wave.first, wave.last, it.day)
    return f"until {wave.last}; its questionnaire is {it.short(made.text)}"


def _published(it: Run, wave: Wave, named: str) -> str:
    """Writes one file. named: the platform, and behind it the languages that are to stand in it, like "ms-forms cy"."""
    if it.rehearsal:
        return ""
    target, *languages = named.split() or [named]
    return it.short(publishing.publish_to(it.settings, wave.survey, target, wave.label, languages, None, it.day).file)


def _end(it: Run, wave: Wave) -> None:
    if wave.ended(it.day) and not it.is_done("ended", wave):
        it.note(Step("ended", wave.survey, wave.label, text=f"its last day was {wave.last}"))


# --- collect ---------------------------------------------------------------------------------------------------------


def _take_inbox(it: Run) -> frozenset[tuple[str, str]]:
    """Collects the files of the inbox; survey and label of the waves they have answers of."""
    brought: set[tuple[str, str]] = set()
    for path in inbox.waiting(it.settings):
        try:
            taken = inbox.take(it.settings, path, it.day, rehearsal=it.rehearsal)
        except Exception as error:
            it.unforeseen(error)
            continue
        brought |= {(taken.survey, label) for label in taken.answered}
        if taken.problems:
            _tell_refused(it, taken)
        else:
            _tell_collected(it, taken)
        if not it.rehearsal:
            inbox.put_away(taken)
    return frozenset(brought)


def _tell_collected(it: Run, taken: inbox.Taken) -> None:
    said = _said(taken)
    it.note(Step("collected", taken.survey, "", taken.file.name, said))
    if taken.outside or any(summary.to_look_at for summary in taken.summaries):
        it.waits.append(problem("run-look-at-file", file=it.short(taken.target), counts=said))


def _tell_refused(it: Run, taken: inbox.Taken) -> None:
    why = taken.problems[0].words
    if taken.left:
        it.waits.append(problem("run-file-left", file=taken.file.name, reason=why))
        return
    it.note(Step("refused", "", "", taken.file.name, f"{it.short(taken.target)}: {why}"))
    it.waits.append(problem("run-file-refused", file=it.short(taken.target), reason=why))


def _said(taken: inbox.Taken) -> str:
    waves = ", ".join(f"{label}: {count:,} new" for label, count in sorted(taken.answered.items()))
    aside = sum(summary.collected.counts.rejected for summary in taken.summaries)
    parts = [waves or "nothing new"]
    parts += [f"{aside:,} rows set aside"] if aside else []
    parts += [f"{taken.outside:,} rows of no stock-take that takes answers"] if taken.outside else []
    return "; ".join(parts)


# --- report and close ------------------------------------------------------------------------------------------------


def _report(it: Run, since: date) -> None:
    """Of the waves that were over before the daily line began only the newest, where no report has shown it."""
    ended = [kept for kept in _in_time(it) if _exports_are_in(it, kept.wave)]
    newest = {kept.wave.survey: kept for kept in ended}
    for kept in ended:
        wave = kept.wave
        if not kept.answers or kept.closed is not None:
            continue
        if wave.last >= since or (kept is newest[wave.survey] and wave.label not in it.store.past(wave.survey)):
            it.do(Step("reported", wave.survey, wave.label), partial(_reported, it, wave), wave)


def _in_time(it: Run) -> list[Kept]:
    return sorted(it.kept, key=lambda kept: (kept.wave.last, kept.wave.survey, kept.wave.label))


def _exports_are_in(it: Run, wave: Wave) -> bool:
    """True once a wave is over and its exports have had their time."""
    return wave.ended(it.day) and it.day >= wave.last + timedelta(days=it.settings.running.report_after_days)


def _reported(it: Run, wave: Wave) -> str:
    path = it.settings.reports / f"{wave.survey}-{wave.label}.html"
    if it.rehearsal or (path.exists() and wave.label in it.store.past(wave.survey)):
        return it.short(path)
    wanted, others = reporting.Wanted(wave.survey, wave.label), it.settings.reported_for
    whom = [audiences.Reader("analyst"), *map(audiences.Reader, others.readers)]
    every = audiences.each(it.settings, others.each) if others.each else None
    full, *pages = audiences.render(it.settings, wanted, whom, it.day, every)
    audiences.keep(pages, None)  # the full report comes last: where it is, all of them are
    return f"{it.short(reporting.keep(full, None))}; {full.answered:,} people answered"


def _report_rehearsed(it: Run, waves: Iterable[Wave], brought: frozenset[tuple[str, str]]) -> None:
    """In a rehearsal the inbox's answers are not in the store: the reports they would lead to are told all the same."""
    for wave in waves if it.rehearsal else ():
        if (wave.survey, wave.label) in brought and not it.has_answers(wave) and _exports_are_in(it, wave):
            it.do(Step("reported", wave.survey, wave.label), partial(_reported, it, wave), wave)


def _close(it: Run, since: date) -> None:
    for kept in _in_time(it):
        wave = kept.wave
        # Closed and not noted: a run was cut off, and the key may still be there. To close it again makes sure.
        cut_off = kept.closed is not None and wave.last >= since
        if cut_off or kept.due(it.day, it.settings.retention.close_after_days):
            it.do(Step("closed", wave.survey, wave.label), partial(_closed, it, wave), wave)


def _closed(it: Run, wave: Wave) -> str:
    dropped = 0
    if not it.rehearsal:
        kept = keeping.to_close(it.settings, wave.survey, wave.label, it.day)
        dropped = keeping.close(it.settings, kept, it.day)
    return f"its key is destroyed{f'; {dropped:,} late answers never joined and are deleted' if dropped else ''}"


# --- what waits for a person -----------------------------------------------------------------------------------------


def _look(it: Run, waves: Iterable[Wave], brought: frozenset[tuple[str, str]]) -> None:
    for wave in waves:
        if _has_no_answers(it, wave) and (wave.survey, wave.label) not in brought:
            it.waits.append(problem("doctor-unanswered", survey=wave.survey, wave=wave.label, last=wave.last))
    if late := sum(made.overdue for made in committing.commitments(it.settings, "", it.day)):
        it.waits.append(problem("run-commitments", count=late))
    try:
        reviews = sum(plan.due(it.day) for plan in one_side.due(it.settings))
    except Stop as stop:
        it.trouble(stop)
        return
    if reviews:
        it.waits.append(problem("run-reviews", count=reviews))


def _has_no_answers(it: Run, wave: Wave) -> bool:
    """True where exports should be here and are not, while they would still be taken, under whatever label."""
    same = [kept.wave for kept in it.kept if kept.wave.survey == wave.survey]
    here = any(other.first <= wave.last and wave.first <= other.last for other in same)
    last_day = wave.last + timedelta(days=it.settings.retention.close_after_days)
    return _exports_are_in(it, wave) and it.day <= last_day and not here
