"""What is kept of a wave once it is closed: every figure that may be shown, and no count of a few people.

Each statistic - turnout, an item, an index, a frame - is folded by itself. The counts of a group that may not be
shown, being small or the partner of a small one, go to the smallest group around it that may. So what is left at each
group is its rest after all shown groups inside it: the very rests that must be empty or large for the report. Which
groups were withheld is kept with the counts; a partner with shown groups inside would else seem to be a group again,
only smaller.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from pulse.model.figures import Atom, FlowTally, IndexTally, ItemTally, Scores, WaveTallies
from pulse.model.groups import EVERYONE, NOT_ASSIGNED, Group, Path
from pulse.model.release import Release, Rules
from pulse.model.survey import Item
from pulse.protect.beside import settled
from pulse.protect.pairs import fold_ratings
from pulse.protect.reliability import reliable
from pulse.protect.routed import blocks_by_item
from pulse.protect.sizes import shown_groups

TURNOUT = ""  # what `WaveTallies.withheld` calls it; every other statistic is called by its item's or index's id
Counts = tuple[int, ...]
Rows = Mapping[Atom, Counts]
_NOBODY: frozenset[Path] = frozenset()


def fold(tallies: WaveTallies, scores: Scores, before: Release) -> WaveTallies:
    """The tallies of a wave with no count left that rests on 1 to `min_answers` - 1 people.

    scores, before  of the same tallies, and released. A report made of the result says the same as that release.
    Of groups that cross the levels what may be shown is kept, and no count: beside a place's counts it would be small.
    Statistics that no report tells of a group (comments, joined answers of the frame) are kept for everyone only;
    where fewer people than the threshold gave any answer, nothing is kept.
    """
    rules = before.rules
    shown = _shown(scores, rules)
    known = _known(scores)
    responses = _folded({atom: (count,) for atom, count in tallies.responses.items()}, shown[TURNOUT], rules, _first)
    return replace(
        tallies,
        responses={atom: count for atom, (count,) in responses.items()},
        items=tuple(found for item in tallies.survey.items for found in _item(tallies, item, shown, rules)),
        indices=tuple(found for index in tallies.survey.scores for found in _index(tallies, index.id, shown, rules)),
        flows=tuple(_flows(tallies, rules)),
        settled=settled(before.figures, before.beside),
        products=(),
        ratings=tuple(fold_ratings(tallies, scores, rules)),
        reliabilities=tuple(reliable(scores, tallies.wave.label, rules)),
        withheld={statistic: frozenset(paths - shown[statistic]) for statistic, paths in known.items()},
    )


def _shown(scores: Scores, rules: Rules) -> dict[str, frozenset[Path]]:
    """Statistic -> the groups whose size lets them be shown, by the rule the report follows."""
    sizes: dict[str, dict[Group, int]] = defaultdict(dict)
    for it in scores.turnout:
        sizes[TURNOUT][it.group] = it.answered
    for blocks in blocks_by_item(scores, dict.fromkeys((wave.label for wave in scores.waves), rules)):
        for block in blocks.values():
            sizes[block.item.id][block.group] = block.n
    for index in scores.indices:
        sizes[index.index.id][index.group] = index.n
    detailed = {index.index.id for index in scores.indices}
    shown: dict[str, frozenset[Path]] = defaultdict(frozenset)
    for statistic, of_groups in sizes.items():
        least = max(rules.min_detail, rules.min_answers) if statistic in detailed else rules.min_answers
        shown[statistic] = frozenset(group.path for group in shown_groups(of_groups, least, rules.seen))
    return shown


def _known(scores: Scores) -> dict[str, set[Path]]:
    """Statistic -> every group the report has a figure of, shown or hidden."""
    known: dict[str, set[Path]] = defaultdict(set)
    for it in scores.turnout:
        known[TURNOUT].add(it.group.path)
    for block in scores.blocks:
        known[block.item.id].add(block.group.path)
    for index in scores.indices:
        known[index.index.id].add(index.group.path)
    return known


# --- statistics ------------------------------------------------------------------------------------------------------


def _item(tallies: WaveTallies, item: Item, shown: Mapping[str, frozenset[Path]], rules: Rules) -> Iterable[ItemTally]:
    rows = {it.atom: (it.answered, *it.options) for it in _summed_items(tallies, item)}
    told = shown[item.id] if item.kind != "text" else _everyone(rows, rules)
    aside = [at for at, option in enumerate(item.options) if option.aside]

    def people(counts: Counts) -> Counts:
        # Who answered, and those of them whose answer counts: neither may be a few.
        return counts[0], counts[0] - sum(counts[1 + at] for at in aside)

    for atom, (answered, *options) in _folded(rows, told, rules, people).items():
        yield ItemTally(item.id, atom, answered, tuple(options))


def _summed_items(tallies: WaveTallies, item: Item) -> Iterable[ItemTally]:
    """An item's tallies, one an atom: two groups that became one by a rename come as two."""
    found: dict[Atom, ItemTally] = {}
    for it in tallies.items:
        if it.item == item.id:
            before = found.get(it.atom)
            options = _added(before.options, it.options) if before else it.options
            found[it.atom] = replace(it, answered=it.answered + (before.answered if before else 0), options=options)
    return found.values()


