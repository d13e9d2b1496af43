"""Did it work: an intervention's units beside others, before and after, from shown figures only.

Difference in differences with the interval for independent answers; the units dealt by chance, since answers of one
unit are alike and that interval does not know it; both lines over all waves, and in two pieces where there are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulse.model.evaluation import Chance, Comparison, Difference, Evaluation, Line, Moment, Picture, Segments
from pulse.model.figures import Scores
from pulse.model.groups import ALL, Group
from pulse.model.plans import Entered, Plan
from pulse.model.problems import Stop, problem
from pulse.model.release import About, Linked, Measure, Release
from pulse.model.survey import Survey, Wave
from pulse.protect.units import Units
from pulse.statistics import change, regression, trials
from pulse.statistics.intervals import student

# A line in two pieces takes 8 waves on each side (Wagner et al. 2002, J Clin Pharm Ther 27:299; Penfold & Zhang 2013,
# Acad Pediatr 13:S38: 8 to 12). From 12 in all, 4 on each side, it is made as a trial, as there are trial limits.
TRIAL_WAVES, TRIAL_SIDE, FULL_SIDE = 12, 4, 8
EARLIER = 3  # points from which on a slope before the start has an error
_SEED = 1  # where there are too many ways to deal the units, the same sample of them every time
_PER_WAVE = 1  # slopes have a decimal more than levels
_NOTHING = 1e-9  # less is what sums of fractions leave behind: lines that fit exactly have no slope and no error

Sides = tuple[tuple[Group, ...], tuple[Group, ...]]  # took part, elsewhere


def evaluate(scores: Scores, release: Release, entered: Entered, sides: Sides, rivals: int = 0) -> Evaluation:
    """What the release says of a plan, in whose survey a wave has followed the start.

    sides   the plan's units by the names they have now
    rivals  how many other plans are entered for the same survey and start

    Raises Stop: "plan-nothing-before" without a wave before the start that asked the outcome in the same words,
    "plan-not-shown" where no wave after it can be compared.
    """
    plan = entered.plan
    waves, reworded = _same_words(release, plan)
    units = Units(scores, release, _outcome(release, plan, waves))
    before, after = _base(units, sides, plan.before(waves), plan), plan.after(waves)
    compared = {wave.label: _comparison(units, sides, before, wave) for wave in after}
    comparisons = tuple(it for it in compared.values() if it is not None)
    if not comparisons:
        raise Stop(problem("plan-not-shown"))
    first = comparisons[0]
    used = (first.took_part.units, first.elsewhere.units)
    picture = _picture(units, used, plan, waves)
    segments, trial = _segments(picture, units.digits)
    return Evaluation(
        entered=entered,
        survey=scores.survey,
        measure=units.outcome.measure,
        rules=release.rules,
        comparisons=comparisons,
        not_shown=tuple(label for label, it in compared.items() if it is None),
        units_not_shown=tuple(
            unit for side, kept in zip(sides, used, strict=True) for unit in side if unit not in kept
        ),
        open_at_start=tuple(wave.label for wave in release.waves if wave.first < plan.start <= wave.last),
        reworded=reworded,
        started_apart=_started_apart(units, used, before),
        picture=picture,
        earlier_slope=_earlier_slope(picture, units.digits),
        chance=_chance(units, used, before, _wave(after, first.wave)),
        segments=segments,
        trial=trial,
        linked=_linked(release, first),
        rivals=rivals,
    )


# --- what is looked at -----------------------------------------------------------------------------------------------


def _same_words(release: Release, plan: Plan) -> tuple[tuple[Wave, ...], tuple[str, ...]]:
    """The waves that asked the outcome as the first one after the start did, and the labels of those that did not."""
    versions = release.versions.get(plan.outcome, {})
    asked = [wave for wave in release.waves if wave.label in versions]
    after = plan.after(asked)
    waves = tuple(wave for wave in asked if after and versions[wave.label] == versions[after[0].label])
    if not plan.before(waves):
        raise Stop(problem("plan-nothing-before", survey=plan.survey, start=plan.start))
    return waves, tuple(wave.label for wave in asked if wave not in waves)


def _outcome(release: Release, plan: Plan, waves: Sequence[Wave]) -> About:
    """The figure the plan names; wave and group are put in where one is looked up."""
    wave = plan.after(waves)[0].label
    version = release.versions[plan.outcome][wave]
    return About(wave, ALL, _measure(release.survey, plan), plan.outcome, version, plan.option)


def _measure(survey: Survey, plan: Plan) -> Measure:
    if plan.outcome not in survey.by_id:
        return "mean"
    return "share" if plan.option else "favourable"


def _base(units: Units, sides: Sides, before: Sequence[Wave], plan: Plan) -> Wave:
    """The last wave before the start in which something of both sides is shown."""
    shown = [wave for wave in before if all(units.shown(side, wave) for side in sides)]
    if not shown:
        raise Stop(problem("plan-not-shown", start=plan.start))
    return shown[-1]


def _wave(waves: Sequence[Wave], label: str) -> Wave:
    return next(wave for wave in waves if wave.label == label)


# --- difference in differences ---------------------------------------------------------------------------------------


def _comparison(units: Units, sides: Sides, before: Wave, after: Wave) -> Comparison | None:
    """Both sides in two waves, by the units that are shown in both; None where a side has none."""
    took_part, elsewhere = (units.shown(side, before, after) for side in sides)
    if not took_part or not elsewhere:
        return None
    found = trials.difference_in_differences(
        units.estimate(took_part, before),
        units.estimate(took_part, after),
        units.estimate(elsewhere, before),
        units.estimate(elsewhere, after),
    )
    by_mix = units.by_mix(took_part, before, after) - units.by_mix(elsewhere, before, after)
    return Comparison(
        wave=after.label,
        before=before.label,
        took_part=units.side(took_part, before, after),
        elsewhere=units.side(elsewhere, before, after),
        difference=_difference(found, units.digits),
        by_mix=_rounded(by_mix, units.digits),
    )


def _started_apart(units: Units, used: Sides, before: Wave) -> Difference:
    took_part, elsewhere = (units.estimate(side, before) for side in used)
    return _difference(change.difference(took_part, elsewhere), units.digits)


def _chance(units: Units, used: Sides, before: Wave, after: Wave) -> Chance:
    """One change a unit, however many people it has: units, not people, took part or did not."""
    took_part, elsewhere = (
        [units.sums([unit], after).mean - units.sums([unit], before).mean for unit in side] for side in used
    )
    found = trials.permutation_test(took_part, elsewhere, _SEED)
    return Chance(round(found.p, 3), found.as_far, found.ways, found.exact, round(found.least, 3))


def _linked(release: Release, first: Comparison) -> Linked | None:
    """Who stayed, joined and left between the two waves; None where they are not linked with each other."""
    found = release.linked.get(first.wave)
    return found if found is not None and found.before == first.before else None


# --- over all waves --------------------------------------------------------------------------------------------------


def _picture(units: Units, used: Sides, plan: Plan, waves: Sequence[Wave]) -> Picture:
    """Both lines, from the same units in every wave: a line whose units change may rise while none of them does.

    Drawn are the units shown in every wave that shows something of both sides; where a side would have none, all
    units of the comparison, with a gap wherever one of them is not shown.
    """
    seen = [wave for wave in waves if all(units.shown(side, wave) for side in used)]
    took_part, elsewhere = (units.shown(side, *seen) for side in used)
    if not took_part or not elsewhere:
        took_part, elsewhere = used
    moments = tuple(
        Moment(
            wave,
            wave.first >= plan.start,
            *(units.pool(side, wave) if units.shown(side, wave) == side else None for side in (took_part, elsewhere)),
        )
        for wave in (*plan.before(waves), *plan.after(waves))
    )
    return Picture(took_part, elsewhere, moments)


def _earlier_slope(picture: Picture, digits: int) -> Difference | None:
    """How much a wave the two lines parted before the start, by least squares; None below three points."""
    gaps = _values(picture, "apart", after=False)
    if len(gaps) < EARLIER:
        return None
    fit = regression.least_squares([(1.0, float(at)) for at in range(len(gaps))], gaps)
    slope, error = fit.coefficients[1], regression.ols_errors(fit)[1]
    low, high = student(slope, error, fit.df)
    return _difference(change.Change(slope, low, high), digits + _PER_WAVE)


def _segments(picture: Picture, digits: int) -> tuple[tuple[Segments, ...], bool]:
    """Each line and what lies between them in two pieces, and whether that is a trial only.

    A wave without a point is stepped over, as in a control chart.
    """
    sides = [len(picture.drawn(after=after)) for after in (False, True)]
    if sum(sides) < TRIAL_WAVES or min(sides) < TRIAL_SIDE:
        return (), False
    lines: tuple[Line, ...] = ("took_part", "elsewhere", "apart")
    return tuple(_pieces(picture, line, digits) for line in lines), min(sides) < FULL_SIDE


def _pieces(picture: Picture, line: Line, digits: int) -> Segments:
    before = _values(picture, line, after=False)
    found = trials.segmented_regression([*before, *_values(picture, line, after=True)], len(before))
    exact = found.level.ols_error < _NOTHING
    return Segments(
        line=line,
        trend=_coefficient(found.trend, digits + _PER_WAVE),
        level=_coefficient(found.level, digits),
        slope=_coefficient(found.slope, digits + _PER_WAVE),
        durbin_watson=None if found.durbin_watson is None or exact else round(found.durbin_watson, 1),
    )


def _values(picture: Picture, line: Line, *, after: bool) -> list[float]:
    return list(_each_value(picture, line, after=after))


def _each_value(picture: Picture, line: Line, *, after: bool) -> Iterator[float]:
    """The points of a line as they are shown."""
    for it in picture.drawn(after=after):
        if it.took_part and it.elsewhere:
            one, other = it.took_part.value, it.elsewhere.value
            yield {"took_part": one, "elsewhere": other, "apart": one - other}[line]


# --- rounding --------------------------------------------------------------------------------------------------------


def _coefficient(found: trials.Coefficient, digits: int) -> Difference:
    return _difference(change.Change(found.value, found.lower, found.upper), digits)


def _difference(found: change.Change, digits: int) -> Difference:
    clear = found.lower > _NOTHING or found.upper < -_NOTHING
    value, low, high = (_rounded(it, digits) for it in (found.value, found.lower, found.upper))
    return Difference(value, low, high, clear)


def _rounded(value: float, digits: int) -> float:
    """Never minus nought, which would read as a fall."""
    return round(value, digits) + 0.0
