"""What `--json` prints: one function a noun. Scripts rely on these keys; a key is added, never renamed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pulse.model.groups import SEPARATOR

if TYPE_CHECKING:
    from datetime import date

    from pulse.model.audit import Audited
    from pulse.model.benchmarks import Benchmark
    from pulse.model.collected import CollectNote, Summary
    from pulse.model.evaluation import Comparison, Evaluation, Moment, Side
    from pulse.model.events import Event, Rebase
    from pulse.model.exports import Columns, FileFacts, Heading, Match, Proposal, Unmatched
    from pulse.model.languages import Language
    from pulse.model.plans import Entered
    from pulse.model.problems import Problem
    from pulse.model.release import Linked
    from pulse.model.review import Alert, Checked
    from pulse.model.survey import Item, Survey
    from pulse.model.trends import Part, Series


def problem(fault: Problem) -> dict[str, object]:
    place = fault.place
    return {
        "code": fault.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "fault": fault.words,
        "remedy": fault.remedy,
    }


def audited(it: Audited) -> dict[str, object]:
    """What an audit of one file came to."""
    return {
        "file": str(it.file),
        "status": int(it.status),
        "figures": it.figures,
        "numbers": it.numbers,
        "findings": [problem(found) for found in it.findings],
        "undecided": [problem(found) for found in it.undecided],
    }


def event(it: Event) -> dict[str, object]:
    """`source` says where it stands; only a recorded one has an id and can be withdrawn."""
    return {
        "id": it.id,
        "survey": it.survey,
        "date": it.day.isoformat(),
        "text": it.text,
        "kind": it.kind,
        "groups": [SEPARATOR.join(path) for path in it.where],
        "source": "questionnaire" if it.id is None else "recorded",
        "recorded": _day(it.recorded),
        "withdrawn": _day(it.withdrawn),
    }


def rebase(it: Rebase) -> dict[str, object]:
    return {
        "id": it.id,
        "survey": it.survey,
        "item": it.item,
        "date": it.day.isoformat(),
        "reason": it.reason,
        "who": it.who,
        "recorded": _day(it.recorded),
        "withdrawn": _day(it.withdrawn),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def heading(it: Heading) -> dict[str, object]:
    return {"position": it.position, "label": it.label, "tag": it.tag}


def file(facts: FileFacts) -> dict[str, object]:
    return {
        "file": facts.file,
        "platform": facts.platform,
        "encoding": facts.encoding,
        "delimiter": facts.delimiter,
        "header_rows": facts.header_rows,
        "rows": facts.rows,
        "columns": [heading(each) for each in facts.columns],
        "dropped": [heading(each) for each in facts.dropped],
        "problems": [problem(each) for each in facts.problems],
        "zone": facts.zone,
        "unproven": facts.unproven,
        "repeated": facts.repeated,
    }


def summary(it: Summary) -> dict[str, object]:
    return {
        "survey": it.survey,
        "file": file(it.facts),
        "matches": [match(each) for each in it.matches],
        "counts": asdict(it.collected.counts),
        "answered": it.collected.answered,
        "asked": it.asked,
        "assigned": it.collected.assigned,
        "changed": it.collected.changed,
        "replaced": it.collected.replaced,
        "vanished": it.collected.vanished,
        "removed": it.collected.removed,
        "answered_twice": it.collected.answered_twice,
        "shared": it.collected.shared,
        "twins": it.collected.twins,
        "held": it.collected.held,
        "stood": it.collected.stood,
        "waiting": dict(it.collected.waiting),
        "linked": {label: asdict(linkable) for label, linkable in it.collected.linked.items()},
        "straight": it.straight,
        "hasty": it.hasty,
        "alike": it.alike,
        "doubtful_days": it.doubtful_days,
        "own_group": it.own_group,
        "aside_with_others": it.aside_with_others,
        "rejects": it.rejects,
        "comments": it.comments,
        "comments_new": it.collected.comments,
        "comments_redacted": it.listened.redacted,
        "comments_cut": it.listened.cut,
        "comments_doubtful": it.listened.doubtful,
        "redactions": dict(it.listened.marks),
        "reworded": it.collected.reworded,
        "alerts": dict(it.alerts),
        "not_assigned": it.not_assigned,
        "again": it.collected.again,
        "rehearsal": it.rehearsal,
        "collect": it.collected.id,
        "problems": [problem(each) for each in it.problems],
    }


def checked(it: Checked) -> dict[str, object]:
    redacted = it.redacted
    marks = dict.fromkeys(redacted.marks, 0)
    marks = {mark: redacted.marks.count(mark) for mark in marks}
    facts = {"marks": marks, "doubtful": redacted.doubtful, "cut": redacted.cut}
    return {"line": it.line, "item": it.item, "text": redacted.text, **facts}


def alert(it: Alert) -> dict[str, object]:
    days = {"day": it.day.isoformat(), "resolved": it.resolved.isoformat() if it.resolved else None}
    return asdict(it) | days | {"place": list(it.place)}


def collect_note(it: CollectNote) -> dict[str, object]:
    return {
        "id": it.id,
        "day": it.day.isoformat(),
        "survey": it.survey,
        "platform": it.platform,
        "digest": it.digest,
        "waves": it.waves,
        "counts": asdict(it.counts),
        "undone": it.undone.isoformat() if it.undone else None,
    }


def match(it: Match) -> dict[str, object]:
    facts = {"item": it.item, "option": it.option, "dimension": it.dimension, "role": it.role}
    return {"position": it.heading.position, "how": it.how} | {k: v for k, v in facts.items() if v}


def columns(it: Columns) -> dict[str, object]:
    return {
        "survey": it.survey,
        "file": it.facts.file,
        "platform": it.facts.platform,
        "mapping": str(it.mapping),
        "confirmed_by": it.confirmed_by,
        "confirmed_on": it.confirmed_on,
        "matches": [match(each) for each in it.matches],
        "unmatched": [unmatched(each) for each in it.unmatched],
        "absent": it.absent,
        "free": [heading(each) for each in it.free],
        "repeated": it.facts.repeated,
        "problems": [problem(each) for each in it.problems],
    }


def unmatched(it: Unmatched) -> dict[str, object]:
    return {"name": it.name, "text": it.text, "proposals": [proposal(each) for each in it.proposals]}


def proposal(it: Proposal) -> dict[str, object]:
    return {
        "position": it.heading.position,
        "label": it.heading.label,
        "why": it.why,
        "score": it.score,
        "fit": round(it.fit, 2),
        "fits": it.fits,
        "dangerous": it.danger,
        "options": [{"position": head.position, "option": option} for head, option in it.ticks],
    }


def survey(it: Survey) -> dict[str, object]:
    from pulse.model import burden

    return {
        "id": it.id,
        "version": it.version,
        "title": it.title,
        "language": it.language,
        "minutes": burden.minutes(it),
        "questions": burden.questions(it),
        "licence": it.licence,
        "attribution": it.attribution,
        "manual": asdict(it.manual) if it.manual else None,
        "dimensions": it.dimensions,
        "item_ids": [item.id for item in it.items],
        "events": [event(each) for each in it.events],
        "languages": [language(each) for each in it.languages],
    }


def language(it: Language) -> dict[str, object]:
    checked_on = it.checked_on.isoformat() if it.checked_on else None
    facts = {"tag": it.tag, "name": it.name, "texts": len(it.texts), "missing": it.missing}
    return {**facts, "checked": it.is_checked, "checked_by": it.checked_by or None, "checked_on": checked_on}


def benchmark(it: Benchmark) -> dict[str, object]:
    return {
        "id": it.id,
        "value": it.value,
        "low": it.low,
        "high": it.high,
        "instrument": it.instrument.id,
        "instrument_name": it.instrument.name,
        "question": it.question.id,
        "text": it.question.text,
        "answers": it.question.answers,
        "aside": it.question.aside,
        "counts": it.counts,
        "population": it.population.id,
        "population_name": it.population.name,
        "year": it.year,
        "fieldwork": it.fieldwork,
        "weighting": it.weighting,
        "base": it.base,
        "base_of": it.base_of,
        "status": it.status,
        "verified": it.verified,
        "source": it.source,
    }


def item(it: Item) -> dict[str, object]:
    facts = asdict(it)
    facts["fingerprint"] = it.fingerprint
    return facts


def series(it: Series) -> dict[str, object]:
    return {
        "chart": it.parts[-1].chart if it.parts else None,
        "variation": it.variation,
        "assurance": it.assurance,
        "warnings": it.warnings,
        "parts": [part(each) for each in it.parts],
        "points": [asdict(each) for each in it.points],
    }


def part(it: Part) -> dict[str, object]:
    facts = asdict(it)
    if it.runs is not None:
        facts["runs"] = asdict(it.runs) | {"signal": it.runs.signal}
    return facts


def entered(it: Entered) -> dict[str, object]:
    plan = it.plan
    return {
        "number": it.number,
        "entered": it.day.isoformat(),
        "mark": plan.mark,
        "title": plan.title,
        "survey": plan.survey,
        "outcome": plan.outcome,
        "option": plan.option,
        "start": plan.start.isoformat(),
        "took_part": [SEPARATOR.join(path) for path in plan.took_part],
        "compare_with": [SEPARATOR.join(path) for path in plan.compare_with],
    }


def evaluation(it: Evaluation) -> dict[str, Any]:
    return {
        "measure": it.measure,
        "comparisons": [comparison(each) for each in it.comparisons],
        "chance": asdict(it.chance),
        "moments": [moment(each) for each in it.picture.moments],
        "drawn": {
            "took_part": [group.full_name for group in it.picture.took_part],
            "elsewhere": [group.full_name for group in it.picture.elsewhere],
        },
        "started_apart": asdict(it.started_apart),
        "earlier_slope": asdict(it.earlier_slope) if it.earlier_slope else None,
        "segments": [asdict(each) for each in it.segments],
        "trial": it.trial,
        "units_not_shown": [group.full_name for group in it.units_not_shown],
        "waves_not_shown": it.not_shown,
        "waves_open_at_start": it.open_at_start,
        "waves_reworded": it.reworded,
        "linked": linked(it.linked) if it.linked else None,
        "rivals": it.rivals,
    }


def linked(it: Linked) -> dict[str, object]:
    """Counts of people, of everyone; None where one is not shown."""
    from pulse.model.release import Hidden

    figures = {"stayers": it.stayers, "entrants": it.entrants, "leavers": it.leavers}
    return {name: None if isinstance(found, Hidden) else int(found.value) for name, found in figures.items()}


def comparison(it: Comparison) -> dict[str, object]:
    return {
        "before": it.before,
        "wave": it.wave,
        "took_part": side(it.took_part),
        "elsewhere": side(it.elsewhere),
        "difference": asdict(it.difference),
        "by_mix": it.by_mix,
    }


def side(it: Side) -> dict[str, object]:
    return {
        "units": [group.full_name for group in it.units],
        "before": asdict(it.before),
        "after": asdict(it.after),
        "response_rates": it.rates,
        "mix_moved": it.mix_moved,
    }


def moment(it: Moment) -> dict[str, object]:
    return {
        "wave": it.wave.label,
        "after": it.after,
        "took_part": asdict(it.took_part) if it.took_part else None,
        "elsewhere": asdict(it.elsewhere) if it.elsewhere else None,
    }
