"""What follows from figures of nested groups by adding and subtracting, and by narrowing bands.

From exact figures of groups of which any two are apart or one inside the other, a reader learns the rest of each group
after its shown parts, and no other sum: every rest must be nobody, or enough people who are not of one mind. Where
figures are rounded or banded, each count lies in a span; one pass from the smallest groups up and one back down makes
every span as narrow as all figures of one answer together allow, since the groups form a tree. Groups beside the levels
(staff groups) form one of their own over the same everyone: the only thing the two share, so that the passes through
both still find everything that the figures tell. Who of a team is in which staff group stands in no file; what somebody
who knows it could work out is looked for at the wall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pulse.model.audit import Said, WaveEntry, group_name
from pulse.model.groups import EVERYONE, Path
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack.counts import SHARES, Span, span

_SIZED = SHARES - {"flow"} | {"count", "mean"}
_ASKED = frozenset({"response_rate", "paired", "flow"})  # whose n is no number of answers, or is looked at elsewhere
_NO_ANSWER = frozenset({"count"})  # how many answered is no answer: only sizes matter
Groups = dict[Path, Said]


def nested(figures: Iterable[Said], waves: Mapping[str, WaveEntry], place: Place) -> Iterator[Problem]:
    """Every disclosure that follows from figures about groups of one chain and of those beside it, answer by answer."""
    figures = list(figures)
    yield from _few(figures, waves, place)
    for (wave, *_), chains in _by_answer(figures).items():
        rules = waves.get(wave)
        if rules is not None:
            yield from _of_answer(chains, rules, place)


def _few(figures: Iterable[Said], waves: Mapping[str, WaveEntry], place: Place) -> Iterator[Problem]:
    """Figures of a few that are no shares of the groups' answers: whatever they tell, it is of too few."""
    for said in figures:
        if said.measure not in _SIZED | _ASKED and said.n and said.wave in waves and said.n < waves[said.wave].least:
            yield problem("audit-few", place, figure=said.about, people=said.n)


def _by_answer(figures: Iterable[Said]) -> dict[tuple[str, str, str, str, str], dict[str, Groups]]:
    """Wave, measure, item, option, group that is rated -> chain -> the figure of each group."""
    found: dict[tuple[str, str, str, str, str], dict[str, Groups]] = defaultdict(lambda: defaultdict(dict))
    for said in figures:
        if said.measure in _SIZED and said.n is not None:
            found[said.wave, said.measure, said.item, said.option, said.item2][said.across][said.group] = said
    return found


def _of_answer(chains: Mapping[str, Groups], rules: WaveEntry, place: Place) -> Iterator[Problem]:
    everyone = chains.get("", {}).get(EVERYONE)
    whole = span(everyone, rules.band) if everyone else None
    trees = []
    for across, groups in sorted(chains.items()):
        held = {EVERYONE: everyone, **groups} if everyone else groups
        trees.append(_Tree(held, rules, place, whole, beside=bool(across)))
    for _ in trees[1:]:  # what one chain tells of everyone, the others take on
        for tree in trees:
            tree.narrow()
    for tree in trees:
        yield from tree.findings()


class _Tree:
    """One answer in all the groups of a chain that it is shown for. whole: of everyone, one for all chains."""

    def __init__(self, groups: Groups, rules: WaveEntry, place: Place, whole: Span | None, *, beside: bool) -> None:
        self.groups, self.rules, self.place = groups, rules, place
        self.values = next(iter(groups.values())).measure not in _NO_ANSWER
        self.spans = {path: found for path, said in groups.items() if (found := span(said, rules.band))}
        if whole:
            self.spans[EVERYONE] = whole
        self.paths = sorted(self.spans, key=lambda path: (-len(path), path))  # parts before what holds them
        self.told = [path for path in self.paths if path or not beside]  # of everyone by the levels' chain only

    def findings(self) -> Iterator[Problem]:
        """Figures of a few; small rests; rests and bands of which too much is known; figures that contradict others."""
        few = [path for path in self.told if 0 < self.spans[path].n < self.rules.least]
        yield from (self._told("audit-few", path, self.spans[path].n) for path in few)
        parts = _parts(path for path in self.paths if self.spans[path].exact)
        for path, inside in parts.items():
            left = self.spans[path].n - sum(self.spans[it].n for it in inside)
            if left < 0:
                yield self._told("audit-contradiction", path, -left, inside)
            elif inside and 0 < left < self.rules.least:
                yield self._told("audit-small-rest", path, left, inside)
        if self.values:
            yield from self._of_one_mind(parts)

    def _of_one_mind(self, parts: Mapping[Path, list[Path]]) -> Iterator[Problem]:
        if not self.narrow():
            yield self._told("audit-contradiction", self.paths[-1], self.spans[self.paths[-1]].n, self.paths[:-1])
            return
        for path, exact in parts.items():
            left = self._rest(path, exact)
            if left.n > 0 and self._known(left):
                code = "audit-alike-rest" if exact else "audit-alike"
                yield self._told(code, path, left.n, exact)
        for path in self.told:
            if not self.spans[path].exact and self._known(self.spans[path]):
                yield self._told("audit-narrow-band", path, self.spans[path].n)

    def _known(self, left: Span) -> bool:
        """True where a count of a few, or of nearly all, is known more closely than a band tells it."""
        few, most = self.rules.band, left.n - self.rules.band
        return (left.high <= few or left.low >= most) and left.values < min(few, left.n) + 1

    def _rest(self, path: Path, parts: list[Path]) -> Span:
        whole, inside = self.spans[path], [self.spans[it] for it in parts]
        n = whole.n - sum(it.n for it in inside)
        low, high = whole.low - sum(it.high for it in inside), whole.high - sum(it.low for it in inside)
        return Span(n, max(low, 0), min(high, n), exact=True)

    def narrow(self) -> bool:
        """Up, then down; False where no counts fit all figures."""
        inside = _parts(self.paths)
        for path in self.paths:  # the deepest first
            below = [self.spans[it] for it in inside[path]]
            if below:
                free = max(self.spans[path].n - sum(it.n for it in below), 0)
                low, high = sum(it.low for it in below), sum(it.high for it in below) + free
                self.spans[path].low = max(self.spans[path].low, low)
                self.spans[path].high = min(self.spans[path].high, high)
        for path in reversed(self.paths):
            self._narrow_below(self.spans[path], [self.spans[it] for it in inside[path]])
        return all(it.low <= it.high for it in self.spans.values())

    @staticmethod
    def _narrow_below(whole: Span, below: list[Span]) -> None:
        free = max(whole.n - sum(it.n for it in below), 0)
        lows, highs = sum(it.low for it in below), sum(it.high for it in below)
        for it in below:
            low, high = whole.low - (highs - it.high) - free, whole.high - (lows - it.low)
            it.low, it.high = max(it.low, low), min(it.high, high)

    def _told(self, code: str, path: Path, people: int, inside: Iterable[Path] = ()) -> Problem:
        parts = [group_name(it) for it in sorted(inside)]
        return problem(
            code, self.place, figure=self.groups[path].about, people=people, parts="; ".join(parts[:_MOST_NAMED])
            + (f" and {len(parts) - _MOST_NAMED} more" if len(parts) > _MOST_NAMED else ""),
        )  # fmt: skip


_MOST_NAMED = 8


def _parts(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """Each group -> the largest of the others inside it."""
    found: dict[Path, list[Path]] = {path: [] for path in paths}
    for path in found:
        for depth in range(len(path) - 1, -1, -1):
            if path[:depth] in found:
                found[path[:depth]].append(path)
                break
    return found
