"""Which blocks of a questionnaire rest in a wave, by what the waves before it asked."""

from __future__ import annotations

from pulse import define
from pulse.journeys.asked import Asked
from pulse.model.survey import Survey, Wave
from pulse.store import Store


def rests(store: Store, base: Survey, asked: Asked, wave: Wave) -> tuple[str, ...]:
    """The blocks that this wave leaves out; none where nothing rotates.

    Waves that were opened and have no answers yet count as what they were opened with. The wave itself does not, nor
    those after it: written anew it comes out the same.
    """
    if base.rotation is None:
        return ()
    before = {it.instance.label: (it.instance.first, it.blocks) for it in asked.instances if it.instance}
    before |= {it.label: (it.first, store.asked_in(base.id, it.label).blocks) for it in store.waves(base.id)}
    earlier = sorted((it for it in before.values() if it[0] < wave.first), key=lambda it: it[0])
    now = define.turn(base.rotation, base.blocks, [frozenset(blocks) for _, blocks in earlier])
    return tuple(block for block in base.blocks if block not in now)
