"""What the commands of the loop print, in words and as JSON. Keys of the JSON are added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulse.cli.screen import _console, _plain, _table, json_out
from pulse.cli.shapes import language
from pulse.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from pulse.journeys.answering import Page
    from pulse.journeys.committing import Kept
    from pulse.journeys.opening import Opened
    from pulse.model.loop import Need, Promise, Step, Story, Verdict
    from pulse.model.loop_views import FollowThrough, Register, Suggestion
    from pulse.model.release import Figure
    from pulse.model.talks import Talk

_STATES = {
    "open": "open",
    "acknowledged": "acknowledged",
    "committed": "committed",
    "delivered": "delivered, not judged yet",
    "met": "met, staff say",
    "partly": "partly met, staff say",
    "not_met": "not met, staff say",
    "declined": "declined",
    "relapsed": "relapsed",
}


# --- needs -----------------------------------------------------------------------------------------------------------


def register(found: Register, figures: Sequence[FollowThrough], day: date, as_json: bool) -> None:
    """Every need in one line, then what there is to say of all."""
    if as_json:
        json_out(_register(found, figures, day))
        return
    if not found.stories:
        _console().print("There is no need in the register. `pulse needs --suggest` lists what a report speaks of.")
        return
    table = _table("Need", "What", "Whose", "Should be met by", "Days", "Where it stands")
    for it in found.stories:
        need = it.need
        other = it.promise.commitment.level if it.promise and it.level_disputed else ""
        level = f"{need.level} (committed: {other})" if other else need.level
        row = (str(need.number), need.text, need.group.full_name, level, str(it.age(day)), _stands(it, day))
        table.add_row(*map(_plain, row))
    _console().print(table)
    waiting = sum(count for _, count in found.by_level)
    if found.median_age is not None:
        levels = ", ".join(f"{level} {count}" for level, count in found.by_level)
        oldest = ", ".join(str(it.need.number) for it in found.oldest)
        _console().print(f"{waiting} wait, half of them for {found.median_age:g} days or longer; oldest: {oldest}.")
        _console().print(f"By level: {levels}.")
    _follow_through(figures[0])


def _stands(it: Story, day: date) -> str:
    promise = it.promise
    if promise is None:
        return f"{_STATES[it.state]}: {it.reason}" if it.reason else _STATES[it.state]
    said = f"{_STATES[it.state]} (commitment {promise.commitment.number}, {promise.commitment.owner})"
    if it.state == "committed" and (promise.status == "late" or promise.overdue(day)):
        said += f", {'overdue since' if promise.overdue(day) else 'late, new date'} {promise.due}"
    return f"said done, not felt: {said}" if promise.said_done_not_felt else said


def _follow_through(it: FollowThrough) -> None:
    from pulse.model.loop import LEAST_FOR_SHARE, TARGET

    out = _console()
    out.print(
        f"Commitments: {it.made} made, {it.due} due, {it.kept} kept by their owners' word, {it.met} met by staff's "
        f"word; {it.said_done_not_felt} said done, not felt, {it.late} late. Declined with a reason: {it.declined}."
    )
    if it.in_time is not None:
        share = f"{it.in_time:.0%}" if it.to_answer >= LEAST_FOR_SHARE else f"{it.answered_in_time} of {it.to_answer}"
        out.print(f"Answered in time: {share} (target {TARGET:.0%}).")


def page(it: Page, path: Path, as_json: bool) -> None:
    """Where a page was written."""
    if as_json:
        json_out({"survey": it.survey, "wave": it.wave, "file": str(path)})
        return
    _console().print(_plain(f"{path}: from {it.wave}, audited."), soft_wrap=True)
    if not it.names_listed:
        hint = "No staff list is set ([comments] in pulse.toml), so only names behind a title are found: read the page"
        _console().print(_plain(f"{hint} before you pass it on."))


def talk(it: Talk, finest: str, as_json: bool) -> None:
    """A talk that was put on record. finest: the level whose talks the board's share counts."""
    if as_json:
        json_out({"group": it.group.full_name, "date": it.day.isoformat()})
        return
    _console().print(_plain(f"On record: {it.group.full_name} talked on {it.day}."))
    if it.group.dimension != finest:
        _console().print(_plain(f"The share of teams that talked counts talks of a {finest}, and not this one."))


def suggestions(found: Sequence[Suggestion], as_json: bool) -> None:
    """What could be opened, each with its mark."""
    if as_json:
        json_out([_suggestion(it) for it in found])
        return
    if not found:
        _console().print("Nothing new: what the report speaks of is in the register.")
        return
    table = _table("Mark", "What", "Whose", "Share", "n", "Should be met by", "Why")
    for it in found:
        share = "" if it.share is None else f"{it.share:.0%}"
        why = f"need {it.relapsed} was met, and is there again" if it.relapsed else _WHY[it.why]
        row = (it.mark, it.text, it.group.full_name, share, str(it.n or ""), it.level or "say with --level", why)
        table.add_row(*map(_plain, row))
    _console().print(table)
    _console().print("Open one: `pulse needs open MARK`.")


