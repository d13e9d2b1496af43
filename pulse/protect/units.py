"""Units of an evaluation, pooled: only groups whose figure is shown, side by side or one after another.

The units of both sides are disjoint groups. Everybody who reads the figures of each can add them up, so a sum of
shown groups tells nothing that they do not; a group that is not shown is in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pulse.model.evaluation import Pool, Side
from pulse.model.figures import Scores
from pulse.model.groups import Group
from pulse.model.release import About, Release, Shown
from pulse.model.survey import Wave
from pulse.protect.behind import Behind, Sums
from pulse.statistics.change import Estimate
from pulse.statistics.mix import Part, decompose, moved
from pulse.statistics.trials import mean_estimate, share_estimate

Parts = dict[Group, Part]


class Units:
    """The outcome of an evaluation, by unit and wave, as far as it is shown."""

    def __init__(self, scores: Scores, release: Release, outcome: About) -> None:
        """`outcome` says which figure is looked at; its wave and group are put in here."""
        self.release, self.outcome = release, outcome
        self.behind = Behind(scores)

    @property
    def digits(self) -> int:
        """Scores have one decimal; shares are fractions with two."""
        return 1 if self.outcome.measure == "mean" else 2

    def shown(self, groups: Iterable[Group], *waves: Wave) -> tuple[Group, ...]:
        """Those of the groups whose outcome is shown exactly in every one of the waves."""
        return tuple(group for group in groups if all(self._is_shown(group, wave) for wave in waves))

    def _is_shown(self, group: Group, wave: Wave) -> bool:
        return isinstance(self.release.figures.get(self._about(group, wave)), Shown)

    def _about(self, group: Group, wave: Wave) -> About:
        return replace(self.outcome, wave=wave.label, group=group)

    def sums(self, groups: Iterable[Group], wave: Wave) -> Sums:
        """The answers of shown groups together. ValueError where one is not shown."""
        found = [self._sums(group, wave) for group in groups]
        return Sums(sum(it.n for it in found), sum(it.total for it in found), sum(it.squares for it in found))

    def _sums(self, group: Group, wave: Wave) -> Sums:
        sums = self.behind.sums(self._about(group, wave)) if self._is_shown(group, wave) else None
        if sums is None:
            raise ValueError("a group that is not shown is in no sum")
        return sums

    def estimate(self, groups: Iterable[Group], wave: Wave) -> Estimate:
        """The pooled share or mean with its standard error."""
        sums = self.sums(groups, wave)
        return (
            mean_estimate(sums.sample) if self.outcome.measure == "mean" else share_estimate(round(sums.total), sums.n)
        )

    def pool(self, groups: Iterable[Group], wave: Wave) -> Pool:
        """The pooled share or mean as it may be shown."""
        sums = self.sums(groups, wave)
        return Pool(round(sums.mean, self.digits), sums.n)

    def side(self, groups: tuple[Group, ...], before: Wave, after: Wave) -> Side:
        """What became of some units that are shown in both waves."""
        then, now = self._parts(groups, before, after)
        return Side(
            units=groups,
            before=self.pool(groups, before),
            after=self.pool(groups, after),
            rates=self._rates(groups, before, after),
            mix_moved=round(moved(then, now), 2),
        )

    def by_mix(self, groups: tuple[Group, ...], before: Wave, after: Wave) -> float:
        """How much of a side's change came from who answered: the units, and the parts inside them that are shown."""
        return decompose(*self._parts(groups, before, after)).mix

    def _parts(self, groups: Sequence[Group], before: Wave, after: Wave) -> tuple[Parts, Parts]:
        """Both waves in the same parts: the shown groups one level below each unit, and what is left of it."""
        then: Parts = {}
        now: Parts = {}
        for unit in groups:
            inside = self.shown(self._inside(unit), before, after)
            for wave, parts in ((before, then), (after, now)):
                sums = {group: self._sums(group, wave) for group in inside}
                left = self._sums(unit, wave).less(list(sums.values()))
                sums |= {unit: left} if left.n else {}
                parts.update({group: Part(it.n, it.mean) for group, it in sums.items()})
        return then, now

    def _inside(self, unit: Group) -> tuple[Group, ...]:
        depth = len(unit.path) + 1
        return tuple(group for group in self.release.groups if len(group.path) == depth and unit.holds(group))

    def _rates(self, groups: Sequence[Group], before: Wave, after: Wave) -> tuple[float, float] | None:
        rates = [self._rate(groups, wave) for wave in (before, after)]
        return (rates[0], rates[1]) if rates[0] is not None and rates[1] is not None else None

    def _rate(self, groups: Sequence[Group], wave: Wave) -> float | None:
        """The response of the units together, from their shown counts; None where one of them is not shown."""
        answered = asked = 0
        for group in groups:
            count = self.release.figure("count", group=group, wave=wave.label)
            rate = self.release.figure("response_rate", group=group, wave=wave.label)
            if not isinstance(count, Shown) or not isinstance(rate, Shown):
                return None
            answered, asked = answered + count.n, asked + rate.n
        return round(answered / asked, 2)
