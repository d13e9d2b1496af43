"""The frame's joined answers: a flow is shown only where enough people stand behind it and behind what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pulse.model.figures import Block, Flow
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Figure, Rules, Shown, joined_about
from pulse.protect.joint import Joint, Three, bars, ends, looked

Items = Mapping[Three, Flow]  # options -> flow


def flow_figures(
    flows: Sequence[Flow], blocks: Mapping[str, Mapping[Group, Block]], figures: Mapping[About, Figure], rules: Rules
) -> Iterator[tuple[About, Shown]]:
    """Bars, pairs and whole joined answers of everyone that may be shown, as shares of all voices in whole per cents.

    Beside any of them stands how many people the whole picture is of, under no option at all; that number counts as
    known wherever it is asked what the others tell.

    blocks  the answers to each question of the flows' wave; figures: what is shown of them

    A joined answer that may not be shown is left out altogether: only what somebody said is counted, so that its name
    alone would tell of one person.
    """
    by_items: dict[Three, dict[Three, Flow]] = defaultdict(dict)
    for flow in flows:
        by_items[flow.items][flow.options] = flow
    for items, of_items in by_items.items():
        base = of_items["", "", ""]
        if base.people < rules.min_answers:
            continue  # which flows there are at all would tell what a few people answered
        asked = [blocks[item][ALL] for item in items]
        told = {it.item.id: bars(it, figures, base.people, rules.band) for it in asked}
        joint = Joint([it.item for it in asked], {it: flow.people for it, flow in of_items.items()}, told)
        shown = _kept_open(_shown(of_items, rules.min_answers), joint, of_items, rules)
        shown |= {("", "", "")} if shown else set()
        for options, flow in of_items.items():
            if options in shown:
                yield (
                    joined_about(base.wave.label, items, options),
                    Shown(round(flow.voices / base.voices, 2), flow.people),
                )


def _shown(flows: Items, least: int) -> set[Three]:
    """Bars first, then pairs within shown bars, then whole flows within shown pairs.

    At every step the smallest is taken back while what is left of an end is a few people.
    """
    shown: set[Three] = set()
    for depth in (1, 2, 3):
        level = [options for options in flows if looked(options) == depth and flows[options].people >= least]
        level = [options for options in level if depth == 1 or all(end in shown for end, _ in ends(options))]
        shown |= _take_back(level, flows, least, {options for options in flows if looked(options) == depth})
    return shown


def _kept_open(shown: set[Three], joint: Joint, flows: Items, rules: Rules) -> set[Three]:
    """Takes joined answers back until nothing is told: those that tell of themselves, else the smallest beside one.

    Bars before pairs, and pairs before whole flows: what is told of the parts often follows from what is told above.
    """
    while told := joint.told(shown, rules):
        highest = [it for it in told if looked(it) == min(map(looked, told))]
        beside = {end for it in highest for end in ends(it)}
        near = shown.intersection(highest) or {it for it in shown if beside.intersection(ends(it))} or shown
        if not near:
            return set()
        shown = shown - {min(near, key=lambda it: (flows[it].people, it))}
        shown = {it for it in shown if all(end in shown for end, _ in ends(it) if any(end))}
    return shown


def _take_back(level: list[Three], flows: Items, least: int, known: set[Three]) -> set[Three]:
    kept = set(level)
    while True:
        # In voices: a person who ticked several options is one person in what is left, not several.
        left: dict[tuple[Three, int], float] = defaultdict(float)
        for options in known - kept:
            for end in ends(options):
                left[end] += flows[options].voices
        tight = {end for end, voices in left.items() if 0 < voices < least}
        victims = [options for options in kept if tight & set(ends(options))]
        if not victims:
            return kept
        kept.remove(min(victims, key=lambda options: (flows[options].people, options)))
