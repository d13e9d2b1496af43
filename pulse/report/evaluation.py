"""The page of an evaluation: the finding, the picture, the figures wave by wave, what speaks against believing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pulse.model.evaluation import Comparison, Difference, Evaluation, Moment, Pool, Side
from pulse.model.groups import Group
from pulse.report import evaluated, parallel, words
from pulse.report.filled import environment, style
from pulse.report.methods import EDITION, EVALUATION

_LINES = {"took_part": "Took part", "elsewhere": "Elsewhere", "apart": "Took part less elsewhere"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its head and its cells, each a text and a smaller note."""

    head: str
    cells: tuple[tuple[str, str], ...]


def page(evaluation: Evaluation, *, organisation: str, made: date, entry: int) -> str:
    """One HTML file: no script, no request, the same bytes for the same figures.

    made, entry  day and number of the ledger entry that froze the last wave
    """
    plan = evaluation.entered.plan
    title = evaluated.name(evaluation)
    finding, *details = evaluated.told(evaluation)
    template = environment().get_template("evaluation.html")
    return template.render(
        plan=plan,
        survey=evaluation.survey,
        organisation=organisation,
        title=title,
        finding=finding,
        details=details,
        start=words.day(plan.start),
        entered=words.day(evaluation.entered.day),
        number=evaluation.entered.number,
        caveats=evaluated.caveats(evaluation),
        drawing=parallel.draw(evaluation, "parallel", f"{title}: both lines", _description(evaluation)),
        drawn=_drawn(evaluation),
        moments=[_moment(evaluation, it) for it in evaluation.picture.moments],
        comparisons=[_comparison(evaluation, it) for it in evaluation.comparisons],
        sides=[_side(head, it) for head, it in _sides(evaluation.first)],
        segments=[_segments(evaluation, at) for at in range(len(evaluation.segments))],
        trial=evaluation.trial,
        notes=EVALUATION,
        edition=EDITION,
        rules=evaluation.rules,
        withheld=_withheld(evaluation),
        made=words.day(made),
        entry=entry,
        **style(),
    )


def _description(evaluation: Evaluation) -> str:
    """The picture for a reader who does not see it."""
    before, after = (len(evaluation.picture.drawn(after=after)) for after in (False, True))
    return f"{before} stock-takes before the start and {after} after it, two lines; {evaluated.told(evaluation)[0]}"


def _drawn(evaluation: Evaluation) -> str:
    """What the lines are made from, and the axis."""
    picture, first = evaluation.picture, evaluation.first
    parts = [
        f"{len(drawn)} of {len(side.units)} {where}"
        for drawn, side, where in (
            (picture.took_part, first.took_part, "that took part"),
            (picture.elsewhere, first.elsewhere, "elsewhere"),
        )
    ]
    low, high = (
        f"{end:g}" if evaluation.measure == "mean" else words.per_cent(end) for end in parallel.span(evaluation)
    )
    unit = evaluated.unit(evaluation)
    made = f"{unit[0].upper()}{unit[1:]}, from the same units throughout: {words.listed(parts)}."
    lifted = any(it.took_part is None or it.elsewhere is None for it in picture.moments)
    return f"{made} Axis from {low} to {high}.{' A line is lifted where it is not shown.' if lifted else ''}"


def _moment(evaluation: Evaluation, it: Moment) -> Row:
    picture, label = evaluation.picture, it.wave.label
    cells = [
        (_together(evaluation, pool, label, units), f"n {pool.n:,}" if pool else "")
        for pool, units in ((it.took_part, picture.took_part), (it.elsewhere, picture.elsewhere))
    ]
    return Row(it.wave.label, (*cells, ("after" if it.after else "before", "")))


def _comparison(evaluation: Evaluation, it: Comparison) -> Row:
    sides = [_change(evaluation, it, side) for side in (it.took_part, it.elsewhere)]
    mix = evaluated.signed(evaluation, it.by_mix)
    found = it.difference
    said = (
        ("more than elsewhere" if found.value > 0 else "less than elsewhere") if found.clear else "no clear difference"
    )
    return Row(f"{it.before} to {it.wave}", ((said, ""), *sides, _estimate(evaluation, found), (mix, "")))


def _together(evaluation: Evaluation, pool: Pool | None, wave: str, units: Sequence[Group]) -> str:
    """Groups taken together, with what it speaks of for whoever audits the page."""
    said = evaluated.value(evaluation, pool)
    if pool is None:
        return said
    plan = evaluation.entered.plan
    what, which = f"{evaluation.measure}|{plan.outcome}|{plan.option}".rstrip("|"), _named(tuple(units))
    return Markup('<data value="{}" data-of="{}" data-wave="{}" data-sum="{}">{}</data>').format(
        pool.value, what, wave, which, said
    )


def _change(evaluation: Evaluation, found: Comparison, side: Side) -> tuple[str, str]:
    then = _together(evaluation, side.before, found.before, side.units)
    now = _together(evaluation, side.after, found.wave, side.units)
    units = f"{len(side.units)} unit{'s' * (len(side.units) != 1)}"
    return Markup("{} → {}").format(then, now), f"n {side.before.n:,} and {side.after.n:,}, {units}"


def _estimate(evaluation: Evaluation, found: Difference, *, per_wave: bool = False) -> tuple[str, str]:
    said = evaluated.signed(evaluation, found.value, per_wave=per_wave)
    return said, evaluated.interval(evaluation, found, per_wave=per_wave)


def _sides(first: Comparison) -> tuple[tuple[str, Side], ...]:
    return ("Took part", first.took_part), ("Elsewhere", first.elsewhere)


def _side(head: str, it: Side) -> Row:
    rates = " → ".join(map(words.per_cent, it.rates)) if it.rates else words.NOT_SHOWN
    return Row(head, ((_named(it.units), ""), (rates, ""), (words.per_cent(it.mix_moved), "")))


def _named(units: tuple[Group, ...]) -> str:
    return "; ".join(unit.full_name for unit in units)


def _segments(evaluation: Evaluation, at: int) -> Row:
    it = evaluation.segments[at]
    cells = (
        _estimate(evaluation, it.trend, per_wave=True),
        _estimate(evaluation, it.level),
        _estimate(evaluation, it.slope, per_wave=True),
        (words.NOT_SHOWN if it.durbin_watson is None else f"{it.durbin_watson:.1f}", ""),
    )
    return Row(_LINES[it.line], cells)


def _withheld(evaluation: Evaluation) -> int:
    """How many figures of the page are withheld: a line's in one stock-take, a side's response."""
    values = [pool for it in evaluation.picture.moments for pool in (it.took_part, it.elsewhere)]
    return sum(not it for it in (*values, *(side.rates for _, side in _sides(evaluation.first))))