_WHY = {"size": "many have it", "signal": "worse than usual"}


def need(it: Story, day: date, as_json: bool) -> None:
    """A need as it stands now."""
    if as_json:
        json_out(_story(it, day))
        return
    what = it.need
    figure = "" if what.share is None else f" ({what.share:.0%} of {what.n:,})"
    _console().print(_plain(f"Need {what.number}, {what.group.full_name}: {what.text}{figure} - {_stands(it, day)}"))


def history(it: Story, day: date, as_json: bool) -> None:
    """Every step of a need's story."""
    if as_json:
        json_out(_story(it, day))
        return
    need(it, day, as_json=False)
    table = _table("Day", "What happened")
    for step in it.steps:
        table.add_row(step.day.isoformat(), _plain(_happened(it, step)))
    _console().print(table)


def _happened(it: Story, step: Step) -> str:
    vouched = " (a person vouches that nobody is named)" if step.vouched else ""
    note = f": {step.text}" if step.text else ""
    made = next((each for each in it.commitments if each.number == step.commitment), None)
    said = {
        "opened": _begun(it.need),
        "acknowledged": f"acknowledged{note}",
        "declined": f"declined{note}",
        "committed": f"commitment {made.number} by {made.owner} ({made.level}), by {made.by}: {made.text}"
        if made
        else "",
        "status": f"commitment {step.commitment}: its owner says {step.status}{note}"
        + (f"; new date {step.by}" if step.by else ""),
        "asked": f"commitment {step.commitment}: the questionnaire of {step.wave} asks after it",
        "verdict": f"commitment {step.commitment}, {step.wave}: {verdict(step.verdict)}",
        "relapsed": f"there again in {step.wave}",
    }
    return said[step.kind] + vouched


def _begun(need: Need) -> str:
    if need.item:
        return f"opened, from the figures of {need.wave}"
    return f"written down by a person, after {need.wave}" if need.wave else "written down by a person"


def verdict(it: Verdict | None) -> str:
    """What staff say, in one line; the same words whatever is withheld, and why."""
    if it is None or it.n is None:
        return "–"
    names = {"met": it.met, "partly": it.partly, "not met": it.not_met}
    said = ", ".join(f"{_share(figure)} {name}" for name, figure in names.items())
    return f"{said} (n {it.n:,})"


def _share(figure: Figure) -> str:
    from pulse.model.release import Banded, Shown

    if isinstance(figure, Shown):
        return f"{figure.value:.0%}"
    if isinstance(figure, Banded):
        return f"{figure.low:.0%} or more" if figure.high == 1 else f"{figure.high:.0%} or fewer"
    return "–"


# --- commitments -----------------------------------------------------------------------------------------------------


def commitments(found: Sequence[Kept], *, only_overdue: bool, as_json: bool) -> Exit:
    """Each commitment: the owner's word beside staff's. 1 where one is overdue."""
    late = [it for it in found if it.overdue]
    wanted = late if only_overdue else list(found)
    if as_json:
        json_out([_kept(it) for it in wanted])
    elif wanted:
        table = _table("Id", "Need", "Owner", "By", "What", "Owner says", "Staff say")
        for it in wanted:
            made = it.promise.commitment
            says = ", ".join([*([it.promise.status] if it.promise.status else []), *["overdue"] * it.overdue])
            felt = f"said done, not felt: {verdict(it.promise.verdict)}" if it.promise.said_done_not_felt else ""
            row = (
                str(made.number),
                str(made.need),
                made.owner,
                it.promise.due.isoformat(),
                made.text,
                says or "under way",
            )
            table.add_row(*map(_plain, (*row, felt or verdict(it.promise.verdict))))
        _console().print(table)
    elif not only_overdue:
        _console().print("There is no commitment yet: `pulse commit NEED --owner ROLE ...` makes one.")
    return Exit.LOOK if late else Exit.DONE


def sheet_written(path: Path, count: int) -> None:
    """Where the sheet is, and what to do with it."""
    needs = "1 need that waits is" if count == 1 else f"{count} needs that wait are"
    _console().print(f"{needs} in {_plain(str(path))}. Owners fill in the columns from owner on.")


def sheet_taken(counts: Mapping[str, int], as_json: bool) -> None:
    """What a sheet brought."""
    names = ("commitments", "statuses", "declined")
    if as_json:
        json_out({name: counts[name] for name in names})
        return
    new = ", ".join(f"{name} {counts[name]}" for name in names if counts[name]) or "nothing new"
    _console().print(f"Taken: {new}.")


