"""Everything a report may say, under the rules each wave was first shown by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pulse.model.figures import Block, IndexBlock, Scores, Turnout
from pulse.model.groups import Group
from pulse.model.release import HIDDEN, About, Figure, Past, Release, Rules, Seen, Shown
from pulse.model.survey import Survey, Wave
from pulse.protect.agreeing import agreement_figures
from pulse.protect.beside import beside_figures, counted
from pulse.protect.changes import changes
from pulse.protect.flows import flow_figures
from pulse.protect.items import index_figures, item_figures
from pulse.protect.leftout import kept_beside
from pulse.protect.mixes import mixes
from pulse.protect.paired import linked_waves
from pulse.protect.pairs import pair_figures
from pulse.protect.reliability import against, reliability_figures
from pulse.protect.routed import blocks_by_item
from pulse.protect.sizes import shown_groups
from pulse.protect.together import together_figures
from pulse.protect.weighting import weighting


def release(scores: Scores, rules: Rules, past: Mapping[str, Past], level: str = "") -> Release:
    """The figures of `scores` that may be shown; all others are hidden.

    level  the level whose parts everyone is weighed by and taken apart into; the coarsest of several groups if empty

    A wave that was shown before keeps the rules it was shown by; other waves take `rules`, raised where the
    questionnaire asks for more. The last wave of `scores` is the one reported on. Joined answers of an earlier wave are
    those that its own report showed, or would show: beside a later wave's they tell no more than the two reports do.
    """
    label = scores.waves[-1].label
    in_force = _in_force(scores, rules, past)
    figures: dict[About, Figure] = {}
    for it in scores.waves:
        figures.update(_turnout(scores, it.label, in_force[it.label]))
    asked = _asked(scores, figures)
    items: dict[str, dict[str, dict[Group, Block]]] = defaultdict(dict)
    for blocks in blocks_by_item(scores, in_force):
        first = next(iter(blocks.values()))
        wave, items[first.wave.label][first.item.id] = first.wave.label, blocks
        in_it = in_force[wave]
        figures.update(_of_item(tuple(blocks.items()), in_it, in_it.seen, tuple(asked[wave].items())))
    families: dict[str, list[list[dict[Group, IndexBlock]]]] = defaultdict(list)
    for family in _by_index(scores):
        wave = next(iter(family[0].values())).wave.label
        families[wave].append(family)
        figures.update(index_figures(family, items[wave], in_force[wave], asked[wave]))
    figures.update(reliability_figures(scores, in_force))
    figures.update(agreement_figures(scores, in_force))
    figures = _as_before(figures, past)
    wanted = [it.label for it in scores.waves if it.label == label or it.label not in past]  # by page or ledger
    figures.update(dict(beside_figures(scores, figures, {it: in_force[it] for it in wanted})))
    in_one: dict[About, Figure] = {}
    for wave in wanted:
        if wave in past and past[wave].snapshots > 1:
            continue  # other groups would be in one line than at first
        turnout = [it for it in scores.turnout if it.wave.label == wave]
        in_one |= together_figures(
            scores.groups, figures, in_force[wave], turnout, items[wave], families[wave], asked[wave]
        )
    for wave in (it.label for it in scores.waves):
        before = past[wave].joined if wave in past and wave != label else {}
        joined = before or _joined(scores, items[wave], figures | in_one, in_force[wave], wave)
        figures.update(sorted(joined.items(), key=lambda it: _place(it[0])))  # from the ledger or not, in one order
    figures = _as_before(figures, past)
    level = level or _coarsest(scores.groups)
    moved = changes(scores, figures, in_force[label].min_answers)
    return Release(
        survey=scores.survey,
        waves=scores.waves,
        groups=scores.groups,
        figures=figures | in_one,
        versions=_versions(scores),
        asked_in=scores.asked_in,
        rules=in_force[label],
        methods=dict(_methods(scores.survey)),
        changes=moved,
        mixes=tuple(mixes(scores, figures, moved, level)),
        weighting=weighting(scores, figures, level),
        linked=linked_waves(scores, in_force),
        together=tuple(sorted({about.group for about in in_one if about.wave == label})),
        beside=scores.second,
        against=against(scores, label, in_force[label]),
        agreement=scores.agreements.get(label),
        ratings=dict(pair_figures(scores, in_force)),
    )


@lru_cache(maxsize=4096)
def _of_item(
    blocks: tuple[tuple[Group, Block], ...], rules: Rules, seen: Seen | None, asked: tuple[tuple[Group, int], ...]
) -> tuple[tuple[About, Figure], ...]:
    """The figures of an item in one wave. Kept: every later report of a run asks for those of earlier waves again.

    Who was seen in the wave before is no part of rules when they are compared, and is kept apart by itself.
    """
    return tuple(item_figures(dict(blocks), replace(rules, seen=seen), dict(asked)))


def _place(joined: About) -> tuple[str, ...]:
    """Where a joined answer stands among others."""
    return joined.item, joined.item2, joined.item3, joined.option, joined.option2, joined.option3


def _as_before(figures: Mapping[About, Figure], past: Mapping[str, Past]) -> dict[About, Figure]:
    """The same with all hidden that a wave whose figures were made again did not show at first."""
    return {
        about: figure if about.wave not in past or past[about.wave].allows(about) else HIDDEN
        for about, figure in figures.items()
    }


def _joined(
    scores: Scores,
    blocks: Mapping[str, Mapping[Group, Block]],
    figures: Mapping[About, Figure],
    rules: Rules,
    wave: str,
) -> dict[About, Shown]:
    """The frame's joined answers in one wave, beside what is shown of its questions."""
    flows = [it for it in scores.flows if it.wave.label == wave]
    joined = dict(flow_figures(flows, blocks, figures, rules))
    return dict(kept_beside(joined, flows, blocks, figures, rules))