def _index(
    tallies: WaveTallies, index: str, shown: Mapping[str, frozenset[Path]], rules: Rules
) -> Iterable[IndexTally]:
    rows: dict[Atom, Counts] = {}
    for it in tallies.indices:
        if it.index == index:
            rows[it.atom] = _added(rows.get(it.atom, (0, 0, 0)), (it.people, it.total, it.squares))
    for atom, (people, total, squares) in _folded(rows, shown[index], rules, _first).items():
        yield IndexTally(index, atom, people, total, squares)


def _flows(tallies: WaveTallies, rules: Rules) -> Iterable[FlowTally]:
    """Joined answers of everyone. By group they would be the answers of single people all but in name."""
    bases: Counter[tuple[str, str, str]] = Counter()
    people: Counter[tuple[tuple[str, str, str], tuple[str, str, str], int]] = Counter()
    for it in tallies.flows:
        people[it.items, it.options, it.ticks] += it.people
        if it.options == ("", "", ""):
            bases[it.items] += it.people
    atom = _whole(EVERYONE, next(iter(tallies.responses), Atom(EVERYONE)))
    for (items, options, ticks), count in people.items():
        if bases[items] >= rules.min_answers:
            yield FlowTally(items, options, ticks, atom, count)


def _everyone(rows: Rows, rules: Rules) -> frozenset[Path]:
    return frozenset({EVERYONE}) if sum(counts[0] for counts in rows.values()) >= rules.min_answers else _NOBODY


# --- folding ---------------------------------------------------------------------------------------------------------


def _folded(
    rows: Rows, shown: Collection[Path], rules: Rules, people: Callable[[Counts], Counts]
) -> dict[Atom, Counts]:
    """Rows put together until each rests on enough people, or on nobody. `people`: how many stand behind a row."""

    def few(counts: Counts) -> bool:
        return any(0 < count < rules.min_answers for count in people(counts))

    at_home: dict[Path, dict[Atom, Counts]] = defaultdict(dict)
    for atom, counts in rows.items():
        home = _home(atom.place, shown)
        if home is not None and any(counts):
            # Never by staff group: beside what is kept of those as a whole a place's would tell the next place's.
            place = Atom(atom.place, (NOT_ASSIGNED,) * len(atom.others))
            at_home[home][place] = _added(at_home[home].get(place, (0,) * len(counts)), counts)
    folded: dict[Atom, Counts] = {}
    for home in sorted(shown, key=lambda path: (-len(path), path)):
        inside = at_home[home]
        if not inside:
            continue
        whole = _whole(home, next(iter(inside)))
        if all(atom.place == whole.place and not few(counts) for atom, counts in inside.items()):
            folded.update(inside)
            continue
        total = _added(*inside.values())
        if not few(total):
            folded[whole] = total
        elif home:  # a few who answered outside the denominator: they count further up, where nobody tells them apart
            above = at_home[_home(home[:-1], shown) or EVERYONE]
            above[whole] = total
    return folded


def _home(place: Path, shown: Collection[Path]) -> Path | None:
    """The smallest shown group around a place; None where not even everyone is shown."""
    known = place.index(NOT_ASSIGNED) if NOT_ASSIGNED in place else len(place)
    return next((place[:depth] for depth in range(known, -1, -1) if place[:depth] in shown), None)


def _whole(home: Path, like: Atom) -> Atom:
    """A group's people as one: not assigned below it, and in no other dimension."""
    rest = len(like.place) - len(home)
    return Atom((*home, *[NOT_ASSIGNED] * rest), (NOT_ASSIGNED,) * len(like.others))


def _added(*rows: Counts) -> Counts:
    return tuple(map(sum, zip(*rows, strict=True)))


def _first(counts: Counts) -> Counts:
    return counts[:1]
