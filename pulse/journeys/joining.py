"""Late answers into the figures of a wave that was shown: tally apart -> score -> put before the wall -> join."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pulse import analyse, protect
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class Late:
    """What became of answers that came after their wave was first shown, by wave label. Counts of sheets."""

    joined: dict[str, int]
    waiting: dict[str, int]


def join(settings: Settings, store: Store, survey: str, labels: Collection[str]) -> Late:
    """Lets the late answers of some waves join, where that tells of nobody; within the transaction at hand."""
    before = store.waiting(survey)
    past = store.past(survey)
    for late in list(store.latecomers(survey)):
        if late.stands.wave.label in labels:
            names = protect.joining(
                analyse.score([late.stands]),
                analyse.score([late.together]),
                {names: analyse.score([tallies]) for names, tallies in late.after.items()},
                settings.policy.rules,
                past,
            )
            if names:
                store.join(late.stands.wave, names)
    after = store.waiting(survey)
    joined = {label: count - after.get(label, 0) for label, count in before.items() if count > after.get(label, 0)}
    return Late(joined, {label: count for label, count in after.items() if label in labels})