def _coarsest(groups: Sequence[Group]) -> str:
    """The first level that has more than one group."""
    counts = Counter(group.dimension for group in groups)
    return next((group.dimension for group in groups if counts[group.dimension] > 1), "")


def _in_force(scores: Scores, rules: Rules, past: Mapping[str, Past]) -> dict[str, Rules]:
    """The rules of each wave, and who was seen in the one before it.

    Who was seen is taken from the ledger where it knows, and of a wave that it holds nothing counts but what it held
    when that was entered: what was shown of it once must not change with anything that becomes of another wave.
    """
    found: dict[str, Rules] = {}
    before: Seen | None = None
    for wave in scores.waves:
        own = past.get(wave.label)
        of_wave = _rules(scores.asked_in[wave.label], rules, own)
        found[wave.label] = replace(of_wave, seen=_seen_before(past, own) if own else before or _latest(past, wave))
        before = own.seen if own else _seen(scores, wave.label, found[wave.label])
    return found


def _seen_before(past: Mapping[str, Past], own: Past) -> Seen | None:
    earlier = [it for it in past.values() if it.first < own.first and it.entry < own.entry]
    return max(earlier, key=lambda it: it.first).seen if earlier else None


def _latest(past: Mapping[str, Past], wave: Wave) -> Seen | None:
    earlier = [it for it in past.values() if it.first < wave.first]
    return max(earlier, key=lambda it: it.first).seen if earlier else None


def _seen(scores: Scores, label: str, rules: Rules) -> Seen:
    sizes = {it.group: it.answered for it in scores.turnout if it.wave.label == label}
    levels = frozenset(group.path for group in shown_groups(sizes, rules.min_answers, rules.seen))
    return Seen(levels, counted(scores, label, rules))


def _rules(survey: Survey, rules: Rules, past: Past | None) -> Rules:
    if past is not None:
        return past.rules
    return replace(rules, min_answers=max(rules.min_answers, survey.min_answers or 0))


