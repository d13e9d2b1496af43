"""A plan to what came of it: read -> enter -> tally -> score -> release -> evaluate -> words, page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pulse import analyse, define, files, protect, report
from pulse.journeys import auditing
from pulse.model.evaluation import Evaluation
from pulse.model.groups import Group
from pulse.model.plans import Entered, Plan
from pulse.model.problems import Stop, problem
from pulse.model.release import Past
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A plan's entry and, once a wave has followed its start, what came of it: in words, and for a page."""

    entered: Entered
    fresh: bool  # entered just now
    evaluation: Evaluation | None = None
    told: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    reported: tuple[int, date] | None = None  # number and day of the ledger entry that froze the last wave


def plans(settings: Settings) -> tuple[Entered, ...]:
    """Every plan that was entered, oldest first."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return store.plans()


def evaluate(settings: Settings, path: Path, today: date, *, only_enter: bool = False) -> Evaluated:
    """Enters a plan if it is new, and says what came of it if a wave that followed its start has ended.

    Like a report, a result freezes the waves it shows. Raises Stop: what `define.plan` raises, "plan-late" for an
    outcome that was named too late, "plan-nothing-before" and "plan-not-shown" where there is nothing to compare.
    """
    library = define.library(settings.surveys)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        groups_of = partial(store.groups, levels=settings.levels)
        auditing.refuse_broken(settings, store)
        plan = define.plan(path, library, groups_of, store.people())
        waves = store.waves(plan.survey)
        _refuse_late(plan, store.day_for_plan(plan, today), waves, store.past(plan.survey))
        known = len(store.plans())
        entered = store.enter_plan(plan, today)
        found = Evaluated(entered, fresh=entered.number > known)
        ended = [wave for wave in waves if wave.ended(today)]
        if only_enter or not plan.after(ended):
            return found
        return _evaluated(settings, store, found, ended, plan.sides(groups_of(plan.survey), store.people()), today)


def page(settings: Settings, evaluated: Evaluated) -> str:
    """The evaluation as one HTML file, audited beside the ledger.

    Raises Stop("plan-waits") before there is a result; "report-gives-away", "ledger-broken".
    """
    if evaluated.evaluation is None or evaluated.reported is None:
        raise Stop(problem("plan-waits", start=evaluated.entered.plan.start))
    entry, made = evaluated.reported
    plan = evaluated.entered.plan
    content = report.evaluation_page(evaluated.evaluation, organisation=settings.organisation, made=made, entry=entry)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        auditing.refuse(Path(f"{plan.title}.html"), content, auditing.ledger(settings, store, plan.survey))
    return content


def keep(content: str, path: Path) -> Path:
    """Writes the page whole."""
    files.write_whole(path, content)
    return path


def _refuse_late(plan: Plan, day: date, waves: tuple[Wave, ...], past: dict[str, Past]) -> None:
    """The outcome must be named by the last day of the first wave that followed, and before its figures were seen."""
    followed = plan.after(waves)
    if not followed:
        return
    first = followed[0]
    deadline, reason = first.last, f"the last day of {first.label}, the first stock-take that followed the start"
    if first.label in past and past[first.label].reported < deadline:
        deadline, reason = past[first.label].reported, f"the day on which figures of {first.label} were first shown"
    if day > deadline:
        raise Stop(problem("plan-late", day=day, deadline=deadline, reason=reason))


def _evaluated(
    settings: Settings,
    store: Store,
    found: Evaluated,
    waves: list[Wave],
    sides: tuple[tuple[Group, ...], tuple[Group, ...]],
    today: date,
) -> Evaluated:
    with store.alone():  # what is counted as shown is what was read
        plan = found.entered.plan
        scores = analyse.score(store.tallies(plan.survey, [wave.label for wave in waves]))
        release = protect.release(scores, settings.policy.rules, store.past(plan.survey), settings.weigh_by)
        rivals = sum((it.plan.survey, it.plan.start) == (plan.survey, plan.start) for it in store.plans()) - 1
        evaluation = protect.evaluate(scores, release, found.entered, sides, rivals)
        return Evaluated(
            entered=found.entered,
            fresh=found.fresh,
            evaluation=evaluation,
            told=report.evaluation_told(evaluation),
            caveats=report.evaluation_caveats(evaluation),
            reported=store.enter(release, today),
        )
