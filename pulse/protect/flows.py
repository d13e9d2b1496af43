"""The frame's joined answers: a flow is shown only where enough people stand behind it and behind what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pulse.model.figures import Flow
from pulse.model.groups import ALL
from pulse.model.release import About, Rules, Shown

Three = tuple[str, str, str]
Items = Mapping[Three, Flow]  # options -> flow


def flow_figures(flows: Sequence[Flow], wave: str, rules: Rules) -> Iterator[tuple[About, Shown]]:
    """Bars, pairs and whole joined answers of everyone that may be shown, as shares of all voices in whole per cents.

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
        shown = _shown(of_items, rules.min_answers)
        for options, flow in of_items.items():
            if options in shown:
                yield _about(wave, items, options), Shown(round(flow.voices / base.voices, 2), flow.people)


def _shown(flows: Items, least: int) -> set[Three]:
    """Bars first, then pairs within shown bars, then whole flows within shown pairs.

    At every step the smallest is taken back while what is left of an end is a few people.
    """
    shown: set[Three] = set()
    for depth in (1, 2, 3):
        level = [options for options in flows if _looked(options) == depth and flows[options].people >= least]
        level = [options for options in level if depth == 1 or all(end in shown for end, _ in _ends(options))]
        shown |= _take_back(level, flows, least, {options for options in flows if _looked(options) == depth})
    return shown


def _take_back(level: list[Three], flows: Items, least: int, known: set[Three]) -> set[Three]:
    kept = set(level)
    while True:
        # In voices: a person who ticked several options is one person in what is left, not several.
        left: dict[tuple[Three, int], float] = defaultdict(float)
        for options in known - kept:
            for end in _ends(options):
                left[end] += flows[options].voices
        tight = {end for end, voices in left.items() if 0 < voices < least}
        victims = [options for options in kept if tight & set(_ends(options))]
        if not victims:
            return kept
        kept.remove(min(victims, key=lambda options: (flows[options].people, options)))


def _ends(options: Three) -> list[tuple[Three, int]]:
    """What a flow is a part of: the same options with one of them not looked at, and which one that is.

    A need's flows to those who should meet it, and its flows from those who are hurt, each make up the whole of it.
    """
    shorter = [_without(options, at) for at in range(3) if options[at]]
    return [(end, at) for end, at in shorter if _looked(end) == _looked(options) - 1 and _is_neighbourly(end)]


def _without(options: Three, at: int) -> tuple[Three, int]:
    first, second, third = ("" if place == at else option for place, option in enumerate(options))
    return (first, second, third), at


def _is_neighbourly(options: Three) -> bool:
    """Hurt and meet without the need between them are no flow."""
    return bool(options[1]) or not (options[0] and options[2])


def _looked(options: Three) -> int:
    return sum(bool(option) for option in options)


def _about(wave: str, items: Three, options: Three) -> About:
    """The key of a flow: always its three items; an option is empty where the flow does not look at that item."""
    return About(wave, ALL, "flow", items[0], 0, options[0], items[1], options[1], items[2], options[2])