def _turnout(scores: Scores, wave: str, rules: Rules) -> Iterator[tuple[About, Figure]]:
    """How many answered, and of how many: shown for groups that may be shown at all."""
    of_wave = {it.group: it for it in scores.turnout if it.wave.label == wave}
    shown = shown_groups({group: it.answered for group, it in of_wave.items()}, rules.min_answers, rules.seen)
    asked = {group: it.asked or 0 for group, it in of_wave.items()}
    rated = shown & shown_groups(asked, rules.min_answers, rules.seen)
    for group, it in of_wave.items():
        yield from _turnout_figures(it, group in shown, group in rated)


def _turnout_figures(it: Turnout, shown: bool, rated: bool) -> Iterator[tuple[About, Figure]]:
    """A rate has a rule of its own: beside others it must not tell of a few people that none of them answered."""
    count = About(it.wave.label, it.group, "count")
    yield count, Shown(it.answered, it.answered) if shown else HIDDEN
    if it.asked:
        rate = About(it.wave.label, it.group, "response_rate")
        known = rated and it.answered <= it.asked
        yield rate, Shown(round(it.answered / it.asked, 2), it.asked) if known else HIDDEN


def _asked(scores: Scores, figures: Mapping[About, Figure]) -> dict[str, dict[Group, int]]:
    """How many were asked, by wave and group, where the response rate is shown: an interval would tell it too."""
    found: dict[str, dict[Group, int]] = {wave.label: {} for wave in scores.waves}
    for it in scores.turnout:
        rate = figures.get(About(it.wave.label, it.group, "response_rate"))
        if isinstance(rate, Shown):
            found[it.wave.label][it.group] = rate.n
    return found


def _by_index(scores: Scores) -> Iterator[list[dict[Group, IndexBlock]]]:
    """The blocks of one index in one wave, by group; then those of each of its sub-scores."""
    found: dict[tuple[str, str], dict[str, dict[Group, IndexBlock]]] = defaultdict(lambda: defaultdict(dict))
    for block in scores.indices:
        found[block.wave.label, block.index.of or block.index.id][block.index.id][block.group] = block
    yield from (list(family.values()) for family in found.values())


def _versions(scores: Scores) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for block in scores.blocks:
        found[block.item.id][block.wave.label] = block.item_version
    for rating in scores.ratings:
        found[rating.block.item.id][rating.block.wave.label] = rating.block.item_version
    for index in scores.indices:
        found[index.index.id][index.wave.label] = index.item_version
    return dict(found)


def _methods(survey: Survey) -> Iterator[tuple[str, str]]:
    yield "share", "share of those who answered the question"
    yield "favourable", "share on the favourable side of the scale"
    yield "mean", "mean on 0-10, 10 favourable"
    if survey.relationships:
        yield "asymmetry", "what the first group says of the second, less what the second says of the first; Newcombe"
        yield "reciprocity", "what is returned of all that pairs say of each other (Squartini et al. 2013)"
    yield "response_rate", "people who answered by people asked"
    yield "flow", "share of voices; a person's voice is shared over her ticks"
    yield "alpha", "Cronbach's alpha, complete answers; Feldt"
    yield "agreement", "Krippendorff's alpha, nominal; mean over codes where no code is named"
    for item in survey.items:
        if item.codebook:
            yield item.id, "share of the comments that people coded"
    yield "enps", "share of 9 and 10 less share of 0 to 6; adjusted Wald (Rocks 2016)"
    for index in survey.indices:
        least = f"at least {index.least:.0%} of each part's items answered"
        unverified = "; scoring rule unverified" if index.unverified else ""
        if index.balance:
            first, second = (part.title.lower() for part in index.subscores)
            ahead = f"{second} score less {first} score of each person, times ten"
            yield index.id, f"mean of {ahead}; {least}{unverified}"
            yield from ((part.id, f"part of {index.id}, on 0-10, {least}{unverified}") for part in index.subscores)
            continue
        yield index.id, f"mean of {len(index.parts)} part{'s' * (len(index.parts) != 1)} on 0-10, {least}{unverified}"
        for part in index.subscores:
            yield part.id, f"sub-score of {index.id}, of people with the whole score, on 0-10, {least}{unverified}"
