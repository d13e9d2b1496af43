"""Choose-many answers that tick an option standing aside ("I cannot say") together with others: the others count.

An option that stands aside is in no denominator. Tallies know how many ticked each option, not what went together: a
denominator is right only where an answer has real options, or one that stands aside. It is coded so, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from pulse.collect.encoders import Codes
from pulse.model.answers import Layout, Reading
from pulse.model.survey import Survey


class Asides:
    """Clears ticks that contradict the rest of an answer."""

    def __init__(self, survey: Survey, layout: Layout) -> None:
        self.items: list[tuple[list[int], list[int]]] = []  # places of the options that stand aside, and of the others
        for item in survey.items:
            if item.kind == "many" and any(option.aside for option in item.options):
                first = next(at for at, column in enumerate(layout.columns) if column.item == item.id)
                places = [(first + at, option.aside) for at, option in enumerate(item.options)]
                self.items.append(([at for at, aside in places if aside], [at for at, aside in places if not aside]))

    def settle(self, codes: Sequence[Codes], kept: Sequence[int], reading: Reading) -> Sequence[Codes]:
        """The columns of codes with such ticks cleared in the sheets that are kept, and their answers counted.

        Of several options that stand aside, with no other ticked, the first counts.
        """
        settled = list(codes)
        for asides, others in self.items:
            columns = {place: list(codes[place]) for place in asides}
            for at in kept:
                ticked = [place for place in asides if columns[place][at]]
                keep = 0 if any(codes[place][at] for place in others) else 1
                reading.aside_with_others += len(ticked) > keep
                for place in ticked[keep:]:
                    columns[place][at] = 0
            for place, column in columns.items():
                settled[place] = column
        return settled
