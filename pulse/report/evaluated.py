"""An evaluation in words: what came of it, whether it lasts, and what speaks against believing it."""

from __future__ import annotations

from collections.abc import Iterator

from pulse.model.evaluation import Comparison, Difference, Evaluation, Pool, Side
from pulse.model.release import Hidden, Linked, Paired
from pulse.report import words

_APART = 0.10  # response rates, or the mix of who answered, that moved by more than this are told (statistics.md 6.4)
_FEW_UNITS = 5
_CHANCE = 0.05
_SIDES = {"took_part": "where it was tried", "elsewhere": "elsewhere"}


def name(evaluation: Evaluation) -> str:
    """What was to be shown, as a reader calls it."""
    plan, survey = evaluation.entered.plan, evaluation.survey
    index = next((index for index in survey.indices if index.id == plan.outcome), None)
    if index:
        return words.score_name(index)
    item = survey.by_id[plan.outcome]
    option = next((option.text for option in item.options if option.id == plan.option), "")
    return f"{item.label} – {option}" if option else item.label


def unit(evaluation: Evaluation) -> str:
    """What the figures are, in words."""
    return {"mean": "mean on 0-10", "favourable": "share on the favourable side"}.get(
        evaluation.measure, "share of those who answered"
    )


def value(evaluation: Evaluation, pool: Pool | None) -> str:
    """A line's value in one wave."""
    if pool is None:
        return words.NOT_SHOWN
    return f"{pool.value:.1f}" if evaluation.measure == "mean" else words.per_cent(pool.value)


def interval(evaluation: Evaluation, found: Difference, *, per_wave: bool = False) -> str:
    """ "+1 to +11": slopes a wave have a decimal more."""
    return (
        f"{signed(evaluation, found.lower, per_wave=per_wave)} to {signed(evaluation, found.upper, per_wave=per_wave)}"
    )


def signed(evaluation: Evaluation, amount: float, *, per_wave: bool = False) -> str:
    """A difference with its sign, in points of per cent or of the score."""
    scale, digits = (1, 1) if evaluation.measure == "mean" else (100, 0)
    said = f"{abs(amount) * scale:.{digits + per_wave}f}"
    if not float(said):
        return said
    return f"{'+' if amount > 0 else '−'}{said}"


def verdict(evaluation: Evaluation, found: Difference) -> str:
    """ "6 points more than elsewhere (95% interval +1 to +11)", or no clear difference."""
    said = f"95% interval {interval(evaluation, found)}"
    if not found.clear:
        return f"no clear difference ({signed(evaluation, found.value)} points, {said})"
    points = signed(evaluation, abs(found.value)).removeprefix("+")
    word, way = "point" if points == "1" else "points", "more" if found.value > 0 else "less"
    return f"{points} {word} {way} than elsewhere ({said})"


def told(evaluation: Evaluation) -> tuple[str, ...]:
    """What came of it, the finding first."""
    return tuple(_told(evaluation))


def _told(evaluation: Evaluation) -> Iterator[str]:
    first = evaluation.first
    said = verdict(evaluation, first.difference)
    yield f"{name(evaluation)}: {said}."
    moved = [
        f"from {value(evaluation, it.before)} to {value(evaluation, it.after)} {_SIDES[side]}"
        for side, it in (("took_part", first.took_part), ("elsewhere", first.elsewhere))
    ]
    yield f"The {unit(evaluation)} went {words.listed(moved)} ({first.before} to {first.wave})."
    yield _dealt(evaluation)
    if len(evaluation.comparisons) > 1:
        yield _lasts(evaluation)


def _dealt(evaluation: Evaluation) -> str:
    """The units dealt by chance, in words."""
    chance, first = evaluation.chance, evaluation.first
    every = len(first.took_part.units) + len(first.elsewhere.units)
    ways = f"{chance.ways:,} ways{'' if chance.exact else ' drawn'}"
    said = (
        f"{len(first.took_part.units)} of {every} units took part. Of {ways} to choose as many by chance, "
        f"{chance.as_far:,} part{'s' * (chance.as_far == 1)} them as far (p = {chance.p:.2g})"
    )
    if chance.least > _CHANCE:
        return f"{said}: with so few units this check can never tell a difference from chance."
    if first.difference.clear and chance.p >= _CHANCE:
        return f"{said}: the difference may be one between units, not the work of what was tried."
    return f"{said}."


def _lasts(evaluation: Evaluation) -> str:
    """Whether the follow-up waves still show it. They were looked at besides, so the words stay careful."""
    first, last = evaluation.first, evaluation.comparisons[-1]
    said = f"{last.wave}: {verdict(evaluation, last.difference)}"
    if not first.difference.clear:
        return f"Later, in {said}."
    same_way = (last.difference.value > 0) == (first.difference.value > 0)
    if last.difference.clear and same_way:
        return f"It was still there in {said}."
    return f"It cannot be said to have lasted. In {said}."


def caveats(evaluation: Evaluation) -> tuple[str, ...]:
    """What speaks against believing the finding, in words; what is always so comes last."""
    return tuple(_caveats(evaluation))


