"""Ratings of groups where words and scales fit: groups that nobody asks about, and the own group, are not rated."""

from __future__ import annotations

from collections.abc import Sequence

from pulse.collect.encoders import Codes
from pulse.collect.matched import Matched
from pulse.collect.normal import normal
from pulse.collect.profile import Profile
from pulse.model.answers import Layout, Reading
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Rating, Survey


def refuse_unasked(looked: Profile, survey: Survey, matched: Matched) -> None:
    """Raises Stop for every column that rates a group nobody asks about: what stands in it would be lost."""
    names = {normal(name): it.item.id for it in survey.relationships for name in (*it.item.wordings, it.item.id)}
    line = looked.found.skip + 1
    found = [
        problem("rated-unmatched", Place(looked.facts.file, line, heading.position), item=names[normal(heading.stem)])
        for heading in matched.free
        if heading.part and normal(heading.stem) in names
    ]
    if found:
        raise Stop(*found)


class OwnGroups:
    """Takes out what people said of the group they are in themselves: a grid offers it to everybody."""

    def __init__(self, survey: Survey, layout: Layout, levels: Sequence[str], reading: Reading) -> None:
        self.reading = reading
        self.first = len(layout.columns)
        self.levels = levels
        self.others = [name for name in survey.dimensions if name not in levels]
        self.ratings = layout.ratings

    def left_out(self, codes: Sequence[Codes], places: Sequence[int]) -> Sequence[Codes]:
        """The columns of sheets without such ratings; `places` are their numbers in `Reading.places`."""
        if not self.ratings:
            return codes
        kept = list(codes)
        for at, rating in enumerate(self.ratings, self.first):
            own = {number for number in set(places) if self._is_own(rating, number)}
            if own:
                column = kept[at]
                self.reading.own_group += sum(
                    place in own and code is not None for place, code in zip(places, column, strict=True)
                )
                kept[at] = [None if place in own else code for place, code in zip(places, column, strict=True)]
        return kept

    def _is_own(self, rating: Rating, number: int) -> bool:
        place, others = self.reading.places[number]
        if rating.about in self.levels:
            return place[: len(rating.rated)] == rating.rated
        return (others[self.others.index(rating.about)],) == rating.rated
