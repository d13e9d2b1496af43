"""Non-response: everyone's figures as they would stand had every part of the organisation answered alike.

The parts are those that are shown, and all others together, so that nobody can solve the weighted figures for a part
that is not shown. Weights are those of all who answered; an item is a domain of them (R survey treats it so).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pulse.model.figures import Scores
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Shown, Stratum, Weighted, Weighting
from pulse.protect.behind import Behind, Sums
from pulse.protect.changes import Figures
from pulse.protect.strata import one_level, parts
from pulse.statistics.intervals import normal, weighted_share_n, wilson
from pulse.statistics.weighted import weighted_mean
from pulse.statistics.weights import Cell, Margin, kish_n, post_stratify, trim

LEAST, MOST = 0.3, 3.0  # of the mean weight
_OTHERS = ""

Turnout = Mapping[Group | None, tuple[int, int]]  # part -> answered, asked; None: all others


def weighting(scores: Scores, figures: Figures, level: str) -> Weighting | None:
    """The weighted figures of everyone in the last wave; None where nobody knows how many were asked."""
    wave = scores.waves[-1].label
    if not isinstance(figures.get(About(wave, ALL, "response_rate")), Shown):
        return None
    turnout = _turnout(scores, figures, level)
    if problem := _problem(turnout, level):
        return Weighting(level, problem=problem)
    cells = [Cell((_name(group),), answered) for group, (answered, _) in turnout.items()]
    fitted = _weights(cells, turnout)
    weights = trim(cells, fitted, LEAST, MOST)
    answered = sum(cell.people for cell in cells)
    return Weighting(
        level=level,
        strata=tuple(
            Stratum(group, *turnout[group], round(weight, 2)) for group, weight in zip(turnout, weights, strict=True)
        ),
        trimmed=weights != fitted,
        design_effect=round(answered / kish_n(cells, weights), 2),
        figures=tuple(_figures(scores, figures, turnout)),
    )


def _turnout(scores: Scores, figures: Figures, level: str) -> dict[Group | None, tuple[int, int]]:
    """Answered and asked of each part: the shown groups of the level, and all others together."""
    of_wave = {it.group: it for it in scores.turnout if it.wave == scores.waves[-1]}
    found: dict[Group | None, tuple[int, int]] = {}
    for group in one_level(scores.groups, level):
        if isinstance(figures.get(About(scores.waves[-1].label, group, "response_rate")), Shown):
            found[group] = of_wave[group].answered, of_wave[group].asked or 0
    answered = of_wave[ALL].answered - sum(here for here, _ in found.values())
    asked = (of_wave[ALL].asked or 0) - sum(here for _, here in found.values())
    if answered or asked:
        found[None] = answered, asked
    return found


def _problem(turnout: Turnout, level: str) -> str:
    """Why there can be no weights, in words; empty where there can. A part that is shown has answers."""
    if len(turnout) < 2:
        return f"fewer than two parts by {level} can be shown"
    answered, asked = turnout.get(None, (1, 1))
    if not answered:
        return f"of {asked:,} people in other parts nobody answered, and no weight can speak for them"
    if asked <= 0:
        return "some answers belong to no part whose size is known, so the parts do not add up to everyone"
    return ""


def _weights(cells: Sequence[Cell], turnout: Turnout) -> tuple[float, ...]:
    """1 on average over all who answered."""
    answered, asked = (sum(it[at] for it in turnout.values()) for at in (0, 1))
    margin = Margin("staff", {_name(group): here * answered / asked for group, (_, here) in turnout.items()})
    return post_stratify(cells, margin)


def _figures(scores: Scores, figures: Figures, turnout: Turnout) -> Iterator[Weighted]:
    """Favourable shares and index means of everyone; an item's own hidden parts join all others."""
    behind = Behind(scores)
    groups = tuple(group for group in turnout if group)
    for about, figure in figures.items():
        if about.wave != scores.waves[-1].label or about.group != ALL or not isinstance(figure, Shown):
            continue
        if about.measure == "favourable" or (about.measure == "mean" and about.item not in scores.survey.by_id):
            found = parts(behind, figures, about, groups)
            weighted = _weighted(about, found, _joined(turnout, found))
            if weighted:
                yield weighted


def _joined(turnout: Turnout, found: Mapping[Group | None, Sums]) -> Turnout:
    """The parts an item can be taken apart into: groups not shown for it are put to all others."""
    kept: dict[Group | None, tuple[int, int]] = {
        group: it for group, it in turnout.items() if group in found and group is not None
    }
    answered, asked = (sum(it[at] for it in turnout.values()) - sum(it[at] for it in kept.values()) for at in (0, 1))
    return {**kept, None: (answered, asked)} if answered else kept


def _weighted(about: About, found: Mapping[Group | None, Sums], turnout: Turnout) -> Weighted | None:
    nobody = Sums(0, 0.0, 0.0)
    cells = [
        Cell((_name(group),), answered, here.n, here.total, here.squares)
        for group, (answered, _) in turnout.items()
        for here in [found.get(group, nobody)]
    ]
    weights = trim(cells, _weights(cells, turnout), LEAST, MOST)
    mean = weighted_mean(cells, weights)
    if mean is None:
        return None
    if about.measure == "mean":
        low, high = (min(max(bound, 0.0), 10.0) for bound in normal(mean.value, mean.error))
        return Weighted(about, round(mean.value, 1), round(low, 1), round(high, 1), mean.n)
    effective_n = weighted_share_n(mean.value, mean.error, kish_n(cells, weights))
    low, high = wilson(mean.value, effective_n)
    return Weighted(about, round(mean.value, 2), round(low, 2), round(high, 2), round(effective_n))


def _name(group: Group | None) -> str:
    return group.full_name if group else _OTHERS