def opened(it: Opened, as_json: bool) -> None:
    """Where the next questionnaire is, and what it asks after."""
    made = it.instance
    if as_json:
        asked = [{"item": item, "commitments": list(numbers)} for item, numbers in made.follow_ups]
        dates = {"first": made.first.isoformat(), "last": made.last.isoformat()}
        files: dict[str, object] = {"toml": str(it.toml), "text": str(it.text)}
        languages = {"languages": [language(each) for each in it.survey.languages]}
        json_out(
            {"wave": made.wave, **dates, "follow_ups": asked, "left_out": list(made.left_out), **files} | languages
        )
        return
    out = _console()
    asked_after = sum(len(numbers) for _, numbers in made.follow_ups)
    out.print(f"The questionnaire of wave {_plain(made.wave)} ({made.first} to {made.last}) is written:")
    out.print(f"  {_plain(str(it.toml))}", soft_wrap=True)
    out.print(f"  {_plain(str(it.text))} (to paste into a survey platform)", soft_wrap=True)
    for item in it.survey.follow_ups:
        out.print(_plain(f"- {item.text}"), soft_wrap=True)
    guests = [item for item in it.survey.items if item.guest]
    for item in guests:
        out.print(_plain(f"- {item.text} (asked by staff)"), soft_wrap=True)
    more = len(made.follow_ups) + len(guests)
    out.print(f"Questions more than usual: {more}. Commitments asked after: {asked_after}.")
    for story in it.left_out:
        out.print(_plain(f"Due, and left for another wave: need {story.need.number}, {story.need.text}"))
    for each in it.survey.languages:
        if each.missing:
            left = f"{each.name} ({each.tag}): texts to translate at the end of the file: {each.missing}"
            out.print(_plain(left), soft_wrap=True)


# --- JSON ------------------------------------------------------------------------------------------------------------


def _register(found: Register, figures: Sequence[FollowThrough], day: date) -> dict[str, object]:
    return {
        "needs": [_story(it, day) for it in found.stories],
        "median_age_days": found.median_age,
        "oldest": [it.need.number for it in found.oldest],
        "waiting_by_level": dict(found.by_level),
        "by_state": dict(found.by_state),
        "follow_through": [follow_through(it) for it in figures],
    }


def follow_through(it: FollowThrough) -> dict[str, object]:
    """One row of the board's figures; `level` is null for all levels together."""
    return {name: getattr(it, name) for name in (*it.__dataclass_fields__, "in_time")}


def _suggestion(it: Suggestion) -> dict[str, object]:
    said = {name: getattr(it, name) for name in it.__dataclass_fields__ if name != "group"}
    return {**said, "group": it.group.full_name, "dimension": it.group.dimension}


def _story(it: Story, day: date) -> dict[str, object]:
    what = it.need
    return {
        "need": what.number,
        "survey": what.survey,
        "text": what.text,
        "horizon": what.horizon,
        "level": what.level,
        "group": what.group.full_name,
        "dimension": what.group.dimension,
        "wave": what.wave,
        "item": what.item,
        "option": what.option,
        "share": what.share,
        "n": what.n,
        "opened": what.opened.isoformat(),
        "age_days": it.age(day),
        "state": it.state,
        "reason": it.reason,
        "level_disputed": it.level_disputed,
        "commitments": [_promise(promise, overdue=promise.overdue(day)) for promise in it.promises],
        "history": [_step(step) for step in it.steps],
    }


def _promise(it: Promise, *, overdue: bool) -> dict[str, object]:
    return {
        "id": it.commitment.number,
        "need": it.commitment.need,
        "owner": it.commitment.owner,
        "level": it.commitment.level,
        "by": it.due.isoformat(),
        "measure": it.commitment.measure,
        "what": it.commitment.text,
        "made": it.commitment.made.isoformat(),
        "status": it.status,
        "note": it.note,
        "overdue": overdue,
        "asked_in": list(it.asked_in),
        "verdict": _verdict(it.verdict) if it.verdict else None,
        "said_done_not_felt": it.said_done_not_felt,
    }


def _kept(it: Kept) -> dict[str, object]:
    return {**_promise(it.promise, overdue=it.overdue), "need_text": it.story.need.text}


def _verdict(it: Verdict) -> dict[str, object]:
    shares = {name: _figure(getattr(it, name)) for name in ("met", "partly", "not_met")}
    return {"wave": it.wave, "item": it.item, "n": it.n, "outcome": it.outcome, **shares}


def _figure(figure: Figure) -> dict[str, Any] | None:
    """Null where it is withheld."""
    from pulse.model.release import Banded, Shown

    if isinstance(figure, Shown):
        return {"value": figure.value, "lower": figure.lower, "upper": figure.upper}
    return {"band_low": figure.low, "band_high": figure.high} if isinstance(figure, Banded) else None


def _step(it: Step) -> dict[str, object]:
    return {
        "day": it.day.isoformat(),
        "kind": it.kind,
        "commitment": it.commitment,
        "text": it.text,
        "status": it.status,
        "by": it.by.isoformat() if it.by else None,
        "wave": it.wave,
        "item": it.item,
        "vouched": it.vouched,
        "verdict": _verdict(it.verdict) if it.verdict else None,
    }
