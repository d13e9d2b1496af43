"""Answers of the same people in two waves in a row: what of them may be said, for everyone only.

The people of a pair are a part of each wave's people. So its figures may be shown only where nothing small follows by
subtraction: from everybody's figures, from groups' figures, and from those of the pair before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pulse.model.figures import Pair, Panel, Part, Scores
from pulse.model.release import HIDDEN, Crossed, Hidden, Linked, Moved, Paired, Rules, Shown
from pulse.protect.counts import Cell, first_saying


def linked_waves(scores: Scores, in_force: Mapping[str, Rules]) -> dict[str, Linked]:
    """Wave label -> what may be said of it beside the wave before; in_force: the rules of each wave."""
    found: dict[str, Linked] = {}
    for label, panel in scores.panels.items():
        if panel.before in in_force:
            rules = _stricter(in_force[label], in_force[panel.before])
            older = found[panel.before].paired if panel.before in found else {}
            paired = dict.fromkeys(_pairable(scores, panel.before, label), HIDDEN)
            found[label] = _linked(panel, paired | dict(_paired(scores, label, older, rules)), rules)
    return found


def fold_panel(panel: Panel, label: str, linked: Mapping[str, Linked]) -> Panel:
    """A wave's pairs as they are kept once it is closed: those that are shown, and no count of a few people.

    linked  as released, with the wave before. A release made of the result says the same.
    """
    said, older = linked[label], linked.get(panel.before)
    kept = tuple(
        it if older and _is_shown(older, it.item) else replace(it, turned=())
        for it in panel.pairs
        if _is_shown(said, it.item)
    )
    if isinstance(said.stayers, Hidden):
        return Panel(panel.before, 0, 0, 0, 0, 0, kept)
    if isinstance(said.entrants, Hidden):
        panel = replace(panel, entrants=0, others_now=panel.others_now + panel.entrants)
    if isinstance(said.leavers, Hidden):
        panel = replace(panel, leavers=0, others_before=panel.others_before + panel.leavers)
    return replace(panel, pairs=kept)


def _is_shown(linked: Linked, item: str) -> bool:
    return isinstance(linked.paired.get(item), Paired)


def _stricter(one: Rules, other: Rules) -> Rules:
    """What holds for figures that speak of two waves at once."""
    least = max(one.min_answers, other.min_answers)
    return Rules(least, max(one.min_detail, other.min_detail), max(one.band, other.band))


# --- people ----------------------------------------------------------------------------------------------------------


def _linked(panel: Panel, paired: Mapping[str, Paired | Hidden], rules: Rules) -> Linked:
    """Stayers where neither they nor the rest of either wave are few; joiners and leavers where nobody else is left."""
    now = panel.stayers + panel.entrants + panel.others_now
    before = panel.stayers + panel.leavers + panel.others_before
    enough = panel.stayers >= rules.min_answers
    shown = enough and not any(_few(whole - panel.stayers, rules) for whole in (now, before))
    return Linked(
        before=panel.before,
        stayers=Shown(panel.stayers, panel.stayers) if shown else HIDDEN,
        entrants=_part(panel.entrants, panel.others_now, rules) if shown else HIDDEN,
        leavers=_part(panel.leavers, panel.others_before, rules) if shown else HIDDEN,
        paired=paired,
    )


def _part(people: int, others: int, rules: Rules) -> Shown | Hidden:
    shown = people >= rules.min_answers and not _few(others, rules)
    return Shown(people, people) if shown else HIDDEN


def _few(people: int, rules: Rules) -> bool:
    return 0 < people < rules.min_answers


# --- answers ---------------------------------------------------------------------------------------------------------


def _pairable(scores: Scores, before: str, label: str) -> list[str]:
    """Items that two waves asked alike: whichever of them is not shown is withheld, also once its counts are gone."""
    earlier = scores.asked_in[before].by_id
    return [it.id for it in scores.asked_in[label].items if it.id in earlier and it.pairs_with(earlier[it.id])]


def _paired(
    scores: Scores, label: str, older: Mapping[str, Paired | Hidden], rules: Rules
) -> Iterator[tuple[str, Paired | Hidden]]:
    """Every item of a wave that was paired. older: what was shown of the pair before, which shares a wave with this."""
    for pair in scores.pairs:
        if pair.wave.label == label:
            beside = isinstance(older.get(pair.item.id), Paired)
            yield pair.item.id, _say(pair, rules) if _nothing_follows(pair, rules, beside) else HIDDEN


def _nothing_follows(pair: Pair, rules: Rules, beside: bool) -> bool:
    """True where nobody is left when the pair is set beside what else is shown, or enough people not of one mind."""
    rests = (pair.rest_before, pair.rest_now, *(pair.turned if beside else ()))
    return pair.n >= rules.min_answers and all(not rest.n or _may_be_known(rest, rules) for rest in rests)


def _may_be_known(rest: Part, rules: Rules) -> bool:
    enough = min(rest.n, rest.apart) >= rules.min_answers
    return enough and _is_open(rest.favourable, rest.n, rules)


def _say(pair: Pair, rules: Rules) -> Paired | Hidden:
    """Sides and moves, each whole or not at all; the moves only where sides tell no few people among the movers."""
    sides = (pair.both, pair.gained, pair.lost, pair.neither)
    moves = (pair.up, pair.same, pair.down)
    crossed = Crossed(*sides) if all(_is_open(count, pair.n, rules) for count in sides) else HIDDEN
    within = () if isinstance(crossed, Hidden) else (pair.up - pair.gained, pair.down - pair.lost)
    told = all(_is_open(count, pair.n, rules) for count in (*moves, *within))
    moved = Moved(*moves) if told else HIDDEN
    if isinstance(crossed, Hidden) and isinstance(moved, Hidden):
        return HIDDEN
    return Paired(pair.item_version, pair.n, crossed, moved)


def _is_open(count: int, n: int, rules: Rules) -> bool:
    return first_saying(Cell(n, count), rules.band) == "exact"
