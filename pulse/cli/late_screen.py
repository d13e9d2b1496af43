"""What the screen says of answers that came after their wave was first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INTERIM = (
    "An interim report freezes the wave: its figures stand as it shows them. Later answers wait until so many are "
    "there, in every group they touch, that they tell of nobody. Go on?"
)
STOOD = (
    "sheets read otherwise now, or have their group now, and were kept as they are: their wave's figures have been "
    "shown, and stand"
)
HELD = (
    "sheets that the platform no longer holds were kept: their wave's figures have been shown, and stand. "
    "They go with all others: `pulse close`, then `pulse purge`"
)


def waiting_line(sheets: int) -> str:
    """How many wait, and for what."""
    return (
        f"{sheets:,} answer(s) came after the wave's figures were first shown: they wait, and join with the next "
        "report once so many are there, in every group they touch, that they tell of nobody"
    )


def lines(joined: Mapping[str, int], waiting: Mapping[str, int]) -> Iterator[str]:
    """What became of late answers when a report was made, wave by wave."""
    for label, sheets in joined.items():
        yield (
            f"Wave {label}: {sheets:,} late answer(s) have joined. A question whose late answers alone would tell too "
            "much stands as first shown."
        )
    for label, sheets in waiting.items():
        yield f"Wave {label}: {waiting_line(sheets)}; until `pulse close`."


def dropped_line(sheets: int) -> str:
    """What became of those that waited when their wave was closed."""
    return (
        f"{sheets:,} answer(s) came after its figures were first shown and were too few, in some group, to join them: "
        "they are deleted, and in no figure."
    )
