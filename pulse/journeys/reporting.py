"""The store to a report, past the wall: tally -> score -> release -> follow the trend -> page -> audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from pulse import act, analyse, define, files, protect, report, trend
from pulse.journeys import (
    alerting,
    answering,
    auditing,
    burdening,
    counting,
    defining,
    forms,
    joining,
    needing,
    timeline,
)
from pulse.model.context import Line
from pulse.model.problems import Place, Stop, problem
from pulse.model.release import Release
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person at the keyboard asked for: empty where she left it to the tool."""

    survey: str = ""
    wave: str = ""
    by: str = ""
    interim: bool = False
    form: forms.Format = "html"


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, rendered: where it belongs, its content, and what the screen tells of it."""

    path: Path
    content: str | bytes
    survey: str
    wave: str
    answered: int
    hidden: int
    entry: int
    late: joining.Late


def survey_to_report(settings: Settings, wanted: str) -> str:
    """The survey asked for, or the only one with answers. Raises Stop naming those to choose from."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        known = store.surveys()
    if wanted in known or (not wanted and len(known) == 1):
        return wanted or known[0]
    code = "choose-survey" if known and not wanted else "nothing-collected"
    raise Stop(problem(code, survey=wanted or "any survey", known=", ".join(known)))


def render(settings: Settings, wanted: Wanted, today: date) -> Reported:
    """Renders the report of one wave, enters what it shows in the ledger, and gives back its content.

    What it shows is audited together with all that was ever shown; a report that fails enters nothing. Raises Stop:
    "report-gives-away" with every finding, "ledger-broken".
    Raises Stop: "wave-open" for a wave that has not ended (unless interim), "no-such-wave", "nothing-collected",
    "second-dimension" for groups that cross the chain of levels, "alerts-overdue" while words of somebody at risk have
    waited for too long, "no-browser" and "pdf-failed" for a PDF, and every fault of the questionnaires' files.
    """
    printer = forms.browser(wanted.form)
    refuse_crossing(settings, wanted.by)
    survey = survey_to_report(settings, wanted.survey)
    with (
        Store.open(settings.database, survey_from=define.from_source) as store,
        gathered(settings, store, survey, wanted, today) as found,
    ):
        content = forms.content(found.material, wanted.form)
        path = settings.reports / f"{survey}-{found.wave}.{wanted.form}"
        auditing.refuse(path, content, auditing.ledger(settings, store, survey))
    content = forms.finished(content, printer, found.material.made)
    hidden = sum(not row.shown for row in found.material.rows)
    return Reported(path, content, survey, found.wave, found.answered, hidden, found.material.entry, found.late)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What reports of one wave are made of, past the wall; how many answered it, and what became of late answers."""

    material: report.Material
    answered: int
    late: joining.Late

    @property
    def wave(self) -> str:
        """The label of the wave."""
        return self.material.release.wave.label


@contextmanager
def gathered(settings: Settings, store: Store, survey: str, wanted: Wanted, today: date) -> Iterator[Gathered]:
    """Everything up to the page, with the wave entered in the ledger: kept where nothing raises, and else undone.

    Raises Stop as `render` does.
    """
    alerting.refuse_while_overdue(settings, store, today)
    waves = _waves(store, survey, wanted, today)
    auditing.refuse_broken(settings, store)
    with store.alone():
        late = joining.join(settings, store, survey, [wave.label for wave in waves])
        tallies = store.tallies(survey, [wave.label for wave in waves])
        release = protect.release(analyse.score(tallies), settings.policy.rules, store.past(survey), settings.weigh_by)
        release = replace(release, remade=store.people().remade)
        answered = store.answered(survey, release.wave.label)
        yield Gathered(_material(settings, store, release, wanted, late, today), answered, late)


def _material(
    settings: Settings, store: Store, release: Release, wanted: Wanted, late: joining.Late, today: date
) -> report.Material:
    told = timeline.told(settings, store, release)
    entry, made = store.enter(release, today)
    needing.take_verdicts(store, release, today)
    parked = act.parked(release, store.stories())
    quotes = store.quotes(release, today) if wanted.form in forms.QUOTING else ()
    release = release.down_to(wanted.by) if wanted.by else release
    found = trend.findings(release, told.rebases)
    counted, loop = _counted(settings, store, release), answering.loop_on(settings, store, release, made)
    return report.Material(
        release,
        found,
        told,
        organisation=settings.organisation,
        made=made,
        entry=entry,
        inputs=store.inputs(release.survey.id, release.wave.label),
        beside=defining.beside(settings, release.asked_in[release.wave.label]),
        signposts=settings.safeguarding.signposts,
        quotes=quotes,
        counted=counted,
        together=trend.together(found.trends, counted),
        waiting=release.wave.label in late.waiting,
        joined=store.past(release.survey.id)[release.wave.label].snapshots > 1,
        leaders=settings.leaders,
        parked=parked,
        followed=answering.followed_through(settings, store, release, loop, made),
        load=burdening.load_if_any(settings, release.wave.first),
        loop=loop,
        upcoming=answering.upcoming(store, release.survey.id, made),
    )


def keep(reported: Reported, path: Path | None) -> Path:
    """Writes the report whole, to `path` or to its own place in reports/; only what was audited gets its name."""
    target = path or reported.path
    files.write_whole(target, reported.content, attest=partial(_is_audited, reported, target))
    return target


def _is_audited(reported: Reported, path: Path, finished: bytes) -> None:
    content = reported.content
    if finished != (content.encode("utf-8") if isinstance(content, str) else content):
        raise Stop(problem("written-otherwise", Place(str(path))))


def _counted(settings: Settings, store: Store, release: Release) -> tuple[Line, ...]:
    """What the organisation counted during the report's time, where the questionnaire wants it beside its scores."""
    if not release.asked_in[release.wave.label].context:
        return ()
    first, last = release.waves[0].first, release.wave.last
    found = (line.within(first, last) for line in counting.told(settings, store))
    return tuple(line for line in found if line.counted)


def _waves(store: Store, survey: str, wanted: Wanted, today: date) -> tuple[Wave, ...]:
    known = store.waves(survey)
    if wanted.wave and wanted.wave not in {wave.label for wave in known}:
        labels = ", ".join(wave.label for wave in known)
        raise Stop(problem("no-such-wave", survey=survey, wave=wanted.wave, known=labels))
    ready = tuple(wave for wave in known if wave.ended(today) or wanted.interim)
    chosen = wanted.wave or (ready[-1].label if ready else known[-1].label)
    until = tuple(wave for wave in known if wave.first <= next(w for w in known if w.label == chosen).first)
    if until[-1] not in ready:
        open_wave = until[-1]
        answered = store.answered(survey, open_wave.label)
        raise Stop(problem("wave-open", wave=open_wave.label, last=open_wave.last, answered=answered))
    return tuple(wave for wave in until if wave in ready)


def refuse_crossing(settings: Settings, by: str) -> None:
    """Raises Stop("second-dimension") for a dimension that is no level of the organisation."""
    if by and by not in settings.levels:
        raise Stop(problem("second-dimension", dimension=by, levels=", ".join(settings.levels)))