def _caveats(evaluation: Evaluation) -> Iterator[str]:
    first = evaluation.first
    yield from _start(evaluation)
    yield from _earlier(evaluation)
    yield from _who_answered("took_part", first.took_part)
    yield from _who_answered("elsewhere", first.elsewhere)
    yield from _mix(evaluation, first)
    yield from _few_units(first)
    yield from _left_out(evaluation)
    if evaluation.rivals:
        yield (
            f"Plans entered for this survey and start besides this one: {evaluation.rivals}. The more outcomes or "
            "units are tried, the likelier one of them looks good by chance."
        )
    yield _independent(evaluation)


def _start(evaluation: Evaluation) -> Iterator[str]:
    apart = evaluation.started_apart
    if not apart.clear or (evaluation.measure != "share" and apart.value > 0):
        return
    said = f"{signed(evaluation, apart.value)} points, 95% interval {interval(evaluation, apart)}"
    yield (
        f"The units that took part started {'lower' if apart.value < 0 else 'higher'} than the others ({said}). Units "
        "chosen because they stood out move back towards the others by themselves (regression to the mean): better "
        "compare with units that started at the same level."
    )


def _earlier(evaluation: Evaluation) -> Iterator[str]:
    """Whether the lines ran side by side before: the assumption that everything rests on."""
    slope, seen = evaluation.earlier_slope, len(evaluation.picture.drawn(after=False))
    if slope is None:
        yield (
            f"Only {seen} stock-take{'s' * (seen != 1)} before the start can be drawn: whether both lines ran side by "
            "side until then, on which everything here rests, cannot be seen."
        )
        return
    said = f"{signed(evaluation, slope.value, per_wave=True)} points a stock-take"
    said = f"{said}, 95% interval {interval(evaluation, slope, per_wave=True)}"
    if slope.clear:
        yield (
            f"The lines did not run side by side before the start ({said}): the difference may have come without what "
            "was tried."
        )
    else:
        yield (
            f"Before the start the lines parted by {said}. That shows no clear parting, and shows little: such a test "
            f"has little power with {seen} stock-takes. Look at the picture."
        )


def _who_answered(side: str, it: Side) -> Iterator[str]:
    if it.rates is not None and abs(it.rates[1] - it.rates[0]) > _APART + 1e-9:
        then, now = map(words.per_cent, it.rates)
        yield (
            f"The response rate {_SIDES[side]} went from {then} to {now}: other people answered, and they may not be "
            "of the same mind."
        )
    if it.mix_moved > _APART:
        yield (
            f"Who answered {_SIDES[side]} changed: {words.per_cent(it.mix_moved)} of the answers would have to come "
            "from other parts for the mix to be as before."
        )


def _mix(evaluation: Evaluation, first: Comparison) -> Iterator[str]:
    if max(first.took_part.mix_moved, first.elsewhere.mix_moved) > _APART:
        yield (
            f"Of the {signed(evaluation, first.difference.value)} points, {signed(evaluation, first.by_mix)} came from "
            "which parts answered, not from what they said (Kitagawa 1955)."
        )


def _independent(evaluation: Evaluation) -> str:
    """Who stayed, joined and left where that is known; of everyone, since by group it would tell of a few."""
    linked, first = evaluation.linked, evaluation.first
    if linked is None:
        return (
            "Answers are treated as independent from one stock-take to the next: who joined, stayed or left is not "
            "known, and other people may have answered."
        )
    people = [
        f"{words.NOT_SHOWN if isinstance(it, Hidden) else f'{it.n:,}'} {what}"
        for it, what in (
            (linked.stayers, "answered both times"),
            (linked.entrants, "joined"),
            (linked.leavers, "are no longer among those who answered"),
        )
    ]
    said = f"From {first.before} to {first.wave}, of everyone: {words.listed(people)}.{_turned(evaluation, linked)}"
    return (
        f"{said} The intervals treat the answers as independent all the same, which makes them wider than they need be "
        "where people answered twice."
    )


def _turned(evaluation: Evaluation, linked: Linked) -> str:
    """How many of those who answered both times changed sides."""
    paired = linked.paired.get(evaluation.entered.plan.outcome)
    if not isinstance(paired, Paired) or isinstance(paired.crossed, Hidden):
        return ""
    crossed = paired.crossed
    return (
        f" Of {paired.n:,} who answered this both times, {crossed.gained:,} came over to the favourable side and "
        f"{crossed.lost:,} left it."
    )


def _few_units(first: Comparison) -> Iterator[str]:
    sides = (("took part", first.took_part), ("did not", first.elsewhere))
    counts = [(len(it.units), what) for what, it in sides if len(it.units) < _FEW_UNITS]
    if counts:
        few = [f"{count} unit{'s' * (count != 1)} {what}" for count, what in counts]
        yield (
            f"Only {words.listed(few)}: whatever else happened in one of them looks like the work of what was tried. "
            "The interval takes answers one by one and does not know that those of one unit are alike."
        )


def _left_out(evaluation: Evaluation) -> Iterator[str]:
    units = [group.full_name for group in evaluation.units_not_shown]
    told = (
        ("Not shown, and so in neither side", units),
        ("Too little shown on one side", evaluation.not_shown),
        ("Open on the day of the start, and so neither before nor after", evaluation.open_at_start),
        ("Asked in other words, and so left out", evaluation.reworded),
    )
    for what, which in told:
        if which:
            yield f"{what}: {words.listed(list(which))}."
